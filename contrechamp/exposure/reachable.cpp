// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/reachable.hpp>

namespace contrechamp::exposure {

using visibility::Interval;

namespace {
constexpr Interval none{1, 0};
}

void Reachable::reset(Interval part, std::size_t lanes) {
  part_ = part;
  lanes_ = full_from_ = lanes;
  in_hand_.fill(none);
  for (std::size_t l = 0; l < lanes; ++l) behind_[l].clear();
}

void Reachable::add(Interval seen, std::size_t first, std::size_t last) {
  for (std::size_t l = first; l < std::min(last, full_from_); ++l) {
    Interval& hand = in_hand_[l];
    if (seen.from <= hand.to && hand.from <= seen.to) {
      hand = {std::min(hand.from, seen.from), std::max(hand.to, seen.to)};
    } else {
      if (hand.from < hand.to) behind_[l].push_back(hand);
      hand = seen;
    }
  }
}

void Reachable::find_full() {
  while (full_from_ > 0 && in_hand_[full_from_ - 1].from <= part_.from && part_.to <= in_hand_[full_from_ - 1].to) --full_from_;
}

void Reachable::give(std::size_t lane, double at_cm, double length_cm, Stretches& into) {
  Stretches& list = behind_[lane];
  if (in_hand_[lane].from < in_hand_[lane].to) list.push_back(in_hand_[lane]);
  join(list);
  for (const Interval& part : list) into.push_back({at_cm + part.from * length_cm, at_cm + part.to * length_cm});
}

}  // namespace contrechamp::exposure
