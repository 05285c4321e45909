// SPDX-License-Identifier: AGPL-3.0-or-later
// Private to this module: looks at places where edges cross.
#pragma once
#include <contrechamp/visibility/sweep.hpp>
#include <vector>

namespace contrechamp::visibility {

/// An edge to sweep in parts: relative to the eye, counter-clockwise about it, with the lines that cross it.
struct CutFace {
  geo::Vec a;
  geo::Vec b;
  std::vector<std::pair<geo::Vec, geo::Vec>> crossing;
};

/// Beyond this a crossing's directions would not fit their predicates.
inline constexpr std::int32_t widest_cut = (1 << 18) - 1;

/// As the sweep of whole faces, with faces that are cut: they begin and end in rational points, which stay exact. All coordinates
/// at most widest_cut. Slow and rare.
void sweep_with_crossings(const Kept& kept, std::span<const CutFace> cut, geo::Point eye, std::int32_t reach,
                          std::vector<Waiting>& waiting, std::vector<Wedge>& wedges);

}  // namespace contrechamp::visibility
