// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/osm/assemble_places.hpp>
#include <contrechamp/osm/assemble_rings.hpp>
#include <contrechamp/osm/building_tags.hpp>
#include <contrechamp/osm/reader_testing.hpp>
#include <contrechamp/osm/street_tags.hpp>

namespace contrechamp::osm {
namespace {
using scene::LeftOut;
using scene::Mode;
using scene::Reason;
using scene::Senses;

std::vector<TagRef> refs(TagList tags) {
  std::vector<TagRef> result;
  for (const auto& [key, value] : tags) result.push_back({key, value});
  return result;
}
scene::Street street_of(TagList tags) {
  const auto list = refs(tags);
  return street(TagView(list), {});
}
BuildingTags building_of(TagList tags) {
  const auto list = refs(tags);
  return building_tags(TagView(list), {});
}
scene::ModeUse use(TagList tags, Mode mode) { return street_of(tags).use[static_cast<std::size_t>(mode)]; }
LeftOut rule(TagList tags, Mode mode) { return use(tags, mode).left_out; }

TEST(StreetRules, WhoMayUseWhatAndWhyNot) {
  struct Row {
    TagList tags;
    LeftOut foot, bike, car;
  };
  constexpr auto none = LeftOut::none;
  constexpr auto cls = LeftOut::class_not_for_mode;
  constexpr auto priv = LeftOut::access_private;
  const Row rows[] = {
      {{{"highway", "residential"}}, none, none, none},
      {{{"highway", "motorway"}}, cls, cls, none},
      {{{"highway", "trunk"}}, cls, cls, none},
      {{{"highway", "trunk"}, {"foot", "yes"}, {"bicycle", "yes"}}, none, none, none},
      {{{"highway", "footway"}}, none, cls, cls},
      {{{"highway", "footway"}, {"bicycle", "designated"}}, none, none, cls},
      {{{"highway", "footway"}, {"bicycle", "dismount"}}, none, none, cls},
      {{{"highway", "steps"}}, none, cls, cls},
      {{{"highway", "cycleway"}}, cls, none, cls},
      {{{"highway", "track"}}, none, none, cls},
      {{{"highway", "track"}, {"motor_vehicle", "yes"}}, none, none, none},
      {{{"highway", "service"}, {"access", "private"}}, priv, priv, priv},
      {{{"highway", "service"}, {"access", "no"}, {"foot", "yes"}}, none, priv, priv},
      {{{"highway", "service"}, {"vehicle", "no"}}, none, priv, priv},
      {{{"highway", "service"}, {"vehicle", "no"}, {"bicycle", "yes"}}, none, none, priv},
      {{{"highway", "service"}, {"motor_vehicle", "private"}}, none, none, priv},
      {{{"highway", "service"}, {"motorcar", "yes"}, {"motor_vehicle", "no"}}, none, none, none},
      {{{"highway", "residential"}, {"access", "destination"}}, none, none, none},
      {{{"highway", "residential"}, {"foot", "private"}, {"bicycle", "no"}}, priv, priv, none},
      {{{"highway", "service"}, {"access", " Private "}}, priv, priv, priv},
      {{{"highway", "service"}, {"access", "no;private;"}}, priv, priv, priv},
      {{{"highway", "service"}, {"access", "no;destination"}}, none, none, none},
      {{{"highway", "service"}, {"access", "private"}, {"foot", ";"}}, priv, priv, priv},
      {{{"highway", "track"}, {"motor_vehicle", "no; Destination"}}, none, none, none},
      {{{"highway", "footway"}, {"bicycle", "No"}}, none, cls, cls},
      {{{"highway", "footway"}, {"access", "private"}}, priv, cls, cls},
      {{{"highway", "pedestrian"}, {"area", "yes"}}, LeftOut::area, LeftOut::area, LeftOut::area},
      {{{"highway", "corridor"}}, LeftOut::indoor, LeftOut::indoor, LeftOut::indoor},
      {{{"highway", "elevator"}}, LeftOut::indoor, LeftOut::indoor, LeftOut::indoor},
      {{{"highway", "platform"}}, LeftOut::indoor, LeftOut::indoor, LeftOut::indoor},
      {{{"highway", "footway"}, {"indoor", "yes"}}, LeftOut::indoor, LeftOut::indoor, LeftOut::indoor},
      {{{"highway", "footway"}, {"indoor", "no"}}, none, cls, cls},
      {{{"highway", "construction"}}, LeftOut::not_built, LeftOut::not_built, LeftOut::not_built},
      {{{"highway", "proposed"}}, LeftOut::not_built, LeftOut::not_built, LeftOut::not_built},
      {{{"highway", "track"}, {"abandoned", "yes"}}, LeftOut::not_built, LeftOut::not_built, LeftOut::not_built},
      {{{"highway", "raceway"}}, LeftOut::not_a_street, LeftOut::not_a_street, LeftOut::not_a_street},
      {{{"highway", "rest_area"}, {"area", "yes"}}, LeftOut::not_a_street, LeftOut::not_a_street, LeftOut::not_a_street},
      {{{"highway", "tertiary"}, {"sidewalk", "separate"}}, LeftOut::separate_sidewalk, none, none},
      {{{"highway", "tertiary"}, {"sidewalk:both", "separate"}}, LeftOut::separate_sidewalk, none, none},
      {{{"highway", "tertiary"}, {"sidewalk:left", "separate"}, {"sidewalk:right", "separate"}},
       LeftOut::separate_sidewalk,
       none,
       none},
      {{{"highway", "tertiary"}, {"sidewalk:left", "separate"}, {"sidewalk:right", "no"}}, none, none, none},
      {{{"highway", "footway"}, {"footway", "sidewalk"}}, none, cls, cls},
  };
  for (const Row& row : rows) {
    std::string text;
    for (const auto& [key, value] : row.tags) text += std::string(key) + "=" + value + " ";
    EXPECT_EQ(rule(row.tags, Mode::foot), row.foot) << text;
    EXPECT_EQ(rule(row.tags, Mode::bike), row.bike) << text;
    EXPECT_EQ(rule(row.tags, Mode::car), row.car) << text;
  }
}

TEST(StreetRules, LeftOutMeansNoSensesAndNoSpeed) {
  for (const StreetClass& row : street_classes()) {
    const auto street = street_of({{"highway", std::string(row.highway).c_str()}});
    for (const auto& mode : street.use) {
      EXPECT_EQ(mode.left_out == LeftOut::none, mode.speed_kmh > 0) << row.highway;
      EXPECT_EQ(mode.left_out == LeftOut::none, mode.senses != Senses::none) << row.highway;
    }
  }
}

// Walkers cross a carriageway whose sidewalks are ways of their own: routes need it, denominators do not.
TEST(StreetRules, ASeparateSidewalkLeavesTheCarriagewayOpen) {
  const scene::ModeUse foot = use({{"highway", "tertiary"}, {"sidewalk", "separate"}, {"oneway", "yes"}}, Mode::foot);
  EXPECT_EQ(foot.left_out, LeftOut::separate_sidewalk);
  EXPECT_EQ(foot.senses, Senses::both);
  EXPECT_EQ(foot.speed_kmh, 5);
  EXPECT_EQ(use({{"highway", "tertiary"}, {"sidewalk", "separate"}, {"foot", "no"}}, Mode::foot).left_out,
            LeftOut::access_private);
}

TEST(StreetRules, FerriesAreNoStreets) {
  Xml xml;
  xml.node(1, 0, 0).node(2, 10, 0).way(10, {1, 2}, {{"route", "ferry"}, {"foot", "yes"}, {"motor_vehicle", "yes"}});
  xml.way(11, {1, 2}, {{"highway", "ferry"}}).way(12, {1, 2}, {{"highway", "service"}});
  const scene::Snapshot scene = scene_of(xml);
  ASSERT_EQ(scene.streets.size(), 2U);
  for (const auto& use : scene.streets[0].use) EXPECT_EQ(use.left_out, LeftOut::not_a_street);
  EXPECT_EQ(scene.streets[1].ref.id, 12);
}

TEST(StreetRules, Senses) {
  struct Row {
    TagList tags;
    Senses foot, bike, car;
  };
  const auto both = Senses::both;
  const auto ahead = Senses::forward;
  const auto back = Senses::backward;
  const Row rows[] = {
      {{{"highway", "residential"}}, both, both, both},
      {{{"highway", "residential"}, {"oneway", "yes"}}, both, ahead, ahead},
      {{{"highway", "residential"}, {"oneway", "-1"}}, both, back, back},
      {{{"highway", "residential"}, {"oneway", "reversible"}}, both, both, both},
      {{{"highway", "residential"}, {"oneway", "yes"}, {"oneway:bicycle", "no"}}, both, both, ahead},
      {{{"highway", "residential"}, {"oneway:bicycle", "yes"}}, both, ahead, both},
      {{{"highway", "residential"}, {"oneway", "yes"}, {"cycleway", "opposite_lane"}}, both, both, ahead},
      {{{"highway", "residential"}, {"oneway", "yes"}, {"cycleway:left", "opposite"}}, both, both, ahead},
      {{{"highway", "primary"}, {"junction", "roundabout"}}, both, ahead, ahead},
      {{{"highway", "primary"}, {"junction", "roundabout"}, {"oneway", "no"}}, both, both, both},
      {{{"highway", "service"}, {"oneway:foot", "yes"}}, ahead, both, both},
  };
  for (const Row& row : rows) {
    std::string text;
    for (const auto& [key, value] : row.tags) text += std::string(key) + "=" + value + " ";
    EXPECT_EQ(use(row.tags, Mode::foot).senses, row.foot) << text;
    EXPECT_EQ(use(row.tags, Mode::bike).senses, row.bike) << text;
    EXPECT_EQ(use(row.tags, Mode::car).senses, row.car) << text;
  }
  EXPECT_EQ(use({{"highway", "motorway"}}, Mode::car).senses, ahead) << "motorways are one-way unless they say no";
}

TEST(StreetRules, Roundabouts) {
  EXPECT_TRUE(street_of({{"highway", "primary"}, {"junction", "roundabout"}}).roundabout);
  EXPECT_TRUE(street_of({{"highway", "residential"}, {"junction", "circular"}, {"oneway", "no"}}).roundabout);
  EXPECT_FALSE(street_of({{"highway", "primary"}, {"junction", "jughandle"}}).roundabout);
  EXPECT_FALSE(street_of({{"highway", "primary"}, {"oneway", "yes"}}).roundabout);
}

TEST(StreetRules, Speeds) {
  EXPECT_EQ(use({{"highway", "residential"}}, Mode::foot).speed_kmh, 5);
  EXPECT_EQ(use({{"highway", "steps"}}, Mode::foot).speed_kmh, 3);
  EXPECT_EQ(use({{"highway", "residential"}}, Mode::bike).speed_kmh, 16);
  EXPECT_EQ(use({{"highway", "footway"}, {"bicycle", "dismount"}}, Mode::bike).speed_kmh, 4);
  EXPECT_EQ(use({{"highway", "residential"}}, Mode::car).speed_kmh, 30);
  EXPECT_EQ(use({{"highway", "residential"}, {"maxspeed", "20"}}, Mode::car).speed_kmh, 20);
  EXPECT_EQ(use({{"highway", "residential"}, {"maxspeed", "30 mph"}}, Mode::car).speed_kmh, 48);
  EXPECT_EQ(use({{"highway", "residential"}, {"maxspeed", "walk"}}, Mode::car).speed_kmh, 7);
  EXPECT_EQ(use({{"highway", "motorway"}, {"maxspeed", "none"}}, Mode::car).speed_kmh, 110);
  EXPECT_EQ(use({{"highway", "motorway"}, {"maxspeed", "250"}}, Mode::car).speed_kmh, 130);
  EXPECT_EQ(use({{"highway", "residential"}, {"maxspeed", "0"}}, Mode::car).speed_kmh, 30) << "nobody stands still";
}

TEST(StreetRules, DecksAndPassages) {
  EXPECT_TRUE(street_of({{"highway", "primary"}, {"tunnel", "yes"}}).deck.tunnel);
  EXPECT_FALSE(street_of({{"highway", "primary"}, {"tunnel", "no"}}).deck.tunnel);
  EXPECT_TRUE(street_of({{"highway", "footway"}, {"covered", "yes"}, {"layer", "-1"}}).deck.tunnel);
  EXPECT_FALSE(street_of({{"highway", "footway"}, {"covered", "yes"}}).deck.tunnel);
  EXPECT_EQ(street_of({{"highway", "footway"}, {"level", "-1;0"}}).deck.storey_tenths, -10);
  EXPECT_EQ(street_of({{"highway", "footway"}, {"level", "0.5"}}).deck.storey_tenths, 5);
  EXPECT_EQ(street_of({{"highway", "footway"}, {"level", "ground"}}).deck.storey_tenths, 0);

  const auto service = street_of({{"highway", "service"}, {"tunnel", "building_passage"}});
  EXPECT_FALSE(service.deck.tunnel);
  EXPECT_TRUE(service.passage && service.covered);
  EXPECT_EQ(service.passage_width, Metres(4));
  EXPECT_EQ(street_of({{"highway", "footway"}, {"tunnel", "building_passage"}}).passage_width, Metres(3));
  EXPECT_EQ(street_of({{"highway", "footway"}, {"tunnel", "building_passage"}, {"width", "2,5 m"}}).passage_width, Metres(2.5));
  EXPECT_EQ(street_of({{"highway", "footway"}, {"tunnel", "building_passage"}, {"width", "narrow"}}).passage_width, Metres(3));
}

TEST(Grammar, Metres) {
  const std::pair<const char*, double> good[] = {{"12", 12},        {"12 m", 12},    {"12.5m", 12.5},
                                                 {" 3,5 ", 3.5},    {"40'", 12.192}, {"40 ft", 12.192},
                                                 {"6'6\"", 1.9812}, {"250 cm", 2.5}, {"3.33333333333333", 3.333333333},
                                                 {"2 metres", 2}};
  for (const auto& [text, metres] : good) {
    ASSERT_TRUE(parse_metres(text)) << text;
    EXPECT_NEAR(parse_metres(text)->count(), metres, 1e-9) << text;
  }
  for (const char* text :
       {"", "m", "-3", "3-4", "about 12", "12 floors", "1e9", "99999", "12345678901234567890", "3.", "6'6", "."}) {
    EXPECT_FALSE(parse_metres(text)) << text;
  }
}

TEST(Grammar, Levels) {
  using L = std::vector<std::int16_t>;
  EXPECT_EQ(parse_levels("0"), L{0});
  EXPECT_EQ(parse_levels("-1;0.5"), (L{-10, 5}));
  EXPECT_EQ(parse_levels("-2--1"), (L{-20, -10}));
  EXPECT_EQ(parse_levels("1-3"), (L{10, 30}));
  for (const char* text : {"", "EG", "1;", "1-", "--1", "1000", "1;x"}) EXPECT_TRUE(parse_levels(text).empty()) << text;
}

TEST(BuildingRules, Tags) {
  EXPECT_EQ(building_of({{"building", "yes"}}).role, BuildingRole::building);
  EXPECT_EQ(building_of({{"building", "no"}, {"building:part", "yes"}}).role, BuildingRole::part);
  EXPECT_EQ(building_of({{"building", "no"}}).role, BuildingRole::none);
  EXPECT_EQ(building_of({{"building", "yes"}, {"building:levels", "3"}}).height, Metres(9));
  EXPECT_EQ(building_of({{"building", "yes"}, {"height", "20"}, {"building:levels", "3"}}).height, Metres(20));
  EXPECT_EQ(building_of({{"building", "yes"}, {"height", "tall"}, {"building:levels", "3"}}).height, Metres(9));
  EXPECT_EQ(building_of({{"building", "yes"}, {"height", "0"}}).height, std::nullopt);
  EXPECT_EQ(building_of({{"building", "yes"}}).height, std::nullopt);
  EXPECT_EQ(building_of({{"building", "yes"}, {"min_height", "4"}}).min_height, Metres(4));
  EXPECT_EQ(building_of({{"building", "yes"}, {"building:min_level", "2"}}).min_height, Metres(6));
  for (const char* open : {"roof", "carport", "canopy"}) EXPECT_TRUE(building_of({{"building", open}}).roof) << open;
  EXPECT_FALSE(building_of({{"building", "house"}}).roof);
  EXPECT_TRUE(building_of({{"building", "yes"}, {"location", "underground"}}).underground);
  EXPECT_TRUE(building_of({{"building", "yes"}, {"level", "-1;-2"}}).underground);
  EXPECT_FALSE(building_of({{"building", "yes"}, {"level", "-1;0"}}).underground);
  EXPECT_FALSE(building_of({{"building", "yes"}, {"layer", "-1"}}).underground) << "a layer alone proves nothing";
}

TEST(Places, FindsEveryNodeWhateverTheOrderAndSpan) {
  const std::int64_t low = std::numeric_limits<std::int64_t>::min();
  const std::int64_t high = std::numeric_limits<std::int64_t>::max();
  Places places;
  for (const std::int64_t id : {std::int64_t{5}, low, high, std::int64_t{-7}, std::int64_t{1} << 40}) {
    places.add(id, 1, 0, Position::known, {static_cast<std::int32_t>(id % 1000), 1});
  }
  places.add(5, 2, 0, Position::missing, {});
  places.settle();
  for (const std::int64_t id : {low, high, std::int64_t{-7}, std::int64_t{1} << 40}) {
    ASSERT_TRUE(places.at(id)) << id;
    EXPECT_EQ(places.at(id)->lat_e7, id % 1000);
  }
  EXPECT_FALSE(places.at(5)) << "the newest copy has no position";
  ASSERT_NE(places.find(5), nullptr);
  EXPECT_EQ(places.find(5)->position(), Position::missing);
  EXPECT_EQ(places.find(6), nullptr);
  EXPECT_EQ(Places().find(1), nullptr);
}

TEST(Rings, InteriorPointLiesInside) {
  // A U: the mean of its vertices lies outside.
  const std::vector<scene::LatLonRing> u{{{0, 0}, {0, 100}, {90, 100}, {90, 80}, {10, 80}, {10, 20}, {90, 20}, {90, 0}}};
  EXPECT_TRUE(covers(u, interior_point(u)));
  EXPECT_FALSE(covers(u, {50, 50}));
  const std::vector<scene::LatLonRing> holed{{{0, 0}, {0, 100}, {100, 100}, {100, 0}}, {{20, 20}, {20, 80}, {80, 80}, {80, 20}}};
  EXPECT_TRUE(covers(holed, interior_point(holed)));
  EXPECT_FALSE(covers(holed, {50, 50}));
}

TEST(Rings, MeanRoundsTheSameWayOnBothSidesOfZero) {
  EXPECT_EQ(mean(std::vector<geo::LatLon>{{0, -1}, {1, -2}}), (geo::LatLon{1, -1}));
  EXPECT_EQ(mean(std::vector<geo::LatLon>{{-5, 7}}), (geo::LatLon{-5, 7}));
}

class Several : public ::testing::Test {
 protected:
  // The newer file has moved a camera, removed another's tags, renamed a street and torn down a building.
  Xml older = Xml().as(1, 1).node(1, 0, 0, {{"man_made", "surveillance"}}).node(2, 5, 0, {{"man_made", "surveillance"}});
  Xml newer = Xml().as(2, 5).node(1, 1, 1, {{"man_made", "surveillance"}}).node(2, 5, 0);
  void SetUp() override {
    older.square(11, 0, 0, 10)
        .way(20, {11, 12}, {{"highway", "path"}, {"name", "old"}})
        .way(21, {11, 12, 13, 14, 11}, {{"building", "yes"}});
    newer.as(1, 1)
        .square(11, 0, 0, 10)
        .as(2, 5)
        .way(20, {11, 13}, {{"highway", "path"}, {"name", "new"}})
        .way(21, {11, 12, 13, 14, 11});
  }
};

TEST_F(Several, TheHighestVersionWinsInEitherOrder) {
  const auto a = older.file("a.osm");
  const auto b = newer.file("b.osm");
  for (const auto& files : {std::vector{a, b}, std::vector{b, a}}) {
    const auto scene = scene_of(files);
    ASSERT_EQ(scene.devices.size(), 1U);
    EXPECT_EQ(scene.devices[0].version, 2);
    EXPECT_EQ(scene.devices[0].position.lat_e7, 488'501'000);
    EXPECT_EQ(scene.surveillance_objects.read, 3U);
    EXPECT_EQ(rejected(scene.surveillance_objects, Reason::older_version), 2U);
    ASSERT_EQ(scene.streets.size(), 1U);
    EXPECT_EQ(scene.streets[0].street_name, "new");
    EXPECT_TRUE(scene.buildings.empty());
    ASSERT_EQ(scene.inputs.size(), 2U);
    EXPECT_EQ(scene.inputs[0].file, "a.osm");
  }
}

TEST_F(Several, TheSameFileTwiceIsTheFileOnce) {
  const auto a = older.file("a.osm");
  const auto once = scene_of({a});
  const auto twice = scene_of({a, a});
  EXPECT_EQ(twice.devices.size(), once.devices.size());
  EXPECT_EQ(twice.surveillance_objects.read, once.surveillance_objects.read);
  EXPECT_EQ(twice.streets.size(), once.streets.size());
  EXPECT_EQ(twice.buildings.size(), once.buildings.size());
  EXPECT_EQ(twice.remarks.size(), once.remarks.size());
}

TEST_F(Several, TheNewestCopyOfABarrierCounts) {
  const auto with = [](int version, int day, const char* barrier) {
    return Xml()
        .as(version, day)
        .node(1, 0, 0)
        .node(2, 5, 0, {{"barrier", barrier}})
        .node(3, 9, 0)
        .way(20, {1, 2, 3}, {{"highway", "service"}});
  };
  const auto old = with(1, 1, "gate").file("a.osm");
  const auto bollard = with(2, 2, "bollard").file("b.osm");
  const auto gone = with(3, 3, "no").file("c.osm");
  const std::vector<scene::Barrier> closed{{2, 4}};
  EXPECT_TRUE(scene_of({old}).barriers.empty());
  EXPECT_EQ(scene_of({old, bollard}).barriers, closed);
  EXPECT_EQ(scene_of({bollard, old, bollard}).barriers, closed) << "once";
  EXPECT_TRUE(scene_of({bollard, gone, old}).barriers.empty());
}

TEST_F(Several, OfEqualVersionsTheNewestEditWins) {
  const auto a = Xml().as(3, 4).node(1, 0, 0, {{"man_made", "surveillance"}}).file("a.osm");
  const auto b = Xml().as(3, 9).node(1, 7, 0, {{"man_made", "surveillance"}}).file("b.osm");
  for (const auto& files : {std::vector{a, b}, std::vector{b, a}}) {
    const auto scene = scene_of(files);
    ASSERT_EQ(scene.devices.size(), 1U);
    EXPECT_EQ(iso_date(scene.devices[0].last_edit), "2020-01-09");
  }
}

TEST_F(Several, ADeletedObjectOutdatesOtherCopies) {
  const auto a =
      Xml().as(3, 4).node(1, 0, 0, {{"man_made", "surveillance"}}).node(2, 1, 1, {{"man_made", "surveillance"}}).file("a.osm");
  const auto b = testing::scratch() / "b.osm";
  std::ofstream(b) << "<osm version='0.6'><node id='1' version='4' visible='false' timestamp='2020-02-01T00:00:00Z'/></osm>";
  const auto scene = scene_of({a, b});
  ASSERT_EQ(scene.devices.size(), 1U);
  EXPECT_EQ(scene.devices[0].ref.id, 2);
  EXPECT_EQ(rejected(scene.surveillance_objects, Reason::older_version), 0U) << "what is gone is no object";
}

TEST_F(Several, OneFilesWayMayUseTheOthersNodes) {
  const auto a = Xml().node(1, 0, 0).way(20, {1, 2}, {{"highway", "path"}}).file("a.osm");
  const auto b = Xml().node(2, 5, 0).file("b.osm");
  const auto scene = scene_of({a, b});
  ASSERT_EQ(scene.streets.size(), 1U);
  EXPECT_EQ(scene.clipped_ways, 0U);
}

TEST(AsOf, OldestOfTheInputs) {
  const auto input = [](std::int64_t replication, std::int64_t edit) {
    scene::Input result;
    result.replication_time = replication;
    result.newest_edit = edit;
    return result;
  };
  EXPECT_EQ(as_of(std::vector{input(100, 999)}), 100) << "the header's date goes before the edits'";
  EXPECT_EQ(as_of(std::vector{input(0, 50), input(100, 0)}), 50);
  EXPECT_EQ(as_of(std::vector{input(0, 0), input(100, 0)}), 0) << "one unknown makes all unknown";
}

TEST(AsOf, EditsBeforeOpenStreetMapAreNoDates) {
  const auto file = testing::scratch() / "epoch.osm";
  std::ofstream(file) << "<osm version='0.6'><node id='1' version='1' timestamp='1970-01-01T00:00:00Z' lat='1' lon='1'>"
                         "<tag k='man_made' v='surveillance'/></node></osm>";
  const auto scene = scene_of({file});
  EXPECT_EQ(scene.inputs[0].newest_edit, 0);
  EXPECT_EQ(scene_of(Xml().as(1, 9).node(1, 0, 0, {{"man_made", "surveillance"}})).inputs[0].newest_edit, 1'578'528'000);
}

}  // namespace
}  // namespace contrechamp::osm
