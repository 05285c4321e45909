// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/front_cases_testing.hpp>
#include <contrechamp/routing/pareto.hpp>
#include <contrechamp/routing/referee_front_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

std::vector<Point> random_points(Random& random, std::uint64_t most, std::uint64_t wide) {
  std::vector<Point> points(random.below(most + 1));
  for (Point& point : points) {
    point = {static_cast<Cost>(random.below(wide)), static_cast<Cost>(random.below(wide)), {}};
    point.path.from = static_cast<std::uint32_t>(random.below(2));
    for (std::uint64_t i = random.below(3); i > 0; --i) point.path.arcs.push_back(static_cast<Arc>(random.below(3)));
  }
  return points;
}

TEST(KeepFront, KeepsWhatComparingEachWithEachKeeps) {
  Random random(testing::seed());
  for (int round = 0; round < 2000; ++round) {
    std::vector<Point> points = random_points(random, 30, 1 + random.below(30));
    std::vector<Point> expected = referee::Enumeration::front(points);
    keep_front(points);
    // The referee keeps copies that are the same in everything.
    expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
    ASSERT_EQ(points, expected);
  }
}

TEST(KeepFront, FewestArcsThenTheFirst) {
  std::vector<Point> points{{5, 5, {0, 0, {4, 5}}}, {5, 5, {1, 0, {9}}}, {5, 5, {0, 0, {9}}}, {5, 6, {}}, {6, 5, {}}, {7, 4, {}}};
  keep_front(points);
  EXPECT_EQ(points, (std::vector<Point>{{5, 5, {0, 0, {9}}}, {7, 4, {}}}));
}

TEST(ParetoSum, IsTheFrontOfAllSums) {
  Random random(testing::seed() + 1);
  std::size_t kept = 0;
  for (int round = 0; round < 2000; ++round) {
    SCOPED_TRACE(round);
    std::vector<std::vector<Point>> legs(1 + random.below(3));
    std::vector<Point> all{{}};  // their paths' arcs: numbers of the points, the last leg's first
    for (std::vector<Point>& leg : legs) {
      leg = random_points(random, 12, 1 + random.below(40));
      keep_front(leg);
      std::vector<Point> next;
      for (const Point& sum : all) {
        for (std::uint32_t i = 0; i < leg.size(); ++i) {
          next.push_back({sum.time + leg[i].time, sum.exposure + leg[i].exposure, sum.path});
          next.back().path.arcs.insert(next.back().path.arcs.begin(), i);
        }
      }
      all = next;
    }
    const std::vector<Point> expected = referee::Enumeration::front(all);
    const std::vector<Joined> joined = pareto_sum(legs);
    ASSERT_EQ(joined.size(), expected.size());
    for (std::size_t i = 0; i < joined.size(); ++i) {
      EXPECT_EQ(joined[i].time, expected[i].time);
      EXPECT_EQ(joined[i].exposure, expected[i].exposure);
      EXPECT_EQ(std::vector<Arc>(joined[i].legs.rbegin(), joined[i].legs.rend()), expected[i].path.arcs);
    }
    kept += joined.size();
  }
  EXPECT_GT(kept, 2000U);
  EXPECT_TRUE(pareto_sum({}).empty());
}

TEST(ParetoSum, LeavesOutWhatSaturates) {
  constexpr Cost half = Cost{1} << 30;
  const std::vector<Point> dear{{half, 5, {}}, {half + 1, 4, {}}};
  const std::vector<std::vector<Point>> two{dear, {{half - 2, 1, {}}, {half - 1, 0, {}}}};
  const std::vector<Joined> joined = pareto_sum(two);
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_EQ(joined[0].time, unreachable - 1);
  EXPECT_EQ(joined[0].legs, (std::vector<std::uint32_t>{0, 0}));
}

TEST(SumsOf, AddsUpPathsAndRefusesOthers) {
  referee::Draft draft(3);
  draft.arc(0, 1, 10, 1);
  draft.arc(0, 1, 20, 0);
  draft.arc(1, 2, 30, 3);
  draft.arc(2, 2, 1, 1);
  Question c{draft.made(), {}, {}};
  c.from = {{0, 100, 0}, {1, 0, 7}};
  c.to = {{2, 0, 50}, {1, 1, 1}};
  const auto sums = [&](const Path& path) { return sums_of(c.graph, c.time, c.exposure, c.from, c.to, path); };
  EXPECT_EQ(*sums({0, 0, {1, 2}}), (Sums{150, 53}));
  EXPECT_EQ(*sums({0, 0, {0, 2, 3, 3}}), (Sums{142, 56}));
  EXPECT_EQ(*sums({1, 1, {}}), (Sums{1, 8}));
  for (const Path& broken : {Path{0, 0, {2}}, Path{0, 0, {0}}, Path{0, 0, {0, 1}}, Path{0, 0, {0, 2, 4}}, Path{2, 0, {0, 2}},
                             Path{0, 2, {0, 2}}, Path{0, 0, {}}, Path{1, 0, {~0U}}}) {
    const Result<Sums> refused = sums(broken);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::bad_argument);
  }
  EXPECT_FALSE(sums_of(c.graph, std::span(c.time).first(3), c.exposure, c.from, c.to, {0, 0, {0, 2}}));
}

TEST(SumsOf, EachPathThatRandomWalksMakeAndNoneWithAnArcSwapped) {
  Random random(testing::seed() + 2);
  for (int round = 0; round < 500; ++round) {
    const Question c = with_ends(random_tangle(random, 6), random);
    const std::vector<Point> all = referee::Enumeration(c.graph, c.time, c.exposure).paths(c.from, c.to);
    for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 20); ++i) {
      const Result<Sums> sums = sums_of(c.graph, c.time, c.exposure, c.from, c.to, all[i].path);
      ASSERT_TRUE(sums);
      EXPECT_EQ(*sums, (Sums{all[i].time, all[i].exposure}));
      Path other = all[i].path;
      if (other.arcs.empty()) continue;
      other.arcs.erase(other.arcs.begin() + static_cast<std::ptrdiff_t>(random.below(other.arcs.size())));
      const bool listed = std::any_of(all.begin(), all.end(), [&](const Point& p) { return p.path == other; });
      EXPECT_EQ(sums_of(c.graph, c.time, c.exposure, c.from, c.to, other).has_value(), listed);
    }
  }
}

}  // namespace
}  // namespace contrechamp::routing
