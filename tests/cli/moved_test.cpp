// SPDX-License-Identifier: AGPL-3.0-or-later
// A device that is moved far, to the façade of the hall that it was mapped in: whatever asks about it finds it there.
#include <gtest/gtest.h>
#include <tests/cli/extract.hpp>
#include <tests/cli/program.hpp>

namespace contrechamp::cli_test {
namespace {

/// A hall 1.2 km long with a house 20 m before its eastern front, and a street between them. One camera is mapped in the middle
/// of the hall, one on its front; both look east.
struct Hall {
  Hall() {
    Extract extract({48.85, 2.35});
    extract.house({-600, -50}, {600, 50});
    extract.house({620, -60}, {640, 60});
    extract.street({{610, -150}, {610, 150}});
    inside = extract.camera({0, 0}, eastward);
    on_front = extract.camera({600, 0}, eastward);
    const Path file = written("hall.osm", extract.text());
    atlas = file.string() + ".atlas";
    EXPECT_EQ(program({"build", file.string(), "-o", atlas}).code, 0);
  }
  [[nodiscard]] Json explained(const std::string& device) const { return parsed(program({"explain", atlas, device, "--json"})); }
  std::string inside;
  std::string on_front;
  std::string atlas;
};

TEST(Moved, ExplainLooksAboutThePlaceThatItWasMovedTo) {
  const Hall hall;
  const Json deep = hall.explained(hall.inside);
  const Json front = hall.explained(hall.on_front);
  EXPECT_NEAR(deep["placement"]["moved_m"].get<double>(), 600.2, 0.1);
  EXPECT_EQ(deep["eye"], front["eye"]);
  EXPECT_EQ(deep["walls_leave"], front["walls_leave"]) << "the house across the street hides as much from both";
  EXPECT_LT(front["walls_leave"].get<double>(), 0.3);
  EXPECT_EQ(deep["streets"], front["streets"]);
}

TEST(Moved, ATrackPassesItsFacade) {
  const Hall hall;
  const Spot spot{48.85, 2.35};
  const std::string walk = "<gpx version=\"1.1\"><trk><trkseg><trkpt " + spot.at({610, -150}) + "/><trkpt " +
                           spot.at({610, 150}) + "/></trkseg></trk></gpx>";
  const Json answer = parsed(program({"trace", hall.atlas, written("front.gpx", walk).string(), "--band", "observe", "--json"}));
  const Json street = hall.explained(hall.inside)["streets"][0];
  ASSERT_EQ(answer["met"].size(), 2U);
  for (const Json& met : answer["met"]) {
    EXPECT_NEAR(met["possible_m"].get<double>(), street["possible_m"].get<double>(), 0.05);
    EXPECT_NEAR(met["expected_m"].get<double>(), street["expected_m"].get<double>(), 0.05);
  }
}

}  // namespace
}  // namespace contrechamp::cli_test
