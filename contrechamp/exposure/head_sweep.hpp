// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <bit>
#include <contrechamp/exposure/course.hpp>
#include <contrechamp/exposure/fan.hpp>
#include <contrechamp/exposure/reachable.hpp>
#include <contrechamp/exposure/tally.hpp>
#include <vector>

namespace contrechamp::exposure {

/// Groups of which the same is lit of a segment count as one there: the class of each. Dark: nothing is lit for it.
struct Classes {
  static constexpr std::uint8_t dark = 0xff;
  std::array<std::uint8_t, Tally::most_groups> of{};
  std::size_t count = 0;
};

/// The scenarios of a device of one head, told to a tally: all axes of a view at once, all bands at once.
class HeadSweep {
 public:
  /// For another device; buffers are reused. `lanes[l]` is the band of lane l, whose end no view puts before that of a lower
  /// lane; `groups[v]` the group of view v, below Tally::most_groups; `weights[v]` what one unit of an axis's weight counts.
  void prepare(const optics::HeadScenarios& head, std::span<const std::size_t> lanes, std::span<const std::size_t> groups,
               std::span<const double> weights);

  /// Whether something can be in view under all scenarios.
  [[nodiscard]] bool may_be_certain() const;
  /// Tells where scenarios may count for the weight, or be certain: the tall and the usual world. `tally` has a group for each
  /// class of `told`; null if nothing is lit in these worlds. And finds what `possible` gives.
  void look(const Course& course, const Classes& told, NarrowTally* tally, const Classes& reached);
  /// What one scenario of a class of `reached` at least covers of the course, as if nothing were in the way; in cm, joined.
  [[nodiscard]] const Stretches& possible(std::size_t of_class, std::size_t lane) const {
    return possible_[of_class * most_lanes + step_below(steps_[of_class], lane)];
  }
  /// Lanes, a bit each, of which `possible` may be other than of the lane before them; the first always.
  [[nodiscard]] std::uint32_t steps(std::size_t of_class) const { return steps_[of_class]; }
  /// The last step up to a lane.
  [[nodiscard]] static std::size_t step_below(std::uint32_t steps, std::size_t lane) {
    return static_cast<std::size_t>(std::bit_width(steps & ((2U << lane) - 1))) - 1;
  }

 private:
  struct FanView {
    const optics::View* view = nullptr;
    std::size_t group = 0;
    double weight = 0;
    double reach_turns = 1;
    double least_cosine = -1;  ///< of the angle from the axis of what it sees
    Lanes end;                 ///< of its bands; never beyond the last lane
    std::size_t within = 0;    ///< number of a view that covers all that this one does; its own if none is known
  };
  /// Weights of what begins or ends at one end of an edge, as differences from lane to lane.
  using Steps = std::array<std::int32_t, most_lanes + 1>;

  void find_outer_views();
  [[nodiscard]] bool seen_by_another(const FanView& view, const Classes& reached) const;
  void face(const Line& line, visibility::Interval part);
  [[nodiscard]] bool misses(const FanView& view, std::size_t lanes) const;
  template <class Take>
  void each_ring(const FanView& view, std::size_t k, const Line& line, const Take& take) const;

  void tell_edge(const CourseEdge& edge, const Classes& told, NarrowTally& tally, const Classes* reached);
  void tell_forward(const FanView& view, Fan::Range range, const CourseEdge& edge, NarrowTally& tally);
  void tell_radial(const FanView& view, std::size_t k, const CourseEdge& edge, NarrowTally& tally, Reachable* reachable);
  void reach_edge(const CourseEdge& edge, const Classes& reached);
  void reach(const FanView& view, Fan::Range range, const Line& line, Reachable& reachable);
  void reach_forward(Fan::Range range, Reachable& reachable) const;
  void give(const CourseEdge& edge, const Classes& reached);
  [[nodiscard]] Lanes summed(const Steps& steps) const;
  void begin(std::int32_t weight, double t, std::size_t first, std::size_t last, const CourseEdge& edge, NarrowTally& tally);
  void end(std::int32_t weight, double t, std::size_t first, std::size_t last, const CourseEdge& edge, NarrowTally& tally);
  void meet(double at_cm, NarrowTally& tally);
  void part_company(NarrowTally& tally);

  const optics::HeadScenarios* head_ = nullptr;
  std::size_t lanes_ = 0;
  Fan fan_;
  std::vector<FanView> views_;
  visibility::Interval part_;
  double nearest_m_ = 0;  // of the part, from the eye
  double farthest_m_ = 0;
  Chords chords_;
  std::array<Reachable, Tally::most_groups> reachable_;    // by class
  std::vector<Stretches> possible_;                        // by class and lane, kept for steps only
  std::array<std::uint32_t, Tally::most_groups> steps_{};  // by class
  // By class:
  std::size_t told_count_ = 0;
  std::size_t now_ = 0;                          // the class that is told of
  std::array<Steps, Tally::most_groups> begun_;  // at the beginning of the present edge
  std::array<Steps, Tally::most_groups> ended_;  // at its end
  std::array<Lanes, Tally::most_groups> left_;   // at the end of the last edge: what may go on
  double left_at_cm_ = -1;                       // negative: nothing is left
};

}  // namespace contrechamp::exposure
