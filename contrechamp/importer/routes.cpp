// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/importer/routes.hpp>
#include <contrechamp/routing/native/order.hpp>
#include <string>
#include <utility>

namespace contrechamp::importer {
namespace {

routing::Cost tenths(std::uint64_t value, std::uint64_t unit) {
  return static_cast<routing::Cost>(std::min<std::uint64_t>((value + unit - 1) / unit, routing::too_dear));
}

Result<atlas::Routes> routes_of(const atlas::Contents& contents, scene::Mode mode, LogSink& log) {
  atlas::Routes out;
  out.roads = streets::roads(contents.snapshot, contents.network, mode);
  const routing::Graph graph = atlas::graph_of(out.roads);
  const ArcCosts costs = arc_costs(contents.snapshot, contents.network, out.roads);
  if (!routing::check_costs(graph, costs.tenths_of_seconds) || !routing::check_costs(graph, costs.tenths_of_metres)) {
    log.warn("no routes for this mode (" + std::string(scene::name(mode)) + "): its roads are too long for the search");
    out.refused = true;
    streets::Roads told;  // what was counted, without the roads
    told.mode = mode;
    told.counts = out.roads.counts;
    told.unbuilt = std::move(out.roads.unbuilt);
    out.roads = std::move(told);
    return out;
  }
  const auto order = routing::nested_dissection(graph);
  if (!order) return tl::unexpected(order.error());
  const auto index = routing::Index::build(graph, *order);
  if (!index) return tl::unexpected(index.error());
  out.index = index->stored();
  return out;
}

}  // namespace

Result<void> add_routes(atlas::Contents& contents, LogSink& log, std::vector<StageCost>& costs) {
  // One after the other: METIS draws from one stream of numbers, and threads would change what it gives.
  return timed("routes", costs, log, [&]() -> Result<void> {
    contents.routes.clear();
    for (const scene::Mode mode : scene::all_modes) {
      auto routes = routes_of(contents, mode, log);
      if (!routes) return tl::unexpected(routes.error());
      contents.routes.push_back(*std::move(routes));
    }
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
