// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/routing/bounds.hpp>
#include <contrechamp/routing/forefathers.hpp>

namespace contrechamp::routing {
namespace {

/// What the loops below work on: all forefathers of the ranks have rows.
struct Climb {
  const Index& index;
  const Profile& profile;
  const std::uint32_t* row;
  Cost* costs;
  std::span<const Rank> ranks;
};

/// Ranks ascending: what going down from there costs is told to all above.
template <std::size_t Width>
CONTRECHAMP_ROUTING_WITH_CALLER void tell_upper(const Climb& c) {
  for (const Rank rank : c.ranks) {
    const Cost* costs = c.costs + std::size_t{c.row[rank]} * Width;
    for (std::uint32_t arc = c.index.first_up(rank); arc < c.index.first_up(rank + 1); ++arc) {
      relax<Width>(c.costs + std::size_t{c.row[c.index.upper(arc)]} * Width, costs, c.profile.costs_down(arc, rank));
    }
  }
}

/// From the last rank to the first: a way begins by going down or by an arc to a forefather, and those are final.
template <std::size_t Width>
CONTRECHAMP_ROUTING_WITH_CALLER void ask_upper(const Climb& c) {
  for (std::size_t i = c.ranks.size(); i > 0; --i) {
    const Rank rank = c.ranks[i - 1];
    Cost* costs = c.costs + std::size_t{c.row[rank]} * Width;
    for (std::uint32_t arc = c.index.first_up(rank); arc < c.index.first_up(rank + 1); ++arc) {
      relax<Width>(costs, c.costs + std::size_t{c.row[c.index.upper(arc)]} * Width, c.profile.costs_up(arc));
    }
  }
}

CONTRECHAMP_ROUTING_EVERY_ISA void tell_all_upper(const Climb& climb) {
  switch (climb.profile.width()) {
    case 1: return tell_upper<1>(climb);
    case 2: return tell_upper<2>(climb);
    case 4: return tell_upper<4>(climb);
    case 8: return tell_upper<8>(climb);
    default: return tell_upper<16>(climb);
  }
}

CONTRECHAMP_ROUTING_EVERY_ISA void ask_all_upper(const Climb& climb) {
  switch (climb.profile.width()) {
    case 1: return ask_upper<1>(climb);
    case 2: return ask_upper<2>(climb);
    case 4: return ask_upper<4>(climb);
    case 8: return ask_upper<8>(climb);
    default: return ask_upper<16>(climb);
  }
}

}  // namespace

Bounds::Bounds(const Index& index, const Profile& profile) : index_(&index), profile_(&profile), row_(index.nodes(), nowhere) {}

void Bounds::add_row(Rank rank) {
  row_[rank] = static_cast<std::uint32_t>(found_.size());
  found_.push_back(rank);
  costs_.resize(found_.size() * profile_->width(), unreachable);
}

void Bounds::aim(std::span<const End> to) {
  for (const Rank rank : found_) row_[rank] = nowhere;
  found_.clear();
  costs_.clear();
  forefathers(*index_, to, climb_);
  for (const Rank rank : climb_) add_row(rank);
  for (const End& end : to) {
    Cost* costs = costs_.data() + row_[index_->rank(end.node)] * profile_->width();
    for (std::size_t lane = 0; lane < profile_->lanes(); ++lane) {
      costs[lane] = std::min(costs[lane], mixed(profile_->mix(lane), end.time, end.exposure));
    }
  }
  tell_all_upper({*index_, *profile_, row_.data(), costs_.data(), climb_});
  ask_all_upper({*index_, *profile_, row_.data(), costs_.data(), climb_});
}

void Bounds::find(Rank rank) {
  climb_.clear();
  for (; rank != nowhere && row_[rank] == nowhere; rank = index_->parent(rank)) {
    climb_.push_back(rank);
    add_row(rank);
  }
  ask_all_upper({*index_, *profile_, row_.data(), costs_.data(), climb_});
}

}  // namespace contrechamp::routing
