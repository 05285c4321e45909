// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/answers/osrm.hpp>
#include <contrechamp/answers/osrm_near.hpp>
#include <contrechamp/answers/osrm_write.hpp>
#include <contrechamp/answers/route.hpp>
#include <contrechamp/answers/route_place.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/trips/leg_line.hpp>
#include <numeric>

namespace contrechamp::answers::osrm {
namespace {

constexpr std::size_t most_sums = 4;
constexpr std::size_t most_quick_places = 4;

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
  return {};
}

Checked<std::vector<streets::Spot>> Desk::spots(const Request& request) const {
  std::vector<streets::Spot> found;
  for (std::size_t i = 0; i < request.places.size(); ++i) {
    const auto bearing = request.bearings.empty() ? std::nullopt : request.bearings[i];
    std::optional<streets::Spot> spot;
    if (!bearing) {
      spot = fastest_->nearest(request.places[i], request.radiuses[i]);
    } else if (const auto found_so = nearest_streets(city_, request.mode, request.places[i], request.radiuses[i], bearing, 1);
               !found_so.empty()) {
      spot = found_so.front();
    }
    if (!spot) {
      return refuse(Code::no_segment, "no street" + std::string(bearing ? " in that direction" : "") + " within " +
                                          fixed(request.radiuses[i].count(), 0) + " m of place " +
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

/// Between `spots`, which stand for some places of the question.
std::optional<Desk::Found> Desk::joined(const Request& request, std::vector<streets::Spot> spots,
                                        std::span<const std::size_t> places) {
  std::vector<trips::StopPlace> asked;
  for (const std::size_t i : places) asked.push_back({request.places[i], request.radiuses[i]});
  auto parts = fastest_->through(asked, spots);
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
  if (request.steps && !junctions_) junctions_ = std::make_unique<trips::Junctions>(mode_.roads, fastest_->ends());
  const Telling telling{subject_, city_, junctions_.get(), request, wish, sums(wish)};
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
      request.number == 1 ? *first
                          : nearest_streets(city_, request.mode, request.places[0], request.radiuses[0],
                                            request.bearings.empty() ? std::nullopt : request.bearings[0], request.number);
  Json json = begun(subject_);
  json.key("waypoints").array();
  for (const streets::Spot& spot : all) write_waypoint(json, subject_, spot);
  return std::move(json).finished();
}

bool Desk::is_quick(const Request& request) const {
  if (!fastest_ || !fastest_->ready() || !request.bearings.empty()) return false;
  if (request.service == Service::nearest) return request.number == 1;
  return request.service == Service::route && !request.wants_front() && request.places.size() <= most_quick_places &&
         (request.annotations & verified) == 0 && (!request.steps || junctions_);
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
