// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/answers/osrm_request.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/server/routes.hpp>
#include <string>

namespace contrechamp::server {
namespace {
using observatory::Question;
using observatory::What;

constexpr std::uint32_t max_limit = 10'000;
constexpr std::uint32_t max_streets = 50;
constexpr std::size_t max_vias = 8;
constexpr std::size_t no_limit = static_cast<std::size_t>(-1);  // but that of the request line

enum Parameters : unsigned {
  nothing = 0,
  box = 1U,
  paging = 2U,
  ladder = 4U,
  band = 8U,
  filter = 16U,
  typed = 32U,
  start = 64U,  ///< of a trip, and which devices count on it
  goal = 128U,
  trip = 256U,
  minutes = 512U,
  mode = 1024U,
  ends = start | mode | goal,
};

struct Row {
  Route route;
  std::string_view pattern;
  unsigned parameters = nothing;
  std::optional<What> what = std::nullopt;
};

constexpr std::array<Row, static_cast<std::size_t>(Route::count)> table{{
    {Route::none, "(none)"},
    {Route::page, "/{page}"},
    {Route::asset, "/assets/{file}"},
    {Route::health, "/health"},
    {Route::metrics, "/metrics"},
    {Route::robots, "/robots.txt"},
    {Route::routing, "/api/v1/routing"},
    {Route::info, "/api/info", nothing, What::info},
    {Route::report, "/api/report", nothing, What::report},
    {Route::devices, "/api/devices", box | paging | filter, What::devices},
    {Route::device, "/api/devices/{id}", nothing, What::explain},
    {Route::segments, "/api/segments", box | paging | ladder | band | filter, What::segments},
    {Route::segment, "/api/segments/{number}", ladder | band | filter, What::segment},
    {Route::front, "/api/v1/front", ends | trip | ladder | band | filter},
    {Route::proof, "/api/v1/proof", ends | ladder | band | filter},
    {Route::reach, "/api/v1/reach", start | mode | minutes | ladder | band | filter},
    {Route::streets, "/api/v1/streets", typed, What::streets},
    {Route::osrm, "/{service}/v1/{profile}/{places}"},
    {Route::tilejson, "/tiles/{set}.json", filter, What::tilejson},
    {Route::tile, "/tiles/{set}/{z}/{x}/{y}.mvt", filter, What::tile},
}};

using Captures = std::vector<std::string_view>;

/// The parts of `path` that stand where `shape` has {…}; each has at least one byte and no slash.
std::optional<Captures> match(std::string_view shape, std::string_view path) {
  Captures captures;
  while (!shape.empty()) {
    if (shape.front() != '{') {
      if (path.empty() || path.front() != shape.front()) return std::nullopt;
      shape.remove_prefix(1);
      path.remove_prefix(1);
      continue;
    }
    shape.remove_prefix(shape.find('}') + 1);
    const std::string_view stops = shape.empty() || shape.front() == '/' ? "/" : "/.";
    const std::size_t end = std::min(path.find_first_of(stops), path.size());
    if (end == 0) return std::nullopt;
    captures.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  if (!path.empty()) return std::nullopt;
  return captures;
}

/// A parameter that may stand once.
struct Single {
  std::string_view name;
  unsigned group;
  Checked<void> (*read)(std::string_view value, Asked& asked);
};

Checked<void> read_count(std::string_view value, std::uint32_t least, std::uint32_t most, std::uint32_t& into,
                         std::string_view name) {
  const auto count = parse_number(value);
  if (!count || *count < least || *count > most) {
    return refuse(Status::bad_request, std::string(name) + " is a whole number from " + number(least) + " to " + number(most));
  }
  into = *count;
  return {};
}

/// A word that the observatory reads.
template <auto member>
Checked<void> question_word(std::string_view value, Asked& asked) {
  asked.question.*member = value;
  return {};
}
template <auto member>
Checked<void> way_word(std::string_view value, Asked& asked) {
  asked.way.*member = value;
  return {};
}

template <auto member>
Checked<void> way_flag(std::string_view name, std::string_view value, Asked& asked) {
  if (value != "true" && value != "false") return refuse(Status::bad_request, std::string(name) + " is true or false");
  asked.way.*member = value == "true";
  return {};
}

const std::array<Single, 18> singles{{
    {"bbox", box,
     [](std::string_view value, Asked& asked) -> Checked<void> {
       auto parsed = parse_box(value);
       if (!parsed) return tl::unexpected(parsed.error());
       asked.question.box = *parsed;
       return {};
     }},
    {"limit", paging,
     [](std::string_view value, Asked& a) { return read_count(value, 1, max_limit, a.question.limit, "limit"); }},
    {"offset", paging,
     [](std::string_view value, Asked& a) { return read_count(value, 0, 0xFFFFFFFFU, a.question.offset, "offset"); }},
    {"q", typed, question_word<&Question::typed>},
    {"limit", typed,
     [](std::string_view value, Asked& a) { return read_count(value, 1, max_streets, a.question.limit, "limit"); }},
    {"from", start, way_word<&answers::RouteWords::from>},
    {"to", goal, way_word<&answers::RouteWords::to>},
    {"mode", mode, question_word<&Question::mode>},
    {"minutes", minutes,
     [](std::string_view value, Asked& a) -> Checked<void> {
       a.minutes = value;
       return {};
     }},
    {"family", start, way_word<&answers::RouteWords::family>},
    {"ladder", ladder, question_word<&Question::ladder>},
    {"band", band, question_word<&Question::band>},
    {"answer", trip, way_word<&answers::RouteWords::answer>},
    {"measure", trip, way_word<&answers::RouteWords::measure>},
    {"most_minutes_more", trip, way_word<&answers::RouteWords::most_minutes_more>},
    {"most_in_view", trip, way_word<&answers::RouteWords::most_in_view>},
    {"rather_seen", trip,
     [](std::string_view value, Asked& a) { return way_flag<&answers::RouteWords::rather_seen>("rather_seen", value, a); }},
    {"steps", trip, [](std::string_view value, Asked& a) { return way_flag<&answers::RouteWords::steps>("steps", value, a); }},
}};

/// A parameter that may stand several times.
struct List {
  std::string_view name;
  unsigned group;
  std::vector<std::string>& (*of)(Asked& asked);
  std::size_t most = no_limit;
};
using Words = std::vector<std::string>;

const std::array<List, 9> lists{{
    {"kind", filter, [](Asked& a) -> Words& { return a.question.filter.kinds; }},
    {"operator", filter, [](Asked& a) -> Words& { return a.question.filter.operators; }},
    {"manufacturer", filter, [](Asked& a) -> Words& { return a.question.filter.manufacturers; }},
    {"zone", filter, [](Asked& a) -> Words& { return a.question.filter.zones; }},
    {"device", start, [](Asked& a) -> Words& { return a.devices_kept; }},
    {"without_kind", start, [](Asked& a) -> Words& { return a.way.without.kinds; }},
    {"without_operator", start, [](Asked& a) -> Words& { return a.way.without.operators; }},
    {"without_device", start, [](Asked& a) -> Words& { return a.devices_left_out; }},
    {"via", trip, [](Asked& a) -> Words& { return a.vias; }, max_vias},
}};

std::string allowed_names(unsigned parameters) {
  std::string names;
  const auto add = [&](std::string_view name) { names.append(names.empty() ? "" : ", ").append(name); };
  for (const Single& single : singles) {
    if ((parameters & single.group) != 0) add(single.name);
  }
  for (const List& list : lists) {
    if ((parameters & list.group) != 0) add(list.name);
  }
  return names.empty() ? "none" : names;
}

Checked<void> read_parameter(const Parameter& parameter, unsigned parameters, unsigned& seen, Asked& asked) {
  for (std::size_t s = 0; s < singles.size(); ++s) {
    if (parameter.name != singles[s].name || (parameters & singles[s].group) == 0) continue;
    const unsigned bit = 1U << s;
    if ((seen & bit) != 0) return refuse(Status::bad_request, std::string(parameter.name) + " stands more than once");
    seen |= bit;
    return singles[s].read(asked.words.emplace_back(parameter.value), asked);
  }
  for (const List& list : lists) {
    if (parameter.name != list.name || (parameters & list.group) == 0) continue;
    Words& values = list.of(asked);
    if (values.size() == list.most) {
      return refuse(Status::bad_request, std::string(list.name) + " stands more than " + std::to_string(list.most) + " times");
    }
    values.push_back(parameter.value);
    return {};
  }
  return refuse(Status::bad_request,
                "no parameter \"" + std::string(parameter.name) + "\" here; known: " + allowed_names(parameters));
}

/// The address of the next page, to which the observatory appends offset=N.
std::string next_page(std::string_view path, const std::vector<Parameter>& parameters) {
  std::string next = std::string(path) + "?";
  for (const Parameter& parameter : parameters) {
    if (parameter.name != "offset") next.append(parameter.raw).append("&");
  }
  return next;
}

tl::unexpected<Refusal> nothing_there() { return refuse(Status::not_found, "there is nothing at this address"); }

Checked<void> read_tile(const Captures& captures, Question& question) {
  const auto z = parse_number(captures[1]);
  const auto x = parse_number(captures[2]);
  const auto y = parse_number(captures[3]);
  if (!z || !x || !y || *z > 31) return nothing_there();
  question.tile = {static_cast<std::uint8_t>(*z), *x, *y};
  if (!tiles::valid(question.tile)) return nothing_there();
  return {};
}

/// What the path itself says, and what depends on the whole target.
Checked<void> read_path(const Target& target, const Captures& captures, std::string_view host,
                        const std::vector<Parameter>& parameters, Asked& asked) {
  Question& question = asked.question;
  const auto keep = [&](std::string text) -> std::string_view { return asked.words.emplace_back(std::move(text)); };
  switch (asked.route) {
    case Route::device: question.device = keep(std::string(captures[0])); return {};
    case Route::devices:
    case Route::segments: question.next = keep(next_page(target.path, parameters)); return {};
    case Route::segment: {
      const auto index = parse_number(captures[0]);
      if (!index) return nothing_there();
      question.segment = *index;
      return {};
    }
    case Route::tilejson: {
      question.tile_set = keep(std::string(captures[0]));
      const std::string origin = host.empty() ? "" : "http://" + std::string(host);
      const std::string query = target.query.empty() ? "" : "?" + std::string(target.query);
      question.tiles_url = keep(origin + "/tiles/" + std::string(captures[0]) + "/{z}/{x}/{y}.mvt" + query);
      asked.may_be_kept = false;  // it holds the host
      return {};
    }
    case Route::front:
    case Route::proof:
    case Route::reach:
      asked.way.mode = question.mode;
      asked.way.ladder = question.ladder;
      asked.way.band = question.band;
      asked.way.via = asked.vias;
      asked.way.only = question.filter;
      asked.way.only_devices = asked.devices_kept;
      asked.way.without_devices = asked.devices_left_out;
      asked.may_be_kept = false;
      return {};
    case Route::streets:
      question.limit = std::min(question.limit, max_streets);
      asked.may_be_kept = false;
      return {};
    case Route::tile: question.tile_set = keep(std::string(captures[0])); return read_tile(captures, question);
    default: return {};
  }
}

/// Of tiles it depends on the set. The map itself depends on no device.
unsigned parameters_of(const Row& row, const Captures& captures) {
  if (row.route < Route::tilejson) return row.parameters;
  if (captures.front() == "map") return nothing;
  return captures.front() == "islands" ? row.parameters | mode | ladder | band : row.parameters;
}

/// OSRM's API says what is wrong with its questions in its own form: they are read later.
Asked osrm_question(const Target& target) {
  Asked asked;
  asked.route = Route::osrm;
  asked.osrm_path = asked.words.emplace_back(target.path);
  asked.osrm_query = asked.words.emplace_back(target.query);
  asked.may_be_kept = false;
  return asked;
}

}  // namespace

std::string_view pattern(Route route) { return table[static_cast<std::size_t>(route)].pattern; }

Checked<Asked> route(const Target& target, std::string_view host) {
  if (answers::osrm::is_osrm(target.path)) return osrm_question(target);
  for (const Row& row : table) {
    if (row.route <= Route::asset || row.route == Route::osrm) continue;
    const auto captures = match(row.pattern, target.path);
    if (!captures) continue;
    Asked asked;
    asked.route = row.route;
    const auto parameters = parse_query(target.query);
    if (!parameters) return tl::unexpected(parameters.error());
    unsigned seen = 0;
    const unsigned allowed = parameters_of(row, *captures);
    for (const Parameter& parameter : *parameters) {
      const auto read = read_parameter(parameter, allowed, seen, asked);
      if (!read) return tl::unexpected(read.error());
    }
    asked.question.form = observatory::Form::json;
    if (row.what) asked.question.what = *row.what;
    const auto read = read_path(target, *captures, host, *parameters, asked);
    if (!read) return tl::unexpected(read.error());
    return asked;
  }
  return nothing_there();
}

}  // namespace contrechamp::server
