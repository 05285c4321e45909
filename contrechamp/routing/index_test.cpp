// SPDX-License-Identifier: AGPL-3.0-or-later
// What an index holds, against its definition; and arrays of a stranger.
#include <contrechamp/routing/forefathers.hpp>
#include <contrechamp/routing/index.hpp>
#include <contrechamp/routing/query.hpp>
#include <contrechamp/routing/referee_testing.hpp>
#include <gtest/gtest.h>
#include <set>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

/// By definition: is there a path, whichever way its arcs point, whose inner nodes all come before both of its ends?
bool joined_below(const Graph& graph, std::span<const Node> order, Rank a, Rank b) {
  std::vector<bool> reached(graph.nodes());
  reached[order[a]] = true;
  const auto may_pass = [&](Node node) {
    return node == order[a] || std::find(order.begin(), order.begin() + std::min(a, b), node) != order.begin() + std::min(a, b);
  };
  for (std::uint32_t round = 0; round < graph.nodes(); ++round) {
    for (Node tail = 0; tail < graph.nodes(); ++tail) {
      for (Arc arc = graph.first_out[tail]; arc < graph.first_out[tail + 1]; ++arc) {
        const Node head = graph.head[arc];
        if (reached[tail] && may_pass(tail)) reached[head] = true;
        if (reached[head] && may_pass(head)) reached[tail] = true;
      }
    }
  }
  return reached[order[b]];
}

TEST(Index, HoldsThePairsThatAPathOverLowerNodesJoins) {
  Random random(testing::seed());
  for (int round = 0; round < 60 && !::testing::Test::HasFailure(); ++round) {
    const auto nodes = static_cast<std::uint32_t>(random.below(12) + 1);
    const Graph graph = referee::drawn_sparse(random, nodes, static_cast<std::uint32_t>(random.below(2 * nodes + 1)), 9).graph;
    const auto order = referee::drawn_order(random, nodes);
    const Index index = Index::build(graph, order).value();
    for (Rank low = 0; low < nodes; ++low) {
      EXPECT_EQ(index.rank(order[low]), low);
      for (Rank high = low + 1; high < nodes; ++high) {
        EXPECT_EQ(index.arc_between(low, high) != nowhere, joined_below(graph, order, low, high)) << low << ' ' << high;
      }
    }
  }
}

TEST(Index, GivesEachArcItsPlace) {
  Random random(testing::seed());
  for (int round = 0; round < 100 && !::testing::Test::HasFailure(); ++round) {
    const Graph graph = referee::drawn_case(random).graph;
    const Index index = Index::build(graph, referee::drawn_order(random, graph.nodes())).value();
    std::size_t placed = 0;
    for (Node tail = 0; tail < graph.nodes(); ++tail) {
      for (Arc arc = graph.first_out[tail]; arc < graph.first_out[tail + 1]; ++arc) {
        const Place place = index.places()[arc];
        ASSERT_EQ(place == nowhere, tail == graph.head[arc]);
        if (place == nowhere) continue;
        const bool falls = index.rank(tail) > index.rank(graph.head[arc]);
        EXPECT_EQ(place % 2 == 1, falls);
        EXPECT_EQ(index.lower(place / 2), index.rank(falls ? graph.head[arc] : tail));
        EXPECT_EQ(index.upper(place / 2), index.rank(falls ? tail : graph.head[arc]));
        const auto originals = index.originals(place);
        EXPECT_TRUE(std::is_sorted(originals.begin(), originals.end()));
        EXPECT_EQ(std::count(originals.begin(), originals.end(), arc), 1);
        ++placed;
      }
    }
    std::size_t originals = 0;
    for (Place place = 0; place < 2 * index.arcs(); ++place) originals += index.originals(place).size();
    EXPECT_EQ(originals, placed);
  }
}

TEST(Index, ListsArcsFromBelow) {
  Random random(testing::seed());
  const Graph graph = referee::drawn_grid(random, 9, 9, 9).graph;
  const Index index = Index::build(graph, referee::drawn_order(random, graph.nodes())).value();
  std::size_t arcs = 0;
  for (Rank rank = 0; rank < index.nodes(); ++rank) {
    Rank before = 0;
    for (const std::uint32_t arc : index.down_arcs(rank)) {
      EXPECT_EQ(index.upper(arc), rank);
      EXPECT_GE(index.lower(arc), before);
      before = index.lower(arc) + 1;
      ++arcs;
    }
  }
  EXPECT_EQ(arcs, index.arcs());
}

TEST(Index, ForefathersStandOnceEachAscending) {
  Random random(testing::seed());
  for (int round = 0; round < 100 && !::testing::Test::HasFailure(); ++round) {
    const Graph graph = referee::drawn_case(random).graph;
    const Index index = Index::build(graph, referee::drawn_order(random, graph.nodes())).value();
    const auto ends = referee::drawn_ends(random, graph, 5);
    std::set<Rank> expected;
    for (const End& end : ends) {
      for (Rank rank = index.rank(end.node); rank != nowhere; rank = index.parent(rank)) expected.insert(rank);
    }
    std::vector<Rank> ranks{7};  // what was in it goes
    forefathers(index, ends, ranks);
    EXPECT_EQ(ranks, std::vector<Rank>(expected.begin(), expected.end()));
  }
}

TEST(Index, WhatIsStoredOpensAgain) {
  Random random(testing::seed());
  for (int round = 0; round < 50; ++round) {
    const Graph graph = referee::drawn_case(random).graph;
    const Index built = Index::build(graph, referee::drawn_order(random, graph.nodes())).value();
    const auto opened = Index::open(graph, built.stored());
    ASSERT_TRUE(opened) << opened.error().sentence();
    EXPECT_EQ(opened->stored(), built.stored());
    EXPECT_TRUE(std::equal(opened->places().begin(), opened->places().end(), built.places().begin(), built.places().end()));
  }
  EXPECT_TRUE(Index::build({}, {})) << "a graph of nothing";
  EXPECT_TRUE(Index::open({}, {{}, {0}, {}}));
}

// Square 0-1-2-3-0, contracted in this order: 0 joins 1 and 3, so 1 has 2 and 3, and 2 has 3.
struct Square {
  Graph graph{{0, 1, 2, 3, 4}, {1, 2, 3, 0}};
  StoredIndex stored{{0, 1, 2, 3}, {0, 2, 4, 5, 5}, {1, 3, 2, 3, 3}};
};

TEST(Index, RefusesWhatIsNoIndexOfThisGraph) {
  const auto refused = [](auto damage) {
    Square square;
    damage(square);
    const auto opened = Index::open(square.graph, square.stored);
    return opened ? "" : opened.error().detail;
  };
  EXPECT_EQ(refused([](Square&) {}), "");
  EXPECT_NE(refused([](Square& s) { s.graph.head[0] = 4; }), "") << "a damaged graph";
  EXPECT_NE(refused([](Square& s) { s.stored.order = {0, 1, 2}; }), "");
  EXPECT_NE(refused([](Square& s) { s.stored.order = {0, 1, 2, 4}; }), "");
  EXPECT_NE(refused([](Square& s) { s.stored.order = {0, 1, 2, 2}; }), "");
  EXPECT_NE(refused([](Square& s) { s.stored.order = {0, 2, 1, 3}; }), "") << "now 0 has neighbours 2 and 3";
  EXPECT_NE(refused([](Square& s) { s.stored.first_up = {}; }), "");
  EXPECT_NE(refused([](Square& s) { s.stored.first_up = {0, 2, 4, 5}; }), "");
  EXPECT_NE(refused([](Square& s) { s.stored.first_up = {0, 2, 4, 5, 6}; }), "");
  EXPECT_NE(refused([](Square& s) { s.stored.first_up = {0, 4, 2, 5, 5}; }), "");
  EXPECT_NE(refused([](Square& s) { s.stored.first_up = {1, 2, 4, 5, 5}; }), "");
  EXPECT_NE(refused([](Square& s) { s.stored.up_head = {3, 1, 2, 3, 3}; }), "") << "descending";
  EXPECT_NE(refused([](Square& s) { s.stored.up_head = {0, 3, 2, 3, 3}; }), "") << "its own neighbour";
  EXPECT_NE(refused([](Square& s) { s.stored.up_head = {1, 4, 2, 3, 3}; }), "") << "no rank";
  EXPECT_NE(refused([](Square& s) { s.stored = {{0, 1, 2, 3}, {0, 2, 3, 4, 4}, {1, 3, 2, 3}}; }), "") << "no arc over 0";
  EXPECT_NE(refused([](Square& s) { s.stored = {{0, 1, 2, 3}, {0, 1, 3, 4, 4}, {1, 2, 3, 3}}; }), "") << "arc 3 has no place";
  EXPECT_NE(refused([](Square& s) { s.stored = {{0, 1, 2, 3}, {0, 3, 5, 6, 6}, {1, 2, 3, 2, 3, 3}}; }), "") << "0 and 2";
}

/// One array of a stored index, with a number changed, added or left out.
void damage(Random& random, StoredIndex& stored) {
  auto& array = random.chance(300) ? stored.order : random.chance(300) ? stored.first_up : stored.up_head;
  const auto value = static_cast<std::uint32_t>(random.chance(50) ? random.next() : random.below(stored.order.size() + 1));
  const std::size_t at = random.below(array.size() + 1);
  if (random.chance(200) || at == array.size()) {
    array.insert(array.begin() + static_cast<std::ptrdiff_t>(at), value);
  } else if (random.chance(250)) {
    array.erase(array.begin() + static_cast<std::ptrdiff_t>(at));
  } else if (random.chance(300)) {
    std::swap(array[at], array[random.below(array.size())]);
  } else {
    array[at] = value;
  }
}

// Whatever passes is a whole index: that of its own order, so its answers are right.
TEST(Index, DamageIsRefusedOrDoesNoHarm) {
  Random random(testing::seed());
  std::size_t refused = 0;
  std::size_t passed = 0;
  for (int round = 0; round < 3000 && !::testing::Test::HasFailure(); ++round) {
    const referee::Case drawn = referee::drawn_sparse(random, static_cast<std::uint32_t>(random.below(9) + 1),
                                                      static_cast<std::uint32_t>(random.below(16)), 9);
    StoredIndex stored = Index::build(drawn.graph, referee::drawn_order(random, drawn.graph.nodes())).value().stored();
    for (std::uint64_t times = random.below(2) + 1; times > 0; --times) damage(random, stored);
    const auto opened = Index::open(drawn.graph, stored);
    if (!opened) {
      EXPECT_EQ(opened.error().code, Errc::bad_argument);
      ++refused;
      continue;
    }
    ++passed;
    EXPECT_EQ(Index::build(drawn.graph, stored.order).value().stored(), stored);
    const Profile profile = Profile::customized(*opened, drawn.graph, drawn.time, drawn.exposure, std::vector{only_time}).value();
    Query query(*opened, profile);
    const std::vector<referee::Sum> costs(drawn.time.begin(), drawn.time.end());
    for (Node from = 0; from < drawn.graph.nodes(); ++from) {
      const auto settled = referee::distances(drawn.graph, costs, std::vector<referee::Start>{{from, 0}});
      for (Node to = 0; to < drawn.graph.nodes(); ++to) {
        query.run(std::vector<End>{{from, 0, 0}}, std::vector<End>{{to, 0, 0}});
        EXPECT_EQ(query.cost(0), settled[to] == referee::no_path ? unreachable : settled[to]);
      }
    }
  }
  EXPECT_GT(refused, 1000U);
  EXPECT_GT(passed, 100U);
}

}  // namespace
}  // namespace contrechamp::routing
