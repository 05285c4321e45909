// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/executor.hpp>
#include <contrechamp/routing/graph.hpp>

namespace contrechamp::routing {

/// In which order an index best contracts the nodes: order[rank] is a node. Dead ends, bends and small junctions first, the rest
/// by nested dissection (dissection.hpp); each node right behind all its descendants. The same graph gives the same order,
/// whoever does the parts.
[[nodiscard]] std::vector<Node> nested_dissection(const Graph& graph, const Executor& executor = in_turn);

}  // namespace contrechamp::routing
