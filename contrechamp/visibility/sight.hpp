// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/gaze.hpp>
#include <contrechamp/visibility/shade.hpp>

namespace contrechamp::visibility {

/// What is seen from a point above the ground of points at one height above it: walls end the view, low solids hide stretches.
struct Sight {
  Viewshed walls;
  Shades shades;
};

/// The parts of the segment ab that are in view: as for a Viewshed, less what low solids hide.
[[nodiscard]] std::vector<Interval> visible(const Sight& sight, geo::Point a, geo::Point b);

}  // namespace contrechamp::visibility
