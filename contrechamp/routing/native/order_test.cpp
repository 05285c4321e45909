// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/index.hpp>
#include <contrechamp/routing/native/order.hpp>
#include <contrechamp/routing/referee_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

TEST(Order, IsAPermutationAndAlwaysTheSame) {
  Random random(testing::seed());
  for (int round = 0; round < 100; ++round) {
    const Graph graph = referee::drawn_case(random).graph;
    const auto order = nested_dissection(graph);
    ASSERT_TRUE(order) << order.error().sentence();
    EXPECT_TRUE(Index::build(graph, *order));
    EXPECT_EQ(*order, *nested_dissection(graph));
  }
  EXPECT_TRUE(nested_dissection({})->empty());
}

// A grid of n x n has a separator of n nodes: the index stays of order n^2 log n. Row by row it would have n^3 arcs.
TEST(Order, KeepsTheIndexOfAGridSmall) {
  Random random(1);
  constexpr std::uint32_t side = 60;
  const Graph graph = referee::drawn_grid(random, side, side, 9).graph;
  const Index index = Index::build(graph, nested_dissection(graph).value()).value();
  EXPECT_LT(index.arcs(), 10 * side * side);
  std::uint32_t height = 0;
  for (Rank rank = 0; rank != nowhere; rank = index.parent(rank)) ++height;
  EXPECT_LT(height, 6 * side);
}

}  // namespace
}  // namespace contrechamp::routing
