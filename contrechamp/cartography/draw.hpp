// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/cartography/rules.hpp>
#include <contrechamp/cartography/stock.hpp>
#include <contrechamp/tiles/mvt.hpp>
#include <contrechamp/trips/unseen_parts.hpp>
#include <vector>

namespace contrechamp::cartography {

using Properties = std::vector<tiles::Property>;

/// A layer of one tile while it is drawn.
struct Sheet {
  tiles::TileId id;
  tiles::Window window;  ///< of the tile and its buffer
  const Rule& rule;
  bool detailed = false;  ///< exposure of single segments
  tiles::Layer& layer;

  /// The rule leaves out areas of this size.
  [[nodiscard]] bool too_small(std::int64_t twice_area) const;
  /// An area (even–odd over its rings), unless the rule leaves it out. Where the rule leaves nothing out, what is finer than a
  /// unit is drawn as one unit: it must not vanish.
  void area(std::span<const tiles::Ring> rings, const Properties& properties, std::optional<std::uint64_t> feature = {}) const;
  /// The same, whatever its size; it may be simplified already, as for a deeper zoom. Its first point stands for it where it is
  /// finer than a unit.
  void any_area(std::span<const tiles::Ring> rings, const Properties& properties,
                std::optional<std::uint64_t> feature = {}) const;
  /// A line, likewise.
  void line(std::span<const geo::World> line, const Properties& properties, std::optional<std::uint64_t> feature = {}) const;
  /// What the tile shows of a line, simplified; nothing if the rule leaves it out.
  [[nodiscard]] std::vector<tiles::TileLine> drawn(std::span<const geo::World> line) const;
};

/// `device_counts` as in exposure::Filter: empty, or one number a device.
[[nodiscard]] inline bool counts(std::span<const std::uint8_t> device_counts, std::uint32_t device) {
  return device_counts.empty() || device_counts[device] != 0;
}

// One function a theme: adds what the atlas has of it to the sheet.
void draw_ground(const Stock& stock, const Sheet& sheet);
void draw_cover(const Shapes& areas, const Sheet& sheet);
void draw_buildings(const Stock& stock, const Sheet& sheet);
void draw_streets(const Stock& stock, const Sheet& sheet);
void draw_names(const Stock& stock, const Sheet& sheet);
void draw_cells(const Stock& stock, const Sheet& sheet);
void draw_coverage(const Stock& stock, const Sheet& sheet, optics::Ladder ladder, std::span<const std::uint8_t> device_counts);
void draw_exposure(const Stock& stock, const Sheet& sheet, optics::Ladder ladder, std::span<const std::uint8_t> device_counts);
void draw_islands(const Stock& stock, const Sheet& sheet, const trips::Islands& islands);
void draw_devices(const Stock& stock, const Sheet& sheet, std::span<const std::uint8_t> device_counts);

}  // namespace contrechamp::cartography
