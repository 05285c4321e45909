// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/exposure/outline.hpp>
#include <contrechamp/exposure/sightlines.hpp>

namespace contrechamp::exposure {
namespace {

using visibility::Interval;
using visibility::Viewshed;
using visibility::Wedge;

/// Where each ray meets a wall, as a fraction of it: rays go round as wedges do. `ends` are relative to the eye, in cm.
std::vector<double> to_the_walls(const Viewshed& seen, const std::vector<geo::Vec>& ends) {
  std::vector<double> far(ends.size(), 0);
  std::size_t ray = 0;
  for (const Wedge& wedge : seen.wedges) {
    const geo::Vec a = wedge.front.a - seen.eye;
    const geo::Vec b = wedge.front.b - seen.eye;
    const auto distance = static_cast<double>(geo::cross(a, b));
    const auto nx = static_cast<double>(b.y - a.y);
    const auto ny = static_cast<double>(a.x - b.x);
    // One that runs between two wedges is met again by the next one.
    for (std::size_t i = ray > 0 ? ray - 1 : 0; i < ends.size(); ++i) {
      const auto x = static_cast<double>(ends[i].x);
      const auto y = static_cast<double>(ends[i].y);
      if (wedge.from_x * y - wedge.from_y * x < 0) continue;
      if (x * wedge.to_y - y * wedge.to_x < 0) break;
      ray = i + 1;
      far[i] = std::max(far[i], wedge.open ? 1.0 : std::min(1.0, distance / (nx * x + ny * y)));
    }
  }
  return far;
}

}  // namespace

Sightlines::Sightlines(const Stance& stance, const ExposureOptions& options) {
  const double reach = options.optics.max_range.count() * 100;
  const geo::Point eye = stance.placed.eye;
  std::vector<geo::Vec> ends;
  for (std::size_t i = 0; i < ray_count; ++i) {
    const trig::SinCos s = ray_direction(static_cast<double>(i));
    ends.push_back(
        {static_cast<std::int64_t>(std::floor(s.cos * reach + 0.5)), static_cast<std::int64_t>(std::floor(s.sin * reach + 0.5))});
  }
  std::vector<Interval> parts;
  for (const visibility::Sight& sight : stance.sights) {
    const std::vector<double> far = to_the_walls(sight.walls, ends);
    Round& all = rounds_.emplace_back();
    for (std::size_t i = 0; i < ray_count; ++i) {
      all.first.push_back(all.parts.size());
      if (!(far[i] > 0)) continue;
      parts.assign(1, {0, far[i]});
      const geo::Point end{static_cast<std::int32_t>(eye.x + ends[i].x), static_cast<std::int32_t>(eye.y + ends[i].y)};
      sight.shades.hide(eye, end, parts);
      all.parts.insert(all.parts.end(), parts.begin(), parts.end());
    }
    all.first.push_back(all.parts.size());
  }
  Round& open = rounds_.emplace_back();
  open.parts.assign(ray_count, {0, 1});
  for (std::size_t i = 0; i <= ray_count; ++i) open.first.push_back(i);
}

}  // namespace contrechamp::exposure
