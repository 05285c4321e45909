// SPDX-License-Identifier: AGPL-3.0-or-later
// Bearings in OSRM's API: held against the lines of the streets as /api/segments gives them.
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <tests/server/house.hpp>

namespace contrechamp::server_test {
namespace {

constexpr double pi = 3.14159265358979323846;

const House& house() {
  static const House one;
  return one;
}
Json answer(const std::string& target, int status = 200) {
  const Reply reply = get(house().port(), target);
  EXPECT_EQ(reply.status, status) << target << ": " << reply.body.substr(0, 300);
  return Json::parse(reply.body, nullptr, false);
}

struct Edge {
  std::array<double, 2> from, to;
  bool counts = false;  ///< for walkers; they may use others, too: carriageways beside sidewalks
};
/// Of all streets.
const std::vector<Edge>& edges() {
  static const std::vector<Edge> all = [] {
    std::vector<Edge> found;
    const Json segments = answer("/api/segments?limit=10000");
    for (const Json& feature : segments["features"]) {
      const auto line = feature["geometry"]["coordinates"].get<std::vector<std::array<double, 2>>>();
      for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        found.push_back({line[i], line[i + 1], feature["properties"]["foot"].get<bool>()});
      }
    }
    return found;
  }();
  return all;
}

/// Metres to the east and to the north.
std::array<double, 2> between(const std::array<double, 2>& a, const std::array<double, 2>& b) {
  constexpr double metres = 111'195;
  return {(b[0] - a[0]) * std::cos(a[1] * pi / 180) * metres, (b[1] - a[1]) * metres};
}
double away(const Edge& edge, const std::array<double, 2>& place) {
  const auto way = between(edge.from, edge.to);
  const auto there = between(edge.from, place);
  const double squared = way[0] * way[0] + way[1] * way[1];
  const double t = squared == 0 ? 0 : std::clamp((way[0] * there[0] + way[1] * there[1]) / squared, 0.0, 1.0);
  return std::hypot(there[0] - t * way[0], there[1] - t * way[1]);
}
double apart(const Edge& edge, double bearing) {
  const auto way = between(edge.from, edge.to);
  const double turned = std::fabs(std::remainder(std::atan2(way[0], way[1]) * 180 / pi - bearing, 360));
  return std::min(turned, 180 - turned);  // one walks both ways
}

TEST(OsrmBearings, PutAPlaceOnAStreetThatLeadsThere) {
  constexpr double metres_of_doubt = 0.2;  // positions have 1e-7°
  constexpr double degrees_of_doubt = 0.5;
  std::size_t moved = 0;
  for (std::size_t i = 0; i < edges().size(); i += edges().size() / 12) {
    const auto& place = edges()[i].from;
    const std::string at = Json(place[0]).dump() + "," + Json(place[1]).dump();
    for (const int bearing : {0, 50, 135, 290}) {
      SCOPED_TRACE(at + " towards " + std::to_string(bearing));
      const auto nearest = [&](double range, bool all) {
        double best = 1e9;
        for (const Edge& edge : edges()) {
          if ((all || edge.counts) && apart(edge, bearing) <= range) best = std::min(best, away(edge, place));
        }
        return best;
      };
      const Reply reply = get(house().port(), "/nearest/v1/foot/" + at + "?bearings=" + std::to_string(bearing) + ",15");
      if (reply.status != 200) {
        EXPECT_GT(nearest(15 - degrees_of_doubt, false), 250 - metres_of_doubt) << reply.body;
        continue;
      }
      const double distance = Json::parse(reply.body)["waypoints"][0]["distance"].get<double>();
      EXPECT_LT(distance, nearest(15 - degrees_of_doubt, false) + metres_of_doubt);
      EXPECT_GT(distance, nearest(15 + degrees_of_doubt, true) - metres_of_doubt);
      moved += distance > 1 ? 1 : 0;
    }
  }
  EXPECT_GT(moved, 10U) << "the nearest street often leads elsewhere";
}

TEST(OsrmBearings, HoldForEachPlaceAlone) {
  const auto text = [](const std::array<double, 2>& p) { return Json(p[0]).dump() + "," + Json(p[1]).dump(); };
  const std::string ends = text(edges().front().from) + ";" + text(edges()[edges().size() / 2].from);
  const auto waypoints = [&](const std::string& query) { return answer("/route/v1/foot/" + ends + query)["waypoints"]; };
  const Json plain = waypoints("");
  EXPECT_EQ(waypoints("?bearings=0,180;90,180"), plain) << "any direction";
  const Json second = waypoints("?bearings=;45,10");
  EXPECT_EQ(second[0], plain[0]);
  for (const auto& [query, code] : {std::pair("?bearings=45", "InvalidQuery"),
                                    {"?bearings=45,10", "InvalidOptions"},
                                    {"?bearings=361,10;", "InvalidQuery"},
                                    {"?bearings=10,181;", "InvalidQuery"},
                                    {"?bearings=10,10;&alternatives=true", "InvalidOptions"},
                                    {"?bearings=0,0;&radiuses=0;", "NoSegment"},
                                    {"?exclude=toll", "InvalidOptions"}}) {
    EXPECT_EQ(answer("/route/v1/foot/" + ends + query, 400)["code"], code) << query;
  }
  EXPECT_EQ(waypoints("?exclude=motorway,ferry"), plain) << "nobody walks there";
}

}  // namespace
}  // namespace contrechamp::server_test
