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
  void add(OsmRef ref, const BuildingTags& tags, Rings rings);

  const Harvest& harvest_;
  const Ways& ways_;
  const scene::ReadOptions& options_;
  scene::Snapshot& out_;
  std::vector<std::size_t> tagged_;        // in harvest.buildings, by way id
  std::vector<std::int64_t> represented_;  // ways whose relation stands for them
  std::vector<Part> parts_;
};

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
    auto rings = rings_of(*relation, ways_, harvest_.places);
    if (tags->role == BuildingRole::building) {
      const auto taken = represented_ways(*relation, rings.has_value(), ways_);
      represented_.insert(represented_.end(), taken.begin(), taken.end());
    }
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
