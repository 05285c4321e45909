// SPDX-License-Identifier: AGPL-3.0-or-later
// Private to this module: directions in binary64.
#pragma once
#include <contrechamp/geo/point.hpp>

namespace contrechamp::visibility {

struct Direction {
  double x = 0;
  double y = 0;
};
inline Direction direction(geo::Vec u) { return {static_cast<double>(u.x), static_cast<double>(u.y)}; }
inline double cross(Direction u, Direction v) { return u.x * v.y - u.y * v.x; }
/// The second half of a turn counter-clockwise from +x.
inline bool lower_half(Direction u) { return u.y < 0 || (u.y == 0 && u.x < 0); }

}  // namespace contrechamp::visibility
