// SPDX-License-Identifier: AGPL-3.0-or-later
// The literature's fifty queries of two costs on New York (9th DIMACS challenge): travel time and distance. Times are halved, for
// in original units the dearest arcs sum up to more than a search may add.
#include <array>
#include <bench/benches.hpp>
#include <bench/clock.hpp>
#include <bench/extracts.hpp>
#include <contrechamp/routing/dimacs_testing.hpp>
#include <contrechamp/routing/front.hpp>
#include <contrechamp/routing/native/order.hpp>
#include <contrechamp/routing/referee_front_testing.hpp>
#include <cstdio>

namespace contrechamp::bench {
namespace {
using routing::Cost;
using routing::End;

constexpr double ms = 1e3;

/// Order and index. Errors: theirs.
Result<routing::Index> indexed(const routing::Graph& graph, Results& results) {
  const double start = thread_seconds();
  const auto order = routing::nested_dissection(graph);
  if (!order) return tl::unexpected(order.error());
  auto index = routing::Index::build(graph, *order);
  if (index) {
    results.add({"route_index_built_new_york", thread_seconds() - start, "s"});
    results.add({"index_bytes_per_node_new_york", static_cast<double>(index->bytes()) / graph.nodes(), "bytes"});
  }
  return index;
}

/// Each from nothing to the whole front; weights are in the index already.
void measure_fronts(Results& results, const routing::referee::Case& city, const routing::Index& index,
                    const routing::Profile& profile, std::span<const std::pair<routing::Node, routing::Node>> queries) {
  routing::Query query(index, profile);
  routing::FrontSearch search(city.graph, city.time, city.exposure, index, profile);
  routing::referee::PlainBoa boa(city.graph, city.time, city.exposure);
  double ours = 0, plain = 0, expansions = 0;
  for (const auto& [source, target] : queries) {
    const std::array from{End{source}}, to{End{target}};
    double start = thread_seconds();
    search.begin(from, to, routing::supported_front(city.graph, city.time, city.exposure, profile, query, from, to), {});
    while (!search.step(1'000'000)) continue;
    const auto front = search.points();
    ours += thread_seconds() - start;
    expansions += static_cast<double>(search.expansions());
    start = thread_seconds();
    const routing::referee::Front referee = boa.front(from, to);
    plain += thread_seconds() - start;
    if (routing::referee::costs_of(front) != referee) results.wrong("new_york: a front and plain BOA*'s differ");
  }
  const auto count = static_cast<double>(queries.size());
  results.add({"front_mean_vs_boa_new_york", ours / count * ms, "ms", Better::less, Peer{"plain BOA*", plain / count * ms}});
  results.add({"front_expansions_per_second_new_york", expansions / ours, "1/s", Better::more});
}

}  // namespace

void bench_new_york(Results& results) {
  const std::filesystem::path folder = data_folder() / "routing";
  if (!std::filesystem::exists(folder / "USA-road-t.NY.gr.gz")) {
    std::fprintf(stderr, "bench: not measured: New York, whose files are missing\n");
    return;
  }
  auto city = routing::dimacs::network(folder / "USA-road-t.NY.gr.gz", folder / "USA-road-d.NY.gr.gz");
  const auto queries = routing::dimacs::queries(folder / "NY-50-queries.txt");
  if (!city || queries.empty()) return results.wrong("new_york: the files do not belong together");
  for (Cost& time : city->time) time /= 2;
  const auto index = indexed(city->graph, results);
  if (!index) return results.wrong(index.error().sentence());
  const auto mixes = routing::default_mixes();
  auto profile = routing::Profile::customized(*index, city->graph, city->time, city->exposure, mixes);
  if (!profile) return results.wrong(profile.error().sentence());
  const double customized = median_seconds(
      3, thread_seconds, [&] { profile = routing::Profile::customized(*index, city->graph, city->time, city->exposure, mixes); });
  results.add({"route_sixteen_lanes_customized_new_york", customized * ms, "ms"});
  measure_fronts(results, *city, *index, *profile, queries);
}

}  // namespace contrechamp::bench
