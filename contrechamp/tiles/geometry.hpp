// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/mercator.hpp>
#include <contrechamp/tiles/id.hpp>
#include <compare>
#include <cstdint>
#include <span>
#include <vector>

/// How shapes become drawings in a tile. The order is the law: a shape is simplified first, by its zoom alone, and cut to a tile
/// after that. So two neighbours cut the same line, their crossings of the common border are the same point, and nothing gapes.
/// All in whole numbers: the same input gives the same tile everywhere.
namespace contrechamp::tiles {

using geo::World;
using Line = std::vector<World>;
/// A closed chain, the first point not repeated at the end; orientation free.
using Ring = std::vector<World>;

/// A tile has 4096 units to its side, at every zoom up to 20, where one is a unit of the world.
inline constexpr int extent_bits = 12;
inline constexpr std::int32_t extent = 1 << extent_bits;
inline constexpr int deepest_zoom = geo::world_bits - extent_bits;
/// Drawn beyond a tile's border, in its units: 8 px where it is shown at 512 px. Lines up to 16 px wide meet without a notch.
inline constexpr std::int32_t default_buffer = 64;

/// World units in one unit of a tile; z <= deepest_zoom.
[[nodiscard]] constexpr std::int64_t tile_unit(std::uint8_t z) { return std::int64_t{1} << (deepest_zoom - z); }

/// A closed box of the world; empty when made.
struct Window {
  World min{INT64_MAX, INT64_MAX};
  World max{INT64_MIN, INT64_MIN};
  [[nodiscard]] constexpr bool holds(World p) const { return p.x >= min.x && p.x <= max.x && p.y >= min.y && p.y <= max.y; }
  [[nodiscard]] constexpr bool holds(const Window& w) const { return holds(w.min) && holds(w.max); }
  [[nodiscard]] constexpr bool touches(const Window& w) const {
    return min.x <= w.max.x && w.min.x <= max.x && min.y <= w.max.y && w.min.y <= max.y;
  }
};
[[nodiscard]] Window bounding(std::span<const World> points);
/// A tile with `buffer` of its units around it. With none, neighbours share their border. z <= deepest_zoom.
[[nodiscard]] Window window(TileId id, std::int32_t buffer = default_buffer);

/// Fewer points, none farther than `tolerance` world units from the new line; the two ends stay (Douglas and Peucker,
/// Cartographica 10, 1973). The reversed line gives the reversed result. Points less than half a world apart.
[[nodiscard]] Line simplified_line(std::span<const World> line, std::int64_t tolerance);
/// The same for a ring, wherever it begins and whichever way it turns. Empty if fewer than three points remain.
[[nodiscard]] Ring simplified_ring(std::span<const World> ring, std::int64_t tolerance);

/// The parts of a line within a window, in its order. New ends lie on the window's border, rounded to the unit towards the
/// north-west, the same for every window that has this border. A part of no length is left out.
[[nodiscard]] std::vector<Line> clipped_line(std::span<const World> line, const Window& window);
/// A ring within a window (Sutherland and Hodgman, CACM 17, 1974); empty if nothing is inside. A ring that leaves the window and
/// comes back stays one, joined along the border, its area right.
[[nodiscard]] Ring clipped_ring(std::span<const World> ring, const Window& window);

/// Twice the signed area, positive if clockwise as seen on a map (y points south): the surveyor's formula as MVT uses it. Exact
/// below a quarter of the world.
[[nodiscard]] std::int64_t twice_area(std::span<const World> ring);

/// An outer ring and its holes.
struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
};
/// Rings that together are an area by the even–odd rule, sorted into polygons: a ring within an odd number of others is a hole of
/// the smallest ring around it. Rings may touch and must not cross. Largest polygon first.
[[nodiscard]] std::vector<Polygon> polygons(std::span<const Ring> rings);

/// A point of a tile: x east, y south, 0..4096 and the buffer beyond.
struct TilePoint {
  std::int32_t x = 0;
  std::int32_t y = 0;
  constexpr auto operator<=>(const TilePoint&) const = default;
};
using TileLine = std::vector<TilePoint>;
/// Turns clockwise as drawn if outer, the other way if a hole (MVT 2.1 §4.3.4.4); the first point not repeated.
using TileRing = std::vector<TilePoint>;

[[nodiscard]] TilePoint tile_point(World p, TileId id);
/// What a tile draws of a line: clipped, floored to its units, without repeated points. Empty if nothing is left.
[[nodiscard]] std::vector<TileLine> tile_lines(std::span<const World> line, TileId id, std::int32_t buffer = default_buffer);
/// What a tile draws of a polygon: its outer ring and after it the holes. What has no area in the tile's units is left out; empty
/// if the outer ring is.
[[nodiscard]] std::vector<TileRing> tile_rings(const Polygon& polygon, TileId id, std::int32_t buffer = default_buffer);

}  // namespace contrechamp::tiles
