// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/stretches.hpp>
#include <cstdint>
#include <vector>

namespace contrechamp::exposure {

/// Whole centimetres of a segment: from < to.
struct CmSpan {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  constexpr bool operator==(const CmSpan&) const = default;
};
/// Disjoint and ascending; spans that touch are one.
using CmSpans = std::vector<CmSpan>;

/// A place on a segment: the nearest whole centimetre (halves up), and on which side of it the place lies: −1 before it, +1 after
/// it, 0 on it but for rounding noise (1e-6 cm).
struct Place {
  std::uint32_t cm = 0;
  std::int8_t side = 0;
  [[nodiscard]] constexpr std::uint32_t floor() const { return side < 0 ? cm - 1 : cm; }
  [[nodiscard]] constexpr std::uint32_t ceil() const { return side > 0 ? cm + 1 : cm; }
};
[[nodiscard]] inline Place place(double cm) {
  constexpr double noise = 1e-6;
  const auto nearest = static_cast<std::uint32_t>(cm + 0.5);
  const double beyond = cm - nearest;
  return {nearest, static_cast<std::int8_t>((beyond > noise) - (beyond < -noise))};
}

enum class Rounding : std::uint8_t { inward, nearest, outward };
/// The joined stretches in whole centimetres; what vanishes is left out.
void round(const Stretches& stretches, Rounding rounding, CmSpans& into);

/// Adds at the end; `more` begins no earlier than the last span does.
void append(CmSpans& spans, CmSpan more);
void intersect(const CmSpans& a, const CmSpans& b, CmSpans& into);
void unite(const CmSpans& a, const CmSpans& b, CmSpans& into);
void subtract(const CmSpans& from, const CmSpans& without, CmSpans& into);

}  // namespace contrechamp::exposure
