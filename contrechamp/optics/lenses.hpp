// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/core/quantity.hpp>
#include <cstdint>
#include <limits>
#include <span>

namespace contrechamp::optics {

/// A lens and its sensor's pixels. Weights are per mille of devices whose tags are silent.
struct Lens {
  double focal_mm = 0;
  std::uint32_t columns = 0;
  std::uint32_t rows = 0;
  std::uint32_t weight = 0;
};
inline constexpr double sensor_width_mm = 5.37;

/// The p10, p50 and p90 of 15,200 models on the market (VISIBILITY.md): widest first.
inline constexpr std::array<Lens, 3> fixed_lenses{{{2.8, 1920, 1080, 300}, {6.8, 2560, 1440, 400}, {26, 3840, 2160, 300}}};
inline constexpr std::array<Lens, 3> dome_lenses{{{2.8, 1280, 1024, 300}, {6.5, 2560, 1440, 400}, {68, 3840, 2160, 300}}};
/// Thermal cameras: 90° of 160 pixels, 25° of 256 and 12° of 640, as data sheets of the day have them. Not a survey of the
/// market.
inline constexpr std::array<Lens, 3> thermal_lenses{{{2.7, 160, 120, 300}, {12.1, 256, 192, 400}, {25, 640, 512, 300}}};

/// Tangent of half the horizontal angle of view of a rectilinear lens: half the sensor's width over the focal length.
[[nodiscard]] constexpr double tan_half_width(const Lens& lens) { return sensor_width_mm / 2 / lens.focal_mm; }

/// What one lens at one height and tilt sees of flat ground, in its own axes: x forward along the axis, y to the left, in
/// metres. A rectilinear lens sees |y| <= tan_half × (z_slope x + z_offset), near <= x <= far; a band ends at a forward
/// distance. A radial view (dome, panning, fisheye, 180° and more) is a piece of a ring: z_slope 1, z_offset 0, and near, far
/// and band ends are radii. `all_round` views have no sides.
struct Footing {
  bool radial = false;
  bool all_round = false;
  double tan_half = 1;
  double z_slope = 1;
  double z_offset = 0;
  double near = 0;
  double far = std::numeric_limits<double>::infinity();
};

/// Camera geometry, valid for tilts of 0° to 90° and widths below 180° (VISIBILITY.md, "Camera model").
struct Mounting {
  double above_target_m = 0;  ///< camera height − target height; may be negative (a doorbell)
  double tan_half = 1;        ///< of the horizontal angle of view
  double aspect = 9.0 / 16;   ///< rows / columns
  bool tilt_known = false;
  /// Below the horizon. If unknown, half the vertical angle (the frame's top on the horizon), or level if the target is not
  /// below the camera: such a frame would never show it.
  CentiDegrees tilt{};
};
struct Aim {
  Footing footing;
  double sin_tilt = 0;
  double cos_tilt = 1;
  double tan_half_height = 0;  ///< of half the vertical angle
};
[[nodiscard]] Aim aimed(const Mounting& mounting);

/// Forward ground distance at which depth `depth_m` is reached: where a band ends. Straight down there is one depth, the
/// height: everything or nothing (±infinity).
[[nodiscard]] double forward_distance(const Aim& aim, double above_target_m, double depth_m);

/// Depth at which a rectilinear lens falls to a density: N / (2 ρ tan(H/2)).
[[nodiscard]] double depth_of(PixelsPerMetre density, std::uint32_t columns, double tan_half);
/// Distance at which a lens that spreads its columns evenly over `width` falls to a density: N / (ρ H). For fields of view
/// of 180° and more, where no rectilinear lens exists (equidistant projection).
[[nodiscard]] double radius_of(PixelsPerMetre density, std::uint32_t columns, CentiDegrees width);

}  // namespace contrechamp::optics
