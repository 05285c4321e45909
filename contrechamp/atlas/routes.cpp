// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/atlas/route_records.hpp>
#include <optional>

namespace contrechamp::atlas {
namespace format {

namespace {
bool matching(const Routes& mode) {
  const std::size_t nodes = mode.roads.junction.size();
  return mode.roads.first_out.size() == nodes + 1 && mode.index.order.size() == nodes &&
         mode.index.first_up.size() == nodes + 1 && mode.roads.head.size() == mode.roads.arcs.size();
}
}  // namespace

Result<RouteRecords> route_records(std::span<const Routes> routes) {
  RouteRecords out;
  for (const Routes& mode : routes) {
    const streets::Roads& roads = mode.roads;
    const streets::Roads::Counts& c = roads.counts;
    out.modes.push_back({c.junctions, c.bans_kept, c.bans_idle, c.bans_unread, c.bans_too_long,
                         static_cast<std::uint32_t>(out.nodes.size()), mode.refused ? route_mode_refused : 0});
    for (const streets::Roads::Unbuilt& u : roads.unbuilt) {
      out.unbuilt.push_back({u.relation, static_cast<std::uint32_t>(roads.mode), static_cast<std::uint32_t>(u.why)});
    }
    if (mode.refused) continue;
    if (!matching(mode)) return fail(Errc::internal, "these contents: routes");
    const auto arc = static_cast<std::uint32_t>(out.arcs.size());
    const auto up = static_cast<std::uint32_t>(out.ups.size());
    for (std::uint32_t v = 0; v < roads.nodes(); ++v) {
      out.nodes.push_back({arc + roads.first_out[v], mode.index.order[v], up + mode.index.first_up[v]});
    }
    for (std::size_t a = 0; a < roads.arcs.size(); ++a) {
      out.arcs.push_back({roads.head[a], 2 * roads.arcs[a].segment + roads.arcs[a].backward});
    }
    out.junctions.insert(out.junctions.end(), roads.junction.begin(), roads.junction.end());
    out.ups.insert(out.ups.end(), mode.index.up_head.begin(), mode.index.up_head.end());
  }
  return out;
}

}  // namespace format

namespace {
using namespace format;

/// Where the records of one mode stand.
struct Ranges {
  Ranges(const Sections& all, scene::Mode wanted)
      : mode(all.get<RouteModeRecord>(Section::route_modes)[static_cast<std::size_t>(wanted)]) {
    const auto [from, to] = nodes_of(all, static_cast<std::size_t>(wanted));
    const auto every = all.get<RouteNodeRecord>(Section::route_nodes);
    const auto arcs_all = all.get<RouteArcRecord>(Section::route_arcs);
    const auto ups_all = all.get<std::uint32_t>(Section::route_ups);
    nodes = every.subspan(from, to - from);
    junctions = all.get<std::int64_t>(Section::route_junctions).subspan(from, to - from);
    if (nodes.empty()) return;
    first_arc = nodes.front().first_arc;
    first_up = nodes.front().first_up;
    arcs = arcs_all.subspan(first_arc, (to < every.size() ? every[to].first_arc : arcs_all.size()) - first_arc);
    ups = ups_all.subspan(first_up, (to < every.size() ? every[to].first_up : ups_all.size()) - first_up);
  }
  const RouteModeRecord& mode;
  std::span<const RouteNodeRecord> nodes;
  std::span<const std::int64_t> junctions;
  std::span<const RouteArcRecord> arcs;
  std::span<const std::uint32_t> ups;
  std::uint32_t first_arc = 0;
  std::uint32_t first_up = 0;
};

streets::Roads::Counts counts_of(const RouteModeRecord& r) {
  return {r.junctions, r.bans_kept, r.bans_idle, r.bans_unread, r.bans_too_long};
}

/// An offset within the mode for each node, and where the last one's range ends.
std::vector<std::uint32_t> offsets(const Ranges& r, std::uint32_t RouteNodeRecord::*first, std::uint32_t base,
                                   std::size_t total) {
  std::vector<std::uint32_t> out;
  out.reserve(r.nodes.size() + 1);
  for (const RouteNodeRecord& node : r.nodes) out.push_back(node.*first - base);
  out.push_back(static_cast<std::uint32_t>(total));
  return out;
}

std::vector<streets::Roads::Unbuilt> unbuilt_of(const Sections& all, scene::Mode mode) {
  std::vector<streets::Roads::Unbuilt> out;
  for (const UnbuiltRecord& record : all.get<UnbuiltRecord>(Section::route_unbuilt)) {
    if (record.mode != static_cast<std::uint32_t>(mode)) continue;
    out.push_back({record.relation, static_cast<streets::Roads::Unbuilt::Why>(record.why)});
  }
  return out;
}

streets::Roads roads_of(const Ranges& r, scene::Mode mode) {
  streets::Roads out;
  out.mode = mode;
  out.counts = counts_of(r.mode);
  out.first_out = offsets(r, &RouteNodeRecord::first_arc, r.first_arc, r.arcs.size());
  out.junction.assign(r.junctions.begin(), r.junctions.end());
  for (const RouteArcRecord& arc : r.arcs) {
    out.head.push_back(arc.head);
    out.arcs.push_back({arc.move / 2, arc.move % 2});
  }
  return out;
}

routing::StoredIndex index_of(const Ranges& r) {
  routing::StoredIndex out;
  for (const RouteNodeRecord& node : r.nodes) out.order.push_back(node.ranked_node);
  out.first_up = offsets(r, &RouteNodeRecord::first_up, r.first_up, r.ups.size());
  out.up_head.assign(r.ups.begin(), r.ups.end());
  return out;
}

}  // namespace

routing::Graph graph_of(const streets::Roads& roads) { return {roads.first_out, roads.head}; }

Result<ModeRoads> Atlas::roads(scene::Mode mode) const {
  const Sections all(bytes_);
  if (all.get<RouteModeRecord>(Section::route_modes).empty())
    return fail(Errc::no_way, "the atlas was made without routes", "l’atlas a été fait sans trajets");
  const Ranges ranges(all, mode);
  if ((ranges.mode.flags & route_mode_refused) != 0) {
    const std::string which(scene::name(mode));
    return fail(Errc::no_way, "the atlas holds no routes for this mode (" + which + "): its roads are too long for the search",
                "l’atlas n’a pas de trajets pour ce mode (" + which + ")\u202F: ses rues sont trop longues pour la recherche");
  }
  streets::Roads roads = roads_of(ranges, mode);
  roads.unbuilt = unbuilt_of(all, mode);
  routing::Graph graph = graph_of(roads);
  auto index = routing::Index::open(graph, index_of(ranges));
  if (!index) return fail(Errc::corrupt_atlas, "section route_nodes: " + index.error().detail);
  return ModeRoads{std::move(roads), std::move(graph), *std::move(index)};
}

std::vector<RouteSize> Atlas::route_sizes() const {
  const Sections all(bytes_);
  std::vector<RouteSize> out;
  if (all.get<RouteModeRecord>(Section::route_modes).empty()) return out;
  for (const scene::Mode mode : scene::all_modes) {
    const Ranges r(all, mode);
    out.push_back(
        {mode, (r.mode.flags & route_mode_refused) != 0, r.nodes.size(), r.arcs.size(), r.ups.size(),
         sizeof(RouteModeRecord) + r.nodes.size_bytes() + r.junctions.size_bytes() + r.arcs.size_bytes() + r.ups.size_bytes(),
         counts_of(r.mode), unbuilt_of(all, mode)});
  }
  return out;
}

}  // namespace contrechamp::atlas
