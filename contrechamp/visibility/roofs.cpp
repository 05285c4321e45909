// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/visibility/roofs.hpp>
#include <tuple>

namespace contrechamp::visibility {
namespace {
using geo::Point;

geo::Rect box_of(const Rings& rings) {
  std::vector<Point> points;
  for (const geo::Ring& ring : rings) points.insert(points.end(), ring.begin(), ring.end());
  return geo::bounding(points);
}

geo::Rect box_of(std::span<const Edge> edges) {
  geo::Rect box = geo::bounding(std::array{edges[0].a, edges[0].b});
  for (const Edge& e : edges) {
    box.min = {std::min({box.min.x, e.a.x, e.b.x}), std::min({box.min.y, e.a.y, e.b.y})};
    box.max = {std::max({box.max.x, e.a.x, e.b.x}), std::max({box.max.y, e.a.y, e.b.y})};
  }
  return box;
}

/// A corridor reaches half its width to the sides and beyond its ends, and a bend's corner at most √2 half widths from it.
std::vector<geo::Rect> boxes_of(std::span<const Corridor> corridors) {
  std::vector<geo::Rect> boxes;
  for (const Corridor& corridor : corridors) {
    geo::Rect box = geo::bounding(corridor.centreline);
    const std::int32_t margin = corridor.width_cm + 2;
    box.min = {box.min.x - margin, box.min.y - margin};
    box.max = {box.max.x + margin, box.max.y + margin};
    boxes.push_back(box);
  }
  return boxes;
}

/// Every end of an edge is the end of another: an even number of edges meets in each point.
bool closed(std::span<const Edge> edges) {
  std::vector<Point> ends;
  for (const Edge& edge : edges) ends.insert(ends.end(), {edge.a, edge.b});
  std::sort(ends.begin(), ends.end());
  for (std::size_t i = 0; i < ends.size();) {
    std::size_t next = i;
    while (next < ends.size() && ends[next] == ends[i]) ++next;
    if ((next - i) % 2 != 0) return false;
    i = next;
  }
  return true;
}
}  // namespace

Roofs::Roofs(std::span<const Solid> solids, std::span<const Screen> screens, std::span<const Corridor> corridors) {
  const geo::GridIndex near(boxes_of(corridors));
  std::vector<Corridor> through;
  for (std::uint32_t i = 0; i < solids.size(); ++i) {
    if (solids[i].top_cm == unlimited_cm) continue;
    through.clear();
    for (const std::uint32_t c : near.query(box_of(solids[i].rings))) through.push_back(corridors[c]);
    add(blocking_edges(std::span(&solids[i].rings, 1), through), solids[i].top_cm, i);
  }
  for (const Screen& screen : screens) {
    if (screen.top_cm == unlimited_cm) continue;
    std::vector<Edge> chain;
    for (std::size_t k = 0; k + 1 < screen.points.size(); ++k) chain.push_back({screen.points[k], screen.points[k + 1]});
    add(std::move(chain), screen.top_cm, no_solid);
  }
  make_grid();
}

void Roofs::add(std::vector<Edge> edges, std::int32_t top_cm, std::uint32_t solid) {
  std::erase_if(edges, [](const Edge& edge) { return edge.a == edge.b; });
  if (edges.empty()) return;
  const auto first = static_cast<std::uint32_t>(edges_.size());
  edges_.insert(edges_.end(), edges.begin(), edges.end());
  const auto last = static_cast<std::uint32_t>(edges_.size());
  roofs_.push_back({top_cm, box_of(edges), solid, first, last, solid != no_solid && closed(edges)});
}

template <class Visit>
void Roofs::each_cell(const geo::Rect& box, const Visit& visit) const {
  for (std::int64_t r = row(box.min.y); r <= row(box.max.y); ++r) {
    for (std::int64_t c = column(box.min.x); c <= column(box.max.x); ++c) visit(static_cast<std::size_t>(r * columns_ + c));
  }
}

void Roofs::make_grid() {
  if (roofs_.empty()) return;
  bounds_ = roofs_[0].box;
  for (const Roof& roof : roofs_) {
    bounds_.min = {std::min(bounds_.min.x, roof.box.min.x), std::min(bounds_.min.y, roof.box.min.y)};
    bounds_.max = {std::max(bounds_.max.x, roof.box.max.x), std::max(bounds_.max.y, roof.box.max.y)};
  }
  // Far-flung or huge roofs must not make a huge grid: about four cells a roof, and sixteen entries a roof, at most.
  const auto budget = static_cast<std::int64_t>(roofs_.size());
  for (;; cell_cm_ *= 2) {
    columns_ = (std::int64_t{bounds_.max.x} - bounds_.min.x) / cell_cm_ + 1;
    rows_ = (std::int64_t{bounds_.max.y} - bounds_.min.y) / cell_cm_ + 1;
    if (columns_ * rows_ > 4 * budget + 1024) continue;
    std::int64_t entries = 0;
    for (const Roof& r : roofs_) {
      entries += (column(r.box.max.x) - column(r.box.min.x) + 1) * (row(r.box.max.y) - row(r.box.min.y) + 1);
    }
    if (entries <= 16 * budget + 1024) break;
  }
  first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  for (const Roof& roof : roofs_) each_cell(roof.box, [&](std::size_t cell) { ++first_[cell + 1]; });
  for (std::size_t cell = 1; cell < first_.size(); ++cell) first_[cell] += first_[cell - 1];
  entries_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t i = 0; i < roofs_.size(); ++i) {
    each_cell(roofs_[i].box, [&](std::size_t cell) { entries_[next[cell]++] = {roofs_[i].top_cm, i, roofs_[i].box}; });
  }
  for (std::size_t cell = 0; cell + 1 < first_.size(); ++cell) {
    std::sort(entries_.data() + first_[cell], entries_.data() + first_[cell + 1],
              [](const Entry& e, const Entry& f) { return std::tie(e.top_cm, e.roof) < std::tie(f.top_cm, f.roof); });
  }
}

}  // namespace contrechamp::visibility
