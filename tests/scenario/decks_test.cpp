// SPDX-License-Identifier: AGPL-3.0-or-later
// Storeys, tunnels, bridges, and what is indoors.
#include <gtest/gtest.h>
#include <tests/scenario/stage.hpp>

namespace contrechamp::scenario {
namespace {

constexpr scene::Deck storey(int level) { return {false, static_cast<std::int16_t>(10 * level)}; }

/// A street of 12 m, all of it within the view of C.
DrawnScene one_street() {
  DrawnScene scene = stage({.picture = R"(
      p . . . . . q
      . . . C . . .)",
                            .cell = Metres(2),
                            .streets = {"pq"}});
  make_all_round(device(scene, 'C'));
  return scene;
}

TEST(Decks, ACameraSeesTheStreetOnItsOwnDeck) { EXPECT_NEAR(look(one_street()).on("pq").certain, 12, rounding); }

TEST(Decks, ACameraOnTheGroundSeesNothingOfALowerOrUpperStorey) {
  for (const int level : {-1, 1}) {
    DrawnScene scene = one_street();
    street(scene, "pq").deck = storey(level);
    EXPECT_EQ(look(scene).on("pq").possible, 0) << level;
  }
}

TEST(Decks, ACameraUndergroundSeesItsOwnStoreyAndNothingAbove) {
  DrawnScene scene = one_street();
  device(scene, 'C').decks = {storey(-1)};
  EXPECT_EQ(look(scene).on("pq").possible, 0);
  street(scene, "pq").deck = storey(-1);
  EXPECT_NEAR(look(scene).on("pq").certain, 12, rounding);
}

TEST(Decks, ATunnelIsADeckOfItsOwn) {
  DrawnScene scene = one_street();
  street(scene, "pq").deck = {true, 0};
  EXPECT_EQ(look(scene).on("pq").possible, 0);
  device(scene, 'C').decks = {{true, 0}};
  EXPECT_NEAR(look(scene).on("pq").certain, 12, rounding);
}

TEST(Decks, ABridgeIsSeenAsIfOnTheGround) {
  DrawnScene scene = one_street();
  street(scene, "pq").bridge = true;
  street(scene, "pq").layer = 2;  // orders ways, never hides them
  EXPECT_NEAR(look(scene).on("pq").certain, 12, rounding);
}

TEST(Decks, ADeviceOfSeveralLevelsSeesTheStreetsOfEach) {
  DrawnScene scene = stage({.picture = R"(
      p . . . . . q
      . . . C . . .
      r . . . . . s)",
                            .cell = Metres(2),
                            .streets = {"pq", "rs"}});
  make_all_round(device(scene, 'C'));
  device(scene, 'C').decks = {storey(-1), storey(0)};
  street(scene, "rs").deck = storey(-1);
  const Seen seen = look(scene);
  EXPECT_NEAR(seen.on("pq").certain, 12, rounding);
  EXPECT_NEAR(seen.on("rs").certain, 12, rounding);
}

TEST(Decks, InATunnelTheBuildingsAboveHideNothing) {
  DrawnScene scene = stage({.picture = R"(
      . # # # # # .
      p # # C # # q
      . # # # # # .)",
                            .cell = Metres(2),
                            .streets = {"pCq"}});
  make_all_round(device(scene, 'C'));
  device(scene, 'C').decks = {scene::Deck{true, 0}};
  street(scene, "pCq").deck = scene::Deck{true, 0};
  EXPECT_NEAR(look(scene).on("pCq").certain, 12, rounding);
}

TEST(Decks, AnIndoorDeviceIsInNoFigure) {
  DrawnScene scene = one_street();
  device(scene, 'C').indoor = true;
  const Seen seen = look(scene);
  EXPECT_EQ(seen.on("pq").possible, 0);
  EXPECT_EQ(seen.places.size(), 1U);  // it is still there, to be counted
}

TEST(Decks, WhatHasNoViewInTheseFamiliesSeesNoStreet) {
  for (const scene::Kind kind : {scene::Kind::microphone, scene::Kind::guard}) {
    DrawnScene scene = one_street();
    device(scene, 'C').kind = kind;
    EXPECT_EQ(look(scene).on("pq").possible, 0);
  }
}

}  // namespace
}  // namespace contrechamp::scenario
