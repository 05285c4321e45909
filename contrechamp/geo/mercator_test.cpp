// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/geo/mercator.hpp>
#include <cmath>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::geo {
namespace {

LatLon random_place(Random& random) {
  return {static_cast<std::int32_t>(random.between(-max_latitude_e7, max_latitude_e7)),
          static_cast<std::int32_t>(random.between(-1'800'000'000, 1'800'000'000))};
}

TEST(Mercator, corners_and_the_middle) {
  constexpr std::int64_t side = std::int64_t{1} << world_bits;
  EXPECT_EQ(world({0, 0}), (World{side / 2, side / 2}));
  EXPECT_EQ(world({0, -1'800'000'000}).x, 0);
  EXPECT_EQ(world({0, 1'800'000'000}).x, side);
  EXPECT_GT(world({max_latitude_e7, 0}).y, 0);
  EXPECT_LT(world({-max_latitude_e7, 0}).y, side);
}

// Oracle: the usual formula, in long double with the C library's functions.
TEST(Mercator, is_the_usual_formula_to_the_unit) {
  Random random(testing::seed());
  constexpr long double pi = 3.141592653589793238462643383279502884L;
  int on_an_edge = 0;
  for (int i = 0; i < 50'000; ++i) {
    const LatLon p = random_place(random);
    const long double x = (p.lon_e7 / 1e7L + 180) / 360 * 4294967296.0L;
    const long double y = (1 - std::asinh(std::tan(p.lat_e7 / 1e7L * pi / 180)) / pi) / 2 * 4294967296.0L;
    const World w = world(p);
    EXPECT_EQ(w.x, static_cast<std::int64_t>(std::floor(x + 1e-8L))) << p.lon_e7;
    if (std::fabs(y - std::round(y)) < 1e-5L) {
      ++on_an_edge;  // nearer than double can tell
    } else {
      EXPECT_EQ(w.y, static_cast<std::int64_t>(std::floor(y))) << p.lat_e7;
    }
  }
  EXPECT_LT(on_an_edge, 50);
}

TEST(Mercator, position_takes_every_unit_of_a_position_back_to_it) {
  Random random(testing::seed());
  for (int i = 0; i < 5000; ++i) {
    const LatLon p = random_place(random);
    EXPECT_EQ(position(world(p)), p) << p.lat_e7 << ' ' << p.lon_e7;
  }
  for (const std::int32_t lat : {-max_latitude_e7, -1, 0, 1, max_latitude_e7}) {
    for (const std::int32_t lon : {-1'800'000'000, -1, 0, 1, 1'800'000'000})
      EXPECT_EQ(position(world({lat, lon})), (LatLon{lat, lon}));
  }
}

TEST(Mercator, the_position_of_any_unit_is_the_next_one_south_east) {
  Random random(testing::seed());
  const World north_west = world({max_latitude_e7, -1'800'000'000});
  const World south_east = world({-max_latitude_e7, 1'800'000'000});
  for (int i = 0; i < 5000; ++i) {
    const World w{random.between(north_west.x + 2, south_east.x), random.between(north_west.y + 20, south_east.y)};
    const LatLon p = position(w);
    EXPECT_GE(world(p).x, w.x);
    EXPECT_GE(world(p).y, w.y);
    EXPECT_LT(world({p.lat_e7, p.lon_e7 - 1}).x, w.x);
    EXPECT_LT(world({p.lat_e7 + 1, p.lon_e7}).y, w.y);
  }
}

TEST(Mercator, a_place_outside_the_world_is_brought_to_its_edge) {
  EXPECT_EQ(position({-5, -5}), (LatLon{max_latitude_e7, -1'800'000'000}));
  EXPECT_EQ(position({std::int64_t{1} << 40, std::int64_t{1} << 40}), (LatLon{-max_latitude_e7, 1'800'000'000}));
}

}  // namespace
}  // namespace contrechamp::geo
