// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/prove_graph.hpp>
#include <functional>
#include <limits>

/// The searches behind a proof.
namespace contrechamp::trips {

/// From where one searches: from the start with the traffic, or from the end against it.
enum class Side : std::uint8_t { start, end };

/// Cheapest ways from the start to every node, or from every node to the end. Ties: the node that was settled first.
struct ProofTree {
  static constexpr std::uint64_t unreached = std::numeric_limits<std::uint64_t>::max();
  std::vector<std::uint64_t> cost;
  std::vector<routing::Node> before;  ///< the neighbour by which one came (or goes on)
  std::vector<ProofLink> by;
  [[nodiscard]] bool reached(routing::Node node) const { return cost[node] != unreached; }
  /// The links to a node from the start, in the order of travel.
  [[nodiscard]] std::vector<ProofLink> links_to(routing::Node node, routing::Node start) const;
};
/// What a link costs; nothing: it is closed.
using LinkCost = std::function<std::optional<std::uint64_t>(const ProofLink&)>;
[[nodiscard]] ProofTree cheapest(const ProofGraph& graph, Side side, const LinkCost& cost);

/// Whether start or end is in view (proof.hpp), and by what.
struct InViewThere {
  bool in_view = false;
  std::vector<std::uint32_t> devices;  ///< ascending
};
[[nodiscard]] InViewThere in_view_there(const ProofGraph& graph, Side side);
/// The place nearest to the start by travelling (or from which the end is nearest) that is not in view. None: nullopt.
[[nodiscard]] std::optional<ProofPlace> nearest_unseen(const ProofGraph& graph, Side side);

/// Devices that stand between, and a way that they alone see. There must be a way.
struct Between {
  std::vector<std::uint32_t> devices;  ///< ascending
  bool smallest = false;
  std::vector<ProofLink> way;
};
[[nodiscard]] Between between(const ProofGraph& graph);

}  // namespace contrechamp::trips
