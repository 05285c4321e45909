// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/geo/point.hpp>
#include <contrechamp/optics/scenarios.hpp>
#include <contrechamp/visibility/viewshed.hpp>

namespace contrechamp::exposure {

/// A straight stretch of street seen from an eye: where it is relative to the eye, in metres, at fraction t of its length.
struct Line {
  double x = 0, y = 0;    ///< at t = 0
  double dx = 0, dy = 0;  ///< per unit of t
};
[[nodiscard]] Line line_from(geo::Point eye, geo::Point a, geo::Point b);

/// A line and circles about the eye: what does not depend on the radius is computed once.
class Chords {
 public:
  Chords() = default;
  explicit Chords(const Line& line)
      : a_(line.dx * line.dx + line.dy * line.dy),
        b_(line.x * line.dx + line.y * line.dy),
        c_(line.x * line.x + line.y * line.y) {}
  /// All t (not cut to [0, 1]) within the circle; empty (from > to) if the line misses it.
  [[nodiscard]] visibility::Interval chord(double radius) const;

 private:
  double a_ = 0, b_ = 0, c_ = 0;
};

/// The part within `radius` metres of the eye; empty (from > to) if there is none.
[[nodiscard]] visibility::Interval within(const Chords& chords, double radius);
[[nodiscard]] visibility::Interval within(const Line& line, double radius);

/// Empty is from > to.
[[nodiscard]] constexpr visibility::Interval overlap(visibility::Interval a, visibility::Interval b) {
  return {a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
}
[[nodiscard]] constexpr bool empty(visibility::Interval i) { return !(i.from <= i.to); }
inline constexpr visibility::Interval nothing{1, 0};

/// What a view with a given axis covers of a line, before any band ends it: its sides, blind spot and far limit. A blind spot
/// of a radial view can split the line: two pieces.
[[nodiscard]] std::array<visibility::Interval, 2> covered(const optics::View& view, const optics::Axis& axis, const Line& line);

/// The part of the line that is not beyond band b's end.
[[nodiscard]] visibility::Interval within_band(const optics::View& view, std::size_t band, const optics::Axis& axis,
                                               const Line& line);

}  // namespace contrechamp::exposure
