// SPDX-License-Identifier: AGPL-3.0-or-later
// Nothing is counted twice, and parts add up.
#include <gtest/gtest.h>
#include <algorithm>
#include <tests/scenario/stage.hpp>

namespace contrechamp::scenario {
namespace {

TEST(Sums, TwoDevicesThatOverlapNeverCountTwice) {
  DrawnScene scene = stage({.picture = R"(
      p . . . . . . . . q
      . . A . . . . B . .)",
                            .cell = Metres(2),
                            .streets = {"pq"}});
  for (const char letter : {'A', 'B'}) make_all_round(device(scene, letter));
  const double a = look(scene, {.devices = "A"}).on("pq").certain;
  const double b = look(scene, {.devices = "B"}).on("pq").certain;
  const Metres3 both = look(scene).on("pq");
  EXPECT_GT(a + b, both.length);
  EXPECT_NEAR(both.certain, both.length, rounding);
  EXPECT_NEAR(both.expected, both.length, rounding);
  EXPECT_NEAR(both.possible, both.length, rounding);
}

TEST(Sums, ThreeCopiesOfADeviceSeeNoMoreMetresThanOne) {
  DrawnScene scene = stage({.picture = R"(
      p . . . . . q
      . # . . # . .
      . . A B C . .)",
                            .cell = Metres(2),
                            .streets = {"pq"}});
  for (const char letter : {'A', 'B', 'C'}) {
    make_all_round(device(scene, letter));
    put(scene, letter, {7, 1});
  }
  const Metres3 one = look(scene, {.devices = "A"}).on("pq");
  const Metres3 three = look(scene).on("pq");
  EXPECT_EQ(one.certain, three.certain);
  EXPECT_EQ(one.possible, three.possible);
  EXPECT_GT(one.certain, 0);
}

TEST(Sums, TwoIndependentDevicesMissAPlaceOnlyIfBothMissIt) {
  DrawnScene scene = stage({.picture = "A . x . B", .cell = Metres(10)});
  for (const char letter : {'A', 'B'}) device(scene, letter).height = Metres(3);
  const double a = look(scene, {.devices = "A"}).at('x').p;
  const double b = look(scene, {.devices = "B"}).at('x').p;
  EXPECT_GT(a, 0);
  EXPECT_LT(a, 1);
  EXPECT_NEAR(look(scene).at('x').p, 1 - (1 - a) * (1 - b), 1e-4);
}

TEST(Sums, AStreetCutByJunctionsHasTheSameMetresInView) {
  const Drawing whole{.picture = R"(
      p . a . b . c . q
      . . . . # . . . .
      . . . . C . . . .
      . . d . . . e . .)",
                      .cell = Metres(2),
                      .streets = {"pabcq"}};
  Drawing cut = whole;
  cut.streets = {"pabcq", "ad", "ce"};
  DrawnScene one = stage(whole);
  DrawnScene three = stage(cut);
  make_all_round(device(one, 'C'));
  make_all_round(device(three, 'C'));
  const Seen seen_whole = look(one);
  const Seen seen_cut = look(three);
  EXPECT_EQ(seen_whole.segments("pabcq"), 1U);
  EXPECT_EQ(seen_cut.segments("pabcq"), 3U);
  const Metres3 a = seen_whole.on("pabcq");
  const Metres3 b = seen_cut.on("pabcq");
  EXPECT_NEAR(a.length, b.length, 0.03);
  EXPECT_NEAR(a.certain, b.certain, 0.06);
  EXPECT_NEAR(a.expected, b.expected, 0.06);
  EXPECT_NEAR(a.possible, b.possible, 0.06);
  EXPECT_GT(a.certain, 4);
  EXPECT_LT(a.certain, a.length - 4);  // the house hides the middle
}

TEST(Sums, TheOrderInWhichThingsAreMappedChangesNothing) {
  DrawnScene scene = stage({.picture = R"(
      p . . # . . q
      . A . . . B .
      r . # . . . s)",
                            .cell = Metres(4),
                            .streets = {"pq", "rs"}});
  const Seen before = look(scene);
  std::swap(scene.snapshot.buildings[0], scene.snapshot.buildings[1]);
  for (scene::Street& way : scene.snapshot.streets) {
    std::reverse(way.points.begin(), way.points.end());
    std::reverse(way.node_ids.begin(), way.node_ids.end());
  }
  const Seen after = look(scene);
  for (const std::string_view chain : {"pq", "rs"}) {
    EXPECT_NEAR(before.on(chain).possible, after.on(chain).possible, rounding) << chain;
    EXPECT_NEAR(before.on(chain).expected, after.on(chain).expected, rounding) << chain;
    EXPECT_GT(before.on(chain).possible, 0) << chain;
  }
}

TEST(Sums, AHouseMoreNeverAddsView) {
  DrawnScene scene = stage({.picture = R"(
      p . . . . . q
      . . . . . . .
      . . . C . . .)",
                            .cell = Metres(2),
                            .streets = {"pq"}});
  make_all_round(device(scene, 'C'));
  const Metres3 open = look(scene).on("pq");
  house(scene, {{8, 3}, {9, 3}, {9, 4}, {8, 4}});
  const Metres3 behind = look(scene).on("pq");
  EXPECT_LT(behind.certain, open.certain);
  EXPECT_LT(behind.possible, open.possible);
  EXPECT_NEAR(open.certain, open.length, rounding);
}

}  // namespace
}  // namespace contrechamp::scenario
