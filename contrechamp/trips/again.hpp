// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/weights.hpp>

namespace contrechamp::trips {

/// A sum in view, and how many ends of stretches made it: each is rounded to a centimetre.
struct Measured {
  exposure::InView seen;
  std::uint64_t certain_ends = 0;  ///< inside of parts: where a part is cut, nothing is rounded
  std::uint64_t possible_ends = 0;
  Measured& operator+=(const Measured& other);
  bool operator==(const Measured&) const = default;
};

/// Of [low, high) of merged stretches.
[[nodiscard]] Measured measured(std::span<const exposure::Stretch> stretches, std::uint32_t low, std::uint32_t high);

/// What stored sightings say of a route, added part by part.
[[nodiscard]] Measured measured_as_stored(const PartCosts& costs, std::span<const RoutePart> parts);

/// The same from devices, walls and the streets' lines alone: no stored sighting, no index of routes, no merged figure. Each part
/// is measured as it is travelled: the edges it runs along, in its direction, on its deck. What section controls watch is found
/// anew too. One answer a route; devices near several of them are put in their places once.
[[nodiscard]] std::vector<Measured> measured_again(const City& city, const RouteWish& wish,
                                                   std::span<const std::vector<RoutePart>> routes);

/// Possible is rounded outward and certain inward, so two exact measures of a route differ by less than a centimetre for each end
/// of a stretch: as many as the one that has more of them. An end that only one of them has bounds less than two centimetres that
/// the other rounds away, and comes with a second one.
[[nodiscard]] bool agree(const Measured& a, const Measured& b);

}  // namespace contrechamp::trips
