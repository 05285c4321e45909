// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <array>
#include <contrechamp/exposure/lanes.hpp>
#include <contrechamp/exposure/spans.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// A stretch in which the weight varies by at most 0.05 of the whole and is not 0; ends are rounded to nearest.
struct TallyRun {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  double least = 0;
  double most = 0;
  double sum = 0;  ///< over its centimetres
};

/// Under which scenarios the centimetres of a window of a segment are seen, for all bands at once: an event sweep. Scenarios
/// come in groups that walls cut alike; a group's stretches are told as if nothing were in the way, and `show` and `hide` say
/// where its scenarios count for the weight. Stretches of one scenario must not overlap. Events may come in any order.
/// What happens at one centimetre is added up in a slot, and a bitmap of these centimetres is walked: O(events + length / 64).
/// Weight: std::int32_t, for weights whose sum fits in it, is quicker than double.
template <class Weight>
class BasicTally {
 public:
  /// Begins a window; groups are shown nowhere. `weights`: of all scenarios of each group, at most most_groups.
  /// With `may_be_sure` false, `sure` stays empty, which is quicker.
  void reset(CmSpan window, std::size_t lanes, std::span<const double> weights, bool may_be_sure);
  static constexpr std::size_t most_groups = 8;

  /// A scenario's stretch begins or ends, in the lanes [first, last).
  /// Places in cm; where nothing can be sure, the side does not matter.
  [[nodiscard]] Place placed(double cm) const {
    return may_be_sure_ ? place(cm) : Place{static_cast<std::uint32_t>(static_cast<std::int32_t>(cm + 0.5)), 0};
  }
  void begin(Place place, double weight, std::size_t group, std::size_t first, std::size_t last) {
    step(place, static_cast<Weight>(weight), group, first, last);
  }
  void end(Place place, double weight, std::size_t group, std::size_t first, std::size_t last) {
    step(place, static_cast<Weight>(-weight), group, first, last);
  }
  /// Many at once where two edges of a street meet: a lane in which as much begins as ends goes on.
  void joint(Place at, std::size_t group, const Lanes& ended, const Lanes& begun);
  void show(std::size_t group, const CmSpans& where);
  /// No run crosses this place.
  void cut(std::uint32_t cm);

  void sweep();

  using Run = TallyRun;
  [[nodiscard]] const std::vector<Run>& runs(std::size_t lane) const { return runs_[lane]; }
  /// Where all scenarios of all groups are in, as if nothing were in the way, rounded inward. In no run but those of full weight.
  [[nodiscard]] const CmSpans& sure(std::size_t lane) const { return sure_[lane]; }

 private:
  using LanesNow = LanesOf<Weight>;
  static constexpr std::uint32_t none = 0;
  [[nodiscard]] static constexpr std::uint16_t lane_bits(std::size_t first, std::size_t last) {
    return static_cast<std::uint16_t>((1U << last) - (1U << first));
  }
  /// What happens at one centimetre to one group, beside the changes of weight.
  struct Slot {
    std::uint32_t next = 0;         ///< of the same centimetre; none: the last
    std::uint16_t ended = 0;        ///< lanes, a bit each, in which something ended
    std::uint16_t late_begins = 0;  ///< or began after the centimetre
    std::uint16_t early_ends = 0;   ///< or ended before it
    std::uint8_t group = 0;
    std::int8_t shown = 0;  ///< +1: the group is shown from here on, -1: hidden
    bool cut = false;       ///< no run crosses
  };
  struct Group {
    LanesNow weight;
    Weight full = 0;
    int shown = 0;  ///< 1 or 0
  };
  [[nodiscard]] CONTRECHAMP_WITH_CALLER std::size_t at(std::uint32_t cm, std::size_t group);
  CONTRECHAMP_WITH_CALLER void step(Place at, Weight weight, std::size_t group, std::size_t first, std::size_t last);
  void turn(std::uint32_t cm, std::size_t group, std::int8_t change);
  void grow();
  CONTRECHAMP_WITH_CALLER void sweep_lanes();
  CONTRECHAMP_WITH_CALLER void apply(std::uint32_t cm);
  CONTRECHAMP_WITH_CALLER void advance(std::uint32_t cm);
  [[nodiscard]] CONTRECHAMP_WITH_CALLER const LanesNow& shown_weight();
  CONTRECHAMP_WITH_CALLER void take_in(const LanesNow& weight, std::uint32_t ending, std::uint32_t cm);
  void end_run(std::size_t lane, std::uint32_t cm);
  std::uint32_t find_sure(std::uint32_t cm);

  CmSpan window_;
  std::size_t lanes_ = 0;
  std::size_t group_count_ = 0;
  Weight step_ = 0;  ///< 0.05 of all weights, rounded down
  bool may_be_sure_ = true;
  std::vector<std::uint32_t> head_;  // by centimetre: its first slot, 0 none; all 0 between sweeps
  std::vector<std::uint64_t> bits_;  // centimetres that have slots
  std::vector<Slot> slots_;          // number 0 is none
  std::vector<LanesNow> changes_;    // of weight, by slot
  std::size_t slot_count_ = 1;
  std::array<Group, most_groups> groups_;

  std::array<LanesNow, most_lanes> from_lane_{};  ///< 1 from that lane to the last one

  std::size_t low_lane_ = 0;  ///< nothing happens below
  LanesNow all_groups_;
  const LanesNow* weight_ = nullptr;  ///< of all groups that are shown, since reached_
  LanesNow least_, most_;             ///< of the present runs, with the present weight
  Lanes sum_;                         ///< up to reached_
  std::array<std::uint32_t, most_lanes> run_from_{};
  std::uint32_t reached_ = 0;
  // What happened at one centimetre, lanes as bits:
  bool cut_ = false;
  std::uint32_t ended_ = 0;
  std::uint32_t late_begins_ = 0;
  std::uint32_t early_ends_ = 0;
  std::uint32_t sure_now_ = 0;
  std::array<std::uint32_t, most_lanes> sure_since_{};

  std::array<std::vector<Run>, most_lanes> runs_;
  std::array<CmSpans, most_lanes> sure_;
};

/// The slot of a group at a centimetre.
template <class Weight>
inline std::size_t BasicTally<Weight>::at(std::uint32_t cm, std::size_t group) {
  const std::uint32_t place = cm - window_.from;
  std::uint32_t& head = head_[place];
  for (std::uint32_t number = head; number != none; number = slots_[number].next) {
    if (slots_[number].group == group) return number;
  }
  const std::size_t made = slot_count_++;
  if (made >= slots_.size()) grow();
  slots_[made] = {};
  slots_[made].next = head;
  slots_[made].group = static_cast<std::uint8_t>(group);
  changes_[made] = {};
  head = static_cast<std::uint32_t>(made);
  bits_[place / 64] |= std::uint64_t{1} << place % 64;
  return made;
}

template <class Weight>
inline void BasicTally<Weight>::step(Place place, Weight weight, std::size_t group, std::size_t first, std::size_t last) {
  low_lane_ = std::min(low_lane_, first);
  const std::size_t number = at(place.cm, group);
  LanesNow& change = changes_[number];
  if (last == lanes_) {
    for (std::size_t l = 0; l < most_lanes; ++l) change.of[l] += from_lane_[first].of[l] != 0 ? weight : 0;
  } else {
    for (std::size_t l = first; l < last; ++l) change.of[l] += weight;
  }
  if (!may_be_sure_) return;
  Slot& slot = slots_[number];
  const std::uint16_t lanes = lane_bits(first, last);
  if (weight < 0) {
    slot.ended |= lanes;
    if (place.side < 0) slot.early_ends |= lanes;
  } else if (place.side > 0) {
    slot.late_begins |= lanes;
  }
}

template <>
void BasicTally<double>::sweep();
template <>
void BasicTally<std::int32_t>::sweep();

using Tally = BasicTally<double>;
using NarrowTally = BasicTally<std::int32_t>;

}  // namespace contrechamp::exposure
