// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/frame.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::streets {

/// A stretch of one way from junction to junction, common to all modes. Undirected: positions are centimetres from its
/// first point. Its length is measured once, in the frame of its first point.
struct Segment {
  std::uint32_t street = 0;     ///< index in Snapshot::streets
  std::int64_t first_node = 0;  ///< OSM node ids of its two ends
  std::int64_t last_node = 0;
  std::vector<geo::LatLon> points;
  std::uint32_t length_cm = 0;
  geo::Cell cell;                ///< cell of its middle: decides whether it lies in a surveyed area
  bool inside_building = false;  ///< lies in buildings from end to end (below): in no denominator
};

/// Segments in the order of (street, position along it). A junction is a node that two kept ways share, that one way
/// passes twice, the end of a way, or a barrier that closes the way to a mode to which it is open; every way of the snapshot is
/// kept, whatever its rule. A node that a way repeats at once counts once. Segments without length are dropped if they join a
/// node to itself, else kept with length_cm 0: routing needs the joint.
/// Inside a building: on ground (no tunnel, storey 0), neither passage, covered nor bridge; and of the points of its line, taken
/// at its vertices and every 2.5 m or less between them, each rounded to 1 cm, none is outside all footprints and at least one
/// is strictly inside one. A line that only follows façades is outside. Roofs, underground buildings and those that begin above
/// the ground (min_height) are no footprints here.
/// Laws: (1) the segments of a way, in order, give its points back (2) a junction stands only at ends of segments
/// (3) Σ length_cm of a way is its measured length within 1 cm a segment (4) first and last point are those of the end nodes
struct Network {
  std::vector<Segment> segments;
};

[[nodiscard]] Network network(const scene::Snapshot& snapshot, const geo::Frames& frames);

/// A way is open to a mode: by its rule, in some sense, at some speed.
[[nodiscard]] bool open_to(const scene::Street& street, scene::Mode mode);

/// Why a segment is not in a mode's denominator: its way's rule, or inside_building.
[[nodiscard]] scene::LeftOut left_out(const Segment& segment, const scene::Street& street, scene::Mode mode);

/// Where along a segment its points stand, in cm from the first: ascending, starts with 0, the last is the unrounded length.
[[nodiscard]] std::vector<double> positions(std::span<const geo::LatLon> points, const geo::LocalFrame& frame);

}  // namespace contrechamp::streets
