// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/visibility/walls.hpp>

namespace contrechamp::visibility {

Walls::Walls(std::span<const Solid> solids, std::span<const Screen> screens, std::span<const Corridor> corridors) {
  for (std::uint32_t i = 0; i < solids.size(); ++i) {
    const std::vector<Edge> edges = blocking_edges(std::span(&solids[i].rings, 1), corridors);
    edges_.insert(edges_.end(), edges.begin(), edges.end());
    spans_.resize(edges_.size(), {i, solids[i].base_cm, solids[i].top_cm});
  }
  for (const Screen& screen : screens) {
    for (std::size_t k = 0; k + 1 < screen.points.size(); ++k) edges_.push_back({screen.points[k], screen.points[k + 1]});
    spans_.resize(edges_.size(), {no_solid, 0, screen.top_cm});
  }
  std::vector<geo::Rect> boxes;
  boxes.reserve(edges_.size());
  for (const Edge& edge : edges_) boxes.push_back(geo::bounding(std::array{edge.a, edge.b}));
  index_ = geo::GridIndex(boxes);
}

std::vector<Edge> Walls::edges_for(const Look& look) const {
  std::vector<Edge> found;
  for (const std::uint32_t i : index_.query(geo::around(look.eye, look.reach_cm))) {
    const Span& span = spans_[i];
    const bool own = span.solid != no_solid && span.solid == look.own;
    if (own || (span.base_cm <= look.height_cm && look.height_cm <= span.top_cm)) found.push_back(edges_[i]);
  }
  return found;
}

}  // namespace contrechamp::visibility
