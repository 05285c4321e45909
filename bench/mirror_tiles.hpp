// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/routing/graph.hpp>
#include <vector>

namespace contrechamp::bench {

/// A graph with two costs an arc.
struct Tiled {
  routing::Graph graph;
  std::vector<routing::Cost> time;
  std::vector<routing::Cost> exposure;
};

/// A larger town: `side` x `side` copies of a graph, each the mirror image of those beside it. So what lies at an edge lies
/// beside its own image: of each edge the `seams` outermost nodes are joined with theirs, there and back. `at`: by node, x and y.
[[nodiscard]] Tiled mirror_tiled(const Tiled& one, const std::vector<std::array<double, 2>>& at, std::uint32_t side,
                                 std::size_t seams);

}  // namespace contrechamp::bench
