// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/trig.hpp>
#include <contrechamp/exposure/clip.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/exposure/stretches.hpp>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// What a device's views cover of a ray about it as if nothing blocked; in fractions of max_range. Views at one height make a
/// group: what blocks is the same for all of them, so it can be cut out afterwards.
class OpenView {
 public:
  OpenView(const Stance& stance, const ExposureOptions& options);

  /// Where the weight of a group's scenarios that see it, times View::full_share, is constant.
  struct Step {
    visibility::Interval where;
    std::uint64_t weight = 0;
  };
  /// Of one group at one band.
  struct Covered {
    Stretches possible;
    /// Where all scenarios of the group see for the full time; like `steps` empty where all groups together can not reach one
    /// half.
    Stretches sure;
    std::vector<Step> steps;
  };

  void cast(std::size_t ray);
  [[nodiscard]] const Covered& covered(std::size_t group, std::size_t band) const {
    return covered_[band * groups_.size() + group];
  }

  /// A view of each group.
  [[nodiscard]] const std::vector<std::size_t>& groups() const { return groups_; }
  /// Rays so many numbers apart see the same: axes all round the compass make it few.
  [[nodiscard]] std::size_t period() const { return period_; }

 private:
  /// What a head covers of the ray under one scenario.
  struct Part {
    visibility::Interval seen;
    std::uint32_t scenario = 0;
    std::uint32_t head = 0;
  };
  struct Change {
    double at = 0;
    int step = 0;
    std::uint32_t scenario = 0;
    std::uint32_t head = 0;
  };
  void find_groups(const Stance& stance);
  void add_head(std::uint32_t h, trig::SinCos s, const Line& line);
  void cover(std::size_t b, const Line& line);
  void sweep(std::size_t group, Covered& into);
  [[nodiscard]] std::uint32_t dwell(std::uint32_t scenario) const;
  [[nodiscard]] std::uint64_t weight(std::uint32_t scenario) const;

  const optics::Scenarios& set_;
  const std::vector<optics::HeadScenarios>& heads_;
  std::size_t views_;
  std::size_t axes_;
  double reach_m_;
  std::size_t period_;
  std::vector<std::size_t> groups_;
  std::vector<std::size_t> group_of_;  ///< by view
  std::vector<std::size_t> size_;      ///< by group: its scenarios
  std::vector<double> least_cosines_;  ///< by head and view
  std::vector<Part> pieces_;           ///< of the ray, before a band ends them
  std::vector<Part> parts_;            ///< of the ray and band
  std::vector<Change> changes_;
  std::vector<int> active_;  ///< by scenario and head: parts that have begun and not ended
  std::vector<Covered> covered_;
};

}  // namespace contrechamp::exposure
