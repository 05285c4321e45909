// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/viewshed.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace contrechamp::testing {

/// The star polygon of the kernel against CGAL's exact one.
struct Comparison {
  std::uint64_t compared = 0;
  std::uint64_t on_a_wall = 0;  ///< eyes on an edge: CGAL has no single face for them, so they are not compared
  double worst_m2 = 0;          ///< largest difference of areas
  geo::Point worst_eye;

  void add(const Comparison& other);
};

/// The area seen within the square of half-side `reach_cm` by CGAL: arrangement of the raw edges and the square with exact
/// constructions, then triangular expansion in the face that holds the eye. Nothing if the eye stands on an edge. Edges may
/// cross, touch and repeat.
[[nodiscard]] std::optional<double> seen_m2(std::span<const visibility::Edge> edges, geo::Point eye, std::int32_t reach_cm);

/// For each eye: the area by `seen_m2` and by the first kernel, `visibility::viewshed`. Eyes should stand outside all footprints.
[[nodiscard]] Comparison compare(std::span<const visibility::Edge> edges, std::span<const geo::Point> eyes,
                                 std::int32_t reach_cm);

}  // namespace contrechamp::testing
