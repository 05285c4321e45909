// SPDX-License-Identifier: AGPL-3.0-or-later
// Separators of small graphs against all sets of nodes, tried one after the other.
#include <contrechamp/core/random.hpp>
#include <contrechamp/routing/native/separator.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <bit>
#include <map>
#include <tests/support/testing.hpp>
#include <utility>

namespace contrechamp::routing {
namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Links linked(std::uint32_t nodes, const Pairs& pairs) {
  std::vector<std::vector<std::uint32_t>> of(nodes);
  for (const auto& [a, b] : pairs) {
    of[a].push_back(b);
    of[b].push_back(a);
  }
  Links links;
  for (auto& list : of) {
    std::ranges::sort(list);
    for (const std::uint32_t v : list) links.other.push_back(v);
    links.first.push_back(static_cast<std::uint32_t>(links.other.size()));
  }
  return links;
}

/// Hangs together: each node is joined to one before it, and some pairs more.
Links drawn(Random& random, std::uint32_t nodes, unsigned more_of_1000) {
  Pairs pairs;
  for (std::uint32_t b = 1; b < nodes; ++b) {
    const auto parent = static_cast<std::uint32_t>(random.below(b));
    for (std::uint32_t a = 0; a < b; ++a) {
      if (a == parent || random.chance(more_of_1000)) pairs.emplace_back(a, b);
    }
  }
  return linked(nodes, pairs);
}

/// Bit by node: reached from the given ones without the nodes that are taken out.
std::uint32_t reached(const Links& links, std::uint32_t from, std::uint32_t out) {
  std::uint32_t now = from & ~out;
  for (std::uint32_t before = 0; before != now;) {
    before = now;
    for (std::uint32_t v = 0; v < links.nodes(); ++v) {
      if ((now >> v & 1U) == 0) continue;
      for (const std::uint32_t w : links.of(v)) now |= 1U << w & ~out;
    }
  }
  return now;
}

std::uint32_t where(const std::vector<Side>& sides, Side side) {
  std::uint32_t bits = 0;
  for (std::size_t v = 0; v < sides.size(); ++v) bits |= static_cast<std::uint32_t>(sides[v] == side) << v;
  return bits;
}

TEST(Separator, NoSmallerSetOfNodesIsBetweenTheZones) {
  Random random(testing::seed());
  int apart = 0;
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const auto nodes = static_cast<std::uint32_t>(4 + random.below(8));
    const Links links = drawn(random, nodes, static_cast<unsigned>(random.below(500)));
    std::vector<Zone> zones(nodes, Zone::middle);
    std::vector<std::int32_t> along(nodes);
    for (auto& value : along) value = static_cast<std::int32_t>(random.below(5));
    for (std::uint32_t v = 0; v < nodes; ++v)
      zones[v] = v == 0 ? Zone::begin : v == 1 ? Zone::end : static_cast<Zone>(random.below(3));
    std::uint32_t begin = 0, end = 0;
    for (std::uint32_t v = 0; v < nodes; ++v) {
      begin |= static_cast<std::uint32_t>(zones[v] == Zone::begin) << v;
      end |= static_cast<std::uint32_t>(zones[v] == Zone::end) << v;
    }
    int fewest = static_cast<int>(nodes);
    for (std::uint32_t out = 0; out < 1U << nodes; ++out) {
      if ((reached(links, begin, out) & end) == 0) fewest = std::min(fewest, std::popcount(out));
    }
    const auto found = least_between(links, zones, along, nodes);
    ASSERT_EQ(found.size(), 2U);
    for (const auto& sides : found) {
      const std::uint32_t out = where(sides, Side::between), one = where(sides, Side::one), other = where(sides, Side::other);
      EXPECT_EQ(std::popcount(out), fewest);
      EXPECT_EQ(one & end, 0U);
      EXPECT_EQ(other & begin, 0U);
      EXPECT_EQ(reached(links, one, out) & other, 0U);
      apart += one != 0 && other != 0 ? 1 : 0;
    }
    EXPECT_EQ(where(found[0], Side::one) & ~where(found[1], Side::one), 0U) << "the first lies nearer to the beginning";
    EXPECT_TRUE(fewest == 0 || least_between(links, zones, along, static_cast<std::uint32_t>(fewest - 1)).empty());
  }
  EXPECT_GT(apart, 100) << "hardly anything was parted";
}

TEST(Separator, PartsWhatCanBeParted) {
  Random random(testing::seed());
  for (int round = 0; round < 300; ++round) {
    const auto nodes = static_cast<std::uint32_t>(2 + random.below(29));
    const Links links = drawn(random, nodes, static_cast<unsigned>(random.below(300)));
    const auto sides = separated(links);
    EXPECT_EQ(sides, separated(links));
    if (sides.empty()) continue;
    const std::uint32_t one = where(sides, Side::one), other = where(sides, Side::other);
    EXPECT_NE(one, 0U);
    EXPECT_NE(other, 0U);
    EXPECT_EQ(reached(links, one, where(sides, Side::between)) & other, 0U);
  }
}

TEST(Separator, OfADumbbellIsItsHandle) {
  Pairs pairs{{4, 5}, {5, 6}};  // 5 in the middle of two cliques of five
  for (const std::uint32_t first : {0U, 6U}) {
    for (std::uint32_t a = first; a < first + 5; ++a) {
      for (std::uint32_t b = a + 1; b < first + 5; ++b) pairs.emplace_back(a, b);
    }
  }
  const auto sides = separated(linked(11, pairs));
  ASSERT_EQ(sides.size(), 11U);
  EXPECT_EQ(std::ranges::count(sides, Side::between), 1);
  EXPECT_GE(std::min(std::ranges::count(sides, Side::one), std::ranges::count(sides, Side::other)), 4);
}

TEST(Separator, OfAWholeIsNone) { EXPECT_TRUE(separated(linked(3, {{0, 1}, {0, 2}, {1, 2}})).empty()); }

}  // namespace
}  // namespace contrechamp::routing
