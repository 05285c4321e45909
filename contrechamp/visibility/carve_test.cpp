// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/core/random.hpp>
#include <contrechamp/visibility/carve.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Point;
using geo::Ring;

Ring box(std::int32_t x0, std::int32_t y0, std::int32_t x1, std::int32_t y1) { return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}; }

/// A block 10 m deep (x from 0 to 1000) and 400 m wide.
const std::vector<Rings> block{{box(0, -20000, 1000, 20000)}};

std::vector<Interval> seen(const std::vector<Rings>& buildings, const std::vector<Corridor>& corridors, Point eye, Point a,
                           Point b) {
  return visible(viewshed(eye, blocking_edges(buildings, corridors), 10000), a, b);
}

TEST(Carve, without_corridors_every_edge_stays_as_it_is) {
  const std::vector<Rings> buildings{{box(0, 0, 10, 10), box(2, 2, 4, 4)}, {box(10, 0, 20, 10)}};
  const auto edges = blocking_edges(buildings, {});
  ASSERT_EQ(edges.size(), 12U);
  EXPECT_EQ(edges[0], (Edge{{0, 0}, {10, 0}}));
  EXPECT_EQ(edges[11], (Edge{{10, 10}, {10, 0}}));
  EXPECT_EQ(blocking_edges(buildings, std::vector{Corridor{{{500, 500}, {600, 500}}, 300}}), edges);  // one that touches nothing
}

TEST(Carve, a_passage_lets_sight_through_its_mouths_and_no_further) {
  const std::vector<Corridor> passage{{{{0, 0}, {1000, 0}}, 300}};
  const Point a{2000, -500};
  const Point b{2000, 500};
  EXPECT_TRUE(seen(block, {}, {-1000, 0}, a, b).empty());
  // The far mouth is 3 m wide at 20 m: 4.5 m at 30 m.
  const auto through = seen(block, passage, {-1000, 0}, a, b);
  ASSERT_EQ(through.size(), 1U);
  EXPECT_NEAR(through[0].from, 0.275, 1e-12);
  EXPECT_NEAR(through[0].to, 0.725, 1e-12);
  EXPECT_TRUE(seen(block, passage, {-1000, 2000}, a, b).empty());  // aslant, its walls block
}

TEST(Carve, the_walls_of_a_passage_block_whoever_stands_in_it) {
  const std::vector<Corridor> passage{{{{0, 0}, {1000, 0}}, 300}};
  EXPECT_TRUE(seen(block, passage, {500, 0}, {0, 151}, {1000, 151}).empty());
  EXPECT_TRUE(seen(block, passage, {500, 0}, {0, -151}, {1000, -151}).empty());
  EXPECT_EQ(seen(block, passage, {500, 0}, {0, 149}, {1000, 149}).size(), 1U);
}

TEST(Carve, a_passage_through_touching_houses_is_open_from_end_to_end) {
  const std::vector<Rings> houses{{box(0, -5000, 500, 5000)}, {box(500, -5000, 1000, 5000)}};
  const std::vector<Corridor> passage{{{{0, 0}, {1000, 0}}, 300}};
  EXPECT_EQ(seen(houses, passage, {-1000, 0}, {0, 0}, {1500, 0}).front().to, 1.0);
  // The shared wall still stands beside the passage.
  const auto edges = blocking_edges(houses, passage);
  EXPECT_EQ(std::count(edges.begin(), edges.end(), Edge{{500, 150}, {500, 5000}}), 1);
}

TEST(Carve, a_dead_end_is_closed_and_a_chain_of_passages_is_not) {
  const std::vector<Corridor> dead{{{{0, 0}, {500, 0}}, 300}};
  const auto stops = seen(block, dead, {-1000, 0}, {0, 0}, {2000, 0});
  ASSERT_EQ(stops.size(), 1U);
  EXPECT_NEAR(stops[0].to, 650.0 / 2000, 1e-12);  // half the width beyond its end
  const std::vector<Corridor> chain{{{{0, 0}, {500, 0}}, 300}, {{{500, 0}, {1000, 0}}, 300}};
  EXPECT_EQ(seen(block, chain, {-1000, 0}, {0, 0}, {2000, 0}).front().to, 1.0);
}

TEST(Carve, a_bend_is_mitred) {
  const std::vector<Corridor> bent{{{{0, 0}, {500, 0}, {500, 3000}}, 200}};
  const auto edges = blocking_edges(block, bent);
  const Viewshed from_the_bend = viewshed({500, 0}, edges, 10000);
  EXPECT_EQ(visible(from_the_bend, {500, 0}, {-1000, 0}).front().to, 1.0);
  EXPECT_NEAR(visible(from_the_bend, {500, 0}, {500, 5000}).front().to, 3100.0 / 5000, 1e-12);
  EXPECT_NEAR(visible(from_the_bend, {500, 0}, {1000, -500}).front().to, 100.0 / 500, 1e-12);  // its outer corner
  EXPECT_EQ(seen(block, bent, {-1000, 0}, {500, 200}, {500, 3000}).size(), 0U);
}

TEST(Carve, a_passage_along_a_party_wall_keeps_the_wall) {
  const std::vector<Rings> houses{{box(0, 0, 1000, 5000)}, {box(0, -5000, 1000, 0)}};
  const std::vector<Corridor> passage{{{{0, 150}, {1000, 150}}, 300}};  // its side is the shared wall
  EXPECT_EQ(seen(houses, passage, {-500, 150}, {0, 150}, {2000, 150}).front().to, 1.0);
  EXPECT_TRUE(seen(houses, passage, {500, 150}, {0, -1}, {1000, -1}).empty());
}

/// A house in any direction whose façades are oblique to the passage through its middle.
struct Oblique {
  Rings house;
  Corridor passage;
};
Oblique oblique(Random& random) {
  const auto x = static_cast<std::int32_t>(random.between(-3000, 3000));
  const auto y = static_cast<std::int32_t>(random.between(-3000, 3000));
  const auto dx = static_cast<std::int32_t>(random.between(300, 900));
  const auto dy = static_cast<std::int32_t>(random.between(-900, 900));
  // Façades up to 40° off the perpendicular, as far to both sides of the passage as it is long.
  const double lean = static_cast<double>(random.between(-80, 80)) / 100;
  const auto wx = static_cast<std::int32_t>(std::floor(-dy + lean * dx));
  const auto wy = static_cast<std::int32_t>(std::floor(dx + lean * dy));
  const Ring ring{{x - wx, y - wy}, {x + dx - wx, y + dy - wy}, {x + dx + wx, y + dy + wy}, {x + wx, y + wy}};
  const auto width = static_cast<std::int32_t>(random.between(100, 300));
  return {{ring}, {{{x, y}, {x + dx, y + dy}}, width}};
}

double distance(const Corridor& c, Point p) {
  const Point a = c.centreline.front();
  const geo::Vec along = c.centreline.back() - a;
  return std::fabs(static_cast<double>(geo::cross(along, p - a))) / std::sqrt(static_cast<double>(geo::squared(along)));
}

/// Façades are cut in rounded points, so they may move by a centimetre.
double wall_distance(const Ring& ring, Point p) {
  double least = 1e300;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    least = std::min(least, geo::nearest_on_segment(ring[i], ring[(i + 1) % ring.size()], p).squared_distance);
  }
  return std::sqrt(least);
}

TEST(Carve, oblique_facades_leave_no_slit_and_are_opened_whole) {
  Random random(testing::seed());
  int hidden = 0;
  int open = 0;
  for (int i = 0; i < 400; ++i) {
    const Oblique o = oblique(random);
    const std::vector<Rings> houses{o.house};
    const auto edges = blocking_edges(houses, std::array{o.passage});
    const Point first = o.passage.centreline.front();
    const Point last = o.passage.centreline.back();
    const Point middle{(first.x + last.x) / 2, (first.y + last.y) / 2};
    const Point outside{2 * first.x - last.x, 2 * first.y - last.y};
    for (const Point eye : {middle, outside}) {
      const Viewshed view = viewshed(eye, edges, 20000);
      for (int k = 0; k < 60; ++k) {
        const std::int64_t about = k % 2 == 0 ? 300 : 1500;  // half of them in and beside the passage
        const Point p{static_cast<std::int32_t>(middle.x + random.between(-about, about)),
                      static_cast<std::int32_t>(middle.y + random.between(-about, about))};
        if (geo::where(o.house, p) != geo::Where::inside || wall_distance(o.house[0], p) <= 1) continue;
        const bool in_view = !visible(view, p, p).empty();
        if (distance(o.passage, p) > o.passage.width_cm / 2.0 + 2) {
          ++hidden;
          EXPECT_FALSE(in_view) << i << ": " << p.x << ',' << p.y;
        } else if (distance(o.passage, p) < o.passage.width_cm / 2.0 - 2 && eye == middle) {
          ++open;
          EXPECT_TRUE(in_view) << i << ": " << p.x << ',' << p.y;
        }
      }
    }
  }
  EXPECT_GT(hidden, 5000);
  EXPECT_GT(open, 1000);
}

/// Touching and overlapping blocks on a turned lattice (so that shared walls are exact and no wall runs along an axis), with
/// bent passages that cross each other, run along walls and end anywhere.
struct Quarter {
  std::vector<Rings> houses;
  std::vector<Corridor> passages;
};
Point turned(std::int64_t x, std::int64_t y) {
  return {static_cast<std::int32_t>(3 * x - 4 * y), static_cast<std::int32_t>(4 * x + 3 * y)};
}

Quarter quarter(Random& random) {
  Quarter q;
  for (std::int64_t n = random.between(1, 8); n > 0; --n) {
    const std::int64_t x = 100 * random.between(-5, 4);
    const std::int64_t y = 100 * random.between(-5, 4);
    const std::int64_t dx = 100 * random.between(1, 4);
    const std::int64_t dy = 100 * random.between(1, 4);
    q.houses.push_back({{turned(x, y), turned(x + dx, y), turned(x + dx, y + dy), turned(x, y + dy)}});
  }
  for (std::int64_t n = random.between(1, 3); n > 0; --n) {
    Corridor c{{}, static_cast<std::int32_t>(random.between(60, 400))};
    const std::int64_t step = random.chance(500) ? 50 : 1;  // every second one on the lattice
    for (std::int64_t k = random.between(2, 4); k > 0; --k) {
      const std::int64_t x = random.between(-500 / step, 500 / step);
      const std::int64_t y = random.between(-500 / step, 500 / step);
      c.centreline.push_back(turned(step * x, step * y));
    }
    q.passages.push_back(c);
  }
  return q;
}

/// Well inside a house and well outside of every passage, whose mitres and caps reach √2 times half the width at most.
bool solid(const Quarter& q, Point p) {
  for (const Corridor& c : q.passages) {
    const double reach = 1.4143 * c.width_cm / 2 + 3;
    for (std::size_t i = 0; i + 1 < c.centreline.size(); ++i) {
      if (geo::nearest_on_segment(c.centreline[i], c.centreline[i + 1], p).squared_distance < reach * reach) return false;
    }
  }
  return std::any_of(q.houses.begin(), q.houses.end(), [&](const Rings& house) {
    return geo::where(house, p) == geo::Where::inside && wall_distance(house[0], p) > 2;
  });
}

TEST(Carve, no_slit_opens_wherever_passages_and_walls_meet) {
  Random random(testing::seed());
  int asked = 0;
  for (int i = 0; i < 600; ++i) {
    const Quarter q = quarter(random);
    const auto edges = blocking_edges(q.houses, q.passages);
    std::vector<Point> eyes{turned(-700, 10 * random.between(-60, 60))};
    for (const Corridor& c : q.passages) eyes.push_back(c.centreline[random.below(c.centreline.size())]);
    for (const Point eye : eyes) {
      const Viewshed view = viewshed(eye, edges, 10000);
      for (int k = 0; k < 40; ++k) {
        const std::int64_t x = random.between(-500, 800);
        const Point p = turned(x, random.between(-500, 800));
        if (!solid(q, p)) continue;
        ++asked;
        EXPECT_TRUE(visible(view, p, p).empty())
            << "quarter " << i << ", eye " << eye.x << ',' << eye.y << ", point " << p.x << ',' << p.y;
      }
    }
  }
  EXPECT_GT(asked, 5000);
}

}  // namespace
}  // namespace contrechamp::visibility
