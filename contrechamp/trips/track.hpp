// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/latlon.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

namespace contrechamp::trips {

/// One recorded position of a track.
struct Fix {
  geo::LatLon at;
  std::optional<std::int64_t> time_ms = {};  ///< milliseconds since 1970, UTC
  constexpr bool operator==(const Fix&) const = default;
};

/// What a reader tells while it reads, in the order of the file: a track, its segments, their fixes. Nothing is bridged
/// between two segments.
class TrackSink {
 public:
  TrackSink() = default;
  virtual ~TrackSink() = default;
  TrackSink(const TrackSink&) = delete;
  TrackSink& operator=(const TrackSink&) = delete;
  virtual void begin_track() = 0;
  virtual void name_track(std::string_view name) = 0;  ///< of the track that has begun; may not come, or come late
  virtual void begin_segment() = 0;
  virtual void fix(const Fix& fix) = 0;
};

/// What was read besides fixes.
struct ReadCounts {
  std::uint64_t fixes = 0;
  std::uint64_t points = 0;         ///< waypoints and points by themselves: where, but not along what way
  std::uint64_t other_shapes = 0;   ///< polygons and their like: no way of anybody
  std::uint64_t strange_times = 0;  ///< texts where a time belongs that are none
  std::uint64_t unfit_times = 0;    ///< GeoJSON features whose list of times has another length than their line: not used
  bool operator==(const ReadCounts&) const = default;
};

/// ISO 8601 as GPX and GeoJSON write it: "2024-05-01T12:34:56.789Z", with "+02:00", or without a zone, which is taken as UTC.
/// Milliseconds since 1970, or nothing if it is no such time between the years 1970 and 9999.
[[nodiscard]] std::optional<std::int64_t> time_from(std::string_view text);

}  // namespace contrechamp::trips
