// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/atlas/atlas.hpp>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace contrechamp::importer {

inline constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();  ///< no index

/// How many things of one sort came, went and are other than before.
struct Count {
  std::string_view what;  ///< "devices", "buildings", "walls", "passages", "segments"
  std::uint64_t added = 0;
  std::uint64_t removed = 0;
  std::uint64_t changed = 0;
};

/// Where something is, or was, other than before.
struct Spot {
  std::vector<geo::LatLon> points;
  /// An area is touched within its box, a line within the boxes of its edges.
  enum class Shape : std::uint8_t { line, area } shape = Shape::area;
  bool solid = false;         ///< buildings and passages are cut against each other: what touches it is another shape, too
  std::int32_t grown_cm = 0;  ///< how far it reaches beyond its points
};

/// What differs between two scenes, as far as anything is computed from it. Names, dates and what is only drawn do not count.
struct Changes {
  std::vector<Count> counts;
  std::vector<Spot> spots;
  std::vector<std::uint32_t> device_before;  ///< by device: the same one before; `nothing` if it is new or other than before
  std::vector<std::uint32_t> segment_now;    ///< by segment before: the same one now; `nothing` if it is gone or other now
};

/// A device is the same if all its attributes but version and dates are; a segment if its way, end nodes, shape, length and its
/// way's attributes are. Both scenes must have the lengths of an atlas (whole centimetres).
[[nodiscard]] Changes changes(const scene::Snapshot& before, const streets::Network& network_before, const scene::Snapshot& now,
                              const streets::Network& network_now);

}  // namespace contrechamp::importer
