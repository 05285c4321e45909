// SPDX-License-Identifier: AGPL-3.0-or-later
// The road network of New York (9th DIMACS Implementation Challenge): queries and potentials against Dijkstra.
#include <contrechamp/routing/dimacs_testing.hpp>
#include <contrechamp/routing/native/order.hpp>
#include <contrechamp/routing/query.hpp>
#include <contrechamp/routing/referee_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

constexpr const char* time_file = "routing/USA-road-t.NY.gr.gz";
constexpr const char* length_file = "routing/USA-road-d.NY.gr.gz";

TEST(RoutingNewYork, CostsPathsAndPotentialsAreDijkstras) {
  const auto times = testing::data(time_file);
  const auto lengths = testing::data(length_file);
  if (!times || !lengths) GTEST_SKIP();
  auto read = dimacs::network(*times, *lengths);
  ASSERT_TRUE(read) << "not the same arcs";
  for (Cost& time : read->time) time /= 4;  // as they stand, the dearest arcs of all nodes reach 2^30
  const referee::Case city = std::move(*read);
  ASSERT_EQ(city.graph.nodes(), 264'346U);
  ASSERT_EQ(city.graph.arcs(), 733'846U);
  const Index index = Index::build(city.graph, nested_dissection(city.graph)).value();
  const std::vector<Mix> mixes{only_time, only_exposure, {700, 324}, {100, 924}};
  const Profile profile = Profile::customized(index, city.graph, city.time, city.exposure, mixes).value();
  Query query(index, profile);
  Random random(testing::seed());
  const auto anywhere = [&] { return static_cast<Node>(random.below(city.graph.nodes())); };
  Path path;
  for (std::size_t round = 0; round < 40 && !HasFailure(); ++round) {
    const std::size_t lane = round % mixes.size();
    const auto costs = referee::weighed(mixes[lane].time, mixes[lane].exposure, city.time, city.exposure);
    const End from{anywhere(), 0, 0};
    const auto settled = referee::distances(city.graph, costs, std::vector<referee::Start>{{from.node, 0}});
    Potential potential(index, profile, lane);
    for (int i = 0; i < 5; ++i) {
      const End to{anywhere(), 0, 0};
      query.run(std::span(&from, 1), std::span(&to, 1));
      EXPECT_EQ(query.cost(lane), settled[to.node]) << from.node << " to " << to.node;
      ASSERT_TRUE(query.path(lane, path));
      EXPECT_EQ(referee::walked(city.graph, costs, path.arcs, from.node, to.node), settled[to.node]);
      potential.aim(std::span(&to, 1));
      EXPECT_EQ(potential(from.node), settled[to.node]);
    }
  }
}

}  // namespace
}  // namespace contrechamp::routing
