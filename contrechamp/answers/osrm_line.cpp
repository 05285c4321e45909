// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/osrm_line.hpp>
#include <contrechamp/geo/frame.hpp>
#include <optional>
#include <utility>

namespace contrechamp::answers::osrm {
namespace {

constexpr double extents = 1000;
constexpr double widest_cm = 1e9;  ///< differences of points must fit in 31 bits
constexpr char first_letter = 63;
constexpr unsigned bits_a_letter = 5;
constexpr unsigned more = 1U << bits_a_letter;  ///< a further letter follows

/// Halves away from zero.
std::int64_t divided(std::int64_t value, std::int64_t by) {
  return value < 0 ? -((-value + by / 2) / by) : (value + by / 2) / by;
}

void append_number(std::string& out, std::int64_t value) {
  auto left = static_cast<std::uint64_t>(value) << 1U;
  if (value < 0) left = ~left;
  for (; left >= more; left >>= bits_a_letter) {
    out += static_cast<char>((more | (left & (more - 1))) + first_letter);
  }
  out += static_cast<char>(left + first_letter);
}

/// Takes one number off the text.
std::optional<std::int64_t> next_number(std::string_view& text) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; !text.empty() && shift < 40; shift += bits_a_letter) {
    const int letter = text.front() - first_letter;
    if (letter < 0 || letter > 63) return std::nullopt;
    text.remove_prefix(1);
    const auto bits = static_cast<unsigned>(letter);
    value |= std::uint64_t{bits & (more - 1)} << shift;
    if (bits >= more) continue;
    const auto half = static_cast<std::int64_t>(value >> 1U);
    return (value & 1U) != 0 ? ~half : half;
  }
  return std::nullopt;
}

std::int64_t unit_e7(unsigned digits) { return digits == 5 ? 100 : 10; }

}  // namespace

geo::LatLon rounded(geo::LatLon at) {
  return {static_cast<std::int32_t>(divided(at.lat_e7, 10) * 10), static_cast<std::int32_t>(divided(at.lon_e7, 10) * 10)};
}

std::string encode_polyline(std::span<const geo::LatLon> line, unsigned digits) {
  std::string out;
  std::int64_t lat = 0;
  std::int64_t lon = 0;
  for (const geo::LatLon exact : line) {
    const geo::LatLon p = rounded(exact);
    const std::int64_t to_lat = divided(p.lat_e7, unit_e7(digits));
    const std::int64_t to_lon = divided(p.lon_e7, unit_e7(digits));
    append_number(out, to_lat - lat);
    append_number(out, to_lon - lon);
    lat = to_lat;
    lon = to_lon;
  }
  return out;
}

std::vector<geo::LatLon> decode_polyline(std::string_view text, unsigned digits) {
  std::vector<geo::LatLon> line;
  std::int64_t lat = 0;
  std::int64_t lon = 0;
  while (!text.empty()) {
    const auto north = next_number(text);
    const auto east = north ? next_number(text) : std::nullopt;
    if (!east) return {};
    lat += *north;
    lon += *east;
    const auto at = geo::checked_e7(lat * unit_e7(digits), lon * unit_e7(digits));
    if (!at) return {};
    line.push_back(*at);
  }
  return line;
}

std::vector<geo::LatLon> simplified(std::span<const geo::LatLon> line) {
  if (line.size() < 3) return {line.begin(), line.end()};
  const geo::LocalFrame frame(line.front());
  std::vector<geo::Point> points;
  geo::Point low{};
  geo::Point high{};
  for (const geo::LatLon p : line) {
    const geo::Point q = points.emplace_back(frame.project(p));
    low = {std::min(low.x, q.x), std::min(low.y, q.y)};
    high = {std::max(high.x, q.x), std::max(high.y, q.y)};
  }
  const double extent = std::max(static_cast<double>(high.x) - low.x, static_cast<double>(high.y) - low.y);
  if (extent > widest_cm) return {line.begin(), line.end()};
  const double least = extent / extents;
  std::vector<char> kept(line.size(), 0);
  kept.front() = kept.back() = 1;
  std::vector<std::pair<std::size_t, std::size_t>> left{{0, line.size() - 1}};
  while (!left.empty()) {
    const auto [begin, end] = left.back();
    left.pop_back();
    double furthest = least * least;
    std::size_t at = begin;
    for (std::size_t i = begin + 1; i < end; ++i) {
      const double away = geo::nearest_on_segment(points[begin], points[end], points[i]).squared_distance;
      if (away <= furthest) continue;
      furthest = away;
      at = i;
    }
    if (at == begin) continue;
    kept[at] = 1;
    left.emplace_back(begin, at);
    left.emplace_back(at, end);
  }
  std::vector<geo::LatLon> out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (kept[i] != 0) out.push_back(line[i]);
  }
  return out;
}

}  // namespace contrechamp::answers::osrm
