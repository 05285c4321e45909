// SPDX-License-Identifier: AGPL-3.0-or-later
// What is read off a viewshed, whichever kernel made it.
#include <algorithm>
#include <contrechamp/visibility/cut_bodies.hpp>
#include <contrechamp/visibility/direction.hpp>
#include <contrechamp/visibility/faults.hpp>
#include <contrechamp/visibility/viewshed.hpp>
#include <tuple>

namespace contrechamp::visibility {
namespace {
using geo::Point;
using geo::Vec;

/// A front's line relative to the eye.
struct Front {
  Vec a;
  std::int64_t nx;
  std::int64_t ny;
  std::int64_t c;
  Front(Point eye, const Edge& edge)
      : a(edge.a - eye), nx((edge.b - edge.a).y), ny(-(edge.b - edge.a).x), c(geo::cross(a, edge.b - eye)) {}
  /// Not negative where p is not behind the line.
  [[nodiscard]] double before(Vec p) const { return static_cast<double>(c - (nx * p.x + ny * p.y)); }
};

/// Keeps of `part` where a function that is linear along the segment, with these values at its ends, is not negative.
bool clip(Interval& part, double at_a, double at_b) {
  if (at_a < 0 && at_b < 0) return false;
  if (fault == Fault::touch_hides && at_a <= 0 && at_b <= 0) return false;
  if (at_a < 0) part.from = std::max(part.from, at_a / (at_a - at_b));
  if (at_b < 0) part.to = std::min(part.to, at_a / (at_a - at_b));
  return part.from <= part.to;
}

bool earlier(Interval p, Interval q) { return std::tie(p.from, p.to) < std::tie(q.from, q.to); }

void join(std::vector<Interval>& parts) {
  if (!std::is_sorted(parts.begin(), parts.end(), earlier)) std::sort(parts.begin(), parts.end(), earlier);
  std::size_t kept = 0;
  for (const Interval part : parts) {
    if (kept > 0 && part.from <= parts[kept - 1].to + join_tolerance) {
      parts[kept - 1].to = std::max(parts[kept - 1].to, part.to);
    } else {
      parts[kept++] = part;
    }
  }
  parts.resize(kept);
  std::erase_if(parts, [](Interval p) { return p.to - p.from <= join_tolerance; });  // a mere touch
}

/// The wedge about a direction, or one beside it.
std::size_t wedge_about(const std::vector<Wedge>& wedges, Direction u) {
  const auto after = [](Direction v, const Wedge& wedge) {
    const Direction from{wedge.from_x, wedge.from_y};
    if (lower_half(v) != lower_half(from)) return lower_half(from);
    return cross(v, from) > 0;
  };
  const auto next = std::upper_bound(wedges.begin(), wedges.end(), u, after);
  return static_cast<std::size_t>(next - wedges.begin()) - (next == wedges.begin() ? 0 : 1);
}
}  // namespace

void visible(const Viewshed& seen, Point a, Point b, std::vector<Interval>& parts) {
  parts.clear();
  const Vec p = a - seen.eye;
  const Vec q = b - seen.eye;
  const std::int64_t r = seen.reach_cm;
  if (std::min(p.x, q.x) > r || std::max(p.x, q.x) < -r || std::min(p.y, q.y) > r || std::max(p.y, q.y) < -r) return;
  const Direction from = direction(p);
  const Direction to = direction(q);
  const std::size_t n = seen.wedges.size();
  if (n == 0) return;
  const std::int64_t turn = geo::cross(p, q);
  std::size_t at = 0;
  std::size_t count = n;
  if (turn != 0) {  // the wedges that ab turns through, from a to b, and one more at either end
    const std::size_t begin = wedge_about(seen.wedges, from);
    const std::size_t end = wedge_about(seen.wedges, to);
    count = std::min(n, 3 + (turn > 0 ? end + n - begin : begin + n - end) % n);
    at = (turn > 0 ? begin + n - 1 : begin + 1) % n;
  }
  for (; count > 0; --count) {
    const Wedge& wedge = seen.wedges[at];
    at = turn >= 0 ? (at + 1 == n ? 0 : at + 1) : (at == 0 ? n - 1 : at - 1);
    const Direction right{wedge.from_x, wedge.from_y};
    const Direction left{wedge.to_x, wedge.to_y};
    Interval part;
    if (!clip(part, cross(right, from), cross(right, to)) || !clip(part, cross(from, left), cross(to, left))) continue;
    const Front front(seen.eye, wedge.front);
    if (clip(part, front.before(p), front.before(q))) parts.push_back(part);
  }
  join(parts);
}

std::vector<Interval> visible(const Viewshed& seen, Point a, Point b) {
  std::vector<Interval> parts;
  visible(seen, a, b, parts);
  return parts;
}

std::pair<std::pair<double, double>, std::pair<double, double>> corners(const Viewshed& seen, const Wedge& wedge) {
  const Front front(seen.eye, wedge.front);
  const auto end = [&front](double x, double y) {
    const double along = static_cast<double>(front.nx) * x + static_cast<double>(front.ny) * y;
    const auto c = static_cast<double>(front.c);
    return std::pair(c * x / along, c * y / along);
  };
  return {end(wedge.from_x, wedge.from_y), end(wedge.to_x, wedge.to_y)};
}

SquareMetres area(const Viewshed& seen) {
  double twice_cm2 = 0;
  for (const Wedge& wedge : seen.wedges) {
    const auto [p, q] = corners(seen, wedge);
    twice_cm2 += p.first * q.second - p.second * q.first;
  }
  return SquareMetres(twice_cm2 / 2 / 1e4);
}

}  // namespace contrechamp::visibility
