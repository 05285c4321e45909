// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/tiles/geometry.hpp>
#include <contrechamp/tiles/shapes_testing.hpp>
#include <gtest/gtest.h>
#include <set>
#include <tests/support/testing.hpp>

namespace contrechamp::tiles {
namespace {

constexpr std::int64_t middle = std::int64_t{1} << (geo::world_bits - 1);
constexpr std::int64_t side = 1 << 20;
// Four tiles of zoom 14 that meet in the middle of the world; each is 2^18 units wide.
constexpr TileId north_west{14, 8191, 8191}, north_east{14, 8192, 8191}, south_west{14, 8191, 8192};

TEST(ClippedLine, what_is_inside_stays_and_what_is_outside_goes) {
  Random random(testing::seed());
  int inside = 0, outside = 0;
  for (int i = 0; i < 500; ++i) {
    const Line line = random_points(random, 2 + random.below(8), side);
    const Window w = window(north_west, 0);
    const std::vector<Line> parts = clipped_line(line, w);
    for (const Line& part : parts) {
      ASSERT_GE(part.size(), 2U);
      for (const World p : part) {
        EXPECT_TRUE(w.holds(p));
        EXPECT_LT(distance(p, line), 1.0L);
      }
    }
    for (std::size_t k = 0; k + 1 < line.size(); ++k) {
      const auto at = static_cast<std::int64_t>(random.below(1000));
      const World p{line[k].x + (line[k + 1].x - line[k].x) * at / 1000, line[k].y + (line[k + 1].y - line[k].y) * at / 1000};
      const bool well_inside = p.x > w.min.x + 3 && p.x < w.max.x - 3 && p.y > w.min.y + 3 && p.y < w.max.y - 3;
      if (!well_inside) {
        ++outside;
        continue;
      }
      ++inside;
      long double nearest = 1e30L;
      for (const Line& part : parts) nearest = std::min(nearest, distance(p, part));
      EXPECT_LT(nearest, 3.0L);
    }
  }
  EXPECT_GT(inside, 50);
  EXPECT_GT(outside, 50);
}

TEST(ClippedLine, comes_and_goes_in_parts) {
  const Window w{{0, 0}, {100, 100}};
  EXPECT_EQ(clipped_line(Line{{-50, 50}, {50, 50}, {50, 150}, {70, 150}, {70, 50}}, w),
            (std::vector<Line>{{{0, 50}, {50, 50}, {50, 100}}, {{70, 100}, {70, 50}}}));
  EXPECT_EQ(clipped_line(Line{{10, 10}, {20, 20}, {30, 10}}, w), (std::vector<Line>{{{10, 10}, {20, 20}, {30, 10}}}));
  EXPECT_TRUE(clipped_line(Line{{-10, 10}, {10, -10}}, w).size() == 0);       // through the corner only: no length
  EXPECT_TRUE(clipped_line(Line{{-10, 50}, {0, 60}, {-10, 70}}, w).empty());  // touches the border with a corner
  EXPECT_TRUE(clipped_line(Line{{-10, -10}, {-10, 200}}, w).empty());
  EXPECT_EQ(clipped_line(Line{{0, -10}, {0, 200}}, w), (std::vector<Line>{{{0, 0}, {0, 100}}}));  // along the border
  EXPECT_TRUE(clipped_line(Line{{5, 5}}, w).empty());
  EXPECT_TRUE(clipped_line({}, w).empty());
}

TEST(ClippedLine, does_not_care_for_the_direction) {
  Random random(testing::seed());
  std::size_t cut = 0;
  for (int i = 0; i < 300; ++i) {
    Line line = random_points(random, 2 + random.below(6), side);
    std::vector<Line> there = clipped_line(line, window(north_west, 0));
    std::reverse(line.begin(), line.end());
    std::vector<Line> back = clipped_line(line, window(north_west, 0));
    std::reverse(back.begin(), back.end());
    for (Line& part : back) std::reverse(part.begin(), part.end());
    EXPECT_EQ(there, back);
    cut += there.size();
  }
  EXPECT_GT(cut, 100U);
}

// Ends of parts on a border, but for the last units at its corners, where a part may have no length.
std::set<World> ends_on(const std::vector<Line>& parts, std::int64_t World::*part, std::int64_t at, const Window& w) {
  std::set<World> out;
  const auto other = part == &World::x ? &World::y : &World::x;
  for (const Line& line : parts) {
    for (const World p : {line.front(), line.back()}) {
      if (p.*part == at && p.*other > w.min.*other + 2 && p.*other < w.max.*other - 2) out.insert(p);
    }
  }
  return out;
}

TEST(ClippedLine, meets_itself_on_a_common_border) {
  Random random(testing::seed());
  std::size_t met = 0;
  for (int i = 0; i < 500; ++i) {
    Line line = random_points(random, 2 + random.below(10), side / 2);
    for (World& p : line) p = {p.x | 1, p.y | 1};  // borders are even: no corner stands on one
    const std::vector<Line> here = clipped_line(line, window(north_west, 0));
    const auto east = ends_on(here, &World::x, middle, window(north_west, 0));
    EXPECT_EQ(east, ends_on(clipped_line(line, window(north_east, 0)), &World::x, middle, window(north_east, 0)));
    const auto south = ends_on(here, &World::y, middle, window(north_west, 0));
    EXPECT_EQ(south, ends_on(clipped_line(line, window(south_west, 0)), &World::y, middle, window(south_west, 0)));
    met += east.size() + south.size();
  }
  EXPECT_GT(met, 300U);
}

std::set<std::int32_t> heights(const std::vector<TileLine>& lines, std::int32_t x) {
  std::set<std::int32_t> out;
  for (const TileLine& line : lines) {
    for (const TilePoint p : {line.front(), line.back()}) {
      if (p.x == x && p.y > 0 && p.y < extent) out.insert(p.y);
    }
  }
  return out;
}

TEST(TileLines, of_neighbours_meet_in_the_same_unit) {
  Random random(testing::seed());
  std::size_t met = 0;
  for (int i = 0; i < 500; ++i) {
    Line line = random_points(random, 4, side / 2);
    for (World& p : line) p = {p.x < middle ? p.x - 1000 : p.x + 1000, p.y};  // long crossings: none is lost to rounding
    const auto east = heights(tile_lines(line, north_west, 0), extent);
    EXPECT_EQ(east, heights(tile_lines(line, north_east, 0), 0));
    met += east.size();
  }
  EXPECT_GT(met, 200U);
}

// The tiles over random_points(…, side) at zoom 14.
std::vector<TileId> tiles_around() {
  std::vector<TileId> out;
  for (std::uint32_t x = 8189; x <= 8194; ++x) {
    for (std::uint32_t y = 8189; y <= 8194; ++y) out.push_back({14, x, y});
  }
  return out;
}

TEST(ClippedRing, of_right_angles_has_the_same_area_in_pieces) {
  Random random(testing::seed());
  for (int i = 0; i < 200; ++i) {
    const Line corners = random_points(random, 3 + random.below(9), side);
    Ring ring;  // steps east–west and north–south in turn, also across itself: signed areas add up all the same
    for (const World p : corners) {
      if (!ring.empty()) ring.push_back({p.x, ring.back().y});
      ring.push_back(p);
    }
    ring.push_back({ring.front().x, ring.back().y});
    std::int64_t sum = 0;
    for (const TileId id : tiles_around()) sum += twice_area(clipped_ring(ring, window(id, 0)));
    EXPECT_EQ(sum, twice_area(ring));
  }
}

TEST(ClippedRing, of_any_angles_loses_less_than_a_unit_along_its_edges) {
  Random random(testing::seed());
  for (int i = 0; i < 300; ++i) {
    const Ring ring = random_points(random, 3 + random.below(20), side);
    long double length = 0;
    for (std::size_t k = 0; k < ring.size(); ++k) {
      const World a = ring[k], b = ring[(k + 1) % ring.size()];
      length += std::hypot(static_cast<long double>(b.x - a.x), static_cast<long double>(b.y - a.y));
    }
    std::int64_t sum = 0;
    for (const TileId id : tiles_around()) {
      const Ring part = clipped_ring(ring, window(id, 0));
      for (const World p : part) EXPECT_TRUE(window(id, 0).holds(p));
      sum += twice_area(part);
    }
    EXPECT_LE(std::fabs(static_cast<long double>(sum - twice_area(ring))), 2 * length);
  }
}

TEST(ClippedRing, around_a_tile_fills_it_and_beside_it_is_nothing) {
  const Window w = window(north_west, 0);
  EXPECT_EQ(twice_area(clipped_ring(rectangle(w.min.x - 9, w.min.y - 9, w.max.x + 9, w.max.y + 9), w)),
            2 * (w.max.x - w.min.x) * (w.max.y - w.min.y));
  EXPECT_EQ(clipped_ring(rectangle(w.max.x + 1, w.min.y, w.max.x + 9, w.max.y), w), Ring{});
  EXPECT_EQ(clipped_ring(rectangle(w.max.x, w.min.y, w.max.x + 9, w.max.y), w), Ring{});  // only the border is common
  const Ring bent = {{w.max.x, w.min.y}, {w.max.x, w.min.y + 50}, {w.max.x, w.min.y + 90}, {w.max.x + 70, w.min.y + 60}};
  EXPECT_EQ(clipped_ring(bent, w), Ring{});
}

TEST(TileRings, turn_as_the_specification_asks_and_stay_in_the_buffer) {
  Random random(testing::seed());
  const auto turned = [](const TileRing& ring) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const TilePoint a = ring[i], b = ring[(i + 1) % ring.size()];
      sum += std::int64_t{a.x} * b.y - std::int64_t{a.y} * b.x;
    }
    return sum;
  };
  std::size_t drawn = 0;
  for (int i = 0; i < 300; ++i) {
    const Polygon polygon{random_points(random, 3, side), {random_points(random, 3, side), random_points(random, 3, side)}};
    const std::vector<TileRing> rings = tile_rings(polygon, north_west);
    for (std::size_t k = 0; k < rings.size(); ++k) {
      EXPECT_EQ(turned(rings[k]) > 0, k == 0);
      EXPECT_NE(rings[k].front(), rings[k].back());
      for (const TilePoint p : rings[k]) {
        EXPECT_GE(std::min(p.x, p.y), -default_buffer);
        EXPECT_LE(std::max(p.x, p.y), extent + default_buffer);
      }
    }
    drawn += rings.size();
  }
  EXPECT_GT(drawn, 200U);
}

TEST(TileRings, what_has_no_area_in_units_is_left_out) {
  const std::int64_t unit = tile_unit(14);
  const World corner = window(north_west, 0).min;
  const auto at = [&](std::int64_t w, std::int64_t n, std::int64_t e, std::int64_t s) {
    return rectangle(corner.x + w, corner.y + n, corner.x + e, corner.y + s);
  };
  EXPECT_TRUE(tile_rings({at(1, 1, unit - 1, unit - 1), {}}, north_west).empty());
  const Ring crowded = {{corner.x, corner.y},
                        {corner.x + 1, corner.y + 1},
                        {corner.x + 3 * unit, corner.y},
                        {corner.x, corner.y + 3 * unit},
                        {corner.x, corner.y + 1}};
  EXPECT_EQ(tile_rings({crowded, {}}, north_west), (std::vector<TileRing>{{{0, 0}, {3, 0}, {0, 3}}}));
  const Polygon with_tiny_hole{at(0, 0, 10 * unit, 10 * unit), {at(unit, unit, unit + 1, unit + 1)}};
  EXPECT_EQ(tile_rings(with_tiny_hole, north_west), (std::vector<TileRing>{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}}));
}

}  // namespace
}  // namespace contrechamp::tiles
