// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/phrase.hpp>
#include <contrechamp/server/status.hpp>
#include <cstddef>
#include <string_view>

namespace contrechamp::server {

/// Request line and header fields together; more is 414 (no end of the request line) or 431.
inline constexpr std::size_t max_head_bytes = 8192;

enum class Method : std::uint8_t { get, head, other };

/// The head of one request, as far as this server cares. The views point into the bytes that were parsed.
struct Request {
  Method method = Method::get;
  std::string_view target;
  std::string_view host;
  std::string_view if_none_match;
  bool has_host = false;
  bool http_1_0 = false;
  bool keep_alive = true;
  bool gzip = false;  ///< Accept-Encoding allows it (RFC 9110, 12.5.3)
  bool has_body = false;
  Lang lang = Lang::en;  ///< of sentences, by Accept-Language
};

struct Parsed {
  enum class State : std::uint8_t { incomplete, complete, refused };
  State state = State::incomplete;
  std::size_t used = 0;  ///< bytes of a complete head
  Request request = {};
  Status status = Status::ok;      ///< why it was refused
  std::string_view sentence = {};  ///< the same for people
};

/// Reads the head of a request at the start of `bytes` (RFC 9112, by Boost.Beast's parser); one empty line before it is skipped.
[[nodiscard]] Parsed parse_request(std::string_view bytes);

/// Whether a value of Accept-Encoding allows gzip.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);
/// Of French and English the one that a value of Accept-Language weighs more (RFC 9110, 12.5.4), of equals the first; English if
/// it tells neither.
[[nodiscard]] Lang preferred_language(std::string_view accept_language);

}  // namespace contrechamp::server
