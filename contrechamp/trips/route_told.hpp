// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/weights.hpp>

namespace contrechamp::trips {

/// All that stored sightings and the map tell of the parts of a route, in the order of travel: its line, sums, and the devices it
/// meets. What the search and the second measure tell is left to others. Parts without length are dropped, but for the last one.
[[nodiscard]] Route told(const City& city, std::span<const exposure::Sighting> sightings, const RouteWish& wish,
                         std::vector<RoutePart> parts);

}  // namespace contrechamp::trips
