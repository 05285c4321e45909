// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <bench/town.hpp>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace contrechamp::bench {

using Corners = std::vector<std::pair<double, double>>;  ///< cm relative to the eye

/// GEOS about one eye: its streets as lines, and what a view polygon leaves of them. Failures of GEOS end the program: they
/// would be lost in a time otherwise.
class GeosWindow {
 public:
  /// One line for each chain of a segment's edges that follow each other; all that touch the window.
  GeosWindow(std::span<const StreetEdge> near, geo::Point eye, std::int32_t reach_cm);
  GeosWindow(const GeosWindow&) = delete;
  GeosWindow& operator=(const GeosWindow&) = delete;
  ~GeosWindow();

  /// The polygon as it comes out of CGAL; from here on GEOS works on it.
  void take(const Corners& polygon);
  /// GEOS alone: the window less the union of the shadows of all edges, cut to the same square.
  void subtract_shadows(std::span<const visibility::Edge> edges);
  [[nodiscard]] double area_m2() const;

  /// Metres of streets in the polygon, in one overlay of all lines.
  [[nodiscard]] double metres_at_once() const;
  /// The same with the polygon prepared: a line inside counts whole, one outside not, the others are cut.
  [[nodiscard]] double metres_line_by_line() const;
  /// For the check: metres by segment, edge by edge, ascending.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, double>> metres_by_segment() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace contrechamp::bench
