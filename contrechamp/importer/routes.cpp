// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/importer/routes.hpp>
#include <contrechamp/routing/native/order.hpp>
#include <set>
#include <string>
#include <utility>

namespace contrechamp::importer {
namespace {

routing::Cost tenths(std::uint64_t value, std::uint64_t unit) {
  return static_cast<routing::Cost>(std::min<std::uint64_t>((value + unit - 1) / unit, routing::too_dear));
}

Result<atlas::Routes> routes_of(const atlas::Contents& contents, scene::Mode mode, const Executor& executor) {
  atlas::Routes out;
  out.roads = streets::roads(contents.snapshot, contents.network, mode);
  const routing::Graph graph = atlas::graph_of(out.roads);
  const ArcCosts costs = arc_costs(contents.snapshot, contents.network, out.roads);
  if (!routing::check_costs(graph, costs.tenths_of_seconds) || !routing::check_costs(graph, costs.tenths_of_metres)) {
    out.refused = true;
    streets::Roads told;  // what was counted, without the roads
    told.mode = mode;
    told.counts = out.roads.counts;
    told.unbuilt = std::move(out.roads.unbuilt);
    out.roads = std::move(told);
    return out;
  }
  const auto index = routing::Index::build(graph, routing::nested_dissection(graph, executor));
  if (!index) return tl::unexpected(index.error());
  out.index = index->stored();
  return out;
}

/// Turn restrictions that may hold, but in no roads.
void note_unbuilt(std::span<const atlas::Routes> routes, LogSink& log) {
  std::set<std::int64_t> relations;
  for (const atlas::Routes& one : routes) {
    for (const streets::Roads::Unbuilt& unbuilt : one.roads.unbuilt) relations.insert(unbuilt.relation);
  }
  if (relations.empty()) return;
  log.note("turn restrictions that are not built in, for they are too long or not understood: " +
           std::to_string(relations.size()) + " (listed by info --json)");
}

}  // namespace

Result<void> add_routes(atlas::Contents& contents, LogSink& log, std::vector<StageCost>& costs, const Executor& executor) {
  return timed("routes", costs, log, [&]() -> Result<void> {
    const auto& modes = scene::all_modes;
    std::vector<Result<atlas::Routes>> made(modes.size());
    executor(modes.size(), [&](std::size_t i) { made[i] = routes_of(contents, modes[i], executor); });
    contents.routes.clear();
    for (auto& routes : made) {
      if (!routes) return tl::unexpected(routes.error());
      if (routes->refused) {  // told here: a sink has no lock
        const std::string mode(scene::name(routes->roads.mode));
        log.warn("no routes for this mode (" + mode + "): its roads are too long for the search");
      }
      contents.routes.push_back(*std::move(routes));
    }
    note_unbuilt(contents.routes, log);
    return {};
  });
}

ArcCosts arc_costs(const scene::Snapshot& snapshot, const streets::Network& network, const streets::Roads& roads) {
  ArcCosts out;
  for (const streets::RoadArc& arc : roads.arcs) {
    const streets::Segment& segment = network.segments[arc.segment];
    const std::uint8_t speed = snapshot.streets[segment.street].use[static_cast<std::size_t>(roads.mode)].speed_kmh;
    out.tenths_of_seconds.push_back(tenths(streets::travel_ms(segment.length_cm, speed), 100));
    out.tenths_of_metres.push_back(tenths(segment.length_cm, 10));
  }
  return out;
}

}  // namespace contrechamp::importer
