// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/clip.hpp>
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

}  // namespace
}  // namespace contrechamp::exposure
