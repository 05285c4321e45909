// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <bench/street_view.hpp>
#include <tuple>

namespace contrechamp::bench {
namespace {
constexpr std::int32_t cell_cm = 5'000;
constexpr double joint_cm = 1e-6;  // two edges of a chain meet, up to rounding

/// Sorts the stretches and joins those of one segment that touch or overlap: nothing counts twice.
void merge(std::vector<Stretch>& stretches) {
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& p, const Stretch& q) { return std::tie(p.segment, p.from_cm) < std::tie(q.segment, q.from_cm); });
  std::size_t kept = 0;
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    Stretch& last = stretches[kept];
    const Stretch& next = stretches[i];
    if (next.segment == last.segment && next.from_cm <= last.to_cm + joint_cm) {
      last.to_cm = std::max(last.to_cm, next.to_cm);
    } else {
      stretches[++kept] = next;
    }
  }
  if (!stretches.empty()) stretches.resize(kept + 1);
}
}  // namespace

geo::Rect StreetIndex::box_of(const StreetEdge& edge) {
  return {{std::min(edge.a.x, edge.b.x), std::min(edge.a.y, edge.b.y)},
          {std::max(edge.a.x, edge.b.x), std::max(edge.a.y, edge.b.y)}};
}

std::int32_t StreetIndex::column(std::int32_t x) const { return (x - origin_.x) / cell_cm; }
std::int32_t StreetIndex::row(std::int32_t y) const { return (y - origin_.y) / cell_cm; }

StreetIndex::StreetIndex(std::span<const StreetEdge> edges) {
  std::vector<geo::Point> ends;
  for (const StreetEdge& edge : edges) ends.insert(ends.end(), {edge.a, edge.b});
  const geo::Rect bounds = geo::bounding(ends);
  // One cell of margin: a window just outside has a negative column, not column 0.
  origin_ = {bounds.min.x - cell_cm, bounds.min.y - cell_cm};
  columns_ = column(bounds.max.x) + 1;
  rows_ = row(bounds.max.y) + 1;
  const auto each_cell = [&](const StreetEdge& edge, const auto& visit) {
    const geo::Rect box = box_of(edge);
    for (std::int32_t r = row(box.min.y); r <= row(box.max.y); ++r) {
      for (std::int32_t c = column(box.min.x); c <= column(box.max.x); ++c)
        visit(static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c));
    }
  };
  first_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0);
  for (const StreetEdge& edge : edges) each_cell(edge, [&](std::size_t cell) { ++first_[cell + 1]; });
  for (std::size_t cell = 1; cell < first_.size(); ++cell) first_[cell] += first_[cell - 1];
  entries_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (const StreetEdge& edge : edges) {
    const geo::Rect box = box_of(edge);
    each_cell(edge, [&](std::size_t cell) { entries_[next[cell]++] = {edge, column(box.min.x), row(box.min.y)}; });
  }
}

std::span<const Stretch> StreetView::look(geo::Point eye, std::int32_t reach_cm) {
  const visibility::Viewshed& seen = gaze_.look({eye, reach_cm});
  seen_.clear();
  streets_.each_near(geo::around(eye, reach_cm), [&](const StreetEdge& edge) {
    visibility::visible(seen, edge.a, edge.b, parts_);
    for (const visibility::Interval& part : parts_) {
      seen_.push_back({edge.segment, edge.at_cm + part.from * edge.length_cm, edge.at_cm + part.to * edge.length_cm});
    }
  });
  merge(seen_);
  return seen_;
}

double metres(std::span<const Stretch> stretches) {
  double cm = 0;
  for (const Stretch& stretch : stretches) cm += stretch.to_cm - stretch.from_cm;
  return cm / 100;
}

}  // namespace contrechamp::bench
