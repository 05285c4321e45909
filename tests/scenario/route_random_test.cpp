// SPDX-License-Identifier: AGPL-3.0-or-later
// Towns of which streets, one-ways, houses, cameras and stops are drawn by lot, each answer held against the referee.
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/core/random.hpp>
#include <string>
#include <tests/scenario/route_checks.hpp>
#include <tests/scenario/stage.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::scenario {
namespace {

/// Five by four places, 60 m apart; streets only join neighbours, some twice.
struct Lot {
  static constexpr int columns = 5;
  static constexpr int rows = 4;

  explicit Lot(Random& random) {
    for (int row = 0; row < 3 * rows - 2; ++row) {
      for (int column = 0; column < 3 * columns - 2; ++column) draw(random, row, column);
      picture += '\n';
    }
    for (int row = 0; row < rows; ++row) {
      for (int column = 0; column < columns; ++column) {
        if (column + 1 < columns) join(random, place(row, column), place(row, column + 1));
        if (row + 1 < rows) join(random, place(row, column), place(row + 1, column));
      }
    }
  }

  [[nodiscard]] DrawnScene scene(Random& random) const {
    Drawing drawing{.picture = picture, .cell = Metres(20)};
    for (const std::string& chain : chains) drawing.streets.push_back(chain);
    DrawnScene made = stage(drawing);
    for (scene::Device& device : made.snapshot.devices) {
      if (random.chance(500)) make_all_round(device);
    }
    for (scene::Street& street : made.snapshot.streets) {
      for (scene::ModeUse& use : street.use) use.speed_kmh = static_cast<std::uint8_t>(3 + random.below(12));
      if (random.chance(800)) continue;
      const auto sense = random.chance(500) ? scene::Senses::forward : scene::Senses::backward;
      for (scene::ModeUse& use : street.use) use.senses = sense;
    }
    return made;
  }

  std::string picture;
  std::vector<std::string> chains;

 private:
  static char place(int row, int column) { return static_cast<char>('a' + row * columns + column); }
  void draw(Random& random, int row, int column) {
    if (row % 3 == 0 && column % 3 == 0) {
      picture += place(row / 3, column / 3);
    } else if (devices < 6 && random.chance(70)) {
      picture += static_cast<char>('A' + devices++);
    } else {
      picture += row % 3 != 0 && column % 3 != 0 && random.chance(800) ? '#' : '.';
    }
  }
  void join(Random& random, char a, char b) {
    if (random.chance(150)) return;
    chains.push_back({a, b});
    if (random.chance(60)) chains.push_back({b, a});
  }
  int devices = 0;
};

trips::RouteWish random_wish(Random& random, const RouteTown& town) {
  trips::RouteWish wish;
  wish.mode = town.roads.mode;
  wish.avoid = static_cast<trips::Avoid>(random.below(3));
  wish.unit = static_cast<trips::Unit>(random.below(2));
  wish.seen_rather = random.chance(150);
  wish.band.band = static_cast<std::uint8_t>(random.below(optics::bands(wish.band.ladder).size()));
  wish.whole_front = random.chance(900);
  if (random.chance(150)) wish.most_minutes_more = static_cast<double>(random.below(300)) / 100;
  if (random.chance(150)) wish.most_in_view = static_cast<double>(random.below(900)) / 10;
  if (random.chance(300)) {
    for (std::size_t i = 0; i < town.snapshot.devices.size(); ++i) wish.device_counts.push_back(random.chance(700) ? 1 : 0);
  }
  const std::uint64_t stops = random.chance(700) ? 2 : 2 + random.below(3);
  while (wish.stops.size() < stops) {
    const auto& segment = town.network.segments[random.below(town.network.segments.size())];
    const auto cm = static_cast<std::uint32_t>(random.chance(300) ? 0 : random.below(segment.length_cm + 1));
    wish.stops.push_back(streets::place(segment, town.frames, cm));
    if (random.chance(150)) {  // a second one on the same street
      wish.stops.push_back(streets::place(segment, town.frames, static_cast<std::uint32_t>(random.below(segment.length_cm))));
    }
  }
  return wish;
}

TEST(RouteRandom, every_front_and_every_route_is_what_the_referee_finds) {
  Random random(testing::seed());
  std::size_t fronts = 0;
  std::size_t points = 0;
  std::size_t no_ways = 0;
  for (int round = 0; round < 25; ++round) {
    const Lot lot(random);
    const RouteTown town(lot.scene(random).snapshot, scene::all_modes[random.below(3)]);
    for (int i = 0; i < 8; ++i) {
      SCOPED_TRACE("round " + std::to_string(round) + ", wish " + std::to_string(i) + "\n" + lot.picture);
      const trips::RouteWish wish = random_wish(random, town);
      const auto routes = town.plan(wish);
      if (!routes || std::ranges::any_of(routes->stops, &streets::Spot::passed_over)) {  // the nearest are not joined
        std::vector<streets::Spot> stops;
        const streets::Snapper snapper(town.snapshot, town.network, town.frames, wish.mode);
        for (const geo::LatLon stop : wish.stops) stops.push_back(*snapper.nearest(stop, wish.snap_within));
        EXPECT_TRUE(referee(town, wish, stops).empty());
        ++no_ways;
      }
      if (!routes) {
        EXPECT_EQ(routes.error().code, Errc::no_way) << routes.error().sentence();
        continue;
      }
      expect_true(town, wish, *routes);
      ++fronts;
      points += routes->front.size();
      if (HasFailure()) return;
    }
  }
  std::printf("%zu fronts of %.1f points, %zu times no way\n", fronts, static_cast<double>(points) / static_cast<double>(fronts),
              no_ways);
  EXPECT_GT(fronts, 120U);
  EXPECT_GT(points, fronts + fronts / 6);
  EXPECT_GT(no_ways, 3U);
}

/// Ten by ten crossings, about 70 m apart, each street with a speed of its own, and cameras beside them.
scene::Snapshot large_town(Random& random) {
  constexpr int side = 10;
  constexpr std::int32_t lat_step = 6'300;  // 70 m at the latitude of Paris, in 1e-7 degrees
  constexpr std::int32_t lon_step = 9'580;
  constexpr geo::LatLon corner{488'500'000, 23'000'000};
  const auto moved = [&](geo::LatLon p, std::int64_t by) {
    return geo::LatLon{p.lat_e7 + static_cast<std::int32_t>(random.between(-by, by)),
                       p.lon_e7 + static_cast<std::int32_t>(random.between(-by, by))};
  };
  std::vector<geo::LatLon> crossings;
  for (int i = 0; i < side * side; ++i)
    crossings.push_back(moved({corner.lat_e7 + i / side * lat_step, corner.lon_e7 + i % side * lon_step}, 900));
  scene::Snapshot town;
  const auto join = [&](int a, int b) {
    if (random.chance(80)) return;
    scene::Street street;
    street.ref = {OsmType::way, 1 + static_cast<std::int64_t>(town.streets.size())};
    street.node_ids = {1 + a, 1 + b};
    street.points = {crossings[static_cast<std::size_t>(a)], crossings[static_cast<std::size_t>(b)]};
    const auto speed = static_cast<std::uint8_t>(3 + random.below(4));
    street.use.fill({scene::LeftOut::none, random.chance(100) ? scene::Senses::forward : scene::Senses::both, speed});
    town.streets.push_back(street);
  };
  for (int i = 0; i < side * side; ++i) {
    if (i % side + 1 < side) join(i, i + 1);
    if (i + side < side * side) join(i, i + side);
  }
  for (std::int64_t i = 0; i < 30; ++i) {
    scene::Device device;
    device.ref = {OsmType::node, 1'000 + i};
    device.decks = {scene::Deck{}};
    device.type = scene::CameraType::dome;
    device.position = moved(crossings[random.below(crossings.size())], 2'000);
    town.devices.push_back(device);
  }
  return town;
}

TEST(RouteRandom, fronts_of_a_larger_town_are_what_the_referee_finds) {
  Random random(testing::seed() + 1);
  const RouteTown town(large_town(random));
  std::size_t fronts = 0;
  std::size_t points = 0;
  for (int i = 0; i < 3; ++i) {
    trips::RouteWish wish;
    wish.avoid = i == 0 ? trips::Avoid::expected : trips::Avoid::possible;
    wish.unit = static_cast<trips::Unit>(i % 2);
    wish.band.band = 5;  // the narrowest: without buildings, cameras see all of the town at any other
    for (int end = 0; end < 2; ++end) {
      const auto& segment = town.network.segments[random.below(town.network.segments.size())];
      wish.stops.push_back(streets::place(segment, town.frames, segment.length_cm / 2));
    }
    const auto routes = town.plan(wish);
    if (!routes) continue;
    expect_true(town, wish, *routes);
    ++fronts;
    points += routes->front.size();
  }
  std::printf("%zu fronts of %.1f points\n", fronts, static_cast<double>(points) / static_cast<double>(fronts));
  EXPECT_GT(fronts, 1U);
  EXPECT_GT(points, fronts + 2);
}

}  // namespace
}  // namespace contrechamp::scenario
