// SPDX-License-Identifier: AGPL-3.0-or-later
// OSRM's API over HTTP: held against this server's own fronts, against itself another way, and against a decoder of lines that
// shares no code.
#include <gtest/gtest.h>
#include <cmath>
#include <tests/server/house.hpp>

namespace contrechamp::server_test {
namespace {

constexpr double half_a_cm = 0.0051;
constexpr double half_a_ms = 0.00051;

const House& house() {
  static const House one;
  return one;
}

Json ok(const std::string& target) {
  const Reply reply = get(house().port(), target);
  EXPECT_EQ(reply.status, 200) << target << ": " << reply.body.substr(0, 300);
  Json parsed = json(reply);
  EXPECT_EQ(parsed["code"], "Ok");
  return parsed;
}
std::string code(const std::string& target) {
  const Reply reply = get(house().port(), target);
  EXPECT_EQ(reply.status, 400) << target;
  EXPECT_EQ(reply.field("cache-control"), "no-store");
  const Json parsed = json(reply);
  EXPECT_FALSE(parsed["message"].get<std::string>().empty());
  return parsed["code"];
}

/// Longitude and latitude as they are written.
struct Place {
  std::string lon;
  std::string lat;
  [[nodiscard]] std::string osrm() const { return lon + "," + lat; }
  [[nodiscard]] std::string ours() const { return lat + "," + lon; }
};
/// Beginnings of segments that all modes may use.
const std::vector<Place>& places() {
  static const std::vector<Place> found_once = [] {
    std::vector<Place> found;
    const Json all = json(get(house().port(), "/api/segments?limit=10000"));
    for (const Json& feature : all["features"]) {
      const Json& p = feature["properties"];
      if (!p["foot"].get<bool>() || !p["bike"].get<bool>() || !p["car"].get<bool>()) continue;
      const Json& at = feature["geometry"]["coordinates"][0];
      found.push_back({at[0].dump(), at[1].dump()});
    }
    return found;
  }();
  return found_once;
}
/// Of so many, from the whole list.
const Place& place(std::size_t i, std::size_t of) { return places()[i * (places().size() - 1) / (of - 1)]; }
std::string joined(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ";") + place(i, count).osrm();
  return text;
}

/// The algorithm as its page tells it, with floating point and shifts of whole words.
std::vector<std::pair<double, double>> decoded(const std::string& text, double factor) {
  std::vector<std::pair<double, double>> line;
  std::array<long, 2> sums{};
  for (std::size_t at = 0; at < text.size();) {
    for (long& sum : sums) {
      long result = 0;
      int shift = 0;
      int byte = 0;
      do {
        byte = text.at(at++) - 63;
        result += static_cast<long>(byte % 32) << shift;
        shift += 5;
      } while (byte >= 32);
      sum += result % 2 == 1 ? -(result + 1) / 2 : result / 2;
    }
    line.emplace_back(static_cast<double>(sums[1]) / factor, static_cast<double>(sums[0]) / factor);
  }
  return line;
}
std::vector<std::pair<double, double>> points(const Json& geometry) {
  std::vector<std::pair<double, double>> line;
  for (const Json& p : geometry["coordinates"]) line.emplace_back(p[0].get<double>(), p[1].get<double>());
  return line;
}
double sum(const Json& list) {
  double all = 0;
  for (const Json& value : list) all += value.get<double>();
  return all;
}

TEST(Osrm, GivesTheFastestRouteOfTheFront) {
  for (const auto& [profile, mode] : {std::pair{"foot", "foot"}, {"walking", "foot"}, {"bike", "bike"}, {"driving", "car"}}) {
    for (std::size_t i = 0; i + 1 < 6; ++i) {
      const Place& from = place(i, 6);
      const Place& to = place(5 - i, 6);
      const Reply front = get(house().port(), "/api/v1/front?from=" + from.ours() + "&to=" + to.ours() + "&mode=" + mode);
      const std::string target = "/route/v1/" + std::string(profile) + "/" + from.osrm() + ";" + to.osrm();
      if (front.status != 200) {
        EXPECT_EQ(code(target), "NoRoute");
        continue;
      }
      const Json planned = json(front)["routes"];
      const Json& wanted = planned[0];
      const Json route = ok(target)["routes"][0];
      // The planner's fastest is the least seen of the quickest, in tenths of a second a street.
      const auto streets = static_cast<double>(wanted["parts"].size() + 1);
      EXPECT_NEAR(route["duration"], wanted["seconds"], 0.1 * streets);
      const Json listed = ok(target + "?alternatives=true")["routes"];
      ASSERT_EQ(listed.size(), planned.size());
      for (std::size_t r = 0; r < listed.size(); ++r) {
        const Json& ours = planned[r];
        EXPECT_NEAR(listed[r]["distance"], ours["length_m"], half_a_cm);
        EXPECT_NEAR(listed[r]["duration"], ours["seconds"], half_a_ms);
        EXPECT_EQ(listed[r]["exposure"]["possible_m"], ours["possible_m"]);
        EXPECT_EQ(listed[r]["exposure"]["expected_m"], ours["expected_m"]);
        EXPECT_EQ(listed[r]["exposure"]["certain_m"], ours["certain_m"]);
        EXPECT_EQ(listed[r]["exposure"]["kept_small"], ours["kept_small"]);
        EXPECT_EQ(listed[r]["exposure"]["not_mapped_m"], ours["not_mapped_m"]);
      }
    }
  }
}

TEST(Osrm, GivesAlternativesTowardsTheLeastSeen) {
  const std::string target = "/route/v1/foot/" + joined(2);
  const Json all = ok(target + "?alternatives=true&steps=false")["routes"];
  const Json one = ok(target + "?alternatives=1")["routes"];
  EXPECT_EQ(one.front(), all.front());
  EXPECT_EQ(one.back(), all.back());
  EXPECT_LE(one.size(), 2U);
  EXPECT_EQ(ok(target + "?prefer=least_seen")["routes"][0], all.back());
  EXPECT_EQ(ok(target + "?alternatives=false")["routes"].size(), 1U);
  EXPECT_EQ(ok(target + "?most_minutes_more=0")["routes"][0], all.front());
}

TEST(Osrm, KeepsSmallWhatIsAskedWhateverWasAskedBefore) {
  const std::string target = "/route/v1/foot/" + joined(2) + "?answer=";
  for (const char* answer : {"possible", "certain", "expected", "possible"}) {
    const Json seen = ok(target + answer)["routes"][0]["exposure"];
    EXPECT_NEAR(seen["kept_small"], seen[std::string(answer) + "_m"], 0.01) << answer;
    const Json metres = ok("/table/v1/foot/" + joined(2) + "?annotations=exposure&answer=" + answer)["exposures"][0][1];
    EXPECT_EQ(metres, seen["kept_small"]) << answer;
  }
}

TEST(Osrm, DrawsTheSameLineInEachForm) {
  const std::string target = "/route/v1/bike/" + joined(3) + ".json?overview=full&steps=true&alternatives=true&geometries=";
  const Json geojson = ok(target + "geojson");
  const Json five = ok(target + "polyline");
  const Json six = ok(target + "polyline6");
  for (std::size_t r = 0; r < geojson["routes"].size(); ++r) {
    const auto line = points(geojson["routes"][r]["geometry"]);
    EXPECT_EQ(decoded(six["routes"][r]["geometry"], 1e6), line);
    const auto coarse = decoded(five["routes"][r]["geometry"], 1e5);
    ASSERT_EQ(coarse.size(), line.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
      EXPECT_NEAR(coarse[i].first, line[i].first, 0.51e-5);
      EXPECT_NEAR(coarse[i].second, line[i].second, 0.51e-5);
    }
    // Steps, one after the other, are the line.
    std::vector<std::pair<double, double>> of_steps;
    for (const Json& leg : geojson["routes"][r]["legs"]) {
      for (const Json& step : leg["steps"]) {
        for (const auto& p : points(step["geometry"])) {
          if (of_steps.empty() || of_steps.back() != p) of_steps.push_back(p);
        }
      }
    }
    auto whole = line;
    whole.erase(std::unique(whole.begin(), whole.end()), whole.end());
    EXPECT_EQ(of_steps, whole);
    const Json& waypoints = geojson["waypoints"];
    ASSERT_EQ(waypoints.size(), 3U);
    EXPECT_EQ(std::pair(waypoints[0]["location"][0].get<double>(), waypoints[0]["location"][1].get<double>()), line.front());
    EXPECT_EQ(std::pair(waypoints[2]["location"][0].get<double>(), waypoints[2]["location"][1].get<double>()), line.back());
  }
  const Json simple = ok("/route/v1/bike/" + joined(3) + "?geometries=geojson");
  EXPECT_LE(points(simple["routes"][0]["geometry"]).size(), points(geojson["routes"][0]["geometry"]).size());
  EXPECT_FALSE(ok("/route/v1/bike/" + joined(3) + "?overview=false")["routes"][0].contains("geometry"));
}

TEST(Osrm, AddsUpFromPiecesToStepsToLegsToRoutes) {
  const Json answer = ok("/route/v1/foot/" + joined(4) + "?steps=true&overview=full&geometries=geojson&annotations=all");
  for (const Json& route : answer["routes"]) {
    double metres = 0;
    double seconds = 0;
    std::size_t pieces = 0;
    ASSERT_EQ(route["legs"].size(), 3U);
    for (const Json& leg : route["legs"]) {
      double of_steps = 0;
      for (const Json& step : leg["steps"]) of_steps += step["distance"].get<double>();
      EXPECT_NEAR(of_steps, leg["distance"], 0.01);
      const Json& a = leg["annotation"];
      EXPECT_NEAR(sum(a["distance"]), leg["distance"], 0.01 * static_cast<double>(a["distance"].size()));
      EXPECT_NEAR(sum(a["duration"]), leg["duration"], 0.001 * static_cast<double>(a["distance"].size()));
      for (const char* key : {"duration", "weight", "speed", "datasources", "certain_m", "expected_m", "possible_m"}) {
        EXPECT_EQ(a[key].size(), a["distance"].size()) << key;
      }
      EXPECT_EQ(a["nodes"].size(), a["distance"].size() + 1);
      for (const Json& node : a["nodes"]) EXPECT_NE(node, 0);
      metres += leg["distance"].get<double>();
      seconds += leg["duration"].get<double>();
      pieces += a["distance"].size();
    }
    EXPECT_NEAR(metres, route["distance"], 0.01);
    EXPECT_NEAR(seconds, route["duration"], 0.001);
    EXPECT_EQ(points(route["geometry"]).size(), pieces + 1);
    double possible = 0;
    for (const Json& leg : route["legs"]) possible += sum(leg["annotation"]["possible_m"]);
    EXPECT_NEAR(possible, route["exposure"]["possible_m"], 0.01);
  }
}

TEST(Osrm, MeasuresAgainOnRequest) {
  const std::string target = "/route/v1/foot/" + joined(2) + "?alternatives=true&annotations=";
  const Json stored = ok(target + "exposure");
  const Json again = ok(target + "verified");
  std::size_t seen = 0;
  for (std::size_t r = 0; r < again["routes"].size(); ++r) {
    const Json& route = again["routes"][r];
    EXPECT_TRUE(route["measured_again"]["agrees"].get<bool>());
    EXPECT_FALSE(stored["routes"][r].contains("measured_again"));
    const Json& now = route["legs"][0]["annotation"]["possible_m"];
    const Json& before = stored["routes"][r]["legs"][0]["annotation"]["possible_m"];
    ASSERT_EQ(now.size(), before.size());
    for (std::size_t i = 0; i < now.size(); ++i) {
      EXPECT_NEAR(now[i], before[i], 0.1);
      seen += now[i].get<double>() > 0 ? 1 : 0;
    }
  }
  EXPECT_GT(seen, 0U) << "something was in view";
}

TEST(Osrm, TablesAreRoutesPairwise) {
  constexpr std::size_t count = 5;
  const Json table = ok("/table/v1/car/" + joined(count) + "?annotations=duration,distance,exposure");
  ASSERT_EQ(table["durations"].size(), count);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      const std::string target = "/route/v1/car/" + place(i, count).osrm() + ";" + place(j, count).osrm();
      if (table["durations"][i][j].is_null()) {
        EXPECT_EQ(code(target), "NoRoute");
        continue;
      }
      const Json route = ok(target)["routes"][0];
      EXPECT_NEAR(table["durations"][i][j], route["duration"], half_a_ms);
      EXPECT_NEAR(table["distances"][i][j], route["distance"], half_a_cm);
      EXPECT_NEAR(table["exposures"][i][j], route["exposure"]["kept_small"], half_a_ms);
    }
    EXPECT_EQ(table["durations"][i][i], 0);
  }
  const Json part = ok("/table/v1/car/" + joined(count) + "?sources=1&destinations=3;0");
  EXPECT_EQ(part["durations"], (Json::array({{table["durations"][1][3], table["durations"][1][0]}})));
  EXPECT_EQ(part["sources"].size(), 1U);
  EXPECT_EQ(part["destinations"][0], table["destinations"][3]);
  EXPECT_FALSE(part.contains("distances"));
}

TEST(Osrm, FindsTheNearestStreets) {
  const Json one = ok("/nearest/v1/foot/" + place(1, 3).osrm());
  ASSERT_EQ(one["waypoints"].size(), 1U);
  EXPECT_EQ(one["waypoints"][0]["distance"], 0);
  const Json several = ok("/nearest/v1/foot/" + place(1, 3).osrm() + "?number=4");
  ASSERT_EQ(several["waypoints"].size(), 4U);
  EXPECT_EQ(several["waypoints"][0], one["waypoints"][0]);
  for (std::size_t i = 1; i < 4; ++i) {
    EXPECT_GE(several["waypoints"][i]["distance"], several["waypoints"][i - 1]["distance"]);
  }
}

TEST(Osrm, TellsEachStepInBothLanguages) {
  const std::string target = "/route/v1/foot/" + joined(2) + "?steps=true";
  const Json english = ok(target)["routes"][0]["legs"][0];
  const Json french = ok(target + "&language=fr")["routes"][0]["legs"][0];
  ASSERT_EQ(english["steps"].size(), french["steps"].size());
  EXPECT_EQ(english["steps"][0]["maneuver"]["type"], "depart");
  EXPECT_EQ(english["steps"].back()["maneuver"]["type"], "arrive");
  EXPECT_EQ(english["steps"].back()["distance"], 0);
  EXPECT_FALSE(english["summary"].get<std::string>().empty());
  for (std::size_t i = 0; i < english["steps"].size(); ++i) {
    const Json& step = english["steps"][i];
    const std::string told = step["maneuver"]["instruction"];
    EXPECT_NE(told, french["steps"][i]["maneuver"]["instruction"]);
    const std::string name = step["name"];
    if (i + 1 < english["steps"].size()) {
      EXPECT_NE(told.find(name), std::string::npos) << told;
    }
    EXPECT_EQ(step["intersections"][0]["location"], step["maneuver"]["location"]);
    EXPECT_EQ(step["mode"], "walking");
    if (i > 0 && i + 1 < english["steps"].size()) {
      EXPECT_TRUE(step["maneuver"].contains("modifier"));
    }
  }
}

TEST(Osrm, TakesWhatItsClientsSend) {
  const Json plain = ok("/route/v1/foot/" + joined(2))["routes"];
  for (const std::string& query :
       {std::string("?"), std::string("?&hints=;"), std::string("?hints=KSoKADRY_w==;abc-"), std::string("?generate_hints=true"),
        std::string("?radiuses=;"), std::string("?radiuses=unlimited;200.5"), std::string("?bearings=;"),
        std::string("?approaches=unrestricted;"), std::string("?continue_straight=false"), std::string("?snapping=any")}) {
    EXPECT_EQ(ok("/route/v1/foot/" + joined(2) + query)["routes"], plain) << query;
  }
  std::string escaped = joined(2);
  escaped.replace(escaped.find(';'), 1, "%3B");
  escaped.replace(escaped.find(','), 1, "%2c");
  EXPECT_EQ(ok("/route/v1/foot/" + escaped)["routes"], plain);
  EXPECT_FALSE(ok("/route/v1/foot/" + joined(2) + "?skip_waypoints=true").contains("waypoints"));
}

TEST(Osrm, RefusesInItsOwnWords) {
  const std::string good = joined(2);
  for (const auto& [target, wanted] :
       std::vector<std::pair<std::string, std::string>>{{"/match/v1/foot/" + good, "InvalidService"},
                                                        {"/route/v2/foot/" + good, "InvalidVersion"},
                                                        {"/route/v1/foot", "InvalidUrl"},
                                                        {"/route/v1/train/" + good, "InvalidUrl"},
                                                        {"/route/v1/foot/1,2;x,3", "InvalidUrl"},
                                                        {"/route/v1/foot/1,2,3;2,3", "InvalidUrl"},
                                                        {"/route/v1/foot/polyline(~~)", "InvalidUrl"},
                                                        {"/route/v1/foot/%zz", "InvalidUrl"},
                                                        {"/route/v1/foot/1,91;2,3", "InvalidValue"},
                                                        {"/route/v1/foot/" + place(0, 2).osrm(), "InvalidOptions"},
                                                        {"/nearest/v1/foot/" + good, "InvalidOptions"},
                                                        {"/route/v1/foot/" + good + "?steps=maybe", "InvalidQuery"},
                                                        {"/route/v1/foot/" + good + "?steps=true&steps=true", "InvalidQuery"},
                                                        {"/route/v1/foot/" + good + "?colour=red", "InvalidQuery"},
                                                        {"/route/v1/foot/" + good + "?annotations=congestion", "InvalidQuery"},
                                                        {"/route/v1/foot/" + good + "?radiuses=1", "InvalidOptions"},
                                                        {"/route/v1/foot/" + good + "?bearings=0,20", "InvalidOptions"},
                                                        {"/route/v1/car/" + good + "?exclude=motorway", "InvalidOptions"},
                                                        {"/route/v1/foot/" + good + "?continue_straight=true", "InvalidOptions"},
                                                        {"/route/v1/foot/" + good + "?hints=%22", "InvalidQuery"},
                                                        {"/route/v1/foot/" + good + "?band=loud", "InvalidValue"},
                                                        {"/route/v1/foot/" + good + "?device=n0", "InvalidValue"},
                                                        {"/route/v1/foot/10,10;10,11", "NoSegment"},
                                                        {"/route/v1/foot/" + good + "?most_in_view=-1", "InvalidValue"},
                                                        {"/table/v1/foot/" + good + "?sources=2", "InvalidOptions"},
                                                        {"/table/v1/foot/" + good + "?steps=true", "InvalidQuery"},
                                                        {"/nearest/v1/foot/" + place(0, 2).osrm() + "?number=101", "TooBig"},
                                                        {"/route/v1/foot/" + joined(11) + "?alternatives=true", "TooBig"}}) {
    EXPECT_EQ(code(target), wanted) << target;
  }
  house().expect_alive();
}

TEST(Osrm, IsForThisMachineUnlessAllowedAndLeavesNoTrace) {
  server::Options options;
  options.address = "0.0.0.0";
  const House open(options);
  const std::string target = "/route/v1/foot/" + joined(2);
  for (const std::string& each : {target, "/table/v1/foot/" + joined(2), "/nearest/v1/foot/" + place(0, 2).osrm()}) {
    const Reply reply = get(open.port(), each);
    EXPECT_EQ(reply.status, 403);
    EXPECT_EQ(json(reply)["code"], "NotOffered");
  }
  options.public_routing = true;
  const House allowed(options);
  EXPECT_EQ(get(allowed.port(), target).body, get(house().port(), target).body);
  const Reply reply = get(house().port(), target);
  EXPECT_EQ(reply.field("cache-control"), "no-store");
  EXPECT_EQ(reply.field("access-control-allow-origin"), "") << "pages of other sites read nothing";
  const std::string metrics = get(house().port(), "/metrics").body;
  EXPECT_NE(metrics.find("route=\"/{service}/v1/{profile}/{places}\",status=\"200\""), std::string::npos);
  EXPECT_EQ(metrics.find(place(0, 2).lat), std::string::npos);
}

}  // namespace
}  // namespace contrechamp::server_test
