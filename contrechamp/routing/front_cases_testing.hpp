// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/random.hpp>
#include <contrechamp/routing/referee_testing.hpp>
#include <utility>
#include <vector>

/// Random questions for the tests of fronts: graphs whose fronts are long or full of ties, and any ends.
namespace contrechamp::routing {

struct Question : referee::Case {
  std::vector<End> from;
  std::vector<End> to;
};

/// How dear arcs are: of ten kinds, from all equal (many ties) over many zeros to wide.
inline Cost random_cost(Random& random, std::uint64_t kind) {
  static constexpr Cost widest[] = {1, 2, 4, 50, 1000};
  if (kind % 2 == 1 && random.chance(600)) return 0;  // most streets are unseen
  return static_cast<Cost>(random.below(widest[kind % 5] + std::uint64_t{1}));
}

/// Both costs of an arc: of their own kinds, or what is quick is much seen (long fronts).
class ArcCosts {
 public:
  explicit ArcCosts(Random& random)
      : random_(random), time_(random.below(10)), exposure_(random.below(10)), opposed_(random.chance(300)) {}
  [[nodiscard]] std::pair<Cost, Cost> next() {
    if (opposed_) {
      const auto time = static_cast<Cost>(random_.below(60));
      return {time, 60 - time};
    }
    return {random_cost(random_, time_), random_cost(random_, exposure_)};
  }

 private:
  Random& random_;
  std::uint64_t time_;
  std::uint64_t exposure_;
  bool opposed_;
};

/// Any arcs between few nodes: parallel ones, loops, one-ways, parts that nothing joins.
inline referee::Case random_tangle(Random& random, std::uint32_t at_most) {
  const auto nodes = static_cast<std::uint32_t>(random.between(1, at_most));
  referee::Draft draft(nodes);
  ArcCosts costs(random);
  for (std::uint64_t arcs = random.below(nodes * std::uint64_t{4} + 2); arcs > 0; --arcs) {
    const auto [time, exposure] = costs.next();
    draft.arc(static_cast<Node>(random.below(nodes)), static_cast<Node>(random.below(nodes)), time, exposure);
  }
  return draft.made();
}

/// A town: streets of a grid, some of them gone, some one-way.
inline referee::Case random_grid(Random& random, std::uint32_t most_side) {
  const auto wide = static_cast<std::uint32_t>(random.between(most_side / 3, most_side));
  const auto high = static_cast<std::uint32_t>(random.between(most_side / 3, most_side));
  referee::Draft draft(wide * high);
  ArcCosts costs(random);
  const auto street = [&](Node a, Node b) {
    const auto [time, exposure] = costs.next();
    if (random.chance(70)) return;
    draft.arc(a, b, time, exposure);
    if (!random.chance(150)) draft.arc(b, a, time, exposure);
  };
  for (Node v = 0; v < wide * high; ++v) {
    if (v % wide + 1 < wide) street(v, v + 1);
    if (v + wide < wide * high) street(v, v + wide);
  }
  return draft.made();
}

/// Mostly one end, sometimes several, at one node or at many, and none at all.
inline std::vector<End> random_ends(Random& random, std::uint32_t nodes) {
  const std::uint64_t count = random.chance(600) ? 1 : random.chance(50) ? 0 : 1 + random.below(4);
  const std::uint64_t kind = random.below(10);
  std::vector<End> ends;
  for (std::uint64_t i = 0; i < count; ++i) {
    ends.push_back({static_cast<Node>(random.below(nodes)), random_cost(random, kind), random_cost(random, kind)});
    if (random.chance(100)) ends.push_back(ends.back());
  }
  return ends;
}

inline Question with_ends(referee::Case made, Random& random) {
  const std::uint32_t nodes = made.graph.nodes();
  Question question{std::move(made), {}, {}};
  question.from = random_ends(random, nodes);
  question.to = random_ends(random, nodes);
  return question;
}

/// Any order will do for an index of a small graph.
inline std::vector<Node> random_order(Random& random, std::uint32_t nodes) {
  std::vector<Node> order(nodes);
  for (Node v = 0; v < nodes; ++v) order[v] = v;
  for (Node v = nodes; v > 1; --v) std::swap(order[v - 1], order[random.below(v)]);
  return order;
}

}  // namespace contrechamp::routing
