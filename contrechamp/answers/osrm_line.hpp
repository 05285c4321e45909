// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/latlon.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Lines as OSRM's API writes them. The encoding: developers.google.com/maps/documentation/utilities/polylinealgorithm.
namespace contrechamp::answers::osrm {

/// To a millionth of a degree, as OSRM keeps places: so a waypoint is equal to the first point of its line, in each form.
[[nodiscard]] geo::LatLon rounded(geo::LatLon at);
/// In units of 10^-digits degrees; `digits` is 5 or 6.
[[nodiscard]] std::string encode_polyline(std::span<const geo::LatLon> line, unsigned digits);
/// Empty for text that is no encoded line, and for one that holds what is no position.
[[nodiscard]] std::vector<geo::LatLon> decode_polyline(std::string_view text, unsigned digits);
/// The line without points that lie nearer to it than a thousandth of its extent, for the eye (D. Douglas, T. Peucker, The
/// Canadian Cartographer 10, 1973). Both ends are kept; of a line wider than 10,000 km, as no network is, all points are.
[[nodiscard]] std::vector<geo::LatLon> simplified(std::span<const geo::LatLon> line);

}  // namespace contrechamp::answers::osrm
