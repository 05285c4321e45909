// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/text.hpp>
#include <contrechamp/geo/latlon.hpp>
#include <contrechamp/geo/mercator.hpp>
#include <cmath>

namespace contrechamp::geo {

Result<LatLon> checked(RawLatLon raw) {
  if (!(std::fabs(raw.lat) <= 90.0) || !(std::fabs(raw.lon) <= 180.0)) {  // also refuses NaN
    return fail(Errc::bad_coordinate, fixed(raw.lat, 7) + "," + fixed(raw.lon, 7));
  }
  return checked_e7(std::llround(raw.lat * 1e7), std::llround(raw.lon * 1e7));
}

Result<LatLon> checked_e7(std::int64_t lat_e7, std::int64_t lon_e7) {
  if (lat_e7 < -max_latitude_e7 || lat_e7 > max_latitude_e7 || lon_e7 < -1'800'000'000 || lon_e7 > 1'800'000'000) {
    return fail(Errc::bad_coordinate, number(lat_e7) + "," + number(lon_e7) + " (1e-7 degrees; latitudes reach ±85°)");
  }
  return LatLon{static_cast<std::int32_t>(lat_e7), static_cast<std::int32_t>(lon_e7)};
}

void append_degrees(std::string& out, std::int32_t e7) {
  const std::int64_t value = e7;
  if (value < 0) out += '-';
  const std::int64_t size = value < 0 ? -value : value;
  append(out, size / 10'000'000);
  std::string digits = number(size % 10'000'000);
  digits.insert(0, 7 - digits.size(), '0');
  out += '.';
  out += digits;
}

LatLon Box::centre() const {
  const auto middle = [](std::int32_t a, std::int32_t b) { return static_cast<std::int32_t>((std::int64_t{a} + b) / 2); };
  return {middle(min.lat_e7, max.lat_e7), middle(min.lon_e7, max.lon_e7)};
}

Cell cell(LatLon p) {
  const World w = world(p);
  const auto part = [](std::int64_t v) {
    return static_cast<std::uint16_t>(std::min<std::int64_t>(v >> (world_bits - 14), 16383));
  };
  return {part(w.x), part(w.y)};
}

}  // namespace contrechamp::geo
