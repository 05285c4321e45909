// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <bench/town.hpp>
#include <contrechamp/visibility/gaze.hpp>
#include <span>
#include <vector>

namespace contrechamp::bench {

/// Street edges by place: a uniform grid whose cells hold copies, so that what lies together is read together. Immutable.
class StreetIndex {
 public:
  explicit StreetIndex(std::span<const StreetEdge> edges);

  /// visit(StreetEdge) for each edge whose box touches the window, once.
  template <class Visit>
  void each_near(const geo::Rect& window, const Visit& visit) const {
    const std::int32_t left = std::max(column(window.min.x), 0), right = std::min(column(window.max.x), columns_ - 1);
    const std::int32_t low = std::max(row(window.min.y), 0), high = std::min(row(window.max.y), rows_ - 1);
    for (std::int32_t r = low; r <= high; ++r) {
      for (std::int32_t c = left; c <= right; ++c) {
        const auto cell = static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c);
        for (std::uint32_t k = first_[cell]; k < first_[cell + 1]; ++k) {
          const Entry& entry = entries_[k];
          // An edge stands in several cells and counts in the first of them within the window.
          if (std::max(entry.column, left) != c || std::max(entry.row, low) != r) continue;
          if (box_of(entry.edge).touches(window)) visit(entry.edge);
        }
      }
    }
  }

 private:
  struct Entry {
    StreetEdge edge;
    std::int32_t column = 0;  // of the first cell that it touches
    std::int32_t row = 0;
  };
  static geo::Rect box_of(const StreetEdge& edge);
  [[nodiscard]] std::int32_t column(std::int32_t x) const;
  [[nodiscard]] std::int32_t row(std::int32_t y) const;
  geo::Point origin_;
  std::int32_t columns_ = 0;
  std::int32_t rows_ = 0;
  std::vector<std::uint32_t> first_;  // by cell
  std::vector<Entry> entries_;
};

/// A part of a segment in view: positions along it in cm, not yet rounded.
struct Stretch {
  std::uint32_t segment = 0;
  double from_cm = 0;
  double to_cm = 0;
};

/// Which metres of streets are seen from one eye after the other; one a thread.
class StreetView {
 public:
  StreetView(const visibility::Walls& walls, const StreetIndex& streets) : gaze_(walls), streets_(streets) {}
  /// Within the square of half-side reach_cm: by segment, ascending, disjoint. Valid until the next look.
  std::span<const Stretch> look(geo::Point eye, std::int32_t reach_cm);

 private:
  visibility::Gaze gaze_;
  const StreetIndex& streets_;
  std::vector<visibility::Interval> parts_;  // of one street edge
  std::vector<Stretch> seen_;
};

[[nodiscard]] double metres(std::span<const Stretch> stretches);

}  // namespace contrechamp::bench
