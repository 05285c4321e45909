// SPDX-License-Identifier: AGPL-3.0-or-later
// Where one is told to turn, in streets that can be looked at. North is up; every street bears the letters of its ends, but those
// that a test calls nameless.
#include <contrechamp/trips/leg_line.hpp>
#include <tests/scenario/stage.hpp>
#include <tests/scenario/told_turns.hpp>

namespace contrechamp::scenario {
namespace {

TEST(Turns, left_and_right_at_a_crossroads) {
  Turns town(stage({.picture = R"(
      . . . n . . .
      . . . . . . .
      . . . . . . .
      w . . x . . e
      . . . . . . .
      . . . . . . .
      . . . s . . .)",
                    .cell = Metres(10),
                    .streets = {"wx", "xe", "nx", "xs"}}),
             {"W", "E", "N", "S"});
  EXPECT_EQ(town.walk('w', 'n').told, (Told{"depart W", "turn left N", "arrive"}));
  EXPECT_EQ(town.walk('w', 's').told, (Told{"depart W", "turn right S", "arrive"}));
  EXPECT_EQ(town.walk('n', 'e').told, (Told{"depart N", "turn left E", "arrive"}));
  EXPECT_EQ(town.walk('w', 'e').told, (Told{"depart W", "new name straight E", "arrive"}));
  const Walked w = town.walk('w', 'n');
  const trips::Crossing& at_x = w.steps[1].crossings.front();
  EXPECT_EQ(at_x.bearings, (std::vector<std::uint16_t>{0, 90, 180, 270}));
  EXPECT_EQ(at_x.entry, (std::vector<bool>{true, true, true, false})) << "the way back is no way on";
  EXPECT_EQ(at_x.in, 3U);
  EXPECT_EQ(at_x.out, 0U);
  EXPECT_EQ(w.steps[1].before, 90);
  EXPECT_EQ(w.steps[1].after, 0);
}

TEST(Turns, a_street_that_keeps_its_name_is_followed_in_silence_unless_it_turns_off) {
  Turns town(stage({.picture = R"(
      . . . n . . .
      . . . . . . .
      . . . . . . .
      w . . x . . e
      . . . . . . .
      . . . . . . .
      . . . s . . .)",
                    .cell = Metres(10),
                    .streets = {"wx", "xe", "nx", "xs"}}),
             {"Main", "Main", "Main", ""});
  EXPECT_EQ(town.walk('w', 'e').told, (Told{"depart Main", "arrive"}));
  EXPECT_EQ(town.walk('w', 'n').told, (Told{"depart Main", "stay left Main", "arrive"}));
  EXPECT_EQ(town.walk('w', 's').told, (Told{"depart Main", "turn right", "arrive"})) << "into a street without a name";
}

TEST(Turns, a_bend_is_no_turn) {
  Turns town(stage({.picture = R"(
      a . . b
      . . . .
      . . . .
      . . . c)",
                    .cell = Metres(10),
                    .streets = {"ab", "bc"}}),
             {"A", "A"});
  EXPECT_EQ(town.walk('a', 'c').told, (Told{"depart A", "arrive"}));
}

TEST(Turns, where_only_the_name_changes_one_is_told_the_new_one) {
  Turns town(stage({.picture = R"(
      a . . b
      . . . .
      . . . .
      . . . c)",
                    .cell = Metres(10),
                    .streets = {"ab", "bc"}}),
             {"A", "B"});
  EXPECT_EQ(town.walk('a', 'c').told, (Told{"depart A", "new name right B", "arrive"}));
}

TEST(Turns, the_end_of_a_street) {
  Turns town(stage({.picture = R"(
      . . . n
      . . . .
      . . . .
      a . . x
      . . . .
      . . . .
      . . . s)",
                    .cell = Metres(10),
                    .streets = {"ax", "nx", "xs"}}),
             {"A", "N", "S"});
  EXPECT_EQ(town.walk('a', 'n').told, (Told{"depart A", "end of road left N", "arrive"}));
  EXPECT_EQ(town.walk('a', 's').told, (Told{"depart A", "end of road right S", "arrive"}));
  EXPECT_EQ(town.walk('n', 'a').told, (Told{"depart N", "turn right A", "arrive"})) << "N goes on as S: no end";
}

TEST(Turns, a_fork) {
  Turns town(stage({.picture = R"(
      . . . . . . l
      . . . . . . .
      a . . x . . .
      . . . . . . .
      . . . . . . r)",
                    .cell = Metres(10),
                    .streets = {"ax", "xl", "xr"}}),
             {"A", "L", "R"});
  EXPECT_EQ(town.walk('a', 'l').told, (Told{"depart A", "fork slight left L", "arrive"}));
  EXPECT_EQ(town.walk('a', 'r').told, (Told{"depart A", "fork slight right R", "arrive"}));
}

TEST(Turns, a_side_street_at_a_sharp_angle) {
  Turns town(stage({.picture = R"(
      c . . . . . .
      . . . . . . .
      . . . . . . .
      a . . . . . x . . . e)",
                    .cell = Metres(10),
                    .streets = {"ax", "xe", "cx"}}),
             {"A", "A", "C"});
  EXPECT_EQ(town.walk('a', 'c').told, (Told{"depart A", "turn sharp left C", "arrive"}));
}

TEST(Turns, the_side_of_the_street_where_one_arrives) {
  const Drawing street{.picture = R"(
      . . . . l . .
      a . . . . . b
      . . . . r . .)",
                       .cell = Metres(10),
                       .streets = {"ab"}};
  Turns town(stage(street), {"A"});
  EXPECT_EQ(town.walk('a', 'l').told.back(), "arrive left");
  EXPECT_EQ(town.walk('a', 'r').told.back(), "arrive right");
  EXPECT_EQ(town.walk('b', 'l').told.back(), "arrive right");
  EXPECT_EQ(town.walk('a', 'b').told.back(), "arrive");
  EXPECT_EQ(town.walk('a', 'l').steps.front().after, 90);
  EXPECT_EQ(town.walk('b', 'l').steps.back().before, 270);
}

TEST(Turns, a_street_that_may_not_be_entered_is_no_choice) {
  DrawnScene scene = stage({.picture = R"(
      . . . n . .
      . . . . . .
      . . . . . .
      a . . x . .
      . . . . . .
      . . . s . .)",
                            .cell = Metres(10),
                            .streets = {"ax", "nx", "xs"}});
  make_one_way(scene, "nx", scene::Senses::forward);
  Turns town(std::move(scene), {"A", "N", "S"}, scene::Mode::car);
  const Walked w = town.walk('a', 's');
  EXPECT_EQ(w.told, (Told{"depart A", "new name right S", "arrive"})) << "nobody can go wrong";
  EXPECT_EQ(w.steps[1].crossings.front().entry, (std::vector<bool>{false, true, false}));
}

TEST(Turns, angles_become_words) {
  for (const auto& [degrees, wanted] : {std::pair{0, Towards::straight},
                                        {20, Towards::straight},
                                        {-20, Towards::straight},
                                        {21, Towards::slight_right},
                                        {-45, Towards::slight_left},
                                        {46, Towards::right},
                                        {-120, Towards::left},
                                        {121, Towards::sharp_right},
                                        {-160, Towards::sharp_left},
                                        {161, Towards::turn_back},
                                        {-180, Towards::turn_back}}) {
    EXPECT_EQ(trips::towards(degrees), wanted) << degrees;
  }
}

TEST(Legs, are_cut_at_the_stops) {
  const DrawnTown town(stage({.picture = R"(
      a . p . b . . c
      . . . . . . . .
      d . . . e . . f)",
                              .cell = Metres(10),
                              .streets = {"ab", "bc", "ad", "de", "ef", "be", "cf"}}));
  for (const std::string stops : {"abc", "apc", "afa", "aab", "abb", "dpbf"}) {
    SCOPED_TRACE(stops);
    const auto routes = town.plan(stops);
    ASSERT_TRUE(routes);
    for (const trips::Route& route : routes->routes) {
      const auto legs = trips::legs_of(town.town.city(), route.parts, routes->stops);
      ASSERT_EQ(legs.size() + 1, stops.size());
      std::size_t parts = 0;
      for (const auto& leg : legs) parts += leg.size();
      EXPECT_EQ(parts, route.parts.size());
      for (std::size_t i = 0; i + 1 < legs.size(); ++i) {
        if (legs[i].empty()) continue;
        const trips::RoutePart& last = legs[i].back();
        const auto end = streets::place(town.town.network.segments[last.segment], town.town.frames, last.to_cm);
        EXPECT_EQ(end, routes->stops[i + 1].position);
      }
    }
  }
}

}  // namespace
}  // namespace contrechamp::scenario
