// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/graph.hpp>
#include <gtest/gtest.h>

namespace contrechamp::routing {
namespace {

Errc refused(const Result<void>& result) { return result ? Errc::count : result.error().code; }

TEST(Graph, ChecksTheArraysOfAStranger) {
  EXPECT_TRUE(check_graph({}));
  EXPECT_TRUE(check_graph({{0, 2, 3, 3}, {1, 1, 2}}));
  EXPECT_EQ(refused(check_graph({{}, {}})), Errc::bad_argument);
  EXPECT_EQ(refused(check_graph({{1, 1}, {0}})), Errc::bad_argument) << "begins behind an arc";
  EXPECT_EQ(refused(check_graph({{0, 2, 1, 3}, {1, 1, 2}})), Errc::bad_argument) << "goes back";
  EXPECT_EQ(refused(check_graph({{0, 2, 3, 4}, {1, 1, 2}})), Errc::bad_argument) << "an arc too many";
  EXPECT_EQ(refused(check_graph({{0, 2, 3, 3}, {1, 3, 2}})), Errc::bad_argument) << "leads to no node";
}

// 0 has two arcs, 1 a loop and 2 none: what counts is the dearest of each, and the dearest of all twice more.
TEST(Graph, CostsEndBelowTwoToTheThirtyFirst) {
  const Graph graph{{0, 2, 3, 3}, {1, 1, 1}};
  constexpr Cost quarter = too_dear / 4;
  static_assert(3 * std::uint64_t{quarter} + quarter + 3 == too_dear);
  EXPECT_TRUE(check_costs(graph, std::vector<Cost>{quarter, 7, quarter}));
  EXPECT_TRUE(check_costs(graph, std::vector<Cost>{7, quarter, quarter}));
  EXPECT_EQ(refused(check_costs(graph, std::vector<Cost>{quarter, 7, quarter + 1})), Errc::too_large);
  EXPECT_EQ(refused(check_costs(graph, std::vector<Cost>{quarter - 1, 7, quarter + 2})), Errc::too_large);
  EXPECT_TRUE(check_costs(graph, std::vector<Cost>{quarter - 1, 7, quarter + 1})) << "the most that passes";
  EXPECT_EQ(refused(check_costs(graph, std::vector<Cost>{0, ~Cost{0}, ~Cost{0}})), Errc::too_large);
  EXPECT_EQ(refused(check_costs(graph, std::vector<Cost>{1, 1})), Errc::bad_argument);
}

TEST(Graph, SumsSaturate) {
  constexpr Cost half = unreachable / 2;
  EXPECT_EQ(plus(half, half), unreachable - 1);
  EXPECT_EQ(plus(half, half + 1), unreachable);
  EXPECT_EQ(plus(too_dear - 1, too_dear - 1), unreachable);
  EXPECT_EQ(plus(unreachable, unreachable), unreachable);
  EXPECT_EQ(plus(unreachable, 0), unreachable);
}

}  // namespace
}  // namespace contrechamp::routing
