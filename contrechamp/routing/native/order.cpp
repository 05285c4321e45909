// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/native/order.hpp>
#include <metis.h>
#include <algorithm>
#include <array>
#include <limits>
#include <string>

namespace contrechamp::routing {
namespace {

static_assert(sizeof(idx_t) == sizeof(std::int32_t), "orders would differ between widths of METIS");

/// Without direction, loops and parallel arcs; each pair stands in both lists. As METIS wants it (its manual, section 5.5).
struct Pairs {
  explicit Pairs(const Graph& graph) {
    std::vector<std::array<idx_t, 2>> pairs;
    pairs.reserve(std::size_t{2} * graph.arcs());
    for (Node node = 0; node < graph.nodes(); ++node) {
      for (Arc arc = graph.first_out[node]; arc < graph.first_out[node + 1]; ++arc) {
        const auto a = static_cast<idx_t>(node);
        const auto b = static_cast<idx_t>(graph.head[arc]);
        if (a == b) continue;
        pairs.push_back({a, b});
        pairs.push_back({b, a});
      }
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    first.assign(graph.nodes() + std::size_t{1}, 0);
    for (const auto& [from, to] : pairs) {
      ++first[static_cast<std::size_t>(from) + 1];
      neighbour.push_back(to);
    }
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  }
  std::vector<idx_t> first;
  std::vector<idx_t> neighbour;
};

}  // namespace

Result<std::vector<Node>> nested_dissection(const Graph& graph) {
  std::vector<Node> order(graph.nodes());
  for (Node node = 0; node < graph.nodes(); ++node) order[node] = node;
  if (graph.arcs() > static_cast<std::uint32_t>(std::numeric_limits<idx_t>::max()) / 2)
    return fail(Errc::too_large, "more arcs than METIS can number");
  Pairs pairs(graph);
  if (pairs.neighbour.empty()) return order;  // METIS refuses a graph without arcs, and any order is good
  std::array<idx_t, METIS_NOPTIONS> options{};
  METIS_SetDefaultOptions(options.data());
  options[METIS_OPTION_SEED] = 1;
  options[METIS_OPTION_NUMBERING] = 0;
  options[METIS_OPTION_NSEPS] = 3;  // the best of three separators: fewer arcs in the index for some seconds more, once an import
  options[METIS_OPTION_UFACTOR] = 200;
  auto nodes = static_cast<idx_t>(graph.nodes());
  std::vector<idx_t> node_at(graph.nodes());
  std::vector<idx_t> rank(graph.nodes());
  const int result =
      METIS_NodeND(&nodes, pairs.first.data(), pairs.neighbour.data(), nullptr, options.data(), node_at.data(), rank.data());
  if (result != METIS_OK) return fail(Errc::internal, "METIS gives no order: " + std::to_string(result));
  std::transform(node_at.begin(), node_at.end(), order.begin(), [](idx_t node) { return static_cast<Node>(node); });
  return order;
}

}  // namespace contrechamp::routing
