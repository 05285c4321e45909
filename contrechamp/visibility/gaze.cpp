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

bool hides(const Hider& hider, Vec a, Vec b) {
  const Vec from{static_cast<std::int64_t>(hider.ax), static_cast<std::int64_t>(hider.ay)};
  const Vec to{static_cast<std::int64_t>(hider.bx), static_cast<std::int64_t>(hider.by)};
  return visibility::hides(from, to, a, b);
}

/// Thinning costs less than sorting and sweeping what it removes, from so many faces on. Measured:
/// bench/NOTES.md.
constexpr std::size_t few = 12;
}  // namespace

/// Then back faces must be kept: the eye sees its solid's walls from within.
bool Gaze::inside_a_solid(const Look& look, bool near) const {
  const Prepared& p = walls_.prepared_walls();
  if (fast_fault == FastFault::culled_wrongly) return false;
  if (p.columns == 0 || !p.bounds().touches({look.eye, look.eye})) return false;
  const std::size_t cell = p.cell(p.column(look.eye.x), p.row(look.eye.y));
  if (p.no_witness[cell] != 0) return true;
  const Stand stand{look.eye.x, look.eye.y, look.reach_cm, look.height_cm, false};
  const Point witness = p.witness[cell];
  bool on_edge = false;
  const Run in_cell{p.first[4 * cell], p.first[4 * cell + 4]};
  int passed = near ? near_.passed(on_edge) : loops_.passed(p.faces, in_cell, stand, witness, on_edge);
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
  const Block cells = p.block(geo::around(look.eye, look.reach_cm));
  if (cells.c0 > cells.c1) return;
  std::int32_t longest = 0;
  for (std::int32_t r = cells.r0; r <= cells.r1; ++r) {
    for (std::int32_t c = cells.c0; c <= cells.c1; ++c) longest = std::max(longest, p.longest[p.cell(c, r)]);
  }
  runs_.clear();
  p.runs(cells, runs_);
  if (p.everywhere.begin != p.everywhere.end) runs_.push_back(p.everywhere);
  std::size_t total = 0;
  for (const Run run : runs_) total += run.end - run.begin;
  kept_.reserve_more(total);
  const bool all_narrow = p.everywhere.begin == p.everywhere.end && std::int64_t{longest} + look.reach_cm <= most_narrow;
  loops_.keep(kept_, p.faces, runs_, {look.eye.x, look.eye.y, look.reach_cm, look.height_cm, all_narrow});
}

/// Where the own solid does not block by its height it does by its name. False
/// if others cross it: the first kernel must look.
bool Gaze::keep_own(const Look& look) {
  if (!own_by_name(look)) return true;
  const auto own = walls_.pieces_of(look.own);
  Faces face;
  for (auto* column : {&face.ax, &face.ay, &face.bx, &face.by}) column->resize(1);
  const Stand stand{look.eye.x, look.eye.y, look.reach_cm, look.height_cm, false};
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
bool Gaze::gather_cuts(const Look& look, bool near) {
  const Prepared& p = walls_.prepared_walls();
  const Block cells = p.block(geo::around(look.eye, look.reach_cm));
  cuts_about_.clear();
  for (std::int32_t r = cells.r0; r <= cells.r1; ++r) {
    const std::uint32_t first = p.first_cut[p.cell(cells.c0, r)];
    const auto row = std::span(p.cuts_of_cell).subspan(first, p.first_cut[p.cell(cells.c1, r) + 1] - first);
    cuts_about_.insert(cuts_about_.end(), row.begin(), row.end());
  }
  std::sort(cuts_about_.begin(), cuts_about_.end());
  cuts_about_.erase(std::unique(cuts_about_.begin(), cuts_about_.end()), cuts_about_.end());
  const auto relative = [&](const Edge& edge) { return std::pair(edge.a - look.eye, edge.b - look.eye); };
  const auto too_wide = [](const std::pair<Vec, Vec>& line) {
    return std::max({std::abs(line.first.x), std::abs(line.first.y), std::abs(line.second.x), std::abs(line.second.y)}) >
           widest_cut;
  };
  for (const std::uint32_t i : cuts_about_) {
    const Cut& cut = p.cuts[i];
    if (!active(cut.base_cm, cut.top_cm, look.height_cm)) continue;
    if (!geo::around(look.eye, look.reach_cm).touches(geo::bounding(std::array{cut.edge.a, cut.edge.b}))) continue;
    auto [a, b] = relative(cut.edge);
    const std::int64_t turn = geo::cross(a, b);
    if (turn == 0 || (turn < 0 && !cut.both_sides)) continue;
    if (turn < 0) std::swap(a, b);
    const auto lines = std::span(p.crossing).subspan(cut.first, cut.last - cut.first);
    const auto line_too_wide = [&](const Edge& edge) { return too_wide(relative(edge)); };
    // Asked first: what is hidden is told by other faces on other machines.
    if (too_wide({a, b}) || std::any_of(lines.begin(), lines.end(), line_too_wide)) return false;
    const auto hidden = [from = a, to = b](const Hider& hider) { return hides(hider, from, to); };
    if (near ? near_.hides(a, b) : std::any_of(kept_.hiders.data(), kept_.hiders.data() + kept_.hiders_size, hidden)) continue;
    const std::size_t first = cuts_.lines.size();
    for (const Edge& edge : lines) cuts_.lines.push_back(relative(edge));
    cuts_.faces.push_back({a, b, first, cuts_.lines.size()});
  }
  return true;
}

void Gaze::sweep(const Look& look) {
  loops_.keys(kept_);
  if (!cuts_.faces.empty()) {
    crossed_sweep_.run(loops_, kept_, cuts_, look.eye, look.reach_cm, waiting_, seen_.wedges);
    return;
  }
  if (events_.size() < 2 * kept_.size + 16) events_.resize(4 * kept_.size + 16);
  loops_.sort(std::span(kept_.begin).first(kept_.size), events_.data());
  waiting_.clear();
  for (std::size_t k = 0; k < kept_.across_size && fast_fault != FastFault::straddler_forgotten; ++k) {
    const std::uint32_t i = kept_.across[k];
    waiting_.push_back({i, kept_.end[i] - key_turn});
  }
  const WholeFaces faces{kept_.by_face.data()};
  Sweep<WholeFaces, Waiters<WholeFaces>>(faces, {faces, waiting_}, look.eye, look.reach_cm, key_sides, seen_.wedges)
      .run(std::span(events_).first(kept_.size), kept_.end.data());
}

/// Keeps what may be seen, and leaves out some of what cannot. False: the first kernel must look.
bool Gaze::keep_and_thin(const Look& look) {
  kept_.clear();
  kept_.reserve_more(0);
  keep_faces(look);
  if (!keep_own(look) || kept_.too_wide || kept_.size > most_kept) return false;
  if (fast_fault == FastFault::edge_dropped) kept_.size -= kept_.size / 8;
  kept_.hiders_size = 0;
  if (kept_.size > few) loops_.thin(kept_);
  return true;
}

bool Gaze::look_fast(const Look& look) {
  if (look.reach_cm > widest || look.height_cm < 0) return false;
  const bool near = !own_by_name(look) && near_.start(walls_.prepared_walls(), look);
  if (inside_a_solid(look, near)) return false;
  if (near ? !near_.keep() : !keep_and_thin(look)) return false;
  cuts_.clear();
  if ((!near || near_.cuts_near()) && !gather_cuts(look, near)) return false;
  seen_.eye = look.eye;
  seen_.reach_cm = look.reach_cm;
  seen_.wedges.clear();
  if (near && cuts_.faces.empty() && near_.sweep(seen_.wedges)) return true;
  if (near) near_.copy(kept_);
  if (cuts_.spots(kept_.size) > most_kept) return false;
  sweep(look);
  return true;
}

const Viewshed& Gaze::look(const Look& look) {
  if (look.reach_cm <= 0 || !look_fast(look)) seen_ = viewshed(look.eye, walls_.edges_for(look), look.reach_cm);
  return seen_;
}

}  // namespace contrechamp::visibility
