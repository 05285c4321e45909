// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <contrechamp/exposure/tally.hpp>

namespace contrechamp::exposure {
namespace {

constexpr double widest_share = 0.05;  ///< of all weights: how much a run may vary

template <class Visit>
void each_bit(std::uint32_t bits, const Visit& visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<std::size_t>(std::countr_zero(bits)));
}

template <class Weight>
CONTRECHAMP_WITH_CALLER void add(const LanesOf<Weight>& more, LanesOf<Weight>& to) {
  const Weight* __restrict from = more.of.data();
  Weight* __restrict sum = to.of.data();
  CONTRECHAMP_EACH_LANE(l) sum[l] += from[l];
}

}  // namespace

template <class Weight>
void BasicTally<Weight>::reset(CmSpan window, std::size_t lanes, std::span<const double> weights, bool may_be_sure) {
  window_ = window;
  if (lanes_ != lanes) from_lane_ = lanes_from<Weight>(lanes);
  lanes_ = lanes;
  low_lane_ = lanes;
  group_count_ = weights.size();
  may_be_sure_ = may_be_sure;
  double total = 0;
  for (const double weight : weights) total += weight;
  step_ = static_cast<Weight>(std::floor(total * widest_share));
  const std::size_t places = window.to - window.from + 1;
  if (head_.size() < places) head_.resize(places, none);
  bits_.assign((places + 63) / 64, 0);
  slot_count_ = 1;
  for (std::size_t g = 0; g < group_count_; ++g) {
    groups_[g] = {};
    groups_[g].full = static_cast<Weight>(weights[g]);
  }
  for (std::size_t l = 0; l < lanes; ++l) {
    runs_[l].clear();
    sure_[l].clear();
  }
}

template <class Weight>
void BasicTally<Weight>::grow() {
  slots_.resize(2 * slots_.size() + 64);
  changes_.resize(slots_.size());
}

template <class Weight>
void BasicTally<Weight>::joint(Place place, std::size_t group, const Lanes& ended, const Lanes& begun) {
  std::uint32_t begins = 0;
  std::uint32_t ends = 0;
  for (std::size_t l = 0; l < lanes_; ++l) {
    const bool changes = ended.of[l] != begun.of[l];
    begins |= static_cast<std::uint32_t>(changes && begun.of[l] > 0) << l;
    ends |= static_cast<std::uint32_t>(changes && ended.of[l] > 0) << l;
  }
  const std::uint32_t changed = begins | ends;
  if (changed == 0) return;
  low_lane_ = std::min(low_lane_, static_cast<std::size_t>(std::countr_zero(changed)));
  const std::size_t number = at(place.cm, group);
  for (std::size_t l = 0; l < lanes_; ++l) changes_[number].of[l] += static_cast<Weight>(begun.of[l] - ended.of[l]);
  Slot& slot = slots_[number];
  slot.ended |= static_cast<std::uint16_t>(ends);
  if (place.side < 0) slot.early_ends |= static_cast<std::uint16_t>(ends);
  if (place.side > 0) slot.late_begins |= static_cast<std::uint16_t>(begins);
}

template <class Weight>
void BasicTally<Weight>::turn(std::uint32_t cm, std::size_t group, std::int8_t change) {
  Slot& slot = slots_[at(cm, group)];
  slot.shown = static_cast<std::int8_t>(slot.shown + change);
  slot.cut = true;
}

template <class Weight>
void BasicTally<Weight>::show(std::size_t group, const CmSpans& where) {
  for (const CmSpan& span : where) {
    turn(span.from, group, +1);
    turn(span.to, group, -1);
  }
}

template <class Weight>
void BasicTally<Weight>::cut(std::uint32_t cm) {
  slots_[at(cm, 0)].cut = true;
}

/// Adds up what happens at a centimetre.
template <class Weight>
CONTRECHAMP_WITH_CALLER void BasicTally<Weight>::apply(std::uint32_t cm) {
  std::uint32_t& head = head_[cm - window_.from];
  cut_ = false;
  ended_ = late_begins_ = early_ends_ = 0;
  for (std::uint32_t number = head; number != none;) {
    const Slot& slot = slots_[number];
    Group& group = groups_[slot.group];
    add(changes_[number], group.weight);
    group.shown += slot.shown;
    cut_ = cut_ || slot.cut;
    ended_ |= slot.ended;
    late_begins_ |= slot.late_begins;
    early_ends_ |= slot.early_ends;
    number = slot.next;
  }
  head = none;
}

/// The weight of all groups that are shown.
template <class Weight>
CONTRECHAMP_WITH_CALLER const LanesOf<Weight>& BasicTally<Weight>::shown_weight() {
  if (group_count_ == 1 && groups_[0].shown > 0) return groups_[0].weight;
  Weight* __restrict all = all_groups_.of.data();
  for (std::size_t g = 0; g < group_count_; ++g) {
    const Weight* __restrict weight = groups_[g].weight.of.data();
    const auto shown = static_cast<Weight>(groups_[g].shown);
    CONTRECHAMP_EACH_LANE(l) all[l] = (g == 0 ? 0 : all[l]) + shown * weight[l];
  }
  return all_groups_;
}

/// The runs take in the present weight. Those of the given lanes end first, and those whose bounds would be further apart than
/// allowed, or the weight 0 at one end only.
template <class Weight>
CONTRECHAMP_WITH_CALLER void BasicTally<Weight>::take_in(const LanesNow& weight, std::uint32_t ending, std::uint32_t cm) {
  const Weight* __restrict now = weight.of.data();
  Weight* __restrict least = least_.of.data();
  Weight* __restrict most = most_.of.data();
  const Weight step = step_;
  std::array<Weight, most_lanes> excess;
  CONTRECHAMP_EACH_LANE(l) {
    const Weight less = now[l] < least[l] ? now[l] : least[l];
    const Weight more = now[l] > most[l] ? now[l] : most[l];
    excess[l] = more - (less > 0 ? less + step : 0);
  }
  Weight worst = 0;
  CONTRECHAMP_EACH_LANE(l) worst = worst < excess[l] ? excess[l] : worst;
  if (!(worst > 0) && ending == 0) {
    CONTRECHAMP_EACH_LANE(l) least[l] = now[l] < least[l] ? now[l] : least[l];
    CONTRECHAMP_EACH_LANE(l) most[l] = now[l] > most[l] ? now[l] : most[l];
    return;
  }
  for (std::size_t l = low_lane_; l < lanes_; ++l) ending |= static_cast<std::uint32_t>(excess[l] > 0) << l;
  each_bit(ending, [&](std::size_t l) { end_run(l, cm); });
  // In vectors, as they are read again: many small stores would have to be waited for.
  CONTRECHAMP_EACH_LANE(l) least[l] = (ending >> l & 1U) != 0 || now[l] < least[l] ? now[l] : least[l];
  CONTRECHAMP_EACH_LANE(l) most[l] = (ending >> l & 1U) != 0 || now[l] > most[l] ? now[l] : most[l];
  CONTRECHAMP_EACH_LANE(l) sum_.of[l] = (ending >> l & 1U) != 0 ? 0 : sum_.of[l];
}

template <class Weight>
void BasicTally<Weight>::end_run(std::size_t lane, std::uint32_t cm) {
  if (most_.of[lane] > 0 && run_from_[lane] < cm) {
    runs_[lane].push_back(
        {run_from_[lane], cm, static_cast<double>(least_.of[lane]), static_cast<double>(most_.of[lane]), sum_.of[lane]});
  }
  run_from_[lane] = cm;
}

/// The weights stayed as they are from where we were to here.
template <class Weight>
CONTRECHAMP_WITH_CALLER void BasicTally<Weight>::advance(std::uint32_t cm) {
  const double length = cm - reached_;
  CONTRECHAMP_EACH_LANE(l) sum_.of[l] += static_cast<double>(weight_->of[l]) * length;
  reached_ = cm;
}

/// Lanes in which all scenarios of all groups are in now. One that stopped and went on at this centimetre left a gap if the
/// places differ, and none if both lie on the centimetre itself. Gives the lanes in which this changes.
template <class Weight>
std::uint32_t BasicTally<Weight>::find_sure(std::uint32_t cm) {
  std::uint32_t full = 0;
  for (std::size_t l = low_lane_; l < lanes_; ++l) {
    bool all = true;
    for (std::size_t g = 0; g < group_count_; ++g) all = all && groups_[g].weight.of[l] == groups_[g].full;
    full |= static_cast<std::uint32_t>(all) << l;
  }
  const std::uint32_t ends = sure_now_ & (ended_ | ~full);
  const std::uint32_t begins = full & (ended_ | ~sure_now_);
  each_bit(ends, [&](std::size_t l) {
    append(sure_[l], {sure_since_[l], std::max(sure_since_[l], cm - (early_ends_ >> l & 1U))});
  });
  each_bit(begins, [&](std::size_t l) { sure_since_[l] = cm + (late_begins_ >> l & 1U); });
  sure_now_ = full;
  return ends | begins;
}

template <class Weight>
CONTRECHAMP_WITH_CALLER void BasicTally<Weight>::sweep_lanes() {
  static constexpr LanesNow nothing{};
  reached_ = window_.from;
  weight_ = &nothing;
  least_ = most_ = {};
  sum_ = {};
  sure_now_ = 0;
  run_from_.fill(window_.from);
  for (std::size_t word = 0; word < bits_.size(); ++word) {
    for (std::uint64_t bits = bits_[word]; bits != 0; bits &= bits - 1) {
      const auto at = static_cast<std::uint32_t>(64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
      const std::uint32_t cm = window_.from + at;
      advance(cm);
      apply(cm);
      std::uint32_t ending = cut_ ? lane_bits(0, lanes_) : 0;
      if (may_be_sure_) ending |= find_sure(cm);
      if (cm == window_.to) break;  // the last there is
      weight_ = &shown_weight();
      take_in(*weight_, ending, cm);
    }
  }
  advance(window_.to);
  for (std::size_t l = low_lane_; l < lanes_; ++l) end_run(l, window_.to);
}

template <>
CONTRECHAMP_EVERY_ISA void BasicTally<double>::sweep() {
  sweep_lanes();
}
template <>
CONTRECHAMP_EVERY_ISA void BasicTally<std::int32_t>::sweep() {
  sweep_lanes();
}
template class BasicTally<double>;
template class BasicTally<std::int32_t>;

}  // namespace contrechamp::exposure
