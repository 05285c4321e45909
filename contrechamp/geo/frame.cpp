// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/geo/frame.hpp>
#include <cmath>

namespace contrechamp::geo {
namespace {
constexpr std::int64_t half_turn_e7 = 1'800'000'000;
constexpr std::int32_t cell_e7 = 5'000'000;  // 0.5°

std::int64_t short_way(std::int64_t difference_e7) {
  if (difference_e7 > half_turn_e7) return difference_e7 - 2 * half_turn_e7;
  if (difference_e7 < -half_turn_e7) return difference_e7 + 2 * half_turn_e7;
  return difference_e7;
}

std::int32_t cell_number(std::int32_t e7) { return (e7 >= 0 ? e7 : e7 - (cell_e7 - 1)) / cell_e7; }
}  // namespace

LocalFrame::LocalFrame(LatLon origin)
    : origin_(origin),
      cm_per_e7_lat_(earth_radius_m * 100 * trig::pi / 180 * 1e-7),
      cm_per_e7_lon_(cm_per_e7_lat_ * trig::sin_cos_radians(origin.lat_e7 * 1e-7 * trig::pi / 180).cos) {}

Point LocalFrame::project(LatLon p) const {
  const auto east = static_cast<double>(short_way(std::int64_t{p.lon_e7} - origin_.lon_e7));
  const auto north = static_cast<double>(std::int64_t{p.lat_e7} - origin_.lat_e7);
  return {static_cast<std::int32_t>(std::floor(east * cm_per_e7_lon_ + 0.5)),
          static_cast<std::int32_t>(std::floor(north * cm_per_e7_lat_ + 0.5))};
}

LatLon LocalFrame::unproject(double x_cm, double y_cm) const {
  const auto lat = static_cast<std::int64_t>(std::floor(y_cm / cm_per_e7_lat_ + 0.5)) + origin_.lat_e7;
  const auto lon = short_way(static_cast<std::int64_t>(std::floor(x_cm / cm_per_e7_lon_ + 0.5)) + origin_.lon_e7);
  return {static_cast<std::int32_t>(std::clamp<std::int64_t>(lat, -max_latitude_e7, max_latitude_e7)),
          static_cast<std::int32_t>(lon)};
}

std::vector<Point> projected(std::span<const LatLon> chain, const LocalFrame& frame) {
  std::vector<Point> points;
  points.reserve(chain.size());
  for (const LatLon position : chain) {
    const Point p = frame.project(position);
    if (points.empty() || points.back() != p) points.push_back(p);
  }
  return points;
}

namespace {
// b is a repeated point or the tip of a spike: after it the chain goes back over where it came from.
bool needless(Point a, Point b, Point c) { return a == b || b == c || (side(a, b, c) == 0 && dot(b - a, c - b) < 0); }
}  // namespace

Ring projected_ring(std::span<const LatLon> ring, const LocalFrame& frame) {
  Ring kept;
  for (const Point p : projected(ring, frame)) {
    while (kept.size() >= 2 && needless(kept[kept.size() - 2], kept.back(), p)) kept.pop_back();
    if (kept.empty() || kept.back() != p) kept.push_back(p);
  }
  // The same at the seam, where the chain closes.
  std::size_t first = 0;
  while (kept.size() - first >= 3) {
    const std::size_t last = kept.size() - 1;
    if (needless(kept[last - 1], kept[last], kept[first])) {
      kept.pop_back();
    } else if (needless(kept[last], kept[first], kept[first + 1])) {
      ++first;
    } else {
      break;
    }
  }
  kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(first));
  if (kept.size() < 3) kept.clear();
  return kept;
}

Frames::Frames(const Box& bounds) : single_(true), centre_(bounds.empty() ? LatLon{} : bounds.centre()) {
  if (bounds.empty()) return;
  // 100 km is about 0.9° of latitude; a degree of longitude shrinks with the cosine. A box that straddles ±180° is wide.
  const LocalFrame frame(centre_);
  const Vec size = frame.project(bounds.max) - frame.project(bounds.min);
  const bool straddles = std::int64_t{bounds.max.lon_e7} - bounds.min.lon_e7 > half_turn_e7;
  single_ = !straddles && std::abs(size.x) <= 10'000'000 && std::abs(size.y) <= 10'000'000;
}

LocalFrame Frames::at(LatLon p) const {
  if (single_) return LocalFrame(centre_);
  const auto centre = [](std::int32_t e7) { return cell_number(e7) * cell_e7 + cell_e7 / 2; };
  return LocalFrame({centre(p.lat_e7), std::min(centre(p.lon_e7), static_cast<std::int32_t>(half_turn_e7))});
}

std::uint32_t Frames::key(LatLon p) const {
  if (single_) return 0;
  const auto row = static_cast<std::uint32_t>(cell_number(p.lat_e7) + 200);
  const auto column = static_cast<std::uint32_t>(cell_number(p.lon_e7) + 400);
  return row * 1024 + column;
}

Box Frames::cell(LatLon p) const {
  constexpr auto half_turn = static_cast<std::int32_t>(half_turn_e7);
  if (single_) return {{-max_latitude_e7, -half_turn}, {max_latitude_e7, half_turn}};
  const LatLon low{cell_number(p.lat_e7) * cell_e7, cell_number(p.lon_e7) * cell_e7};
  // At 180° itself begins a cell of no width.
  return {low, {low.lat_e7 + cell_e7, low.lon_e7 < half_turn ? low.lon_e7 + cell_e7 : half_turn}};
}

}  // namespace contrechamp::geo
