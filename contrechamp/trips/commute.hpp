// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/route.hpp>
#include <contrechamp/trips/unseen.hpp>
#include <memory>

namespace contrechamp::trips {

/// What going from one place to another costs: by the fastest way, by the least seen one, and by an unseen one if there is any.
struct Commute {
  Route fastest;
  /// Nothing joins the two and is less seen, by the wish; if the wish keeps possible metres small and there is an unseen way
  /// between the two, this is the quickest one.
  Route least_seen;
  UnseenEnd from;  ///< where the trip is unseen from; not moved unless the start is in view
  UnseenEnd to;
  /// The quickest unseen way between these. None: every way is possibly seen, wherever it begins.
  std::optional<Route> unseen;

  /// There is an unseen way from the place that was asked for to the other.
  [[nodiscard]] bool zero() const { return unseen && !from.in_view && !to.in_view; }
};

/// All that the pairs of one wish share: weights, indexes, where one may stand. Immutable once made; threads share it.
class CommuteWeights {
 public:
  /// Of the wish, stops and limits are not used. What `city` and `mode` refer to, and the sightings (in the order of `before`),
  /// must outlive it. `pairs`: about so many will be asked; for a thousand and more, lanes are made ready
  /// (routing/lane_graph.hpp). Neither that nor `executor` changes an answer. Errors: bad_argument (another mode than the
  /// roads'), too_large.
  [[nodiscard]] static Result<CommuteWeights> made(const City& city, std::span<const exposure::Sighting> sightings,
                                                   const ModeRoads& mode, const RouteWish& wish, std::size_t pairs = 0,
                                                   const Executor& executor = in_turn);
  [[nodiscard]] const RouteWish& wish() const;

 private:
  friend class Commuter;
  struct Shared;
  explicit CommuteWeights(std::shared_ptr<const Shared> shared) : shared_(std::move(shared)) {}
  std::shared_ptr<const Shared> shared_;
};

/// Answers pairs one after the other. One a thread.
class Commuter {
 public:
  explicit Commuter(const CommuteWeights& weights);
  Commuter(Commuter&&) noexcept;
  Commuter& operator=(Commuter&&) noexcept;
  ~Commuter();
  /// Ends that are not joined where they were put are put on the largest part of the roads, if that is near enough, as Planner
  /// does. Errors: no_street_near (nothing usable near start or end), no_way (nothing joins them). None names a coordinate.
  [[nodiscard]] Result<Commute> commute(geo::LatLon from, geo::LatLon to);
  /// The same between two places that are on segments which the mode may use.
  [[nodiscard]] Result<Commute> between(const streets::Spot& from, const streets::Spot& to);
  /// Puts `again` and `again_agrees` into the routes, as Planner does.
  void measure_again(Commute& commute) const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace contrechamp::trips
