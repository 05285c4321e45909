// SPDX-License-Identifier: AGPL-3.0-or-later
// Commutes on foot through Porto, as `contrechamp commute` answers them: fastest, least seen and unseen way, devices met, all
// told from stored sightings. Two threads; devices without tags beside the streets, for none are mapped there.
#include <atomic>
#include <bench/benches.hpp>
#include <bench/clock.hpp>
#include <bench/town.hpp>
#include <bench/watched_city.hpp>
#include <cmath>
#include <contrechamp/exposure/options.hpp>
#include <contrechamp/importer/routes.hpp>
#include <contrechamp/trips/commute.hpp>
#include <contrechamp/trips/share.hpp>
#include <cstdio>
#include <thread>

namespace contrechamp::bench {
namespace {

constexpr std::size_t pairs = 1'000;
constexpr unsigned threads = 2;

/// Errors: whatever reading and indexing give.
Result<atlas::Contents> watched(const std::filesystem::path& file) {
  auto city = watched_city(file);
  if (!city) return city;
  LogSink log;
  std::vector<importer::StageCost> costs;
  if (auto added = importer::add_routes(*city, log, costs); !added) return tl::unexpected(added.error());
  return city;
}

struct Counts {
  std::atomic<std::size_t> zero = 0, moved = 0, seen = 0, none = 0;
  std::atomic<std::int64_t> cpu_us = 0;
};

void answer(const trips::CommuteWeights& weights, const std::vector<trips::Trip>& trips, std::atomic<std::size_t>& next,
            Counts& counts) {
  const double start = thread_seconds();
  trips::Commuter commuter(weights);
  for (std::size_t i = next++; i < trips.size(); i = next++) {
    const auto commute = commuter.commute(trips[i].from.position, trips[i].to.position);
    ++(!commute ? counts.none : commute->zero() ? counts.zero : commute->unseen ? counts.moved : counts.seen);
  }
  counts.cpu_us += static_cast<std::int64_t>((thread_seconds() - start) * 1e6);
}

void measure(Results& results, const atlas::Contents& made) {
  const exposure::Options options;
  const geo::Frames frames(made.bounds);
  const trips::City city{made.snapshot, made.network, made.placed, made.surveyed, frames, options.exposure};
  const atlas::Routes& foot = made.routes[static_cast<std::size_t>(scene::Mode::foot)];
  const routing::Graph graph = atlas::graph_of(foot.roads);
  const auto index = routing::Index::open(graph, foot.index);
  if (!index) return results.wrong(index.error().sentence());
  trips::RouteWish wish;
  wish.band = {optics::Ladder::image_2014, optics::leading_band_of(optics::Ladder::image_2014)};
  double start = thread_seconds();
  const auto weights = trips::CommuteWeights::made(city, made.sightings, {foot.roads, graph, *index}, wish, pairs);
  if (!weights) return results.wrong(weights.error().sentence());
  results.add({"commute_made_ready_porto", thread_seconds() - start, "s"});
  start = thread_seconds();
  const trips::DrawnTrips drawn = trips::drawn_trips(city, foot.roads, {1, pairs, 4'000, 6'000, 4'000'000});
  const trips::SeenTrips seen = trips::seen_trips(city, made.sightings, foot.roads, wish, drawn);
  results.add({"thousand_trips_drawn_and_judged_porto", thread_seconds() - start, "s"});
  Counts counts;
  std::atomic<std::size_t> next = 0;
  start = wall_seconds();
  {
    std::vector<std::jthread> crew;
    for (unsigned i = 0; i < threads; ++i) crew.emplace_back([&] { answer(*weights, drawn.trips, next, counts); });
  }
  const double wall = wall_seconds() - start;
  if (counts.none > 0) results.wrong("commutes that nothing joins");
  if (counts.zero + seen.seen != drawn.trips.size())
    results.wrong("commutes and the share of trips disagree about what is unseen");
  std::printf("porto: of %zu commutes %zu unseen, %zu from another place, %zu seen\n", drawn.trips.size(), counts.zero.load(),
              counts.moved.load(), counts.seen.load());
  results.add({"commutes_per_second_porto", static_cast<double>(drawn.trips.size()) / wall, "1/s", Better::more});
  results.add(
      {"commute_processor_time_porto", static_cast<double>(counts.cpu_us) / 1e3 / static_cast<double>(drawn.trips.size()), "ms"});
}

}  // namespace

void bench_commute(Results& results) {
  const auto file = extract("porto-streets-2015-06");
  if (file.empty()) return;
  const auto city = watched(file);
  if (!city) return results.wrong(city.error().sentence());
  measure(results, *city);
}

}  // namespace contrechamp::bench
