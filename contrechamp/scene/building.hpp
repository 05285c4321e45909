// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/ids.hpp>
#include <contrechamp/core/quantity.hpp>
#include <contrechamp/geo/latlon.hpp>
#include <optional>
#include <vector>

namespace contrechamp::scene {

using LatLonRing = std::vector<geo::LatLon>;  ///< closed chain, the first point not repeated

/// A footprint as mapped. Even–odd over all its rings says what is inside.
struct Building {
  OsmRef ref;
  std::vector<LatLonRing> rings;  ///< outer rings and holes in any order, each of at least three points
  std::optional<Metres> height;   ///< `height`, else levels × 3 m, else its highest part's; unknown if none is tagged
  Metres min_height{0};           ///< `min_height`, else min_level × 3 m
  bool roof = false;              ///< building=roof or carport: hides nothing, hangs nothing
  bool underground = false;       ///< location=underground, or every level below 0
};

/// barrier=wall, city_wall or retaining_wall of at least `min_wall_height`: blocks as a chain of no width.
struct Wall {
  OsmRef ref;
  std::vector<geo::LatLon> points;
  Metres height{0};
};

}  // namespace contrechamp::scene
