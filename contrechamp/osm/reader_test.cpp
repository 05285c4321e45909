// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/osm/reader_testing.hpp>
#include <algorithm>

namespace contrechamp::osm {
namespace {
using scene::Kind;
using scene::LeftOut;
using scene::Mode;
using scene::Reason;

const TagList camera = {{"man_made", "surveillance"}};
geo::LatLon at(int x, int y) { return {488'500'000 + y * 1000, 23'500'000 + x * 1000}; }
OsmRef node(std::int64_t id) { return {OsmType::node, id}; }
OsmRef way(std::int64_t id) { return {OsmType::way, id}; }
OsmRef relation(std::int64_t id) { return {OsmType::relation, id}; }

TEST(ReadDevices, NodeStandsWhereItIs) {
  const auto scene = scene_of(Xml().as(7, 3).node(5, 12, -3, camera));
  ASSERT_EQ(scene.devices.size(), 1U);
  EXPECT_EQ(scene.devices[0].ref, node(5));
  EXPECT_EQ(scene.devices[0].position, at(12, -3));
  EXPECT_EQ(scene.devices[0].version, 7);
  EXPECT_EQ(iso_date(scene.devices[0].last_edit), "2020-01-03");
  EXPECT_EQ(scene.surveillance_objects.read, 1U);
  EXPECT_EQ(scene.surveillance_objects.kept, 1U);
}

TEST(ReadDevices, WayStandsAtTheMeanOfItsVertices) {
  auto xml = Xml().square(1, 0, 0, 10).node(9, 30, 0);
  xml.way(20, {1, 2, 3, 4, 1}, camera).way(21, {1, 9}, camera).way(22, {1, 2, 777}, camera).way(23, {777, 778}, camera);
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.devices.size(), 3U);
  EXPECT_EQ(scene.devices[0].position, at(5, 5)) << "the repeated end of a ring does not count twice";
  EXPECT_EQ(scene.devices[1].position, at(15, 0));
  EXPECT_EQ(scene.devices[2].position, at(5, 0)) << "the nodes that are there";
  EXPECT_EQ(scene.surveillance_objects.read, 4U);
  EXPECT_EQ(rejected(scene.surveillance_objects, Reason::no_position), 1U);
}

TEST(ReadDevices, ThoseWithoutAUsablePositionAreRejectedAndListed) {
  auto xml = Xml().node_at(1, "", "", camera).node_at(2, "86.5", "10", camera).node_at(3, "48.85", "2.35", camera);
  xml.node_at(4, "-91", "200", camera);
  const auto scene = scene_of(xml);
  EXPECT_EQ(scene.devices.size(), 1U);
  EXPECT_EQ(scene.surveillance_objects.read, 4U);
  EXPECT_EQ(rejected(scene.surveillance_objects, Reason::no_position), 1U);
  EXPECT_EQ(rejected(scene.surveillance_objects, Reason::bad_position), 2U);
  ASSERT_GE(scene.remarks.size(), 3U);
  EXPECT_EQ(scene.remarks[0].ref, node(1));
  EXPECT_EQ(scene.remarks[1].reason, Reason::bad_position);
}

TEST(ReadDevices, SpeedCamerasCountAsDevicesOnly) {
  const auto scene =
      scene_of(Xml().node(1, 0, 0, {{"highway", "speed_camera"}}).node(2, 1, 0, camera).node(3, 2, 0, {{"amenity", "bench"}}));
  EXPECT_EQ(scene.surveillance_objects.read, 1U);
  EXPECT_EQ(scene.device_objects.read, 2U);
  EXPECT_EQ(scene.devices.size(), 2U);
}

TEST(ReadEnforcement, RelationEnrichesItsDevice) {
  auto xml = Xml().node(1, 0, 0, {{"highway", "speed_camera"}}).node(2, 5, 0).node(3, 9, 0, {{"name", "post"}});
  xml.relation(50, {"n1 device", "n2 from"}, {{"type", "enforcement"}, {"enforcement", "average_speed"}});
  xml.relation(51, {"n3 device", "n2 from"}, {{"type", "enforcement"}, {"enforcement", "traffic_signals"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.devices.size(), 2U);
  EXPECT_EQ(scene.devices[0].kind, Kind::section_control);
  EXPECT_EQ(scene.devices[1].ref, node(3)) << "a node that only the relation makes a device";
  EXPECT_EQ(scene.devices[1].kind, Kind::red_light_camera);
  EXPECT_EQ(scene.device_objects.read, 4U);
  EXPECT_EQ(rejected(scene.device_objects, Reason::member_of_enforcement), 2U);
}

TEST(ReadEnforcement, RelationStandsInForAnAbsentDevice) {
  auto xml = Xml().node(2, 5, 0).node(3, 7, 0);
  const TagList speed = {{"type", "enforcement"}, {"enforcement", "maxspeed"}};
  xml.relation(50, {"n1 device", "n2 from", "n3 to"}, speed);
  xml.relation(51, {"n1 device", "n3 to"}, speed);
  xml.relation(52, {"n1 device", "n9 from"}, speed);
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.devices.size(), 2U);
  EXPECT_EQ(scene.devices[0].ref, relation(50));
  EXPECT_EQ(scene.devices[0].position, at(5, 0));
  EXPECT_EQ(scene.devices[0].kind, Kind::speed_camera);
  EXPECT_EQ(scene.devices[1].position, at(7, 0));
  EXPECT_EQ(rejected(scene.device_objects, Reason::no_position), 1U);
  EXPECT_EQ(scene.device_objects.read, 3U);
  EXPECT_EQ(scene.surveillance_objects.read, 0U);
}

TEST(ReadEnforcement, SectionControlNamesItsStretch) {
  auto xml =
      Xml().node(1, 0, 0, {{"highway", "speed_camera"}}).node(2, 5, 0).node(3, 50, 0).way(10, {2, 3}, {{"highway", "trunk"}});
  xml.relation(50, {"n1 device", "n2 from", "n3 to", "w10 section"}, {{"type", "enforcement"}, {"enforcement", "average_speed"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.sections.size(), 1U);
  EXPECT_EQ(scene.sections[0].device, node(1));
  EXPECT_EQ(scene.sections[0].from_node, 2);
  EXPECT_EQ(scene.sections[0].to_node, 3);
  EXPECT_EQ(scene.sections[0].ways, std::vector<std::int64_t>{10});
}

TEST(ReadEnforcement, ADeviceThatIsGoneIsNotReplacedByItsRelation) {
  auto xml = Xml().node(1, 0, 0, {{"highway", "speed_camera"}, {"disused", "yes"}}).node(2, 5, 0);
  xml.relation(50, {"n1 device", "n2 from"}, {{"type", "enforcement"}, {"enforcement", "maxspeed"}});
  const auto scene = scene_of(xml);
  EXPECT_TRUE(scene.devices.empty());
  EXPECT_EQ(rejected(scene.device_objects, Reason::not_standing), 1U);
  EXPECT_EQ(rejected(scene.device_objects, Reason::member_of_enforcement), 1U);
}

TEST(ReadDevices, RelationsAreCountedAsNotRead) {
  auto xml = Xml().square(1, 0, 0, 10).way(20, {1, 2, 3, 4, 1}, {{"building", "yes"}});
  xml.relation(50, {"w20 outer"}, {{"type", "multipolygon"}, {"man_made", "surveillance"}});
  xml.relation(51, {"n1 camera"}, {{"type", "site"}, {"man_made", "surveillance"}, {"name", "Jane Roe"}});
  xml.relation(52, {"n1 device"}, {{"type", "enforcement"}, {"enforcement", "maxspeed"}, {"man_made", "surveillance"}});
  xml.relation(53, {"n1 camera"}, {{"type", "site"}, {"man_made", "mast"}});
  const auto scene = scene_of(xml);
  EXPECT_EQ(scene.device_objects.read, 4U) << "with the node that 52 makes a device";
  EXPECT_EQ(rejected(scene.device_objects, Reason::relation_not_read), 2U);
  EXPECT_EQ(scene.surveillance_objects.read, 0U);
  std::vector<OsmRef> listed;
  for (const auto& remark : scene.remarks) {
    if (remark.reason == Reason::relation_not_read) listed.push_back(remark.ref);
  }
  EXPECT_EQ(listed, (std::vector<OsmRef>{relation(50), relation(51)}));
}

TEST(ReadBuildings, WayWithHeight) {
  const auto scene = scene_of(Xml().square(1, 0, 0, 10).way(20, {1, 2, 3, 4, 1}, {{"building", "yes"}, {"height", "12 m"}}));
  ASSERT_EQ(scene.buildings.size(), 1U);
  EXPECT_EQ(scene.buildings[0].ref, way(20));
  EXPECT_EQ(scene.buildings[0].rings, (std::vector<scene::LatLonRing>{{at(0, 0), at(10, 0), at(10, 10), at(0, 10)}}));
  EXPECT_EQ(scene.buildings[0].height, Metres(12));
}

TEST(ReadBuildings, BrokenRingsAreCounted) {
  auto xml = Xml().square(1, 0, 0, 10);
  xml.way(20, {1, 2, 3, 99, 1}, {{"building", "yes"}})
      .way(21, {1, 2, 3}, {{"building", "yes"}})
      .way(22, {1, 2, 1}, {{"building", "yes"}});
  xml.way(23, {1, 2, 3, 4, 1}, {{"building", "no"}}).way(24, {1, 3, 2, 4, 1}, {{"building", "ruins"}});
  const auto scene = scene_of(xml);
  EXPECT_EQ(scene.broken_buildings, 3U);
  ASSERT_EQ(scene.buildings.size(), 1U) << "a ring that crosses itself is kept: even-odd says what is inside";
  EXPECT_EQ(scene.buildings[0].ref, way(24));
}

TEST(ReadBuildings, MultipolygonOfSeveralWaysWithAHole) {
  auto xml = Xml().square(1, 0, 0, 30).square(11, 10, 10, 10);
  xml.way(20, {1, 2, 3}).way(21, {1, 4, 3}).way(22, {11, 12, 13, 14, 11}, {{"building", "shed"}});
  xml.relation(50, {"w20 outer", "w21 outer", "w22 inner"},
               {{"type", "multipolygon"}, {"building", "yes"}, {"building:levels", "4"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.buildings.size(), 2U);
  EXPECT_EQ(scene.buildings[0].ref, way(22)) << "a building of its own stands in the hole";
  EXPECT_EQ(scene.buildings[1].ref, relation(50));
  EXPECT_EQ(scene.buildings[1].rings.size(), 2U);
  EXPECT_EQ(scene.buildings[1].height, Metres(12));
  EXPECT_EQ(scene.broken_buildings, 0U);
}

TEST(ReadBuildings, OldStyleTagsOnTheOuterWay) {
  auto xml = Xml().square(1, 0, 0, 30).square(11, 10, 10, 10);
  xml.way(20, {1, 2, 3, 4, 1}, {{"building", "yes"}, {"height", "9"}}).way(22, {11, 12, 13, 14, 11});
  xml.relation(50, {"w20 outer", "w22 inner"}, {{"type", "multipolygon"}, {"source", "survey"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.buildings.size(), 1U) << "the way does not stand beside its relation";
  EXPECT_EQ(scene.buildings[0].ref, relation(50));
  EXPECT_EQ(scene.buildings[0].rings.size(), 2U);
  EXPECT_EQ(scene.buildings[0].height, Metres(9));
}

TEST(ReadBuildings, RelationThatDoesNotCloseIsBrokenOnce) {
  auto xml = Xml().square(1, 0, 0, 30).square(11, 10, 10, 10);
  xml.way(20, {1, 2, 3}, {{"building", "yes"}}).way(22, {11, 12, 13, 14, 11}, {{"building", "yes"}});
  xml.relation(50, {"w20 outer", "w21 outer", "w22 outer"}, {{"type", "multipolygon"}, {"building", "yes"}});
  const auto scene = scene_of(xml);
  EXPECT_EQ(scene.broken_buildings, 1U);
  ASSERT_EQ(scene.buildings.size(), 1U);
  EXPECT_EQ(scene.buildings[0].ref, way(22)) << "a closed outer way still stands for itself";
}

TEST(ReadBuildings, WaysThatMeetInOnePointStillClose) {
  // Two squares that touch at node 3, each of two ways.
  auto xml = Xml().square(1, 0, 0, 10).node(5, 20, 10).node(6, 20, 20).node(7, 10, 20);
  xml.way(20, {1, 2, 3}).way(21, {3, 4, 1}).way(22, {3, 5, 6}).way(23, {3, 7, 6});
  xml.relation(50, {"w20 outer", "w21 outer", "w22 outer", "w23 outer"}, {{"type", "multipolygon"}, {"building", "yes"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.buildings.size(), 1U);
  std::size_t points = 0;
  for (const auto& ring : scene.buildings[0].rings) points += ring.size();
  EXPECT_EQ(points, 8U);
}

TEST(ReadBuildings, PartsGiveTheirHeightToTheBuildingAroundThem) {
  auto xml = Xml().square(1, 0, 0, 30).square(11, 10, 10, 10).square(31, 40, 0, 10);
  xml.way(20, {1, 2, 3, 4, 1}, {{"building", "yes"}}).way(21, {31, 32, 33, 34, 31}, {{"building", "yes"}});
  xml.way(22, {11, 12, 13, 14, 11}, {{"building:part", "yes"}, {"height", "25"}});
  xml.way(23, {1, 2, 13, 4, 1}, {{"building:part", "yes"}, {"building:levels", "2"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.buildings.size(), 2U) << "parts are no buildings";
  EXPECT_EQ(scene.buildings[0].height, Metres(25)) << "the highest part";
  EXPECT_EQ(scene.buildings[1].height, std::nullopt) << "no part inside";
}

TEST(ReadWalls, HighOnesBlockLowOnesAreCounted) {
  auto xml = Xml().square(1, 0, 0, 10);
  xml.way(20, {1, 2, 3, 4, 1}, {{"barrier", "wall"}, {"height", "2.5"}}).way(21, {1, 2}, {{"barrier", "wall"}, {"height", "1"}});
  xml.way(22, {1, 2}, {{"barrier", "wall"}}).way(23, {1, 2}, {{"barrier", "city_wall"}});
  xml.way(24, {1, 2}, {{"barrier", "hedge"}, {"height", "5"}})
      .way(25, {1, 2}, {{"barrier", "retaining_wall"}, {"height", "10'"}});
  xml.way(30, {1, 2}, {{"highway", "path"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.walls.size(), 3U);
  EXPECT_EQ(scene.walls[0].ref, way(20));
  EXPECT_EQ(scene.walls[0].points.size(), 5U) << "a closed wall is a chain that ends where it starts";
  EXPECT_EQ(scene.walls[1].ref, way(23));
  EXPECT_EQ(scene.walls[2].ref, way(25));
  EXPECT_EQ(scene.low_walls, 2U);
}

TEST(ReadStreets, GeometryAndAttributes) {
  auto xml = Xml().node(1, 0, 0).node(2, 5, 0).node(3, 9, 2);
  xml.way(20, {1, 2, 2, 3},
          {{"highway", "residential"}, {"name", "Rue Haute"}, {"surface", "sett"}, {"layer", "1"}, {"bridge", "yes"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.streets.size(), 1U);
  const auto& street = scene.streets[0];
  EXPECT_EQ(street.node_ids, (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(street.points, (std::vector<geo::LatLon>{at(0, 0), at(5, 0), at(9, 2)}));
  EXPECT_EQ(street.street_name, "Rue Haute");
  EXPECT_EQ(street.surface, scene::Surface::cobbles);
  EXPECT_EQ(street.layer, 1);
  EXPECT_TRUE(street.bridge);
  EXPECT_EQ(street.deck, scene::Deck{}) << "a layer or a bridge makes no deck";
}

TEST(ReadStreets, ClippedWaysAreSplitIntoTheirKnownRuns) {
  auto xml = Xml().node(1, 0, 0).node(2, 5, 0).node(5, 20, 0).node(6, 25, 0).node(8, 40, 0);
  xml.way(20, {1, 2, 3, 4, 5, 6, 7, 8}, {{"highway", "path"}, {"name", "cut"}}).way(21, {91, 92}, {{"highway", "path"}});
  xml.way(22, {1}, {{"highway", "path"}});
  Listening log;
  const auto scene = read(std::vector{xml.file()}, {}, log);
  ASSERT_TRUE(scene);
  ASSERT_EQ(scene->streets.size(), 2U);
  EXPECT_EQ(scene->streets[0].node_ids, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(scene->streets[1].node_ids, (std::vector<std::int64_t>{5, 6}));
  EXPECT_EQ(scene->streets[0].street_name, "cut");
  EXPECT_EQ(scene->streets[1].street_name, "cut");
  EXPECT_EQ(scene->clipped_ways, 2U);
  ASSERT_EQ(log.warnings.size(), 1U);
  EXPECT_EQ(log.warnings[0], "1 streets have no node in the input: was a file cut short?");
  ASSERT_EQ(log.notes.size(), 1U);
  EXPECT_GT(log.furthest, 0U);
}

TEST(ReadTurns, RestrictionsAreKeptAsMapped) {
  auto xml = Xml().node(1, 0, 0).node(2, 5, 0).way(20, {1, 2}, {{"highway", "primary"}});
  xml.relation(50, {"w20 from", "n2 via", "w21 to"},
               {{"type", "restriction"}, {"restriction", "no_left_turn"}, {"except", "bicycle"}});
  xml.relation(51, {"w20 from", "w22 from", "w23 via", "w21 to"}, {{"type", "restriction"}, {"restriction:hgv", "no_entry"}});
  xml.relation(52, {"w20 from", "w21 to"}, {{"type", "restriction"}, {"restriction", "no_u_turn"}});
  Listening log;
  const auto scene = read(std::vector{xml.file()}, {}, log);
  ASSERT_TRUE(scene);
  ASSERT_EQ(scene->turns.size(), 3U);
  EXPECT_EQ(scene->turns[0].kind, "no_left_turn");
  EXPECT_EQ(scene->turns[0].via_node, 2);
  EXPECT_EQ(scene->turns[0].except, "bicycle");
  EXPECT_EQ(scene->turns[1].kind, "hgv:no_entry");
  EXPECT_EQ(scene->turns[1].via_ways, std::vector<std::int64_t>{23});
  EXPECT_EQ(scene->turns[1].from_way, 20);
  EXPECT_EQ(scene->turns[2].from_way, 22);
  ASSERT_EQ(log.notes.size(), 1U) << "52 has no via";
}

TEST(ReadBarriers, ThoseThatStopSomebodyOnAStreetOfHis) {
  auto xml = Xml();
  for (int n = 1; n <= 6; ++n) xml.node(n, 5 * n, 0, {{"barrier", n == 4 ? "gate" : n == 5 ? "wall" : "bollard"}});
  xml.way(20, {1, 2, 4, 5}, {{"highway", "service"}, {"foot", "no"}}).way(21, {3, 2}, {{"highway", "footway"}});
  LogSink silent;
  const auto scene = read(std::vector{xml.file()}, {}, silent);
  ASSERT_TRUE(scene);
  // 3 is on a footway alone, where no car comes; 4 is open; 6 on no street. Walkers do not come to 5.
  EXPECT_EQ(scene->barriers, (std::vector<scene::Barrier>{{1, 4}, {2, 4}, {5, 6}}));
}

TEST(ReadOrder, ObjectsMayComeInAnyOrder) {
  auto backward = Xml().relation(50, {"w20 outer", "w21 outer"}, {{"type", "multipolygon"}, {"building", "yes"}});
  backward.way(21, {1, 4, 3}).way(20, {1, 2, 3}).node(4, 0, 10).node(3, 10, 10).node(2, 10, 0).node(1, 0, 0, camera);
  const auto scene = scene_of(backward);
  EXPECT_EQ(scene.buildings.size(), 1U);
  EXPECT_EQ(scene.devices.size(), 1U);
}

}  // namespace
}  // namespace contrechamp::osm
