// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes in every city and in invented towns: thousands of distances against plain Dijkstra, fronts against plain BOA*.
#include <contrechamp/core/random.hpp>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/importer/routes.hpp>
#include <contrechamp/routing/front.hpp>
#include <contrechamp/routing/referee_front_testing.hpp>
#include <contrechamp/routing/referee_testing.hpp>
#include <contrechamp/synth/town.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <tests/support/testing.hpp>

namespace contrechamp {
namespace {
using routing::Cost;
using routing::End;
using routing::Node;

constexpr std::size_t sources = 24;
constexpr std::size_t targets = 50;
constexpr std::size_t fronts = 40;
constexpr routing::referee::Sum quarter_of_an_hour = 9'000;  // where fronts are looked for

/// By segment, whether one of some places drawn at random is within about 50 m: what is in view then is the whole of it.
std::vector<bool> seen_segments(const atlas::Contents& city, Random& random) {
  const auto& segments = city.network.segments;
  std::vector<geo::LatLon> places;
  for (std::size_t i = 0; i < std::min<std::size_t>(2'000, 1 + segments.size() / 20); ++i) {
    places.push_back(segments[random.below(segments.size())].points.front());
  }
  std::vector<bool> seen;
  for (const streets::Segment& segment : segments) {
    const geo::LatLon at = segment.points[segment.points.size() / 2];
    seen.push_back(std::any_of(places.begin(), places.end(), [&](geo::LatLon p) {
      return std::abs(p.lat_e7 - at.lat_e7) < 4'500 && std::abs(p.lon_e7 - at.lon_e7) < 6'500;
    }));
  }
  return seen;
}

struct Costs {
  std::vector<Cost> time;
  std::vector<Cost> exposure;
};
Costs costs_of(const atlas::Contents& city, const streets::Roads& roads, const std::vector<bool>& seen) {
  Costs costs;
  for (const streets::RoadArc& arc : roads.arcs) {
    const streets::Segment& segment = city.network.segments[arc.segment];
    const std::uint8_t speed = city.snapshot.streets[segment.street].use[static_cast<std::size_t>(roads.mode)].speed_kmh;
    costs.time.push_back(static_cast<Cost>((streets::travel_ms(segment.length_cm, speed) + 99) / 100));
    costs.exposure.push_back(seen[arc.segment] ? (segment.length_cm + 9) / 10 : 0);
  }
  return costs;
}

/// One mode of one city.
class Check {
 public:
  Check(const routing::Graph& graph, const routing::Index& index, const Costs& costs, const routing::Profile& profile,
        Random& random)
      : graph_(graph), index_(index), costs_(costs), profile_(profile), query_(index, profile), random_(random) {}

  /// In one lane, drawn anew for each source.
  void distances() {
    for (std::size_t s = 0; s < sources; ++s) {
      const auto source = static_cast<Node>(random_.below(graph_.nodes()));
      const std::size_t lane = random_.below(profile_.lanes());
      const auto weights = weighed(lane);
      const auto all = routing::referee::distances(graph_, weights, std::array{routing::referee::Start{source, 0}});
      for (std::size_t t = 0; t < targets; ++t)
        expect_distance(source, static_cast<Node>(random_.below(graph_.nodes())), lane, all);
    }
  }

  void whole_fronts() {
    routing::FrontSearch search(graph_, costs_.time, costs_.exposure, index_, profile_);
    routing::referee::PlainBoa boa(graph_, costs_.time, costs_.exposure);
    for (std::size_t i = 0; i < fronts; ++i) {
      const std::array from{End{static_cast<Node>(random_.below(graph_.nodes()))}};
      const std::array to{End{near(from[0].node)}};
      const auto seed = routing::supported_front(graph_, costs_.time, costs_.exposure, profile_, query_, from, to);
      search.begin(from, to, seed, {});
      while (!search.step(1 + random_.below(5'000))) continue;
      const auto found = search.points();
      ASSERT_EQ(routing::referee::costs_of(found), boa.front(from, to)) << from[0].node << " to " << to[0].node;
      for (const routing::Point& point : found) {
        const auto sums = routing::sums_of(graph_, costs_.time, costs_.exposure, from, to, point.path);
        ASSERT_TRUE(sums && sums->time == point.time && sums->exposure == point.exposure);
      }
      points += found.size();
    }
  }

  std::size_t joined = 0;
  std::size_t points = 0;

 private:
  [[nodiscard]] std::vector<routing::referee::Sum> weighed(std::size_t lane) const {
    const routing::Mix mix = profile_.mix(lane);
    return routing::referee::weighed(mix.time, mix.exposure, costs_.time, costs_.exposure);
  }

  void expect_distance(Node source, Node target, std::size_t lane, std::span<const routing::referee::Sum> all) {
    query_.run(std::array{End{source}}, std::array{End{target}});
    const bool none = all[target] == routing::referee::no_path;
    ASSERT_EQ(query_.cost(lane), none ? routing::unreachable : all[target]) << source << " to " << target << " in lane " << lane;
    if (!none) ++joined;
  }

  /// A node that is reached within a quarter of an hour.
  Node near(Node source) {
    const auto all = routing::referee::distances(graph_, weighed(0), std::array{routing::referee::Start{source, 0}});
    std::vector<Node> reached;
    for (Node v = 0; v < graph_.nodes(); ++v) {
      if (all[v] <= quarter_of_an_hour) reached.push_back(v);
    }
    return reached[random_.below(reached.size())];
  }

  const routing::Graph& graph_;
  const routing::Index& index_;
  const Costs& costs_;
  const routing::Profile& profile_;
  routing::Query query_;
  Random& random_;
};

void check_city(const std::filesystem::path& file) {
  LogSink log;
  std::vector<importer::StageCost> stages;
  auto city = importer::scene_of(std::array{file}, {}, log, stages);
  ASSERT_TRUE(city) << city.error().sentence();
  ASSERT_TRUE(importer::add_routes(*city, log, stages));
  Random random(testing::seed());
  const std::vector<bool> seen = seen_segments(*city, random);
  const auto mixes = routing::default_mixes();
  std::size_t points = 0;
  for (const atlas::Routes& routes : city->routes) {
    SCOPED_TRACE(scene::name(routes.roads.mode));
    ASSERT_FALSE(routes.refused);
    const routing::Graph graph = atlas::graph_of(routes.roads);
    const auto index = routing::Index::open(graph, routes.index);
    ASSERT_TRUE(index);
    const Costs costs = costs_of(*city, routes.roads, seen);
    const auto profile = routing::Profile::customized(*index, graph, costs.time, costs.exposure, mixes);
    ASSERT_TRUE(profile);
    Check check(graph, *index, costs, *profile, random);
    check.distances();
    check.whole_fronts();
    EXPECT_GT(check.joined, sources * targets / 20) << "too few pairs are joined to tell anything";
    points += check.points;
  }
  EXPECT_GT(points, 3 * fronts + fronts / 4) << "hardly a front has more than one point";
}

TEST(Routes, in_every_city_are_those_of_plain_searches) {
  constexpr std::array extracts{"helsinki-centre-2019-04",
                                "munich-centre-2020-07",
                                "frankfurt-darmstadt-2024-03",
                                "monaco-2021-04",
                                "monaco-2025-02",
                                "monaco-2026-03",
                                "zurich-station-2025",
                                "andorra-2026-04",
                                "porto-streets-2015-06",
                                "copenhagen",
                                "liechtenstein-2021-10"};
  for (const char* extract : extracts) {
    const auto file = testing::data("osm/" + std::string(extract) + ".osm.pbf");
    if (!file) continue;
    SCOPED_TRACE(extract);
    check_city(*file);
  }
}

TEST(Routes, in_invented_towns_are_those_of_plain_searches) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    const auto file = testing::scratch() / ("roads-" + std::to_string(seed) + ".osm.pbf");
    synth::TownOptions options;
    options.seed = seed;
    ASSERT_TRUE(synth::write_pbf(synth::town(options), file));
    check_city(file);
  }
}

}  // namespace
}  // namespace contrechamp
