// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/latlon.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace contrechamp::osm {

/// Why a node has no usable position.
enum class Position : std::uint8_t { known, missing, out_of_range };

/// One copy of a node. 24 bytes; a country's nodes stand in one flat list.
struct Place {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::uint32_t edited = 0;
  geo::LatLon at;  ///< meaningful if known
  [[nodiscard]] Position position() const;
};

/// All nodes by id. Fill, settle once, then look up.
class Places {
 public:
  /// `missing` and `out_of_range` are remembered too: such a copy may be the newest.
  void add(std::int64_t id, std::uint32_t version, std::uint32_t edited, Position position, geo::LatLon at);
  /// Sorts if the ids did not come ascending, and keeps of each node the highest version, then the newest edit.
  void settle();
  [[nodiscard]] const Place* find(std::int64_t id) const;
  /// The position, if the node is there and has one.
  [[nodiscard]] std::optional<geo::LatLon> at(std::int64_t id) const;

 private:
  std::vector<Place> places_;
  std::vector<std::size_t> fences_;  // first place of each block of ids, for a short binary search
  std::int64_t lowest_ = 0;
  int shift_ = 0;
  bool ascending_ = true;
};

}  // namespace contrechamp::osm
