// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <contrechamp/core/checksum.hpp>
#include <cstdio>
#include <tests/differential/gaze_checks.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::testing {
namespace {

TEST(GazeLaws, hold_in_random_places_and_agree_with_the_first_kernel_and_brute_force) {
  constexpr int places = 4000;
  for (const Check& check : gaze_checks(seed(), places)) {
    std::printf("%s: %llu cases\n", std::string(check.name).c_str(), static_cast<unsigned long long>(check.cases));
    EXPECT_EQ(check.failures, 0U) << check.name << ": " << check.first_failure;
    EXPECT_GE(check.cases, static_cast<std::uint64_t>(places) * 3 / 4);
  }
}

TEST(GazeLaws, the_same_place_gives_the_same_bytes_with_every_compiler) {
  Random random(2026);  // fixed: the checksum below is of these places
  std::vector<double> numbers;
  for (int i = 0; i < 400; ++i) {
    const Place place = random_place(random);
    const visibility::Look look = random_look(random, place);
    const visibility::Walls walls = place.walls();
    visibility::Gaze gaze(walls);
    const visibility::Viewshed& view = gaze.look(look);
    for (const auto& w : view.wedges) numbers.insert(numbers.end(), {w.from_x, w.from_y, w.to_x, w.to_y});
    numbers.push_back(visibility::area(view).count());
    for (const auto& [a, b] : random_streets(random, place, look)) {
      for (const auto& part : visibility::visible(view, a, b)) numbers.insert(numbers.end(), {part.from, part.to});
    }
  }
  EXPECT_GT(numbers.size(), 10000U);
  EXPECT_EQ(checksum(std::as_bytes(std::span(numbers))), 0xb80bd9542ac1deb5ULL)
      << std::hex << checksum(std::as_bytes(std::span(numbers)));
}

}  // namespace
}  // namespace contrechamp::testing
