// SPDX-License-Identifier: AGPL-3.0-or-later
// Other routers, on foot: pgRouting on our graph and our times, whose costs must be ours; Routino on the same extract by its own
// rules, whose lengths are told beside ours. Only on request: `make bench PEERS=all`. What is fair and what is not: NOTES.md.
#include <algorithm>
#include <array>
#include <bench/benches.hpp>
#include <bench/clock.hpp>
#include <bench/foot_city.hpp>
#include <bench/plain_dijkstra.hpp>
#include <bench/rival_pgrouting.hpp>
#include <bench/rival_routino.hpp>
#include <bench/town.hpp>
#include <contrechamp/routing/lane_query.hpp>
#include <contrechamp/routing/native/order.hpp>
#include <contrechamp/routing/profile.hpp>
#include <contrechamp/routing/query.hpp>
#include <contrechamp/trips/weigher.hpp>
#include <cstdio>
#include <memory>
#include <numeric>

namespace contrechamp::bench {
namespace {
using routing::Cost;
using routing::End;
using routing::Node;

constexpr double ms = 1e3;
constexpr double us = 1e6;
constexpr std::size_t routes = 40;

/// What routes cost us, processor time of one thread in seconds.
struct Ours {
  std::vector<Cost> costs;  ///< one a pair
  double ready_s = 0;       ///< weights never seen: one lane of the index customized, and made ready for many routes
  double one_s = 0;         ///< a route with its path, after that; median
  double first_s = 0;       ///< weights never seen, one lane customized, one route with its path; median
};

class Bench {
 public:
  Bench(Results& results, const FootPlace& place, const FootCity& city)
      : results_(results), place_(place), city_(city), pairs_(drawn_pairs(place, city, routes)) {
    // What nothing joins is not asked for: it would measure the size of the town.
    const std::vector<Cost> lengths = lengths_of_arcs();
    PlainDijkstra dijkstra(city.graph, lengths);
    std::erase_if(pairs_, [&](const NodePair& pair) { return dijkstra.cost(pair.first, pair.second) == routing::unreachable; });
  }

  [[nodiscard]] bool has_pairs() const { return !pairs_.empty(); }

  void pgrouting(PgRouting& peer) {
    const std::vector<Cost> times = times_of_arcs();
    const auto ours = ours_by(times);
    if (!ours) return;
    const auto at = city_.places(city_.position(pairs_.front().first));
    const auto loaded = peer.load({city_.graph, times, at});
    double quickest_s = 0;
    std::string quickest;
    for (const auto& [search, name, exact] : searches) {
      const auto answers = peer.ask(search, pairs_);
      const std::size_t dearer = compare(name, answers, ours->costs, exact);
      if (answers.cpu_s.size() != pairs_.size()) return results_.wrong(named(name) + ": not every question was timed");
      const double seconds = median(answers.cpu_s);
      results_.add({named(name), seconds * ms, "ms"});
      if (!exact) results_.add({named(std::string(name) + "_too_dear"), static_cast<double>(dearer), "routes"});
      if (exact && (quickest.empty() || seconds < quickest_s)) {
        quickest_s = seconds;
        quickest = name;
        peak_mb_ = answers.peak_mb;
      }
    }
    results_.add({named("route_vs_pgrouting"), ours->one_s * us, "us", Better::less, Peer{quickest, quickest_s * us}});
    results_.add(
        {named("route_new_weights_vs_pgrouting"), ours->first_s * ms, "ms", Better::less, Peer{quickest, quickest_s * ms}});
    at_once(peer, *ours);
    kept(peer, loaded);
  }

  void routino(const std::filesystem::path& extract) {
    const auto ours = ours_by(lengths_of_arcs());
    if (!ours) return;
    const Routino peer(extract);
    if (!peer.preparation().succeeded) return results_.wrong(named("routino") + ": planetsplitter failed");
    const double start_s = started(peer);
    std::vector<double> search_s, ratios;
    double peak_mb = 0;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      const auto from = city_.position(pairs_[i].first), to = city_.position(pairs_[i].second);
      std::array<double, 3> taken{};
      for (double& seconds : taken) {
        const auto cost = peer.route(from, to);
        seconds = cost.cpu_s - start_s;
        peak_mb = std::max(peak_mb, cost.peak_mb);
      }
      std::sort(taken.begin(), taken.end());
      search_s.push_back(taken[1]);
      const double metres = length(peer.line(from, to));
      if (metres > 0) ratios.push_back(metres / (ours->costs[i] / 10.0));
    }
    results_.add({named("route_vs_routino"), ours->one_s * us, "us", Better::less,
                  Peer{"routino-router, less what its start takes", median(search_s) * us}});
    results_.add({named("routino_start"), start_s * ms, "ms"});
    results_.add({named("routino_peak_memory"), peak_mb, "MB"});
    lengths(ratios);
    built(extract, peer);
  }

 private:
  struct Named {
    PgRouting::Search search;
    const char* name;
    bool exact;
  };
  // pgr_bdDijkstra of 3.4.2 ends too early: its issue 3145.
  static constexpr std::array searches{Named{PgRouting::Search::dijkstra, "pgr_dijkstra", true},
                                       Named{PgRouting::Search::bidirectional, "pgr_bdDijkstra", false},
                                       Named{PgRouting::Search::a_star, "pgr_aStar", true}};

  [[nodiscard]] std::string named(const std::string& what) const { return what + "_" + place_.name + "_foot"; }

  /// Tenths of a second.
  [[nodiscard]] std::vector<Cost> times_of_arcs() const {
    const trips::RouteWish wish = foot_wish();
    const trips::City city = city_.city();
    return trips::Weigher(city, city_.roads, city_.contents.sightings, wish.band).of(wish).time;
  }

  /// Tenths of a metre.
  [[nodiscard]] std::vector<Cost> lengths_of_arcs() const {
    std::vector<Cost> lengths;
    for (const streets::RoadArc& arc : city_.roads.arcs) {
      lengths.push_back((city_.contents.network.segments[arc.segment].length_cm + 5) / 10);
    }
    return lengths;
  }

  /// Every cost is held against plain Dijkstra's. Nothing, with the reason as a wrong result, if the costs are refused.
  [[nodiscard]] std::optional<Ours> ours_by(const std::vector<Cost>& costs) {
    using routing::Profile;
    const std::array only{routing::only_time};
    const auto customized = [&](routing::LaneVector spent) {
      return Profile::customized(city_.index, city_.graph, costs, costs, only, in_turn, std::move(spent));
    };
    auto profile = customized({});
    if (!profile) {
      results_.wrong(named("peers") + ": " + profile.error().sentence());
      return std::nullopt;
    }
    Ours ours;
    routing::Path path;
    ours.first_s = median_seconds(9, thread_seconds, [&] {
      profile = customized((*std::move(profile)).spent());
      routing::Query query(city_.index, *profile);
      const std::array from{End{pairs_.front().first}}, to{End{pairs_.front().second}};
      query.run(from, to);
      (void)query.path(0, path);
    });
    const double start = thread_seconds();
    profile = customized((*std::move(profile)).spent());
    const routing::LaneGraph lane(city_.index, *profile, 0);
    ours.ready_s = thread_seconds() - start;
    answer(lane, costs, ours);
    return ours;
  }

  void answer(const routing::LaneGraph& lane, const std::vector<Cost>& costs, Ours& ours) {
    routing::LaneQuery query(lane);
    PlainDijkstra dijkstra(city_.graph, costs);
    std::vector<double> seconds;
    routing::Path path;
    for (const auto& [source, target] : pairs_) {
      const std::array from{End{source}}, to{End{target}};
      seconds.push_back(median_seconds(3, thread_seconds, [&] {
        query.run(from, to);
        (void)query.path(path);
      }));
      ours.costs.push_back(query.cost());
      if (query.cost() != dijkstra.cost(source, target)) results_.wrong(named("peers") + ": a route and Dijkstra's differ");
    }
    ours.one_s = median(seconds);
  }

  /// Of how many pairs it costs more than ours, which is wrong if the peer's search is exact; less is always wrong.
  std::size_t compare(const std::string& what, const PgRouting::Answers& theirs, const std::vector<Cost>& ours, bool exact) {
    std::size_t dearer = 0;
    if (theirs.costs.size() != ours.size()) results_.wrong(named(what) + ": it did not answer every question");
    for (std::size_t i = 0; i < std::min(theirs.costs.size(), ours.size()); ++i) {
      const std::int64_t cost{ours[i]};
      if (theirs.costs[i] == cost) continue;
      if (theirs.costs[i] > cost) ++dearer;
      if (theirs.costs[i] > cost && !exact) continue;
      results_.wrong(named(what) + ": from " + std::to_string(pairs_[i].first) + " to " + std::to_string(pairs_[i].second) +
                     " it costs " + std::to_string(theirs.costs[i]) + ", not " + std::to_string(cost));
    }
    return dearer;
  }

  /// All routes of weights never seen, a route.
  void at_once(PgRouting& peer, const Ours& ours) {
    const auto answers = peer.ask_at_once(pairs_);
    compare("pgr_dijkstra_at_once", answers, ours.costs, true);
    if (answers.cpu_s.size() != 1) return results_.wrong(named("pgr_dijkstra_at_once") + ": it was not timed");
    const auto count = static_cast<double>(pairs_.size());
    results_.add({named("route_of_forty_vs_pgrouting"), (ours.ready_s / count + ours.one_s) * ms, "ms", Better::less,
                  Peer{"pgr_dijkstra, all pairs in one statement", answers.cpu_s.front() / count * ms}});
  }

  /// What is prepared before the first question, and where it is kept.
  void kept(PgRouting& peer, const PgRouting::Answers& loaded) {
    const double peer_s = std::accumulate(loaded.cpu_s.begin(), loaded.cpu_s.end(), 0.0);
    const double start = thread_seconds();
    const auto index = routing::Index::build(city_.graph, routing::nested_dissection(city_.graph));
    const double own_s = thread_seconds() - start;
    if (!index) return results_.wrong(named("peers") + ": " + index.error().sentence());
    results_.add({named("index_built_vs_pgrouting"), own_s, "s", Better::less, Peer{"table of roads filled", peer_s}});
    results_.add({named("index_vs_pgrouting"), static_cast<double>(index->bytes()) / 1e6, "MB", Better::less,
                  Peer{"table of roads", peer.table_mb()}});
    results_.add({named("pgrouting_peak_memory"), peak_mb_, "MB"});
  }

  /// Processor time of a run that has nothing to search: from one end of a street to the other.
  [[nodiscard]] double started(const Routino& peer) const {
    const Node node = pairs_.front().first;
    const Node beside = city_.graph.head[city_.graph.first_out[node]];
    std::vector<double> seconds;
    for (int i = 0; i < 21; ++i) seconds.push_back(peer.route(city_.position(node), city_.position(beside)).cpu_s);
    return median(seconds);
  }

  [[nodiscard]] double length(const std::vector<geo::LatLon>& line) const {
    double metres = 0;
    for (std::size_t i = 1; i < line.size(); ++i) metres += city_.metres_between(line[i - 1], line[i]);
    return metres;
  }

  /// Routino's metres by ours.
  void lengths(std::vector<double>& ratios) {
    if (ratios.size() != pairs_.size())
      results_.add({named("routino_routes_missing"), static_cast<double>(pairs_.size() - ratios.size()), "routes"});
    if (ratios.empty()) return;
    std::sort(ratios.begin(), ratios.end());
    for (const std::size_t percent : {0U, 10U, 50U, 90U, 100U}) {
      results_.add({named("routino_length_p" + std::to_string(percent) + "_by_ours"), ratios[(ratios.size() - 1) * percent / 100],
                    "times"});
    }
  }

  /// From the extract to what answers: our atlas has the map, devices and all three modes in it.
  void built(const std::filesystem::path& extract, const Routino& peer) {
    const TemporaryFolder folder;
    const auto atlas = folder.path() / "city.atlas";
    const auto own = run(this_program({"--build", extract.string(), atlas.string(), "1"}));
    if (!own.succeeded) return results_.wrong(named("peers") + ": the atlas cannot be built");
    results_.add(
        {named("atlas_built_vs_routino"), own.cpu_s, "s", Better::less, Peer{"planetsplitter", peer.preparation().cpu_s}});
    results_.add({named("atlas_vs_routino"), static_cast<double>(std::filesystem::file_size(atlas)) / 1e6, "MB", Better::less,
                  Peer{"Routino's database", peer.database_mb()}});
  }

  Results& results_;
  const FootPlace& place_;
  const FootCity& city_;
  std::vector<NodePair> pairs_;
  double peak_mb_ = 0;
};

void progress(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

/// False, with a sentence on stderr, if packages are missing.
bool installed(const char* name, const std::string& missing) {
  if (!missing.empty())
    std::fprintf(stderr, "bench: not measured: %s, whose Debian packages are missing: %s\n", name, missing.c_str());
  return missing.empty();
}

}  // namespace

void bench_peers(Results& results) {
  const bool with_routino = installed("Routino", Routino::missing());
  std::unique_ptr<PgRouting> pgrouting;
  if (installed("pgRouting", PgRouting::missing())) {
    progress("pgRouting: making a cluster");
    pgrouting = std::make_unique<PgRouting>();
    if (!pgrouting->ready()) {
      std::fprintf(stderr, "bench: not measured: pgRouting, whose cluster cannot be made or does not start\n");
      pgrouting.reset();
    }
  }
  if (!with_routino && !pgrouting) return;
  for (const FootPlace& place : foot_places) {
    const auto file = extract(place.extract);
    if (file.empty()) continue;
    progress(std::string(place.name) + ": reading, looking, indexing");
    const auto city = foot_city(file);
    if (!city) {
      results.wrong(city.error().sentence());
      continue;
    }
    Bench bench(results, place, *city);
    if (!bench.has_pairs()) {
      results.wrong(std::string(place.name) + ": no two places are joined");
      continue;
    }
    if (pgrouting) bench.pgrouting(*pgrouting);
    if (with_routino) bench.routino(file);
  }
}

}  // namespace contrechamp::bench
