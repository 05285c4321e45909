// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/trig.hpp>
#include <contrechamp/optics/lenses.hpp>
#include <cmath>

namespace contrechamp::optics {
namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

double tan_of_sum(double a, double b) { return (a + b) / (1 - a * b); }

/// Looking straight down: a rectangle of the ground at one depth, the height.
Aim straight_down(const Mounting& m, double tan_half_height) {
  const double h = m.above_target_m;
  const double half_length = h > 0 ? h * tan_half_height : -1;  // a target above the camera is not below it
  return {{false, false, m.tan_half, 0, h, -half_length, half_length}, 1, 0, tan_half_height};
}

/// The target is at or above the camera: visible iff tilt + elevation stays within half the vertical angle.
Footing looking_up(const Mounting& m, double tan_tilt, double tan_half_height) {
  Footing f;
  f.tan_half = m.tan_half;
  const double room = (tan_half_height - tan_tilt) / (1 + tan_half_height * tan_tilt);  // tan(V/2 − b)
  f.near = room > 0 ? -m.above_target_m / room : infinity;
  return f;
}
}  // namespace

Aim aimed(const Mounting& m) {
  const double half_height = m.aspect * m.tan_half;
  const double h = m.above_target_m;
  if (m.tilt_known && m.tilt >= CentiDegrees::degrees(90)) return straight_down(m, half_height);

  Aim aim;
  aim.tan_half_height = half_height;
  double tan_tilt = 0;
  if (m.tilt_known) {
    const trig::SinCos s = trig::sin_cos(m.tilt);
    aim.sin_tilt = s.sin;
    aim.cos_tilt = s.cos;
    tan_tilt = s.sin / s.cos;
  } else if (h > 0) {  // frame's top on the horizon: tilt = V/2; for a target above the camera the axis is level instead
    aim.cos_tilt = 1 / std::sqrt(1 + half_height * half_height);
    aim.sin_tilt = half_height * aim.cos_tilt;
    tan_tilt = half_height;
  }
  if (h <= 0) {
    aim.footing = looking_up(m, tan_tilt, half_height);
  } else {
    Footing& f = aim.footing;
    f.tan_half = m.tan_half;
    // Lower edge of the frame at tilt + V/2 below the horizon. Past 90° it lies behind the camera's foot: a negative x, where
    // the tangent has changed its sign with it. At exactly 90° the quotient is 0.
    f.near = h / tan_of_sum(tan_tilt, half_height);
    // Upper edge at tilt − V/2: a far limit only if it is below the horizon.
    if (m.tilt_known && tan_tilt > half_height) f.far = h * (1 + tan_tilt * half_height) / (tan_tilt - half_height);
  }
  aim.footing.z_slope = aim.cos_tilt;
  aim.footing.z_offset = h * aim.sin_tilt;
  return aim;
}

double forward_distance(const Aim& aim, double above_target_m, double depth_m) {
  const double rest = depth_m - above_target_m * aim.sin_tilt;
  if (aim.cos_tilt == 0) return rest >= 0 ? infinity : -infinity;
  return rest / aim.cos_tilt;
}

double depth_of(PixelsPerMetre density, std::uint32_t columns, double tan_half) {
  return columns / (2 * density.count() * tan_half);
}

double radius_of(PixelsPerMetre density, std::uint32_t columns, CentiDegrees width) {
  return columns / (density.count() * width.count() * trig::pi / 18000);
}

}  // namespace contrechamp::optics
