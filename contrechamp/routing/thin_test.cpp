// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/routing/thin.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <set>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

using Numbers = std::vector<std::size_t>;

TEST(Thin, AnExampleByHand) {
  // Ten arcs of length 10; the front spans 1000 units of time and 1000 of exposure, so both weigh the same.
  const std::vector<Cost> length(10, 10);
  const std::vector<Point> front{
      {1000, 2000, {0, 0, {0, 1, 2, 3, 4}}}, {1050, 1990, {0, 0, {5, 6, 7}}},  // differs from the first by too little cost
      {1300, 1900, {0, 0, {0, 5, 6, 7, 8}}},  // 400 from the first, 1600 from the last: kept second
      {1500, 1500, {0, 0, {1, 2, 5, 6, 9}}},  // 1000 from both: kept first
      {1600, 1400, {0, 0, {1, 2, 5, 6, 9}}},  // the same way as the one before, as far as lengths tell
      {2000, 1000, {0, 0, {3, 4, 8, 9}}},
  };
  const ThinOptions options{.most = 7, .least_time = 200, .least_exposure = 200, .most_shared = 80};
  EXPECT_EQ(thinned(front, length, options), (Numbers{0, 2, 3, 5}));
  ThinOptions fewer = options;
  fewer.most = 3;
  EXPECT_EQ(thinned(front, length, fewer), (Numbers{0, 3, 5}));
  fewer.most = 1;
  EXPECT_EQ(thinned(front, length, fewer), (Numbers{0, 5}));
  ThinOptions lax = options;
  lax.most_shared = 100;
  lax.least_exposure = 10;
  EXPECT_EQ(thinned(front, length, lax), (Numbers{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(thinned({}, length, options), Numbers{});
  EXPECT_EQ(thinned(std::span(front).first(1), length, options), Numbers{0});
}

TEST(Thin, AMinuteOrFiftyMetresIsEnough) {
  const std::vector<Cost> length{1, 1, 1};
  const auto shown = [&](Cost time, Cost exposure) {
    const std::vector<Point> front{{0, 9000, {0, 0, {0}}}, {time, 9000 - exposure, {0, 0, {1}}}, {9000, 0, {0, 0, {2}}}};
    return thinned(front, length, {}).size();
  };
  EXPECT_EQ(shown(599, 499), 2U);
  EXPECT_EQ(shown(600, 1), 3U);
  EXPECT_EQ(shown(1, 500), 3U);
}

TEST(Thin, SharesAreOfTheShorterRoute) {
  const std::vector<Cost> length{80, 20, 20, 500, 1};
  std::vector<Point> front{{0, 5000, {0, 0, {0, 1}}}, {2000, 2000, {0, 0, {0, 2, 3}}}, {5000, 0, {0, 0, {4}}}};
  EXPECT_EQ(thinned(front, length, {}), (Numbers{0, 1, 2}));  // 80 of 100 is 80 per cent
  EXPECT_EQ(thinned(front, length, {.most_shared = 79}), (Numbers{0, 2}));
  front[1].path.arcs = {};  // of no length: shares nothing
  EXPECT_EQ(thinned(front, length, {.most_shared = 0}), (Numbers{0, 1, 2}));
}

struct Town {
  std::vector<Cost> length;
  std::vector<Point> front;
};

Town random_town(Random& random) {
  Town town;
  for (int i = 0; i < 30; ++i) town.length.push_back(static_cast<Cost>(random.below(100)));
  for (std::uint64_t n = random.below(60); n > 0; --n) {
    Point point{static_cast<Cost>(random.below(10'000)), static_cast<Cost>(random.below(10'000)), {}};
    const auto share = static_cast<std::uint32_t>(random.below(1000));
    for (Arc arc = 0; arc < 30; ++arc) {
      if (random.chance(share)) point.path.arcs.push_back(arc);
    }
    town.front.push_back(point);
  }
  keep_front(town.front);
  return town;
}

/// From the definition, in floating point.
bool enough(const Town& town, const ThinOptions& options, std::size_t a, std::size_t b) {
  const auto& p = town.front[a];
  const auto& q = town.front[b];
  std::set<Arc> arcs(p.path.arcs.begin(), p.path.arcs.end());
  double shared = 0, of_p = 0, of_q = 0;
  for (const Arc arc : p.path.arcs) of_p += town.length[arc];
  for (const Arc arc : q.path.arcs) {
    of_q += town.length[arc];
    if (arcs.count(arc) != 0) shared += town.length[arc];
  }
  const bool costs = std::abs(double(p.time) - q.time) >= options.least_time ||
                     std::abs(double(p.exposure) - q.exposure) >= options.least_exposure;
  return costs && shared * 100 <= std::min(of_p, of_q) * options.most_shared;
}

double nearest(const Town& town, const Numbers& kept, std::size_t i) {
  const double times = double(town.front.back().time) - town.front.front().time;
  const double exposures = double(town.front.front().exposure) - town.front.back().exposure;
  double least = 1e9;
  for (const std::size_t k : kept) {
    const auto& p = town.front[i];
    const auto& q = town.front[k];
    least = std::min(least, std::abs(double(p.time) - q.time) / times + std::abs(double(p.exposure) - q.exposure) / exposures);
  }
  return least;
}

/// `after` must be `before`, and one furthest of those that differ enough from each, if there is one.
void check_step(const Town& town, const ThinOptions& options, const Numbers& before, const Numbers& after) {
  ASSERT_TRUE(std::is_sorted(after.begin(), after.end()));
  const auto may = [&](std::size_t i) {
    return std::all_of(before.begin(), before.end(), [&](std::size_t k) { return i != k && enough(town, options, i, k); });
  };
  Numbers added;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(added));
  ASSERT_EQ(after.size(), before.size() + added.size());
  ASSERT_LE(added.size(), 1U);
  for (std::size_t i = 0; i < town.front.size(); ++i) {
    if (!may(i)) continue;
    ASSERT_EQ(added.size(), 1U);
    ASSERT_LE(nearest(town, before, i), nearest(town, before, added[0]) + 1e-9);
  }
  ASSERT_TRUE(added.empty() || may(added[0]));
}

TEST(Thin, KeepsBothEndsThenAlwaysAFurthestThatDiffers) {
  Random random(testing::seed());
  std::size_t middle = 0;
  for (int round = 0; round < 1000; ++round) {
    SCOPED_TRACE(round);
    const Town town = random_town(random);
    const std::size_t size = town.front.size();
    ThinOptions options{.most = 2,
                        .least_time = static_cast<Cost>(random.below(2000)),
                        .least_exposure = static_cast<Cost>(random.below(2000)),
                        .most_shared = static_cast<unsigned>(random.below(101))};
    Numbers before = thinned(town.front, town.length, options);
    ASSERT_EQ(before, size == 0 ? Numbers{} : size == 1 ? Numbers{0} : (Numbers{0, size - 1}));
    for (options.most = 3; options.most <= 8; ++options.most) {
      const Numbers after = thinned(town.front, town.length, options);
      check_step(town, options, before, after);
      middle += after.size() - before.size();
      before = after;
    }
  }
  EXPECT_GT(middle, 200U);
}

}  // namespace
}  // namespace contrechamp::routing
