// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/trips/track.hpp>
#include <filesystem>

namespace contrechamp::trips {

/// Reads a file of tracks from its beginning to its end without holding it, and tells `sink` what it finds: GPX (tracks and
/// routes; expat) or GeoJSON (LineString and MultiLineString, with properties.coordTimes or times). The content decides which,
/// never the name. Positions are checked; where a file is damaged, what was told before is not to be used.
/// No message names a coordinate. Errors, all with the file's name, those of content with the line: cannot_read (also for what
/// is no regular file), empty_file, not_a_track, corrupt_track, bad_coordinate, nothing_inside (no line of two fixes' worth).
[[nodiscard]] Result<ReadCounts> read(const std::filesystem::path& file, TrackSink& sink);

/// Takes everything and keeps nothing: to learn whether a file is whole before hours are spent on it.
class NoSink : public TrackSink {
 public:
  void begin_track() override {}
  void name_track(std::string_view) override {}
  void begin_segment() override {}
  void fix(const Fix&) override {}
};

}  // namespace contrechamp::trips
