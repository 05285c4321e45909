// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/prepared.hpp>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace contrechamp::visibility {

/// What meets what among the pieces.
struct Contacts {
  /// Pairs that cross properly (one point, inside both), each once, ascending.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> crossings;
  /// By piece: the one piece that runs the opposite way between the same points and belongs to another solid, or `no_partner`.
  std::vector<std::uint32_t> partner;
  static constexpr std::uint32_t no_partner = 0xffffffffU;
};

/// Compares the pieces of each cell with each other, exactly. Every two that touch must stand together in some cell. Footprints
/// that meet themselves elsewhere than in corners are marked as seen from both sides.
[[nodiscard]] Contacts contacts(std::span<Piece> pieces, std::span<const std::uint32_t> first_of_solid,
                                std::span<const std::uint32_t> first_in_cell, std::span<const std::uint32_t> in_cell);

/// A wall between two solids is no wall at heights at which both block: it lies inside their union. Takes these heights from both
/// pieces; a piece with base > top blocks nowhere. Left as they are where one's heights would fall into two.
void drop_shared(std::span<Piece> pieces, std::span<const std::uint32_t> partner);

}  // namespace contrechamp::visibility
