// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::routing {

using Node = std::uint32_t;
using Arc = std::uint32_t;
/// What an arc or a path costs, in whole units of the search (whoever asks knows which: seconds/10, metres/10).
using Cost = std::uint32_t;

/// No path. Two of them still fit in 32 bits, so no sum of two costs wraps; `plus` saturates.
inline constexpr Cost unreachable = (Cost{1} << 31) - 1;
/// Every path costs less than this in a graph that `check_costs` lets pass. It needs 31 bits, the sum of two paths 32, unsigned.
inline constexpr Cost too_dear = unreachable;
[[nodiscard]] constexpr Cost plus(Cost a, Cost b) {
  const Cost sum = a + b;
  return sum < unreachable ? sum : unreachable;
}

inline constexpr std::size_t most_nodes = std::size_t{1} << 30;
inline constexpr std::size_t most_arcs = std::size_t{1} << 30;

/// A directed graph, as arrays: arcs out of node v are [first_out[v], first_out[v + 1]), and arc a leads to head[a]. Parallel
/// arcs and loops are kept: an arc's number is the caller's.
struct Graph {
  std::vector<Arc> first_out{0};  ///< one more than nodes
  std::vector<Node> head;
  [[nodiscard]] std::uint32_t nodes() const { return static_cast<std::uint32_t>(first_out.size() - 1); }
  [[nodiscard]] std::uint32_t arcs() const { return static_cast<std::uint32_t>(head.size()); }
};

/// Arrays of a stranger: first_out ascending from 0 to the number of arcs, heads are nodes, not more of either than most_nodes
/// and most_arcs. Errors: bad_argument, what is wrong.
[[nodiscard]] Result<void> check_graph(const Graph& graph);
/// No path that visits each node at most once can reach too_dear, nor if it begins and ends with a part of an arc more: of each
/// node the dearest outgoing arc (loops too, for they may be tried), summed, and twice the dearest of all, stays below it.
/// Errors: bad_argument (not one cost an arc), too_large.
[[nodiscard]] Result<void> check_costs(const Graph& graph, std::span<const Cost> costs);

/// A place where a route may begin or end, and what it costs to get from there to the node, or from the node to there.
struct End {
  Node node = 0;
  Cost time = 0;
  Cost exposure = 0;
};

/// From one of the given beginnings to one of the given ends.
struct Path {
  std::uint32_t from = 0;  ///< which of the beginnings
  std::uint32_t to = 0;    ///< which of the ends
  std::vector<Arc> arcs;   ///< in the order of travel; empty if both are the same node
  bool operator==(const Path&) const = default;
};

}  // namespace contrechamp::routing
