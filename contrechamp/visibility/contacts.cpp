// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/visibility/contacts.hpp>
#include <contrechamp/visibility/faults.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Point;

constexpr std::uint32_t several = 0xfffffffeU;
constexpr std::uint32_t no_solid_here = 0xffffffffU;

class Finder {
 public:
  Finder(std::span<const Piece> pieces, std::size_t solids) : pieces_(pieces), meets_itself_(solids, 0) {
    found_.partner.assign(pieces.size(), Contacts::no_partner);
  }

  /// Every two pieces whose boxes touch, by a sweep in x.
  void compare(std::span<const std::uint32_t> cell) {
    near_.clear();
    for (const std::uint32_t i : cell) near_.push_back({std::min(pieces_[i].edge.a.x, pieces_[i].edge.b.x), i});
    std::sort(near_.begin(), near_.end());
    for (std::size_t k = 0; k < near_.size(); ++k) {
      const Edge& e = pieces_[near_[k].second].edge;
      const auto [low, high] = std::minmax(e.a.y, e.b.y);
      const std::int32_t right = std::max(e.a.x, e.b.x);
      for (std::size_t l = k + 1; l < near_.size() && near_[l].first <= right; ++l) {
        const Edge& f = pieces_[near_[l].second].edge;
        if (std::max(f.a.y, f.b.y) < low || std::min(f.a.y, f.b.y) > high) continue;
        contact(std::min(near_[k].second, near_[l].second), std::max(near_[k].second, near_[l].second));
      }
    }
  }

  Contacts take() {
    std::sort(found_.crossings.begin(), found_.crossings.end());
    found_.crossings.erase(std::unique(found_.crossings.begin(), found_.crossings.end()), found_.crossings.end());
    for (std::uint32_t& partner : found_.partner) {
      if (partner == several) partner = Contacts::no_partner;
    }
    return std::move(found_);
  }
  [[nodiscard]] bool meets_itself(std::size_t solid) const { return meets_itself_[solid] != 0; }

 private:
  void contact(std::uint32_t i, std::uint32_t j) {
    const Edge& e = pieces_[i].edge;
    const Edge& f = pieces_[j].edge;
    const int ea = geo::side(f.a, f.b, e.a);
    const int eb = geo::side(f.a, f.b, e.b);
    if (ea * eb > 0) return;
    const int fa = geo::side(e.a, e.b, f.a);
    const int fb = geo::side(e.a, e.b, f.b);
    if (fa * fb > 0) return;
    const bool same_solid = pieces_[i].solid == pieces_[j].solid && pieces_[i].solid != no_solid_here;
    if (ea * eb < 0 && fa * fb < 0) {
      if (fast_fault != FastFault::crossing_missed) found_.crossings.emplace_back(i, j);
      if (same_solid) meets_itself_[pieces_[i].solid] = 1;
      return;
    }
    if (same_solid && beyond_corners(e, f)) meets_itself_[pieces_[i].solid] = 1;
    if (e.a == f.b && e.b == f.a && !same_solid) {
      note_partner(i, j);
      note_partner(j, i);
    } else if ((e.a == f.a && e.b == f.b) || (e.a == f.b && e.b == f.a)) {
      found_.partner[i] = found_.partner[j] = several;
    }
  }

  void note_partner(std::uint32_t of, std::uint32_t is) {
    std::uint32_t& partner = found_.partner[of];
    partner = partner == Contacts::no_partner || partner == is ? is : several;
  }

  /// They touch where at least one has no corner.
  static bool beyond_corners(const Edge& e, const Edge& f) {
    const auto inside = [](const Edge& edge, Point p) {
      return p != edge.a && p != edge.b && geo::on_segment(edge.a, edge.b, p);
    };
    const bool same = (e.a == f.a && e.b == f.b) || (e.a == f.b && e.b == f.a);
    return same || inside(e, f.a) || inside(e, f.b) || inside(f, e.a) || inside(f, e.b);
  }

  std::span<const Piece> pieces_;
  std::vector<std::uint8_t> meets_itself_;  // by solid
  std::vector<std::pair<std::int32_t, std::uint32_t>> near_;
  Contacts found_;
};
}  // namespace

Contacts contacts(std::span<Piece> pieces, std::span<const std::uint32_t> first_of_solid,
                  std::span<const std::uint32_t> first_in_cell, std::span<const std::uint32_t> in_cell) {
  Finder finder(pieces, first_of_solid.size() - 1);
  for (std::size_t cell = 0; cell + 1 < first_in_cell.size(); ++cell) {
    finder.compare(in_cell.subspan(first_in_cell[cell], first_in_cell[cell + 1] - first_in_cell[cell]));
  }
  for (std::size_t solid = 0; solid + 1 < first_of_solid.size(); ++solid) {
    if (!finder.meets_itself(solid)) continue;
    for (std::uint32_t i = first_of_solid[solid]; i < first_of_solid[solid + 1]; ++i) pieces[i].both_sides = true;
  }
  return finder.take();
}

void drop_shared(std::span<Piece> pieces, std::span<const std::uint32_t> partner) {
  for (std::uint32_t i = 0; i < pieces.size(); ++i) {
    const std::uint32_t j = partner[i];
    if (j == Contacts::no_partner || j < i || partner[j] != i) continue;
    Piece& lower = pieces[i].top_cm <= pieces[j].top_cm ? pieces[i] : pieces[j];
    Piece& higher = pieces[i].top_cm <= pieces[j].top_cm ? pieces[j] : pieces[i];
    if (lower.both_sides || higher.both_sides || lower.solid == higher.solid) continue;
    const std::int32_t from = std::max(lower.base_cm, higher.base_cm);
    if (from > lower.top_cm) continue;  // no height at which both block
    // What is left of the lower one lies below `from`; of the higher one above lower.top_cm, unless it also begins below.
    if (lower.base_cm > higher.base_cm && lower.top_cm < higher.top_cm) continue;
    const auto keep = [](Piece& piece, std::int64_t base, std::int64_t top) {
      piece.base_cm = base <= top ? static_cast<std::int32_t>(base) : 1;
      piece.top_cm = base <= top ? static_cast<std::int32_t>(top) : 0;
    };
    if (higher.top_cm > lower.top_cm && fast_fault != FastFault::shared_kept_once) {
      keep(higher, std::int64_t{lower.top_cm} + 1, higher.top_cm);
    } else {
      keep(higher, higher.base_cm, std::int64_t{from} - 1);
    }
    keep(lower, lower.base_cm, std::int64_t{from} - 1);
  }
}

}  // namespace contrechamp::visibility
