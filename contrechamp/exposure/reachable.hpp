// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/exposure/spans.hpp>
#include <contrechamp/exposure/tally.hpp>
#include <vector>

namespace contrechamp::exposure {

/// The union of intervals along one edge, for all bands at once: what one scenario at least may see. A band of a higher lane
/// sees at least what a lower one does. Neighbouring axes overlap, so that a lane has one interval in hand and few behind it.
class Reachable {
 public:
  /// Begins with another part of the edge.
  void reset(visibility::Interval part, std::size_t lanes);
  void add(visibility::Interval seen, std::size_t first, std::size_t last);
  /// All lanes from this one on hold the whole part.
  [[nodiscard]] std::size_t full_from() const { return full_from_; }
  void find_full();
  /// Appends what lane l holds, scaled to cm.
  void give(std::size_t lane, double at_cm, double length_cm, Stretches& into);

 private:
  visibility::Interval part_;
  std::size_t lanes_ = 0;
  std::size_t full_from_ = 0;
  std::array<visibility::Interval, most_lanes> in_hand_{};
  std::array<Stretches, most_lanes> behind_;
};

}  // namespace contrechamp::exposure
