// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <contrechamp/core/checksum.hpp>
#include <cstdio>
#include <tests/differential/random_scene.hpp>
#include <tests/differential/visibility_checks.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::testing {
namespace {

TEST(VisibilityLaws, hold_on_random_scenes_and_agree_with_brute_force) {
  constexpr int scenes = 4000;
  for (const Check& check : kernel_checks(seed(), scenes)) {
    std::printf("%s: %llu cases\n", std::string(check.name).c_str(), static_cast<unsigned long long>(check.cases));
    EXPECT_EQ(check.failures, 0U) << check.name << ": " << check.first_failure;
    EXPECT_GE(check.cases, static_cast<std::uint64_t>(scenes));
  }
}

TEST(VisibilityLaws, the_same_scene_gives_the_same_bytes_with_every_compiler) {
  Random random(2026);  // fixed: the checksum below is of these scenes
  std::vector<double> numbers;
  for (int i = 0; i < 200; ++i) {
    const RandomScene scene = random_scene(random, static_cast<SceneKind>(i % static_cast<int>(SceneKind::count)));
    const auto view = visibility::viewshed(random_eye(random, scene), scene.edges(), scene.half_side);
    for (const auto& w : view.wedges) numbers.insert(numbers.end(), {w.from_x, w.from_y, w.to_x, w.to_y});
    numbers.push_back(visibility::area(view).count());
    for (int k = 0; k < 5; ++k) {
      const geo::Point a = random_point(random, scene);
      for (const auto& part : visibility::visible(view, a, random_point(random, scene)))
        numbers.insert(numbers.end(), {part.from, part.to});
    }
  }
  EXPECT_GT(numbers.size(), 10000U);
  EXPECT_EQ(checksum(std::as_bytes(std::span(numbers))), 0xf290071d781fcc04ULL)
      << std::hex << checksum(std::as_bytes(std::span(numbers)));
}

}  // namespace
}  // namespace contrechamp::testing
