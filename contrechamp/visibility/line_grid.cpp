// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/visibility/cut_bodies.hpp>
#include <contrechamp/visibility/line_grid.hpp>

namespace contrechamp::visibility {
namespace {
std::int32_t clamped_cell(std::int64_t offset, std::int32_t cell_cm, std::int32_t count) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(offset / cell_cm, 0, count - 1));
}
}  // namespace

std::int32_t LineGrid::column(std::int64_t x) const { return clamped_cell(x - origin_.x, cell_cm, columns_); }
std::int32_t LineGrid::row(std::int64_t y) const { return clamped_cell(y - origin_.y, cell_cm, rows_); }

/// Visits the group of each cell that the line's box touches.
template <class Visit>
void LineGrid::each_group(const Edge& line, const Visit& visit) const {
  const std::int32_t left = column(std::min(line.a.x, line.b.x)), right = column(std::max(line.a.x, line.b.x));
  const std::int32_t low = row(std::min(line.a.y, line.b.y)), high = row(std::max(line.a.y, line.b.y));
  for (std::int32_t r = low; r <= high; ++r) {
    for (std::int32_t c = left; c <= right; ++c) {
      const std::size_t group = r == low ? (c == left ? 1 : 0) : (c == left ? 2 : 3);
      visit(4 * (static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c)) + group);
    }
  }
}

LineGrid::LineGrid(std::span<const Edge> lines) {
  if (lines.empty()) return;
  std::vector<geo::Point> ends;
  for (const Edge& line : lines) ends.insert(ends.end(), {line.a, line.b});
  const geo::Rect bounds = geo::bounding(ends);
  origin_ = bounds.min;
  columns_ = (bounds.max.x - origin_.x) / cell_cm + 1;
  rows_ = (bounds.max.y - origin_.y) / cell_cm + 1;
  first_.assign(4 * static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0);
  for (const Edge& line : lines) each_group(line, [&](std::size_t group) { ++first_[group + 1]; });
  for (std::size_t group = 1; group < first_.size(); ++group) first_[group] += first_[group - 1];
  lines_.reserve_more(first_.back());
  lines_.size = first_.back();
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    each_group(lines[i], [&](std::size_t group) {
      const std::uint32_t at = next[group]++;
      lines_.ax[at] = lines[i].a.x;
      lines_.ay[at] = lines[i].a.y;
      lines_.bx[at] = lines[i].b.x;
      lines_.by[at] = lines[i].b.y;
      lines_.id[at] = i;
    });
  }
}

void LineGrid::near(geo::Point eye, std::int32_t reach_cm, Lines& near, Isa isa) const {
  near.size = 0;
  if (columns_ == 0) return;
  const std::int32_t left = column(std::int64_t{eye.x} - reach_cm), right = column(std::int64_t{eye.x} + reach_cm);
  const std::int32_t low = row(std::int64_t{eye.y} - reach_cm), high = row(std::int64_t{eye.y} + reach_cm);
  std::array<Run, 64> runs;
  std::size_t count = 0;
  const auto keep = [&] {
    cut_loops(isa).keep(near, lines_, std::span(runs).first(count), eye, reach_cm);
    count = 0;
  };
  for (std::int32_t r = low; r <= high; ++r) {
    for (std::int32_t c = left; c <= right; ++c) {
      const std::size_t first =
          4 * (static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c));
      // Only in the first column and row are lines new that begin elsewhere.
      const Run run{first_[first + (c == left ? 0 : 1)], first_[first + (r == low ? (c == left ? 4 : 3) : 2)]};
      if (run.begin == run.end) continue;
      runs[count++] = run;
      if (count == runs.size()) keep();
    }
  }
  keep();
}

}  // namespace contrechamp::visibility
