// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/visibility/direction.hpp>
#include <contrechamp/visibility/faults.hpp>
#include <contrechamp/visibility/viewshed.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <tuple>

namespace contrechamp::visibility {
namespace {
using geo::Point;
using geo::Vec;

constexpr std::int64_t range = (std::int64_t{1} << 22) - 1;

/// An edge relative to the eye, counter-clockwise: n·p == c on its line, c > 0. All are whole numbers below 2^46, so binary64
/// holds them exactly; along a direction u inside it, n·u / c is 1 / (distance in units of |u|).
struct Line {
  Vec a;
  Vec b;
  double nx = 0;
  double ny = 0;
  double c = 0;
  bool of_square = false;
};

Line line(Vec a, Vec b, bool of_square) {
  return {a, b, static_cast<double>(b.y - a.y), static_cast<double>(a.x - b.x), static_cast<double>(geo::cross(a, b)), of_square};
}

std::int64_t extent(Vec v) { return std::max(std::abs(v.x), std::abs(v.y)); }

/// Where an edge that reaches out of the exact range is cut, by halving, to a few centimetres. It happens 42 km from the eye.
Vec cut_to_range(Vec inner, Vec outer) {
  while (extent(outer) > range && extent(inner) < range - 2) {
    const Vec middle{(inner.x + outer.x) / 2, (inner.y + outer.y) / 2};
    (extent(middle) > range ? outer : inner) = middle;
  }
  return extent(outer) > range ? inner : outer;
}

/// The edges that can block in the square, and the square's sides: each spans less than half a turn about the eye.
std::vector<Line> lines_about(Point eye, std::span<const Edge> edges, std::int32_t reach) {
  std::vector<Line> lines;
  lines.reserve(edges.size() + 4);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    Vec a = edges[i].a - eye;
    Vec b = edges[i].b - eye;
    if (std::min(a.x, b.x) > reach || std::max(a.x, b.x) < -reach) continue;
    if (std::min(a.y, b.y) > reach || std::max(a.y, b.y) < -reach) continue;
    if (std::min(extent(a), extent(b)) > range) continue;  // a straight wall of 84 km is no wall
    if (extent(b) > range) b = cut_to_range(a, b);
    if (extent(a) > range) a = cut_to_range(b, a);
    const std::int64_t turn = geo::cross(a, b);
    if (turn == 0) continue;  // a point, or a wall seen end-on
    if (fault == Fault::edge_dropped && i % 8 == 0) continue;
    if (fault == Fault::face_culled && turn < 0) continue;
    lines.push_back(turn > 0 ? line(a, b, false) : line(b, a, false));
  }
  const std::int64_t r = reach;
  const std::array<Vec, 4> corners{{{r, -r}, {r, r}, {-r, r}, {-r, -r}}};
  for (std::size_t i = 0; i < 4; ++i) lines.push_back(line(corners[i], corners[(i + 1) % 4], true));
  return lines;
}

bool lower_half(Vec u) { return u.y < 0 || (u.y == 0 && u.x < 0); }

/// Order of directions, counter-clockwise from +x; exact.
bool before(Vec u, Vec v) {
  if (lower_half(u) != lower_half(v)) return lower_half(v);
  return geo::cross(u, v) > 0;
}
bool same_direction(Vec u, Vec v) { return !before(u, v) && !before(v, u); }

/// A direction at which something changes: an edge begins or ends, or a wedge must not grow further (no line).
struct Event {
  static constexpr std::uint32_t no_line = 0xffffffffU;
  Vec direction;
  std::uint32_t line = no_line;
};

std::vector<Event> events_of(std::span<const Line> lines, std::int32_t reach) {
  std::vector<Event> events;
  events.reserve(2 * lines.size() + 8);
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    events.push_back({lines[i].a, i});
    events.push_back({lines[i].b, i});
  }
  const std::int64_t r = reach;
  for (std::int64_t x = -r; x <= r; x += r) {
    for (std::int64_t y = -r; y <= r; y += r) {
      if (x != 0 || y != 0) events.push_back({{x, y}, Event::no_line});
    }
  }
  // Of equal directions the shortest comes first: the order of the edges cannot show in the result.
  std::sort(events.begin(), events.end(), [](const Event& e, const Event& f) {
    if (before(e.direction, f.direction)) return true;
    if (before(f.direction, e.direction)) return false;
    return geo::squared(e.direction) < geo::squared(f.direction);
  });
  return events;
}

/// The lines that span the present wedge, packed, with their values n·u / c at its two sides.
class Active {
 public:
  explicit Active(std::span<const Line> lines) : lines_(lines), place_(lines.size(), absent) {}

  /// Begins or ends at u, which becomes the first side of the next wedge.
  void toggle(std::uint32_t line, Vec u) {
    if (place_[line] == absent) {
      add(line, u);
    } else {
      remove(line);
    }
  }
  void add(std::uint32_t line, Vec u) {
    place_[line] = static_cast<std::uint32_t>(id_.size());
    id_.push_back(line);
    nx_.push_back(lines_[line].nx);
    ny_.push_back(lines_[line].ny);
    c_.push_back(lines_[line].c);
    from_.push_back(0);
    to_.push_back((nx_.back() * static_cast<double>(u.x) + ny_.back() * static_cast<double>(u.y)) / c_.back());
  }
  /// The wedge from where the last one ended to `to`.
  void turn(Vec from, Vec to) {
    from_direction_ = from;
    to_direction_ = to;
    from_.swap(to_);
    const auto x = static_cast<double>(to.x);
    const auto y = static_cast<double>(to.y);
    for (std::size_t k = 0; k < id_.size(); ++k) to_[k] = (nx_[k] * x + ny_[k] * y) / c_[k];
  }

  [[nodiscard]] std::size_t size() const { return id_.size(); }
  [[nodiscard]] const Line& line(std::size_t k) const { return lines_[id_[k]]; }
  [[nodiscard]] double at_from(std::size_t k) const { return from_[k]; }
  [[nodiscard]] double at_to(std::size_t k) const { return to_[k]; }

  /// The nearest line at the wedge's first side, ties by the other side; and the other way round.
  [[nodiscard]] std::size_t nearest_at_from() const {
    std::size_t best = 0;
    for (std::size_t k = 1; k < size(); ++k) {
      if (nearer(from_, k, best, from_direction_, to_direction_)) best = k;
    }
    return best;
  }
  [[nodiscard]] std::size_t nearest_at_to() const {
    std::size_t best = 0;
    for (std::size_t k = 1; k < size(); ++k) {
      if (nearer_at_to(k, best)) best = k;
    }
    return best;
  }
  [[nodiscard]] bool nearer_at_to(std::size_t k, std::size_t l) const {
    return nearer(to_, k, l, to_direction_, from_direction_);
  }

 private:
  static constexpr std::uint32_t absent = 0xffffffffU;

  void remove(std::uint32_t line) {
    const std::size_t k = place_[line];
    place_[id_.back()] = static_cast<std::uint32_t>(k);
    place_[line] = absent;
    id_[k] = id_.back();
    id_.pop_back();
    for (auto* values : {&nx_, &ny_, &c_, &from_, &to_}) {
      (*values)[k] = values->back();
      values->pop_back();
    }
  }

  /// Rounding keeps the order of the quotients, so different binary64 values settle it; equal ones are compared exactly.
  [[nodiscard]] bool nearer(const std::vector<double>& values, std::size_t k, std::size_t l, Vec at, Vec then) const {
    return values[k] > values[l] || (values[k] == values[l] && wins_tie(line(k), line(l), at, then));
  }

  /// Sign of n·u / c of i minus that of j; products stay below 2^92.
  static int compared(const Line& i, const Line& j, Vec u) {
    const auto value = [u](const Line& l) {
      return static_cast<std::int64_t>(l.nx) * u.x + static_cast<std::int64_t>(l.ny) * u.y;
    };
    const __int128 left = static_cast<__int128>(value(i)) * static_cast<std::int64_t>(j.c);
    const __int128 right = static_cast<__int128>(value(j)) * static_cast<std::int64_t>(i.c);
    return (left > right) - (left < right);
  }
  static bool wins_tie(const Line& i, const Line& j, Vec at, Vec then) {
    if (const int order = compared(i, j, at); order != 0) return order > 0;
    if (const int order = compared(i, j, then); order != 0) return order > 0;
    if (fault == Fault::tie_by_order) return true;
    // On one line. The square's side comes first: what stands on it hides nothing of the square.
    return std::tuple(!i.of_square, i.a, i.b) < std::tuple(!j.of_square, j.a, j.b);
  }

  std::span<const Line> lines_;
  std::vector<std::uint32_t> place_;  // by line
  std::vector<std::uint32_t> id_;
  std::vector<double> nx_, ny_, c_, from_, to_;
  Vec from_direction_;
  Vec to_direction_;
};

/// Collects wedges; neighbours with one front become one, but never across a half-axis or a diagonal: none exceeds 45°.
class Wedges {
 public:
  Wedges(Point eye, std::vector<Wedge>& wedges) : eye_(eye), wedges_(wedges) {}

  void add(Direction from, Direction to, const Line& front) {
    const auto absolute = [this](Vec v) {
      return Point{static_cast<std::int32_t>(eye_.x + v.x), static_cast<std::int32_t>(eye_.y + v.y)};
    };
    const Edge edge{absolute(front.a), absolute(front.b)};
    const bool special = from.x == 0 || from.y == 0 || std::fabs(from.x) == std::fabs(from.y);
    if (!special && !wedges_.empty() && wedges_.back().front == edge && wedges_.back().open == front.of_square) {
      extend(to);
    } else {
      wedges_.push_back({from.x, from.y, to.x, to.y, edge, front.of_square});
    }
  }
  void extend(Direction to) {
    wedges_.back().to_x = to.x;
    wedges_.back().to_y = to.y;
  }

 private:
  Point eye_;
  std::vector<Wedge>& wedges_;
};

/// Over the wedge each line's value is linear, so what is nearest is their upper envelope: from the nearest at the first side,
/// always on to the line that overtakes first. Each step has a greater value at the far side: it ends.
void walk_envelope(const Active& active, std::size_t first, Vec from, Vec to, Wedges& wedges) {
  const Direction u0 = direction(from);
  const Direction u1 = direction(to);
  Direction reached = u0;
  std::size_t now = first;
  for (;;) {
    double at = 1;
    std::size_t next = now;
    for (std::size_t k = 0; k < active.size(); ++k) {
      const double ahead_at_end = active.at_to(k) - active.at_to(now);
      if (!(ahead_at_end > 0)) continue;
      const double behind_at_start = std::max(0.0, active.at_from(now) - active.at_from(k));
      const double s = behind_at_start / (behind_at_start + ahead_at_end);
      if (next == now || s < at || (s == at && active.nearer_at_to(k, next))) {
        at = s;
        next = k;
      }
    }
    if (next == now) break;
    const Direction crossing{(1 - at) * u0.x + at * u1.x, (1 - at) * u0.y + at * u1.y};
    // A crossing that rounds to where we are (or beyond the end) leaves no wedge.
    if (cross(reached, crossing) > 0 && cross(crossing, u1) > 0) {
      wedges.add(reached, crossing, active.line(now));
      reached = crossing;
    }
    now = next;
  }
  wedges.add(reached, u1, active.line(now));
}

}  // namespace

Viewshed viewshed(Point eye, std::span<const Edge> edges, std::int32_t reach_cm) {
  reach_cm = static_cast<std::int32_t>(std::clamp<std::int64_t>(reach_cm, 0, range));
  Viewshed seen{eye, reach_cm, {}};
  if (reach_cm == 0) return seen;
  const std::vector<Line> lines = lines_about(eye, edges, reach_cm);
  const std::vector<Event> events = events_of(lines, reach_cm);
  Active active(lines);
  const Vec start = events.front().direction;  // +x
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    if (fault == Fault::straddler_forgotten && !lines[i].of_square) continue;
    // Straddling +x, or ending on it: then its end is the first thing that happens.
    if (before(lines[i].b, lines[i].a)) active.add(i, start);
  }
  Wedges wedges(eye, seen.wedges);
  for (std::size_t next = 0; next < events.size();) {
    const Vec from = events[next].direction;
    for (; next < events.size() && same_direction(from, events[next].direction); ++next) {
      if (events[next].line != Event::no_line) active.toggle(events[next].line, from);
    }
    const Vec to = next < events.size() ? events[next].direction : start;
    active.turn(from, to);
    const std::size_t nearest = active.nearest_at_from();
    if (nearest == active.nearest_at_to()) {
      wedges.add(direction(from), direction(to), active.line(nearest));
    } else {
      walk_envelope(active, nearest, from, to, wedges);
    }
  }
  return seen;
}

}  // namespace contrechamp::visibility
