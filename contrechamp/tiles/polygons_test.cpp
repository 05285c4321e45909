// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/tiles/geometry.hpp>
#include <contrechamp/tiles/shapes_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::tiles {
namespace {

TEST(Polygons, an_island_in_a_lake_on_an_island) {
  const Ring land = rectangle(0, 0, 100, 100), lake = rectangle(10, 10, 90, 90), islet = rectangle(20, 20, 30, 30);
  const std::vector<Polygon> found = polygons(std::vector<Ring>{islet, land, lake});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].outer, land);
  EXPECT_EQ(found[0].holes, std::vector<Ring>{lake});
  EXPECT_EQ(found[1].outer, islet);
  EXPECT_TRUE(found[1].holes.empty());
}

TEST(Polygons, rings_that_touch) {
  const Ring square = rectangle(0, 0, 100, 100);
  const Ring diamond = {{50, 0}, {100, 50}, {50, 100}, {0, 50}};  // every corner on the square's edges
  EXPECT_EQ(polygons(std::vector<Ring>{square, diamond})[0].holes, std::vector<Ring>{diamond});
  const Ring notched = {{0, 0}, {40, 0}, {40, 50}, {60, 50}, {60, 0}, {100, 0}, {100, 100}, {0, 100}};
  const Ring stopper = rectangle(40, 0, 60, 50);  // every corner on the other's boundary, and outside
  EXPECT_EQ(polygons(std::vector<Ring>{notched, stopper}).size(), 2U);
  const Ring beside = rectangle(100, 0, 150, 100);
  EXPECT_EQ(polygons(std::vector<Ring>{square, beside}).size(), 2U);
  // The same ring twice is no area by the even–odd rule: a polygon and its hole.
  const std::vector<Polygon> twice = polygons(std::vector<Ring>{square, square});
  ASSERT_EQ(twice.size(), 1U);
  EXPECT_EQ(twice[0].holes.size(), 1U);
  EXPECT_TRUE(polygons(std::vector<Ring>{{{0, 0}, {5, 5}}, {{0, 0}, {5, 5}, {9, 9}}, {}}).empty());
}

// A skyline of columns with few different heights: corners stand beside each other all the time. What hangs from the ceiling
// within it is a hole, what stands on a column is not, and both touch it.
TEST(Polygons, that_touch_a_skyline) {
  Random random(testing::seed());
  for (int i = 0; i < 500; ++i) {
    std::vector<std::int64_t> heights;
    Ring skyline;
    for (std::int64_t x = 0; x < 8; ++x) {
      heights.push_back(random.between(2, 5));
      skyline.push_back({x, heights.back()});
      skyline.push_back({x + 1, heights.back()});
    }
    skyline.push_back({8, 0});
    skyline.push_back({0, 0});
    const std::int64_t from = random.between(0, 6), to = random.between(from + 1, 8);
    const std::int64_t low = *std::min_element(heights.begin() + from, heights.begin() + to);
    const Ring hole = rectangle(from, random.between(0, 1), to, random.between(2, low));
    EXPECT_EQ(polygons(std::vector<Ring>{skyline, hole}).size(), 1U);
    const std::int64_t top = heights[static_cast<std::size_t>(from)];
    EXPECT_EQ(polygons(std::vector<Ring>{skyline, rectangle(from, top, from + 1, top + random.between(1, 2))}).size(), 2U);
  }
}

// Rectangles within rectangles, at random; gives the area by the even–odd rule, and how many rings stand at even depths.
struct Nest {
  std::vector<Ring> rings;
  std::int64_t area = 0;
  std::size_t outers = 0;
};
void fill(Nest& nest, Random& random, const Window& w, int depth) {
  const std::int64_t width = (w.max.x - w.min.x) / 2;
  for (std::int64_t k = 0; k < 2 && width > 40; ++k) {  // two halves, a ring in each
    const Window half{{w.min.x + k * width + random.between(1, width / 8), w.min.y + random.between(1, 5)},
                      {w.min.x + (k + 1) * width - random.between(1, width / 8), w.max.y - random.between(1, 5)}};
    if (random.chance(250)) continue;
    Ring ring = rectangle(half.min.x, half.min.y, half.max.x, half.max.y);
    if (random.chance(500)) std::reverse(ring.begin(), ring.end());
    const std::int64_t area = (half.max.x - half.min.x) * (half.max.y - half.min.y);
    nest.area += depth % 2 == 0 ? area : -area;
    nest.outers += depth % 2 == 0 ? 1 : 0;
    nest.rings.insert(nest.rings.begin() + static_cast<std::ptrdiff_t>(random.below(nest.rings.size() + 1)), ring);
    fill(nest, random, half, depth + 1);
  }
}

TEST(Polygons, nested_at_random_keep_the_area_of_the_even_odd_rule) {
  Random random(testing::seed());
  std::size_t rings = 0;
  for (int i = 0; i < 100; ++i) {
    Nest nest;
    fill(nest, random, {{0, 0}, {2000, 500}}, 0);
    const std::vector<Polygon> found = polygons(nest.rings);
    EXPECT_EQ(found.size(), nest.outers);
    std::int64_t twice = 0;
    for (const Polygon& polygon : found) {
      twice += std::abs(twice_area(polygon.outer));
      for (const Ring& hole : polygon.holes) {
        twice -= std::abs(twice_area(hole));
        EXPECT_TRUE(bounding(polygon.outer).holds(bounding(hole)));
      }
    }
    EXPECT_EQ(twice, 2 * nest.area);
    rings += nest.rings.size();
  }
  EXPECT_GT(rings, 1000U);
}

TEST(TwiceArea, is_positive_clockwise_on_a_map_and_exact_when_large) {
  EXPECT_EQ(twice_area(rectangle(0, 0, 10, 20)), 400);
  EXPECT_EQ(twice_area(Ring{{0, 0}, {0, 20}, {10, 20}, {10, 0}}), -400);
  constexpr std::int64_t far = std::int64_t{1} << 32, large = std::int64_t{1} << 30;
  EXPECT_EQ(twice_area(rectangle(far - large, far - large, far, far)), 2 * large * large);
  EXPECT_EQ(twice_area({}), 0);
}

TEST(WindowOf, a_tile_is_its_corner_of_the_world) {
  constexpr std::int64_t world = std::int64_t{1} << geo::world_bits;
  EXPECT_EQ(window({0, 0, 0}, 0).max, (World{world, world}));
  EXPECT_EQ(window({1, 1, 0}, 0).min, (World{world / 2, 0}));
  EXPECT_EQ(window({20, 3, 5}, 2).min, (World{3 * extent - 2, 5 * extent - 2}));
  EXPECT_EQ(tile_point({world / 2, 77 << 16}, {4, 8, 0}), (TilePoint{0, 77}));
  EXPECT_EQ(tile_point({world / 2 - 1, 0}, {4, 8, 0}), (TilePoint{-1, 0}));  // floored, also west of the tile
}

}  // namespace
}  // namespace contrechamp::tiles
