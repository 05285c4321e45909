// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/geo/point.hpp>

namespace contrechamp::geo {

Where where(const std::vector<Ring>& rings, Point p) {
  bool inside = false;
  for (const Ring& ring : rings) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const Point a = ring[j];
      const Point b = ring[i];
      if (on_segment(a, b, p)) return Where::boundary;
      // A ray to +x crosses the half-open edge when its ends lie on different sides of y = p.y.
      if ((a.y > p.y) != (b.y > p.y) && (side(a, b, p) > 0) == (b.y > a.y)) inside = !inside;
    }
  }
  return inside ? Where::inside : Where::outside;
}

std::int64_t twice_area(const Ring& ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    sum += cross(ring[i] - ring[0], ring[(i + 1) % ring.size()] - ring[0]);
  }
  return sum;
}

Nearest nearest_on_segment(Point a, Point b, Point p) {
  const Vec along = b - a;
  const Vec to = p - a;
  const std::int64_t length2 = squared(along);
  const double t = length2 == 0 ? 0 : std::clamp(static_cast<double>(dot(along, to)) / static_cast<double>(length2), 0.0, 1.0);
  const double dx = t * static_cast<double>(along.x) - static_cast<double>(to.x);
  const double dy = t * static_cast<double>(along.y) - static_cast<double>(to.y);
  return {p.x + dx, p.y + dy, dx * dx + dy * dy};
}

}  // namespace contrechamp::geo
