// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/outline.hpp>
#include <contrechamp/exposure/radial_testing.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <tests/support/testing.hpp>
#include <tuple>

namespace contrechamp::exposure {
namespace {

using scene::AxisSource;
using scene::CameraType;
using scene::Kind;
using namespace radial_testing;

constexpr double rounding_cm = 1.5;  // outlines are stored in 1e-7 degrees

/// Of the first ladder of the device.
Outlines covered(const Stance& stance, std::uint8_t band, Drawn drawn, const ExposureOptions& options) {
  const auto ladder = static_cast<std::uint8_t>(stance.scenarios.bands.front().ladder);
  for (const Coverage& c : coverages(7, stance, frame, options)) {
    if (c.ladder == ladder && c.band == band && c.drawn == drawn) return c.outlines;
  }
  return {};
}

scene::Device all_round() {
  scene::Device d;
  d.type = CameraType::all_round;
  d.height = Metres(1.6);
  return d;
}

TEST(Coverages, FreeStandingReaderCoversItsTrapezoid) {
  ExposureOptions options;
  options.optics.numeric_spread = CentiDegrees(0);
  scene::Device d;
  d.kind = Kind::plate_reader;
  d.height = Metres(4.8);
  d.tilt = CentiDegrees::degrees(30);
  d.heads[0] = {AxisSource::numeric, Bearing(CentiDegrees::degrees(70)), {}};
  // h = 4 m: x from h / tan(b + V/2) to h / tan(b − V/2), |y| <= tan(H/2) Z.
  const double t = std::tan(22.5 * degree), b = 30 * degree, half_v = std::atan(9.0 / 16 * t);
  const double from = 4 / std::tan(b + half_v), to = 4 / std::tan(b - half_v);
  const double area = 2 * t * (std::cos(b) * (to * to - from * from) / 2 + 4 * std::sin(b) * (to - from));
  const Stance stance = standing(d, options);
  for (const Drawn drawn : all_drawn) {
    const Outlines found = covered(stance, 0, drawn, options);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(area_m2(found), area, 0.01 * area) << "counter-clockwise";
  }
}

TEST(Coverages, AllRoundCircleOfEachAnswer) {
  const ExposureOptions options;
  const Stance stance = standing(all_round(), options);
  const auto expect_circle = [&](Drawn drawn, double columns) {
    const double r = columns / (25 * 360 * degree);
    const Outlines found = covered(stance, 1, drawn, options);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(area_m2(found), 180 * degree * r * r, 360 * degree * r * 0.05) << "5 cm at most are simplified away";
    EXPECT_LT(found[0].size(), 100U) << "of 720 rays";
  };
  expect_circle(Drawn::certain, 1280);
  expect_circle(Drawn::likely, 2560);
  expect_circle(Drawn::possible, 3840);
}

TEST(Coverages, AWallCutsThem) {
  const ExposureOptions options;
  const Stance stance = standing(all_round(), options, {{{500, -50'000}, {500, 50'000}}});
  const Outlines found = covered(stance, 1, Drawn::possible, options);
  const double r = 3840 / (25 * 360 * degree);
  const double behind = r * r * std::acos(5 / r) - 5 * std::sqrt(r * r - 25);
  EXPECT_NEAR(area_m2(found), 180 * degree * r * r - behind, 360 * degree * r * 0.05);
  for (const Corners& corners : in_frame(found)) {
    for (const geo::Point p : corners) EXPECT_LE(p.x, 500 + rounding_cm);
  }
}

TEST(Coverages, EndAtAnyMaxRange) {
  ExposureOptions options;
  options.optics.max_range = options.sweep.back() = Metres(12.34);
  const Outlines found = covered(standing(all_round(), options), 1, Drawn::possible, options);
  EXPECT_NEAR(area_m2(found), 180 * degree * 12.34 * 12.34, 360 * degree * 12.34 * 0.05);
}

TEST(Coverages, BlindSpotIsAHole) {
  const ExposureOptions options;
  scene::Device d;
  d.type = CameraType::dome;
  d.height = Metres(5);
  const Stance stance = standing(d, options);
  double near = 1e9;
  for (const optics::View& v : stance.scenarios.heads[0].views) near = std::min(near, v.footing.near);
  ASSERT_GT(near, 0.5);
  const Outlines found = covered(stance, 0, Drawn::possible, options);
  ASSERT_EQ(found.size(), 1U);
  const double ring = 180 * degree * (200 * 200 - near * near);
  EXPECT_NEAR(area_m2(found), ring, 0.001 * ring);
  double nearest = 1e9;
  const std::vector<Corners> rings = in_frame(found);
  for (const geo::Point p : rings[0]) nearest = std::min(nearest, std::hypot(p.x, p.y));
  EXPECT_NEAR(nearest, near * 100, rounding_cm);
  EXPECT_TRUE(covered(stance, 0, Drawn::certain, options).empty());
}

TEST(Coverages, WhatHasNoViewHasNone) {
  const ExposureOptions options;
  scene::Device d;
  d.indoor = true;
  EXPECT_TRUE(coverages(0, standing(d, options), frame, options).empty());
}

TEST(Coverages, AreCutByWhatIsLookedOverAndByUnknownHeightsAsEachAnswerAsks) {
  // From 5.6 m a roof at 3.6 m between 10 m and 14 m hides to 28 m; an unknown one may hide all, that, or nothing.
  ExposureOptions options;
  scene::Device d = all_round();
  d.height = Metres(5.6);
  Stance stance = standing(d, options);
  const visibility::Rings shed{{{1000, -50'000}, {1400, -50'000}, {1400, 50'000}, {1000, 50'000}}};
  const visibility::Look look{{0, 0}, 20'000, 560, visibility::no_solid};
  const visibility::Roofs roofs(std::vector{visibility::Solid{shed, 0, 360}}, {}, {});
  const visibility::Walls walls(std::vector{visibility::Solid{shed}}, {}, {});
  visibility::Gaze gaze(walls);
  stance.sights.push_back({stance.sights.front().walls, visibility::Shades(roofs, look, 160)});
  stance.sights.push_back({gaze.look(look), {}});
  stance.sight_of = {{2, 1, 0}};
  const auto east = [&](Drawn drawn, double metres) {
    const std::vector<Corners> rings = in_frame(covered(stance, 0, drawn, options));
    return std::any_of(rings.begin(), rings.end(), [&](const Corners& ring) {
      return geo::where({ring}, {static_cast<std::int32_t>(metres * 100), 1}) == geo::Where::inside;
    });
  };
  for (const double metres : {9.8, 10.2, 27.7, 28.3}) {
    EXPECT_TRUE(east(Drawn::possible, metres));
    EXPECT_EQ(east(Drawn::likely, metres), metres < 10 || metres > 28) << metres;
    EXPECT_EQ(east(Drawn::certain, metres), metres < 10) << metres;
  }
}

TEST(Coverages, PartsThatSplitAndMeetLeaveNoGap) {
  Rays rays(ray_count);
  double expected = 0;
  for (std::size_t i = 0; i < ray_count; ++i) {
    const bool split = i % 60 >= 30;
    rays[i] = split ? Stretches{{0, 2000}, {3000, 5000}} : Stretches{{0, 5000}};
    const double sector = 0.25 * degree;  // half the angle that a ray stands for
    expected += split ? sector * (50.0 * 50 - 30 * 30 + 20 * 20) : sector * 50 * 50;
  }
  const Outlines found = outlines({0, 0}, rays, frame);
  EXPECT_EQ(found.size(), 3U * ray_count / 60);
  EXPECT_NEAR(area_m2(found), expected, 0.002 * expected);
}

}  // namespace
}  // namespace contrechamp::exposure
