// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <bit>
#include <contrechamp/exposure/doubt.hpp>
#include <contrechamp/exposure/sighting.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

/// The bytes of an atlas, version 1, as C++ records; docs/spec/atlas-v1.md is the same in words. Changing anything here is a
/// new version, except a new section at the end of the table, a new value at the end of an enumeration and a new flag. Records
/// have no padding: every byte of a file has a meaning.
namespace contrechamp::atlas::format {

static_assert(std::endian::native == std::endian::little, "atlas records are little-endian and used as they lie");

inline constexpr std::array<char, 8> magic{'C', 'O', 'N', 'T', 'R', 'E', 'C', 'H'};
inline constexpr std::uint32_t version = 1;
inline constexpr std::size_t section_alignment = 64;
inline constexpr std::size_t base_alignment = 8;  ///< of the whole file in memory: the widest field
inline constexpr std::uint32_t longest_text =
    4096;  ///< bytes; OSM's own limit is 255 characters. Bounds what a shared text can cost.
inline constexpr std::uint16_t cells_per_side = 16384;  ///< of zoom 14

/// A range of bytes in a text section.
struct Text {
  std::uint32_t offset;
  std::uint32_t length;
};

struct Header {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t section_count;
  std::uint64_t length;  ///< of the file
  std::int32_t min_lat_e7, min_lon_e7, max_lat_e7, max_lon_e7;
  std::uint32_t flags;
  std::uint32_t reserved;
  std::uint64_t table_checksum;
  std::uint64_t checksum;  ///< of the 56 bytes before it
};
inline constexpr std::uint32_t header_has_bounds = 1;

struct Entry {
  std::uint32_t id;
  std::uint32_t record_size;
  std::uint64_t offset;
  std::uint64_t length;
  std::uint64_t checksum;
};

struct CounterRecord {
  std::uint64_t surveillance_read, surveillance_kept, device_read, device_kept;
  std::uint64_t broken_buildings, low_walls, clipped_ways;
};

/// How many objects were rejected for one reason: of man_made=surveillance, and of all that map a device.
struct RejectedRecord {
  std::uint64_t surveillance, device;
};

struct InputRecord {
  std::int64_t replication_time, newest_edit;
  std::uint64_t nodes, ways, relations;
  Text file, generator;
};

// `first_…`: the range ends where the next record's begins, the last record's at the end of the other section.
struct DeviceRecord {
  std::int64_t id, last_edit;
  std::int32_t lat_e7, lon_e7;
  std::int32_t version;
  std::int32_t height_cm, tilt, width;  ///< angles in 0.01°
  std::uint32_t cameras;
  std::uint32_t first_deck, first_head, first_tag;
  Text zone, operator_name, manufacturer, check_date;
  std::uint8_t ref_type, kind, type, mount;
  std::uint8_t flags;
  std::array<std::uint8_t, 3> reserved;
};
enum DeviceFlag : std::uint8_t { device_indoor = 1, device_private = 2, device_height = 4, device_tilt = 8, device_width = 16 };

struct DeckRecord {
  std::int16_t storey_tenths;
  std::uint8_t tunnel;
  std::uint8_t reserved;
};

struct HeadRecord {
  std::int32_t axis, span;  ///< 0.01°
  std::uint8_t source;
  std::uint8_t flags;
  std::array<std::uint8_t, 2> reserved;
};
inline constexpr std::uint8_t head_span = 1;

struct TagRecord {
  Text key, value;
};

struct RemarkRecord {
  std::int64_t id;
  Text key, value;
  std::uint8_t ref_type, reason;
  std::array<std::uint8_t, 6> reserved;
};

struct PointRecord {
  std::int32_t lat_e7, lon_e7;
};

struct BuildingRecord {
  std::int64_t id;
  std::int32_t height_cm, min_height_cm;
  std::uint32_t first_ring;
  std::uint8_t ref_type;
  std::uint8_t flags;
  std::array<std::uint8_t, 2> reserved;
};
enum BuildingFlag : std::uint8_t { building_height = 1, building_roof = 2, building_underground = 4 };

struct RingRecord {
  std::uint32_t first_point;
};

struct WallRecord {
  std::int64_t id;
  std::int32_t height_cm;
  std::uint32_t first_point;
  std::uint8_t ref_type;
  std::array<std::uint8_t, 7> reserved;
};

struct UseRecord {
  std::uint8_t left_out, senses, speed_kmh;
};

struct StreetRecord {
  std::int64_t id;
  Text highway, street_name;
  std::uint32_t first_point;  ///< in street_points and in street_nodes
  std::int32_t passage_width_cm;
  std::int16_t storey_tenths;
  std::int8_t layer;
  std::uint8_t surface;
  std::uint8_t ref_type;
  std::uint8_t flags;
  std::array<UseRecord, 3> use;
  std::uint8_t reserved;
};
enum StreetFlag : std::uint8_t {
  street_tunnel = 1,
  street_bridge = 2,
  street_covered = 4,
  street_passage = 8,
  street_sidewalk = 16,
  street_roundabout = 32
};

struct TurnRecord {
  std::int64_t relation, from_way, to_way, via_node;
  Text kind, except;
  std::uint32_t first_via_way;
  std::uint32_t reserved;
};

struct BarrierRecord {
  std::int64_t node;
  std::uint32_t closed;  ///< bit m: to mode m
  std::uint32_t reserved;
};

struct ControlRecord {
  std::int64_t device_id, relation, from_node, to_node;
  std::uint32_t first_way;
  std::uint8_t device_type;
  std::array<std::uint8_t, 3> reserved;
};

struct SegmentRecord {
  std::int64_t first_node, last_node;
  std::uint32_t street, first_point, length_cm;
  std::uint16_t cell_x, cell_y;
  std::uint32_t flags;
  std::uint32_t reserved;
};
inline constexpr std::uint32_t segment_inside_building = 1;

struct PlacedRecord {
  std::int64_t facade_id;
  std::int32_t mapped_x, mapped_y, eye_x, eye_y;  ///< cm in the device's frame
  std::int32_t moved;                             ///< 0.01 cm
  std::int32_t normal;                            ///< 0.01°
  std::uint8_t where, facade_type;
  std::uint8_t flags;
  std::array<std::uint8_t, 5> reserved;
};
enum PlacedFlag : std::uint8_t { placed_facade = 1, placed_normal = 2 };

struct CellRecord {
  std::uint16_t x, y;
};

struct AreaRecord {
  std::int64_t id;
  std::uint32_t first_ring;
  std::uint8_t ref_type, cover;
  std::array<std::uint8_t, 2> reserved;
};

struct CoverageRecord {
  std::uint32_t device, first_outline;
  std::uint8_t ladder, band, drawn;
  std::uint8_t reserved;
};

struct OutlineRecord {
  std::uint32_t first_point;
};

/// Counters that came after CounterRecord.
struct MapCounterRecord {
  std::uint64_t broken_areas;
};

/// What one mode may travel. Counts are those of streets::Roads.
struct RouteModeRecord {
  std::uint64_t junctions, bans_kept, bans_idle, bans_unread, bans_too_long;
  std::uint32_t first_node;  ///< in route_nodes and in route_junctions
  std::uint32_t flags;
};
inline constexpr std::uint32_t route_mode_refused = 1;  ///< a path could cost too much: no nodes

/// Number i of a mode says two things: of node i where its arcs begin; of rank i which node that is, and where the arcs of the
/// index begin that lead up from it.
struct RouteNodeRecord {
  std::uint32_t first_arc, ranked_node, first_up;
};

struct RouteArcRecord {
  std::uint32_t head;  ///< a node of the mode
  std::uint32_t move;  ///< 2 × segment, + 1 backward
};

/// A turn restriction that is not built in.
struct UnbuiltRecord {
  std::int64_t relation;
  std::uint32_t mode, why;
};

/// Sections stand in the file in this order, and all of them are there. Ids are never used twice: only append.
enum class Section : std::uint32_t {
  licence = 1,
  program,
  config,
  counters,
  inputs,
  file_text,
  devices,
  decks,
  heads,
  tags,
  remarks,
  device_text,
  buildings,
  rings,
  building_points,
  walls,
  wall_points,
  streets,
  street_nodes,
  street_points,
  turns,
  turn_ways,
  street_text,
  segments,
  segment_points,
  placed,
  sightings,
  surveyed,
  rejected,
  controls,
  control_ways,
  areas,
  area_rings,
  area_points,
  coverages,
  coverage_outlines,
  coverage_points,
  map_counters,
  doubts,
  route_modes,
  route_junctions,
  route_nodes,
  route_arcs,
  route_ups,
  barriers,
  route_unbuilt
};
/// An older program of this version wrote at least the sections up to this one.
inline constexpr Section oldest_last_section = Section::control_ways;

struct SectionInfo {
  std::string_view name;
  std::uint32_t record_size;
};
inline constexpr auto section_table = std::to_array<SectionInfo>({
    {"licence", 1},
    {"program", 1},
    {"config", 1},
    {"counters", sizeof(CounterRecord)},
    {"inputs", sizeof(InputRecord)},
    {"file_text", 1},
    {"devices", sizeof(DeviceRecord)},
    {"decks", sizeof(DeckRecord)},
    {"heads", sizeof(HeadRecord)},
    {"tags", sizeof(TagRecord)},
    {"remarks", sizeof(RemarkRecord)},
    {"device_text", 1},
    {"buildings", sizeof(BuildingRecord)},
    {"rings", sizeof(RingRecord)},
    {"building_points", sizeof(PointRecord)},
    {"walls", sizeof(WallRecord)},
    {"wall_points", sizeof(PointRecord)},
    {"streets", sizeof(StreetRecord)},
    {"street_nodes", sizeof(std::int64_t)},
    {"street_points", sizeof(PointRecord)},
    {"turns", sizeof(TurnRecord)},
    {"turn_ways", sizeof(std::int64_t)},
    {"street_text", 1},
    {"segments", sizeof(SegmentRecord)},
    {"segment_points", sizeof(PointRecord)},
    {"placed", sizeof(PlacedRecord)},
    {"sightings", sizeof(exposure::Sighting)},
    {"surveyed", sizeof(CellRecord)},
    {"rejected", sizeof(RejectedRecord)},
    {"controls", sizeof(ControlRecord)},
    {"control_ways", sizeof(std::int64_t)},
    {"areas", sizeof(AreaRecord)},
    {"area_rings", sizeof(RingRecord)},
    {"area_points", sizeof(PointRecord)},
    {"coverages", sizeof(CoverageRecord)},
    {"coverage_outlines", sizeof(OutlineRecord)},
    {"coverage_points", sizeof(PointRecord)},
    {"map_counters", sizeof(MapCounterRecord)},
    {"doubts", sizeof(exposure::Doubt)},
    {"route_modes", sizeof(RouteModeRecord)},
    {"route_junctions", sizeof(std::int64_t)},
    {"route_nodes", sizeof(RouteNodeRecord)},
    {"route_arcs", sizeof(RouteArcRecord)},
    {"route_ups", sizeof(std::uint32_t)},
    {"barriers", sizeof(BarrierRecord)},
    {"route_unbuilt", sizeof(UnbuiltRecord)},
});
static_assert(section_table.size() == static_cast<std::size_t>(Section::route_unbuilt));
[[nodiscard]] constexpr std::size_t position(Section section) { return static_cast<std::size_t>(section) - 1; }

template <class R, std::size_t size>
inline constexpr bool is_record =
    sizeof(R) == size &&
    alignof(R) <= base_alignment&& std::is_trivially_copyable_v<R>&& std::has_unique_object_representations_v<R>;
static_assert(is_record<Header, 64> && is_record<Entry, 32> && is_record<Text, 8> && is_record<CounterRecord, 56>);
static_assert(is_record<InputRecord, 56> && is_record<DeviceRecord, 96> && is_record<DeckRecord, 4> && is_record<HeadRecord, 12>);
static_assert(is_record<TagRecord, 16> && is_record<RemarkRecord, 32> && is_record<PointRecord, 8> &&
              is_record<BuildingRecord, 24>);
static_assert(is_record<RingRecord, 4> && is_record<WallRecord, 24> && is_record<StreetRecord, 48> && is_record<TurnRecord, 56>);
static_assert(is_record<SegmentRecord, 40> && is_record<PlacedRecord, 40> && is_record<CellRecord, 4>);
static_assert(is_record<exposure::Sighting, 24> && is_record<exposure::Doubt, 24> && is_record<RejectedRecord, 16> &&
              is_record<ControlRecord, 40>);
static_assert(is_record<AreaRecord, 16> && is_record<CoverageRecord, 12> && is_record<OutlineRecord, 4> &&
              is_record<MapCounterRecord, 8>);
static_assert(is_record<RouteModeRecord, 48> && is_record<RouteNodeRecord, 12> && is_record<RouteArcRecord, 8>);
static_assert(is_record<BarrierRecord, 16> && is_record<UnbuiltRecord, 16>);

/// Computes every checksum of a file anew: sections that lie inside it, the table, the header. The encoder's last step; tests
/// and fuzzers use it to get past the checksums, so it trusts nothing that it reads.
void seal(std::span<std::byte> file);

}  // namespace contrechamp::atlas::format
