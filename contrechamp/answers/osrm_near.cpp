// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/answers/osrm_near.hpp>
#include <contrechamp/core/trig.hpp>
#include <limits>
#include <tuple>

namespace contrechamp::answers::osrm {
namespace {

/// Whether somebody who travels an edge in one of the senses goes that way.
bool leads(geo::Vec edge, scene::Senses senses, const Bearing& wanted) {
  if (edge.x == 0 && edge.y == 0) return false;
  const int forward = trig::bearing(static_cast<double>(edge.x), static_cast<double>(edge.y)).angle().count();
  const auto fits = [&](int hundredths) {
    const int apart = std::abs(hundredths - 100 * wanted.degrees) % 36'000;
    return std::min(apart, 36'000 - apart) <= 100 * wanted.range;
  };
  const auto bits = static_cast<unsigned>(senses);
  return ((bits & 1U) != 0 && fits(forward)) || ((bits & 2U) != 0 && fits(forward + 18'000));
}

/// Where a segment comes nearest to a place, on those of its edges that lead where that is asked for; infinitely far if none
/// does.
streets::Spot nearest_on(const trips::City& city, scene::Mode mode, std::uint32_t number, geo::LatLon at,
                         const std::optional<Bearing>& bearing) {
  const streets::Segment& segment = city.network.segments[number];
  const scene::Senses senses = city.snapshot.streets[segment.street].use[static_cast<std::size_t>(mode)].senses;
  const geo::LocalFrame frame = city.frames.at(segment.points.front());
  const geo::Point p = frame.project(at);
  const std::vector<double> along = streets::positions(segment.points, frame);
  streets::Spot spot{number, 0, {}, std::numeric_limits<double>::infinity()};
  for (std::size_t i = 0; i + 1 < segment.points.size(); ++i) {
    const geo::Point a = frame.project(segment.points[i]);
    const geo::Point b = frame.project(segment.points[i + 1]);
    if (bearing && !leads(b - a, senses, *bearing)) continue;
    const geo::Nearest foot = geo::nearest_on_segment(a, b, p);
    const double away_m = std::sqrt(foot.squared_distance) / 100;
    if (!(away_m < spot.away_m)) continue;
    spot.away_m = away_m;
    const double dx = foot.x - a.x;
    const double dy = foot.y - a.y;
    spot.cm = std::min(static_cast<std::uint32_t>(std::floor(along[i] + std::sqrt(dx * dx + dy * dy) + 0.5)), segment.length_cm);
  }
  spot.position = streets::place(segment, city.frames, spot.cm);
  return spot;
}

}  // namespace

std::vector<streets::Spot> nearest_streets(const trips::City& city, scene::Mode mode, geo::LatLon at, Metres within,
                                           const std::optional<Bearing>& bearing, std::size_t number) {
  constexpr double m_per_e7 = geo::earth_radius_m * trig::pi / 180 * 1e-7;
  const auto reach_e7 = static_cast<std::int64_t>(within.count() / m_per_e7) + 100;
  std::vector<streets::Spot> all;
  for (std::uint32_t s = 0; s < city.network.segments.size(); ++s) {
    const streets::Segment& segment = city.network.segments[s];
    if (!streets::usable(segment, city.snapshot.streets[segment.street], mode)) continue;
    const auto [south, north] = std::ranges::minmax(segment.points, {}, &geo::LatLon::lat_e7);
    if (south.lat_e7 - reach_e7 > at.lat_e7 || north.lat_e7 + reach_e7 < at.lat_e7) continue;
    const streets::Spot spot = nearest_on(city, mode, s, at, bearing);
    if (spot.away_m <= within.count()) all.push_back(spot);
  }
  std::ranges::sort(all, {}, [](const streets::Spot& s) { return std::tuple(s.away_m, s.segment); });
  all.resize(std::min(all.size(), number));
  return all;
}

}  // namespace contrechamp::answers::osrm
