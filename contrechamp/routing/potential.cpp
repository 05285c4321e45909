// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/query.hpp>
#include <contrechamp/routing/forefathers.hpp>

namespace contrechamp::routing {

Potential::Potential(const Index& index, const Profile& profile, std::size_t lane)
    : index_(&index), profile_(&profile), lane_(lane), cost_(index.nodes(), unreachable), known_(index.nodes(), 0) {}

void Potential::aim(std::span<const End> to) {
  for (const Rank rank : touched_) {
    cost_[rank] = unreachable;
    known_[rank] = 0;
  }
  forefathers(*index_, to, touched_);
  for (const End& end : to) {
    Cost& cost = cost_[index_->rank(end.node)];
    cost = std::min(cost, mixed(profile_->mix(lane_), end.time, end.exposure));
  }
  for (const Rank rank : touched_) {
    for (std::uint32_t arc = index_->first_up(rank); arc < index_->first_up(rank + 1); ++arc) {
      Cost& upper = cost_[index_->upper(arc)];
      upper = std::min(upper, cost_[rank] + profile_->costs_down(arc, rank)[lane_]);
    }
  }
}

/// A way begins by going down, which `aim` has found, or by an arc to a forefather: so forefathers are found first.
Cost Potential::found(Rank rank) {
  climb_.clear();
  for (Rank r = rank; r != nowhere && known_[r] == 0; r = index_->parent(r)) climb_.push_back(r);
  for (; !climb_.empty(); climb_.pop_back()) {
    const Rank low = climb_.back();
    Cost cost = cost_[low];
    for (std::uint32_t arc = index_->first_up(low); arc < index_->first_up(low + 1); ++arc) {
      cost = std::min(cost, cost_[index_->upper(arc)] + profile_->costs_up(arc)[lane_]);
    }
    cost_[low] = cost;
    known_[low] = 1;
    touched_.push_back(low);
  }
  return cost_[rank];
}

}  // namespace contrechamp::routing
