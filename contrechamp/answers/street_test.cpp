// SPDX-License-Identifier: AGPL-3.0-or-later
// What a map asks of a town drawn by hand: which segments are one street, who watches it, pages, boxes, filters.
#include <gtest/gtest.h>
#include <contrechamp/answers/drawn_town.hpp>
#include <contrechamp/answers/filter.hpp>
#include <contrechamp/answers/geojson.hpp>
#include <nlohmann/json.hpp>
#include <set>

namespace contrechamp::answers {
namespace {

using Numbers = std::vector<std::uint32_t>;
using nlohmann::json;

using drawn::add_device;
using drawn::at;
using drawn::sees;
using drawn::town;

struct City : drawn::City {
  explicit City(const atlas::Contents& contents) : drawn::City(contents), index(std::in_place, *subject) {}

  [[nodiscard]] json segment(std::uint32_t number, const DeviceFilter& filter = {}, std::optional<std::uint8_t> band = {}) const {
    Selection selection;
    selection.band = band;
    selection.device_counts = device_counts(*subject, filter);
    const auto text = segment_geojson(*subject, *index, selection, number);
    EXPECT_TRUE(text);
    return json::parse(*text);
  }

  std::optional<StreetIndex> index;
};

TEST(Street, HangsTogetherByNameAndNode) {
  const City city(town({{"Rue A", {0, 100, 200}},                               // 0, 1
                        {"Rue B", {100, 101}},                                  // 2: crosses
                        {"Rue A", {200, 300}},                                  // 3: goes on
                        {"Rue A", {5050, 5150}},                                // 4: another of the name, elsewhere
                        {"", {300, 301, 302}},                                  // 5, 6
                        {"", {302, 303}},                                       // 7: another way
                        {"Rue A", {300, 400}, scene::LeftOut::access_private},  // 8: nobody's way
                        {"Rue A", {400, 500}}}));                               // 9: only private ground leads there
  EXPECT_EQ(city.index->street_of(0), (Numbers{0, 1, 3}));
  EXPECT_EQ(city.index->street_of(3), (Numbers{0, 1, 3}));
  EXPECT_EQ(city.index->street_of(2), (Numbers{2}));
  EXPECT_EQ(city.index->street_of(4), (Numbers{4}));
  EXPECT_EQ(city.index->street_of(5), (Numbers{5, 6}));
  EXPECT_EQ(city.index->street_of(7), (Numbers{7}));
  EXPECT_EQ(city.index->street_of(9), (Numbers{9}));
  EXPECT_EQ(city.index->street_of(8), (Numbers{0, 1, 3, 8, 9}));  // asked for, it is part of the street
}

/// Two devices over "Rue A" (segments 0 and 1); the police's camera surely sees 30 m of segment 0 at two bands.
City watched() {
  atlas::Contents c = town({{"Rue A", {0, 100, 200}}, {"Rue B", {100, 101}}});
  add_device(c, 10, scene::Kind::camera, "Police", at(0, 1));
  add_device(c, 11, scene::Kind::webcam, "", at(50, 50));
  c.snapshot.devices[0].heads[0].source = scene::AxisSource::numeric;
  c.sightings = {sees(0, 0, 0, 0, 4000, 65535), sees(0, 0, 1, 0, 3000, 65535), sees(0, 1, 0, 0, 1000, 13107),
                 sees(1, 0, 0, 2000, 6000, 26214), sees(1, 2, 0, 0, 500, 26214)};
  return City(std::move(c));
}

TEST(Street, SumsItsSegmentsAndNamesItsWatchers) {
  const City city = watched();
  const json street = city.segment(1)["street"];
  EXPECT_EQ(street["name"], "Rue A");
  EXPECT_EQ(street["segments"], (json{0, 1}));
  EXPECT_DOUBLE_EQ(street["length_m"].get<double>(), 200);
  EXPECT_DOUBLE_EQ(street["surveyed_m"].get<double>(), 0);
  // 40 m certain; 20 m more at p = 0.4; 10 m at 0.2.
  EXPECT_EQ(street["in_view"]["monitor"], (json{{"certain_m", 40.0}, {"expected_m", 50.0}, {"possible_m", 70.0}}));
  EXPECT_EQ(street["in_view"]["detect"], (json{{"certain_m", 30.0}, {"expected_m", 30.0}, {"possible_m", 30.0}}));
  EXPECT_FALSE(street["in_view"].contains("observe"));
  EXPECT_EQ(street["band"], "monitor");
  ASSERT_EQ(street["devices"].size(), 2U);
  EXPECT_EQ(street["devices"][0], (json{{"id", "n10"},
                                        {"kind", "camera"},
                                        {"operator", "Police"},
                                        {"private_person", false},
                                        {"direction_known", true},
                                        {"certain_m", 40.0},
                                        {"expected_m", 42.0},
                                        {"possible_m", 50.0}}));
  EXPECT_EQ(street["devices"][1]["id"], "n11");
  EXPECT_EQ(street["devices"][1]["operator"], nullptr);
  EXPECT_EQ(street["devices"][1]["direction_known"], false);
  EXPECT_DOUBLE_EQ(street["devices"][1]["expected_m"].get<double>(), 16);  // its own, not what the other leaves
}

TEST(Street, ABandNarrowsTheMetresOfItsDevicesAndNotTheirList) {
  const json street = watched().segment(0, {}, 1)["street"];
  EXPECT_EQ(street["band"], "detect");
  EXPECT_TRUE(street["in_view"].contains("monitor"));
  ASSERT_EQ(street["devices"].size(), 2U);
  EXPECT_DOUBLE_EQ(street["devices"][0]["certain_m"].get<double>(), 30);
  EXPECT_DOUBLE_EQ(street["devices"][1]["possible_m"].get<double>(), 0);
}

TEST(Street, UnderAFilterOnlyWhoMatchesCounts) {
  const City city = watched();
  const json answer = city.segment(0, {.operators = {""}});
  ASSERT_EQ(answer["street"]["devices"].size(), 1U);
  EXPECT_EQ(answer["street"]["devices"][0]["id"], "n11");
  EXPECT_EQ(answer["street"]["in_view"], (json{{"monitor", {{"certain_m", 0.0}, {"expected_m", 16.0}, {"possible_m", 40.0}}}}));
  EXPECT_EQ(answer["properties"]["in_view"]["monitor"]["devices"], json{"n11"});
  EXPECT_TRUE(city.segment(0, {.kinds = {"camera"}, .operators = {"Nobody"}})["street"]["in_view"].empty());
}

TEST(Street, ANumberThatNoSegmentHasIsAnError) {
  const City city = watched();
  EXPECT_TRUE(segment_geojson(*city.subject, *city.index, {}, 2));
  EXPECT_EQ(segment_geojson(*city.subject, *city.index, {}, 3).error().code, Errc::no_such_segment);
}

TEST(Pages, TogetherTheyAreTheWholeAndTheLastHasNoLink) {
  atlas::Contents c = town({{"Rue A", {0, 100, 200, 300, 400}}});
  for (int i = 0; i < 7; ++i) add_device(c, 10 + i, scene::Kind::camera, i % 2 == 0 ? "Police" : "", at(i, 0));
  const City city(std::move(c));
  const auto all = json::parse(devices_geojson(*city.subject, {}, {}));
  EXPECT_EQ(all["numberMatched"], 7);
  EXPECT_TRUE(all["links"].empty());
  json features = json::array();
  Page page{.limit = 3, .next = "/api/devices?operator=\"&"};
  for (; page.offset < 7; page.offset += 3) {
    const auto part = json::parse(devices_geojson(*city.subject, {}, page));
    EXPECT_EQ(part["numberMatched"], 7);
    EXPECT_EQ(part["numberReturned"], part["features"].size());
    EXPECT_EQ(part["links"].empty(), page.offset == 6);
    if (page.offset == 0) {
      EXPECT_EQ(part["links"][0]["href"], "/api/devices?operator=\"&offset=3");
    }
    for (const json& feature : part["features"]) features.push_back(feature);
  }
  EXPECT_EQ(features, all["features"]);
  page.offset = 4'000'000'000;
  EXPECT_TRUE(json::parse(devices_geojson(*city.subject, {}, page))["features"].empty());
  const auto counts = device_counts(*city.subject, {.operators = {"Police"}});
  EXPECT_EQ(json::parse(devices_geojson(*city.subject, counts, {.limit = 1}))["numberMatched"], 4);
}

TEST(Boxes, WhatLiesOnTheirBorderBelongsToThem) {
  atlas::Contents c = town({{"Rue A", {0, 100, 200, 300, 400}}});  // from (0, 0) east to (4, 0)
  for (int i = 0; i < 5; ++i) add_device(c, 10 + i, scene::Kind::camera, "", at(i, 0));
  const City city(std::move(c));
  EXPECT_EQ(city.index->touching({at(1, 0), at(2, 5)}), (Numbers{0, 1, 2}));
  EXPECT_EQ(city.index->touching({at(1, 1), at(2, 5)}), Numbers{});
  const auto devices = [&](const geo::Box& box) {
    return json::parse(devices_geojson(*city.subject, {}, {.box = box}))["numberMatched"].get<int>();
  };
  EXPECT_EQ(devices({at(1, 0), at(2, 5)}), 2);
  EXPECT_EQ(devices({at(1, -5), at(2, -1)}), 0);
  EXPECT_EQ(devices({at(-90, -90), at(90, 90)}), 5);
  const auto segments = json::parse(segments_geojson(*city.subject, *city.index, {}, {.box = geo::Box{at(1, 0), at(2, 5)}}));
  EXPECT_EQ(segments["numberMatched"], 3);
  EXPECT_EQ(segments["features"][2]["id"], 2);
}

}  // namespace
}  // namespace contrechamp::answers
