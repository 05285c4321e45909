// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/heads_sweep.hpp>
#include <functional>

namespace contrechamp::exposure {

using visibility::Interval;

void HeadsSweep::prepare(const Stance& stance, std::uint64_t unit) {
  stance_ = &stance;
  heads_ = stance.scenarios.heads;
  bands_ = stance.scenarios.bands.size();
  unit_ = unit;
  found_.resize(bands_);
  united_.resize(bands_);
}

void HeadsSweep::tell(const Course& course, World world, Tally& tally) {
  for (std::size_t v = 0; v < heads_.front().views.size(); ++v) {
    if (heads_.front().views[v].weight == 0) continue;
    for (std::size_t k = 0; k < heads_.front().axes.size(); ++k) tell_scenario(course, world, v, k, tally);
  }
}

void HeadsSweep::find_possible(const Course& course) {
  for (Stretches& list : found_) list.clear();
  for (const optics::HeadScenarios& head : heads_) {
    for (std::size_t v = 0; v < head.views.size(); ++v) {
      if (heads_.front().views[v].weight == 0) continue;
      for (const optics::Axis& axis : head.axes) see(course, World::low, head.views[v], axis);
      for (Stretches& list : found_) join(list);  // so that they stay short
    }
  }
}

void HeadsSweep::tell_scenario(const Course& course, World world, std::size_t v, std::size_t k, Tally& tally) {
  const std::uint64_t weight = std::uint64_t{heads_.front().views[v].weight} * heads_.front().axes[k].weight;
  shares_.clear();
  for (const optics::HeadScenarios& head : heads_) shares_.push_back(head.views[v].share);
  std::sort(shares_.begin(), shares_.end(), std::greater<>());
  shares_.erase(std::unique(shares_.begin(), shares_.end()), shares_.end());
  for (Stretches& list : united_) list.clear();
  for (const std::uint32_t share : shares_) {
    for (Stretches& list : found_) list.clear();
    for (const optics::HeadScenarios& head : heads_) {
      if (head.views[v].share == share) see(course, world, head.views[v], head.axes[k]);
    }
    for (std::size_t b = 0; b < bands_; ++b) {
      if (found_[b].empty()) continue;
      join(found_[b]);
      const auto counts = static_cast<double>(weight * share / unit_);
      for (const Interval& s : minus(found_[b], united_[b])) {
        tally.begin(place(s.from), counts, 0, b, b + 1);
        tally.end(place(s.to), counts, 0, b, b + 1);
      }
      united_[b].insert(united_[b].end(), found_[b].begin(), found_[b].end());
      join(united_[b]);
    }
  }
}

/// Adds what one head sees with one axis, under the sight of its height, to what was found.
void HeadsSweep::see(const Course& course, World world, const optics::View& view, const optics::Axis& axis) {
  const std::size_t sight =
      view.through_walls ? course.through_walls() : stance_->sight_of[view.height_row][static_cast<std::size_t>(world)];
  const Stretches& lit = course.lit(sight);
  if (lit.empty()) return;
  for (const CourseEdge& edge : course.edges()) {
    for (const Interval& piece : covered(view, axis, edge.line)) {
      if (empty(piece)) continue;
      for (std::size_t b = 0; b < bands_; ++b) {
        const Interval in_band = overlap(piece, within_band(view, b, axis, edge.line));
        if (empty(in_band)) continue;
        for (const Interval& part : lit) {
          const Interval seen = overlap({edge.cm(in_band.from), edge.cm(in_band.to)}, part);
          if (seen.from < seen.to) found_[b].push_back(seen);
        }
      }
    }
  }
}

}  // namespace contrechamp::exposure
