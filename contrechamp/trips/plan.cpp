// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/routing/thin.hpp>
#include <contrechamp/scene/how.hpp>
#include <contrechamp/trips/again.hpp>
#include <contrechamp/trips/joined_stops.hpp>
#include <contrechamp/trips/route.hpp>
#include <contrechamp/trips/route_legs.hpp>
#include <contrechamp/trips/route_told.hpp>

namespace contrechamp::trips {
namespace {

using routing::Cost;
using routing::Joined;

constexpr double tenths_a_minute = 600;
constexpr double tenths = 10;              // of a metre or a second
constexpr Cost least_seconds_apart = 360;  // what walking 50 m takes, in tenths

/// A limit in whole units of the search; what is beyond its range is no limit.
Cost limit(std::optional<double> amount, double unit, Cost beyond) {
  constexpr Cost none = routing::unreachable - 1;
  if (!amount) return none;
  const double sum = std::floor(*amount * unit) + beyond;
  return sum < none ? static_cast<Cost>(sum) : none;
}

Cost less(Cost a, Cost b) { return a > b ? a - b : 0; }

}  // namespace

class Planner::Work {
 public:
  Work(const City& city, std::span<const exposure::Sighting> sightings, const ModeRoads& mode, Executor executor)
      : city_(city),
        sightings_(sightings),
        mode_(mode),
        ends_(mode.roads, city.network),
        snapper_(city.snapshot, city.network, city.frames, mode.roads.mode),
        profiles_(city_, sightings, mode_, std::move(executor)) {
    for (const streets::RoadArc& arc : mode.roads.arcs) arc_cm_.push_back(city.network.segments[arc.segment].length_cm);
  }

  Result<Routes> plan(const RouteWish& wish) {
    if (const auto good = checked(wish); !good) return tl::unexpected(good.error());
    auto stops = snapped(wish);
    if (!stops) return tl::unexpected(stops.error());
    const auto weighted = profiles_.of(wish);
    if (!weighted) return tl::unexpected(weighted.error());
    const PartCosts costs(city_, sightings_, wish);
    LegFinder finder(mode_, ends_, costs, **weighted);
    auto legs = legs_between(wish, *stops, finder);
    if (!legs) return tl::unexpected(legs.error());
    Routes routes;
    routes.stops = *std::move(stops);
    note_least(*legs, routes);
    const LegLimits limits = limits_of(wish, routes);
    if (wish.certify) {
      if (const auto held = certify(*legs, finder); !held) return tl::unexpected(held.error());
      routes.finished = routes.certified = true;
    } else {
      routes.finished = wish.whole_front && complete(*legs, limits, routes, wish.most_expansions, finder);
    }
    choose(*legs, limits, wish, finder, routes);
    if (wish.measure_again) measure_again(wish, costs, routes);
    return routes;
  }

 private:
  [[nodiscard]] Result<void> checked(const RouteWish& wish) const {
    const auto fits = [](std::optional<double> amount) { return !amount || *amount >= 0; };
    const std::size_t devices = wish.device_counts.size();
    if (wish.stops.size() < 2) return fail(Errc::bad_argument, "a route needs two stops");
    if (wish.mode != mode_.roads.mode) return fail(Errc::bad_argument, "another mode than the roads'");
    if (wish.band.band >= optics::bands(wish.band.ladder).size()) return fail(Errc::bad_argument, "no such band");
    if (devices != 0 && devices != city_.snapshot.devices.size()) return fail(Errc::bad_argument, "not one word a device");
    if (!fits(wish.most_minutes_more) || !fits(wish.most_in_view)) return fail(Errc::bad_argument, "a limit below zero");
    return {};
  }

  [[nodiscard]] Result<std::vector<streets::Spot>> snapped(const RouteWish& wish) const {
    std::vector<streets::Spot> spots;
    for (std::size_t i = 0; i < wish.stops.size(); ++i) {
      const std::string en = "stop " + std::to_string(i + 1);
      const std::string fr = "étape " + std::to_string(i + 1);
      const auto spot = stop_near(wish.stops[i], snapper_, wish, {en, fr});
      if (!spot) return tl::unexpected(spot.error());
      spots.push_back(*spot);
    }
    return spots;
  }

  [[nodiscard]] Result<std::vector<Leg>> joined_stops(const std::vector<streets::Spot>& stops, LegFinder& finder) const {
    std::vector<Leg> legs;
    for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
      legs.push_back(finder.supported(stops[i], stops[i + 1]));
      if (legs.back().points.empty()) {
        const std::string from = std::to_string(i + 1);
        const std::string to = std::to_string(i + 2);
        const Phrase how = scene::how(mode_.roads.mode);
        return fail(Errc::no_way, "from stop " + from + " to stop " + to + ' ' + std::string(how.en),
                    "de l’étape " + from + " à l’étape " + to + ' ' + std::string(how.fr));
      }
    }
    return legs;
  }

  [[nodiscard]] Result<std::vector<Leg>> legs_between(const RouteWish& wish, std::vector<streets::Spot>& stops,
                                                      LegFinder& finder) {
    std::vector<StopPlace> places;
    for (const geo::LatLon at : wish.stops) places.push_back({at, wish.snap_within});
    const auto parts_of = [&]() -> const streets::Parts& { return parts_ ? *parts_ : parts_.emplace(mode_.roads); };
    return joined_somewhere(snapper_, parts_of, places, stops, [&](const auto& spots) { return joined_stops(spots, finder); });
  }

  static void note_least(const std::vector<Leg>& legs, Routes& routes) {
    for (const Leg& leg : legs) {
      routes.least_time = routing::plus(routes.least_time, leg.least_time());
      routes.least_exposure = routing::plus(routes.least_exposure, leg.least_exposure());
    }
  }

  /// Of a whole route.
  static LegLimits limits_of(const RouteWish& wish, const Routes& routes) {
    return {limit(wish.most_minutes_more, tenths_a_minute, routes.least_time), limit(wish.most_in_view, tenths, 0)};
  }

  /// A leg may use what the least of the others leaves.
  bool complete(std::vector<Leg>& legs, const LegLimits& limits, const Routes& routes, std::size_t most_expansions,
                LegFinder& finder) {
    if (routes.least_exposure > limits.most_exposure) return true;  // no route keeps within them
    bool whole = true;
    std::size_t taken = 0;
    for (Leg& leg : legs) {
      const LegLimits own{limits.most_time - less(routes.least_time, leg.least_time()),
                          limits.most_exposure - less(routes.least_exposure, leg.least_exposure())};
      taken += finder.complete(leg, own, most_expansions - std::min(taken, most_expansions), profiles_.search());
      whole = whole && leg.whole;
    }
    return whole;
  }

  [[nodiscard]] static Result<void> certify(std::vector<Leg>& legs, const LegFinder& finder) {
    for (Leg& leg : legs) {
      if (auto held = finder.certify(leg); !held) return held;
    }
    return {};
  }

  /// Joins legs, keeps within limits, and tells of those that differ enough.
  void choose(const std::vector<Leg>& legs, const LegLimits& limits, const RouteWish& wish, const LegFinder& finder,
              Routes& routes) const {
    std::vector<std::vector<routing::Point>> fronts;
    for (const Leg& leg : legs) fronts.push_back(leg.points);
    std::vector<Joined> joined = routing::pareto_sum(fronts);
    std::erase_if(joined, [&](const Joined& j) { return j.time > limits.most_time || j.exposure > limits.most_exposure; });
    std::vector<routing::Point> travelled;
    for (const Joined& one : joined) {
      routing::Point& point = travelled.emplace_back(routing::Point{one.time, one.exposure, {}});
      for (std::size_t i = 0; i < legs.size(); ++i) {
        const auto& arcs = legs[i].points[one.legs[i]].path.arcs;
        point.path.arcs.insert(point.path.arcs.end(), arcs.begin(), arcs.end());
      }
      routes.front.push_back({one.time, one.exposure, {}});
    }
    routing::ThinOptions thin;
    if (wish.unit == Unit::seconds) thin.least_exposure = least_seconds_apart;
    routes.shown = routing::thinned(travelled, arc_cm_, thin);
    for (const std::size_t i : routes.shown) {
      std::vector<RoutePart> parts;
      for (std::size_t leg = 0; leg < legs.size(); ++leg) {
        const auto more = finder.parts(legs[leg], legs[leg].points[joined[i].legs[leg]]);
        parts.insert(parts.end(), more.begin(), more.end());
      }
      routes.routes.push_back(told(city_, sightings_, wish, std::move(parts)));
      routes.routes.back().search_time = joined[i].time;
      routes.routes.back().search_exposure = joined[i].exposure;
    }
  }

  void measure_again(const RouteWish& wish, const PartCosts& costs, Routes& routes) const {
    std::vector<std::vector<RoutePart>> parts;
    for (const Route& route : routes.routes) parts.push_back(route.parts);
    const std::vector<Measured> again = measured_again(city_, wish, parts);
    for (std::size_t i = 0; i < again.size(); ++i) {
      routes.routes[i].again = again[i].seen;
      routes.routes[i].again_agrees = agree(measured_as_stored(costs, parts[i]), again[i]);
    }
  }

  City city_;
  std::span<const exposure::Sighting> sightings_;
  ModeRoads mode_;
  RoadEnds ends_;
  streets::Snapper snapper_;
  std::optional<streets::Parts> parts_;  ///< once they are asked for
  Profiles profiles_;
  std::vector<Cost> arc_cm_;
};

Planner::Planner(const City& city, std::span<const exposure::Sighting> sightings, const ModeRoads& mode, Executor executor)
    : work_(std::make_unique<Work>(city, sightings, mode, std::move(executor))) {}
Planner::Planner(Planner&&) noexcept = default;
Planner& Planner::operator=(Planner&&) noexcept = default;
Planner::~Planner() = default;

Result<Routes> Planner::plan(const RouteWish& wish) { return work_->plan(wish); }

}  // namespace contrechamp::trips
