// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a device really hangs, and what its own building leaves it.
#include <gtest/gtest.h>
#include <tests/scenario/stage.hpp>

namespace contrechamp::scenario {
namespace {

using placement::Where;

/// A house from (4, 4) to (14, 10); n, s, w, e stand 3 m off its four sides. C is put where each test wants it.
DrawnScene with_house(Metre2 camera) {
  DrawnScene scene = stage({.picture = R"(
      . . . . n . . . .
      . . . . . . . . .
      . . # # # # # . .
      w . # # # # # . e
      . . # # # # # . .
      . . . . . . . . .
      C . . . s . . . .)",
                            .cell = Metres(2)});
  make_all_round(device(scene, 'C'));
  put(scene, 'C', camera);
  return scene;
}

TEST(Facade, ACameraMappedInsideAHouseHangsOnTheFacadeThatItLooksOutOf) {
  DrawnScene scene = with_house({9, 9});
  make_aimed(device(scene, 'C'), 180, 120);  // the nearest façade is the northern one, but it looks south
  const Seen seen = look(scene);
  EXPECT_EQ(seen.placed('C').where, Where::on_facade);
  EXPECT_NEAR(seen.eye('C').east, 9, rounding);
  EXPECT_NEAR(seen.eye('C').north, 4 - 0.2, rounding);
  EXPECT_TRUE(seen.at('s').certain);
  EXPECT_FALSE(seen.at('n').possible);  // not through its own building
}

TEST(Facade, WithoutADirectionItHangsOnTheNearestFacade) {
  const Seen seen = look(with_house({9, 9}));
  EXPECT_EQ(seen.placed('C').where, Where::on_facade);
  EXPECT_NEAR(seen.eye('C').north, 10.2, rounding);
  EXPECT_NEAR(seen.placed('C').moved_cm, 120, 3);
  EXPECT_TRUE(seen.at('n').certain);
  EXPECT_FALSE(seen.at('s').possible);
}

TEST(Facade, ACameraExactlyOnAWallStandsInFrontOfIt) {
  const Seen seen = look(with_house({4, 7}));
  EXPECT_EQ(seen.placed('C').where, Where::on_facade);
  EXPECT_NEAR(seen.eye('C').east, 3.8, rounding);
  EXPECT_TRUE(seen.at('w').certain);
  EXPECT_FALSE(seen.at('e').possible);
}

TEST(Facade, ACameraJustOutsideAWallHangsOnIt) {
  const Seen seen = look(with_house({14.4, 7}));
  EXPECT_EQ(seen.placed('C').where, Where::on_facade);
  EXPECT_NEAR(seen.eye('C').east, 14.2, rounding);
  EXPECT_TRUE(seen.at('e').certain);
  EXPECT_FALSE(seen.at('w').possible);
}

TEST(Facade, ACameraFartherThanHalfAMetreStandsWhereItIsMapped) {
  const Seen seen = look(with_house({14.6, 7}));
  EXPECT_EQ(seen.placed('C').where, Where::as_mapped);
  EXPECT_EQ(seen.placed('C').moved_cm, 0);
}

TEST(Facade, APoleBesideAWallIsNotMoved) {
  for (const scene::Mount mount : {scene::Mount::pole, scene::Mount::street_lamp, scene::Mount::mast}) {
    DrawnScene scene = with_house({14.4, 7});
    device(scene, 'C').mount = mount;
    const Seen seen = look(scene);
    EXPECT_EQ(seen.placed('C').where, Where::as_mapped);
    EXPECT_NEAR(seen.eye('C').east, 14.4, rounding);
  }
}

TEST(Facade, OnAFacadeAnUnknownDirectionCoversTheOuterHalfOnly) {
  // Near the north-eastern corner walls alone leave a view past the house to n, which lies 59° behind the
  // façade: further than any lens that looks along it can see.
  DrawnScene scene = with_house({14.4, 9.9});
  device(scene, 'C').type = scene::CameraType::unknown;
  const Seen hung = look(scene);
  EXPECT_EQ(hung.placed('C').where, Where::on_facade);
  EXPECT_TRUE(hung.at('e').possible);
  EXPECT_FALSE(hung.at('e').certain);
  EXPECT_FALSE(hung.at('n').possible);
  device(scene, 'C').mount = scene::Mount::pole;  // the same place, but free to look anywhere
  const Seen standing = look(scene);
  EXPECT_TRUE(standing.at('n').possible);
  EXPECT_GT(hung.at('e').p, 1.5 * standing.at('e').p);  // half the directions, so nearly twice the probability
}

TEST(Facade, ACornerCameraTrulySeesPastItsOwnHouse) {
  DrawnScene scene = with_house({14.2, 10});  // all round: only the house itself limits it
  const Seen seen = look(scene);
  EXPECT_TRUE(seen.at('n').possible);
  EXPECT_TRUE(seen.at('e').possible);
  EXPECT_FALSE(seen.at('w').possible);
}

/// Houses so close on all sides that no free place is within a metre: A stands inside the first.
DrawnScene walled_in() {
  DrawnScene scene = stage({.picture = R"(
      . . . . . . .
      . . . . . . .
      A . . . . . a
      . . . . . . .)",
                            .cell = Metres(2)});
  make_all_round(device(scene, 'A'));
  house(scene, {{4, 2}, {6, 2}, {6, 4}, {4, 4}});
  house(scene, {{2, 0}, {8, 0}, {8, 6}, {2, 6}});
  put(scene, 'A', {5, 3});
  return scene;
}

TEST(Facade, ADeviceWithoutAFreePlaceIsOnlyPossible) {
  DrawnScene scene = walled_in();
  const Seen seen = look(scene);
  EXPECT_EQ(seen.placed('A').where, Where::unplaced);
  const Answer a = seen.at('a');
  EXPECT_TRUE(a.possible);  // as if the houses that it lies in were not there
  EXPECT_FALSE(a.certain);
  EXPECT_EQ(a.p, 0);
}

TEST(Facade, ACameraInACourtyardsWallLooksIntoTheCourtyard) {
  DrawnScene scene = stage({.picture = R"(
      # # # # # # .
      # . . . . # .
      # . a . . # b
      # . . . . # .
      # # # # # # .
      C . . . . . .)",
                            .cell = Metres(2)});
  make_all_round(device(scene, 'C'));
  put(scene, 'C', {2.0 - 0.3, 7});
  const Seen seen = look(scene);
  EXPECT_EQ(seen.placed('C').where, Where::on_facade);
  EXPECT_NEAR(seen.eye('C').east, 2.2, rounding);
  EXPECT_TRUE(seen.at('a').certain);
  EXPECT_FALSE(seen.at('b').possible);
}

}  // namespace
}  // namespace contrechamp::scenario
