// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/atlas/atlas.hpp>

/// Hand-made contents for the tests of this folder: small, with every optional present in one place and absent in another.
namespace contrechamp::atlas::sample {

inline geo::LatLon at(std::int32_t north, std::int32_t east) { return {488530000 + north, 23499000 + east}; }

inline scene::Device full_device() {
  scene::Device d;
  d.ref = {OsmType::node, 8'123'456'789};
  d.version = 7;
  d.last_edit = 1'700'000'000;
  d.position = at(100, 200);
  d.kind = scene::Kind::plate_reader;
  d.type = scene::CameraType::panning;
  d.mount = scene::Mount::street_lamp;
  d.height = Metres(4.35);
  d.tilt = CentiDegrees::degrees(15);
  d.width = CentiDegrees::degrees(95);
  d.decks = {{false, -15}, {true, 0}};
  d.heads = {{scene::AxisSource::numeric, Bearing(CentiDegrees(12345)), CentiDegrees::degrees(90)},
             {scene::AxisSource::cardinal, Bearing(CentiDegrees(35999)), {}}};
  d.cameras = 3;
  d.zone = "town";
  d.operator_name = "Préfecture de police · 警察 · 🚓";
  d.manufacturer = "Axis";
  d.check_date = "2024-05-01";
  d.tags = {{"camera:type", "panning"}, {"name", ""}, {"surveillance:zone", "town"}};
  return d;
}

inline scene::Device bare_device() {
  scene::Device d;
  d.ref = {OsmType::way, 42};
  d.position = at(300, 400);
  d.indoor = true;
  d.private_person = true;
  return d;
}

inline void add_scene(scene::Snapshot& s) {
  s.inputs = {
      {.file = "città.osm.pbf",
       .generator = "osmium/1.15",
       .replication_time = 1'738'890'165,
       .newest_edit = 1'738'000'000,
       .nodes = 10'000'000'000,
       .ways = 2,
       .relations = 3},
      {.file = "b.osm.pbf", .generator = "", .replication_time = 0, .newest_edit = 0, .nodes = 0, .ways = 0, .relations = 0}};
  s.devices = {full_device(), bare_device()};
  s.remarks = {{{OsmType::node, 5}, scene::Reason::not_standing, "", ""},
               {{OsmType::relation, 6}, scene::Reason::surveillance_unknown, "surveillance", "ümlaut"}};
  s.buildings = {{.ref = {OsmType::relation, 9},
                  .rings = {{at(0, 0), at(0, 90), at(90, 90)}, {at(10, 20), at(10, 30), at(20, 30), at(20, 20)}},
                  .height = Metres(12.34),
                  .min_height = Metres(3),
                  .roof = true,
                  .underground = false},
                 {.ref = {OsmType::way, 10},
                  .rings = {{at(100, 0), at(100, 90), at(190, 90)}},
                  .height = {},
                  .min_height = Metres(0),
                  .roof = false,
                  .underground = true}};
  s.walls = {{.ref = {OsmType::way, 11}, .points = {at(-50'000, 0), at(-50'000, 50)}, .height = Metres(2.5)}};
  s.sections = {{.device = {OsmType::node, 7}, .relation = 40, .from_node = 1, .to_node = 2, .ways = {20, 21}},
                {.device = {OsmType::relation, 41}, .relation = 41, .from_node = 0, .to_node = 0, .ways = {}}};
  s.surveillance_objects = {396, 390, {}};
  s.surveillance_objects.rejected[1] = 6;
  s.device_objects = {400, 393, {}};
  s.device_objects.rejected[1] = 6;
  s.device_objects.rejected[5] = 1;
  s.broken_buildings = 4;
  s.low_walls = 5;
  s.clipped_ways = 6;
  s.areas = {{.ref = {OsmType::way, 12}, .cover = scene::Cover::water, .rings = {{at(-900, 0), at(-900, 90), at(-990, 90)}}},
             {.ref = {OsmType::relation, 8},
              .cover = scene::Cover::green,
              .rings = {{at(0, 900), at(0, 990), at(90, 990), at(90, 900)}, {at(10, 910), at(20, 920), at(10, 930)}}}};
  s.broken_areas = 7;
}

inline scene::Street street(std::int64_t id, std::string name) {
  scene::Street s;
  s.ref = {OsmType::way, id};
  s.node_ids = {id * 10, id * 10 + 1, id * 10 + 2};
  s.points = {at(0, 0), at(0, 500), at(0, 1000)};
  s.highway = "residential";
  s.street_name = std::move(name);
  return s;
}

inline void add_streets(Contents& c) {
  scene::Street passage = street(21, "Straße „Ö“");
  passage.deck = {true, 15};
  passage.layer = -1;
  passage.bridge = passage.covered = passage.passage = passage.sidewalk = passage.roundabout = true;
  passage.surface = scene::Surface::cobbles;
  passage.passage_width = Metres(3.25);
  passage.use = {{{scene::LeftOut::none, scene::Senses::both, 5},
                  {scene::LeftOut::none, scene::Senses::forward, 15},
                  {scene::LeftOut::class_not_for_mode, scene::Senses::none, 0}}};
  c.snapshot.streets = {street(20, ""), passage};
  c.snapshot.turns = {
      {.relation = 30, .kind = "no_left_turn", .from_way = 20, .to_way = 21, .via_ways = {}, .via_node = 202, .except = "bus"},
      {.relation = 31,
       .kind = "only_straight_on",
       .from_way = 21,
       .to_way = 20,
       .via_ways = {20, 21},
       .via_node = 0,
       .except = ""}};
  c.snapshot.barriers = {{-5, 7}, {201, 4}};
  c.network.segments = {{.street = 0,
                         .first_node = 200,
                         .last_node = 202,
                         .points = {at(0, 0), at(0, 1000)},
                         .length_cm = 732,
                         .cell = {8299, 5637},
                         .inside_building = false},
                        {.street = 1,
                         .first_node = 210,
                         .last_node = 212,
                         .points = {at(0, 0), at(0, 500), at(0, 1000)},
                         .length_cm = 733,
                         .cell = {8300, 5637},
                         .inside_building = true}};
}

inline void add_exposure(Contents& c) {
  placement::Placed moved;
  moved.where = placement::Where::on_facade;
  moved.mapped = {-1000, 2000};
  moved.eye = {-1020, 2003};
  moved.moved_cm = 20.22;
  moved.facade = OsmRef{OsmType::relation, 9};
  moved.normal = Bearing(CentiDegrees(27000));
  c.placed = {moved, placement::Placed{}};
  c.doubts = {{100, 4'000, {3'900, 1, 0, 2'000}}, {}};
  using exposure::certain, exposure::possible;
  c.sightings = {{.segment = 0, .device = 0, .from_cm = 0, .to_cm = 100, .band = 0, .ladder = 0, .answers = possible, .p = 1234},
                 {.segment = 0,
                  .device = 0,
                  .from_cm = 100,
                  .to_cm = 732,
                  .band = 0,
                  .ladder = 0,
                  .answers = certain | possible,
                  .p = 65535,
                  .ring = 1},
                 {.segment = 0, .device = 0, .from_cm = 50, .to_cm = 60, .band = 5, .ladder = 0, .answers = possible, .p = 1},
                 {.segment = 1,
                  .device = 0,
                  .from_cm = 0,
                  .to_cm = 733,
                  .band = 0,
                  .ladder = 2,
                  .answers = possible,
                  .headings = exposure::backward,
                  .p = 9}};
  const std::vector<geo::LatLon> lawn{at(0, 0), at(0, 700), at(700, 700), at(700, 0)};
  const std::vector<geo::LatLon> corner{at(0, 0), at(0, 70), at(70, 70)};
  using exposure::Drawn;
  c.coverages = {{.device = 0, .ladder = 0, .band = 0, .drawn = Drawn::certain, .outlines = {corner}},
                 {.device = 0, .ladder = 0, .band = 0, .drawn = Drawn::possible, .outlines = {lawn, corner}},
                 {.device = 0, .ladder = 0, .band = 5, .drawn = Drawn::likely, .outlines = {corner}},
                 {.device = 0, .ladder = 2, .band = 0, .drawn = Drawn::possible, .outlines = {lawn}}};
  c.surveyed = {{8299, 5637}, {8299, 5638}, {8300, 5636}};
}

/// Bikes may travel segment 1 forward only, walkers segment 1 both ways, with a copy of its last junction; cars are refused.
inline void add_routes(Contents& c) {
  Routes foot;
  foot.roads = {.mode = scene::Mode::foot,
                .first_out = {0, 1, 2, 3},
                .head = {2, 0, 0},
                .arcs = {{1, 0}, {1, 1}, {1, 1}},
                .junction = {210, 212, 212},
                .counts = {.junctions = 2, .bans_kept = 1, .bans_idle = 2, .bans_unread = 3, .bans_too_long = 4},
                .unbuilt = {{30, streets::Roads::Unbuilt::Why::unread}, {30, streets::Roads::Unbuilt::Why::too_long}}};
  foot.index = {.order = {1, 2, 0}, .first_up = {0, 1, 2, 2}, .up_head = {2, 2}};
  Routes bike;
  bike.roads = {.mode = scene::Mode::bike,
                .first_out = {0, 1, 1},
                .head = {1},
                .arcs = {{1, 0}},
                .junction = {210, 212},
                .counts = {.junctions = 2},
                .unbuilt = {}};
  bike.index = {.order = {0, 1}, .first_up = {0, 1, 1}, .up_head = {1}};
  Routes car;
  car.roads.mode = scene::Mode::car;
  car.roads.counts.junctions = 9;
  car.roads.unbuilt = {{-31, streets::Roads::Unbuilt::Why::unread}};
  car.refused = true;
  c.routes = {foot, bike, car};
}

inline Contents contents() {
  Contents c;
  add_scene(c.snapshot);
  add_streets(c);
  add_exposure(c);
  add_routes(c);
  c.bounds = {at(-100, -200), at(5000, 5000)};
  c.config = "view.max_range_m = 200\n";
  c.program = "contrechamp test";
  return c;
}

}  // namespace contrechamp::atlas::sample
