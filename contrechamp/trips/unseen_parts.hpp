// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/unseen.hpp>

namespace contrechamp::trips {

/// By arc: 1 if somebody who counts possibly sees a centimetre of it, else 0. Of the wish, band and devices are used.
[[nodiscard]] std::vector<routing::Cost> seen_arcs(const streets::Roads& roads, std::span<const exposure::Sighting> sightings,
                                                   const RouteWish& wish);

/// Which nodes of a directed graph lead to which. Strongly connected components (R. Tarjan, Depth-first search and linear graph
/// algorithms, SIAM J. Comput. 1, 1972) are numbered so that arcs between them lead to lower numbers.
class Components {
 public:
  explicit Components(const streets::Roads& roads);
  /// Nodes of the same component can be reached from one another.
  [[nodiscard]] std::uint32_t of(routing::Node node) const { return of_[node]; }
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(first_.size() - 1); }
  /// Some node of the former leads to some node of the latter, perhaps by no arc at all.
  [[nodiscard]] bool leads(std::span<const routing::Node> from, std::span<const routing::Node> to) const;

 private:
  std::vector<std::uint32_t> of_;
  std::vector<std::uint32_t> first_;  ///< arcs between components, by the one they leave; one more than components
  std::vector<std::uint32_t> next_;
};

/// A stretch on which one is unseen in every direction in which the mode may travel it.
struct IslandPiece {
  std::uint32_t segment = 0;
  std::uint32_t from_cm = 0;
  std::uint32_t to_cm = 0;
  std::uint32_t island = 0;
  bool operator==(const IslandPiece&) const = default;
};

/// The unseen streets in pieces that hang together: between any two places of an island one gets unseen, there and back, on
/// surveyed streets. A stretch from which one cannot come back unseen (one-way, seen at its only open end) is an island by
/// itself. Of split junctions (bans.hpp) the junction itself stands for all.
struct Islands {
  std::vector<std::uint64_t> length_cm;  ///< by island, the longest first
  std::vector<IslandPiece> pieces;       ///< by segment, ascending
};
/// In surveyed cells. Of the wish, mode, band and devices are used; `sightings` in the order of `before`.
[[nodiscard]] Islands unseen_islands(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads,
                                     const RouteWish& wish);

}  // namespace contrechamp::trips
