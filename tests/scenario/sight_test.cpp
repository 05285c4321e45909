// SPDX-License-Identifier: AGPL-3.0-or-later
// What hides, what does not, and exactly how much. Cameras see all round, so that only walls decide.
#include <gtest/gtest.h>
#include <tests/scenario/stage.hpp>

namespace contrechamp::scenario {
namespace {

DrawnScene all_round(const Drawing& drawing) {
  DrawnScene scene = stage(drawing);
  for (scene::Device& d : scene.snapshot.devices) make_all_round(d);
  return scene;
}
constexpr Metres small{2};

TEST(Sight, AHouseHidesWhatStandsBehindIt) {
  const Seen seen = look(all_round({.picture = R"(
      C . # . b
      . . . . .
      a . . . .)",
                                    .cell = small}));
  EXPECT_TRUE(seen.at('a').certain);
  EXPECT_FALSE(seen.at('b').possible);
}

TEST(Sight, RoundACornerTheStreetIsSeenFromTheShadowsEdge) {
  // C (1, 9), corner (4, 6): the shadow ends on the street (y = 1) at x = 9, and q is at 13.
  const Seen seen = look(all_round({.picture = R"(
      C . . . . . .
      . . . . . . .
      # # . . . . .
      # # . . . . .
      p . . . . . q)",
                                    .cell = small,
                                    .streets = {"pq"}}));
  const auto parts = seen.possible("pq");
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_NEAR(parts[0].from, 8, rounding);
  EXPECT_NEAR(parts[0].to, 12, rounding);
  EXPECT_NEAR(seen.on("pq").certain, 4, 2 * rounding);
}

TEST(Sight, AGapBetweenTwoHousesLetsThroughItsOwnWidthOnly) {
  // C (7, 9) and the gap x 6 to 8 at y 4 to 6: on y = 1 the lower corners (6, 4) and (8, 4) leave x 5.4 to 8.6.
  const Seen seen = look(all_round({.picture = R"(
      . . . C . . .
      . . . . . . .
      # # # . # # #
      . . . . . . .
      p . . . . . q)",
                                    .cell = small,
                                    .streets = {"pq"}}));
  const auto parts = seen.possible("pq");
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_NEAR(parts[0].from, 4.4, 2 * rounding);
  EXPECT_NEAR(parts[0].to, 7.6, 2 * rounding);
}

constexpr std::string_view courtyard = R"(
      # # # # # . .
      # . . . # . .
      # . C a # . B
      # b . . # . .
      # # # # # . .)";

TEST(Sight, ACourtyardIsOpenToTheSkyAndSeenFromWithinOnly) {
  const DrawnScene scene = all_round({.picture = courtyard, .cell = small});
  const Seen inside = look(scene, {.devices = "C"});
  EXPECT_TRUE(inside.at('a').certain && inside.at('b').certain);
  EXPECT_FALSE(inside.at('B').possible);
  EXPECT_EQ(inside.placed('C').where, placement::Where::as_mapped);
  const Seen outside = look(scene, {.devices = "B"});
  EXPECT_FALSE(outside.at('a').possible || outside.at('b').possible || outside.at('C').possible);
}

TEST(Sight, AGateIntoACourtyardShowsWhatLiesInLineWithIt) {
  const Seen seen = look(all_round({.picture = R"(
      # # # # # . .
      # . . . # . .
      # a . . . . C
      # . d . # . .
      # # # # # . .)",
                                    .cell = small}));
  EXPECT_TRUE(seen.at('a').certain);
  EXPECT_FALSE(seen.at('d').possible);
}

TEST(Sight, NothingIsSeenAlongTheWallThatTwoHousesShare) {
  DrawnScene scene = all_round({.picture = R"(
      . . C . .
      . . . . .
      . . . . .
      . . . . .
      . . a . .)",
                                .cell = small});
  house(scene, {{1, 4}, {5, 4}, {5, 6}, {1, 6}});
  house(scene, {{5, 4}, {9, 4}, {9, 6}, {5, 6}});
  EXPECT_FALSE(look(scene).at('a').possible);
}

TEST(Sight, AStreetOnTheLineOfAWallIsSeenFromInFrontAndNotFromBehind) {
  DrawnScene scene = all_round({.picture = R"(
      . . F . .
      . . . . .
      p . . . q
      . . . . .
      . . . . .
      . . B . .)",
                                .cell = small,
                                .streets = {"pq"}});
  house(scene, {{0, 4}, {10, 4}, {10, 7}, {0, 7}});  // its northern façade is the street's own line
  const Metres3 front = look(scene, {.devices = "F"}).on("pq");
  EXPECT_NEAR(front.certain, front.length, rounding);
  EXPECT_EQ(look(scene, {.devices = "B"}).on("pq").possible, 0);
}

TEST(Sight, AStreetThatRunsStraightAwayIsSeenToItsEnd) {
  const Metres3 seen = look(all_round({.picture = "C p . . . . q", .cell = small, .streets = {"pq"}})).on("pq");
  EXPECT_NEAR(seen.certain, 10, rounding);
}

TEST(Sight, WhatStandsExactlyEastIsSeenWhereTheTurnBeginsAndEnds) {
  const Seen seen = look(all_round({.picture = R"(
      . . . . n .
      C . e . . f
      . . . . s .)",
                                    .cell = small}));
  for (const char place : {'e', 'f', 'n', 's'}) EXPECT_TRUE(seen.at(place).certain) << place;
}

TEST(Sight, AHouseExactlyEastHidesItsOwnShadowOnBothSidesOfTheSeam) {
  // C (1, 7), house x 6 to 8, y 6 to 8: at x = 13 its shadow is 7 ± 12/5 m.
  const Seen seen = look(all_round({.picture = R"(
      . . . . . . p
      . . . . . . .
      . . . . . . .
      C . . # . . .
      . . . . . . .
      . . . . . . .
      . . . . . . q)",
                                    .cell = small,
                                    .streets = {"pq"}}));
  const auto parts = seen.possible("pq");
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_NEAR(parts[0].to, 6 - 2.4, rounding);
  EXPECT_NEAR(parts[1].from, 6 + 2.4, rounding);
}

TEST(Sight, AWallWhoseEdgeLiesOnTheLineOfSightOnlyTouchesIt) {
  DrawnScene scene = all_round({.picture = R"(
      . . . . . .
      C . . . . e
      . . . . . .)",
                                .cell = small});
  house(scene, {{4, 1}, {8, 1}, {8, 3}, {4, 3}});  // its upper edge is exactly on the line from C to e
  const Answer e = look(scene).at('e');
  EXPECT_TRUE(e.possible);
}

TEST(Sight, AWallDrawnAsAChainHides) {
  const Drawing drawing{.picture = R"(
      . . w . .
      C . . . a
      . . v . .
      b . . . .)",
                        .cell = small,
                        .walls = {"wv"}};
  const Seen seen = look(all_round(drawing));
  EXPECT_FALSE(seen.at('a').possible);
  EXPECT_TRUE(seen.at('b').certain);
  Drawing without = drawing;
  without.walls = {};
  EXPECT_TRUE(look(all_round(without)).at('a').certain);
}

Drawing behind_a_house() { return {.picture = "C . # # . a", .cell = small}; }

TEST(Sight, ARoofOnPostsHidesNothing) {
  DrawnScene scene = all_round(behind_a_house());
  EXPECT_FALSE(look(scene).at('a').possible);
  scene.snapshot.buildings[0].roof = true;
  EXPECT_TRUE(look(scene).at('a').certain);
}

TEST(Sight, AnUndergroundBuildingHidesNothing) {
  DrawnScene scene = all_round(behind_a_house());
  scene.snapshot.buildings[0].underground = true;
  EXPECT_TRUE(look(scene).at('a').certain);
}

TEST(Sight, ABuildingThatBeginsAboveTheCameraHidesNothing) {
  DrawnScene scene = all_round(behind_a_house());
  scene.snapshot.buildings[0].min_height = Metres(3.5);  // the camera hangs at 3 m
  EXPECT_TRUE(look(scene).at('a').certain);
  scene.snapshot.buildings[0].min_height = Metres(2.5);
  EXPECT_FALSE(look(scene).at('a').possible);
}

TEST(Sight, OutlinesThatCrossLeaveNoLeak) {
  DrawnScene scene = all_round({.picture = R"(
      . . . . . . .
      C . . . . . a
      . . . . . . .)",
                                .cell = small});
  house(scene, {{5, 0}, {9, 5}, {8, 6}, {4, 1}});  // two bars that cross near the line of sight
  house(scene, {{5, 6}, {9, 1}, {8, 0}, {4, 5}});
  EXPECT_FALSE(look(scene).at('a').possible);
}

TEST(Sight, ARingThatCrossesItselfHidesByItsParity) {
  DrawnScene scene = all_round({.picture = R"(
      . . . . . . .
      C . . . . . a
      . . . . . . .)",
                                .cell = small});
  house(scene, {{5, 0}, {9, 6}, {9, 0}, {5, 6}});  // a bow tie, its knot on the line of sight
  EXPECT_FALSE(look(scene).at('a').possible);
}

Drawing through_a_house() {
  return {.picture = R"(
      . . . . . . . .
      . D . . . . . .
      . . # # # . . .
      C p # # # q . e
      . . # # # f . .)",
          .cell = small,
          .passages = {"pq"}};
}

TEST(Sight, APassageIsSeenFromMouthToMouthAndThrough) {
  const Seen seen = look(all_round(through_a_house()), {.devices = "C"});
  EXPECT_NEAR(seen.on("pq").certain, 8, rounding);
  EXPECT_TRUE(seen.at('e').certain);
  EXPECT_FALSE(seen.at('f').possible);  // beside the far mouth
}

TEST(Sight, FromTheSideOnlyTheMouthOfAPassageIsSeen) {
  // D (3, 7), the mouth's upper corner (4, 4.5): on the middle line (y = 3) the view ends at x = 4.6.
  const auto parts = look(all_round(through_a_house()), {.devices = "D"}).possible("pq");
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].from, 0);
  EXPECT_NEAR(parts[0].to, 1.6, rounding);
}

TEST(Sight, WithoutAPassageTheSameHouseHidesAll) {
  Drawing closed = through_a_house();
  closed.passages = {};
  closed.streets = {"pq"};
  const Seen seen = look(all_round(closed), {.devices = "C"});
  EXPECT_NEAR(seen.on("pq").possible, 1, rounding);  // from p to the façade
  EXPECT_FALSE(seen.at('e').possible);
}

}  // namespace
}  // namespace contrechamp::scenario
