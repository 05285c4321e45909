// SPDX-License-Identifier: AGPL-3.0-or-later
// Commutes, reach, unseen islands and trips drawn by lot: held against searches that share no code with them.
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <contrechamp/trips/commute.hpp>
#include <contrechamp/trips/prove.hpp>
#include <contrechamp/trips/reach.hpp>
#include <contrechamp/trips/share.hpp>
#include <cstdio>
#include <numeric>
#include <tests/scenario/route_checks.hpp>
#include <tests/scenario/unseen_walk.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::scenario {
namespace {

using trips::Commute;

/// The quickest of the pairs that see nothing.
std::optional<std::uint64_t> quickest_of_zero(const Pairs& front) {
  for (const auto& [time, exposure] : front) {
    if (exposure == 0) return time;
  }
  return std::nullopt;
}

void expect_moved_as_proved(const trips::UnseenEnd& end, const trips::ProofEnd& proved) {
  EXPECT_EQ(end.in_view, proved.in_view.has_value());
  EXPECT_EQ(end.spot.segment, proved.at.segment);
  EXPECT_EQ(end.spot.cm, proved.at.cm);
  EXPECT_EQ(end.devices.size(), proved.in_view ? proved.in_view->devices.size() : 0U);
}

/// What no code of the commute says of it.
void expect_true_commute(const RouteTown& town, const trips::RouteWish& wish, const streets::Spot& from, const streets::Spot& to,
                         const Commute& commute) {
  const Pairs front = referee(town, wish, {from, to});
  ASSERT_FALSE(front.empty());
  EXPECT_EQ(commute.fastest.search_time, front.begin()->first);
  EXPECT_EQ(commute.fastest.search_exposure, front.begin()->second);
  if (!commute.zero() || wish.avoid != trips::Avoid::possible) {
    EXPECT_EQ(commute.least_seen.search_exposure, front.rbegin()->second);
    EXPECT_EQ(commute.least_seen.search_time, front.rbegin()->first);
  }
  const trips::RouteWish hidden = trips::unseen_wish(wish);
  const trips::Proof proof = trips::proved(town.city(), town.sightings, town.roads, hidden, from, to);
  expect_moved_as_proved(commute.from, proof.from);
  expect_moved_as_proved(commute.to, proof.to);
  EXPECT_EQ(commute.unseen.has_value(), proof.claim == trips::Claim::unseen_way);
  if (!commute.unseen) return;
  const auto quickest = quickest_of_zero(referee(town, hidden, {commute.from.spot, commute.to.spot}));
  ASSERT_TRUE(quickest.has_value());
  EXPECT_EQ(commute.unseen->search_time, *quickest);
  EXPECT_EQ(commute.unseen->seen.possible_cm, 0U);
  EXPECT_TRUE(commute.unseen->met.empty());
}

TEST(Commute, is_what_the_referee_and_the_proof_find) {
  Random random(testing::seed());
  int unseen = 0, moved = 0, seen = 0, not_joined = 0;
  for (int round = 0; round < 25; ++round) {
    const auto town = town_by_lot(random, scene::all_modes[random.below(3)]);
    const trips::RouteWish wish = wish_by_lot(random, *town);
    const auto weights = trips::CommuteWeights::made(town->city(), town->sightings, town->mode_roads(), wish);
    ASSERT_TRUE(weights.has_value()) << weights.error().sentence();
    trips::Commuter commuter(*weights);
    for (int i = 0; i < 8; ++i) {
      SCOPED_TRACE("round " + std::to_string(round) + ", pair " + std::to_string(i));
      const streets::Spot from = spot_by_lot(random, *town);
      const streets::Spot to = random.chance(100) ? from : spot_by_lot(random, *town);
      const auto commute = commuter.between(from, to);
      if (!commute) {
        EXPECT_EQ(commute.error().code, Errc::no_way);
        EXPECT_TRUE(referee(*town, wish, {from, to}).empty());
        ++not_joined;
        continue;
      }
      expect_true_commute(*town, wish, from, to, *commute);
      if (HasFailure()) return;
      ++(commute->zero() ? unseen : commute->unseen ? moved : seen);
    }
  }
  std::printf("unseen %d, once moved %d, seen %d, not joined %d\n", unseen, moved, seen, not_joined);
  EXPECT_GT(unseen, 20);
  EXPECT_GT(moved, 10);
  EXPECT_GT(seen, 20);
  EXPECT_GT(not_joined, 1);
}

TEST(Commute, the_nearest_unseen_place_is_that_of_the_whole_search) {
  Random random(testing::seed() + 1);
  int found = 0;
  for (int round = 0; round < 25; ++round) {
    const auto town = town_by_lot(random, scene::all_modes[random.below(3)]);
    const trips::RouteWish wish = trips::unseen_wish(wish_by_lot(random, *town));
    const trips::City city = town->city();
    trips::ProofGraph graph(city, town->sightings, town->roads, wish);
    for (int i = 0; i < 20; ++i) {
      const streets::Spot spot = spot_by_lot(random, *town);
      graph.join(spot, spot);
      for (const trips::Side side : {trips::Side::start, trips::Side::end}) {
        const auto near = trips::nearest_unseen_place(graph, side);
        EXPECT_EQ(near, trips::nearest_unseen(graph, side));
        found += near && *near != trips::ProofPlace{spot.segment, spot.cm} ? 1 : 0;
      }
    }
  }
  EXPECT_GT(found, 100);
}

TEST(Commute, tells_the_short_way_in_view_and_what_the_unseen_one_costs) {
  const DrawnTown town(with_cameras(two_ways));
  const trips::RouteWish wish = town.wish("ab");
  const auto weights = trips::CommuteWeights::made(town.town.city(), town.town.sightings, town.town.mode_roads(), wish);
  ASSERT_TRUE(weights.has_value());
  trips::Commuter commuter(*weights);
  auto commute = commuter.commute(wish.stops[0], wish.stops[1]);
  ASSERT_TRUE(commute.has_value());
  EXPECT_TRUE(commute->zero());
  EXPECT_NEAR(static_cast<double>(commute->fastest.length_cm), 8000, 5);
  EXPECT_EQ(commute->fastest.met.size(), 1U);
  EXPECT_NEAR(static_cast<double>(commute->unseen->length_cm), 16000, 5);
  EXPECT_EQ(commute->least_seen.parts.size(), commute->unseen->parts.size());
  commuter.measure_again(*commute);
  EXPECT_TRUE(commute->fastest.again_agrees);
  EXPECT_EQ(commute->fastest.again, commute->fastest.seen);
  const auto nowhere = commuter.commute({0, 0}, wish.stops[1]);
  ASSERT_FALSE(nowhere.has_value());
  EXPECT_EQ(nowhere.error().code, Errc::no_street_near);
}

void expect_same(const std::vector<trips::ReachStretch>& stretches, std::vector<std::vector<bool>> marks) {
  std::uint64_t wrong = 0;
  for (const trips::ReachStretch& s : stretches) {
    for (std::uint32_t cm = s.from_cm; cm < s.to_cm; ++cm) {
      wrong += marks[s.segment][cm] ? 0 : 1;
      marks[s.segment][cm] = false;
    }
  }
  for (const auto& segment : marks) wrong += static_cast<std::uint64_t>(std::count(segment.begin(), segment.end(), true));
  EXPECT_EQ(wrong, 0U) << "centimetres";
}

TEST(Reach, is_what_a_walk_of_centimetres_reaches) {
  Random random(testing::seed() + 2);
  std::uint64_t unseen_cm = 0, any_cm = 0;
  for (int round = 0; round < 25; ++round) {
    const auto town = town_by_lot(random, scene::all_modes[random.below(3)]);
    const trips::RouteWish wish = wish_by_lot(random, *town);
    const CentimetreWalk walk(*town, wish);
    for (int i = 0; i < 4; ++i) {
      SCOPED_TRACE("round " + std::to_string(round) + ", place " + std::to_string(i));
      const streets::Spot from = spot_by_lot(random, *town);
      const std::uint64_t ms = random.below(200'000);
      const trips::Reach reach = trips::reach_from(town->city(), town->sightings, town->roads, wish, from, ms);
      expect_same(reach.any, walk.reached(reach.from.spot, ms, false));
      expect_same(reach.unseen, walk.reached(reach.from.spot, ms, true));
      EXPECT_LE(reach.unseen_cm, reach.any_cm);
      unseen_cm += reach.unseen_cm;
      any_cm += reach.any_cm;
      if (HasFailure()) return;
    }
  }
  std::printf("%.1f of %.1f km unseen\n", static_cast<double>(unseen_cm) / 1e5, static_cast<double>(any_cm) / 1e5);
  EXPECT_GT(unseen_cm, any_cm / 20);
  EXPECT_LT(unseen_cm, any_cm - any_cm / 20);
}

TEST(Reach, ends_where_the_camera_begins_to_see) {
  const DrawnTown town(with_cameras(two_ways));
  const trips::RouteWish wish = town.wish("a");
  const auto reach = trips::reach(town.town.city(), town.town.sightings, town.town.roads, wish, 3'600'000);
  ASSERT_TRUE(reach.has_value());
  EXPECT_FALSE(reach->from.in_view);
  EXPECT_NEAR(static_cast<double>(reach->any_cm), 24000, 10);
  EXPECT_NEAR(static_cast<double>(reach->unseen_cm), 22000, 20);  // all but the 20 m in front of the yard's mouth
}

TEST(Islands, hold_what_can_be_reached_unseen_there_and_back) {
  Random random(testing::seed() + 3);
  constexpr std::uint64_t ever = 100'000'000;
  int together = 0, apart = 0;
  for (int round = 0; round < 20; ++round) {
    const auto town = town_by_lot(random, scene::all_modes[random.below(3)]);
    const trips::RouteWish wish = wish_by_lot(random, *town);
    const CentimetreWalk walk(*town, wish);
    const trips::Islands islands = trips::unseen_islands(town->city(), town->sightings, town->roads, wish);
    std::vector<std::vector<std::vector<bool>>> from;
    std::vector<std::uint64_t> length(islands.length_cm.size(), 0);
    const auto middle = [](const trips::IslandPiece& piece) { return piece.from_cm + (piece.to_cm - piece.from_cm) / 2; };
    for (const trips::IslandPiece& piece : islands.pieces) {
      from.push_back(walk.reached({piece.segment, middle(piece), {}, 0}, ever, true));
      length[piece.island] += piece.to_cm - piece.from_cm;
    }
    EXPECT_EQ(length, islands.length_cm);
    EXPECT_TRUE(std::ranges::is_sorted(islands.length_cm, std::greater{}));
    for (std::size_t a = 0; a < from.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        const auto& [x, y] = std::pair(islands.pieces[a], islands.pieces[b]);
        if (middle(x) == 0 || middle(y) == 0) continue;  // a centimetre beside a junction: the middle is the junction
        const bool both = from[a][y.segment][middle(y)] && from[b][x.segment][middle(x)];
        ASSERT_EQ(x.island == y.island, both)
            << "round " << round << ", from " << x.segment << " at " << middle(x) << " to " << y.segment << " at " << middle(y);
        ++(both ? together : apart);
      }
    }
    // Every open centimetre that nobody sees is in one piece.
    std::uint64_t unseen = 0;
    for (std::uint32_t i = 0; i < town->network.segments.size(); ++i) {
      if (!walk.open(i, false) && !walk.open(i, true)) continue;
      for (std::uint32_t cm = 0; cm < town->network.segments[i].length_cm; ++cm) {
        unseen += (walk.open(i, false) && walk.seen(i, false, cm)) || (walk.open(i, true) && walk.seen(i, true, cm)) ? 0 : 1;
      }
    }
    EXPECT_EQ(unseen, std::accumulate(length.begin(), length.end(), std::uint64_t{0}));
  }
  std::printf("%d pairs of pieces together, %d apart\n", together, apart);
  EXPECT_GT(together, 200);
  EXPECT_GT(apart, 200);
}

TEST(Share, of_trips_that_cannot_go_unseen_is_counted_by_proofs) {
  Random random(testing::seed() + 4);
  trips::SeenTrips sum;
  for (int round = 0; round < 8; ++round) {
    const auto town = town_by_lot(random, scene::all_modes[random.below(3)]);
    const trips::RouteWish wish = wish_by_lot(random, *town);
    const trips::TripDraw draw{random.next(), 15, 60, 200, 2'000};
    const trips::DrawnTrips drawn = trips::drawn_trips(town->city(), town->roads, draw);
    const trips::SeenTrips seen = trips::seen_trips(town->city(), town->sightings, town->roads, wish, drawn);
    trips::SeenTrips expected{drawn.trips.size(), 0, 0, drawn.not_joined};
    const CentimetreWalk walk(*town, wish);
    for (const trips::Trip& trip : drawn.trips) {
      const trips::RouteWish hidden = trips::unseen_wish(wish);
      EXPECT_FALSE(referee(*town, hidden, {trip.from, trip.to}).empty()) << "not joined";
      const trips::Proof proof = trips::proved(town->city(), town->sightings, town->roads, hidden, trip.from, trip.to);
      const bool end_seen = proof.from.in_view || proof.to.in_view;
      const bool unseen = quickest_of_zero(referee(*town, hidden, {trip.from, trip.to})).has_value();
      EXPECT_TRUE(end_seen || unseen == (proof.claim == trips::Claim::unseen_way));
      expected.seen += unseen ? 0 : 1;
      expected.end_in_view += !unseen && end_seen ? 1 : 0;
    }
    EXPECT_EQ(seen, expected);
    sum.trips += seen.trips;
    sum.seen += seen.seen;
    sum.end_in_view += seen.end_in_view;
    sum.not_joined += seen.not_joined;
  }
  std::printf("%zu trips, %zu seen, %zu with an end in view, %zu pairs not joined\n", sum.trips, sum.seen, sum.end_in_view,
              sum.not_joined);
  EXPECT_GT(sum.trips, 100U);
  EXPECT_GT(sum.seen, 20U);
  EXPECT_GT(sum.end_in_view, 5U);
  EXPECT_LT(sum.seen, sum.trips - 20);
  EXPECT_GT(sum.not_joined, 0U);
}

TEST(Share, ends_are_uniform_by_metre_and_lie_as_far_apart_as_said) {
  Random random(testing::seed() + 5);
  auto town = town_by_lot(random, scene::Mode::foot);
  for (scene::Street& street : town->snapshot.streets) street.use[0].senses = scene::Senses::both;
  town->roads = streets::roads(town->snapshot, town->network, scene::Mode::foot);
  const trips::TripDraw draw{testing::seed(), 4000, 0, 1000, 100'000};  // all of the town
  const trips::DrawnTrips drawn = trips::drawn_trips(town->city(), town->roads, draw);
  ASSERT_EQ(drawn.trips.size(), 4000U);
  double all_cm = 0;
  for (const streets::Segment& segment : town->network.segments) all_cm += segment.length_cm;
  if (drawn.not_joined > 0) return;  // a town in two parts: not every pair is a trip
  for (std::uint32_t i = 0; i < town->network.segments.size(); ++i) {
    const double p = town->network.segments[i].length_cm / all_cm;
    const auto begins = std::ranges::count(drawn.trips, i, [](const trips::Trip& t) { return t.from.segment; });
    EXPECT_NEAR(static_cast<double>(begins), 4000 * p, 5 * std::sqrt(4000 * p)) << "segment " << i;
  }
  const trips::DrawnTrips far = trips::drawn_trips(town->city(), town->roads, {1, 100, 150, 180, 100'000});
  EXPECT_FALSE(far.trips.empty());
  for (const trips::Trip& trip : far.trips) {
    const geo::LocalFrame frame(trip.from.position);
    const geo::Point to = frame.project(trip.to.position);
    const double metres = std::hypot(static_cast<double>(to.x), static_cast<double>(to.y)) / 100;
    EXPECT_GT(metres, 149.9);
    EXPECT_LT(metres, 180.1);
  }
  town->surveyed.clear();
  EXPECT_TRUE(trips::drawn_trips(town->city(), town->roads, draw).trips.empty()) << "nobody has looked here";
}

TEST(Share, has_the_interval_of_wilson) {
  struct Row {
    std::uint64_t part, whole;
    double low, high;
  };
  // R 4.2: prop.test(x, n, correct = FALSE)$conf.int
  for (const Row& row : {Row{0, 10, 0, 0.2775}, Row{1, 10, 0.0179, 0.4042}, Row{5, 10, 0.2366, 0.7634}, Row{10, 10, 0.7225, 1},
                         Row{81, 263, 0.2553, 0.3662}}) {
    const trips::Wilson wilson = trips::wilson_95(row.part, row.whole);
    EXPECT_NEAR(wilson.low, row.low, 5e-5);
    EXPECT_NEAR(wilson.high, row.high, 5e-5);
  }
  EXPECT_EQ(trips::wilson_95(0, 0).high, 1);
}

}  // namespace
}  // namespace contrechamp::scenario
