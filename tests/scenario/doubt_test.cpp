// SPDX-License-Identifier: AGPL-3.0-or-later
// What is certain, expected and possible when tags say little or much.
#include <gtest/gtest.h>
#include <cmath>
#include <string>
#include <tests/scenario/stage.hpp>

namespace contrechamp::scenario {
namespace {

using scene::AxisSource;
using scene::CameraType;

/// C in the middle of an open square, places at 20 m in the eight directions.
DrawnScene compass() {
  return stage({.picture = R"(
      h . n . g
      . . . . .
      w . C . e
      . . . . .
      k . s . f)",
                .cell = Metres(10)});
}
constexpr std::string_view round_about = "ngefskwh";  // north, then clockwise

std::string possible_at(const Seen& seen) {
  std::string places;
  for (const char place : round_about) places += seen.at(place).possible ? std::string(1, place) : "";
  return places;
}
std::string certain_at(const Seen& seen) {
  std::string places;
  for (const char place : round_about) places += seen.at(place).certain ? std::string(1, place) : "";
  return places;
}

TEST(Doubt, AnUnknownDirectionIsPossibleAllRoundAndCertainNowhere) {
  const Seen seen = look(compass());
  EXPECT_EQ(possible_at(seen), round_about);
  EXPECT_EQ(certain_at(seen), "");
  for (const char place : round_about) EXPECT_NEAR(seen.at(place).p, seen.at('n').p, 0.02) << place;
}

TEST(Doubt, AnAimedCameraIsCertainInFrontAndUnseeingBehind) {
  DrawnScene scene = compass();
  make_aimed(device(scene, 'C'), 90, 60);
  const Seen seen = look(scene);
  EXPECT_EQ(certain_at(seen), "e");
  EXPECT_EQ(possible_at(seen), "e");
  EXPECT_EQ(seen.at('e').p, 1);
}

TEST(Doubt, AnAxisByTheCompassIsVaguerThanOneInDegrees) {
  DrawnScene scene = compass();
  make_aimed(device(scene, 'C'), 90, 100);  // 50° to each side: 45° ± 5° is on the edge
  EXPECT_EQ(certain_at(look(scene)), "e");
  device(scene, 'C').heads[0].source = AxisSource::cardinal;
  const Seen seen = look(scene);
  EXPECT_EQ(certain_at(seen), "e");
  EXPECT_EQ(possible_at(seen), "gef");
}

TEST(Doubt, ASuspiciousZeroPointsSomewhereNorth) {
  DrawnScene scene = compass();
  make_aimed(device(scene, 'C'), 0, 60);
  device(scene, 'C').heads[0].source = AxisSource::suspicious_zero;
  const Seen seen = look(scene);
  EXPECT_EQ(certain_at(seen), "");
  EXPECT_EQ(possible_at(seen), "ngh");
}

TEST(Doubt, ADomeTurnsAllRoundAndSpendsItsAngleOfTheTurnOnEachPlace) {
  DrawnScene scene = compass();
  device(scene, 'C').type = CameraType::dome;
  device(scene, 'C').height = Metres(3);
  device(scene, 'C').width = CentiDegrees::degrees(60);
  const Seen seen = look(scene);
  EXPECT_EQ(possible_at(seen), round_about);
  EXPECT_EQ(certain_at(seen), "");
  EXPECT_NEAR(seen.at('e').p, 60.0 / 360, 0.005);
}

TEST(Doubt, ADomeWithOneDirectionIsAFixedCamera) {
  DrawnScene scene = compass();
  device(scene, 'C').type = CameraType::dome;
  device(scene, 'C').height = Metres(3);
  device(scene, 'C').width = CentiDegrees::degrees(60);
  device(scene, 'C').heads[0] = {AxisSource::numeric, Bearing(CentiDegrees::degrees(180)), std::nullopt};
  const Seen seen = look(scene);
  EXPECT_EQ(possible_at(seen), "s");
  EXPECT_EQ(certain_at(seen), "s");
}

TEST(Doubt, APanningCameraCoversItsTaggedRangeAndIsCertainNowhere) {
  DrawnScene scene = compass();
  scene::Device& camera = device(scene, 'C');
  camera.type = CameraType::panning;
  camera.height = Metres(3);
  camera.width = CentiDegrees::degrees(45);
  camera.heads[0] = {AxisSource::numeric, Bearing(CentiDegrees::degrees(90)), CentiDegrees::degrees(120)};
  const Seen seen = look(scene);
  EXPECT_EQ(possible_at(seen), "gef");
  EXPECT_EQ(certain_at(seen), "");
  EXPECT_NEAR(seen.at('e').p, 45.0 / 120, 0.005);
}

TEST(Doubt, AnAllRoundCameraIsCertainNearAndPossibleFarther) {
  // 1280, 2560 and 3840 columns over the whole turn reach 16, 33 and 49 m at 12.5 pixels a metre.
  DrawnScene scene = stage({.picture = "C a . b . c", .cell = Metres(10)});
  make_all_round(device(scene, 'C'));
  const Seen seen = look(scene);
  EXPECT_TRUE(seen.at('a').certain);
  EXPECT_TRUE(seen.at('b').possible && !seen.at('b').certain);
  EXPECT_NEAR(seen.at('b').p, 0.7, 0.005);  // the p50 and p90 rows
  EXPECT_FALSE(seen.at('c').possible);
}

TEST(Doubt, ABandNarrowsTheView) {
  DrawnScene scene = stage({.picture = "C . . . p . . . . . . . q", .cell = Metres(10), .streets = {"Cpq"}});
  make_aimed(device(scene, 'C'), 90, 90);
  // 1920 columns over 90°: 12.5 pixels a metre at 76.8 m, 250 at 3.84 m; 3840 columns: twice as far. The middle of the frame
  // is tilted down by 29°, so the ground distance is a little larger than the depth.
  const double monitor = look(scene).on("Cpq").certain;
  const double identify = look(scene, {.band = {optics::Ladder::image_2014, 4}}).on("Cpq").certain;
  EXPECT_GT(monitor, 60);
  EXPECT_LT(monitor, 90);
  EXPECT_GT(identify, 1);
  EXPECT_LT(identify, 4.5);
}

/// A street straight away from C to the east: 10 to 250 m.
DrawnScene eastward(std::string_view chain) {
  return stage({.picture = "C p . . . . . . . . . . . . . . . . . . . . . . . q", .cell = Metres(10), .streets = {chain}});
}

TEST(Doubt, APlateReaderReadsSixtyMetresAndFortyFiveDegrees) {
  DrawnScene scene = eastward("Cpq");
  device(scene, 'C').kind = scene::Kind::plate_reader;
  device(scene, 'C').height = Metres(3);
  device(scene, 'C').heads[0] = {AxisSource::numeric, Bearing(CentiDegrees::degrees(90)), std::nullopt};
  const Look plate{.band = {optics::Ladder::plate, 0}};
  const Seen seen = look(scene, plate);
  // 60 m of depth along an axis that is tilted by half the vertical angle: a few metres more on the ground.
  EXPECT_NEAR(seen.possible("Cpq").back().to, 63, 3);
  EXPECT_GT(seen.on("Cpq").certain, 40);
  device(scene, 'C').heads[0].axis = Bearing(CentiDegrees::degrees(90 - 30));  // beyond 22.5° + 5°
  EXPECT_EQ(look(scene, plate).on("Cpq").possible, 0);
  device(scene, 'C').heads[0].axis = Bearing(CentiDegrees::degrees(90 - 25));  // within 22.5° ± 5°
  EXPECT_GT(look(scene, plate).on("Cpq").possible, 40);
  EXPECT_EQ(look(scene, plate).on("Cpq").certain, 0);
}

TEST(Doubt, AReaderIsOnlyCertainOfPlatesThatTravelAlongItsAxis) {
  DrawnScene scene = stage({.picture = R"(
      . . p .
      C . . .
      . . q .)",
                            .cell = Metres(10),
                            .streets = {"pq"}});
  device(scene, 'C').kind = scene::Kind::plate_reader;
  device(scene, 'C').height = Metres(3);
  device(scene, 'C').heads[0] = {AxisSource::numeric, Bearing(CentiDegrees::degrees(90)), std::nullopt};
  const Metres3 across = look(scene, {.band = {optics::Ladder::plate, 0}}).on("pq");
  EXPECT_GT(across.possible, 10);
  EXPECT_EQ(across.certain, 0);
}

TEST(Doubt, ATaggedTiltEndsTheViewAndBeginsItLater) {
  DrawnScene scene = eastward("Cpq");
  make_aimed(device(scene, 'C'), 90, 60);
  device(scene, 'C').tilt = CentiDegrees::degrees(45);
  // 3 m up, faces at 1.6 m, V = 2 atan(9/16 tan 30°) = 36°: from 1.4 / tan 63° = 0.7 m to 1.4 / tan 27° = 2.7 m.
  const auto parts = look(scene).possible("Cpq");
  ASSERT_FALSE(parts.empty());
  const double half_angle = std::atan(9.0 / 16 * std::tan(M_PI / 6));
  EXPECT_NEAR(parts.front().from, 1.4 / std::tan(M_PI / 4 + half_angle), 2 * rounding);
  EXPECT_NEAR(parts.back().to, 1.4 / std::tan(M_PI / 4 - half_angle), 2 * rounding);
}

TEST(Doubt, BelowACameraIsABlindSpot) {
  DrawnScene scene = eastward("Cpq");
  make_aimed(device(scene, 'C'), 90, 60);
  device(scene, 'C').height = Metres(8);
  // No tilt tagged: the frame's top is on the horizon, so the blind spot ends at 6.4 / tan V.
  const double v = 2 * std::atan(9.0 / 16 * std::tan(M_PI / 6));
  const auto parts = look(scene).possible("Cpq");
  ASSERT_FALSE(parts.empty());
  EXPECT_NEAR(parts.front().from, 6.4 / std::tan(v), 4 * rounding);
}

TEST(Doubt, NothingIsSeenBeyondTheLargestRange) {
  DrawnScene scene = eastward("Cpq");
  make_aimed(device(scene, 'C'), 90, 10);  // 3840 columns over 10° would resolve 12.5 pixels a metre at 1.7 km
  EXPECT_EQ(look(scene).possible("Cpq").back().to, 200);
}

TEST(Doubt, APrivatePersonsDeviceIsNeverCertain) {
  DrawnScene scene = compass();
  make_aimed(device(scene, 'C'), 90, 60);
  device(scene, 'C').private_person = true;
  const Seen seen = look(scene);
  EXPECT_EQ(possible_at(seen), "e");
  EXPECT_EQ(certain_at(seen), "");
}

TEST(Doubt, TheHeadsOfOneDeviceLookDifferentWays) {
  DrawnScene scene = compass();
  make_aimed(device(scene, 'C'), 90, 60);
  scene::Head west = device(scene, 'C').heads[0];
  west.axis = Bearing(CentiDegrees::degrees(270));
  device(scene, 'C').heads.push_back(west);
  EXPECT_EQ(certain_at(look(scene)), "ew");
}

TEST(Doubt, TwoHeadsOnOneSideAreUnitedBeforeAnythingIsCounted) {
  DrawnScene scene = compass();
  make_aimed(device(scene, 'C'), 90, 60);
  device(scene, 'C').heads[0].source = AxisSource::suspicious_zero;  // ± 45°, so that p is between 0 and 1
  const double one = look(scene).at('e').p;
  ASSERT_GT(one, 0.1);
  ASSERT_LT(one, 0.9);
  device(scene, 'C').heads.push_back(device(scene, 'C').heads[0]);
  EXPECT_NEAR(look(scene).at('e').p, one, 1e-3);
}

}  // namespace
}  // namespace contrechamp::scenario
