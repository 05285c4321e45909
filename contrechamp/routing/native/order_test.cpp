// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/native/on_threads.hpp>
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
    EXPECT_TRUE(Index::build(graph, order));
    EXPECT_EQ(order, nested_dissection(graph));
  }
  EXPECT_TRUE(nested_dissection({}).empty());
}

TEST(Order, IsTheSameWhoeverDoesTheParts) {
  Random random(testing::seed());
  const Executor backwards = [](std::size_t count, const std::function<void(std::size_t)>& task) {
    for (std::size_t i = count; i-- > 0;) task(i);
  };
  for (const std::uint32_t side : {8U, 23U, 60U}) {
    const Graph graph = referee::drawn_grid(random, side, side, 9).graph;
    const auto order = nested_dissection(graph);
    for (const Executor& executor : {backwards, on_threads(2), on_threads(5)}) {
      EXPECT_EQ(order, nested_dissection(graph, executor));
    }
  }
}

// Pieces that nothing joins, and pieces that nothing parts.
TEST(Order, OfManyCliques) {
  constexpr std::uint32_t cliques = 40, size = 60;
  referee::Draft draft(cliques * size);
  for (std::uint32_t a = 0; a < cliques * size; ++a) {
    for (std::uint32_t b = a + 1; b < (a / size + 1) * size; ++b) draft.arc(a, b, 1, 1);
  }
  const Graph graph = draft.made().graph;
  const Index index = Index::build(graph, nested_dissection(graph)).value();
  EXPECT_EQ(index.arcs(), cliques * size * (size - 1) / 2);
}

// A grid of n x n has a separator of n nodes: the index stays of order n^2 log n. Row by row it would have n^3 arcs.
TEST(Order, KeepsTheIndexOfAGridSmall) {
  Random random(1);
  constexpr std::uint32_t side = 60;
  const Graph graph = referee::drawn_grid(random, side, side, 9).graph;
  const Index index = Index::build(graph, nested_dissection(graph)).value();
  EXPECT_LT(index.arcs(), 8 * side * side);
  std::uint32_t height = 0;
  for (Rank rank = 0; rank != nowhere; rank = index.parent(rank)) ++height;
  EXPECT_LT(height, 4 * side);
}

}  // namespace
}  // namespace contrechamp::routing
