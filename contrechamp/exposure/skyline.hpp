// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <contrechamp/placement/ground.hpp>
#include <contrechamp/visibility/walls.hpp>
#include <cstdint>
#include <vector>

namespace contrechamp::exposure {

/// The heights of what stands in a place, in cm above the ground.
struct Heights {
  std::int32_t lowest_top = visibility::unlimited_cm;  ///< of what has a known height; unlimited_cm if nothing has
  std::int32_t highest_base = 0;
  bool unknown = false;    ///< a building's height is not tagged
  std::uint64_t tops = 0;  ///< of known heights: a bit for each step of step_cm; the last one for all that are higher
  static constexpr std::int32_t step_cm = 25;
  static constexpr std::int32_t steps = 64;
  [[nodiscard]] static std::uint64_t bit_of(std::int32_t top_cm) {
    return std::uint64_t{1} << std::clamp(top_cm / step_cm, 0, steps - 1);
  }
  /// Whether a known top may lie in [low, high).
  [[nodiscard]] bool may_top(std::int32_t low, std::int32_t high) const {
    if (low >= high) return false;
    const std::uint64_t from = bit_of(low), last = bit_of(high - 1);
    return (tops & (last | (last - from))) != 0;  // the bits from one to the other
  }
  Heights& operator+=(const Heights& other) {
    lowest_top = std::min(lowest_top, other.lowest_top);
    highest_base = std::max(highest_base, other.highest_base);
    unknown = unknown || other.unknown;
    tops |= other.tops;
    return *this;
  }
};

/// Tells quickly whether heights matter near an eye: a grid of summaries. It may name what stands a cell further away.
class Skyline {
 public:
  Skyline() = default;
  explicit Skyline(const placement::Ground& ground);
  [[nodiscard]] Heights within(const geo::Rect& window) const;

 private:
  [[nodiscard]] std::int64_t column(std::int64_t x) const {
    return std::clamp<std::int64_t>((x - origin_.x) / cell_cm, 0, columns_ - 1);
  }
  [[nodiscard]] std::int64_t row(std::int64_t y) const {
    return std::clamp<std::int64_t>((y - origin_.y) / cell_cm, 0, rows_ - 1);
  }
  void add(const geo::Rect& box, const Heights& heights);
  static constexpr std::int64_t cell_cm = 5000;
  geo::Point origin_;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
  std::vector<Heights> cells_;
};

}  // namespace contrechamp::exposure
