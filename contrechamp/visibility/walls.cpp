// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/visibility/faces.hpp>
#include <contrechamp/visibility/walls.hpp>

namespace contrechamp::visibility {
namespace {
geo::Rect widened(const geo::Rect& box, std::int32_t by) {
  return {{box.min.x - by, box.min.y - by}, {box.max.x + by, box.max.y + by}};
}

/// Corridors by place: only those near a solid can cut it.
class Passages {
 public:
  explicit Passages(std::span<const Corridor> corridors) : corridors_(corridors) {
    std::vector<geo::Rect> boxes;
    // Corners stand half the width before, beyond and beside the chain's points.
    for (const Corridor& corridor : corridors)
      boxes.push_back(widened(geo::bounding(corridor.centreline), corridor.width_cm + 2));
    index_ = geo::GridIndex(boxes);
  }
  [[nodiscard]] std::vector<Corridor> near(const geo::Rect& box) const {
    std::vector<Corridor> found;
    for (const std::uint32_t i : index_.query(box)) found.push_back(corridors_[i]);
    return found;
  }

 private:
  std::span<const Corridor> corridors_;
  geo::GridIndex index_;
};

geo::Rect box_of(const Rings& rings) {
  std::vector<geo::Point> points;
  for (const geo::Ring& ring : rings) points.insert(points.end(), ring.begin(), ring.end());
  return geo::bounding(points);
}
}  // namespace

Walls::Walls(std::span<const Solid> solids, std::span<const Screen> screens, std::span<const Corridor> corridors,
             std::int32_t usual_reach_cm) {
  first_of_solid_.clear();
  const Passages passages(corridors);
  std::vector<Cover> limits;
  for (std::uint32_t i = 0; i < solids.size(); ++i) {
    const auto near = passages.near(box_of(solids[i].rings));
    first_of_solid_.push_back(static_cast<std::uint32_t>(pieces_.size()));
    limits.push_back({i, solids[i].base_cm, solids[i].top_cm});
    for (const Edge& edge : blocking_edges(std::span(&solids[i].rings, 1), near)) {
      if (edge.a != edge.b) pieces_.push_back({edge, i, solids[i].base_cm, solids[i].top_cm, true, false});
    }
    if (near.empty()) orient(std::span(pieces_).subspan(first_of_solid_.back()));
  }
  first_of_solid_.push_back(static_cast<std::uint32_t>(pieces_.size()));
  for (const Screen& screen : screens) {
    for (std::size_t k = 0; k + 1 < screen.points.size(); ++k) {
      const Edge edge{screen.points[k], screen.points[k + 1]};
      if (edge.a != edge.b) pieces_.push_back({edge, no_solid, 0, screen.top_cm, true, false});
    }
  }
  std::vector<geo::Rect> boxes;
  boxes.reserve(pieces_.size());
  for (const Piece& piece : pieces_) boxes.push_back(geo::bounding(std::array{piece.edge.a, piece.edge.b}));
  index_ = geo::GridIndex(boxes);
  std::vector<Piece> pieces = pieces_;
  prepared_ = prepared(pieces, limits, first_of_solid_);
  const NearLoops* const loops = face_loops(available_isas().back()).near;
  if (loops != nullptr && usual_reach_cm <= Surroundings::most_reach_cm) {
    prepared_.near = surroundings(prepared_, *loops);
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) {  // known only now
    pieces_[i].both_sides = pieces[i].both_sides;
    pieces_[i].crossed = pieces[i].crossed;
  }
}

std::vector<Edge> Walls::edges_for(const Look& look) const {
  std::vector<Edge> found;
  for (const std::uint32_t i : index_.query(geo::around(look.eye, std::clamp(look.reach_cm, 0, most_reach_cm)))) {
    const Piece& piece = pieces_[i];
    const bool own = piece.solid != no_solid && piece.solid == look.own;
    if (own || (piece.base_cm <= look.height_cm && look.height_cm <= piece.top_cm)) found.push_back(piece.edge);
  }
  return found;
}

std::span<const Piece> Walls::pieces_of(std::uint32_t solid) const {
  if (solid >= first_of_solid_.size() - 1) return {};
  return std::span(pieces_).subspan(first_of_solid_[solid], first_of_solid_[solid + 1] - first_of_solid_[solid]);
}

}  // namespace contrechamp::visibility
