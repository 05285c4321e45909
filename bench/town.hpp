// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/random.hpp>
#include <contrechamp/placement/placement.hpp>
#include <contrechamp/streets/network.hpp>
#include <contrechamp/visibility/walls.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace contrechamp::bench {

/// One straight piece of a street in the frame of its town.
struct StreetEdge {
  geo::Point a;
  geo::Point b;
  std::uint32_t segment = 0;  ///< in Town::network
  double at_cm = 0;           ///< where a stands on the segment
  double length_cm = 0;
};

/// An extract as the benchmarks of the kernel want it: one frame, every wall in it, and the street edges of the ground
/// deck. Those that run along a façade are left out: the boundary is in view by our rule, and for a peer whose polygon has
/// rounded corners it is chance.
struct Town {
  scene::Snapshot snapshot;
  geo::LocalFrame frame;
  streets::Network network;
  placement::Ground ground;
  visibility::Walls walls;  ///< two-dimensional: every building and wall blocks whole, passages are carved
  std::vector<StreetEdge> streets;
  std::vector<visibility::Edge> shared_walls;  ///< each with its lesser end first, sorted

  Town(scene::Snapshot&& read, const geo::Box& bounds);
  /// Without the edges that two buildings have in common, which lie inside the union: what a peer's user would prepare.
  [[nodiscard]] std::vector<visibility::Edge> without_shared_walls(std::vector<visibility::Edge> edges) const;
  /// Outside every footprint and on none.
  [[nodiscard]] bool free(geo::Point p) const;
};

/// Errors: null, with a sentence on stderr.
[[nodiscard]] std::unique_ptr<Town> town(const std::filesystem::path& extract);
/// An extract below CONTRECHAMP_DATA by its name without ".osm.pbf"; empty, with a sentence on stderr, if it is not there.
[[nodiscard]] std::filesystem::path extract(std::string_view name);

/// The cities on which the kernel is measured, one after the other: visit(short name, town). Says which extracts are missing.
void each_measured_town(const std::function<void(const std::string&, const Town&)>& visit);

/// A place where a device may hang.
struct Eye {
  static constexpr std::uint32_t made_up = 0xffffffffU;
  geo::Point at;
  std::uint32_t device = made_up;  ///< the mapped device that was placed here as the engine places it
};

/// Real outdoor devices, then made-up ones until there are `count`: 20 cm out from a façade, uniform by length of façade, outside
/// all footprints. In tile order: neighbours in the list are neighbours in the town.
[[nodiscard]] std::vector<Eye> eyes(const Town& town, std::size_t count, std::uint64_t seed);

/// Sorts by squares of 400 m, in them by squares of 50 m: places of one grid cell stand together.
void sort_by_tile(std::vector<Eye>& eyes);

}  // namespace contrechamp::bench
