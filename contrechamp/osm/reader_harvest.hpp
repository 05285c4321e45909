// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/latlon.hpp>
#include <contrechamp/osm/area_tags.hpp>
#include <contrechamp/osm/building_tags.hpp>
#include <contrechamp/osm/device_tags.hpp>
#include <contrechamp/osm/assemble_places.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

/// What is picked from the files before anything is put together: plain lists in the order of reading.
namespace contrechamp::osm {

/// One copy of an object: the same object may stand in several inputs.
struct Stamp {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::uint32_t edited = 0;  ///< seconds since 1970; 0 unknown
  std::uint32_t input = 0;
  Word word = Word::extract;

  /// By id, and of one object the copy that wins first: highest version, then newest edit, then last word, then first input.
  friend bool operator<(const Stamp& a, const Stamp& b) {
    return std::tie(a.id, b.version, b.edited, b.word, a.input) < std::tie(b.id, a.version, a.edited, a.word, b.input);
  }
  [[nodiscard]] bool newer_than(const Stamp& other) const {
    return std::tie(version, edited, word) > std::tie(other.version, other.edited, other.word);
  }
};

/// A way that something is made of. Its node ids are `count` entries of Harvest::refs from `first` on.
struct RawWay {
  Stamp stamp;
  std::size_t first = 0;
  std::size_t count = 0;
};

/// Attributes that wait for the geometry of the way with that index in Harvest::ways.
template <class Attributes>
struct OfWay {
  std::size_t way = 0;
  Attributes attributes;
};

/// A coastline says nothing more.
struct IsCoast {};

struct RawMember {
  OsmRef ref;
  std::string role;
};

struct RawRelation {
  Stamp stamp;
  Tags tags;
  std::vector<RawMember> members;
};

/// An object whose tags may map a device. Ways and relations get their position when all nodes are known.
struct RawDevice {
  OsmType type = OsmType::node;
  Stamp stamp;
  Tags tags;
  std::vector<std::int64_t> nodes;  ///< of a way
};

/// A node that some modes do not get past.
struct RawBarrier {
  Stamp stamp;
  std::uint8_t closed = 0;
};

struct Harvest {
  std::vector<scene::Input> inputs;
  Places places;
  std::uint64_t beyond = 0;  ///< nodes whose coordinates are out of range
  std::vector<RawWay> ways;
  std::vector<std::int64_t> refs;
  std::vector<OfWay<scene::Street>> streets;
  std::vector<OfWay<BuildingTags>> buildings;  ///< and parts
  std::vector<OfWay<WallTags>> walls;
  std::vector<OfWay<scene::Cover>> covers;
  std::vector<OfWay<IsCoast>> coasts;
  std::vector<geo::Box> boxes;            ///< that the inputs declare to be cut to
  std::vector<RawRelation> areas;         ///< multipolygons that are buildings, or whose outer ways may be
  std::vector<RawRelation> grounds;       ///< multipolygons that are water or green, or whose outer ways may be
  std::vector<RawRelation> enforcements;  ///< type=enforcement
  std::vector<RawRelation> restrictions;
  std::vector<RawRelation> unread;  ///< man_made=surveillance on other relations; tags and members are left
  std::vector<RawDevice> devices;
  std::vector<RawBarrier> barriers;
  // Sorted lists of what the relations need, known before nodes and ways are read.
  std::vector<std::int64_t> wanted_ways;
  std::vector<OsmRef> enforcing;  ///< `device` members of enforcement relations
  // With several inputs, every copy of every way and relation: a copy that is not kept may be the newest.
  bool several = false;
  std::vector<Stamp> way_stamps;
  std::vector<Stamp> relation_stamps;
};

/// The copy that wins; nothing if the object is not in `stamps` (sorted).
[[nodiscard]] const Stamp* winner(std::int64_t id, const std::vector<Stamp>& stamps);
/// True if no copy of the object is newer; `stamps` sorted.
[[nodiscard]] bool newest(const Stamp& stamp, const std::vector<Stamp>& stamps);

}  // namespace contrechamp::osm
