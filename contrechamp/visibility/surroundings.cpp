// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/visibility/near.hpp>
#include <cstdlib>

namespace contrechamp::visibility {
namespace {
constexpr std::int32_t farthest_cm = 1'000'000'000;
constexpr std::size_t padding = 16;

class Lister {
 public:
  Lister(const Prepared& walls, const NearLoops& loops) : walls_(walls), loops_(loops) {}

  Surroundings listed() {
    out_.reach_cm = walls_.cell_cm;
    for (std::int32_t r = 0; r < walls_.rows; ++r) {
      for (std::int32_t c = 0; c < walls_.columns; ++c) list(c, r);
    }
    out_.cells.push_back({static_cast<std::uint32_t>(size_), static_cast<std::uint32_t>(size_), false, false});
    resize(size_ + padding);
    for (auto* column : {&out_.a, &out_.b}) column->shrink_to_fit();
    out_.limits.shrink_to_fit();
    return std::move(out_);
  }

 private:
  void list(std::int32_t c, std::int32_t r) {
    const Block around{std::max(c - 1, 0), std::max(r - 1, 0), std::min(c + 1, walls_.columns - 1),
                       std::min(r + 1, walls_.rows - 1)};
    const auto start = static_cast<std::uint32_t>(size_);
    Surroundings::Cell cell{start, start, far_face_near(c, r), cuts_in(around)};
    cell.too_wide = cell.too_wide || !add({c, r, c, r}, c, r, true);
    cell.first_other = static_cast<std::uint32_t>(size_);
    cell.too_wide = cell.too_wide || !add(around, c, r, false);
    if (cell.too_wide) size_ = cell.first_other = start;
    out_.cells.push_back(cell);
  }

  bool add(const Block& cells, std::int32_t c, std::int32_t r, bool touched) {
    runs_.clear();
    walls_.runs(cells, runs_);
    std::size_t most = size_ + padding;
    for (const Run run : runs_) most += run.end - run.begin;
    if (out_.a.size() < most) resize(2 * most);
    const NearCell cell{walls_.middle(c, r), walls_.cell_cm / 2, touched};
    return std::all_of(runs_.begin(), runs_.end(), [&](Run run) { return loops_.list(out_, size_, walls_.faces, run, cell); });
  }

  /// Of those that stand in no cell's list.
  [[nodiscard]] bool far_face_near(std::int32_t c, std::int32_t r) const {
    const geo::Rect near = geo::around(walls_.middle(c, r), walls_.cell_cm / 2 + out_.reach_cm);
    for (std::uint32_t i = walls_.everywhere.begin; i < walls_.everywhere.end; ++i) {
      const auto& f = walls_.faces;
      if (near.touches(geo::bounding(std::array{geo::Point{f.ax[i], f.ay[i]}, geo::Point{f.bx[i], f.by[i]}}))) return true;
    }
    return false;
  }
  [[nodiscard]] bool cuts_in(const Block& cells) const {
    for (std::int32_t r = cells.r0; r <= cells.r1; ++r) {
      if (walls_.first_cut[walls_.cell(cells.c0, r)] != walls_.first_cut[walls_.cell(cells.c1, r) + 1]) return true;
    }
    return false;
  }
  void resize(std::size_t faces) {
    out_.a.resize(faces);
    out_.b.resize(faces);
    if (!walls_.faces.base.empty()) out_.limits.resize(faces);
  }

  const Prepared& walls_;
  const NearLoops& loops_;
  std::vector<Run> runs_;
  std::size_t size_ = 0;
  Surroundings out_;
};
}  // namespace

Surroundings surroundings(const Prepared& walls, const NearLoops& loops) {
  if (walls.columns == 0 || walls.cell_cm != Surroundings::most_reach_cm) return {};
  const geo::Rect bounds = walls.bounds();
  for (const std::int32_t v : {bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y}) {
    if (std::abs(std::int64_t{v}) > farthest_cm) return {};
  }
  return Lister(walls, loops).listed();
}

}  // namespace contrechamp::visibility
