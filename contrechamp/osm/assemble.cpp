// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/osm/assemble.hpp>
#include <numeric>

namespace contrechamp::osm {

const Stamp* winner(std::int64_t id, const std::vector<Stamp>& stamps) {
  const auto first = std::ranges::lower_bound(stamps, id, {}, &Stamp::id);
  return first == stamps.end() || first->id != id ? nullptr : &*first;
}

bool newest(const Stamp& stamp, const std::vector<Stamp>& stamps) {
  const Stamp* best = winner(stamp.id, stamps);
  return best == nullptr || !best->newer_than(stamp);
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

std::optional<std::vector<scene::LatLonRing>> rings_of(const RawRelation& relation, const Ways& ways, const Places& places) {
  std::vector<std::int64_t> ids;
  for (const RawMember& member : relation.members) {
    if (member.ref.type == OsmType::way) ids.push_back(member.ref.id);
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());  // named twice, a way would cancel itself
  std::vector<NodeIds> members;
  for (const std::int64_t id : ids) {
    const auto way = ways.find(id);
    if (!way) return std::nullopt;
    members.push_back(ways.nodes(*way));
  }
  const auto chains = joined(members);
  if (!chains || chains->empty()) return std::nullopt;
  std::vector<scene::LatLonRing> rings;
  for (const Chain& chain : *chains) {
    auto points = ring(chain, places);
    if (!points) return std::nullopt;
    rings.push_back(std::move(*points));
  }
  return rings;
}

std::vector<std::int64_t> represented_ways(const RawRelation& relation, bool closed, const Ways& ways) {
  std::vector<std::int64_t> taken;
  for (const RawMember& member : relation.members) {
    const auto way = outer(member) ? ways.find(member.ref.id) : std::nullopt;
    if (!way) continue;
    const NodeIds nodes = ways.nodes(*way);
    if (closed || nodes.empty() || nodes.front() != nodes.back()) taken.push_back(member.ref.id);
  }
  return taken;
}

TagView view(const Tags& tags, std::vector<TagRef>& buffer) {
  buffer.clear();
  for (const auto& [key, value] : tags) buffer.push_back({key, value});
  return TagView(buffer);
}

}  // namespace contrechamp::osm
