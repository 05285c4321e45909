// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/walls.hpp>
#include <functional>
#include <string>
#include <tests/differential/random_scene.hpp>
#include <vector>

namespace contrechamp::testing {

/// What visibility::Walls is made of.
struct Place {
  std::vector<visibility::Solid> solids;
  std::vector<visibility::Screen> screens;
  std::vector<visibility::Corridor> corridors;
  geo::Point centre;           ///< far from the origin in some places
  std::int32_t half_side = 0;  ///< everything lies within this distance of the centre, in cm, on both axes

  [[nodiscard]] visibility::Walls walls() const { return {solids, screens, corridors}; }
  /// All that blocks for this look, found without `Walls`: each solid carved by itself, then chosen by its height.
  [[nodiscard]] std::vector<visibility::Edge> edges(const visibility::Look& look) const;
  /// Not inside nor on any solid, whatever its height and its passages.
  [[nodiscard]] bool free(geo::Point p) const;
};

/// Buildings of every SceneKind and terraced houses that share walls; some places with heights, passages, and far away.
[[nodiscard]] Place random_place(Random& random);
[[nodiscard]] geo::Point random_point(Random& random, const Place& place);
/// From a free point, at a height at which tops and bases tie; every fifth eye hangs on one of the solids.
[[nodiscard]] visibility::Look random_look(Random& random, const Place& place);
/// As random_look, but the eye is anywhere: inside buildings, on walls, on corners.
[[nodiscard]] visibility::Look hostile_look(Random& random, const Place& place);

/// What is left of a place when everything is taken away without which `fails` still holds. `own` of the look stays right.
[[nodiscard]] std::pair<Place, visibility::Look> shrunk(Place place, visibility::Look look,
                                                        const std::function<bool(const Place&, const visibility::Look&)>& fails);
/// Coordinates, as a reader types them again.
[[nodiscard]] std::string described(const Place& place, const visibility::Look& look);

}  // namespace contrechamp::testing
