// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/visibility/contacts.hpp>
#include <contrechamp/visibility/prepared.hpp>
#include <tuple>

namespace contrechamp::visibility {
namespace {
using geo::Point;

/// A piece in more cells stands in `everywhere`: 400 m by 400 m.
constexpr std::int64_t most_cells = 64;
/// Loads of whole vectors reach so far beyond the last face.
constexpr std::size_t padding = 16;

geo::Rect box_of(const Edge& edge) { return geo::bounding(std::array{edge.a, edge.b}); }

/// Items by cell, compressed: first counted, then placed.
class Lists {
 public:
  explicit Lists(std::size_t lists) : first_(lists + 1, 0) {}
  void count(std::size_t list) { ++first_[list + 1]; }
  void place() {
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    next_.assign(first_.begin(), first_.end() - 1);
  }
  [[nodiscard]] std::uint32_t slot(std::size_t list) { return next_[list]++; }
  [[nodiscard]] const std::vector<std::uint32_t>& first() const { return first_; }
  [[nodiscard]] std::uint32_t size() const { return first_.back(); }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> next_;
};

class Builder {
 public:
  Builder(std::span<Piece> pieces, std::span<const Cover> limits, std::span<const std::uint32_t> first_of_solid)
      : pieces_(pieces), limits_(limits), first_of_solid_(first_of_solid) {}

  Prepared build() {
    lay_grid();
    const Lists cells = list_pieces();
    Contacts found = contacts(pieces_, first_of_solid_, cells.first(), in_cell_);
    drop_shared(pieces_, found.partner);
    note_cuts(found.crossings);
    note_faces();
    choose_witnesses(cells.first());
    note_covers();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::size_t cells() const { return static_cast<std::size_t>(out_.columns) * static_cast<std::size_t>(out_.rows); }

  void lay_grid() {
    geo::Rect bounds = box_of(pieces_[0].edge);
    for (const Piece& piece : pieces_) {
      for (const Point p : {piece.edge.a, piece.edge.b}) {
        bounds.min = {std::min(bounds.min.x, p.x), std::min(bounds.min.y, p.y)};
        bounds.max = {std::max(bounds.max.x, p.x), std::max(bounds.max.y, p.y)};
      }
    }
    out_.origin = bounds.min;
    const std::int64_t width = std::int64_t{bounds.max.x} - bounds.min.x;
    const std::int64_t height = std::int64_t{bounds.max.y} - bounds.min.y;
    const auto budget = 4 * static_cast<std::int64_t>(pieces_.size()) + 4096;  // far-flung pieces must not make a huge grid
    while ((width / out_.cell_cm + 1) * (height / out_.cell_cm + 1) > budget) out_.cell_cm *= 2;
    out_.columns = static_cast<std::int32_t>(width / out_.cell_cm + 1);
    out_.rows = static_cast<std::int32_t>(height / out_.cell_cm + 1);
  }

  /// Visits the cells that a piece runs through, and perhaps some beside it.
  template <class Visit>
  void each_cell_of(const Edge& edge, const Visit& visit) const {
    const Block b = out_.block(box_of(edge));
    const bool diagonal = b.cells() > most_cells;
    const auto ends = std::minmax({std::pair(edge.a.y, edge.a.x), std::pair(edge.b.y, edge.b.x)});
    for (std::int32_t r = b.r0; r <= b.r1; ++r) {
      std::int32_t c0 = b.c0;
      std::int32_t c1 = b.c1;
      if (diagonal && ends.first.first != ends.second.first) {
        const auto column_at = [&](std::int64_t y) {
          const double t = std::clamp(
              static_cast<double>(y - ends.first.first) / static_cast<double>(std::int64_t{ends.second.first} - ends.first.first),
              0.0, 1.0);
          return out_.column(static_cast<std::int32_t>(
              ends.first.second + t * static_cast<double>(std::int64_t{ends.second.second} - ends.first.second)));
        };
        const std::int64_t bottom = out_.origin.y + std::int64_t{r} * out_.cell_cm;
        const auto [left, right] = std::minmax({column_at(bottom - 1), column_at(bottom + out_.cell_cm + 1)});
        c0 = std::max(b.c0, left - 1);
        c1 = std::min(b.c1, right + 1);
      }
      for (std::int32_t c = c0; c <= c1; ++c) visit(out_.cell(c, r));
    }
  }

  Lists list_pieces() {
    Lists lists(cells());
    for (const Piece& piece : pieces_) each_cell_of(piece.edge, [&](std::size_t cell) { lists.count(cell); });
    lists.place();
    in_cell_.resize(lists.size());
    for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
      each_cell_of(pieces_[i].edge, [&](std::size_t cell) { in_cell_[lists.slot(cell)] = i; });
    }
    return lists;
  }

  /// Cut pieces leave the faces; they are few.
  void note_cuts(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& crossings) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> crossed;
    for (const auto& [i, j] : crossings) {
      crossed.emplace_back(i, j);
      crossed.emplace_back(j, i);
    }
    std::sort(crossed.begin(), crossed.end());
    Lists lists(cells());
    for (std::size_t k = 0; k < crossed.size();) {
      const std::uint32_t i = crossed[k].first;
      const Piece& piece = pieces_[i];
      Cut cut{piece.edge, piece.base_cm, piece.top_cm, piece.both_sides, static_cast<std::uint32_t>(out_.crossing.size()), 0};
      for (; k < crossed.size() && crossed[k].first == i; ++k) out_.crossing.push_back(pieces_[crossed[k].second].edge);
      cut.last = static_cast<std::uint32_t>(out_.crossing.size());
      pieces_[i].crossed = true;
      if (cut.base_cm > cut.top_cm) continue;
      out_.cuts.push_back(cut);
      each_cell_of(cut.edge, [&](std::size_t cell) { lists.count(cell); });
    }
    lists.place();
    out_.cuts_of_cell.resize(lists.size());
    for (std::uint32_t i = 0; i < out_.cuts.size(); ++i) {
      each_cell_of(out_.cuts[i].edge, [&](std::size_t cell) { out_.cuts_of_cell[lists.slot(cell)] = i; });
    }
    out_.first_cut = lists.first();
  }

  using Face = std::tuple<std::int32_t, std::int32_t, std::int32_t, std::int32_t, std::int32_t, std::int32_t>;

  /// Visits each face of a piece: one, or one for each side.
  template <class Visit>
  void each_face(const Visit& visit) const {
    for (const Piece& p : pieces_) {
      if (p.crossed || p.base_cm > p.top_cm) continue;
      visit(Face{p.edge.a.x, p.edge.a.y, p.edge.b.x, p.edge.b.y, p.base_cm, p.top_cm});
      if (p.both_sides) visit(Face{p.edge.b.x, p.edge.b.y, p.edge.a.x, p.edge.a.y, p.base_cm, p.top_cm});
    }
  }

  /// Visits the group of each cell that a face touches; the last list is `everywhere`.
  template <class Visit>
  void each_list(const Face& face, const Visit& visit) const {
    const auto& [ax, ay, bx, by, base, top] = face;
    const Block b = out_.block(geo::bounding(std::array{Point{ax, ay}, Point{bx, by}}));
    if (b.cells() > most_cells) {
      visit(4 * cells());
      return;
    }
    for (std::int32_t r = b.r0; r <= b.r1; ++r) {
      for (std::int32_t c = b.c0; c <= b.c1; ++c) {
        const std::size_t group = r == b.r0 ? (c == b.c0 ? 1 : 0) : (c == b.c0 ? 2 : 3);
        visit(4 * out_.cell(c, r) + group);
      }
    }
  }

  void note_faces() {
    Lists lists(4 * cells() + 1);
    each_face([&](const Face& face) { each_list(face, [&](std::size_t list) { lists.count(list); }); });
    lists.place();
    std::vector<Face> faces(lists.size());
    each_face([&](const Face& face) { each_list(face, [&](std::size_t list) { faces[lists.slot(list)] = face; }); });
    out_.first = lists.first();
    for (std::size_t list = 0; list + 1 < out_.first.size(); ++list) {
      std::sort(faces.data() + out_.first[list], faces.data() + out_.first[list + 1]);
    }
    out_.everywhere = {out_.first[4 * cells()], out_.first.back()};
    out_.longest.assign(cells(), 0);
    each_face([&](const Face& face) { each_list(face, [&](std::size_t list) { note_length(list / 4, face); }); });
    spread(faces);
  }

  void note_length(std::size_t cell, const Face& face) {
    if (cell == cells()) return;  // everywhere
    const auto& [ax, ay, bx, by, base, top] = face;
    const std::int64_t length = std::max(std::abs(std::int64_t{bx} - ax), std::abs(std::int64_t{by} - ay));
    std::int32_t& longest = out_.longest[cell];
    longest = static_cast<std::int32_t>(std::clamp<std::int64_t>(length, longest, INT32_MAX));
  }

  void spread(const std::vector<Face>& faces) {
    const auto limits = [](const Face& f) { return std::pair(std::get<4>(f), std::get<5>(f)); };
    const bool same =
        std::all_of(faces.begin(), faces.end(), [&](const Face& f) { return limits(f) == std::pair(0, INT32_MAX); });
    Faces& to = out_.faces;
    const std::size_t size = faces.size() + padding;
    for (auto* column : {&to.ax, &to.ay, &to.bx, &to.by}) column->assign(size, 0);
    if (!same) {
      to.base.assign(size, 1);
      to.top.assign(size, 0);
    }
    for (std::size_t i = 0; i < faces.size(); ++i) {
      std::tie(to.ax[i], to.ay[i], to.bx[i], to.by[i]) =
          std::tuple(std::get<0>(faces[i]), std::get<1>(faces[i]), std::get<2>(faces[i]), std::get<3>(faces[i]));
      if (!same) std::tie(to.base[i], to.top[i]) = limits(faces[i]);
    }
  }

  /// Candidates on a parabola: a line meets at most two of them, so a cell of n pieces has one after 2n at most.
  void choose_witnesses(std::span<const std::uint32_t> first_in_cell) {
    out_.witness.resize(cells());
    out_.no_witness.assign(cells(), 0);
    for (std::int32_t r = 0; r < out_.rows; ++r) {
      for (std::int32_t c = 0; c < out_.columns; ++c) {
        const std::size_t cell = out_.cell(c, r);
        const auto near = std::span(in_cell_).subspan(first_in_cell[cell], first_in_cell[cell + 1] - first_in_cell[cell]);
        bool found = false;
        for (std::int64_t k = 0; k * k < out_.cell_cm && !found; ++k) {
          const Point p{static_cast<std::int32_t>(out_.origin.x + std::int64_t{c} * out_.cell_cm + k),
                        static_cast<std::int32_t>(out_.origin.y + std::int64_t{r} * out_.cell_cm + k * k)};
          found = std::none_of(near.begin(), near.end(),
                               [&](std::uint32_t i) { return geo::on_segment(pieces_[i].edge.a, pieces_[i].edge.b, p); });
          out_.witness[cell] = p;
        }
        out_.no_witness[cell] = found ? 0 : 1;
      }
    }
  }

  void note_covers() {
    std::vector<std::pair<std::size_t, Cover>> covers;
    for (std::uint32_t solid = 0; solid + 1 < first_of_solid_.size(); ++solid) {
      const auto own = pieces_.subspan(first_of_solid_[solid], first_of_solid_[solid + 1] - first_of_solid_[solid]);
      if (own.empty() || own[0].both_sides) continue;
      geo::Rect box = box_of(own[0].edge);
      for (const Piece& piece : own) {
        const geo::Rect b = box_of(piece.edge);
        box = {{std::min(box.min.x, b.min.x), std::min(box.min.y, b.min.y)},
               {std::max(box.max.x, b.max.x), std::max(box.max.y, b.max.y)}};
      }
      const Block b = out_.block(box);
      for (std::int32_t r = b.r0; r <= b.r1; ++r) {
        for (std::int32_t c = b.c0; c <= b.c1; ++c) {
          const std::size_t cell = out_.cell(c, r);
          if (!box.touches({out_.witness[cell], out_.witness[cell]}) || out_.no_witness[cell] != 0) continue;
          if (encloses(own, out_.witness[cell])) covers.emplace_back(cell, limits_[solid]);
        }
      }
    }
    Lists lists(cells());
    for (const auto& [cell, cover] : covers) lists.count(cell);
    lists.place();
    out_.covers.resize(covers.size());
    for (const auto& [cell, cover] : covers) out_.covers[lists.slot(cell)] = cover;
    out_.first_cover = lists.first();
  }

  std::span<Piece> pieces_;
  std::span<const Cover> limits_;
  std::span<const std::uint32_t> first_of_solid_;
  std::vector<std::uint32_t> in_cell_;
  Prepared out_;
};
}  // namespace

std::int32_t Prepared::column(std::int32_t x) const {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>((std::int64_t{x} - origin.x) / cell_cm, 0, columns - 1));
}
std::int32_t Prepared::row(std::int32_t y) const {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>((std::int64_t{y} - origin.y) / cell_cm, 0, rows - 1));
}
geo::Point Prepared::middle(std::int32_t c, std::int32_t r) const {
  return {origin.x + c * cell_cm + cell_cm / 2, origin.y + r * cell_cm + cell_cm / 2};
}
Block Prepared::block(const geo::Rect& window) const {
  if (columns == 0 || !bounds().touches(window)) return {};
  return {column(window.min.x), row(window.min.y), column(window.max.x), row(window.max.y)};
}
void Prepared::runs(const Block& cells, std::vector<Run>& to) const {
  for (std::int32_t r = cells.r0; r <= cells.r1; ++r) {
    for (std::int32_t c = cells.c0; c <= cells.c1; ++c) {
      const std::size_t group = 4 * cell(c, r);
      // Groups: begins left of the cell, here, below, both. Only in the first column and row are others than `here` new.
      const std::size_t from = group + (c == cells.c0 ? 0 : 1);
      const std::size_t end = group + (r == cells.r0 ? (c == cells.c0 ? 4 : 3) : 2);
      if (first[from] != first[end]) to.push_back({first[from], first[end]});
    }
  }
}
geo::Rect Prepared::bounds() const {
  const auto end = [](std::int64_t v) { return static_cast<std::int32_t>(std::min<std::int64_t>(v, INT32_MAX)); };
  return {origin, {end(origin.x + std::int64_t{columns} * cell_cm - 1), end(origin.y + std::int64_t{rows} * cell_cm - 1)}};
}

Prepared prepared(std::span<Piece> pieces, std::span<const Cover> limits, std::span<const std::uint32_t> first_of_solid) {
  if (pieces.empty()) return {};
  return Builder(pieces, limits, first_of_solid).build();
}

}  // namespace contrechamp::visibility
