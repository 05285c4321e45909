// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/answers/json.hpp>
#include <contrechamp/core/checksum.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/server/response.hpp>
#include <contrechamp/tiles/native/gzip.hpp>

namespace contrechamp::server {
namespace {

// The one place that says what the page may do. Workers from blob: and images from data: and blob: are the map library's.
constexpr std::string_view security_lines =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Permissions-Policy: geolocation=(), camera=(), microphone=(), payment=(), usb=()\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "X-Robots-Tag: noindex, nofollow\r\n";

constexpr std::array<std::string_view, 3> keep_lines{"Cache-Control: no-store\r\n", "Cache-Control: no-cache\r\n",
                                                     "Cache-Control: public, max-age=31536000, immutable\r\n"};

constexpr std::size_t worth_compressing = 256;  // below, the frame eats the gain

bool compressible(std::string_view type) {
  return !type.starts_with("image/png") && !type.starts_with("font/") && !type.starts_with("image/webp") &&
         type != "application/octet-stream";
}

std::string head_of(const Response& r, std::string_view type, bool gzipped, std::size_t length, std::string_view more) {
  std::string head;
  head.reserve(1024);
  if (r.status != Status::no_content && r.status != Status::not_modified) {
    head.append("Content-Type: ").append(type).append("\r\nContent-Length: ");
    append(head, static_cast<std::int64_t>(length));
    head += "\r\n";
  }
  if (gzipped) head += "Content-Encoding: gzip\r\n";
  if (r.varies) head += "Vary: Accept-Encoding\r\n";
  if (!r.etag.empty()) head.append("ETag: ").append(r.etag).append("\r\n");
  return head.append(keep_lines[static_cast<std::size_t>(r.keep)]).append(more).append(security_lines).append("\r\n");
}

}  // namespace

ResponsePtr made(Draft draft) {
  auto response = std::make_shared<Response>();
  response->status = draft.status;
  response->keep = draft.keep;
  std::string body = std::move(draft.body);
  response->varies = compressible(draft.type) && body.size() >= worth_compressing;
  bool packed = false;
  if (draft.gzip && response->varies) {
    std::string smaller = tiles::gzipped(body);
    packed = smaller.size() < body.size();
    if (packed) body = std::move(smaller);
  }
  if (draft.status == Status::ok && draft.keep != Keep::never) {
    response->etag = '"' + hexadecimal(checksum(std::as_bytes(std::span(body)))) + '"';
  }
  response->bytes = head_of(*response, draft.type, packed, body.size(), draft.more);
  response->head = response->bytes.size();
  response->bytes += body;
  return response;
}

ResponsePtr error_response(Status status, std::string_view sentence, std::string_view code) {
  answers::Json json;
  json.object().key("error").object();
  json.key("code").string(code.empty() ? info(status).error : code);
  json.key("sentence").string(sentence);
  json.end().end();
  Draft draft;
  draft.status = status;
  draft.body = std::move(json).finished();
  if (status == Status::not_allowed) draft.more = "Allow: GET, HEAD\r\n";
  if (status == Status::unavailable) draft.more = "Retry-After: 1\r\n";
  return made(std::move(draft));
}

bool matches(std::string_view if_none_match, std::string_view etag) {
  if (etag.empty() || if_none_match.empty()) return false;
  for (std::string_view element : split(if_none_match, ",")) {
    element = trimmed(element);
    if (element == "*") return true;
    if (element.starts_with("W/")) element.remove_prefix(2);
    if (element == etag) return true;
  }
  return false;
}

ResponsePtr not_modified(const Response& response) {
  auto same = std::make_shared<Response>();
  same->status = Status::not_modified;
  same->keep = response.keep;
  same->varies = response.varies;
  same->etag = response.etag;
  same->bytes = head_of(*same, {}, false, 0, {});
  same->head = same->bytes.size();
  return same;
}

}  // namespace contrechamp::server
