// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/executor.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/routing/front.hpp>
#include <contrechamp/streets/roads.hpp>
#include <contrechamp/trips/watchers.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace contrechamp::trips {

/// Which of the three answers a route is to keep small. `expected` is Σ length × p.
enum class Avoid : std::uint8_t { certain, expected, possible };
enum class Unit : std::uint8_t { metres, seconds };  ///< in view

/// What is asked of a route.
struct RouteWish {
  scene::Mode mode = scene::Mode::foot;
  optics::BandRef band;  ///< its ladder tells the family
  Avoid avoid = Avoid::possible;
  Unit unit = Unit::metres;
  std::vector<std::uint8_t> device_counts;  ///< 0: leave that device out; empty: all count
  bool seen_rather = false;                 ///< reverse preference: keep small what is *not certainly* in view
  std::vector<geo::LatLon> stops;           ///< from, vias, to: at least two
  Metres snap_within{250};
  bool whole_front = true;                   ///< else only the supported front: quicker
  bool certify = false;                      ///< the whole front with a certificate, and that judged; takes longer
  bool measure_again = true;                 ///< else Route::again stays empty: for who asks for stored sums only
  std::optional<double> most_minutes_more;   ///< than the fastest
  std::optional<double> most_in_view;        ///< metres or seconds, as `unit`
  std::size_t most_expansions = 20'000'000;  ///< of the search; beyond it the front is said to be unfinished
};

/// A part of a route: one segment in one direction, whole or from where the route begins or ends on it.
struct RoutePart {
  std::uint32_t segment = 0;
  std::uint32_t from_cm = 0;  ///< where it is entered and left; from > to: travelled backward
  std::uint32_t to_cm = 0;
};

/// A device that possibly sees a part of the route.
struct RouteMet {
  std::uint32_t device = 0;
  exposure::InView seen;                ///< at the wish's band
  std::uint64_t first_cm = 0;           ///< where it first can, from the beginning of the route
  std::uint64_t first_ms = 0;           ///< and when
  std::uint8_t narrowest_possible = 0;  ///< band of the ladder that it reaches somewhere on the route
  std::optional<std::uint8_t> narrowest_certain;
};

struct Route {
  std::vector<RoutePart> parts;
  std::vector<geo::LatLon> line;
  std::uint64_t length_cm = 0;
  std::uint64_t time_ms = 0;
  exposure::InView seen;            ///< from stored sightings; merged, all counted devices
  exposure::InView seen_ms;         ///< certain and possible in ms, expected in 1/65535 ms
  std::uint64_t not_mapped_cm = 0;  ///< in cells that are not surveyed: unseen by what is mapped tells nothing there
  routing::Cost search_time = 0;    ///< tenths of a second and of a metre (or second) as searched: rounded up segment by segment
  routing::Cost search_exposure = 0;
  /// Measured again, from devices, walls and the line, with no stored sighting and no index.
  exposure::InView again;
  bool again_agrees = true;   ///< with `seen`, but for a centimetre for each end of a stretch (again.hpp)
  std::vector<RouteMet> met;  ///< possible at the band; most expected first
};

struct Routes {
  std::vector<streets::Spot> stops;   ///< where the wish's stops were put: nearest; if those are not joined, on the main part
  std::vector<routing::Point> front;  ///< all of it, without paths; ascending time. Empty if no route keeps within the limits
  bool finished = true;  ///< the front is whole within the limits, in units of the search; not if nobody asked for it
  /// It is whole by certificates, one from stop to stop, which code that shares none with the search has judged.
  bool certified = false;
  routing::Cost least_time = 0;      ///< what the fastest route takes, whatever is asked for
  routing::Cost least_exposure = 0;  ///< and what the least seen one sees
  std::vector<std::size_t> shown;    ///< numbers in the front of `routes`
  std::vector<Route> routes;         ///< at most seven, the fastest first
};

/// What an atlas holds for routing in one mode.
struct ModeRoads {
  const streets::Roads& roads;
  const routing::Graph& graph;
  const routing::Index& index;
};

/// Plans routes in one city by one mode. Profiles of the last wishes are kept. One a thread. What the city and the roads refer
/// to, and the sightings (in the order of `before`), must outlive it.
class Planner {
 public:
  /// `executor`: for weights and their profiles; it changes no answer.
  Planner(const City& city, std::span<const exposure::Sighting> sightings, const ModeRoads& mode, Executor executor = in_turn);
  Planner(Planner&&) noexcept;
  Planner& operator=(Planner&&) noexcept;
  ~Planner();
  /// Errors: bad_argument (fewer than two stops, a mode that is not this one's, no such band, a limit below zero), no_street_near
  /// (nothing usable near a stop: which, and how far was looked), no_way (which stops are not joined for this mode), too_large
  /// (roads whose costs no search can add up; a front beyond `most_certified_labels`, if it was to be certified).
  [[nodiscard]] Result<Routes> plan(const RouteWish& wish);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace contrechamp::trips
