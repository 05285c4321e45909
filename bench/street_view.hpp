// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <bench/town.hpp>
#include <contrechamp/visibility/cutter.hpp>
#include <contrechamp/visibility/gaze.hpp>
#include <contrechamp/visibility/line_grid.hpp>
#include <span>
#include <vector>

namespace contrechamp::bench {

/// Street edges by place, numbered by segment and along it. Immutable.
class StreetIndex {
 public:
  explicit StreetIndex(std::span<const StreetEdge> edges);
  [[nodiscard]] const visibility::LineGrid& grid() const { return grid_; }
  /// By number.
  [[nodiscard]] std::span<const StreetEdge> edges() const { return edges_; }

 private:
  std::vector<StreetEdge> edges_;
  visibility::LineGrid grid_;
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
  visibility::Lines near_;
  visibility::Cutter cutter_;
  std::vector<Stretch> seen_;
};

[[nodiscard]] double metres(std::span<const Stretch> stretches);

}  // namespace contrechamp::bench
