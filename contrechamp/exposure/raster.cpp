// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/raster.hpp>
#include <cstddef>
#include <tuple>

namespace contrechamp::exposure {
namespace {

/// Rounded down, also below zero.
std::int64_t floor_divided(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

/// The first square whose middle lies at or beyond x = p / q (q > 0), in cm.
std::int32_t first_beyond(std::int64_t p, std::int64_t q, std::int64_t square) {
  // column × square + square / 2 >= p / q
  return static_cast<std::int32_t>(-floor_divided(-(2 * p - square * q), 2 * square * q));
}

}  // namespace

void Raster::add(std::span<const geo::Point> outline) {
  constexpr std::int64_t square = square_cm;
  crossings_.clear();
  for (std::size_t i = 0; i < outline.size(); ++i) {
    geo::Point low = outline[i];
    geo::Point high = outline[(i + 1) % outline.size()];
    if (low.y == high.y) continue;
    if (low.y > high.y) std::swap(low, high);
    const geo::Vec along = high - low;
    // Rows whose middle line y lies in [low.y, high.y): each crosses the edge once.
    for (std::int64_t row = first_beyond(low.y, 1, square), end = first_beyond(high.y, 1, square); row < end; ++row) {
      const std::int64_t middle = row * square + square / 2;
      const std::int64_t p = low.x * along.y + along.x * (middle - low.y);
      crossings_.emplace_back(static_cast<std::int32_t>(row), first_beyond(p, along.y, square));
    }
  }
  std::sort(crossings_.begin(), crossings_.end());
  for (std::size_t i = 0; i + 1 < crossings_.size(); i += 2) {
    if (crossings_[i].second < crossings_[i + 1].second)
      runs_.push_back({crossings_[i].first, crossings_[i].second, crossings_[i + 1].second});
  }
  constexpr std::size_t few = 1U << 20;
  if (runs_.size() > 2 * joined_ + few) join();
}

void Raster::join() {
  std::sort(runs_.begin(), runs_.end(),
            [](const Run& a, const Run& b) { return std::tie(a.row, a.from) < std::tie(b.row, b.from); });
  std::size_t last = 0;
  for (std::size_t i = 1; i < runs_.size(); ++i) {
    if (runs_[i].row == runs_[last].row && runs_[i].from <= runs_[last].to) {
      runs_[last].to = std::max(runs_[last].to, runs_[i].to);
    } else {
      runs_[++last] = runs_[i];
    }
  }
  if (!runs_.empty()) runs_.resize(last + 1);
  joined_ = runs_.size();
}

std::uint64_t Raster::squares() {
  join();
  std::uint64_t sum = 0;
  for (const Run& run : runs_) sum += static_cast<std::uint64_t>(run.to - run.from);
  return sum;
}

std::uint64_t Raster::squares(const geo::Rect& within) {
  join();
  const auto beyond = [](std::int32_t cm) { return first_beyond(cm, 1, square_cm); };
  const geo::Rect inside{{beyond(within.min.x), beyond(within.min.y)}, {beyond(within.max.x), beyond(within.max.y)}};
  std::uint64_t sum = 0;
  for (const Run& run : runs_) {
    if (run.row < inside.min.y || run.row >= inside.max.y) continue;
    const std::int32_t from = std::max(run.from, inside.min.x);
    const std::int32_t to = std::min(run.to, inside.max.x);
    if (from < to) sum += static_cast<std::uint64_t>(to - from);
  }
  return sum;
}

}  // namespace contrechamp::exposure
