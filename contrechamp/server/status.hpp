// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace contrechamp::server {

/// Every status that this server sends.
enum class Status : std::uint8_t {
  ok,
  no_content,
  not_modified,
  bad_request,
  forbidden,
  not_found,
  not_allowed,
  timeout,
  too_large,
  target_too_long,
  head_too_large,
  internal,
  unavailable,
  version,
  count
};

struct StatusInfo {
  int code;
  std::string_view line;   ///< as it begins an answer, without the line break
  std::string_view error;  ///< stable word in the JSON of an error
};

inline constexpr std::array<StatusInfo, static_cast<std::size_t>(Status::count)> status_table{{
    {200, "HTTP/1.1 200 OK", ""},
    {204, "HTTP/1.1 204 No Content", ""},
    {304, "HTTP/1.1 304 Not Modified", ""},
    {400, "HTTP/1.1 400 Bad Request", "bad_argument"},
    {403, "HTTP/1.1 403 Forbidden", "forbidden_host"},
    {404, "HTTP/1.1 404 Not Found", "not_found"},
    {405, "HTTP/1.1 405 Method Not Allowed", "method_not_allowed"},
    {408, "HTTP/1.1 408 Request Timeout", "timeout"},
    {413, "HTTP/1.1 413 Content Too Large", "body_not_accepted"},
    {414, "HTTP/1.1 414 URI Too Long", "target_too_long"},
    {431, "HTTP/1.1 431 Request Header Fields Too Large", "head_too_large"},
    {500, "HTTP/1.1 500 Internal Server Error", "internal"},
    {503, "HTTP/1.1 503 Service Unavailable", "busy"},
    {505, "HTTP/1.1 505 HTTP Version Not Supported", "version_not_supported"},
}};

[[nodiscard]] constexpr const StatusInfo& info(Status status) { return status_table[static_cast<std::size_t>(status)]; }

}  // namespace contrechamp::server
