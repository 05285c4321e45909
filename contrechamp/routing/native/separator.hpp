// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::routing {

/// An undirected graph without loops and parallel edges: neighbours of node v are other[first[v]] to other[first[v + 1] - 1].
struct Links {
  std::vector<std::uint32_t> first{0};  ///< one more than nodes
  std::vector<std::uint32_t> other;
  [[nodiscard]] std::uint32_t nodes() const { return static_cast<std::uint32_t>(first.size() - 1); }
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t node) const {
    return std::span(other).subspan(first[node], first[node + 1] - first[node]);
  }
};

/// Where a node lies: no edge joins the one side with the other.
enum class Side : std::uint8_t { one, other, between };

/// By node: as few as possible between, for the smaller of the sides. The fewest nodes without which no way leads from the fifth
/// of the nodes that lies first in a direction to the fifth that lies last (A. Schild, C. Sommer, On Balanced Separators in Road
/// Networks, SEA 2015), the best of several directions. There are no coordinates: a direction is how much further it is from one
/// distant node than from another. Empty if there is none, as in a graph where all nodes are neighbours.
/// The graph hangs together and has two nodes or more.
[[nodiscard]] std::vector<Side> separated(const Links& links);

/// Hops from a node; nowhere_near for what cannot be reached.
[[nodiscard]] std::vector<std::uint32_t> hops(const Links& links, std::uint32_t from);
inline constexpr std::uint32_t nowhere_near = ~std::uint32_t{0};

/// Which nodes must and which must not be parted, for `least_between`.
enum class Zone : std::uint8_t { middle, begin, end };
/// The fewest nodes (of any zone) without which no way leads from the beginning to the end: as near to the beginning as possible,
/// and as near to the end. `along`: ways are first tried to neighbours where it is greater; it changes only how long that takes.
/// Empty if more than `most` are needed.
[[nodiscard]] std::vector<std::vector<Side>> least_between(const Links& links, std::span<const Zone> zones,
                                                           std::span<const std::int32_t> along, std::uint32_t most);

}  // namespace contrechamp::routing
