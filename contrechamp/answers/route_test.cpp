// SPDX-License-Identifier: AGPL-3.0-or-later
// How routes are asked for and told: places as people type them, and answers from routes filled in by hand.
#include <gtest/gtest.h>
#include <cmath>
#include <contrechamp/answers/drawn_town.hpp>
#include <contrechamp/answers/route.hpp>
#include <contrechamp/answers/route_place.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <tests/support/testing.hpp>

namespace contrechamp::answers {
namespace {

using drawn::at;
using nlohmann::json;
using Words = std::vector<std::string>;

TEST(Place, IsReadInTheOrderOfMapSites) {
  const geo::LatLon paris{488'566'000, 23'522'000};
  for (const char* text :
       {"48.8566,2.3522", "48.8566, 2.3522", " 48.8566 ,2.3522\n", "+48.8566,+2.35220000004", "geo:48.8566,2.3522",
        "GEO:48.8566,2.3522,35.2", "geo:48.8566,2.3522;crs=WGS84;u=35", "geo:48.8566,2.3522?z=17"}) {
    const auto place = place_from(text);
    ASSERT_TRUE(place) << text << ": " << place.error().sentence();
    EXPECT_EQ(*place, paris) << text;
  }
  EXPECT_EQ(*place_from("-33.5,-.25"), (geo::LatLon{-335'000'000, -2'500'000}));
  EXPECT_EQ(*place_from("0,-180"), (geo::LatLon{0, -1'800'000'000}));
  EXPECT_EQ(*place_from("48.00000004,2.00000005"), (geo::LatLon{480'000'000, 20'000'001})) << "rounded, not cut";
}

TEST(Place, IsRefusedWithASentenceThatSaysTheOrder) {
  struct Case {
    const char* text;
    Errc code;
    const char* about;
  };
  for (const Case& c : {Case{"", Errc::bad_argument, "latitude first"},
                        Case{"48.8566", Errc::bad_argument, "latitude first"},
                        Case{"48,8566,2,3522", Errc::bad_argument, "decimals stand after a point"},
                        Case{"48,8566 2,3522", Errc::bad_argument, "decimals stand after a point"},
                        Case{"48,8566;2,3522", Errc::bad_argument, "decimals stand after a point"},
                        Case{"48,8566", Errc::bad_coordinate, "decimals stand after a point"},
                        Case{"151.2,-33.8", Errc::bad_coordinate, "exchanged"},
                        Case{"91,2", Errc::bad_coordinate, "exchanged"},
                        Case{"-90.0000001,181", Errc::bad_coordinate, "latitude first"},
                        Case{"45.5,180.0000001", Errc::bad_coordinate, "latitude first"},
                        Case{"86,2", Errc::bad_coordinate, "only latitudes to 85"},
                        Case{"4e1,2", Errc::bad_argument, "latitude first"},
                        Case{"nan,2", Errc::bad_argument, "latitude first"},
                        Case{"--4,2", Errc::bad_argument, "latitude first"},
                        Case{".,2", Errc::bad_argument, "latitude first"},
                        Case{"48.85N,2.35E", Errc::bad_argument, "latitude first"},
                        Case{"12345678901234567890,2", Errc::bad_argument, "latitude first"},
                        Case{"geo:48,2;crs=epsg32631", Errc::bad_argument, "only a plain place"},
                        Case{"geo:0,0?q=Paris", Errc::bad_argument, "only a plain place"},
                        Case{"geo:1,2,3,4", Errc::bad_argument, "decimals stand"}}) {
    const auto place = place_from(c.text);
    ASSERT_FALSE(place) << c.text;
    EXPECT_EQ(place.error().code, c.code) << c.text;
    EXPECT_NE(place.error().sentence().find(c.about), std::string::npos) << c.text << ": " << place.error().sentence();
    EXPECT_TRUE(place.error().detail_fr.starts_with(place.error().detail.substr(0, place.error().detail.find_last_of('"'))));
    EXPECT_NE(place.error().detail_fr, place.error().detail) << c.text;
  }
}

// Oracle: the C library.
TEST(Place, NumbersAreThoseOfStrtod) {
  std::mt19937_64 random(testing::seed());
  for (int i = 0; i < 20'000; ++i) {
    std::string text = random() % 2 == 0 ? "-" : "";
    const auto add = [&](std::size_t n) {
      for (std::size_t k = 0; k < n; ++k) text += static_cast<char>('0' + random() % 10);
    };
    add(1 + random() % 4);
    if (random() % 8 != 0) text += ".";
    if (text.back() == '.') add(random() % 12);
    const auto value = decimal_from(text, 7);
    ASSERT_TRUE(value) << text;
    EXPECT_NEAR(static_cast<double>(*value), std::strtod(text.c_str(), nullptr) * 1e7, 0.5001) << text;
    const auto place = geo::checked_e7(*value, *value);
    if (place) {
      EXPECT_EQ(*place_from(place_text(*place)), *place) << text;
    }
  }
}

/// Two streets of 200 and 100 m, three devices.
const Subject& city() {
  static const drawn::City one = [] {
    atlas::Contents c = drawn::town({{"Rue A", {0, 100, 200}}, {"Rue <B> & \"C\"", {100, 101}}});
    drawn::add_device(c, 10, scene::Kind::camera, "Police", at(0, 1));
    drawn::add_device(c, 11, scene::Kind::webcam, "R&D <Ltd>", at(50, 50));
    drawn::add_device(c, 12, scene::Kind::plate_reader, "Police", at(90, 90));
    c.snapshot.inputs.push_back({});
    c.snapshot.inputs.back().file = "ville.osm.pbf";
    c.snapshot.inputs.back().replication_time = 1'738'890'165;
    c.sightings = {drawn::sees(0, 0, 2, 0, 4000, 65535)};
    return drawn::City(std::move(c));
  }();
  return *one.subject;
}

RouteWords words(std::string_view from = "48,2", std::string_view to = "48.005,2.005") { return {.from = from, .to = to}; }

TEST(RouteQuestion, HasTheDefaultsOfTheOtherCommands) {
  const auto wish = route_question(city(), words());
  ASSERT_TRUE(wish) << wish.error().sentence();
  EXPECT_EQ(wish->mode, scene::Mode::foot);
  EXPECT_EQ(wish->band, (optics::BandRef{optics::Ladder::image_2014, 2}));
  EXPECT_EQ(wish->avoid, trips::Avoid::possible);
  EXPECT_EQ(wish->unit, trips::Unit::metres);
  EXPECT_EQ(wish->stops, (std::vector<geo::LatLon>{at(0, 0), at(50, 50)}));
  EXPECT_TRUE(route_question(city(), words("2.2,48.2"))) << "far away, either way: whoever looks for a street says so";
  EXPECT_TRUE(wish->device_counts.empty());
  EXPECT_TRUE(!wish->seen_rather && wish->whole_front && !wish->most_minutes_more && !wish->most_in_view);
}

TEST(RouteQuestion, TakesEveryWord) {
  const Words via{"48.001,2", "48.002,2"};
  RouteWords w = words();
  w.via = via;
  w.mode = "car";
  w.family = "plate";
  w.answer = "certain";
  w.measure = "seconds";
  w.most_minutes_more = "2.5";
  w.most_in_view = "0";
  w.rather_seen = true;
  const auto wish = route_question(city(), w);
  ASSERT_TRUE(wish) << wish.error().sentence();
  EXPECT_EQ(wish->mode, scene::Mode::car);
  EXPECT_EQ(wish->band, (optics::BandRef{optics::Ladder::plate, 0}));
  EXPECT_EQ(wish->avoid, trips::Avoid::certain);
  EXPECT_EQ(wish->unit, trips::Unit::seconds);
  EXPECT_EQ(wish->stops, (std::vector<geo::LatLon>{at(0, 0), at(0, 10), at(0, 20), at(50, 50)}));
  EXPECT_EQ(wish->most_minutes_more, 2.5);
  EXPECT_EQ(wish->most_in_view, 0.0);
  EXPECT_TRUE(wish->seen_rather);
}

TEST(RouteQuestion, FindsTheLadderByFamilyOrName) {
  const auto band = [](std::string_view family, std::string_view ladder, std::string_view name) {
    RouteWords w = words();
    w.family = family;
    w.ladder = ladder;
    w.band = name;
    const auto wish = route_question(city(), w);
    EXPECT_TRUE(wish);
    return wish ? wish->band : optics::BandRef{};
  };
  EXPECT_EQ(band("image", "", "identify"), (optics::BandRef{optics::Ladder::image_2014, 4}));
  EXPECT_EQ(band("image", "image-2025", ""),
            (optics::BandRef{optics::Ladder::image_2025, optics::leading_band_of(optics::Ladder::image_2025)}));
  EXPECT_EQ(band("", "sound", "speech").ladder, optics::Ladder::sound);
  EXPECT_EQ(band("", "", "watch").ladder, optics::Ladder::presence) << "the first of the mode that has the band";
}

TEST(RouteQuestion, WhatCountsIsKeptAndLeftOutByWords) {
  const auto counts = [](const DeviceFilter& only, const DeviceFilter& without, const Words& devices, const Words& kept = {}) {
    RouteWords w = words();
    w.only = only;
    w.without = without;
    w.without_devices = devices;
    w.only_devices = kept;
    const auto wish = route_question(city(), w);
    EXPECT_TRUE(wish);
    return wish ? wish->device_counts : std::vector<std::uint8_t>{};
  };
  using Flags = std::vector<std::uint8_t>;
  EXPECT_EQ(counts({.kinds = {"camera", "webcam"}}, {}, {}), (Flags{1, 1, 0}));
  EXPECT_EQ(counts({}, {.operators = {"Police"}}, {}), (Flags{0, 1, 0}));
  EXPECT_EQ(counts({}, {.kinds = {"webcam"}, .operators = {"Nobody"}}, {}), (Flags{1, 0, 1}));
  EXPECT_EQ(counts({.operators = {"Police"}}, {.kinds = {"camera"}}, {}), (Flags{0, 0, 1}));
  EXPECT_EQ(counts({}, {}, {"n11", "node/12"}), (Flags{1, 0, 0}));
  EXPECT_EQ(counts({}, {}, {}, {"n11"}), (Flags{0, 1, 0}));
  EXPECT_EQ(counts({}, {}, {}, {"n11", "node/12", "n11"}), (Flags{0, 1, 1}));
  EXPECT_EQ(counts({.operators = {"Police"}}, {}, {}, {"n11", "n12"}), (Flags{0, 0, 1})) << "both must hold";
  EXPECT_EQ(counts({}, {.kinds = {"webcam"}}, {"n12"}, {"n10", "n11", "n12"}), (Flags{1, 0, 0}));
}

TEST(RouteQuestion, RefusesWithWhatIsKnown) {
  const auto refused = [](auto&& change, Errc code, const std::string& about) {
    RouteWords w = words();
    change(w);
    const auto wish = route_question(city(), w);
    ASSERT_FALSE(wish) << about;
    EXPECT_EQ(wish.error().code, code) << about;
    EXPECT_NE(wish.error().detail.find(about), std::string::npos) << wish.error().detail;
    const bool only_names = code == Errc::no_such_device;
    EXPECT_EQ(wish.error().detail_fr.empty(), only_names) << "no words in French: " << wish.error().detail;
  };
  const Words via{"91,200"};
  const Words devices{"n99"};
  refused([](RouteWords& w) { w.mode = "boat"; }, Errc::bad_argument, "known: foot, bike, car");
  refused([](RouteWords& w) { w.family = "smell"; }, Errc::bad_argument, "known: image, plate, sound, presence, speed");
  refused([](RouteWords& w) { w.family = "image", w.ladder = "plate"; }, Errc::bad_argument, "known: image-2014, image-2025");
  refused([](RouteWords& w) { w.band = "x"; }, Errc::bad_argument, "known: monitor");
  refused([](RouteWords& w) { w.answer = "likely"; }, Errc::bad_argument, "known: possible, expected, certain");
  refused([](RouteWords& w) { w.measure = "feet"; }, Errc::bad_argument, "known: metres, seconds");
  refused([](RouteWords& w) { w.most_minutes_more = "-1"; }, Errc::bad_argument, "a number from 0 on");
  refused([](RouteWords& w) { w.most_in_view = "1,5"; }, Errc::bad_argument, "a number from 0 on");
  refused([](RouteWords& w) { w.without.kinds = {"eye"}; }, Errc::bad_argument, "kind \"eye\"; known: camera");
  refused([&](RouteWords& w) { w.without_devices = devices; }, Errc::no_such_device, "n99");
  refused([&](RouteWords& w) { w.only_devices = devices; }, Errc::no_such_device, "n99");
  refused([&](RouteWords& w) { w.via = via; }, Errc::bad_coordinate, "via: \"91,200\"");
  refused([](RouteWords& w) { w.from = ""; }, Errc::bad_argument, "from: \"\" is no place");
  refused([](RouteWords& w) { w.to = "2.005,48.005"; }, Errc::bad_coordinate, "to: 2.005,48.005 lies outside of this atlas");
  refused([](RouteWords& w) { w.to = "2.05,48.05"; }, Errc::bad_coordinate, "inside if its two numbers are exchanged");
}

}  // namespace
}  // namespace contrechamp::answers
