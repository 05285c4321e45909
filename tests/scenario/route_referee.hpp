// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <set>
#include <tests/scenario/route_town.hpp>
#include <utility>

namespace contrechamp::scenario {

/// Time and exposure, in tenths, as the search adds them up.
using Pair = std::pair<std::uint64_t, std::uint64_t>;
/// Pairs that no other of them beats.
using Pairs = std::set<Pair>;
void add(Pairs& front, Pair pair);

/// Looked up centimetre by centimetre, from unmerged sightings.
struct Stroll {
  std::uint64_t cm = 0, ms = 0;
  std::uint64_t certain = 0, expected = 0, possible = 0;           ///< cm, expected in 1/65535 cm
  std::uint64_t certain_ms = 0, expected_ms = 0, possible_ms = 0;  ///< ms, expected in 1/65535 ms
};
[[nodiscard]] Stroll stroll(const RouteTown& town, const trips::RouteWish& wish, const trips::RoutePart& part);
[[nodiscard]] Pair tenths_of(const Stroll& stroll, const trips::RouteWish& wish);

/// The front between stops that are snapped already. A plain label-correcting search over segments and OSM nodes: it knows no
/// graph, no index, no bound, no merged stretch; turn restrictions neither.
[[nodiscard]] Pairs referee(const RouteTown& town, const trips::RouteWish& wish, const std::vector<streets::Spot>& stops);

}  // namespace contrechamp::scenario
