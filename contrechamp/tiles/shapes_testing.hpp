// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <cmath>
#include <contrechamp/core/random.hpp>
#include <contrechamp/tiles/geometry.hpp>

/// Random shapes for the tests of this module, and measures of them that share no code with it.
namespace contrechamp::tiles {

/// Points in a square of `side` units about the world's middle.
inline Line random_points(Random& random, std::size_t count, std::int64_t side) {
  constexpr std::int64_t middle = std::int64_t{1} << (geo::world_bits - 1);
  Line out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back({middle + random.between(-side / 2, side / 2), middle + random.between(-side / 2, side / 2)});
  }
  return out;
}

inline Ring rectangle(std::int64_t west, std::int64_t north, std::int64_t east, std::int64_t south) {
  return {{west, north}, {east, north}, {east, south}, {west, south}};
}

/// From p to the segment ab, in units.
inline long double distance(World p, World a, World b) {
  const auto dx = static_cast<long double>(b.x - a.x), dy = static_cast<long double>(b.y - a.y);
  const auto px = static_cast<long double>(p.x - a.x), py = static_cast<long double>(p.y - a.y);
  const long double length = dx * dx + dy * dy;
  const long double t = length == 0 ? 0 : std::clamp((px * dx + py * dy) / length, 0.0L, 1.0L);
  return std::sqrt((px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy));
}

inline long double distance(World p, const Line& line) {
  long double best = distance(p, line[0], line[0]);
  for (std::size_t i = 0; i + 1 < line.size(); ++i) best = std::min(best, distance(p, line[i], line[i + 1]));
  return best;
}

}  // namespace contrechamp::tiles
