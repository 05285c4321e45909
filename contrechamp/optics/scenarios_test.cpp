// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/optics/scenarios.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>

namespace contrechamp::optics {
namespace {

using scene::AxisSource;
using scene::CameraType;
using scene::Device;
using scene::Kind;

constexpr double degree = 3.14159265358979323846 / 180;
constexpr std::size_t detect = 1;

CentiDegrees degrees(int whole) { return CentiDegrees::degrees(whole); }

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
  const Scenarios third = scenarios(d, std::nullopt, {});
  for (const View& v : third.heads[0].views) {
    EXPECT_NEAR(v.width_deg, 120, 1e-9);
    EXPECT_NEAR(v.share, View::full_share / 3.0, 1.0);
  }
  d.width = degrees(180);  // no rectilinear lens: spread evenly, and still turning
  const Scenarios half = scenarios(d, std::nullopt, {});
  for (const View& v : half.heads[0].views) {
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
  d.heads.push_back({AxisSource::none, Bearing(), std::nullopt});                  // turns
  d.heads.push_back({AxisSource::cardinal, Bearing(degrees(200)), std::nullopt});  // ± 15°
  d.heads.push_back({AxisSource::numeric, Bearing(degrees(90)), degrees(250)});    // three cones
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
}

TEST(Scenarios, ReadingsSayWhatWasAssumed) {
  Device d = camera(CameraType::fixed);
  const Scenarios silent = scenarios(d, Bearing(CentiDegrees::degrees(90)), {});
  EXPECT_EQ(silent.axis, Reading::facade_side);
  EXPECT_EQ(silent.lens, Reading::typical_lenses);
  EXPECT_EQ(silent.height, Reading::typical_heights);
  EXPECT_EQ(silent.tilt, Reading::top_on_horizon);
  d.height = Metres(4);
  d.tilt = CentiDegrees::degrees(20);
  d.heads = {{AxisSource::cardinal, Bearing(), CentiDegrees::degrees(40)}};
  const Scenarios told = scenarios(d, std::nullopt, {});
  EXPECT_EQ(told.axis, Reading::compass);
  EXPECT_EQ(told.lens, Reading::tagged_width_typical_pixels);
  EXPECT_EQ(told.height, Reading::tagged);
  EXPECT_EQ(told.tilt, Reading::tagged);
}

}  // namespace
}  // namespace contrechamp::optics
