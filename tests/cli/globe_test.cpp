// SPDX-License-Identifier: AGPL-3.0-or-later
// The same few streets wherever they lie on the globe: across ±180° and up to 85° of latitude the figures are those of anywhere
// else; beyond, coordinates are refused and said to be.
#include <gtest/gtest.h>
#include <cmath>
#include <tests/cli/extract.hpp>
#include <tests/cli/program.hpp>

namespace contrechamp::cli_test {
namespace {

struct City {
  std::vector<std::string> devices;
  Path extract;
  Path atlas;
};

/// Two cameras that look at each other over the middle, a dome on the wall of a house that stands across it, another that hangs
/// on a small house, streets along and across.
City city(const std::string& name, Spot spot) {
  Extract extract(spot);
  City made;
  extract.street({{-120, 0}, {120, 0}});
  extract.street({{-60, -80}, {60, 90}});
  extract.street({{15, 30}, {15, 80}});
  extract.house({-25, 8}, {11, 28});
  extract.house({-40, -30}, {-12, -7});
  extract.house({30, -16}, {32, -14});
  made.devices = {extract.camera({-30, 4}, eastward), extract.camera({30, -4}, westward), extract.camera({0, 8}, dome),
                  extract.camera({31, -14.1}, "")};
  made.extract = written(name + ".osm", extract.text());
  made.atlas = made.extract.parent_path() / (name + ".atlas");
  const Outcome built = program({"build", made.extract.string(), "-o", made.atlas.string()});
  EXPECT_EQ(built.code, 0) << built.err;
  return made;
}

/// How far two numbers may lie apart.
struct Tolerance {
  double least = 0;
  double share = 0;
};
constexpr Tolerance metres{0.05, 0.002};  // 1e-7° are a centimetre, and frames have centres of their own
constexpr Tolerance squares{20, 0.01};    // drawings are rounded to 5 cm and lie on another raster

void expect_same_figures(const Json& a, const Json& b, const std::string& where, Tolerance most = metres) {
  ASSERT_EQ(a.type(), b.type()) << where;
  if (a.is_number()) {
    EXPECT_NEAR(a.get<double>(), b.get<double>(), most.least + most.share * std::fabs(a.get<double>())) << where;
  } else if (a.is_structured()) {
    ASSERT_EQ(a.size(), b.size()) << where;
    for (auto item = a.begin(), other = b.begin(); item != a.end(); ++item, ++other) {
      expect_same_figures(*item, *other, where + "/" + (a.is_object() ? item.key() : std::to_string(item - a.begin())), most);
    }
  } else {
    EXPECT_EQ(a, b) << where;
  }
}

/// What may differ: where it is.
Json without_places(Json json) {
  for (const char* key : {"position", "eye"}) json.erase(key);
  return json;
}

/// A walk along the first street and back to the middle, a fix every second.
std::string walk(Spot spot) {
  std::string text = "<gpx version=\"1.1\"><trk><trkseg>";
  const std::vector<Metres2> corners{{-110, 1}, {-3, 1}, {3, 2}, {110, 1}, {20, -2}, {0.5, -2}, {-0.5, -2}, {-20, -2}};
  for (std::size_t i = 0; i < corners.size(); ++i) {
    text += "<trkpt " + spot.at(corners[i]) + "><time>2024-05-01T00:00:" + std::to_string(10 + 5 * i) + "Z</time></trkpt>";
  }
  return text + "</trkseg></trk></gpx>";
}

Json traced(const City& city, Spot spot, const std::string& name) {
  Json json = parsed(program({"trace", city.atlas.string(), written(name, walk(spot)).string(), "--json"}));
  for (Json& stretch : json["stretches"]) stretch.erase("middle");
  return json;
}

void expect_as_anywhere(Spot spot, const std::string& name) {
  const Spot plain{spot.lat, 10.25};
  const City here = city(name, spot);
  const City there = city(name + "-plain", plain);
  ASSERT_EQ(here.devices, there.devices);
  double seen = 0;
  for (const std::string& device : here.devices) {
    const Json a = without_places(parsed(program({"explain", here.atlas.string(), device, "--json"})));
    const Json b = without_places(parsed(program({"explain", there.atlas.string(), device, "--json"})));
    expect_same_figures(a, b, name + " " + device);
    for (const Json& street : a["streets"]) seen += street["possible_m"].get<double>();
  }
  EXPECT_GT(seen, 100);
  const Json report = parsed(program({"report", here.atlas.string(), "--json"}));
  const Json plainly = parsed(program({"report", there.atlas.string(), "--json"}));
  for (const char* key : {"devices_by_placement", "modes", "in_view", "most_watched", "distribution", "missing_tags_cost_most"}) {
    expect_same_figures(report.at(key), plainly.at(key), name + " report " + key);
  }
  expect_same_figures(report.at("ground_in_view"), plainly.at("ground_in_view"), name + " report ground_in_view", squares);
  expect_same_figures(traced(here, spot, name + ".gpx"), traced(there, plain, name + "-plain.gpx"), name + " trace");
}

TEST(Globe, FiguresAcrossTheHundredAndEightiethMeridian) {
  expect_as_anywhere({60.25, 180}, "across");
  expect_as_anywhere({-16.75, -179.9995}, "beside");
  expect_as_anywhere({-16.75, 179.9993}, "other-side");
}

TEST(Globe, FiguresUpTo85Degrees) {
  expect_as_anywhere({84.998, 25}, "north");
  expect_as_anywhere({-84.998, -60}, "south");
}

TEST(Globe, BeyondIsRefusedAndListed) {
  for (const double lat : {85.0001, -89.9999, 90.0}) {
    Extract extract({lat, 25});
    const std::string camera = extract.camera({0, 0}, eastward);
    const std::string file = written("polar.osm", extract.text()).string();
    const std::string atlas = file + ".atlas";
    const Outcome built = program({"build", file, "-o", atlas});
    EXPECT_EQ(built.code, 0) << built.err;
    EXPECT_NE(built.err.find("1 nodes left out: coordinates out of range (latitudes reach ±85°)"), std::string::npos)
        << built.err;
    const Json listed = parsed(program({"info", atlas, "--rejected", "--json"}))["remarks"];
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0]["object"], camera);
    EXPECT_EQ(listed[0]["reason"], "bad_position");
    expect_refusal(program({"trace", atlas, written("polar.gpx", walk({lat, 25})).string()}), 3, "latitudes reach 85 degrees");
  }
}

}  // namespace
}  // namespace contrechamp::cli_test
