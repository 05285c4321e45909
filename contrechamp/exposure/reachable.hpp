// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/exposure/spans.hpp>
#include <contrechamp/exposure/tally.hpp>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// The union of intervals along one edge, for all bands at once: what one scenario at least may see. What is added to all lanes
/// from one on is kept once. Neighbouring axes overlap, so that there is one interval in hand and few behind it.
class Reachable {
 public:
  /// Begins with another part of the edge.
  void reset(visibility::Interval part, std::size_t lanes);
  void add_to(std::size_t lane, visibility::Interval seen) {
    if (lane < full_from_) own_[lane].add(seen);
  }
  void add_from(std::size_t lane, visibility::Interval seen) {
    if (lane >= full_from_) return;
    Union& from = from_[lane];
    from.add(seen);
    if (from.in_hand.from <= part_.from && part_.to <= from.in_hand.to) full_from_ = lane;
  }
  /// To the lanes [first, last).
  void add(visibility::Interval seen, std::size_t first, std::size_t last) {
    if (last == lanes_) return add_from(first, seen);
    for (std::size_t l = first; l < last; ++l) add_to(l, seen);
  }
  /// Whether a lane certainly holds all of that already. What a lane sees, the next ones see too.
  [[nodiscard]] bool holds(std::size_t lane, visibility::Interval seen) const {
    if (lane >= full_from_) return true;
    for (std::size_t l = lane + 1; l-- > 0;) {
      if (own_[l].holds(seen) || from_[l].holds(seen)) return true;
    }
    return false;
  }
  /// All lanes from this one on hold the whole part.
  [[nodiscard]] std::size_t full_from() const { return full_from_; }
  /// Lanes, a bit each, that may hold other than the lane before them; the first always.
  [[nodiscard]] std::uint32_t steps() const;
  /// Appends what each of these lanes holds, scaled to cm, to the list of that lane; `steps` are among them.
  void give(double at_cm, double length_cm, std::uint32_t lanes, std::span<Stretches> into);

 private:
  struct Union {
    visibility::Interval in_hand{1, 0};
    Stretches behind;
    void add(visibility::Interval seen) {
      if (seen.from <= in_hand.to && in_hand.from <= seen.to) {
        if (seen.from < in_hand.from) in_hand.from = seen.from;
        if (seen.to > in_hand.to) in_hand.to = seen.to;
      } else {
        if (in_hand.from < in_hand.to) behind.push_back(in_hand);
        in_hand = seen;
      }
    }
    [[nodiscard]] bool holds(visibility::Interval seen) const { return in_hand.from <= seen.from && seen.to <= in_hand.to; }
    [[nodiscard]] bool empty() const { return !(in_hand.from < in_hand.to) && behind.empty(); }
    void append_to(Stretches& list) const;
  };
  visibility::Interval part_;
  std::size_t lanes_ = 0;
  std::size_t full_from_ = 0;
  std::array<Union, most_lanes> own_;
  std::array<Union, most_lanes> from_;
  Stretches common_, all_;  // of all lanes up to one; and its own
};

}  // namespace contrechamp::exposure
