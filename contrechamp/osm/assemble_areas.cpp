// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/osm/assemble.hpp>
#include <contrechamp/osm/assemble_coast.hpp>
#include <tuple>

namespace contrechamp::osm {
namespace {
using Covered = std::pair<std::int64_t, scene::Cover>;  // a way and what it says

class Assembler {
 public:
  Assembler(const Harvest& harvest, const Ways& ways, scene::Snapshot& out)
      : harvest_(harvest), ways_(ways), out_(out), tagged_(in_order(harvest.covers, ways)) {}
  void relations();
  void ways();
  void coast();

 private:
  [[nodiscard]] std::optional<scene::Cover> cover_of_way(std::int64_t id) const;
  [[nodiscard]] std::optional<scene::Cover> old_style(const RawRelation& relation) const;
  [[nodiscard]] std::vector<geo::Box> boxes() const;
  void add(OsmRef ref, scene::Cover cover, std::optional<std::vector<scene::LatLonRing>> rings);

  const Harvest& harvest_;
  const Ways& ways_;
  scene::Snapshot& out_;
  std::vector<std::size_t> tagged_;   // in harvest.covers, by way id
  std::vector<Covered> represented_;  // whose relation stands for them
};

void Assembler::add(OsmRef ref, scene::Cover cover, std::optional<std::vector<scene::LatLonRing>> rings) {
  if (rings) {
    out_.areas.push_back({ref, cover, std::move(*rings)});
  } else {
    ++out_.broken_areas;
  }
}

std::optional<scene::Cover> Assembler::cover_of_way(std::int64_t id) const {
  const auto way_id = [&](std::size_t i) { return ways_.id(harvest_.covers[i].way); };
  const auto found = std::ranges::lower_bound(tagged_, id, {}, way_id);
  if (found == tagged_.end() || way_id(*found) != id) return std::nullopt;
  return harvest_.covers[*found].attributes;
}

// The cover of the outer way with the lowest id that has one.
std::optional<scene::Cover> Assembler::old_style(const RawRelation& relation) const {
  std::optional<Covered> first;
  for (const RawMember& member : relation.members) {
    const auto cover = outer(member) ? cover_of_way(member.ref.id) : std::nullopt;
    if (cover && (!first || member.ref.id < first->first)) first = Covered{member.ref.id, *cover};
  }
  return first ? std::optional(first->second) : std::nullopt;
}

void Assembler::relations() {
  std::vector<TagRef> buffer;
  for (const RawRelation* relation : newest_copies(harvest_.grounds, harvest_)) {
    auto cover = cover_of(view(relation->tags, buffer));
    if (!cover) cover = old_style(*relation);
    if (!cover) continue;
    auto rings = rings_of(*relation, ways_, harvest_.places);
    for (const std::int64_t way : represented_ways(*relation, rings.has_value(), ways_)) represented_.emplace_back(way, *cover);
    add({OsmType::relation, relation->stamp.id}, *cover, std::move(rings));
  }
  std::ranges::sort(represented_);
}

void Assembler::ways() {
  for (const std::size_t i : tagged_) {
    const auto& [way, cover] = harvest_.covers[i];
    if (std::ranges::binary_search(represented_, Covered{ways_.id(way), cover})) continue;
    auto points = ring(ways_.nodes(way), harvest_.places);
    using Rings = std::vector<scene::LatLonRing>;
    add({OsmType::way, ways_.id(way)}, cover, points ? std::optional(Rings{std::move(*points)}) : std::nullopt);
  }
}

/// What the inputs were cut to; if they do not say, what was found in them.
std::vector<geo::Box> Assembler::boxes() const {
  std::vector<geo::Box> boxes = harvest_.boxes;
  const auto corners = [](const geo::Box& box) { return std::pair(box.min, box.max); };
  std::ranges::sort(boxes, {}, corners);
  boxes.erase(std::unique(boxes.begin(), boxes.end(), [&](const auto& a, const auto& b) { return corners(a) == corners(b); }),
              boxes.end());
  if (!boxes.empty()) return boxes;
  geo::Box found;
  for (const scene::Device& device : out_.devices) found.add(device.position);
  for (const scene::Building& building : out_.buildings) {
    for (const auto& points : building.rings) std::ranges::for_each(points, [&](geo::LatLon p) { found.add(p); });
  }
  for (const scene::Street& street : out_.streets) {
    std::ranges::for_each(street.points, [&](geo::LatLon p) { found.add(p); });
  }
  if (!found.empty()) boxes.push_back(found);
  return boxes;
}

void Assembler::coast() {
  std::vector<NodeIds> lines;
  const auto order = in_order(harvest_.coasts, ways_);
  for (const std::size_t i : order) lines.push_back(ways_.nodes(harvest_.coasts[i].way));
  if (lines.empty()) return;
  const std::vector<Coast> all = coasts(lines, harvest_.places);
  const OsmRef ref{OsmType::way, ways_.id(harvest_.coasts[order.front()].way)};
  for (const geo::Box& box : boxes()) {
    Sea found = sea(all, box);
    out_.broken_areas += found.broken;
    if (!found.rings.empty()) out_.areas.push_back({ref, scene::Cover::water, std::move(found.rings)});
  }
}
}  // namespace

void assemble_areas(const Harvest& harvest, const Ways& ways, scene::Snapshot& out) {
  Assembler assembler(harvest, ways, out);
  assembler.relations();
  assembler.ways();
  assembler.coast();
  std::ranges::stable_sort(out.areas, {}, [](const scene::Area& area) { return std::tie(area.ref, area.cover); });
}

}  // namespace contrechamp::osm
