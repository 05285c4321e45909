// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/osm/reader_testing.hpp>

namespace contrechamp::osm {
namespace {
using scene::Cover;

constexpr OsmRef way(std::int64_t id) { return {OsmType::way, id}; }
constexpr OsmRef relation(std::int64_t id) { return {OsmType::relation, id}; }
/// Without a street there is nothing inside.
Xml town() { return Xml().node(901, 0, 0).node(902, 100, 100).way(900, {901, 902}, {{"highway", "residential"}}); }

TEST(ReadAreas, WaysAndMultipolygons) {
  auto xml = town().square(1, 0, 0, 30).square(11, 10, 10, 10);
  xml.way(20, {1, 2, 3}, {{"natural", "water"}}).way(21, {1, 4, 3}).way(22, {11, 12, 13, 14, 11}, {{"leisure", "park"}});
  xml.relation(50, {"w20 outer", "w21 outer", "w22 inner"}, {{"type", "multipolygon"}, {"natural", "water"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.areas.size(), 2U) << "the relation stands for its outer ways";
  EXPECT_EQ(scene.areas[0].ref, way(22));
  EXPECT_EQ(scene.areas[0].cover, Cover::green);
  EXPECT_EQ(scene.areas[0].rings.front().size(), 4U);
  EXPECT_EQ(scene.areas[1].ref, relation(50));
  EXPECT_EQ(scene.areas[1].cover, Cover::water);
  EXPECT_EQ(scene.areas[1].rings.size(), 2U);
  EXPECT_EQ(scene.broken_areas, 0U);
}

TEST(ReadAreas, ARelationDoesNotStandForAnotherCover) {
  auto xml = town().square(1, 0, 0, 30);
  xml.way(20, {1, 2, 3, 4, 1}, {{"leisure", "park"}});
  xml.relation(50, {"w20 outer"}, {{"type", "multipolygon"}, {"natural", "water"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.areas.size(), 2U);
  EXPECT_EQ(scene.areas[0].cover, Cover::green);
  EXPECT_EQ(scene.areas[1].cover, Cover::water);
}

TEST(ReadAreas, OldStyleTagsOnTheOuterWay) {
  auto xml = town().square(1, 0, 0, 30).square(11, 10, 10, 10);
  xml.way(20, {1, 2, 3, 4, 1}, {{"landuse", "forest"}}).way(22, {11, 12, 13, 14, 11});
  xml.relation(50, {"w20 outer", "w22 inner"}, {{"type", "multipolygon"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.areas.size(), 1U);
  EXPECT_EQ(scene.areas[0].ref, relation(50));
  EXPECT_EQ(scene.areas[0].rings.size(), 2U);
  EXPECT_TRUE(scene.buildings.empty());
}

TEST(ReadAreas, WhatDoesNotCloseIsCounted) {
  auto xml = town().square(1, 0, 0, 30);
  xml.way(20, {1, 2, 3}, {{"landuse", "grass"}}).way(21, {1, 2, 99, 1}, {{"natural", "water"}});
  xml.way(23, {1, 2, 3}, {{"natural", "water"}});
  xml.relation(50, {"w23 outer", "w24 outer"}, {{"type", "multipolygon"}, {"natural", "water"}});
  const auto scene = scene_of(xml);
  EXPECT_TRUE(scene.areas.empty());
  EXPECT_EQ(scene.broken_areas, 3U) << "20, 21 and the relation; its open way is not counted again";
}

TEST(ReadAreas, TheNewestCopyCounts) {
  auto old = town().square(1, 0, 0, 30).as(1, 1).way(20, {1, 2, 3, 4, 1}, {{"natural", "water"}});
  old.relation(50, {"w20 outer"}, {{"type", "multipolygon"}, {"landuse", "forest"}});
  auto recent = town().square(1, 0, 0, 30).as(2, 5).way(20, {1, 2, 3, 4, 1}, {{"leisure", "park"}});
  recent.relation(50, {"w20 outer"}, {{"type", "multipolygon"}, {"landuse", "residential"}});
  const auto first = old.file("a.osm");
  const auto second = recent.file("b.osm");
  for (const auto& files : {std::vector{first, second}, std::vector{second, first}}) {
    const auto scene = scene_of(files);
    ASSERT_EQ(scene.areas.size(), 1U);
    EXPECT_EQ(scene.areas[0].ref, way(20));
    EXPECT_EQ(scene.areas[0].cover, Cover::green);
  }
}

TEST(ReadAreas, TheSeaFillsTheBoxOfTheData) {
  auto xml = town().node(1, 50, -10).node(2, 50, 50).node(3, 50, 120);
  xml.way(31, {2, 3}, {{"natural", "coastline"}}).way(30, {1, 2}, {{"natural", "coastline"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.areas.size(), 1U);
  EXPECT_EQ(scene.areas[0].ref, way(30)) << "the lowest id";
  EXPECT_EQ(scene.areas[0].cover, Cover::water);
  ASSERT_EQ(scene.areas[0].rings.size(), 1U);
  geo::Box box;
  for (const geo::LatLon p : scene.areas[0].rings[0]) box.add(p);
  const auto& street = scene.streets.front().points;
  EXPECT_EQ(box.min.lat_e7, street.front().lat_e7);
  EXPECT_EQ(box.max, street.back());
}

TEST(ReadAreas, TheSeaFillsTheBoxThatAnInputDeclares) {
  auto xml = town().bounds(-10, -10, 90, 110).node(1, 50, -20).node(3, 50, 120);
  xml.way(30, {1, 3}, {{"natural", "coastline"}});
  const auto scene = scene_of(xml);
  ASSERT_EQ(scene.areas.size(), 1U);
  geo::Box box;
  for (const geo::LatLon p : scene.areas[0].rings[0]) box.add(p);
  EXPECT_EQ(box.min, (geo::LatLon{488'490'000, 23'550'000}));
  EXPECT_EQ(box.max, (geo::LatLon{488'610'000, 23'590'000}));
}

TEST(ReadAreas, NoSeaWhereTheCoastEnds) {
  auto xml = town().node(1, 50, -10).node(2, 50, 50);
  xml.way(30, {1, 2}, {{"natural", "coastline"}});
  const auto scene = scene_of(xml);
  EXPECT_TRUE(scene.areas.empty());
  EXPECT_EQ(scene.broken_areas, 1U);
}

}  // namespace
}  // namespace contrechamp::osm
