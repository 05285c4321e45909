// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/geo/latlon.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Numbers and places as people type them. Exact: no floating point is used.
namespace contrechamp::answers {

/// A plain decimal number ("-33.8", "2.", ".5") in units of 10^-decimals; further digits are rounded, halves away from zero.
/// Nothing for any other text: an exponent, a decimal comma, no digit at all, more than nine digits before the point.
/// `decimals`: at most 9.
[[nodiscard]] std::optional<std::int64_t> decimal_from(std::string_view text, unsigned decimals);

/// A place in the order that map sites show: latitude, then longitude, in degrees with a decimal point. "48.8566,2.3522", also
/// with blanks about the comma, and "geo:48.8566,2.3522" (RFC 5870; an altitude, `u` and other parameters are not used, another
/// `crs` than wgs84 is refused, and of what Android appends only `?z=`).
/// Errors: bad_argument (no such text; a decimal comma), bad_coordinate (no such latitude or longitude): each says the order.
[[nodiscard]] Result<geo::LatLon> place_from(std::string_view text);
/// The way it is typed: "48.8566000,2.3522000".
[[nodiscard]] std::string place_text(geo::LatLon at);

}  // namespace contrechamp::answers
