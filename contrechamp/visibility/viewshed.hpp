// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/quantity.hpp>
#include <contrechamp/geo/point.hpp>
#include <span>
#include <utility>
#include <vector>

namespace contrechamp::visibility {

/// A straight piece of something that blocks sight: an edge of a footprint or a piece of wall. Orientation free.
struct Edge {
  geo::Point a;
  geo::Point b;
  constexpr auto operator<=>(const Edge&) const = default;
};

/// A part of a straight line from a to b, as fractions 0 <= from <= to <= 1.
struct Interval {
  double from = 0;
  double to = 1;
};

/// One slice of a viewshed: between two directions (counter-clockwise from `from` to `to`, more than 0° and less than 180°; an
/// open one on one side of the square) sight ends on the line of `front`. Directions are relative to the eye, in cm; whole
/// numbers but where two edges cross.
struct Wedge {
  double from_x = 0, from_y = 0;
  double to_x = 0, to_y = 0;
  Edge front;         ///< the edge that ends the view, counter-clockwise about the eye, or a side of the square
  bool open = false;  ///< true: nothing blocks before the side of the square
};

/// What is seen from `eye` within the square of half-side `reach_cm` about it: wedges in counter-clockwise order from +x,
/// covering the full turn without gap or overlap.
struct Viewshed {
  geo::Point eye;
  std::int32_t reach_cm = 0;
  std::vector<Wedge> wedges;
};

/// Nothing is seen further: directions are exact up to here (42 km).
inline constexpr std::int32_t most_reach_cm = (1 << 22) - 1;

/// The first kernel: each wedge between neighbouring directions of edge ends is decided by itself, so an error cannot travel.
/// The order of directions is exact (integer cross products); which edge is nearest is compared exactly at both sides of a
/// wedge, and 1/distance is linear across it, so crossings of edges need no splitting beforehand: the nearest edges of a wedge
/// are the upper envelope of those lines. Wedges next to each other with the same front are one, never across a half-axis or
/// a diagonal. O(n log n + n × depth).
/// Edges whose line passes through the eye block nothing (a wall seen end-on). Exact for |coordinate − eye| < 2^22 (42 km):
/// an edge that reaches further is cut there, one with both ends further blocks nothing; `reach_cm` is limited to that, and
/// nothing is seen with a reach of 0 or less. Laws:
///  (1) it contains the eye           (2) adding an edge never adds view
///  (3) the order and orientation of the edges change no byte
///  (4) quarter turns, mirrors and integer shifts of the scene do the same to the result
///  (5) p is in viewshed(q) exactly when q is in viewshed(p), for points outside the footprints
[[nodiscard]] Viewshed viewshed(geo::Point eye, std::span<const Edge> edges, std::int32_t reach_cm);

/// The parts of the segment ab that are in view: ascending, disjoint, touching parts joined. The boundary of what blocks can be
/// seen: a segment on the line of the edge that ends the view is in view. A segment that runs straight away from the eye is
/// seen as far as it is from at least one of its sides. A mere touch is no part; but a point (a == b) in view gives {0, 1}.
[[nodiscard]] std::vector<Interval> visible(const Viewshed& seen, geo::Point a, geo::Point b);

/// The same into a buffer of the caller's. Looks only at the wedges that ab turns through: O(log n) and those.
void visible(const Viewshed& seen, geo::Point a, geo::Point b, std::vector<Interval>& parts);

/// Where sight ends in a wedge's two sides, in cm relative to the eye: the corners of the star polygon.
[[nodiscard]] std::pair<std::pair<double, double>, std::pair<double, double>> corners(const Viewshed& seen, const Wedge& wedge);
[[nodiscard]] SquareMetres area(const Viewshed& seen);

}  // namespace contrechamp::visibility
