// SPDX-License-Identifier: AGPL-3.0-or-later
// What the program says of tracks: the same metres as its streets, and as its drawings where they are walked step by step.
#include <gtest/gtest.h>
#include <cmath>
#include <map>
#include <random>
#include <tests/cli/keys.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::cli_test {
namespace {

using Place = std::pair<double, double>;  // longitude, latitude

std::string degrees(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.7f", value);
  return text;
}

/// One track; a fix every `step_s`, or no times at all.
std::string gpx(const std::vector<std::vector<Place>>& segments, int step_s = 0) {
  std::string text = "<gpx version=\"1.1\"><trk><name>walk</name>";
  int s = 0;
  for (const auto& segment : segments) {
    text += "<trkseg>";
    for (const auto& [lon, lat] : segment) {
      text += "<trkpt lat=\"" + degrees(lat) + "\" lon=\"" + degrees(lon) + "\">";
      char time[64];
      std::snprintf(time, sizeof time, "<time>2024-05-01T%02d:%02d:%02dZ</time>", s / 3600, s / 60 % 60, s % 60);
      text += (step_s > 0 ? std::string(time) : "") + "</trkpt>";
      s += step_s;
    }
    text += "</trkseg>";
  }
  return text + "</trk></gpx>";
}

Words asked(const Path& atlas, const std::string& file, const Words& more) {
  Words words{"trace", atlas.string(), file};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Json traced(const Path& atlas, const std::string& text, Words more = {}) {
  more.push_back("--json");
  return parsed(program(asked(atlas, written("track", text).string(), more)));
}

std::vector<Place> places(const Json& coordinates) {
  std::vector<Place> found;
  for (const Json& p : coordinates) found.emplace_back(p[0].get<double>(), p[1].get<double>());
  return found;
}

const Json& at_band(const Json& answer, const std::string& band) {
  for (const Json& row : answer["in_view"]) {
    if (row["band"] == band) return row;
  }
  ADD_FAILURE() << "no band " << band;
  return answer;
}

/// A walk through the middle of the town, in seven lines.
std::vector<Place> through(const Path& atlas) {
  const Json box = parsed(program({"info", atlas.string(), "--json"}))["bounds"];
  std::mt19937_64 random(testing::seed());
  std::uniform_real_distribution<double> part(0.2, 0.8);
  std::vector<Place> walk;
  for (int i = 0; i < 8; ++i) {
    const double x = part(random);
    walk.emplace_back(box[0].get<double>() + x * (box[2].get<double>() - box[0].get<double>()),
                      box[1].get<double>() + part(random) * (box[3].get<double>() - box[1].get<double>()));
  }
  return walk;
}

TEST(Trace, AlongAStreetHasTheStreetsMetres) {
  const Json map = parsed(program({"exposure", town_atlas().string(), "--band", "observe"}));
  int compared = 0;
  for (const Json& feature : map["features"]) {
    const Json& street = feature["properties"];
    if (!street["foot"].get<bool>() || !street["in_view"].contains("observe") || street["length_cm"] > 15'000) continue;
    if (++compared > 12) break;
    const Json answer = traced(town_atlas(), gpx({places(feature["geometry"]["coordinates"])}), {"--band", "observe"});
    EXPECT_NEAR(answer["length_m"].get<double>() * 100, street["length_cm"].get<double>(), 1);
    for (const std::string key : {"certain_m", "expected_m", "possible_m"}) {
      EXPECT_NEAR(at_band(answer, "observe")[key].get<double>(), street["in_view"]["observe"][key].get<double>(), 0.05)
          << street["way"] << " " << key;
    }
    EXPECT_EQ(answer["met"].size(), street["in_view"]["observe"]["devices"].size());
  }
  EXPECT_GT(compared, 8);
}

/// Even–odd over all rings.
bool inside(const Json& polygons, Place p) {
  bool in = false;
  for (const Json& polygon : polygons) {
    for (const Json& ring : polygon) {
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double ax = ring[i][0].get<double>(), ay = ring[i][1].get<double>();
        const double bx = ring[i + 1][0].get<double>(), by = ring[i + 1][1].get<double>();
        if ((ay > p.second) != (by > p.second) && p.first < ax + (p.second - ay) / (by - ay) * (bx - ax)) in = !in;
      }
    }
  }
  return in;
}

// Oracle: the drawn coverage of all devices, asked at every 10 cm. Drawings are rounded to 5 cm and lose what is thin.
TEST(Trace, IsWhatAWalkOverTheDrawingsFinds) {
  const std::vector<Place> walk = through(hamlet_atlas());
  const Json answer = traced(hamlet_atlas(), gpx({walk}), {"--band", "observe"});
  const double length = answer["length_m"].get<double>();
  for (const std::string word : {"certain", "possible"}) {
    const Json drawn = parsed(program({"coverage", hamlet_atlas().string(), "--band", "observe", "--answer", word}));
    double in_view = 0;
    double walked = 0;
    for (std::size_t i = 0; i + 1 < walk.size(); ++i) {
      const double north = (walk[i + 1].second - walk[i].second) * 111195;
      const double east = (walk[i + 1].first - walk[i].first) * 111195 * std::cos(walk[i].second * 0.0174532925);
      const double metres = std::sqrt(north * north + east * east);
      const int steps = static_cast<int>(metres * 10);
      walked += metres;
      for (int k = 0; k < steps; ++k) {
        const double t = (k + 0.5) / steps;
        const Place p{walk[i].first + t * (walk[i + 1].first - walk[i].first),
                      walk[i].second + t * (walk[i + 1].second - walk[i].second)};
        for (const Json& feature : drawn["features"]) {
          if (!inside(feature["geometry"]["coordinates"], p)) continue;
          in_view += metres / steps;
          break;
        }
      }
    }
    EXPECT_NEAR(walked, length, length * 0.002);
    EXPECT_TRUE(in_view > 0 || word == "certain");
    EXPECT_NEAR(at_band(answer, "observe")[word + "_m"].get<double>(), in_view, 2 + 0.01 * in_view) << word;
  }
}

/// The town's section control with its stretch: `sections` of explain, and the places of its segments as `exposure` gives them.
struct Stretch {
  std::string device;
  double length_m = 0;
  std::vector<Place> places;
};
Stretch section_of_town() {
  const Json map = parsed(program({"exposure", town_atlas().string(), "--ladder", "speed"}));
  std::map<std::string, std::vector<Place>> by_device;
  for (const Json& feature : map["features"]) {
    const Json& seen = feature["properties"]["in_view"];
    if (!seen.contains("measure")) continue;
    for (const Json& device : seen["measure"]["devices"]) {
      for (const Place& p : places(feature["geometry"]["coordinates"])) by_device[device].push_back(p);
    }
  }
  for (const auto& [device, chain] : by_device) {
    const Json told = parsed(program({"explain", town_atlas().string(), device, "--json"}));
    if (told["kind"] == "section_control") return {device, told["sections"][0]["length_m"].get<double>(), chain};
  }
  ADD_FAILURE() << "no section control in the town";
  return {};
}

TEST(Trace, ACarIsInViewOfASectionControlAlongItsWholeStretchInOneDirection) {
  const Stretch stretch = section_of_town();
  const auto met = [&](const std::vector<Place>& way, const std::string& mode) {
    const Json answer = traced(town_atlas(), gpx({way}, 5), {"--mode", mode});
    for (const Json& device : answer["met"]) {
      if (device["device"] == stretch.device) return device;
    }
    return Json();
  };
  const std::vector<Place> back(stretch.places.rbegin(), stretch.places.rend());
  Json there = met(stretch.places, "car");
  if (there.is_null()) there = met(back, "car");
  ASSERT_TRUE(there.is_object());
  EXPECT_NEAR(there["possible_m"].get<double>(), stretch.length_m, 0.05);
  EXPECT_GT(there["possible_s"].get<double>(), 4);
  EXPECT_EQ(there["certain_m"], 0.0) << "its relation lists no ways";
  EXPECT_EQ(there["ladder"], "speed");
  EXPECT_TRUE(met(stretch.places, "car").is_null() != met(back, "car").is_null()) << "one direction";
  EXPECT_TRUE(met(stretch.places, "foot").is_null() && met(back, "foot").is_null()) << "nobody times a walker";
}

TEST(Trace, GeoJsonAddsUpToTheFigures) {
  const std::string text = gpx({through(town_atlas())}, 50);
  const Json answer = traced(town_atlas(), text, {"--band", "observe"});
  const Json map = parsed(program(asked(town_atlas(), written("track", text).string(), {"--band", "observe", "--geojson"})));
  double certain = 0;
  double possible = 0;
  double seconds = 0;
  for (const Json& feature : map["features"]) {
    const Json& p = feature["properties"];
    possible += p["length_m"].get<double>();
    seconds += p["seconds"].get<double>();
    certain += p["answer"] == "certain" ? p["length_m"].get<double>() : 0;
    EXPECT_GE(feature["geometry"]["coordinates"].size(), 2U);
    EXPECT_GE(p["devices"].size(), 1U);
  }
  EXPECT_NEAR(possible, at_band(answer, "observe")["possible_m"].get<double>(), 0.01);
  EXPECT_NEAR(certain, at_band(answer, "observe")["certain_m"].get<double>(), 0.01);
  EXPECT_NEAR(seconds, at_band(answer, "observe")["possible_s"].get<double>(), 0.1);
  EXPECT_GT(possible, 0);
}

TEST(Trace, GpxAndGeoJsonAreTheSameTrack) {
  const std::vector<Place> walk = through(town_atlas());
  std::string line = R"({"type":"Feature","properties":{"name":"walk"},"geometry":{"type":"LineString","coordinates":[)";
  for (std::size_t i = 0; i < walk.size(); ++i) {
    line += (i == 0 ? "[" : ",[") + degrees(walk[i].first) + "," + degrees(walk[i].second) + "]";
  }
  EXPECT_EQ(traced(town_atlas(), line + "]}}"), traced(town_atlas(), gpx({walk})));
}

TEST(Trace, PeopleReadItFirstInThreeLines) {
  const std::string file = written("track", gpx({through(town_atlas())}, 30)).string();
  const Outcome english = program(asked(town_atlas(), file, {}));
  EXPECT_EQ(english.code, 0);
  EXPECT_EQ(english.err, "");
  for (const std::string part :
       {"on foot.\n", "In view, well enough to observe: certain ", "mapped devices for certain, of up to ",
        "straight line assumed over ", "taken to be on the ground", "sent nowhere"}) {
    EXPECT_NE(english.out.find(part), std::string::npos) << part << "\n" << english.out;
  }
  const Outcome french = program(asked(town_atlas(), file, {"--lang", "fr", "--mode", "bike"}));
  for (const std::string part : {"à vélo.\n", "En vue, assez bien pour observer\u202F: certain ", "ligne droite supposée sur ",
                                 "DISPOSITIFS RENCONTRÉS", "ni envoyée"}) {
    EXPECT_NE(french.out.find(part), std::string::npos) << part << "\n" << french.out;
  }
  EXPECT_EQ(french.out.find("devices"), std::string::npos) << french.out;
}

TEST(Trace, HelpSaysThatNothingLeavesTheMachine) {
  EXPECT_NE(program({"trace", "--help"}).out.find("sent nowhere"), std::string::npos);
  EXPECT_NE(program({"trace", "--help"}, {.lang = "fr"}).out.find("envoyées nulle part"), std::string::npos);
}

TEST(Trace, RefusesInOneSentence) {
  const std::string good = written("good.gpx", gpx({through(hamlet_atlas())})).string();
  const auto refused = [&](const std::string& text, int code, const std::string& about) {
    const std::string file = written("bad", text).string();
    for (const Words& form : std::vector<Words>{{}, {"--json"}, {"--geojson"}}) {
      expect_refusal(program(asked(hamlet_atlas(), file, form)), code, about);
    }
  };
  refused("", 3, "the file is empty");
  refused("word", 3, "neither GPX nor GeoJSON");
  const std::string whole = gpx({through(hamlet_atlas())});
  refused(whole.substr(0, whole.size() - 20), 3, "line 1: ");
  refused("<gpx><wpt lat='1' lon='2'/></gpx>", 3, "no track, only points");
  refused("<gpx><trk><trkseg>\n<trkpt lat='91' lon='2'/></trkseg></trk></gpx>", 3, "line 2: latitudes reach 85 degrees");
  expect_refusal(program(asked(hamlet_atlas(), "/no/such.gpx", {})), 5, "/no/such.gpx");
  expect_refusal(program(asked(good, good, {})), 4, "not a Contrechamp atlas");
  expect_refusal(program(asked(hamlet_atlas(), good, {"--json", "--geojson"})), 2, "not both");
  expect_refusal(program(asked(hamlet_atlas(), good, {"--mode", "boat"})), 2, "known: foot, bike, car");
  expect_refusal(program(asked(hamlet_atlas(), good, {"--ladder", "x"})), 2, "known: image-2014");
  expect_refusal(program(asked(hamlet_atlas(), good, {"--band", "read"})), 2, "known: monitor");
  EXPECT_EQ(program(asked(hamlet_atlas(), good, {"--mode", "car", "--band", "read"})).code, 0);
}

TEST(Trace, JsonDocumentsTrace) {
  std::vector<Json> answers{traced(town_atlas(), gpx({through(town_atlas())}, 30)),
                            traced(town_atlas(), gpx({through(town_atlas())}), {"--mode", "car"})};
  expect_documented("trace", answers);
}

TEST(Trace, JsonDocumentsTraceGeoJson) {
  const std::string file = written("track", gpx({through(town_atlas())}, 30)).string();
  expect_documented("trace --geojson", {parsed(program(asked(town_atlas(), file, {"--geojson"})))});
}

}  // namespace
}  // namespace contrechamp::cli_test
