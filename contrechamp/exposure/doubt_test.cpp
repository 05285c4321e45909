// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/doubt.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <tests/support/testing.hpp>

namespace contrechamp::exposure {
namespace {

using scene::AxisSource;
using scene::CameraType;

using Walls = std::vector<visibility::Edge>;

/// Whose eye is at (0, 0), with what blocks in each world.
Stance standing(const scene::Device& device, const ExposureOptions& options, const std::array<Walls, 3>& walls = {}) {
  Stance s;
  s.scenarios = optics::scenarios(device, std::nullopt, options.optics);
  const auto reach = static_cast<std::int32_t>(options.optics.max_range.count() * 100);
  for (const Walls& edges : walls) s.sights.push_back({visibility::viewshed({0, 0}, edges, reach), {}});
  s.sight_of.assign(s.scenarios.heights.size(), {0, 1, 2});
  return s;
}

LocalSegment segment(std::vector<geo::Point> points) {
  LocalSegment s;
  s.points = std::move(points);
  double at = 0;
  for (std::size_t i = 0; i < s.points.size(); ++i) {
    if (i > 0) at += std::sqrt(static_cast<double>(geo::squared(s.points[i] - s.points[i - 1])));
    s.at_cm.push_back(at);
  }
  s.length_cm = static_cast<std::uint32_t>(at);
  return s;
}

/// Whether a scenario sees the point (in metres from the eye) on open ground, from the camera model as it is written; with a
/// head that stands still, if asked.
bool sees(const optics::Scenarios& set, std::size_t v, std::size_t k, double east, double north, double range, bool standing) {
  const std::size_t band = leading(set.bands, {});
  return std::ranges::any_of(set.heads, [&](const optics::HeadScenarios& head) {
    const optics::View& view = head.views[v];
    if (standing && view.share != optics::View::full_share) return false;
    const optics::Footing& f = view.footing;
    const double x = east * head.axes[k].east + north * head.axes[k].north;
    const double y = north * head.axes[k].east - east * head.axes[k].north;
    const double distance = std::hypot(east, north);
    const double forward = f.radial ? distance : x;
    return distance <= range && forward >= f.near && forward <= f.far && forward <= view.edge[band] &&
           (f.all_round || std::fabs(y) <= f.tan_half * (f.z_slope * x + f.z_offset));
  });
}

constexpr char at_times = 1;
constexpr char always = 2;

/// Possible − certain of one point for the scenarios that `chosen` takes.
template <class Chosen>
int open(const std::vector<char>& lit, const Chosen& chosen) {
  bool any = false;
  bool all = true;
  for (std::size_t s = 0; s < lit.size(); ++s) {
    if (!chosen(s)) continue;
    any = any || lit[s] != 0;
    all = all && lit[s] == always;
  }
  return (any ? 1 : 0) - (all ? 1 : 0);
}

/// The same figures by looking at a point every 4 cm, in every scenario.
std::array<double, 4> brute_force(const Stance& stance, const LocalSegment& street, double range) {
  const optics::Scenarios& set = stance.scenarios;
  const std::size_t axes = set.heads.front().axes.size();
  const std::size_t views = set.heads.front().views.size();
  const std::size_t rows = set.heights.size();
  constexpr double step_cm = 4;
  std::array<double, 4> sum{};  // in doubt, and left by direction, lens, height
  std::vector<char> lit(views * axes);
  for (std::size_t i = 0; i + 1 < street.points.size(); ++i) {
    const geo::Point a = street.points[i];
    const geo::Point b = street.points[i + 1];
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    for (double at = step_cm / 2; at < length; at += step_cm) {
      const double east = (a.x + (b.x - a.x) * at / length) / 100;
      const double north = (a.y + (b.y - a.y) * at / length) / 100;
      for (std::size_t s = 0; s < lit.size(); ++s) {
        const auto seen = [&](bool standing) { return sees(set, s / axes, s % axes, east, north, range, standing); };
        lit[s] = seen(true) ? always : seen(false) ? at_times : char{0};
      }
      if (std::ranges::none_of(lit, [](char c) { return c != 0; })) continue;
      sum[0] += step_cm * open(lit, [](std::size_t) { return true; });
      const auto mean = [&](std::size_t values, auto value_of, auto weight_of) {
        double weighted = 0;
        double weights = 0;
        for (std::size_t value = 0; value < values; ++value) {
          weighted += weight_of(value) * open(lit, [&](std::size_t s) { return value_of(s) == value; });
          weights += weight_of(value);
        }
        return step_cm * weighted / weights;
      };
      const auto& head = set.heads.front();
      sum[1] += mean(
          axes, [&](std::size_t s) { return s % axes; }, [&](std::size_t k) { return 1.0 * head.axes[k].weight; });
      sum[2] += mean(
          views / rows, [&](std::size_t s) { return s / axes / rows; },
          [&](std::size_t l) { return 1.0 * head.views[l * rows].weight; });
      sum[3] += mean(
          rows, [&](std::size_t s) { return s / axes % rows; }, [&](std::size_t h) { return 1.0 * head.views[h].weight; });
    }
  }
  return sum;
}

scene::Device random_device(Random& random) {
  scene::Device d;
  d.type = random.chance(300) ? CameraType::dome : CameraType::fixed;
  if (random.chance(500)) d.height = Metres(static_cast<double>(random.between(2, 9)));
  d.heads.resize(1 + random.below(2));
  for (scene::Head& head : d.heads) {
    if (random.chance(600))
      head = {AxisSource::cardinal, Bearing(CentiDegrees::degrees(static_cast<std::int32_t>(random.below(360)))), {}};
  }
  return d;
}

TEST(Doubt, AgreesWithBruteForceOnOpenGround) {
  Random random(testing::seed());
  ExposureOptions options;
  options.optics.max_range = options.sweep.back() = Metres(60);
  double most = 0;
  for (int trial = 0; trial < 12; ++trial) {
    const Stance stance = standing(random_device(random), options);
    const auto cm = [&] { return static_cast<std::int32_t>(random.between(-3000, 3000)); };
    const LocalSegment street = segment({{cm(), cm()}, {cm(), cm()}, {cm(), cm()}});
    const LocalSegment* const streets[] = {&street};
    const Doubt found = doubt(stance, streets, options);
    const std::array<double, 4> expected = brute_force(stance, street, 60);
    EXPECT_NEAR(found.open_cm(), expected[0], 60) << trial;
    for (std::size_t u = 0; u < 3; ++u) EXPECT_NEAR(found.settled_cm[u], expected[0] - expected[u + 1], 60) << trial << ' ' << u;
    EXPECT_EQ(found.settled_cm[3], 0U) << "no building stands here";
    most = std::max(most, expected[0]);
  }
  EXPECT_GT(most, 500) << "nothing was in doubt";
}

scene::Device seen_all_round() {
  scene::Device d;
  d.type = CameraType::all_round;
  d.height = Metres(3);
  return d;
}

TEST(Doubt, WhatIsTaggedSettlesNothing) {
  const ExposureOptions options;
  const LocalSegment street = segment({{-5000, 800}, {5000, 800}});
  const LocalSegment* const streets[] = {&street};
  const Doubt found = doubt(standing(seen_all_round(), options), streets, options);
  EXPECT_GT(found.open_cm(), 0U) << "its pixels are not known";
  EXPECT_EQ(found.settled_cm, (std::array<std::uint32_t, 4>{0, found.open_cm(), 0, 0}));
}

TEST(Doubt, ABuildingOfUnknownHeightIsSettledByItsHeight) {
  const ExposureOptions options;
  const LocalSegment street = segment({{-1000, 200}, {1000, 200}});
  const LocalSegment* const streets[] = {&street};
  const Walls house{{{0, 100}, {500, 100}}};  // hides the street from x = 0 to its end
  const Doubt open = doubt(standing(seen_all_round(), options), streets, options);
  const Doubt hidden = doubt(standing(seen_all_round(), options, {house, {}, {}}), streets, options);
  EXPECT_EQ(hidden.possible_cm, open.possible_cm);
  EXPECT_NEAR(hidden.certain_cm, open.certain_cm / 2.0, 1);
  EXPECT_NEAR(hidden.settled_cm[3], open.certain_cm / 2.0, 1);
  EXPECT_EQ(doubt(standing(seen_all_round(), options, {house, house, house}), streets, options).settled_cm[3], 0U);
}

TEST(Doubt, NothingIsCertainOfAPrivatePersonsDevice) {
  const ExposureOptions options;
  const LocalSegment street = segment({{-500, 200}, {500, 200}});
  const LocalSegment* const streets[] = {&street};
  scene::Device d = seen_all_round();
  d.private_person = true;
  EXPECT_EQ(doubt(standing(d, options), streets, options).certain_cm, 0U);
  d.indoor = true;
  EXPECT_EQ(doubt(standing(d, options), streets, options), Doubt{});
}

}  // namespace
}  // namespace contrechamp::exposure
