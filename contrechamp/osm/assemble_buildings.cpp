// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/osm/assemble.hpp>

namespace contrechamp::osm {
namespace {
using Rings = std::vector<scene::LatLonRing>;

// A building:part as far as it matters: how high it is, and a point inside it that says to which building it belongs.
struct Part {
  geo::LatLon inside;
  Metres height;
};

class Assembler {
 public:
  Assembler(const Harvest& harvest, const Ways& ways, const scene::ReadOptions& options, scene::Snapshot& out)
      : harvest_(harvest), ways_(ways), options_(options), out_(out) {
    for (const std::size_t i : in_order(harvest.buildings, ways)) tagged_.push_back(i);
  }
  void relations();
  void ways();
  void heights_of_parts();

 private:
  [[nodiscard]] const BuildingTags* tags_of_way(std::int64_t id) const;
  [[nodiscard]] std::optional<BuildingTags> old_style(const RawRelation& relation) const;
  [[nodiscard]] std::optional<Rings> shape(const RawRelation& relation) const;
  void take_outer_ways(const RawRelation& relation, bool closed);
  void add(OsmRef ref, const BuildingTags& tags, Rings rings);

  const Harvest& harvest_;
  const Ways& ways_;
  const scene::ReadOptions& options_;
  scene::Snapshot& out_;
  std::vector<std::size_t> tagged_;        // in harvest.buildings, by way id
  std::vector<std::int64_t> represented_;  // ways whose relation stands for them
  std::vector<Part> parts_;
};

bool outer(const RawMember& member) { return member.ref.type == OsmType::way && member.role != "inner"; }

TagView view(const Tags& tags, std::vector<TagRef>& buffer) {
  buffer.clear();
  for (const auto& [key, value] : tags) buffer.push_back({key, value});
  return TagView(buffer);
}

const BuildingTags* Assembler::tags_of_way(std::int64_t id) const {
  const auto way_id = [&](std::size_t i) { return ways_.id(harvest_.buildings[i].way); };
  const auto found = std::ranges::lower_bound(tagged_, id, {}, way_id);
  return found == tagged_.end() || way_id(*found) != id ? nullptr : &harvest_.buildings[*found].attributes;
}

// The tags of the outer way with the lowest id that has any; nothing if the relation is no building.
std::optional<BuildingTags> Assembler::old_style(const RawRelation& relation) const {
  const BuildingTags* tags = nullptr;
  std::int64_t lowest = 0;
  for (const RawMember& member : relation.members) {
    const BuildingTags* found = outer(member) ? tags_of_way(member.ref.id) : nullptr;
    if (found == nullptr || (tags != nullptr && member.ref.id >= lowest)) continue;
    tags = found;
    lowest = member.ref.id;
  }
  return tags == nullptr ? std::nullopt : std::optional(*tags);
}

std::optional<Rings> Assembler::shape(const RawRelation& relation) const {
  std::vector<std::int64_t> ids;
  for (const RawMember& member : relation.members) {
    if (member.ref.type == OsmType::way) ids.push_back(member.ref.id);
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());  // named twice, a way would cancel itself
  std::vector<NodeIds> members;
  for (const std::int64_t id : ids) {
    const auto way = ways_.find(id);
    if (!way) return std::nullopt;
    members.push_back(ways_.nodes(*way));
  }
  const auto chains = joined(members);
  if (!chains || chains->empty()) return std::nullopt;
  Rings rings;
  for (const Chain& chain : *chains) {
    auto points = ring(chain, harvest_.places);
    if (!points) return std::nullopt;
    rings.push_back(std::move(*points));
  }
  return rings;
}

// The relation says what its outer ways would say again, without the holes. If it is broken, its closed outer ways still stand
// for themselves, and the open ones are not counted a second time.
void Assembler::take_outer_ways(const RawRelation& relation, bool closed) {
  for (const RawMember& member : relation.members) {
    const auto way = outer(member) ? ways_.find(member.ref.id) : std::nullopt;
    if (!way) continue;
    const NodeIds nodes = ways_.nodes(*way);
    if (closed || nodes.empty() || nodes.front() != nodes.back()) represented_.push_back(member.ref.id);
  }
}

void Assembler::add(OsmRef ref, const BuildingTags& tags, Rings rings) {
  if (tags.role == BuildingRole::part) {
    if (tags.height) parts_.push_back({interior_point(rings), *tags.height});
    return;
  }
  out_.buildings.push_back({ref, std::move(rings), tags.height, tags.min_height, tags.roof, tags.underground});
}

void Assembler::relations() {
  std::vector<TagRef> buffer;
  for (const RawRelation* relation : newest_copies(harvest_.areas, harvest_)) {
    std::optional<BuildingTags> tags = building_tags(view(relation->tags, buffer), options_);
    if (tags->role == BuildingRole::none) tags = old_style(*relation);
    if (!tags) continue;
    auto rings = shape(*relation);
    if (tags->role == BuildingRole::building) take_outer_ways(*relation, rings.has_value());
    if (rings) {
      add({OsmType::relation, relation->stamp.id}, *tags, std::move(*rings));
    } else if (tags->role == BuildingRole::building) {
      ++out_.broken_buildings;
    }
  }
  std::ranges::sort(represented_);
}

void Assembler::ways() {
  for (const std::size_t i : tagged_) {
    const auto& [way, tags] = harvest_.buildings[i];
    const bool building = tags.role == BuildingRole::building;
    if (building && std::ranges::binary_search(represented_, ways_.id(way))) continue;
    auto points = ring(ways_.nodes(way), harvest_.places);
    if (points) {
      add({OsmType::way, ways_.id(way)}, tags, {std::move(*points)});
    } else if (building) {
      ++out_.broken_buildings;
    }
  }
}

// A building without a height is as high as the highest part inside it.
void Assembler::heights_of_parts() {
  std::ranges::sort(parts_, {}, [](const Part& part) { return part.inside; });
  for (scene::Building& building : out_.buildings) {
    if (building.height) continue;
    geo::Box box;
    for (const auto& points : building.rings) {
      for (const geo::LatLon p : points) box.add(p);
    }
    const auto latitude = [](const Part& part) { return part.inside.lat_e7; };
    for (auto part = std::ranges::lower_bound(parts_, box.min.lat_e7, {}, latitude);
         part != parts_.end() && part->inside.lat_e7 <= box.max.lat_e7; ++part) {
      if (part->inside.lon_e7 < box.min.lon_e7 || part->inside.lon_e7 > box.max.lon_e7) continue;
      if (building.height && *building.height >= part->height) continue;
      if (covers(building.rings, part->inside)) building.height = part->height;
    }
  }
}
}  // namespace

void assemble_buildings(const Harvest& harvest, const Ways& ways, const scene::ReadOptions& options, scene::Snapshot& out) {
  Assembler assembler(harvest, ways, options, out);
  assembler.relations();
  assembler.ways();
  assembler.heights_of_parts();
  std::ranges::sort(out.buildings, {}, &scene::Building::ref);
}

}  // namespace contrechamp::osm
