// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/trips/share.hpp>
#include <vector>

namespace contrechamp::answers {

/// Trips drawn by lot for one mode, and how many of them cannot go unseen at the leading band.
struct TripShare {
  scene::Mode mode = scene::Mode::foot;
  trips::SeenTrips trips;
  trips::Wilson cannot;  ///< of all trips
};

/// What the report draws (docs/concepts.md, "Trips drawn by lot"): the same for each mode and city.
inline constexpr trips::TripDraw report_draw{};

/// One a mode for which the leading ladder counts; none if no device is measured in it. About as quick as reading the atlas.
[[nodiscard]] std::vector<TripShare> trip_shares(const Subject& subject);
void write_trip_shares(Json& json, const Subject& subject, const std::vector<TripShare>& shares);
[[nodiscard]] std::string trips_part(const Subject& subject, const std::vector<TripShare>& shares, Lang lang);

}  // namespace contrechamp::answers
