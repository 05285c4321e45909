// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/core/random.hpp>
#include <contrechamp/visibility/roofs.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Ring;

Ring box(std::int32_t x0, std::int32_t y0, std::int32_t x1, std::int32_t y1) { return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}; }

TEST(Roofs, enclose_ground_also_where_a_passage_runs_through) {
  const std::vector<Solid> solids{{{box(0, 0, 1000, 1000)}, 0, 300}, {{box(2000, 0, 3000, 1000)}, 0, unlimited_cm}};
  const std::vector<Screen> screens{{{{0, 0}, {500, 500}, {500, 500}, {900, 0}}, 250}};
  const std::vector<Corridor> corridors{{{{-100, 500}, {1100, 500}}, 300}, {{{500, 500}, {500, 2000}}, 250}};
  const Roofs roofs(solids, screens, corridors);
  ASSERT_FALSE(roofs.empty());
  EXPECT_TRUE(roofs.roof(0).encloses);
  EXPECT_GT(roofs.edges(roofs.roof(0)).size(), 4U);
  EXPECT_FALSE(roofs.roof(1).encloses);
  EXPECT_EQ(roofs.edges(roofs.roof(1)).size(), 2U);
  std::size_t count = 0;
  roofs.each_below(unlimited_cm, geo::around({1000, 0}, 5000), [&](std::uint32_t) { ++count; });
  EXPECT_EQ(count, 2U) << "the unlimited one is nobody's roof";
}

TEST(Roofs, are_found_once_each_wherever_they_are) {
  Random random(testing::seed());
  std::vector<Solid> solids(500);
  for (Solid& solid : solids) {
    const auto x = static_cast<std::int32_t>(random.between(-50'000, 50'000));
    const auto y = static_cast<std::int32_t>(random.between(-50'000, 50'000));
    solid.rings = {box(x, y, x + static_cast<std::int32_t>(random.between(1, 20'000)), y + 300)};
    solid.top_cm = random.chance(100) ? unlimited_cm : static_cast<std::int32_t>(random.between(200, 2000));
  }
  const Roofs roofs(solids, {}, {});
  for (int trial = 0; trial < 200; ++trial) {
    const auto x = static_cast<std::int32_t>(random.between(-80'000, 80'000));
    const auto y = static_cast<std::int32_t>(random.between(-80'000, 80'000));
    const geo::Rect window = geo::around({x, y}, static_cast<std::int32_t>(random.between(0, 30'000)));
    const auto height = static_cast<std::int32_t>(random.between(100, 2500));
    std::vector<std::uint32_t> found;
    roofs.each_below(height, window, [&](std::uint32_t i) { found.push_back(roofs.roof(i).solid); });
    std::sort(found.begin(), found.end());
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < solids.size(); ++i) {
      if (solids[i].top_cm < height && geo::bounding(solids[i].rings[0]).touches(window)) expected.push_back(i);
    }
    ASSERT_EQ(found, expected);
  }
}

}  // namespace
}  // namespace contrechamp::visibility
