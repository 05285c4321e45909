// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/lane_query.hpp>
#include <contrechamp/trips/joined_stops.hpp>
#include <contrechamp/trips/route.hpp>
#include <contrechamp/trips/route_ends.hpp>
#include <memory>

namespace contrechamp::trips {

/// The quickest ways of one mode, one at a time and without a front: what fills tables, and answers who asks for one route only.
/// What is in view plays no part, so one profile of one lane serves every wish. The first ways are found by that profile. Who has
/// asked for so many asks for more: then the lane is made ready for many (routing/lane_graph.hpp), which takes as long as a
/// thousand ways and finds the same ones in a fifth of the time. One a thread. What the city and the roads refer to must outlive
/// it.
class Fastest {
 public:
  /// So many are found before the lane is made ready.
  static constexpr std::size_t first_ways = 64;
  /// Errors: too_large (roads whose times no search can add up).
  [[nodiscard]] static Result<std::unique_ptr<Fastest>> made(const City& city, const ModeRoads& mode);
  Fastest(const Fastest&) = delete;
  Fastest& operator=(const Fastest&) = delete;
  ~Fastest() = default;

  /// Nothing usable within that distance: nullopt.
  [[nodiscard]] std::optional<streets::Spot> nearest(geo::LatLon at, Metres within) const { return snapper_.nearest(at, within); }
  /// In the order of travel, each with a length; empty if both are one place. No way: nullopt. What it takes, in units of the
  /// search, is what the planner's fastest takes; of several such ways the planner's may be another.
  [[nodiscard]] std::optional<std::vector<RoutePart>> way(const streets::Spot& from, const streets::Spot& to);
  /// From each spot to the next. Spots that are not joined are put elsewhere, as `joined_somewhere` does.
  [[nodiscard]] std::optional<std::vector<RoutePart>> through(std::span<const StopPlace> places,
                                                              std::vector<streets::Spot>& spots);
  [[nodiscard]] const RoadEnds& ends() const { return ends_; }
  /// The lane is ready: from now on a way takes microseconds.
  [[nodiscard]] bool ready() const { return ready_ != nullptr; }

 private:
  struct First {
    routing::Profile profile;
    routing::Query query;
    First(const routing::Index& index, routing::Profile made) : profile(std::move(made)), query(index, profile) {}
  };
  struct Ready {
    routing::LaneGraph graph;
    routing::LaneQuery query;
    Ready(const routing::Index& index, const routing::Profile& profile) : graph(index, profile, 0), query(graph) {}
  };
  Fastest(const City& city, const ModeRoads& mode, routing::Profile profile);
  [[nodiscard]] routing::Cost found(std::span<const routing::End> from, std::span<const routing::End> to);

  City city_;
  ModeRoads mode_;
  RouteWish wish_;  ///< of the mode, and nothing else
  PartCosts costs_;
  RoadEnds ends_;
  streets::Snapper snapper_;
  std::optional<streets::Parts> parts_;  ///< once asked for
  std::unique_ptr<First> first_;         ///< until the lane is ready
  std::unique_ptr<Ready> ready_;
  std::size_t asked_ = 0;
  routing::Path path_;
};

}  // namespace contrechamp::trips
