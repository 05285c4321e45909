// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/clip.hpp>
#include <contrechamp/exposure/outline.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <cmath>
#include <limits>

namespace contrechamp::exposure {
namespace {

using visibility::Interval;

/// Nobody sees less in a drawing, and where a band ends just beyond the blind spot there would be hundreds of splinters.
constexpr double least_part_cm = 10;

/// A head sees a part of the ray at one band, under one scenario; in fractions of the ray.
struct Part {
  Interval seen;
  std::uint32_t scenario = 0;
  std::uint32_t head = 0;
};

/// A part begins or ends.
struct Change {
  double at = 0;
  int step = 0;
  std::uint32_t scenario = 0;
  std::uint32_t head = 0;
};

/// The cosine of the widest angle from the axis under which a footing sees anything, less what rounding may cost: a quick way to
/// say no. Its sides are convex about the axis, so nothing of it lies further out than its near corners.
double least_cosine(const optics::Footing& f) {
  constexpr double rounding = 1e-9;
  if (f.all_round || (!f.radial && !(f.near > 0))) return -2;
  const double slope = f.radial ? f.tan_half * f.z_slope : f.tan_half * (f.z_slope + f.z_offset / f.near);
  return 1 / std::sqrt(1 + slope * slope) - rounding;
}

/// Adds to disjoint, ascending stretches.
void unite(Stretches& list, Interval more) {
  auto first = list.begin();
  while (first != list.end() && first->to < more.from) ++first;
  auto last = first;
  for (; last != list.end() && last->from <= more.to; ++last) {
    more = {std::min(more.from, last->from), std::max(more.to, last->to)};
  }
  if (first == last) {
    list.insert(first, more);
  } else {
    *first = more;
    list.erase(first + 1, last);
  }
}

/// Answers ray after ray for one device; buffers are reused.
class Radial {
 public:
  Radial(const Stance& stance, const ExposureOptions& options)
      : stance_(stance),
        heads_(stance.scenarios.heads),
        views_(heads_.front().views.size()),
        axes_(heads_.front().axes.size()),
        probable_(stance.placed.where != placement::Where::unplaced),
        sure_(probable_ && stance.scenarios.can_be_certain),
        reach_m_(options.optics.max_range.count()),
        bands_(stance.scenarios.bands.size()),
        active_(views_ * axes_ * heads_.size(), 0) {
    for (Band& band : bands_) band.lit.fill(Rays(ray_count));
    for (const optics::HeadScenarios& head : heads_) {
      for (const optics::View& view : head.views) least_cosines_.push_back(least_cosine(view.footing));
    }
  }

  void cast(std::size_t ray) {
    const trig::SinCos s = ray_direction(static_cast<double>(ray));
    const Interval sight = in_sight(s);
    if (empty(sight)) return;
    for (Band& band : bands_) {
      band.parts.clear();
      band.possible.clear();
      band.at_most = 0;
    }
    for (std::uint32_t h = 0; h < heads_.size(); ++h) add_head(h, s, sight);
    for (Band& band : bands_) answer(band, ray);
  }

  [[nodiscard]] const Rays& lit(std::size_t band, Drawn drawn) const { return bands_[band].lit[static_cast<std::size_t>(drawn)]; }

 private:
  struct Band {
    std::vector<Part> parts;
    Stretches possible;         ///< all parts, united
    std::uint64_t at_most = 0;  ///< their weight, heads added up: mostly no half of the total where the axis is unknown
    std::array<Rays, all_drawn.size()> lit;
  };

  /// From the eye to the first wall: one stretch, for a ray is seen from its begin.
  [[nodiscard]] Interval in_sight(trig::SinCos s) const {
    const geo::Point eye = stance_.placed.eye;
    const double reach = reach_m_ * 100;
    const geo::Point end{eye.x + static_cast<std::int32_t>(std::floor(s.cos * reach + 0.5)),
                         eye.y + static_cast<std::int32_t>(std::floor(s.sin * reach + 0.5))};
    const std::vector<Interval> parts = visibility::visible(stance_.seen, eye, end);
    return parts.empty() ? nothing : parts.front();
  }

  void add_head(std::uint32_t h, trig::SinCos s, Interval sight) {
    const optics::HeadScenarios& head = heads_[h];
    const Line line{0, 0, s.cos * reach_m_, s.sin * reach_m_};
    for (std::size_t k = 0; k < axes_; ++k) {
      const double forward = s.cos * head.axes[k].east + s.sin * head.axes[k].north;
      for (std::size_t v = 0; v < views_; ++v) {
        if (forward < least_cosines_[h * views_ + v]) continue;
        for (const Interval& piece : covered(head.views[v], head.axes[k], line)) {
          const Interval seen = overlap(piece, sight);
          if (seen.from < seen.to) add_piece(seen, h, v, k, line);
        }
      }
    }
  }

  void add_piece(Interval seen, std::uint32_t h, std::size_t v, std::size_t k, const Line& line) {
    const optics::View& view = heads_[h].views[v];
    const auto scenario = static_cast<std::uint32_t>(v * axes_ + k);
    const std::uint64_t heavy = weight(scenario) * view.share;
    for (std::size_t b = 0; b < bands_.size(); ++b) {
      const Interval part = overlap(seen, within_band(view, b, heads_[h].axes[k], line));
      if (!(part.from < part.to)) continue;
      bands_[b].parts.push_back({part, scenario, h});
      unite(bands_[b].possible, part);
      bands_[b].at_most += heavy;
    }
  }

  [[nodiscard]] std::uint64_t weight(std::uint32_t scenario) const {
    return std::uint64_t{heads_.front().views[scenario / axes_].weight} * heads_.front().axes[scenario % axes_].weight;
  }

  void answer(Band& band, std::size_t ray) {
    if (band.parts.empty()) return;
    keep(band, Drawn::possible, ray, band.possible);
    if (!probable_ || 2 * band.at_most < stance_.scenarios.total_weight) return;
    Stretches likely;
    Stretches certain;
    sweep(band.parts, likely, certain);
    keep(band, Drawn::likely, ray, likely);
    if (sure_) keep(band, Drawn::certain, ray, certain);
  }

  void keep(Band& band, Drawn drawn, std::size_t ray, Stretches& fractions) const {
    join(fractions);
    for (Interval& part : fractions) part = {part.from * reach_m_ * 100, part.to * reach_m_ * 100};
    std::erase_if(fractions, [](Interval part) { return part.to - part.from < least_part_cm; });
    band.lit[static_cast<std::size_t>(drawn)][ray] = fractions;
  }

  /// From end point to end point along the ray: the weight of the scenarios that see it, and how many do for the full time.
  void sweep(const std::vector<Part>& parts, Stretches& likely, Stretches& certain) {
    changes_.clear();
    for (const Part& part : parts) {
      changes_.push_back({part.seen.from, 1, part.scenario, part.head});
      changes_.push_back({part.seen.to, -1, part.scenario, part.head});
    }
    std::sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) { return a.at < b.at; });
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
      if (2 * seen_weight >= stance_.scenarios.total_weight) likely.push_back({at, changes_[i].at});
      if (full == views_ * axes_) certain.push_back({at, changes_[i].at});
    }
  }

  /// Heads are united: where several see, the one that dwells longest counts.
  [[nodiscard]] std::uint32_t dwell(std::uint32_t scenario) const {
    std::uint32_t longest = 0;
    for (std::uint32_t h = 0; h < heads_.size(); ++h) {
      if (active_[scenario * heads_.size() + h] > 0) longest = std::max(longest, heads_[h].views[scenario / axes_].share);
    }
    return longest;
  }

  const Stance& stance_;
  const std::vector<optics::HeadScenarios>& heads_;
  std::size_t views_;
  std::size_t axes_;
  bool probable_;
  bool sure_;
  double reach_m_;
  std::vector<Band> bands_;
  std::vector<double> least_cosines_;  ///< by head and view
  std::vector<int> active_;            ///< by scenario and head: parts that have begun and not ended
  std::vector<Change> changes_;
};

}  // namespace

std::vector<Coverage> coverages(std::uint32_t device_index, const Stance& stance, const geo::LocalFrame& frame,
                                const ExposureOptions& options) {
  std::vector<Coverage> found;
  if (stance.scenarios.bands.empty()) return found;
  Radial radial(stance, options);
  for (std::size_t ray = 0; ray < ray_count; ++ray) radial.cast(ray);
  for (std::size_t b = 0; b < stance.scenarios.bands.size(); ++b) {
    const optics::BandRef& ref = stance.scenarios.bands[b];
    for (const Drawn drawn : all_drawn) {
      Coverage one{device_index, static_cast<std::uint8_t>(ref.ladder), ref.band, drawn, {}};
      one.outlines = outlines(stance.placed.eye, radial.lit(b, drawn), frame);
      if (!one.outlines.empty()) found.push_back(std::move(one));
    }
  }
  return found;
}

}  // namespace contrechamp::exposure
