// SPDX-License-Identifier: AGPL-3.0-or-later
// What the program says of routes: sums that hold, the same routes in every form, and `trace` finds on them what they tell.
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <tests/cli/keys.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::cli_test {
namespace {

std::string degrees(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.7f", value);
  return text;
}
/// As people type it: latitude first.
std::string place(double lon, double lat) { return degrees(lat) + "," + degrees(lon); }

/// Two places of the town, at these parts of its width and height.
Words asked(const Path& atlas, const Words& more = {}, double from = 0.2, double to = 0.8) {
  const Json box = parsed(program({"info", atlas.string(), "--json"}))["bounds"];
  const auto at = [&](double x, double y) {
    return place(box[0].get<double>() + x * (box[2].get<double>() - box[0].get<double>()),
                 box[1].get<double>() + y * (box[3].get<double>() - box[1].get<double>()));
  };
  Words words{"route", atlas.string(), "--from", at(from, from), "--to", at(to, to * 0.9)};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Json routed(const Path& atlas, Words more = {}) {
  more.push_back("--json");
  return parsed(program(asked(atlas, more)));
}

/// Sum over the parts of a route, in m.
double parts_m(const Json& route) {
  double cm = 0;
  for (const Json& part : route["parts"]) cm += std::fabs(part["to_cm"].get<double>() - part["from_cm"].get<double>());
  return cm / 100;
}

void expect_sound(const Json& route) {
  EXPECT_NEAR(parts_m(route), route["length_m"].get<double>(), 0.001);
  for (const std::string unit : {"_m", "_s"}) {
    EXPECT_LE(route["certain" + unit].get<double>(), route["expected" + unit].get<double>() + 0.01);
    EXPECT_LE(route["expected" + unit].get<double>(), route["possible" + unit].get<double>() + 0.01);
  }
  EXPECT_LE(route["possible_m"].get<double>(), route["length_m"].get<double>());
  EXPECT_LE(route["possible_s"].get<double>(), route["seconds"].get<double>());
  EXPECT_LE(route["not_mapped_m"].get<double>(), route["length_m"].get<double>());
  EXPECT_NEAR(route["measured_again"]["possible_m"].get<double>(), route["possible_m"].get<double>(),
              0.02 * static_cast<double>(route["parts"].size() + route["met"].size()) + 0.02);
  EXPECT_EQ(route["met"].empty(), route["possible_m"] == 0.0);
}

TEST(Route, GoesFromTheFastestToTheLeastSeen) {
  for (const Words& more :
       std::vector<Words>{{}, {"--mode", "bike", "--answer", "expected"}, {"--mode", "car", "--measure", "seconds"}}) {
    const Json answer = routed(town_atlas(), more);
    ASSERT_FALSE(answer["routes"].empty());
    EXPECT_TRUE(answer["finished"].get<bool>());
    EXPECT_LE(answer["routes"].size(), 7U);
    double time = 0;
    double small = 1e300;
    for (const Json& route : answer["routes"]) {
      expect_sound(route);
      EXPECT_GE(route["seconds"].get<double>(), time - 1) << "ascending, but for rounding";
      EXPECT_LE(route["kept_small"].get<double>(), small + 1);
      time = route["seconds"].get<double>();
      small = route["kept_small"].get<double>();
      const Json& point = answer["front"][route["front"].get<std::size_t>()];
      EXPECT_EQ(point["search_time_s"], route["search_time_s"]);
      EXPECT_EQ(point["search_exposure"], route["search_exposure"]);
      EXPECT_GE(route["search_time_s"].get<double>() + 0.051, route["seconds"].get<double>()) << "rounded up";
    }
    for (std::size_t i = 1; i < answer["front"].size(); ++i) {
      EXPECT_GT(answer["front"][i]["search_time_s"], answer["front"][i - 1]["search_time_s"]);
      EXPECT_LT(answer["front"][i]["search_exposure"], answer["front"][i - 1]["search_exposure"]);
    }
    EXPECT_EQ(answer["routes"][0]["front"], 0);
    EXPECT_EQ(answer["routes"].back()["front"], answer["front"].size() - 1);
  }
}

// Oracle: `trace` computes a line from devices and walls and knows neither segments nor routes.
TEST(Route, IsSeenAsATraceOfItIs) {
  const Json answer = routed(town_atlas(), {"--band", "observe"});
  for (const Json& route : answer["routes"]) {
    const Json line{{"type", "Feature"},
                    {"properties", Json::object()},
                    {"geometry", {{"type", "LineString"}, {"coordinates", route["line"]}}}};
    const Path file = written("route.geojson", line.dump());
    const Json trace = parsed(program({"trace", town_atlas().string(), file.string(), "--band", "observe", "--json"}));
    EXPECT_NEAR(trace["length_m"].get<double>(), route["length_m"].get<double>(), 0.2);
    EXPECT_NEAR(trace["in_view"][0]["possible_m"].get<double>(), route["possible_m"].get<double>(), 0.5);
    EXPECT_NEAR(trace["in_view"][0]["certain_m"].get<double>(), route["certain_m"].get<double>(), 0.5);
    EXPECT_NEAR(trace["not_mapped"]["length_m"].get<double>(), route["not_mapped_m"].get<double>(), 2500);
  }
}

TEST(Route, HasTheSameRoutesInEveryForm) {
  const Json answer = routed(town_atlas());
  const Json map = parsed(program(asked(town_atlas(), {"--geojson"})));
  ASSERT_EQ(map["features"].size(), answer["routes"].size());
  for (std::size_t i = 0; i < answer["routes"].size(); ++i) {
    EXPECT_EQ(map["features"][i]["geometry"]["coordinates"], answer["routes"][i]["line"]);
    EXPECT_EQ(map["features"][i]["properties"]["possible_m"], answer["routes"][i]["possible_m"]);
    EXPECT_EQ(map["features"][i]["properties"]["devices"].size(), answer["routes"][i]["met"].size());
  }
  const Outcome gpx = program(asked(town_atlas(), {"--gpx"}));
  EXPECT_EQ(gpx.code, 0);
  EXPECT_TRUE(gpx.out.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\""));
  const Json trace = parsed(program({"trace", town_atlas().string(), written("route.gpx", gpx.out).string(), "--json"}));
  ASSERT_EQ(trace["tracks"], answer["routes"].size()) << "one track a route, well-formed";
  for (std::size_t i = 0; i < answer["routes"].size(); ++i) {
    EXPECT_NEAR(trace["list"][i]["length_m"].get<double>(), answer["routes"][i]["length_m"].get<double>(), 0.2);
    EXPECT_EQ(trace["list"][i]["fixes"], answer["routes"][i]["line"].size());
  }
}

TEST(Route, KeepsToItsLimits) {
  const Json all = routed(town_atlas());
  const double fastest = all["front"][0]["search_time_s"].get<double>();
  const Json quick = routed(town_atlas(), {"--most-minutes-more", "1.5"});
  for (const Json& point : quick["front"]) EXPECT_LE(point["search_time_s"].get<double>(), fastest + 90 + 0.05);
  std::size_t within = 0;
  for (const Json& point : all["front"]) within += point["search_time_s"].get<double>() <= fastest + 90 ? 1 : 0;
  EXPECT_EQ(quick["front"].size(), within);
  const double middle = all["front"][all["front"].size() / 2]["search_exposure"].get<double>();
  const Json hidden = routed(town_atlas(), {"--most-in-view", degrees(middle)});
  for (const Json& point : hidden["front"]) EXPECT_LE(point["search_exposure"].get<double>(), middle + 0.05);
  EXPECT_EQ(hidden["front"].size(), all["front"].size() - all["front"].size() / 2);
}

TEST(Route, DevicesThatDoNotCountSeeNothing) {
  const Json all = routed(town_atlas());
  const Json& seen = all["routes"][0];
  ASSERT_FALSE(seen["met"].empty());
  const std::string device = seen["met"][0]["device"].get<std::string>();
  const Json without = routed(town_atlas(), {"--without-device", device});
  EXPECT_EQ(without["devices_left_out"], 1);
  for (const Json& route : without["routes"]) {
    for (const Json& met : route["met"]) EXPECT_NE(met["device"], device);
  }
  EXPECT_LE(without["routes"][0]["possible_m"], seen["possible_m"]);
  const Json only = routed(town_atlas(), {"--device", device});
  EXPECT_EQ(only["devices_left_out"], only["devices"].get<int>() - 1);
  EXPECT_EQ(only["routes"][0]["parts"], seen["parts"]) << "who counts does not change the fastest";
  ASSERT_EQ(only["routes"][0]["met"].size(), 1U);
  EXPECT_EQ(only["routes"][0]["met"][0], seen["met"][0]) << "one device sees what it saw among the others";
  const Json guards = routed(town_atlas(), {"--kind", "camera", "--without-kind", "camera"});
  EXPECT_EQ(guards["devices_left_out"], guards["devices"]);
  ASSERT_EQ(guards["front"].size(), 1U) << "nobody counts: the fastest is the least seen";
  EXPECT_EQ(guards["routes"][0]["possible_m"], 0.0);
  const Outcome text = program(asked(town_atlas(), {"--kind", "camera", "--without-kind", "camera"}));
  EXPECT_NE(text.out.find("No mapped device that counts sees route 1 so, "), std::string::npos) << text.out;
}

TEST(Route, ViasAreOnTheWay) {
  const Json box = parsed(program({"info", town_atlas().string(), "--json"}))["bounds"];
  const std::string corner =
      place(box[0].get<double>() * 0.8 + box[2].get<double>() * 0.2, box[1].get<double>() * 0.2 + box[3].get<double>() * 0.8);
  const Words words = asked(town_atlas(), {"--via", corner, "--json"});
  const Json answer = parsed(program(words));
  ASSERT_EQ(answer["stops"].size(), 3U);
  for (const Json& route : answer["routes"]) {
    expect_sound(route);
    const auto& line = route["line"];
    EXPECT_TRUE(std::any_of(line.begin(), line.end(), [&](const Json& p) {
      return std::fabs(p[0].get<double>() - answer["stops"][1]["position"][0].get<double>()) < 2e-7 &&
             std::fabs(p[1].get<double>() - answer["stops"][1]["position"][1].get<double>()) < 2e-7;
    }));
  }
  // One value each: the atlas may stand after it.
  const Json turned =
      parsed(program({"route", "--via", corner, "--from", words[3], "--to", words[5], "--json", town_atlas().string()}));
  EXPECT_EQ(turned, answer);
}

// Oracle of the turns themselves: tests/scenario and tests/cities.
TEST(Route, IsToldTurnByTurnWhereAsked) {
  const Json plain = routed(town_atlas(), {"--mode", "bike"});
  Json answer = routed(town_atlas(), {"--mode", "bike", "--steps"});
  std::size_t turns = 0;
  for (Json& route : answer["routes"]) {
    std::map<std::string, double> sums;
    for (const Json& step : route["steps"]) {
      for (const std::string key : {"length_m", "seconds", "certain_m", "expected_m", "possible_m"}) {
        sums[key] += step[key].get<double>();
      }
      EXPECT_EQ(std::ranges::count(route["line"], step["at"]), 1) << step << " is on the line";
      EXPECT_NE(step["instruction"]["en"], step["instruction"]["fr"]);
    }
    for (const auto& [key, sum] : sums) EXPECT_NEAR(sum, route[key].get<double>(), 0.01) << key;
    EXPECT_EQ(route["steps"].front()["act"], "depart");
    EXPECT_EQ(route["steps"].back()["act"], "arrive");
    turns += route["steps"].size();
    route.erase("steps");
  }
  EXPECT_EQ(answer, plain) << "nothing else is told otherwise";
  const Outcome gpx = program(asked(town_atlas(), {"--mode", "bike", "--steps", "--gpx", "--lang", "fr"}));
  std::size_t places = 0;
  for (std::size_t at = gpx.out.find("<rtept "); at != std::string::npos; at = gpx.out.find("<rtept ", at + 1)) ++places;
  EXPECT_EQ(places, turns);
  EXPECT_LT(gpx.out.find("</rte>"), gpx.out.find("<trk>")) << "in the order of the schema";
  EXPECT_NE(gpx.out.find("<name>Vous êtes arrivé"), std::string::npos);
  const Outcome text = program(asked(town_atlas(), {"--mode", "bike", "--steps"}));
  EXPECT_NE(text.out.find("STEP BY STEP, route 1"), std::string::npos) << text.out;
}

TEST(Route, PeopleReadTheRoutesFirst) {
  const Outcome english = program(asked(town_atlas(), {"--front"}));
  EXPECT_EQ(english.code, 0);
  EXPECT_EQ(english.err, "");
  for (const std::string part :
       {"From ", ", on foot.\n", "In view: at least observe", "ROUTES, from the fastest to the least seen", "  1: the fastest.\n",
        "  2: ", " less in view.\n", "THE WHOLE FRONT", "measured again", "made-up town", "Only mapped devices count",
        "sent nowhere"}) {
    EXPECT_NE(english.out.find(part), std::string::npos) << part << "\n" << english.out;
  }
  const Outcome french = program(asked(town_atlas(), {"--lang", "fr", "--mode", "bike"}));
  for (const std::string part : {"De ", ", à vélo.\n", "TRAJETS, du plus rapide au moins vu", "  1\u202F: le plus rapide.\n",
                                 " de moins en vue.\n", "ni envoyés"}) {
    EXPECT_NE(french.out.find(part), std::string::npos) << part << "\n" << french.out;
  }
  EXPECT_EQ(french.out.find("devices"), std::string::npos) << french.out;
}

TEST(Route, IsCertifiedOnRequest) {
  const Json plain = routed(town_atlas());
  Json certified = routed(town_atlas(), {"--certified"});
  EXPECT_FALSE(plain["certified"]);
  EXPECT_TRUE(certified["certified"]);
  certified["certified"] = false;
  EXPECT_EQ(certified, plain) << "the same routes";
  EXPECT_NE(program(asked(town_atlas())).out.find("exact by search, not certified"), std::string::npos);
  EXPECT_NE(program(asked(town_atlas(), {"--certified"})).out.find("code that shares none with the search"), std::string::npos);
}

TEST(Route, HelpSaysTheOrderOfCoordinates) {
  EXPECT_NE(program({"route", "--help"}).out.find("latitude first, then longitude"), std::string::npos);
  EXPECT_NE(program({"route", "--help"}, {.lang = "fr"}).out.find("la latitude d’abord"), std::string::npos);
}

TEST(Route, PlacesMayBeTypedInSeveralWays) {
  const Words words = asked(town_atlas(), {"--json"});
  const Json answer = parsed(program(words));
  Words other = words;
  other[3] = "geo:" + words[3] + "?z=17";
  other[5] = " " + words[5].substr(0, words[5].find(',')) + ", " + words[5].substr(words[5].find(',') + 1);
  EXPECT_EQ(parsed(program(other)), answer);
}

TEST(Route, RefusesInOneSentence) {
  const Words good = asked(hamlet_atlas());
  const auto refused = [&](const Words& more, int code, const std::string& about) {
    Words words = good;
    words.insert(words.end(), more.begin(), more.end());
    expect_refusal(program(words), code, about);
  };
  const auto from = [&](const std::string& typed, int code, const std::string& about) {
    Words words = good;
    words[3] = typed;
    expect_refusal(program(words), code, about);
  };
  from("151.2,-33.8", 3, "latitude first, then longitude");
  from("-91,200", 3, "latitude first, then longitude");
  from("48,8566 2,3522", 2, "decimals stand after a point");
  from("here", 2, "from: \"here\" is no place");
  from(good[3].substr(good[3].find(',') + 1) + "," + good[3].substr(0, good[3].find(',')), 3, "exchanged");
  from("-33.8,151.2", 3, "");
  refused({"--json", "--gpx"}, 2, "not several");
  refused({"--mode", "boat"}, 2, "known: foot, bike, car");
  refused({"--family", "smell"}, 2, "known: image, plate");
  refused({"--answer", "likely"}, 2, "known: possible, expected, certain");
  refused({"--measure", "miles"}, 2, "known: metres, seconds");
  refused({"--most-in-view", "much"}, 2, "a number from 0 on");
  refused({"--without-device", "n1"}, 3, "n1");
  refused({"--device", "n1"}, 3, "n1");
  refused({"--mode", "boat", "--lang", "fr"}, 2, "connus\u202F: foot, bike, car");
  refused({"--lang", "fr", "--json", "--gpx"}, 2, "l’appel de la commande est incorrect\u202F: une seule de --json");
  refused({"--without-kind", "eye"}, 2, "known: camera");
  expect_refusal(program({"route", hamlet_atlas().string(), "--from", good[3]}), 2, "--to");
}

TEST(Route, JsonDocumentsRoute) {
  expect_documented("route", {routed(town_atlas()), routed(town_atlas(), {"--most-minutes-more", "3"}),
                              routed(town_atlas(), {"--mode", "car", "--family", "speed", "--measure", "seconds", "--steps"})});
}

TEST(Route, JsonDocumentsRouteGeoJson) {
  expect_documented("route --geojson", {parsed(program(asked(town_atlas(), {"--geojson"})))});
}

}  // namespace
}  // namespace contrechamp::cli_test
