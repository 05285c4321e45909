// SPDX-License-Identifier: AGPL-3.0-or-later
// What a map asks of a whole town: devices, segments, one street; against what the program prints, and docs/json.md.
#include <gtest/gtest.h>
#include <contrechamp/atlas/native/file.hpp>
#include <contrechamp/observatory/observatory.hpp>
#include <map>
#include <tests/cli/keys.hpp>

namespace contrechamp::cli_test {
namespace {

using observatory::Observatory;
using observatory::Question;
using observatory::What;

const Observatory& town_map() {
  static const auto file = atlas::MappedFile::open(town_atlas().string());
  static const auto opened = Observatory::open(file->bytes(), observatory::With::map);
  return *opened;
}

Json asked(Question question) {
  question.form = observatory::Form::json;
  const auto answer = town_map().ask(question);
  EXPECT_TRUE(answer) << answer.error().sentence();
  return answer ? Json::parse(*answer) : Json();
}

Errc refused(Question question) {
  question.form = observatory::Form::json;
  const auto answer = town_map().ask(question);
  EXPECT_FALSE(answer);
  return answer ? Errc::count : answer.error().code;
}

Json all_devices() { return asked({.what = What::devices, .limit = observatory::max_limit}); }

TEST(Devices, AreAllOfTheTownWhereExplainPutsThem) {
  const Json devices = all_devices();
  EXPECT_EQ(devices["numberMatched"], 195);
  for (std::size_t i = 0; i < devices["features"].size(); i += 8) {
    const Json& feature = devices["features"][i];
    const Json& properties = feature["properties"];
    const std::string id = properties["id"].get<std::string>();
    const Json explained = asked({.what = What::explain, .device = id});
    EXPECT_EQ(explained["position"], feature["geometry"]["coordinates"]) << id;
    EXPECT_EQ(explained["has_view"], properties["has_view"]) << id;
    EXPECT_EQ(explained["kind"], properties["kind"]) << id;
    EXPECT_EQ(explained["heads"][0]["axis_deg"], properties["axis"]) << id;
    for (const std::size_t axis : {0U, 1U})  // a placement moves by metres
      EXPECT_NEAR(explained["eye"][axis].get<double>(), explained["position"][axis].get<double>(), 0.001) << id;
    if (explained["placement"]["moved_m"].get<double>() > 0.1) {
      EXPECT_NE(explained["eye"], explained["position"]) << id;
    }
  }
}

TEST(Devices, AFilterLeavesThoseThatMatchOneWordOfEachList) {
  std::map<std::string, int> kinds;
  int silent_cameras = 0;
  const Json devices = all_devices();
  for (const Json& feature : devices["features"]) {
    ++kinds[feature["properties"]["kind"].get<std::string>()];
    silent_cameras += feature["properties"]["kind"] == "camera" && feature["properties"]["operator"].is_null() ? 1 : 0;
  }
  ASSERT_GT(kinds.size(), 3U);
  const auto matched = [](answers::DeviceFilter filter) {
    return asked({.what = What::devices, .filter = std::move(filter)})["numberMatched"].get<int>();
  };
  EXPECT_EQ(matched({.kinds = {"camera"}}), kinds["camera"]);
  EXPECT_EQ(matched({.kinds = {"guard", "plate_reader"}}), kinds["guard"] + kinds["plate_reader"]);
  EXPECT_EQ(matched({.kinds = {"camera"}, .operators = {""}}), silent_cameras);
  EXPECT_EQ(matched({.operators = {"Nobody at all"}}), 0);
}

TEST(Segments, PagesHoldWhatExposureHolds) {
  const Json whole = parsed(program({"exposure", town_atlas().string()}));
  Json features = Json::array();
  Question question{.what = What::segments, .limit = 100};
  for (;; question.offset += question.limit) {
    const Json page = asked(question);
    EXPECT_EQ(page["numberMatched"], whole["features"].size());
    if (page["numberReturned"] == 0) break;
    for (const Json& feature : page["features"]) features.push_back(feature);
  }
  EXPECT_EQ(features, whole["features"]);
}

TEST(Segments, ABoxHoldsThoseWhosePointsSurroundIt) {
  const Json whole = parsed(program({"exposure", town_atlas().string(), "--band", "monitor"}));
  const geo::Box box{{488'490'000, -250'020'000}, {488'505'000, -249'990'000}};
  Json expected = Json::array();
  for (const Json& feature : whole["features"]) {
    double west = 180, east = -180, south = 90, north = -90;
    for (const Json& p : feature["geometry"]["coordinates"]) {
      west = std::min(west, p[0].get<double>());
      east = std::max(east, p[0].get<double>());
      south = std::min(south, p[1].get<double>());
      north = std::max(north, p[1].get<double>());
    }
    const bool touches = west <= box.max.lon_e7 * 1e-7 && east >= box.min.lon_e7 * 1e-7 && south <= box.max.lat_e7 * 1e-7 &&
                         north >= box.min.lat_e7 * 1e-7;
    if (touches) expected.push_back(feature);
  }
  EXPECT_GT(expected.size(), 10U);
  EXPECT_LT(expected.size(), whole["features"].size() / 2);
  EXPECT_EQ(asked({.what = What::segments, .band = "monitor", .box = box, .limit = 10'000})["features"], expected);
}

/// Every street is made of whole segments, once each; its figures are their sums.
TEST(Segment, ItsStreetIsTheSumOfItsSegments) {
  const Json whole = parsed(program({"exposure", town_atlas().string()}))["features"];
  std::size_t watched = 0;
  for (std::uint32_t i = 0; i < whole.size(); i += 11) {
    const Json one = asked({.what = What::segment, .segment = i});
    EXPECT_EQ(one["properties"], whole[i]["properties"]);
    double length = 0;
    std::map<std::string, double> possible;
    std::set<std::string> devices;
    for (const Json& number : one["street"]["segments"]) {
      const Json& properties = whole[number.get<std::size_t>()]["properties"];
      EXPECT_EQ(properties["name"], one["properties"]["name"]);
      length += properties["length_cm"].get<double>() / 100;
      for (const auto& [band, seen] : properties["in_view"].items()) {
        possible[band] += seen["possible_m"].get<double>();
        for (const Json& device : seen["devices"]) devices.insert(device.get<std::string>());
      }
    }
    EXPECT_NEAR(one["street"]["length_m"].get<double>(), length, 0.006);
    EXPECT_EQ(one["street"]["in_view"].size(), possible.size());
    for (const auto& [band, metres] : possible)
      EXPECT_NEAR(one["street"]["in_view"][band]["possible_m"].get<double>(), metres, 0.006) << i << " " << band;
    std::set<std::string> watchers;
    for (const Json& device : one["street"]["devices"]) watchers.insert(device["id"].get<std::string>());
    EXPECT_EQ(watchers, devices) << i;
    watched += devices.empty() ? 0 : 1;
  }
  EXPECT_GT(watched, 10U);
}

/// The tile of zoom 14 that holds a position.
tiles::TileId tile_at(geo::LatLon at) {
  const geo::Cell cell = geo::cell(at);
  return {14, cell.x, cell.y};
}

TEST(Tiles, HoldTheTownAndNothingElsewhere) {
  const tiles::TileId middle = tile_at({488'500'000, -250'000'000});
  for (const std::string_view set : {"map", "devices", "image-2014", "image-2025", "plate"}) {
    SCOPED_TRACE(set);
    const auto tile = town_map().ask({.what = What::tile, .tile_set = set, .tile = middle});
    ASSERT_TRUE(tile) << tile.error().sentence();
    EXPECT_GT(tile->size(), 100U);
    EXPECT_EQ(town_map().ask({.what = What::tile, .tile_set = set, .tile = {14, 0, 0}}), "");
    const auto nobody =
        town_map().ask({.what = What::tile, .filter = {.operators = {"Nobody at all"}}, .tile_set = set, .tile = middle});
    EXPECT_EQ(*nobody == *tile, set == "map") << "the map itself does not depend on the filter";
    const Json about = asked({.what = What::tilejson, .tile_set = set, .tiles_url = "/tiles/x/{z}/{x}/{y}.mvt"});
    EXPECT_EQ(about["tiles"], Json{"/tiles/x/{z}/{x}/{y}.mvt"});
  }
}

TEST(Tiles, OfIslandsAreThoseThatWereFound) {
  const tiles::TileId middle = tile_at({488'500'000, -250'000'000});
  for (const std::string_view mode : {"", "bike", "car"}) {
    const observatory::Question plain{.what = What::tile, .tile_set = "islands", .tile = middle, .mode = mode};
    const auto found = town_map().islands(plain);
    ASSERT_TRUE(found) << mode;
    observatory::Question with = plain;
    with.islands = &*found;
    EXPECT_GT(town_map().ask(plain)->size(), 100U) << mode;
    EXPECT_EQ(*town_map().ask(plain), *town_map().ask(with)) << mode;
  }
  const auto plain = town_map().ask({.what = What::tile, .tile_set = "islands", .tile = middle});
  const auto filtered =
      town_map().ask({.what = What::tile, .filter = {.operators = {""}}, .tile_set = "islands", .tile = middle});
  EXPECT_NE(*plain, *filtered);
  for (const What what : {What::tile, What::tilejson}) {
    EXPECT_EQ(refused({.what = what, .tile_set = "islands", .mode = "train"}), Errc::bad_argument);
    EXPECT_EQ(refused({.what = what, .ladder = "image-1999", .tile_set = "islands"}), Errc::bad_argument);
    EXPECT_EQ(refused({.what = what, .filter = {.kinds = {"spy"}}, .tile_set = "islands"}), Errc::bad_argument);
  }
}

TEST(Questions, WordsAndNumbersOfAStrangerAreChecked) {
  EXPECT_EQ(refused({.what = What::devices, .limit = 0}), Errc::bad_argument);
  EXPECT_EQ(refused({.what = What::segments, .limit = 10'001}), Errc::bad_argument);
  EXPECT_EQ(refused({.what = What::devices, .box = geo::Box{{10, 0}, {0, 10}}}), Errc::bad_argument);
  EXPECT_EQ(refused({.what = What::devices, .box = geo::Box{{0, 10}, {10, 0}}}), Errc::bad_argument);
  EXPECT_EQ(refused({.what = What::segments, .filter = {.kinds = {"spy"}}}), Errc::bad_argument);
  EXPECT_EQ(refused({.what = What::segments, .ladder = "image-1999"}), Errc::bad_argument);
  EXPECT_EQ(refused({.what = What::segment, .segment = 4'000'000'000}), Errc::no_such_segment);
  EXPECT_EQ(refused({.what = What::tile, .tile_set = "moon"}), Errc::bad_argument);
  EXPECT_EQ(refused({.what = What::tile, .tile_set = "map", .tile = {17, 0, 0}}), Errc::bad_argument);
  EXPECT_EQ(refused({.what = What::tile, .tile_set = "map", .tile = {3, 8, 0}}), Errc::bad_argument);
}

TEST(Questions, OneOpenedForFiguresHasNoMap) {
  const auto file = atlas::MappedFile::open(town_atlas().string());
  const auto figures = Observatory::open(file->bytes());
  for (const What what : {What::segments, What::segment, What::tile, What::tilejson})
    EXPECT_EQ(figures->ask({.what = what, .tile_set = "map"}).error().code, Errc::bad_argument);
  EXPECT_TRUE(figures->ask({.what = What::devices}));
}

TEST(Keys, OfDevicesAreDocumented) {
  expect_documented("devices", {all_devices(), asked({.what = What::devices, .limit = 3, .next = "devices?limit=3&"})});
}

TEST(Keys, OfSegmentsAreDocumented) {
  expect_documented("segments", {asked({.what = What::segments, .limit = 200, .next = "segments?"}),
                                 asked({.what = What::segments, .ladder = "plate", .limit = 10'000})});
}

TEST(Keys, OfASegmentAreDocumented) {
  std::vector<Json> answers;
  for (std::uint32_t i = 0; i < 200; i += 10) answers.push_back(asked({.what = What::segment, .segment = i}));
  expect_documented("segment", answers);
}

}  // namespace
}  // namespace contrechamp::cli_test
