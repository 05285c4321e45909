// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <contrechamp/trips/run.hpp>
#include <random>
#include <tests/support/testing.hpp>

namespace contrechamp::trips {
namespace {

constexpr geo::LatLon home{601'700'000, 249'400'000};

/// A walk of steps up to some metres, some of none; times forward, back, missing.
std::vector<Fix> walk(std::mt19937_64& random, std::size_t fixes, std::int32_t step_e7) {
  std::uniform_int_distribution<std::int32_t> step(-step_e7, step_e7);
  std::uniform_int_distribution<int> kind(0, 9);
  std::uniform_int_distribution<std::int64_t> wait(0, 20'000);
  std::vector<Fix> made{{home, 1'700'000'000'000}};
  std::int64_t now = *made.front().time_ms;
  for (std::size_t i = 1; i < fixes; ++i) {
    Fix next = made.back();
    if (kind(random) > 1) next.at = {next.at.lat_e7 + step(random), next.at.lon_e7 + 2 * step(random)};
    now += kind(random) == 0 ? -wait(random) : wait(random);
    next.time_ms = kind(random) == 0 ? std::nullopt : std::optional(now);
    made.push_back(next);
  }
  return made;
}

TEST(Run, PartsOfItsTimeAddUp) {
  std::mt19937_64 random(testing::seed());
  for (int i = 0; i < 300; ++i) {
    const std::vector<Fix> fixes = walk(random, 2 + random() % 30, 300);
    const trips::Run run(fixes, geo::LocalFrame(home));
    std::int64_t known = 0;
    for (std::size_t k = 1; k < fixes.size(); ++k) {
      if (fixes[k].time_ms && fixes[k - 1].time_ms && *fixes[k].time_ms >= *fixes[k - 1].time_ms)
        known += *fixes[k].time_ms - *fixes[k - 1].time_ms;
    }
    EXPECT_EQ(run.milliseconds(), known);
    std::uint32_t at = 0;
    std::int64_t sum = 0;
    while (at < run.end_cm()) {
      const auto next = std::min<std::uint32_t>(run.end_cm(), at + 1 + static_cast<std::uint32_t>(random() % 200));
      ASSERT_GE(run.milliseconds(at, next), 0);
      sum += run.milliseconds(at, next);
      at = next;
    }
    EXPECT_EQ(sum, known);
  }
}

TEST(Run, AStopBelongsToTheCentimetreAfterItOrTheLast) {
  const geo::LatLon there{home.lat_e7, home.lon_e7 + 1000};
  const geo::LocalFrame frame(home);
  const trips::Run first(std::vector<Fix>{{home, 0}, {home, 5000}, {there, 6000}}, frame);
  EXPECT_GE(first.milliseconds(0, 1), 5000);
  EXPECT_LT(first.milliseconds(0, 1), 5100);
  const trips::Run last(std::vector<Fix>{{home, 0}, {there, 1000}, {there, 6000}}, frame);
  EXPECT_GE(last.milliseconds(last.end_cm() - 1, last.end_cm()), 5000);
  EXPECT_LT(last.milliseconds(0, last.end_cm() - 1), 1000);
  const trips::Run all(std::vector<Fix>{{home, 0}, {home, 6000}}, frame);
  EXPECT_TRUE(all.probe());
  EXPECT_EQ(all.length_cm(), 0U);
  EXPECT_EQ(all.milliseconds(0, all.end_cm()), 6000);
}

TEST(Run, PositionsLieOnItsLines) {
  const geo::LatLon b{home.lat_e7, home.lon_e7 + 2000};
  const geo::LatLon c{home.lat_e7 + 1000, home.lon_e7 + 2000};
  const trips::Run run(std::vector<Fix>{{home, 0}, {b, 1000}, {c, 3000}}, geo::LocalFrame(home));
  const auto corner = static_cast<std::uint32_t>(std::lround(run.at_cm(1)));
  EXPECT_EQ(run.points_of(0, run.end_cm()), (std::vector<geo::LatLon>{home, b, c}));
  EXPECT_EQ(run.points_of(0, corner / 2).size(), 2U);
  const geo::LatLon middle = run.position_at(corner / 2);
  EXPECT_EQ(middle.lat_e7, home.lat_e7);
  EXPECT_NEAR(middle.lon_e7, home.lon_e7 + 1000, 2);
  ASSERT_TRUE(run.time_at(corner / 2));
  EXPECT_NEAR(static_cast<double>(*run.time_at(corner / 2)), 500, 2);
}

TEST(Run, ALineGoesTheShortWayRound) {
  const geo::LatLon west{0, -1'799'999'000};
  const geo::LatLon east{0, 1'799'999'000};
  EXPECT_EQ(std::abs(between(east, west, 0.5).lon_e7), 1'800'000'000);
  const trips::Run run(std::vector<Fix>{{east, {}}, {west, {}}}, geo::LocalFrame(east));
  EXPECT_NEAR(run.length_cm(), 2 * 1112, 2);
}

// Oracle: a step every 10 cm, each asked for its cell by itself.
TEST(NotMapped, IsWhatAWalkOfSmallStepsFinds) {
  std::mt19937_64 random(testing::seed());
  for (int i = 0; i < 40; ++i) {
    const trips::Run run(walk(random, 6, 200'000), geo::LocalFrame(home));
    std::vector<geo::Cell> surveyed;
    for (std::uint32_t cm = 0; cm < run.length_cm(); cm += 5000) {
      if (random() % 2 == 0) surveyed.push_back(geo::cell(run.position_at(cm)));
    }
    std::sort(surveyed.begin(), surveyed.end());
    surveyed.erase(std::unique(surveyed.begin(), surveyed.end()), surveyed.end());
    std::uint64_t walked = 0;
    std::uint64_t changes = 1;
    bool before = true;
    for (std::uint32_t cm = 5; cm < run.length_cm(); cm += 10) {
      const bool known = std::binary_search(surveyed.begin(), surveyed.end(), geo::cell(run.position_at(cm)));
      walked += known ? 0 : 10;
      changes += known != before ? 1 : 0;
      before = known;
    }
    std::uint64_t found = 0;
    std::uint32_t end = 0;
    for (const Part& part : not_mapped(run, surveyed)) {
      EXPECT_LT(part.from_cm, part.to_cm);
      EXPECT_GE(part.from_cm, end);
      end = part.to_cm;
      found += part.to_cm - part.from_cm;
    }
    EXPECT_LE(end, run.end_cm());
    EXPECT_NEAR(static_cast<double>(found), static_cast<double>(walked), 12.0 * static_cast<double>(changes));
  }
}

}  // namespace
}  // namespace contrechamp::trips
