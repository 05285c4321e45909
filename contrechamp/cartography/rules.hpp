// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/tiles/geometry.hpp>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace contrechamp::cartography {

/// What is drawn, in the order of drawing. `exposure` and `coverage` exist once a ladder.
enum class Theme : std::uint8_t {
  ground,
  water,
  green,
  buildings,
  streets,
  names,
  cells,
  coverage,
  exposure,
  islands,
  devices,
  count
};

/// How a theme is drawn from a zoom on, until its next row. Lengths are in units of the tile (1/4096 of its side).
struct Rule {
  Theme theme = Theme::ground;
  std::uint8_t from_zoom = 0;
  std::int64_t least = 0;      ///< areas below this many square units, lines below this many units are left out; 0: none is
  std::int64_t tolerance = 0;  ///< no point is moved farther than this when a shape is simplified
};

/// The one table of what stands in which zoom. Themes without area or line (devices) have only a zoom.
[[nodiscard]] std::span<const Rule> rules();
/// The row that holds at a zoom; nothing if the theme is not drawn there.
[[nodiscard]] const Rule* rule(Theme theme, std::uint8_t zoom);

inline constexpr std::uint8_t all_streets_from = 13;  ///< below, major streets only, joined by name
inline constexpr std::uint8_t details_from = 14;      ///< what each device covers, and exposure of single segments
inline constexpr std::uint8_t devices_from = 12;      ///< every device by itself; below, groups

/// What a program reads of a theme: its name and its properties, as TileJSON says them.
struct ThemeInfo {
  std::string_view name;
  std::string_view description;
  std::span<const std::pair<std::string_view, std::string_view>> fields;  ///< name and type
};
[[nodiscard]] const ThemeInfo& info(Theme theme);

}  // namespace contrechamp::cartography
