// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/exposure/observe.hpp>
#include <utility>
#include <vector>

namespace contrechamp::exposure {

/// Which answer is drawn: certain, likely (p >= 1/2) or possible. Stored: only append.
enum class Drawn : std::uint8_t { certain, likely, possible };
inline constexpr std::array<Drawn, 3> all_drawn{Drawn::certain, Drawn::likely, Drawn::possible};

/// A closed outline in cm of the frame, counter-clockwise, the first point not repeated.
using Outline = std::vector<std::pair<double, double>>;

/// What one band of a device covers of the ground, for drawing: rays every 0.5° from the eye are answered like streets, to
/// 10 cm, and neighbouring rays are joined. Corners of walls are therefore cut by up to half a degree; every figure comes
/// from street intervals and not from here. A part that surrounds the eye comes back as one outline, all others likewise.
[[nodiscard]] std::vector<Outline> outlines(const Stance& stance, std::size_t band, Drawn drawn, const ExposureOptions& options);

/// The same as positions, for one device, ladder, band and answer, as an atlas stores it.
struct Coverage {
  std::uint32_t device = 0;
  std::uint8_t ladder = 0;  ///< optics::Ladder
  std::uint8_t band = 0;
  Drawn drawn = Drawn::possible;
  std::vector<std::vector<geo::LatLon>> outlines;  ///< never empty, each of at least three points
  bool operator==(const Coverage&) const = default;
};

}  // namespace contrechamp::exposure
