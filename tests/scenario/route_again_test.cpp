// SPDX-License-Identifier: AGPL-3.0-or-later
// Random ways through real and invented cities, added up from stored sightings and measured again from devices, walls and lines.
#include <gtest/gtest.h>
#include <array>
#include <ctime>
#include <contrechamp/core/random.hpp>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/synth/town.hpp>
#include <contrechamp/trips/again.hpp>
#include <tests/scenario/route_referee.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::scenario {
namespace {

using trips::Measured;
using trips::RoutePart;

atlas::Contents contents_of(const std::filesystem::path& file) {
  LogSink silent;
  std::vector<importer::StageCost> costs;
  auto contents = importer::contents(std::array{file}, {}, 2, silent, costs);
  EXPECT_TRUE(contents.has_value()) << (contents ? "" : contents.error().sentence());
  return contents ? *std::move(contents) : atlas::Contents{};
}

/// A way from the middle of an arc near a device, taking at each junction whatever comes, to the middle of another.
std::vector<RoutePart> stroll(Random& random, const RouteTown& town, const std::vector<std::uint32_t>& in_view) {
  const auto length = [&](std::uint32_t segment) { return town.network.segments[segment].length_cm; };
  const auto somewhere = [&](std::uint32_t segment) { return static_cast<std::uint32_t>(random.below(length(segment) + 1)); };
  const auto whole = [&](const streets::RoadArc& arc) {
    return arc.backward != 0 ? RoutePart{arc.segment, length(arc.segment), 0} : RoutePart{arc.segment, 0, length(arc.segment)};
  };
  std::uint32_t arc = in_view[random.below(in_view.size())];
  std::vector<RoutePart> parts{whole(town.roads.arcs[arc])};
  parts.front().from_cm = somewhere(parts.front().segment);
  for (std::uint64_t steps = random.below(25); steps > 0; --steps) {
    const std::uint32_t node = town.roads.head[arc];
    const std::uint32_t first = town.roads.first_out[node];
    if (town.roads.first_out[node + 1] == first) break;
    arc = first + static_cast<std::uint32_t>(random.below(town.roads.first_out[node + 1] - first));
    parts.push_back(whole(town.roads.arcs[arc]));
  }
  if (parts.size() > 1) parts.back().to_cm = somewhere(parts.back().segment);
  return parts;
}

/// How far two measures are apart, at most, over all ways.
struct Apart {
  std::uint64_t certain_cm = 0;
  std::uint64_t possible_cm = 0;
  double expected_cm = 0;
  std::uint64_t in_view_cm = 0;
  std::size_t differ = 0;
};

void compare(const Measured& stored, const Measured& again, Apart& apart) {
  EXPECT_TRUE(trips::agree(stored, again)) << "certain " << stored.seen.certain_cm << " and " << again.seen.certain_cm
                                           << ", possible " << stored.seen.possible_cm << " and " << again.seen.possible_cm
                                           << " cm";
  const auto between = [](std::uint64_t a, std::uint64_t b) { return std::max(a, b) - std::min(a, b); };
  apart.certain_cm = std::max(apart.certain_cm, between(stored.seen.certain_cm, again.seen.certain_cm));
  apart.possible_cm = std::max(apart.possible_cm, between(stored.seen.possible_cm, again.seen.possible_cm));
  apart.expected_cm =
      std::max(apart.expected_cm, static_cast<double>(between(stored.seen.expected, again.seen.expected)) / 65535);
  apart.in_view_cm += stored.seen.possible_cm;
  apart.differ += stored.seen.certain_cm != again.seen.certain_cm || stored.seen.possible_cm != again.seen.possible_cm ? 1 : 0;
}

/// Stored sightings of ways are spoiled one by one: another p, so that the sum of its device there is off by more than two exact
/// measures can be; or it is taken away. The second measure must notice, and only then.
void check_spoiled(const RouteTown& town, const trips::RouteWish& wish, const std::vector<std::vector<RoutePart>>& routes,
                   const std::vector<Measured>& again) {
  Random random(testing::seed() + 2);
  std::vector<exposure::Sighting> sightings = town.sightings;
  const trips::City city = town.city();
  std::size_t noticed = 0;
  std::size_t small = 0;
  for (std::size_t i = 0; i < routes.size() && noticed < 200; ++i) {
    const Measured good = trips::measured_as_stored({city, town.sightings, wish}, routes[i]);
    for (const trips::SeenAlone& alone : good.alone) {
      if (!random.chance(100)) continue;
      std::size_t number = 0;  // among the parts that are not empty
      const auto part = std::ranges::find_if(
          routes[i], [&](const RoutePart& p) { return p.from_cm != p.to_cm && number++ == std::size_t{alone.part}; });
      ASSERT_NE(part, routes[i].end());
      const auto [low, high] = std::minmax(part->from_cm, part->to_cm);
      const auto all = trips::sightings_of(town.sightings, part->segment, wish.band);
      const auto one = std::ranges::find_if(all, [&](const exposure::Sighting& s) {
        const bool certain = (s.answers & exposure::certain) != 0;
        return s.device == alone.device && !certain && s.from_cm >= low && s.to_cm <= high;
      });
      const auto theirs = std::ranges::find_if(again[i].alone, [&](const trips::SeenAlone& other) {
        return other.part == alone.part && other.device == alone.device;
      });
      if (one == all.end() || theirs == again[i].alone.end()) continue;
      exposure::Sighting& spoiled = sightings[static_cast<std::size_t>(&*one - town.sightings.data())];
      const exposure::Sighting before = spoiled;
      const auto by = static_cast<std::uint16_t>(random.below(32'768));
      spoiled.p = static_cast<std::uint16_t>(before.p < 32'768 ? before.p + by : before.p - by);
      const std::uint64_t moved = std::uint64_t{before.to_cm - before.from_cm} * by;
      const bool agrees = trips::agree(trips::measured_as_stored({city, sightings, wish}, routes[i]), again[i]);
      const std::uint64_t apart = trips::expected_apart(alone, *theirs);
      if (moved > 2 * apart) {
        EXPECT_FALSE(agrees) << "way " << i << ": off by " << moved / 65535 << " cm, " << apart / 65535 << " may be";
        ++noticed;
      }
      small += agrees ? 1 : 0;
      spoiled = before;
    }
  }
  std::printf("  %zu spoiled sightings noticed, %zu spoiled too little\n", noticed, small);
  EXPECT_GT(noticed, 20U);
}

/// Routes as they are planned, between places drawn by lot: what a planner tells agrees with itself.
/// `referees`: so many fronts are held against the referee, which takes its time.
void check_planned(const RouteTown& town, trips::RouteWish wish, std::size_t plans, std::size_t referees) {
  Random random(testing::seed() + 1);
  trips::Planner planner(town.city(), town.sightings, town.mode_roads());
  std::size_t found = 0;
  std::size_t points = 0;
  std::clock_t spent = 0;
  for (std::size_t i = 0; i < plans; ++i) {
    wish.stops.clear();
    for (int end = 0; end < 2; ++end) {
      const streets::Segment& segment = town.network.segments[town.roads.arcs[random.below(town.roads.arcs.size())].segment];
      wish.stops.push_back(streets::place(segment, town.frames, segment.length_cm / 2));
    }
    const std::clock_t begin = std::clock();
    const auto routes = planner.plan(wish);
    if (!routes) {
      EXPECT_EQ(routes.error().code, Errc::no_way) << routes.error().sentence();
      continue;
    }
    spent += std::clock() - begin;
    found += 1;
    points += routes->front.size();
    EXPECT_TRUE(routes->finished);
    if (found <= referees) {
      Pairs pairs;
      for (const routing::Point& point : routes->front) pairs.insert({point.time, point.exposure});
      EXPECT_EQ(pairs, referee(town, wish, routes->stops));
    }
    for (std::size_t k = 0; k < routes->routes.size(); ++k) {
      const trips::Route& route = routes->routes[k];
      EXPECT_TRUE(route.again_agrees);
      EXPECT_LE(route.seen.possible_cm, 10U * route.search_exposure);
      EXPECT_GT(route.seen.possible_cm + 10 * route.parts.size() + 1, 10U * route.search_exposure);
      EXPECT_LE(route.time_ms, 100U * route.search_time);
    }
  }
  ASSERT_GT(found, 0U);
  std::printf("  %zu plans of %.1f points, %.0f ms each\n", found, static_cast<double>(points) / static_cast<double>(found),
              1000.0 * static_cast<double>(spent) / CLOCKS_PER_SEC / static_cast<double>(found));
}

RouteTown town_of(const std::filesystem::path& file, scene::Mode mode) {
  atlas::Contents c = contents_of(file);
  return {std::move(c.snapshot), std::move(c.network), std::move(c.placed), std::move(c.sightings), geo::Frames(c.bounds), mode};
}

void check(const std::filesystem::path& file, scene::Mode mode, optics::BandRef band, std::size_t ways, std::size_t referees) {
  SCOPED_TRACE(file.filename().string() + ", " + std::string(name(mode)) + ", " + std::string(name(band.ladder)));
  const RouteTown town = town_of(file, mode);
  std::vector<bool> seen(town.network.segments.size());
  for (const exposure::Sighting& s : town.sightings) seen[s.segment] = seen[s.segment] || s.ladder == std::uint8_t(band.ladder);
  std::vector<std::uint32_t> in_view;
  for (std::uint32_t arc = 0; arc < town.roads.arcs.size(); ++arc) {
    if (seen[town.roads.arcs[arc].segment]) in_view.push_back(arc);
  }
  ASSERT_FALSE(in_view.empty());
  Random random(testing::seed());
  std::vector<std::vector<RoutePart>> routes;
  for (std::size_t i = 0; i < ways; ++i) routes.push_back(stroll(random, town, in_view));
  trips::RouteWish wish;
  wish.mode = mode;
  wish.band = band;
  const trips::City city = town.city();
  const auto again = trips::measured_again(city, wish, routes);
  const trips::PartCosts costs(city, town.sightings, wish);
  ASSERT_EQ(again.size(), routes.size());
  Apart apart;
  for (std::size_t i = 0; i < routes.size(); ++i) compare(trips::measured_as_stored(costs, routes[i]), again[i], apart);
  check_spoiled(town, wish, routes, again);
  std::printf("%s: %zu ways, %.1f km in view; %zu differ, at most %llu cm certain, %llu cm possible, %.2f cm expected\n",
              file.filename().c_str(), routes.size(), static_cast<double>(apart.in_view_cm) / 100'000, apart.differ,
              static_cast<unsigned long long>(apart.certain_cm), static_cast<unsigned long long>(apart.possible_cm),
              apart.expected_cm);
  EXPECT_GT(apart.in_view_cm, 10'000U);
  check_planned(town, wish, 10, 0);
  scene::Snapshot open = town.snapshot;
  open.turns.clear();  // the referee knows no turn restrictions
  const RouteTown free(std::move(open), town.network, town.placed, town.sightings, town.frames, mode);
  check_planned(free, wish, referees, referees);
}

constexpr optics::BandRef faces{optics::Ladder::image_2014, 2};

TEST(RouteAgain, says_in_real_cities_what_stored_sightings_say) {
  if (const auto file = testing::data("osm/helsinki-centre-2019-04.osm.pbf")) check(*file, scene::Mode::foot, faces, 400, 2);
  if (const auto file = testing::data("osm/munich-centre-2020-07.osm.pbf")) check(*file, scene::Mode::bike, faces, 400, 3);
}

TEST(RouteAgain, says_in_invented_towns_what_stored_sightings_say) {
  for (const auto& [mode, band] : {std::pair{scene::Mode::foot, optics::BandRef{optics::Ladder::image_2014, 3}},
                                   {scene::Mode::car, {optics::Ladder::plate, 0}},
                                   {scene::Mode::car, {optics::Ladder::speed, 0}}}) {
    const auto file = testing::scratch() / "town.osm.pbf";
    synth::TownOptions options;
    options.seed = testing::seed();
    ASSERT_TRUE(synth::write_pbf(synth::town(options), file));
    check(file, mode, band, 150, 5);
  }
}

}  // namespace
}  // namespace contrechamp::scenario
