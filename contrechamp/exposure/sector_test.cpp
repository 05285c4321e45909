// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/sector.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <tests/support/testing.hpp>

namespace contrechamp::exposure {
namespace {

using visibility::Interval;

constexpr double degree = 3.14159265358979323846 / 180;
double uniform(Random& random, double from, double to) {
  return from + (to - from) * static_cast<double>(random.below(1'000'001)) / 1e6;
}

optics::View random_view(Random& random) {
  optics::View v;
  v.footing.radial = random.chance(300);
  v.footing.tan_half = uniform(random, 0.05, 1.2);
  v.footing.near = random.chance(100) ? -1 : uniform(random, 0.2, 8);
  if (random.chance(300)) v.footing.far = uniform(random, 2, 40);
  if (!v.footing.radial) v.footing.z_slope = uniform(random, 0.5, 1);
  if (!v.footing.radial) v.footing.z_offset = uniform(random, 0, 2);
  return v;
}

/// Axes from one direction on, clockwise or the other way round.
optics::HeadScenarios random_head(Random& random) {
  optics::HeadScenarios head;
  for (std::uint64_t i = 0; i <= random.below(3); ++i) head.views.push_back(random_view(random));
  const double first = uniform(random, 0, 360);
  const double step = random.chance(500) ? 5 : uniform(random, -5, 5);
  for (std::uint64_t k = 0; k <= random.below(73); ++k) {
    const double angle = (first + step * static_cast<double>(k)) * degree;
    head.axes.push_back({std::sin(angle), std::cos(angle), 1});
  }
  return head;
}

bool sees(const optics::HeadScenarios& head, const Line& line, Interval part) {
  return std::any_of(head.views.begin(), head.views.end(), [&](const optics::View& view) {
    return std::any_of(head.axes.begin(), head.axes.end(), [&](const optics::Axis& axis) {
      const auto pieces = covered(view, axis, line);
      return std::any_of(pieces.begin(), pieces.end(), [&](Interval piece) { return !empty(overlap(piece, part)); });
    });
  });
}

TEST(Sector, WhatItMissesNoViewCovers) {
  Random random(testing::seed());
  int missed = 0, seen = 0, unseen = 0;
  for (int trial = 0; trial < 20'000; ++trial) {
    const optics::HeadScenarios head = random_head(random);
    const Line line{uniform(random, -20, 20), uniform(random, -20, 20), uniform(random, -30, 30), uniform(random, -30, 30)};
    const double from = uniform(random, 0, 0.9);
    const Interval part{from, uniform(random, from, 1)};
    const bool covers = sees(head, line, part);
    const bool misses = Sector(head).misses(line, part);
    ASSERT_FALSE(misses && covers) << "trial " << trial;
    ++(misses ? missed : covers ? seen : unseen);
  }
  EXPECT_GT(missed, 3'000);
  EXPECT_GT(seen, 3'000);
  EXPECT_GT(missed, 2 * unseen) << "it is of use only if it tells most of what is not seen";
}

TEST(Sector, ALineThroughTheEyeOrAWideViewIsNeverMissed) {
  optics::HeadScenarios north{{optics::View{}}, {optics::Axis{}}};
  north.views[0].footing.near = 1;
  EXPECT_FALSE(Sector(north).misses({-5, -1e-9, 10, 0}, {0, 1}));
  EXPECT_TRUE(Sector(north).misses({-5, -1, 10, 0}, {0, 1}));
  EXPECT_TRUE(Sector(north).misses({5, 1, 3, 0}, {0, 1}));
  EXPECT_FALSE(Sector(north).misses({5, 1, -5, 4}, {0, 1}));
  north.views[0].footing.near = 0;  // it stands in what it sees
  EXPECT_FALSE(Sector(north).misses({-5, -1, 10, 0}, {0, 1}));
}

}  // namespace
}  // namespace contrechamp::exposure
