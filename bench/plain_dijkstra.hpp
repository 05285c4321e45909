// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <contrechamp/routing/graph.hpp>
#include <functional>
#include <utility>
#include <vector>

namespace contrechamp::bench {

/// Dijkstra's search that ends at the target, as anybody would write it: a binary heap, and labels that are forgotten by a stamp.
class PlainDijkstra {
 public:
  using Cost = routing::Cost;
  using Node = routing::Node;
  PlainDijkstra(const routing::Graph& graph, std::span<const Cost> costs)
      : graph_(graph), costs_(costs), cost_(graph.nodes()), stamp_(graph.nodes(), 0) {}

  [[nodiscard]] Cost cost(Node from, Node to) {
    ++now_;
    open_.clear();
    reach(from, 0);
    while (!open_.empty()) {
      std::pop_heap(open_.begin(), open_.end(), std::greater<>());
      const auto [cost, node] = open_.back();
      open_.pop_back();
      if (cost > cost_[node]) continue;
      if (node == to) return cost;
      for (routing::Arc arc = graph_.first_out[node]; arc < graph_.first_out[node + 1]; ++arc) {
        reach(graph_.head[arc], cost + costs_[arc]);
      }
    }
    return routing::unreachable;
  }

 private:
  void reach(Node node, Cost cost) {
    if (stamp_[node] == now_ && cost_[node] <= cost) return;
    stamp_[node] = now_;
    cost_[node] = cost;
    open_.emplace_back(cost, node);
    std::push_heap(open_.begin(), open_.end(), std::greater<>());
  }

  const routing::Graph& graph_;
  std::span<const Cost> costs_;
  std::vector<Cost> cost_;
  std::vector<std::uint32_t> stamp_;
  std::uint32_t now_ = 0;
  std::vector<std::pair<Cost, Node>> open_;
};

}  // namespace contrechamp::bench
