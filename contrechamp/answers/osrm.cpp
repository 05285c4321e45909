// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/answers/osrm.hpp>
#include <contrechamp/answers/osrm_write.hpp>
#include <contrechamp/answers/route.hpp>
#include <contrechamp/answers/route_place.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/trips/leg_line.hpp>
#include <limits>
#include <numeric>
#include <tuple>

namespace contrechamp::answers::osrm {
namespace {

constexpr std::size_t most_sums = 4;

tl::unexpected<Fault> refuse(Code code, std::string message) { return tl::unexpected<Fault>({code, std::move(message)}); }

Code code_of(Errc code) {
  switch (code) {
    case Errc::bad_argument:
    case Errc::bad_coordinate:
    case Errc::no_such_device: return Code::invalid_value;
    case Errc::no_street_near: return Code::no_segment;
    case Errc::no_way: return Code::no_route;
    case Errc::atlas_version: return Code::invalid_options;
    case Errc::too_large: return Code::too_big;
    default: return Code::internal;
  }
}

/// The question of the planner: the words are those of /api/v1/front.
Result<trips::RouteWish> wish_of(const Subject& subject, const Request& request) {
  const std::string from = place_text(request.places.front());
  const std::string to = place_text(request.places.back());
  RouteWords words{from, to};
  words.mode = scene::name(request.mode);
  words.family = request.family;
  words.ladder = request.ladder;
  words.band = request.band;
  words.answer = request.answer;
  words.measure = request.measure;
  words.most_minutes_more = request.most_minutes_more;
  words.most_in_view = request.most_in_view;
  words.only = request.only;
  words.only_devices = request.only_devices;
  words.without = request.without;
  words.without_devices = request.without_devices;
  words.rather_seen = request.rather_seen;
  auto wish = route_question(subject, words);
  if (wish) wish->stops = request.places;
  return wish;
}

/// So many of all, both ends among them, evenly.
std::vector<std::size_t> chosen(std::size_t all, std::size_t beside_first) {
  std::vector<std::size_t> numbers{0};
  const std::size_t more = std::min(beside_first, all - 1);
  for (std::size_t i = 1; i <= more; ++i) numbers.push_back((i * (all - 1) + more / 2) / more);
  return numbers;
}

/// Begins an answer; whose data it is stands in each.
Json begun(const Subject& subject) {
  Json json;
  json.object().key("code").string(name(Code::ok));
  write_source(json, subject);
  return json;
}

void write_waypoints(Json& json, std::string_view key, const Subject& subject, const std::vector<streets::Spot>& spots,
                     const std::vector<std::size_t>& which) {
  json.key(key).array();
  for (const std::size_t i : which) write_waypoint(json, subject, spots[i]);
  json.end();
}

/// A row a source; null where no way leads.
template <class Value>
void write_table(Json& json, std::string_view key, const std::vector<std::vector<std::optional<trips::Travelled>>>& rows,
                 const Value& value) {
  json.key(key).array();
  for (const auto& row : rows) {
    json.array();
    for (const auto& cell : row) cell ? json.decimal(value(*cell), 3) : json.null();
    json.end();
  }
  json.end();
}

/// Where a segment comes nearest to a place.
streets::Spot nearest_on(const trips::City& city, std::uint32_t number, geo::LatLon at) {
  const streets::Segment& segment = city.network.segments[number];
  const geo::LocalFrame frame = city.frames.at(segment.points.front());
  const geo::Point p = frame.project(at);
  const std::vector<double> along = streets::positions(segment.points, frame);
  streets::Spot spot{number, 0, {}, std::numeric_limits<double>::infinity()};
  for (std::size_t i = 0; i + 1 < segment.points.size(); ++i) {
    const geo::Point a = frame.project(segment.points[i]);
    const geo::Nearest foot = geo::nearest_on_segment(a, frame.project(segment.points[i + 1]), p);
    const double away_m = std::sqrt(foot.squared_distance) / 100;
    if (!(away_m < spot.away_m)) continue;
    spot.away_m = away_m;
    const double dx = foot.x - a.x;
    const double dy = foot.y - a.y;
    spot.cm = std::min(static_cast<std::uint32_t>(std::floor(along[i] + std::sqrt(dx * dx + dy * dy) + 0.5)), segment.length_cm);
  }
  spot.position = streets::place(segment, city.frames, spot.cm);
  return spot;
}

/// Each street once, the nearest first. All streets are looked at: nobody asks for several often.
std::vector<streets::Spot> several_nearest(const trips::City& city, scene::Mode mode, geo::LatLon at, Metres within,
                                           std::size_t number) {
  constexpr double m_per_e7 = geo::earth_radius_m * trig::pi / 180 * 1e-7;
  const auto reach_e7 = static_cast<std::int64_t>(within.count() / m_per_e7) + 100;
  std::vector<streets::Spot> all;
  for (std::uint32_t s = 0; s < city.network.segments.size(); ++s) {
    const streets::Segment& segment = city.network.segments[s];
    if (!streets::usable(segment, city.snapshot.streets[segment.street], mode)) continue;
    const auto [south, north] = std::ranges::minmax(segment.points, {}, &geo::LatLon::lat_e7);
    if (south.lat_e7 - reach_e7 > at.lat_e7 || north.lat_e7 + reach_e7 < at.lat_e7) continue;
    const streets::Spot spot = nearest_on(city, s, at);
    if (spot.away_m <= within.count()) all.push_back(spot);
  }
  std::ranges::sort(all, {}, [](const streets::Spot& s) { return std::tuple(s.away_m, s.segment); });
  all.resize(std::min(all.size(), number));
  return all;
}

}  // namespace

/// Routes, the one to be taken first.
struct Desk::Found {
  std::vector<streets::Spot> spots;
  std::vector<std::vector<trips::RoutePart>> parts;  ///< by route, none without length
};

Fault fault_of(const Error& error, Lang lang) {
  const Code code = code_of(error.code);
  if (code == Code::internal) return {code, "a fault of this program"};  // what went wrong inside is nobody's business outside
  const std::string& detail = error.detail_in(lang);
  // The table's sentence of bad_argument speaks of a command line.
  return {code, error.code == Errc::bad_argument && !detail.empty() ? detail : error.sentence(lang)};
}

Desk::Desk(const Subject& subject, const trips::ModeRoads& mode, trips::Planner& planner)
    : subject_(subject), city_(city_of(subject)), mode_(mode), planner_(planner) {}
Desk::~Desk() = default;

Checked<void> Desk::prepare() {
  if (fastest_) return {};
  auto made = trips::Fastest::made(city_, mode_);
  if (!made) return tl::unexpected(fault_of(made.error(), Lang::en));
  fastest_ = std::move(*made);
  junctions_ = std::make_unique<trips::Junctions>(mode_.roads, fastest_->ends());
  return {};
}

Checked<std::vector<streets::Spot>> Desk::spots(const Request& request) const {
  std::vector<streets::Spot> found;
  for (std::size_t i = 0; i < request.places.size(); ++i) {
    const auto spot = fastest_->nearest(request.places[i], request.radiuses[i]);
    if (!spot) {
      return refuse(Code::no_segment, "no street within " + fixed(request.radiuses[i].count(), 0) + " m of place " +
                                          number(static_cast<std::int64_t>(i)));
    }
    found.push_back(*spot);
  }
  return found;
}

trips::StoredSums& Desk::sums(const trips::RouteWish& wish) {
  const auto known = std::ranges::find_if(sums_, [&](const auto& one) { return trips::same_view(one.wish(), wish); });
  if (known == sums_.end()) {
    if (sums_.size() == most_sums) sums_.pop_back();
    sums_.emplace_front(city_, subject_.atlas.sightings(), wish);
  } else {
    sums_.splice(sums_.begin(), sums_, known);
  }
  return sums_.front();
}

/// From each place to the next; nothing if some are not joined.
std::optional<std::vector<trips::RoutePart>> Desk::ways(std::span<const streets::Spot> spots) {
  std::vector<trips::RoutePart> parts;
  for (std::size_t i = 0; i + 1 < spots.size(); ++i) {
    const auto way = fastest_->way(spots[i], spots[i + 1]);
    if (!way) return std::nullopt;
    parts.insert(parts.end(), way->begin(), way->end());
  }
  return parts;
}

/// Between `spots`, which stand for some places of the question. Where they are not joined, they are put on the main part of the
/// roads, as the planner does it.
std::optional<Desk::Found> Desk::joined(const Request& request, std::vector<streets::Spot> spots,
                                        std::span<const std::size_t> places) {
  auto parts = ways(spots);
  if (!parts) {
    for (std::size_t i = 0; i < spots.size(); ++i) {
      spots[i] = fastest_->rather_on_main(request.places[places[i]], request.radiuses[places[i]], spots[i]);
    }
    if (std::ranges::none_of(spots, &streets::Spot::passed_over)) return std::nullopt;
    parts = ways(spots);
  }
  if (!parts) return std::nullopt;
  return Found{std::move(spots), {*std::move(parts)}};
}

/// By the quickest ways, no front needed.
Checked<Desk::Found> Desk::quickest(const Request& request) {
  auto places = spots(request);
  if (!places) return tl::unexpected(places.error());
  std::vector<std::size_t> all(places->size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  auto found = joined(request, *std::move(places), all);
  if (!found) return refuse(Code::no_route, "the places are not joined for this profile");
  return *std::move(found);
}

Checked<Desk::Found> Desk::front(const Request& request, const trips::RouteWish& wish) {
  if (const auto places = spots(request); !places) return tl::unexpected(places.error());  // each within its own radius
  trips::RouteWish asked = wish;
  asked.measure_again = false;
  asked.snap_within = *std::ranges::max_element(request.radiuses, {}, &Metres::count);
  auto routes = planner_.plan(asked);
  if (!routes) return tl::unexpected(fault_of(routes.error(), request.lang));
  if (routes->routes.empty()) return refuse(Code::no_route, "no way keeps within these limits");
  if (request.least_seen_first) std::ranges::reverse(routes->routes);
  Found found{std::move(routes->stops), {}};
  for (const std::size_t i : chosen(routes->routes.size(), request.alternatives)) {
    found.parts.push_back(std::move(routes->routes[i].parts));
    std::erase_if(found.parts.back(), [](const trips::RoutePart& part) { return part.from_cm == part.to_cm; });
  }
  return found;
}

Checked<std::string> Desk::route(const Request& request, trips::RouteWish wish) {
  auto found = request.wants_front() ? front(request, wish) : quickest(request);
  if (!found) return tl::unexpected(found.error());
  wish.stops.clear();  // sums are kept: nobody's places are
  const Telling telling{subject_, city_, *junctions_, request, wish, sums(wish)};
  Json json = begun(subject_);
  json.key("routes").array();
  for (const auto& parts : found->parts) {
    write_route(json, telling, trips::legs_of(city_, parts, found->spots), found->spots);
  }
  json.end();
  if (!request.skip_waypoints) {
    json.key("waypoints").array();
    for (const streets::Spot& spot : found->spots) write_waypoint(json, subject_, spot);
    json.end();
  }
  return std::move(json).finished();
}

Checked<std::string> Desk::table(const Request& request, const trips::RouteWish& wish) {
  const auto places = spots(request);
  if (!places) return tl::unexpected(places.error());
  trips::RouteWish kept = wish;
  kept.stops.clear();
  trips::StoredSums& told = sums(kept);
  std::vector<std::vector<std::optional<trips::Travelled>>> rows;
  for (const std::size_t from : request.sources) {
    auto& row = rows.emplace_back();
    for (const std::size_t to : request.destinations) {
      const auto found = joined(request, {(*places)[from], (*places)[to]}, std::array{from, to});
      row.push_back(found ? std::optional(travelled(told, found->parts.front())) : std::nullopt);
    }
  }
  Json json = begun(subject_);
  if ((request.tables & durations) != 0)
    write_table(json, "durations", rows, [](const trips::Travelled& t) { return static_cast<double>(t.way.ms) / 1000; });
  if ((request.tables & distances) != 0)
    write_table(json, "distances", rows, [](const trips::Travelled& t) { return static_cast<double>(t.way.cm) / 100; });
  if ((request.tables & exposures) != 0)
    write_table(json, "exposures", rows, [&](const trips::Travelled& t) { return kept_small_of(t, wish); });
  if (!request.skip_waypoints) {
    write_waypoints(json, "sources", subject_, *places, request.sources);
    write_waypoints(json, "destinations", subject_, *places, request.destinations);
  }
  return std::move(json).finished();
}

Checked<std::string> Desk::nearest(const Request& request) const {
  const auto first = spots(request);
  if (!first) return tl::unexpected(first.error());
  const std::vector<streets::Spot> all =
      request.number == 1 ? *first : several_nearest(city_, request.mode, request.places[0], request.radiuses[0], request.number);
  Json json = begun(subject_);
  json.key("waypoints").array();
  for (const streets::Spot& spot : all) write_waypoint(json, subject_, spot);
  return std::move(json).finished();
}

Reply Desk::answer(const Request& request, std::size_t most_expansions) {
  if (const auto ready = prepare(); !ready) return refused(ready.error());
  auto wish = wish_of(subject_, request);
  if (!wish) return refused(fault_of(wish.error(), request.lang));
  wish->most_expansions = most_expansions;
  auto body = request.service == Service::nearest ? nearest(request)
              : request.service == Service::table ? table(request, *wish)
                                                  : route(request, *std::move(wish));
  if (!body) return refused(body.error());
  return {Code::ok, *std::move(body)};
}

}  // namespace contrechamp::answers::osrm
