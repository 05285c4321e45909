// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/text.hpp>
#include <contrechamp/exposure/options.hpp>
#include <gtest/gtest.h>
#include <map>
#include <string>

namespace contrechamp::exposure {
namespace {

/// The documented limits, in hundredths of the unit, written down a second time.
struct Limits {
  std::string_view key;
  int least;
  int most;
};
constexpr Limits limits[] = {
    {"view.max_range_m", 100, 20000},    {"view.sweep_1_m", 100, 20000},
    {"view.sweep_2_m", 100, 20000},      {"view.sweep_3_m", 100, 20000},
    {"target.face_m", 0, 300},           {"target.plate_m", 0, 300},
    {"plate.width_deg", 100, 17900},     {"plate.range_m", 100, 20000},
    {"height.low_m", 100, 10000},        {"height.middle_m", 100, 10000},
    {"height.high_m", 100, 10000},       {"height.low_weight", 0, 100000},
    {"height.middle_weight", 0, 100000}, {"height.high_weight", 0, 100000},
    {"axis.step_deg", 50, 500},          {"axis.numeric_deg", 0, 9000},
    {"axis.cardinal_deg", 0, 9000},      {"axis.zero_deg", 0, 9000},
    {"place.facade_m", 0, 500},          {"place.stand_off_m", 1, 100},
    {"place.search_m", 0, 500},          {"read.min_wall_height_m", 0, 1000},
    {"read.level_height_m", 100, 1000},  {"read.vehicle_passage_m", 100, 2000},
    {"read.foot_passage_m", 100, 2000},  {"speed.width_deg", 100, 17900},
    {"speed.range_m", 100, 20000},       {"speech.low_m", 100, 200000},
    {"speech.middle_m", 100, 200000},    {"speech.high_m", 100, 200000},
    {"shot.low_m", 100, 200000},         {"shot.middle_m", 100, 200000},
    {"shot.high_m", 100, 200000},        {"sound.behind_walls", 0, 100},
    {"presence.low_m", 100, 20000},      {"presence.middle_m", 100, 20000},
    {"presence.high_m", 100, 20000},     {"presence.eye_m", 0, 1000},
    {"range.low_weight", 0, 100000},     {"range.middle_weight", 0, 100000},
    {"range.high_weight", 0, 100000},    {"building.height_m", 100, 10000},
    {"building.least_m", 0, 10000},      {"model.radius_m", 0, 20000},
    {"model.width_deg", 100, 36000},     {"model.walls", 0, 100},
};

std::string line(std::string_view key, int hundredths) { return std::string(key) + " = " + fixed(hundredths / 100.0, 2) + "\n"; }
bool is_weight(std::string_view key) { return key.ends_with("_weight"); }

std::map<std::string, std::string> values(const Options& options) {
  std::map<std::string, std::string> out;
  const std::string text = text_of(options, Comments::without);
  for (const std::string_view part : split(text, "\n")) {
    const auto equals = part.find('=');
    if (equals != std::string_view::npos) out[std::string(trimmed(part.substr(0, equals)))] = trimmed(part.substr(equals + 1));
  }
  return out;
}
/// The error of a text that must not be read: its code and its line are asserted.
std::string refused(const std::string& text, int line_number) {
  const auto read = options_from(text);
  EXPECT_FALSE(read) << text;
  if (read) return {};
  EXPECT_EQ(read.error().code, Errc::bad_config) << text;
  const std::string start = "line " + std::to_string(line_number) + ": ";
  EXPECT_EQ(read.error().detail.substr(0, start.size()), start) << text << "gave: " << read.error().detail;
  return read.error().detail;
}

TEST(Options, NothingSaidIsTheDefault) {
  for (const std::string_view text : {"", "\n\n", "# a remark\n", "   # another\r\n\r\n"}) {
    const auto read = options_from(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(text_of(*read, Comments::without), text_of(Options{}, Comments::without));
  }
}

TEST(Options, TextHoldsEveryKeyOnce) {
  const auto all = values(Options{});
  EXPECT_EQ(all.size(), std::size(limits));
  for (const Limits& l : limits) EXPECT_TRUE(all.contains(std::string(l.key))) << l.key;
  EXPECT_EQ(all.at("view.max_range_m"), "200");
  EXPECT_EQ(all.at("place.stand_off_m"), "0.2");
  EXPECT_EQ(all.at("target.face_m"), "1.6");
  EXPECT_EQ(all.at("height.middle_weight"), "500");
}

TEST(Options, RoundTripThroughText) {
  Options options;
  options.exposure.optics.max_range = Metres(123.45);
  options.exposure.sweep = {Metres(10), Metres(20.5), Metres(99.99), Metres(123.45)};
  options.exposure.optics.height_weights = {0, 999, 1};
  options.exposure.optics.numeric_spread = CentiDegrees(7);
  options.exposure.placement.stand_off = Metres(0.05);
  options.read.level_height = Metres(2.8);
  options.exposure.usual_building_height = Metres(7.5);
  options.exposure.least_building_height = Metres(3.25);
  options.exposure.optics.speech_ranges = {Metres(2), Metres(4.5), Metres(30)};
  options.exposure.optics.shot_ranges[2] = Metres(1999.99);
  options.exposure.optics.presence_ranges[1] = Metres(44);
  options.exposure.optics.presence_eye = Metres(1.65);
  options.exposure.optics.range_weights = {1, 998, 1};
  options.exposure.optics.behind_walls = 0.35;
  options.exposure.optics.speed_width = CentiDegrees(2234);
  options.exposure.optics.model = {Metres(55.5), CentiDegrees(9001), false};
  for (const Comments comments : {Comments::without, Comments::with}) {
    const std::string text = text_of(options, comments);
    const auto read = options_from(text);
    ASSERT_TRUE(read) << read.error().sentence();
    EXPECT_EQ(text_of(*read, comments), text);
    EXPECT_EQ(read->exposure.optics.max_range, Metres(123.45));
    EXPECT_EQ(read->exposure.sweep, options.exposure.sweep);
    EXPECT_EQ(read->exposure.optics.height_weights, options.exposure.optics.height_weights);
    EXPECT_EQ(read->exposure.optics.numeric_spread, CentiDegrees(7));
    EXPECT_EQ(read->exposure.placement.stand_off, Metres(0.05));
    EXPECT_EQ(read->read.level_height, Metres(2.8));
    EXPECT_EQ(read->exposure.usual_building_height, Metres(7.5));
    EXPECT_EQ(read->exposure.least_building_height, Metres(3.25));
    EXPECT_EQ(read->exposure.optics.speech_ranges, options.exposure.optics.speech_ranges);
    EXPECT_EQ(read->exposure.optics.shot_ranges, options.exposure.optics.shot_ranges);
    EXPECT_EQ(read->exposure.optics.presence_ranges, options.exposure.optics.presence_ranges);
    EXPECT_EQ(read->exposure.optics.range_weights, options.exposure.optics.range_weights);
    EXPECT_EQ(read->exposure.optics.behind_walls, 0.35);
    EXPECT_EQ(read->exposure.optics.model.radius, Metres(55.5));
    EXPECT_EQ(read->exposure.optics.model.width, CentiDegrees(9001));
    EXPECT_FALSE(read->exposure.optics.model.walls);
  }
}

TEST(Options, CommentsGiveTheDefaultOfEveryKey) {
  Options changed;
  changed.exposure.optics.plate_range = Metres(80);
  const std::string text = text_of(changed, Comments::with);
  EXPECT_NE(text.find("plate.range_m = 80  # depth to which a plate can be read; default 60\n"), std::string::npos) << text;
  std::size_t defaults = 0;
  for (auto at = text.find("default "); at != std::string::npos; at = text.find("default ", at + 1)) ++defaults;
  EXPECT_EQ(defaults, std::size(limits));
  const std::string french = text_of(changed, Comments::with, Lang::fr);
  EXPECT_NE(french.find("plate.range_m = 80  # profondeur jusqu’où une plaque se lit\u202F; par défaut 60\n"), std::string::npos);
  EXPECT_EQ(french.find("default"), std::string::npos) << "a reason without its French words";
  EXPECT_EQ(text_of(*options_from(french), Comments::without), text_of(changed, Comments::without));
}

TEST(Options, EveryKeyTakesItsLimitsAndNothingBeyond) {
  for (const Limits& l : limits) {
    for (const int end : {l.least, l.most}) {
      if (is_weight(l.key)) continue;  // one weight alone breaks the sum
      std::string text = line(l.key, end);
      if (l.key == "view.sweep_1_m") text += line("view.sweep_2_m", 20000) + line("view.sweep_3_m", 20000);
      if (l.key == "view.sweep_2_m") text += line("view.sweep_1_m", 100) + line("view.sweep_3_m", 20000);
      if (l.key == "view.sweep_3_m") text += line("view.sweep_1_m", 100) + line("view.sweep_2_m", 100);
      if (l.key == "building.least_m") text += line("building.height_m", 10000);
      const auto read = options_from(text);
      ASSERT_TRUE(read) << text << read.error().detail;
      const std::string kept = values(*read).at(std::string(l.key));
      EXPECT_EQ(std::stod(kept), end / 100.0) << l.key;
    }
    if (l.least > 0) refused(line(l.key, l.least - 1), 1);
    const std::string error = refused("# first\n" + line(l.key, l.most + 1), 2);
    EXPECT_NE(error.find(l.key), std::string::npos) << error;
  }
}

TEST(Options, TheLeastHeightIsNoMoreThanTheUsualOne) {
  EXPECT_TRUE(options_from("building.least_m = 6\n"));
  EXPECT_NE(refused("\nbuilding.least_m = 6.01\n", 2).find("must not exceed building.height_m"), std::string::npos);
  refused("building.least_m = 4\n\nbuilding.height_m = 3\n", 3);
}

TEST(Options, WeightsAreWholeAndAddUp) {
  EXPECT_TRUE(options_from("height.low_weight = 0\nheight.middle_weight = 1000\nheight.high_weight = 0\n"));
  refused("\nheight.low_weight = 301\n", 2);
  refused("height.low_weight = 300\n# more\nheight.high_weight = 300\nplate.range_m = 20\n", 3);
  EXPECT_NE(refused("height.low_weight = 300.5\n", 1).find("whole number"), std::string::npos);
}

TEST(Options, ARuleOfSeveralLinesNamesTheLastOfThem) {
  refused("range.low_weight = 301\nrange.low_weight = 300\n", 2);
  refused("\nrange.low_weight = 301\nheight.low_weight = 300\n", 2);
  refused("range.middle_weight = 301\nrange.high_weight = 300\nheight.low_m = 4\n", 2);
  EXPECT_TRUE(options_from("range.low_weight = 0\nrange.middle_weight = 1000\nrange.high_weight = 0\n"));
}

TEST(Options, AComparisonModelLiesWithinMaxRange) {
  const auto read = options_from("model.radius_m = 50\nmodel.width_deg = 90\nmodel.walls = 0\nview.max_range_m = 50\n");
  ASSERT_TRUE(read) << read.error().sentence();
  EXPECT_TRUE(read->exposure.optics.model.in_use());
  EXPECT_FALSE(options_from("")->exposure.optics.model.in_use());
  refused("view.max_range_m = 49\nmodel.radius_m = 50\n", 2);
  refused("model.walls = 0.5\n", 1);
}

TEST(Options, UnknownAndRepeatedKeys) {
  EXPECT_NE(refused("plate.range_m = 20\n\nplate.rang_m = 20\n", 3).find("plate.rang_m"), std::string::npos);
  EXPECT_NE(refused("plate.range_m = 20\nplate.range_m = 20\n", 2).find("twice"), std::string::npos);
  refused("= 3\n", 1);
  refused("PLATE.RANGE_M = 20\n", 1);
}

TEST(Options, BadNumbers) {
  for (const std::string_view bad : {"", ".", "-5", "+5", "5 m", "5,0", "1e1", "0x10", "5.001", "5..1", "5.1.1", "nan", "inf",
                                     "99999999999999999999", "5 = 5"}) {
    const std::string error = refused("plate.range_m = " + std::string(bad) + "\n", 1);
    EXPECT_NE(error.find("plate.range_m"), std::string::npos) << error;
  }
  refused("plate.range_m\n", 1);
}

TEST(Options, SpacesAndCommentsAroundValues) {
  const auto read = options_from("  plate.range_m=20.5   # nearer\r\n\tview.max_range_m =\t100\n");
  ASSERT_TRUE(read) << read.error().sentence();
  EXPECT_EQ(read->exposure.optics.plate_range, Metres(20.5));
  EXPECT_EQ(read->exposure.optics.max_range, Metres(100));
}

TEST(Options, SweepAscendsToMaxRange) {
  const auto cut = options_from("view.max_range_m = 40\n");
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->exposure.sweep, (std::array{Metres(30), Metres(40), Metres(40), Metres(40)}));
  refused("view.sweep_1_m = 60\n", 1);
  refused("view.sweep_3_m = 90\nview.sweep_2_m = 95\n# end\n", 2);
}

}  // namespace
}  // namespace contrechamp::exposure
