// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <compare>
#include <cstdint>

namespace contrechamp::tiles {

/// A tile of the Web Mercator pyramid (XYZ: y counts from the north). Valid if z <= 31 and x, y < 2^z.
struct TileId {
  std::uint8_t z = 0;
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  constexpr auto operator<=>(const TileId&) const = default;
};

[[nodiscard]] constexpr bool valid(TileId id) {
  return id.z <= 31 && id.x < (std::uint64_t{1} << id.z) && id.y < (std::uint64_t{1} << id.z);
}

}  // namespace contrechamp::tiles
