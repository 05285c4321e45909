// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <compare>
#include <contrechamp/geo/latlon.hpp>
#include <cstdint>

namespace contrechamp::geo {

/// A place on the Web Mercator square (EPSG:3857, spherical) in whole units, 2^32 units to its side: x east from 180° W, y south
/// from 85.0511° N. One unit is 9.3 mm on the ground at the equator and finer towards the poles. Tile x of zoom z is x >> (32 -
/// z).
struct World {
  std::int64_t x = 0;
  std::int64_t y = 0;
  constexpr auto operator<=>(const World&) const = default;
};
inline constexpr int world_bits = 32;

/// The unit that holds p. Two positions never share one: a unit is finer than 1e-7 degrees everywhere. x is 2^32, one past the
/// last, at 180° E.
[[nodiscard]] World world(LatLon p);
/// The inverse: position(world(p)) == p. Between positions, the next one south-east; outside the world, the nearest on its edge
/// (latitudes reach ±85°). By bisection, some microseconds: for corners of tiles, not for every point of a city.
[[nodiscard]] LatLon position(World w);

}  // namespace contrechamp::geo
