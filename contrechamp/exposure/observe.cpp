// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/exposure/course.hpp>
#include <contrechamp/exposure/head_sweep.hpp>
#include <contrechamp/exposure/heads_sweep.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/exposure/pieces.hpp>
#include <contrechamp/exposure/tally.hpp>
#include <numeric>
#include <optional>

namespace contrechamp::exposure {
namespace {

constexpr std::array roundings{Rounding::inward, Rounding::nearest, Rounding::outward};  // by world

std::int32_t centimetres(Metres m) { return static_cast<std::int32_t>(m.count() * 100 + 0.5); }

/// The largest number that divides the weights of all scenarios: what is left are small whole numbers.
std::uint64_t unit_of(const optics::Scenarios& set) {
  std::uint64_t views = 0;
  std::uint64_t axes = 0;
  for (const optics::HeadScenarios& head : set.heads) {
    for (const optics::View& view : head.views) {
      views = std::gcd(views,
                       std::gcd(std::uint64_t{view.weight} * view.share, std::uint64_t{view.weight} * optics::View::full_share));
    }
  }
  for (const optics::Axis& axis : set.heads.front().axes) axes = std::gcd(axes, std::uint64_t{axis.weight});
  return std::max<std::uint64_t>(1, views * axes);
}

/// Bands from the one that ends first; none if that depends on the view.
std::vector<std::size_t> nested(const optics::Scenarios& set) {
  const std::vector<optics::View>& views = set.heads.front().views;
  std::vector<std::size_t> bands(set.bands.size());
  std::iota(bands.begin(), bands.end(), std::size_t{0});
  std::stable_sort(bands.begin(), bands.end(),
                   [&](std::size_t a, std::size_t b) { return views.front().edge[a] < views.front().edge[b]; });
  for (const optics::View& view : views) {
    for (std::size_t l = 1; l < bands.size(); ++l) {
      if (view.edge[bands[l]] < view.edge[bands[l - 1]]) return {};
    }
  }
  return bands;
}

/// Works one segment after the other for one device; buffers are reused.
class Watcher {
 public:
  Watcher(std::uint32_t device_index, const Stance& stance, const ExposureOptions& options)
      : stance_(stance),
        set_(stance.scenarios),
        device_(device_index),
        unit_(unit_of(set_)),
        total_(static_cast<double>(set_.total_weight / unit_)),
        probable_(stance.placed.where != placement::Where::unplaced),
        may_be_certain_(set_.can_be_certain && probable_),
        course_(stance, options),
        heads_(stance, unit_) {
    std::vector<std::size_t> bands = set_.heads.size() == 1 ? nested(set_) : std::vector<std::size_t>{};
    if (bands.empty()) return;
    lane_of_.resize(bands.size());
    for (std::size_t l = 0; l < bands.size(); ++l) lane_of_[bands[l]] = l;
    find_groups(std::move(bands));
  }

  void watch(const LocalSegment& segment, std::vector<Sighting>& out) {
    if (!course_.follow(segment)) return;
    if (head_) {
      count_groups();
    } else {
      count_scenarios();
    }
    for (std::size_t b = 0; b < set_.bands.size(); ++b) append_band(segment, b, out);
  }

 private:
  /// Views under the same sights, by world. Views of all groups make up a scenario each.
  struct Group {
    std::array<std::size_t, all_worlds.size()> sights{};
    std::array<CmSpans, all_worlds.size()> lit;  ///< of the present segment, rounded as the world asks
  };

  void find_groups(std::vector<std::size_t> bands) {
    const optics::HeadScenarios& head = set_.heads.front();
    std::vector<std::size_t> group_of;
    std::vector<double> weights;
    double axis_weight = 0;
    for (const optics::Axis& axis : head.axes) axis_weight += axis.weight;
    for (const optics::View& view : head.views) {
      const auto sights = sights_of(view);
      std::size_t g = 0;
      while (g < groups_.size() && groups_[g].sights != sights) ++g;
      if (g == groups_.size()) {
        groups_.push_back({sights, {}});
        group_weights_.push_back(0);
      }
      group_of.push_back(g);
      weights.push_back(units(std::uint64_t{view.weight} * view.share));
      group_weights_[g] += units(std::uint64_t{view.weight} * optics::View::full_share) * axis_weight;
    }
    head_.emplace(head, std::move(bands), std::move(group_of), std::move(weights));
    may_be_certain_ = may_be_certain_ && head_->may_be_certain();
  }

  [[nodiscard]] double units(std::uint64_t weight) const { return static_cast<double>(weight) / static_cast<double>(unit_); }

  [[nodiscard]] std::array<std::size_t, all_worlds.size()> sights_of(const optics::View& view) const {
    std::array<std::size_t, all_worlds.size()> sights{};
    for (std::size_t w = 0; w < sights.size(); ++w) {
      sights[w] = view.through_walls ? course_.through_walls() : stance_.sight_of[view.height_row][w];
    }
    return sights;
  }

  void count_groups() {
    Tally& tally = tallies_.front();
    tally.reset(course_.window(), lane_of_.size(), group_weights_, may_be_certain_);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      Group& group = groups_[g];
      for (std::size_t w = 0; w < all_worlds.size(); ++w) round(course_.lit(group.sights[w]), roundings[w], group.lit[w]);
      tally.show(g, group.lit[static_cast<std::size_t>(World::usual)]);
      for (const World world : {World::tall, World::low}) cut_at_ends(tally, group.lit[static_cast<std::size_t>(world)]);
    }
    cut_at_rings(tally);
    head_->tell(course_, tally);
    tally.sweep();
    head_->find_possible(course_);
  }

  /// Of several heads each world is counted by itself.
  void count_scenarios() {
    const CmSpans everywhere{course_.window()};
    for (const World world : {World::tall, World::usual}) {
      Tally& tally = tallies_[static_cast<std::size_t>(world)];
      tally.reset(course_.window(), set_.bands.size(), std::span(&total_, 1), may_be_certain_);
      tally.show(0, everywhere);
      cut_at_rings(tally);
      heads_.tell(course_, world, tally);
      tally.sweep();
    }
    heads_.find_possible(course_);
  }

  static void cut_at_ends(Tally& tally, const CmSpans& spans) {
    for (const CmSpan& span : spans) {
      tally.cut(span.from);
      tally.cut(span.to);
    }
  }
  void cut_at_rings(Tally& tally) const {
    for (const RingChange& ring : course_.rings()) tally.cut(ring.from_cm);
    cut_at_ends(tally, inside(course_.across()));
  }
  [[nodiscard]] CmSpans inside(const CmSpans& spans) const {
    CmSpans cut;
    intersect(spans, {course_.window()}, cut);
    return cut;
  }

  /// Under any group's view in the low world.
  void find_possible(std::size_t b) {
    possible_.clear();
    if (!head_) {
      round(heads_.possible(b), Rounding::outward, possible_);
      return;
    }
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      round(head_->possible(g, lane_of_[b]), Rounding::outward, open_);
      intersect(open_, groups_[g].lit[static_cast<std::size_t>(World::low)], lit_);
      unite(possible_, lit_, both_);
      possible_.swap(both_);
    }
  }

  /// Under all groups' views in the tall world.
  void find_certain(std::size_t b) {
    certain_.clear();
    if (!may_be_certain_) return;
    certain_ = tallies_.front().sure(head_ ? lane_of_[b] : b);  // a tally of several heads: that of the tall world
    for (const Group& group : groups_) {
      intersect(certain_, group.lit[static_cast<std::size_t>(World::tall)], both_);
      certain_.swap(both_);
    }
    subtract(certain_, course_.across(), both_);
    certain_.swap(both_);
    if (certain_.empty()) return;
    unite(possible_, certain_, both_);
    possible_.swap(both_);
  }

  void append_band(const LocalSegment& segment, std::size_t b, std::vector<Sighting>& out) {
    find_possible(b);
    find_certain(b);
    if (possible_.empty()) return;
    Sighting like;
    like.segment = segment.index;
    like.device = device_;
    like.band = set_.bands[b].band;
    like.ladder = static_cast<std::uint8_t>(set_.bands[b].ladder);
    const auto& runs = head_ ? tallies_.front().runs(lane_of_[b]) : tallies_[static_cast<std::size_t>(World::usual)].runs(b);
    append_pieces(out, like,
                  {possible_, certain_, probable_ ? std::span(runs) : std::span<const Tally::Run>{}, course_.rings(), total_});
  }

  const Stance& stance_;
  const optics::Scenarios& set_;
  std::uint32_t device_;
  std::uint64_t unit_;
  double total_;
  bool probable_;
  bool may_be_certain_;
  Course course_;
  std::optional<HeadSweep> head_;     ///< of a device of one head
  std::vector<std::size_t> lane_of_;  ///< by band, of such a device
  std::vector<Group> groups_;         ///< of such a device
  std::vector<double> group_weights_;
  HeadsSweep heads_;
  std::array<Tally, 2> tallies_;  ///< several heads: of the tall and of the usual world; one head: the first only
  CmSpans possible_, certain_, open_, lit_, both_;
};

}  // namespace

std::vector<const LocalSegment*> segments_in_range(const Stance& stance, const std::vector<scene::Deck>& decks,
                                                   const Neighbourhood& around, const ExposureOptions& options) {
  if (stance.scenarios.bands.empty()) return {};
  return around.segments_near(geo::around(stance.placed.eye, centimetres(options.optics.max_range)), decks);
}

std::vector<Sighting> sightings(std::uint32_t device_index, const Stance& stance, std::span<const LocalSegment* const> segments,
                                const ExposureOptions& options) {
  std::vector<Sighting> found;
  if (stance.scenarios.bands.empty()) return found;
  Watcher watcher(device_index, stance, options);
  for (const LocalSegment* segment : segments) watcher.watch(*segment, found);
  if (!std::is_sorted(found.begin(), found.end(), before)) std::sort(found.begin(), found.end(), before);
  return found;
}

}  // namespace contrechamp::exposure
