// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes on foot between places drawn at random, with made-up devices beside the streets, held against plain Dijkstra and plain
// BOA* of our own. Units of the search: tenths of a second, tenths of a metre possibly in view.
#include <algorithm>
#include <array>
#include <bench/benches.hpp>
#include <bench/clock.hpp>
#include <bench/foot_city.hpp>
#include <bench/mirror_tiles.hpp>
#include <bench/route_index.hpp>
#include <bench/town.hpp>
#include <contrechamp/core/random.hpp>
#include <contrechamp/routing/front.hpp>
#include <contrechamp/routing/referee_front_testing.hpp>
#include <contrechamp/trips/weigher.hpp>

namespace contrechamp::bench {
namespace {
using routing::Cost;
using routing::End;
using routing::Node;

constexpr double ms = 1e3;
constexpr std::size_t one_queries = 200;
constexpr std::size_t front_queries = 100;
constexpr std::size_t million_queries = 50;

class Bench {
 public:
  Bench(Results& results, const FootPlace& place, FootCity& measured)
      : results_(results), place_(place), m_(measured), city_(m_.city()) {}

  void run() {
    results_.add({std::string("route_index_built_three_modes_") + place_.name, m_.three_modes_s, "s"});
    results_.add({std::string("route_index_built_three_modes_two_threads_") + place_.name, m_.three_modes_two_threads_s, "s"});
    pairs_ = drawn_pairs(place_, m_, one_queries);
    if (pairs_.empty()) return results_.wrong(std::string(place_.name) + ": no two places are joined");
    weigh();
    one_route();
    fronts();
    if (place_.million) million();
  }

 private:
  [[nodiscard]] std::string named(const std::string& what) const { return what + "_" + place_.name + "_foot"; }

  void weigh() {
    trips::RouteWish wish = foot_wish();
    const double before = thread_seconds();
    const trips::Weigher weigher(city_, m_.roads, m_.contents.sightings, wish.band);
    results_.add({named("route_band_made_ready"), (thread_seconds() - before) * ms, "ms"});
    wish.device_counts.assign(m_.contents.snapshot.devices.size(), 1);
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
    const std::array from{End{pairs_.front().first}}, to{End{pairs_.front().second}};
    (void)routing::supported_front(m_.graph, weights_.time, weights_.exposure, *profile_, query, from, to);
  }

  void one_route() {
    measure_index(std::string(place_.name) + "_foot", {m_.graph, weights_.time, weights_.exposure, pairs_}, m_.index, results_);
  }

  /// Sixteen mirror images of the town, and routes all over it.
  void million() {
    const Tiled town = mirror_tiled({m_.graph, weights_.time, weights_.exposure}, m_.places(place_.centre), 4, 200);
    const auto index = build_index("million_nodes", town.graph, results_);
    if (!index) return results_.wrong(index.error().sentence());
    Random random(1);
    std::vector<NodePair> pairs;
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
    for (std::size_t i = 0; i < std::min(front_queries, pairs_.size()); ++i) {
      const std::array from{End{pairs_[i].first}}, to{End{pairs_[i].second}};
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
  const FootPlace& place_;
  FootCity& m_;
  trips::City city_;
  std::vector<NodePair> pairs_;
  trips::Weights weights_;
  Result<routing::Profile> profile_ = fail(Errc::internal);
};

}  // namespace

void bench_routing(Results& results) {
  for (const FootPlace& place : foot_places) {
    const auto file = extract(place.extract);
    if (file.empty()) continue;
    auto made = foot_city(file);
    if (!made) {
      results.wrong(made.error().sentence());
      continue;
    }
    Bench(results, place, *made).run();
  }
}

}  // namespace contrechamp::bench
