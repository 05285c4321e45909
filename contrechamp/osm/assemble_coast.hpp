// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/latlon.hpp>
#include <contrechamp/osm/assemble_rings.hpp>
#include <contrechamp/scene/area.hpp>
#include <cstdint>
#include <span>
#include <vector>

/// The sea from the coastline: geometry only.
namespace contrechamp::osm {

/// A stretch of coast, the sea on its right. Closed if its last point is its first.
struct Coast {
  std::vector<geo::LatLon> points;
  bool cut_before = false;  ///< it goes on to a node that the extract does not hold
  bool cut_after = false;
};

/// Coastline ways joined end to end in their own direction, and cut where a node has no position.
[[nodiscard]] std::vector<Coast> coasts(std::span<const NodeIds> ways, const Places& places);

struct Sea {
  std::vector<scene::LatLonRing> rings;  ///< even–odd over all says what is sea; empty if there is none, or if it is unsure
  std::uint64_t broken = 0;              ///< coasts that end inside the box or contradict their surroundings
};

/// The sea inside `box`. Coasts are clipped to it and joined along its edge with the sea on the right; closed coasts inside are
/// islands or, clockwise, waters. Where a way was cut, just inside the box, it is led straight to the nearest edge, if that is
/// nearer than a twentieth of the box's shorter side. Where whole ways end inside, nobody knows how the coast goes on: the box is
/// made smaller to leave that end outside, by an eighth at most. If an end lies deeper, or if two coasts contradict each other,
/// there is no sea at all: a wrong flood is worse than none. A closed coast that contradicts what surrounds it (an island on
/// land) is left out and counted.
[[nodiscard]] Sea sea(std::span<const Coast> coasts, const geo::Box& box);

}  // namespace contrechamp::osm
