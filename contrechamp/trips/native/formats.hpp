// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/native/read.hpp>
#include <contrechamp/trips/native/source.hpp>

/// The two formats behind `read`. Errors have no file name yet.
namespace contrechamp::trips {

[[nodiscard]] Result<ReadCounts> read_gpx(Source& source, TrackSink& sink);
/// `times` is the same file, opened once more: times stand in a list apart from the positions.
[[nodiscard]] Result<ReadCounts> read_geojson(Source& source, Source& times, TrackSink& sink);

/// "line 12: why".
[[nodiscard]] tl::unexpected<Error> refused(Errc code, std::uint64_t line, std::string_view why);
/// A position in degrees as a file gives it.
[[nodiscard]] Result<geo::LatLon> position(geo::RawLatLon raw, std::uint64_t line);

}  // namespace contrechamp::trips
