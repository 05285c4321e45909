// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/optics/scenarios.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <tests/support/testing.hpp>

namespace contrechamp::optics {
namespace {

using scene::AxisSource;
using scene::CameraType;
using scene::Device;
using scene::Kind;

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
    for (std::size_t i = 1; i < list.size(); ++i) EXPECT_LT(list[i - 1].density, list[i].density) << name(ladder) << i;
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
  for (const auto& rows : {fixed_lenses, dome_lenses}) {
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
  const auto uniform = [&](double from, double to) { return from + (to - from) * static_cast<double>(random.below(1'000'001)) / 1e6; };
  Trial t;
  t.mounting.above_target_m = random.chance(150) ? uniform(-1, 0) : uniform(0.2, 12);
  t.mounting.tan_half = std::tan(uniform(2, 170) / 2 * degree);
  t.mounting.aspect = random.chance(500) ? 9.0 / 16 : 0.8;
  t.mounting.tilt_known = random.chance(700);
  if (t.mounting.tilt_known) t.mounting.tilt = random.chance(100) ? degrees(90) : CentiDegrees(static_cast<std::int32_t>(random.below(9001)));
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

// ---- scenarios ----

Device camera(CameraType type, AxisSource source = AxisSource::none, int bearing = 0) {
  Device d;
  d.type = type;
  d.heads[0].source = source;
  d.heads[0].axis = Bearing(degrees(bearing));
  return d;
}

double bearing_of(const Axis& axis) { return std::atan2(axis.east, axis.north) / degree; }
std::uint64_t weight_sum(const Scenarios& set) {
  std::uint64_t sum = 0;
  for (const View& v : set.heads.front().views) {
    for (const Axis& a : set.heads.front().axes) sum += std::uint64_t{v.weight} * a.weight * View::full_share;
  }
  return sum;
}
/// Ends of the list and its largest step, in degrees from `centre`; the trapezoid's weights are asserted.
void expect_axes(const std::vector<Axis>& axes, double centre, double spread, double largest_step) {
  ASSERT_GE(axes.size(), 3U);
  double last = -1e9;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    double turn = std::remainder(bearing_of(axes[i]) - centre, 360);
    if (i == 0 && turn > 0) turn -= 360;  // both ends of a full turn are the same direction
    if (i + 1 == axes.size() && turn < 0) turn += 360;
    if (i == 0) {
      EXPECT_NEAR(turn, -spread, 1e-9);
    } else {
      EXPECT_GT(turn, last);
      EXPECT_LE(turn - last, largest_step + 0.011);
    }
    if (i + 1 == axes.size()) {
      EXPECT_NEAR(turn, spread, 1e-9);
    }
    EXPECT_EQ(axes[i].weight, i == 0 || i + 1 == axes.size() ? 1U : 2U);
    EXPECT_NEAR(axes[i].east * axes[i].east + axes[i].north * axes[i].north, 1, 1e-12);
    last = turn;
  }
}

TEST(Scenarios, EveryKindOfDoubtIsListed) {
  const OpticsOptions options;
  const struct {
    AxisSource source;
    double spread;
  } rows[] = {{AxisSource::numeric, 5}, {AxisSource::cardinal, 15}, {AxisSource::suspicious_zero, 45}, {AxisSource::none, 180}};
  for (const auto& row : rows) {
    const Scenarios set = scenarios(camera(CameraType::fixed, row.source, 350), std::nullopt, options);
    ASSERT_EQ(set.heads.size(), 1U);
    EXPECT_EQ(set.heads[0].views.size(), 9U) << "three lenses at three heights";
    expect_axes(set.heads[0].axes, 350, row.spread, 5);
    EXPECT_EQ(set.total_weight, weight_sum(set));
    EXPECT_EQ(set.bands.size(), most_bands);
    EXPECT_TRUE(set.can_be_certain);
    EXPECT_TRUE(set.lines.empty());
    std::uint64_t views = 0;
    for (const View& v : set.heads[0].views) {
      views += v.weight;
      EXPECT_EQ(v.share, View::full_share);
      EXPECT_FALSE(v.footing.radial);
    }
    EXPECT_EQ(views, 1'000'000U);
  }
}

TEST(Scenarios, FacadeAllowsAHalfTurn) {
  const Scenarios set = scenarios(camera(CameraType::unknown), Bearing(degrees(200)), {});
  expect_axes(set.heads[0].axes, 200, 90, 5);
  const Scenarios aimed_one = scenarios(camera(CameraType::fixed, AxisSource::numeric, 20), Bearing(degrees(200)), {});
  expect_axes(aimed_one.heads[0].axes, 20, 5, 5);
}

TEST(Scenarios, StepsAreSmallEnoughForNarrowLenses) {
  // A dome with a direction is a fixed camera; its 68 mm lens sees 4.5°.
  const Scenarios dome = scenarios(camera(CameraType::dome, AxisSource::cardinal, 90), std::nullopt, {});
  double narrowest = 360;
  for (const View& v : dome.heads[0].views) narrowest = std::min(narrowest, v.width_deg);
  EXPECT_NEAR(narrowest, 2 * std::atan(5.37 / 2 / 68) / degree, 1e-6);
  expect_axes(dome.heads[0].axes, 90, 15, narrowest / 2);

  Device narrow = camera(CameraType::fixed, AxisSource::numeric, 90);
  narrow.heads[0].span = degrees(2);
  expect_axes(scenarios(narrow, std::nullopt, {}).heads[0].axes, 90, 5, 1);
}

TEST(Scenarios, TaggedHeightAndTiltLeaveOnlyLenses) {
  Device d = camera(CameraType::fixed, AxisSource::numeric, 0);
  d.height = Metres(4);
  d.tilt = degrees(15);
  const Scenarios set = scenarios(d, std::nullopt, {});
  ASSERT_EQ(set.heads[0].views.size(), 3U);
  const View& tele = set.heads[0].views[2];
  EXPECT_EQ(tele.height_m, 4);
  EXPECT_LT(tele.footing.far, 15);  // (4 − 1.6) / tan(15° − V/2)
  const Reach r = reach(tele, detect, Metres(200));
  EXPECT_EQ(r.limit, Limit::far_limit);
  EXPECT_EQ(r.far, Metres(tele.footing.far));
  EXPECT_EQ(set.total_weight, weight_sum(set));
}

TEST(Scenarios, BandsEndAtTheirDepth) {
  Device d = camera(CameraType::fixed, AxisSource::numeric, 0);
  d.height = Metres(5);
  const Scenarios set = scenarios(d, std::nullopt, {});
  const double tan_half = 5.37 / 2 / 6.8;
  const double b = std::atan(9.0 / 16 * tan_half);
  const View& median = set.heads[0].views[1];
  EXPECT_NEAR(median.edge[detect], (2560 / (2 * 25 * tan_half) - 3.4 * std::sin(b)) / std::cos(b), 1e-9);
  for (std::size_t i = 1; i < 6; ++i) EXPECT_LT(median.edge[i], median.edge[i - 1]);
  EXPECT_EQ(reach(median, detect, Metres(200)).limit, Limit::band);
  EXPECT_EQ(reach(median, detect, Metres(50)).limit, Limit::max_range);
  EXPECT_EQ(reach(median, 5, Metres(200)).limit, Limit::blind_spot) << "inspect ends at 3 m, below the frame";
}

TEST(Scenarios, TurningCamerasShareTheirTime) {
  const Scenarios all_round = scenarios(camera(CameraType::panning), std::nullopt, {});
  ASSERT_EQ(all_round.heads.size(), 1U);
  EXPECT_EQ(all_round.heads[0].axes.size(), 1U);
  for (const View& v : all_round.heads[0].views) {
    EXPECT_TRUE(v.footing.radial && v.footing.all_round);
    EXPECT_NEAR(v.share, View::full_share * v.width_deg / 360, 1.0);
  }
  Device half = camera(CameraType::dome, AxisSource::numeric, 90);
  half.heads[0].span = degrees(60);
  const Scenarios swept = scenarios(half, std::nullopt, {});
  ASSERT_EQ(swept.heads.size(), 1U) << "60° fits into one cone";
  EXPECT_NEAR(swept.heads[0].views[0].footing.tan_half, std::tan(30 * degree), 1e-12);
  EXPECT_EQ(swept.heads[0].views[0].share, View::full_share) << "an 88° lens sees all of a 60° span at any moment";
  EXPECT_NEAR(swept.heads[0].views[8].share, View::full_share * swept.heads[0].views[8].width_deg / 60, 1.0);
  const Scenarios still = scenarios(camera(CameraType::dome, AxisSource::numeric, 90), std::nullopt, {});
  EXPECT_FALSE(still.heads[0].views[0].footing.radial) << "a dome with one direction is a fixed camera";
}

TEST(Scenarios, TaggedWidthOfATurningLensIsItsOwn) {
  Device d = camera(CameraType::dome);
  d.width = degrees(120);
  for (const View& v : scenarios(d, std::nullopt, {}).heads[0].views) {
    EXPECT_NEAR(v.width_deg, 120, 1e-9);
    EXPECT_NEAR(v.share, View::full_share / 3.0, 1.0);
  }
  d.width = degrees(180);  // no rectilinear lens: spread evenly, and still turning
  for (const View& v : scenarios(d, std::nullopt, {}).heads[0].views) {
    EXPECT_TRUE(v.footing.all_round);
    EXPECT_NEAR(v.share, View::full_share / 2.0, 1.0);
  }
}

TEST(Scenarios, AllRoundSeesToTheRadiusOfAnEvenlySpreadImage) {
  Device d = camera(CameraType::all_round, AxisSource::numeric, 70);
  d.height = Metres(5);
  const Scenarios set = scenarios(d, std::nullopt, {});
  ASSERT_EQ(set.heads.size(), 1U);
  const View& v = set.heads[0].views[0];
  EXPECT_TRUE(v.footing.radial && v.footing.all_round);
  EXPECT_EQ(v.share, View::full_share);
  const double slant = 1280 / (25 * 360 * degree);
  EXPECT_NEAR(v.edge[detect], std::sqrt(slant * slant - 3.4 * 3.4), 1e-9);
  EXPECT_LT(v.edge[5], 0) << "inspect ends above the face";
}

/// Whether any cone of the sector holds the direction, `turn` degrees from the middle.
bool in_cones(const Scenarios& set, double centre, double turn) {
  const double bearing = (centre + turn) * degree;
  return std::any_of(set.heads.begin(), set.heads.end(), [&](const HeadScenarios& head) {
    const Axis& axis = head.axes[head.axes.size() / 2];
    const Footing& f = head.views[0].footing;
    const double x = std::sin(bearing) * axis.east + std::cos(bearing) * axis.north;
    const double y = std::cos(bearing) * axis.east - std::sin(bearing) * axis.north;
    return f.all_round || (x >= 0 && std::fabs(y) <= f.tan_half * x);
  });
}

TEST(Scenarios, WideSectorsAreConesWithoutGap) {
  for (const int width : {180, 181, 200, 239, 240, 241, 270, 300, 350, 359}) {
    for (const CameraType type : {CameraType::fixed, CameraType::panning}) {
      Device d = camera(type, AxisSource::numeric, 123);
      d.heads[0].span = degrees(width);
      const Scenarios set = scenarios(d, std::nullopt, {});
      EXPECT_EQ(set.heads.size(), width <= 240 ? 2U : 3U);
      EXPECT_EQ(set.total_weight, weight_sum(set));
      for (double turn = -180; turn <= 180; turn += 0.05) {
        if (std::fabs(std::fabs(turn) - width / 2.0) < 0.006) continue;
        ASSERT_EQ(in_cones(set, 123, turn), std::fabs(turn) < width / 2.0) << width << "° at " << turn;
      }
    }
  }
}

TEST(Scenarios, HeadsHaveEquallyManyViewsAndAxes) {
  Device d = camera(CameraType::dome, AxisSource::numeric, 10);
  d.heads.push_back({AxisSource::none, Bearing(), std::nullopt});                    // turns
  d.heads.push_back({AxisSource::cardinal, Bearing(degrees(200)), std::nullopt});    // ± 15°
  d.heads.push_back({AxisSource::numeric, Bearing(degrees(90)), degrees(250)});      // three cones
  const Scenarios set = scenarios(d, std::nullopt, {});
  ASSERT_EQ(set.heads.size(), 6U);
  for (const HeadScenarios& head : set.heads) {
    EXPECT_EQ(head.views.size(), set.heads[0].views.size());
    EXPECT_EQ(head.axes.size(), set.heads[0].axes.size());
    for (std::size_t v = 0; v < head.views.size(); ++v) EXPECT_EQ(head.views[v].weight, set.heads[0].views[v].weight);
    for (std::size_t k = 0; k < head.axes.size(); ++k) EXPECT_EQ(head.axes[k].weight, set.heads[0].axes[k].weight);
  }
}

TEST(Scenarios, PlateReaders) {
  Device d = camera(CameraType::unknown, AxisSource::numeric, 90);
  d.kind = Kind::plate_reader;
  d.height = Metres(4);
  const Scenarios set = scenarios(d, std::nullopt, {});
  ASSERT_EQ(set.bands.size(), 1U);
  EXPECT_EQ(set.bands[0].ladder, Ladder::plate);
  ASSERT_EQ(set.heads[0].views.size(), 1U);
  const View& v = set.heads[0].views[0];
  EXPECT_NEAR(v.width_deg, 45, 1e-9);
  const double b = std::atan(9.0 / 16 * std::tan(22.5 * degree));
  EXPECT_NEAR(v.edge[0] * std::cos(b) + (4 - 0.8) * std::sin(b), 60, 1e-9) << "60 m of depth";
  EXPECT_TRUE(set.can_be_certain);
  EXPECT_EQ(set.lines, std::vector{Bearing(degrees(90))});
  d.heads[0].span = degrees(30);
  EXPECT_NEAR(scenarios(d, std::nullopt, {}).heads[0].views[0].width_deg, 30, 1e-9);
  d.heads.push_back({AxisSource::cardinal, Bearing(), std::nullopt});
  EXPECT_FALSE(scenarios(d, std::nullopt, {}).can_be_certain) << "one head's axis is not numeric";
  d.heads = {{}};
  EXPECT_FALSE(scenarios(d, std::nullopt, {}).can_be_certain);
}

TEST(Scenarios, WhoHasNoneAndWhoIsNeverCertain) {
  Device d = camera(CameraType::fixed, AxisSource::numeric, 0);
  d.private_person = true;
  EXPECT_FALSE(scenarios(d, std::nullopt, {}).can_be_certain);
  EXPECT_EQ(scenarios(d, std::nullopt, {}).bands.size(), most_bands);
  d.indoor = true;
  EXPECT_TRUE(scenarios(d, std::nullopt, {}).bands.empty());
  for (int k = 0; k < static_cast<int>(Kind::count); ++k) {
    Device other;
    other.kind = static_cast<Kind>(k);
    const bool watches = other.kind == Kind::camera || other.kind == Kind::webcam || other.kind == Kind::plate_reader;
    EXPECT_EQ(scenarios(other, std::nullopt, {}).bands.empty(), !watches) << scene::name(other.kind);
    EXPECT_EQ(ladders_of(other.kind).empty(), !watches);
  }
}

TEST(Scenarios, ReadingsSayWhatWasAssumed) {
  OpticsOptions options;
  const Device d = camera(CameraType::fixed);
  EXPECT_EQ(scenarios(d, std::nullopt, options).height_reading, "not tagged: 3, 5 and 8 m");
  options.heights[2] = Metres(9);
  EXPECT_EQ(scenarios(d, std::nullopt, options).height_reading, "not tagged: the three heights of the configuration");
}

}  // namespace
}  // namespace contrechamp::optics
