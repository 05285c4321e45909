// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/executor.hpp>
#include <contrechamp/routing/native/separator.hpp>

namespace contrechamp::routing {

/// In which order the nodes are best contracted: those that part the graph last, before them each side likewise (A. George,
/// Nested dissection of a regular finite element mesh, SIAM J. Numer. Anal. 10, 1973), until a part is so small that always
/// taking a node with the fewest neighbours is as good. Parts are done at the same time; the same graph gives the same order.
[[nodiscard]] std::vector<std::uint32_t> dissected(const Links& links, const Executor& executor);

}  // namespace contrechamp::routing
