// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <compare>
#include <contrechamp/core/error.hpp>
#include <cstdint>
#include <limits>
#include <string>

namespace contrechamp::geo {

/// A position in 1e-7 degrees (WGS 84), as OpenStreetMap stores it. Always in range: made by `checked`.
struct LatLon {
  std::int32_t lat_e7 = 0;
  std::int32_t lon_e7 = 0;
  constexpr auto operator<=>(const LatLon&) const = default;
};

/// Latitude and longitude as a stranger wrote them, in degrees.
struct RawLatLon {
  double lat = 0;
  double lon = 0;
};

/// Beyond 85° the metric frame and Web Mercator tiles lose their meaning: such coordinates are refused.
inline constexpr std::int32_t max_latitude_e7 = 850'000'000;

[[nodiscard]] Result<LatLon> checked(RawLatLon raw);
/// The same door for coordinates that already are 1e-7 degrees.
[[nodiscard]] Result<LatLon> checked_e7(std::int64_t lat_e7, std::int64_t lon_e7);
/// Degrees with seven decimals: "60.1699000".
void append_degrees(std::string& out, std::int32_t e7);

/// A closed box of positions; empty when made.
struct Box {
  LatLon min{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::max()};
  LatLon max{std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::min()};
  [[nodiscard]] bool empty() const { return min.lat_e7 > max.lat_e7; }
  void add(LatLon p) {
    min = {std::min(min.lat_e7, p.lat_e7), std::min(min.lon_e7, p.lon_e7)};
    max = {std::max(max.lat_e7, p.lat_e7), std::max(max.lon_e7, p.lon_e7)};
  }
  [[nodiscard]] LatLon centre() const;
};

/// A Web Mercator tile of zoom 14 (about 2.4 km at the equator, 1.2 km at 60°): the cell of "surveyed or not mapped".
struct Cell {
  std::uint16_t x = 0;
  std::uint16_t y = 0;
  constexpr auto operator<=>(const Cell&) const = default;
};
[[nodiscard]] Cell cell(LatLon p);

}  // namespace contrechamp::geo
