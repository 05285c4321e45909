// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/unseen.hpp>

namespace contrechamp::trips {

/// A stretch of a segment, whichever way it is travelled; from < to.
struct ReachStretch {
  std::uint32_t segment = 0;
  std::uint32_t from_cm = 0;
  std::uint32_t to_cm = 0;
  bool operator==(const ReachStretch&) const = default;
};

/// How far one gets from a place within a time.
struct Reach {
  streets::Spot asked;               ///< where the stop was put
  UnseenEnd from;                    ///< where one sets out; in view and not moved: nothing can be reached unseen
  std::vector<ReachStretch> unseen;  ///< by segment, ascending, disjoint
  std::vector<ReachStretch> any;     ///< reached within the same time, seen or not, likewise
  std::uint64_t unseen_cm = 0;       ///< street metres: a street travelled both ways counts once
  std::uint64_t any_cm = 0;
};

/// What can be reached from the wish's first stop within so many milliseconds of travel. Of the wish, the mode, the band, the
/// devices that count, one stop and how far it may lie from a street are used. `sightings` in the order of `before`. Errors:
/// bad_argument (no stop, another mode), no_street_near (nothing usable near the stop).
[[nodiscard]] Result<Reach> reach(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads,
                                  const RouteWish& wish, std::uint64_t milliseconds);

/// The same from a place on a segment that the mode may use.
[[nodiscard]] Reach reach_from(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads,
                               const RouteWish& wish, const streets::Spot& from, std::uint64_t milliseconds);

}  // namespace contrechamp::trips
