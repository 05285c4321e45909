// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/trig.hpp>
#include <contrechamp/geo/mercator.hpp>
#include <algorithm>
#include <cmath>

namespace contrechamp::geo {
namespace {

constexpr std::uint64_t turn_e7 = 3'600'000'000;

std::int64_t world_y(std::int32_t lat_e7) {
  const trig::SinCos s = trig::sin_cos_radians(lat_e7 * (1e-7 * trig::pi / 180));
  // Mercator: y = atanh(sin φ) = ½ ln((1 + sin φ) / (1 − sin φ)).
  const double y = 0.5 * trig::ln((1 + s.sin) / (1 - s.sin));
  return static_cast<std::int64_t>(std::floor((1 - y / trig::pi) * 2147483648.0));
}

}  // namespace

World world(LatLon p) {
  const auto east = static_cast<std::uint64_t>(std::int64_t{p.lon_e7} + 1'800'000'000);
  return {static_cast<std::int64_t>((east << world_bits) / turn_e7), world_y(p.lat_e7)};  // east < 2^32: nothing is lost
}

LatLon position(World w) {
  const auto x = static_cast<std::uint64_t>(std::clamp<std::int64_t>(w.x, 0, std::int64_t{1} << world_bits));
  // x · turn < 2^64; the smallest longitude whose unit is not west of x.
  const std::uint64_t product = x * turn_e7;
  const std::uint64_t east = (product >> world_bits) + ((product & 0xffffffffU) != 0 ? 1 : 0);
  std::int32_t south = -max_latitude_e7;  // its unit is at or south of w, unless w lies outside
  std::int32_t north = max_latitude_e7;
  if (world_y(north) >= w.y) south = north;
  while (north - south > 1) {
    const std::int32_t middle = south + (north - south) / 2;
    (world_y(middle) >= w.y ? south : north) = middle;
  }
  return {south, static_cast<std::int32_t>(static_cast<std::int64_t>(east) - 1'800'000'000)};
}

}  // namespace contrechamp::geo
