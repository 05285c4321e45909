// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/optics/bands.hpp>
#include <contrechamp/optics/lenses.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <limits>
#include <tests/support/testing.hpp>

namespace contrechamp::optics {
namespace {

constexpr double degree = 3.14159265358979323846 / 180;
constexpr std::size_t detect = 1;
constexpr std::size_t identify = 4;

CentiDegrees degrees(int whole) { return CentiDegrees::degrees(whole); }
double width_deg(const Lens& lens) { return 2 * std::atan(tan_half_width(lens)) / degree; }

/// Image density by definition: a metre at that depth, seen by the lens's columns.
double pixels_a_metre(double depth, std::uint32_t columns, double tan_half) { return columns / (2 * depth * tan_half); }

TEST(Bands, LaddersAreThoseOfTheStandards) {
  EXPECT_EQ(bands(Ladder::image_2014).size(), 6U);
  EXPECT_EQ(bands(Ladder::image_2025).size(), 7U);
  EXPECT_EQ(bands(Ladder::plate).size(), 1U);
  EXPECT_EQ(bands(Ladder::image_2014)[detect].name, "detect");
  EXPECT_EQ(bands(Ladder::image_2014)[detect].density, PixelsPerMetre(25));
  EXPECT_EQ(bands(Ladder::image_2014)[identify].density, PixelsPerMetre(250));
  for (const Ladder ladder : all_ladders) {
    const auto list = bands(ladder);
    const bool image = family(ladder) == "image";
    for (std::size_t i = 0; i < list.size(); ++i) EXPECT_EQ(list[i].density.count() > 0, image) << name(ladder) << i;
    for (std::size_t i = 1; image && i < list.size(); ++i) EXPECT_LT(list[i - 1].density, list[i].density) << name(ladder) << i;
  }
  EXPECT_EQ(family(Ladder::image_2014), family(Ladder::image_2025));
  EXPECT_NE(family(Ladder::image_2014), family(Ladder::plate));
}

// The figures that VISIBILITY quotes for the market's lenses.
TEST(Lenses, MedianAndWideLensReachAsStated) {
  EXPECT_NEAR(width_deg(fixed_lenses[1]), 43.1, 0.1);
  EXPECT_NEAR(depth_of(PixelsPerMetre(25), 2560, tan_half_width(fixed_lenses[1])), 130, 1);
  EXPECT_NEAR(depth_of(PixelsPerMetre(250), 2560, tan_half_width(fixed_lenses[1])), 13, 0.1);
  EXPECT_NEAR(width_deg(fixed_lenses[0]), 88, 0.5);
  EXPECT_NEAR(depth_of(PixelsPerMetre(25), 1920, tan_half_width(fixed_lenses[0])), 40, 0.5);
  EXPECT_NEAR(depth_of(PixelsPerMetre(250), 1920, tan_half_width(fixed_lenses[0])), 4, 0.05);
}

TEST(Lenses, WeightsOfRowsAddUp) {
  for (const auto& rows : {fixed_lenses, dome_lenses, thermal_lenses}) {
    EXPECT_EQ(rows[0].weight + rows[1].weight + rows[2].weight, 1000U);
    EXPECT_EQ(rows[1].weight, 400U);
    EXPECT_GT(tan_half_width(rows[0]), tan_half_width(rows[1]));
    EXPECT_GT(tan_half_width(rows[1]), tan_half_width(rows[2]));
  }
}

TEST(Lenses, DepthsAndRadiiInvertTheDensity) {
  for (const double tan_half : {0.05, 0.4, 1.0, 8.0}) {
    const double depth = depth_of(PixelsPerMetre(62.5), 1920, tan_half);
    EXPECT_NEAR(pixels_a_metre(depth, 1920, tan_half), 62.5, 1e-9);
  }
  // Half a turn: the arc at that radius holds the columns at the density.
  const double radius = radius_of(PixelsPerMetre(25), 1280, degrees(180));
  EXPECT_NEAR(1280 / (radius * 180 * degree), 25, 1e-9);
}

TEST(Aimed, UntaggedTiltPutsTheHorizonOnTheFramesTop) {
  const double tan_half = tan_half_width(fixed_lenses[1]);
  const double v = 2 * std::atan(9.0 / 16 * tan_half);
  const Aim aim = aimed({3.4, tan_half, 9.0 / 16, false, {}});
  EXPECT_NEAR(aim.footing.near, 3.4 / std::tan(v), 1e-9);  // blind spot to h / tan V
  EXPECT_EQ(aim.footing.far, std::numeric_limits<double>::infinity());
  EXPECT_NEAR(std::atan2(aim.sin_tilt, aim.cos_tilt), v / 2, 1e-12);
}

TEST(Aimed, TaggedTiltHasItsNearAndFarLimit) {
  // VISIBILITY's warning: at a tilt of 15° the 26 mm lens sees nothing beyond 16 m or so.
  const double tan_half = tan_half_width(fixed_lenses[2]);
  const double v = 2 * std::atan(9.0 / 16 * tan_half);
  const Aim aim = aimed({3.4, tan_half, 9.0 / 16, true, degrees(15)});
  EXPECT_NEAR(aim.footing.near, 3.4 / std::tan(15 * degree + v / 2), 1e-9);
  EXPECT_NEAR(aim.footing.far, 3.4 / std::tan(15 * degree - v / 2), 1e-9);
  EXPECT_NEAR(aim.footing.near, 10, 0.5);
  EXPECT_NEAR(aim.footing.far, 16.5, 0.6);
  const Aim flat = aimed({3.4, tan_half, 9.0 / 16, true, degrees(2)});
  EXPECT_EQ(flat.footing.far, std::numeric_limits<double>::infinity());
}

TEST(Aimed, StraightDownHasOneDepth) {
  const Mounting down{4, 0.5, 0.5, true, degrees(90)};
  const Aim aim = aimed(down);
  EXPECT_EQ(aim.footing.z_slope, 0);
  EXPECT_EQ(aim.footing.z_offset, 4);
  EXPECT_EQ(aim.footing.near, -1);
  EXPECT_EQ(aim.footing.far, 1);
  EXPECT_EQ(forward_distance(aim, 4, 4.1), std::numeric_limits<double>::infinity());
  EXPECT_EQ(forward_distance(aim, 4, 3.9), -std::numeric_limits<double>::infinity());
  const Aim below = aimed({-0.5, 0.5, 0.5, true, degrees(90)});
  EXPECT_GT(below.footing.near, below.footing.far) << "a target above a camera that looks down is not seen";
}

TEST(Aimed, TargetsAtOrAboveTheCamera) {
  const double tan_half = 0.8;
  const double half_v = std::atan(0.5 * tan_half);
  // A doorbell at 1.2 m and a face at 1.6 m, tagged tilt 5°: seen from where its elevation fits into the frame.
  const Aim aim = aimed({-0.4, tan_half, 0.5, true, degrees(5)});
  EXPECT_NEAR(aim.footing.near, 0.4 / std::tan(half_v - 5 * degree), 1e-9);
  EXPECT_EQ(aim.footing.far, std::numeric_limits<double>::infinity());
  // Tilted so far down that the horizon is out of the frame: never.
  EXPECT_EQ(aimed({-0.4, tan_half, 0.5, true, degrees(40)}).footing.near, std::numeric_limits<double>::infinity());
  // Untagged: level.
  EXPECT_NEAR(aimed({-0.4, tan_half, 0.5, false, {}}).footing.near, 0.4 / std::tan(half_v), 1e-9);
  EXPECT_EQ(aimed({0, tan_half, 0.5, false, {}}).footing.near, 0);
}

/// A camera as a rotation matrix: rows are the image's axes in world coordinates. Shares nothing with `aimed`.
struct Pinhole {
  double right[3];
  double up[3];
  double forward[3];
};
Pinhole pinhole(double bearing, double tilt) {
  const double sb = std::sin(bearing), cb = std::cos(bearing), st = std::sin(tilt), ct = std::cos(tilt);
  return {{cb, -sb, 0}, {sb * st, cb * st, ct}, {sb * ct, cb * ct, -st}};
}
double dot(const double (&a)[3], const double (&b)[3]) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

struct Trial {
  Mounting mounting;
  double depth_limit;
  double east, north;  ///< of the target
};
Trial random_trial(Random& random) {
  const auto uniform = [&](double from, double to) {
    return from + (to - from) * static_cast<double>(random.below(1'000'001)) / 1e6;
  };
  Trial t;
  t.mounting.above_target_m = random.chance(150) ? uniform(-1, 0) : uniform(0.2, 12);
  t.mounting.tan_half = std::tan(uniform(2, 170) / 2 * degree);
  t.mounting.aspect = random.chance(500) ? 9.0 / 16 : 0.8;
  t.mounting.tilt_known = random.chance(700);
  if (t.mounting.tilt_known)
    t.mounting.tilt = random.chance(100) ? degrees(90) : CentiDegrees(static_cast<std::int32_t>(random.below(9001)));
  t.depth_limit = uniform(1, 60);
  const double near = random.chance(500) ? 8 : 60;
  t.east = uniform(-near, near);
  t.north = uniform(-near, near);
  return t;
}

struct Verdict {
  bool inside;
  double margin;  ///< how far from the nearest limit, in metres or tangents
};
/// Frame by projection, depth along the optical axis; the camera looks north.
Verdict projected(const Trial& t) {
  const double half_v = std::atan(t.mounting.aspect * t.mounting.tan_half);
  double tilt = t.mounting.above_target_m > 0 ? half_v : 0;
  if (t.mounting.tilt_known) tilt = t.mounting.tilt.count() / 100.0 * degree;
  const Pinhole camera = pinhole(0, tilt);
  const double target[3] = {t.east, t.north, -t.mounting.above_target_m};
  const double z = dot(camera.forward, target);
  const double side = t.mounting.tan_half * z - std::fabs(dot(camera.right, target));
  const double height = t.mounting.aspect * t.mounting.tan_half * z - std::fabs(dot(camera.up, target));
  const double depth = t.depth_limit - z;
  return {z > 0 && side >= 0 && height >= 0 && depth >= 0,
          std::min({std::fabs(z), std::fabs(side), std::fabs(height), std::fabs(depth)})};
}
bool on_footing(const Trial& t) {
  const Aim aim = aimed(t.mounting);
  const Footing& f = aim.footing;
  const double x = t.north;
  return x >= f.near && x <= f.far && std::fabs(t.east) <= f.tan_half * (f.z_slope * x + f.z_offset) &&
         x <= forward_distance(aim, t.mounting.above_target_m, t.depth_limit);
}

TEST(Aimed, AgreesWithAProjectionThroughAPinhole) {
  Random random(testing::seed());
  int inside = 0, outside = 0, down = 0, up = 0;
  for (int i = 0; i < 200'000; ++i) {
    const Trial t = random_trial(random);
    const Verdict truth = projected(t);
    if (truth.margin < 1e-7) continue;
    ASSERT_EQ(on_footing(t), truth.inside) << "trial " << i << ": h " << t.mounting.above_target_m << ", tilt "
                                           << (t.mounting.tilt_known ? t.mounting.tilt.count() : -1) << ", tan "
                                           << t.mounting.tan_half << ", at " << t.east << ' ' << t.north;
    ++(truth.inside ? inside : outside);
    if (truth.inside && t.mounting.tilt_known && t.mounting.tilt == degrees(90)) ++down;
    if (truth.inside && t.mounting.above_target_m <= 0) ++up;
  }
  EXPECT_GT(inside, 20'000);
  EXPECT_GT(outside, 20'000);
  EXPECT_GT(down, 100);
  EXPECT_GT(up, 1000);
}

}  // namespace
}  // namespace contrechamp::optics
