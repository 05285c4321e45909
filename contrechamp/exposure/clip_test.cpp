// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/clip.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <tests/support/testing.hpp>

namespace contrechamp::exposure {
namespace {

using optics::View;
using visibility::Interval;

constexpr double degree = 3.14159265358979323846 / 180;
double uniform(Random& random, double from, double to) {
  return from + (to - from) * static_cast<double>(random.below(1'000'001)) / 1e6;
}

// ---- clipping ----

View random_view(Random& random) {
  View v;
  v.footing.radial = random.chance(500);
  v.footing.all_round = v.footing.radial && random.chance(400);
  v.footing.tan_half = uniform(random, 0.05, 1.7);
  v.footing.near = random.chance(200) ? 0 : uniform(random, v.footing.radial ? 0 : -3, 8);
  if (random.chance(500)) v.footing.far = uniform(random, 2, 40);
  if (!v.footing.radial && random.chance(800)) {
    v.footing.z_slope = uniform(random, 0, 1);
    v.footing.z_offset = uniform(random, 0, 4);
  }
  v.edge[0] = uniform(random, -2, 40);
  return v;
}

/// Written from the footing's definition; margin is the distance from the nearest limit.
bool inside(const View& v, double axis, double east, double north, double& margin) {
  const double forward = east * std::sin(axis) + north * std::cos(axis);
  const double left = north * std::sin(axis) - east * std::cos(axis);
  const optics::Footing& f = v.footing;
  const double along = f.radial ? std::hypot(east, north) : forward;
  const double room = f.tan_half * (f.z_slope * forward + f.z_offset) - std::fabs(left);
  bool in = along >= f.near && along <= f.far && along <= v.edge[0];
  margin = std::min({std::fabs(along - f.near), std::fabs(along - f.far), std::fabs(along - v.edge[0])});
  if (f.all_round) return in;
  margin = std::min(margin, std::fabs(room));
  return in && room >= 0;
}

TEST(Clip, AgreesWithDenseSampling) {
  Random random(testing::seed());
  std::uint64_t in = 0, out = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    const View view = random_view(random);
    const double angle = uniform(random, 0, 360) * degree;
    const optics::Axis axis{std::sin(angle), std::cos(angle), 1};
    const Line line{uniform(random, -40, 40), uniform(random, -40, 40), uniform(random, -60, 60), uniform(random, -60, 60)};
    const auto pieces = covered(view, axis, line);
    const Interval band = within_band(view, 0, axis, line);
    for (double t = 0.0005; t < 1; t += 0.005) {
      double margin = 0;
      const bool expected = inside(view, angle, line.x + t * line.dx, line.y + t * line.dy, margin);
      if (margin < 1e-6) continue;
      bool got = false;
      for (const Interval& piece : pieces) {
        const Interval both = overlap(piece, band);
        got = got || (!empty(both) && both.from <= t && t <= both.to);
      }
      ASSERT_EQ(got, expected) << "trial " << trial << " at " << t;
      ++(expected ? in : out);
    }
  }
  EXPECT_GT(in, 20'000U);
  EXPECT_GT(out, 20'000U);
}

TEST(Clip, LinesAreInMetresFromTheEye) {
  const Line line = line_from({100, 200}, {400, 600}, {500, 100});
  EXPECT_EQ(line.x, 3);
  EXPECT_EQ(line.y, 4);
  EXPECT_EQ(line.dx, 1);
  EXPECT_EQ(line.dy, -5);
  EXPECT_TRUE(empty(within(line, -1)));
  EXPECT_TRUE(empty(within(line, 1)));
  EXPECT_EQ(within(line, 100).to, 1);
}

// ---- outlines ----

constexpr double along_ray_m = 0.1;  // what is lit is rounded to this along each ray

Stance standing(const scene::Device& device, const ExposureOptions& options, const std::vector<visibility::Edge>& walls = {}) {
  Stance s;
  s.scenarios = optics::scenarios(device, std::nullopt, options.optics);
  s.seen = visibility::viewshed({0, 0}, walls, static_cast<std::int32_t>(options.optics.max_range.count() * 100));
  return s;
}
double area_m2(const std::vector<Outline>& outlines) {
  double twice = 0;
  for (const Outline& o : outlines) {
    for (std::size_t i = 0, j = o.size() - 1; i < o.size(); j = i++) twice += o[j].first * o[i].second - o[i].first * o[j].second;
  }
  return twice / 2 / 1e4;
}

TEST(Outlines, FreeStandingReaderCoversItsTrapezoid) {
  ExposureOptions options;
  options.optics.numeric_spread = CentiDegrees(0);
  scene::Device d;
  d.kind = scene::Kind::plate_reader;
  d.height = Metres(4.8);
  d.tilt = CentiDegrees::degrees(30);
  d.heads[0] = {scene::AxisSource::numeric, Bearing(CentiDegrees::degrees(70)), {}};
  // h = 4 m: x from h / tan(b + V/2) to h / tan(b − V/2), |y| <= tan(H/2) Z.
  const double t = std::tan(22.5 * degree), b = 30 * degree, half_v = std::atan(9.0 / 16 * t);
  const double from = 4 / std::tan(b + half_v), to = 4 / std::tan(b - half_v);
  const double area = 2 * t * (std::cos(b) * (to * to - from * from) / 2 + 4 * std::sin(b) * (to - from));
  const Stance stance = standing(d, options);
  for (const Drawn drawn : {Drawn::certain, Drawn::likely, Drawn::possible}) {
    const auto found = outlines(stance, 0, drawn, options);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(area_m2(found), area, 0.03 * area) << "counter-clockwise; a ray of half a degree is lost at the sides";
  }
}

TEST(Outlines, AllRoundCircleOfEachAnswer) {
  const ExposureOptions options;
  scene::Device d;
  d.type = scene::CameraType::all_round;
  d.height = Metres(1.6);
  const Stance stance = standing(d, options);
  const auto expect_circle = [&](Drawn drawn, double columns) {
    const double r = columns / (25 * 360 * degree);
    EXPECT_NEAR(area_m2(outlines(stance, 1, drawn, options)), 180 * degree * r * r, 360 * degree * r * along_ray_m);
  };
  expect_circle(Drawn::certain, 1280);
  expect_circle(Drawn::likely, 2560);
  expect_circle(Drawn::possible, 3840);
}

TEST(Outlines, AWallCutsThem) {
  const ExposureOptions options;
  scene::Device d;
  d.type = scene::CameraType::all_round;
  d.height = Metres(1.6);
  const Stance stance = standing(d, options, {{{500, -50'000}, {500, 50'000}}});
  const auto found = outlines(stance, 1, Drawn::possible, options);
  const double r = 3840 / (25 * 360 * degree);
  const double behind = r * r * std::acos(5 / r) - 5 * std::sqrt(r * r - 25);
  EXPECT_NEAR(area_m2(found), 180 * degree * r * r - behind, 360 * degree * r * along_ray_m);
  for (const Outline& o : found) {
    for (const auto& [x, y] : o) EXPECT_LE(x, 501 + along_ray_m * 100);
  }
}

TEST(Outlines, EndAtAnyMaxRange) {
  ExposureOptions options;
  options.optics.max_range = options.sweep.back() = Metres(12.34);  // no whole number of steps
  scene::Device d;
  d.type = scene::CameraType::all_round;
  d.height = Metres(1.6);
  const Stance stance = standing(d, options);
  EXPECT_NEAR(area_m2(outlines(stance, 1, Drawn::possible, options)), 180 * degree * 12.34 * 12.34, 0.1);
}

TEST(Outlines, BlindSpotIsAHole) {
  const ExposureOptions options;
  scene::Device d;
  d.type = scene::CameraType::dome;
  d.height = Metres(5);
  const Stance stance = standing(d, options);
  double near = 1e9;
  for (const View& v : stance.scenarios.heads[0].views) near = std::min(near, v.footing.near);
  ASSERT_GT(near, 0.5);
  const auto found = outlines(stance, 0, Drawn::possible, options);
  ASSERT_EQ(found.size(), 1U);
  const double ring = 180 * degree * (200 * 200 - near * near);
  EXPECT_NEAR(area_m2(found), ring, 0.002 * ring);
  double nearest = 1e9;
  for (const auto& [x, y] : found[0]) nearest = std::min(nearest, std::hypot(x, y));
  EXPECT_NEAR(nearest / 100, near, along_ray_m + 0.01);
  EXPECT_TRUE(outlines(stance, 0, Drawn::certain, options).empty());
}

}  // namespace
}  // namespace contrechamp::exposure
