// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/pareto.hpp>
#include <contrechamp/routing/profile.hpp>

namespace contrechamp::routing {

/// Where points of a front may still lie: between points that are known, one after the other in time. A label is not worth while
/// if for each gap some lane says that whatever comes of it is dearer than all that may lie there.
class Gaps {
 public:
  explicit Gaps(const Profile& profile);
  /// `known`: a front (ascending time). Points that are as good as a known one may lie there too, and those at most as dear as
  /// most_time and most_exposure before and behind all. With `less`, only points that are quicker by less.time and less seen by
  /// less.exposure than a corner of their gap: for a rough front.
  struct Less {
    Cost time = 0;
    Cost exposure = 0;
    [[nodiscard]] bool any() const { return time > 0 || exposure > 0; }
  };
  void begin(std::span<const Point> known, Cost most_time, Cost most_exposure, Less less);
  /// A point that was found now; all that are quicker have been. Its gap shrinks.
  void found(Cost time, Cost exposure);
  /// Whatever takes so long and sees more is not worth while.
  [[nodiscard]] Cost most_exposure(Cost time) const { return most_[gap_at(time) * width_ + 1]; }
  /// May something come of a label? What it costs so far; what is left at least, in each lane (`width` of the profile).
  [[nodiscard]] bool promising(Cost time, Cost exposure, const Cost* left) const;

 private:
  [[nodiscard]] std::size_t gap_at(Cost time) const;
  void limit(std::size_t gap, Cost known_time, Cost known_exposure);

  std::size_t lanes_;
  std::size_t width_;
  LaneVector part_of_time_;  ///< of each lane's mix
  LaneVector part_of_exposure_;
  std::vector<Cost> time_;  ///< of the known points; gap i lies before the i-th
  std::vector<Cost> exposure_;
  Cost most_time_ = 0;
  Less less_;
  LaneVector most_;  ///< by gap, `width_` each: what a point in it costs at most. Lane 1 never rises from a gap to the next
};

}  // namespace contrechamp::routing
