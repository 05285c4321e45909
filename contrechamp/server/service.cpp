// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/text.hpp>
#include <contrechamp/server/service.hpp>

namespace contrechamp::server {
namespace {

constexpr std::string_view plain_text = "text/plain; charset=utf-8";

/// "example.org:8080" without its port, lower case. The port of "[::1]:8080" stands after the bracket.
std::string without_port(std::string_view host) {
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return lower(host.substr(0, colon));
}

/// Letters, digits and what IP addresses and ports need: nothing that could mean more where it is repeated.
bool plain_host(std::string_view host) {
  return std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']' || c == '_';
  });
}

Status status_of(Errc code) {
  switch (code) {
    case Errc::bad_argument:
    case Errc::bad_coordinate: return Status::bad_request;
    case Errc::atlas_version:  // of the roads alone: else it would not have been opened
    case Errc::no_way:
    case Errc::no_street_near:
    case Errc::no_such_device:
    case Errc::no_such_segment: return Status::not_found;
    default: return Status::internal;
  }
}

/// OSRM's errors are 400; only what is no fault of the question has a status of its own.
Status status_of(answers::osrm::Code code) {
  switch (code) {
    case answers::osrm::Code::ok: return Status::ok;
    case answers::osrm::Code::busy: return Status::unavailable;
    case answers::osrm::Code::not_offered: return Status::forbidden;
    case answers::osrm::Code::internal: return Status::internal;
    default: return Status::bad_request;
  }
}

/// Below, to compress takes longer than to find the way.
constexpr std::size_t long_osrm_answer = 65'536;

ResponsePtr osrm_response(answers::osrm::Reply reply, bool gzip) {
  Draft draft;
  draft.status = status_of(reply.code);
  draft.gzip = gzip && reply.body.size() >= long_osrm_answer;
  draft.body = std::move(reply.body);
  if (draft.status == Status::unavailable) draft.more = "Retry-After: 1\r\n";
  return made(std::move(draft));
}

ResponsePtr refusal(const Refusal& why) { return error_response(why.status, why.sentence); }

}  // namespace

Service::Service(const observatory::Observatory& observatory, Metrics& metrics, Options options)
    : observatory_(observatory),
      metrics_(metrics),
      options_(std::move(options)),
      cache_(options_.cache_bytes),
      planners_(observatory, options_.planners, options_.threads_a_planner),
      islands_(observatory) {}

bool Service::known_host(std::string_view host) const {
  if (options_.hosts.empty()) return true;
  return std::find(options_.hosts.begin(), options_.hosts.end(), without_port(host)) != options_.hosts.end();
}

ResponsePtr Service::local(Route route) const {
  Draft draft;
  if (route == Route::health) draft.body = "{\"status\":\"ok\"}\n";
  if (route == Route::metrics) {
    draft.type = "text/plain; version=0.0.4; charset=utf-8";
    draft.body = metrics_.text(cache_.figures(), options_.version);
  }
  if (route == Route::robots) {
    draft.type = plain_text;
    draft.body = "User-agent: *\nDisallow: /\n";
  }
  if (route == Route::routing) draft.body = options_.routing ? "{\"offered\":true}\n" : "{\"offered\":false}\n";
  return made(std::move(draft));
}

Service::Begun Service::begin(const Request& request) {
  const auto refused = [](Status status, std::string_view sentence) {
    return Begun{Route::none, error_response(status, sentence), {}};
  };
  if (request.has_body) return refused(Status::too_large, "no body is accepted");
  const auto target = parse_target(request.target);
  if (!target) return {Route::none, refusal(target.error()), {}};
  const std::string_view host = target->authority.empty() ? request.host : target->authority;
  if (!request.has_host && !request.http_1_0) return refused(Status::bad_request, "the Host header is missing");
  if (!plain_host(host)) return refused(Status::bad_request, "the Host header is no host");
  // A program that sends no Host (HTTP/1.0) is no browser: it cannot have been led here by a foreign page.
  if (!host.empty() && !known_host(host))
    return refused(Status::forbidden, "this server answers on this machine's own names only");
  if (request.method == Method::other) return refused(Status::not_allowed, "GET and HEAD are answered");

  if (auto kept = cache_.find(request.target, request.gzip); kept.response) return {kept.route, std::move(kept.response), {}};
  if (auto file = options_.site.find(target->path, request.gzip)) {
    return {target->path.starts_with("/assets/") ? Route::asset : Route::page, std::move(file), {}};
  }
  auto asked = route(*target, host);
  if (!asked && target->path == "/" && options_.site.empty()) {
    Draft draft;
    draft.type = plain_text;
    draft.body =
        "contrechamp\n\nThe page is not installed here. The API is: /api/info, /api/report, /api/devices, /api/segments.\n";
    return {Route::page, made(std::move(draft)), {}};
  }
  if (!asked) return {Route::none, refusal(asked.error()), {}};
  if (asked->route <= Route::routing) return {asked->route, local(asked->route), {}};
  if (asked->route == Route::osrm && !options_.routing) {
    const answers::osrm::Fault fault{answers::osrm::Code::not_offered, "this server plans no trips"};
    return {asked->route, osrm_response(answers::osrm::refused(fault), false), {}};
  }
  if (tells_a_trip(asked->route) && !options_.routing) {
    return {asked->route, error_response(Status::forbidden, "this server plans no trips", "routing_not_offered"), {}};
  }
  asked->lang = request.lang;
  return {asked->route, nullptr, std::move(*asked)};
}

ResponsePtr Service::finish(const Asked& asked, std::string_view target, bool gzip) {
  if (!asked.may_be_kept) return answered(asked, gzip);
  return cache_.find_or_make(target, gzip, [&] {
    ResponsePtr response = answered(asked, gzip);
    if (response->keep == Keep::checked) cache_.put(target, gzip, {response, asked.route});
    return response;
  });
}

std::optional<Result<std::string>> Service::told(const Asked& asked) {
  if (asked.route == Route::front) return planners_.front(asked.way);
  if (asked.route == Route::proof) return planners_.proof(asked.way);
  if (asked.route == Route::reach) return planners_.reach(asked.way, asked.minutes);
  if (asked.route != Route::tile || asked.question.tile_set != "islands") return observatory_.ask(asked.question);
  return islands_.of(asked.question).and_then([&](const IslandShelf::Islands& islands) {
    observatory::Question question = asked.question;
    question.islands = islands.get();
    return observatory_.ask(question);
  });
}

ResponsePtr Service::at_once(const Asked& asked, bool gzip) {
  if (asked.route != Route::osrm) return nullptr;
  const auto request = answers::osrm::parse(asked.osrm_path, asked.osrm_query, asked.lang);
  if (!request) return osrm_response(answers::osrm::refused(request.error()), gzip);
  auto reply = planners_.osrm_at_once(*request);
  return reply ? osrm_response(*std::move(reply), gzip) : nullptr;
}

ResponsePtr Service::answered(const Asked& asked, bool gzip) {
  if (asked.route == Route::osrm) {
    const auto request = answers::osrm::parse(asked.osrm_path, asked.osrm_query, asked.lang);
    return osrm_response(request ? planners_.osrm(*request) : answers::osrm::refused(request.error()), gzip);
  }
  std::optional<Result<std::string>> answer = told(asked);
  if (!answer) return error_response(Status::unavailable, "other trips are being planned; ask again");
  if (!*answer) {
    const Error& error = answer->error();
    // What went wrong inside is nobody's business outside.
    if (status_of(error.code) == Status::internal) return error_response(Status::internal, "a fault of this program");
    // The table's sentence of bad_argument speaks of a command line.
    const bool of_a_command = error.code == Errc::bad_argument && !error.detail.empty();
    return error_response(status_of(error.code), of_a_command ? error.detail_in(asked.lang) : error.sentence(asked.lang),
                          contrechamp::info(error.code).name);
  }
  Draft draft;
  draft.keep = tells_a_trip(asked.route) ? Keep::never : Keep::checked;
  draft.gzip = gzip;
  draft.body = std::move(**answer);
  const bool lines = asked.route == Route::devices || asked.route == Route::segments || asked.route == Route::segment ||
                     asked.route == Route::reach;
  if (lines) draft.type = "application/geo+json; charset=utf-8";
  if (asked.route == Route::tile) {
    draft.type = "application/vnd.mapbox-vector-tile";
    if (draft.body.empty()) draft.status = Status::no_content;
  }
  return made(std::move(draft));
}

}  // namespace contrechamp::server
