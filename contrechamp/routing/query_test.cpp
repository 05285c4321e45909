// SPDX-License-Identifier: AGPL-3.0-or-later
// Every lane of random queries against Dijkstra, and every path walked again.
#include <contrechamp/routing/native/order.hpp>
#include <contrechamp/routing/query.hpp>
#include <contrechamp/routing/referee_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

constexpr std::uint32_t whole = 1U << mix_bits;

/// Both pure mixes and what lies between, as many as wanted.
std::vector<Mix> mixes_of(std::size_t lanes) {
  std::vector<Mix> mixes;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const auto exposure = static_cast<std::uint32_t>(lanes == 1 ? 0 : lane * whole / (lanes - 1));
    mixes.push_back({whole - exposure, exposure});
  }
  return mixes;
}

std::vector<referee::Start> weighed(std::span<const End> ends, Mix mix) {
  std::vector<referee::Start> starts;
  for (const End& end : ends) {
    starts.emplace_back(end.node, referee::weighed(mix.time, mix.exposure, end.time, end.exposure));
  }
  return starts;
}

bool visits_no_node_twice(const Graph& graph, Node from, std::span<const Arc> arcs) {
  std::vector<Node> nodes{from};
  for (const Arc arc : arcs) nodes.push_back(graph.head[arc]);
  std::sort(nodes.begin(), nodes.end());
  return std::adjacent_find(nodes.begin(), nodes.end()) == nodes.end();
}

/// A graph with an index and weights, and Dijkstra in each lane.
struct Trial {
  Trial(referee::Case drawn, std::span<const Node> order, std::size_t lanes)
      : of(std::move(drawn)),
        index(Index::build(of.graph, order).value()),
        profile(Profile::customized(index, of.graph, of.time, of.exposure, mixes_of(lanes)).value()),
        query(index, profile) {}

  void check(std::span<const End> from, std::span<const End> to) {
    query.run(from, to);
    for (std::size_t lane = 0; lane < profile.lanes(); ++lane) check(from, to, lane);
  }

  void check(std::span<const End> from, std::span<const End> to, std::size_t lane) {
    SCOPED_TRACE("lane " + std::to_string(lane) + " of " + std::to_string(profile.lanes()));
    const Mix mix = profile.mix(lane);
    const auto costs = referee::weighed(mix.time, mix.exposure, of.time, of.exposure);
    const auto starts = weighed(from, mix);
    const auto ends = weighed(to, mix);
    const auto best = referee::cheapest(referee::distances(of.graph, costs, starts), ends);
    Path path;
    EXPECT_EQ(query.cost(lane), best == referee::no_path ? unreachable : best);
    EXPECT_EQ(query.path(lane, path), best != referee::no_path);
    if (best == referee::no_path) {
      EXPECT_EQ(path, Path{});
      return;
    }
    ASSERT_LT(path.from, from.size());
    ASSERT_LT(path.to, to.size());
    const auto walked = referee::walked(of.graph, costs, path.arcs, from[path.from].node, to[path.to].node);
    ASSERT_TRUE(walked) << "not a path";
    EXPECT_EQ(starts[path.from].second + *walked + ends[path.to].second, best);
    EXPECT_TRUE(visits_no_node_twice(of.graph, from[path.from].node, path.arcs));
    ++paths;
  }

  referee::Case of;
  Index index;
  Profile profile;
  Query query;
  std::size_t paths = 0;
};

TEST(Query, EveryLaneIsDijkstras) {
  Random random(testing::seed());
  std::size_t paths = 0;
  for (int round = 0; round < 300 && !HasFailure(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    referee::Case drawn = referee::drawn_case(random);
    const std::uint32_t nodes = drawn.graph.nodes();
    const auto order = random.chance(500) ? referee::drawn_order(random, nodes) : nested_dissection(drawn.graph);
    Trial trial(std::move(drawn), order, random.below(most_lanes) + 1);
    for (int i = 0; i < 12; ++i) {
      const std::size_t most = i % 2 == 0 ? 1 : 4;
      const auto from = referee::drawn_ends(random, trial.of.graph, most);
      trial.check(from, i % 5 == 0 ? from : referee::drawn_ends(random, trial.of.graph, most));
    }
    paths += trial.paths;
  }
  EXPECT_GT(paths, 10'000U) << "hardly anything was compared";
}

TEST(Query, APotentialIsTheDistanceFromEveryNode) {
  Random random(testing::seed());
  for (int round = 0; round < 100 && !HasFailure(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    referee::Case drawn = referee::drawn_case(random);
    const auto order = referee::drawn_order(random, drawn.graph.nodes());
    Trial trial(std::move(drawn), order, 3);
    Potential potential(trial.index, trial.profile, 1);
    for (int i = 0; i < 3; ++i) {  // what was found for one aim must not stay for the next
      const auto to = referee::drawn_ends(random, trial.of.graph, 3);
      potential.aim(to);
      for (Node node = 0; node < trial.of.graph.nodes(); ++node) {
        const End from{node, 0, 0};
        trial.query.run(std::span(&from, 1), to);
        trial.check(std::span(&from, 1), to, 1);
        ASSERT_EQ(potential(node), trial.query.cost(1)) << node;
      }
    }
  }
}

// Not on the other lanes, nor on what was asked before.
TEST(Query, APathDependsOnItsLaneOnly) {
  Random random(testing::seed());
  for (int round = 0; round < 60 && !HasFailure(); ++round) {
    referee::Case drawn = referee::drawn_case(random);
    const auto order = referee::drawn_order(random, drawn.graph.nodes());
    Trial trial(std::move(drawn), order, 9);
    const std::size_t lane = random.below(9);
    const std::vector<Mix> alone{trial.profile.mix(lane)};
    const Profile profile = Profile::customized(trial.index, trial.of.graph, trial.of.time, trial.of.exposure, alone).value();
    for (int i = 0; i < 10; ++i) {
      const auto from = referee::drawn_ends(random, trial.of.graph, 3);
      const auto to = referee::drawn_ends(random, trial.of.graph, 3);
      Query query(trial.index, profile);
      query.run(from, to);
      trial.query.run(from, to);
      Path expected;
      Path path;
      EXPECT_EQ(trial.query.path(lane, path), query.path(0, expected));
      EXPECT_EQ(path, expected);
    }
  }
}

TEST(Query, NothingToFind) {
  referee::Draft draft(3);
  draft.arc(0, 1, 5, 5);
  const std::vector<Node> order{1, 0, 2};
  Trial trial(draft.made(), order, 2);
  const std::vector<End> from{{0, 0, 0}};
  Path path;
  trial.check(from, std::vector<End>{{2, 0, 0}});  // another component
  trial.check(std::vector<End>{{1, 0, 0}}, from);  // against the one-way
  trial.check(from, {});
  trial.check({}, from);
  trial.check({}, {});
  EXPECT_EQ(trial.paths, 0U);
}

// Mixed costs of ends may be larger than any path: they are as good as unreachable, and must not wrap.
TEST(Query, HugeEndsSaturate) {
  referee::Draft draft(2);
  constexpr Cost third = too_dear / 3;  // with two ends as dear as itself: the most that an index takes
  draft.arc(0, 1, third, 0);
  const std::vector<Node> order{0, 1};
  Trial trial(draft.made(), order, 1);
  const End near{0, 0, 0};
  const End huge{1, ~Cost{0}, ~Cost{0}};
  trial.query.run(std::span(&near, 1), std::span(&huge, 1));
  EXPECT_EQ(trial.query.cost(0), unreachable);
  const End large{1, unreachable - 1 - third, 0};
  trial.check(std::span(&near, 1), std::span(&large, 1));
  EXPECT_EQ(trial.query.cost(0), unreachable - 1);
}

TEST(Query, AFreeCircleIsNotWalked) {
  referee::Draft draft(3);
  draft.arc(0, 1, 1, 0);
  draft.arc(1, 2, 1, 0);
  draft.arc(2, 1, 1, 0);
  draft.arc(1, 1, 1, 0);
  for (const std::vector<Node>& order : {std::vector<Node>{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}}) {
    Trial trial(draft.made(), order, 2);
    trial.check(std::vector<End>{{0, 0, 0}}, std::vector<End>{{1, 0, 0}});
    Path path;
    ASSERT_TRUE(trial.query.path(1, path));
    EXPECT_EQ(path.arcs, std::vector<Arc>{0});
  }
}

TEST(Profile, RefusesWhatDoesNotBelong) {
  referee::Draft draft(2);
  draft.arc(0, 1, 1, 1);
  const auto [graph, time, exposure] = draft.made();
  const Index index = Index::build(graph, std::vector<Node>{0, 1}).value();
  const auto refused = [&](const Graph& g, std::span<const Cost> t, std::span<const Cost> e, std::span<const Mix> mixes) {
    const auto made = Profile::customized(index, g, t, e, mixes);
    return made ? Errc::count : made.error().code;
  };
  const std::vector<Cost> edge{too_dear};
  EXPECT_EQ(refused(graph, time, exposure, mixes_of(2)), Errc::count);
  EXPECT_EQ(refused(graph, edge, exposure, mixes_of(2)), Errc::too_large);
  EXPECT_EQ(refused(graph, time, edge, mixes_of(2)), Errc::too_large);
  EXPECT_EQ(refused(graph, time, {}, mixes_of(2)), Errc::bad_argument);
  EXPECT_EQ(refused(graph, time, exposure, {}), Errc::bad_argument);
  EXPECT_EQ(refused(graph, time, exposure, mixes_of(17)), Errc::bad_argument);
  EXPECT_EQ(refused(graph, time, exposure, std::vector<Mix>{{1U << mix_bits, 1}}), Errc::bad_argument);
  EXPECT_EQ(refused({{0, 1, 2}, {1, 0}}, edge, edge, mixes_of(2)), Errc::bad_argument);
}

}  // namespace
}  // namespace contrechamp::routing
