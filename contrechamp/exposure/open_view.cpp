// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/exposure/open_view.hpp>
#include <contrechamp/exposure/stretches.hpp>
#include <contrechamp/exposure/outline.hpp>
#include <numeric>

namespace contrechamp::exposure {
namespace {

using visibility::Interval;

/// The cosine of the widest angle from the axis under which a footing sees anything, less what rounding may cost: a quick way to
/// say no. Its sides are convex about the axis, so nothing of it lies further out than its near corners.
double least_cosine(const optics::Footing& f) {
  constexpr double rounding = 1e-9;
  if (f.all_round || (!f.radial && !(f.near > 0))) return -2;
  const double slope = f.radial ? f.tan_half * f.z_slope : f.tan_half * (f.z_slope + f.z_offset / f.near);
  return 1 / std::sqrt(1 + slope * slope) - rounding;
}

bool close(double a, double b) { return std::fabs(a - b) < 1e-12; }

/// After how many rays the head looks the same again: one for views all round, and a step between axes that go evenly all round,
/// the first and the last of which are one direction (each of half the weight of the others).
std::size_t period_of(const optics::HeadScenarios& head) {
  const auto round = [](const optics::View& view) { return view.footing.radial && view.footing.all_round; };
  if (std::all_of(head.views.begin(), head.views.end(), round)) return 1;
  const std::vector<optics::Axis>& axes = head.axes;
  const std::size_t steps = axes.size() - 1;
  if (steps < 3 || ray_count % steps != 0) return ray_count;
  const trig::SinCos turn = ray_direction(static_cast<double>(ray_count / steps));
  for (std::size_t k = 0; k < steps; ++k) {  // axes go clockwise
    const double east = axes[k].east * turn.cos + axes[k].north * turn.sin;
    const double north = axes[k].north * turn.cos - axes[k].east * turn.sin;
    if (!close(east, axes[k + 1].east) || !close(north, axes[k + 1].north)) return ray_count;
    if (axes[k].weight != (k == 0 ? axes[steps].weight : 2 * axes[steps].weight)) return ray_count;
  }
  return ray_count / steps;
}

}  // namespace

OpenView::OpenView(const Stance& stance, const ExposureOptions& options)
    : set_(stance.scenarios),
      heads_(set_.heads),
      views_(heads_.front().views.size()),
      axes_(heads_.front().axes.size()),
      reach_m_(options.optics.max_range.count()),
      period_(1),
      active_(views_ * axes_ * heads_.size(), 0) {
  find_groups(stance);
  for (const optics::HeadScenarios& head : heads_) {
    period_ = std::lcm(period_, period_of(head));  // they divide ray_count
    for (const optics::View& view : head.views) least_cosines_.push_back(least_cosine(view.footing));
  }
  covered_.resize(set_.bands.size() * groups_.size());
}

/// All heads of a device hang at one height, so the first one's views tell.
void OpenView::find_groups(const Stance& stance) {
  const std::vector<optics::View>& views = heads_.front().views;
  const auto same = [&](const optics::View& a, const optics::View& b) {
    return a.through_walls == b.through_walls &&
           (a.through_walls || stance.sight_of[a.height_row] == stance.sight_of[b.height_row]);
  };
  for (std::size_t v = 0; v < views_; ++v) {
    std::size_t g = 0;
    while (g < groups_.size() && !same(views[groups_[g]], views[v])) ++g;
    if (g == groups_.size()) {
      groups_.push_back(v);
      size_.push_back(0);
    }
    group_of_.push_back(g);
    size_[g] += axes_;
  }
}

void OpenView::cast(std::size_t ray) {
  const trig::SinCos s = ray_direction(static_cast<double>(ray));
  const Line line{0, 0, s.cos * reach_m_, s.sin * reach_m_};
  pieces_.clear();
  for (std::uint32_t h = 0; h < heads_.size(); ++h) add_head(h, s, line);
  for (std::size_t b = 0; b < set_.bands.size(); ++b) cover(b, line);
}

void OpenView::add_head(std::uint32_t h, trig::SinCos s, const Line& line) {
  const optics::HeadScenarios& head = heads_[h];
  for (std::size_t k = 0; k < axes_; ++k) {
    const double forward = s.cos * head.axes[k].east + s.sin * head.axes[k].north;
    for (std::size_t v = 0; v < views_; ++v) {
      if (forward < least_cosines_[h * views_ + v]) continue;
      for (const Interval& piece : exposure::covered(head.views[v], head.axes[k], line)) {
        if (piece.from < piece.to) pieces_.push_back({piece, static_cast<std::uint32_t>(v * axes_ + k), h});
      }
    }
  }
}

std::uint64_t OpenView::weight(std::uint32_t scenario) const {
  return std::uint64_t{heads_.front().views[scenario / axes_].weight} * heads_.front().axes[scenario % axes_].weight;
}

void OpenView::cover(std::size_t b, const Line& line) {
  Covered* const of_group = &covered_[b * groups_.size()];
  for (std::size_t g = 0; g < groups_.size(); ++g) of_group[g] = {};
  parts_.clear();
  std::uint64_t at_most = 0;  // heads added up: mostly no half of the total where the axis is unknown
  for (const Part& piece : pieces_) {
    const optics::HeadScenarios& head = heads_[piece.head];
    const optics::View& view = head.views[piece.scenario / axes_];
    const Interval part = overlap(piece.seen, within_band(view, b, head.axes[piece.scenario % axes_], line));
    if (!(part.from < part.to)) continue;
    parts_.push_back({part, piece.scenario, piece.head});
    at_most += weight(piece.scenario) * view.share;
    unite(of_group[group_of_[piece.scenario / axes_]].possible, part);
  }
  if (parts_.empty() || 2 * at_most < set_.total_weight) return;
  for (std::size_t g = 0; g < groups_.size(); ++g) sweep(g, of_group[g]);
}

/// From end point to end point of a group's parts.
void OpenView::sweep(std::size_t group, Covered& into) {
  changes_.clear();
  for (const Part& part : parts_) {
    if (group_of_[part.scenario / axes_] != group) continue;
    changes_.push_back({part.seen.from, 1, part.scenario, part.head});
    changes_.push_back({part.seen.to, -1, part.scenario, part.head});
  }
  std::sort(changes_.begin(), changes_.end(), [](const Change& x, const Change& y) { return x.at < y.at; });
  std::uint64_t seen_weight = 0;
  std::size_t full = 0;
  for (std::size_t i = 0; i < changes_.size();) {
    const double at = changes_[i].at;
    for (; i < changes_.size() && changes_[i].at == at; ++i) {
      const Change& change = changes_[i];
      const std::uint32_t before = dwell(change.scenario);
      active_[change.scenario * heads_.size() + change.head] += change.step;
      const std::uint32_t now = dwell(change.scenario);
      seen_weight += weight(change.scenario) * now;
      seen_weight -= weight(change.scenario) * before;
      full += now == optics::View::full_share ? 1U : 0U;
      full -= before == optics::View::full_share ? 1U : 0U;
    }
    if (i == changes_.size()) break;
    if (seen_weight > 0) into.steps.push_back({{at, changes_[i].at}, seen_weight});
    if (full == size_[group]) into.sure.push_back({at, changes_[i].at});
  }
  join(into.sure);
}

/// Heads are united: where several see, the one that dwells longest counts.
std::uint32_t OpenView::dwell(std::uint32_t scenario) const {
  std::uint32_t longest = 0;
  for (std::uint32_t h = 0; h < heads_.size(); ++h) {
    if (active_[scenario * heads_.size() + h] > 0) longest = std::max(longest, heads_[h].views[scenario / axes_].share);
  }
  return longest;
}

}  // namespace contrechamp::exposure
