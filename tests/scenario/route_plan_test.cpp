// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes in towns small enough to check by eye; each answer is also held against a referee that enumerates.
#include <gtest/gtest.h>
#include <tests/scenario/route_checks.hpp>
#include <tests/scenario/stage.hpp>

namespace contrechamp::scenario {
namespace {

using trips::Routes;
using trips::RouteWish;

TEST(RoutePlan, offers_the_short_way_in_view_and_the_long_way_out_of_it) {
  const DrawnTown town(with_cameras(two_ways));
  const Routes routes = planned(town.town, town.wish("ab"));
  ASSERT_EQ(routes.routes.size(), 2U);
  EXPECT_NEAR(static_cast<double>(routes.routes[0].length_cm), 8000, 5);
  EXPECT_NEAR(static_cast<double>(routes.routes[0].seen.possible_cm), 2000, 10);  // as wide as the yard's mouth lets it look
  EXPECT_NEAR(static_cast<double>(routes.routes[1].length_cm), 16000, 5);
  EXPECT_LT(routes.routes[1].seen.possible_cm, routes.routes[0].seen.possible_cm);
  ASSERT_EQ(routes.routes[0].met.size(), 1U);
  EXPECT_NEAR(static_cast<double>(routes.routes[0].met[0].first_cm), 3000, 5);
  EXPECT_EQ(routes.routes[0].not_mapped_cm, routes.routes[0].length_cm);  // no cell of this town is surveyed
}

TEST(RoutePlan, from_a_place_to_itself_is_no_way_at_all) {
  const DrawnTown town(with_cameras(two_ways));
  for (const std::string_view stops : {"aa", "bb"}) {
    const Routes routes = planned(town.town, town.wish(stops));
    ASSERT_EQ(routes.routes.size(), 1U);
    EXPECT_EQ(routes.routes[0].length_cm, 0U);
    EXPECT_EQ(routes.front.size(), 1U);
  }
}

TEST(RoutePlan, goes_straight_between_two_stops_on_one_street_and_round_it_where_that_sees_less) {
  const DrawnTown town(with_cameras({.picture = R"(
      a . p . . . . . q . b
      . . # # # C # # # . .
      . . # # # # # # # . .
      c . . . . . . . . . d)",
                                     .cell = Metres(10),
                                     .streets = {"ab", "ac", "cd", "db"}}));
  const Routes there = planned(town.town, town.wish("pq"));
  ASSERT_EQ(there.routes.size(), 2U);
  EXPECT_EQ(there.stops[0].segment, there.stops[1].segment);
  EXPECT_EQ(there.routes[0].parts.size(), 1U);
  EXPECT_NEAR(static_cast<double>(there.routes[0].length_cm), 6000, 5);
  EXPECT_EQ(there.routes[1].parts.size(), 5U);  // back to a, round, and on from b
  const Routes back = planned(town.town, town.wish("qp"));
  EXPECT_EQ(back.front.size(), there.front.size());
}

TEST(RoutePlan, keeps_to_one_way_streets_at_both_ends_and_between) {
  DrawnScene scene = with_cameras({.picture = R"(
      a . p . . . . . q . b
      . . # # # C # # # . .
      . . # # # # # # # . .
      c . . . . . . . . . d)",
                                   .cell = Metres(10),
                                   .streets = {"ab", "ac", "cd", "db"}});
  make_one_way(scene, "ab", scene::Senses::forward);
  const DrawnTown one_way(scene);
  EXPECT_EQ(planned(one_way.town, one_way.wish("pq")).routes.size(), 1U);  // behind p there is no way out
  const Routes round = planned(one_way.town, one_way.wish("qp"));
  ASSERT_EQ(round.routes.size(), 1U);
  EXPECT_EQ(round.routes[0].parts.size(), 5U);
  make_one_way(scene, "cd", scene::Senses::forward);
  const DrawnTown no_way_back(scene);
  const auto refused = no_way_back.plan("qp");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().sentence(), "no way: from stop 1 to stop 2 on foot");
}

TEST(RoutePlan, obeys_a_turn_restriction_where_it_begins_and_ends_within_streets) {
  DrawnScene scene = with_cameras({.picture = R"(
      a . p . . b . . c
      . . . . . q . . .
      . . . . . . . . .
      . . . . . d . . .)",
                                   .cell = Metres(10),
                                   .streets = {"ab", "bc", "bqd"}});
  scene::TurnRestriction ban;
  ban.relation = 1;
  ban.kind = "no_right_turn";
  ban.from_way = street(scene, "ab").ref.id;
  ban.to_way = street(scene, "bqd").ref.id;
  ban.via_node = 'b';
  scene.snapshot.turns.push_back(ban);
  const DrawnTown town(scene, scene::Mode::car);
  ASSERT_EQ(town.town.roads.counts.bans_kept, 1U);
  const auto metres = [&](std::string_view stops) {
    const auto routes = town.plan(stops);
    EXPECT_TRUE(routes.has_value()) << stops;
    return routes && !routes->routes.empty() ? static_cast<double>(routes->routes[0].length_cm) / 100 : -1;
  };
  EXPECT_NEAR(metres("pd"), 30 + 2 * 30 + 30, 0.1);  // on to c, and back
  EXPECT_NEAR(metres("pq"), 30 + 2 * 30 + 10, 0.1);
  EXPECT_NEAR(metres("qp"), 10 + 30, 0.1);  // the other way round it does not hold
  EXPECT_NEAR(metres("bq"), 10, 0.1);       // who begins at b came by no street
  EXPECT_NEAR(metres("pbq"), 30 + 10, 0.1);
}

TEST(RoutePlan, leaves_a_junction_by_any_of_its_streets_though_the_nearest_one_is_one_way) {
  DrawnScene scene = with_cameras(two_ways);
  make_one_way(scene, "ab", scene::Senses::backward);
  const DrawnTown town(scene);
  EXPECT_EQ(planned(town.town, town.wish("ab")).routes.size(), 1U);
  EXPECT_EQ(planned(town.town, town.wish("ba")).routes.size(), 2U);
}

/// Nothing joins e–f to the rest.
const Drawing two_parts{.picture = R"(
      a . . b . . c
      . . . . . . .
      . . . d . . .
      . . . . . . .
      e . . . . . f)",
                        .cell = Metres(20),
                        .streets = {"abc", "bd", "ef"}};

TEST(RoutePlan, gets_out_of_a_dead_end_and_says_so_where_nothing_joins_two_parts_of_town) {
  const DrawnTown town(stage(two_parts));
  EXPECT_EQ(planned(town.town, town.wish("da")).routes.size(), 1U);
  EXPECT_EQ(planned(town.town, town.wish("dac")).routes.size(), 1U);
  RouteWish near = town.wish("adf");
  near.snap_within = Metres(35);
  const auto apart = town.town.plan(near);
  ASSERT_FALSE(apart.has_value());
  EXPECT_EQ(apart.error().code, Errc::no_way);
  EXPECT_EQ(apart.error().detail, "from stop 2 to stop 3 on foot");
}

TEST(RoutePlan, goes_to_the_nearest_street_that_is_joined_if_the_nearest_of_all_is_not) {
  // e–f joins nothing; f is 72 m from d (40 m down, 60 m to the right), where the part of town ends that a is on.
  const DrawnTown town(stage(two_parts));
  const auto moved = town.plan("af");
  ASSERT_TRUE(moved) << moved.error().sentence();
  EXPECT_FALSE(moved->stops[0].passed_over);
  EXPECT_TRUE(moved->stops[1].passed_over);
  EXPECT_NEAR(moved->stops[1].away_m, 72.1, 0.2);
  ASSERT_EQ(moved->routes.size(), 1U);
  EXPECT_NEAR(static_cast<double>(moved->routes[0].length_cm), 10000, 5);
  const auto same = town.plan("ef");
  ASSERT_TRUE(same);
  EXPECT_FALSE(same->stops[0].passed_over || same->stops[1].passed_over) << "who stays on a small part is left there";
}

TEST(RoutePlan, a_bollard_stops_cars_alone) {
  DrawnScene scene = with_cameras({.picture = R"(
      a . p . q . b
      . . . . . . .
      c . . . . . d)",
                                   .cell = Metres(20),
                                   .streets = {"apqb", "ac", "cd", "db"}});
  scene.snapshot.barriers = {{'q', 4}};
  const DrawnTown town(scene);
  EXPECT_NEAR(static_cast<double>(planned(town.town, town.wish("pb")).routes[0].length_cm), 8000, 5);
  const DrawnTown cars(scene, scene::Mode::car);
  RouteWish wish = cars.wish("pb");
  wish.mode = scene::Mode::car;
  const auto round = cars.town.plan(wish);
  ASSERT_TRUE(round) << round.error().sentence();
  EXPECT_NEAR(static_cast<double>(round->routes[0].length_cm), 4000 + 4000 + 12000 + 4000, 10);
}

TEST(RoutePlan, tells_parallel_streets_apart_and_passes_joints_without_length) {
  DrawnScene scene = with_cameras({.picture = R"(
      . e . . . . f .
      a . . . . . . b
      . . . # # . . .
      . c . . C . d .)",
                                   .cell = Metres(10),
                                   .streets = {"ab", "aefb", "acdb", "ab"}});
  // A second node at b, and a street that leaves from there.
  scene::Street joint = street(scene, "aefb");
  joint.ref.id += 100;
  joint.node_ids = {'b', 'z'};
  joint.points = {scene.places['b'], scene.places['b']};
  scene.snapshot.streets.push_back(joint);
  joint.ref.id += 1;
  joint.node_ids = {'z', 'f'};
  joint.points = {scene.places['b'], scene.places['f']};
  scene.snapshot.streets.push_back(joint);
  const DrawnTown town(scene);
  const Routes routes = planned(town.town, town.wish("ab"));
  EXPECT_GE(routes.front.size(), 1U);
  (void)planned(town.town, town.wish("fb"));
  (void)planned(town.town, town.wish("acbfa"));
}

TEST(RoutePlan, passes_none_one_and_many_places_on_the_way) {
  const DrawnTown town(with_cameras({.picture = R"(
      a . . b . . c . . d
      . # # . # # . # # .
      . # # . # C . # # .
      e . . f . . g . . h
      . # # . # # . # # .
      . # A . # # . # # .
      i . . j . . k . . l)",
                                     .cell = Metres(10),
                                     .streets = {"abcd", "efgh", "ijkl", "aei", "bfj", "cgk", "dhl"}}));
  (void)planned(town.town, town.wish("al"));
  (void)planned(town.town, town.wish("agl"));
  const Routes many = planned(town.town, town.wish("akdial"));
  EXPECT_EQ(many.stops.size(), 6U);
  EXPECT_GE(many.front.size(), 2U);
}

TEST(RoutePlan, begins_in_view_where_the_start_is_in_view) {
  const DrawnTown town(with_cameras({.picture = R"(
      a . C . p . . . b
      # # # # # # # . .
      # # # # # # # . .
      # # # # # # # c .)",
                                     .cell = Metres(10),
                                     .streets = {"apb", "bc"}}));
  const Routes routes = planned(town.town, town.wish("ac"));
  ASSERT_EQ(routes.routes.size(), 1U);
  ASSERT_EQ(routes.routes[0].met.size(), 1U);
  EXPECT_EQ(routes.routes[0].met[0].first_cm, 0U);
  EXPECT_EQ(routes.routes[0].met[0].first_ms, 0U);
}

TEST(RoutePlan, keeps_within_limits_and_says_what_would_be_least_where_none_does) {
  const DrawnTown town(with_cameras(two_ways));
  RouteWish wish = town.wish("ab");
  const Routes all = planned(town.town, wish);
  wish.most_minutes_more = 0.5;
  EXPECT_EQ(planned(town.town, wish).front.size(), 1U);
  wish.most_minutes_more = 1;
  EXPECT_EQ(planned(town.town, wish).front.size(), 2U);
  wish.most_in_view = all.front.back().exposure / 10.0;
  EXPECT_EQ(planned(town.town, wish).front.size(), 1U);
  wish.most_minutes_more = 0;
  const Routes none = planned(town.town, wish);
  EXPECT_TRUE(none.routes.empty());
  EXPECT_EQ(none.least_exposure, all.front.back().exposure);
}

TEST(RoutePlan, counts_other_devices_modes_answers_and_units_if_asked) {
  for (const scene::Mode mode : scene::all_modes) {
    const DrawnTown town(with_cameras(two_ways), mode);
    for (const auto avoid : {trips::Avoid::certain, trips::Avoid::expected, trips::Avoid::possible}) {
      for (const auto unit : {trips::Unit::metres, trips::Unit::seconds}) {
        RouteWish wish = town.wish("ab");
        wish.avoid = avoid;
        wish.unit = unit;
        wish.band.band = 2;
        (void)planned(town.town, wish);
        wish.seen_rather = true;
        (void)planned(town.town, wish);
        wish.seen_rather = false;
        wish.device_counts = {0};
        const Routes unseen = planned(town.town, wish);
        ASSERT_EQ(unseen.routes.size(), 1U);
        EXPECT_TRUE(unseen.routes[0].met.empty());
        EXPECT_EQ(unseen.routes[0].search_exposure, 0U);
      }
    }
  }
}

TEST(RoutePlan, would_rather_be_seen_where_that_is_asked) {
  const DrawnTown town(with_cameras(two_ways));
  RouteWish wish = town.wish("cd");
  wish.seen_rather = true;
  const Routes routes = planned(town.town, wish);
  ASSERT_GE(routes.routes.size(), 1U);
  EXPECT_LE(routes.front.back().exposure, 8000U);
}

TEST(RoutePlan, refuses_what_cannot_be_asked) {
  const DrawnTown town(with_cameras(two_ways));
  const auto refused = [&](const RouteWish& wish) {
    const auto routes = town.town.plan(wish);
    EXPECT_FALSE(routes.has_value());
    return routes ? Error{} : routes.error();
  };
  RouteWish wish = town.wish("a");
  EXPECT_EQ(refused(wish).code, Errc::bad_argument);
  wish = town.wish("ab");
  wish.stops[1].lat_e7 += 100'000;  // a kilometre away
  EXPECT_EQ(refused(wish).sentence(), "no street near: stop 2 (on foot, within 250 m)");
  for (void (*spoil)(RouteWish&) : {+[](RouteWish& w) { w.mode = scene::Mode::car; }, +[](RouteWish& w) { w.band.band = 99; },
                                    +[](RouteWish& w) {
                                      w.device_counts = {1, 1};
                                    },
                                    +[](RouteWish& w) { w.most_in_view = -1; },
                                    +[](RouteWish& w) { w.most_minutes_more = std::numeric_limits<double>::quiet_NaN(); }}) {
    wish = town.wish("ab");
    spoil(wish);
    EXPECT_EQ(refused(wish).code, Errc::bad_argument);
  }
}

}  // namespace
}  // namespace contrechamp::scenario
