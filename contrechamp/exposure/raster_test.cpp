// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/raster.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <tests/support/testing.hpp>

namespace contrechamp::exposure {
namespace {

using geo::Point;
using geo::Ring;

Ring rectangle(std::int32_t x0, std::int32_t y0, std::int32_t x1, std::int32_t y1) {
  return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
}

TEST(Raster, ASquareCountsIfItsMiddleIsInside) {
  Raster raster;
  raster.add(rectangle(0, 0, 300, 200));
  EXPECT_EQ(raster.squares(), 6U);
  raster.add(rectangle(-149, -100, -51, 0));
  EXPECT_EQ(raster.squares(), 6U) << "no middle is in it";
  raster.add(rectangle(-151, -51, -49, 0));
  EXPECT_EQ(raster.squares(), 8U);
}

TEST(Raster, BoxesThatTileThePlaneShareItsSquares) {
  Raster raster;
  raster.add(rectangle(-700, -300, 900, 1100));
  std::uint64_t sum = 0;
  for (const Point low : {Point{-5000, -5000}, Point{133, -5000}, Point{-5000, 250}, Point{133, 250}}) {
    const Point high{low.x < 0 ? 133 : 5000, low.y < 0 ? 250 : 5000};
    sum += raster.squares({low, high});
  }
  EXPECT_EQ(sum, raster.squares());
  EXPECT_EQ(raster.squares({{0, 0}, {250, 150}}), 2U) << "the middles at 250 and 150 are the next box's";
}

TEST(Raster, WhatIsCoveredTwiceCountsOnce) {
  Raster raster;
  for (int i = 0; i < 3; ++i) raster.add(rectangle(0, 0, 1000, 1000));
  raster.add(rectangle(500, 500, 1500, 1500));
  EXPECT_EQ(raster.squares(), 175U);
}

Ring random_outline(Random& random) {
  Ring ring;
  const std::int64_t corners = random.between(3, 9);
  for (std::int64_t i = 0; i < corners; ++i) {
    ring.push_back(
        {static_cast<std::int32_t>(random.between(-1500, 1500)), static_cast<std::int32_t>(random.between(-1500, 1500))});
  }
  return ring;
}

// Even–odd of geo::where: outlines that cross themselves too. A middle that lies on an edge is nobody's business.
TEST(Raster, AgreesWithEveryMiddle) {
  Random random(testing::seed());
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<Ring> outlines(static_cast<std::size_t>(random.between(1, 4)));
    Raster raster;
    Raster other;
    for (Ring& outline : outlines) raster.add(outline = random_outline(random));
    for (std::size_t i = outlines.size(); i-- > 0;) other.add(outlines[i]);
    std::uint64_t inside = 0;
    std::uint64_t boundary = 0;
    for (std::int32_t x = -1550; x < 1600; x += 100) {
      for (std::int32_t y = -1550; y < 1600; y += 100) {
        const auto lies = [&](geo::Where where) {
          return std::ranges::any_of(outlines, [&](const Ring& r) { return geo::where({r}, Point{x, y}) == where; });
        };
        if (lies(geo::Where::inside)) {
          ++inside;
        } else if (lies(geo::Where::boundary)) {
          ++boundary;
        }
      }
    }
    const std::uint64_t squares = raster.squares();
    EXPECT_GE(squares, inside) << trial;
    EXPECT_LE(squares, inside + boundary) << trial;
    EXPECT_EQ(squares, other.squares()) << trial;
  }
}

TEST(Raster, AFewPerMilleOfADisc) {
  Ring circle;
  for (int i = 0; i < 720; ++i) {
    const double angle = i * 3.14159265358979 / 360;
    circle.push_back({static_cast<std::int32_t>(std::lround(5000 * std::cos(angle))),
                      static_cast<std::int32_t>(std::lround(5000 * std::sin(angle)))});
  }
  Raster raster;
  raster.add(circle);
  EXPECT_NEAR(static_cast<double>(raster.squares()), 3.14159265358979 * 2500, 0.002 * 3.14159265358979 * 2500);
}

}  // namespace
}  // namespace contrechamp::exposure
