// SPDX-License-Identifier: AGPL-3.0-or-later
#include <utility>  // Boost 1.74 needs it under C++20 and does not include it
#include <boost/beast/http/basic_parser.hpp>
#include <algorithm>
#include <contrechamp/core/text.hpp>
#include <contrechamp/server/request.hpp>

namespace contrechamp::server {
namespace {
namespace http = boost::beast::http;
using ErrorCode = boost::beast::error_code;

std::string_view plain(boost::beast::string_view text) { return {text.data(), text.size()}; }

/// Keeps the few fields that matter, without a copy. Bodies are refused, so nothing of them is ever parsed.
class HeadParser final : public http::basic_parser<true> {
 public:
  explicit HeadParser(std::string_view bytes) : bytes_(bytes) {
    header_limit(max_head_bytes);
    eager(false);
  }
  Request request;

 private:
  std::string_view bytes_;

  void on_request_impl(http::verb method, boost::beast::string_view /*word*/, boost::beast::string_view target, int version,
                       ErrorCode& error) override {
    error = {};
    request.method = method == http::verb::get ? Method::get : method == http::verb::head ? Method::head : Method::other;
    request.target = plain(target);
    request.http_1_0 = version == 10;
  }
  void on_field_impl(http::field name, boost::beast::string_view /*word*/, boost::beast::string_view text,
                     ErrorCode& error) override {
    error = {};
    const std::string_view value = plain(text);
    // A value that was folded over lines is put together elsewhere and does not last: RFC 9112 lets a server refuse it.
    const bool inside = value.empty() || (value.data() >= bytes_.data() && value.data() < bytes_.data() + bytes_.size());
    if (!inside) error = http::error::bad_value;
    switch (name) {
      case http::field::host:
        if (request.has_host) error = http::error::bad_field;
        request.host = value;
        request.has_host = true;
        break;
      case http::field::accept_encoding: request.gzip = accepts_gzip(value); break;
      case http::field::accept_language: request.lang = preferred_language(value); break;
      case http::field::if_none_match: request.if_none_match = value; break;
      case http::field::content_length: request.has_body |= value != "0"; break;
      case http::field::transfer_encoding: request.has_body = true; break;
      default: break;
    }
  }
  void on_header_impl(ErrorCode& error) override { error = {}; }
  void on_response_impl(int /*code*/, boost::beast::string_view /*reason*/, int /*version*/, ErrorCode& error) override {
    error = {};
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/, ErrorCode& error) override { error = {}; }
  std::size_t on_body_impl(boost::beast::string_view /*body*/, ErrorCode& error) override {
    error = {};
    return 0;
  }
  void on_chunk_header_impl(std::uint64_t /*size*/, boost::beast::string_view /*extensions*/, ErrorCode& error) override {
    error = {};
  }
  std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, boost::beast::string_view /*body*/, ErrorCode& error) override {
    error = {};
    return 0;
  }
  void on_finish_impl(ErrorCode& error) override { error = {}; }
};

Parsed refused(const ErrorCode& error, std::string_view bytes) {
  Parsed parsed;
  parsed.state = Parsed::State::refused;
  const auto because = [&](Status status, std::string_view sentence) {
    parsed.status = status;
    parsed.sentence = sentence;
    return parsed;
  };
  if (error == http::error::header_limit || error == http::error::need_more) {
    const bool line_ends = bytes.substr(0, max_head_bytes).find('\n') != std::string_view::npos;
    return line_ends ? because(Status::head_too_large, "the request's header is longer than 8192 bytes")
                     : because(Status::target_too_long, "the request line is longer than 8192 bytes");
  }
  if (error == http::error::body_limit) return because(Status::too_large, "no body is accepted");
  if (error == http::error::bad_version) return because(Status::version, "HTTP/1.1 and HTTP/1.0 are spoken here");
  return because(Status::bad_request, "this is no HTTP request");
}

/// The weight of one element such as "gzip;q=0.5" in thousandths; 1 if none is told (RFC 9110, 12.4.2).
unsigned weight(std::string_view parameters) {
  for (std::string_view parameter : split(parameters, ";")) {
    parameter = trimmed(parameter);
    if (parameter.size() < 2 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') continue;
    unsigned thousandths = 0;
    unsigned place = 1000;
    for (const char c : parameter.substr(2, 5)) {  // "0.123"
      if (c < '0' || c > '9') continue;
      thousandths += static_cast<unsigned>(c - '0') * place;
      place /= 10;
    }
    return thousandths;
  }
  return 1000;
}

/// Of "fr-FR;q=0.5" what stands before the semicolon, in small letters, and its weight.
std::pair<std::string, unsigned> weighed(std::string_view element) {
  const std::size_t end = std::min(element.find(';'), element.size());
  return {lower(trimmed(element.substr(0, end))), weight(element.substr(end))};
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  bool any = false;
  for (const std::string_view element : split(accept_encoding, ",")) {
    const auto [coding, weight] = weighed(element);
    if (coding == "gzip" || coding == "x-gzip") return weight > 0;
    if (coding == "*") any = weight > 0;
  }
  return any;
}

Lang preferred_language(std::string_view accept_language) {
  Lang best = Lang::en;
  unsigned most = 0;
  for (const std::string_view element : split(accept_language, ",")) {
    const auto [language, weight] = weighed(element);
    const bool english = language == "en" || language.starts_with("en-");
    const bool french = language == "fr" || language.starts_with("fr-");
    if ((!english && !french) || weight <= most) continue;  // of equals the first
    most = weight;
    best = french ? Lang::fr : Lang::en;
  }
  return best;
}

Parsed parse_request(std::string_view bytes) {
  Parsed parsed;
  const std::size_t skipped = bytes.starts_with("\r\n") ? 2 : 0;
  bytes.remove_prefix(skipped);
  if (bytes.empty() || bytes == "\r") return parsed;
  // The parser's own limit is for the request line and the fields one by one.
  const std::string_view head = bytes.substr(0, max_head_bytes);
  HeadParser parser(head);
  ErrorCode error;
  const std::size_t used = parser.put(boost::asio::const_buffer(head.data(), head.size()), error);
  if (error == http::error::need_more && head.size() < max_head_bytes) return parsed;
  if (error) return refused(error, bytes);
  parsed.state = Parsed::State::complete;
  parsed.used = skipped + used;
  parsed.request = parser.request;
  parsed.request.keep_alive = parser.keep_alive();
  return parsed;
}

}  // namespace contrechamp::server
