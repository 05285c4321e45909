// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
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
};

/// The pieces of one segment in one ladder: disjoint, ascending, neighbours differ. Made from `exposure::merged` of every band,
/// so their lengths and expected centimetres add up to `exposure::in_view`.
/// `of_one_segment` sorted by (ladder, band), as an atlas holds them; `device_counts` as in exposure::Filter.
[[nodiscard]] std::vector<Piece> pieces(std::span<const exposure::Sighting> of_one_segment, optics::Ladder ladder,
                                        std::span<const std::uint8_t> device_counts);

}  // namespace contrechamp::cartography
