// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/clip.hpp>
#include <contrechamp/exposure/doubt.hpp>
#include <contrechamp/exposure/stretches.hpp>
#include <contrechamp/optics/kinds.hpp>
#include <cmath>
#include <cstddef>

namespace contrechamp::exposure {
namespace {

using visibility::Interval;

/// What the scenarios of a group see of one edge: in one at least, and in all. Both lists are short: views of neighbouring axes
/// overlap, and where the axis is unknown nothing is seen by all.
class Group {
 public:
  void clear() {
    any_.clear();
    all_.clear();
    first_ = true;
  }
  void add(const Stretches& low, const Stretches& tall) {
    for (const Interval& part : low) unite(any_, part);
    if (first_) all_ = tall;
    if (!first_ && !all_.empty()) keep_common(tall);
    first_ = false;
  }
  [[nodiscard]] double any() const { return length(any_); }
  /// Possible − certain.
  [[nodiscard]] double open() const { return length(any_) - length(all_); }

 private:
  static double length(const Stretches& list) {
    double sum = 0;
    for (const Interval& part : list) sum += part.to - part.from;
    return sum;
  }
  void keep_common(const Stretches& other) {
    common_.clear();
    for (const Interval& mine : all_) {
      for (const Interval& part : other) {
        if (const Interval both = overlap(mine, part); both.from < both.to) common_.push_back(both);
      }
    }
    all_.swap(common_);
  }

  Stretches any_;
  Stretches all_;
  Stretches common_;
  bool first_ = true;
};

/// No point of the view lies further from the eye, at the band that ends at `edge`.
double farthest(const optics::View& view, double edge) {
  const optics::Footing& f = view.footing;
  const double forward = std::min(edge, f.far);
  if (f.radial || f.all_round || !(forward < 1e9)) return forward;
  const double aside = f.tan_half * (f.z_slope * forward + f.z_offset);
  return std::sqrt(forward * forward + aside * aside) * (1 + 1e-9);
}

/// Adds up, edge by edge, the doubt that would be left if one thing were known.
class Doubter {
 public:
  Doubter(const Stance& stance, const ExposureOptions& options)
      : stance_(stance),
        set_(stance.scenarios),
        range_m_(options.optics.max_range.count()),
        band_(leading(set_.bands, options.optics)),
        views_(set_.heads.front().views.size()),
        axes_(set_.heads.front().axes.size()),
        sure_(set_.can_be_certain && stance.placed.where != placement::Where::unplaced) {
    for (auto& lists : seen_) lists.resize(views_ * axes_);
  }

  void add(geo::Point a, geo::Point b, double length_cm) {
    const Line line = line_from(stance_.placed.eye, a, b);
    const Interval reach = within(line, range_m_);
    if (empty(reach) || !see(a, b, line, reach)) return;
    const auto& head = set_.heads.front();
    const std::size_t rows = set_.heights.size();
    const Group& all = whole(World::low, World::tall);
    certain_ += (all.any() - all.open()) * length_cm;
    possible_ += all.any() * length_cm;
    left(
        Unknown::direction, length_cm, axes_, [&](std::size_t s) { return s % axes_; },
        [&](std::size_t k) { return head.axes[k].weight; });
    left(
        Unknown::lens, length_cm, views_ / rows, [&](std::size_t s) { return s / axes_ / rows; },
        [&](std::size_t lens) { return head.views[lens * rows].weight; });
    left(
        Unknown::height, length_cm, rows, [&](std::size_t s) { return s / axes_ % rows; },
        [&](std::size_t row) { return head.views[row].weight; });
    left_[static_cast<std::size_t>(Unknown::buildings)] += whole(World::usual, World::usual).open() * length_cm;
  }

  [[nodiscard]] Doubt result() const {
    const auto rounded = [](double cm) { return static_cast<std::uint32_t>(std::floor(cm + 0.5)); };
    Doubt doubt{rounded(certain_), rounded(possible_), {}};
    for (std::size_t u = 0; u < unknown_count; ++u) {
      const double settled = std::max(0.0, possible_ - certain_ - left_[u]);
      doubt.settled_cm[u] = std::min(doubt.open_cm(), rounded(settled));
    }
    return doubt;
  }

 private:
  Stretches& seen(World world, std::size_t scenario) { return seen_[static_cast<std::size_t>(world)][scenario]; }

  /// What every scenario sees of the edge in every world, as fractions of it. False if nothing is possible.
  bool see(geo::Point a, geo::Point b, const Line& line, Interval reach) {
    for (auto& lists : seen_) {
      for (Stretches& list : lists) list.clear();
    }
    parts_.resize(stance_.sights.size());
    for (std::size_t i = 0; i < parts_.size(); ++i) parts_[i] = visibility::visible(stance_.sights[i], a, b);
    const double nearest = std::sqrt(geo::nearest_on_segment(a, b, stance_.placed.eye).squared_distance) / 100;
    bool any = false;
    for (const optics::HeadScenarios& head : set_.heads) {
      for (std::size_t v = 0; v < views_; ++v) {
        const optics::View& view = head.views[v];
        if (nearest > farthest(view, view.edge[band_])) continue;
        for (std::size_t k = 0; k < axes_; ++k) any = see(view, head.axes[k], v * axes_ + k, line, reach) || any;
      }
    }
    if (any && set_.heads.size() > 1) {
      for (auto& lists : seen_) {
        for (Stretches& list : lists) join(list);
      }
    }
    return any;
  }

  bool see(const optics::View& view, const optics::Axis& axis, std::size_t scenario, const Line& line, Interval reach) {
    bool any = false;
    for (const Interval& piece : covered(view, axis, line)) {
      if (empty(piece)) continue;
      const Interval lit = overlap(piece, overlap(within_band(view, band_, axis, line), reach));
      if (!(lit.from < lit.to)) continue;
      for (const World world : all_worlds) {
        if (world == World::tall && (!sure_ || view.share != optics::View::full_share)) continue;  // never certain
        Stretches& list = seen(world, scenario);
        if (view.through_walls) {
          list.push_back(lit);
        } else {
          for (const Interval& part : parts_[stance_.sight_of[view.height_row][static_cast<std::size_t>(world)]]) {
            if (const Interval both = overlap(lit, part); both.from < both.to) list.push_back(both);
          }
        }
        any = any || !list.empty();
      }
    }
    return any;
  }

  /// All scenarios: any in one world, all in another.
  const Group& whole(World any, World all) {
    groups_.resize(std::max<std::size_t>(groups_.size(), 1));
    groups_[0].clear();
    for (std::size_t s = 0; s < views_ * axes_; ++s) groups_[0].add(seen(any, s), seen(all, s));
    return groups_[0];
  }

  /// The weighted mean over the values of one unknown of the doubt that each would leave.
  template <class ValueOf, class WeightOf>
  void left(Unknown unknown, double length_cm, std::size_t values, const ValueOf& value_of, const WeightOf& weight_of) {
    groups_.resize(std::max(groups_.size(), values));
    for (std::size_t value = 0; value < values; ++value) groups_[value].clear();
    for (std::size_t s = 0; s < views_ * axes_; ++s) groups_[value_of(s)].add(seen(World::low, s), seen(World::tall, s));
    double sum = 0;
    double weights = 0;
    for (std::size_t value = 0; value < values; ++value) {
      const double weight = weight_of(value);
      sum += weight * groups_[value].open();
      weights += weight;
    }
    left_[static_cast<std::size_t>(unknown)] += sum / weights * length_cm;
  }

  const Stance& stance_;
  const optics::Scenarios& set_;
  double range_m_;
  std::size_t band_;
  std::size_t views_;
  std::size_t axes_;
  bool sure_;
  double certain_ = 0;
  double possible_ = 0;
  std::array<double, unknown_count> left_{};
  std::vector<std::vector<Interval>> parts_;                    // by sight
  std::array<std::vector<Stretches>, all_worlds.size()> seen_;  // by world and scenario
  std::vector<Group> groups_;
};

}  // namespace

std::string_view name(Unknown unknown) {
  static constexpr std::array<std::string_view, unknown_count> names{"direction", "lens", "height", "buildings"};
  return names[static_cast<std::size_t>(unknown)];
}

std::size_t leading(std::span<const optics::BandRef> bands, const optics::OpticsOptions& options) {
  const optics::BandRef lead = optics::leading_band(options);
  for (std::size_t b = 0; b < bands.size(); ++b) {
    if (bands[b].ladder == lead.ladder && bands[b].band == lead.band) return b;
  }
  return 0;
}

Doubt doubt(const Stance& stance, std::span<const LocalSegment* const> segments, const ExposureOptions& options) {
  if (stance.scenarios.bands.empty()) return {};
  Doubter doubter(stance, options);
  for (const LocalSegment* segment : segments) {
    for (std::size_t i = 0; i + 1 < segment->points.size(); ++i) {
      if (segment->points[i] == segment->points[i + 1]) continue;
      doubter.add(segment->points[i], segment->points[i + 1], segment->at_cm[i + 1] - segment->at_cm[i]);
    }
  }
  return doubter.result();
}

}  // namespace contrechamp::exposure
