// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/unseen_parts.hpp>

namespace contrechamp::trips {

/// How trips are drawn: both ends uniform by metre over the mode's streets in surveyed cells, pairs kept whose ends lie so far
/// apart as the crow flies and are joined for the mode, seen or not.
struct TripDraw {
  std::uint64_t seed = 1;
  std::uint32_t trips = 1000;
  std::uint32_t least_m = 500;
  std::uint32_t most_m = 2000;
  std::uint64_t most_draws = 4'000'000;  ///< of pairs; with fewer trips after that, these stand
};

struct Trip {
  streets::Spot from;
  streets::Spot to;
};
struct DrawnTrips {
  std::vector<Trip> trips;
  std::uint64_t not_joined = 0;  ///< drawn, but nothing joins their ends: no trips
};
/// The same draw in the same city gives the same trips.
[[nodiscard]] DrawnTrips drawn_trips(const City& city, const streets::Roads& roads, const TripDraw& draw);

/// How many trips cannot go unseen: each way between the two ends, as drawn, is possibly seen somewhere.
struct SeenTrips {
  std::uint64_t trips = 0;
  std::uint64_t seen = 0;         ///< of these, that cannot go unseen
  std::uint64_t end_in_view = 0;  ///< of these, whose start or end is in view itself (proof.hpp)
  std::uint64_t not_joined = 0;   ///< as in DrawnTrips
  bool operator==(const SeenTrips&) const = default;
};
/// Of the wish, mode, band and devices are used.
[[nodiscard]] SeenTrips seen_trips(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads,
                                   const RouteWish& wish, const DrawnTrips& drawn);

/// A share with its 95 % confidence interval (E. B. Wilson, Probable inference, the law of succession, and statistical
/// inference, JASA 22, 1927; without correction). Of nothing: 0, and an interval from 0 to 1.
struct Wilson {
  double share = 0;
  double low = 0;
  double high = 1;
};
[[nodiscard]] Wilson wilson_95(std::uint64_t part, std::uint64_t whole);

}  // namespace contrechamp::trips
