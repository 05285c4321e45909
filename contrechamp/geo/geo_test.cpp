// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/core/random.hpp>
#include <contrechamp/geo/frame.hpp>
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/geo/latlon.hpp>
#include <contrechamp/geo/point.hpp>
#include <limits>
#include <tests/support/testing.hpp>

namespace contrechamp::geo {
namespace {

Point random_point(Random& random, std::int64_t size) {
  return {static_cast<std::int32_t>(random.between(-size, size)), static_cast<std::int32_t>(random.between(-size, size))};
}

TEST(Side, keeps_its_laws_even_at_the_ends_of_its_range) {
  Random random(testing::seed());
  int collinear = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::int64_t size = i % 2 == 0 ? 4 : (std::int64_t{1} << 30) - 1;
    const Point a = random_point(random, size);
    const Point b = random_point(random, size);
    const Point c = random_point(random, size);
    EXPECT_EQ(side(b, c, a), side(a, b, c));
    EXPECT_EQ(side(c, b, a), -side(a, b, c));
    EXPECT_EQ(side(a, a, b), 0);
    collinear += side(a, b, c) == 0 ? 1 : 0;
  }
  EXPECT_GT(collinear, 500);
  EXPECT_EQ(side({0, 0}, {10, 0}, {5, 1}), 1);
  // One centimetre off a line of 10,000 km.
  EXPECT_EQ(side({-1'000'000'000, -1'000'000'000}, {1'000'000'000, 1'000'000'000}, {0, 1}), 1);
}

TEST(OnSegment, holds_for_ends_and_whole_points_between) {
  EXPECT_TRUE(on_segment({0, 0}, {6, 4}, {3, 2}));
  EXPECT_TRUE(on_segment({0, 0}, {6, 4}, {6, 4}));
  EXPECT_FALSE(on_segment({0, 0}, {6, 4}, {9, 6}));
  EXPECT_FALSE(on_segment({0, 0}, {6, 4}, {3, 3}));
  EXPECT_TRUE(on_segment({5, 5}, {5, 5}, {5, 5}));
}

/// Sum of turns about p, in binary64: ±2π times the winding number; its parity is what `where` answers off the boundary.
Where winding(const Ring& ring, Point p) {
  double turns = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Vec u = ring[i] - p;
    const Vec v = ring[(i + 1) % ring.size()] - p;
    if (on_segment(ring[i], ring[(i + 1) % ring.size()], p)) return Where::boundary;
    turns += std::atan2(static_cast<double>(cross(u, v)), static_cast<double>(dot(u, v)));
  }
  return std::llround(turns / (2 * 3.14159265358979323846)) % 2 != 0 ? Where::inside : Where::outside;
}

TEST(WhereIs, agrees_with_the_parity_of_the_winding_number) {
  Random random(testing::seed());
  std::array<int, 3> met{};
  for (int i = 0; i < 2000; ++i) {
    Ring ring;
    for (std::int64_t n = random.between(3, 8); n > 0; --n) ring.push_back(random_point(random, 8));
    for (int k = 0; k < 10; ++k) {
      const Point p = random_point(random, 8);
      const Where expected = winding(ring, p);
      ++met[static_cast<std::size_t>(expected)];
      EXPECT_EQ(where({ring}, p), expected);
      std::reverse(ring.begin(), ring.end());
    }
  }
  for (const int n : met) EXPECT_GT(n, 500);
}

TEST(WhereIs, outside_in_a_hole_and_on_the_boundary_of_it) {
  const std::vector<Ring> rings{{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, {{3, 3}, {6, 3}, {6, 6}, {3, 6}}};
  EXPECT_EQ(where(rings, {1, 1}), Where::inside);
  EXPECT_EQ(where(rings, {4, 4}), Where::outside);
  EXPECT_EQ(where(rings, {3, 4}), Where::boundary);
  EXPECT_EQ(where({}, {0, 0}), Where::outside);
  EXPECT_EQ(twice_area(rings[0]), 162);
  EXPECT_EQ(twice_area({{0, 0}, {0, 9}, {9, 0}}), -81);
  EXPECT_EQ(twice_area({}), 0);
}

TEST(NearestOnSegment, is_the_foot_or_an_end) {
  const Nearest foot = nearest_on_segment({0, 0}, {10, 0}, {4, 3});
  EXPECT_EQ(foot.x, 4);
  EXPECT_EQ(foot.y, 0);
  EXPECT_EQ(foot.squared_distance, 9);
  EXPECT_EQ(nearest_on_segment({0, 0}, {10, 0}, {14, 3}).squared_distance, 25);
  EXPECT_EQ(nearest_on_segment({2, 2}, {2, 2}, {2, 5}).squared_distance, 9);
}

std::vector<Rect> random_boxes(Random& random, std::int64_t world) {
  std::vector<Rect> boxes;
  for (std::int64_t n = random.between(0, 60); n > 0; --n) {
    const Point p = random_point(random, world);
    const std::int64_t reach = random.chance(50) ? world : world / 20;
    boxes.push_back(
        {p,
         {static_cast<std::int32_t>(p.x + random.between(0, reach)), static_cast<std::int32_t>(p.y + random.between(0, reach))}});
  }
  return boxes;
}

TEST(GridIndex, finds_what_brute_force_finds) {
  Random random(testing::seed());
  std::size_t found = 0;
  for (int i = 0; i < 600; ++i) {
    const std::int64_t world = i % 3 == 0 ? 50 : i % 3 == 1 ? 100'000 : 500'000'000;
    const auto boxes = random_boxes(random, world);
    const GridIndex index(boxes, i % 2 == 0 ? 5000 : 7);
    for (int k = 0; k < 20; ++k) {
      const Rect window = around(random_point(random, world), static_cast<std::int32_t>(random.between(0, world / 4)));
      std::vector<std::uint32_t> expected;
      for (std::size_t b = 0; b < boxes.size(); ++b) {
        if (boxes[b].touches(window)) expected.push_back(static_cast<std::uint32_t>(b));
      }
      EXPECT_EQ(index.query(window), expected);
      found += expected.size();
    }
  }
  EXPECT_GT(found, 5000U);
  EXPECT_TRUE(GridIndex().query(around({0, 0}, 100)).empty());
}

TEST(GridIndex, of_many_boxes_that_all_cover_everything_stays_small) {
  const std::vector<Rect> boxes(20000, Rect{{-100'000'000, -100'000'000}, {100'000'000, 100'000'000}});
  const GridIndex index(boxes);  // would be a thousand million entries at four cells a box
  EXPECT_EQ(index.query(around({0, 0}, 1)).size(), boxes.size());
}

TEST(Bounding, of_points) {
  const std::vector<Point> points{{3, -2}, {-1, 5}, {0, 0}};
  EXPECT_EQ(bounding(points).min, (Point{-1, -2}));
  EXPECT_EQ(bounding(points).max, (Point{3, 5}));
}

LatLon random_place(Random& random) {
  return {static_cast<std::int32_t>(random.between(-max_latitude_e7, max_latitude_e7)),
          static_cast<std::int32_t>(random.between(-1'800'000'000, 1'800'000'000))};
}

TEST(LocalFrame, there_and_back_is_within_a_centimetre_also_across_the_date_line) {
  Random random(testing::seed());
  for (int i = 0; i < 20000; ++i) {
    LatLon origin = random_place(random);
    if (i % 4 == 0) origin.lon_e7 = 1'799'999'000;
    const LocalFrame frame(origin);
    EXPECT_EQ(frame.project(origin), (Point{0, 0}));
    std::int64_t lon = origin.lon_e7 + random.between(-5'000'000, 5'000'000);
    if (lon > 1'800'000'000) lon -= 3'600'000'000;
    if (lon < -1'800'000'000) lon += 3'600'000'000;
    const std::int64_t lat =
        std::clamp<std::int64_t>(origin.lat_e7 + random.between(-5'000'000, 5'000'000), -max_latitude_e7, max_latitude_e7);
    const LatLon p{static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon)};
    const Point there = frame.project(p);
    EXPECT_LT(std::abs(there.x), 6'000'000);  // half a degree, the short way round
    const LatLon back = frame.unproject(there.x, there.y);
    const Point again = frame.project(back);
    EXPECT_EQ(back.lat_e7, p.lat_e7);  // 1e-7° of latitude is more than 1 cm
    EXPECT_LE(std::abs(again.x - there.x), 1);
  }
}

TEST(LocalFrame, a_metre_is_a_metre) {
  const LocalFrame helsinki({601'699'000, 249'384'000});
  const Point north = helsinki.project({611'699'000, 249'384'000});
  EXPECT_EQ(north.x, 0);
  EXPECT_NEAR(north.y, 11'119'508, 1);  // π/180 of 6371008.8 m
  const Point east = helsinki.project({601'699'000, 259'384'000});
  EXPECT_NEAR(east.x, 11'119'508 * std::cos(60.1699 * 3.14159265358979323846 / 180), 1);
}

TEST(ProjectedRing, loses_repeated_points_and_spikes_and_no_area) {
  const LocalFrame frame({0, 0});  // at the equator 9 units are 10 cm, and 1 unit is 1 cm
  const auto ring = [&](std::vector<LatLon> places) { return projected_ring(places, frame); };
  const std::vector<LatLon> square{{0, 0}, {0, 900}, {900, 900}, {900, 0}};
  EXPECT_EQ(ring(square).size(), 4U);
  EXPECT_EQ(ring({{0, 0}, {0, 0}, {0, 900}, {900, 900}, {900, 0}, {0, 0}}), ring(square));
  // A spike out of a corner and back, one of two pieces, and one at the seam.
  EXPECT_EQ(ring({{0, 0}, {0, 900}, {0, 1800}, {0, 900}, {900, 900}, {900, 0}}), ring(square));
  EXPECT_EQ(ring({{0, 0}, {0, 900}, {0, 1800}, {0, 2700}, {0, 900}, {900, 900}, {900, 0}}), ring(square));
  EXPECT_EQ(twice_area(ring({{-900, 0}, {0, 0}, {0, 900}, {900, 900}, {900, 0}, {0, 0}})), twice_area(ring(square)));
  // A point on a straight stretch stays; what encloses nothing goes.
  EXPECT_EQ(ring({{0, 0}, {0, 450}, {0, 900}, {900, 900}, {900, 0}}).size(), 5U);
  EXPECT_TRUE(ring({{0, 0}, {0, 900}, {0, 1800}}).empty());
  EXPECT_TRUE(ring({{0, 0}, {0, 900}}).empty());
  EXPECT_TRUE(ring({}).empty());
}

TEST(ProjectedRing, keeps_the_area_of_random_chains_on_a_lattice) {
  Random random(testing::seed());
  const LocalFrame frame({0, 0});
  std::size_t shortened = 0;
  for (int i = 0; i < 5000; ++i) {
    std::vector<LatLon> places;
    Ring all;
    for (std::int64_t n = random.between(0, 9); n > 0; --n) {
      places.push_back(
          {static_cast<std::int32_t>(900 * random.between(-2, 2)), static_cast<std::int32_t>(900 * random.between(-2, 2))});
      all.push_back(frame.project(places.back()));
    }
    const Ring ring = projected_ring(places, frame);
    EXPECT_EQ(twice_area(ring), twice_area(all));
    shortened += ring.size() < all.size() ? 1 : 0;
    for (std::size_t k = 0; k < ring.size(); ++k) EXPECT_NE(ring[k], ring[(k + 1) % ring.size()]);
  }
  EXPECT_GT(shortened, 500U);
}

TEST(Frames, are_one_for_a_city_and_a_fixed_grid_for_a_country) {
  Box city;
  city.add({600'000'000, 246'000'000});
  city.add({604'000'000, 254'000'000});
  const Frames one(city);
  EXPECT_TRUE(one.single());
  EXPECT_EQ(one.key({600'000'000, 246'000'000}), one.key({604'000'000, 254'000'000}));
  EXPECT_EQ(one.at({604'000'000, 254'000'000}).origin(), city.centre());

  Box country = city;
  country.add({700'000'000, 300'000'000});
  const Frames grid(country);
  EXPECT_FALSE(grid.single());
  EXPECT_FALSE(Frames(Box{{-10'000, -1'799'990'000}, {10'000, 1'799'990'000}}).single());  // both sides of the date line
  EXPECT_TRUE(Frames(Box{}).single());
}

TEST(Frames, of_a_grid_hold_every_place_near_their_centre_and_agree_with_their_keys) {
  Random random(testing::seed());
  const Frames grid(Box{{-850'000'000, -1'000'000'000}, {850'000'000, 1'000'000'000}});
  ASSERT_FALSE(grid.single());
  for (int i = 0; i < 20000; ++i) {
    const LatLon p = random_place(random);
    const LatLon centre = grid.at(p).origin();
    EXPECT_LE(std::abs(std::int64_t{p.lat_e7} - centre.lat_e7), 2'500'000);
    EXPECT_LE(std::abs(std::int64_t{p.lon_e7} - centre.lon_e7), 2'500'000);
    const LatLon q{std::clamp(p.lat_e7 + static_cast<std::int32_t>(random.between(-3'000'000, 3'000'000)), -max_latitude_e7,
                              max_latitude_e7),
                   p.lon_e7};
    EXPECT_EQ(grid.key(p) == grid.key(q), centre == grid.at(q).origin());
  }
  for (int i = 0; i < 20000; ++i) {
    const LatLon p = random_place(random);
    const Box cell = grid.cell(p);
    EXPECT_TRUE(cell.min.lat_e7 <= p.lat_e7 && p.lat_e7 < cell.max.lat_e7 && cell.min.lon_e7 <= p.lon_e7 &&
                (p.lon_e7 < cell.max.lon_e7 || p.lon_e7 == 1'800'000'000));
    EXPECT_EQ(grid.key(p), grid.key(cell.min));
    EXPECT_NE(grid.key(p), grid.key({p.lat_e7, cell.max.lon_e7})) << p.lon_e7;
  }
  EXPECT_EQ(grid.cell({0, 1'800'000'000}).min.lon_e7, 1'800'000'000);
  EXPECT_EQ(grid.cell({0, 1'800'000'000}).max.lon_e7, 1'800'000'000);
  EXPECT_EQ(grid.at({-1, -1}).origin(), (LatLon{-2'500'000, -2'500'000}));
  EXPECT_EQ(grid.at({0, 0}).origin(), (LatLon{2'500'000, 2'500'000}));
}

TEST(Checked, refuses_what_is_no_place_on_earth) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double inf = std::numeric_limits<double>::infinity();
  for (const RawLatLon raw :
       {RawLatLon{nan, 0}, {0, nan}, {inf, 0}, {0, -inf}, {90.0001, 0}, {0, 180.0001}, {-91, 0}, {86, 0}, {1e300, 0}}) {
    const auto result = checked(raw);
    ASSERT_FALSE(result.has_value()) << raw.lat << ',' << raw.lon;
    EXPECT_EQ(result.error().code, Errc::bad_coordinate);
  }
  EXPECT_EQ(*checked({85, -180}), (LatLon{850'000'000, -1'800'000'000}));
  EXPECT_EQ(*checked({-0.00000004, 0.00000006}), (LatLon{0, 1}));  // to the nearest
  EXPECT_FALSE(checked_e7(850'000'001, 0).has_value());
  EXPECT_FALSE(checked_e7(0, std::numeric_limits<std::int64_t>::min()).has_value());
  EXPECT_TRUE(checked_e7(-850'000'000, 1'800'000'000).has_value());
}

TEST(Degrees, are_written_with_seven_decimals) {
  const auto written = [](std::int32_t e7) {
    std::string out;
    append_degrees(out, e7);
    return out;
  };
  EXPECT_EQ(written(601'699'000), "60.1699000");
  EXPECT_EQ(written(-1), "-0.0000001");
  EXPECT_EQ(written(0), "0.0000000");
  EXPECT_EQ(written(std::numeric_limits<std::int32_t>::min()), "-214.7483648");
}

TEST(CellOf, known_places) {
  struct Known {
    LatLon place;
    Cell cell;
  };
  const Known known[] = {
      {{601'699'000, 249'384'000}, {9326, 4742}},  // Helsinki
      {{488'530'000, 23'499'000}, {8298, 5636}},   // Paris
      {{0, 0}, {8192, 8192}},
      {{-338'568'000, 1'512'153'000}, {15073, 9831}},  // Sydney
      {{437'384'000, 74'246'000}, {8529, 5974}},       // Monaco
      {{406'892'000, -740'445'000}, {4822, 6161}},     // New York
      {{850'000'000, -1'800'000'000}, {0, 26}},
      {{-850'000'000, 1'800'000'000}, {16383, 16357}},
  };
  for (const Known& k : known) {
    EXPECT_EQ(cell(k.place).x, k.cell.x) << k.place.lat_e7;
    EXPECT_EQ(cell(k.place).y, k.cell.y) << k.place.lat_e7;
  }
}

TEST(CellOf, agrees_with_the_usual_formula_wherever_that_is_not_on_an_edge) {
  Random random(testing::seed());
  constexpr double pi = 3.14159265358979323846;
  int compared = 0;
  for (int i = 0; i < 20000; ++i) {
    const LatLon p = random_place(random);
    const double x = (p.lon_e7 * 1e-7 + 180) / 360 * 16384;
    const double y = (1 - std::asinh(std::tan(p.lat_e7 * 1e-7 * pi / 180)) / pi) / 2 * 16384;
    if (std::fabs(x - std::round(x)) < 1e-6 || std::fabs(y - std::round(y)) < 1e-6) continue;
    EXPECT_EQ(cell(p).x, static_cast<std::uint16_t>(x));
    EXPECT_EQ(cell(p).y, static_cast<std::uint16_t>(y));
    ++compared;
  }
  EXPECT_GT(compared, 19000);
}

}  // namespace
}  // namespace contrechamp::geo
