// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/osm/assemble.hpp>
#include <numeric>

namespace contrechamp::osm {

bool newest(const Stamp& stamp, const std::vector<Stamp>& stamps) {
  const auto first =
      std::lower_bound(stamps.begin(), stamps.end(), stamp.id, [](const Stamp& a, std::int64_t id) { return a.id < id; });
  return first == stamps.end() || first->id != stamp.id || !first->newer_than(stamp);
}

Ways::Ways(const Harvest& harvest) : harvest_(harvest), live_(harvest.ways.size(), false) {
  const auto& list = harvest.ways;
  std::vector<std::size_t> order(list.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto less = [&](std::size_t a, std::size_t b) { return list[a].stamp < list[b].stamp; };
  if (!std::is_sorted(order.begin(), order.end(), less)) std::sort(order.begin(), order.end(), less);
  for (const std::size_t way : order) {
    const bool repeated = !by_id_.empty() && list[by_id_.back()].stamp.id == list[way].stamp.id;
    if (repeated || !newest(list[way].stamp, harvest.way_stamps)) continue;
    live_[way] = true;
    by_id_.push_back(way);
  }
}

std::optional<std::size_t> Ways::find(std::int64_t wanted) const {
  const auto found = std::ranges::lower_bound(by_id_, wanted, {}, [&](std::size_t way) { return id(way); });
  if (found == by_id_.end() || id(*found) != wanted) return std::nullopt;
  return *found;
}

NodeIds Ways::nodes(std::size_t way) const {
  const RawWay& raw = harvest_.ways[way];
  return NodeIds(harvest_.refs).subspan(raw.first, raw.count);
}

std::vector<const RawRelation*> newest_copies(const std::vector<RawRelation>& list, const Harvest& harvest) {
  std::vector<const RawRelation*> order;
  order.reserve(list.size());
  for (const RawRelation& relation : list) order.push_back(&relation);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->stamp < b->stamp; });
  std::vector<const RawRelation*> result;
  for (const RawRelation* relation : order) {
    const bool repeated = !result.empty() && result.back()->stamp.id == relation->stamp.id;
    if (!repeated && newest(relation->stamp, harvest.relation_stamps)) result.push_back(relation);
  }
  return result;
}

}  // namespace contrechamp::osm
