// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/atlas/sections.hpp>
#include <span>
#include <utility>
#include <vector>

namespace contrechamp::atlas::format {

/// The six sections that routes need.
struct RouteRecords {
  std::vector<RouteModeRecord> modes;
  std::vector<std::int64_t> junctions;
  std::vector<RouteNodeRecord> nodes;
  std::vector<RouteArcRecord> arcs;
  std::vector<std::uint32_t> ups;
  std::vector<UnbuiltRecord> unbuilt;  ///< by mode, then as in Roads
};
/// Errors: internal if lists that belong together are not as long as each other.
[[nodiscard]] Result<RouteRecords> route_records(std::span<const Routes> routes);

/// The nodes of a mode: [first, last) in route_nodes.
[[nodiscard]] inline std::pair<std::size_t, std::size_t> nodes_of(const Sections& all, std::size_t mode) {
  return parts(all.get<RouteModeRecord>(Section::route_modes), mode, &RouteModeRecord::first_node,
               all.get<RouteNodeRecord>(Section::route_nodes).size());
}

}  // namespace contrechamp::atlas::format
