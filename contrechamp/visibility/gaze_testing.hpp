// SPDX-License-Identifier: AGPL-3.0-or-later
// Random towns, and what every look at them must fulfil.
#pragma once
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/visibility/gaze.hpp>
#include <random>
#include <vector>

namespace contrechamp::visibility {
using geo::Point;

class Town {
 public:
  explicit Town(std::uint64_t seed) : random_(seed) {}
  std::int32_t below(std::int32_t n) { return static_cast<std::int32_t>(random_() % static_cast<std::uint64_t>(n)); }
  Point point(std::int32_t size) { return {below(size) - size / 2, below(size) - size / 2}; }

  Solid block(std::int32_t size, std::int32_t grain) {
    const Point p{grain * below(size / grain) - size / 2, grain * below(size / grain) - size / 2};
    const std::int32_t w = grain * (1 + below(4));
    const std::int32_t h = grain * (1 + below(4));
    Solid solid{{{p, {p.x + w, p.y}, {p.x + w, p.y + h}, {p.x, p.y + h}}}};
    if (below(2) == 0) std::reverse(solid.rings[0].begin(), solid.rings[0].end());
    if (below(6) == 0 && w > 20 && h > 20) {
      solid.rings.push_back({{p.x + 5, p.y + 5}, {p.x + w - 5, p.y + 5}, {p.x + w - 5, p.y + h - 5}});
    }
    return solid;
  }
  Solid star(std::int32_t size, std::int32_t extent) {
    const Point p = point(size);
    geo::Ring ring;
    const int corners = 3 + below(6);
    for (int i = 0; i < corners; ++i) ring.push_back({p.x + below(extent), p.y + below(extent)});
    return {{ring}};
  }

 private:
  std::mt19937_64 random_;
};

struct Scene {
  std::vector<Solid> solids;
  std::vector<Screen> screens;
  std::vector<Corridor> corridors;
};

inline Scene scene(Town& town, std::int32_t size) {
  Scene s;
  const int blocks = town.below(30);
  const int stars = town.below(3) == 0 ? town.below(6) : 0;
  const int heights = town.below(3);
  const std::int32_t grain = std::max(1, size / 40);
  for (int i = 0; i < blocks; ++i) s.solids.push_back(town.block(size, grain));
  for (int i = 0; i < stars; ++i) s.solids.push_back(town.star(size, size / 4));
  for (Solid& solid : s.solids) {
    if (heights == 0) continue;
    solid.top_cm = town.below(4) == 0 ? unlimited_cm : 100 * town.below(10);
    if (town.below(4) == 0) solid.base_cm = 100 * town.below(4);
  }
  for (int i = town.below(4); i > 0; --i) s.screens.push_back({{town.point(size), town.point(size), town.point(size)}});
  for (int i = town.below(2); i > 0; --i) s.corridors.push_back({{town.point(size), town.point(size)}, size / 30});
  return s;
}

inline bool same_wedge(const Wedge& v, const Wedge& w) {
  return v.from_x == w.from_x && v.from_y == w.from_y && v.to_x == w.to_x && v.to_y == w.to_y && v.front == w.front &&
         v.open == w.open;
}

inline bool same(const Viewshed& v, const Viewshed& w) {
  return std::equal(v.wedges.begin(), v.wedges.end(), w.wedges.begin(), w.wedges.end(), same_wedge);
}

/// As the first kernel sees it, and with the same bytes on every instruction set.
inline void expect_agreement(const Walls& walls, const Look& look) {
  const Viewshed first = viewshed(look.eye, walls.edges_for(look), look.reach_cm);
  const Viewshed fast = Gaze(walls).look(look);
  ASSERT_NEAR(area(first).count(), area(fast).count(), 4e-13 * look.reach_cm * look.reach_cm);
  for (const Isa isa : available_isas()) ASSERT_TRUE(same(fast, Gaze(walls, isa).look(look))) << name(isa);
}

}  // namespace contrechamp::visibility
