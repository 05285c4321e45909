// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <tests/differential/brute_force.hpp>

namespace contrechamp::testing {
namespace {
using geo::Point;
using geo::Vec;
using visibility::Edge;
using visibility::Interval;
using Real = long double;

struct Part {
  Real from = 0;
  Real to = 1;
};

/// The part of ab where a linear function with these exact values at its ends is positive (open) or not negative (closed).
std::optional<Part> kept(Part part, std::int64_t at_a, std::int64_t at_b, bool open) {
  if (open ? at_a <= 0 && at_b <= 0 : at_a < 0 && at_b < 0) return std::nullopt;
  const Real t = static_cast<Real>(at_a) / (static_cast<Real>(at_a) - static_cast<Real>(at_b));
  if (at_a < 0) part.from = std::max(part.from, t);
  if (at_b < 0) part.to = std::min(part.to, t);
  return part.from < part.to || (!open && part.from == part.to) ? std::optional(part) : std::nullopt;
}

/// The open shadow of an edge on the segment pq, all relative to the eye.
std::optional<Part> shadow(Vec a, Vec b, Vec p, Vec q) {
  if (geo::cross(a, b) == 0) return std::nullopt;
  if (geo::cross(a, b) < 0) std::swap(a, b);
  std::optional<Part> part = kept({}, geo::cross(a, p), geo::cross(a, q), true);
  if (part) part = kept(*part, geo::cross(p, b), geo::cross(q, b), true);
  const Vec along{b.x - a.x, b.y - a.y};
  const auto behind = [&](Vec v) { return geo::cross({v.x - a.x, v.y - a.y}, along); };
  if (part) part = kept(*part, behind(p), behind(q), true);
  return part;
}

std::vector<Interval> without(std::vector<Part> shadows, Part rest) {
  std::sort(shadows.begin(), shadows.end(), [](const Part& s, const Part& t) { return s.from < t.from; });
  std::vector<Interval> out;
  const auto keep = [&out](Real from, Real to) {
    if (to - from > 1e-12L) out.push_back({static_cast<double>(from), static_cast<double>(to)});
  };
  for (const Part& s : shadows) {
    if (s.from > rest.from) keep(rest.from, std::min(s.from, rest.to));
    rest.from = std::max(rest.from, s.to);
  }
  keep(rest.from, rest.to);
  return out;
}

/// pq lies on a line through the eye and on one side of it. How far one sees along it, as a fraction of `far`, on the side
/// where edges begin (begins) or on the side where they end.
Real sight_along(std::span<const Edge> edges, Point eye, Vec far, bool begins) {
  Real nearest = std::numeric_limits<Real>::infinity();
  for (const Edge& edge : edges) {
    Vec a = edge.a - eye;
    Vec b = edge.b - eye;
    if (geo::cross(a, b) == 0) continue;
    if (geo::cross(a, b) < 0) std::swap(a, b);
    const std::int64_t after_a = geo::cross(a, far);
    const std::int64_t before_b = geo::cross(far, b);
    if (begins ? after_a < 0 || before_b <= 0 : after_a <= 0 || before_b < 0) continue;
    if (after_a == 0 && geo::dot(a, far) < 0) continue;
    if (before_b == 0 && geo::dot(b, far) < 0) continue;
    const Vec along{b.x - a.x, b.y - a.y};
    nearest = std::min(nearest, static_cast<Real>(geo::cross(a, b)) / static_cast<Real>(geo::cross(far, along)));
  }
  return nearest;
}

std::vector<Interval> along_sight(std::span<const Edge> edges, Point eye, Vec p, Vec q, Part within) {
  // Measured from the eye in units of `far`, the more distant end; t is linear in that.
  const bool away = geo::squared(q) >= geo::squared(p);
  const Vec far = away ? q : p;
  const Real sight = std::max(sight_along(edges, eye, far, true), sight_along(edges, eye, far, false));
  const Vec near = away ? p : q;
  const Real near_at = static_cast<Real>(geo::dot(near, far)) / static_cast<Real>(geo::squared(far));
  const Real t = (std::min(sight, Real{1}) - near_at) / (1 - near_at);
  if (t < 0) return {};
  return without({}, away ? Part{within.from, std::min(within.to, t)} : Part{std::max(within.from, 1 - t), within.to});
}
}  // namespace

std::vector<Interval> visible_brute_force(Point eye, std::span<const Edge> edges, std::int32_t reach_cm, Point a, Point b) {
  const Vec p = a - eye;
  const Vec q = b - eye;
  const std::int64_t r = reach_cm;
  std::optional<Part> inside = kept({}, r - p.x, r - q.x, false);
  if (inside) inside = kept(*inside, r + p.x, r + q.x, false);
  if (inside) inside = kept(*inside, r - p.y, r - q.y, false);
  if (inside) inside = kept(*inside, r + p.y, r + q.y, false);
  if (!inside) return {};
  if (geo::cross(p, q) == 0) {
    if (geo::dot(p, q) >= 0) return along_sight(edges, eye, p, q, *inside);
    // Through the eye: both halves; the eye sees itself, so they join unless nothing is seen at all.
    const Real at_eye = std::sqrt(static_cast<Real>(geo::squared(p))) /
                        (std::sqrt(static_cast<Real>(geo::squared(p))) + std::sqrt(static_cast<Real>(geo::squared(q))));
    const auto reach_towards = [&](Vec end) {
      return std::min(Real{1}, std::max(sight_along(edges, eye, end, true), sight_along(edges, eye, end, false)));
    };
    const Real back = at_eye * (1 - reach_towards(p));
    const Real forth = at_eye + (1 - at_eye) * reach_towards(q);
    return without({}, {std::max(inside->from, back), std::min(inside->to, forth)});
  }
  std::vector<Part> shadows;
  for (const Edge& edge : edges) {
    if (const auto s = shadow(edge.a - eye, edge.b - eye, p, q)) shadows.push_back(*s);
  }
  return without(std::move(shadows), *inside);
}

double difference_cm(std::span<const Interval> one, std::span<const Interval> other, Point a, Point b) {
  const auto total = [](std::span<const Interval> parts) {
    double sum = 0;
    for (const Interval p : parts) sum += p.to - p.from;
    return sum;
  };
  double common = 0;
  for (const Interval p : one) {
    for (const Interval q : other) common += std::max(0.0, std::min(p.to, q.to) - std::max(p.from, q.from));
  }
  return (total(one) + total(other) - 2 * common) * std::sqrt(static_cast<double>(geo::squared(b - a)));
}

}  // namespace contrechamp::testing
