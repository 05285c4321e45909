// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/visibility/sight.hpp>

namespace contrechamp::visibility {

std::vector<Interval> visible(const Sight& sight, geo::Point a, geo::Point b) {
  std::vector<Interval> parts = visible(sight.walls, a, b);
  sight.shades.hide(a, b, parts);
  return parts;
}

}  // namespace contrechamp::visibility
