// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/graph.hpp>
#include <algorithm>
#include <string>

namespace contrechamp::routing {

Result<void> check_graph(const Graph& graph) {
  if (graph.first_out.empty() || graph.first_out.front() != 0) return fail(Errc::bad_argument, "graph: arcs do not begin at 0");
  if (graph.first_out.size() - 1 > most_nodes) return fail(Errc::bad_argument, "graph: too many nodes");
  if (graph.head.size() > most_arcs) return fail(Errc::bad_argument, "graph: too many arcs");
  if (!std::is_sorted(graph.first_out.begin(), graph.first_out.end()))
    return fail(Errc::bad_argument, "graph: arcs are not in the order of nodes");
  if (graph.first_out.back() != graph.head.size()) return fail(Errc::bad_argument, "graph: not as many arcs as nodes say");
  const auto stray = std::find_if(graph.head.begin(), graph.head.end(), [&](Node head) { return head >= graph.nodes(); });
  if (stray == graph.head.end()) return {};
  return fail(Errc::bad_argument, "graph: arc " + std::to_string(stray - graph.head.begin()) + " leads to no node");
}

Result<void> check_costs(const Graph& graph, std::span<const Cost> costs) {
  if (costs.size() != graph.arcs()) return fail(Errc::bad_argument, "graph: not one cost for each arc");
  std::uint64_t sum = 0;
  std::uint64_t dearest = 0;
  for (Node node = 0; node < graph.nodes(); ++node) {
    const auto out = costs.subspan(graph.first_out[node], graph.first_out[node + 1] - graph.first_out[node]);
    if (out.empty()) continue;
    const Cost most = *std::max_element(out.begin(), out.end());
    sum += most;
    dearest = std::max<std::uint64_t>(dearest, most);
  }
  sum += 2 * dearest;  // the parts of arcs where a route begins and ends
  if (sum < too_dear) return {};
  return fail(Errc::too_large, "graph: a path may cost " + std::to_string(sum) + ", 2^31 - 1 or more");
}

}  // namespace contrechamp::routing
