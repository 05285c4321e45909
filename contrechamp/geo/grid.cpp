// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/geo/grid.hpp>

namespace contrechamp::geo {

Rect bounding(std::span<const Point> points) {
  if (points.empty()) return {};
  Rect box{points[0], points[0]};
  for (const Point p : points) {
    box.min = {std::min(box.min.x, p.x), std::min(box.min.y, p.y)};
    box.max = {std::max(box.max.x, p.x), std::max(box.max.y, p.y)};
  }
  return box;
}

Rect around(Point centre, std::int32_t half_side) {
  return {{centre.x - half_side, centre.y - half_side}, {centre.x + half_side, centre.y + half_side}};
}

GridIndex::GridIndex(std::span<const Rect> boxes, std::int32_t cell_cm) : boxes_(boxes.begin(), boxes.end()), cell_cm_(cell_cm) {
  if (boxes_.empty()) return;
  bounds_ = boxes_[0];
  for (const Rect& b : boxes_) {
    bounds_.min = {std::min(bounds_.min.x, b.min.x), std::min(bounds_.min.y, b.min.y)};
    bounds_.max = {std::max(bounds_.max.x, b.max.x), std::max(bounds_.max.y, b.max.y)};
  }
  // Far-flung or huge items must not make a huge index: about four cells an item, and sixteen entries an item, at most.
  const auto budget = static_cast<std::int64_t>(boxes_.size());
  for (;; cell_cm_ *= 2) {
    columns_ = (std::int64_t{bounds_.max.x} - bounds_.min.x) / cell_cm_ + 1;
    rows_ = (std::int64_t{bounds_.max.y} - bounds_.min.y) / cell_cm_ + 1;
    if (columns_ * rows_ > 4 * budget + 1024) continue;
    std::int64_t entries = 0;
    for (const Rect& b : boxes_) entries += (column(b.max.x) - column(b.min.x) + 1) * (row(b.max.y) - row(b.min.y) + 1);
    if (entries <= 16 * budget + 1024) break;
  }
  const auto each_cell = [&](std::size_t item, const auto& visit) {
    for (std::int64_t r = row(boxes_[item].min.y); r <= row(boxes_[item].max.y); ++r) {
      for (std::int64_t c = column(boxes_[item].min.x); c <= column(boxes_[item].max.x); ++c) {
        visit(static_cast<std::size_t>(r * columns_ + c));
      }
    }
  };
  first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  for (std::size_t i = 0; i < boxes_.size(); ++i) each_cell(i, [&](std::size_t cell) { ++first_[cell + 1]; });
  for (std::size_t cell = 1; cell < first_.size(); ++cell) first_[cell] += first_[cell - 1];
  items_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::size_t i = 0; i < boxes_.size(); ++i) {
    each_cell(i, [&](std::size_t cell) { items_[next[cell]++] = static_cast<std::uint32_t>(i); });
  }
}

std::int64_t GridIndex::column(std::int32_t x) const {
  return std::clamp<std::int64_t>((std::int64_t{x} - bounds_.min.x) / cell_cm_, 0, columns_ - 1);
}
std::int64_t GridIndex::row(std::int32_t y) const {
  return std::clamp<std::int64_t>((std::int64_t{y} - bounds_.min.y) / cell_cm_, 0, rows_ - 1);
}

std::vector<std::uint32_t> GridIndex::query(const Rect& window) const {
  std::vector<std::uint32_t> found;
  if (boxes_.empty() || !bounds_.touches(window)) return found;
  for (std::int64_t r = row(window.min.y); r <= row(window.max.y); ++r) {
    for (std::int64_t c = column(window.min.x); c <= column(window.max.x); ++c) {
      const auto cell = static_cast<std::size_t>(r * columns_ + c);
      for (std::uint32_t k = first_[cell]; k < first_[cell + 1]; ++k) {
        if (boxes_[items_[k]].touches(window)) found.push_back(items_[k]);
      }
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace contrechamp::geo
