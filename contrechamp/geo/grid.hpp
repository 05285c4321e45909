// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/point.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::geo {

/// A closed box of a local frame, in cm.
struct Rect {
  Point min;
  Point max;
  [[nodiscard]] constexpr bool touches(const Rect& other) const {
    return min.x <= other.max.x && other.min.x <= max.x && min.y <= other.max.y && other.min.y <= max.y;
  }
};
[[nodiscard]] Rect bounding(std::span<const Point> points);
[[nodiscard]] Rect around(Point centre, std::int32_t half_side);

/// Boxes by place: an immutable uniform grid (CSR). `query` gives each item whose box touches `window`, once, ascending.
class GridIndex {
 public:
  GridIndex() = default;
  explicit GridIndex(std::span<const Rect> boxes, std::int32_t cell_cm = 5000);
  [[nodiscard]] std::vector<std::uint32_t> query(const Rect& window) const;

 private:
  [[nodiscard]] std::int64_t column(std::int32_t x) const;
  [[nodiscard]] std::int64_t row(std::int32_t y) const;
  std::vector<Rect> boxes_;
  Rect bounds_{};
  std::int32_t cell_cm_ = 5000;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> items_;
};

}  // namespace contrechamp::geo
