// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/proof.hpp>
#include <contrechamp/trips/route_ends.hpp>

namespace contrechamp::trips {

/// A step of a search between two places: onto a node of the roads, or to the end.
struct ProofLink {
  routing::Node to = 0;
  ProofPart part;
  bool backward = false;  ///< tells the direction of a segment without length, too
  bool stands = false;    ///< one is there already: start or end is that junction
};

/// The roads between two places of a city, with who sees each part of them. Nodes are those of the roads, then `start()` and
/// `end()`. Everything must outlive it.
class ProofGraph {
 public:
  ProofGraph(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads, const RouteWish& wish);
  /// Puts start and end in place.
  void join(const streets::Spot& from, const streets::Spot& to);

  [[nodiscard]] const City& city() const { return city_; }
  [[nodiscard]] const streets::Roads& roads() const { return roads_; }
  [[nodiscard]] routing::Node start() const { return roads_.nodes(); }
  [[nodiscard]] routing::Node end() const { return roads_.nodes() + 1; }
  [[nodiscard]] std::uint32_t nodes() const { return roads_.nodes() + 2; }
  [[nodiscard]] std::vector<ProofLink> links(routing::Node node) const;
  /// The same backward: `to` is where the link comes from.
  [[nodiscard]] std::vector<ProofLink> links_into(routing::Node node) const;

  /// Sightings that count of a segment.
  [[nodiscard]] std::span<const exposure::Sighting> sightings_of(std::uint32_t segment) const;
  /// That possibly see a centimetre of it in its direction; ascending.
  [[nodiscard]] std::vector<std::uint32_t> devices(const ProofLink& link) const;
  [[nodiscard]] bool seen(const ProofLink& link) const { return first_seen(link) != nullptr; }
  /// The first sighting of it in the order of the atlas; none: nullptr.
  [[nodiscard]] const exposure::Sighting* first_seen(const ProofLink& link) const;
  [[nodiscard]] std::uint64_t milliseconds(const ProofLink& link) const;

 private:
  [[nodiscard]] bool sees(const exposure::Sighting& sighting, const ProofLink& link) const;

  const City& city_;
  const streets::Roads& roads_;
  RoadEnds ends_;
  PartCosts costs_;
  std::vector<exposure::Sighting> counted_;   ///< at the wish's band
  std::vector<std::uint32_t> first_counted_;  ///< by segment, one more
  std::vector<std::uint32_t> first_in_;       ///< arcs by head
  std::vector<std::pair<routing::Node, routing::Arc>> in_;
  std::vector<ProofLink> from_start_;
  std::vector<std::pair<routing::Node, ProofLink>> to_end_;  ///< by node
};

/// Parts of the links along which one moves.
[[nodiscard]] std::vector<ProofPart> parts_of(const std::vector<ProofLink>& links);

}  // namespace contrechamp::trips
