// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <bench/clock.hpp>
#include <bench/plain_dijkstra.hpp>
#include <bench/route_index.hpp>
#include <contrechamp/core/native/on_threads.hpp>
#include <contrechamp/routing/front.hpp>
#include <contrechamp/routing/lane_query.hpp>
#include <contrechamp/routing/native/order.hpp>

namespace contrechamp::bench {
namespace {
using routing::Profile;

constexpr double ms = 1e3;
constexpr double us = 1e6;

/// What a profile takes, with the weights as they were given.
void add_profile_bytes(const std::string& row, const Network& network, const routing::Index& index,
                       std::span<const routing::Mix> mixes, Results& results) {
  const auto profile = Profile::customized(index, network.graph, network.time, network.exposure, mixes);
  if (!profile) return results.wrong(row + ": " + profile.error().sentence());
  results.add({row, static_cast<double>(profile->bytes()) / index.nodes(), "bytes"});
}

/// As a server does it: into the memory of weights that nobody needs any more.
template <class Clock>
double customized(int rounds, const Clock& clock, const Network& network, const routing::Index& index,
                  std::span<const routing::Mix> mixes, const Executor& executor) {
  auto profile = Profile::customized(index, network.graph, network.time, network.exposure, mixes, executor);
  return median_seconds(rounds, clock, [&] {
    profile = Profile::customized(index, network.graph, network.time, network.exposure, mixes, executor,
                                  profile ? (*std::move(profile)).spent() : routing::LaneVector{});
  });
}

void route_by_time(const std::string& name, const Network& network, const routing::Index& index, const Profile& profile,
                   Results& results) {
  const double start = thread_seconds();
  const routing::LaneGraph lane(index, profile, 0);
  results.add({"route_lane_made_ready_" + name, (thread_seconds() - start) * ms, "ms"});
  results.add({"route_lane_bytes_per_node_" + name, static_cast<double>(lane.bytes()) / index.nodes(), "bytes"});
  routing::LaneQuery query(lane);
  PlainDijkstra dijkstra(network.graph, network.time);
  std::vector<double> ours, plain;
  routing::Path path;
  for (const auto& [source, target] : network.pairs) {
    const std::array from{routing::End{source}}, to{routing::End{target}};
    ours.push_back(median_seconds(3, thread_seconds, [&] {
      query.run(from, to);
      (void)query.path(path);
    }));
    routing::Cost found = 0;
    plain.push_back(median_seconds(3, thread_seconds, [&] { found = dijkstra.cost(source, target); }));
    if (query.cost() != found) results.wrong(name + ": a route and Dijkstra's differ");
  }
  results.add({"route_vs_dijkstra_" + name, median(ours) * us, "us", Better::less,
               Peer{"plain Dijkstra, which knows no path but its cost", median(plain) * us}});
}

}  // namespace

Result<routing::Index> build_index(const std::string& name, const routing::Graph& graph, Results& results) {
  const double start = thread_seconds();
  auto index = routing::Index::build(graph, routing::nested_dissection(graph));
  if (!index) return index;
  results.add({"route_index_built_" + name, thread_seconds() - start, "s"});
  results.add({"index_bytes_per_node_" + name, static_cast<double>(index->bytes()) / graph.nodes(), "bytes"});
  return index;
}

void measure_index(const std::string& name, const Network& network, const routing::Index& index, Results& results) {
  const auto& mixes = routing::default_mixes();
  const auto sixteen = customized(5, thread_seconds, network, index, mixes, in_turn);
  results.add({"route_sixteen_lanes_customized_" + name, sixteen * ms, "ms"});
  const auto two = customized(5, wall_seconds, network, index, mixes, on_threads(2));
  results.add({"route_sixteen_lanes_two_threads_" + name, two * ms, "ms"});
  const auto four = customized(5, thread_seconds, network, index, std::span(mixes).first(4), in_turn);
  results.add({"route_four_lanes_customized_" + name, four * ms, "ms"});
  add_profile_bytes("route_sixteen_lanes_bytes_per_node_" + name, network, index, mixes, results);
  add_profile_bytes("route_four_lanes_bytes_per_node_" + name, network, index, std::span(mixes).first(4), results);
  const std::array only{routing::only_time};
  results.add({"route_one_lane_customized_" + name, customized(5, thread_seconds, network, index, only, in_turn) * ms, "ms"});
  const auto quickest = Profile::customized(index, network.graph, network.time, network.exposure, only);
  if (!quickest) return results.wrong(name + ": " + quickest.error().sentence());
  route_by_time(name, network, index, *quickest, results);
}

}  // namespace contrechamp::bench
