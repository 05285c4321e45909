// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/trig.hpp>
#include <array>
#include <cmath>
#include <limits>

namespace contrechamp::trig {
namespace {

// Taylor series about 0, Horner form, for |x| <= pi/4.
double sin_core(double x) {
  const double z = x * x;
  double sum = -1.0 / 1307674368000.0;  // -1/15!
  for (const double c : {1.0 / 6227020800.0, -1.0 / 39916800.0, 1.0 / 362880.0, -1.0 / 5040.0, 1.0 / 120.0, -1.0 / 6.0}) {
    sum = sum * z + c;
  }
  return x + x * z * sum;
}

double cos_core(double x) {
  const double z = x * x;
  double sum = 1.0 / 20922789888000.0;  // 1/16!
  for (const double c :
       {-1.0 / 87178291200.0, 1.0 / 479001600.0, -1.0 / 3628800.0, 1.0 / 40320.0, -1.0 / 720.0, 1.0 / 24.0, -0.5}) {
    sum = sum * z + c;
  }
  return 1.0 + z * sum;
}

SinCos turned(SinCos s, int quarter_turns) {
  switch (quarter_turns & 3) {
    case 1: return {s.cos, -s.sin};
    case 2: return {-s.sin, -s.cos};
    case 3: return {-s.cos, s.sin};
    default: return s;
  }
}

// atan(t) for t in [0, tan 22.5°]: alternating series, 27 terms reach 1e-21.
double atan_core(double t) {
  const double z = t * t;
  double sum = 0;
  for (int k = 53; k >= 1; k -= 2) sum = 1.0 / k - z * sum;
  return t * sum;
}

}  // namespace

SinCos sin_cos(CentiDegrees angle) {
  const std::int32_t turn = Bearing(angle).angle().count();  // [0, 36000)
  const std::int32_t quarter = turn / 9000;
  const std::int32_t rest = turn % 9000;  // exact
  if (rest == 0) return turned({0, 1}, quarter);
  if (rest == 4500) return turned({std::sqrt(0.5), std::sqrt(0.5)}, quarter);  // sin 45° is cos 45°, to the last bit
  const double step = pi / 18000.0;
  if (rest < 4500) return turned({sin_core(rest * step), cos_core(rest * step)}, quarter);
  const double complement = (9000 - rest) * step;
  return turned({cos_core(complement), sin_core(complement)}, quarter);
}

SinCos sin_cos_radians(double angle) {
  const double half_pi = pi / 2;
  const double quarters = std::floor(angle / half_pi + 0.5);
  // pi/2 as a sum of two doubles, so that the reduction loses nothing that matters here.
  const double rest = (angle - quarters * half_pi) - quarters * 6.123233995736766e-17;
  return turned({sin_core(rest), cos_core(rest)}, static_cast<int>(quarters) & 3);
}

double tan(CentiDegrees angle) {
  const SinCos s = sin_cos(angle);
  if (s.cos == 0) return s.sin > 0 ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
  return s.sin / s.cos;
}

double ln(double x) {
  constexpr double ln2 = 0.693147180559945309417;
  int halvings = 0;
  while (x > 1.4142135623730951) {
    x *= 0.5;
    ++halvings;
  }
  while (x < 0.7071067811865476) {
    x *= 2;
    --halvings;
  }
  // ln x = 2 atanh((x - 1) / (x + 1)); the argument is below 0.172, so 23 odd powers reach 1e-18.
  const double y = (x - 1) / (x + 1);
  const double z = y * y;
  double sum = 0;
  for (int k = 23; k >= 1; k -= 2) sum = sum * z + 1.0 / k;
  return 2 * y * sum + halvings * ln2;
}

double degrees_of_tangent(double t) {
  if (!(t < std::numeric_limits<double>::infinity())) return 90;
  // Two half-angle steps bring any tangent below tan 22.5°: tan(a/2) = t / (1 + sqrt(1 + t²)).
  const double half = t / (1 + std::sqrt(1 + t * t));
  const double quarter = half / (1 + std::sqrt(1 + half * half));
  return 4 * atan_core(quarter) * 180 / pi;
}

Bearing bearing(double east, double north) {
  const double x = std::fabs(east);
  const double y = std::fabs(north);
  if (x == 0 && y == 0) return Bearing();
  double degrees = y >= x ? degrees_of_tangent(x / y) : 90 - degrees_of_tangent(y / x);  // from the north axis
  if (north < 0) degrees = 180 - degrees;
  if (east < 0) degrees = 360 - degrees;
  return Bearing(CentiDegrees(static_cast<std::int32_t>(degrees * 100 + 0.5)));
}

}  // namespace contrechamp::trig
