// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/course.hpp>
#include <contrechamp/exposure/fan.hpp>
#include <contrechamp/exposure/reachable.hpp>
#include <contrechamp/exposure/tally.hpp>
#include <vector>

namespace contrechamp::exposure {

/// The scenarios of a device of one head, told to a tally: all axes of a view at once, all bands at once.
class HeadSweep {
 public:
  /// `lanes[l]` is the band of lane l, whose end no view puts before that of a lower lane; `groups[v]` the tally's group of
  /// view v; `weights[v]` what one unit of an axis's weight counts.
  HeadSweep(const optics::HeadScenarios& head, std::vector<std::size_t> lanes, std::vector<std::size_t> groups,
            std::vector<double> weights);

  /// Whether something can be in view under all scenarios.
  [[nodiscard]] bool may_be_certain() const;
  /// Where scenarios may count for the weight, or be certain: the tall and the usual world.
  void tell(const Course& course, Tally& tally);
  /// What one scenario of a group at least covers of the course, as if nothing were in the way; in cm, joined.
  void find_possible(const Course& course);
  [[nodiscard]] const Stretches& possible(std::size_t group, std::size_t lane) const {
    return possible_[group * most_lanes + lane];
  }

 private:
  struct FanView {
    const optics::View* view = nullptr;
    std::size_t group = 0;
    double weight = 0;
    double reach_turns = 1;
    double least_cosine = -1;  ///< of the angle from the axis of what it sees
    Lanes end;                 ///< of its bands; never beyond the last lane
  };
  /// What one axis of a rectilinear view sees of the part that is faced.
  struct Slice {
    double from, to;
    double x, dx;
    bool away;
    std::size_t some;  ///< from this lane on something of the interval is seen,
    std::size_t all;   ///< from this one on the whole of it
  };
  /// Weights of what begins or ends at one end of an edge, as differences from lane to lane.
  using Steps = std::array<double, most_lanes + 1>;

  void face(const Line& line, visibility::Interval part);
  [[nodiscard]] bool misses(const FanView& view, std::size_t lanes) const;
  bool slice(const FanView& view, std::size_t k, Slice& out) const;
  static double where(const FanView& view, std::size_t lane, const Slice& slice);
  template <class Take>
  void each_radial(const FanView& view, std::size_t k, const Line& line, const Take& take) const;

  void tell_edge(const CourseEdge& edge, Tally& tally);
  void reach_edge(const CourseEdge& edge, std::size_t group);
  void reach(const FanView& view, Fan::Range range, const Line& line);
  void tell_forward(const FanView& view, std::size_t k, const CourseEdge& edge, Tally& tally);
  void tell_radial(const FanView& view, std::size_t k, const CourseEdge& edge, Tally& tally);
  void begin(const FanView& view, double weight, double t, std::size_t first, std::size_t last, const CourseEdge& edge,
             Tally& tally);
  void end(const FanView& view, double weight, double t, std::size_t first, std::size_t last, const CourseEdge& edge,
           Tally& tally);
  void meet(double at_cm, Tally& tally);
  void part_company(Tally& tally);

  const optics::HeadScenarios& head_;
  std::vector<std::size_t> lanes_;
  Fan fan_;
  std::vector<FanView> views_;
  std::size_t group_count_ = 1;
  visibility::Interval part_;
  double nearest_m_ = 0;  // of the part, from the eye
  double farthest_m_ = 0;
  Reachable reachable_;
  std::vector<Stretches> possible_;  // by group and lane
  std::vector<Steps> begun_;         // by group, at the beginning of the present edge
  std::vector<Steps> ended_;         // at its end
  std::vector<Lanes> left_;          // by group, at the end of the last edge: what may go on
  double left_at_cm_ = -1;           // negative: nothing is left
};

}  // namespace contrechamp::exposure
