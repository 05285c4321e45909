// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/weights.hpp>

namespace contrechamp::trips {

/// What one device has in view of one part, whoever else sees it.
struct SeenAlone {
  std::uint32_t part = 0;  ///< number in the route; empty ones have none
  std::uint32_t device = 0;
  exposure::InView seen;
  std::uint64_t certain_ends = 0;  ///< inside of the part, as in Measured
  std::uint64_t possible_ends = 0;
  std::uint64_t off_by_cuts = 0;  ///< `seen.expected` is this far from the exact sum, at most, where the part cuts a piece
  bool operator==(const SeenAlone&) const = default;
};

/// A sum in view, and how many ends of stretches made it: each is rounded to a centimetre.
struct Measured {
  exposure::InView seen;
  std::uint64_t certain_ends = 0;  ///< inside of parts: where a part is cut, nothing is rounded
  std::uint64_t possible_ends = 0;
  std::uint32_t parts = 0;
  std::vector<SeenAlone> alone;  ///< by part, then device
  Measured& operator+=(const Measured& other);
  bool operator==(const Measured&) const = default;
};

/// Of [low, high) of a segment, or of whatever the positions of these sightings are along.
[[nodiscard]] Measured measured(std::span<const exposure::Sighting> sightings, const exposure::Filter& filter, std::uint32_t low,
                                std::uint32_t high);

/// What stored sightings say of a route, added part by part.
[[nodiscard]] Measured measured_as_stored(const PartCosts& costs, std::span<const RoutePart> parts);

/// The same from devices, walls and the streets' lines alone: no stored sighting, no stored place of a device, no index of
/// routes, no merged figure. Each part is measured as it is travelled: the edges it runs along, in its direction, on its deck.
/// What section controls watch is found anew too. One answer a route; devices near several of them are put in their places once.
[[nodiscard]] std::vector<Measured> measured_again(const City& city, const RouteWish& wish,
                                                   std::span<const std::vector<RoutePart>> routes);

/// Device by device and part by part, and over all. Possible is rounded outward and certain inward, so two exact measures differ
/// by less than a centimetre for each end of a stretch: as many as the one that has more of them. An end that only one of them
/// has bounds less than two centimetres that the other rounds away, and comes with a second one. Expected differs by what
/// `expected_apart` allows: no less of one device may be wrong because another one is wrong the other way. How devices are
/// combined is `exposure::merged` for both; certain <= expected <= possible holds for each.
[[nodiscard]] bool agree(const Measured& a, const Measured& b);
/// In 1/65535 cm: what cut pieces leave open in each of them, and a centimetre for each end of what is possible. Proof: in exact
/// arithmetic both know the same p of each centimetre, but for one whose middle is an end; whole pieces hold its exact sum.
[[nodiscard]] std::uint64_t expected_apart(const SeenAlone& a, const SeenAlone& b);

}  // namespace contrechamp::trips
