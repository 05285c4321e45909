// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/json.hpp>
#include <contrechamp/answers/osrm_request.hpp>
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/trips/stored_sums.hpp>
#include <contrechamp/trips/turns.hpp>

/// Objects of OSRM's API: route, leg, step, annotation, waypoint. Distances are metres, durations seconds.
namespace contrechamp::answers::osrm {

/// What routes are told with.
struct Telling {
  const Subject& subject;
  const trips::City& city;
  const trips::Junctions* junctions;  ///< for steps; none if nobody asks for them
  const Request& request;
  const trips::RouteWish& wish;  ///< says what is kept small: sums of several wishes may be the same
  trips::StoredSums& sums;
};

/// Into an open array. `spots`: where the places were put.
void write_waypoint(Json& json, const Subject& subject, const streets::Spot& spot);
/// Likewise. `legs`: what is travelled from each place to the next.
void write_route(Json& json, const Telling& telling, std::span<const std::span<const trips::RoutePart>> legs,
                 std::span<const streets::Spot> spots);

/// Length, time and what is in view of parts, from stored sums.
[[nodiscard]] trips::Travelled travelled(trips::StoredSums& sums, std::span<const trips::RoutePart> parts);
/// What a wish keeps small, in metres or seconds.
[[nodiscard]] double kept_small_of(const trips::Travelled& travelled, const trips::RouteWish& wish);

}  // namespace contrechamp::answers::osrm
