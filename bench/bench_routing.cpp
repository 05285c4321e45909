// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes on foot between places drawn at random, with made-up devices beside the streets, held against plain Dijkstra and plain
// BOA* of our own. Units of the search: tenths of a second, tenths of a metre possibly in view.
#include <algorithm>
#include <array>
#include <bench/benches.hpp>
#include <bench/clock.hpp>
#include <bench/town.hpp>
#include <cmath>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/importer/observe_all.hpp>
#include <contrechamp/importer/routes.hpp>
#include <contrechamp/routing/front.hpp>
#include <contrechamp/routing/referee_front_testing.hpp>
#include <contrechamp/trips/weights.hpp>
#include <cstdio>
#include <functional>
#include <numeric>

namespace contrechamp::bench {
namespace {
using routing::Cost;
using routing::End;
using routing::Node;

constexpr double ms = 1e3;
constexpr double us = 1e6;
constexpr double metres_a_device = 250;
constexpr std::size_t most_devices = 4'000;
constexpr std::size_t one_queries = 200;
constexpr std::size_t front_queries = 20;

struct Place {
  const char* name;
  const char* extract;
  double least_m;  ///< from beginning to end, as the crow flies
  double most_m;
  geo::LatLon centre = {};  ///< of the dense part in which they lie,
  double within_m = 0;      ///< and its radius; 0: anywhere
};
constexpr std::array places{Place{"helsinki", "helsinki-centre-2019-04", 1'000, 2'000},
                            Place{"munich", "munich-centre-2020-07", 1'000, 2'000},
                            Place{"porto", "porto-streets-2015-06", 4'000, 6'000, {411'496'000, -86'110'000}, 4'000}};

/// Devices without tags, every third of them a dome, beside the streets: as many a street as its length gives.
void seed_devices(atlas::Contents& city) {
  double all_cm = 0;
  for (const streets::Segment& segment : city.network.segments) all_cm += segment.length_cm;
  const std::size_t count = std::min(most_devices, static_cast<std::size_t>(all_cm / 100 / metres_a_device));
  const double step_cm = all_cm / static_cast<double>(count);
  Random random(1);
  city.snapshot.devices.clear();
  double before_cm = 0;
  double next_cm = step_cm / 2;
  for (const streets::Segment& segment : city.network.segments) {
    for (; next_cm < before_cm + segment.length_cm; next_cm += step_cm) {
      scene::Device device;
      device.ref = {OsmType::node, static_cast<std::int64_t>(city.snapshot.devices.size()) + 1};
      device.decks = {city.snapshot.streets[segment.street].deck};
      if (city.snapshot.devices.size() % 3 == 0) device.type = scene::CameraType::dome;
      const geo::LatLon at = segment.points[random.below(segment.points.size())];
      device.position = {at.lat_e7 + static_cast<std::int32_t>(random.between(-400, 400)),
                         at.lon_e7 + static_cast<std::int32_t>(random.between(-400, 400))};
      city.snapshot.devices.push_back(device);
    }
    before_cm += segment.length_cm;
  }
}

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
  LogSink log;
  std::vector<importer::StageCost> costs;
  const exposure::Options options;
  auto city = importer::scene_of(std::span(&file, 1), options, log, costs);
  if (!city) return tl::unexpected(city.error());
  seed_devices(*city);
  const geo::Frames frames(city->bounds);
  std::vector<std::uint32_t> every(city->snapshot.devices.size());
  std::iota(every.begin(), every.end(), 0U);
  auto observed = importer::observe_all(every, city->snapshot, city->network, frames, options.exposure, 2, log);
  city->placed = std::move(observed.placed);
  city->sightings = std::move(observed.sightings);
  const double start = thread_seconds();
  if (auto added = importer::add_routes(*city, log, costs); !added) return tl::unexpected(added.error());
  results.add({std::string("route_index_built_three_modes_") + place.name, thread_seconds() - start, "s"});
  atlas::Routes foot = city->routes[static_cast<std::size_t>(scene::Mode::foot)];
  routing::Graph graph = atlas::graph_of(foot.roads);
  auto index = routing::Index::open(graph, foot.index);
  if (!index) return tl::unexpected(index.error());
  return Measured{std::move(*city), frames, std::move(foot.roads), std::move(graph), std::move(*index)};
}

/// Dijkstra's search that ends at the target, as anybody would write it: a binary heap, and labels that are forgotten by a stamp.
class PlainDijkstra {
 public:
  PlainDijkstra(const routing::Graph& graph, std::span<const Cost> costs)
      : graph_(graph), costs_(costs), cost_(graph.nodes()), stamp_(graph.nodes(), 0) {}

  [[nodiscard]] Cost cost(Node from, Node to) {
    ++now_;
    open_.clear();
    reach(from, 0);
    while (!open_.empty()) {
      std::pop_heap(open_.begin(), open_.end(), std::greater<>());
      const auto [cost, node] = open_.back();
      open_.pop_back();
      if (cost > cost_[node]) continue;
      if (node == to) return cost;
      for (routing::Arc arc = graph_.first_out[node]; arc < graph_.first_out[node + 1]; ++arc) {
        reach(graph_.head[arc], cost + costs_[arc]);
      }
    }
    return routing::unreachable;
  }

 private:
  void reach(Node node, Cost cost) {
    if (stamp_[node] == now_ && cost_[node] <= cost) return;
    stamp_[node] = now_;
    cost_[node] = cost;
    open_.emplace_back(cost, node);
    std::push_heap(open_.begin(), open_.end(), std::greater<>());
  }

  const routing::Graph& graph_;
  std::span<const Cost> costs_;
  std::vector<Cost> cost_;
  std::vector<std::uint32_t> stamp_;
  std::uint32_t now_ = 0;
  std::vector<std::pair<Cost, Node>> open_;
};

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
    const double filtered =
        median_seconds(5, thread_seconds, [&] { weights_ = trips::weights(city_, m_.roads, m_.city.sightings, wish); });
    results_.add({named("route_weights_from_filter"), filtered * ms, "ms"});
    const auto mixes = routing::default_mixes();
    const double customized = median_seconds(5, thread_seconds, [&] {
      profile_ = routing::Profile::customized(m_.index, m_.graph, weights_.time, weights_.exposure, mixes);
    });
    results_.add({named("route_sixteen_lanes_customized"), customized * ms, "ms"});
    const double one = median_seconds(5, thread_seconds, [&] {
      quickest_ =
          routing::Profile::customized(m_.index, m_.graph, weights_.time, weights_.exposure, std::array{routing::only_time});
    });
    results_.add({named("route_one_lane_customized"), one * ms, "ms"});
    results_.add({named("index_bytes_per_node"), static_cast<double>(m_.index.bytes()) / m_.graph.nodes(), "bytes"});
  }

  void one_route() {
    routing::Query query(m_.index, *quickest_);
    PlainDijkstra dijkstra(m_.graph, weights_.time);
    std::vector<double> ours, plain;
    std::size_t joined = 0;
    for (const Query& q : queries_) {
      const std::array from{End{q.from}}, to{End{q.to}};
      routing::Path path;
      ours.push_back(median_seconds(3, thread_seconds, [&] {
        query.run(from, to);
        (void)query.path(0, path);
      }));
      Cost found = 0;
      plain.push_back(median_seconds(3, thread_seconds, [&] { found = dijkstra.cost(q.from, q.to); }));
      if (query.cost(0) != found) results_.wrong(std::string(place_.name) + ": a route and Dijkstra's differ");
      joined += found < routing::unreachable ? 1 : 0;
    }
    std::printf("%s: %zu of %zu pairs are joined\n", place_.name, joined, queries_.size());
    results_.add({named("route_vs_dijkstra"), median(ours) * us, "us", Better::less,
                  Peer{"plain Dijkstra, which knows no path but its cost", median(plain) * us}});
  }

  void fronts() {
    const auto mixes = routing::default_mixes();
    routing::Query query(m_.index, *profile_);
    routing::FrontSearch search(m_.graph, weights_.time, weights_.exposure, m_.index, *profile_);
    routing::referee::PlainBoa boa(m_.graph, weights_.time, weights_.exposure);
    std::vector<double> lambda, exact, plain, sizes;
    for (std::size_t i = 0; i < front_queries; ++i) {
      const std::array from{End{queries_[i].from}}, to{End{queries_[i].to}};
      std::vector<routing::Point> seed, front;
      lambda.push_back(median_seconds(3, thread_seconds, [&] {
        seed = routing::supported_front(m_.graph, weights_.time, weights_.exposure, *profile_, query, from, to);
      }));
      exact.push_back(lambda.back() + median_seconds(1, thread_seconds, [&] {
                        search.begin(from, to, seed, {});
                        while (!search.step(1'000'000)) continue;
                        front = search.points();
                      }));
      routing::referee::Front referee;
      plain.push_back(median_seconds(1, thread_seconds, [&] { referee = boa.front(from, to); }));
      if (routing::referee::costs_of(front) != referee)
        results_.wrong(std::string(place_.name) + ": a front and plain BOA*'s differ");
      sizes.push_back(static_cast<double>(front.size()));
    }
    results_.add({named("front_of_sixteen_lanes"), median(lambda) * ms, "ms"});
    results_.add({named("front_points_median"), median(sizes), "points", Better::more});
    results_.add({named("front_vs_boa"), median(exact) * ms, "ms", Better::less, Peer{"plain BOA*", median(plain) * ms}});
    results_.add({named("front_p90_vs_boa"), p90(exact) * ms, "ms", Better::less, Peer{"plain BOA*", p90(plain) * ms}});
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
  Result<routing::Profile> quickest_ = fail(Errc::internal);
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
