// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/visibility/surroundings.hpp>
#include <contrechamp/visibility/viewshed.hpp>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace contrechamp::visibility {

/// An edge of the raw object. What it encloses lies to its right, so an eye outside sees it counter-clockwise. An edge of which
/// that cannot be said (a free-standing wall, a footprint that meets itself, one with a passage) is seen from both sides.
struct Piece {
  Edge edge;
  std::uint32_t solid = 0xffffffffU;
  std::int32_t base_cm = 0;
  std::int32_t top_cm = 0;
  bool both_sides = false;
  bool crossed = false;  ///< another piece crosses it
};

/// An edge that others cross: it is swept in parts, from cut to cut.
struct Cut {
  Edge edge;
  std::int32_t base_cm = 0;
  std::int32_t top_cm = 0;
  bool both_sides = false;
  std::uint32_t first = 0;  ///< of its crossing lines in Prepared::crossing, from a to b
  std::uint32_t last = 0;
};

/// One-sided edges, column by column, with 16 more at the end so that whole vectors can be loaded. Active at heights
/// base <= h <= top; base and top are empty if all are active at every height.
struct Faces {
  std::vector<std::int32_t> ax, ay, bx, by, base, top;
};

/// Consecutive faces.
struct Run {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Where a solid covers a cell's witness point.
struct Cover {
  std::uint32_t solid = 0;
  std::int32_t base_cm = 0;
  std::int32_t top_cm = 0;
};

/// Cells of a grid, the last ones too.
struct Block {
  std::int32_t c0 = 0, r0 = 0, c1 = -1, r1 = -1;
  [[nodiscard]] std::int64_t cells() const { return (std::int64_t{c1} - c0 + 1) * (std::int64_t{r1} - r0 + 1); }
};

/// Walls as the sweep wants them: a uniform grid in which each cell lists the faces whose box touches it, in four groups by
/// whether a face begins in this column and row, so that a query takes each face once without marking any:
/// [begins left of it | begins here | begins below it | both]. Canonical: the input's order shows nowhere.
struct Prepared {
  geo::Point origin;
  std::int32_t cell_cm = 5000;
  std::int32_t columns = 0;
  std::int32_t rows = 0;
  std::vector<std::uint32_t> first;  ///< four a cell, and the end
  Faces faces;
  Run everywhere;                     ///< faces too long for cells: part of every query
  std::vector<std::int32_t> longest;  ///< by cell: no face in it extends further in x or y

  /// A point of each cell that lies on no edge, and the solids that cover it: whether an eye is inside a solid is told by the
  /// edges between the two. A cell without such a point has `no_witness` covers.
  std::vector<geo::Point> witness;
  std::vector<std::uint32_t> first_cover;
  std::vector<Cover> covers;
  std::vector<std::uint8_t> no_witness;

  Surroundings near;  ///< nothing where no look, or no instruction set of the machine, would read it

  std::vector<std::uint32_t> first_cut;  ///< by cell
  std::vector<std::uint32_t> cuts_of_cell;
  std::vector<Cut> cuts;
  std::vector<Edge> crossing;

  [[nodiscard]] std::int32_t column(std::int32_t x) const;  ///< clamped
  [[nodiscard]] std::int32_t row(std::int32_t y) const;
  [[nodiscard]] geo::Rect bounds() const;
  [[nodiscard]] geo::Point middle(std::int32_t c, std::int32_t r) const;
  /// The cells that a window touches; none if it lies outside.
  [[nodiscard]] Block block(const geo::Rect& window) const;
  /// Adds the faces that touch these cells, each once, but those that are everywhere.
  void runs(const Block& cells, std::vector<Run>& to) const;
  [[nodiscard]] std::size_t cell(std::int32_t c, std::int32_t r) const {
    return static_cast<std::size_t>(r) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(c);
  }
};

/// Builds it; may mark more pieces as seen from both sides (those of footprints that meet themselves), and takes from pieces the
/// heights at which they lie inside the union. `limits` are those of the solids, `first_of_solid` their pieces, ascending, and
/// one end. O(n log n) for cities; O(n²) at worst, when all edges cross.
[[nodiscard]] Prepared prepared(std::span<Piece> pieces, std::span<const Cover> limits,
                                std::span<const std::uint32_t> first_of_solid);

/// Turns a solid's pieces so that its interior (even–odd) lies to their right, or marks all as seen from both sides.
void orient(std::span<Piece> solid);
/// Inside the even–odd interior of these pieces; p on none of them.
[[nodiscard]] bool encloses(std::span<const Piece> solid, geo::Point p);

}  // namespace contrechamp::visibility
