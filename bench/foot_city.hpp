// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/exposure/options.hpp>
#include <contrechamp/geo/frame.hpp>
#include <contrechamp/routing/index.hpp>
#include <contrechamp/trips/route.hpp>
#include <filesystem>
#include <utility>
#include <vector>

namespace contrechamp::bench {

/// Where routes on foot are measured.
struct FootPlace {
  const char* name;
  const char* extract;
  double least_m;  ///< from beginning to end, as the crow flies
  double most_m;
  geo::LatLon centre = {};  ///< of the dense part in which they lie,
  double within_m = 0;      ///< and its radius; 0: anywhere
  bool million = false;     ///< also measured as a town of a million nodes
};
inline constexpr std::array foot_places{
    FootPlace{"helsinki", "helsinki-centre-2019-04", 1'000, 2'000}, FootPlace{"munich", "munich-centre-2020-07", 1'000, 2'000},
    FootPlace{"porto", "porto-streets-2015-06", 4'000, 6'000, {411'496'000, -86'110'000}, 4'000, true}};

/// A watched city (`watched_city`), its graph for who walks, and the index of that. Not to be moved once `city()` was asked for.
struct FootCity {
  atlas::Contents contents;
  geo::Frames frames;
  streets::Roads roads;
  routing::Graph graph;
  routing::Index index;
  double three_modes_s = 0;              ///< processor time to order and index the graphs of all three modes
  double three_modes_two_threads_s = 0;  ///< the same by the clock, on two threads
  exposure::Options options = {};

  [[nodiscard]] trips::City city() const {
    return {contents.snapshot, contents.network, contents.placed, contents.surveyed, frames, options.exposure};
  }
  /// Of a node that has arcs.
  [[nodiscard]] geo::LatLon position(routing::Node node) const;
  /// Of all nodes, metres in the plane about `centre`; 0, 0 of one without arcs.
  [[nodiscard]] std::vector<std::array<double, 2>> places(geo::LatLon centre) const;
  [[nodiscard]] double metres_between(geo::LatLon a, geo::LatLon b) const;
};

/// Errors: whatever reading and indexing give.
[[nodiscard]] Result<FootCity> foot_city(const std::filesystem::path& extract);

using NodePair = std::pair<routing::Node, routing::Node>;
/// Junctions as far apart as the place asks, drawn with seed 1: of more, the first ones are the same. Empty if there are none.
[[nodiscard]] std::vector<NodePair> drawn_pairs(const FootPlace& place, const FootCity& city, std::size_t count);

/// On foot, as little as possible in view, expected, of the devices that at least "observe".
[[nodiscard]] trips::RouteWish foot_wish();

}  // namespace contrechamp::bench
