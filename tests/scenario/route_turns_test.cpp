// SPDX-License-Identifier: AGPL-3.0-or-later
// Where one is told to turn, in streets that can be looked at. North is up; every street bears the letters of its ends, but those
// that a test calls nameless.
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/trips/fastest.hpp>
#include <contrechamp/trips/leg_line.hpp>
#include <contrechamp/trips/turns.hpp>
#include <tests/scenario/route_town.hpp>
#include <tests/scenario/stage.hpp>

namespace contrechamp::scenario {
namespace {

using trips::Act;
using trips::Step;
using trips::Towards;

/// "turn right b" an act, a direction, and the name of the street that follows.
std::string word(Act act) {
  constexpr std::array<const char*, 7> words{"depart", "arrive", "turn", "new name", "stay", "end of road", "fork"};
  return words[static_cast<std::size_t>(act)];
}
std::string word(Towards towards) {
  constexpr std::array<const char*, 9> words{"",         "back",        "sharp right", "right",     "slight right",
                                             "straight", "slight left", "left",        "sharp left"};
  return words[static_cast<std::size_t>(towards)];
}

struct Walked {
  std::vector<trips::RoutePart> parts;
  std::vector<Step> steps;
  std::vector<std::string> told;
};

/// Everything that steps are made from.
class Turns {
 public:
  /// `names`: of the drawing's streets, in its order.
  Turns(DrawnScene scene, const std::vector<std::string>& names, scene::Mode mode = scene::Mode::foot)
      : drawn_(named(std::move(scene), names), mode),
        fastest_(*trips::Fastest::made(city_, drawn_.town.mode_roads())),
        junctions_(drawn_.town.roads, fastest_->ends()) {}

  Walked walk(char from, char to) {
    const auto spot = [&](char place) { return *fastest_->nearest(drawn_.places.at(place), Metres{50}); };
    Walked walked;
    walked.parts = *fastest_->way(spot(from), spot(to));
    walked.steps = trips::steps(city_, junctions_, walked.parts, drawn_.places.at(to));
    for (const Step& step : walked.steps) {
      std::string line = word(step.act);
      if (step.towards != Towards::none) line += " " + word(step.towards);
      const std::string& name = drawn_.town.snapshot.streets[step.street].street_name;
      if (step.act != Act::arrive && !name.empty()) line += " " + name;
      walked.told.push_back(line);
    }
    check(walked);
    return walked;
  }

 private:
  static DrawnScene named(DrawnScene scene, const std::vector<std::string>& names) {
    EXPECT_EQ(scene.snapshot.streets.size(), names.size());
    for (std::size_t i = 0; i < names.size(); ++i) scene.snapshot.streets[i].street_name = names[i];
    return scene;
  }

  /// Laws of every list of steps.
  static void check(const Walked& w) {
    ASSERT_GE(w.steps.size(), 2U);
    EXPECT_EQ(w.steps.front().act, Act::depart);
    EXPECT_EQ(w.steps.back().act, Act::arrive);
    std::size_t next = 0;
    std::size_t crossings = 0;
    for (const Step& step : w.steps) {
      EXPECT_EQ(step.first_part, next) << "steps adjoin";
      next = step.end_part;
      ASSERT_FALSE(step.crossings.empty());
      EXPECT_EQ(step.crossings.front().at, step.at);
      for (const trips::Crossing& c : step.crossings) {
        ++crossings;
        EXPECT_TRUE(std::ranges::is_sorted(c.bearings));
        EXPECT_EQ(c.bearings.size(), c.entry.size());
        if (c.out) {
          EXPECT_TRUE(c.entry[*c.out]) << "one goes where one may";
        }
        if (c.in) {
          EXPECT_LT(*c.in, c.bearings.size());
        }
      }
    }
    EXPECT_EQ(next, w.parts.size());
    EXPECT_EQ(crossings, w.parts.size() + 1) << "each junction once, and both ends";
  }

  DrawnTown drawn_;
  trips::City city_{drawn_.town.city()};
  std::unique_ptr<trips::Fastest> fastest_;
  trips::Junctions junctions_;
};

using Told = std::vector<std::string>;

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
