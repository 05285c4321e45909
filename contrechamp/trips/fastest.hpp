// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/route.hpp>
#include <contrechamp/trips/route_ends.hpp>
#include <memory>

namespace contrechamp::trips {

/// The quickest ways of one mode, one at a time and without a front: what fills tables, and answers who asks for one route only.
/// What is in view plays no part, so one profile of one lane serves every wish. One a thread. What the city and the roads refer
/// to must outlive it.
class Fastest {
 public:
  /// Errors: too_large (roads whose times no search can add up).
  [[nodiscard]] static Result<std::unique_ptr<Fastest>> made(const City& city, const ModeRoads& mode);
  Fastest(const Fastest&) = delete;
  Fastest& operator=(const Fastest&) = delete;
  ~Fastest() = default;

  /// Nothing usable within that distance: nullopt.
  [[nodiscard]] std::optional<streets::Spot> nearest(geo::LatLon at, Metres within) const { return snapper_.nearest(at, within); }
  /// Where a place is put whose nearest street is not joined to the others': as the planner does it.
  [[nodiscard]] streets::Spot rather_on_main(geo::LatLon at, Metres within, const streets::Spot& nearest);
  /// In the order of travel, each with a length; empty if both are one place. No way: nullopt. What it takes, in units of the
  /// search, is what the planner's fastest takes; of several such ways the planner's may be another.
  [[nodiscard]] std::optional<std::vector<RoutePart>> way(const streets::Spot& from, const streets::Spot& to);
  [[nodiscard]] const RoadEnds& ends() const { return ends_; }

 private:
  Fastest(const City& city, const ModeRoads& mode, routing::Profile profile);

  City city_;
  ModeRoads mode_;
  RouteWish wish_;  ///< of the mode, and nothing else
  PartCosts costs_;
  RoadEnds ends_;
  streets::Snapper snapper_;
  std::optional<streets::Parts> parts_;  ///< once asked for
  routing::Profile profile_;
  routing::Query query_;
};

}  // namespace contrechamp::trips
