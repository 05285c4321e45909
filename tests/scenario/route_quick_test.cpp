// SPDX-License-Identifier: AGPL-3.0-or-later
// What is kept, made ready or shared out between threads so that routes are quick changes none of them.
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <contrechamp/core/native/on_threads.hpp>
#include <contrechamp/core/random.hpp>
#include <contrechamp/trips/commute.hpp>
#include <contrechamp/trips/fastest.hpp>
#include <contrechamp/trips/route_profiles.hpp>
#include <tests/scenario/route_referee.hpp>
#include <tests/scenario/unseen_walk.hpp>
#include <tests/support/testing.hpp>
#include <tuple>

namespace contrechamp::scenario {
namespace {

using trips::RoutePart;
using Parts = std::vector<RoutePart>;

std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> told(const Parts& parts) {
  std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> all;
  for (const RoutePart& part : parts) all.emplace_back(part.segment, part.from_cm, part.to_cm);
  return all;
}

TEST(Quick, ways_are_the_same_and_the_referees_before_and_after_the_lane_is_ready) {
  Random random(testing::seed());
  constexpr std::size_t ways = 2 * trips::Fastest::first_ways;
  std::size_t ready = 0;
  std::size_t none = 0;
  for (int round = 0; round < 10; ++round) {
    const auto town = town_by_lot(random, scene::all_modes[random.below(3)]);
    trips::RouteWish wish;
    wish.mode = town->roads.mode;
    const trips::City city = town->city();
    const trips::PartCosts costs(city, {}, wish);
    const auto often = *trips::Fastest::made(city, town->mode_roads());
    auto seldom = *trips::Fastest::made(city, town->mode_roads());
    for (std::size_t i = 0; i < ways; ++i) {
      if (i % trips::Fastest::first_ways == 0) seldom = *trips::Fastest::made(city, town->mode_roads());
      const streets::Spot from = spot_by_lot(random, *town);
      const streets::Spot to = random.chance(100) ? from : spot_by_lot(random, *town);
      const auto way = often->way(from, to);
      const auto first = seldom->way(from, to);
      ready += often->ready() ? 1 : 0;
      ASSERT_FALSE(seldom->ready());
      ASSERT_EQ(way.has_value(), first.has_value());
      ASSERT_EQ(told(way.value_or(Parts{})), told(first.value_or(Parts{}))) << "way " << i;
      if (i % 8 != 0) continue;
      const Pairs front = referee(*town, wish, {from, to});
      ASSERT_EQ(way.has_value(), !front.empty());
      none += way ? 0 : 1;
      if (!way) continue;
      std::uint64_t tenths = 0;
      for (const RoutePart& part : *way) tenths += costs.cost(part).time;
      EXPECT_EQ(tenths, front.begin()->first);
    }
  }
  EXPECT_EQ(ready, 10 * (ways - trips::Fastest::first_ways));
  EXPECT_GT(none, 0U);
}

TEST(Quick, a_certified_front_is_the_same_front) {
  Random random(testing::seed());
  std::size_t points = 0;
  for (int round = 0; round < 20; ++round) {
    const auto town = town_by_lot(random, scene::all_modes[random.below(3)]);
    trips::RouteWish wish = wish_by_lot(random, *town);
    for (int stop = 0; stop < 3; ++stop) wish.stops.push_back(spot_by_lot(random, *town).position);
    trips::Planner planner(town->city(), town->sightings, town->mode_roads());
    const auto plain = planner.plan(wish);
    wish.certify = true;
    const auto certified = planner.plan(wish);
    ASSERT_EQ(plain.has_value(), certified.has_value());
    if (!plain) continue;
    EXPECT_FALSE(plain->certified);
    EXPECT_TRUE(certified->certified && certified->finished);
    ASSERT_EQ(plain->front.size(), certified->front.size());
    for (std::size_t i = 0; i < plain->front.size(); ++i) {
      EXPECT_EQ(plain->front[i].time, certified->front[i].time);
      EXPECT_EQ(plain->front[i].exposure, certified->front[i].exposure);
    }
    points += plain->front.size();
  }
  EXPECT_GT(points, 20U);
}

TEST(Quick, plans_and_commutes_are_the_same_by_any_threads) {
  Random random(testing::seed() + 1);
  const Executor backwards = [](std::size_t count, const std::function<void(std::size_t)>& task) {
    while (count-- > 0) task(count);
  };
  std::size_t routes = 0;
  for (int round = 0; round < 12; ++round) {
    const auto town = town_by_lot(random, scene::all_modes[random.below(3)]);
    trips::RouteWish wish = wish_by_lot(random, *town);
    const streets::Spot from = spot_by_lot(random, *town);
    const streets::Spot to = spot_by_lot(random, *town);
    wish.stops = {from.position, to.position};
    const auto alone = town->plan(wish);
    for (const Executor& executor : {backwards, on_threads(3)}) {
      trips::Planner planner(town->city(), town->sightings, town->mode_roads(), executor);
      const auto planned = planner.plan(wish);
      ASSERT_EQ(planned.has_value(), alone.has_value());
      if (!planned) continue;
      ASSERT_EQ(planned->routes.size(), alone->routes.size());
      for (std::size_t i = 0; i < planned->routes.size(); ++i) {
        EXPECT_EQ(told(planned->routes[i].parts), told(alone->routes[i].parts));
        ++routes;
      }
      constexpr std::size_t many = 1'000'000;
      const auto weights = trips::CommuteWeights::made(town->city(), town->sightings, town->mode_roads(), wish, many, executor);
      const auto same = trips::CommuteWeights::made(town->city(), town->sightings, town->mode_roads(), wish);
      ASSERT_TRUE(weights && same);
      const auto commute = trips::Commuter(*weights).between(from, to);
      const auto other = trips::Commuter(*same).between(from, to);
      ASSERT_EQ(commute.has_value(), other.has_value());
      if (!commute) continue;
      EXPECT_EQ(told(commute->fastest.parts), told(other->fastest.parts));
      EXPECT_EQ(told(commute->least_seen.parts), told(other->least_seen.parts));
    }
  }
  EXPECT_GT(routes, 12U);
}

/// Wishes that differ in their weights, over and over: what is kept, what is forgotten and what a search leaves behind.
TEST(Quick, a_planner_that_remembers_plans_as_one_that_knows_nothing) {
  Random random(testing::seed() + 2);
  for (int round = 0; round < 6; ++round) {
    const auto town = town_by_lot(random, scene::all_modes[random.below(3)]);
    trips::Planner planner(town->city(), town->sightings, town->mode_roads());
    std::array<trips::RouteWish, 3> wishes{wish_by_lot(random, *town), wish_by_lot(random, *town), wish_by_lot(random, *town)};
    for (int i = 0; i < 12; ++i) {
      trips::RouteWish& wish = wishes[random.below(wishes.size())];
      wish.stops.clear();
      for (int stop = 0; stop < 3; ++stop) wish.stops.push_back(spot_by_lot(random, *town).position);
      const auto remembered = planner.plan(wish);
      const auto anew = town->plan(wish);
      ASSERT_EQ(remembered.has_value(), anew.has_value());
      if (!anew) continue;
      ASSERT_EQ(remembered->front.size(), anew->front.size());
      ASSERT_EQ(remembered->shown, anew->shown);
      for (std::size_t r = 0; r < anew->routes.size(); ++r) {
        EXPECT_EQ(told(remembered->routes[r].parts), told(anew->routes[r].parts));
      }
    }
  }
}

TEST(Quick, weights_larger_than_all_that_may_be_kept_are_kept_until_others_come) {
  Random random(testing::seed() + 3);
  const auto town = town_by_lot(random, scene::Mode::foot);
  const trips::City city = town->city();
  const trips::ModeRoads mode = town->mode_roads();
  trips::RouteWish possible;
  trips::RouteWish certain;
  certain.avoid = trips::Avoid::certain;
  trips::Profiles small(city, town->sightings, mode, in_turn, 1);
  const trips::Weighted* first = *small.of(possible);
  EXPECT_EQ(first->profile.lanes(), 4U);
  EXPECT_GT(small.bytes(), 1U);
  EXPECT_EQ(small.kept(), 1U);
  EXPECT_EQ(*small.of(possible), first) << "made again though it was kept";
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ((*small.of(i % 2 == 0 ? certain : possible))->wish.avoid, i % 2 == 0 ? certain.avoid : possible.avoid);
    EXPECT_EQ(small.kept(), 1U);
  }
  trips::Profiles usual(city, town->sightings, mode, in_turn);
  EXPECT_EQ((*usual.of(possible))->profile.lanes(), 16U);
  const std::size_t one = usual.bytes();
  EXPECT_EQ((*usual.of(certain))->wish.avoid, certain.avoid);
  EXPECT_EQ(usual.kept(), 2U);
  trips::Profiles of_two(city, town->sightings, mode, in_turn, 2 * one);
  for (const auto avoid : {trips::Avoid::possible, trips::Avoid::certain, trips::Avoid::possible, trips::Avoid::expected}) {
    trips::RouteWish wish;
    wish.avoid = avoid;
    EXPECT_EQ((*of_two.of(wish))->wish.avoid, avoid);
    EXPECT_LE(of_two.bytes(), 2 * one);
  }
  EXPECT_EQ(of_two.kept(), 2U);
  EXPECT_EQ((*of_two.of(possible))->wish.avoid, possible.avoid);
  EXPECT_EQ(of_two.kept(), 2U) << "the one that was used last but one was forgotten";
}

}  // namespace
}  // namespace contrechamp::scenario
