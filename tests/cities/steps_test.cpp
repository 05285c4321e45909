// SPDX-License-Identifier: AGPL-3.0-or-later
// Steps of ways through real cities: they are the whole way, and exits of roundabouts are those of the ways as mapped.
#include <contrechamp/core/random.hpp>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/importer/routes.hpp>
#include <contrechamp/trips/fastest.hpp>
#include <contrechamp/trips/turns.hpp>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <tests/support/testing.hpp>

namespace contrechamp {
namespace {

using trips::Act;

constexpr std::size_t ways_a_mode = 400;

/// Knows ways and nodes as mapped, and neither segments' junctions nor arcs.
class Mapped {
 public:
  Mapped(const scene::Snapshot& snapshot, scene::Mode mode) {
    for (const scene::Street& street : snapshot.streets) {
      if (street.roundabout) continue;
      const auto senses = static_cast<unsigned>(street.use[static_cast<std::size_t>(mode)].senses);
      for (std::size_t i = 0; i < street.node_ids.size(); ++i) {
        if (i + 1 < street.node_ids.size() && (senses & 1U) != 0) ++leaving_[street.node_ids[i]];
        if (i > 0 && (senses & 2U) != 0) ++leaving_[street.node_ids[i]];
      }
    }
    for (const scene::TurnRestriction& turn : snapshot.turns) restricted_.insert(turn.via_node);
  }
  /// Ways that lead off a ring at a node.
  [[nodiscard]] std::size_t leaving(std::int64_t node) const {
    const auto found = leaving_.find(node);
    return found == leaving_.end() ? 0 : found->second;
  }
  /// Some of them may be forbidden to who comes along the ring.
  [[nodiscard]] bool restricted(std::int64_t node) const { return restricted_.contains(node); }

 private:
  std::map<std::int64_t, std::size_t> leaving_;
  std::set<std::int64_t> restricted_;
};

struct Seen {
  std::size_t ways = 0, turns = 0, roundabouts = 0, skipped = 0, named = 0;
};

class Check {
 public:
  Check(const atlas::Contents& city, const trips::City& view, const trips::Junctions& junctions, scene::Mode mode)
      : city_(city), view_(view), junctions_(junctions), mapped_(city.snapshot, mode) {}

  void way(const std::vector<trips::RoutePart>& parts, geo::LatLon asked) {
    const auto steps = trips::steps(view_, junctions_, parts, asked);
    ++seen.ways;
    std::uint64_t told = 0;
    std::size_t next = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      ASSERT_EQ(steps[i].first_part, next);
      next = steps[i].end_part;
      for (std::size_t p = steps[i].first_part; p < next; ++p) told += length(parts[p]);
      if (steps[i].act == Act::roundabout) ring(steps, i, parts);
    }
    std::uint64_t all = 0;
    for (const trips::RoutePart& part : parts) all += length(part);
    EXPECT_EQ(told, all);
    seen.turns += steps.size();
  }

  Seen seen;

 private:
  static std::uint64_t length(const trips::RoutePart& part) {
    return std::max(part.from_cm, part.to_cm) - std::min(part.from_cm, part.to_cm);
  }
  [[nodiscard]] bool round(const trips::RoutePart& part) const {
    return city_.snapshot.streets[city_.network.segments[part.segment].street].roundabout;
  }
  [[nodiscard]] std::int64_t end(const trips::RoutePart& part) const {
    const streets::Segment& segment = city_.network.segments[part.segment];
    return part.from_cm < part.to_cm ? segment.last_node : segment.first_node;
  }

  void ring(const std::vector<trips::Step>& steps, std::size_t i, const std::vector<trips::RoutePart>& parts) {
    const trips::Step& step = steps[i];
    EXPECT_FALSE(round(parts[step.first_part - 1]));
    for (std::size_t p = step.first_part; p < step.end_part; ++p) EXPECT_TRUE(round(parts[p])) << "told until it is left";
    if (step.ring) ++seen.named;
    if (step.end_part == parts.size()) {
      EXPECT_EQ(step.exit, 0U) << "one stays on it";
      return;
    }
    EXPECT_EQ(steps[i + 1].act, Act::exit_roundabout);
    EXPECT_FALSE(round(parts[step.end_part]));
    std::size_t passed = 0;
    for (std::size_t p = step.first_part; p + 1 < step.end_part; ++p) {
      if (mapped_.restricted(end(parts[p]))) ++seen.skipped;
      if (mapped_.restricted(end(parts[p]))) return;
      passed += mapped_.leaving(end(parts[p]));
    }
    const std::size_t here = mapped_.leaving(end(parts[step.end_part - 1]));
    EXPECT_GT(step.exit, passed) << "at node " << end(parts[step.end_part - 1]);
    EXPECT_LE(step.exit, passed + here) << "at node " << end(parts[step.end_part - 1]);
    ++seen.roundabouts;
  }

  const atlas::Contents& city_;
  const trips::City& view_;
  const trips::Junctions& junctions_;
  Mapped mapped_;
};

Seen check(const char* extract, scene::Mode mode) {
  SCOPED_TRACE(extract + std::string(", ") + std::string(scene::name(mode)));
  const auto file = testing::data("osm/" + std::string(extract) + ".osm.pbf");
  if (!file) return {};
  LogSink log;
  std::vector<importer::StageCost> stages;
  auto city = importer::scene_of(std::array{*file}, {}, log, stages);
  if (!city || !importer::add_routes(*city, log, stages)) {
    ADD_FAILURE() << "cannot be read";
    return {};
  }
  const geo::Frames frames(city->bounds);
  const exposure::ExposureOptions options;
  const trips::City view{city->snapshot, city->network, city->placed, city->surveyed, frames, options};
  const atlas::Routes& routes = city->routes[static_cast<std::size_t>(mode)];
  const routing::Graph graph = atlas::graph_of(routes.roads);
  const auto index = routing::Index::open(graph, routes.index);
  const auto fastest = trips::Fastest::made(view, {routes.roads, graph, *index});
  const trips::Junctions junctions(routes.roads, (*fastest)->ends());
  Check checks(*city, view, junctions, mode);
  Random random(testing::seed());
  const auto place = [&] { return city->network.segments[random.below(city->network.segments.size())].points.front(); };
  for (std::size_t i = 0; i < ways_a_mode; ++i) {
    const geo::LatLon goal = place();
    const auto from = (*fastest)->nearest(place(), Metres{250});
    const auto to = (*fastest)->nearest(goal, Metres{250});
    if (!from || !to) continue;
    const auto way = (*fastest)->way(*from, *to);
    if (way && !way->empty()) checks.way(*way, goal);
  }
  const Seen& seen = checks.seen;
  std::printf("%s, %s: %zu ways, %zu steps, %zu roundabouts (%zu with names of their own), %zu with turn restrictions\n", extract,
              std::string(scene::name(mode)).c_str(), seen.ways, seen.turns, seen.roundabouts, seen.named, seen.skipped);
  return seen;
}

TEST(Steps, are_the_whole_way_and_count_the_exits_as_mapped) {
  std::size_t roundabouts = 0;
  for (const char* extract : {"helsinki-centre-2019-04", "porto-streets-2015-06", "liechtenstein-2021-10"}) {
    for (const scene::Mode mode : {scene::Mode::car, scene::Mode::bike}) roundabouts += check(extract, mode).roundabouts;
    EXPECT_EQ(check(extract, scene::Mode::foot).roundabouts, 0U);
  }
  if (testing::data("osm/porto-streets-2015-06.osm.pbf")) {
    EXPECT_GT(roundabouts, 500U);
  }
}

}  // namespace
}  // namespace contrechamp
