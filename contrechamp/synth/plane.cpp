// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/synth/plane.hpp>

namespace contrechamp::synth {
using geo::Point;
using geo::Ring;

namespace {
Point rounded(double x, double y) {
  return {static_cast<std::int32_t>(std::floor(x + 0.5)), static_cast<std::int32_t>(std::floor(y + 0.5))};
}
}  // namespace

double length_cm(Point a, Point b) { return std::sqrt(static_cast<double>(geo::squared(b - a))); }

Direction towards(Point a, Point b) {
  const double length = length_cm(a, b);
  if (length <= 0) return {};
  const geo::Vec v = b - a;
  return {static_cast<double>(v.x) / length, static_cast<double>(v.y) / length};
}

Direction right_of(Direction d) { return {d.y, -d.x}; }

Point moved(Point p, Direction d, double cm) { return rounded(p.x + d.x * cm, p.y + d.y * cm); }

Point between(Point a, Point b, double t) {
  const geo::Vec v = b - a;
  return rounded(a.x + t * static_cast<double>(v.x), a.y + t * static_cast<double>(v.y));
}

Point middle(const Ring& ring) {
  double x = 0;
  double y = 0;
  for (const Point p : ring) {
    x += p.x;
    y += p.y;
  }
  const auto n = static_cast<double>(ring.size());
  return rounded(x / n, y / n);
}

double share_along(Point a, Point b, Point p) {
  const auto whole = static_cast<double>(geo::squared(b - a));
  return whole <= 0 ? 0 : std::clamp(static_cast<double>(geo::dot(b - a, p - a)) / whole, 0.0, 1.0);
}

std::optional<Ring> inset(const Ring& ring, const std::vector<std::int32_t>& depths) {
  const std::size_t n = ring.size();
  Ring inner(n);
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t before = (k + n - 1) % n;
    const Direction u = towards(ring[before], ring[k]);
    const Direction v = towards(ring[k], ring[(k + 1) % n]);
    const double turn = u.x * v.y - u.y * v.x;
    if (turn < 0.05) return std::nullopt;  // nearly straight or reflex: the moved lines meet far away
    // The corner p moves by a·u + b·v such that it lies depths[k] left of edge k and depths[k-1] left of the edge before it.
    const double b = depths[before] / turn;
    const double a = -depths[k] / turn;
    inner[k] = rounded(ring[k].x + a * u.x + b * v.x, ring[k].y + a * u.y + b * v.y);
  }
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t next = (k + 1) % n;
    if (geo::dot(ring[next] - ring[k], inner[next] - inner[k]) <= 0) return std::nullopt;
  }
  return inner;
}

std::optional<Ring> inset(const Ring& ring, std::int32_t depth) {
  return inset(ring, std::vector<std::int32_t>(ring.size(), depth));
}

Point within(const Ring& quad, double s, double t) {
  const Point last = quad.size() > 3 ? quad[3] : quad[2];
  return between(between(quad[0], quad[1], s), between(last, quad[2], s), t);
}

}  // namespace contrechamp::synth
