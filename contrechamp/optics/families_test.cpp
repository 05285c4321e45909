// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/optics/scenarios.hpp>
#include <gtest/gtest.h>
#include <cmath>
#include <string>

namespace contrechamp::optics {
namespace {

using scene::AxisSource;
using scene::CameraType;
using scene::Device;
using scene::Kind;

constexpr double degree = 3.14159265358979323846 / 180;

Device device(Kind kind) {
  Device d;
  d.kind = kind;
  return d;
}

/// "image-2014:2" and so on: ladder and number of bands, in order.
std::string measured(Kind kind, const OpticsOptions& options = {}) {
  std::string out;
  for (const Ladder ladder : ladders_of(kind, options)) {
    int count = 0;
    for (const BandRef& band : bands_of(kind, options)) count += band.ladder == ladder ? 1 : 0;
    out += (out.empty() ? "" : " ") + std::string(name(ladder)) + ":" + std::to_string(count);
  }
  return out;
}

TEST(Families, EveryKindHasOne) {
  EXPECT_EQ(measured(Kind::camera), "image-2014:6 image-2025:7");
  EXPECT_EQ(measured(Kind::webcam), "image-2014:6 image-2025:7");
  EXPECT_EQ(measured(Kind::thermal), "image-2014:2 image-2025:2");
  EXPECT_EQ(measured(Kind::plate_reader), "plate:1");
  EXPECT_EQ(measured(Kind::speed_camera), "speed:1");
  EXPECT_EQ(measured(Kind::red_light_camera), "speed:1");
  EXPECT_EQ(measured(Kind::section_control), "speed:1");
  EXPECT_EQ(measured(Kind::microphone), "sound:2");
  EXPECT_EQ(measured(Kind::gunshot_detector), "sound:1");
  EXPECT_EQ(measured(Kind::guard), "presence:1");
  for (int k = 0; k < static_cast<int>(Kind::count); ++k) {
    const Device d = device(static_cast<Kind>(k));
    const Scenarios set = scenarios(d, std::nullopt, {});
    if (d.kind == Kind::section_control) {
      EXPECT_TRUE(set.bands.empty()) << "it sees a stretch, not the ground around it";
      continue;
    }
    ASSERT_FALSE(set.bands.empty()) << scene::name(d.kind);
    EXPECT_EQ(set.bands, bands_of(d.kind, {}));
    // Sight is worked out once a height row: every view names one, and every row is named.
    std::vector<int> used(set.heights.size(), 0);
    for (const HeadScenarios& head : set.heads) {
      for (const View& view : head.views) {
        ASSERT_LT(view.height_row, set.heights.size());
        EXPECT_EQ(set.heights[view.height_row].count(), view.height_m);
        used[view.height_row] = 1;
      }
    }
    for (const int n : used) EXPECT_EQ(n, 1) << scene::name(d.kind);
  }
}

TEST(Families, SpeechReachesThroughWallsToHalfItsRange) {
  const OpticsOptions options;
  const Scenarios set = scenarios(device(Kind::microphone), Bearing(CentiDegrees::degrees(90)), options);
  ASSERT_EQ(set.heads.size(), 2U);
  const double metres[] = {3, 6, 22};
  const std::uint32_t weights[] = {300, 400, 300};
  for (std::size_t h = 0; h < 2; ++h) {
    ASSERT_EQ(set.heads[h].views.size(), 3U);
    ASSERT_EQ(set.heads[h].axes.size(), 1U);
    for (std::size_t i = 0; i < 3; ++i) {
      const View& view = set.heads[h].views[i];
      EXPECT_TRUE(view.footing.radial && view.footing.all_round);
      EXPECT_EQ(view.through_walls, h == 1);
      EXPECT_EQ(view.edge[0], metres[i] / (h == 1 ? 2 : 1));
      EXPECT_EQ(view.edge[1], view.edge[0]) << "whoever understands speech hears a shot";
      EXPECT_EQ(view.weight, weights[i]);
      EXPECT_EQ(view.share, View::full_share);
    }
  }
  EXPECT_EQ(set.total_weight, std::uint64_t{1000} * set.heads[0].axes[0].weight * View::full_share);
  EXPECT_EQ(set.axis, Reading::all_round_kind);
  EXPECT_EQ(set.tilt, Reading::not_needed);
  EXPECT_TRUE(set.can_be_certain);
  EXPECT_TRUE(set.lines.empty());

  OpticsOptions deaf_behind_walls;
  deaf_behind_walls.behind_walls = 0;
  EXPECT_EQ(scenarios(device(Kind::microphone), std::nullopt, deaf_behind_walls).heads.size(), 1U);
}

TEST(Families, AShotIsCutByTheLargestRange) {
  const Scenarios set = scenarios(device(Kind::gunshot_detector), std::nullopt, {});
  ASSERT_EQ(set.bands, (std::vector<BandRef>{{Ladder::sound, 0}}));
  for (const View& view : set.heads[0].views) {
    const Reach r = reach(view, 0, Metres(200));
    EXPECT_EQ(r.limit, Limit::max_range);
    EXPECT_EQ(r.far, Metres(200));
  }
  EXPECT_EQ(set.heads[1].views[2].edge[0], 800);
}

TEST(Families, AGuardSeesAllRoundToTheFirstWall) {
  Device d = device(Kind::guard);
  d.heads = {{AxisSource::numeric, Bearing(CentiDegrees::degrees(20)), std::nullopt}};
  const Scenarios set = scenarios(d, std::nullopt, {});
  ASSERT_EQ(set.heads.size(), 1U);
  EXPECT_TRUE(set.heads[0].views[0].footing.all_round) << "a person turns round";
  EXPECT_FALSE(set.heads[0].views[0].through_walls);
  EXPECT_EQ(set.heads[0].views[0].edge[0], 25);
  EXPECT_EQ(set.heads[0].views[2].edge[0], 100);
  EXPECT_EQ(set.heights, std::vector{Metres(1.7)});
  d.height = Metres(6);
  EXPECT_EQ(scenarios(d, std::nullopt, {}).heights, std::vector{Metres(6)});
}

TEST(Families, SpeedIsMeasuredLikeAPlateIsRead) {
  for (const Kind kind : {Kind::speed_camera, Kind::red_light_camera}) {
    Device d = device(kind);
    d.height = Metres(3);
    d.heads = {{AxisSource::numeric, Bearing(CentiDegrees::degrees(90)), std::nullopt}};
    const Scenarios set = scenarios(d, std::nullopt, {});
    ASSERT_EQ(set.heads.size(), 1U);
    const View& v = set.heads[0].views[0];
    EXPECT_NEAR(v.width_deg, 45, 1e-9);
    const double b = std::atan(9.0 / 16 * std::tan(22.5 * degree));
    EXPECT_NEAR(v.edge[0] * std::cos(b) + (3 - 0.8) * std::sin(b), 50, 1e-9) << "50 m of depth, to a plate at 0.8 m";
    EXPECT_EQ(set.target_height, Metres(0.8));
    EXPECT_TRUE(set.can_be_certain);
    EXPECT_EQ(set.lines, std::vector{Bearing(CentiDegrees::degrees(90))});
    EXPECT_EQ(set.lens, Reading::configured_width);
    d.heads = {{}};
    EXPECT_FALSE(scenarios(d, std::nullopt, {}).can_be_certain);
  }
}

TEST(Families, AThermalCameraTellsThatSomebodyIsThere) {
  Device d = device(Kind::thermal);
  d.height = Metres(5);
  d.tilt = CentiDegrees::degrees(0);
  const Scenarios set = scenarios(d, std::nullopt, {});
  ASSERT_EQ(set.bands.size(), 4U);
  EXPECT_EQ(set.bands[1], (BandRef{Ladder::image_2014, 1}));
  EXPECT_EQ(set.bands[2], (BandRef{Ladder::image_2025, 0}));
  ASSERT_EQ(set.heads[0].views.size(), 3U);
  const double expected_deg[] = {89.7, 25.0, 12.3};
  const double pixels[] = {160, 256, 640};
  for (std::size_t i = 0; i < 3; ++i) {
    const View& v = set.heads[0].views[i];
    EXPECT_NEAR(v.width_deg, expected_deg[i], 0.1);
    EXPECT_NEAR(v.edge[1], pixels[i] / (2 * 25 * std::tan(v.width_deg / 2 * degree)), 1e-9) << "level: x is the depth";
  }
}

OpticsOptions compared(double radius, int width, bool walls) {
  OpticsOptions options;
  options.model = {Metres(radius), CentiDegrees::degrees(width), walls};
  return options;
}

TEST(ComparisonModel, OneScenarioForEveryCameraAndNoneForOthers) {
  const OpticsOptions options = compared(50, 90, false);
  for (int k = 0; k < static_cast<int>(Kind::count); ++k) {
    Device d = device(static_cast<Kind>(k));
    d.private_person = true;
    d.heads = {{AxisSource::cardinal, Bearing(CentiDegrees::degrees(45)), CentiDegrees::degrees(200)}};
    const Scenarios set = scenarios(d, std::nullopt, options);
    EXPECT_EQ(measured(d.kind, options), scene::is_camera(d.kind) ? "model:1" : "");
    EXPECT_EQ(set.bands.empty(), !scene::is_camera(d.kind));
    if (set.bands.empty()) continue;
    ASSERT_EQ(set.heads.size(), 1U);
    ASSERT_EQ(set.heads[0].views.size(), 1U);
    ASSERT_EQ(set.heads[0].axes.size(), 1U);
    const View& v = set.heads[0].views[0];
    EXPECT_TRUE(v.footing.radial && !v.footing.all_round && v.through_walls);
    EXPECT_EQ(v.edge[0], 50);
    EXPECT_NEAR(v.footing.tan_half, 1, 1e-12);
    EXPECT_NEAR(set.heads[0].axes[0].east, std::sqrt(0.5), 1e-12);
    EXPECT_TRUE(set.can_be_certain) << "a comparison model doubts nothing";
    EXPECT_EQ(set.total_weight, std::uint64_t{v.weight} * set.heads[0].axes[0].weight * View::full_share);
  }
  Device indoors = device(Kind::camera);
  indoors.indoor = true;
  EXPECT_TRUE(scenarios(indoors, std::nullopt, options).bands.empty());
}

TEST(ComparisonModel, WithoutADirectionASectorIsADisc) {
  const Scenarios set = scenarios(device(Kind::camera), Bearing(CentiDegrees::degrees(10)), compared(30, 60, true));
  ASSERT_EQ(set.heads.size(), 1U);
  EXPECT_TRUE(set.heads[0].views[0].footing.all_round);
  EXPECT_FALSE(set.heads[0].views[0].through_walls);
  Device two = device(Kind::camera);
  two.heads = {{AxisSource::numeric, Bearing(CentiDegrees::degrees(0)), std::nullopt},
               {AxisSource::numeric, Bearing(CentiDegrees::degrees(180)), std::nullopt}};
  EXPECT_EQ(scenarios(two, std::nullopt, compared(30, 60, true)).heads.size(), 2U);
  two.type = CameraType::all_round;
  EXPECT_TRUE(scenarios(two, std::nullopt, compared(30, 60, true)).heads[0].views[0].footing.all_round);
}

TEST(ComparisonModel, LeadsWithItsOwnBand) {
  EXPECT_EQ(leading_band({}), (BandRef{Ladder::image_2014, 2}));
  EXPECT_EQ(leading_band(compared(30, 360, true)), (BandRef{Ladder::model, 0}));
}

// docs/concepts.md, 4: walkers and cyclists image, sound, presence; cars image, plate, speed.
TEST(Modes, HaveTheirFamilies) {
  using scene::Mode;
  const std::vector<Ladder> outside{Ladder::image_2014, Ladder::sound, Ladder::presence};
  EXPECT_EQ(ladders_for(Mode::foot), outside);
  EXPECT_EQ(ladders_for(Mode::bike), outside);
  EXPECT_EQ(ladders_for(Mode::car), (std::vector<Ladder>{Ladder::image_2014, Ladder::plate, Ladder::speed}));
  for (const Mode mode : scene::all_modes) {
    EXPECT_TRUE(counts_for(Ladder::image_2025, mode) && counts_for(Ladder::model, mode));
  }
}

TEST(Ladders, LeadWithABandOfTheirOwn) {
  EXPECT_EQ(bands(Ladder::image_2014)[leading_band_of(Ladder::image_2014)].name, "observe");
  EXPECT_EQ(bands(Ladder::image_2025)[leading_band_of(Ladder::image_2025)].name, "discern");
  for (const Ladder ladder : all_ladders) EXPECT_LT(leading_band_of(ladder), bands(ladder).size());
}

}  // namespace
}  // namespace contrechamp::optics
