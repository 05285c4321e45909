// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/scene/ascii.hpp>
#include <contrechamp/streets/network.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tests/support/testing.hpp>

namespace contrechamp::streets {
namespace {

geo::Frames frames_of(const scene::Snapshot& snapshot) {
  geo::Box bounds;
  for (const auto& street : snapshot.streets) {
    for (const geo::LatLon p : street.points) bounds.add(p);
  }
  return geo::Frames(bounds);
}

Network network_of(const scene::Snapshot& snapshot) { return network(snapshot, frames_of(snapshot)); }

scene::Snapshot drawn(const scene::Drawing& drawing) {
  auto scene = scene::drawn(drawing);
  EXPECT_TRUE(scene) << scene.error().sentence();
  return std::move(scene->snapshot);
}

/// "ab bc": the segments by the letters of their ends, in order.
std::string ends(const Network& net) {
  std::string text;
  for (const Segment& s : net.segments) {
    if (!text.empty()) text += ' ';
    text += {static_cast<char>(s.first_node), static_cast<char>(s.last_node)};
  }
  return text;
}

std::string insides(const Network& net) {
  std::string text;
  for (const Segment& s : net.segments) text += s.inside_building ? 'i' : 'o';
  return text;
}

constexpr std::string_view cross = R"(
    . b .
    a c d
    . e .)";

TEST(Network, CutsWhereTwoWaysShareANode) {
  const Network net = network_of(drawn({.picture = cross, .streets = {"acd", "bce"}}));
  EXPECT_EQ(ends(net), "ac cd bc ce");
  for (const Segment& s : net.segments) EXPECT_NEAR(s.length_cm, 500, 1);
  EXPECT_EQ(net.segments[1].street, 0U);
  EXPECT_EQ(net.segments[2].street, 1U);
}

TEST(Network, AWayThatCrossesWithoutASharedNodeIsNotCut) {
  EXPECT_EQ(ends(network_of(drawn({.picture = cross, .streets = {"acd", "be"}}))), "ad be");
}

TEST(Network, AWayOfARuleThatLeavesItOutStillMakesJunctions) {
  scene::Snapshot snapshot = drawn({.picture = cross, .streets = {"acd", "bce"}});
  for (auto& use : snapshot.streets[1].use) use.left_out = scene::LeftOut::access_private;
  const Network net = network_of(snapshot);
  EXPECT_EQ(ends(net), "ac cd bc ce");
  EXPECT_EQ(left_out(net.segments[0], snapshot.streets[0], scene::Mode::foot), scene::LeftOut::none);
  EXPECT_EQ(left_out(net.segments[2], snapshot.streets[1], scene::Mode::car), scene::LeftOut::access_private);
}

TEST(Network, ABarrierCutsAWayThatItClosesToAMode) {
  scene::Snapshot snapshot = drawn({.picture = cross, .streets = {"acd", "be"}});
  constexpr std::uint8_t to_car = 4;
  snapshot.barriers = {{'a', to_car}, {'c', to_car}};
  EXPECT_EQ(ends(network_of(snapshot)), "ac cd be");
  auto& car = snapshot.streets[0].use[static_cast<std::size_t>(scene::Mode::car)];
  car = {scene::LeftOut::class_not_for_mode, scene::Senses::none, 0};
  EXPECT_EQ(ends(network_of(snapshot)), "ad be") << "no car comes here";
  snapshot.barriers = {{'c', to_car | 1}};
  EXPECT_EQ(ends(network_of(snapshot)), "ac cd be");
}

TEST(Network, LoopsAreCutAtTheNodeThatIsPassedTwice) {
  EXPECT_EQ(ends(network_of(drawn({.picture = cross, .streets = {"acdbce"}}))), "ac cc ce");
  EXPECT_EQ(ends(network_of(drawn({.picture = cross, .streets = {"abdea"}}))), "aa") << "a roundabout without exits";
  EXPECT_EQ(ends(network_of(drawn({.picture = cross, .streets = {"abdea", "dc"}}))), "ad da dc");
}

TEST(Network, ANodeRepeatedAtOnceIsNoJunction) {
  const Network net = network_of(drawn({.picture = cross, .streets = {"accd", "bb"}}));
  EXPECT_EQ(ends(net), "ad");
  EXPECT_EQ(net.segments[0].points.size(), 3U);
}

TEST(Network, SegmentsWithoutLengthStayOnlyIfTheyJoinTwoNodes) {
  scene::Snapshot snapshot = drawn({.picture = cross, .streets = {"ac", "cd", "ebe"}});
  auto& streets = snapshot.streets;
  streets[0].points[1] = streets[0].points[0];                         // two nodes at one place
  streets[2].points[1] = streets[2].points[2] = streets[2].points[0];  // a loop without extent
  const Network net = network_of(snapshot);
  EXPECT_EQ(ends(net), "ac cd");
  EXPECT_EQ(net.segments[0].length_cm, 0U);
}

TEST(Network, AWayInABuildingIsLeftOut) {
  constexpr std::string_view house = R"(
      . . . . . . . .
      . # # # # # # .
      a # b # # c # d
      . # # # # # # .
      . . . . . . . .)";
  // b and c stand in squares of their own, courtyards of the house: walls of one cell between them and outside.
  scene::Snapshot open = drawn({.picture = house, .streets = {"ab", "bc", "cd"}});
  EXPECT_EQ(insides(network_of(open)), "ooo");
  open.buildings[0].rings.resize(1);  // the courtyards are filled
  EXPECT_EQ(insides(network_of(open)), "oio");
  const Network net = network_of(open);
  EXPECT_EQ(left_out(net.segments[1], open.streets[1], scene::Mode::bike), scene::LeftOut::inside_building);
  EXPECT_EQ(left_out(net.segments[0], open.streets[0], scene::Mode::bike), scene::LeftOut::none);
}

TEST(Network, WhatIsNotOnOpenGroundIsNotInABuilding) {
  scene::Snapshot snapshot = drawn({.picture = "####\n#ab#\n####", .streets = {"ab"}});
  ASSERT_EQ(snapshot.buildings.size(), 1U);
  snapshot.buildings[0].rings.resize(1);
  ASSERT_EQ(insides(network_of(snapshot)), "i");
  const auto with = [&](const auto& change) {
    scene::Snapshot changed = snapshot;
    change(changed.streets[0], changed.buildings[0]);
    return insides(network_of(changed));
  };
  using scene::Building;
  using scene::Street;
  EXPECT_EQ(with([](Street& s, Building&) { s.passage = true; }), "o");
  EXPECT_EQ(with([](Street& s, Building&) { s.covered = true; }), "o");
  EXPECT_EQ(with([](Street& s, Building&) { s.bridge = true; }), "o");
  EXPECT_EQ(with([](Street& s, Building&) { s.deck.tunnel = true; }), "o");
  EXPECT_EQ(with([](Street& s, Building&) { s.deck.storey_tenths = 10; }), "o");
  EXPECT_EQ(with([](Street&, Building& b) { b.roof = true; }), "o");
  EXPECT_EQ(with([](Street&, Building& b) { b.underground = true; }), "o");
  EXPECT_EQ(with([](Street&, Building& b) { b.min_height = Metres(3); }), "o");
}

/// A footprint given in centimetres about the origin of drawings.
scene::Building block(std::int64_t id, std::int32_t x0, std::int32_t y0, std::int32_t x1, std::int32_t y1) {
  const geo::LocalFrame frame(scene::drawn_origin);
  scene::Building made;
  made.ref = {OsmType::way, id};
  made.rings = {{frame.unproject(x0, y0), frame.unproject(x1, y0), frame.unproject(x1, y1), frame.unproject(x0, y1)}};
  return made;
}

scene::Street way(const std::vector<geo::Point>& points) {
  const geo::LocalFrame frame(scene::drawn_origin);
  scene::Street made;
  made.ref = {OsmType::way, 100};
  for (const geo::Point p : points) {
    made.node_ids.push_back(static_cast<std::int64_t>(made.node_ids.size()) + 1);
    made.points.push_back(frame.unproject(p.x, p.y));
  }
  return made;
}

TEST(Network, ALineAlongAFacadeIsOutsideAndOneThroughAPartyWallInside) {
  scene::Snapshot snapshot;
  snapshot.buildings = {block(1, 0, 0, 1000, 1000), block(2, 1000, 0, 2000, 1000)};
  snapshot.streets = {way({{0, 0}, {2000, 0}})};
  EXPECT_EQ(insides(network_of(snapshot)), "o");
  snapshot.streets = {way({{100, 500}, {1900, 500}})};
  EXPECT_EQ(insides(network_of(snapshot)), "i");
}

TEST(Network, AGapBetweenTwoHousesIsNoticed) {
  scene::Snapshot snapshot;
  snapshot.buildings = {block(1, 0, 0, 1000, 1000), block(2, 1300, 0, 4300, 1000)};
  snapshot.streets = {way({{100, 500}, {4200, 500}})};  // its middle is in the second house
  EXPECT_EQ(insides(network_of(snapshot)), "o");
}

TEST(Network, PositionsAscendFromZeroToTheLength) {
  const geo::LocalFrame frame(scene::drawn_origin);
  const auto at = positions(way({{0, 0}, {300, 400}, {300, 400}, {300, 1000}}).points, frame);
  ASSERT_EQ(at.size(), 4U);
  EXPECT_EQ(at[0], 0);
  EXPECT_NEAR(at[1], 500, 2);
  EXPECT_EQ(at[2], at[1]);
  EXPECT_NEAR(at[3], 1100, 3);
  EXPECT_TRUE(positions({}, frame).empty());
}

TEST(Network, TheCellIsThatOfTheMiddle) {
  scene::Snapshot snapshot;
  snapshot.streets = {way({{0, 0}, {500'000, 0}, {500'000, 300'000}})};  // 8 km: several cells
  const Network net = network_of(snapshot);
  ASSERT_EQ(net.segments.size(), 1U);
  EXPECT_EQ(net.segments[0].cell, geo::cell(geo::LocalFrame(scene::drawn_origin).unproject(400'000, 0)));
  EXPECT_NE(net.segments[0].cell, geo::cell(net.segments[0].points.front()));
}

/// Streets over random nodes, with loops, repetitions and nodes at one place; `wide` spreads them over several frames.
scene::Snapshot random_streets(Random& random, std::int32_t spread_e7) {
  std::vector<geo::LatLon> nodes(12);
  for (auto& p : nodes) {
    p = {scene::drawn_origin.lat_e7 + static_cast<std::int32_t>(random.between(-spread_e7, spread_e7)),
         scene::drawn_origin.lon_e7 + static_cast<std::int32_t>(random.between(-spread_e7, spread_e7))};
  }
  nodes[1] = nodes[0];
  scene::Snapshot snapshot;
  for (int s = 0; s < 6; ++s) {
    scene::Street street;
    street.ref = {OsmType::way, s + 1};
    const std::uint64_t size = 2 + random.below(7);
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::uint64_t node = random.below(nodes.size());
      street.node_ids.push_back(static_cast<std::int64_t>(node) + 1);
      street.points.push_back(nodes[node]);
    }
    snapshot.streets.push_back(std::move(street));
  }
  return snapshot;
}

/// The cuts by brute force: of every way without its repetitions, the stretches between nodes that are passed more than once.
std::vector<Segment> cuts_by_counting(const scene::Snapshot& snapshot) {
  std::vector<scene::Street> ways = snapshot.streets;
  std::map<std::int64_t, int> passes;
  for (auto& way : ways) {
    for (std::size_t i = way.node_ids.size(); i-- > 1;) {
      if (way.node_ids[i] != way.node_ids[i - 1]) continue;
      way.node_ids.erase(way.node_ids.begin() + static_cast<std::ptrdiff_t>(i));
      way.points.erase(way.points.begin() + static_cast<std::ptrdiff_t>(i));
    }
    for (const std::int64_t node : way.node_ids) ++passes[node];
  }
  std::vector<Segment> expected;
  for (std::size_t w = 0; w < ways.size(); ++w) {
    Segment open;
    for (std::size_t i = 0; i < ways[w].node_ids.size(); ++i) {
      open.points.push_back(ways[w].points[i]);
      const bool last = i + 1 == ways[w].node_ids.size();
      if (i > 0 && (last || passes[ways[w].node_ids[i]] > 1)) {
        open.street = static_cast<std::uint32_t>(w);
        open.last_node = ways[w].node_ids[i];
        const bool has_extent = std::set<geo::LatLon>(open.points.begin(), open.points.end()).size() > 1;
        if (has_extent || open.first_node != open.last_node) expected.push_back(open);
        open.points = {ways[w].points[i]};
      }
      if (open.points.size() == 1) open.first_node = ways[w].node_ids[i];
    }
  }
  return expected;
}

void expect_laws(const scene::Snapshot& snapshot, const geo::Frames& frames, const Network& net) {
  const std::vector<Segment> expected = cuts_by_counting(snapshot);
  ASSERT_EQ(net.segments.size(), expected.size());
  std::vector<std::int64_t> total(snapshot.streets.size());
  std::vector<int> pieces(snapshot.streets.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Segment& s = net.segments[i];
    EXPECT_EQ(s.street, expected[i].street);
    EXPECT_EQ(s.first_node, expected[i].first_node);
    EXPECT_EQ(s.last_node, expected[i].last_node);
    EXPECT_EQ(s.points, expected[i].points);
    EXPECT_EQ(s.length_cm, std::llround(positions(s.points, frames.at(s.points.front())).back()));
    total[s.street] += s.length_cm;
    ++pieces[s.street];
  }
  for (std::size_t i = 0; i < snapshot.streets.size() && frames.single(); ++i) {
    const auto& points = snapshot.streets[i].points;
    EXPECT_NEAR(static_cast<double>(total[i]), positions(points, frames.at(points.front())).back(), pieces[i]);
  }
}

TEST(Network, LawsHoldOnRandomStreetsOfACity) {
  Random random(testing::seed());
  for (int round = 0; round < 200; ++round) {
    const scene::Snapshot snapshot = random_streets(random, 200'000);
    const geo::Frames frames = frames_of(snapshot);
    ASSERT_TRUE(frames.single());
    expect_laws(snapshot, frames, network(snapshot, frames));
  }
}

TEST(Network, LawsHoldOnAWideExtractAndLengthsAreTrueInEveryFrame) {
  Random random(testing::seed());
  std::set<std::uint32_t> keys;
  for (int round = 0; round < 50; ++round) {
    const scene::Snapshot snapshot = random_streets(random, 40'000'000);
    const geo::Frames frames = frames_of(snapshot);
    ASSERT_FALSE(frames.single());
    expect_laws(snapshot, frames, network(snapshot, frames));
    for (const auto& street : snapshot.streets) {
      const geo::LatLon p = street.points.front();
      const scene::Street block = [&] {
        scene::Street s;
        s.node_ids = {1, 2};
        s.points = {p, {p.lat_e7, p.lon_e7 + 10'000}};
        return s;
      }();
      scene::Snapshot one;
      one.streets = {block};
      const Network net = network(one, frames);
      // A cell reaches 0.25° from its centre: there the parallel is up to 0.6 % shorter or longer at 53° N.
      const double here = positions(block.points, geo::LocalFrame(p)).back();
      EXPECT_NEAR(net.segments[0].length_cm, here, 0.007 * here + 1);
      keys.insert(frames.key(p));
    }
  }
  EXPECT_GE(keys.size(), 20U);
}

TEST(Network, ABuildingIsFoundInEveryFrameOfAWideExtract) {
  scene::Snapshot snapshot;
  for (const std::int32_t east_e7 : {0, 7'000'000, -31'000'000}) {
    scene::Building house = block(1 + east_e7, 0, 0, 1000, 1000);
    scene::Street path = way({{100, 500}, {900, 500}});
    for (auto& p : house.rings[0]) p.lon_e7 += east_e7;
    for (auto& p : path.points) p.lon_e7 += east_e7;
    snapshot.buildings.push_back(house);
    snapshot.streets.push_back(path);
    for (auto& node : snapshot.streets.back().node_ids) node += east_e7;
  }
  const geo::Frames frames = frames_of(snapshot);
  ASSERT_FALSE(frames.single());
  EXPECT_EQ(insides(network(snapshot, frames)), "iii");
}

}  // namespace
}  // namespace contrechamp::streets
