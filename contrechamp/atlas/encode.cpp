// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/atlas/route_records.hpp>
#include <contrechamp/atlas/sections.hpp>
#include <contrechamp/core/text.hpp>
#include <limits>
#include <unordered_map>

namespace contrechamp::atlas {
namespace {
using namespace format;

/// `value × 100` to the nearest whole number; what does not fit becomes the nearest that does (21,000 km for centimetres).
std::int32_t hundredths(double value) {
  constexpr double least = std::numeric_limits<std::int32_t>::min();
  constexpr double most = std::numeric_limits<std::int32_t>::max();
  const double rounded = std::floor(value * 100 + 0.5);
  if (!(rounded >= least)) return std::numeric_limits<std::int32_t>::min();
  return rounded < most ? static_cast<std::int32_t>(rounded) : std::numeric_limits<std::int32_t>::max();
}
std::int32_t centimetres(Metres length) { return hundredths(length.count()); }

std::uint8_t flag(bool on, std::uint8_t bit) { return on ? bit : std::uint8_t{0}; }

template <class Enum>
std::uint8_t byte_of(Enum value) {
  return static_cast<std::uint8_t>(value);
}

/// Each text once, in the order of first use. Keys point into the Contents.
class TextPool {
 public:
  Text add(std::string_view text) {
    longest_ = std::max(longest_, text.size());
    const auto [found, is_new] = known_.try_emplace(text, static_cast<std::uint32_t>(characters_.size()));
    if (is_new) characters_ += text;
    return {found->second, static_cast<std::uint32_t>(text.size())};
  }
  [[nodiscard]] const std::string& characters() const { return characters_; }
  [[nodiscard]] std::size_t longest() const { return longest_; }

 private:
  std::unordered_map<std::string_view, std::uint32_t> known_;
  std::string characters_;
  std::size_t longest_ = 0;
};

/// Where the next range of another section begins. A list too long for 32 bits is refused once all is counted.
template <class List>
std::uint32_t next(const List& list) {
  return static_cast<std::uint32_t>(list.size());
}

void append_points(std::vector<PointRecord>& out, const std::vector<geo::LatLon>& points) {
  for (const geo::LatLon p : points) out.push_back({p.lat_e7, p.lon_e7});
}

struct Encoder {
  std::vector<CounterRecord> counters;
  std::vector<InputRecord> inputs;
  std::vector<DeviceRecord> devices;
  std::vector<DeckRecord> decks;
  std::vector<HeadRecord> heads;
  std::vector<TagRecord> tags;
  std::vector<RemarkRecord> remarks;
  std::vector<BuildingRecord> buildings;
  std::vector<RingRecord> rings;
  std::vector<PointRecord> building_points;
  std::vector<WallRecord> walls;
  std::vector<PointRecord> wall_points;
  std::vector<StreetRecord> streets;
  std::vector<std::int64_t> street_nodes;
  std::vector<PointRecord> street_points;
  std::vector<TurnRecord> turns;
  std::vector<std::int64_t> turn_ways;
  std::vector<BarrierRecord> barriers;
  std::vector<SegmentRecord> segments;
  std::vector<PointRecord> segment_points;
  std::vector<PlacedRecord> placed;
  std::vector<CellRecord> surveyed;
  std::vector<RejectedRecord> rejected;
  std::vector<ControlRecord> controls;
  std::vector<std::int64_t> control_ways;
  std::vector<AreaRecord> areas;
  std::vector<RingRecord> area_rings;
  std::vector<PointRecord> area_points;
  std::vector<CoverageRecord> coverages;
  std::vector<OutlineRecord> coverage_outlines;
  std::vector<PointRecord> coverage_points;
  std::vector<MapCounterRecord> map_counters;
  RouteRecords routes;
  TextPool file_text;
  TextPool device_text;
  TextPool street_text;

  void add(const scene::Input& input);
  void add(const scene::Device& device);
  void add(const scene::Remark& remark);
  void add(const scene::Building& building);
  void add(const scene::Wall& wall);
  void add(const scene::Street& street);
  void add(const scene::TurnRestriction& turn);
  void add(const scene::Barrier& barrier) { barriers.push_back({barrier.node, barrier.closed, 0}); }
  void add(const streets::Segment& segment);
  void add(const scene::SectionControl& control);
  void add(const placement::Placed& place);
  void add(const scene::Area& area);
  void add(const exposure::Coverage& coverage);
  void add(const geo::Cell& cell) { surveyed.push_back({cell.x, cell.y}); }
  void add_counters(const scene::Snapshot& s);

  template <class List>
  void add_all(const List& list) {
    for (const auto& item : list) add(item);
  }
};

void Encoder::add_counters(const scene::Snapshot& s) {
  counters.push_back({s.surveillance_objects.read, s.surveillance_objects.kept, s.device_objects.read, s.device_objects.kept,
                      s.broken_buildings, s.low_walls, s.clipped_ways});
  map_counters.push_back({s.broken_areas});
  for (std::size_t r = 0; r < s.device_objects.rejected.size(); ++r) {
    rejected.push_back({s.surveillance_objects.rejected[r], s.device_objects.rejected[r]});
  }
  while (!rejected.empty() && rejected.back().device == 0 && rejected.back().surveillance == 0) rejected.pop_back();
}

void Encoder::add(const scene::SectionControl& c) {
  controls.push_back({c.device.id, c.relation, c.from_node, c.to_node, next(control_ways), byte_of(c.device.type), {}});
  control_ways.insert(control_ways.end(), c.ways.begin(), c.ways.end());
}

void Encoder::add(const scene::Input& input) {
  inputs.push_back({input.replication_time, input.newest_edit, input.nodes, input.ways, input.relations,
                    file_text.add(input.file), file_text.add(input.generator)});
}

void Encoder::add(const scene::Device& d) {
  DeviceRecord r{};
  r.id = d.ref.id;
  r.ref_type = byte_of(d.ref.type);
  r.last_edit = d.last_edit;
  r.lat_e7 = d.position.lat_e7;
  r.lon_e7 = d.position.lon_e7;
  r.version = d.version;
  r.height_cm = d.height ? centimetres(*d.height) : 0;
  r.tilt = d.tilt ? d.tilt->count() : 0;
  r.width = d.width ? d.width->count() : 0;
  r.cameras = d.cameras;
  r.first_deck = next(decks);
  r.first_head = next(heads);
  r.first_tag = next(tags);
  r.zone = device_text.add(d.zone);
  r.operator_name = device_text.add(d.operator_name);
  r.manufacturer = device_text.add(d.manufacturer);
  r.check_date = device_text.add(d.check_date);
  r.kind = byte_of(d.kind);
  r.type = byte_of(d.type);
  r.mount = byte_of(d.mount);
  r.flags = static_cast<std::uint8_t>(flag(d.indoor, device_indoor) | flag(d.private_person, device_private) |
                                      flag(d.height.has_value(), device_height) | flag(d.tilt.has_value(), device_tilt) |
                                      flag(d.width.has_value(), device_width));
  devices.push_back(r);
  for (const scene::Deck& deck : d.decks) decks.push_back({deck.storey_tenths, flag(deck.tunnel, 1), 0});
  for (const scene::Head& head : d.heads) {
    heads.push_back({head.axis.angle().count(),
                     head.span ? head.span->count() : 0,
                     byte_of(head.source),
                     flag(head.span.has_value(), head_span),
                     {}});
  }
  for (const auto& [key, value] : d.tags) {
    const Text key_text = device_text.add(key);
    tags.push_back({key_text, device_text.add(value)});
  }
}

void Encoder::add(const scene::Remark& remark) {
  const Text key = device_text.add(remark.key);
  remarks.push_back({remark.ref.id, key, device_text.add(remark.value), byte_of(remark.ref.type), byte_of(remark.reason), {}});
}

void Encoder::add(const scene::Building& b) {
  BuildingRecord r{};
  r.id = b.ref.id;
  r.ref_type = byte_of(b.ref.type);
  r.height_cm = b.height ? centimetres(*b.height) : 0;
  r.min_height_cm = centimetres(b.min_height);
  r.first_ring = next(rings);
  r.flags = static_cast<std::uint8_t>(flag(b.height.has_value(), building_height) | flag(b.roof, building_roof) |
                                      flag(b.underground, building_underground));
  buildings.push_back(r);
  for (const auto& ring : b.rings) {
    rings.push_back({next(building_points)});
    append_points(building_points, ring);
  }
}

void Encoder::add(const scene::Wall& wall) {
  walls.push_back({wall.ref.id, centimetres(wall.height), next(wall_points), byte_of(wall.ref.type), {}});
  append_points(wall_points, wall.points);
}

void Encoder::add(const scene::Street& s) {
  StreetRecord r{};
  r.id = s.ref.id;
  r.ref_type = byte_of(s.ref.type);
  r.highway = street_text.add(s.highway);
  r.street_name = street_text.add(s.street_name);
  r.first_point = next(street_points);
  r.passage_width_cm = centimetres(s.passage_width);
  r.storey_tenths = s.deck.storey_tenths;
  r.layer = s.layer;
  r.surface = byte_of(s.surface);
  r.flags = static_cast<std::uint8_t>(flag(s.deck.tunnel, street_tunnel) | flag(s.bridge, street_bridge) |
                                      flag(s.covered, street_covered) | flag(s.passage, street_passage) |
                                      flag(s.sidewalk, street_sidewalk) | flag(s.roundabout, street_roundabout));
  for (std::size_t mode = 0; mode < s.use.size(); ++mode) {
    const scene::ModeUse& use = s.use[mode];
    r.use[mode] = {byte_of(use.left_out), byte_of(use.senses), use.speed_kmh};
  }
  streets.push_back(r);
  append_points(street_points, s.points);
  street_nodes.insert(street_nodes.end(), s.node_ids.begin(), s.node_ids.end());
}

void Encoder::add(const scene::TurnRestriction& t) {
  const Text kind = street_text.add(t.kind);
  turns.push_back({t.relation, t.from_way, t.to_way, t.via_node, kind, street_text.add(t.except), next(turn_ways), 0});
  turn_ways.insert(turn_ways.end(), t.via_ways.begin(), t.via_ways.end());
}

void Encoder::add(const streets::Segment& s) {
  segments.push_back({s.first_node, s.last_node, s.street, next(segment_points), s.length_cm, s.cell.x, s.cell.y,
                      s.inside_building ? segment_inside_building : 0, 0});
  append_points(segment_points, s.points);
}

void Encoder::add(const placement::Placed& p) {
  PlacedRecord r{};
  r.where = byte_of(p.where);
  r.mapped_x = p.mapped.x;
  r.mapped_y = p.mapped.y;
  r.eye_x = p.eye.x;
  r.eye_y = p.eye.y;
  r.moved = hundredths(p.moved_cm);
  r.facade_id = p.facade ? p.facade->id : 0;
  r.facade_type = p.facade ? byte_of(p.facade->type) : std::uint8_t{0};
  r.normal = p.normal ? p.normal->angle().count() : 0;
  r.flags = static_cast<std::uint8_t>(flag(p.facade.has_value(), placed_facade) | flag(p.normal.has_value(), placed_normal));
  placed.push_back(r);
}

void Encoder::add(const scene::Area& a) {
  areas.push_back({a.ref.id, next(area_rings), byte_of(a.ref.type), byte_of(a.cover), {}});
  for (const auto& ring : a.rings) {
    area_rings.push_back({next(area_points)});
    append_points(area_points, ring);
  }
}

void Encoder::add(const exposure::Coverage& c) {
  coverages.push_back({c.device, next(coverage_outlines), c.ladder, c.band, byte_of(c.drawn), 0});
  for (const auto& outline : c.outlines) {
    coverage_outlines.push_back({next(coverage_points)});
    append_points(coverage_points, outline);
  }
}

using Parts = std::array<std::span<const std::byte>, section_table.size()>;

Parts parts_of(const Contents& c, const Encoder& e) {
  const auto list = [](const auto& records) { return std::as_bytes(std::span(records)); };
  return {list(c.licence),
          list(c.program),
          list(c.config),
          list(e.counters),
          list(e.inputs),
          list(e.file_text.characters()),
          list(e.devices),
          list(e.decks),
          list(e.heads),
          list(e.tags),
          list(e.remarks),
          list(e.device_text.characters()),
          list(e.buildings),
          list(e.rings),
          list(e.building_points),
          list(e.walls),
          list(e.wall_points),
          list(e.streets),
          list(e.street_nodes),
          list(e.street_points),
          list(e.turns),
          list(e.turn_ways),
          list(e.street_text.characters()),
          list(e.segments),
          list(e.segment_points),
          list(e.placed),
          list(c.sightings),
          list(e.surveyed),
          list(e.rejected),
          list(e.controls),
          list(e.control_ways),
          list(e.areas),
          list(e.area_rings),
          list(e.area_points),
          list(e.coverages),
          list(e.coverage_outlines),
          list(e.coverage_points),
          list(e.map_counters),
          list(c.doubts),
          list(e.routes.modes),
          list(e.routes.junctions),
          list(e.routes.nodes),
          list(e.routes.arcs),
          list(e.routes.ups),
          list(e.barriers),
          list(e.routes.unbuilt)};
}

Result<void> fits(const Encoder& e, const Parts& parts) {
  const std::size_t longest = std::max({e.file_text.longest(), e.device_text.longest(), e.street_text.longest()});
  if (longest > longest_text) return fail(Errc::too_large, "a text of " + number(static_cast<std::int64_t>(longest)) + " bytes");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].size() / section_table[i].record_size <= std::numeric_limits<std::uint32_t>::max()) continue;
    return fail(Errc::too_large, "section " + std::string(section_table[i].name));
  }
  return {};
}

Header header_of(const geo::Box& bounds) {
  Header header{};
  header.magic = magic;
  header.version = version;
  header.section_count = static_cast<std::uint32_t>(section_table.size());
  if (!bounds.empty()) {
    header.flags = header_has_bounds;
    header.min_lat_e7 = bounds.min.lat_e7;
    header.min_lon_e7 = bounds.min.lon_e7;
    header.max_lat_e7 = bounds.max.lat_e7;
    header.max_lon_e7 = bounds.max.lon_e7;
  }
  return header;
}

std::vector<std::byte> laid_out(Header header, const Parts& parts) {
  std::array<Entry, section_table.size()> table{};
  std::size_t end = sizeof(Header) + sizeof(table);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t start = (end + section_alignment - 1) / section_alignment * section_alignment;
    table[i] = {static_cast<std::uint32_t>(i + 1), section_table[i].record_size, start, parts[i].size(), 0};
    end = start + parts[i].size();
  }
  header.length = end;
  std::vector<std::byte> file(end);
  store(file, 0, header);
  store(file, sizeof(Header), table);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::copy(parts[i].begin(), parts[i].end(), file.begin() + static_cast<std::ptrdiff_t>(table[i].offset));
  }
  seal(file);
  return file;
}

}  // namespace

Result<std::vector<std::byte>> encoded(const Contents& contents) {
  const scene::Snapshot& s = contents.snapshot;
  Encoder e;
  e.add_counters(s);
  e.add_all(s.inputs);
  e.add_all(s.devices);
  e.add_all(s.remarks);
  e.add_all(s.buildings);
  e.add_all(s.walls);
  e.add_all(s.streets);
  e.add_all(s.turns);
  e.add_all(s.barriers);
  e.add_all(s.sections);
  e.add_all(s.areas);
  e.add_all(contents.network.segments);
  e.add_all(contents.placed);
  e.add_all(contents.surveyed);
  e.add_all(contents.coverages);
  auto routes = route_records(contents.routes);
  if (!routes) return tl::unexpected(routes.error());
  e.routes = *std::move(routes);
  const Parts parts = parts_of(contents, e);
  if (const auto ok = fits(e, parts); !ok) return tl::unexpected(ok.error());
  std::vector<std::byte> file = laid_out(header_of(contents.bounds), parts);
  // Contents that break a law of their own types would make a file that nobody can open: found here, not by its reader.
  if (const auto opened = Atlas::open(file); !opened) return fail(Errc::internal, "these contents: " + opened.error().detail);
  return file;
}

}  // namespace contrechamp::atlas
