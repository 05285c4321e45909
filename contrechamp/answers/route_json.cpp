// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/answers/turns.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

std::int64_t whole(std::uint64_t n) { return static_cast<std::int64_t>(n); }

void write_metres(Json& json, std::string_view key, std::uint64_t cm) { json.key(key).decimal(static_cast<double>(cm) / 100, 2); }
void write_seconds(Json& json, std::string_view key, std::uint64_t ms) {
  json.key(key).decimal(static_cast<double>(ms) / 1000, 3);
}
/// In units of the search: tenths.
void write_cost(Json& json, std::string_view key, routing::Cost tenths) {
  json.key(key).decimal(static_cast<double>(tenths) / 10, 1);
}
void write_limit(Json& json, std::string_view key, const std::optional<double>& limit) {
  json.key(key);
  limit ? json.decimal(*limit, 2) : json.null();
}

std::string_view name(trips::Avoid avoid) {
  constexpr std::array<std::string_view, 3> names{"certain", "expected", "possible"};
  return names[static_cast<std::size_t>(avoid)];
}
std::string_view name(trips::Unit unit) { return unit == trips::Unit::metres ? "metres" : "seconds"; }
std::string_view band_name(const optics::BandRef& band) { return optics::bands(band.ladder)[band.band].name; }

/// certain_s, expected_s and possible_s.
void write_time_in_view(Json& json, const exposure::InView& seen_ms) {
  write_seconds(json, "certain_s", seen_ms.certain_cm);
  json.key("expected_s").decimal(static_cast<double>(seen_ms.expected) / exposure::full_probability / 1000, 3);
  write_seconds(json, "possible_s", seen_ms.possible_cm);
}

void write_wish(Json& json, const Subject& s, const trips::RouteWish& wish) {
  json.key("mode").string(scene::name(wish.mode)).key("family").string(optics::family(wish.band.ladder));
  json.key("ladder").string(optics::name(wish.band.ladder)).key("band").string(band_name(wish.band));
  json.key("answer").string(name(wish.avoid)).key("measure").string(name(wish.unit));
  json.key("rather_seen").boolean(wish.seen_rather).key("devices").integer(whole(s.snapshot.devices.size()));
  json.key("devices_left_out").integer(std::count(wish.device_counts.begin(), wish.device_counts.end(), 0));
  write_limit(json, "most_minutes_more", wish.most_minutes_more);
  write_limit(json, "most_in_view", wish.most_in_view);
}

void write_stops(Json& json, const Subject& s, const Routed& r) {
  json.key("stops").array();
  for (std::size_t i = 0; i < r.routes.stops.size(); ++i) {
    const streets::Spot& spot = r.routes.stops[i];
    const scene::Street& street = s.snapshot.streets[s.network.segments[spot.segment].street];
    json.line().object().key("asked");
    write_position(json, r.wish.stops[i]);
    json.key("position");
    write_position(json, spot.position);
    json.key("away_m").decimal(spot.away_m, 2).key("segment").integer(spot.segment).key("at_cm").integer(spot.cm);
    json.key("passed_over").boolean(spot.passed_over);
    json.key("way").string(osm_name(street.ref)).key("name").text_or_null(street.street_name).end();
  }
  json.end();
}

void write_front(Json& json, const trips::Routes& routes) {
  write_cost(json, "least_time_s", routes.least_time);
  write_cost(json, "least_exposure", routes.least_exposure);
  json.key("finished").boolean(routes.finished).key("certified").boolean(routes.certified).key("front").array();
  for (const routing::Point& point : routes.front) {
    json.line().object();
    write_cost(json, "search_time_s", point.time);
    write_cost(json, "search_exposure", point.exposure);
    json.end();
  }
  json.end();
}

void write_parts(Json& json, const Subject& s, const trips::Route& route) {
  json.key("parts").array();
  for (const trips::RoutePart& part : route.parts) {
    const scene::Street& street = s.snapshot.streets[s.network.segments[part.segment].street];
    json.object().key("segment").integer(part.segment).key("way").string(osm_name(street.ref));
    json.key("name").text_or_null(street.street_name).key("from_cm").integer(part.from_cm).key("to_cm").integer(part.to_cm);
    json.end();
  }
  json.end();
}

void write_met(Json& json, const Subject& s, const Routed& r, const trips::Route& route) {
  const auto band = [&](std::uint8_t number) { return band_name({r.wish.band.ladder, number}); };
  json.key("met").array();
  for (const trips::RouteMet& met : route.met) {
    const scene::Device& device = s.snapshot.devices[met.device];
    json.line().object().key("device").string(osm_name(device.ref)).key("kind").string(scene::name(device.kind));
    json.key("operator").text_or_null(device.operator_name);
    write_in_view(json, met.seen);
    write_metres(json, "first_m", met.first_cm);
    write_seconds(json, "first_s", met.first_ms);
    json.key("narrowest_possible").string(band(met.narrowest_possible)).key("narrowest_certain");
    met.narrowest_certain ? json.string(band(*met.narrowest_certain)) : json.null();
    json.end();
  }
  json.end();
}

/// Length, time and what is in view of it: the same keys in JSON and GeoJSON.
void write_figures(Json& json, const Routed& r, std::size_t i) {
  const trips::Route& route = r.routes.routes[i];
  json.key("front").integer(whole(r.routes.shown[i]));
  write_metres(json, "length_m", route.length_cm);
  write_seconds(json, "seconds", route.time_ms);
  write_in_view(json, route.seen);
  write_time_in_view(json, route.seen_ms);
  json.key("kept_small").decimal(kept_small(r.wish, route), 3);
  write_metres(json, "not_mapped_m", route.not_mapped_cm);
}

void write_line(Json& json, const trips::Route& route) {
  json.array();
  for (const geo::LatLon p : route.line) write_position(json, p);
  if (route.line.size() == 1) write_position(json, route.line.front());  // a LineString has two (RFC 7946, 3.1.4)
  json.end();
}

void write_route(Json& json, const Subject& s, const Routed& r, std::size_t i) {
  const trips::Route& route = r.routes.routes[i];
  json.line().object();
  write_figures(json, r, i);
  write_cost(json, "search_time_s", route.search_time);
  write_cost(json, "search_exposure", route.search_exposure);
  json.key("measured_again").object();
  json.key("agrees").boolean(route.again_agrees);
  write_in_view(json, route.again);
  json.end();
  write_parts(json, s, route);
  if (!r.steps.empty()) write_steps(json, s, r.steps[i]);
  write_met(json, s, r, route);
  json.key("line");
  write_line(json, route);
  json.end();
}

}  // namespace

std::string route_json(const Subject& s, const Routed& r) {
  Json json;
  json.object();
  write_source(json, s);
  write_wish(json, s, r.wish);
  write_stops(json, s, r);
  write_front(json, r.routes);
  json.key("routes").array();
  for (std::size_t i = 0; i < r.routes.routes.size(); ++i) write_route(json, s, r, i);
  return std::move(json.end()).finished();
}

std::string route_geojson(const Subject& s, const Routed& r) {
  Json json;
  json.object().key("type").string("FeatureCollection");
  write_source(json, s);
  json.key("features").array();
  for (std::size_t i = 0; i < r.routes.routes.size(); ++i) {
    const trips::Route& route = r.routes.routes[i];
    json.line().object().key("type").string("Feature").key("properties").object().key("route").integer(whole(i + 1));
    json.key("mode").string(scene::name(r.wish.mode)).key("ladder").string(optics::name(r.wish.band.ladder));
    json.key("band").string(band_name(r.wish.band)).key("answer").string(name(r.wish.avoid));
    write_figures(json, r, i);
    json.key("devices").array();
    for (const trips::RouteMet& met : route.met) json.string(osm_name(s.snapshot.devices[met.device].ref));
    json.end().key("attribution").string(attribution(s)).key("licence").string(licence).end();
    json.key("geometry").object().key("type").string("LineString").key("coordinates");
    write_line(json, route);
    json.end().end();
  }
  return std::move(json.end()).finished();
}

}  // namespace contrechamp::answers
