// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/front.hpp>
#include <contrechamp/routing/front_cases_testing.hpp>
#include <contrechamp/routing/referee_front_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

/// An index and a profile of a case, and a search on them.
struct Bench {
  Bench(const Question& asked, Random& random)
      : c(asked),
        index(Index::build(c.graph, random_order(random, c.graph.nodes())).value()),
        profile(Profile::customized(index, c.graph, c.time, c.exposure, default_mixes()).value()),
        search(c.graph, c.time, c.exposure, index, profile),
        on_core(contracted(c, random), index, profile) {}

  /// On the graph itself, or on the core if `contracted`.
  std::vector<Point> front(std::span<const Point> seed = {}, const FrontSearch::Options& options = {}, std::size_t step = ~0U,
                           bool contracted = false) {
    FrontSearch& used = contracted ? on_core : search;
    used.begin(c.from, c.to, seed, options);
    while (!used.step(step)) check_unfinished(used);
    EXPECT_TRUE(used.finished());
    EXPECT_EQ(used.settled_time(), unreachable);
    return used.points();
  }
  static Core contracted(const Question& c, Random& random) {
    return Core::contracted(c.graph, c.time, c.exposure,
                            {static_cast<std::uint32_t>(random.below(1001)), static_cast<std::int64_t>(random.below(200))});
  }
  std::vector<Point> supported() {
    Query query(index, profile);
    return supported_front(c.graph, c.time, c.exposure, profile, query, c.from, c.to);
  }
  /// What is certified before the end holds: points quicker than settled_time are the front's, all of them.
  void check_unfinished(const FrontSearch& used) const {
    if (whole.empty()) return;
    const std::vector<Point> points = used.points();
    const Cost settled = used.settled_time();
    std::size_t i = 0;
    for (; i < whole.size() && whole[i].time < settled; ++i) {
      ASSERT_LT(i, points.size());
      ASSERT_EQ(points[i], whole[i]);
    }
    for (; i < points.size(); ++i) ASSERT_EQ(points[i].time, settled);
  }

  const Question& c;
  Index index;
  Profile profile;
  FrontSearch search;
  FrontSearch on_core;
  std::vector<Point> whole;  ///< to compare with; empty: nothing is compared
};

/// Every point's sums are its path's.
void check_certificates(const Question& c, const std::vector<Point>& points) {
  for (const Point& point : points) {
    const Result<Sums> sums = sums_of(c.graph, c.time, c.exposure, c.from, c.to, point.path);
    ASSERT_TRUE(sums) << sums.error().sentence();
    ASSERT_EQ(*sums, (Sums{point.time, point.exposure}));
  }
}

/// Some of the front and some points that are beaten.
std::vector<Point> some_of(Random& random, const std::vector<Point>& points) {
  std::vector<Point> some;
  const auto share = static_cast<std::uint32_t>(random.below(1001));
  for (const Point& point : points) {
    if (random.chance(share)) some.push_back({point.time, point.exposure, {}});
  }
  return some;
}

TEST(Front, IsTheEnumeratedOnePathByPath) {
  Random random(testing::seed());
  std::size_t points = 0, ties = 0;
  for (int round = 0; round < 5000; ++round) {
    SCOPED_TRACE(round);
    const Question c = with_ends(random_tangle(random, 9), random);
    referee::Enumeration enumeration(c.graph, c.time, c.exposure);
    const std::vector<Point> all = enumeration.paths(c.from, c.to);
    const std::vector<Point> expected = referee::Enumeration::front(all);
    Bench bench(c, random);
    bench.whole = expected;
    ASSERT_EQ(bench.front(), expected);
    ASSERT_EQ(bench.front(some_of(random, all), {}, 1 + random.below(5)), expected);
    ASSERT_EQ(bench.front({}, {}, ~std::size_t{0}, true), expected);
    ASSERT_EQ(bench.front(some_of(random, all), {}, 1 + random.below(5), true), expected);
    std::vector<Point> kept = all;
    keep_front(kept);
    ASSERT_EQ(kept, expected);
    points += expected.size();
    for (const Point& point : all) {
      ties += std::any_of(expected.begin(), expected.end(), [&](const Point& other) {
        return other.time == point.time && other.exposure == point.exposure && !(other.path == point.path);
      });
    }
  }
  EXPECT_GT(points, 5000U);
  EXPECT_GT(ties, 1500U);
}

TEST(Front, EqualsPlainSearchForAnyStepSeedAndOptions) {
  Random random(testing::seed() + 1);
  std::size_t points = 0;
  for (int round = 0; round < 1500; ++round) {
    SCOPED_TRACE(round);
    const Question c = with_ends(round % 4 == 0 ? random_tangle(random, 60) : random_grid(random, 15), random);
    const referee::Front expected = referee::PlainBoa(c.graph, c.time, c.exposure).front(c.from, c.to);
    Bench bench(c, random);
    const std::vector<Point> whole = bench.front();
    ASSERT_EQ(referee::costs_of(whole), expected);
    check_certificates(c, whole);
    bench.whole = whole;
    ASSERT_EQ(bench.front({}, {}, 1 + random.below(20)), whole);
    ASSERT_EQ(bench.front(some_of(random, whole), {}, 1 + random.below(100)), whole);
    ASSERT_EQ(bench.front(bench.supported()), whole);
    ASSERT_EQ(bench.front({}, {}, 1 + random.below(20), true), whole);
    ASSERT_EQ(bench.front(some_of(random, whole), {}, 1 + random.below(100), true), whole);
    ASSERT_EQ(bench.front(bench.supported(), {}, ~std::size_t{0}, true), whole);
    bench.whole.clear();
    points += whole.size();
    const FrontSearch::Options options{.most_time = static_cast<Cost>(random.below(200)),
                                       .most_exposure = static_cast<Cost>(random.below(200))};
    std::vector<Point> within = whole;
    std::erase_if(within, [&](const Point& p) { return p.time > options.most_time || p.exposure > options.most_exposure; });
    ASSERT_EQ(bench.front(some_of(random, whole), options), within);
    ASSERT_EQ(bench.front(some_of(random, whole), options, 100, true), within);
  }
  EXPECT_GT(points, 5000U);
}

TEST(Front, SupportedPointsArePathsAndHoldBothEnds) {
  Random random(testing::seed() + 2);
  for (int round = 0; round < 500; ++round) {
    SCOPED_TRACE(round);
    const Question c = with_ends(random_grid(random, 15), random);
    Bench bench(c, random);
    const std::vector<Point> whole = bench.front();
    const std::vector<Point> supported = bench.supported();
    check_certificates(c, supported);
    ASSERT_EQ(supported.empty(), whole.empty());
    if (whole.empty()) continue;
    EXPECT_EQ(supported.front().time, whole.front().time);
    EXPECT_EQ(supported.back().exposure, whole.back().exposure);
    for (const Point& point : supported) {
      EXPECT_TRUE(std::any_of(whole.begin(), whole.end(),
                              [&](const Point& p) { return p.time <= point.time && p.exposure <= point.exposure; }));
    }
    auto again = supported;
    keep_front(again);
    EXPECT_EQ(again, supported);
  }
}

/// A ladder whose rungs each double the number of points: 2^rungs of them.
Question doubling(std::uint32_t rungs) {
  referee::Draft draft(rungs + 1);
  for (std::uint32_t i = 0; i < rungs; ++i) {
    draft.arc(i, i + 1, Cost{1} << i, 0);
    draft.arc(i, i + 1, 0, Cost{1} << i);
  }
  Question c{draft.made(), {}, {}};
  c.from = {{0, 0, 0}};
  c.to = {{rungs, 0, 0}};
  return c;
}

TEST(Front, DoublesWithEachRung) {
  Random random(1);
  const Question c = doubling(12);
  Bench bench(c, random);
  const std::vector<Point> front = bench.front();
  ASSERT_EQ(front.size(), 1U << 12U);
  for (Cost i = 0; i < front.size(); ++i) EXPECT_EQ(front[i].time + front[i].exposure, 4095U);
}

TEST(Front, GivesUpAtItsLimitAndSaysSo) {
  Random random(1);
  const Question c = doubling(12);
  Bench bench(c, random);
  const std::vector<Point> whole = bench.front();
  bool some = false;
  for (std::uint32_t most : {0U, 1U, 10U, 100U, 1000U, 5000U, 20'000U}) {
    bench.search.begin(c.from, c.to, {}, {.most_labels = most});
    EXPECT_TRUE(bench.search.step(~std::size_t{0}));
    EXPECT_EQ(bench.search.finished(), most == 20'000U) << bench.search.labels();
    EXPECT_LE(bench.search.labels(), most);
    if (bench.search.finished()) continue;
    bench.whole = whole;
    bench.check_unfinished(bench.search);
    some = some || !bench.search.points().empty();
    EXPECT_TRUE(bench.search.step(1));  // and stays so
  }
  EXPECT_TRUE(some);
}

TEST(Front, BoundsThatAreNoneLeaveOutNothing) {
  Random random(1);
  const Question c = doubling(5);
  Bench bench(c, random);
  EXPECT_EQ(bench.front({}, {.most_time = ~Cost{0}, .most_exposure = ~Cost{0}}), bench.front());
  EXPECT_TRUE(bench.front({}, {.most_time = 10, .most_exposure = 20}).empty());
  EXPECT_EQ(bench.front({}, {.most_time = 11, .most_exposure = 20}).size(), 1U);
}

TEST(Front, AnEndMayBePassed) {
  // 0 --> 1 --> 2: leaving at 1 is quick and seen, going on to 2 is slow and unseen.
  referee::Draft draft(3);
  draft.arc(0, 1, 10, 0);
  draft.arc(1, 2, 10, 0);
  Question c{draft.made(), {}, {}};
  c.from = {{0, 3, 1}};
  c.to = {{1, 1, 9}, {2, 1, 2}};
  Random random(1);
  Bench bench(c, random);
  EXPECT_EQ(bench.front(), (std::vector<Point>{{14, 10, {0, 0, {0}}}, {24, 3, {0, 1, {0, 1}}}}));
  c.from = c.to = {{2, 5, 7}};
  EXPECT_EQ(bench.front(), (std::vector<Point>{{10, 14, {0, 0, {}}}}));
  c.from = {{2, 0, 0}};
  c.to = {{0, 0, 0}};
  EXPECT_TRUE(bench.front().empty());
}

TEST(Front, TiesGoByArcsThenByBeginnings) {
  // Two ways that share nothing and cost the same: 0 --> 1 and 2 --> 3.
  referee::Draft draft(4);
  draft.arc(0, 1, 1, 1);
  draft.arc(2, 3, 1, 1);
  Question c{draft.made(), {}, {}};
  c.from = {{2, 0, 0}, {0, 0, 0}, {0, 0, 0}};
  c.to = {{3, 0, 0}, {1, 0, 0}, {1, 0, 0}};
  Random random(1);
  Bench bench(c, random);
  EXPECT_EQ(bench.front(), (std::vector<Point>{{1, 1, {1, 1, {0}}}}));
  c.from = {{2, 0, 0}, {0, 0, 0}};
  c.to = {{0, 0, 0}, {2, 0, 0}};  // no arcs: the beginning decides
  EXPECT_EQ(bench.front(), (std::vector<Point>{{0, 0, {0, 1, {}}}}));
}

TEST(Front, CostsNearTheLimit) {
  // Two arcs, as dear as an index takes.
  constexpr Cost quarter = too_dear / 4;
  referee::Draft draft(3);
  draft.arc(0, 1, quarter, quarter);
  draft.arc(1, 2, quarter, quarter);
  Question c{draft.made(), {}, {}};
  for (Cost& cost : c.time) cost -= 1;
  for (Cost& cost : c.exposure) cost = cost / 3 * 2;
  c.from = {{0, unreachable - 1 - 2 * quarter, 0}};
  c.to = {{2, 2, 0}};
  Random random(1);
  Bench bench(c, random);
  ASSERT_EQ(bench.front().size(), 1U);
  EXPECT_EQ(bench.front()[0].time, unreachable - 1);
  const FrontSearch::Options no_bounds{.most_time = ~Cost{0}, .most_exposure = ~Cost{0}};
  c.to[0].time = 3;  // saturates: no such path
  EXPECT_TRUE(bench.front().empty());
  EXPECT_TRUE(bench.front({}, no_bounds).empty());
  c.from = {{0, 0, too_dear}};
  c.to = {{2, 0, too_dear}};
  EXPECT_TRUE(bench.front({}, no_bounds).empty());
}

}  // namespace
}  // namespace contrechamp::routing
