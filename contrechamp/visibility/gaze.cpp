// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/visibility/face_bodies.hpp>
#include <contrechamp/visibility/gaze.hpp>
#include <tuple>

namespace contrechamp::visibility {
namespace {
using geo::Point;
using geo::Vec;

bool active(std::int32_t base, std::int32_t top, std::int32_t height) { return base <= height && height <= top; }

/// Wholly behind: within the angle that the hider spans, and beyond its line, perhaps touching it. Exact.
bool hides(const Hider& hider, Vec a, Vec b) {
  const Vec from{static_cast<std::int64_t>(hider.ax), static_cast<std::int64_t>(hider.ay)};
  const Vec to{static_cast<std::int64_t>(hider.bx), static_cast<std::int64_t>(hider.by)};
  const std::int64_t own = geo::cross(from, to);
  const auto beyond = [&](Vec p) {
    const std::int64_t after = geo::cross(from, p);
    const std::int64_t before = geo::cross(p, to);
    return after < 0 || before < 0 ? -1 : after + before - own;
  };
  const std::int64_t at_a = beyond(a);
  const std::int64_t at_b = beyond(b);
  return at_a >= 0 && at_b >= 0 && at_a + at_b > 0;
}

/// Thinning costs less than sorting and sweeping what it removes, from so many faces on, and with so many hiders. Measured:
/// bench/NOTES.md.
constexpr std::size_t few = 12;
constexpr std::size_t most_hiders = 6;
}  // namespace

/// Then back faces must be kept: the eye sees its solid's walls from within.
bool Gaze::inside_a_solid(const Look& look) const {
  const Prepared& p = walls_.prepared_walls();
  if (fast_fault == FastFault::culled_wrongly) return false;
  if (p.columns == 0 || !p.bounds().touches({look.eye, look.eye})) return false;
  const std::size_t cell = p.cell(p.column(look.eye.x), p.row(look.eye.y));
  if (p.no_witness[cell] != 0) return true;
  const Stand stand{look.eye.x, look.eye.y, look.reach_cm, look.height_cm};
  const Point witness = p.witness[cell];
  bool on_edge = false;
  int passed = loops_.passed(p.faces, {p.first[4 * cell], p.first[4 * cell + 4]}, stand, witness, on_edge);
  if (p.everywhere.begin != p.everywhere.end) passed += loops_.passed(p.faces, p.everywhere, stand, witness, on_edge);
  for (std::uint32_t k = p.first_cut[cell]; k < p.first_cut[cell + 1]; ++k) {
    const Cut& cut = p.cuts[p.cuts_of_cell[k]];
    if (cut.both_sides || !active(cut.base_cm, cut.top_cm, look.height_cm)) continue;
    passed += passed_one(cut.edge, look.eye, witness, on_edge);
  }
  const bool own = own_by_name(look) && !walls_.pieces_of(look.own)[0].both_sides;
  if (own) {
    for (const Piece& piece : walls_.pieces_of(look.own)) passed += passed_one(piece.edge, look.eye, witness, on_edge);
  }
  int covers = 0;
  for (std::uint32_t k = p.first_cover[cell]; k < p.first_cover[cell + 1]; ++k) {
    const Cover& cover = p.covers[k];
    if (active(cover.base_cm, cover.top_cm, look.height_cm) || (own && cover.solid == look.own)) ++covers;
  }
  return on_edge || covers != passed;
}

/// The own solid blocks, and would not by its height.
bool Gaze::own_by_name(const Look& look) const {
  const auto own = walls_.pieces_of(look.own);
  return !own.empty() && !active(own[0].base_cm, own[0].top_cm, look.height_cm) && fast_fault != FastFault::own_forgotten;
}

void Gaze::keep_faces(const Look& look) {
  const Prepared& p = walls_.prepared_walls();
  const Stand stand{look.eye.x, look.eye.y, look.reach_cm, look.height_cm};
  const geo::Rect window = geo::around(look.eye, look.reach_cm);
  if (p.columns == 0 || !p.bounds().touches(window)) return;
  const std::int32_t c0 = p.column(window.min.x);
  const std::int32_t c1 = p.column(window.max.x);
  const std::int32_t r0 = p.row(window.min.y);
  const std::int32_t r1 = p.row(window.max.y);
  std::size_t total = 0;
  runs_.clear();
  for (std::int32_t r = r0; r <= r1; ++r) {
    for (std::uint32_t k = p.first_cut[p.cell(c0, r)]; k < p.first_cut[p.cell(c1, r) + 1]; ++k) {
      near_cuts_.push_back(p.cuts_of_cell[k]);
    }
    for (std::int32_t c = c0; c <= c1; ++c) {
      const std::size_t first = 4 * p.cell(c, r);
      // Groups: begins left of the cell, here, below, both. Only in the first
      // column and row are others than `here` new.
      const Run run{p.first[first + (c == c0 ? 0 : 1)], p.first[first + (r == r0 ? (c == c0 ? 4 : 3) : 2)]};
      if (run.begin == run.end) continue;
      runs_.push_back(run);
      total += run.end - run.begin;
    }
  }
  if (p.everywhere.begin != p.everywhere.end) runs_.push_back(p.everywhere);
  kept_.reserve_more(total + (p.everywhere.end - p.everywhere.begin));
  loops_.keep(kept_, p.faces, runs_, stand);
}

/// Where the own solid does not block by its height it does by its name. False
/// if others cross it: the first kernel must look.
bool Gaze::keep_own(const Look& look) {
  if (!own_by_name(look)) return true;
  const auto own = walls_.pieces_of(look.own);
  Faces face;
  for (auto* column : {&face.ax, &face.ay, &face.bx, &face.by}) column->resize(1);
  const Stand stand{look.eye.x, look.eye.y, look.reach_cm, look.height_cm};
  kept_.reserve_more(2 * own.size());
  std::vector<Edge> edges;  // sorted: the order of the ring must not show
  for (const Piece& piece : own) {
    if (piece.crossed) return false;
    edges.push_back(piece.edge);
    if (piece.both_sides) edges.push_back({piece.edge.b, piece.edge.a});
  }
  std::sort(edges.begin(), edges.end());
  for (const auto& [a, b] : edges) {
    std::tie(face.ax[0], face.ay[0], face.bx[0], face.by[0]) = std::tie(a.x, a.y, b.x, b.y);
    keep_one(kept_, face, 0, stand);
  }
  return true;
}

/// The edges near the eye that others cross, as far as they block. False if one
/// reaches too far.
bool Gaze::gather_cuts(const Look& look) {
  const Prepared& p = walls_.prepared_walls();
  std::sort(near_cuts_.begin(), near_cuts_.end());
  near_cuts_.erase(std::unique(near_cuts_.begin(), near_cuts_.end()), near_cuts_.end());
  const auto relative = [&](const Edge& edge) { return std::pair(edge.a - look.eye, edge.b - look.eye); };
  const auto too_wide = [](const std::pair<Vec, Vec>& line) {
    return std::max({std::abs(line.first.x), std::abs(line.first.y), std::abs(line.second.x), std::abs(line.second.y)}) >
           widest_cut;
  };
  for (const std::uint32_t i : near_cuts_) {
    const Cut& cut = p.cuts[i];
    if (!active(cut.base_cm, cut.top_cm, look.height_cm)) continue;
    if (!geo::around(look.eye, look.reach_cm).touches(geo::bounding(std::array{cut.edge.a, cut.edge.b}))) continue;
    auto [a, b] = relative(cut.edge);
    const std::int64_t turn = geo::cross(a, b);
    if (turn == 0 || (turn < 0 && !cut.both_sides)) continue;
    if (turn < 0) std::swap(a, b);
    if (too_wide({a, b})) return false;
    const auto hidden = [from = a, to = b](const Hider& hider) { return hides(hider, from, to); };
    if (std::any_of(hiders_.begin(), hiders_.end(), hidden)) continue;
    const std::size_t first = cuts_.lines.size();
    for (std::uint32_t k = cut.first; k < cut.last; ++k) {
      cuts_.lines.push_back(relative(p.crossing[k]));
      if (too_wide(cuts_.lines.back())) return false;
    }
    cuts_.faces.push_back({a, b, first, cuts_.lines.size()});
  }
  return true;
}

/// Removes what the widest face hides (the own façade, as a rule), then what other wide ones do: more than half of what is kept,
/// in cities.
void Gaze::thin_out() {
  hiders_.clear();
  if (kept_.size <= few) return;
  hiders_.emplace_back(kept_, loops_.widest(kept_));
  loops_.drop(kept_, hiders_);
  for (std::size_t i = 0; i < std::min(kept_.broad_size, most_hiders - 1); ++i) hiders_.emplace_back(kept_, kept_.broad[i]);
  if (hiders_.size() > 1) loops_.drop(kept_, std::span(hiders_).subspan(1));
}

void Gaze::sweep(const Look& look) {
  if (!cuts_.faces.empty()) {
    crossed_sweep_.run(kept_, cuts_, look.eye, look.reach_cm, waiting_, seen_.wedges);
    return;
  }
  if (events_.size() < 2 * kept_.size + 16) events_.resize(4 * kept_.size + 16);
  loops_.keys(kept_);
  loops_.sort(kept_, events_.data());
  waiting_.clear();
  for (std::uint32_t i = 0; i < kept_.size; ++i) {
    if (kept_.end[i] > key_turn && fast_fault != FastFault::straddler_forgotten) waiting_.push_back({i, kept_.end[i] - key_turn});
  }
  const WholeFaces faces{&kept_};
  Sweep<WholeFaces>(faces, look.eye, look.reach_cm, key_sides, waiting_, seen_.wedges)
      .run(std::span(events_).first(kept_.size), kept_.end.data());
}

bool Gaze::look_fast(const Look& look) {
  if (look.reach_cm > widest || look.height_cm < 0 || inside_a_solid(look)) return false;
  kept_.clear();
  kept_.reserve_more(0);
  cuts_.clear();
  near_cuts_.clear();
  keep_faces(look);
  if (!keep_own(look) || kept_.too_wide || kept_.size > most_kept) return false;
  if (fast_fault == FastFault::edge_dropped) kept_.size -= kept_.size / 8;
  thin_out();
  if (!near_cuts_.empty() && !gather_cuts(look)) return false;
  if (kept_.size + cuts_.faces.size() + cuts_.lines.size() > most_kept) return false;  // the parts of a face: its crossings + 1
  seen_.eye = look.eye;
  seen_.reach_cm = look.reach_cm;
  seen_.wedges.clear();
  sweep(look);
  return true;
}

const Viewshed& Gaze::look(const Look& look) {
  if (look.reach_cm <= 0 || !look_fast(look)) seen_ = viewshed(look.eye, walls_.edges_for(look), look.reach_cm);
  return seen_;
}

}  // namespace contrechamp::visibility
