// SPDX-License-Identifier: AGPL-3.0-or-later
// What people and programs read of routes that were filled in by hand.
#include <gtest/gtest.h>
#include <contrechamp/answers/drawn_town.hpp>
#include <contrechamp/answers/route.hpp>
#include <nlohmann/json.hpp>

namespace contrechamp::answers {
namespace {

using drawn::at;
using nlohmann::json;

const Subject& city() {
  static const drawn::City one = [] {
    atlas::Contents c = drawn::town({{"Rue <B> & \"C\"", {0, 100, 200}}, {"", {100, 101}}});
    drawn::add_device(c, 10, scene::Kind::camera, "R&D <Ltd>", at(0, 1));
    c.snapshot.inputs.push_back({});
    c.snapshot.inputs.back().file = "ville.osm.pbf";
    c.snapshot.inputs.back().replication_time = 1'738'890'165;
    return drawn::City(std::move(c));
  }();
  return *one.subject;
}

/// Lengths in view in m; expected half-way.
exposure::InView seen(std::uint64_t certain_m, std::uint64_t possible_m) {
  return {certain_m * 100, (certain_m + possible_m) * 50 * exposure::full_probability, possible_m * 100};
}

trips::Route route(std::uint64_t minutes, std::uint64_t metres, exposure::InView in_view) {
  trips::Route r;
  r.parts = {{0, 2000, 10'000}, {2, 10'000, 0}};
  r.line = {at(2, 0), at(10, 0), at(10, 1)};
  r.length_cm = metres * 100;
  r.time_ms = minutes * 60'000;
  r.seen = r.again = in_view;
  r.seen_ms = {in_view.certain_cm * 8, in_view.expected * 8, in_view.possible_cm * 8};
  return r;
}

/// Three of five: 10 minutes and 500 m in view; 13 and 80; 71 and none.
Routed three() {
  Routed r;
  r.wish.band = {optics::Ladder::image_2014, 2};
  r.wish.stops = {at(2, 5), at(10, 1)};
  r.routes.stops = {{0, 2000, at(2, 0), 12.3}, {2, 10'000, at(10, 1), 0}};
  r.routes.front = {{6000, 5000, {}}, {6600, 4800, {}}, {7800, 800, {}}, {9000, 200, {}}, {42'600, 0, {}}};
  r.routes.shown = {0, 2, 4};
  r.routes.routes = {route(10, 900, seen(120, 500)), route(13, 1100, seen(0, 80)), route(71, 6000, seen(0, 0))};
  for (std::size_t i : {0U, 1U}) {
    r.routes.routes[i].met = {{.device = 0,
                               .seen = r.routes.routes[i].seen,
                               .first_cm = 4000,
                               .first_ms = 28'800,
                               .narrowest_possible = 3,
                               .narrowest_certain = {}}};
  }
  r.routes.routes[0].met[0].narrowest_certain = 2;
  r.routes.routes[2].not_mapped_cm = 70'000;
  r.routes.routes[1].again.possible_cm += 2;
  return r;
}

void expect_in(const std::string& text, const std::vector<std::string>& parts) {
  for (const std::string& part : parts) EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST(RouteText, TellsEachRouteBesideTheFastest) {
  const std::string text = route_text(city(), three(), FrontShown::thinned, Lang::en);
  expect_in(text,
            {"as of 2025-02-07", "© OpenStreetMap contributors, ODbL 1.0",
             "From 48.0005000,2.0002000 (Rue <B> & \"C\", 12 m away) to 48.0001000,2.0010000 (a residential street), on foot.\n",
             "In view: at least observe (images (2014)). Kept small: metres possibly in view.", "  1: the fastest.\n",
             "  2: 3 minutes more, 420 m less in view.\n", "  3: 1 h 1 min more, 500 m less in view.\n",
             "No mapped device sees route 3 so, as of 2025-02-07; of it 700 m lie where nobody may have looked.",
             "3 of 5 routes that no other beats", "1,100 m", "of route 3, 700 m are not mapped", "at most 0.02 m apart",
             "Only mapped devices count", "sent nowhere"});
  EXPECT_EQ(text.find("DEVICES THAT"), std::string::npos) << "nobody sees the last";
  EXPECT_EQ(text.find("WHOLE FRONT"), std::string::npos);
}

TEST(RouteText, SaysTheSameInFrench) {
  const std::string text = route_text(city(), three(), FrontShown::whole, Lang::fr);
  expect_in(text,
            {"De 48.0005000,2.0002000 (", "à 12 m) à ", ", à pied.\n", "  1\u202F: le plus rapide.\n",
             "  2\u202F: 3 minutes de plus, 420 m de moins en vue.\n", "  3\u202F: 1 h 1 min de plus, 500 m de moins en vue.\n",
             "Aucun dispositif cartographié ne voit le trajet 3 ainsi, au 2025-02-07\u202F; 700 m en sont là", "LE FRONT ENTIER",
             "ce n’est pas «\u202Fhors de vue\u202F»"});
  for (const char* english : {"route", "device", "view", "more", " of "}) {
    EXPECT_EQ(text.find(english), std::string::npos) << english << "\n" << text;
  }
}

TEST(RouteText, ListsWhoSeesTheLeastSeenAndTheWholeFrontOnRequest) {
  Routed r = three();
  r.routes.routes.pop_back();
  r.routes.shown.pop_back();
  r.routes.finished = false;
  r.routes.routes[1].again_agrees = false;
  r.wish.device_counts = {1};
  const std::string text = route_text(city(), r, FrontShown::whole, Lang::en);
  expect_in(text, {"DEVICES THAT MAY SEE ROUTE 2, the least seen", "n10     camera  R&D <Ltd>", "recognise", "THE WHOLE FRONT",
                   "  5  1 h 11 min         0 m\n", "may be others", "of route 2 that is more than rounding",
                   "0 of 1 devices do not count"});
}

TEST(RouteText, KeepsToTheUnitAndTheAnswerThatWereAsked) {
  Routed r = three();
  r.wish.unit = trips::Unit::seconds;
  EXPECT_EQ(route_sentence(r, 1, Lang::en), "3 minutes more, 5 min 36 s less in view");
  EXPECT_DOUBLE_EQ(kept_small(r.wish, r.routes.routes[0]), 400);
  r.wish.avoid = trips::Avoid::certain;
  EXPECT_DOUBLE_EQ(kept_small(r.wish, r.routes.routes[0]), 96);
  r.wish.unit = trips::Unit::metres;
  r.wish.avoid = trips::Avoid::expected;
  EXPECT_DOUBLE_EQ(kept_small(r.wish, r.routes.routes[0]), 310);
  r.wish.seen_rather = true;
  EXPECT_DOUBLE_EQ(kept_small(r.wish, r.routes.routes[0]), 780);
  EXPECT_EQ(route_sentence(r, 1, Lang::en), "3 minutes more, 320 m more out of certain view");
  EXPECT_EQ(route_sentence(r, 1, Lang::fr), "3 minutes de plus, 320 m de plus hors de vue certaine");
  r.routes.routes[1].time_ms = r.routes.routes[0].time_ms + 40'000;
  r.routes.routes[2] = r.routes.routes[0];
  r.routes.routes[2].time_ms += 61'000;
  EXPECT_EQ(route_sentence(r, 1, Lang::en), "40 s more, 320 m more out of certain view");
  EXPECT_EQ(route_sentence(r, 2, Lang::en), "1 minute more, as much out of certain view");
}

TEST(RouteText, ClaimsNothingOfARouteWithoutLength) {
  Routed r = three();
  r.routes.routes = {route(0, 0, seen(0, 0))};
  const std::string text = route_text(city(), r, FrontShown::thinned, Lang::en);
  EXPECT_EQ(text.find("No mapped device sees"), std::string::npos) << text;
}

TEST(RouteText, TheOtherWayRoundEndsWithTheMostSurelySeen) {
  Routed r = three();
  r.wish.seen_rather = true;
  expect_in(route_text(city(), r, FrontShown::thinned, Lang::en), {"from the fastest to the most surely seen"});
  expect_in(route_text(city(), r, FrontShown::thinned, Lang::fr), {"TRAJETS, du plus rapide au plus sûrement vu"});
}

TEST(RouteText, NoRouteWithinTheLimitsIsAnAnswer) {
  Routed r = three();
  r.routes.routes.clear();
  r.routes.shown.clear();
  r.routes.front.clear();
  r.routes.least_time = 6000;
  r.routes.least_exposure = 1234;
  expect_in(route_text(city(), r, FrontShown::whole, Lang::en),
            {"none within these limits; the fastest takes 10 min; what is kept small is at least 123 m\n"});
  EXPECT_EQ(json::parse(route_json(city(), r))["least_exposure"], 123.4);
  EXPECT_TRUE(json::parse(route_json(city(), r))["routes"].empty());
  EXPECT_TRUE(json::parse(route_geojson(city(), r))["features"].empty());
}

TEST(RouteJson, HoldsEveryFigure) {
  const json answer = json::parse(route_json(city(), three()));
  EXPECT_EQ(answer["as_of"], "2025-02-07T01:02:45Z");
  EXPECT_EQ(answer["mode"], "foot");
  EXPECT_EQ(answer["band"], "observe");
  EXPECT_EQ(answer["most_in_view"], nullptr);
  EXPECT_EQ(answer["devices_left_out"], 0);
  EXPECT_EQ(answer["stops"][0]["asked"], (json{2.0002, 48.0005}));
  EXPECT_EQ(answer["stops"][0]["away_m"], 12.3);
  EXPECT_EQ(answer["stops"][1]["way"], "w2");
  EXPECT_EQ(answer["front"].size(), 5U);
  EXPECT_EQ(answer["front"][1], (json{{"search_time_s", 660.0}, {"search_exposure", 480.0}}));
  ASSERT_EQ(answer["routes"].size(), 3U);
  const json& route = answer["routes"][1];
  EXPECT_EQ(route["front"], 2);
  EXPECT_EQ(route["seconds"], 780.0);
  EXPECT_EQ(route["possible_m"], 80.0);
  EXPECT_EQ(route["expected_m"], 40.0);
  EXPECT_EQ(route["possible_s"], 64.0);
  EXPECT_EQ(route["kept_small"], 80.0);
  EXPECT_EQ(route["measured_again"]["possible_m"], 80.02);
  EXPECT_EQ(route["parts"][1], (json{{"segment", 2}, {"way", "w2"}, {"name", nullptr}, {"from_cm", 10'000}, {"to_cm", 0}}));
  EXPECT_EQ(route["met"][0]["operator"], "R&D <Ltd>");
  EXPECT_EQ(route["met"][0]["narrowest_certain"], nullptr);
  EXPECT_EQ(answer["routes"][0]["met"][0]["narrowest_certain"], "observe");
  EXPECT_EQ(route["line"].size(), 3U);
}

TEST(RouteGeojson, IsOneLineARoute) {
  Routed r = three();
  r.routes.routes[0].line.resize(1);  // from a place to itself
  const json map = json::parse(route_geojson(city(), r));
  ASSERT_EQ(map["features"].size(), 3U);
  for (const json& feature : map["features"]) {
    EXPECT_EQ(feature["geometry"]["type"], "LineString");
    EXPECT_GE(feature["geometry"]["coordinates"].size(), 2U) << "RFC 7946, 3.1.4";
    EXPECT_EQ(feature["properties"]["licence"], "ODbL-1.0");
  }
  EXPECT_EQ(map["features"][1]["properties"]["devices"], json{"n10"});
  EXPECT_EQ(map["features"][1]["geometry"]["coordinates"][2], (json{2.001, 48.0001}));
}

TEST(RouteGpx, HasOneTrackARouteInTheOrderOfTheSchema) {
  const std::string gpx = route_gpx(city(), three(), Lang::en);
  expect_in(gpx, {"<copyright author=\"© OpenStreetMap contributors\"><license>https://www.openstreetmap.org/copyright</license>",
                  "<trk><name>Route 2: 3 minutes more, 420 m less in view</name><desc>13 min, 1.1 km. In view, at least observe: "
                  "certain 0 m, expected 40 m, possible 80 m; mapped devices: 1; not mapped: 0 m; as of 2025-02-07.</desc><src>",
                  "</src><number>2</number><type>foot</type><trkseg>\n<trkpt lat=\"48.0000000\" lon=\"2.0002000\"/>\n"});
  expect_in(route_gpx(city(), three(), Lang::fr), {"<name>Trajet 1\u202F: le plus rapide</name>", "En vue, au moins observer"});
  std::size_t tracks = 0;
  for (std::size_t p = gpx.find("<trk>"); p != std::string::npos; p = gpx.find("<trk>", p + 1)) ++tracks;
  EXPECT_EQ(tracks, 3U);
  EXPECT_NE(gpx.find("<metadata><name>Routes, from the fastest to the least seen</name>"), std::string::npos);
  Routed rather = three();
  rather.wish.seen_rather = true;
  expect_in(route_gpx(city(), rather, Lang::en), {"<metadata><name>Routes, from the fastest to the most surely seen</name>"});
  expect_in(route_gpx(city(), rather, Lang::fr), {"<metadata><name>Trajets, du plus rapide au plus sûrement vu</name>"});
}

}  // namespace
}  // namespace contrechamp::answers
