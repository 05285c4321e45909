// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/random.hpp>
#include <string>
#include <tests/scenario/route_town.hpp>
#include <vector>

namespace contrechamp::scenario {

/// Places within a time, by steps of a centimetre over segments and OSM nodes: it knows no graph, no stretch, no component.
class CentimetreWalk {
 public:
  CentimetreWalk(const RouteTown& town, const trips::RouteWish& wish);
  /// By segment and centimetre: it is travelled within so many milliseconds from there, unseen if `hidden`.
  [[nodiscard]] std::vector<std::vector<bool>> reached(const streets::Spot& from, std::uint64_t milliseconds, bool hidden) const;
  [[nodiscard]] bool open(std::uint32_t segment, bool backward) const;
  [[nodiscard]] bool seen(std::uint32_t segment, bool backward, std::uint32_t cm) const;

 private:
  const RouteTown& town_;
  scene::Mode mode_;
  std::vector<std::vector<bool>> seen_;  ///< by segment and direction: by centimetre
};

/// Five by four places 60 m apart; streets, one-ways, houses and cameras by lot. Every cell is surveyed.
[[nodiscard]] std::unique_ptr<RouteTown> town_by_lot(Random& random, scene::Mode mode);
[[nodiscard]] streets::Spot spot_by_lot(Random& random, const RouteTown& town);
/// Band, answer, unit and devices by lot.
[[nodiscard]] trips::RouteWish wish_by_lot(Random& random, const RouteTown& town);

}  // namespace contrechamp::scenario
