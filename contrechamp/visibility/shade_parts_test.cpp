// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/core/random.hpp>
#include <contrechamp/visibility/shade.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Point;

constexpr std::int32_t half_side = 3000;
Point any_point(Random& random) {
  const auto any = [&] { return static_cast<std::int32_t>(random.between(-half_side, half_side)); };
  return {any(), any()};
}

/// Low roofs of any shape about (0, 0), some no higher than the target.
std::vector<Solid> random_roofs(Random& random) {
  std::vector<Solid> solids(random.below(20));
  for (Solid& solid : solids) {
    const Point middle = any_point(random);
    solid.top_cm = static_cast<std::int32_t>(random.between(100, 490));
    solid.rings.resize(1);
    solid.rings[0].resize(3 + random.below(6));
    for (Point& p : solid.rings[0]) {
      const Point step = any_point(random);
      p = {middle.x + step.x / 8, middle.y + step.y / 8};
    }
  }
  return solids;
}

std::vector<Interval> random_parts(Random& random) {
  constexpr std::uint64_t fine = 1'000'003;
  std::vector<double> ends(2 + 2 * random.below(3));
  for (double& end : ends) end = static_cast<double>(random.below(fine)) / static_cast<double>(fine);
  std::sort(ends.begin(), ends.end());
  std::vector<Interval> parts;
  for (std::size_t i = 0; i < ends.size(); i += 2) {
    if (ends[i] < ends[i + 1]) parts.push_back({ends[i], ends[i + 1]});
  }
  return parts;
}

std::vector<Interval> common(const std::vector<Interval>& some, const std::vector<Interval>& others) {
  std::vector<Interval> both;
  for (const Interval& a : some) {
    for (const Interval& b : others) {
      const Interval part{std::max(a.from, b.from), std::min(a.to, b.to)};
      if (part.to - part.from > 1e-12) both.push_back(part);
    }
  }
  return both;
}

bool same(const std::vector<Interval>& some, const std::vector<Interval>& others) {
  return std::equal(some.begin(), some.end(), others.begin(), others.end(),
                    [](Interval a, Interval b) { return a.from == b.from && a.to == b.to; });
}

/// Only what lies in the way of the parts is looked at, and that must not show; nor does what the buffers held before.
TEST(Shades, hide_of_parts_what_they_hide_of_the_whole) {
  Random random(testing::seed());
  Shades shades;
  Shades::Scratch scratch;
  int cut = 0;
  for (int trial = 0; trial < 5000; ++trial) {
    const std::vector<Solid> solids = random_roofs(random);
    const Roofs roofs(solids, {}, {});
    shades.look_over(roofs, {{0, 0}, 2 * half_side, 500, no_solid}, 160);
    const Point a = any_point(random), b = any_point(random);
    std::vector<Interval> whole{{0, 1}};
    shades.hide(a, b, whole);
    std::vector<Interval> parts = random_parts(random);
    const std::vector<Interval> expected = common(parts, whole);
    cut += same(expected, parts) ? 0 : 1;
    shades.hide(a, b, parts, scratch);
    ASSERT_TRUE(same(parts, expected)) << trial;
  }
  EXPECT_GT(cut, 1000);
}

}  // namespace
}  // namespace contrechamp::visibility
