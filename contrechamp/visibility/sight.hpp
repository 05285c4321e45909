// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/gaze.hpp>

namespace contrechamp::visibility {

/// The low solids near an eye and what each hides: its own ground, and beyond it as far as the sight line over it.
struct Shades {};

/// What is seen from a point above the ground of points at one height above it: walls end the view, low solids hide stretches.
struct Sight {
  Viewshed walls;
  Shades shades;
};

/// The parts of the segment ab that are in view: as for a Viewshed, less what low solids hide.
[[nodiscard]] std::vector<Interval> visible(const Sight& sight, geo::Point a, geo::Point b);

}  // namespace contrechamp::visibility
