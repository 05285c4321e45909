// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <compare>
#include <cstdint>

namespace contrechamp {

/// A double with a unit. The constructor is explicit, there is no product of two quantities, and a ratio is a plain number:
///   Metres(3) + Metres(4);   Metres(10) / Metres(4) == 2.5;   Metres(1) + Degrees(1) does not compile.
template <class Tag>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(double value) : value_(value) {}
  [[nodiscard]] constexpr double count() const { return value_; }
  constexpr auto operator<=>(const Quantity&) const = default;

  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(a.value_ + b.value_); }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity(a.value_ - b.value_); }
  friend constexpr Quantity operator-(Quantity a) { return Quantity(-a.value_); }
  friend constexpr Quantity operator*(double k, Quantity a) { return Quantity(k * a.value_); }
  friend constexpr Quantity operator*(Quantity a, double k) { return k * a; }
  friend constexpr Quantity operator/(Quantity a, double k) { return Quantity(a.value_ / k); }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.value_ / b.value_; }

 private:
  double value_ = 0;
};

using Metres = Quantity<struct MetresTag>;
using SquareMetres = Quantity<struct SquareMetresTag>;
using PixelsPerMetre = Quantity<struct PixelsPerMetreTag>;

/// An angle in whole hundredths of a degree: what tags can say, and what `trig` takes. Exact to add and to compare.
class CentiDegrees {
 public:
  constexpr CentiDegrees() = default;
  constexpr explicit CentiDegrees(std::int32_t hundredths) : hundredths_(hundredths) {}
  [[nodiscard]] static constexpr CentiDegrees degrees(std::int32_t whole) { return CentiDegrees(100 * whole); }
  [[nodiscard]] constexpr std::int32_t count() const { return hundredths_; }
  constexpr auto operator<=>(const CentiDegrees&) const = default;
  friend constexpr CentiDegrees operator+(CentiDegrees a, CentiDegrees b) { return CentiDegrees(a.hundredths_ + b.hundredths_); }
  friend constexpr CentiDegrees operator-(CentiDegrees a, CentiDegrees b) { return CentiDegrees(a.hundredths_ - b.hundredths_); }
  friend constexpr CentiDegrees operator-(CentiDegrees a) { return CentiDegrees(-a.hundredths_); }

 private:
  std::int32_t hundredths_ = 0;
};

inline constexpr CentiDegrees full_turn = CentiDegrees::degrees(360);

/// A direction over ground: clockwise from true north, always in [0°, 360°).
class Bearing {
 public:
  constexpr Bearing() = default;
  constexpr explicit Bearing(CentiDegrees clockwise_from_north)
      : angle_(((clockwise_from_north.count() % 36000) + 36000) % 36000) {}
  [[nodiscard]] constexpr CentiDegrees angle() const { return angle_; }
  constexpr auto operator<=>(const Bearing&) const = default;
  friend constexpr Bearing operator+(Bearing a, CentiDegrees turn) { return Bearing(a.angle_ + turn); }

 private:
  CentiDegrees angle_;
};

}  // namespace contrechamp
