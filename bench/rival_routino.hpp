// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <bench/extracts.hpp>
#include <bench/measure.hpp>
#include <contrechamp/geo/latlon.hpp>
#include <string>
#include <vector>

namespace contrechamp::bench {

/// Routino with a database of its own in a temporary folder: for who walks, by its own rules which ways those are. Its answers
/// are the shortest: no kind of way is preferred, as its profile for walkers would do even then.
class Routino {
 public:
  /// The packages that it needs and that are not there; empty if all are.
  [[nodiscard]] static std::string missing();

  /// Runs planetsplitter on the extract.
  explicit Routino(const std::filesystem::path& extract);
  [[nodiscard]] const Cost& preparation() const { return preparation_; }
  /// What its database takes on disk, in MB.
  [[nodiscard]] double database_mb() const;
  /// One run of routino-router, which writes no description of the route.
  [[nodiscard]] Cost route(geo::LatLon from, geo::LatLon to) const;
  /// The points of its route; empty if it has none. (Of the metres that it tells itself, each part is cut to whole ones.)
  [[nodiscard]] std::vector<geo::LatLon> line(geo::LatLon from, geo::LatLon to) const;

 private:
  [[nodiscard]] std::vector<std::string> command(geo::LatLon from, geo::LatLon to) const;
  TemporaryFolder folder_;
  Cost preparation_;
};

}  // namespace contrechamp::bench
