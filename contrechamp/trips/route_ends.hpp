// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/phrase.hpp>
#include <contrechamp/trips/weights.hpp>

namespace contrechamp::trips {

/// The nearest place for the wish. `which` names the stop. Errors: no_street_near (how far was looked, for which mode).
[[nodiscard]] Result<streets::Spot> stop_near(geo::LatLon at, const streets::Snapper& snapper, const RouteWish& wish,
                                              Phrase which);

/// All of a segment, as an arc of the roads travels it.
[[nodiscard]] RoutePart whole_part(const streets::RoadArc& arc, const streets::Network& network);

/// Where a leg begins or ends in the graph, and the part of a segment between the stop and that node.
struct LegEnd {
  routing::End end;
  RoutePart part;  ///< empty (from == to) if the stop is the junction itself
};
[[nodiscard]] std::vector<routing::End> ends_of(std::span<const LegEnd> all);

/// The graph's arcs by segment and direction, and its nodes by junction. It must not outlive the roads.
class RoadEnds {
 public:
  RoadEnds(const streets::Roads& roads, const streets::Network& network);
  [[nodiscard]] const streets::Network& network() const { return network_; }
  /// Arcs of a segment in one direction: none if it may not be travelled so, several where junctions were split.
  [[nodiscard]] std::span<const routing::Arc> arcs_of(std::uint32_t segment, bool backward) const;

  /// Where one gets from a stop, at what cost. Within a segment: on to its end, and back to its beginning, as far as the mode may
  /// travel so. A stop at a segment's end is that junction: one leaves it by any street, as nobody came by one.
  [[nodiscard]] std::vector<LegEnd> leaving(const streets::Spot& stop, const PartCosts& costs) const;
  /// From where one gets to a stop: likewise.
  [[nodiscard]] std::vector<LegEnd> arriving(const streets::Spot& stop, const PartCosts& costs) const;
  /// The part between two stops on one segment, if it may be travelled in that direction. The same place: an empty part.
  [[nodiscard]] std::optional<RoutePart> direct(const streets::Spot& from, const streets::Spot& to) const;

 private:
  struct NodeAt {
    std::int64_t junction = 0;
    routing::Node node = 0;
  };
  /// Of nodes or arcs that were split: the first is for who came by nothing that a turn restriction names.
  enum class Copies : std::uint8_t { first, all };
  void add_junction(std::int64_t junction, const streets::Spot& stop, Copies copies, std::vector<LegEnd>& out) const;
  [[nodiscard]] std::vector<LegEnd> at_junctions(const streets::Spot& stop, Copies copies) const;

  const streets::Roads& roads_;
  const streets::Network& network_;
  std::vector<std::uint32_t> first_arc_;  ///< by segment and direction, one more than twice the segments
  std::vector<routing::Arc> arcs_;
  std::vector<routing::Node> tail_;  ///< by arc
  std::vector<NodeAt> nodes_;        ///< by junction
};

}  // namespace contrechamp::trips
