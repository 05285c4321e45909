// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/streets/roads.hpp>
#include <gtest/gtest.h>
#include <cmath>
#include <tests/support/testing.hpp>

namespace contrechamp::streets {
namespace {

/// Random streets about a place; some are not for walkers.
struct Place {
  Place(Random& random, geo::LatLon middle, std::int32_t spread_e7, int count) {
    const auto moved = [&](geo::LatLon p, std::int64_t by) {
      std::int64_t lon = p.lon_e7 + random.between(-by, by);
      if (lon > 1'800'000'000) lon -= 3'600'000'000;
      if (lon < -1'800'000'000) lon += 3'600'000'000;
      return geo::LatLon{static_cast<std::int32_t>(p.lat_e7 + random.between(-by, by)), static_cast<std::int32_t>(lon)};
    };
    for (int s = 0; s < count; ++s) {
      scene::Street street;
      street.ref = {OsmType::way, s + 1};
      geo::LatLon p = moved(middle, spread_e7);
      for (std::uint64_t n = 2 + random.below(4); n > 0; --n) {
        street.node_ids.push_back(static_cast<std::int64_t>(street.node_ids.size()) + 1 + 100 * s);
        street.points.push_back(p);
        p = moved(p, 20'000);
      }
      for (auto& use : street.use) use.speed_kmh = 5;
      if (random.chance(200)) street.use[0].left_out = scene::LeftOut::access_private;
      snapshot.streets.push_back(street);
    }
    geo::Box box;
    for (const auto& street : snapshot.streets) {
      for (const geo::LatLon point : street.points) box.add(point);
    }
    frames = geo::Frames(box);
    net = network(snapshot, frames);
  }
  scene::Snapshot snapshot;
  geo::Frames frames{geo::Box{}};
  Network net;
};

/// Distance from a segment in cm, by looking at every edge.
double distance(const Segment& segment, const geo::Frames& frames, geo::LatLon at) {
  const geo::LocalFrame frame = frames.at(segment.points.front());
  const geo::Point p = frame.project(at);
  double best = 1e300;
  for (std::size_t i = 1; i < segment.points.size(); ++i) {
    const geo::Point a = frame.project(segment.points[i - 1]);
    const geo::Point b = frame.project(segment.points[i]);
    const double bx = double(b.x) - a.x, by = double(b.y) - a.y, px = double(p.x) - a.x, py = double(p.y) - a.y;
    const double length = std::hypot(bx, by);
    const double along = length > 0 ? (px * bx + py * by) / length : 0;
    best = std::min({best, std::hypot(px, py), std::hypot(px - bx, py - by)});
    if (along > 0 && along < length) best = std::min(best, std::abs(bx * py - by * px) / length);
  }
  return best;
}

void expect_as_brute_force(const Place& place, Random& random, geo::LatLon middle, std::int32_t spread_e7) {
  const Snapper snapper(place.snapshot, place.net, place.frames, scene::Mode::foot);
  for (int query = 0; query < 40; ++query) {
    std::int64_t lon = middle.lon_e7 + random.between(-spread_e7, spread_e7);
    if (lon > 1'800'000'000) lon -= 3'600'000'000;
    if (lon < -1'800'000'000) lon += 3'600'000'000;
    const geo::LatLon at{static_cast<std::int32_t>(middle.lat_e7 + random.between(-spread_e7, spread_e7)),
                         static_cast<std::int32_t>(lon)};
    const double within = random.chance(500) ? 100 : 5000;
    double best = 1e300;
    for (const Segment& segment : place.net.segments) {
      if (place.snapshot.streets[segment.street].use[0].left_out != scene::LeftOut::none) continue;
      best = std::min(best, distance(segment, place.frames, at));
    }
    const auto spot = snapper.nearest(at, Metres(within));
    ASSERT_EQ(spot.has_value(), best <= within * 100) << best;
    if (!spot) continue;
    const Segment& found = place.net.segments[spot->segment];
    EXPECT_NEAR(spot->away_m * 100, best, 1e-3);
    EXPECT_NEAR(distance(found, place.frames, at), best, 1e-3);
    EXPECT_LE(spot->cm, found.length_cm);
    // The place itself is that far away: rounded to a centimetre along the segment and to 1e-7°.
    const geo::LocalFrame frame = place.frames.at(found.points.front());
    const geo::Vec off = frame.project(spot->position) - frame.project(at);
    EXPECT_NEAR(std::hypot(double(off.x), double(off.y)), best, 3);
  }
}

TEST(Snapper, FindsWhatBruteForceFinds) {
  Random random(testing::seed());
  for (const geo::LatLon middle : {geo::LatLon{488'530'000, 23'499'000},      // a city
                                   geo::LatLon{-180'000'000, 1'799'990'000},  // Fiji, astride ±180°
                                   geo::LatLon{840'000'000, 200'000'000},     // far north
                                   geo::LatLon{0, 5'000'000}}) {              // on a cell's edge
    for (const std::int32_t spread_e7 : {100'000, 6'000'000}) {               // one frame, several
      for (int round = 0; round < 5; ++round) {
        const Place place(random, middle, spread_e7, 60);
        expect_as_brute_force(place, random, middle, spread_e7);
      }
    }
  }
}

scene::Street street(std::int64_t id, std::vector<geo::LatLon> points) {
  scene::Street made;
  made.ref = {OsmType::way, id};
  made.points = std::move(points);
  for (std::size_t i = 0; i < made.points.size(); ++i) made.node_ids.push_back(10 * id + static_cast<std::int64_t>(i));
  for (auto& use : made.use) use.speed_kmh = 5;
  return made;
}

TEST(Snapper, TiesGoToTheLowerSegmentAndPosition) {
  scene::Snapshot snapshot;
  const auto at = [](std::int32_t north, std::int32_t east) { return geo::LatLon{north, east}; };
  // A hairpin about the place, twice: the two legs and the two streets are equally near.
  const std::vector<geo::LatLon> hairpin{at(10'000, -1'000), at(-10'000, -1'000), at(-10'000, 1'000), at(10'000, 1'000)};
  snapshot.streets = {street(1, hairpin), street(2, hairpin)};
  geo::Box box;
  for (const geo::LatLon p : hairpin) box.add(p);
  const geo::Frames frames(box);
  const Network net = network(snapshot, frames);
  const Snapper snapper(snapshot, net, frames, scene::Mode::car);
  const auto spot = snapper.nearest(at(0, 0), Metres(100));
  ASSERT_TRUE(spot);
  EXPECT_EQ(spot->segment, 0U);
  EXPECT_NEAR(spot->cm, 11'119, 2);
  EXPECT_FALSE(snapper.nearest(at(0, 0), Metres(5)));
  EXPECT_FALSE(snapper.nearest(at(0, 0), Metres(-1)));
  EXPECT_FALSE(snapper.nearest(at(0, 0), Metres(std::nan(""))));
  EXPECT_TRUE(snapper.nearest(at(800'000'000, 1'000'000'000), Metres(1e12))) << "as far as one likes";
}

TEST(Snapper, PassesOverWhatIsNotOnTheMainPart) {
  // 0.0001° is 11 m. A street near the place that joins nothing, and farther away one of two segments.
  const auto at = [](std::int32_t north, std::int32_t east) { return geo::LatLon{1'000 * north, 1'000 * east}; };
  scene::Snapshot snapshot;
  snapshot.streets = {street(1, {at(-10, 1), at(10, 1)}), street(2, {at(-10, 5), at(0, 5)}), street(3, {at(0, 5), at(10, 5)})};
  snapshot.streets[2].node_ids[0] = snapshot.streets[1].node_ids[1];
  geo::Box box;
  for (const auto& s : snapshot.streets) {
    for (const geo::LatLon p : s.points) box.add(p);
  }
  const geo::Frames frames(box);
  const Network net = network(snapshot, frames);
  const Snapper snapper(snapshot, net, frames, scene::Mode::foot);
  const Parts parts(roads(snapshot, net, scene::Mode::foot));
  EXPECT_EQ(snapper.nearest(at(1, 0), Metres(500))->segment, 0U);
  const auto spot = snapper.nearest_on_main(at(1, 0), Metres(500), parts);
  ASSERT_TRUE(spot);
  EXPECT_EQ(spot->segment, 2U);
  EXPECT_NEAR(spot->away_m, 55.66, 0.1);
  EXPECT_FALSE(snapper.nearest_on_main(at(1, 0), Metres(50), parts));
}

TEST(Snapper, NothingToFind) {
  const scene::Snapshot snapshot;
  const Network net;
  EXPECT_FALSE(Snapper(snapshot, net, geo::Frames({}), scene::Mode::foot).nearest({0, 0}, Metres(1e9)));
}

}  // namespace
}  // namespace contrechamp::streets
