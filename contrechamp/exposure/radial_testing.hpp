// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/outline.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <vector>

namespace contrechamp::exposure::radial_testing {

inline constexpr double degree = 3.14159265358979323846 / 180;
inline const geo::LocalFrame frame{{600'000'000, 240'000'000}};

using Outlines = std::vector<std::vector<geo::LatLon>>;
using Corners = std::vector<geo::Point>;

inline std::vector<Corners> in_frame(const Outlines& outlines) {
  std::vector<Corners> found;
  for (const auto& outline : outlines) {
    found.emplace_back();
    for (const geo::LatLon p : outline) found.back().push_back(frame.project(p));
  }
  return found;
}

inline double area_m2(const Outlines& outlines) {
  std::int64_t twice = 0;
  for (const Corners& corners : in_frame(outlines)) twice += geo::twice_area(corners);
  return static_cast<double>(twice) / 2 / 1e4;
}

/// Whose eye is at (0, 0).
inline Stance standing(const scene::Device& device, const ExposureOptions& options,
                       const std::vector<visibility::Edge>& walls = {}) {
  Stance s;
  s.scenarios = optics::scenarios(device, std::nullopt, options.optics);
  s.sights.push_back(
      {visibility::viewshed({0, 0}, walls, static_cast<std::int32_t>(options.optics.max_range.count() * 100)), {}});
  s.sight_of.assign(s.scenarios.heights.size(), {});
  return s;
}

}  // namespace contrechamp::exposure::radial_testing
