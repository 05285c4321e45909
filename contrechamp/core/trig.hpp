// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/quantity.hpp>

/// The only trigonometry of the portable set. libm's functions differ between compilers and machines; these are built from
/// + - * / and sqrt on exactly reduced arguments, so they give the same bits with g++, clang and WebAssembly
/// (IEC 60559 basic operations, -ffp-contract=off). Taylor polynomials on [0°, 45°], remainder below 1e-17. The errors stated
/// are what trig_test finds, and asserts; sin and cos are tried at all 36,000 arguments.
namespace contrechamp::trig {

inline constexpr double pi = 3.14159265358979323846;

struct SinCos {
  double sin = 0;
  double cos = 1;
};

/// Error below 2.0e-16, absolute. Exact at multiples of 90°; sin(-a) == -sin(a), cos(a) == sin(90° - a), bit for bit (but for the
/// sign of a zero).
[[nodiscard]] SinCos sin_cos(CentiDegrees angle);
/// Of any angle in radians with |angle| <= pi: for latitudes. Error below 2.0e-16, absolute.
[[nodiscard]] SinCos sin_cos_radians(double angle);
/// Error below 5.6e-16, relative. Infinite at odd multiples of 90°.
[[nodiscard]] double tan(CentiDegrees angle);
/// Natural logarithm of x in [1e-6, 1e6]; error below 3e-16 relative to max(1, |ln x|). For Mercator tiles.
[[nodiscard]] double ln(double x);
/// Angle of a tangent t >= 0, in degrees [0, 90], error below 1e-13 degrees; for printing, never for geometry.
[[nodiscard]] double degrees_of_tangent(double t);
/// Bearing of (east, north), to the nearest 0.01°; (0, 0) is north. For façade normals and display.
[[nodiscard]] Bearing bearing(double east, double north);

}  // namespace contrechamp::trig
