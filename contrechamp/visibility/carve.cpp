// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/visibility/carve.hpp>
#include <tuple>
#include <utility>

namespace contrechamp::visibility {
namespace {
using geo::Point;
using geo::Vec;

/// The part of a corridor along one segment of its centreline: a rectangle, counter-clockwise, corners rounded to 1 cm.
struct Rectangle {
  std::array<Point, 4> corners;
  geo::Rect box;
};

/// How far a rectangle reaches beyond the joint with the next: to where their outer sides meet, at least 1 cm so that no gap
/// is left between them, and half the width where the centreline turns back on itself.
double overlap(Vec before, Vec after, double half) {
  const auto turn = static_cast<double>(geo::cross(before, after));
  const auto along = static_cast<double>(geo::dot(before, after));
  if (along <= 0) return half;
  const double lengths = std::sqrt(static_cast<double>(geo::squared(before)) * static_cast<double>(geo::squared(after)));
  return std::max(1.0, half * std::fabs(turn) / (lengths + along));  // tan(θ/2) = sin θ / (1 + cos θ)
}

Point rounded(double x, double y) {
  return {static_cast<std::int32_t>(std::floor(x + 0.5)), static_cast<std::int32_t>(std::floor(y + 0.5))};
}

Rectangle rectangle(Point a, Point b, double before_a, double beyond_b, double half) {
  const Vec d = b - a;
  const double length = std::sqrt(static_cast<double>(geo::squared(d)));
  const double ux = static_cast<double>(d.x) / length;
  const double uy = static_cast<double>(d.y) / length;
  const auto corner = [&](Point p, double along, double left) {
    return rounded(p.x + along * ux - left * uy, p.y + along * uy + left * ux);
  };
  Rectangle r{{corner(a, -before_a, -half), corner(b, beyond_b, -half), corner(b, beyond_b, half), corner(a, -before_a, half)},
              {}};
  r.box = geo::bounding(r.corners);
  return r;
}

std::vector<Rectangle> rectangles(std::span<const Corridor> corridors) {
  std::vector<Rectangle> out;
  for (const Corridor& corridor : corridors) {
    std::vector<Point> chain = corridor.centreline;
    chain.erase(std::unique(chain.begin(), chain.end()), chain.end());
    if (corridor.width_cm < min_corridor_cm) continue;
    const double half = corridor.width_cm / 2.0;
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
      const Vec here = chain[i + 1] - chain[i];
      const double before = i == 0 ? half : overlap(chain[i] - chain[i - 1], here, half);
      const double beyond = i + 2 == chain.size() ? half : overlap(here, chain[i + 2] - chain[i + 1], half);
      out.push_back(rectangle(chain[i], chain[i + 1], before, beyond, half));
    }
  }
  return out;
}

/// An edge and the places where others cross it: as fractions of the unrounded edge, with the rounded point.
struct Line {
  Point a;
  Point b;
  std::vector<std::pair<double, Point>> cuts;
};

Edge canonical(const Line& line) { return {std::min(line.a, line.b), std::max(line.a, line.b)}; }

/// Depends on the two edges as sets only: a wall that two buildings share is cut in the same point of both.
Point crossing(const Line& one, const Line& other) {
  Edge e = canonical(one);
  Edge f = canonical(other);
  if (f < e) std::swap(e, f);
  const Vec along = f.b - f.a;
  const auto at_a = static_cast<double>(geo::cross(along, e.a - f.a));
  const auto at_b = static_cast<double>(geo::cross(along, e.b - f.a));
  const double t = at_a / (at_a - at_b);
  return rounded(e.a.x + t * static_cast<double>((e.b - e.a).x), e.a.y + t * static_cast<double>((e.b - e.a).y));
}

/// p lies on the line of `line`: cuts it there, unless at an end or beyond.
void cut_at(Line& line, Point p) {
  const Vec along = line.b - line.a;
  const std::int64_t reached = geo::dot(along, p - line.a);
  const std::int64_t whole = geo::squared(along);
  if (reached > 0 && reached < whole) line.cuts.emplace_back(static_cast<double>(reached) / static_cast<double>(whole), p);
}

void cut(Line& e, Line& f) {
  const std::int64_t ea = geo::cross(f.b - f.a, e.a - f.a);
  const std::int64_t eb = geo::cross(f.b - f.a, e.b - f.a);
  const std::int64_t fa = geo::cross(e.b - e.a, f.a - e.a);
  const std::int64_t fb = geo::cross(e.b - e.a, f.b - e.a);
  if (geo::sign(ea) * geo::sign(eb) > 0 || geo::sign(fa) * geo::sign(fb) > 0) return;
  if (ea == 0 || eb == 0 || fa == 0 || fb == 0) {  // an end on the other's line; all four when they lie on one
    if (ea == 0) cut_at(f, e.a);
    if (eb == 0) cut_at(f, e.b);
    if (fa == 0) cut_at(e, f.a);
    if (fb == 0) cut_at(e, f.b);
    return;
  }
  const Point p = crossing(e, f);
  e.cuts.emplace_back(static_cast<double>(ea) / (static_cast<double>(ea) - static_cast<double>(eb)), p);
  f.cuts.emplace_back(static_cast<double>(fa) / (static_cast<double>(fa) - static_cast<double>(fb)), p);
}

/// Strictly inside, at fraction t of the line: a line along a side never is, whatever t is rounded to.
bool inside(const Rectangle& r, const Line& line, double t) {
  for (std::size_t i = 0; i < 4; ++i) {
    const Point corner = r.corners[i];
    const Vec side = r.corners[(i + 1) % 4] - corner;
    const auto at_a = static_cast<double>(geo::cross(side, line.a - corner));
    const auto at_b = static_cast<double>(geo::cross(side, line.b - corner));
    if (!(at_a + t * (at_b - at_a) > 0)) return false;
  }
  return true;
}

/// Strictly inside the footprint, at fraction t of the line; on a wall it is not, whatever t is rounded to.
bool inside(const Rings& rings, const Line& line, double t) {
  const double x = line.a.x + t * static_cast<double>((line.b - line.a).x);
  const double y = line.a.y + t * static_cast<double>((line.b - line.a).y);
  bool within = false;
  for (const geo::Ring& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point u = ring[i];
      const Point v = ring[(i + 1) % ring.size()];
      const Vec along = v - u;
      if (geo::side(u, v, line.a) == 0 && geo::side(u, v, line.b) == 0) {
        const double reached = (x - u.x) * static_cast<double>(along.x) + (y - u.y) * static_cast<double>(along.y);
        if (reached > 0 && reached < static_cast<double>(geo::squared(along))) return false;
      }
      if ((u.y > y) == (v.y > y)) continue;
      const double left = static_cast<double>(along.x) * (y - u.y) - static_cast<double>(along.y) * (x - u.x);
      if ((left > 0) == (v.y > u.y)) within = !within;
    }
  }
  return within;
}

/// The pieces of a line between its cuts whose middle is to be kept.
template <class Keep>
void emit(std::vector<Edge>& out, Line& line, const Keep& keep) {
  std::sort(line.cuts.begin(), line.cuts.end());
  line.cuts.emplace_back(1.0, line.b);
  std::pair<double, Point> from{0.0, line.a};
  for (const auto& to : line.cuts) {
    if (from.second != to.second && keep((from.first + to.first) / 2)) out.push_back({from.second, to.second});
    from = to;
  }
}

geo::Rect box_of(const Rings& rings) {
  std::vector<Point> points;
  for (const geo::Ring& ring : rings) points.insert(points.end(), ring.begin(), ring.end());
  return geo::bounding(points);
}

geo::Rect box_of(const Line& line) { return geo::bounding(std::array{line.a, line.b}); }

/// A footprint that corridors may cut.
struct Carved {
  const Rings* rings;
  geo::Rect box;
};

/// The corridors' outlines and what they do to footprints.
class Carving {
 public:
  explicit Carving(std::span<const Corridor> corridors) : rectangles_(rectangles(corridors)) {
    for (const Rectangle& r : rectangles_) {
      for (std::size_t i = 0; i < 4; ++i) sides_.push_back({r.corners[i], r.corners[(i + 1) % 4], {}});
    }
    for (std::size_t i = 0; i < rectangles_.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!rectangles_[i].box.touches(rectangles_[j].box)) continue;
        for (std::size_t s = 0; s < 16; ++s) cut(sides_[4 * i + s / 4], sides_[4 * j + s % 4]);
      }
    }
  }

  [[nodiscard]] bool touches(const geo::Rect& box) const {
    return std::any_of(rectangles_.begin(), rectangles_.end(), [&](const Rectangle& r) { return r.box.touches(box); });
  }

  /// Adds what is left of a footprint's edge, and notes where it cuts the corridors' sides.
  void carve(std::vector<Edge>& out, Point a, Point b) {
    Line wall{a, b, {}};
    const geo::Rect box = box_of(wall);
    bool near = false;
    for (std::size_t i = 0; i < rectangles_.size(); ++i) {
      if (!rectangles_[i].box.touches(box)) continue;
      near = true;
      for (std::size_t s = 4 * i; s < 4 * i + 4; ++s) cut(wall, sides_[s]);
    }
    if (!near) {
      out.push_back({a, b});
      return;
    }
    emit(out, wall, [&](double t) { return !in_corridor(wall, box, t); });
  }

  /// Adds the corridors' own walls; after all footprints were carved.
  void add_sides(std::vector<Edge>& out, std::span<const Carved> buildings) {
    for (Line& side : sides_) {
      const geo::Rect box = box_of(side);
      emit(out, side, [&](double t) {
        return !in_corridor(side, box, t) && std::any_of(buildings.begin(), buildings.end(), [&](const Carved& building) {
          return building.box.touches(box) && inside(*building.rings, side, t);
        });
      });
    }
  }

 private:
  [[nodiscard]] bool in_corridor(const Line& line, const geo::Rect& box, double t) const {
    return std::any_of(rectangles_.begin(), rectangles_.end(),
                       [&](const Rectangle& r) { return r.box.touches(box) && inside(r, line, t); });
  }

  std::vector<Rectangle> rectangles_;
  std::vector<Line> sides_;  // four for each rectangle
};
}  // namespace

std::vector<Edge> blocking_edges(std::span<const Rings> buildings, std::span<const Corridor> corridors) {
  std::vector<Edge> out;
  Carving carving(corridors);
  std::vector<Carved> carved;
  for (const Rings& rings : buildings) {
    const geo::Rect box = box_of(rings);
    const bool touched = carving.touches(box);
    if (touched) carved.push_back({&rings, box});
    for (const geo::Ring& ring : rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i];
        const Point b = ring[(i + 1) % ring.size()];
        if (touched) {
          carving.carve(out, a, b);
        } else {
          out.push_back({a, b});
        }
      }
    }
  }
  carving.add_sides(out, carved);
  return out;
}

}  // namespace contrechamp::visibility
