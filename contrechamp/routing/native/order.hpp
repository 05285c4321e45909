// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/graph.hpp>

namespace contrechamp::routing {

/// Nested dissection by METIS (G. Karypis, V. Kumar, A fast and high quality multilevel scheme for partitioning irregular graphs,
/// SIAM J. Sci. Comput. 20, 1998): order[rank] is a node. The same graph gives the same order. Errors: too_large, internal.
[[nodiscard]] Result<std::vector<Node>> nested_dissection(const Graph& graph);

}  // namespace contrechamp::routing
