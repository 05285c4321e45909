// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/atlas/route_records.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <contrechamp/optics/bands.hpp>
#include <contrechamp/placement/placement.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <optional>
#include <tuple>

namespace contrechamp::atlas::format {
namespace {

constexpr std::int32_t quarter_turn_count = 9000;
constexpr std::int32_t full_turn_count = 36000;
constexpr std::size_t sweep_radii = std::tuple_size_v<decltype(exposure::ExposureOptions::sweep)>;

template <class Enum>
constexpr bool is_value(std::uint8_t stored) {
  return stored < static_cast<std::uint8_t>(Enum::count);
}
constexpr bool is_ref_type(std::uint8_t stored) { return stored <= static_cast<std::uint8_t>(OsmType::relation); }

/// A value is in range if its flag says that it is there, else zero.
constexpr bool is_optional(bool there, std::int32_t value, std::int32_t least, std::int32_t most) {
  return there ? value >= least && value <= most : value == 0;
}
constexpr bool is_any_optional(bool there, std::int64_t value) { return there || value == 0; }

template <std::size_t n>
constexpr bool all_zero(const std::array<std::uint8_t, n>& reserved) {
  return std::ranges::all_of(reserved, [](std::uint8_t byte) { return byte == 0; });
}

bool is_text(Text text, std::size_t pool) {
  return text.length <= longest_text && text.offset <= pool && text.length <= pool - text.offset;
}

bool is_position(std::int32_t lat_e7, std::int32_t lon_e7) {
  return lat_e7 >= -geo::max_latitude_e7 && lat_e7 <= geo::max_latitude_e7 && lon_e7 >= -1'800'000'000 && lon_e7 <= 1'800'000'000;
}
/// Frames are made from the bounds: what lies outside them could overflow the geometry.
bool is_within(std::int32_t lat_e7, std::int32_t lon_e7, const geo::Box& b) {
  return lat_e7 >= b.min.lat_e7 && lat_e7 <= b.max.lat_e7 && lon_e7 >= b.min.lon_e7 && lon_e7 <= b.max.lon_e7;
}
bool is_local(std::int32_t x, std::int32_t y) {
  constexpr std::int32_t limit = 1 << 30;  // geo::Point
  return x > -limit && x < limit && y > -limit && y < limit;
}

bool sound(const InputRecord& r, const Sections& all) {
  const std::size_t pool = all.bytes(Section::file_text).size();
  return is_text(r.file, pool) && is_text(r.generator, pool);
}

bool sound(const DeviceRecord& r, const Sections& all) {
  const std::size_t pool = all.bytes(Section::device_text).size();
  constexpr std::uint8_t known = device_indoor | device_private | device_height | device_tilt | device_width;
  return is_ref_type(r.ref_type) && is_value<scene::Kind>(r.kind) && is_value<scene::CameraType>(r.type) &&
         is_value<scene::Mount>(r.mount) && (r.flags & ~known) == 0 && all_zero(r.reserved) &&
         is_within(r.lat_e7, r.lon_e7, all.bounds()) && is_any_optional((r.flags & device_height) != 0, r.height_cm) &&
         is_optional((r.flags & device_tilt) != 0, r.tilt, 0, quarter_turn_count) &&
         is_optional((r.flags & device_width) != 0, r.width, 1, full_turn_count) && is_text(r.zone, pool) &&
         is_text(r.operator_name, pool) && is_text(r.manufacturer, pool) && is_text(r.check_date, pool);
}

bool sound(const DeckRecord& r, const Sections&) { return r.tunnel <= 1 && r.reserved == 0; }

bool sound(const HeadRecord& r, const Sections&) {
  return is_value<scene::AxisSource>(r.source) && (r.flags & ~head_span) == 0 && all_zero(r.reserved) && r.axis >= 0 &&
         r.axis < full_turn_count && is_optional((r.flags & head_span) != 0, r.span, 1, full_turn_count);
}

bool sound(const TagRecord& r, const Sections& all) {
  const std::size_t pool = all.bytes(Section::device_text).size();
  return is_text(r.key, pool) && is_text(r.value, pool);
}

bool sound(const RemarkRecord& r, const Sections& all) {
  const std::size_t pool = all.bytes(Section::device_text).size();
  return is_ref_type(r.ref_type) && is_value<scene::Reason>(r.reason) && all_zero(r.reserved) && is_text(r.key, pool) &&
         is_text(r.value, pool);
}

bool sound(const BuildingRecord& r, const Sections&) {
  constexpr std::uint8_t known = building_height | building_roof | building_underground;
  return is_ref_type(r.ref_type) && (r.flags & ~known) == 0 && all_zero(r.reserved) &&
         is_any_optional((r.flags & building_height) != 0, r.height_cm);
}

bool sound(const WallRecord& r, const Sections&) { return is_ref_type(r.ref_type) && all_zero(r.reserved); }

bool in_bounds(const PointRecord& r, const Sections& all) { return is_within(r.lat_e7, r.lon_e7, all.bounds()); }
/// Walls, areas and coverages do not count in the bounds: they may lie outside them.
bool sound(const PointRecord& r, const Sections&) { return is_position(r.lat_e7, r.lon_e7); }

bool sound(const StreetRecord& r, const Sections& all) {
  const std::size_t pool = all.bytes(Section::street_text).size();
  constexpr std::uint8_t known =
      street_tunnel | street_bridge | street_covered | street_passage | street_sidewalk | street_roundabout;
  for (const UseRecord& use : r.use) {
    if (!is_value<scene::LeftOut>(use.left_out) || use.senses > static_cast<std::uint8_t>(scene::Senses::both)) return false;
  }
  return is_ref_type(r.ref_type) && is_value<scene::Surface>(r.surface) && (r.flags & ~known) == 0 && r.reserved == 0 &&
         is_text(r.highway, pool) && is_text(r.street_name, pool);
}

bool sound(const TurnRecord& r, const Sections& all) {
  const std::size_t pool = all.bytes(Section::street_text).size();
  return r.reserved == 0 && is_text(r.kind, pool) && is_text(r.except, pool);
}

bool sound(const ControlRecord& r, const Sections&) { return is_ref_type(r.device_type) && all_zero(r.reserved); }

bool sound(const CellRecord& r, const Sections&) { return r.x < cells_per_side && r.y < cells_per_side; }

bool sound(const SegmentRecord& r, const Sections& all) {
  return r.street < all.get<StreetRecord>(Section::streets).size() && r.cell_x < cells_per_side && r.cell_y < cells_per_side &&
         (r.flags & ~segment_inside_building) == 0 && r.reserved == 0;
}

bool sound(const PlacedRecord& r, const Sections&) {
  const bool facade = (r.flags & placed_facade) != 0;
  return is_value<placement::Where>(r.where) && (r.flags & ~(placed_facade | placed_normal)) == 0 && all_zero(r.reserved) &&
         is_local(r.mapped_x, r.mapped_y) && is_local(r.eye_x, r.eye_y) && r.moved >= 0 && is_ref_type(r.facade_type) &&
         is_any_optional(facade, r.facade_id) && is_any_optional(facade, r.facade_type) &&
         is_optional((r.flags & placed_normal) != 0, r.normal, 0, full_turn_count - 1);
}

bool sound(const exposure::Sighting& s, const Sections& all) {
  const auto segments = all.get<SegmentRecord>(Section::segments);
  return s.segment < segments.size() && s.device < all.get<DeviceRecord>(Section::devices).size() && s.from_cm < s.to_cm &&
         s.to_cm <= segments[s.segment].length_cm && is_value<optics::Ladder>(s.ladder) &&
         s.band < optics::bands(static_cast<optics::Ladder>(s.ladder)).size() && (s.answers & exposure::possible) != 0 &&
         s.answers <= (exposure::possible | exposure::certain) && s.headings >= 1 && s.headings <= exposure::both_ways &&
         s.ring < sweep_radii && s.reserved == 0;
}

bool sound(const AreaRecord& r, const Sections&) {
  return is_ref_type(r.ref_type) && is_value<scene::Cover>(r.cover) && all_zero(r.reserved);
}

bool sound(const CoverageRecord& r, const Sections& all) {
  return r.device < all.get<DeviceRecord>(Section::devices).size() && is_value<optics::Ladder>(r.ladder) &&
         r.band < optics::bands(static_cast<optics::Ladder>(r.ladder)).size() && r.drawn < exposure::all_drawn.size() &&
         r.reserved == 0;
}

bool ordered(const exposure::Sighting& a, const exposure::Sighting& b) {
  return std::tie(a.segment, a.ladder, a.band, a.from_cm, a.device, a.to_cm) <=
         std::tie(b.segment, b.ladder, b.band, b.from_cm, b.device, b.to_cm);
}
bool ordered(const CellRecord& a, const CellRecord& b) { return std::tie(a.x, a.y) < std::tie(b.x, b.y); }
bool ordered(const AreaRecord& a, const AreaRecord& b) {
  return std::tie(a.ref_type, a.id, a.cover) <= std::tie(b.ref_type, b.id, b.cover);
}
bool sound(const exposure::Doubt& d, const Sections&) {
  return d.certain_cm <= d.possible_cm &&
         std::all_of(d.settled_cm.begin(), d.settled_cm.end(), [&](std::uint32_t cm) { return cm <= d.open_cm(); });
}

bool ordered(const CoverageRecord& a, const CoverageRecord& b) {
  return std::tie(a.device, a.ladder, a.band, a.drawn) < std::tie(b.device, b.ladder, b.band, b.drawn);
}

bool sound(const RouteModeRecord& r, const Sections&) { return (r.flags & ~route_mode_refused) == 0; }

bool sound(const BarrierRecord& r, const Sections&) {
  return r.closed != 0 && r.closed >> scene::all_modes.size() == 0 && r.reserved == 0;
}
bool ordered(const BarrierRecord& a, const BarrierRecord& b) { return a.node < b.node; }

bool sound(const UnbuiltRecord& r, const Sections&) {
  return r.mode < scene::all_modes.size() && r.why <= static_cast<std::uint32_t>(streets::Roads::Unbuilt::Why::too_long);
}
bool ordered(const UnbuiltRecord& a, const UnbuiltRecord& b) {
  return std::tie(a.mode, a.relation, a.why) < std::tie(b.mode, b.relation, b.why);
}

// Each rule gives the first record that breaks it.
using Broken = std::optional<std::size_t>;

template <class R, Section section, bool (*law)(const R&, const Sections&) = &sound>
Broken each(const Sections& all) {
  const auto records = all.get<R>(section);
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (!law(records[i], all)) return i;
  }
  return {};
}

template <class R, Section section>
Broken sorted(const Sections& all) {
  const auto records = all.get<R>(section);
  for (std::size_t i = 1; i < records.size(); ++i) {
    if (!ordered(records[i - 1], records[i])) return i;
  }
  return {};
}

/// Records share out the other section without gap or overlap, at least `least` to each: so no file can make a reader
/// allocate more than it is long.
template <class R, Section section, auto first, Section other, std::size_t least>
Broken shares(const Sections& all) {
  const auto records = all.get<R>(section);
  const std::size_t total = all.bytes(other).size() / section_table[position(other)].record_size;
  std::size_t next = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto [from, to] = parts(records, i, first, total);
    if (from != next || to < from || to > total || to - from < least) return i;
    next = to;
  }
  return next == total ? Broken{} : Broken{records.size()};
}

template <Section section, Section other>
Broken same_count(const Sections& all) {
  const auto count = [&](Section s) { return all.bytes(s).size() / section_table[position(s)].record_size; };
  return count(section) == count(other) ? Broken{} : Broken{count(section)};
}

template <class R, Section section>
Broken one(const Sections& all) {
  return all.get<R>(section).size() == 1 ? Broken{} : Broken{0};
}

/// One record a reason, in their order; an older program knew fewer.
Broken known_reasons(const Sections& all) {
  constexpr auto known = static_cast<std::size_t>(scene::Reason::count);
  return all.get<RejectedRecord>(Section::rejected).size() <= known ? Broken{} : Broken{known};
}

/// None, or one a mode; a refused one has no nodes.
Broken route_modes(const Sections& all) {
  const auto modes = all.get<RouteModeRecord>(Section::route_modes);
  if (modes.empty()) return {};
  if (modes.size() != scene::all_modes.size()) return modes.size();
  for (std::size_t m = 0; m < modes.size(); ++m) {
    const std::size_t nodes = nodes_of(all, m).second - nodes_of(all, m).first;
    if ((modes[m].flags & route_mode_refused) != 0 ? nodes > 0 : modes[m].junctions > nodes) return m;
  }
  return {};
}

/// What stands at a rank is a node of its mode. That each stands at one, and what leads up, is checked by routing::Index.
Broken route_nodes(const Sections& all) {
  const auto nodes = all.get<RouteNodeRecord>(Section::route_nodes);
  for (std::size_t m = 0; m < all.get<RouteModeRecord>(Section::route_modes).size(); ++m) {
    const auto [from, to] = nodes_of(all, m);
    for (std::size_t v = from; v < to; ++v) {
      if (nodes[v].ranked_node >= to - from) return v;
    }
  }
  return {};
}

/// An arc is a segment that its mode travels at some speed, and joins the segment's ends.
Broken route_arcs(const Sections& all) {
  const auto nodes = all.get<RouteNodeRecord>(Section::route_nodes);
  const auto arcs = all.get<RouteArcRecord>(Section::route_arcs);
  const auto junctions = all.get<std::int64_t>(Section::route_junctions);
  const auto segments = all.get<SegmentRecord>(Section::segments);
  const auto streets = all.get<StreetRecord>(Section::streets);
  for (std::size_t m = 0; m < all.get<RouteModeRecord>(Section::route_modes).size(); ++m) {
    const auto [from, to] = nodes_of(all, m);
    for (std::size_t v = from; v < to; ++v) {
      const auto [begin, end] = parts(nodes, v, &RouteNodeRecord::first_arc, arcs.size());
      for (std::size_t a = begin; a < end; ++a) {
        if (arcs[a].head >= to - from || arcs[a].move / 2 >= segments.size()) return a;
        const SegmentRecord& segment = segments[arcs[a].move / 2];
        const bool backward = arcs[a].move % 2 != 0;
        const bool leaves = junctions[v] == (backward ? segment.last_node : segment.first_node);
        const bool arrives = junctions[from + arcs[a].head] == (backward ? segment.first_node : segment.last_node);
        if (!leaves || !arrives || streets[segment.street].use[m].speed_kmh == 0) return a;
      }
    }
  }
  return {};
}

struct Rule {
  Section section;
  Broken (*broken)(const Sections&);
};
using S = Section;
constexpr auto rules = std::to_array<Rule>({
    {S::counters, one<CounterRecord, S::counters>},
    {S::map_counters, one<MapCounterRecord, S::map_counters>},
    {S::inputs, each<InputRecord, S::inputs>},
    {S::devices, each<DeviceRecord, S::devices>},
    {S::devices, shares<DeviceRecord, S::devices, &DeviceRecord::first_deck, S::decks, 1>},
    {S::devices, shares<DeviceRecord, S::devices, &DeviceRecord::first_head, S::heads, 1>},
    {S::devices, shares<DeviceRecord, S::devices, &DeviceRecord::first_tag, S::tags, 0>},
    {S::decks, each<DeckRecord, S::decks>},
    {S::heads, each<HeadRecord, S::heads>},
    {S::tags, each<TagRecord, S::tags>},
    {S::remarks, each<RemarkRecord, S::remarks>},
    {S::buildings, each<BuildingRecord, S::buildings>},
    {S::buildings, shares<BuildingRecord, S::buildings, &BuildingRecord::first_ring, S::rings, 1>},
    {S::rings, shares<RingRecord, S::rings, &RingRecord::first_point, S::building_points, 3>},
    {S::building_points, each<PointRecord, S::building_points, in_bounds>},
    {S::walls, each<WallRecord, S::walls>},
    {S::walls, shares<WallRecord, S::walls, &WallRecord::first_point, S::wall_points, 2>},
    {S::wall_points, each<PointRecord, S::wall_points>},
    {S::streets, each<StreetRecord, S::streets>},
    {S::streets, shares<StreetRecord, S::streets, &StreetRecord::first_point, S::street_points, 2>},
    {S::street_nodes, same_count<S::street_nodes, S::street_points>},
    {S::street_points, each<PointRecord, S::street_points, in_bounds>},
    {S::turns, each<TurnRecord, S::turns>},
    {S::turns, shares<TurnRecord, S::turns, &TurnRecord::first_via_way, S::turn_ways, 0>},
    {S::rejected, known_reasons},
    {S::controls, each<ControlRecord, S::controls>},
    {S::controls, shares<ControlRecord, S::controls, &ControlRecord::first_way, S::control_ways, 0>},
    {S::segments, each<SegmentRecord, S::segments>},
    {S::segments, shares<SegmentRecord, S::segments, &SegmentRecord::first_point, S::segment_points, 2>},
    {S::segment_points, each<PointRecord, S::segment_points, in_bounds>},
    {S::placed, each<PlacedRecord, S::placed>},
    {S::placed, same_count<S::placed, S::devices>},
    {S::sightings, each<exposure::Sighting, S::sightings>},
    {S::sightings, sorted<exposure::Sighting, S::sightings>},
    {S::surveyed, each<CellRecord, S::surveyed>},
    {S::surveyed, sorted<CellRecord, S::surveyed>},
    {S::areas, each<AreaRecord, S::areas>},
    {S::areas, sorted<AreaRecord, S::areas>},
    {S::areas, shares<AreaRecord, S::areas, &AreaRecord::first_ring, S::area_rings, 1>},
    {S::area_rings, shares<RingRecord, S::area_rings, &RingRecord::first_point, S::area_points, 3>},
    {S::area_points, each<PointRecord, S::area_points>},
    {S::coverages, each<CoverageRecord, S::coverages>},
    {S::coverages, sorted<CoverageRecord, S::coverages>},
    {S::coverages, shares<CoverageRecord, S::coverages, &CoverageRecord::first_outline, S::coverage_outlines, 1>},
    {S::coverage_outlines, shares<OutlineRecord, S::coverage_outlines, &OutlineRecord::first_point, S::coverage_points, 3>},
    {S::coverage_points, each<PointRecord, S::coverage_points>},
    {S::doubts, each<exposure::Doubt, S::doubts>},
    {S::doubts, same_count<S::doubts, S::devices>},
    {S::route_modes, each<RouteModeRecord, S::route_modes>},
    {S::route_modes, shares<RouteModeRecord, S::route_modes, &RouteModeRecord::first_node, S::route_nodes, 0>},
    {S::route_modes, route_modes},
    {S::route_junctions, same_count<S::route_junctions, S::route_nodes>},
    {S::route_nodes, shares<RouteNodeRecord, S::route_nodes, &RouteNodeRecord::first_arc, S::route_arcs, 0>},
    {S::route_nodes, shares<RouteNodeRecord, S::route_nodes, &RouteNodeRecord::first_up, S::route_ups, 0>},
    {S::route_nodes, route_nodes},
    {S::route_arcs, route_arcs},
    {S::barriers, each<BarrierRecord, S::barriers>},
    {S::barriers, sorted<BarrierRecord, S::barriers>},
    {S::route_unbuilt, each<UnbuiltRecord, S::route_unbuilt>},
    {S::route_unbuilt, sorted<UnbuiltRecord, S::route_unbuilt>},
});

}  // namespace

Result<void> check_records(const Sections& all) {
  for (const Rule& rule : rules) {
    const Broken record = rule.broken(all);
    if (!record) continue;
    return fail(Errc::corrupt_atlas, "section " + std::string(section_table[position(rule.section)].name) + ": record " +
                                         number(static_cast<std::int64_t>(*record)));
  }
  return {};
}

}  // namespace contrechamp::atlas::format
