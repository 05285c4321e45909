// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cmath>
#include <contrechamp/exposure/skyline.hpp>

namespace contrechamp::exposure {
namespace {

std::int32_t centimetres(double metres) { return static_cast<std::int32_t>(std::floor(metres * 100 + 0.5)); }

Heights of(const placement::Footprint& footprint) {
  Heights heights;
  heights.highest_base = centimetres(footprint.min_height_m);
  heights.unknown = !footprint.height;
  if (footprint.height) {
    heights.lowest_top = centimetres(footprint.height->count());
    heights.tops = Heights::bit_of(heights.lowest_top);
  }
  return heights;
}

Heights of(const placement::Ground::Chain& wall) {
  const std::int32_t top = centimetres(wall.height.count());
  return {top, 0, false, Heights::bit_of(top)};
}

/// A box for all; inverted if there is nothing.
geo::Rect bounds_of(const placement::Ground& ground) {
  constexpr std::int32_t far = std::int32_t{1} << 30;
  geo::Rect bounds{{far, far}, {-far, -far}};
  const auto add = [&](const geo::Rect& box) {
    bounds.min = {std::min(bounds.min.x, box.min.x), std::min(bounds.min.y, box.min.y)};
    bounds.max = {std::max(bounds.max.x, box.max.x), std::max(bounds.max.y, box.max.y)};
  };
  for (const auto& footprint : ground.footprints()) add(footprint.box);
  for (const auto& wall : ground.walls()) add(wall.box);
  return bounds;
}

}  // namespace

Skyline::Skyline(const placement::Ground& ground) {
  const geo::Rect bounds = bounds_of(ground);
  if (bounds.max.x < bounds.min.x) return;
  origin_ = bounds.min;
  columns_ = (std::int64_t{bounds.max.x} - origin_.x) / cell_cm + 1;
  rows_ = (std::int64_t{bounds.max.y} - origin_.y) / cell_cm + 1;
  cells_.resize(static_cast<std::size_t>(columns_ * rows_));
  for (const auto& footprint : ground.footprints()) add(footprint.box, of(footprint));
  for (const auto& wall : ground.walls()) add(wall.box, of(wall));
}

void Skyline::add(const geo::Rect& box, const Heights& heights) {
  for (std::int64_t r = row(box.min.y); r <= row(box.max.y); ++r) {
    for (std::int64_t c = column(box.min.x); c <= column(box.max.x); ++c)
      cells_[static_cast<std::size_t>(r * columns_ + c)] += heights;
  }
}

Heights Skyline::within(const geo::Rect& window) const {
  Heights heights;
  if (cells_.empty()) return heights;
  for (std::int64_t r = row(window.min.y); r <= row(window.max.y); ++r) {
    for (std::int64_t c = column(window.min.x); c <= column(window.max.x); ++c)
      heights += cells_[static_cast<std::size_t>(r * columns_ + c)];
  }
  return heights;
}

}  // namespace contrechamp::exposure
