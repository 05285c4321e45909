// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/visibility/carve.hpp>
#include <tests/differential/random_place.hpp>

namespace contrechamp::testing {
namespace {
using geo::Point;
using geo::Ring;
using visibility::Edge;
using visibility::Look;
using visibility::Solid;

Point point(std::int64_t x, std::int64_t y) { return {static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)}; }

/// Each ring a building; in a lattice a ring that runs clockwise is the courtyard of the one before it.
Place place_of(const RandomScene& scene, SceneKind kind) {
  Place place;
  place.half_side = scene.half_side;
  for (const Ring& ring : scene.rings) {
    if (kind == SceneKind::lattice && geo::twice_area(ring) < 0) {
      place.solids.back().rings.push_back(ring);
    } else {
      place.solids.push_back({{ring}});
    }
  }
  for (const Edge& wall : scene.walls) {
    const bool joins = !place.screens.empty() && place.screens.back().points.back() == wall.a;
    if (!joins) place.screens.push_back({{wall.a}});
    place.screens.back().points.push_back(wall.b);
  }
  return place;
}

/// Houses wall to wall along a straight or turned street; fronts jump, so that shared walls overlap in part.
Place terrace(Random& random) {
  Place place;
  place.half_side = 8000;
  for (std::int64_t rows = random.between(1, 5); rows > 0; --rows) {
    const bool turned = random.chance(400);
    const std::int64_t ux = turned ? random.between(200, 900) : 800;
    const std::int64_t uy = turned ? random.between(-600, 600) : 0;
    std::int64_t x = random.between(-5000, 0);
    std::int64_t y = random.between(-4000, 4000);
    for (std::int64_t n = random.between(2, 6); n > 0; --n) {
      const std::int64_t front = random.chance(300) ? random.between(-2, 2) : 0;  // of a fifth of the depth
      const Point a = point(x - front * uy / 5, y + front * ux / 5);
      const Point b = point(a.x + ux, a.y + uy);
      place.solids.push_back({{{a, b, point(b.x - uy, b.y + ux), point(a.x - uy, a.y + ux)}}});
      x += ux;
      y += uy;
    }
  }
  return place;
}

constexpr std::array<std::int32_t, 6> tops{300, 400, 500, 500, visibility::unlimited_cm, visibility::unlimited_cm};
constexpr std::array<std::int32_t, 6> bases{0, 0, 0, 0, 300, 450};
constexpr std::array<std::int32_t, 6> heights{0, 299, 300, 301, 450, 500};

void give_heights(Random& random, Place& place) {
  for (Solid& solid : place.solids) {
    solid.top_cm = tops[random.below(tops.size())];
    solid.base_cm = bases[random.below(bases.size())];
  }
  for (auto& screen : place.screens) screen.top_cm = tops[random.below(tops.size())];
}

void open_passages(Random& random, Place& place) {
  for (std::int64_t n = random.between(1, 3); n > 0; --n) {
    visibility::Corridor corridor;
    corridor.width_cm = static_cast<std::int32_t>(random.between(5, 400));
    for (std::int64_t k = random.between(2, 3); k > 0; --k) corridor.centreline.push_back(random_point(random, place));
    place.corridors.push_back(std::move(corridor));
  }
}

void shift(Place& place, Point by) {
  const auto move = [by](auto& points) {
    for (Point& p : points) p = point(p.x + by.x, p.y + by.y);
  };
  for (Solid& solid : place.solids) std::for_each(solid.rings.begin(), solid.rings.end(), move);
  for (auto& screen : place.screens) move(screen.points);
  for (auto& corridor : place.corridors) move(corridor.centreline);
  place.centre = point(place.centre.x + by.x, place.centre.y + by.y);
}

/// A corner of what stands there, or the centre.
Point random_corner(Random& random, const Place& place) {
  const std::size_t n = random.below(place.solids.size() + place.screens.size() + 1);
  if (n < place.solids.size()) {
    const Ring& ring = place.solids[n].rings[random.below(place.solids[n].rings.size())];
    return ring[random.below(ring.size())];
  }
  if (n == place.solids.size() + place.screens.size()) return place.centre;
  const auto& chain = place.screens[n - place.solids.size()].points;
  return chain[random.below(chain.size())];
}

Look look_from(Random& random, const Place& place, Point eye) {
  Look look{eye};
  look.reach_cm = static_cast<std::int32_t>(random.between(1, 2 * place.half_side));
  look.height_cm = heights[random.below(heights.size())];
  if (!place.solids.empty() && random.chance(200)) look.own = static_cast<std::uint32_t>(random.below(place.solids.size()));
  return look;
}

bool blocks(std::int32_t base, std::int32_t top, std::int32_t height) { return base <= height && height <= top; }

std::string text(Point p) { return "{" + number(p.x) + "," + number(p.y) + "}"; }
std::string text(const std::vector<Point>& points) {
  std::string out;
  for (const Point p : points) out += text(p);
  return out;
}
}  // namespace

std::vector<Edge> Place::edges(const Look& look) const {
  std::vector<Edge> out;
  for (std::uint32_t i = 0; i < solids.size(); ++i) {
    if (i != look.own && !blocks(solids[i].base_cm, solids[i].top_cm, look.height_cm)) continue;
    const std::vector<Edge> edges = visibility::blocking_edges({&solids[i].rings, 1}, corridors);
    out.insert(out.end(), edges.begin(), edges.end());
  }
  for (const auto& screen : screens) {
    if (!blocks(0, screen.top_cm, look.height_cm)) continue;
    for (std::size_t k = 0; k + 1 < screen.points.size(); ++k) out.push_back({screen.points[k], screen.points[k + 1]});
  }
  return out;
}

bool Place::free(Point p) const {
  return std::none_of(solids.begin(), solids.end(),
                      [p](const Solid& s) { return geo::where(s.rings, p) != geo::Where::outside; });
}

Place random_place(Random& random) {
  const auto kind = static_cast<SceneKind>(random.below(static_cast<std::uint64_t>(SceneKind::count) + 1));
  Place place = kind == SceneKind::count ? terrace(random) : place_of(random_scene(random, kind), kind);
  if (random.chance(400)) give_heights(random, place);
  if (kind != SceneKind::tiny && random.chance(250)) open_passages(random, place);
  if (random.chance(300)) {
    const std::int64_t x = random.between(-500'000'000, 500'000'000);
    shift(place, point(x, random.between(-500'000'000, 500'000'000)));
  }
  return place;
}

Point random_point(Random& random, const Place& place) {
  const std::int64_t x = random.between(-place.half_side, place.half_side);
  return point(place.centre.x + x, place.centre.y + random.between(-place.half_side, place.half_side));
}

Look random_look(Random& random, const Place& place) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    Point eye = random_point(random, place);
    if (random.chance(500)) {
      const Point corner = random_corner(random, place);
      const std::int64_t x = random.between(-30, 30);
      eye = point(corner.x + x, corner.y + random.between(-30, 30));
    }
    if (place.free(eye)) return look_from(random, place, eye);
  }
  return look_from(random, place, point(place.centre.x + place.half_side + 1, place.centre.y + place.half_side + 2));
}

Look hostile_look(Random& random, const Place& place) {
  const Point a = random_corner(random, place);
  const Point b = random_corner(random, place);
  switch (random.below(4)) {
    case 0: return look_from(random, place, a);
    case 1: return look_from(random, place, point((std::int64_t{a.x} + b.x) / 2, (std::int64_t{a.y} + b.y) / 2));
    case 2: return look_from(random, place, point(a.x, b.y));
    default: return look_from(random, place, random_point(random, place));
  }
}

std::pair<Place, Look> shrunk(Place place, Look look, const std::function<bool(const Place&, const Look&)>& fails) {
  bool smaller = true;
  const auto attempt = [&](const Place& less, const Look& then) {
    if (!fails(less, then)) return false;
    place = less;
    look = then;
    smaller = true;
    return true;
  };
  const auto without_each = [&](auto member) {
    for (std::size_t i = (place.*member).size(); i-- > 0;) {
      Place less = place;
      (less.*member).erase((less.*member).begin() + static_cast<std::ptrdiff_t>(i));
      Look then = look;
      if constexpr (std::is_same_v<decltype(member), std::vector<Solid> Place::*>) {
        if (look.own == i) then.own = visibility::no_solid;
        if (look.own != visibility::no_solid && look.own > i) --then.own;
      }
      attempt(less, then);
    }
  };
  while (smaller) {
    smaller = false;
    without_each(&Place::solids);
    without_each(&Place::screens);
    without_each(&Place::corridors);
  }
  return {place, look};
}

std::string described(const Place& place, const Look& look) {
  std::string out = "eye " + text(look.eye) + " reach " + number(look.reach_cm) + " height " + number(look.height_cm);
  if (look.own != visibility::no_solid) out += " own " + number(look.own);
  for (const Solid& solid : place.solids) {
    out += "\n  solid " + number(solid.base_cm) + ".." + number(solid.top_cm);
    for (const Ring& ring : solid.rings) out += " ring " + text(ring);
  }
  for (const auto& screen : place.screens) out += "\n  screen .." + number(screen.top_cm) + " " + text(screen.points);
  for (const auto& corridor : place.corridors) {
    out += "\n  corridor " + number(corridor.width_cm) + " wide " + text(corridor.centreline);
  }
  return out;
}

}  // namespace contrechamp::testing
