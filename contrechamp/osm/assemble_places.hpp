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

/// Who says it, where version and date are the same: a change file corrects an extract, and what it deletes is gone. (Some tools
/// write a deletion with the version of the object that it deletes.)
enum class Word : std::uint8_t { extract, change, deletion };

/// One copy of a node. 24 bytes; a country's nodes stand in one flat list.
struct Place {
  std::int64_t id = 0;
  std::uint32_t version_and_word = 0;  ///< 30 bits and 2
  std::uint32_t edited = 0;
  geo::LatLon at;  ///< meaningful if known
  [[nodiscard]] Position position() const;
  [[nodiscard]] std::uint32_t version() const { return version_and_word >> 2U; }
  [[nodiscard]] Word word() const { return static_cast<Word>(version_and_word & 3U); }
};
static_assert(sizeof(Place) == 24);
inline constexpr std::uint32_t max_version = (1U << 30U) - 1;  ///< the most edited object has some ten thousand

/// All nodes by id. Fill, settle once, then look up.
class Places {
 public:
  /// `missing` and `out_of_range` are remembered too: such a copy may be the newest.
  void add(std::int64_t id, std::uint32_t version, std::uint32_t edited, Position position, geo::LatLon at,
           Word word = Word::extract);
  /// Sorts if the ids did not come ascending, and keeps of each node the highest version, then the newest edit, then the last
  /// word.
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
