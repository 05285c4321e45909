// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <compare>
#include <cstdint>
#include <vector>

namespace contrechamp::geo {

/// A point of a local metric frame in whole centimetres, x east and y north. |x|, |y| < 2^30 (10,700 km).
struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
  constexpr auto operator<=>(const Point&) const = default;
};

/// A difference of two points.
struct Vec {
  std::int64_t x = 0;
  std::int64_t y = 0;
  constexpr auto operator<=>(const Vec&) const = default;
};

[[nodiscard]] constexpr Vec operator-(Point a, Point b) { return {std::int64_t{a.x} - b.x, std::int64_t{a.y} - b.y}; }
/// Exact: components stay below 2^31, so products stay below 2^62.
[[nodiscard]] constexpr std::int64_t cross(Vec a, Vec b) { return a.x * b.y - a.y * b.x; }
[[nodiscard]] constexpr std::int64_t dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y; }
[[nodiscard]] constexpr std::int64_t squared(Vec a) { return dot(a, a); }

[[nodiscard]] constexpr int sign(std::int64_t v) { return (v > 0) - (v < 0); }

/// +1 if a, b, c turn left, -1 if right, 0 if collinear; exact. Laws:
///  (1) side(b,c,a) == side(a,b,c)   (2) side(c,b,a) == -side(a,b,c)   (3) side(a,a,b) == 0
[[nodiscard]] constexpr int side(Point a, Point b, Point c) { return sign(cross(b - a, c - a)); }

/// On the closed segment ab; exact.
[[nodiscard]] constexpr bool on_segment(Point a, Point b, Point p) { return cross(b - a, p - a) == 0 && dot(p - a, p - b) <= 0; }

/// A closed chain of points, the first not repeated at the end; orientation free.
using Ring = std::vector<Point>;

enum class Where : std::uint8_t { outside, boundary, inside };

/// Even–odd over all rings together (an outer ring and its holes); exact, boundary told apart.
[[nodiscard]] Where where(const std::vector<Ring>& rings, Point p);
/// Twice the signed area, positive when counter-clockwise; exact.
[[nodiscard]] std::int64_t twice_area(const Ring& ring);

struct Nearest {
  double x = 0;  ///< foot of the perpendicular, or the nearer end, in cm
  double y = 0;
  double squared_distance = 0;  ///< cm²
};
[[nodiscard]] Nearest nearest_on_segment(Point a, Point b, Point p);

}  // namespace contrechamp::geo
