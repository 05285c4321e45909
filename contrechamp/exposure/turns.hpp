// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cmath>

// Directions by rough angles: they only tell what need not be looked at.
namespace contrechamp::exposure {

/// `rough_turn` is off by less than 0.0007 turns; everything is widened by this.
inline constexpr double slack_turns = 0.003;

/// Clockwise from north, 0 to 1 (Rajan, Wang, Inkol and Joyal, Efficient approximations for the arctangent function, IEEE Signal
/// Processing Magazine 23, 2006).
[[nodiscard]] inline double rough_turn(double east, double north) {
  const auto arctan = [](double tangent) { return tangent * (0.125 + 0.0434493 * (1 - tangent)); };  // 0 to 1, in turns
  const double x = std::fabs(east);
  const double y = std::fabs(north);
  if (x == 0 && y == 0) return 0;
  double turn = x < y ? arctan(x / y) : 0.25 - arctan(y / x);
  if (north < 0) turn = 0.5 - turn;
  return east < 0 ? 1 - turn : turn;
}

[[nodiscard]] inline double wrapped(double turn) { return turn - std::floor(turn); }
/// The smaller way round, −0.5 to 0.5.
[[nodiscard]] inline double turned(double from, double to) { return wrapped(to - from + 0.5) - 0.5; }

}  // namespace contrechamp::exposure
