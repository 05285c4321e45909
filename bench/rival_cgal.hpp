// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/viewshed.hpp>
#include <memory>
#include <span>
#include <vector>

namespace contrechamp::bench {

/// CGAL's triangular expansion (Bungiu et al., arXiv 1403.3905) with exact constructions about one eye, in cm relative to it.
/// The edges may cross, touch and repeat. The steps are apart, so that each can be timed: arrangement, triangulation, query.
class CgalWindow {
 public:
  /// The arrangement of the edges, cut to the square of half-side reach_cm, and of the square.
  CgalWindow(std::span<const visibility::Edge> edges, geo::Point eye, std::int32_t reach_cm);
  CgalWindow(const CgalWindow&) = delete;
  CgalWindow& operator=(const CgalWindow&) = delete;
  ~CgalWindow();

  /// The eye stands on an edge: CGAL has no face for it, and nothing below may be called.
  [[nodiscard]] bool eye_on_edge() const;
  /// What CGAL prepares for many queries in one arrangement.
  void triangulate();
  /// One query: the polygon stands inside until the next.
  void query();
  /// The polygon's corners in binary64, counter-clockwise.
  [[nodiscard]] std::vector<std::pair<double, double>> corners() const;
  [[nodiscard]] double area_m2() const;  ///< from exact numbers, rounded once

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace contrechamp::bench
