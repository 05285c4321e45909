// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/server/status.hpp>
#include <memory>
#include <string>
#include <string_view>

namespace contrechamp::server {

/// How long a client may keep an answer.
enum class Keep : std::uint8_t {
  never,    ///< no-store: errors, health, metrics
  checked,  ///< no-cache: asked again each time with the ETag, since the atlas or the page may be another one
  forever,  ///< immutable: names that hold a hash of their content
};

/// An answer as it goes onto the wire, shared by all who send it: everything after the status line, Date and Connection.
struct Response {
  Status status = Status::ok;
  Keep keep = Keep::never;
  bool varies = false;     ///< another Accept-Encoding may give other bytes
  std::string etag = {};   ///< with its quotes; empty if there is none
  std::size_t head = 0;    ///< so many bytes of `bytes` are header lines with the empty line at their end
  std::string bytes = {};  ///< header lines, then the body

  [[nodiscard]] std::string_view body() const { return std::string_view(bytes).substr(head); }
};
using ResponsePtr = std::shared_ptr<const Response>;

struct Draft {
  Status status = Status::ok;
  Keep keep = Keep::never;
  std::string_view type = "application/json; charset=utf-8";
  std::string body = {};
  bool gzip = false;           ///< compress if it helps
  std::string_view more = {};  ///< further header lines, each with its line break
};

/// Writes the header lines, compresses, and makes the ETag: XXH3 of the bytes that are sent, so each encoding has its own.
[[nodiscard]] ResponsePtr made(Draft draft);

/// {"error": {"code", "sentence"}}
[[nodiscard]] ResponsePtr error_response(Status status, std::string_view sentence, std::string_view code = {});

/// Whether a value of If-None-Match names this ETag (RFC 9110, 13.1.2: a weak comparison).
[[nodiscard]] bool matches(std::string_view if_none_match, std::string_view etag);
/// 304 for an answer that the client has.
[[nodiscard]] ResponsePtr not_modified(const Response& response);

}  // namespace contrechamp::server
