// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/tiles/geometry.hpp>
#include <contrechamp/tiles/shapes_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::tiles {
namespace {

// A walk in small steps, so that simplifying has something to leave out.
Line random_walk(Random& random, std::size_t count, std::int64_t step) {
  Line out = random_points(random, 1, 1'000'000);
  while (out.size() < count) {
    out.push_back({out.back().x + random.between(-step, step), out.back().y + random.between(-step / 3, step)});
  }
  return out;
}

bool is_subsequence(const Line& part, const Line& whole) {
  std::size_t at = 0;
  for (const World p : whole) at += at < part.size() && part[at] == p ? 1 : 0;
  return at == part.size();
}

TEST(SimplifiedLine, keeps_ends_and_stays_within_the_tolerance) {
  Random random(testing::seed());
  std::size_t before = 0, after = 0;
  for (int i = 0; i < 400; ++i) {
    const Line line = random_walk(random, 2 + random.below(60), 1000);
    const auto tolerance = static_cast<std::int64_t>(random.below(3000));
    const Line simple = simplified_line(line, tolerance);
    EXPECT_EQ(simple.front(), line.front());
    EXPECT_EQ(simple.back(), line.back());
    EXPECT_TRUE(is_subsequence(simple, line));
    for (const World p : line) EXPECT_LE(distance(p, simple), static_cast<long double>(tolerance) + 1e-6L);
    before += line.size();
    after += simple.size();
  }
  EXPECT_LT(after, before / 2);
}

TEST(SimplifiedLine, leaves_out_exactly_what_is_not_farther_than_the_tolerance) {
  const Line bent = {{0, 0}, {50, 10}, {100, 0}};
  EXPECT_EQ(simplified_line(bent, 10), (Line{{0, 0}, {100, 0}}));
  EXPECT_EQ(simplified_line(Line{{100, 0}, {50, 10}, {0, 0}}, 10), (Line{{100, 0}, {0, 0}}));
  EXPECT_EQ(simplified_line(bent, 9), bent);
  const Line overshot = {{0, 0}, {130, 0}, {100, 0}};  // beyond the end of its chord
  EXPECT_EQ(simplified_line(overshot, 29), overshot);
  EXPECT_EQ(simplified_line(overshot, 30), (Line{{0, 0}, {100, 0}}));
  EXPECT_EQ(simplified_line(Line{{0, 0}, {1, 1}, {2, 2}, {2, 2}, {9, 9}}, 0), (Line{{0, 0}, {9, 9}}));
  EXPECT_EQ(simplified_line(Line{{7, 7}}, 5), (Line{{7, 7}}));
  EXPECT_EQ(simplified_line({}, 5), Line{});
}

TEST(SimplifiedLine, does_not_care_for_the_direction) {
  Random random(testing::seed());
  for (int i = 0; i < 300; ++i) {
    Line line = random_walk(random, 30, 1'000'000);
    Line forward = simplified_line(line, 400'000);
    std::reverse(line.begin(), line.end());
    std::reverse(forward.begin(), forward.end());
    EXPECT_EQ(simplified_line(line, 400'000), forward);
  }
  // Two corners equally far: the tie must not go to the one that comes first.
  const Line tied = {{0, 0}, {10, 20}, {90, 20}, {100, 0}};
  const Line back(tied.rbegin(), tied.rend());
  EXPECT_EQ(simplified_line(tied, 18), (Line{{0, 0}, {10, 20}, {100, 0}}));
  EXPECT_EQ(simplified_line(back, 18), (Line{{100, 0}, {10, 20}, {0, 0}}));
}

TEST(SimplifiedRing, does_not_care_where_it_begins_or_which_way_it_turns) {
  Random random(testing::seed());
  for (int i = 0; i < 200; ++i) {
    Ring ring = random_points(random, 3 + random.below(40), 1'000'000);
    const Ring simple = simplified_ring(ring, 50'000);
    std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(random.below(ring.size())), ring.end());
    EXPECT_EQ(simplified_ring(ring, 50'000), simple);
    std::reverse(ring.begin(), ring.end());
    Ring turned = simplified_ring(ring, 50'000);
    if (!turned.empty()) std::reverse(turned.begin() + 1, turned.end());  // both begin with the smallest point
    EXPECT_EQ(turned, simple);
  }
  // Two points equally far from the smallest.
  const Ring tied = {{0, 0}, {60, -60}, {100, -5}, {100, 5}};
  const Ring back(tied.rbegin(), tied.rend());
  EXPECT_EQ(simplified_ring(tied, 12), (Ring{{0, 0}, {60, -60}, {100, -5}}));
  EXPECT_EQ(simplified_ring(back, 12), (Ring{{0, 0}, {100, -5}, {60, -60}}));
}

TEST(SimplifiedRing, every_point_stays_within_the_tolerance_and_a_sliver_is_nothing) {
  Random random(testing::seed());
  int kept = 0;
  for (int i = 0; i < 200; ++i) {
    const Ring ring = random_points(random, 3 + random.below(40), 1'000'000);
    Line simple = simplified_ring(ring, 30'000);
    if (simple.empty()) continue;
    ++kept;
    simple.push_back(simple.front());
    for (const World p : ring) EXPECT_LE(distance(p, simple), 30'000.001L);
  }
  EXPECT_GT(kept, 150);
  EXPECT_EQ(simplified_ring(rectangle(0, 0, 1000, 4), 5), Ring{});
  EXPECT_EQ(simplified_ring(rectangle(0, 0, 1000, 4), 3), rectangle(0, 0, 1000, 4));
  EXPECT_EQ(simplified_ring(Ring{{5, 5}, {5, 5}, {5, 5}}, 0), Ring{});
}

TEST(Simplified, lines_across_the_whole_world_do_no_harm) {
  constexpr std::int64_t side = std::int64_t{1} << geo::world_bits;
  EXPECT_EQ(simplified_line(Line{{0, 0}, {side, side}, {0, side}, {side, 0}}, side).size() > 1, true);
  EXPECT_EQ(simplified_ring(rectangle(0, 0, side / 2 - 1, side / 2 - 1), 1000), rectangle(0, 0, side / 2 - 1, side / 2 - 1));
}

}  // namespace
}  // namespace contrechamp::tiles
