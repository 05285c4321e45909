// SPDX-License-Identifier: AGPL-3.0-or-later
// What the program answers of good atlases: streams, languages, JSON, GeoJSON, CSV, and the same bytes every time.
#include <gtest/gtest.h>
#include <cmath>
#include <functional>
#include <map>
#include <tests/cli/program.hpp>

namespace contrechamp::cli_test {
namespace fs = std::filesystem;
namespace {

/// A device of the town that sees a street.
const std::string& seeing_device() {
  static const std::string found = [] {
    const Json map = parsed(program({"exposure", town_atlas().string()}));
    for (const Json& feature : map["features"]) {
      const Json& seen = feature["properties"]["in_view"];
      if (!seen.empty() && !seen.front()["devices"].empty()) return seen.front()["devices"][0].get<std::string>();
    }
    return std::string();
  }();
  EXPECT_NE(found, "");
  return found;
}

std::vector<Words> questions() {
  const std::string atlas = town_atlas().string();
  return {{"info", atlas},
          {"info", atlas, "--rejected"},
          {"report", atlas},
          {"explain", atlas, seeing_device()},
          {"coverage", atlas, seeing_device()},
          {"exposure", atlas}};
}

TEST(Streams, AnAnswerLeavesStderrEmptyAndEndsItsLine) {
  for (const Words& words : questions()) {
    SCOPED_TRACE(words[0]);
    const Outcome outcome = program(words);
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.err, "");
    ASSERT_FALSE(outcome.out.empty());
    EXPECT_EQ(outcome.out.back(), '\n');
  }
}

TEST(Streams, BuildTellsItsProgressOnStderrAndItsSummaryOnStdout) {
  const Path output = empty_folder("streams") / "city.atlas";
  const Outcome outcome = program({"build", town().string(), "-o", output.string()});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(complaints(outcome), Words{});
  EXPECT_NE(outcome.err, "");
  EXPECT_NE(outcome.out.find("195 kept"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("city.atlas"), std::string::npos);
  EXPECT_EQ(files_in(output.parent_path()), 1U);
}

/// A report of a street with these objects beside it.
Outcome report_of(const std::string& name, const std::string& objects) {
  const Path input =
      written(name + ".osm", R"(<osm version="0.6"><node id="1" lat="48.85" lon="2.35"/><node id="2" lat="48.851" lon="2.35"/>
<way id="9"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>)" +
                                 objects + "</osm>");
  const Path output = input.parent_path() / (name + ".atlas");
  EXPECT_EQ(program({"build", input.string(), "-o", output.string()}).code, 0);
  return program({"report", output.string(), "--lang", "en"});
}

TEST(Report, ALostCameraIsNeverNoCamera) {
  const std::string out = report_of("lost", R"(<node id="3" lat="48.85" lon="2.351"><tag k="man_made" v="surveillance"/>
<tag k="surveillance:type" v="alarm"/></node>)")
                              .out;
  EXPECT_NE(out.find("1 read, 0 kept; rejected"), std::string::npos) << out;
  EXPECT_NE(out.find("none could be kept"), std::string::npos) << out;
  EXPECT_EQ(out.find("No mapped device"), std::string::npos) << out;
}

TEST(Report, ASectionControlWithoutItsStretchHasNoShare) {
  const std::string device =
      R"(<node id="3" lat="48.85" lon="2.351"><tag k="highway" v="speed_camera"/><tag k="enforcement" v="average_speed"/></node>)";
  const std::string out = report_of("section", device).out;
  EXPECT_NE(out.find("no mapped camera outdoors"), std::string::npos) << out;
  EXPECT_NE(out.find("section controls of an unknown stretch"), std::string::npos) << out;
  EXPECT_EQ(out.find("%"), std::string::npos) << out;
  const std::string relation = R"(<relation id="5"><member type="node" ref="3" role="device"/>
<member type="node" ref="1" role="from"/><member type="node" ref="2" role="to"/><member type="way" ref="9" role="section"/>
<tag k="type" v="enforcement"/><tag k="enforcement" v="average_speed"/></relation>)";
  const std::string known = report_of("section-known", device + relation).out;
  EXPECT_EQ(known.find("unknown stretch"), std::string::npos) << known;
  EXPECT_NE(known.find("speed measured"), std::string::npos) << known;
  EXPECT_NE(known.find("100.0 · 100.0 · 100.0 %"), std::string::npos) << "all of its one street\n" << known;
}

TEST(Report, AComparisonModelIsSaidAtOnce) {
  const Path config = written("model.conf", "model.radius_m = 50\n");
  const Path output = config.parent_path() / "model.atlas";
  ASSERT_EQ(program({"build", town().string(), "-o", output.string(), "--config", config.string()}).code, 0);
  for (const std::string command : {"report", "explain"}) {
    Words line{command, output.string(), "--lang", "en"};
    if (command == "explain") line.insert(line.begin() + 2, seeing_device());
    const std::string out = program(line).out;
    const auto notice = out.find("COMPARISON MODEL: every camera sees a disc of 50 m, ended by walls");
    EXPECT_LT(notice, 300U) << out;
    EXPECT_NE(out.find("not Contrechamp's figures"), std::string::npos) << out;
  }
  const Json report = parsed(program({"report", output.string(), "--json"}));
  EXPECT_EQ(report["comparison_model"]["radius_m"], 50);
  EXPECT_EQ(report["model"]["ladders"].size(), 1U);
  for (const Json& share : report["in_view"]) {
    EXPECT_EQ(share["ladder"], "model");
    EXPECT_NEAR(share["all"]["certain_m"].get<double>(), share["all"]["possible_m"].get<double>(),
                0.01 * share["all"]["possible_m"].get<double>());
  }
  const Json exposure = parsed(program({"exposure", output.string()}));
  EXPECT_EQ(exposure["ladder"], "model") << "the ladder that this atlas leads with";
}

TEST(Report, WithoutAnyDeviceNobodyMayHaveLooked) {
  const std::string out = report_of("empty", "").out;
  EXPECT_NE(out.find("Nobody may have looked"), std::string::npos) << out;
  EXPECT_EQ(out.find("%"), std::string::npos) << out;
}

TEST(Streams, TheSameQuestionHasTheSameAnswer) {
  for (const Words& words : questions()) EXPECT_EQ(program(words).out, program(words).out) << words[0];
}

TEST(Language, PeopleReadTheirOwn) {
  const std::vector<std::pair<std::string, std::pair<std::string, std::string>>> marks{
      {"info", {"buildings", "bâtiments"}},
      {"report", {"devices known here", "dispositifs connus ici"}},
      {"explain", {"WHERE IT HANGS", "OÙ IL EST"}}};
  for (const auto& [command, words] : marks) {
    SCOPED_TRACE(command);
    Words line{command, town_atlas().string()};
    if (command == "explain") line.push_back(seeing_device());
    Words asked = line;
    asked.insert(asked.end(), {"--lang", "fr"});
    const std::string english = program(line).out;
    const std::string french = program(line, {.lang = "fr_FR.UTF-8"}).out;
    EXPECT_EQ(french, program(asked).out);
    EXPECT_NE(english.find(words.first), std::string::npos) << english.substr(0, 500);
    EXPECT_NE(french.find(words.second), std::string::npos) << french.substr(0, 500);
    EXPECT_EQ(french.find(words.first), std::string::npos);
    asked.back() = "en";
    EXPECT_EQ(program(asked, {.lang = "fr_FR.UTF-8"}).out, english);
  }
}

TEST(Language, ProgramsReadTheSameInEvery) {
  const Words line{"report", town_atlas().string(), "--json"};
  EXPECT_EQ(program(line).out, program(line, {.lang = "fr_FR.UTF-8"}).out);
}

/// Calls `visit` with every object of a document.
void each_object(const Json& json, const std::function<void(const Json&)>& visit) {
  if (json.is_object()) visit(json);
  if (!json.is_structured()) return;
  for (const Json& value : json) each_object(value, visit);
}

/// certain <= expected <= possible in every figure; how many there were. Decimals are rounded each by itself.
std::size_t ordered_figures(const Json& json) {
  constexpr double rounding = 0.0051;
  std::size_t figures = 0;
  each_object(json, [&](const Json& object) {
    if (!object.contains("certain_m")) return;
    EXPECT_LE(object["certain_m"].get<double>(), object["possible_m"].get<double>() + rounding) << object;
    if (!object.contains("expected_m")) return;
    ++figures;
    EXPECT_LE(object["certain_m"].get<double>(), object["expected_m"].get<double>() + rounding) << object;
    EXPECT_LE(object["expected_m"].get<double>(), object["possible_m"].get<double>() + rounding) << object;
    EXPECT_GE(object["certain_m"].get<double>(), 0) << object;
  });
  return figures;
}

TEST(Figures, CertainExpectedAndPossibleAreInOrder) {
  const std::string atlas = town_atlas().string();
  EXPECT_GT(ordered_figures(parsed(program({"report", atlas, "--json"}))), 100U);
  EXPECT_GT(ordered_figures(parsed(program({"exposure", atlas}))), 100U);
  EXPECT_GT(ordered_figures(parsed(program({"explain", atlas, seeing_device(), "--json"}))), 0U);
}

TEST(Figures, NoShareIsAboveItsWhole) {
  const Json report = parsed(program({"report", town_atlas().string(), "--json"}));
  std::size_t shares = 0;
  for (const Json& share : report["in_view"]) {
    const Json& mode = report["modes"][share["mode"].get<std::string>()];
    EXPECT_LE(share["all"]["possible_m"].get<double>(), mode["street_m"].get<double>());
    EXPECT_LE(share["surveyed"]["possible_m"].get<double>(), mode["surveyed_m"].get<double>());
    EXPECT_LE(mode["surveyed_m"].get<double>(), mode["street_m"].get<double>());
    ++shares;
  }
  EXPECT_GT(shares, 100U);
}

TEST(Figures, WhatWasReadWasKeptOrRejected) {
  const Json info = parsed(program({"info", town_atlas().string(), "--json"}));
  for (const std::string tally : {"surveillance_objects", "device_objects"}) {
    std::int64_t sum = info[tally]["kept"].get<std::int64_t>();
    for (const Json& n : info[tally]["rejected"]) sum += n.get<std::int64_t>();
    EXPECT_EQ(info[tally]["read"].get<std::int64_t>(), sum) << info[tally];
  }
  EXPECT_EQ(info["device_objects"]["kept"], info["devices"]);
}

TEST(Figures, ABandIsNeverInViewWhereAWiderOneIsNot) {
  const Json report = parsed(program({"report", town_atlas().string(), "--json"}));
  std::map<std::string, double> last;  // possible metres of the band before, by mode, ladder and range
  std::size_t compared = 0;
  for (const Json& share : report["in_view"]) {
    const std::string key = share["mode"].dump() + share["ladder"].dump() + share["range_m"].dump();
    const double possible = share["all"]["possible_m"].get<double>();
    if (const auto wider = last.find(key); wider != last.end()) {
      EXPECT_LE(possible, wider->second) << share;
      ++compared;
    }
    last[key] = possible;
  }
  EXPECT_GT(compared, 50U);
}

void expect_on_earth(const Json& position) {
  ASSERT_EQ(position.size(), 2U);
  EXPECT_LE(std::abs(position[0].get<double>()), 180);
  EXPECT_LE(std::abs(position[1].get<double>()), 90);
}

TEST(GeoJson, RingsOfCoverageAreClosedAndOnEarth) {
  std::size_t rings = 0;
  for (const std::string answer : {"possible", "likely", "certain"}) {
    const Json map = parsed(program({"coverage", hamlet_atlas().string(), "--band", "observe", "--answer", answer}));
    EXPECT_EQ(map["type"], "FeatureCollection");
    for (const Json& feature : map["features"]) {
      EXPECT_EQ(feature["type"], "Feature");
      EXPECT_EQ(feature["properties"]["band"], "observe");
      EXPECT_EQ(feature["properties"]["answer"], answer);
      ASSERT_EQ(feature["geometry"]["type"], "MultiPolygon");
      for (const Json& polygon : feature["geometry"]["coordinates"]) {
        for (const Json& ring : polygon) {
          ASSERT_GE(ring.size(), 4U);
          EXPECT_EQ(ring.front(), ring.back());
          for (const Json& position : ring) expect_on_earth(position);
          ++rings;
        }
      }
    }
  }
  EXPECT_GT(rings, 20U);
}

TEST(GeoJson, IntervalsOfExposureLieOnTheirSegments) {
  const Json map = parsed(program({"exposure", town_atlas().string(), "--band", "monitor"}));
  std::size_t intervals = 0;
  for (const Json& feature : map["features"]) {
    ASSERT_EQ(feature["geometry"]["type"], "LineString");
    ASSERT_GE(feature["geometry"]["coordinates"].size(), 2U);
    for (const Json& position : feature["geometry"]["coordinates"]) expect_on_earth(position);
    for (const Json& band : feature["properties"]["in_view"]) {
      std::int64_t end = 0;
      for (const Json& part : band["intervals"]) {
        EXPECT_LE(end, part["from_cm"].get<std::int64_t>());
        EXPECT_LT(part["from_cm"].get<std::int64_t>(), part["to_cm"].get<std::int64_t>());
        end = part["to_cm"].get<std::int64_t>();
        ++intervals;
      }
      EXPECT_LE(end, feature["properties"]["length_cm"].get<std::int64_t>());
      EXPECT_FALSE(band["devices"].empty());
    }
  }
  EXPECT_GT(intervals, 100U);
}

/// Fields of one row; quotes as in RFC 4180.
Words fields(std::string_view row) {
  Words found(1);
  bool quoted = false;
  for (const char c : row) {
    if (c == '"') quoted = !quoted;
    if (c == ',' && !quoted) {
      found.emplace_back();
    } else {
      found.back() += c;
    }
  }
  return found;
}

TEST(Csv, EveryRowHasTheFieldsOfTheHeader) {
  const Path folder = empty_folder("csv");
  const Path atlas = folder / "c.atlas";
  fs::copy_file(written("crossroads.osm", crossroads()), folder / "c.osm");
  ASSERT_EQ(program({"build", (folder / "c.osm").string(), "-o", atlas.string()}).code, 0);
  const std::string by_hand = program({"exposure", atlas.string(), "--csv"}).out;
  EXPECT_NE(by_hand.find("\"Rue \"\"A, B\"\"\""), std::string::npos) << by_hand;

  for (const std::string& text : {by_hand, program({"exposure", town_atlas().string(), "--csv"}).out}) {
    const Words rows = split(text, '\n');
    ASSERT_GE(rows.size(), 2U);
    for (const std::string& row : rows) {
      EXPECT_TRUE(row.ends_with("\r")) << row;
      EXPECT_EQ(fields(row).size(), fields(rows[0]).size()) << row;
    }
  }
}

TEST(Bytes, OneThreadAndTwoMakeTheSameAtlas) {
  const Path folder = empty_folder("threads");
  for (const std::string threads : {"1", "2"}) {
    ASSERT_EQ(program({"build", town().string(), "-o", (folder / threads).string(), "--threads", threads}).code, 0);
  }
  EXPECT_EQ(content(folder / "1"), content(folder / "2"));
  EXPECT_EQ(content(folder / "1"), content(town_atlas()));
}

TEST(Bytes, TheOrderOfInputsChangesNothing) {
  const Path folder = empty_folder("order");
  const std::string hand = written("hand.osm", crossroads()).string();
  const std::string a = (folder / "a").string();
  const std::string b = (folder / "b").string();
  ASSERT_EQ(program({"build", town().string(), hand, "-o", a}).code, 0);
  ASSERT_EQ(program({"build", hand, town().string(), "-o", b}).code, 0);
  EXPECT_EQ(content(a), content(b));
  EXPECT_NE(content(a), content(town_atlas()));
}

TEST(Bytes, ConfigShowCanBeReadAgain) {
  const std::string shown = program({"config", "show"}).out;
  ASSERT_NE(shown, "");
  const Outcome again = program({"config", "show", "--config", written("shown.conf", shown).string()});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(again.out, shown);
}

}  // namespace
}  // namespace contrechamp::cli_test
