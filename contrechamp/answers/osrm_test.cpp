// SPDX-License-Identifier: AGPL-3.0-or-later
// Words of turns, and lines as OSRM writes them. Questions are read in fuzz/osrm_fuzz.cpp, whole answers in
// tests/server/osrm_test.cpp.
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/answers/osrm_line.hpp>
#include <contrechamp/answers/osrm_request.hpp>
#include <contrechamp/answers/street_words.hpp>
#include <contrechamp/answers/turns.hpp>
#include <random>
#include <tests/support/testing.hpp>

namespace contrechamp::answers {
namespace {

using trips::Act;
using trips::Towards;

trips::Step step(Act act, Towards towards, std::uint16_t after = 0) {
  trips::Step one;
  one.act = act;
  one.towards = towards;
  one.after = after;
  return one;
}

TEST(Turns, AreToldInBothLanguages) {
  struct Case {
    trips::Step step;
    const char* street;
    const char* en;
    const char* fr;
    const char* ring = "";
  };
  const auto exit = [](std::uint32_t number) {
    trips::Step one = step(Act::roundabout, Towards::right);
    one.exit = number;
    return one;
  };
  for (const Case& c : {
           Case{step(Act::depart, Towards::none, 44), "Rue A", "Go north-east: Rue A", "Partez vers le nord-est\u202F: Rue A"},
           Case{step(Act::depart, Towards::none, 350), "", "Go north", "Partez vers le nord"},
           Case{step(Act::turn, Towards::left), "Rue A", "Turn left: Rue A", "Tournez à gauche\u202F: Rue A"},
           Case{step(Act::turn, Towards::slight_right), "", "Bear right", "Serrez à droite"},
           Case{step(Act::turn, Towards::turn_back), "", "Turn back", "Faites demi-tour"},
           Case{step(Act::stay, Towards::sharp_left), "Rue A", "Turn sharp left to stay on Rue A",
                "Tournez franchement à gauche pour rester sur Rue A"},
           Case{step(Act::stay, Towards::turn_back), "Rue A", "Turn back: Rue A", "Faites demi-tour\u202F: Rue A"},
           Case{step(Act::new_name, Towards::straight), "Rue A", "Go on: Rue A", "Continuez\u202F: Rue A"},
           Case{step(Act::new_name, Towards::right), "Rue A", "Turn right: Rue A", "Tournez à droite\u202F: Rue A"},
           Case{step(Act::end_of_road, Towards::right), "Rue A", "At the end of the street turn right: Rue A",
                "Au bout de la rue, tournez à droite\u202F: Rue A"},
           Case{step(Act::fork, Towards::slight_left), "", "At the fork keep left", "À la fourche, prenez à gauche"},
           Case{exit(1), "Rue A", "At the roundabout take the first exit onto Rue A",
                "Au rond-point, prenez la première sortie vers Rue A"},
           Case{exit(2), "une allée", "At the roundabout take the second exit onto une allée",
                "Au rond-point, prenez la deuxième sortie vers une allée"},
           Case{exit(10), "", "At the roundabout take the tenth exit", "Au rond-point, prenez la dixième sortie"},
           Case{exit(12), "Rue A", "At the roundabout take exit 12 onto Rue A", "Au rond-point, prenez la sortie 12 vers Rue A"},
           Case{exit(3), "Rue A", "At the roundabout Place C take the third exit onto Rue A",
                "Au rond-point Place C, prenez la troisième sortie vers Rue A", "Place C"},
           Case{exit(0), "Rue A", "Enter the roundabout", "Engagez-vous sur le rond-point"},
           Case{step(Act::exit_roundabout, Towards::right), "Rue A", "Leave the roundabout onto Rue A",
                "Quittez le rond-point vers Rue A"},
           Case{step(Act::arrive, Towards::none), "Rue A", "You are there", "Vous êtes arrivé"},
           Case{step(Act::arrive, Towards::right), "Rue A", "You are there, on the right", "Vous êtes arrivé, à droite"},
       }) {
    EXPECT_EQ(instruction(c.step, c.street, c.ring, Lang::en), c.en);
    EXPECT_EQ(instruction(c.step, c.street, c.ring, Lang::fr), c.fr);
  }
}

TEST(Streets, WithoutANameAreToldByWhatTheyAre) {
  scene::Street street;
  const auto told = [&] { return street_words(street, Lang::en) + " / " + street_words(street, Lang::fr); };
  for (const auto& [highway, words] : {std::pair("service", "a service road / une voie de service"),
                                       {"steps", "steps / un escalier"},
                                       {"tertiary_link", "a slip road / une bretelle"},
                                       {"whatever", "a way without a name / une voie sans nom"}}) {
    street.highway = highway;
    EXPECT_EQ(told(), words);
  }
  street.sidewalk = true;
  EXPECT_EQ(told(), "a sidewalk / un trottoir");
  street.street_name = "Rue A";
  EXPECT_EQ(told(), "Rue A / Rue A");
}

TEST(OsrmLine, IsThatOfTheAlgorithmsPage) {
  const std::vector<geo::LatLon> line{
      {385'000'000, -1'202'000'000}, {407'000'000, -1'209'500'000}, {432'520'000, -1'264'530'000}};
  EXPECT_EQ(osrm::encode_polyline(line, 5), "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
  EXPECT_EQ(osrm::decode_polyline("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 5), line);
  for (const char* none : {"_p~iF~ps|U_", "_p~iF", "\x1f", "~~~~~~~~~~~~~~~~~~~~~~", "ÿÿ"}) {
    EXPECT_TRUE(osrm::decode_polyline(none, 5).empty()) << none;
  }
}

/// Once a product overflowed; found by fuzzing.
TEST(OsrmLine, RoundTheWorldStaysAsItIs) {
  const std::vector<geo::LatLon> line{{0, -1'799'000'000}, {100, 0}, {0, 1'799'000'000}, {200, -1'799'000'000}};
  EXPECT_EQ(osrm::simplified(line), line);
}

TEST(OsrmLine, KeepsWhatCanBeSeenAndBothEnds) {
  std::mt19937_64 random(testing::seed());
  std::vector<geo::LatLon> line{{480'000'000, 20'000'000}};
  for (int i = 0; i < 400; ++i) {
    const geo::LatLon last = line.back();
    line.push_back({last.lat_e7 + static_cast<std::int32_t>(random() % 2001) - 1000,
                    last.lon_e7 + static_cast<std::int32_t>(random() % 2001) - 800});
  }
  const std::vector<geo::LatLon> simple = osrm::simplified(line);
  EXPECT_LT(simple.size(), line.size());
  EXPECT_EQ(simple.front(), line.front());
  EXPECT_EQ(simple.back(), line.back());
  // Every point lies near the simplified line: within a thousandth of the extent and a centimetre of rounding.
  const geo::LocalFrame frame(line.front());
  geo::Rect box = geo::bounding(geo::projected(line, frame));
  const double extent = std::max(box.max.x - box.min.x, box.max.y - box.min.y);
  for (const geo::LatLon p : line) {
    double nearest = 1e300;
    for (std::size_t i = 0; i + 1 < simple.size(); ++i) {
      nearest = std::min(
          nearest,
          geo::nearest_on_segment(frame.project(simple[i]), frame.project(simple[i + 1]), frame.project(p)).squared_distance);
    }
    EXPECT_LE(std::sqrt(nearest), extent / 1000 + 1);
  }
}

TEST(OsrmQuestion, KnowsItsAddresses) {
  for (const char* path : {"/route/v1/foot/1,2;3,4", "/route/", "/match/v1/x", "/tile/v1/car/tile(1,2,3).mvt"}) {
    EXPECT_TRUE(osrm::is_osrm(path)) << path;
  }
  for (const char* path : {"/", "/route", "/routes/v1", "/api/v1/front", "/tiles/map.json", "route/v1"}) {
    EXPECT_FALSE(osrm::is_osrm(path)) << path;
  }
}

TEST(OsrmQuestion, ReadsPlacesLongitudeFirst) {
  const auto asked = osrm::parse("/route/v1/cycling/13.38886,52.517037;-1e-7,+5.5e-8.json", "radiuses=12.345;&alternatives=2");
  ASSERT_TRUE(asked) << asked.error().message;
  EXPECT_EQ(asked->mode, scene::Mode::bike);
  EXPECT_EQ(asked->places, (std::vector<geo::LatLon>{{525'170'370, 133'888'600}, {0, -1}}));
  EXPECT_NEAR(asked->radiuses[0].count(), 12.35, 1e-9);
  EXPECT_EQ(asked->radiuses[1].count(), osrm::usual_radius.count());
  EXPECT_EQ(asked->alternatives, 2U);
  const auto line = osrm::parse("/table/v1/driving/polyline(_p~iF~ps%7CU_ulLnnqC_mqNvxq%60@)", "");
  ASSERT_TRUE(line) << line.error().message;
  EXPECT_EQ(line->places.size(), 3U);
  EXPECT_EQ(line->sources, (std::vector<std::size_t>{0, 1, 2}));
}

}  // namespace
}  // namespace contrechamp::answers
