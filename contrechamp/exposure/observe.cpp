// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/exposure/course.hpp>
#include <contrechamp/exposure/head_sweep.hpp>
#include <contrechamp/exposure/heads_sweep.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/exposure/pieces.hpp>
#include <contrechamp/exposure/tally.hpp>
#include <limits>
#include <numeric>

namespace contrechamp::exposure {
namespace {

constexpr std::array roundings{Rounding::inward, Rounding::nearest, Rounding::outward};  // by world

std::int32_t centimetres(Metres m) { return static_cast<std::int32_t>(m.count() * 100 + 0.5); }

/// The largest number that divides the weights of all scenarios, and their full shares: what is left are small whole numbers.
std::uint64_t unit_of(const optics::Scenarios& set) {
  std::uint64_t views = 0;
  for (const optics::HeadScenarios& head : set.heads) {
    for (const optics::View& view : head.views) {
      // Of a weight times a share, and the weight times the full one.
      views = std::gcd(views, std::uint64_t{view.weight} * std::gcd(view.share, optics::View::full_share));
    }
  }
  std::uint64_t axes = 0;
  for (const optics::Axis& axis : set.heads.front().axes) {
    axes = std::gcd(axes, std::uint64_t{axis.weight});
    if (axes == 1) break;
  }
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

}  // namespace

/// Works one segment after the other for one device; buffers are reused.
class Watcher::Work {
 public:
  std::vector<Sighting> found;

  void begin(std::uint32_t device_index, const Stance& stance, std::span<const LocalSegment* const> segments,
             const ExposureOptions& options) {
    stance_ = &stance;
    device_ = device_index;
    unit_ = unit_of(set());
    total_ = static_cast<double>(set().total_weight / unit_);
    probable_ = stance.placed.where != placement::Where::unplaced;
    may_be_certain_ = set().can_be_certain && probable_;
    course_.prepare(stance, segments, options);
    group_count_ = 0;
    const std::vector<std::size_t> lanes = set().heads.size() == 1 ? nested(set()) : std::vector<std::size_t>{};
    one_head_ = !lanes.empty() && total_ <= std::numeric_limits<std::int32_t>::max();
    if (!one_head_) return heads_.prepare(stance, unit_);
    for (std::size_t l = 0; l < lanes.size(); ++l) lane_of_[lanes[l]] = l;
    find_groups(lanes);
  }

  void watch(std::size_t number, const LocalSegment& segment) {
    if (!course_.follow(number)) return;
    one_head_ ? count_groups() : count_scenarios();
    for (std::size_t b = 0; b < set().bands.size(); ++b) append_band(segment, b);
  }

 private:
  /// Views under the same sights, by world. Views of all groups make up a scenario each.
  struct Group {
    std::array<std::size_t, all_worlds.size()> sights{};
    double weight = 0;                           ///< of all its scenarios
    std::array<CmSpans, all_worlds.size()> lit;  ///< of the present segment, rounded as the world asks
  };

  [[nodiscard]] const optics::Scenarios& set() const { return stance_->scenarios; }
  [[nodiscard]] std::span<Group> groups() { return std::span(groups_).first(group_count_); }
  [[nodiscard]] std::span<const Group> groups() const { return std::span(groups_).first(group_count_); }

  void find_groups(std::span<const std::size_t> lanes) {
    const optics::HeadScenarios& head = set().heads.front();
    group_of_.clear();
    view_weights_.clear();
    double axis_weight = 0;
    for (const optics::Axis& axis : head.axes) axis_weight += axis.weight;
    for (const optics::View& view : head.views) {
      const auto sights = sights_of(view);
      std::size_t g = 0;
      while (g < group_count_ && groups_[g].sights != sights) ++g;
      if (g == group_count_) {
        groups_[group_count_].sights = sights;
        groups_[group_count_++].weight = 0;
      }
      group_of_.push_back(g);
      view_weights_.push_back(units(std::uint64_t{view.weight} * view.share));
      groups_[g].weight += units(std::uint64_t{view.weight} * optics::View::full_share) * axis_weight;
    }
    head_.prepare(head, lanes, group_of_, view_weights_);
    may_be_certain_ = may_be_certain_ && head_.may_be_certain();
  }

  [[nodiscard]] double units(std::uint64_t weight) const { return static_cast<double>(weight) / static_cast<double>(unit_); }

  [[nodiscard]] std::array<std::size_t, all_worlds.size()> sights_of(const optics::View& view) const {
    std::array<std::size_t, all_worlds.size()> sights{};
    for (std::size_t w = 0; w < sights.size(); ++w) {
      sights[w] = course_.like(view.through_walls ? course_.through_walls() : stance_->sight_of[view.height_row][w]);
    }
    return sights;
  }

  void count_groups() {
    for (Group& group : groups()) {
      for (std::size_t w = 0; w < all_worlds.size(); ++w) round(course_.lit(group.sights[w]), roundings[w], group.lit[w]);
    }
    reached_ = classes(World::low);
    const bool likely = std::any_of(course_.edges().begin(), course_.edges().end(),
                                    [](const CourseEdge& edge) { return edge.likely.from < edge.likely.to; });
    tallied_ = likely;
    if (likely) prepare_tally();
    head_.look(course_, told_, likely ? &narrow_ : nullptr, reached_);
    possible_known_ = 0;
    possible_steps_ = 1;
    for (std::size_t i = 0; i < reached_.count; ++i) possible_steps_ |= head_.steps(i);
    if (likely) narrow_.sweep();
  }

  void prepare_tally() {
    told_ = classes(World::usual);
    std::array<double, Tally::most_groups> weights{};
    for (std::size_t g = 0; g < group_count_; ++g) weights[told_.of[g]] += groups_[g].weight;
    NarrowTally& tally = narrow_;
    tally.reset(course_.window(), set().bands.size(), std::span(weights).first(told_.count), may_be_certain_);
    for (std::size_t g = 0; g < group_count_; ++g) {
      if (first_of(told_, g)) tally.show(told_.of[g], lit(g, World::usual));
      for (const World world : {World::tall, World::low}) cut_at_ends(tally, lit(g, world));
    }
    cut_at_rings(tally);
  }

  /// Of several heads each world is counted by itself.
  void count_scenarios() {
    const CmSpans everywhere{course_.window()};
    for (const World world : {World::tall, World::usual}) {
      Tally& tally = tallies_[static_cast<std::size_t>(world)];
      tally.reset(course_.window(), set().bands.size(), std::span(&total_, 1), may_be_certain_);
      tally.show(0, everywhere);
      cut_at_rings(tally);
      heads_.tell(course_, world, tally);
      tally.sweep();
    }
    heads_.find_possible(course_);
  }

  template <class AnyTally>
  static void cut_at_ends(AnyTally& tally, const CmSpans& spans) {
    for (const CmSpan& span : spans) {
      tally.cut(span.from);
      tally.cut(span.to);
    }
  }
  template <class AnyTally>
  void cut_at_rings(AnyTally& tally) const {
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
    if (!one_head_) {
      round(heads_.possible(b), Rounding::outward, possible_);
      return;
    }
    const std::size_t step = HeadSweep::step_below(possible_steps_, lane_of_[b]);
    CmSpans& possible = possible_from_[step];
    if ((possible_known_ >> step & 1U) == 0) {
      possible_known_ |= 1U << step;
      possible.clear();
      for (std::size_t g = 0; g < group_count_; ++g) {
        if (reached_.of[g] == Classes::dark || !first_of(reached_, g)) continue;
        round(head_.possible(reached_.of[g], step), Rounding::outward, open_);
        intersect(open_, lit(g, World::low), lit_);
        unite(possible, lit_, both_);
        possible.swap(both_);
      }
    }
    possible_ = possible;
  }

  /// Under all groups' views in the tall world.
  void find_certain(std::size_t b) {
    certain_.clear();
    if (!may_be_certain_ || (one_head_ && !tallied_)) return;
    certain_ =
        one_head_ ? narrow_.sure(lane_of_[b]) : tallies_.front().sure(b);  // a tally of several heads: that of the tall world
    for (const Group& group : groups()) {
      intersect(certain_, group.lit[static_cast<std::size_t>(World::tall)], both_);
      certain_.swap(both_);
    }
    subtract(certain_, course_.across(), both_);
    certain_.swap(both_);
    if (certain_.empty()) return;
    unite(possible_, certain_, both_);
    possible_.swap(both_);
  }

  void append_band(const LocalSegment& segment, std::size_t b) {
    find_possible(b);
    find_certain(b);
    if (possible_.empty()) return;
    Sighting like;
    like.segment = segment.index;
    like.device = device_;
    like.band = set().bands[b].band;
    like.ladder = static_cast<std::uint8_t>(set().bands[b].ladder);
    const auto& runs = one_head_ ? narrow_.runs(lane_of_[b]) : tallies_[static_cast<std::size_t>(World::usual)].runs(b);
    append_pieces(found, like,
                  {possible_, certain_, probable_ && (!one_head_ || tallied_) ? std::span(runs) : std::span<const TallyRun>{},
                   course_.rings(), total_});
  }

  [[nodiscard]] const CmSpans& lit(std::size_t group, World world) const {
    return groups_[group].lit[static_cast<std::size_t>(world)];
  }
  /// Of groups of which the same is lit in a world.
  [[nodiscard]] Classes classes(World world) const {
    Classes made;
    for (std::size_t g = 0; g < group_count_; ++g) {
      std::size_t like = 0;
      while (lit(like, world) != lit(g, world)) ++like;
      if (world == World::low && lit(g, world).empty()) {
        made.of[g] = Classes::dark;
      } else {
        made.of[g] = like < g ? made.of[like] : static_cast<std::uint8_t>(made.count++);
      }
    }
    return made;
  }
  [[nodiscard]] static bool first_of(const Classes& classes, std::size_t group) {
    return std::find(classes.of.begin(), classes.of.begin() + static_cast<std::ptrdiff_t>(group), classes.of[group]) ==
           classes.of.begin() + static_cast<std::ptrdiff_t>(group);
  }

  const Stance* stance_ = nullptr;
  std::uint32_t device_ = 0;
  std::uint64_t unit_ = 1;
  double total_ = 0;
  bool probable_ = false;
  bool may_be_certain_ = false;
  bool one_head_ = false;
  Course course_;
  // Of a device of one head:
  HeadSweep head_;
  NarrowTally narrow_;
  bool tallied_ = false;                                   ///< of the present segment
  std::array<std::size_t, optics::most_bands> lane_of_{};  ///< by band
  std::array<Group, Tally::most_groups> groups_;
  std::size_t group_count_ = 0;
  std::vector<std::size_t> group_of_;  ///< by view
  std::vector<double> view_weights_;
  Classes told_, reached_;  ///< of groups on the present segment
  // Of lanes, a bit each, on the present segment: where `possible` may change, and those of them of which it was found.
  std::uint32_t possible_steps_ = 1, possible_known_ = 0;
  std::array<CmSpans, most_lanes> possible_from_;  ///< by such a lane
  // Of several heads:
  HeadsSweep heads_;
  std::array<Tally, 2> tallies_;  ///< of the tall and of the usual world
  CmSpans possible_, certain_, open_, lit_, both_;
};

Watcher::Watcher() : work_(std::make_unique<Work>()) {}
Watcher::Watcher(Watcher&&) noexcept = default;
Watcher& Watcher::operator=(Watcher&&) noexcept = default;
Watcher::~Watcher() = default;

const std::vector<Sighting>& Watcher::sightings(std::uint32_t device_index, const Stance& stance,
                                                std::span<const LocalSegment* const> segments, const ExposureOptions& options) {
  std::vector<Sighting>& found = work_->found;
  found.clear();
  if (stance.scenarios.bands.empty()) return found;
  work_->begin(device_index, stance, segments, options);
  for (std::size_t i = 0; i < segments.size(); ++i) work_->watch(i, *segments[i]);
  if (!std::is_sorted(found.begin(), found.end(), before)) std::sort(found.begin(), found.end(), before);
  return found;
}

std::vector<Sighting> sightings(std::uint32_t device_index, const Stance& stance, std::span<const LocalSegment* const> segments,
                                const ExposureOptions& options) {
  return Watcher().sightings(device_index, stance, segments, options);
}

std::vector<const LocalSegment*> segments_in_range(const Stance& stance, const std::vector<scene::Deck>& decks,
                                                   const Neighbourhood& around, const ExposureOptions& options) {
  if (stance.scenarios.bands.empty()) return {};
  return around.segments_near(geo::around(stance.placed.eye, centimetres(options.optics.max_range)), decks);
}

}  // namespace contrechamp::exposure
