// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
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

routing::Cost time_cost(std::uint64_t ms) { return rounded_up(ms, tenth_ms); }

routing::Cost exposure_cost(std::uint64_t kept_small, Unit unit) {
  return rounded_up(kept_small, (unit == Unit::metres ? tenth_cm : tenth_ms) * exposure::full_probability);
}

SearchCost search_cost(const Travelled& travelled, const RouteWish& wish) {
  return {time_cost(travelled.way.ms), exposure_cost(kept_small(travelled, wish), wish.unit)};
}

std::uint8_t PartCosts::speed_kmh(std::uint32_t segment) const {
  const scene::Street& street = city_.snapshot.streets[city_.network.segments[segment].street];
  return street.use[static_cast<std::size_t>(wish_.mode)].speed_kmh;
}

std::vector<exposure::Stretch> PartCosts::stretches(const RoutePart& part) const {
  return exposure::merged(sightings(part.segment), filter(part));
}

Travelled PartCosts::travelled(const RoutePart& part, std::span<const Sighting> all) const {
  if (part.from_cm == part.to_cm) return {};
  const std::vector<exposure::Stretch> stretches =
      all.empty() ? std::vector<exposure::Stretch>() : exposure::merged(all, filter(part));
  return trips::travelled(part, city_.network.segments[part.segment].length_cm, speed_kmh(part.segment), stretches);
}

}  // namespace contrechamp::trips
