// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/trips/fastest.hpp>
#include <contrechamp/trips/turns.hpp>
#include <tests/scenario/route_town.hpp>

/// What one is told on a way through a drawn town, in short words.
namespace contrechamp::scenario {

using trips::Act;
using trips::Step;
using trips::Towards;

/// "turn right b", "roundabout right b exit 2 of R": an act, a direction, and the name of the street that follows; at a
/// roundabout the exit, and its name.
inline std::string word(Act act) {
  constexpr std::array<const char*, 9> words{"depart",      "arrive", "turn",       "new name", "stay",
                                             "end of road", "fork",   "roundabout", "leave"};
  return words[static_cast<std::size_t>(act)];
}
inline std::string word(Towards towards) {
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
      if (step.exit > 0) line += " exit " + std::to_string(step.exit);
      if (step.ring) line += " of " + drawn_.town.snapshot.streets[*step.ring].street_name;
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

}  // namespace contrechamp::scenario
