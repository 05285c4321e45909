// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/importer/routes.hpp>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace contrechamp::importer {
namespace {

/// A chain of segments of one length, 4 km/h for walkers, bikes and cars at 40.
atlas::Contents chain(std::size_t segments, std::uint32_t length_cm) {
  atlas::Contents c;
  for (std::size_t s = 0; s < segments; ++s) {
    const auto at = [&](std::size_t i) { return geo::LatLon{0, static_cast<std::int32_t>(1000 * i)}; };
    scene::Street street;
    street.ref = {OsmType::way, static_cast<std::int64_t>(s) + 1};
    street.points = {at(s), at(s + 1)};
    street.node_ids = {static_cast<std::int64_t>(s) + 1, static_cast<std::int64_t>(s) + 2};
    for (auto& use : street.use) use.speed_kmh = 40;
    street.use[0].speed_kmh = 4;
    streets::Segment segment;
    segment.street = static_cast<std::uint32_t>(s);
    segment.first_node = street.node_ids[0];
    segment.last_node = street.node_ids[1];
    segment.points = street.points;
    segment.length_cm = length_cm;
    for (const geo::LatLon p : street.points) c.bounds.add(p);
    c.snapshot.streets.push_back(street);
    c.network.segments.push_back(segment);
  }
  return c;
}

struct Warnings : LogSink {
  void warn(std::string_view line) override { lines.emplace_back(line); }
  std::vector<std::string> lines;
};

std::string refused(atlas::Contents contents, Warnings& log) {
  std::vector<StageCost> costs;
  const auto done = add_routes(contents, log, costs);
  EXPECT_TRUE(done) << done.error().sentence();
  EXPECT_EQ(costs.size(), 1U);
  std::string modes;
  for (const atlas::Routes& routes : contents.routes) {
    if (routes.refused) modes += std::string(scene::name(routes.roads.mode)) + " ";
    EXPECT_EQ(routes.refused, routes.roads.nodes() == 0);
  }
  EXPECT_TRUE(atlas::encoded(contents)) << atlas::encoded(contents).error().sentence();
  return modes;
}

TEST(Routes, ArcsCostTenthsRoundedUp) {
  const atlas::Contents c = chain(2, 11);  // 11 cm: 99 ms at 4 km/h, 9.9 ms at 40
  const auto cost = [&](scene::Mode mode) {
    const streets::Roads roads = streets::roads(c.snapshot, c.network, mode);
    const ArcCosts costs = arc_costs(c.snapshot, c.network, roads);
    EXPECT_EQ(costs.tenths_of_seconds.size(), roads.arcs.size());
    return std::to_string(costs.tenths_of_seconds[0]) + " " + std::to_string(costs.tenths_of_metres[0]);
  };
  EXPECT_EQ(cost(scene::Mode::foot), "1 2");
  EXPECT_EQ(cost(scene::Mode::car), "1 2");
}

// Four nodes, of each the dearest arc, and two ends: together 2^31 - 1 tenths are too much by one. 4 km/h: 9 ms a centimetre.
TEST(Routes, AModeIsRefusedWhereAPathCouldCostTooMuch) {
  constexpr std::uint32_t sixth = routing::too_dear / 6;
  Warnings log;
  constexpr std::uint32_t below_cm = sixth * 10;
  EXPECT_EQ(refused(chain(3, below_cm), log), "");
  EXPECT_TRUE(log.lines.empty());
  EXPECT_EQ(refused(chain(3, below_cm + 10), log), "foot bike car ");
  ASSERT_EQ(log.lines.size(), 3U);
  EXPECT_EQ(log.lines[2], "no routes for this mode (car): its roads are too long for the search");
  atlas::Contents slow = chain(3, below_cm);
  for (auto& street : slow.snapshot.streets) street.use[0].speed_kmh = 3;  // 12 ms a centimetre
  EXPECT_EQ(refused(slow, log), "foot ");
}

TEST(Routes, NoStreetsNoNodes) {
  atlas::Contents contents;
  LogSink silent;
  std::vector<StageCost> costs;
  ASSERT_TRUE(add_routes(contents, silent, costs));
  ASSERT_EQ(contents.routes.size(), 3U);
  const auto bytes = atlas::encoded(contents);
  ASSERT_TRUE(bytes);
  const auto atlas = atlas::Atlas::open(*bytes);
  ASSERT_TRUE(atlas);
  const auto roads = atlas->roads(scene::Mode::car);
  ASSERT_TRUE(roads) << roads.error().sentence();
  EXPECT_EQ(roads->graph.nodes(), 0U);
}

}  // namespace
}  // namespace contrechamp::importer
