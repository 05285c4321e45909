// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/cutter.hpp>
#include <contrechamp/visibility/prepared.hpp>
#include <span>
#include <vector>

namespace contrechamp::visibility {

/// Straight lines by place: a uniform grid whose cells hold copies, so that what lies together is read together. In a cell, by
/// whether a line begins in this column and row: [begins left of it | here | below it | both]; so a query takes each line once
/// without marking any. Immutable, shared by threads.
class LineGrid {
 public:
  /// Their numbers are their places in `lines`.
  explicit LineGrid(std::span<const Edge> lines);
  /// The lines whose box touches the square, once each, in any order.
  void near(geo::Point eye, std::int32_t reach_cm, Lines& near, Isa isa = available_isas().back()) const;

 private:
  static constexpr std::int32_t cell_cm = 10'000;
  template <class Visit>
  void each_group(const Edge& line, const Visit& visit) const;
  [[nodiscard]] std::int32_t column(std::int64_t x) const;  // clamped
  [[nodiscard]] std::int32_t row(std::int64_t y) const;
  geo::Point origin_;
  std::int32_t columns_ = 0;
  std::int32_t rows_ = 0;
  std::vector<std::uint32_t> first_;  // four a cell, and the end
  Lines lines_;
};

}  // namespace contrechamp::visibility
