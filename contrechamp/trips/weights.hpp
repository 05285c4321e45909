// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/route.hpp>
#include <contrechamp/trips/trace.hpp>

namespace contrechamp::trips {

/// What somebody travels, and what of it is in view.
struct Travelled {
  Way way;
  Seen seen;
  Travelled& operator+=(const Travelled& other);
  bool operator==(const Travelled&) const = default;
};

/// Sightings of one segment at one band, of sightings in the order of `before`.
[[nodiscard]] std::span<const exposure::Sighting> sightings_of(std::span<const exposure::Sighting> sorted, std::uint32_t segment,
                                                               optics::BandRef band);

/// What counts for the wish in one direction of travel.
[[nodiscard]] exposure::Filter filter_of(const RouteWish& wish, bool backward);

/// A part of a segment. `stretches`: the whole segment's, merged in the part's direction, positions from its first point. Time is
/// floored from the end where travel in that direction begins, so parts add up.
/// Law: of a segment that is cut anywhere, parts in one direction add up exactly to the whole, in every figure.
[[nodiscard]] Travelled travelled(const RoutePart& part, std::uint32_t length_cm, std::uint8_t speed_kmh,
                                  std::span<const exposure::Stretch> stretches);

/// What the search adds up: tenths of a second, and tenths of a metre (or second) in view.
struct SearchCost {
  routing::Cost time = 0;
  routing::Cost exposure = 0;
  bool operator==(const SearchCost&) const = default;
};
/// Rounded up, so that nothing that is in view costs nothing. What is too dear for a search costs `routing::too_dear`.
[[nodiscard]] SearchCost search_cost(const Travelled& travelled, const RouteWish& wish);
[[nodiscard]] routing::Cost time_cost(std::uint64_t ms);
[[nodiscard]] routing::Cost exposure_cost(std::uint64_t kept_small, Unit unit);

/// What is kept small for the wish, in 1/65535 cm (or ms): expected lies between certain and possible.
[[nodiscard]] std::uint64_t kept_small(const Travelled& travelled, const RouteWish& wish);

/// What parts of a city's segments cost for a wish. Everything must outlive it.
class PartCosts {
 public:
  /// `sightings` in the order of `before`.
  PartCosts(const City& city, std::span<const exposure::Sighting> sightings, const RouteWish& wish)
      : city_(city), sightings_(sightings), wish_(wish) {}
  [[nodiscard]] Travelled travelled(const RoutePart& part) const { return travelled(part, sightings(part.segment)); }
  /// `all`: what `sightings` gives for the segment.
  [[nodiscard]] Travelled travelled(const RoutePart& part, std::span<const exposure::Sighting> all) const;
  [[nodiscard]] SearchCost cost(const RoutePart& part) const { return search_cost(travelled(part), wish_); }
  /// Merged, of the whole segment in the part's direction.
  [[nodiscard]] std::vector<exposure::Stretch> stretches(const RoutePart& part) const;
  /// All at the wish's band.
  [[nodiscard]] std::span<const exposure::Sighting> sightings(std::uint32_t segment) const {
    return sightings_of(sightings_, segment, wish_.band);
  }
  [[nodiscard]] exposure::Filter filter(const RoutePart& part) const { return filter_of(wish_, part.from_cm > part.to_cm); }
  [[nodiscard]] std::uint8_t speed_kmh(std::uint32_t segment) const;

 private:
  const City& city_;
  std::span<const exposure::Sighting> sightings_;
  const RouteWish& wish_;
};

/// Costs of all arcs of a graph of roads.
struct Weights {
  std::vector<routing::Cost> time;
  std::vector<routing::Cost> exposure;
};
/// For one wish alone: one pass over all sightings, which are in the order of `before`. For more of them: weigher.hpp.
[[nodiscard]] Weights weights(const City& city, const streets::Roads& roads, std::span<const exposure::Sighting> sightings,
                              const RouteWish& wish);

}  // namespace contrechamp::trips
