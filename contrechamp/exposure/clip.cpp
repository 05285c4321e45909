// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cmath>
#include <contrechamp/exposure/clip.hpp>
#include <limits>

namespace contrechamp::exposure {

using visibility::Interval;

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Where c + m t >= 0, within [0, 1].
Interval half_plane(double c, double m) {
  const double at0 = c;
  const double at1 = c + m;
  if (at0 >= 0 && at1 >= 0) return {0, 1};
  if (at0 < 0 && at1 < 0) return nothing;
  const double t = at0 / (at0 - at1);
  return at0 >= 0 ? Interval{0, t} : Interval{t, 1};
}

}  // namespace

Line line_from(geo::Point eye, geo::Point a, geo::Point b) {
  const geo::Vec from = a - eye;
  const geo::Vec along = b - a;
  return {static_cast<double>(from.x) / 100, static_cast<double>(from.y) / 100, static_cast<double>(along.x) / 100,
          static_cast<double>(along.y) / 100};
}

Interval Chords::chord(double radius) const {
  const double c = c_ - radius * radius;
  if (a_ == 0) return c <= 0 ? Interval{-infinity, infinity} : nothing;
  const double d = b_ * b_ - a_ * c;
  if (d < 0) return nothing;
  const double root = std::sqrt(d);
  return {(-b_ - root) / a_, (-b_ + root) / a_};
}

Interval within(const Chords& chords, double radius) {
  if (radius < 0) return nothing;
  return overlap({0, 1}, chords.chord(radius));
}

Interval within(const Line& line, double radius) { return within(Chords(line), radius); }

std::array<Interval, 2> covered(const optics::View& view, const optics::Axis& axis, const Line& line) {
  const optics::Footing& f = view.footing;
  // Forward and leftward distances are linear along the line: x + dx t, y + dy t.
  const double x = line.x * axis.east + line.y * axis.north;
  const double dx = line.dx * axis.east + line.dy * axis.north;
  const double y = line.y * axis.east - line.x * axis.north;
  const double dy = line.dy * axis.east - line.dx * axis.north;
  Interval seen{0, 1};
  if (!f.all_round) {
    const double edge = f.tan_half * (f.z_slope * x + f.z_offset);
    const double slope = f.tan_half * f.z_slope * dx;
    seen = overlap(half_plane(edge - y, slope - dy), half_plane(edge + y, slope + dy));
  }
  if (empty(seen)) return {nothing, nothing};
  if (!f.radial) {
    seen = overlap(seen, half_plane(x - f.near, dx));
    if (f.far < infinity) seen = overlap(seen, half_plane(f.far - x, -dx));
    return {seen, nothing};
  }
  if (f.far < infinity) seen = overlap(seen, within(line, f.far));
  if (!(f.near > 0)) return {seen, nothing};
  if (f.near == infinity) return {nothing, nothing};
  const Interval blind = Chords(line).chord(f.near);
  if (empty(blind)) return {seen, nothing};
  return {overlap(seen, {-infinity, blind.from}), overlap(seen, {blind.to, infinity})};
}

Interval within_band(const optics::View& view, std::size_t band, const optics::Axis& axis, const Line& line) {
  const double edge = view.edge[band];
  if (view.footing.radial) return within(line, edge);
  if (edge == infinity) return {0, 1};
  if (edge == -infinity) return nothing;
  const double x = line.x * axis.east + line.y * axis.north;
  return half_plane(edge - x, -(line.dx * axis.east + line.dy * axis.north));
}

}  // namespace contrechamp::exposure
