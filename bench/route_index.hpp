// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <bench/results.hpp>
#include <contrechamp/routing/profile.hpp>
#include <string>
#include <utility>

namespace contrechamp::bench {

/// A graph with the two costs of its arcs, and pairs of nodes to ask for.
struct Network {
  const routing::Graph& graph;
  std::span<const routing::Cost> time;
  std::span<const routing::Cost> exposure;
  std::span<const std::pair<routing::Node, routing::Node>> pairs;
};

/// Orders the nodes and makes the index: rows `route_index_built_<name>`, `index_bytes_per_node_<name>`. Errors: those of both.
[[nodiscard]] Result<routing::Index> build_index(const std::string& name, const routing::Graph& graph, Results& results);
/// What weights cost in an index, and a route with its path by time, held against plain Dijkstra, by whom its cost is checked.
void measure_index(const std::string& name, const Network& network, const routing::Index& index, Results& results);

}  // namespace contrechamp::bench
