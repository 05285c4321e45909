// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/answers/json.hpp>
#include <contrechamp/answers/osrm_line.hpp>
#include <contrechamp/answers/osrm_request.hpp>
#include <contrechamp/answers/osrm_words.hpp>
#include <contrechamp/answers/route_place.hpp>
#include <contrechamp/core/text.hpp>
#include <numeric>
#include <optional>
#include <utility>

namespace contrechamp::answers::osrm {
namespace {

using Words = std::vector<std::string>;
using Outcome = Checked<void>;

constexpr std::array<std::string_view, 14> code_names{
    "Ok",        "InvalidUrl", "InvalidService", "InvalidVersion", "InvalidOptions", "InvalidQuery", "InvalidValue",
    "NoSegment", "NoRoute",    "NoTable",        "TooBig",         "Busy",           "NotOffered",   "InternalError"};

template <class T>
using Named = std::pair<std::string_view, T>;
constexpr std::array<Named<Service>, 3> services{
    {{"route", Service::route}, {"nearest", Service::nearest}, {"table", Service::table}}};
constexpr std::array<std::string_view, 3> services_elsewhere{"match", "trip", "tile"};
constexpr std::array<Named<scene::Mode>, 8> profiles{{{"foot", scene::Mode::foot},
                                                      {"walking", scene::Mode::foot},
                                                      {"bike", scene::Mode::bike},
                                                      {"bicycle", scene::Mode::bike},
                                                      {"cycling", scene::Mode::bike},
                                                      {"car", scene::Mode::car},
                                                      {"driving", scene::Mode::car},
                                                      {"driving-traffic", scene::Mode::car}}};
constexpr std::array<Named<bool>, 2> booleans{{{"true", true}, {"false", false}}};
constexpr std::array<Named<Geometries>, 3> geometries_known{
    {{"polyline", Geometries::polyline}, {"polyline6", Geometries::polyline6}, {"geojson", Geometries::geojson}}};
constexpr std::array<Named<Overview>, 3> overviews{
    {{"simplified", Overview::simplified}, {"full", Overview::full}, {"false", Overview::none}}};
constexpr std::array<Named<unsigned>, 11> annotations_known{{{"true", as_osrm},
                                                             {"false", 0},
                                                             {"duration", duration},
                                                             {"distance", distance},
                                                             {"nodes", nodes},
                                                             {"speed", speed},
                                                             {"weight", weight},
                                                             {"datasources", datasources},
                                                             {"exposure", exposure},
                                                             {"verified", exposure | verified},
                                                             {"all", as_osrm | exposure}}};
constexpr std::array<Named<unsigned>, 3> tables_known{
    {{"duration", durations}, {"distance", distances}, {"exposure", exposures}}};
constexpr std::array<Named<bool>, 2> preferences{{{"fastest", false}, {"least_seen", true}}};
constexpr std::array<Named<Lang>, 2> languages{{{"en", Lang::en}, {"fr", Lang::fr}}};

tl::unexpected<Fault> refuse(Code code, std::string message) { return tl::unexpected<Fault>({code, std::move(message)}); }

/// Names what an option takes.
template <class T, std::size_t N>
Checked<T> word_of(const std::array<Named<T>, N>& table, std::string_view option, std::string_view word) {
  std::string known;
  for (const auto& [name, value] : table) {
    if (word == name) return value;
    known.append(known.empty() ? "" : ", ").append(name);
  }
  return refuse(Code::invalid_query, std::string(option) + " is one of " + known);
}

Outcome read_lonlat(std::string_view text, Request& request) {
  const auto parts = elements(text, ',');
  const auto lon = degrees_e7(parts.front());
  const auto lat = degrees_e7(parts.back());
  if (parts.size() != 2 || !lon || !lat)
    return refuse(Code::invalid_url,
                  "\"" + std::string(text) + "\" is no place; longitude first, then latitude: 13.38886,52.51703");
  const auto at = geo::checked_e7(*lat, *lon);
  if (!at) return refuse(Code::invalid_value, std::string(text) + ": no such place; longitude first, then latitude");
  request.places.push_back(*at);
  return {};
}

Outcome read_places(std::string_view text, Request& request) {
  constexpr std::array<Named<unsigned>, 2> encodings{{{"polyline(", 5}, {"polyline6(", 6}}};
  for (const auto& [begin, digits] : encodings) {
    if (!text.starts_with(begin)) continue;
    text.remove_prefix(begin.size());
    if (text.ends_with(')')) request.places = decode_polyline(text.substr(0, text.size() - 1), digits);
    if (request.places.empty()) return refuse(Code::invalid_url, "the encoded line cannot be read");
    return {};
  }
  for (const std::string_view place : elements(text, ';')) {
    if (auto read = read_lonlat(place, request); !read) return read;
    if (request.places.size() > most_places) break;
  }
  return {};
}

/// "/route/v1/foot/13.38,52.51;13.39,52.52.json", decoded.
Outcome read_path(std::string_view path, Request& request) {
  const auto parts = elements(path.substr(std::min<std::size_t>(path.size(), 1)), '/');
  const auto service = std::ranges::find(services, parts.front(), &Named<Service>::first);
  if (service == services.end()) return refuse(Code::invalid_service, "offered here: route, nearest, table");
  if (parts.size() < 2 || parts[1] != "v1") return refuse(Code::invalid_version, "the version is v1");
  request.service = service->second;
  if (parts.size() < 4) return refuse(Code::invalid_url, "/" + std::string(parts.front()) + "/v1/profile/lon,lat;lon,lat");
  const auto mode = word_of(profiles, "the profile", parts[2]);
  if (!mode) return refuse(Code::invalid_url, mode.error().message);
  request.mode = *mode;
  // An encoded line may hold a slash.
  std::string_view places = path.substr(static_cast<std::size_t>(parts[3].data() - path.data()));
  if (places.ends_with(".flatbuffers")) return refuse(Code::invalid_options, "the format is json");
  if (places.ends_with(".json")) places.remove_suffix(5);
  return read_places(places, request);
}

/// What an option stands for, in which service.
enum Services : unsigned { for_route = 1U, for_nearest = 2U, for_table = 4U, for_all = 7U, for_both = 5U };
unsigned bit(Service service) { return 1U << static_cast<unsigned>(service); }

struct Option {
  std::string_view name;
  unsigned services;
  Outcome (*read)(std::string_view name, std::string_view value, Request& request);
  bool repeats = false;
};

template <auto member, auto& table>
Outcome read_word(std::string_view name, std::string_view value, Request& request) {
  const auto word = word_of(table, name, value);
  if (!word) return tl::unexpected(word.error());
  request.*member = *word;
  return {};
}
template <auto member>
Outcome read_text(std::string_view /*name*/, std::string_view value, Request& request) {
  request.*member = value;
  return {};
}
template <auto member>
Outcome add_text(std::string_view /*name*/, std::string_view value, Request& request) {
  (request.*member).emplace_back(value);
  return {};
}
template <auto filter, auto list>
Outcome add_filter(std::string_view /*name*/, std::string_view value, Request& request) {
  (request.*filter.*list).emplace_back(value);
  return {};
}
/// Words joined by commas that set bits.
template <auto member, auto& table>
Outcome read_bits(std::string_view name, std::string_view value, Request& request) {
  unsigned bits = 0;
  for (const std::string_view one : elements(value, ',')) {
    const auto known = word_of(table, name, one);
    if (!known) return tl::unexpected(known.error());
    bits |= *known;
  }
  request.*member = bits;
  return {};
}

Outcome read_alternatives(std::string_view name, std::string_view value, Request& request) {
  if (const auto count = whole_number(value)) {
    request.alternatives = *count;
    return {};
  }
  const auto wanted = word_of(booleans, name, value);
  if (!wanted) return refuse(Code::invalid_query, "alternatives is true, false or a whole number");
  request.alternatives = *wanted ? all_alternatives : 0;
  return {};
}

Outcome read_number(std::string_view /*name*/, std::string_view value, Request& request) {
  const auto count = whole_number(value);
  if (!count || *count == 0) return refuse(Code::invalid_query, "number is a whole number from 1 on");
  if (*count > most_nearest) return refuse(Code::too_big, "number is 100 at most");
  request.number = *count;
  return {};
}

Outcome read_radiuses(std::string_view /*name*/, std::string_view value, Request& request) {
  for (const std::string_view one : elements(value, ';')) {
    const auto cm = decimal_from(one, 2);
    if (one.empty())
      request.radiuses.push_back(usual_radius);
    else if (one == "unlimited")
      request.radiuses.push_back(most_radius);
    else if (cm && *cm >= 0)
      request.radiuses.push_back(std::min(most_radius, Metres{static_cast<double>(*cm) / 100}));
    else
      return refuse(Code::invalid_query, "radiuses are metres, or unlimited, one a place");
  }
  return {};
}

/// "90,20;;270,45"
Outcome read_bearings(std::string_view /*name*/, std::string_view value, Request& request) {
  if (value.empty()) return {};
  for (const std::string_view one : elements(value, ';')) {
    if (request.bearings.size() == most_places) return refuse(Code::too_big, "more than 100 places");
    auto& bearing = request.bearings.emplace_back();
    if (one.empty()) continue;
    const auto parts = elements(one, ',');
    const auto degrees = whole_number(parts.front());
    const auto range = whole_number(parts.back());
    if (parts.size() != 2 || !degrees || *degrees > 360 || !range || *range > 180)
      return refuse(Code::invalid_query, "bearings are degrees from north, 0 to 360, and how far off, 0 to 180: 90,20");
    bearing = Bearing{static_cast<int>(*degrees), static_cast<int>(*range)};
  }
  return {};
}

/// No ferry is ever taken, and only cars go on motorways.
Outcome read_exclude(std::string_view /*name*/, std::string_view value, Request& request) {
  for (const std::string_view one : elements(value, ',')) {
    if (one.empty() || one == "ferry" || (one == "motorway" && request.mode != scene::Mode::car)) continue;
    return refuse(Code::invalid_options, "exclude=" + std::string(one) + " is not offered here");
  }
  return {};
}

template <auto member>
Outcome read_numbers(std::string_view name, std::string_view value, Request& request) {
  if (value == "all") return {};
  for (const std::string_view one : elements(value, ';')) {
    const auto number = whole_number(one);
    if (!number) return refuse(Code::invalid_query, std::string(name) + " are numbers of places, from 0 on, or all");
    if ((request.*member).size() == most_places) return refuse(Code::too_big, "more than 100 places");
    (request.*member).push_back(*number);
  }
  return {};
}

/// Empty elements stand for the default of each place; anything else is more than is offered here.
Outcome read_only_empty(std::string_view name, std::string_view value, Request& request) {
  const auto parts = elements(value, ';');
  const auto is_default = [](std::string_view one) { return one.empty() || one == "unrestricted"; };
  if (!std::ranges::all_of(parts, is_default)) return refuse(Code::invalid_options, std::string(name) + " are not offered");
  if (parts.size() != request.places.size() && !value.empty())
    return refuse(Code::invalid_options, std::string(name) + ": one a place");
  return {};
}

/// One opaque word a place. A place is found anew each time: a stale hint could only mislead.
Outcome read_hints(std::string_view /*name*/, std::string_view value, Request& request) {
  const auto parts = elements(value, ';');
  const auto base64 = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '=' ||
           c == '+' || c == '/' || c == ' ';  // a + that was read as a blank
  };
  const bool fits = std::ranges::all_of(parts, [&](std::string_view one) { return std::ranges::all_of(one, base64); });
  if (!fits) return refuse(Code::invalid_query, "hints are Base64");
  if (parts.size() != request.places.size()) return refuse(Code::invalid_options, "hints: one a place");
  return {};
}

Outcome read_straight(std::string_view /*name*/, std::string_view value, Request& /*request*/) {
  if (value == "default" || value == "false") return {};
  if (value == "true")
    return refuse(Code::invalid_options, "continue_straight=true is not offered: one may turn back at a place");
  return refuse(Code::invalid_query, "continue_straight is default, true or false");
}

Outcome read_nothing(std::string_view name, std::string_view value, Request& /*request*/) {
  return refuse(Code::invalid_options, std::string(name) + "=" + std::string(value) + " is not offered");
}
/// Of words that mean what is done anyway.
Outcome accept(std::string_view name, std::string_view value, Request& request) {
  constexpr std::array<std::string_view, 4> known{"default", "any", "true", "false"};
  return std::ranges::find(known, value) != known.end() ? Outcome() : read_nothing(name, value, request);
}

constexpr std::array<Option, 40> options{{
    {"alternatives", for_route, read_alternatives},
    {"steps", for_route, read_word<&Request::steps, booleans>},
    {"annotations", for_route, read_bits<&Request::annotations, annotations_known>},
    {"annotations", for_table, read_bits<&Request::tables, tables_known>},
    {"geometries", for_route, read_word<&Request::geometries, geometries_known>},
    {"overview", for_route, read_word<&Request::overview, overviews>},
    {"continue_straight", for_route, read_straight},
    {"waypoints", for_route, read_nothing},
    {"skip_waypoints", for_all, read_word<&Request::skip_waypoints, booleans>},
    {"number", for_nearest, read_number},
    {"sources", for_table, read_numbers<&Request::sources>},
    {"destinations", for_table, read_numbers<&Request::destinations>},
    {"fallback_speed", for_table, read_nothing},
    {"fallback_coordinate", for_table, read_nothing},
    {"scale_factor", for_table, read_nothing},
    {"radiuses", for_all, read_radiuses},
    {"bearings", for_all, read_bearings},
    {"approaches", for_all, read_only_empty},
    {"hints", for_all, read_hints},
    {"generate_hints", for_all, accept},
    {"snapping", for_all, accept},
    {"exclude", for_all, read_exclude},
    {"prefer", for_route, read_word<&Request::least_seen_first, preferences>},
    {"language", for_route, read_word<&Request::lang, languages>},
    {"family", for_both, read_text<&Request::family>},
    {"ladder", for_both, read_text<&Request::ladder>},
    {"band", for_both, read_text<&Request::band>},
    {"answer", for_both, read_text<&Request::answer>},
    {"measure", for_both, read_text<&Request::measure>},
    {"most_minutes_more", for_route, read_text<&Request::most_minutes_more>},
    {"most_in_view", for_route, read_text<&Request::most_in_view>},
    {"rather_seen", for_both, read_word<&Request::rather_seen, booleans>},
    {"kind", for_both, add_filter<&Request::only, &DeviceFilter::kinds>, true},
    {"operator", for_both, add_filter<&Request::only, &DeviceFilter::operators>, true},
    {"manufacturer", for_both, add_filter<&Request::only, &DeviceFilter::manufacturers>, true},
    {"zone", for_both, add_filter<&Request::only, &DeviceFilter::zones>, true},
    {"device", for_both, add_text<&Request::only_devices>, true},
    {"without_kind", for_both, add_filter<&Request::without, &DeviceFilter::kinds>, true},
    {"without_operator", for_both, add_filter<&Request::without, &DeviceFilter::operators>, true},
    {"without_device", for_both, add_text<&Request::without_devices>, true},
}};

Outcome read_query(std::string_view query, Request& request) {
  std::uint64_t seen = 0;
  static_assert(options.size() <= 64);
  for (const std::string_view raw : elements(query, '&')) {
    if (raw.empty()) continue;
    const std::size_t end = std::min(raw.find('='), raw.size());
    const std::string_view name = raw.substr(0, end);
    const auto value = decoded(raw.substr(std::min(end + 1, raw.size())), Plus::is_blank);
    if (!value) return refuse(Code::invalid_query, "a % in the query is not followed by two hexadecimal digits");
    const auto option = std::ranges::find_if(
        options, [&](const Option& o) { return o.name == name && (o.services & bit(request.service)) != 0; });
    if (option == options.end()) return refuse(Code::invalid_query, "no option \"" + std::string(name) + "\" here");
    const std::uint64_t mark = std::uint64_t{1} << static_cast<unsigned>(option - options.begin());
    if ((seen & mark) != 0 && !option->repeats) return refuse(Code::invalid_query, std::string(name) + " stands more than once");
    seen |= mark;
    if (auto read = option->read(name, *value, request); !read) return read;
  }
  return {};
}

/// What only shows when all is read.
Outcome check(Request& request) {
  const std::size_t places = request.places.size();
  if (places > most_places) return refuse(Code::too_big, "more than 100 places");
  const bool nearest = request.service == Service::nearest;
  if (nearest && places != 1) return refuse(Code::invalid_options, "nearest takes one place");
  if (!nearest && places < 2) return refuse(Code::invalid_options, "two places at least");
  if (request.radiuses.empty()) request.radiuses.assign(places, usual_radius);
  if (request.radiuses.size() != places) return refuse(Code::invalid_options, "radiuses: one a place");
  if (!request.bearings.empty() && request.bearings.size() != places)
    return refuse(Code::invalid_options, "bearings: one a place");
  if (std::ranges::none_of(request.bearings, [](const auto& bearing) { return bearing.has_value(); })) request.bearings.clear();
  if (!request.bearings.empty() && request.wants_front())
    return refuse(Code::invalid_options, "bearings are not offered with alternatives and limits");
  for (std::vector<std::size_t>* list : {&request.sources, &request.destinations}) {
    if (std::ranges::any_of(*list, [&](std::size_t i) { return i >= places; }))
      return refuse(Code::invalid_options, "sources and destinations are numbers of places, from 0 on");
    if (!list->empty() || request.service != Service::table) continue;
    list->resize(places);
    std::iota(list->begin(), list->end(), std::size_t{0});
  }
  if (request.wants_front() && places > most_places_with_front)
    return refuse(Code::too_big, "alternatives and limits: 10 places at most");
  return {};
}

}  // namespace

std::string_view name(Code code) { return code_names[static_cast<std::size_t>(code)]; }

Reply refused(const Fault& fault) {
  Json json;
  json.object().key("code").string(name(fault.code)).key("message").string(fault.message);
  return {fault.code, std::move(json).finished()};
}

bool is_osrm(std::string_view path) {
  const auto begins = [&](std::string_view service) {
    return path.size() > service.size() + 1 && path.substr(1).starts_with(service) && path[service.size() + 1] == '/';
  };
  return std::ranges::any_of(services, [&](const auto& one) { return begins(one.first); }) ||
         std::ranges::any_of(services_elsewhere, begins);
}

Checked<Request> parse(std::string_view path, std::string_view query, Lang lang) {
  Request request;
  request.lang = lang;
  const auto plain = decoded(path, Plus::stays);
  if (!plain) return refuse(Code::invalid_url, "a % in the path is not followed by two hexadecimal digits");
  if (const auto read = read_path(*plain, request); !read) return tl::unexpected(read.error());
  if (const auto read = read_query(query, request); !read) return tl::unexpected(read.error());
  if (const auto checked = check(request); !checked) return tl::unexpected(checked.error());
  return request;
}

}  // namespace contrechamp::answers::osrm
