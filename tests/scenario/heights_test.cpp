// SPDX-License-Identifier: AGPL-3.0-or-later
// What houses hide that are lower than the camera, or of which nobody noted the height.
#include <gtest/gtest.h>
#include <cmath>
#include <optional>
#include <tests/scenario/stage.hpp>

namespace contrechamp::scenario {
namespace {

// 3840 columns over the whole turn reach 48.9 m at 12.5 pixels a metre, measured along the slope.
constexpr double widest_reach = 3840 / (12.5 * 6.283185307179586);

double on_the_ground(double camera_height) {
  const double above = camera_height - 1.6;
  return std::sqrt(widest_reach * widest_reach - above * above);
}

/// An all-round camera C, and a street pq that runs straight away from it, from 10 m on. A house stands on the street from
/// 20 m to 25 m from the camera.
DrawnScene lane(double camera_height, std::optional<Metres> house_height) {
  DrawnScene scene = stage({.picture = R"(
      . . . . . . . .
      C p . . . . . q
      . . . . . . . .)",
                            .cell = Metres(10),
                            .streets = {"pq"}});
  make_all_round(device(scene, 'C'));
  device(scene, 'C').height = Metres(camera_height);
  house(scene, {{25, 10}, {30, 10}, {30, 20}, {25, 20}}).height = house_height;
  return scene;
}

void expect_parts(const std::vector<Part>& parts, std::vector<Part> expected) {
  ASSERT_EQ(parts.size(), expected.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_NEAR(parts[i].from, expected[i].from, rounding);
    EXPECT_NEAR(parts[i].to, expected[i].to, rounding);
  }
}

TEST(Heights, ALowHouseHidesAStretchOfTheStreetBehindIt) {
  // A face at 1.6 m is seen again where the sight line over the far eave comes down to it: 25 m × 6.4 / (8 − 4.5).
  const Seen seen = look(lane(8, Metres(4.5)));
  const double shadow = 25 * (8 - 1.6) / (8 - 4.5);
  expect_parts(seen.possible("pq"), {{0, 10}, {shadow - 10, on_the_ground(8) - 10}});
}

TEST(Heights, AHouseAsHighAsTheCameraHidesAllBehindIt) {
  expect_parts(look(lane(8, Metres(8))).possible("pq"), {{0, 10}});
  expect_parts(look(lane(3, Metres(3))).possible("pq"), {{0, 10}});
}

TEST(Heights, AHouseLowerThanAFaceHidesItsOwnGroundOnly) {
  expect_parts(look(lane(8, Metres(1.5))).possible("pq"), {{0, 10}, {15, on_the_ground(8) - 10}});
}

TEST(Heights, AnUnknownHeightIsTallForCertainUsualForExpectedAndAbsentForPossible) {
  // Seen from 8 m over 6 m: hidden to 25 m × 6.4 / 2, beyond the reach.
  const Seen seen = look(lane(8, std::nullopt));
  expect_parts(seen.possible("pq"), {{0, on_the_ground(8) - 10}});
  const Metres3 metres = seen.on("pq");
  EXPECT_NEAR(metres.expected, look(lane(8, Metres(6))).on("pq").expected, rounding);
  EXPECT_NEAR(metres.certain, look(lane(8, Metres(20))).on("pq").certain, rounding);
  EXPECT_GT(metres.certain, 3);
}

TEST(Heights, TheUsualHeightIsAChoice) {
  exposure::ExposureOptions options;
  options.usual_building_height = Metres(2);
  const double low = look(lane(8, std::nullopt), {}, options).on("pq").expected;
  EXPECT_NEAR(low, look(lane(8, Metres(2))).on("pq").expected, rounding);
  EXPECT_GT(low, look(lane(8, std::nullopt)).on("pq").expected + 1);
}

TEST(Heights, TheLeastHeightIsAChoice) {
  // Nothing is seen through the house itself, then 25 m × 6.4 / (8 − 3).
  exposure::ExposureOptions options;
  options.least_building_height = Metres(3);
  const Seen seen = look(lane(8, std::nullopt), {}, options);
  expect_parts(seen.possible("pq"), {{0, 10}, {25 * 6.4 / 5 - 10, on_the_ground(8) - 10}});
  EXPECT_NEAR(seen.on("pq").expected, look(lane(8, std::nullopt)).on("pq").expected, rounding) << "the usual height decides";
  EXPECT_NEAR(seen.on("pq").certain, look(lane(8, std::nullopt)).on("pq").certain, rounding);
}

TEST(Heights, ALeastHeightHidesFromEveryHeightThatIsAssumed) {
  // The lowest of 3, 5 and 8 m does not look over 4 m: sights must not be shared between heights as if nothing stood there.
  DrawnScene scene = lane(8, std::nullopt);
  device(scene, 'C').height.reset();
  exposure::ExposureOptions options;
  options.least_building_height = Metres(4);
  const std::vector<Part> parts = look(scene, {}, options).possible("pq");
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_NEAR(parts[1].from, 25 * 6.4 / 4 - 10, rounding);
}

TEST(Heights, ATallerLeastHeightNeverAddsView) {
  for (const double height : {2.0, 3.0, 5.0, 8.0}) {
    double before = look(lane(height, std::nullopt)).on("pq").possible;
    for (int dm = 0; dm <= 60; dm += 5) {
      exposure::ExposureOptions options;
      options.least_building_height = Metres(dm / 10.0);
      const Metres3 metres = look(lane(height, std::nullopt), {}, options).on("pq");
      EXPECT_LE(metres.possible, before) << height << " m over " << dm << " dm";
      before = metres.possible;
      EXPECT_LE(metres.expected, metres.possible + 1e-9);
    }
  }
}

TEST(Heights, AssumedMountingHeightsSeeOverAHouseEachForItself) {
  // From 3 m nothing behind 4 m is seen, from 5 m and 8 m what lies beyond the shadow: 25 m × 6.4 / 4 is the nearest of all.
  DrawnScene scene = lane(8, Metres(4));
  device(scene, 'C').height.reset();
  const std::vector<Part> parts = look(scene).possible("pq");
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_NEAR(parts[1].from, 25 * 6.4 / 4 - 10, rounding);
}

TEST(Heights, TheHouseThatADeviceHangsOnIsAWallWhateverIsKnownOfIt) {
  for (const std::optional<Metres> height : {std::optional<Metres>(), std::optional(Metres(2.5))}) {
    DrawnScene scene = stage({.picture = R"(
        w . . e)",
                              .cell = Metres(10)});
    scene::Device& camera = scene.snapshot.devices.emplace_back();
    camera.ref = {OsmType::node, 77};
    scene.device_of.emplace('C', scene.snapshot.devices.size() - 1);
    make_all_round(camera);
    put(scene, 'C', {14.8, 5});
    house(scene, {{15, 0}, {25, 0}, {25, 10}, {15, 10}}).height = height;
    const Seen seen = look(scene);
    ASSERT_EQ(seen.placed('C').where, placement::Where::on_facade);
    EXPECT_TRUE(seen.at('w').certain);
    EXPECT_FALSE(seen.at('e').possible) << "it sees through its own house";
  }
}

}  // namespace
}  // namespace contrechamp::scenario
