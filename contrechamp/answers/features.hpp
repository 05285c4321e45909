// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/geojson.hpp>
#include <contrechamp/answers/json.hpp>
#include <span>

/// What answers in GeoJSON are written with.
namespace contrechamp::answers {

/// [longitude, latitude] in degrees.
void write_position(Json& json, geo::LatLon at);

/// Keys that say which part of a list this is, as in OGC API Features: numberMatched, numberReturned, and `links`, which holds
/// the way to the next page if there is one. Returns that part.
[[nodiscard]] std::span<const std::uint32_t> write_page(Json& json, std::span<const std::uint32_t> matched, const Page& page);

/// certain_m, expected_m and possible_m, into the object that is open.
void write_in_view(Json& json, const exposure::InView& seen);

/// Members of a segment's Feature (type, id, properties, geometry), into the object that is open.
void write_segment(Json& json, const Subject& subject, std::uint32_t index, const Selection& selection);
/// The bands that a selection asks for.
[[nodiscard]] std::vector<std::uint8_t> bands_of(const Selection& selection);
[[nodiscard]] exposure::Filter filter_of(const Selection& selection, std::uint8_t band);

/// "ladders": every list of bands in use, from the widest to the narrowest, with the standard or the rule that it comes from.
void write_ladders(Json& json, const exposure::Options& options);

/// How a head's axis is known, as in JSON: "none", "numeric", "cardinal", "suspicious_zero".
[[nodiscard]] std::string_view name(scene::AxisSource source);
/// Each of its lenses has a tagged direction, or sees all round.
[[nodiscard]] bool direction_known(const scene::Device& device);

}  // namespace contrechamp::answers
