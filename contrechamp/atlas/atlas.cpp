// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/atlas/sections.hpp>

namespace contrechamp::atlas {
namespace {
using namespace format;

std::string text(const Sections& all, Section pool, Text at) {
  return std::string(all.characters(pool).substr(at.offset, at.length));
}
OsmRef ref(std::uint8_t type, std::int64_t id) { return {static_cast<OsmType>(type), id}; }
Metres metres(std::int32_t centimetres) { return Metres(centimetres / 100.0); }
std::vector<geo::LatLon> points(const Sections& all, Section section, std::pair<std::size_t, std::size_t> range) {
  std::vector<geo::LatLon> out;
  out.reserve(range.second - range.first);
  const auto records = all.get<PointRecord>(section).subspan(range.first, range.second - range.first);
  for (const PointRecord& p : records) out.push_back({p.lat_e7, p.lon_e7});
  return out;
}
std::vector<std::int64_t> numbers(const Sections& all, Section section, std::pair<std::size_t, std::size_t> range) {
  const auto list = all.get<std::int64_t>(section).subspan(range.first, range.second - range.first);
  return {list.begin(), list.end()};
}

/// `item(records, i)` for each record of a section.
template <class R, class Item>
auto decoded(const Sections& all, Section section, Item item) {
  const auto records = all.get<R>(section);
  std::vector<decltype(item(records, std::size_t{0}))> out;
  out.reserve(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) out.push_back(item(records, i));
  return out;
}

scene::Input input(const Sections& all, const InputRecord& r) {
  return {.file = text(all, Section::file_text, r.file),
          .generator = text(all, Section::file_text, r.generator),
          .replication_time = r.replication_time,
          .newest_edit = r.newest_edit,
          .nodes = r.nodes,
          .ways = r.ways,
          .relations = r.relations};
}

scene::Head head(const HeadRecord& r) {
  scene::Head out{.source = static_cast<scene::AxisSource>(r.source), .axis = Bearing(CentiDegrees(r.axis)), .span = {}};
  if ((r.flags & head_span) != 0) out.span = CentiDegrees(r.span);
  return out;
}

void decode_parts(const Sections& all, std::span<const DeviceRecord> records, std::size_t i, scene::Device& d) {
  const auto decks = all.get<DeckRecord>(Section::decks);
  const auto heads = all.get<HeadRecord>(Section::heads);
  const auto tags = all.get<TagRecord>(Section::tags);
  d.decks.clear();
  d.heads.clear();
  const auto [deck_from, deck_to] = parts(records, i, &DeviceRecord::first_deck, decks.size());
  for (std::size_t k = deck_from; k < deck_to; ++k) d.decks.push_back({decks[k].tunnel != 0, decks[k].storey_tenths});
  const auto [head_from, head_to] = parts(records, i, &DeviceRecord::first_head, heads.size());
  for (std::size_t k = head_from; k < head_to; ++k) d.heads.push_back(head(heads[k]));
  const auto [tag_from, tag_to] = parts(records, i, &DeviceRecord::first_tag, tags.size());
  for (std::size_t k = tag_from; k < tag_to; ++k) {
    d.tags.emplace_back(text(all, Section::device_text, tags[k].key), text(all, Section::device_text, tags[k].value));
  }
}

scene::Device device(const Sections& all, std::span<const DeviceRecord> records, std::size_t i) {
  const DeviceRecord& r = records[i];
  scene::Device d;
  d.ref = ref(r.ref_type, r.id);
  d.version = r.version;
  d.last_edit = r.last_edit;
  d.position = {r.lat_e7, r.lon_e7};
  d.kind = static_cast<scene::Kind>(r.kind);
  d.type = static_cast<scene::CameraType>(r.type);
  d.mount = static_cast<scene::Mount>(r.mount);
  d.indoor = (r.flags & device_indoor) != 0;
  d.private_person = (r.flags & device_private) != 0;
  if ((r.flags & device_height) != 0) d.height = metres(r.height_cm);
  if ((r.flags & device_tilt) != 0) d.tilt = CentiDegrees(r.tilt);
  if ((r.flags & device_width) != 0) d.width = CentiDegrees(r.width);
  d.cameras = r.cameras;
  d.zone = text(all, Section::device_text, r.zone);
  d.operator_name = text(all, Section::device_text, r.operator_name);
  d.manufacturer = text(all, Section::device_text, r.manufacturer);
  d.check_date = text(all, Section::device_text, r.check_date);
  decode_parts(all, records, i, d);
  return d;
}

scene::Remark remark(const Sections& all, const RemarkRecord& r) {
  return {.ref = ref(r.ref_type, r.id),
          .reason = static_cast<scene::Reason>(r.reason),
          .key = text(all, Section::device_text, r.key),
          .value = text(all, Section::device_text, r.value)};
}

scene::Building building(const Sections& all, std::span<const BuildingRecord> records, std::size_t i) {
  const BuildingRecord& r = records[i];
  scene::Building b;
  b.ref = ref(r.ref_type, r.id);
  if ((r.flags & building_height) != 0) b.height = metres(r.height_cm);
  b.min_height = metres(r.min_height_cm);
  b.roof = (r.flags & building_roof) != 0;
  b.underground = (r.flags & building_underground) != 0;
  const auto rings = all.get<RingRecord>(Section::rings);
  const std::size_t point_count = all.get<PointRecord>(Section::building_points).size();
  const auto [from, to] = parts(records, i, &BuildingRecord::first_ring, rings.size());
  for (std::size_t k = from; k < to; ++k) {
    b.rings.push_back(points(all, Section::building_points, parts(rings, k, &RingRecord::first_point, point_count)));
  }
  return b;
}

scene::Wall wall(const Sections& all, std::span<const WallRecord> records, std::size_t i) {
  const std::size_t point_count = all.get<PointRecord>(Section::wall_points).size();
  return {.ref = ref(records[i].ref_type, records[i].id),
          .points = points(all, Section::wall_points, parts(records, i, &WallRecord::first_point, point_count)),
          .height = metres(records[i].height_cm)};
}

scene::Street street(const Sections& all, std::span<const StreetRecord> records, std::size_t i) {
  const StreetRecord& r = records[i];
  const auto range = parts(records, i, &StreetRecord::first_point, all.get<PointRecord>(Section::street_points).size());
  scene::Street s;
  s.ref = ref(r.ref_type, r.id);
  s.node_ids = numbers(all, Section::street_nodes, range);
  s.points = points(all, Section::street_points, range);
  s.highway = text(all, Section::street_text, r.highway);
  s.street_name = text(all, Section::street_text, r.street_name);
  s.deck = {(r.flags & street_tunnel) != 0, r.storey_tenths};
  s.layer = r.layer;
  s.bridge = (r.flags & street_bridge) != 0;
  s.covered = (r.flags & street_covered) != 0;
  s.passage = (r.flags & street_passage) != 0;
  s.sidewalk = (r.flags & street_sidewalk) != 0;
  s.roundabout = (r.flags & street_roundabout) != 0;
  s.surface = static_cast<scene::Surface>(r.surface);
  s.passage_width = metres(r.passage_width_cm);
  for (std::size_t mode = 0; mode < s.use.size(); ++mode) {
    const UseRecord& use = r.use[mode];
    s.use[mode] = {static_cast<scene::LeftOut>(use.left_out), static_cast<scene::Senses>(use.senses), use.speed_kmh};
  }
  return s;
}

scene::SectionControl control(const Sections& all, std::span<const ControlRecord> records, std::size_t i) {
  const ControlRecord& r = records[i];
  const std::size_t way_count = all.get<std::int64_t>(Section::control_ways).size();
  return {.device = ref(r.device_type, r.device_id),
          .relation = r.relation,
          .from_node = r.from_node,
          .to_node = r.to_node,
          .ways = numbers(all, Section::control_ways, parts(records, i, &ControlRecord::first_way, way_count))};
}

scene::TurnRestriction turn(const Sections& all, std::span<const TurnRecord> records, std::size_t i) {
  const TurnRecord& r = records[i];
  const std::size_t way_count = all.get<std::int64_t>(Section::turn_ways).size();
  return {.relation = r.relation,
          .kind = text(all, Section::street_text, r.kind),
          .from_way = r.from_way,
          .to_way = r.to_way,
          .via_ways = numbers(all, Section::turn_ways, parts(records, i, &TurnRecord::first_via_way, way_count)),
          .via_node = r.via_node,
          .except = text(all, Section::street_text, r.except)};
}

streets::Segment segment(const Sections& all, std::span<const SegmentRecord> records, std::size_t i) {
  const SegmentRecord& r = records[i];
  const std::size_t point_count = all.get<PointRecord>(Section::segment_points).size();
  return {.street = r.street,
          .first_node = r.first_node,
          .last_node = r.last_node,
          .points = points(all, Section::segment_points, parts(records, i, &SegmentRecord::first_point, point_count)),
          .length_cm = r.length_cm,
          .cell = {r.cell_x, r.cell_y},
          .inside_building = (r.flags & segment_inside_building) != 0};
}

scene::Area area(const Sections& all, std::span<const AreaRecord> records, std::size_t i) {
  const AreaRecord& r = records[i];
  scene::Area a{.ref = ref(r.ref_type, r.id), .cover = static_cast<scene::Cover>(r.cover), .rings = {}};
  const auto rings = all.get<RingRecord>(Section::area_rings);
  const std::size_t point_count = all.get<PointRecord>(Section::area_points).size();
  const auto [from, to] = parts(records, i, &AreaRecord::first_ring, rings.size());
  for (std::size_t k = from; k < to; ++k) {
    a.rings.push_back(points(all, Section::area_points, parts(rings, k, &RingRecord::first_point, point_count)));
  }
  return a;
}

exposure::Coverage coverage(const Sections& all, std::span<const CoverageRecord> records, std::size_t i) {
  const CoverageRecord& r = records[i];
  exposure::Coverage c{
      .device = r.device, .ladder = r.ladder, .band = r.band, .drawn = static_cast<exposure::Drawn>(r.drawn), .outlines = {}};
  const auto outlines = all.get<OutlineRecord>(Section::coverage_outlines);
  const std::size_t point_count = all.get<PointRecord>(Section::coverage_points).size();
  const auto [from, to] = parts(records, i, &CoverageRecord::first_outline, outlines.size());
  for (std::size_t k = from; k < to; ++k) {
    c.outlines.push_back(points(all, Section::coverage_points, parts(outlines, k, &OutlineRecord::first_point, point_count)));
  }
  return c;
}

placement::Placed place(const PlacedRecord& r) {
  placement::Placed p;
  p.where = static_cast<placement::Where>(r.where);
  p.mapped = {r.mapped_x, r.mapped_y};
  p.eye = {r.eye_x, r.eye_y};
  p.moved_cm = r.moved / 100.0;
  if ((r.flags & placed_facade) != 0) p.facade = ref(r.facade_type, r.facade_id);
  if ((r.flags & placed_normal) != 0) p.normal = Bearing(CentiDegrees(r.normal));
  return p;
}

}  // namespace

Result<Atlas> Atlas::open(std::span<const std::byte> bytes) {
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % base_alignment != 0) {
    return fail(Errc::bad_argument, "an atlas must lie 8-byte aligned in memory");
  }
  if (const auto ok = check_container(bytes); !ok) return tl::unexpected(ok.error());
  if (const auto ok = check_records(Sections(bytes)); !ok) return tl::unexpected(ok.error());
  return Atlas(bytes);
}

std::uint64_t Atlas::checksum() const { return format::load<format::Header>(bytes_, 0).checksum; }
geo::Box Atlas::bounds() const { return Sections(bytes_).bounds(); }
std::string_view Atlas::licence() const { return Sections(bytes_).characters(Section::licence); }
std::string_view Atlas::config() const { return Sections(bytes_).characters(Section::config); }
std::string_view Atlas::program() const { return Sections(bytes_).characters(Section::program); }
std::span<const exposure::Sighting> Atlas::sightings() const {
  return Sections(bytes_).get<exposure::Sighting>(Section::sightings);
}

std::span<const exposure::Sighting> Atlas::sightings_of(SegmentIndex segment) const {
  const auto all = sightings();
  const auto from =
      std::lower_bound(all.begin(), all.end(), segment.value, [](const auto& s, auto value) { return s.segment < value; });
  const auto to = std::upper_bound(from, all.end(), segment.value, [](auto value, const auto& s) { return value < s.segment; });
  return all.subspan(static_cast<std::size_t>(from - all.begin()), static_cast<std::size_t>(to - from));
}

std::vector<geo::Cell> Atlas::surveyed() const {
  return decoded<CellRecord>(Sections(bytes_), Section::surveyed, [](const auto& records, std::size_t i) {
    return geo::Cell{records[i].x, records[i].y};
  });
}

std::vector<placement::Placed> Atlas::placed() const {
  return decoded<PlacedRecord>(Sections(bytes_), Section::placed,
                               [](const auto& records, std::size_t i) { return place(records[i]); });
}

std::vector<exposure::Coverage> Atlas::coverages() const {
  const Sections all(bytes_);
  return decoded<CoverageRecord>(all, Section::coverages,
                                 [&](const auto& records, std::size_t i) { return coverage(all, records, i); });
}

std::span<const exposure::Doubt> Atlas::doubts() const { return Sections(bytes_).get<exposure::Doubt>(Section::doubts); }

scene::Snapshot Atlas::snapshot() const {
  const Sections all(bytes_);
  const CounterRecord& counters = all.get<CounterRecord>(Section::counters).front();
  scene::Snapshot s;
  s.inputs =
      decoded<InputRecord>(all, Section::inputs, [&](const auto& records, std::size_t i) { return input(all, records[i]); });
  s.devices =
      decoded<DeviceRecord>(all, Section::devices, [&](const auto& records, std::size_t i) { return device(all, records, i); });
  s.remarks =
      decoded<RemarkRecord>(all, Section::remarks, [&](const auto& records, std::size_t i) { return remark(all, records[i]); });
  s.buildings = decoded<BuildingRecord>(all, Section::buildings,
                                        [&](const auto& records, std::size_t i) { return building(all, records, i); });
  s.walls = decoded<WallRecord>(all, Section::walls, [&](const auto& records, std::size_t i) { return wall(all, records, i); });
  s.streets =
      decoded<StreetRecord>(all, Section::streets, [&](const auto& records, std::size_t i) { return street(all, records, i); });
  for (const BarrierRecord& r : all.get<BarrierRecord>(Section::barriers)) {
    s.barriers.push_back({r.node, static_cast<std::uint8_t>(r.closed)});
  }
  s.turns = decoded<TurnRecord>(all, Section::turns, [&](const auto& records, std::size_t i) { return turn(all, records, i); });
  s.sections = decoded<ControlRecord>(all, Section::controls,
                                      [&](const auto& records, std::size_t i) { return control(all, records, i); });
  s.areas = decoded<AreaRecord>(all, Section::areas, [&](const auto& records, std::size_t i) { return area(all, records, i); });
  s.surveillance_objects = {counters.surveillance_read, counters.surveillance_kept, {}};
  s.device_objects = {counters.device_read, counters.device_kept, {}};
  const auto rejected = all.get<RejectedRecord>(Section::rejected);
  for (std::size_t r = 0; r < rejected.size(); ++r) {
    s.surveillance_objects.rejected[r] = rejected[r].surveillance;
    s.device_objects.rejected[r] = rejected[r].device;
  }
  s.broken_buildings = counters.broken_buildings;
  s.low_walls = counters.low_walls;
  s.clipped_ways = counters.clipped_ways;
  s.broken_areas = all.get<MapCounterRecord>(Section::map_counters).front().broken_areas;
  return s;
}

streets::Network Atlas::network() const {
  const Sections all(bytes_);
  return {decoded<SegmentRecord>(all, Section::segments,
                                 [&](const auto& records, std::size_t i) { return segment(all, records, i); })};
}

}  // namespace contrechamp::atlas
