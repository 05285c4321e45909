// SPDX-License-Identifier: AGPL-3.0-or-later
// What a profile holds, however it was computed. That its costs are right, query_test.cpp says.
#include <contrechamp/routing/native/order.hpp>
#include <contrechamp/routing/query.hpp>
#include <contrechamp/routing/referee_testing.hpp>
#include <gtest/gtest.h>
#include <atomic>
#include <thread>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

constexpr std::uint32_t whole = 1U << mix_bits;
const std::vector<Mix> mixes{only_time, only_exposure, {whole / 4, whole - whole / 4}};

/// Every arc there and back at the same costs, but for `one_ways` more.
referee::Case mirrored(const referee::Case& drawn, Random& random, std::size_t one_ways) {
  referee::Draft draft(drawn.graph.nodes());
  for (Node tail = 0; tail < drawn.graph.nodes(); ++tail) {
    for (Arc arc = drawn.graph.first_out[tail]; arc < drawn.graph.first_out[tail + 1]; ++arc) {
      draft.arc(tail, drawn.graph.head[arc], drawn.time[arc], drawn.exposure[arc]);
      draft.arc(drawn.graph.head[arc], tail, drawn.time[arc], drawn.exposure[arc]);
    }
  }
  for (; one_ways > 0; --one_ways) {
    draft.arc(static_cast<Node>(random.below(drawn.graph.nodes())), static_cast<Node>(random.below(drawn.graph.nodes())), 1, 1);
  }
  return draft.made();
}

TEST(Profile, ThreadsAndOldMemoryChangeNoCost) {
  Random random(testing::seed());
  const Executor backwards = [](std::size_t count, const std::function<void(std::size_t)>& task) {
    while (count > 0) task(--count);
  };
  const Executor threads = [](std::size_t count, const std::function<void(std::size_t)>& task) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (std::size_t i = next++; i < count; i = next++) task(i);
    };
    std::thread other(work);
    work();
    other.join();
  };
  for (int round = 0; round < 60; ++round) {
    const referee::Case of = mirrored(referee::drawn_case(random), random, random.below(3));
    const Index index = Index::build(of.graph, nested_dissection(of.graph)).value();
    const auto profile = Profile::customized(index, of.graph, of.time, of.exposure, mixes).value();
    for (const Executor& executor : {backwards, threads}) {
      const auto other =
          Profile::customized(index, of.graph, of.time, of.exposure, mixes, executor, LaneVector(random.below(5'000), 7)).value();
      for (Place place = 0; place < 2 * index.arcs(); ++place) {
        for (std::size_t lane = 0; lane < mixes.size(); ++lane) ASSERT_EQ(profile.cost(place, lane), other.cost(place, lane));
      }
    }
  }
}

TEST(Profile, WhatCostsTheSameBothWaysIsKeptOnce) {
  Random random(testing::seed());
  for (int round = 0; round < 60; ++round) {
    const std::size_t one_ways = round % 3;
    const referee::Case of = mirrored(referee::drawn_grid(random, 12, 9, 9), random, one_ways);
    const Index index = Index::build(of.graph, nested_dissection(of.graph)).value();
    const auto profile = Profile::customized(index, of.graph, of.time, of.exposure, mixes).value();
    const std::size_t once = std::size_t{index.arcs()} * profile.width() * sizeof(Cost);
    const std::size_t others = (2 * of.graph.arcs() + index.nodes()) * sizeof(Cost);
    if (one_ways == 0) {
      EXPECT_EQ(profile.bytes(), once + others);
    }
    EXPECT_LE(profile.bytes(), 2 * once + others);
    Query query(index, profile);
    for (int i = 0; i < 20; ++i) {
      const auto from = referee::drawn_ends(random, of.graph, 1), to = referee::drawn_ends(random, of.graph, 1);
      query.run(from, to);
      for (std::size_t lane = 0; lane < mixes.size(); ++lane) {
        const auto [time, exposure] = mixes[lane];
        const auto weighed = [&](const End& end) { return referee::weighed(time, exposure, end.time, end.exposure); };
        const auto costs = referee::weighed(time, exposure, of.time, of.exposure);
        const auto settled = referee::distances(of.graph, costs, std::vector<referee::Start>{{from[0].node, weighed(from[0])}});
        const auto best = referee::cheapest(settled, std::vector<referee::Start>{{to[0].node, weighed(to[0])}});
        EXPECT_EQ(query.cost(lane), best == referee::no_path ? unreachable : best);
      }
    }
  }
}

// Parts of the tree that may be customized at the same time: apart, and most of what there is.
TEST(Index, FamiliesAreApart) {
  Random random(testing::seed());
  for (int round = 0; round < 20; ++round) {
    const Graph graph = referee::drawn_grid(random, 40, 40, 9).graph;
    const bool dissected = round % 2 == 0;
    const auto order = dissected ? nested_dissection(graph) : referee::drawn_order(random, graph.nodes());
    const Index index = Index::build(graph, order).value();
    std::vector<std::uint32_t> family(index.nodes(), nowhere);
    std::size_t covered = 0;
    for (std::uint32_t i = 0; i < index.families().size(); ++i) {
      for (Rank r = index.families()[i].begin; r < index.families()[i].end; ++r) {
        ASSERT_EQ(family[r], nowhere);
        family[r] = i;
        ++covered;
      }
    }
    for (std::uint32_t arc = 0; arc < index.arcs(); ++arc) {
      const std::uint32_t upper = family[index.upper(arc)];
      EXPECT_TRUE(upper == nowhere || upper == family[index.lower(arc)]) << "an arc into a family from elsewhere";
    }
    if (dissected) {
      EXPECT_GT(covered, graph.nodes() / 2);
    }
  }
}

}  // namespace
}  // namespace contrechamp::routing
