// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <contrechamp/exposure/tally.hpp>
#include <limits>

// Compiled with the sweep, for each instruction set.
#define CONTRECHAMP_INTO_SWEEP __attribute__((always_inline)) inline

namespace contrechamp::exposure {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double widest_share = 0.05;  ///< of all weights: how much a run may vary
constexpr std::uint32_t none = 0;

constexpr std::uint32_t lane_bits(std::size_t first, std::size_t last) {
  return (std::uint32_t{1} << last) - (std::uint32_t{1} << first);
}

template <class Visit>
void each_bit(std::uint32_t bits, const Visit& visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<std::size_t>(std::countr_zero(bits)));
}

}  // namespace

void Tally::reset(CmSpan window, std::size_t lanes, std::span<const double> weights, bool may_be_sure) {
  window_ = window;
  lanes_ = lanes;
  low_lane_ = lanes;
  group_count_ = weights.size();
  may_be_sure_ = may_be_sure;
  total_ = 0;
  for (const double weight : weights) total_ += weight;
  step_ = total_ * widest_share;
  const std::size_t places = window.to - window.from + 1;
  if (head_.size() < places) head_.resize(places, none);
  bits_.assign((places + 63) / 64, 0);
  events_.assign(1, {});  // number 0 ends a chain
  joints_.clear();
  for (std::size_t g = 0; g < group_count_; ++g) {
    groups_[g] = {};
    groups_[g].full = weights[g];
  }
  for (std::size_t l = 0; l < lanes; ++l) {
    runs_[l].clear();
    sure_[l].clear();
  }
}

void Tally::put(std::uint32_t cm, const Event& event) {
  const std::uint32_t at = cm - window_.from;
  const auto number = static_cast<std::uint32_t>(events_.size());
  events_.push_back(event);
  events_.back().next = head_[at];
  if (event.kind == Kind::step) low_lane_ = std::min<std::size_t>(low_lane_, event.first);
  head_[at] = number;
  bits_[at / 64] |= std::uint64_t{1} << at % 64;
}

void Tally::begin(Place at, double weight, std::size_t group, std::size_t first, std::size_t last) {
  put(at.cm, {weight, none, 0, Kind::step, static_cast<std::uint8_t>(group), static_cast<std::uint8_t>(first),
              static_cast<std::uint8_t>(last), at.side});
}

void Tally::end(Place at, double weight, std::size_t group, std::size_t first, std::size_t last) {
  put(at.cm, {-weight, none, 0, Kind::step, static_cast<std::uint8_t>(group), static_cast<std::uint8_t>(first),
              static_cast<std::uint8_t>(last), at.side});
}

void Tally::joint(Place at, std::size_t group, const Lanes& ended, const Lanes& begun) {
  Joint made;
  for (std::size_t l = 0; l < lanes_; ++l) {
    if (ended.of[l] == begun.of[l]) continue;
    made.change.of[l] = begun.of[l] - ended.of[l];
    if (begun.of[l] > 0) made.begins |= std::uint32_t{1} << l;
    if (ended.of[l] > 0) made.ends |= std::uint32_t{1} << l;
  }
  const std::uint32_t changed = made.begins | made.ends;
  if (changed == 0) return;
  low_lane_ = std::min(low_lane_, static_cast<std::size_t>(std::countr_zero(changed)));
  joints_.push_back(made);
  put(at.cm,
      {0, none, static_cast<std::uint32_t>(joints_.size() - 1), Kind::joint, static_cast<std::uint8_t>(group), 0, 0, at.side});
}

void Tally::show(std::size_t group, const CmSpans& where) {
  for (const CmSpan& span : where) {
    put(span.from, {0, none, 0, Kind::show, static_cast<std::uint8_t>(group), 0, 0, 0});
    put(span.to, {0, none, 0, Kind::hide, static_cast<std::uint8_t>(group), 0, 0, 0});
  }
}

void Tally::cut(std::uint32_t cm) { put(cm, {0, none, 0, Kind::cut, 0, 0, 0, 0}); }

/// The weights stayed as they are from where we were to here.
CONTRECHAMP_INTO_SWEEP void Tally::advance(std::uint32_t cm) {
  if (cm == reached_) return;
  const double length = cm - reached_;
  if (go_on(quarters_, *weight_, length, step_, run_[now_], run_[1 - now_])) {
    end_runs_before(reached_);
    (void)go_on(quarters_, *weight_, length, step_, run_[now_], run_[1 - now_]);
  }
  now_ = 1 - now_;
  reached_ = cm;
}

/// Ends the runs that the present weight would stretch too far.
void Tally::end_runs_before(std::uint32_t cm) {
  const RunLanes& next = run_[1 - now_];
  for (std::size_t l = low_lane_; l < lanes_; ++l) {
    if (next.most.of[l] > (next.least.of[l] > 0 ? next.least.of[l] + step_ : 0)) close_run(l, cm);
  }
}

void Tally::close_run(std::size_t lane, std::uint32_t cm) {
  RunLanes& run = run_[now_];
  if (run.most.of[lane] > 0 && run_from_[lane] < cm) {
    runs_[lane].push_back({run_from_[lane], cm, run.least.of[lane], run.most.of[lane], run.sum.of[lane]});
  }
  run_from_[lane] = cm;
  run.least.of[lane] = infinity;
  run.most.of[lane] = -infinity;
  run.sum.of[lane] = 0;
}

CONTRECHAMP_INTO_SWEEP void Tally::mark(std::int8_t side, std::uint32_t begins, std::uint32_t ends) {
  broken_ |= ends;
  if (side < 0) {
    early_ends_ |= ends;
  } else if (side > 0) {
    late_begins_ |= begins;
  }
}

/// What is shown of all groups.
CONTRECHAMP_INTO_SWEEP void Tally::add_up() {
  static constexpr Lanes nothing{};
  if (group_count_ == 1) {
    weight_ = groups_[0].shown > 0 ? &groups_[0].weight : &nothing;
    return;
  }
  all_groups_ = {};
  for (std::size_t g = 0; g < group_count_; ++g) {
    if (groups_[g].shown > 0) add(quarters_, groups_[g].weight, all_groups_);
  }
  weight_ = &all_groups_;
}

/// Lanes in which all scenarios of all groups are in now. One that stopped and went on at this centimetre left a gap if the
/// places differ, and none if both lie on the centimetre itself.
void Tally::find_sure(std::uint32_t cm) {
  std::uint32_t full = 0;
  for (std::size_t l = 0; l < lanes_; ++l) {
    bool all = true;
    for (std::size_t g = 0; g < group_count_; ++g) all = all && groups_[g].weight.of[l] == groups_[g].full;
    full |= static_cast<std::uint32_t>(all) << l;
  }
  each_bit(sure_now_ & (broken_ | ~full), [&](std::size_t l) {
    append(sure_[l], {sure_since_[l], std::max(sure_since_[l], cm - (early_ends_ >> l & 1U))});
    close_run(l, cm);
  });
  each_bit(full & (broken_ | ~sure_now_), [&](std::size_t l) {
    sure_since_[l] = cm + (late_begins_ >> l & 1U);
    close_run(l, cm);
  });
  sure_now_ = full;
}

CONTRECHAMP_INTO_SWEEP void Tally::apply(const Event& event) {
  Group& group = groups_[event.group];
  switch (event.kind) {
    case Kind::step:
      if (event.last == lanes_) {
        add_from(event.first, event.weight, group.weight);
      } else {
        for (std::size_t l = event.first; l < event.last; ++l) group.weight.of[l] += event.weight;
      }
      if (event.weight > 0) {
        mark(event.side, lane_bits(event.first, event.last), 0);
      } else {
        mark(event.side, 0, lane_bits(event.first, event.last));
      }
      return;
    case Kind::joint: {
      const Joint& joint = joints_[event.joint];
      add(quarters_, joint.change, group.weight);
      mark(event.side, joint.begins, joint.ends);
      return;
    }
    case Kind::show: ++group.shown; break;
    case Kind::hide: --group.shown; break;
    case Kind::cut: break;
  }
  cut_ = true;
}

CONTRECHAMP_INTO_SWEEP void Tally::apply(std::uint32_t cm) {
  cut_ = false;
  broken_ = late_begins_ = early_ends_ = 0;
  std::uint32_t& head = head_[cm - window_.from];
  for (std::uint32_t number = head; number != none; number = events_[number].next) apply(events_[number]);
  head = none;
  add_up();
  if (cut_) {
    for (std::size_t l = low_lane_; l < lanes_; ++l) close_run(l, cm);
  }
  if (may_be_sure_) find_sure(cm);
}

CONTRECHAMP_EVERY_ISA
void Tally::sweep() {
  reached_ = window_.from;
  sure_now_ = 0;
  quarters_ = quarters(low_lane_, lanes_);
  add_up();
  now_ = 0;
  run_[0].least.of.fill(infinity);
  run_[0].most.of.fill(-infinity);
  run_[0].sum = {};
  run_from_.fill(window_.from);
  for (std::size_t word = 0; word < bits_.size(); ++word) {
    for (std::uint64_t bits = bits_[word]; bits != 0; bits &= bits - 1) {
      const auto at = static_cast<std::uint32_t>(64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
      advance(window_.from + at);
      apply(window_.from + at);
    }
  }
  advance(window_.to);
  for (std::size_t l = low_lane_; l < lanes_; ++l) close_run(l, window_.to);
}

}  // namespace contrechamp::exposure
