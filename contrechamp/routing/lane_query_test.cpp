// SPDX-License-Identifier: AGPL-3.0-or-later
// Costs against Dijkstra, paths against those of Query, lane by lane.
#include <contrechamp/routing/lane_query.hpp>
#include <contrechamp/routing/native/order.hpp>
#include <contrechamp/routing/query.hpp>
#include <contrechamp/routing/referee_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

constexpr std::uint32_t whole = 1U << mix_bits;
const std::vector<Mix> mixes{only_time, only_exposure, {whole / 2, whole / 2}};

std::vector<referee::Start> weighed(std::span<const End> ends, Mix mix) {
  std::vector<referee::Start> starts;
  for (const End& end : ends) {
    starts.emplace_back(end.node, referee::weighed(mix.time, mix.exposure, end.time, end.exposure));
  }
  return starts;
}

/// A graph with an index and weights.
struct Trial {
  Trial(Random& random, referee::Case drawn)
      : of(std::move(drawn)),
        index(Index::build(of.graph,
                           random.chance(500) ? referee::drawn_order(random, of.graph.nodes()) : nested_dissection(of.graph))
                  .value()),
        profile(Profile::customized(index, of.graph, of.time, of.exposure, mixes).value()) {}
  referee::Case of;
  Index index;
  Profile profile;
};

TEST(LaneQuery, IsDijkstrasAndHasThePathsOfQuery) {
  Random random(testing::seed());
  std::size_t paths = 0;
  for (int round = 0; round < 300 && !::testing::Test::HasFailure(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const Trial trial(random, referee::drawn_case(random));
    Query query(trial.index, trial.profile);
    for (std::size_t lane = 0; lane < mixes.size(); ++lane) {
      const LaneGraph graph(trial.index, trial.profile, lane);
      LaneQuery one(graph);
      const auto costs = referee::weighed(mixes[lane].time, mixes[lane].exposure, trial.of.time, trial.of.exposure);
      Path found{9, 9, {1, 2, 3}};  // what was in it goes
      for (int i = 0; i < 12; ++i) {
        const std::size_t most = i % 2 == 0 ? 1 : 4;
        const auto from = referee::drawn_ends(random, trial.of.graph, most);
        const auto to = i % 5 == 0 ? from : referee::drawn_ends(random, trial.of.graph, most);
        query.run(from, to);
        one.run(from, to);
        const auto settled = referee::distances(trial.of.graph, costs, weighed(from, mixes[lane]));
        const auto best = referee::cheapest(settled, weighed(to, mixes[lane]));
        EXPECT_EQ(one.cost(), best == referee::no_path ? unreachable : best);
        Path expected;
        EXPECT_EQ(one.path(found), query.path(lane, expected));
        EXPECT_EQ(found, expected);
        paths += expected.arcs.empty() ? 0 : 1;
      }
    }
  }
  EXPECT_GT(paths, 3'000U) << "hardly anything was compared";
}

// Large enough for nodes whose costs lie in blocks; many ways cost the same.
TEST(LaneQuery, OnAGridHasThePathsOfQuery) {
  Random random(testing::seed());
  for (const std::uint32_t most : {2U, 1'000U}) {
    const referee::Case of = referee::drawn_grid(random, 40, 40, most);
    const Index index = Index::build(of.graph, nested_dissection(of.graph)).value();
    const Profile profile = Profile::customized(index, of.graph, of.time, of.exposure, mixes).value();
    Query query(index, profile);
    for (std::size_t lane = 0; lane < mixes.size(); ++lane) {
      const LaneGraph graph(index, profile, lane);
      EXPECT_GT(graph.blocks(index.nodes() - 1, LaneGraph::rising).last, 100U) << "so many blocks are there";
      LaneQuery one(graph);
      for (int i = 0; i < 200; ++i) {
        const auto from = referee::drawn_ends(random, of.graph, 3);
        const auto to = referee::drawn_ends(random, of.graph, 3);
        query.run(from, to);
        one.run(from, to);
        Path found, expected;
        EXPECT_EQ(one.cost(), query.cost(lane));
        EXPECT_EQ(one.path(found), query.path(lane, expected));
        EXPECT_EQ(found, expected);
      }
    }
  }
}

TEST(LaneQuery, NothingToFind) {
  referee::Draft draft(3);
  draft.arc(0, 1, 5, 5);
  Random random(1);
  const Trial trial(random, draft.made());
  const LaneGraph graph(trial.index, trial.profile, 0);
  LaneQuery query(graph);
  const std::vector<End> zero{{0, 0, 0}}, one{{1, 0, 0}}, two{{2, 0, 0}}, none;
  const auto finds = [&](const std::vector<End>& from, const std::vector<End>& to) {
    query.run(from, to);
    Path path;
    return query.path(path) || query.cost() != unreachable;
  };
  EXPECT_TRUE(finds(zero, one));
  EXPECT_TRUE(finds(zero, zero));
  EXPECT_FALSE(finds(zero, two)) << "another component";
  EXPECT_FALSE(finds(one, zero)) << "against the one-way";
  EXPECT_FALSE(finds(none, zero));
  EXPECT_FALSE(finds(zero, none));
  EXPECT_FALSE(finds(none, none));
  const std::vector<End> huge{{1, ~Cost{0}, ~Cost{0}}};
  EXPECT_FALSE(finds(zero, huge)) << "ends that cost too much are as good as unreachable";
}

// Of the way 0-1-2-3 with a dear direct arc from 0 to 3, whatever the order: nobody is ever sent over the dear arc.
TEST(LaneGraph, KeepsNoArcThatIsBeaten) {
  referee::Draft draft(4);
  for (Node node = 0; node < 3; ++node) draft.arc(node, node + 1, 1, 1);
  draft.arc(0, 3, 9, 9);
  const referee::Case of = draft.made();
  const Index index = Index::build(of.graph, std::vector<Node>{0, 3, 1, 2}).value();  // 1 and 2 last: no lower node beats 0-3
  const Profile profile = Profile::customized(index, of.graph, of.time, of.exposure, mixes).value();
  const LaneGraph graph(index, profile, 0);
  const std::uint32_t low = index.rank(0);
  const auto [first, last] = graph.steps(low, LaneGraph::rising);
  EXPECT_EQ(last - first, 1U) << "only that to 1";
}

}  // namespace
}  // namespace contrechamp::routing
