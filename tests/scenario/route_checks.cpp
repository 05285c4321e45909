// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <algorithm>
#include <map>
#include <tests/scenario/route_checks.hpp>

namespace contrechamp::scenario {
namespace {

using trips::Route;
using trips::RoutePart;
using trips::RouteWish;

void add(Stroll& sum, const Stroll& more) {
  sum.cm += more.cm;
  sum.ms += more.ms;
  sum.certain += more.certain;
  sum.expected += more.expected;
  sum.possible += more.possible;
  sum.certain_ms += more.certain_ms;
  sum.expected_ms += more.expected_ms;
  sum.possible_ms += more.possible_ms;
}

void expect_sums(const RouteTown& town, const RouteWish& wish, const Route& route) {
  Stroll sum;
  Pair tenths{0, 0};
  for (const RoutePart& part : route.parts) {
    const Stroll more = stroll(town, wish, part);
    const Pair cost = tenths_of(more, wish);
    add(sum, more);
    tenths.first += cost.first;
    tenths.second += cost.second;
  }
  EXPECT_EQ(route.length_cm, sum.cm);
  EXPECT_EQ(route.time_ms, sum.ms);
  EXPECT_EQ(route.seen, (exposure::InView{sum.certain, sum.expected, sum.possible}));
  EXPECT_EQ(route.seen_ms, (exposure::InView{sum.certain_ms, sum.expected_ms, sum.possible_ms}));
  EXPECT_EQ((Pair{route.search_time, route.search_exposure}), tenths);
}

/// A way without gaps from the first stop to the last, in the legal senses.
void expect_way(const RouteTown& town, const RouteWish& wish, const trips::Routes& routes, const Route& route) {
  ASSERT_FALSE(route.parts.empty());
  geo::LatLon here = routes.stops.front().position;
  for (const RoutePart& part : route.parts) {
    const streets::Segment& segment = town.network.segments[part.segment];
    EXPECT_EQ(streets::place(segment, town.frames, part.from_cm), here);
    EXPECT_LE(std::max(part.from_cm, part.to_cm), segment.length_cm);
    const scene::ModeUse& use = town.snapshot.streets[segment.street].use[static_cast<std::size_t>(wish.mode)];
    const scene::Senses sense = part.from_cm > part.to_cm ? scene::Senses::backward : scene::Senses::forward;
    EXPECT_TRUE(part.from_cm == part.to_cm || use.senses == scene::Senses::both || use.senses == sense);
    here = streets::place(segment, town.frames, part.to_cm);
  }
  EXPECT_EQ(here, routes.stops.back().position);
  ASSERT_GE(route.line.size(), 2U);
  EXPECT_EQ(route.line.front(), routes.stops.front().position);
  EXPECT_EQ(route.line.back(), routes.stops.back().position);
}

void expect_met(const RouteTown& town, const RouteWish& wish, const Route& route) {
  struct Own {
    std::uint64_t first_cm = 0, first_ms = 0, possible = 0, certain = 0;
    int widest = -1, surest = -1;
  };
  std::map<std::uint32_t, Own> own;
  std::uint64_t cm = 0;
  for (const RoutePart& part : route.parts) {
    const bool back = part.from_cm > part.to_cm;
    const std::uint32_t length = std::max(part.from_cm, part.to_cm) - std::min(part.from_cm, part.to_cm);
    for (std::uint32_t i = 0; i < length; ++i, ++cm) {
      const std::uint32_t at = back ? part.from_cm - i - 1 : part.from_cm + i;
      for (const exposure::Sighting& s : town.sightings) {
        if (s.segment != part.segment || at < s.from_cm || at >= s.to_cm || (s.headings & (back ? 2 : 1)) == 0) continue;
        if (s.ladder != static_cast<std::uint8_t>(wish.band.ladder)) continue;
        if (!wish.device_counts.empty() && wish.device_counts[s.device] == 0) continue;
        Own& mine = own[s.device];
        const bool sure = (s.answers & 1) != 0;
        mine.widest = std::max(mine.widest, int{s.band});
        if (sure) mine.surest = std::max(mine.surest, int{s.band});
        if (s.band != wish.band.band) continue;
        if (mine.possible == 0) mine.first_cm = cm;
        mine.possible += 1;
        mine.certain += sure ? 1 : 0;
      }
    }
  }
  std::erase_if(own, [](const auto& entry) { return entry.second.possible == 0; });
  ASSERT_EQ(route.met.size(), own.size());
  for (const trips::RouteMet& met : route.met) {
    ASSERT_TRUE(own.contains(met.device));
    const Own& mine = own[met.device];
    EXPECT_EQ(met.first_cm, mine.first_cm);
    EXPECT_EQ(met.seen.possible_cm, mine.possible);
    EXPECT_EQ(met.seen.certain_cm, mine.certain);
    EXPECT_EQ(met.narrowest_possible, mine.widest);
    EXPECT_EQ(met.narrowest_certain ? int{*met.narrowest_certain} : -1, mine.surest);
    EXPECT_LE(met.first_ms, route.time_ms);
  }
  EXPECT_TRUE(std::ranges::is_sorted(route.met, std::greater{}, [](const trips::RouteMet& m) { return m.seen.expected; }));
}

}  // namespace

DrawnScene with_cameras(const Drawing& drawing) {
  DrawnScene scene = stage(drawing);
  for (scene::Device& device : scene.snapshot.devices) make_all_round(device);
  return scene;
}

void expect_true(const RouteTown& town, const RouteWish& wish, const trips::Routes& routes) {
  Pairs expected = referee(town, wish, routes.stops);
  ASSERT_FALSE(expected.empty());
  EXPECT_EQ(routes.least_time, expected.begin()->first);
  EXPECT_EQ(routes.least_exposure, expected.rbegin()->second);
  std::erase_if(expected, [&](const Pair& pair) {
    const double more = static_cast<double>(pair.first - routes.least_time);
    return (wish.most_minutes_more && more > *wish.most_minutes_more * 600) ||
           (wish.most_in_view && static_cast<double>(pair.second) > *wish.most_in_view * 10);
  });
  Pairs found;
  for (const routing::Point& point : routes.front) found.insert({point.time, point.exposure});
  EXPECT_EQ(found.size(), routes.front.size());
  if (wish.whole_front) {
    EXPECT_TRUE(routes.finished);
    EXPECT_EQ(found, expected);
  } else {
    EXPECT_TRUE(std::ranges::includes(expected, found) || !found.empty());
  }
  ASSERT_EQ(routes.shown.size(), routes.routes.size());
  EXPECT_LE(routes.routes.size(), 7U);
  EXPECT_TRUE(std::ranges::is_sorted(routes.shown));
  EXPECT_EQ(routes.routes.empty(), expected.empty());
  for (std::size_t i = 0; i < routes.routes.size(); ++i) {
    const Route& route = routes.routes[i];
    const routing::Point& point = routes.front[routes.shown[i]];
    EXPECT_EQ((Pair{route.search_time, route.search_exposure}), (Pair{point.time, point.exposure}));
    expect_sums(town, wish, route);
    expect_way(town, wish, routes, route);
    expect_met(town, wish, route);
    EXPECT_TRUE(route.again_agrees);
    EXPECT_EQ(route.again.possible_cm, route.seen.possible_cm);
    EXPECT_EQ(route.again.certain_cm, route.seen.certain_cm);
  }
}

trips::Routes planned(const RouteTown& town, const RouteWish& wish) {
  auto routes = town.plan(wish);
  EXPECT_TRUE(routes.has_value()) << (routes ? "" : routes.error().sentence());
  if (!routes) return {};
  expect_true(town, wish, *routes);
  return *std::move(routes);
}

}  // namespace contrechamp::scenario
