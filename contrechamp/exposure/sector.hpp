// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/clip.hpp>
#include <contrechamp/optics/scenarios.hpp>

namespace contrechamp::exposure {

/// All directions in which a head may see anything, with any of its views and axes. A quick way to tell what it misses.
class Sector {
 public:
  explicit Sector(const optics::HeadScenarios& head);
  /// Whether the part of a line certainly lies outside, its ends too.
  [[nodiscard]] bool misses(const Line& line, visibility::Interval part) const;

 private:
  double from_turn_ = 0;
  double width_turns_ = 1;  ///< 1 or more: all round
};

}  // namespace contrechamp::exposure
