// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <deque>
#include <map>
#include <tests/scenario/route_referee.hpp>

namespace contrechamp::scenario {
namespace {

/// By the street's own words. Walkers cross a carriageway whose sidewalks are ways of their own.
bool may_travel(const RouteTown& town, std::uint32_t segment, bool backward, scene::Mode mode) {
  const streets::Segment& s = town.network.segments[segment];
  const scene::ModeUse& use = town.snapshot.streets[s.street].use[static_cast<std::size_t>(mode)];
  const bool open = use.left_out == scene::LeftOut::none || use.left_out == scene::LeftOut::separate_sidewalk;
  if (!open || s.inside_building) return false;
  return use.senses == scene::Senses::both || use.senses == (backward ? scene::Senses::backward : scene::Senses::forward);
}

/// From place to place: a place is a junction (an OSM node), or 0: where the leg ends.
struct Step {
  std::int64_t to = 0;
  Pair cost;
};
constexpr std::int64_t goal = 0;

class Leg {
 public:
  Leg(const RouteTown& town, const trips::RouteWish& wish) : town_(town), wish_(wish) {
    for (std::uint32_t i = 0; i < town.network.segments.size(); ++i) {
      const streets::Segment& s = town.network.segments[i];
      if (may_travel(town, i, false, wish.mode)) steps_[s.first_node].push_back({s.last_node, cost(i, 0, s.length_cm)});
      if (may_travel(town, i, true, wish.mode)) steps_[s.last_node].push_back({s.first_node, cost(i, s.length_cm, 0)});
    }
  }

  Pairs front(const streets::Spot& from, const streets::Spot& to) {
    std::map<std::int64_t, Pairs> known;
    std::deque<std::pair<std::int64_t, Pair>> open;
    const auto reach = [&](std::int64_t place, Pair pair) {
      add(known[place], pair);
      if (known[place].contains(pair)) open.emplace_back(place, pair);
    };
    std::multimap<std::int64_t, Pair> last = ends(to, false);
    for (const auto& [place, pair] : ends(from, true)) reach(place, pair);
    if (from.segment == to.segment && (from.cm == to.cm || may_travel(town_, from.segment, from.cm > to.cm, wish_.mode))) {
      add(known[goal], cost(from.segment, from.cm, to.cm));
    }
    while (!open.empty()) {
      const auto [place, pair] = open.front();
      open.pop_front();
      if (!known[place].contains(pair)) continue;  // beaten since
      for (const Step& step : steps_[place]) {
        const Pair next{pair.first + step.cost.first, pair.second + step.cost.second};
        if (!known[step.to].contains(next)) reach(step.to, next);
      }
      const auto [begin, end] = last.equal_range(place);
      for (auto it = begin; it != end; ++it) add(known[goal], {pair.first + it->second.first, pair.second + it->second.second});
    }
    return known[goal];
  }

 private:
  [[nodiscard]] Pair cost(std::uint32_t segment, std::uint32_t from, std::uint32_t to) const {
    return tenths_of(stroll(town_, wish_, {segment, from, to}), wish_);
  }

  /// The junctions by which one leaves, or reaches, a stop.
  [[nodiscard]] std::multimap<std::int64_t, Pair> ends(const streets::Spot& stop, bool leaving) const {
    const streets::Segment& s = town_.network.segments[stop.segment];
    std::multimap<std::int64_t, Pair> found;
    if (stop.cm == 0) found.emplace(s.first_node, Pair{});
    if (stop.cm == s.length_cm) found.emplace(s.last_node, Pair{});
    if (!found.empty()) return found;
    for (const bool backward : {false, true}) {
      if (!may_travel(town_, stop.segment, backward, wish_.mode)) continue;
      const bool towards_last = leaving != backward;
      const std::uint32_t junction_cm = towards_last ? s.length_cm : 0;
      found.emplace(towards_last ? s.last_node : s.first_node,
                    leaving ? cost(stop.segment, stop.cm, junction_cm) : cost(stop.segment, junction_cm, stop.cm));
    }
    return found;
  }

  const RouteTown& town_;
  const trips::RouteWish& wish_;
  std::map<std::int64_t, std::vector<Step>> steps_;
};

}  // namespace

void add(Pairs& front, Pair pair) {
  const auto beats = [](const Pair& a, const Pair& b) { return a.first <= b.first && a.second <= b.second; };
  if (std::ranges::any_of(front, [&](const Pair& other) { return beats(other, pair); })) return;
  std::erase_if(front, [&](const Pair& other) { return beats(pair, other); });
  front.insert(pair);
}

Stroll stroll(const RouteTown& town, const trips::RouteWish& wish, const trips::RoutePart& part) {
  const bool back = part.from_cm > part.to_cm;
  const streets::Segment& segment = town.network.segments[part.segment];
  const std::uint64_t speed = town.snapshot.streets[segment.street].use[static_cast<std::size_t>(wish.mode)].speed_kmh;
  std::vector<exposure::Sighting> near;
  for (auto at = std::ranges::lower_bound(town.sightings, part.segment, {}, &exposure::Sighting::segment);
       at != town.sightings.end() && at->segment == part.segment; ++at) {
    const exposure::Sighting& s = *at;
    if (s.ladder != static_cast<std::uint8_t>(wish.band.ladder) || s.band != wish.band.band) continue;
    if ((s.headings & (back ? 2 : 1)) == 0) continue;
    if (wish.device_counts.empty() || wish.device_counts[s.device] != 0) near.push_back(s);
  }
  Stroll sum;
  for (std::uint64_t at = std::min(part.from_cm, part.to_cm); at < std::max(part.from_cm, part.to_cm); ++at) {
    const std::uint64_t done = back ? segment.length_cm - at - 1 : at;
    const std::uint64_t ms = (done + 1) * 36 / speed - done * 36 / speed;
    std::map<std::uint32_t, std::uint64_t> by_device;
    bool sure = false;
    for (const exposure::Sighting& s : near) {
      if (at < s.from_cm || at >= s.to_cm) continue;
      by_device[s.device] = s.p;
      sure = sure || (s.answers & 1) != 0;
    }
    std::uint64_t unseen = 65535;
    for (const auto& [device, p] : by_device) unseen = unseen * (65535 - p) / 65535;
    const std::uint64_t p = sure ? 65535 : 65535 - unseen;
    const bool seen = !by_device.empty();
    sum.cm += 1;
    sum.ms += ms;
    sum.certain += sure ? 1 : 0;
    sum.certain_ms += sure ? ms : 0;
    sum.expected += p;
    sum.expected_ms += p * ms;
    sum.possible += seen ? 1 : 0;
    sum.possible_ms += seen ? ms : 0;
  }
  return sum;
}

Pair tenths_of(const Stroll& s, const trips::RouteWish& wish) {
  const bool metres = wish.unit == trips::Unit::metres;
  const auto up = [](std::uint64_t amount, std::uint64_t unit) { return amount / unit + (amount % unit > 0 ? 1 : 0); };
  const std::uint64_t unit = metres ? 10 : 100;
  const std::uint64_t time = up(s.ms, 100);
  if (wish.seen_rather) return {time, up(metres ? s.cm - s.certain : s.ms - s.certain_ms, unit)};
  if (wish.avoid == trips::Avoid::certain) return {time, up(metres ? s.certain : s.certain_ms, unit)};
  if (wish.avoid == trips::Avoid::possible) return {time, up(metres ? s.possible : s.possible_ms, unit)};
  return {time, up(metres ? s.expected : s.expected_ms, unit * 65535)};
}

Pairs referee(const RouteTown& town, const trips::RouteWish& wish, const std::vector<streets::Spot>& stops) {
  Leg leg(town, wish);
  Pairs sum{{0, 0}};
  for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
    Pairs joined;
    for (const Pair& more : leg.front(stops[i], stops[i + 1])) {
      for (const Pair& before : sum) add(joined, {before.first + more.first, before.second + more.second});
    }
    sum = joined;
  }
  return sum;
}

}  // namespace contrechamp::scenario
