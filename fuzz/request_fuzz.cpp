// SPDX-License-Identifier: AGPL-3.0-or-later
// What a connection may send: any bytes are requests, refusals or the beginning of more, and each request has one whole answer.
#include <contrechamp/atlas/sample.hpp>
#include <contrechamp/server/service.hpp>
#include <cstdio>
#include <cstdlib>

namespace {
using namespace contrechamp;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

server::Service& service() {
  // A vector's memory is aligned as an atlas must be.
  static const auto bytes = atlas::encoded(atlas::sample::contents());
  require(bytes.has_value(), "the sample can be written");
  static const auto observatory = observatory::Observatory::open(*bytes, observatory::With::map);
  require(observatory.has_value(), "the sample is an atlas");
  static server::Metrics metrics(1);
  static server::Service one(*observatory, metrics, {{}, 1U << 20U, "fuzz", {"localhost", "127.0.0.1"}});
  return one;
}

void check_answer(const server::ResponsePtr& response) {
  require(response != nullptr, "an answer");
  require(response->head >= 4 && response->head <= response->bytes.size(), "a head");
  const std::string_view head = std::string_view(response->bytes).substr(0, response->head);
  require(head.ends_with("\r\n\r\n") && head.find("\r\n\r\n") == head.size() - 4, "one empty line, at the end");
  require(head.find("nosniff") != std::string_view::npos, "security headers");
  const auto length = head.find("Content-Length: " + std::to_string(response->body().size()) + "\r\n");
  const bool bodiless = response->status == server::Status::no_content;
  require(bodiless ? response->body().empty() : length != std::string_view::npos, "the length of the body");
  require(response->status != server::Status::internal, "no fault of the program");
}

/// Gives how many bytes were understood, 0 if that is the end.
std::size_t answer_one(std::string_view bytes) {
  const server::Parsed parsed = server::parse_request(bytes);
  if (parsed.state == server::Parsed::State::incomplete) {
    require(bytes.size() <= server::max_head_bytes + 2, "an endless head is refused");
    return 0;
  }
  if (parsed.state == server::Parsed::State::refused) {
    require(server::info(parsed.status).code >= 400, "a refusal");
    check_answer(server::error_response(parsed.status, parsed.sentence));
    return 0;
  }
  require(parsed.used > 0 && parsed.used <= bytes.size(), "a head within the bytes");
  server::Service::Begun begun = service().begin(parsed.request);
  require((begun.response != nullptr) != begun.asked.has_value(), "an answer or a question");
  if (begun.asked) begun.response = service().finish(*begun.asked, parsed.request.target, parsed.request.gzip);
  check_answer(begun.response);
  (void)server::matches(parsed.request.if_none_match, begun.response->etag);
  return parsed.request.has_body ? 0 : parsed.used;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  while (const std::size_t used = answer_one(bytes)) bytes.remove_prefix(used);
  return 0;
}
