// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::cartography {

inline constexpr std::size_t most_bands = 7;  ///< of a ladder

/// A stretch of a segment as the map draws it: on all of it the same bands are certain, likely and possible.
struct Piece {
  std::uint32_t from_cm = 0;
  std::uint32_t to_cm = 0;
  std::int8_t certain = -1;   ///< narrowest band (the highest index in its ladder) that is certain here; -1: none
  std::int8_t likely = -1;    ///< the same where p >= 1/2
  std::int8_t possible = -1;  ///< never -1: elsewhere there is no piece
  std::array<std::uint64_t, most_bands> expected{};  ///< by band: Σ length × p, in 1/65535 cm as exposure::InView
  bool operator==(const Piece&) const = default;
};

/// The pieces of one segment in one ladder: disjoint, ascending, neighbours differ. Made from `exposure::merged` of every band,
/// so their lengths and expected centimetres add up to `exposure::in_view`.
/// `of_one_segment` sorted by (ladder, band), as an atlas holds them; `device_counts` as in exposure::Filter.
[[nodiscard]] std::vector<Piece> pieces(std::span<const exposure::Sighting> of_one_segment, optics::Ladder ladder,
                                        std::span<const std::uint8_t> device_counts);

/// The pieces of many segments in all ladders while every device counts, merged once: what nearly every tile asks for. It takes
/// 72 bytes a piece, about a seventh of what the sightings take in the atlas.
class PieceTable {
 public:
  PieceTable() = default;
  /// The atlas must outlive it. Entry i is of `segments[i]`.
  PieceTable(const atlas::Atlas& atlas, std::vector<std::uint32_t> segments);
  /// As `pieces`. Where all devices that see the segment count, what is kept is handed out, and nothing where none does; only a
  /// mixture is merged anew, into `room`, to which the answer then points.
  [[nodiscard]] std::span<const Piece> of(std::size_t entry, optics::Ladder ladder, std::span<const std::uint8_t> device_counts,
                                          std::vector<Piece>& room) const;

 private:
  [[nodiscard]] std::span<const Piece> kept(std::size_t entry, optics::Ladder ladder) const;
  const atlas::Atlas* atlas_ = nullptr;
  std::vector<std::uint32_t> segments_;
  std::vector<std::size_t> first_{0};  // by entry and ladder, and the end
  std::vector<Piece> pieces_;
};

}  // namespace contrechamp::cartography
