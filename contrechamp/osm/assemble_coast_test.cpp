// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/osm/assemble_coast.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <tests/support/testing.hpp>

namespace contrechamp::osm {
namespace {
using geo::LatLon;
using Points = std::vector<LatLon>;

/// East and north of the box's corner; the box is 100 wide and 100 high, in units of 1000 e-7 degrees.
LatLon at(int x, int y) { return {480'000'000 + y * 1000, 20'000'000 + x * 1000}; }
const geo::Box box{at(0, 0), at(100, 100)};

Coast whole(Points points) { return {std::move(points), false, false}; }
Coast cut(Points points) { return {std::move(points), true, true}; }
/// Counter-clockwise: an island.
Points square(int x, int y, int side) { return {at(x, y), at(x + side, y), at(x + side, y + side), at(x, y + side), at(x, y)}; }
Points backwards(Points points) {
  std::ranges::reverse(points);
  return points;
}
Sea sea_of(const std::vector<Coast>& coasts) { return sea(coasts, box); }
bool wet(const Sea& sea, int x, int y) {
  return !sea.rings.empty() && covers(sea.rings, {at(x, y).lat_e7 + 1, at(x, y).lon_e7 + 1});
}

TEST(Sea, LiesToTheRight) {
  const Sea east = sea_of({whole({at(50, -10), at(50, 110)})});  // northwards
  EXPECT_TRUE(wet(east, 75, 50) && wet(east, 99, 1) && wet(east, 99, 98));
  EXPECT_FALSE(wet(east, 25, 50));
  const Sea west = sea_of({whole({at(50, 110), at(50, -10)})});
  EXPECT_TRUE(wet(west, 25, 50) && wet(west, 1, 1) && wet(west, 1, 98));
  EXPECT_FALSE(wet(west, 75, 50));
  EXPECT_EQ(west.broken, 0U);
  EXPECT_EQ(west.rings, (std::vector<scene::LatLonRing>{{at(50, 100), at(50, 0), at(0, 0), at(0, 100)}}));
}

TEST(Sea, RunsAlongCorners) {
  // Across the north-eastern corner: the sea is the corner, or all but it.
  const Sea corner = sea_of({whole({at(50, 110), at(110, 50)})});
  EXPECT_FALSE(wet(corner, 95, 95)) << "left of a way towards the south-east";
  EXPECT_TRUE(wet(corner, 5, 5) && wet(corner, 5, 95) && wet(corner, 95, 5));
  const Sea rest = sea_of({whole({at(110, 50), at(50, 110)})});
  EXPECT_TRUE(wet(rest, 95, 95));
  EXPECT_FALSE(wet(rest, 5, 5) || wet(rest, 5, 95) || wet(rest, 95, 5));
  const Sea cape = sea_of({whole({at(110, 60), at(50, 50), at(110, 40)})});
  EXPECT_TRUE(wet(cape, 20, 50) && wet(cape, 99, 5) && wet(cape, 99, 95)) << "all four corners are passed";
  EXPECT_FALSE(wet(cape, 95, 50));
}

TEST(Sea, SeveralCoastsAreOneSeaOrTwo) {
  const Sea strait = sea_of({whole({at(30, -10), at(30, 110)}), whole({at(70, 110), at(70, -10)})});
  EXPECT_TRUE(wet(strait, 50, 50));
  EXPECT_FALSE(wet(strait, 10, 50) || wet(strait, 90, 50));
  EXPECT_EQ(strait.rings.size(), 1U);
  const Sea isthmus = sea_of({whole({at(30, 110), at(30, -10)}), whole({at(70, -10), at(70, 110)})});
  EXPECT_TRUE(wet(isthmus, 10, 50) && wet(isthmus, 90, 50));
  EXPECT_FALSE(wet(isthmus, 50, 50));
  EXPECT_EQ(isthmus.rings.size(), 2U);
}

TEST(Sea, OneCoastMayEnterSeveralTimes) {
  const Sea bays = sea_of({whole({at(-10, 20), at(50, 20), at(50, 120), at(120, 120), at(120, 80), at(70, 80), at(70, -10)})});
  EXPECT_TRUE(wet(bays, 20, 5) && wet(bays, 60, 50) && wet(bays, 60, 90) && wet(bays, 99, 95));
  EXPECT_FALSE(wet(bays, 20, 50) || wet(bays, 90, 50));
}

TEST(Sea, HoldsIslandsAndLakes) {
  const Coast coast = whole({at(50, -10), at(50, 110)});
  const Sea sea = sea_of({coast, whole(square(70, 40, 10)), whole(backwards(square(72, 42, 4)))});
  EXPECT_TRUE(wet(sea, 60, 45) && wet(sea, 74, 44)) << "around the island, and in its lagoon";
  EXPECT_FALSE(wet(sea, 71, 41));
  EXPECT_EQ(sea.broken, 0U);
  const Sea absurd = sea_of({coast, whole(square(20, 40, 10)), whole(backwards(square(80, 40, 10)))});
  EXPECT_FALSE(wet(absurd, 25, 45)) << "an island on land is no hole, and no flood";
  EXPECT_TRUE(wet(absurd, 85, 45));
  EXPECT_EQ(absurd.broken, 2U);
}

TEST(Sea, SurroundsIslandsWithoutACoast) {
  const Sea around = sea_of({whole(square(40, 40, 20)), whole(square(70, 70, 5))});
  EXPECT_TRUE(wet(around, 5, 5) && wet(around, 95, 95) && wet(around, 65, 50));
  EXPECT_FALSE(wet(around, 50, 50) || wet(around, 72, 72));
  const Sea inner = sea_of({whole(backwards(square(40, 40, 20)))});
  EXPECT_TRUE(wet(inner, 50, 50));
  EXPECT_FALSE(wet(inner, 5, 5));
  EXPECT_TRUE(sea_of({}).rings.empty());
  const Sea half = sea_of({whole(square(90, 40, 20))});
  EXPECT_TRUE(wet(half, 50, 50) && wet(half, 99, 5));
  EXPECT_FALSE(wet(half, 95, 50)) << "an island that reaches beyond the box";
}

TEST(Sea, IsNotMadeUp) {
  const Sea deep = sea_of({whole({at(50, -10), at(50, 50)})});
  EXPECT_TRUE(deep.rings.empty());
  EXPECT_EQ(deep.broken, 1U);
  const Sea deep_cut = sea_of({cut({at(50, 10), at(50, 98)})});
  EXPECT_TRUE(deep_cut.rings.empty());
  const Sea contradiction = sea_of({whole({at(30, -10), at(30, 110)}), whole({at(70, -10), at(70, 110)})});
  EXPECT_TRUE(contradiction.rings.empty()) << "the land between would be sea for one and land for the other";
  EXPECT_EQ(contradiction.broken, 2U);
}

TEST(Sea, CutWaysReachTheEdge) {
  const Sea sea = sea_of({cut({at(50, 4), at(50, 97)})});
  EXPECT_TRUE(wet(sea, 75, 1) && wet(sea, 75, 99));
  EXPECT_FALSE(wet(sea, 25, 1) || wet(sea, 25, 99));
}

TEST(Sea, IsNotDrawnBeyondTheEndOfWholeWays) {
  const Sea sea = sea_of({whole({at(50, 8), at(50, 110)})});
  EXPECT_TRUE(wet(sea, 75, 9) && wet(sea, 75, 99));
  EXPECT_FALSE(wet(sea, 75, 7) || wet(sea, 25, 7) || wet(sea, 25, 50));
}

enum class Nearest { dry, wet, corner };
/// Brute force: the nearest edge says on which side of it a point lies, unless its end is nearest.
Nearest by_nearest_edge(const std::vector<Coast>& coasts, LatLon p) {
  double nearest = 1e300;
  Nearest answer = Nearest::corner;
  for (const Coast& coast : coasts) {
    for (std::size_t i = 1; i < coast.points.size(); ++i) {
      const LatLon a = coast.points[i - 1];
      const double dx = double(coast.points[i].lon_e7) - a.lon_e7;
      const double dy = double(coast.points[i].lat_e7) - a.lat_e7;
      const double px = double(p.lon_e7) - a.lon_e7;
      const double py = double(p.lat_e7) - a.lat_e7;
      const double t = std::clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0.0, 1.0);
      const double distance = (px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy);
      if (distance >= nearest) continue;
      nearest = distance;
      answer = t <= 0 || t >= 1 ? Nearest::corner : dx * py < dy * px ? Nearest::wet : Nearest::dry;
    }
  }
  return answer;
}

TEST(Sea, EqualsBruteForce) {
  Random random(testing::seed());
  const auto any = [&](int from, int to) { return static_cast<int>(random.between(from, to)); };
  int asked = 0;
  for (int round = 0; round < 200; ++round) {
    // A ragged coast from below to above, islands in the sea to its right.
    Points line{at(45, -400)};
    for (int y = 0; y <= 100; y += 5) line.push_back(at(any(30, 60), y));
    line.push_back(at(45, 400));
    std::vector<Coast> coasts{whole(line)};
    for (int y = 5; y < 90; y += 20) coasts.push_back(whole(square(any(62, 90), y, any(1, 15))));  // some beyond the edge
    const Sea sea = sea_of(coasts);
    ASSERT_EQ(sea.broken, 0U);
    for (int i = 0; i < 50; ++i) {
      const LatLon p{at(0, 0).lat_e7 + any(1, 99'999), at(0, 0).lon_e7 + any(1, 99'999)};
      const Nearest expected = by_nearest_edge(coasts, p);
      if (expected == Nearest::corner) continue;
      ASSERT_EQ(covers(sea.rings, p), expected == Nearest::wet) << "round " << round;
      ++asked;
    }
  }
  EXPECT_GT(asked, 4000);
}

Places places_of(const std::vector<std::pair<std::int64_t, LatLon>>& nodes) {
  Places places;
  for (const auto& [id, p] : nodes) places.add(id, 1, 0, Position::known, p);
  places.settle();
  return places;
}

TEST(Coasts, AreJoinedInTheirOwnDirection) {
  const Places places = places_of({{1, at(1, 0)}, {2, at(2, 0)}, {3, at(3, 0)}, {4, at(4, 0)}, {5, at(5, 5)}});
  const std::vector<std::vector<std::int64_t>> ways{{3, 4}, {1, 2}, {2, 3}, {5, 4}};
  const std::vector<NodeIds> lines(ways.begin(), ways.end());
  const auto found = coasts(lines, places);
  ASSERT_EQ(found.size(), 2U) << "two ways that end at the same node do not join";
  EXPECT_EQ(found[0].points, (Points{at(1, 0), at(2, 0), at(3, 0), at(4, 0)}));
  EXPECT_FALSE(found[0].cut_before || found[0].cut_after);
  EXPECT_EQ(found[1].points, (Points{at(5, 5), at(4, 0)}));
}

TEST(Coasts, AreCutWhereNodesAreMissing) {
  const Places places = places_of({{1, at(1, 0)}, {2, at(2, 0)}, {4, at(4, 0)}, {5, at(5, 0)}, {6, at(6, 0)}});
  const std::vector<std::vector<std::int64_t>> ways{{1, 2, 3}, {3, 4, 5, 9}};
  const auto found = coasts(std::vector<NodeIds>(ways.begin(), ways.end()), places);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(!found[0].cut_before && found[0].cut_after && found[1].cut_before && found[1].cut_after);
  const std::vector<std::vector<std::int64_t>> circle{{1, 2, 3, 4, 5, 6, 1}};
  const auto turned = coasts(std::vector<NodeIds>(circle.begin(), circle.end()), places);
  ASSERT_EQ(turned.size(), 1U) << "a circle with a gap is one coast, wherever it begins";
  EXPECT_EQ(turned[0].points, (Points{at(4, 0), at(5, 0), at(6, 0), at(1, 0), at(2, 0)}));
  EXPECT_TRUE(turned[0].cut_before && turned[0].cut_after);
}

}  // namespace
}  // namespace contrechamp::osm
