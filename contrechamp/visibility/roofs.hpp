// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <contrechamp/visibility/walls.hpp>

namespace contrechamp::visibility {

/// A solid or a screen that some eye may look over.
struct Roof {
  std::int32_t top_cm = 0;
  geo::Rect box;
  std::uint32_t solid = no_solid;  ///< no_solid: a screen
  std::uint32_t first = 0;         ///< its edges: [first, last)
  std::uint32_t last = 0;
  /// Its edges enclose it. A screen's do not; nor may those of a solid where a corridor's cuts were rounded onto each other:
  /// both hide what is behind their edges and no ground of their own.
  bool encloses = false;
};

/// Everything of one place that some eye may look over, prepared for many eyes: immutable, shared by threads.
/// A solid stands on the ground here, whatever its base: what one sees below a bridge between houses is not modelled.
class Roofs {
 public:
  Roofs() = default;
  /// The same lists as Walls takes; what is unlimited_cm high is nobody's roof.
  Roofs(std::span<const Solid> solids, std::span<const Screen> screens, std::span<const Corridor> corridors);

  [[nodiscard]] bool empty() const { return roofs_.empty(); }
  [[nodiscard]] const Roof& roof(std::uint32_t i) const { return roofs_[i]; }
  /// What is left of its footprint's edges, and its side of the corridors through it; none of length 0.
  [[nodiscard]] std::span<const Edge> edges(const Roof& roof) const {
    return std::span(edges_).subspan(roof.first, roof.last - roof.first);
  }

  /// Visits each roof below height_cm whose box touches the window once: visit(index). The order is that of the grid.
  template <class Visit>
  void each_below(std::int32_t height_cm, const geo::Rect& window, const Visit& visit) const {
    if (roofs_.empty() || !bounds_.touches(window)) return;
    for (std::int64_t r = row(window.min.y); r <= row(window.max.y); ++r) {
      for (std::int64_t c = column(window.min.x); c <= column(window.max.x); ++c) {
        const auto cell = static_cast<std::size_t>(r * columns_ + c);
        for (std::uint32_t k = first_[cell]; k < first_[cell + 1] && entries_[k].top_cm < height_cm; ++k) {
          const geo::Rect& box = entries_[k].box;
          // In several cells: it counts in the one where its box and the window begin to overlap.
          if (box.touches(window) && column(std::max(box.min.x, window.min.x)) == c &&
              row(std::max(box.min.y, window.min.y)) == r) {
            visit(entries_[k].roof);
          }
        }
      }
    }
  }

 private:
  /// In each cell the lowest first, so that an eye passes over nothing that is higher than itself.
  struct Entry {
    std::int32_t top_cm = 0;
    std::uint32_t roof = 0;
    geo::Rect box;
  };
  void add(std::vector<Edge> edges, std::int32_t top_cm, std::uint32_t solid);
  void make_grid();
  template <class Visit>
  void each_cell(const geo::Rect& box, const Visit& visit) const;
  [[nodiscard]] std::int64_t column(std::int32_t x) const {
    return std::clamp<std::int64_t>((std::int64_t{x} - bounds_.min.x) / cell_cm_, 0, columns_ - 1);
  }
  [[nodiscard]] std::int64_t row(std::int32_t y) const {
    return std::clamp<std::int64_t>((std::int64_t{y} - bounds_.min.y) / cell_cm_, 0, rows_ - 1);
  }

  std::vector<Edge> edges_;
  std::vector<Roof> roofs_;
  geo::Rect bounds_;
  std::int64_t cell_cm_ = 2500;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
  std::vector<std::uint32_t> first_;  // by cell
  std::vector<Entry> entries_;
};

}  // namespace contrechamp::visibility
