// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <contrechamp/core/text.hpp>
#include <tests/differential/brute_force.hpp>
#include <tests/differential/random_scene.hpp>
#include <tests/differential/visibility_checks.hpp>
#include <tuple>
#include <utility>

namespace contrechamp::testing {
namespace {
using geo::Point;
using visibility::Edge;
using visibility::Interval;
using visibility::Viewshed;
using visibility::Wedge;

enum Name : std::uint8_t { structure, order, adding, motion, reciprocity, brute_force, names };

struct Case {
  RandomScene scene;
  std::vector<Edge> edges;
  Point eye;
  std::int32_t reach = 0;
  Viewshed seen;
  std::vector<std::pair<Point, Point>> streets;
};

/// Segments anywhere, along walls, from their corners, straight away from the eye, through it and beyond the square.
std::vector<std::pair<Point, Point>> streets(Random& random, const Case& c) {
  std::vector<std::pair<Point, Point>> out;
  for (int i = 0; i < 12; ++i) {
    Point a = random_point(random, c.scene);
    Point b = random_point(random, c.scene);
    const Edge wall = c.edges[random.below(c.edges.size())];
    if (i % 4 == 1) a = wall.a;
    if (i % 4 == 2) std::tie(a, b) = std::pair(wall.a, wall.b);
    if (i % 6 == 3) b = {2 * a.x - c.eye.x, 2 * a.y - c.eye.y};
    if (i % 6 == 5) b = {2 * c.eye.x - a.x, 2 * c.eye.y - a.y};
    if (i == 7) a = c.eye;
    if (a != b) out.emplace_back(a, b);
  }
  return out;
}

bool same_wedge(const Wedge& v, const Wedge& w) {
  return v.from_x == w.from_x && v.from_y == w.from_y && v.to_x == w.to_x && v.to_y == w.to_y && v.front == w.front &&
         v.open == w.open;
}
}  // namespace

bool same(const Viewshed& v, const Viewshed& w) {
  return std::equal(v.wedges.begin(), v.wedges.end(), w.wedges.begin(), w.wedges.end(),
                    [](const Wedge& a, const Wedge& b) { return same_wedge(a, b); });
}

bool goes_round(const Viewshed& seen, std::span<const Edge> edges) {
  const auto& wedges = seen.wedges;
  if (wedges.empty() || wedges.front().from_y != 0 || wedges.front().from_x <= 0) return false;
  const double limit = seen.reach_cm * (1 + 1e-9);  // where a wall is seen almost end-on, a crossing is rounded along it
  for (std::size_t i = 0; i < wedges.size(); ++i) {
    const Wedge& w = wedges[i];
    const Wedge& next = wedges[(i + 1) % wedges.size()];
    if (w.to_x != next.from_x || w.to_y != next.from_y) return false;
    if (!(w.from_x * w.to_y - w.from_y * w.to_x > 0)) return false;  // less than 180°
    if (w.open && !(w.from_x * w.to_x + w.from_y * w.to_y >= 0)) return false;
    const auto [p, q] = corners(seen, w);
    for (const double v : {p.first, p.second, q.first, q.second}) {
      if (!(std::fabs(v) <= limit)) return false;
    }
    const Edge turned{w.front.b, w.front.a};
    const bool known = std::any_of(edges.begin(), edges.end(), [&](const Edge& e) { return e == w.front || e == turned; });
    if (!known && !w.open) return false;
  }
  const auto at_eye = visible(seen, seen.eye, seen.eye);
  return at_eye.size() == 1 && at_eye[0].from == 0 && at_eye[0].to == 1;
}

namespace {

bool any_order(Random& random, const Case& c) {
  std::vector<Edge> edges = c.edges;
  for (std::size_t i = edges.size(); i > 1; --i) std::swap(edges[i - 1], edges[random.below(i)]);
  for (Edge& e : edges) {
    if (random.chance(500)) std::swap(e.a, e.b);
  }
  return same(c.seen, viewshed(c.eye, edges, c.reach));
}

bool never_adds(Random& random, const Case& c) {
  std::vector<Edge> fewer = c.edges;
  for (std::uint64_t n = 1 + random.below(3); n > 0 && !fewer.empty(); --n) {
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(random.below(fewer.size())));
  }
  const Viewshed wider = viewshed(c.eye, fewer, c.reach);
  if (area(c.seen).count() > area(wider).count() * (1 + 1e-12)) return false;
  return std::all_of(c.streets.begin(), c.streets.end(), [&](const auto& s) {
    const auto narrow = visible(c.seen, s.first, s.second);
    const auto wide = visible(wider, s.first, s.second);
    return std::all_of(narrow.begin(), narrow.end(), [&](Interval p) {
      return std::any_of(wide.begin(), wide.end(), [&](Interval q) { return q.from <= p.from + 1e-9 && p.to <= q.to + 1e-9; });
    });
  });
}

bool moves_along(Random& random, const Case& c) {
  const std::uint64_t way = random.below(8);
  const auto dx = static_cast<std::int32_t>(random.between(-1'000'000, 1'000'000));
  const auto dy = static_cast<std::int32_t>(random.between(-1'000'000, 1'000'000));
  const auto moved = [&](Point p) {
    if ((way & 4U) != 0) p.x = -p.x;
    for (std::uint64_t turn = way & 3U; turn > 0; --turn) p = {-p.y, p.x};
    return Point{p.x + dx, p.y + dy};
  };
  std::vector<Edge> edges;
  for (const Edge& e : c.edges) edges.push_back({moved(e.a), moved(e.b)});
  const Viewshed seen = viewshed(moved(c.eye), edges, c.reach);
  if (std::fabs(area(seen).count() - area(c.seen).count()) > 1e-9 * (1 + area(seen).count())) return false;
  return std::all_of(c.streets.begin(), c.streets.end(), [&](const auto& s) {
    return difference_cm(visible(c.seen, s.first, s.second), visible(seen, moved(s.first), moved(s.second)), s.first, s.second) <=
           1e-6;
  });
}

bool sees(const Viewshed& seen, Point p) { return !visible(seen, p, p).empty(); }

/// Whoever is seen sees back: eyes outside the footprints, both within the other's square.
bool sees_back(Random& random, const Case& c) {
  for (int i = 0; i < 5; ++i) {
    const Point other = random_eye(random, c.scene);
    if (std::abs(other.x - c.eye.x) > c.reach || std::abs(other.y - c.eye.y) > c.reach) continue;
    if (sees(c.seen, other) != sees(viewshed(other, c.edges, c.reach), c.eye)) return false;
  }
  return true;
}

std::string described(const Case& c, SceneKind kind, int number) {
  return "scene " + contrechamp::number(number) + " of kind " + contrechamp::number(static_cast<int>(kind)) + ", eye " +
         contrechamp::number(c.eye.x) + "," + contrechamp::number(c.eye.y) + ", reach " + contrechamp::number(c.reach);
}

Case random_case(Random& random, SceneKind kind) {
  Case c;
  c.scene = random_scene(random, kind);
  c.edges = c.scene.edges();
  c.eye = random_eye(random, c.scene);
  c.reach = static_cast<std::int32_t>(random.between(1, 2 * c.scene.half_side));
  c.seen = viewshed(c.eye, c.edges, c.reach);
  c.streets = streets(random, c);
  return c;
}
}  // namespace

std::vector<Check> kernel_checks(std::uint64_t seed, int scenes) {
  std::vector<Check> checks(names);
  constexpr std::array<std::string_view, names> labels{"structure", "order", "adding", "motion", "reciprocity", "brute force"};
  for (std::size_t i = 0; i < names; ++i) checks[i].name = labels[i];
  Random random(seed);
  for (int number = 0; number < scenes; ++number) {
    const auto kind = static_cast<SceneKind>(number % static_cast<int>(SceneKind::count));
    const Case c = random_case(random, kind);
    const auto record = [&](Name name, bool good) {
      ++checks[name].cases;
      if (good) return;
      if (checks[name].failures++ == 0) checks[name].first_failure = described(c, kind, number);
    };
    record(structure, goes_round(c.seen, c.edges));
    record(order, any_order(random, c));
    record(adding, never_adds(random, c));
    record(motion, moves_along(random, c));
    record(reciprocity, sees_back(random, c));
    for (const auto& [a, b] : c.streets) {
      record(brute_force, difference_cm(visible(c.seen, a, b), visible_brute_force(c.eye, c.edges, c.reach, a, b), a, b) <= 1e-6);
    }
  }
  return checks;
}

}  // namespace contrechamp::testing
