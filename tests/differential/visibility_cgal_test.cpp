// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <cstdio>
#include <tests/differential/random_scene.hpp>
#include <tests/differential/visibility_oracle.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::testing {
namespace {

Comparison compared(SceneKind kind, int scenes, int eyes_each) {
  Random random(seed() * 100 + static_cast<std::uint64_t>(kind));
  Comparison total;
  for (int i = 0; i < scenes; ++i) {
    const RandomScene scene = random_scene(random, kind);
    std::vector<geo::Point> eyes;
    for (int k = 0; k < eyes_each; ++k) eyes.push_back(random_eye(random, scene));
    const auto reach = static_cast<std::int32_t>(random.between(scene.half_side / 4 + 1, 2 * scene.half_side));
    total.add(compare(scene.edges(), eyes, reach));
  }
  std::printf("%llu placements compared, %llu on a wall; largest difference %.3g m2\n",
              static_cast<unsigned long long>(total.compared), static_cast<unsigned long long>(total.on_a_wall), total.worst_m2);
  return total;
}

void expect_equal(SceneKind kind, int scenes, int eyes_each, std::uint64_t at_least) {
  const Comparison total = compared(kind, scenes, eyes_each);
  EXPECT_LE(total.worst_m2, 1e-8) << "eye " << total.worst_eye.x << ',' << total.worst_eye.y;
  EXPECT_GE(total.compared, at_least);
}

TEST(VisibilityAgainstCgal, blocks_that_share_walls_and_corners) { expect_equal(SceneKind::lattice, 100, 5, 500); }
TEST(VisibilityAgainstCgal, turned_crossing_and_repeated_houses) { expect_equal(SceneKind::town, 60, 5, 300); }
TEST(VisibilityAgainstCgal, outlines_that_cross_themselves) { expect_equal(SceneKind::polygons, 60, 5, 300); }
TEST(VisibilityAgainstCgal, walls_in_every_degenerate_position) { expect_equal(SceneKind::tiny, 100, 5, 150); }

}  // namespace
}  // namespace contrechamp::testing
