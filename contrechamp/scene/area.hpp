// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/scene/building.hpp>

namespace contrechamp::scene {

/// What covers the ground, for the map only: nothing is computed from it. Stored: only append.
enum class Cover : std::uint8_t { water, green, count };

/// A lake, a river's area, the sea; a park, a wood. Even–odd over all its rings says what is inside.
struct Area {
  OsmRef ref;
  Cover cover = Cover::water;
  std::vector<LatLonRing> rings;  ///< outer rings and holes in any order, each of at least three points
};

}  // namespace contrechamp::scene
