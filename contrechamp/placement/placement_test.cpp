// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/placement/placement.hpp>
#include <contrechamp/scene/ascii.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <set>
#include <tests/support/testing.hpp>

namespace contrechamp::placement {
namespace {

using geo::Point;
using scene::AxisSource;

const geo::LocalFrame& frame() {
  static const geo::LocalFrame made(scene::drawn_origin);
  return made;
}

/// A footprint given in cm about the origin; ids as given.
scene::Building building(std::int64_t id, const std::vector<std::vector<Point>>& rings) {
  scene::Building made;
  made.ref = {OsmType::way, id};
  for (const auto& ring : rings) {
    auto& positions = made.rings.emplace_back();
    for (const Point p : ring) positions.push_back(frame().unproject(p.x, p.y));
  }
  return made;
}
std::vector<Point> rectangle(std::int32_t x0, std::int32_t y0, std::int32_t x1, std::int32_t y1) {
  return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
}
scene::Building block(std::int64_t id, std::int32_t x0, std::int32_t y0, std::int32_t x1, std::int32_t y1) {
  return building(id, {rectangle(x0, y0, x1, y1)});
}

Ground ground_of(const std::vector<scene::Building>& buildings) {
  scene::Snapshot snapshot;
  snapshot.buildings = buildings;
  return {snapshot, frame(), {{-100'000, -100'000}, {100'000, 100'000}}, 0};
}

scene::Device at(Point p) {
  scene::Device device;
  device.position = frame().unproject(p.x, p.y);
  return device;
}
scene::Device facing(Point p, int degrees) {
  scene::Device device = at(p);
  device.heads[0] = {AxisSource::numeric, Bearing(CentiDegrees::degrees(degrees)), {}};
  return device;
}

/// Positions are multiples of about 1 cm, and so are corners: results are compared to 2 cm.
void expect_eye(const Placed& placed, Point expected) {
  EXPECT_NEAR(placed.eye.x, expected.x, 2);
  EXPECT_NEAR(placed.eye.y, expected.y, 2);
}
void expect_facade(const Placed& placed, Point eye, std::int64_t id, int normal_degrees) {
  EXPECT_EQ(placed.where, Where::on_facade) << name(placed.where);
  expect_eye(placed, eye);
  ASSERT_TRUE(placed.facade && placed.normal);
  EXPECT_EQ(*placed.facade, (OsmRef{OsmType::way, id}));
  const std::int32_t off = (*placed.normal + -CentiDegrees::degrees(normal_degrees)).angle().count();
  EXPECT_LE(std::min(off, 36000 - off), 50) << placed.normal->angle().count();  // corners are whole centimetres
  EXPECT_NEAR(placed.moved_cm, std::sqrt(static_cast<double>(geo::squared(placed.eye - placed.mapped))), 1e-9);
}

// 20 m by 10 m, its south-west corner at the origin.
const std::vector<scene::Building> house{block(7, 0, 0, 2000, 1000)};

TEST(Placement, InsideWithAnAxisGoesToTheFacadeThroughWhichItLeaves) {
  const Ground ground = ground_of(house);
  expect_facade(placed(facing({300, 500}, 90), ground), {2020, 500}, 7, 90);
  expect_facade(placed(facing({300, 500}, 0), ground), {300, 1020}, 7, 0);
  expect_facade(placed(facing({300, 500}, 225), ground), {-20, 200}, 7, 270);
}

TEST(Placement, TheFirstHeadThatHasAnAxisDecides) {
  scene::Device device = facing({300, 500}, 90);
  device.heads.insert(device.heads.begin(), scene::Head{});
  device.heads.push_back({AxisSource::numeric, Bearing(), {}});
  expect_facade(placed(device, ground_of(house)), {2020, 500}, 7, 90);
}

TEST(Placement, InsideWithoutAnAxisGoesToTheNearestFacade) {
  const Ground ground = ground_of(house);
  expect_facade(placed(at({300, 500}), ground), {-20, 500}, 7, 270);
  expect_facade(placed(at({1000, 800}), ground), {1000, 1020}, 7, 0);
}

TEST(Placement, ExactlyOnTheBoundaryItLeavesThereUnlessItsAxisPointsInwards) {
  // A device that stands on a corner of the ring: the same position, so the same point.
  const Ground ground = ground_of(house);
  scene::Device device = at({0, 0});
  device.position = house[0].rings[0][0];
  device.mount = scene::Mount::pole;
  ASSERT_EQ(geo::where(ground.footprints()[0].rings, frame().project(device.position)), geo::Where::boundary);
  const Placed still = placed(device, ground);
  EXPECT_EQ(still.where, Where::on_facade) << "even on a pole: nothing stands in a wall";
  device.heads[0] = {AxisSource::numeric, Bearing(CentiDegrees::degrees(180)), {}};
  expect_facade(placed(device, ground), {0, -20}, 7, 180);
  device.heads[0].axis = Bearing(CentiDegrees::degrees(270));
  expect_facade(placed(device, ground), {-20, 0}, 7, 270);
  device.heads[0].axis = Bearing(CentiDegrees::degrees(80));  // into the house, and out on the other side
  expect_facade(placed(device, ground), {2020, 353}, 7, 90);
}

TEST(Placement, JustOutsideAWallItHangsOnItUnlessItStandsOnItsOwn) {
  const Ground ground = ground_of(house);
  expect_facade(placed(at({1000, -45}), ground), {1000, -20}, 7, 180);
  expect_facade(placed(facing({1000, -10}, 90), ground), {1000, -20}, 7, 180);
  for (const auto mount : {scene::Mount::pole, scene::Mount::street_lamp, scene::Mount::mast, scene::Mount::traffic_signals}) {
    scene::Device device = at({1000, -30});
    device.mount = mount;
    const Placed still = placed(device, ground);
    EXPECT_EQ(still.where, Where::as_mapped);
    EXPECT_EQ(still.eye, still.mapped);
    EXPECT_EQ(still.moved_cm, 0);
    EXPECT_FALSE(still.facade || still.normal);
    device.position = at({1000, 300}).position;  // on a pole, but inside: moved all the same
    expect_facade(placed(device, ground), {1000, -20}, 7, 180);
  }
  EXPECT_EQ(placed(at({1000, -60}), ground).where, Where::as_mapped);
}

TEST(Placement, IndoorDevicesStay) {
  scene::Device device = at({1000, 500});
  device.indoor = true;
  const Placed still = placed(device, ground_of(house));
  EXPECT_EQ(still.where, Where::as_mapped);
  EXPECT_EQ(still.eye, still.mapped);
}

TEST(Placement, AtACornerTheFacadeInFrontOfTheDeviceWins) {
  const Ground ground = ground_of(house);
  const Placed beside = placed(at({2010, -30}), ground);
  EXPECT_EQ(beside.where, Where::on_facade);
  EXPECT_NEAR(beside.normal->angle().count(), 18000, 20);
  expect_eye(beside, {2000, -20});
}

TEST(Placement, TheEyeOfANeighbourIsNoPlaceToHang) {
  // Two terraced houses; the device is mapped 10 cm from the party wall, inside the first.
  const Ground terrace = ground_of({block(1, 0, 0, 1000, 1000), block(2, 1000, 0, 2000, 1000)});
  const Placed deep = placed(at({990, 500}), terrace);
  EXPECT_EQ(deep.where, Where::unplaced);
  EXPECT_EQ(deep.eye, deep.mapped);
  EXPECT_EQ(deep.moved_cm, 0);
  EXPECT_EQ(deep.facade, (OsmRef{OsmType::way, 1}));
  EXPECT_FALSE(deep.normal);
  // Near the street the free point is less than a metre away.
  const Placed near = placed(at({990, 30}), terrace);
  EXPECT_EQ(near.where, Where::shifted);
  EXPECT_EQ(*near.facade, (OsmRef{OsmType::way, 1}));
  expect_eye(near, {1020, -3});
  // At the corner that the houses share, the street is in front, not the party wall.
  expect_facade(placed(at({1000, -10}), terrace), {1000, -20}, 1, 180);
}

TEST(Placement, BetweenTwoHousesTheLowestRefWinsATie) {
  // The point must be equally far from both in whole centimetres: it is made from their rounded corners.
  const std::vector<scene::Building> both{block(1, 0, 0, 1000, 1000), block(2, 1060, 0, 2000, 1000)};
  const Ground ground = ground_of(both);
  const std::int32_t left = ground.footprints()[0].box.max.x;
  const std::int32_t right = ground.footprints()[1].box.min.x;
  const Placed found = placed(at({(left + right) / 2, 500}), ground);
  const Point p = found.mapped;
  EXPECT_EQ(found.where, Where::on_facade);
  EXPECT_EQ(found.facade->id, p.x - left <= right - p.x ? 1 : 2);
}

TEST(Placement, InOverlappingBuildingsTheLowestRefCountsAndNoWayOutIsUnplaced) {
  const Ground ground = ground_of({block(3, 0, 0, 2000, 2000), block(4, 500, 500, 1500, 1500)});
  expect_facade(placed(at({600, 1000}), ground), {-20, 1000}, 3, 270);
  const Ground nested = ground_of({block(4, 0, 0, 2000, 2000), block(3, 500, 500, 1500, 1500)});
  const Placed lost = placed(at({600, 1000}), nested);
  EXPECT_EQ(lost.where, Where::unplaced);
  EXPECT_EQ(lost.eye, lost.mapped);
  EXPECT_EQ(*lost.facade, (OsmRef{OsmType::way, 3}));
}

TEST(Placement, ACourtyardHasFacades) {
  for (const bool reversed : {false, true}) {  // rings of any orientation
    auto yard = rectangle(500, 500, 1500, 1500);
    if (reversed) std::reverse(yard.begin(), yard.end());
    const Ground ground = ground_of({building(1, {rectangle(0, 0, 2000, 2000), yard})});
    expect_facade(placed(at({450, 1000}), ground), {520, 1000}, 1, 90);
    expect_facade(placed(at({530, 1000}), ground), {520, 1000}, 1, 90);
    expect_facade(placed(facing({250, 1000}, 90), ground), {520, 1000}, 1, 90);
    expect_facade(placed(facing({250, 1000}, 270), ground), {-20, 1000}, 1, 270);
    EXPECT_EQ(placed(at({1000, 1000}), ground).where, Where::as_mapped);
  }
}

TEST(Placement, InAnInnerCornerItHangsOnOneWallAndKeepsOffTheOther) {
  const auto scene = scene::drawn({.picture = R"(
      . . . .
      . # # .
      . # A .
      . . . .)",
                                   .cell = Metres(0.8)});
  ASSERT_TRUE(scene);
  // 40 cm from both walls of the notch: 20 cm from the one after it was moved.
  const Ground ground(scene->snapshot, frame(), {{0, 0}, {320, 320}}, 0);
  const Placed found = placed(scene->snapshot.devices[0], ground);
  EXPECT_EQ(found.where, Where::on_facade);
  EXPECT_NEAR(found.moved_cm, 20, 2);
  const std::int32_t normal = found.normal->angle().count();
  EXPECT_TRUE(std::abs(normal - 9000) < 100 || std::abs(normal - 18000) < 100) << normal;
}

TEST(Ground, LeavesOutRoofsAndWhatLiesUnderground) {
  auto buildings = house;
  buildings.push_back(block(8, 5000, 0, 6000, 1000));
  buildings.push_back(block(9, 7000, 0, 8000, 1000));
  buildings[1].roof = true;
  buildings[2].underground = true;
  const Ground ground = ground_of(buildings);
  ASSERT_EQ(ground.footprints().size(), 1U);
  EXPECT_EQ(ground.footprints()[0].ref.id, 7);
  EXPECT_EQ(placed(at({5500, 500}), ground).where, Where::as_mapped);
}

TEST(Ground, TakesWhatTouchesTheMarginAndNothingElse) {
  scene::Snapshot snapshot;
  for (int i = 0; i < 10; ++i) snapshot.buildings.push_back(block(i, 1000 * i, 0, 1000 * i + 500, 500));
  snapshot.walls = {{{OsmType::way, 20}, {frame().unproject(0, 900), frame().unproject(9000, 900)}, Metres(3)},
                    {{OsmType::way, 21}, {frame().unproject(0, 2900), frame().unproject(9000, 2900)}, Metres(3)}};
  const Ground ground(snapshot, frame(), {{2000, 0}, {3000, 400}}, 550);
  std::vector<std::int64_t> ids;
  for (const Footprint& f : ground.footprints()) ids.push_back(f.ref.id);
  EXPECT_EQ(ids, (std::vector<std::int64_t>{1, 2, 3}));
  ASSERT_EQ(ground.walls().size(), 1U);
  EXPECT_EQ(ground.walls()[0].ref.id, 20);
  EXPECT_EQ(ground.footprints_near({{2100, 100}, {2200, 200}}), (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(ground.walls_near({{2100, 890}, {2200, 910}}).size(), 1U);
}

TEST(Ground, DropsRepeatedPointsSpikesAndRingsWithoutArea) {
  const Ground ground =
      ground_of({building(1, {{{0, 0}, {0, 0}, {1000, 0}, {1000, 1000}, {1000, 3000}, {1000, 1000}, {0, 1000}, {0, 0}},
                              {{100, 100}, {900, 900}, {100, 100}}}),
                 building(2, {{{5000, 0}, {6000, 0}, {7000, 0}}}), building(3, {{{5000, 5000}, {5000, 5000}, {5000, 5001}}})});
  ASSERT_EQ(ground.footprints().size(), 1U);
  ASSERT_EQ(ground.footprints()[0].rings.size(), 1U);
  EXPECT_EQ(ground.footprints()[0].rings[0].size(), 4U);
}

TEST(Ground, ABuildingAsWideAsACountryIsNamedAndNotTaken) {
  const Ground ground = ground_of({block(1, 0, 0, 1000, 1000), block(2, -1'500'000, -1'500'000, 1'500'000, 1'500'000)});
  ASSERT_EQ(ground.footprints().size(), 1U);
  EXPECT_EQ(ground.too_wide(), (std::vector<OsmRef>{{OsmType::way, 2}}));
}

/// A hall across ±180° with corners at 10, 5, −5 and −10 km, in a frame whose origin lies on the meridian.
TEST(Ground, FindsABuildingAcrossTheMeridianBesideItsOuterCorners) {
  const geo::LocalFrame across({0, 1'800'000'000});
  scene::Snapshot snapshot;
  scene::Building hall;
  hall.ref = {OsmType::way, 1};
  for (const auto& [x, y] :
       std::vector<std::pair<double, double>>{{-1e6, 0}, {-5e5, -5e4}, {5e5, -5e4}, {1e6, 0}, {5e5, 5e4}, {-5e5, 5e4}}) {
    if (hall.rings.empty()) hall.rings.emplace_back();
    hall.rings[0].push_back(across.unproject(x, y));
  }
  snapshot.buildings = {hall};
  snapshot.devices.resize(1);
  for (const double x : {-9e5, 0.0, 9e5}) {
    const geo::Point place{static_cast<std::int32_t>(x), 0};
    EXPECT_EQ(Ground(snapshot, across, {place, place}, 1000).footprints().size(), 1U) << x;
    snapshot.devices[0].position = across.unproject(x, 0);
    const std::array<std::uint32_t, 1> device{0};
    const geo::Rect area = area_of_eyes(device, snapshot, across);
    EXPECT_LE(area.min.x, -999'990) << x;
    EXPECT_GE(area.max.x, 999'990) << x;
  }
}

TEST(Ground, KnowsPassagesOnTheGroundWithTheirWholeCorridor) {
  auto scene = scene::drawn({.picture = "a . b\nc . d", .streets = {"cd"}, .passages = {"ab", "cd"}});
  ASSERT_TRUE(scene);
  scene->snapshot.streets[2].deck.storey_tenths = -10;
  const Ground ground(scene->snapshot, frame(), {{0, 0}, {1500, 1000}}, 0);
  ASSERT_EQ(ground.passages().size(), 1U);
  EXPECT_EQ(ground.passages()[0].width_cm, 300);
  EXPECT_EQ(ground.passages()[0].points.size(), 2U);
  EXPECT_EQ(ground.passages_near({{250, 610}, {260, 620}}).size(), 1U) << "beside the centreline";
}

/// Houses that touch, overlap, nest and have yards, at random; ids are as listed.
std::vector<scene::Building> random_town(Random& random) {
  std::vector<scene::Building> town;
  for (std::int64_t id = 1; id <= 12; ++id) {
    const auto cm = [&](std::int64_t from, std::int64_t to) { return static_cast<std::int32_t>(50 * random.between(from, to)); };
    const Point low{cm(-30, 30), cm(-30, 30)};
    const Point size{cm(3, 25), cm(3, 25)};
    std::vector<std::vector<Point>> rings{
        {low, {low.x + size.x, low.y + cm(-2, 2)}, {low.x + size.x, low.y + size.y}, {low.x, low.y + size.y}}};
    if (random.chance(300))
      rings.push_back(rectangle(low.x + size.x / 3, low.y + size.y / 3, low.x + 2 * size.x / 3, low.y + 2 * size.y / 3));
    if (random.chance(500)) std::reverse(rings[0].begin(), rings[0].end());
    town.push_back(building(id, rings));
  }
  return town;
}

scene::Device random_device(Random& random, const Ground& ground) {
  Point p{static_cast<std::int32_t>(random.between(-1800, 2400)), static_cast<std::int32_t>(random.between(-1800, 2400))};
  if (random.chance(300)) {  // on a corner of a building
    const auto& rings = ground.footprints()[random.below(ground.footprints().size())].rings;
    p = rings[0][random.below(rings[0].size())];
  }
  scene::Device device = random.chance(500) ? at(p) : facing(p, static_cast<int>(random.below(360)));
  if (random.chance(200)) device.mount = scene::Mount::pole;
  return device;
}

bool same(const Placed& a, const Placed& b) {
  return a.where == b.where && a.mapped == b.mapped && a.eye == b.eye && a.moved_cm == b.moved_cm && a.facade == b.facade &&
         a.normal == b.normal;
}

bool is_outside_all(const Ground& ground, Point p) {
  return std::all_of(ground.footprints().begin(), ground.footprints().end(),
                     [&](const Footprint& f) { return geo::where(f.rings, p) == geo::Where::outside; });
}

double distance_to(const Ground& ground, OsmRef ref, Point p) {
  double nearest = 1e18;
  for (const Footprint& f : ground.footprints()) {
    if (f.ref != ref) continue;
    for (const geo::Ring& ring : f.rings) {
      for (std::size_t k = 0; k < ring.size(); ++k) {
        nearest = std::min(nearest, geo::nearest_on_segment(ring[k], ring[(k + 1) % ring.size()], p).squared_distance);
      }
    }
  }
  return std::sqrt(nearest);
}

TEST(Placement, LawsHoldInRandomTowns) {
  Random random(testing::seed());
  std::array<int, static_cast<std::size_t>(Where::count)> met{};
  for (int round = 0; round < 150; ++round) {
    auto town = random_town(random);
    const Ground ground = ground_of(town);
    auto shuffled = town;
    for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[random.below(i)]);
    for (auto& b : shuffled) std::reverse(b.rings[0].begin(), b.rings[0].end());
    const Ground other = ground_of(shuffled);
    for (int i = 0; i < 40; ++i) {
      const scene::Device device = random_device(random, ground);
      const Placed result = placed(device, ground);
      ++met[static_cast<std::size_t>(result.where)];
      EXPECT_TRUE(same(result, placed(device, other))) << "the order of buildings or the sense of a ring matters";
      EXPECT_NEAR(result.moved_cm * result.moved_cm, static_cast<double>(geo::squared(result.eye - result.mapped)), 1e-6);
      EXPECT_EQ(result.facade.has_value(), result.where != Where::as_mapped);
      EXPECT_EQ(result.normal.has_value(), result.where == Where::on_facade || result.where == Where::shifted);
      EXPECT_TRUE(result.where == Where::unplaced || is_outside_all(ground, result.eye)) << "an eye in a building";
      if (result.where == Where::on_facade) {
        EXPECT_LE(distance_to(ground, *result.facade, result.eye), 20.8) << "further than the stand-off from its façade";
      }
    }
  }
  for (const Where where : {Where::as_mapped, Where::on_facade, Where::shifted, Where::unplaced}) {
    EXPECT_GE(met[static_cast<std::size_t>(where)], 50) << name(where);
  }
}

TEST(Placement, EveryWhereHasAName) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Where::count); ++i) names.insert(name(static_cast<Where>(i)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(Where::count));
  EXPECT_FALSE(names.contains(""));
}

}  // namespace
}  // namespace contrechamp::placement
