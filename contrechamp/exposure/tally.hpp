// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/exposure/lanes.hpp>
#include <contrechamp/exposure/spans.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// Under which scenarios the centimetres of a window of a segment are seen, for all bands at once: an event sweep. Scenarios
/// come in groups that walls cut alike; a group's stretches are told as if nothing were in the way, and `show` and `hide` say
/// where its scenarios count for the weight. Stretches of one scenario must not overlap. Events may come in any order.
/// Ends that fall on one centimetre are kept in a chain, and a bitmap of these centimetres is walked: O(events + length / 64).
class Tally {
 public:
  /// Begins a window; groups are shown nowhere. `weights`: of all scenarios of each group, at most most_groups.
  /// With `may_be_sure` false, `sure` stays empty, which is quicker.
  void reset(CmSpan window, std::size_t lanes, std::span<const double> weights, bool may_be_sure);
  static constexpr std::size_t most_groups = 8;

  /// A scenario's stretch begins or ends, in the lanes [first, last).
  void begin(Place at, double weight, std::size_t group, std::size_t first, std::size_t last);
  void end(Place at, double weight, std::size_t group, std::size_t first, std::size_t last);
  /// Many at once where two edges of a street meet: a lane in which as much begins as ends goes on.
  void joint(Place at, std::size_t group, const Lanes& ended, const Lanes& begun);
  void show(std::size_t group, const CmSpans& where);
  /// No run crosses this place.
  void cut(std::uint32_t cm);

  void sweep();

  /// A stretch in which the weight varies by at most 0.05 of the whole and is not 0; ends are rounded to nearest.
  struct Run {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    double least = 0;
    double most = 0;
    double sum = 0;  ///< over its centimetres
  };
  [[nodiscard]] const std::vector<Run>& runs(std::size_t lane) const { return runs_[lane]; }
  /// Where all scenarios of all groups are in, as if nothing were in the way, rounded inward. In no run but those of full weight.
  [[nodiscard]] const CmSpans& sure(std::size_t lane) const { return sure_[lane]; }

 private:
  enum class Kind : std::uint8_t { step, joint, show, hide, cut };
  struct Event {
    double weight = 0;  ///< negative: an end
    std::uint32_t next = 0;
    std::uint32_t joint = 0;
    Kind kind = Kind::step;
    std::uint8_t group = 0;
    std::uint8_t first = 0;
    std::uint8_t last = 0;
    std::int8_t side = 0;
  };
  struct Joint {
    Lanes change;
    std::uint32_t begins = 0;
    std::uint32_t ends = 0;
  };
  struct Group {
    Lanes weight;
    double full = 0;
    int shown = 0;  ///< 1 or 0, but between two steps of one centimetre
  };
  void put(std::uint32_t cm, const Event& event);
  void advance(std::uint32_t cm);
  void end_runs_before(std::uint32_t cm);
  void close_run(std::size_t lane, std::uint32_t cm);
  void apply(std::uint32_t cm);
  void apply(const Event& event);
  void mark(std::int8_t side, std::uint32_t begins, std::uint32_t ends);
  void add_up();
  void find_sure(std::uint32_t cm);

  CmSpan window_;
  std::size_t lanes_ = 0;
  std::size_t group_count_ = 0;
  double step_ = 0;  ///< 0.05 of all weights
  double total_ = 0;
  bool may_be_sure_ = true;
  std::vector<std::uint32_t> head_;  // by centimetre: the first of its events, 0 none; all 0 between sweeps
  std::vector<std::uint64_t> bits_;
  std::vector<Event> events_;
  std::vector<Joint> joints_;
  std::array<Group, most_groups> groups_;

  Quarters quarters_;  ///< of the lanes in which anything happens
  std::size_t low_lane_ = 0;
  const Lanes* weight_ = nullptr;  ///< of all groups that are shown
  Lanes all_groups_;
  std::array<RunLanes, 2> run_;  ///< the present one, and room for the next
  std::size_t now_ = 0;
  std::array<std::uint32_t, most_lanes> run_from_{};
  std::uint32_t reached_ = 0;
  bool cut_ = false;
  std::uint32_t sure_now_ = 0;
  // Lanes of what happened at one centimetre, a bit each:
  std::uint32_t broken_ = 0;       // something ended
  std::uint32_t late_begins_ = 0;  // something began after it
  std::uint32_t early_ends_ = 0;   // something ended before it
  std::array<std::uint32_t, most_lanes> sure_since_{};

  std::array<std::vector<Run>, most_lanes> runs_;
  std::array<CmSpans, most_lanes> sure_;
};

}  // namespace contrechamp::exposure
