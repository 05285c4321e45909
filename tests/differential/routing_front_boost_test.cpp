// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/front.hpp>
#include <contrechamp/routing/front_cases_testing.hpp>
#include <gtest/gtest.h>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/r_c_shortest_paths.hpp>
#include <algorithm>
#include <compare>
#include <tests/support/testing.hpp>

/// Fronts against Boost's resource-constrained shortest paths: its labels, its dominance, its queue.
namespace contrechamp::routing {
namespace {

struct Spent {
  std::uint64_t time = 0;
  std::uint64_t exposure = 0;
  auto operator<=>(const Spent&) const = default;
};

struct BoostArc {
  std::size_t number = 0;
  Spent cost;
};
using BoostGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, BoostArc>;

/// Ends become arcs out of one node more, and into another.
BoostGraph boost_graph(const Question& c) {
  const std::uint32_t nodes = c.graph.nodes();
  BoostGraph graph(nodes + std::size_t{2});
  std::size_t number = 0;
  const auto add = [&](Node from, Node to, Cost time, Cost exposure) {
    boost::add_edge(from, to, BoostArc{number++, {time, exposure}}, graph);
  };
  for (Node v = 0; v < nodes; ++v) {
    for (Arc a = c.graph.first_out[v]; a < c.graph.first_out[v + 1]; ++a) add(v, c.graph.head[a], c.time[a], c.exposure[a]);
  }
  for (const End& end : c.from) add(nodes, end.node, end.time, end.exposure);
  for (const End& end : c.to) add(end.node, nodes + 1, end.time, end.exposure);
  return graph;
}

std::vector<Spent> boost_front(const Question& c) {
  const BoostGraph graph = boost_graph(c);
  std::vector<std::vector<BoostGraph::edge_descriptor>> paths;
  std::vector<Spent> spent;
  const auto extend = [](const BoostGraph& g, Spent& next, const Spent& so_far, BoostGraph::edge_descriptor edge) {
    next = {so_far.time + g[edge].cost.time, so_far.exposure + g[edge].cost.exposure};
    return true;
  };
  const auto dominates = [](const Spent& a, const Spent& b) { return a.time <= b.time && a.exposure <= b.exposure; };
  const std::size_t nodes = c.graph.nodes();
  boost::r_c_shortest_paths(graph, boost::get(boost::vertex_index, graph), boost::get(&BoostArc::number, graph), nodes, nodes + 1,
                            paths, spent, Spent{}, extend, dominates);
  std::sort(spent.begin(), spent.end());
  return spent;
}

TEST(RoutingFrontBoost, SamePairsOfCosts) {
  Random random(testing::seed());
  std::size_t points = 0;
  for (int round = 0; round < 1500; ++round) {
    SCOPED_TRACE(round);
    const Question c = with_ends(round % 3 == 0 ? random_tangle(random, 25) : random_grid(random, 8), random);
    const auto index = Index::build(c.graph, random_order(random, c.graph.nodes()));
    ASSERT_TRUE(index);
    const auto profile = Profile::customized(*index, c.graph, c.time, c.exposure, default_mixes());
    ASSERT_TRUE(profile);
    FrontSearch search(c.graph, c.time, c.exposure, *index, *profile);
    search.begin(c.from, c.to, {}, {});
    ASSERT_TRUE(search.step(~std::size_t{0}));
    std::vector<Spent> found;
    for (const Point& point : search.points()) found.push_back({point.time, point.exposure});
    ASSERT_EQ(found, boost_front(c));
    points += found.size();
  }
  EXPECT_GT(points, 2000U);
}

}  // namespace
}  // namespace contrechamp::routing
