// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/random.hpp>
#include <contrechamp/routing/graph.hpp>
#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <queue>
#include <span>
#include <utility>
#include <vector>

/// Referees of cheapest paths, and graphs to try them on. They share no code with the index: plain Dijkstra (E. W. Dijkstra, A
/// note on two problems in connexion with graphs, 1959) in 64 bits. For tests and benchmarks.
namespace contrechamp::routing::referee {

using Sum = std::uint64_t;
inline constexpr Sum no_path = ~Sum{0};

/// What an arc costs in a lane: `time` and `exposure` are parts of 1024.
[[nodiscard]] inline Sum weighed(std::uint32_t time_part, std::uint32_t exposure_part, Cost time, Cost exposure) {
  return (Sum{time_part} * time + Sum{exposure_part} * exposure) / 1024;
}
[[nodiscard]] inline std::vector<Sum> weighed(std::uint32_t time_part, std::uint32_t exposure_part, std::span<const Cost> time,
                                              std::span<const Cost> exposure) {
  std::vector<Sum> sums;
  for (std::size_t i = 0; i < time.size(); ++i) sums.push_back(weighed(time_part, exposure_part, time[i], exposure[i]));
  return sums;
}

/// A node, and what it costs to begin or end there.
using Start = std::pair<Node, Sum>;

/// From the nearest of the starts to each node.
[[nodiscard]] inline std::vector<Sum> distances(const Graph& graph, std::span<const Sum> costs, std::span<const Start> starts) {
  using Entry = std::pair<Sum, Node>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  std::vector<Sum> settled(graph.nodes(), no_path);
  for (const auto& [node, sum] : starts) open.emplace(sum, node);
  while (!open.empty()) {
    const auto [sum, node] = open.top();
    open.pop();
    if (settled[node] != no_path) continue;
    settled[node] = sum;
    for (Arc arc = graph.first_out[node]; arc < graph.first_out[node + 1]; ++arc) {
      if (settled[graph.head[arc]] == no_path) open.emplace(sum + costs[arc], graph.head[arc]);
    }
  }
  return settled;
}

[[nodiscard]] inline Sum cheapest(std::span<const Sum> settled, std::span<const Start> ends) {
  Sum best = no_path;
  for (const auto& [node, sum] : ends) {
    if (settled[node] != no_path) best = std::min(best, settled[node] + sum);
  }
  return best;
}

/// The sum of a path's arcs; nothing if they do not lead from the one node to the other, each beginning where the last ended.
[[nodiscard]] inline std::optional<Sum> walked(const Graph& graph, std::span<const Sum> costs, std::span<const Arc> arcs,
                                               Node from, Node to) {
  Sum sum = 0;
  Node at = from;
  for (const Arc arc : arcs) {
    if (arc >= graph.arcs() || arc < graph.first_out[at] || arc >= graph.first_out[at + 1]) return std::nullopt;
    sum += costs[arc];
    at = graph.head[arc];
  }
  return at == to ? std::optional(sum) : std::nullopt;
}

/// A graph and the two costs of its arcs.
struct Case {
  Graph graph;
  std::vector<Cost> time;
  std::vector<Cost> exposure;
};

/// Collects arcs in any order.
class Draft {
 public:
  explicit Draft(std::uint32_t nodes) : out_(nodes) {}
  void arc(Node from, Node to, Cost time, Cost exposure) { out_[from].push_back({to, time, exposure}); }
  [[nodiscard]] Case made() const {
    Case made;
    for (const auto& arcs : out_) {
      for (const auto& [to, time, exposure] : arcs) {
        made.graph.head.push_back(to);
        made.time.push_back(time);
        made.exposure.push_back(exposure);
      }
      made.graph.first_out.push_back(static_cast<Arc>(made.graph.head.size()));
    }
    return made;
  }

 private:
  struct To {
    Node node;
    Cost time, exposure;
  };
  std::vector<std::vector<To>> out_;
};

/// Costs of the drawn graphs: seldom none, often few different ones, so that paths tie; exposure mostly nothing, as streets have
/// it.
[[nodiscard]] inline std::pair<Cost, Cost> drawn_costs(Random& random, Cost most) {
  const Cost time = random.chance(50) ? 0 : static_cast<Cost>(random.below(random.chance(300) ? 3 : most) + 1);
  const Cost exposure = random.chance(600) ? 0 : static_cast<Cost>(random.below(time + 1U));
  return {time, exposure};
}

/// Streets in a grid: some are missing, some one-way, some doubled, some are loops.
[[nodiscard]] inline Case drawn_grid(Random& random, std::uint32_t wide, std::uint32_t high, Cost most) {
  Draft draft(wide * high);
  const auto way = [&](Node from, Node to) {
    const auto [time, exposure] = drawn_costs(random, most);
    draft.arc(from, to, time, exposure);
  };
  for (Node node = 0; node < wide * high; ++node) {
    for (const Node next : {node % wide + 1 < wide ? node + 1 : node, node + wide}) {
      if (next == node || next >= wide * high || random.chance(150)) continue;
      if (!random.chance(100)) way(node, next);
      if (!random.chance(100)) way(next, node);
      if (random.chance(50)) way(node, next);
    }
    if (random.chance(30)) way(node, node);
  }
  return draft.made();
}

/// Any arcs: falls into several pieces when they are few.
[[nodiscard]] inline Case drawn_sparse(Random& random, std::uint32_t nodes, std::uint32_t arcs, Cost most) {
  Draft draft(nodes);
  for (std::uint32_t i = 0; i < arcs; ++i) {
    const auto [time, exposure] = drawn_costs(random, most);
    draft.arc(static_cast<Node>(random.below(nodes)), static_cast<Node>(random.below(nodes)), time, exposure);
  }
  return draft.made();
}

/// One of many shapes, between 1 and about 150 nodes.
[[nodiscard]] inline Case drawn_case(Random& random) {
  const Cost most = random.chance(500) ? 9 : 100'000;
  if (random.chance(500)) {
    return drawn_grid(random, static_cast<std::uint32_t>(random.below(12) + 1), static_cast<std::uint32_t>(random.below(12) + 1),
                      most);
  }
  const auto nodes = static_cast<std::uint32_t>(random.below(60) + 1);
  return drawn_sparse(random, nodes, static_cast<std::uint32_t>(random.below(4 * nodes + 1)), most);
}

/// A bad order: the index is then dense, and shows more.
[[nodiscard]] inline std::vector<Node> drawn_order(Random& random, std::uint32_t nodes) {
  std::vector<Node> order(nodes);
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t i = nodes; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return order;
}

[[nodiscard]] inline std::vector<End> drawn_ends(Random& random, const Graph& graph, std::size_t most) {
  std::vector<End> ends(random.below(most) + 1);
  for (End& end : ends) {
    end.node = static_cast<Node>(random.below(graph.nodes()));
    if (random.chance(300)) continue;
    end.time = static_cast<Cost>(random.below(50));
    end.exposure = static_cast<Cost>(random.below(50));
  }
  return ends;
}

}  // namespace contrechamp::routing::referee
