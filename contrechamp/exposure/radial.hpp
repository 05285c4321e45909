// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/geo/frame.hpp>
#include <vector>

namespace contrechamp::exposure {

/// Which answer is drawn: certain, likely (p >= 1/2) or possible. Stored: only append.
enum class Drawn : std::uint8_t { certain, likely, possible };
inline constexpr std::array<Drawn, 3> all_drawn{Drawn::certain, Drawn::likely, Drawn::possible};

/// What one device covers of the ground, for one ladder, band and answer, as an atlas stores it.
struct Coverage {
  std::uint32_t device = 0;
  std::uint8_t ladder = 0;  ///< optics::Ladder
  std::uint8_t band = 0;
  Drawn drawn = Drawn::possible;
  std::vector<std::vector<geo::LatLon>> outlines;  ///< never empty, each of at least three points, counter-clockwise
  bool operator==(const Coverage&) const = default;
};

/// What the device covers at every band and answer, for drawing; in the order (ladder, band, drawn), without those that cover
/// nothing. Rays every 0.5° from the eye are answered exactly, by the scenarios that answer streets, and neighbouring rays are
/// joined (outline.hpp): along a ray certain lies within likely, likely within possible and a narrow band within a wider one, to
/// 5 cm; parts shorter than 10 cm are left out, and corners of walls are cut by up to half a degree. Every figure comes from
/// street intervals and not from here. A drawing has no direction of travel: a plate reader is certain where it is for a car on
/// its axis.
[[nodiscard]] std::vector<Coverage> coverages(std::uint32_t device_index, const Stance& stance, const geo::LocalFrame& frame,
                                              const ExposureOptions& options);

}  // namespace contrechamp::exposure
