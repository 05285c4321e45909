// SPDX-License-Identifier: AGPL-3.0-or-later
// Figures by hand: a straight street past one device, with and without a wall between them.
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <contrechamp/scene/ascii.hpp>
#include <gtest/gtest.h>
#include <cmath>
#include <tests/support/testing.hpp>

namespace contrechamp::exposure {
namespace {

using scene::Kind;

constexpr double pi = 3.14159265358979323846;

/// A device 6 m south of a street of 200 m, opposite its middle.
constexpr std::string_view open_ground = R"(
    p...................................................................................................q
    .....................................................................................................
    .....................................................................................................
    ..................................................A..................................................)";
constexpr std::string_view behind_a_house = R"(
    p...................................................................................................q
    .....................................................................................................
    #####################################################################################################
    ..................................................A..................................................)";

struct Seen {
  InView metres;  ///< of the street, in cm
  double drawn_m2 = 0;
};

double area_m2(const std::vector<geo::LatLon>& outline, const geo::LocalFrame& frame) {
  double twice = 0;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const geo::Point a = frame.project(outline[i]);
    const geo::Point b = frame.project(outline[(i + 1) % outline.size()]);
    twice += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
  }
  return std::fabs(twice) / 2 / 10'000;
}

Seen look(std::string_view picture, const scene::Device& like, optics::BandRef band, const ExposureOptions& options) {
  auto drawn = scene::drawn({.picture = picture, .cell = Metres(2), .streets = {"pq"}});
  EXPECT_TRUE(drawn) << drawn.error().sentence();
  scene::Snapshot& snapshot = drawn->snapshot;
  const geo::LatLon at = snapshot.devices[0].position;
  snapshot.devices[0] = like;
  snapshot.devices[0].position = at;
  for (scene::Building& house : snapshot.buildings) {
    if (!options.optics.model.in_use()) house.height = Metres(10);  // a comparison model must not ask
  }
  snapshot.devices[0].mount = scene::Mount::pole;  // stays where it is
  geo::Box box;
  for (const geo::LatLon p : snapshot.streets[0].points) box.add(p);
  const geo::Frames frames(box);
  const geo::LocalFrame frame = frames.at(at);
  const streets::Network network = streets::network(snapshot, frames);
  const geo::Point eye = frame.project(at);
  const Neighbourhood around(snapshot, network, frame, {eye, eye}, 25'000, options);
  const Stance stance = exposure::stance(snapshot.devices[0], around, options);
  const auto segments = segments_in_range(stance, snapshot.devices[0].decks, around, options);
  const std::vector<Sighting> found = sightings(0, stance, segments, options);
  Seen seen;
  seen.metres = in_view(merged(found, {.ladder = band.ladder, .band = band.band}));
  for (const Coverage& covered : coverages(0, stance, frame, options)) {
    if (covered.ladder != static_cast<std::uint8_t>(band.ladder) || covered.band != band.band) continue;
    if (covered.drawn != Drawn::possible) continue;
    for (const auto& outline : covered.outlines) seen.drawn_m2 += area_m2(outline, frame);
  }
  return seen;
}

double metres(std::uint64_t cm) { return static_cast<double>(cm) / 100; }
double expected_m(const InView& seen) { return static_cast<double>(seen.expected) / full_probability / 100; }
/// What a circle leaves of a line at that distance from its centre.
double chord(double radius, double distance) {
  return radius > distance ? 2 * std::sqrt(radius * radius - distance * distance) : 0;
}
/// Outlines stay within 5 cm of the circle (outline.hpp).
constexpr double drawn(double radius) { return 0.05 * 2 * pi * radius; }
constexpr double rounding = 0.05;  // outward, inward, and the drawn positions' 1e-7°

TEST(ExposureOfSound, EndsAtItsThreeRanges) {
  scene::Device microphone;
  microphone.kind = Kind::microphone;
  const Seen seen = look(open_ground, microphone, {optics::Ladder::sound, 1}, {});
  EXPECT_NEAR(metres(seen.metres.possible_cm), chord(22, 6), rounding);
  EXPECT_EQ(seen.metres.certain_cm, 0U) << "a normal voice is understood to 3 m, and the street is 6 m away";
  EXPECT_NEAR(expected_m(seen.metres), 0.3 * chord(22, 6) + 0.4 * chord(6.0, 6), 0.3);
  EXPECT_NEAR(seen.drawn_m2, pi * 22 * 22, drawn(22));

  ExposureOptions near;
  near.optics.speech_ranges = {Metres(10), Metres(20), Metres(40)};
  const Seen closer = look(open_ground, microphone, {optics::Ladder::sound, 1}, near);
  EXPECT_NEAR(metres(closer.metres.certain_cm), chord(10, 6), rounding);
  EXPECT_NEAR(metres(closer.metres.possible_cm), chord(40, 6), rounding);
  EXPECT_NEAR(expected_m(closer.metres), 0.3 * chord(10, 6) + 0.4 * chord(20, 6) + 0.3 * chord(40, 6), 0.1);
}

TEST(ExposureOfSound, WallsDampenAndDoNotEndIt) {
  scene::Device microphone;
  microphone.kind = Kind::microphone;
  const Seen seen = look(behind_a_house, microphone, {optics::Ladder::sound, 1}, {});
  EXPECT_NEAR(metres(seen.metres.possible_cm), chord(11, 6), rounding) << "half of 22 m";
  ExposureOptions deaf;
  deaf.optics.behind_walls = 0;
  EXPECT_EQ(look(behind_a_house, microphone, {optics::Ladder::sound, 1}, deaf).metres.possible_cm, 0U);
}

TEST(ExposureOfSound, AShotIsHeardToTheLargestRange) {
  scene::Device detector;
  detector.kind = Kind::gunshot_detector;
  ExposureOptions options;
  options.optics.max_range = Metres(50);
  options.sweep = {Metres(10), Metres(20), Metres(30), Metres(50)};
  const Seen seen = look(behind_a_house, detector, {optics::Ladder::sound, 0}, options);
  EXPECT_NEAR(metres(seen.metres.certain_cm), chord(50, 6), rounding);
  EXPECT_EQ(look(behind_a_house, detector, {optics::Ladder::sound, 1}, options).metres.possible_cm, 0U) << "no speech";
}

TEST(ExposureOfPresence, WallsEndIt) {
  scene::Device guard;
  guard.kind = Kind::guard;
  const Seen seen = look(open_ground, guard, {optics::Ladder::presence, 0}, {});
  EXPECT_NEAR(metres(seen.metres.certain_cm), chord(25, 6), rounding);
  EXPECT_NEAR(metres(seen.metres.possible_cm), chord(100, 6), rounding);
  EXPECT_NEAR(expected_m(seen.metres), 0.3 * chord(25, 6) + 0.4 * chord(50, 6) + 0.3 * chord(100, 6), 0.1);
  EXPECT_EQ(look(behind_a_house, guard, {optics::Ladder::presence, 0}, {}).metres.possible_cm, 0U);
}

ExposureOptions compared(double radius, int width, bool walls) {
  ExposureOptions options;
  options.optics.model = {Metres(radius), CentiDegrees::degrees(width), walls};
  return options;
}

void expect_no_doubt(const InView& seen) {
  EXPECT_LE(seen.possible_cm * full_probability - seen.expected, 4U * full_probability);
  EXPECT_LE(seen.possible_cm - seen.certain_cm, 4U) << "rounded outward and inward";
}

TEST(ComparisonModel, ADiscOnOpenGround) {
  for (const double radius : {20.0, 50.0, 90.0}) {
    const Seen seen = look(open_ground, {}, {optics::Ladder::model, 0}, compared(radius, 360, true));
    EXPECT_NEAR(metres(seen.metres.possible_cm), chord(radius, 6), rounding);
    EXPECT_NEAR(seen.drawn_m2, pi * radius * radius, drawn(radius));
    expect_no_doubt(seen.metres);
  }
}

TEST(ComparisonModel, ASectorAboutTheTaggedAxis) {
  scene::Device camera;
  camera.heads = {{scene::AxisSource::cardinal, Bearing(CentiDegrees::degrees(0)), std::nullopt}};
  for (const int width : {30, 60, 90, 120, 180, 240}) {
    const Seen seen = look(open_ground, camera, {optics::Ladder::model, 0}, compared(50, width, true));
    // North over the street: sides cut it at 6 m × tan of half the width, from 180° on only the circle does.
    const double side = width < 180 ? 2 * 6 * std::tan(width / 2.0 * pi / 180) : 1e9;
    EXPECT_NEAR(metres(seen.metres.possible_cm), std::min(side, chord(50, 6)), rounding) << width;
    EXPECT_NEAR(seen.drawn_m2, pi * 2500 * width / 360, 0.02 * 2500 * pi * width / 360) << width;
    expect_no_doubt(seen.metres);
  }
}

TEST(ComparisonModel, WallsEndItOrDoNot) {
  const Seen through = look(behind_a_house, {}, {optics::Ladder::model, 0}, compared(50, 360, false));
  EXPECT_NEAR(metres(through.metres.possible_cm), chord(50, 6), rounding);
  EXPECT_NEAR(through.drawn_m2, pi * 2500, 3 * pi);
  expect_no_doubt(through.metres);
  const Seen ended = look(behind_a_house, {}, {optics::Ladder::model, 0}, compared(50, 360, true));
  EXPECT_EQ(ended.metres.possible_cm, 0U) << "a house of unknown height is a wall, as on a plan";
  EXPECT_NEAR(ended.drawn_m2, pi * 2500 / 2 + 2 * 50 * 1.0, 10) << "the southern half, and 1 m up to the wall";
}

/// One of each way to count: one axis, a few and many, one head and several, with and without walls.
std::vector<scene::Device> one_of_each() {
  std::vector<scene::Device> all(7);
  all[1].type = scene::CameraType::dome;
  all[2].heads = {{scene::AxisSource::numeric, Bearing(CentiDegrees::degrees(10)), std::nullopt}};
  all[2].tilt = CentiDegrees::degrees(20);
  all[3].heads = {{scene::AxisSource::cardinal, Bearing(CentiDegrees::degrees(0)), std::nullopt},
                  {scene::AxisSource::cardinal, Bearing(CentiDegrees::degrees(90)), std::nullopt}};
  all[4].kind = Kind::microphone;
  all[5].kind = Kind::plate_reader;
  all[5].heads = {{scene::AxisSource::numeric, Bearing(CentiDegrees::degrees(80)), std::nullopt}};
  all[6].kind = Kind::guard;
  for (scene::Device& device : all) device.mount = scene::Mount::pole;
  return all;
}

TEST(Watcher, RemembersNothingOfTheDeviceBefore) {
  constexpr std::string_view low_houses = R"(
      p...................................................................................................q
      ............####...............................................####..................................
      ..................................................A..................................................
      ................................########.............................................................
      r...................................................................................................s)";
  auto drawn = scene::drawn({.picture = low_houses, .cell = Metres(2), .streets = {"pq", "rs", "ps"}});
  ASSERT_TRUE(drawn) << drawn.error().sentence();
  scene::Snapshot& snapshot = drawn->snapshot;
  snapshot.buildings[0].height = Metres(4);
  geo::Box box;
  for (const geo::LatLon p : snapshot.streets[0].points) box.add(p);
  const geo::Frames frames(box);
  const geo::LatLon at = snapshot.devices[0].position;
  const geo::LocalFrame frame = frames.at(at);
  const streets::Network network = streets::network(snapshot, frames);
  const ExposureOptions options;
  const Neighbourhood around(snapshot, network, frame, {frame.project(at), frame.project(at)}, 25'000, options);
  Random random(testing::seed());
  Watcher watcher;
  std::vector<scene::Device> all = one_of_each();
  std::size_t found = 0;
  for (int trial = 0; trial < 60; ++trial) {
    scene::Device& device = all[random.below(all.size())];
    device.position = at;
    const Stance stance = exposure::stance(device, around, options);
    const auto segments = segments_in_range(stance, snapshot.devices[0].decks, around, options);
    const std::vector<Sighting> fresh = sightings(7, stance, segments, options);
    ASSERT_EQ(watcher.sightings(7, stance, segments, options), fresh);
    found += fresh.empty() ? 0 : 1;
  }
  EXPECT_EQ(found, 60U);
}

}  // namespace
}  // namespace contrechamp::exposure
