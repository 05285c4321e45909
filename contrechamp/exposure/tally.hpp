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

/// Under which scenarios the centimetres of a window of a segment are seen, for all bands at once: an event sweep. Scenarios come
/// in groups that walls cut alike; a group's stretches are told as if nothing were in the way, and `show` says where its
/// scenarios count for the weight. Stretches of one scenario must not overlap. Events may come in any order. They are kept as
/// told; `sweep` marks their centimetres in a bitmap, numbers those in order, and adds up what happens at each: O(events + length
/// / 64). Weight: std::int32_t, for weights whose sum fits in it, is quicker than double.
template <class Weight>
class BasicTally {
 public:
  /// A stretch of one scenario begins (change > 0) or ends (change < 0), in the lanes [first, last).
  struct Event {
    std::uint32_t cm = 0;
    Weight change = 0;
    std::uint32_t first : 8 = 0;
    std::uint32_t last : 8 = 0;
    std::uint32_t group : 8 = 0;
    std::int32_t side : 8 = 0;  ///< as Place::side
  };

  /// Begins a window; groups are shown nowhere. `weights`: of all scenarios of each group, at most most_groups. With
  /// `may_be_sure` false, `sure` stays empty, which is quicker.
  void reset(CmSpan window, std::size_t lanes, std::span<const double> weights, bool may_be_sure);
  static constexpr std::size_t most_groups = 8;

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
  /// Room for so many events more, to be written in place; `told` says up to where they were.
  [[nodiscard]] Event* room(std::size_t more) {
    if (events_.size() < event_count_ + more) events_.resize(2 * (event_count_ + more));
    return events_.data() + event_count_;
  }
  void told(const Event* end) { event_count_ = static_cast<std::size_t>(end - events_.data()); }
  /// Many at once where two edges of a street meet: a lane in which as much begins as ends goes on.
  void joint(Place at, std::size_t group, const Lanes& ended, const Lanes& begun);
  void show(std::size_t group, const CmSpans& where);
  /// No run crosses this place.
  void cut(std::uint32_t cm) { turns_.push_back({cm, 0, 0}); }

  void sweep();

  using Run = TallyRun;
  [[nodiscard]] const std::vector<Run>& runs(std::size_t lane) const { return runs_[lane]; }
  /// Where all scenarios of all groups are in, as if nothing were in the way, rounded inward. In no run but those of full weight.
  [[nodiscard]] const CmSpans& sure(std::size_t lane) const { return sure_[lane]; }

 private:
  using LanesNow = LanesOf<Weight>;
  /// Lanes, a bit each, in which something ended, or began after the centimetre, or ended before it.
  struct Sides {
    std::uint16_t ended = 0;
    std::uint16_t late_begins = 0;
    std::uint16_t early_ends = 0;
  };
  struct Joint {
    std::uint32_t cm;
    std::uint8_t group;
    Sides sides;
    LanesNow change;
  };
  /// No run crosses; and a group is shown from here on (+1) or hidden (−1).
  struct Turn {
    std::uint32_t cm;
    std::uint8_t group;
    std::int8_t change;
  };
  void step(Place place, Weight change, std::size_t group, std::size_t first, std::size_t last) {
    Event* const next = room(1);
    *next = {
        place.cm,  change, static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(last), static_cast<std::uint8_t>(group),
        place.side};
    told(next + 1);
  }
  [[nodiscard]] std::uint32_t all_lanes() const { return (1U << lanes_) - 1; }
  [[nodiscard]] std::span<const Event> events() const { return std::span(events_).first(event_count_); }
  /// Of the column of a group in a table by place.
  [[nodiscard]] std::size_t at(std::uint32_t cm, std::size_t group) const {
    return group * cms_.size() + number_[cm - window_.from];
  }

  CONTRECHAMP_WITH_CALLER void sweep_lanes();
  CONTRECHAMP_WITH_CALLER void number_places();
  CONTRECHAMP_WITH_CALLER void gather();
  CONTRECHAMP_WITH_CALLER void gather_sides();
  CONTRECHAMP_WITH_CALLER void find_sure();
  CONTRECHAMP_WITH_CALLER void merge_groups();
  template <class Sum>
  CONTRECHAMP_WITH_CALLER void find_runs();
  void end_run(std::size_t lane, std::uint32_t cm, double least, double most, double sum);

  CmSpan window_;
  std::size_t lanes_ = 0;
  std::vector<Weight> full_;  // by group: the weight of all its scenarios
  double total_ = 0;
  bool may_be_sure_ = true;
  std::vector<Event> events_;
  std::size_t event_count_ = 0;
  std::vector<Joint> joints_;
  std::vector<Turn> turns_;

  // Places are the centimetres at which something happens, numbered in order.
  std::vector<std::uint64_t> bits_;      // by centimetre: is one
  std::vector<std::uint32_t> number_;    // by centimetre, if it is one
  std::vector<std::uint32_t> cms_;       // by place
  std::vector<std::uint32_t> ending_;    // by place: lanes, a bit each, whose runs end
  std::vector<LanesNow> changes_;        // by group and place
  std::vector<std::int8_t> turns_here_;  // by group and place: as Turn
  std::vector<Sides> sides_;             // by place, of all groups

  std::array<std::uint32_t, most_lanes> run_from_{};
  std::array<std::vector<Run>, most_lanes> runs_;
  std::array<CmSpans, most_lanes> sure_;
};

template <>
void BasicTally<double>::sweep();
template <>
void BasicTally<std::int32_t>::sweep();

using Tally = BasicTally<double>;
using NarrowTally = BasicTally<std::int32_t>;

}  // namespace contrechamp::exposure
