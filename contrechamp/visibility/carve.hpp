// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/point.hpp>
#include <contrechamp/visibility/viewshed.hpp>
#include <span>
#include <vector>

namespace contrechamp::visibility {

/// A passage through buildings: a corridor of `width_cm` about a chain of points.
struct Corridor {
  std::vector<geo::Point> centreline;
  std::int32_t width_cm = 300;
};
/// A narrower corridor is none: its sides would be lost in the rounding.
inline constexpr std::int32_t min_corridor_cm = 10;

/// One building: even–odd over its rings.
using Rings = std::vector<geo::Ring>;

/// The edges that block once the corridors are cut out of the buildings: footprint edges outside every corridor, and the
/// corridors' sides where they run inside a building. Corners and cut points are rounded to 1 cm, which is part of the
/// definition of the scene; both edges that meet in a cut share the same rounded point, so no slit opens. Corridors reach
/// half their width beyond their ends, so an oblique façade (up to 45°) is opened whole, and an end inside a building is
/// closed there. Bends are mitred, up to a right angle. Without corridors: every edge of every ring, unchanged.
[[nodiscard]] std::vector<Edge> blocking_edges(std::span<const Rings> buildings, std::span<const Corridor> corridors);

}  // namespace contrechamp::visibility
