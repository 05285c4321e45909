// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/trips/weights.hpp>
#include <tuple>

namespace contrechamp::trips {
namespace {

using exposure::Sighting;

constexpr std::uint64_t tenth_cm = 10;   // of a metre
constexpr std::uint64_t tenth_ms = 100;  // of a second

/// By segment, ladder and band: the beginning of the order of `before`.
auto key(const Sighting& s) { return std::tuple(s.segment, s.ladder, s.band); }
auto key(std::uint32_t segment, optics::BandRef band) {
  return std::tuple(segment, static_cast<std::uint8_t>(band.ladder), band.band);
}

routing::Cost rounded_up(std::uint64_t amount, std::uint64_t unit) {
  const std::uint64_t units = (amount + unit - 1) / unit;
  return static_cast<routing::Cost>(std::min<std::uint64_t>(units, routing::too_dear));
}

bool directed(std::span<const Sighting> sightings) {
  return std::ranges::any_of(sightings, [](const Sighting& s) { return s.headings != exposure::both_ways; });
}

/// A segment's costs forward and backward, whole.
std::array<SearchCost, 2> whole_costs(std::uint32_t segment, std::uint32_t length_cm, std::uint8_t speed_kmh,
                                      std::span<const Sighting> sightings, const RouteWish& wish) {
  std::array<SearchCost, 2> costs;
  std::vector<exposure::Stretch> stretches = exposure::merged(sightings, filter_of(wish, false));
  const bool two_sided = directed(sightings);
  for (const bool backward : {false, true}) {
    if (backward && two_sided) stretches = exposure::merged(sightings, filter_of(wish, true));
    const RoutePart part = backward ? RoutePart{segment, length_cm, 0} : RoutePart{segment, 0, length_cm};
    costs[backward ? 1 : 0] = search_cost(travelled(part, length_cm, speed_kmh, stretches), wish);
  }
  return costs;
}

}  // namespace

Travelled& Travelled::operator+=(const Travelled& other) {
  way += other.way;
  seen += other.seen;
  return *this;
}

std::span<const Sighting> sightings_of(std::span<const Sighting> sorted, std::uint32_t segment, optics::BandRef band) {
  const auto range = std::ranges::equal_range(sorted, key(segment, band), {}, [](const Sighting& s) { return key(s); });
  return {range.begin(), range.end()};
}

exposure::Filter filter_of(const RouteWish& wish, bool backward) {
  exposure::Filter filter;
  filter.ladder = wish.band.ladder;
  filter.band = wish.band.band;
  filter.device_counts = wish.device_counts;
  filter.headings = backward ? exposure::backward : exposure::forward;
  return filter;
}

Travelled travelled(const RoutePart& part, std::uint32_t length_cm, std::uint8_t speed_kmh,
                    std::span<const exposure::Stretch> stretches) {
  const bool backward = part.from_cm > part.to_cm;
  const std::uint32_t low = std::min(part.from_cm, part.to_cm);
  const std::uint32_t high = std::max(part.from_cm, part.to_cm);
  const auto milliseconds = [&](std::uint32_t from, std::uint32_t to) {
    if (backward) return streets::travel_ms(length_cm - from, speed_kmh) - streets::travel_ms(length_cm - to, speed_kmh);
    return streets::travel_ms(to, speed_kmh) - streets::travel_ms(from, speed_kmh);
  };
  Travelled sum;
  sum.way = {high - low, milliseconds(low, high)};
  for (const exposure::Stretch& s : stretches) {
    const std::uint32_t from = std::max(s.from_cm, low);
    const std::uint32_t to = std::min(s.to_cm, high);
    if (from >= to) continue;
    const std::uint64_t cm = to - from;
    const std::uint64_t ms = milliseconds(from, to);
    sum.seen += {{s.certain ? cm : 0, cm * s.p, cm}, {s.certain ? ms : 0, ms * s.p, ms}};
  }
  return sum;
}

std::uint64_t kept_small(const Travelled& travelled, const RouteWish& wish) {
  const bool metres = wish.unit == Unit::metres;
  const exposure::InView& seen = metres ? travelled.seen.length : travelled.seen.time;
  const std::uint64_t certain = seen.certain_cm * exposure::full_probability;
  const std::uint64_t possible = seen.possible_cm * exposure::full_probability;
  if (wish.seen_rather) return (metres ? travelled.way.cm : travelled.way.ms) * exposure::full_probability - certain;
  switch (wish.avoid) {
    case Avoid::certain: return certain;
    case Avoid::possible: return possible;
    case Avoid::expected: break;
  }
  return std::clamp(seen.expected, certain, possible);
}

SearchCost search_cost(const Travelled& travelled, const RouteWish& wish) {
  const std::uint64_t tenth = wish.unit == Unit::metres ? tenth_cm : tenth_ms;
  return {rounded_up(travelled.way.ms, tenth_ms), rounded_up(kept_small(travelled, wish), tenth * exposure::full_probability)};
}

std::uint8_t PartCosts::speed_kmh(std::uint32_t segment) const {
  const scene::Street& street = city_.snapshot.streets[city_.network.segments[segment].street];
  return street.use[static_cast<std::size_t>(wish_.mode)].speed_kmh;
}

std::vector<exposure::Stretch> PartCosts::stretches(const RoutePart& part) const {
  return exposure::merged(sightings_of(sightings_, part.segment, wish_.band), filter_of(wish_, part.from_cm > part.to_cm));
}

Travelled PartCosts::travelled(const RoutePart& part) const {
  if (part.from_cm == part.to_cm) return {};
  return trips::travelled(part, city_.network.segments[part.segment].length_cm, speed_kmh(part.segment), stretches(part));
}

Weights weights(const City& city, const streets::Roads& roads, std::span<const Sighting> sightings, const RouteWish& wish) {
  const PartCosts costs(city, sightings, wish);
  std::vector<std::array<SearchCost, 2>> by_segment(city.network.segments.size());
  auto next = sightings.begin();
  for (std::uint32_t i = 0; i < by_segment.size(); ++i) {
    const auto before = [](const Sighting& s, const auto& at) { return key(s) < at; };
    while (next != sightings.end() && before(*next, key(i, wish.band))) ++next;
    auto end = next;
    while (end != sightings.end() && key(*end) == key(i, wish.band)) ++end;
    const std::uint8_t speed = costs.speed_kmh(i);
    if (speed > 0) by_segment[i] = whole_costs(i, city.network.segments[i].length_cm, speed, {next, end}, wish);
    next = end;
  }
  Weights all;
  all.time.reserve(roads.arcs.size());
  all.exposure.reserve(roads.arcs.size());
  for (const streets::RoadArc& arc : roads.arcs) {
    const SearchCost& cost = by_segment[arc.segment][arc.backward];
    all.time.push_back(cost.time);
    all.exposure.push_back(cost.exposure);
  }
  return all;
}

}  // namespace contrechamp::trips
