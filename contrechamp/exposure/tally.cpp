// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <contrechamp/exposure/running.hpp>
#include <contrechamp/exposure/tally.hpp>
#include <limits>
#include <type_traits>

namespace contrechamp::exposure {
namespace {

constexpr double widest_share = 0.05;  ///< of all weights: how much a run may vary

template <class Visit>
CONTRECHAMP_WITH_CALLER void each_bit(std::uint32_t bits, const Visit& visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<std::size_t>(std::countr_zero(bits)));
}

}  // namespace

template <class Weight>
void BasicTally<Weight>::reset(CmSpan window, std::size_t lanes, std::span<const double> weights, bool may_be_sure) {
  window_ = window;
  lanes_ = lanes;
  may_be_sure_ = may_be_sure;
  full_.clear();
  total_ = 0;
  for (const double weight : weights) {
    full_.push_back(static_cast<Weight>(weight));
    total_ += weight;
  }
  event_count_ = 0;
  joints_.clear();
  turns_.clear();
  for (std::size_t l = 0; l < lanes; ++l) {
    runs_[l].clear();
    sure_[l].clear();
  }
}

template <class Weight>
void BasicTally<Weight>::joint(Place place, std::size_t group, const Lanes& ended, const Lanes& begun) {
  std::uint32_t begins = 0;
  std::uint32_t ends = 0;
  Joint made{place.cm, static_cast<std::uint8_t>(group), {}, {}};
  for (std::size_t l = 0; l < lanes_; ++l) {
    const bool changes = ended.of[l] != begun.of[l];
    begins |= static_cast<std::uint32_t>(changes && begun.of[l] > 0) << l;
    ends |= static_cast<std::uint32_t>(changes && ended.of[l] > 0) << l;
    made.change.of[l] = static_cast<Weight>(begun.of[l] - ended.of[l]);
  }
  if ((begins | ends) == 0) return;
  made.sides.ended = static_cast<std::uint16_t>(ends);
  if (place.side < 0) made.sides.early_ends = static_cast<std::uint16_t>(ends);
  if (place.side > 0) made.sides.late_begins = static_cast<std::uint16_t>(begins);
  joints_.push_back(made);
}

template <class Weight>
void BasicTally<Weight>::show(std::size_t group, const CmSpans& where) {
  for (const CmSpan& span : where) {
    turns_.push_back({span.from, static_cast<std::uint8_t>(group), +1});
    turns_.push_back({span.to, static_cast<std::uint8_t>(group), -1});
  }
}

template <class Weight>
CONTRECHAMP_WITH_CALLER void BasicTally<Weight>::number_places() {
  const std::size_t length = window_.to - window_.from + 1;
  bits_.assign((length + 63) / 64, 0);
  if (number_.size() < length) number_.resize(length);
  const auto mark = [this](std::uint32_t cm) __attribute__((always_inline)) {
    const std::uint32_t at = cm - window_.from;
    bits_[at / 64] |= std::uint64_t{1} << at % 64;
  };
  for (const Event& event : events()) mark(event.cm);
  for (const Joint& joint : joints_) mark(joint.cm);
  for (const Turn& turn : turns_) mark(turn.cm);
  cms_.resize(event_count_ + joints_.size() + turns_.size());
  std::uint32_t count = 0;
  for (std::size_t word = 0; word < bits_.size(); ++word) {
    for (std::uint64_t bits = bits_[word]; bits != 0; bits &= bits - 1) {
      const auto at = static_cast<std::uint32_t>(64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
      number_[at] = count;
      cms_[count++] = window_.from + at;
    }
  }
  cms_.resize(count);
}

template <class Weight>
CONTRECHAMP_WITH_CALLER void BasicTally<Weight>::gather() {
  changes_.assign(full_.size() * cms_.size(), {});
  turns_here_.assign(full_.size() * cms_.size(), 0);
  ending_.assign(cms_.size(), 0);
  for (const Event& event : events()) add(event.change, event.first, event.last, changes_[at(event.cm, event.group)]);
  for (const Joint& joint : joints_) add(joint.change, changes_[at(joint.cm, joint.group)]);
  for (const Turn& turn : turns_) {
    std::int8_t& here = turns_here_[at(turn.cm, turn.group)];
    here = static_cast<std::int8_t>(here + turn.change);
    ending_[at(turn.cm, 0)] = all_lanes();
  }
}

template <class Weight>
CONTRECHAMP_WITH_CALLER void BasicTally<Weight>::gather_sides() {
  sides_.assign(cms_.size(), {});
  const auto merge = [](std::uint16_t& into, std::uint32_t lanes) { into = static_cast<std::uint16_t>(into | lanes); };
  for (const Event& event : events()) {
    Sides& here = sides_[at(event.cm, 0)];
    const std::uint32_t lanes = (1U << event.last) - (1U << event.first);
    if (event.change < 0) {
      merge(here.ended, lanes);
      if (event.side < 0) merge(here.early_ends, lanes);
    } else if (event.side > 0) {
      merge(here.late_begins, lanes);
    }
  }
  for (const Joint& joint : joints_) {
    Sides& here = sides_[at(joint.cm, 0)];
    merge(here.ended, joint.sides.ended);
    merge(here.early_ends, joint.sides.early_ends);
    merge(here.late_begins, joint.sides.late_begins);
  }
}

/// Lanes in which all scenarios of all groups are in. One that stopped and went on at a centimetre left a gap if the places
/// differ, and none if both lie on the centimetre itself. Where a lane's answer changes its runs end.
template <class Weight>
CONTRECHAMP_WITH_CALLER void BasicTally<Weight>::find_sure() {
  gather_sides();
  std::array<LanesNow, most_groups> weights{};
  std::array<std::uint32_t, most_lanes> since{};
  std::uint32_t now = 0;
  for (std::size_t place = 0; place < cms_.size(); ++place) {
    const std::uint32_t cm = cms_[place];
    const Sides& sides = sides_[place];
    std::uint32_t full = all_lanes();
    for (std::size_t g = 0; g < full_.size(); ++g) {
      add(changes_[g * cms_.size() + place], weights[g]);
      for (std::size_t l = 0; l < lanes_; ++l) full &= ~(static_cast<std::uint32_t>(weights[g].of[l] != full_[g]) << l);
    }
    const std::uint32_t ends = now & (sides.ended | ~full);
    const std::uint32_t begins = full & (sides.ended | ~now);
    each_bit(ends, [&](std::size_t l) { append(sure_[l], {since[l], std::max(since[l], cm - (sides.early_ends >> l & 1U))}); });
    each_bit(begins, [&](std::size_t l) { since[l] = cm + (sides.late_begins >> l & 1U); });
    ending_[place] |= ends | begins;
    now = full;
  }
}

/// What is shown of all groups becomes one group that is always shown.
template <class Weight>
CONTRECHAMP_WITH_CALLER void BasicTally<Weight>::merge_groups() {
  using V = Vectors<Weight>;
  const std::size_t places = cms_.size();
  for (std::size_t g = 0; g < full_.size(); ++g) {
    LanesNow weight, shown;
    int turned = 0;
    for (std::size_t place = 0; place < places; ++place) {
      LanesNow& change = changes_[g * places + place];
      turned += turns_here_[g * places + place];
      CONTRECHAMP_EACH_PART(Weight, i) {
        V::store(V::load(weight, i) + V::load(change, i), weight, i);
        const typename V::Part now = V::all(turned > 0) ? V::load(weight, i) : typename V::Part{};
        V::store(now - V::load(shown, i), change, i);
        V::store(now, shown, i);
      }
      if (g > 0) add(change, changes_[place]);
    }
  }
  std::fill(turns_here_.begin(), turns_here_.end(), std::int8_t{0});
  turns_here_[0] = 1;
}

/// A run ends at the places that ask for it, and where its bounds would be further apart than allowed.
/// Sum: a type in which the sum of all weights over all centimetres is exact.
template <class Weight>
template <class Sum>
CONTRECHAMP_WITH_CALLER void BasicTally<Weight>::find_runs() {
  run_from_.fill(window_.from);
  Running<Weight, Sum> running(window_.from, static_cast<Weight>(std::floor(total_ * widest_share)));
  const auto end_runs = [&](std::uint32_t ending, std::uint32_t cm) {
    Lanes least, most, sum;
    running.tell(least, most, sum);
    each_bit(ending, [&](std::size_t l) { end_run(l, cm, least.of[l], most.of[l], sum.of[l]); });
  };
  int shown = 0;
  for (std::size_t place = 0; place < cms_.size(); ++place) {
    const std::uint32_t cm = cms_[place];
    if (cm == window_.to) break;  // the last there is
    running.advance(cm);
    shown += turns_here_[place];
    const bool too_far = running.change(changes_[place], shown > 0);
    if (!too_far && ending_[place] == 0) {
      running.go_on();
      continue;
    }
    const std::uint32_t ending = (ending_[place] | running.too_far()) & all_lanes();
    end_runs(ending, cm);
    running.go_on_or_restart(ending);
  }
  running.advance(window_.to);
  end_runs(all_lanes(), window_.to);
}

template <class Weight>
void BasicTally<Weight>::end_run(std::size_t lane, std::uint32_t cm, double least, double most, double sum) {
  if (most > 0 && run_from_[lane] < cm) runs_[lane].push_back({run_from_[lane], cm, least, most, sum});
  run_from_[lane] = cm;
}

template <class Weight>
CONTRECHAMP_WITH_CALLER void BasicTally<Weight>::sweep_lanes() {
  number_places();
  if (cms_.empty()) return;
  gather();
  if (may_be_sure_) find_sure();
  if (full_.size() > 1) merge_groups();
  const double most = total_ * (window_.to - window_.from);
  if (std::is_same_v<Weight, std::int32_t> && most <= std::numeric_limits<std::int32_t>::max()) {
    find_runs<Weight>();
  } else {
    find_runs<double>();
  }
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
