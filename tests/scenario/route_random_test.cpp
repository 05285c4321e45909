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
      if (!routes) {
        EXPECT_EQ(routes.error().code, Errc::no_way) << routes.error().sentence();
        std::vector<streets::Spot> stops;
        const streets::Snapper snapper(town.snapshot, town.network, town.frames, wish.mode);
        for (const geo::LatLon stop : wish.stops) stops.push_back(*snapper.nearest(stop, wish.snap_within));
        EXPECT_TRUE(referee(town, wish, stops).empty());
        ++no_ways;
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

}  // namespace
}  // namespace contrechamp::scenario
