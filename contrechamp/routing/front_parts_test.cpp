// SPDX-License-Identifier: AGPL-3.0-or-later
// What a search of fronts is made of: its queue, its bounds, its gaps.
#include <contrechamp/routing/front.hpp>
#include <contrechamp/routing/front_cases_testing.hpp>
#include <gtest/gtest.h>
#include <map>
#include <tests/support/testing.hpp>
#include <tuple>

namespace contrechamp::routing {
namespace {

TEST(OpenQueue, IsAPriorityQueueWhateverIsExpected) {
  Random random(testing::seed());
  for (int round = 0; round < 200; ++round) {
    OpenQueue queue;
    const auto range = std::uint64_t{1} << random.below(31);
    queue.begin(static_cast<Cost>(random.below(range)), static_cast<Cost>(random.below(range)));
    std::multimap<std::tuple<Cost, Cost, std::uint32_t, Slot>, Way> referee;
    Cost now = 0;
    for (Way way = 0; way < 2000; ++way) {
      if (random.chance(550)) {
        const auto later = static_cast<Cost>(std::min<std::uint64_t>(now + random.below(range / 16 + 2), unreachable));
        const OpenLabel open{random.chance(950) ? later : static_cast<Cost>(random.below(range)),
                             static_cast<Cost>(random.below(3)),
                             static_cast<std::uint32_t>(random.below(3)),
                             static_cast<Slot>(random.below(2)),
                             {0, way}};
        queue.push(open);
        referee.emplace(std::tuple(open.time, open.exposure, open.arcs, open.slot), way);
      } else if (!referee.empty()) {
        const OpenLabel open = queue.pop();
        const auto key = std::tuple(open.time, open.exposure, open.arcs, open.slot);
        ASSERT_EQ(key, referee.begin()->first);
        const auto [first, last] = referee.equal_range(key);
        const auto same = std::find_if(first, last, [&](const auto& entry) { return entry.second == open.label.way; });
        ASSERT_NE(same, last);
        referee.erase(same);
        now = open.time;
      }
      ASSERT_EQ(queue.size(), referee.size());
      ASSERT_EQ(queue.empty(), referee.empty());
    }
  }
}

TEST(Bounds, AreWhatIsLeftInEveryLane) {
  Random random(testing::seed() + 1);
  for (int round = 0; round < 300; ++round) {
    SCOPED_TRACE(round);
    const Question c = with_ends(round % 2 == 0 ? random_tangle(random, 40) : random_grid(random, 9), random);
    const Index index = Index::build(c.graph, random_order(random, c.graph.nodes())).value();
    const auto lanes = static_cast<std::size_t>(random.between(1, most_lanes));
    const Profile profile =
        Profile::customized(index, c.graph, c.time, c.exposure, std::span(default_mixes()).first(lanes)).value();
    Bounds bounds(index, profile);
    for (const auto& ends : {c.to, c.from, c.to}) {
      bounds.aim(ends);
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        Potential potential(index, profile, lane);
        potential.aim(ends);
        for (int asked = 0; asked < 20; ++asked) {
          const auto node = static_cast<Node>(random.below(c.graph.nodes()));
          ASSERT_EQ(bounds(index.rank(node))[lane], potential(node));
        }
      }
    }
  }
}

/// Nothing that may be on the front is refused, whatever bounds say, as long as they are bounds.
TEST(Gaps, LetThroughWhatIsNotBeaten) {
  Random random(testing::seed() + 2);
  const referee::Case c = random_grid(random, 6);
  const Index index = Index::build(c.graph, random_order(random, c.graph.nodes())).value();
  const Profile profile = Profile::customized(index, c.graph, c.time, c.exposure, default_mixes()).value();
  std::size_t let = 0, refused = 0;
  for (int round = 0; round < 2000; ++round) {
    const Cost range = static_cast<Cost>(random.between(3, 2000));
    const auto any = [&] { return static_cast<Cost>(random.below(range)); };
    std::vector<Point> known;
    for (std::uint64_t i = random.below(30); i > 0; --i) known.push_back({any(), any(), {}});
    keep_front(known);
    Gaps gaps(profile);
    gaps.begin(known, range, range, {});
    for (int i = 0; i < 50; ++i) {
      const Cost time = any(), exposure = any();
      const Cost time_so_far = static_cast<Cost>(random.below(time + 1U)),
                 exposure_so_far = static_cast<Cost>(random.below(exposure + 1U));
      std::array<Cost, most_lanes> left{};
      for (std::size_t lane = 0; lane < most_lanes; ++lane) {
        left[lane] = mixed(profile.mix(lane), time - time_so_far, exposure - exposure_so_far);
      }
      const bool beaten = std::any_of(known.begin(), known.end(), [&](const Point& p) {
        return p.time <= time && p.exposure <= exposure && (p.time < time || p.exposure < exposure);
      });
      const bool promising = gaps.promising(time_so_far, exposure_so_far, left.data());
      ASSERT_TRUE(promising || beaten);
      (promising ? let : refused) += 1;
    }
  }
  EXPECT_GT(let, 5'000U);
  EXPECT_GT(refused, 30'000U);  // nearly all that are beaten: lanes are floored
}

TEST(Gaps, ShrinkWhenAPointIsFound) {
  Random random(1);
  const referee::Case c = random_grid(random, 6);
  const Index index = Index::build(c.graph, random_order(random, c.graph.nodes())).value();
  const Profile profile = Profile::customized(index, c.graph, c.time, c.exposure, default_mixes()).value();
  const std::vector<Point> known{{100, 5000, {}}, {1000, 400, {}}};
  constexpr std::array<Cost, most_lanes> nothing{};
  Gaps gaps(profile);
  gaps.begin(known, 2000, 6000, {});
  EXPECT_TRUE(gaps.promising(900, 4000, nothing.data()));
  EXPECT_TRUE(gaps.promising(900, 2000, nothing.data()));
  gaps.found(500, 3000);
  EXPECT_FALSE(gaps.promising(900, 4000, nothing.data()));
  EXPECT_TRUE(gaps.promising(900, 2000, nothing.data()));
  gaps.begin(known, 2000, 6000, {200, 500});  // rough: at least so much better than the corner
  EXPECT_FALSE(gaps.promising(900, 4000, nothing.data()));
  EXPECT_FALSE(gaps.promising(500, 4600, nothing.data()));
  EXPECT_TRUE(gaps.promising(700, 4400, nothing.data()));
}

}  // namespace
}  // namespace contrechamp::routing
