// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables of commutes, and how far one gets unseen, as people and programs get them.
#include <gtest/gtest.h>
#include <cmath>
#include <contrechamp/core/random.hpp>
#include <cstdio>
#include <fstream>
#include <map>
#include <tests/cli/keys.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::cli_test {
namespace {

/// "lat,lon".
std::string typed(double lat, double lon) {
  char text[64];
  std::snprintf(text, sizeof text, "%.7f,%.7f", lat, lon);
  return text;
}

struct Place {
  double lat = 0;
  double lon = 0;
};
/// A place of the town.
Place any_place(Random& random) {
  static const Json box = parsed(program({"info", town_atlas().string(), "--json"}))["bounds"];
  const auto between = [&](std::size_t low, std::size_t high) {
    const double share = 0.1 + 0.8 * static_cast<double>(random.below(1000)) / 1000;
    return box[low].get<double>() + share * (box[high].get<double>() - box[low].get<double>());
  };
  const double lat = between(1, 3);
  return {lat, between(0, 2)};
}
std::string place(Random& random) {
  const Place at = any_place(random);
  return typed(at.lat, at.lon);
}
/// Two places: anywhere, or in the same street or so.
std::string two_places(Random& random, bool near) {
  const Place from = any_place(random);
  return typed(from.lat, from.lon) + "," + (near ? typed(from.lat + 0.0002, from.lon + 0.0001) : place(random));
}

/// A header, so many pairs, and two lines that cannot be read.
std::string table_of(int pairs, std::uint64_t seed) {
  Random random(seed);
  std::string text = "id,from_lat,from_lon,to_lat,to_lon\n";
  for (int i = 0; i < pairs; ++i) {
    if (i == 3) text += "no number,north,2,48,2\n";
    if (i == 5) text += "too short,48.1\n";
    text += "\"pair " + std::to_string(i) + "\"," + two_places(random, i % 2 == 1) + "\n";
  }
  return text;
}

Outcome commute(const Path& pairs, const Path& output, const Words& more = {}) {
  Words words{"commute", town_atlas().string(), pairs.string(), "-o", output.string()};
  words.insert(words.end(), more.begin(), more.end());
  return program(words);
}

std::vector<Json> lines_of(const Path& file) {
  std::vector<Json> rows;
  for (const std::string& line : split(content(file), '\n')) {
    if (!line.empty()) rows.push_back(Json::parse(line));
  }
  return rows;
}

/// Rows of forty pairs, with all that can be asked about them.
const std::vector<Json>& rows() {
  static const std::vector<Json> made = [] {
    const Path output = empty_folder("rows") / "rows.jsonl";
    const Outcome outcome =
        commute(written("pairs.csv", table_of(40, testing::seed())), output, {"--band", "identify", "--json", "--verified"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return lines_of(output);
  }();
  return made;
}

TEST(Commute, RowsAreInTheOrderOfTheTableAndBadLinesAreToldWhy) {
  ASSERT_EQ(rows().size(), 42U);
  std::map<std::string, int> unseen;
  for (std::size_t i = 0; i < rows().size(); ++i) {
    const Json& row = rows()[i];
    EXPECT_EQ(row["line"], i + 2);
    if (row["error"].is_null()) ++unseen[row["unseen"]];
  }
  EXPECT_EQ(rows()[3]["error"], "from_lat or from_lon is no number of degrees with a decimal point");
  EXPECT_EQ(rows()[6]["error"], "there are too few fields");
  EXPECT_GT(unseen["yes"], 0);
  EXPECT_GT(unseen["yes"] + unseen["moved"] + unseen["no"], 30);
}

std::string typed(const Json& position) { return typed(position[1].get<double>(), position[0].get<double>()); }

TEST(Commute, SaysWhatRouteAndProveSay) {
  int told = 0;
  for (const Json& row : rows()) {
    if (!row["error"].is_null() || ++told > 6) continue;
    const Words ends{
        town_atlas().string(), "--from=" + typed(row["from"]), "--to=" + typed(row["to"]), "--band", "identify", "--json"};
    const auto ask = [&](const std::string& command) {
      Words words{command};
      words.insert(words.end(), ends.begin(), ends.end());
      return parsed(program(words));
    };
    const Json routes = ask("route")["routes"];
    EXPECT_NEAR(row["fastest"]["minutes"].get<double>(), routes.front()["seconds"].get<double>() / 60, 0.01);
    EXPECT_LE(row["least_seen"]["possible_m"].get<double>(), routes.back()["possible_m"].get<double>() + 3) << "tenths add up";
    const Json proof = ask("prove");
    EXPECT_EQ(row["start"]["in_view"], !proof["from"]["in_view"].is_null());
    EXPECT_EQ(row["unseen"] == "no", proof["claim"] != "unseen_way");
    EXPECT_TRUE(row["fastest"]["measured_again"]["agrees"].get<bool>());
  }
  EXPECT_GT(told, 6);
}

TEST(Commute, AStoppedRunGoesOnAndARowThatWasCutIsMended) {
  const Path pairs = written("resumed.csv", table_of(150, testing::seed()));
  const Path whole = empty_folder("whole") / "rows.csv";
  const Outcome first = commute(pairs, whole, {"--threads", "1"});
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_NE(first.out.find("152 rows"), std::string::npos) << first.out;
  const std::string expected = content(whole);
  Random random(testing::seed());
  for (int i = 0; i < 6; ++i) {
    const std::size_t kept = i == 0 ? 0 : random.below(expected.size());
    const Path part = written("part.csv", std::string_view(expected).substr(0, kept));
    EXPECT_EQ(commute(pairs, part, {"--threads", "2"}).code, 0);
    EXPECT_EQ(content(part), expected) << "cut at " << kept;
  }
  const Outcome again = commute(pairs, whole);
  EXPECT_NE(again.out.find("152  rows were there already"), std::string::npos) << again.out;
  EXPECT_EQ(content(whole), expected);
}

TEST(Commute, RowsOfAnythingElseAreRefusedAndLeftAsTheyAre) {
  const Path pairs = written("few.csv", table_of(6, testing::seed()));
  const Path output = empty_folder("refused") / "rows.csv";
  ASSERT_EQ(commute(pairs, output).code, 0);
  const std::string before = content(output);
  const auto refused = [&](const Outcome& outcome, const std::string& about) { expect_refusal(outcome, 2, about); };
  refused(commute(pairs, output, {"--mode", "car"}), "answers another question");
  refused(commute(pairs, output, {"--json"}), "another question");
  refused(commute(written("other.csv", table_of(6, testing::seed() + 1)), output), "of another pair");
  refused(program({"commute", hamlet_atlas().string(), pairs.string(), "-o", output.string()}), "another atlas");
  EXPECT_EQ(content(output), before);
  const Path foreign = written("foreign.txt", "a letter without a line break");
  refused(commute(pairs, foreign), "no file of commutes");
  refused(commute(pairs, foreign, {"--json"}), "something else");
  EXPECT_EQ(content(foreign), "a letter without a line break");
  expect_refusal(commute("/no/such.csv", output), 5, "/no/such.csv");
  expect_refusal(commute(written("none.csv", "\n\n"), output), 3, "asks for no pair");
  refused(commute(written("names.csv", "id,from_lat\n"), output), "names no column from_lon");
  expect_refusal(commute(pairs, "/dev/full"), 5, "/dev/full");
}

TEST(Commute, SpeaksFrench) {
  const Path output = empty_folder("french") / "rows.csv";
  const Outcome outcome = commute(written("french.csv", "48,2,48\n"), output, {"--lang", "fr"});
  expect_refusal(outcome, 2, "la première ligne");
  const Outcome rows = commute(written("french.csv", "48,2,48,2\nnord,2,48,2\n"), output, {"--lang", "fr"});
  EXPECT_NE(rows.out.find("sans réponse"), std::string::npos) << rows.out;
  EXPECT_NE(content(output).find("n’est pas un nombre de degrés"), std::string::npos);
  EXPECT_NE(content(output).find("aucune rue à proximité"), std::string::npos) << "and whose end it is, in the same cell";
}

TEST(Commute, JsonDocumentsCommute) {
  std::vector<Json> all = rows();
  const Path output = empty_folder("stored") / "rows.jsonl";
  ASSERT_EQ(commute(written("stored.csv", table_of(40, testing::seed())), output, {"--band", "identify", "--json"}).code, 0);
  for (const Json& row : lines_of(output)) all.push_back(row);
  expect_documented("commute", all);
}

TEST(Commute, JsonDocumentsTheColumnsOfCsv) {
  const Path output = empty_folder("columns") / "rows.csv";
  ASSERT_EQ(commute(written("columns.csv", table_of(8, testing::seed())), output).code, 0);
  const Words lines = split(content(output), '\n');
  const std::string head = lines.front().substr(0, lines.front().find('\r'));
  std::set<std::string> columns;
  for (std::string column : split(head, ',')) {
    for (const std::string route : {"fastest", "least_seen"}) {
      if (column.starts_with(route)) column = "ROUTE" + column.substr(route.size());
    }
    columns.insert(column);
  }
  EXPECT_EQ(columns, first_columns("docs/json.md").find("commute --csv")->second);
  for (const std::string& line : lines) {
    std::size_t fields = 1;
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      fields += c == ',' && !quoted ? 1 : 0;
    }
    EXPECT_TRUE(line.empty() || fields == split(head, ',').size()) << line;
  }
}

Outcome reached(const std::string& from, const std::string& minutes, const Words& more = {}) {
  Words words{"reach", town_atlas().string(), "--from=" + from, "--minutes", minutes};
  words.insert(words.end(), more.begin(), more.end());
  return program(words);
}

double metres(const Json& stretches) {
  double sum = 0;
  for (const Json& s : stretches) sum += (s["to_cm"].get<double>() - s["from_cm"].get<double>()) / 100;
  return sum;
}

TEST(Reach, GrowsWithTimeAndIsDocumented) {
  Random random(testing::seed());
  std::vector<Json> answers, maps;
  int in_view = 0;
  for (int i = 0; i < 12; ++i) {
    const std::string from = place(random);
    double before = 0;
    for (const std::string minutes : {"2", "7.5"}) {
      const Json answer = parsed(reached(from, minutes, {"--json"}));
      EXPECT_NEAR(metres(answer["unseen"]), answer["unseen_m"].get<double>(), 0.01);
      EXPECT_NEAR(metres(answer["reached"]), answer["reached_m"].get<double>(), 0.01);
      EXPECT_LE(answer["unseen_m"].get<double>(), answer["reached_m"].get<double>());
      EXPECT_GE(answer["unseen_m"].get<double>(), before);
      before = answer["unseen_m"].get<double>();
      in_view += answer["start"]["in_view"].get<bool>() ? 1 : 0;
      answers.push_back(answer);
    }
    maps.push_back(parsed(reached(from, "7.5", {"--geojson"})));
    double length = 0;
    for (const Json& feature : maps.back()["features"]) length += feature["properties"].value("length_m", 0.0);
    EXPECT_NEAR(length, answers.back()["reached_m"].get<double>(), 0.02);
  }
  EXPECT_GT(in_view, 0);
  expect_documented("reach", answers);
  expect_documented("reach --geojson", maps);
}

TEST(Reach, PeopleReadItInBothLanguages) {
  Random random(testing::seed());
  const std::string from = place(random);
  const Outcome english = reached(from, "10");
  EXPECT_NE(english.out.find("unseen all the way there"), std::string::npos) << english.out << english.err;
  EXPECT_NE(english.out.find("as of 2026-01-01"), std::string::npos) << english.out;
  const Outcome french = reached(from, "10", {"--lang", "fr"});
  EXPECT_NE(french.out.find("sans être vu"), std::string::npos) << french.out;
  for (const std::string minutes : {"0", "-1", "soon", "1441"}) expect_refusal(reached(from, minutes), 2, "minutes");
  expect_refusal(reached("1,2", "5"), 3, "start");
  expect_refusal(reached(from, "5", {"--json", "--geojson"}), 2, "not both");
}

TEST(Report, TellsTheShareOfTripsThatCannotGoUnseenWithItsInterval) {
  const Json trips = parsed(program({"report", town_atlas().string(), "--json"}))["random_trips"];
  ASSERT_EQ(trips["modes"].size(), 3U);
  for (const Json& mode : trips["modes"]) {
    EXPECT_EQ(mode["trips"], 1000);
    const double share = mode["cannot_go_unseen"].get<double>() / 1000;
    EXPECT_NEAR(mode["share"].get<double>(), share, 1e-4);
    EXPECT_LE(mode["low"].get<double>(), share);
    EXPECT_GE(mode["high"].get<double>(), share);
    EXPECT_LT(mode["high"].get<double>() - mode["low"].get<double>(), 0.064);
    EXPECT_LE(mode["end_in_view"], mode["cannot_go_unseen"]);
  }
  EXPECT_NE(program({"report", town_atlas().string()}).out.find("TRIPS THAT CANNOT GO UNSEEN"), std::string::npos);
  EXPECT_NE(program({"report", town_atlas().string(), "--lang", "fr"}).out.find("TRAJETS QUI NE PEUVENT"), std::string::npos);
}

}  // namespace
}  // namespace contrechamp::cli_test
