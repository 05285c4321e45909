// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/osrm_request.hpp>
#include <contrechamp/trips/trace.hpp>

namespace contrechamp::answers::osrm {

/// Each street that the mode may use within a distance once, the nearest first, at most `number`. With a bearing only as far as
/// they may be travelled that way. All streets are looked at: nobody asks so often.
[[nodiscard]] std::vector<streets::Spot> nearest_streets(const trips::City& city, scene::Mode mode, geo::LatLon at, Metres within,
                                                         const std::optional<Bearing>& bearing, std::size_t number);

}  // namespace contrechamp::answers::osrm
