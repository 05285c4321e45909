// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes on foot between places drawn at random, with made-up devices beside the streets, held against plain Dijkstra and plain
// BOA* of our own. Units of the search: tenths of a second, tenths of a metre possibly in view.
#include <algorithm>
#include <array>
#include <bench/benches.hpp>
#include <bench/clock.hpp>
#include <bench/mirror_tiles.hpp>
#include <bench/route_index.hpp>
#include <bench/town.hpp>
#include <bench/watched_city.hpp>
#include <cmath>
#include <contrechamp/exposure/options.hpp>
#include <contrechamp/importer/routes.hpp>
#include <contrechamp/routing/front.hpp>
#include <contrechamp/routing/referee_front_testing.hpp>
#include <contrechamp/trips/weigher.hpp>
#include <cstdio>

namespace contrechamp::bench {
namespace {
using routing::Cost;
using routing::End;
using routing::Node;

constexpr double ms = 1e3;
constexpr double us = 1e6;
constexpr std::size_t one_queries = 200;
constexpr std::size_t front_queries = 100;
constexpr std::size_t million_queries = 50;

struct Place {
  const char* name;
  const char* extract;
  double least_m;  ///< from beginning to end, as the crow flies
  double most_m;
  geo::LatLon centre = {};  ///< of the dense part in which they lie,
  double within_m = 0;      ///< and its radius; 0: anywhere
  bool million = false;     ///< also measured as a town of a million nodes
};
constexpr std::array places{Place{"helsinki", "helsinki-centre-2019-04", 1'000, 2'000},
                            Place{"munich", "munich-centre-2020-07", 1'000, 2'000},
                            Place{"porto", "porto-streets-2015-06", 4'000, 6'000, {411'496'000, -86'110'000}, 4'000, true}};

/// Everything that a query needs.
struct Measured {
  atlas::Contents city;
  geo::Frames frames;
  streets::Roads roads;
  routing::Graph graph;
  routing::Index index;
};

/// Errors: whatever reading and indexing give.
Result<Measured> measured(const Place& place, const std::filesystem::path& file, Results& results) {
  auto city = watched_city(file);
  if (!city) return tl::unexpected(city.error());
  LogSink log;
  std::vector<importer::StageCost> costs;
  const geo::Frames frames(city->bounds);
  const double start = thread_seconds();
  if (auto added = importer::add_routes(*city, log, costs); !added) return tl::unexpected(added.error());
  results.add({std::string("route_index_built_three_modes_") + place.name, thread_seconds() - start, "s"});
  atlas::Routes foot = city->routes[static_cast<std::size_t>(scene::Mode::foot)];
  routing::Graph graph = atlas::graph_of(foot.roads);
  auto index = routing::Index::open(graph, foot.index);
  if (!index) return tl::unexpected(index.error());
  return Measured{std::move(*city), frames, std::move(foot.roads), std::move(graph), std::move(*index)};
}

class Bench {
 public:
  Bench(Results& results, const Place& place, Measured& measured)
      : results_(results), place_(place), m_(measured), city_{m_.city.snapshot, m_.city.network, m_.city.placed,
                                                              m_.city.surveyed, m_.frames,       options_.exposure} {}

  void run() {
    draw_queries();
    if (queries_.empty()) return results_.wrong(std::string(place_.name) + ": no two places are joined");
    weigh();
    one_route();
    fronts();
    if (place_.million) million();
  }

 private:
  struct Query {
    Node from = 0;
    Node to = 0;
  };

  [[nodiscard]] std::string named(const std::string& what) const { return what + "_" + place_.name + "_foot"; }

  [[nodiscard]] geo::LatLon position(Node node) const {
    const streets::RoadArc arc = m_.roads.arcs[m_.graph.first_out[node]];
    const auto& points = m_.city.network.segments[arc.segment].points;
    return arc.backward != 0 ? points.back() : points.front();
  }

  [[nodiscard]] double metres_between(geo::LatLon a, geo::LatLon b) const {
    const geo::LocalFrame frame = m_.frames.at(a);
    const geo::Vec way = frame.project(b) - frame.project(a);
    const auto x = static_cast<double>(way.x), y = static_cast<double>(way.y);
    return std::sqrt(x * x + y * y) / 100;
  }

  /// Junctions of the place, as far apart as it asks.
  void draw_queries() {
    std::vector<Node> inside;
    for (Node v = 0; v < m_.graph.nodes(); ++v) {
      if (m_.graph.first_out[v] == m_.graph.first_out[v + 1]) continue;
      if (place_.within_m == 0 || metres_between(place_.centre, position(v)) <= place_.within_m) inside.push_back(v);
    }
    Random random(1);
    for (std::size_t tries = 0; !inside.empty() && queries_.size() < one_queries && tries < 200'000; ++tries) {
      const Node from = inside[random.below(inside.size())];
      const Node to = inside[random.below(inside.size())];
      const double metres = metres_between(position(from), position(to));
      if (metres >= place_.least_m && metres <= place_.most_m) queries_.push_back({from, to});
    }
  }

  void weigh() {
    trips::RouteWish wish;
    wish.mode = scene::Mode::foot;
    wish.band = {optics::Ladder::image_2014, optics::leading_band_of(optics::Ladder::image_2014)};
    wish.avoid = trips::Avoid::expected;
    const double before = thread_seconds();
    const trips::Weigher weigher(city_, m_.roads, m_.city.sightings, wish.band);
    results_.add({named("route_band_made_ready"), (thread_seconds() - before) * ms, "ms"});
    wish.device_counts.assign(m_.city.snapshot.devices.size(), 1);
    results_.add({named("route_weights_from_filter"),
                  median_seconds(15, thread_seconds, [&] { weights_ = weigher.of(wish); }) * ms, "ms"});
    profile_ = routing::Profile::customized(m_.index, m_.graph, weights_.time, weights_.exposure, routing::default_mixes());
    results_.add({named("front_of_sixteen_lanes_from_filter"),
                  median_seconds(15, thread_seconds, [&] { answer(weigher, wish); }) * ms, "ms"});
    results_.add({named("index_bytes_per_node"), static_cast<double>(m_.index.bytes()) / m_.graph.nodes(), "bytes"});
  }

  /// From a filter that nobody has asked for to the front of sixteen lanes, in the memory of other weights.
  void answer(const trips::Weigher& weigher, const trips::RouteWish& wish) {
    weights_ = weigher.of(wish);
    profile_ = routing::Profile::customized(m_.index, m_.graph, weights_.time, weights_.exposure, routing::default_mixes(),
                                            in_turn, profile_ ? (*std::move(profile_)).spent() : routing::LaneVector{});
    routing::Query query(m_.index, *profile_);
    const std::array from{End{queries_.front().from}}, to{End{queries_.front().to}};
    (void)routing::supported_front(m_.graph, weights_.time, weights_.exposure, *profile_, query, from, to);
  }

  void one_route() {
    std::vector<std::pair<Node, Node>> pairs;
    for (const Query& q : queries_) pairs.emplace_back(q.from, q.to);
    measure_index(std::string(place_.name) + "_foot", {m_.graph, weights_.time, weights_.exposure, pairs}, m_.index, results_);
  }

  /// Sixteen mirror images of the town, and routes all over it.
  void million() {
    const geo::LocalFrame frame = m_.frames.at(place_.centre);
    std::vector<std::array<double, 2>> at(m_.graph.nodes());
    for (Node v = 0; v < m_.graph.nodes(); ++v) {
      if (m_.graph.first_out[v] == m_.graph.first_out[v + 1]) continue;
      const geo::Point p = frame.project(position(v));
      at[v] = {static_cast<double>(p.x), static_cast<double>(p.y)};
    }
    const Tiled town = mirror_tiled({m_.graph, weights_.time, weights_.exposure}, at, 4, 200);
    const auto index = build_index("million_nodes", town.graph, results_);
    if (!index) return results_.wrong(index.error().sentence());
    Random random(1);
    std::vector<std::pair<Node, Node>> pairs;
    for (std::size_t i = 0; i < million_queries; ++i) {
      const auto from = static_cast<Node>(random.below(town.graph.nodes()));
      pairs.emplace_back(from, static_cast<Node>(random.below(town.graph.nodes())));
    }
    measure_index("million_nodes", {town.graph, town.time, town.exposure, pairs}, *index, results_);
  }

  /// On a core, which is made once for these weights, and on the graph itself.
  void fronts() {
    routing::Query query(m_.index, *profile_);
    const double start = thread_seconds();
    const routing::Core core = routing::Core::contracted(m_.graph, weights_.time, weights_.exposure);
    results_.add({named("front_core_made"), thread_seconds() - start, "s"});
    routing::FrontSearch on_core(core, m_.index, *profile_);
    routing::FrontSearch on_graph(m_.graph, weights_.time, weights_.exposure, m_.index, *profile_);
    routing::referee::PlainBoa boa(m_.graph, weights_.time, weights_.exposure);
    std::vector<double> lambda, with_core, without, plain, sizes;
    for (std::size_t i = 0; i < std::min(front_queries, queries_.size()); ++i) {
      const std::array from{End{queries_[i].from}}, to{End{queries_[i].to}};
      std::vector<routing::Point> seed, front;
      lambda.push_back(median_seconds(3, thread_seconds, [&] {
        seed = routing::supported_front(m_.graph, weights_.time, weights_.exposure, *profile_, query, from, to);
      }));
      routing::referee::Front referee;
      plain.push_back(median_seconds(1, thread_seconds, [&] { referee = boa.front(from, to); }));
      const auto search = [&](routing::FrontSearch& used, std::vector<double>& seconds) {
        seconds.push_back(lambda.back() + median_seconds(3, thread_seconds, [&] {
                            used.begin(from, to, seed, {});
                            while (!used.step(1'000'000)) continue;
                            front = used.points();
                          }));
        if (routing::referee::costs_of(front) != referee)
          results_.wrong(std::string(place_.name) + ": a front and plain BOA*'s differ");
      };
      search(on_core, with_core);
      search(on_graph, without);
      sizes.push_back(static_cast<double>(front.size()));
    }
    results_.add({named("front_of_sixteen_lanes"), median(lambda) * ms, "ms"});
    results_.add({named("front_points_median"), median(sizes), "points", Better::more});
    add_fronts("front", with_core, plain);
    add_fronts("front_without_core", without, plain);
  }

  void add_fronts(const std::string& what, const std::vector<double>& ours, const std::vector<double>& plain) {
    results_.add({named(what + "_vs_boa"), median(ours) * ms, "ms", Better::less, Peer{"plain BOA*", median(plain) * ms}});
    results_.add({named(what + "_p90_vs_boa"), p90(ours) * ms, "ms", Better::less, Peer{"plain BOA*", p90(plain) * ms}});
  }

  [[nodiscard]] static double p90(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() * 9 / 10];
  }

  Results& results_;
  const Place& place_;
  Measured& m_;
  exposure::Options options_;
  trips::City city_;
  std::vector<Query> queries_;
  trips::Weights weights_;
  Result<routing::Profile> profile_ = fail(Errc::internal);
};

}  // namespace

void bench_routing(Results& results) {
  for (const Place& place : places) {
    const auto file = extract(place.extract);
    if (file.empty()) continue;
    auto made = measured(place, file, results);
    if (!made) {
      results.wrong(made.error().sentence());
      continue;
    }
    Bench(results, place, *made).run();
  }
}

}  // namespace contrechamp::bench
