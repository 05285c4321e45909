// SPDX-License-Identifier: AGPL-3.0-or-later
// What one is told at a roundabout, in rings that can be looked at. North is up; one drives on the right but where a test says
// so.
#include <tests/scenario/stage.hpp>
#include <tests/scenario/told_turns.hpp>

namespace contrechamp::scenario {
namespace {

using scene::Mode;
using scene::Senses;

/// Four arms; the ring is travelled from a over b, c and d, against the clock.
constexpr std::string_view four_arms = R"(
      . . . . n . . . .
      . . . . . . . . .
      . . . . b . . . .
      w . c . . . a . e
      . . . . d . . . .
      . . . . . . . . .
      . . . . s . . . .)";

/// One drives round it in one sense, and walks as one likes.
void make_round(DrawnScene& scene, std::string_view round, Senses sense) {
  make_one_way(scene, round, sense);
  street(scene, round).use[static_cast<std::size_t>(Mode::foot)].senses = Senses::both;
  street(scene, round).roundabout = true;
}

DrawnScene ring(std::string_view picture, std::string_view round, std::vector<std::string_view> arms,
                Senses sense = Senses::forward) {
  arms.insert(arms.begin(), round);
  DrawnScene scene = stage({.picture = picture, .cell = Metres(10), .streets = std::move(arms)});
  make_round(scene, round, sense);
  return scene;
}
DrawnScene four(Senses sense = Senses::forward) { return ring(four_arms, "abcda", {"ea", "nb", "wc", "sd"}, sense); }
const std::vector<std::string> names{"", "E", "N", "W", "S"};

TEST(Roundabout, exits_are_counted_as_they_are_passed) {
  for (const Mode mode : {Mode::car, Mode::bike}) {
    Turns town(four(), names, mode);
    EXPECT_EQ(town.walk('s', 'e').told, (Told{"depart S", "roundabout right E exit 1", "leave slight right E", "arrive"}));
    EXPECT_EQ(town.walk('s', 'n').told, (Told{"depart S", "roundabout right N exit 2", "leave right N", "arrive"}));
    EXPECT_EQ(town.walk('s', 'w').told, (Told{"depart S", "roundabout right W exit 3", "leave slight right W", "arrive"}));
    EXPECT_EQ(town.walk('n', 'w').told, (Told{"depart N", "roundabout right W exit 1", "leave slight right W", "arrive"}));
  }
}

TEST(Roundabout, where_one_drives_on_the_left) {
  Turns town(four(Senses::backward), names, Mode::car);
  EXPECT_EQ(town.walk('s', 'w').told, (Told{"depart S", "roundabout left W exit 1", "leave slight left W", "arrive"}));
  EXPECT_EQ(town.walk('s', 'n').told, (Told{"depart S", "roundabout left N exit 2", "leave left N", "arrive"}));
  EXPECT_EQ(town.walk('s', 'e').told, (Told{"depart S", "roundabout left E exit 3", "leave slight left E", "arrive"}));
}

TEST(Roundabout, walkers_go_round_it_as_along_any_street) {
  Turns town(four(), names, Mode::foot);
  const Walked w = town.walk('s', 'n');
  EXPECT_TRUE(std::ranges::none_of(w.steps, [](const trips::Step& step) { return step.act == trips::Act::roundabout; }));
  const Walked west = town.walk('s', 'w');
  EXPECT_EQ(west.parts.size(), 3U) << "the short way round, against those who drive";
}

TEST(Roundabout, a_way_that_only_leads_in_is_no_exit) {
  DrawnScene scene = four();
  make_one_way(scene, "ea", Senses::forward);
  Turns town(std::move(scene), names, Mode::car);
  EXPECT_EQ(town.walk('s', 'n').told[1], "roundabout right N exit 1");
}

TEST(Roundabout, a_way_that_is_closed_to_the_mode_is_no_exit) {
  DrawnScene scene = four();
  street(scene, "ea").use[static_cast<std::size_t>(Mode::car)] = {scene::LeftOut::access_private, Senses::none, 0};
  const DrawnScene same = scene;
  EXPECT_EQ(Turns(std::move(scene), names, Mode::car).walk('s', 'n').told[1], "roundabout right N exit 1");
  EXPECT_EQ(Turns(same, names, Mode::bike).walk('s', 'n').told[1], "roundabout right N exit 2");
}

TEST(Roundabout, a_name_of_its_own_is_told) {
  Turns town(four(), {"Star", "E", "N", "W", "S"}, Mode::car);
  EXPECT_EQ(town.walk('s', 'n').told, (Told{"depart S", "roundabout right N exit 2 of Star", "leave right N", "arrive"}));
  Turns through(four(), {"N", "E", "N", "W", "N"}, Mode::car);
  EXPECT_EQ(through.walk('s', 'n').told, (Told{"depart N", "roundabout right N exit 2", "leave right N", "arrive"}))
      << "a street that goes through it";
}

TEST(Roundabout, of_which_only_parts_are_travelled) {
  Turns town(ring(R"(
      . . . . n . . . . .
      . . . . . . . . . .
      . . . . b . p . . .
      w . c . . . . a . e
      . . q . d . . . . .
      . . . . . . . . . .
      . . . . s . . . . .)",
                  "abcda", {"ea", "nb", "wc", "sd"}),
             names, Mode::car);
  EXPECT_EQ(town.walk('p', 'w').told, (Told{"depart", "leave slight right W", "arrive"})) << "nobody enters, nobody counts";
  const Walked w = town.walk('e', 'q');
  EXPECT_EQ(w.told[1], "roundabout straight") << "one stays on it";
  EXPECT_EQ(w.steps[1].exit, 0U);
  EXPECT_EQ(w.steps.size(), 3U);
}

// The ring is two ways, and each arm has one way in and another one out, as where islands part them.
TEST(Roundabout, with_ways_in_and_out_apart) {
  DrawnScene scene = stage({.picture = R"(
      . . . . n . . . .
      . . . . . . . . .
      . . . b . a . . .
      . . c . . . h . .
      w . . . . . . . e
      . . d . . . g . .
      . . . f . i . . .
      . . . . . . . . .
      . . . . s . . . .)",
                            .cell = Metres(10),
                            .streets = {"ighab", "bcdfi", "nb", "an", "wd", "cw", "si", "fs", "eh", "ge"}});
  for (const char* round : {"ighab", "bcdfi"}) make_round(scene, round, Senses::forward);
  for (const char* arm : {"nb", "an", "wd", "cw", "si", "fs", "eh", "ge"}) make_one_way(scene, arm, Senses::forward);
  Turns town(std::move(scene), {"", "", "N", "N", "W", "W", "S", "S", "E", "E"}, Mode::car);
  EXPECT_EQ(town.walk('s', 'e').told[1], "roundabout straight E exit 1");
  EXPECT_EQ(town.walk('s', 'n').told[1], "roundabout straight N exit 2");
  EXPECT_EQ(town.walk('s', 'w').told[1], "roundabout straight W exit 3");
  EXPECT_EQ(town.walk('n', 'e').told[1], "roundabout straight E exit 3");
}

TEST(Roundabout, of_two_exits_at_one_place_the_sharper_comes_first) {
  Turns town(ring(R"(
      . . . . n . . . e
      . . . . . . . . .
      . . . . b . . . .
      w . c . . . a . .
      . . . . d . . . .
      . . . . . . . . .
      . . . . s . . . f)",
                  "abcda", {"ea", "fa", "nb", "wc", "sd"}),
             {"", "E", "F", "N", "W", "S"}, Mode::car);
  EXPECT_EQ(town.walk('s', 'f').told[1], "roundabout right F exit 1");
  EXPECT_EQ(town.walk('s', 'e').told[1], "roundabout right E exit 2");
  EXPECT_EQ(town.walk('s', 'n').told[1], "roundabout right N exit 3");
  EXPECT_EQ(town.walk('e', 'n').told[1], "roundabout right N exit 1") << "none is counted where one enters";
}

TEST(Roundabout, one_after_the_other) {
  DrawnScene scene = stage({.picture = R"(
      . . . b . . . . . g . . .
      w . c . a . . . h . f . e
      . . . d . . . . . i . . .
      . . . . . . . . . . . . .
      . . . s . . . . . t . . .)",
                            .cell = Metres(10),
                            .streets = {"abcda", "fghif", "wc", "ah", "fe", "ds", "it"}});
  for (const char* round : {"abcda", "fghif"}) make_round(scene, round, Senses::forward);
  Turns town(std::move(scene), {"", "", "W", "M", "E", "S", "T"}, Mode::car);
  const Walked w = town.walk('w', 'e');
  ASSERT_EQ(w.told.size(), 6U);
  EXPECT_EQ(w.told[1].substr(w.told[1].size() - 8), "M exit 2");
  EXPECT_EQ(w.told[3].substr(w.told[3].size() - 8), "E exit 2");
}

}  // namespace
}  // namespace contrechamp::scenario
