// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/exposure/reachable.hpp>

namespace contrechamp::exposure {

using visibility::Interval;

void Reachable::Union::append_to(Stretches& list) const {
  list.insert(list.end(), behind.begin(), behind.end());
  if (in_hand.from < in_hand.to) list.push_back(in_hand);
}

void Reachable::reset(Interval part, std::size_t lanes) {
  part_ = part;
  lanes_ = full_from_ = lanes;
  for (std::size_t l = 0; l < lanes; ++l) {
    for (Union* held : {&own_[l], &from_[l]}) {
      held->in_hand = {1, 0};
      held->behind.clear();
    }
  }
}

std::uint32_t Reachable::steps() const {
  std::uint32_t lanes = 1;
  // From full_from on all hold the whole part.
  for (std::size_t l = 1; l < lanes_ && l <= full_from_; ++l) {
    lanes |= static_cast<std::uint32_t>(!from_[l].empty() || !own_[l].empty() || !own_[l - 1].empty()) << l;
  }
  return lanes;
}

void Reachable::give(double at_cm, double length_cm, std::uint32_t lanes, std::span<Stretches> into) {
  common_.clear();
  for (std::size_t l = 0; l < lanes_; ++l) {
    if ((lanes >> l & 1U) == 0) continue;
    if (l >= full_from_) {
      into[l].push_back({at_cm + part_.from * length_cm, at_cm + part_.to * length_cm});
      continue;
    }
    if (!from_[l].empty()) {
      from_[l].append_to(common_);
      join(common_);
    }
    const Stretches* list = &common_;
    if (!own_[l].empty()) {
      all_ = common_;
      own_[l].append_to(all_);
      join(all_);
      list = &all_;
    }
    for (const Interval& part : *list) into[l].push_back({at_cm + part.from * length_cm, at_cm + part.to * length_cm});
  }
}

}  // namespace contrechamp::exposure
