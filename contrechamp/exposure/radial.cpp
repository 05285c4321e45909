// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/open_view.hpp>
#include <contrechamp/exposure/outline.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <contrechamp/exposure/sightlines.hpp>

namespace contrechamp::exposure {
namespace {

using visibility::Interval;

/// Nobody sees less in a drawing, and where a band ends just beyond the blind spot there would be hundreds of splinters.
constexpr double least_part_cm = 10;

/// Adds what `sight` leaves of a part.
void add_lit(Stretches& list, Interval part, std::span<const Interval> sight) {
  for (const Interval& lit : sight) {
    const Interval seen = overlap(part, lit);
    if (seen.from < seen.to) list.push_back(seen);
  }
}

/// The first band that ends where this one does in every view: ladders share some densities.
std::size_t first_alike(const optics::Scenarios& set, std::size_t b) {
  const auto alike = [&](std::size_t other) {
    return std::all_of(set.heads.begin(), set.heads.end(), [&](const optics::HeadScenarios& head) {
      return std::all_of(head.views.begin(), head.views.end(),
                         [&](const optics::View& view) { return view.edge[other] == view.edge[b]; });
    });
  };
  std::size_t first = 0;
  while (!alike(first)) ++first;
  return first;
}

/// Answers ray after ray for one device; buffers are reused.
class Radial {
 public:
  Radial(const Stance& stance, const ExposureOptions& options)
      : stance_(stance),
        open_(stance, options),
        sightlines_(stance, options),
        probable_(stance.placed.where != placement::Where::unplaced),
        sure_(probable_ && stance.scenarios.can_be_certain),
        reach_cm_(options.optics.max_range.count() * 100),
        lit_(stance.scenarios.bands.size() * all_drawn.size(), Rays(ray_count)) {
    for (std::size_t b = 0; b < stance.scenarios.bands.size(); ++b) alike_.push_back(first_alike(stance.scenarios, b));
    for (std::size_t ray = 0; ray < open_.period(); ++ray) {
      open_.cast(ray);
      for (std::size_t i = ray; i < ray_count; i += open_.period()) answer(i);
    }
  }

  /// The band whose rays are this one's too: itself or an earlier one.
  [[nodiscard]] std::size_t alike(std::size_t band) const { return alike_[band]; }
  [[nodiscard]] const Rays& lit(std::size_t band, Drawn drawn) const {
    return lit_[band * all_drawn.size() + static_cast<std::size_t>(drawn)];
  }

 private:
  void answer(std::size_t ray) {
    for (std::size_t b = 0; b < alike_.size(); ++b) {
      if (alike_[b] != b) continue;
      find_possible(b, ray);
      keep(b, Drawn::possible, ray);
      if (!probable_ || stretches_.empty()) continue;
      find_likely(b, ray);
      keep(b, Drawn::likely, ray);
      if (!sure_ || stretches_.empty()) continue;
      find_certain(b, ray);
      keep(b, Drawn::certain, ray);
    }
  }

  [[nodiscard]] std::span<const Interval> in_sight(std::size_t group, World world, std::size_t ray) const {
    const optics::View& view = stance_.scenarios.heads.front().views[open_.groups()[group]];
    const std::size_t sight =
        view.through_walls ? sightlines_.through_walls() : stance_.sight_of[view.height_row][static_cast<std::size_t>(world)];
    return sightlines_.lit(sight, ray);
  }

  void find_possible(std::size_t b, std::size_t ray) {
    stretches_.clear();
    for (std::size_t g = 0; g < open_.groups().size(); ++g) {
      const std::span<const Interval> sight = in_sight(g, World::low, ray);
      for (const Interval& part : open_.covered(g, b).possible) add_lit(stretches_, part, sight);
    }
  }

  /// Where the groups that have it in sight weigh one half.
  void find_likely(std::size_t b, std::size_t ray) {
    changes_.clear();
    for (std::size_t g = 0; g < open_.groups().size(); ++g) {
      const std::span<const Interval> sight = in_sight(g, World::usual, ray);
      for (const OpenView::Step& step : open_.covered(g, b).steps) {
        seen_.clear();
        add_lit(seen_, step.where, sight);
        for (const Interval& seen : seen_) {
          changes_.push_back({seen.from, static_cast<std::int64_t>(step.weight)});
          changes_.push_back({seen.to, -static_cast<std::int64_t>(step.weight)});
        }
      }
    }
    std::sort(changes_.begin(), changes_.end(), [](const Change& x, const Change& y) { return x.at < y.at; });
    stretches_.clear();
    std::int64_t weight = 0;
    for (std::size_t i = 0; i + 1 < changes_.size(); ++i) {
      weight += changes_[i].weight;
      if (2 * weight < static_cast<std::int64_t>(stance_.scenarios.total_weight)) continue;
      if (changes_[i].at < changes_[i + 1].at) stretches_.push_back({changes_[i].at, changes_[i + 1].at});
    }
  }

  /// Where all scenarios of all groups see for the full time.
  void find_certain(std::size_t b, std::size_t ray) {
    stretches_.assign(1, {0, 1});
    for (std::size_t g = 0; g < open_.groups().size() && !stretches_.empty(); ++g) {
      const std::span<const Interval> sight = in_sight(g, World::tall, ray);
      seen_.clear();
      for (const Interval& part : open_.covered(g, b).sure) add_lit(seen_, part, sight);
      both_.clear();
      for (const Interval& part : stretches_) add_lit(both_, part, seen_);
      stretches_.swap(both_);
    }
  }

  void keep(std::size_t b, Drawn drawn, std::size_t ray) {
    join(stretches_);
    Stretches& lit = lit_[b * all_drawn.size() + static_cast<std::size_t>(drawn)][ray];
    for (const Interval& part : stretches_) {
      if ((part.to - part.from) * reach_cm_ >= least_part_cm) lit.push_back({part.from * reach_cm_, part.to * reach_cm_});
    }
  }

  struct Change {
    double at = 0;
    std::int64_t weight = 0;
  };

  const Stance& stance_;
  OpenView open_;
  Sightlines sightlines_;
  bool probable_;
  bool sure_;
  double reach_cm_;
  std::vector<std::size_t> alike_;  ///< by band
  std::vector<Rays> lit_;           ///< by band and answer
  Stretches stretches_, seen_, both_;
  std::vector<Change> changes_;
};

}  // namespace

std::vector<Coverage> coverages(std::uint32_t device_index, const Stance& stance, const geo::LocalFrame& frame,
                                const ExposureOptions& options) {
  std::vector<Coverage> found;
  if (stance.scenarios.bands.empty()) return found;
  const Radial radial(stance, options);
  std::vector<std::array<std::vector<std::vector<geo::LatLon>>, all_drawn.size()>> drawn_of(stance.scenarios.bands.size());
  for (std::size_t b = 0; b < drawn_of.size(); ++b) {
    const optics::BandRef& ref = stance.scenarios.bands[b];
    for (const Drawn drawn : all_drawn) {
      auto& rings = drawn_of[b][static_cast<std::size_t>(drawn)];
      rings = radial.alike(b) == b ? outlines(stance.placed.eye, radial.lit(b, drawn), frame)
                                   : drawn_of[radial.alike(b)][static_cast<std::size_t>(drawn)];
      if (!rings.empty()) found.push_back({device_index, static_cast<std::uint8_t>(ref.ladder), ref.band, drawn, rings});
    }
  }
  return found;
}

}  // namespace contrechamp::exposure
