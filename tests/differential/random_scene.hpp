// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/random.hpp>
#include <contrechamp/visibility/viewshed.hpp>
#include <vector>

namespace contrechamp::testing {

/// Footprints (closed rings, any orientation) and free-standing walls for differential tests.
struct RandomScene {
  std::vector<geo::Ring> rings;
  std::vector<visibility::Edge> walls;
  std::int32_t half_side = 0;  ///< everything lies within this distance of the origin, in cm, on both axes

  [[nodiscard]] std::vector<visibility::Edge> edges() const;
  /// Not inside nor on any footprint, each for itself.
  [[nodiscard]] bool free(geo::Point p) const;
};

/// Each kind strains something else.
enum class SceneKind : std::uint8_t {
  lattice,   ///< blocks on a 1 m lattice: shared walls, shared corners, edges on the axes of the eye, courtyards
  town,      ///< turned rectangles of house size, some crossing, some repeated
  polygons,  ///< many-sided outlines that cross each other and themselves
  tiny,      ///< walls between points of a 13 × 13 grid: eyes on lines, ends on half-axes, all ties there are
  count
};

[[nodiscard]] RandomScene random_scene(Random& random, SceneKind kind);
[[nodiscard]] geo::Point random_point(Random& random, const RandomScene& scene);
/// A free point of the scene; every second one close to a corner. Falls back to one outside of everything.
[[nodiscard]] geo::Point random_eye(Random& random, const RandomScene& scene);

}  // namespace contrechamp::testing
