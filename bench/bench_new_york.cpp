// SPDX-License-Identifier: AGPL-3.0-or-later
// The literature's fifty queries of two costs on New York (9th DIMACS challenge): travel time and distance, in original units.
#include <array>
#include <bench/benches.hpp>
#include <bench/clock.hpp>
#include <bench/extracts.hpp>
#include <bench/route_index.hpp>
#include <contrechamp/routing/dimacs_testing.hpp>
#include <contrechamp/routing/front.hpp>
#include <contrechamp/routing/referee_front_testing.hpp>
#include <cstdio>

namespace contrechamp::bench {
namespace {
using routing::End;

constexpr double ms = 1e3;

/// Each from nothing to the whole front; weights are in the index already, and the core is made.
void measure_fronts(Results& results, const routing::referee::Case& city, const routing::Index& index,
                    const routing::Profile& profile, std::span<const std::pair<routing::Node, routing::Node>> queries) {
  double start = thread_seconds();
  const routing::Core core = routing::Core::contracted(city.graph, city.time, city.exposure);
  results.add({"front_core_made_new_york", thread_seconds() - start, "s"});
  results.add({"front_core_bytes_per_node_new_york", static_cast<double>(core.bytes()) / core.nodes(), "bytes"});
  routing::Query query(index, profile);
  routing::FrontSearch search(core, index, profile);
  routing::FrontSearch on_graph(city.graph, city.time, city.exposure, index, profile);
  routing::referee::PlainBoa boa(city.graph, city.time, city.exposure);
  double ours = 0, uncontracted = 0, plain = 0, expansions = 0;
  for (const auto& [source, target] : queries) {
    const std::array from{End{source}}, to{End{target}};
    const auto whole_front = [&](routing::FrontSearch& used, double& seconds) {
      const double begun = thread_seconds();
      used.begin(from, to, routing::supported_front(city.graph, city.time, city.exposure, profile, query, from, to), {});
      while (!used.step(1'000'000)) continue;
      auto points = used.points();
      seconds += thread_seconds() - begun;
      return points;
    };
    const auto front = whole_front(search, ours);
    expansions += static_cast<double>(search.expansions());
    if (whole_front(on_graph, uncontracted) != front) results.wrong("new_york: a core changes a front");
    start = thread_seconds();
    const routing::referee::Front referee = boa.front(from, to);
    plain += thread_seconds() - start;
    if (routing::referee::costs_of(front) != referee) results.wrong("new_york: a front and plain BOA*'s differ");
  }
  const auto count = static_cast<double>(queries.size());
  results.add({"front_mean_vs_boa_new_york", ours / count * ms, "ms", Better::less, Peer{"plain BOA*", plain / count * ms}});
  results.add({"front_mean_without_core_vs_boa_new_york", uncontracted / count * ms, "ms", Better::less,
               Peer{"plain BOA*", plain / count * ms}});
  results.add({"front_expansions_mean_new_york", expansions / count, "labels"});
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
  const auto index = build_index("ny", city->graph, results);
  if (!index) return results.wrong(index.error().sentence());
  measure_index("ny", {city->graph, city->time, city->exposure, queries}, *index, results);
  const auto profile = routing::Profile::customized(*index, city->graph, city->time, city->exposure, routing::default_mixes());
  if (!profile) return results.wrong(profile.error().sentence());
  measure_fronts(results, *city, *index, *profile, queries);
}

}  // namespace contrechamp::bench
