// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/core.hpp>
#include <contrechamp/routing/front_cases_testing.hpp>
#include <contrechamp/routing/referee_front_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

/// Sums and number of arcs of a way are those of its arcs, which lead from one node to the other.
void check_way(const referee::Case& c, const Core& core, Node from, Node to, const CoreArc& way) {
  Path path;
  core.unpack({way.way}, path.arcs);
  ASSERT_EQ(path.arcs.size(), way.arcs);
  const std::vector<End> begin{{from, 0, 0}}, end{{to, 0, 0}};
  const auto sums = sums_of(c.graph, c.time, c.exposure, begin, end, path);
  ASSERT_TRUE(sums) << sums.error().sentence();
  ASSERT_EQ(*sums, (Sums{way.time, way.exposure}));
}

void check_ways(const referee::Case& c, const Core& core) {
  for (Slot slot = 0; slot < core.nodes(); ++slot) {
    ASSERT_EQ(core.slot(core.node(slot)), slot);
    for (const CoreArc& way : core.out(slot)) {
      ASSERT_LT(way.slot, std::max(slot, core.left()));  // to others that are left, or contracted later
      check_way(c, core, core.node(slot), core.node(way.slot), way);
    }
    ASSERT_TRUE(slot >= core.left() || core.in(slot).empty());
    for (const CoreArc& way : core.in(slot)) {
      ASSERT_LT(way.slot, slot);
      check_way(c, core, core.node(way.slot), core.node(slot), way);
    }
  }
}

TEST(Core, EveryWayIsAPathWithItsSums) {
  Random random(testing::seed());
  std::size_t joined = 0;
  for (int round = 0; round < 500; ++round) {
    SCOPED_TRACE(round);
    const referee::Case c = round % 2 == 0 ? random_tangle(random, 40) : random_grid(random, 12);
    const Core core = Core::contracted(c.graph, c.time, c.exposure, {static_cast<std::uint32_t>(random.below(600)), 500});
    check_ways(c, core);
    for (Slot slot = 0; slot < core.left(); ++slot) {
      for (const CoreArc& way : core.out(slot)) joined += way.arcs > 1 ? 1 : 0;
    }
    check_ways(c, Core::plain(c.graph, c.time, c.exposure));
  }
  EXPECT_GT(joined, 1000U);
}

TEST(Core, StopsWhereItIsTold) {
  Random random(testing::seed() + 1);
  const referee::Case c = random_grid(random, 30);
  const auto left = [&](const Core::Limits& limits) { return Core::contracted(c.graph, c.time, c.exposure, limits).left(); };
  constexpr std::int64_t none = std::int64_t{1} << 40;
  EXPECT_EQ(left({1000, none}), c.graph.nodes());
  EXPECT_EQ(left({500, none}), c.graph.nodes() / 2);
  EXPECT_EQ(left({500, -1'000'000}), c.graph.nodes());
  EXPECT_GT(left({500, 5}), left({500, 20}));
}

TEST(Core, OfNothing) {
  const referee::Case c = referee::Draft(0).made();
  EXPECT_EQ(Core::contracted(c.graph, c.time, c.exposure).nodes(), 0U);
  EXPECT_EQ(Core::plain(c.graph, c.time, c.exposure).left(), 0U);
}

}  // namespace
}  // namespace contrechamp::routing
