// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/query.hpp>
#include <contrechamp/routing/forefathers.hpp>

namespace contrechamp::routing {
namespace {

/// What the sweep works on: arrays by slot, `width` costs each.
struct Sweep {
  const Index& index;
  const Profile& profile;
  std::span<const Rank> space;
  const std::uint32_t* slot;  ///< by rank
  Cost* from;
  Cost* to;
  std::uint8_t* from_reached;
  std::uint8_t* to_reached;
  Cost* best;  ///< of one node: nothing in the beginning
};

/// Is there a lane in which a path over this node may still beat the best?
template <std::size_t Width>
CONTRECHAMP_ROUTING_WITH_CALLER bool promises(const Cost* costs, const Cost* best) {
  Cost any = 0;
  CONTRECHAMP_ROUTING_EACH_LANE(l, Width) any |= static_cast<Cost>(costs[l] < best[l]);
  return any != 0;
}

/// Nodes ascending: each is final when its turn comes, for its costs come from below.
template <std::size_t Width>
CONTRECHAMP_ROUTING_WITH_CALLER void sweep_up(const Sweep& s) {
  for (std::uint32_t slot = 0; slot < s.space.size(); ++slot) {
    const Rank rank = s.space[slot];
    Cost* from = s.from + std::size_t{slot} * Width;
    Cost* to = s.to + std::size_t{slot} * Width;
    relax<Width>(s.best, from, to);
    const bool from_goes_on = s.from_reached[slot] != 0 && promises<Width>(from, s.best);
    const bool to_goes_on = s.to_reached[slot] != 0 && promises<Width>(to, s.best);
    const Rank parent = s.index.parent(rank);
    if (parent == nowhere) continue;
    s.from_reached[s.slot[parent]] |= s.from_reached[slot];
    s.to_reached[s.slot[parent]] |= s.to_reached[slot];
    for (std::uint32_t arc = s.index.first_up(rank); arc < s.index.first_up(rank + 1); ++arc) {
      const std::size_t upper = std::size_t{s.slot[s.index.upper(arc)]} * Width;
      if (from_goes_on) relax<Width>(s.from + upper, from, s.profile.costs_up(arc));
      if (to_goes_on) relax<Width>(s.to + upper, to, s.profile.costs_down(arc, rank));
    }
  }
}

CONTRECHAMP_ROUTING_EVERY_ISA void sweep_all(const Sweep& sweep) {
  switch (sweep.profile.width()) {
    case 1: return sweep_up<1>(sweep);
    case 2: return sweep_up<2>(sweep);
    case 4: return sweep_up<4>(sweep);
    case 8: return sweep_up<8>(sweep);
    default: return sweep_up<16>(sweep);
  }
}

}  // namespace

Query::Query(const Index& index, const Profile& profile)
    : index_(&index), profile_(&profile), slot_(index.nodes()), best_(profile.width(), unreachable), step_(index.nodes()) {
  from_.step = up;
  to_.step = down;
}

/// The ends' own costs at their slots; none stays above unreachable.
void Query::place(std::span<const End> ends, Side& side) {
  const std::size_t width = profile_->width();
  side.ends.assign(ends.begin(), ends.end());
  side.costs.assign(space_.size() * width, unreachable);
  side.reached.assign(space_.size(), 0);
  for (const End& end : ends) {
    const std::uint32_t slot = slot_[index_->rank(end.node)];
    side.reached[slot] = 1;
    for (std::size_t lane = 0; lane < profile_->lanes(); ++lane) {
      Cost& cost = side.costs[slot * width + lane];
      cost = std::min(cost, mixed(profile_->mix(lane), end.time, end.exposure));
    }
  }
}

void Query::run(std::span<const End> from, std::span<const End> to) {
  std::vector<End> ends(from.begin(), from.end());
  ends.insert(ends.end(), to.begin(), to.end());
  forefathers(*index_, ends, space_);
  for (std::uint32_t slot = 0; slot < space_.size(); ++slot) slot_[space_[slot]] = slot;
  place(from, from_);
  place(to, to_);
  best_.assign(profile_->width(), unreachable);
  sweep_all({*index_, *profile_, space_, slot_.data(), from_.costs.data(), to_.costs.data(), from_.reached.data(),
             to_.reached.data(), best_.data()});
}

/// From the node where a cheapest path turns, down to the end that it comes from: adds the places on the way, returns the end.
std::uint32_t Query::descend(const Side& side, std::uint32_t slot, std::size_t lane, std::vector<Place>& places) const {
  const std::size_t width = profile_->width();
  const auto cost = [&](std::uint32_t s) { return side.costs[s * width + lane]; };
  for (;;) {
    const auto at_end = std::find_if(side.ends.begin(), side.ends.end(), [&](const End& end) {
      return index_->rank(end.node) == space_[slot] && mixed(profile_->mix(lane), end.time, end.exposure) == cost(slot);
    });
    if (at_end != side.ends.end()) return static_cast<std::uint32_t>(at_end - side.ends.begin());
    for (std::uint32_t below = slot;;) {  // one fits: what is no end's own cost came from below
      --below;
      if (side.reached[below] == 0 || cost(below) > cost(slot)) continue;
      const std::uint32_t arc = index_->arc_between(space_[below], space_[slot]);
      if (arc == nowhere || cost(below) + profile_->cost(side.step(arc), lane) != cost(slot)) continue;
      places.push_back(side.step(arc));
      slot = below;
      break;
    }
  }
}

/// The graph's arcs behind one of the index's.
void Query::unpack(Place whole, std::size_t lane, std::vector<Arc>& arcs) const {
  std::vector<Place> left{whole};
  while (!left.empty()) {
    const Place place = left.back();
    left.pop_back();
    const Cost cost = profile_->cost(place, lane);
    const auto originals = index_->originals(place);
    const auto direct =
        std::find_if(originals.begin(), originals.end(), [&](Arc arc) { return profile_->original(arc, lane) == cost; });
    if (direct != originals.end()) {
      arcs.push_back(*direct);
      continue;
    }
    const bool rises = place % 2 == 0;
    const Rank upper = index_->upper(place / 2);
    for (const std::uint32_t low : index_->down_arcs(index_->lower(place / 2))) {  // one of them fits: the cost came from there
      const Place half = rises ? down(low) : up(low);
      if (profile_->cost(half, lane) > cost) continue;
      const std::uint32_t side = index_->arc_between(index_->lower(low), upper);
      if (side == nowhere) continue;
      const Place other = rises ? up(side) : down(side);
      if (profile_->cost(half, lane) + profile_->cost(other, lane) != cost) continue;
      left.push_back(rises ? other : half);
      left.push_back(rises ? half : other);
      break;
    }
  }
}

/// Where arcs are free, a cheapest path may come by a node twice; what lies between is left out.
void Query::cut_circles(Node begin, std::vector<Arc>& arcs) const {
  std::vector<Rank> trail{index_->rank(begin)};  // one more than kept arcs
  step_[trail.front()] = 0;
  std::size_t kept = 0;
  for (const Arc arc : arcs) {
    const Place place = index_->places()[arc];
    const Rank head = place % 2 == 0 ? index_->upper(place / 2) : index_->lower(place / 2);
    const std::uint32_t before = step_[head];
    if (before < trail.size() && trail[before] == head) {
      kept = before;
    } else {
      arcs[kept++] = arc;
      step_[head] = static_cast<std::uint32_t>(kept);
    }
    trail.resize(kept);
    trail.push_back(head);
  }
  arcs.resize(kept);
}

bool Query::path(std::size_t lane, Path& path) const {
  path = {};
  if (cost(lane) == unreachable) return false;
  const std::size_t width = profile_->width();
  std::uint32_t turn = 0;
  while (plus(from_.costs[turn * width + lane], to_.costs[turn * width + lane]) != cost(lane)) ++turn;
  std::vector<Place> places;
  path.from = descend(from_, turn, lane, places);
  std::reverse(places.begin(), places.end());
  path.to = descend(to_, turn, lane, places);
  for (const Place place : places) unpack(place, lane, path.arcs);
  cut_circles(from_.ends[path.from].node, path.arcs);
  return true;
}

}  // namespace contrechamp::routing
