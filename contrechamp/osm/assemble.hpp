// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <contrechamp/osm/assemble_rings.hpp>
#include <contrechamp/osm/reader_harvest.hpp>
#include <contrechamp/scene/snapshot.hpp>

/// From the harvest to the scene: copies of one object in several inputs are settled, geometry is put together, lists sorted.
/// Nothing here knows libosmium.
namespace contrechamp::osm {

/// The harvest's ways by id, without the copies that lost against a newer one.
class Ways {
 public:
  explicit Ways(const Harvest& harvest);
  /// False for a copy that is not the newest of its way, or a repetition.
  [[nodiscard]] bool live(std::size_t way) const { return live_[way]; }
  [[nodiscard]] std::optional<std::size_t> find(std::int64_t wanted) const;
  [[nodiscard]] std::int64_t id(std::size_t way) const { return harvest_.ways[way].stamp.id; }
  [[nodiscard]] NodeIds nodes(std::size_t way) const;

 private:
  const Harvest& harvest_;
  std::vector<bool> live_;
  std::vector<std::size_t> by_id_;
};

/// The entries of `list` whose way is live, by way id.
template <class Attributes>
[[nodiscard]] std::vector<std::size_t> in_order(const std::vector<OfWay<Attributes>>& list, const Ways& ways) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (ways.live(list[i].way)) order.push_back(i);
  }
  const auto less = [&](std::size_t a, std::size_t b) { return ways.id(list[a].way) < ways.id(list[b].way); };
  if (!std::is_sorted(order.begin(), order.end(), less)) std::sort(order.begin(), order.end(), less);
  return order;
}

/// The relations that count, by id: the newest copy of each, once.
[[nodiscard]] std::vector<const RawRelation*> newest_copies(const std::vector<RawRelation>& list, const Harvest& harvest);

/// The rings of a multipolygon out of all its member ways, whatever their roles; nothing if one of them is missing or they do not
/// close.
[[nodiscard]] std::optional<std::vector<scene::LatLonRing>> rings_of(const RawRelation& relation, const Ways& ways,
                                                                     const Places& places);
/// A way that is not said to be inner.
[[nodiscard]] inline bool outer(const RawMember& member) { return member.ref.type == OsmType::way && member.role != "inner"; }
/// The outer ways that a relation stands for: it says what they would say again, without the holes. If it is broken, its closed
/// outer ways still stand for themselves, and the open ones are not counted a second time.
[[nodiscard]] std::vector<std::int64_t> represented_ways(const RawRelation& relation, bool closed, const Ways& ways);
/// Tags that are kept, as those that are read.
[[nodiscard]] TagView view(const Tags& tags, std::vector<TagRef>& buffer);

/// What could not be used and has no counter in the snapshot.
struct Unused {
  std::uint64_t nowhere = 0;       ///< streets none of whose nodes is known
  std::uint64_t single_node = 0;   ///< streets of fewer than two nodes
  std::uint64_t restrictions = 0;  ///< without a kind, from, via or to way
};

/// Streets, walls and turn restrictions; counts clipped_ways and low_walls. Takes the streets' attributes out of the harvest.
/// A way of which nodes are missing is split into its runs of known nodes.
Unused assemble_streets(Harvest& harvest, const Ways& ways, const scene::ReadOptions& options, scene::Snapshot& out);

/// Buildings of ways and multipolygons, heights of parts; counts broken_buildings.
void assemble_buildings(const Harvest& harvest, const Ways& ways, const scene::ReadOptions& options, scene::Snapshot& out);

/// Water and green of ways and multipolygons, and the sea; counts broken_areas. After everything else, whose box the sea fills if
/// the inputs declare none.
void assemble_areas(const Harvest& harvest, const Ways& ways, scene::Snapshot& out);

/// Devices, their remarks and tallies, section controls. `as_of` in seconds since 1970, 0 unknown.
void assemble_devices(const Harvest& harvest, std::int64_t as_of, scene::Snapshot& out);

}  // namespace contrechamp::osm
