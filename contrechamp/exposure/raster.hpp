// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/grid.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// The union of areas on a raster of squares of a frame: a square belongs to an area if its middle lies inside. Kept as runs of
/// squares, so that only what is covered takes room; exact but for the raster. Laws:
///  (1) adding an area twice changes nothing   (2) the order of areas changes nothing
class Raster {
 public:
  /// 0.1 % of a camera's view at 50 m (docs/concepts.md).
  static constexpr std::int32_t square_cm = 100;

  /// The inside of one closed outline (even–odd), the first point not repeated.
  void add(std::span<const geo::Point> outline);
  /// Squares that belong to at least one area. Not const: runs are joined first.
  [[nodiscard]] std::uint64_t squares();
  /// Of them, those whose middle lies in the box, its upper edges excluded.
  [[nodiscard]] std::uint64_t squares(const geo::Rect& within);

 private:
  struct Run {
    std::int32_t row;
    std::int32_t from;  ///< first square
    std::int32_t to;    ///< past the last
  };
  void join();
  std::vector<Run> runs_;
  std::size_t joined_ = 0;  ///< runs at the last join: the next comes when they have doubled
  std::vector<std::pair<std::int32_t, std::int32_t>> crossings_;
};

}  // namespace contrechamp::exposure
