// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <contrechamp/core/text.hpp>
#include <contrechamp/server/target.hpp>

namespace contrechamp::server {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_digit(text[i + 1]);
    const int low = hex_digit(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

std::optional<double> degrees(std::string_view text, double limit) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || !(std::abs(value) <= limit)) return std::nullopt;  // also NaN and infinity
  return value;
}

std::int32_t e7(double value) { return static_cast<std::int32_t>(std::llround(value * 1e7)); }

}  // namespace

Checked<Target> parse_target(std::string_view target) {
  Target parsed;
  if (lower(target.substr(0, 7)) == "http://") {
    target.remove_prefix(7);
    parsed.authority = target.substr(0, target.find_first_of("/?"));
    target.remove_prefix(parsed.authority.size());
    if (parsed.authority.empty()) return refuse(Status::bad_request, "the request target names no host");
    if (!target.starts_with('/')) return refuse(Status::bad_request, "the request target has no path");
  }
  if (!target.starts_with('/')) return refuse(Status::bad_request, "the request target must begin with /");
  const std::size_t end = std::min(target.find('?'), target.size());
  parsed.path = target.substr(0, end);
  parsed.query = target.substr(std::min(end + 1, target.size()));
  return parsed;
}

Checked<std::vector<Parameter>> parse_query(std::string_view query) {
  std::vector<Parameter> parameters;
  for (const std::string_view raw : split(query, "&")) {
    if (raw.empty()) continue;
    const std::size_t end = std::min(raw.find('='), raw.size());
    auto value = decoded(raw.substr(std::min(end + 1, raw.size())));
    if (!value) return refuse(Status::bad_request, "a % in the query is not followed by two hexadecimal digits");
    parameters.push_back({raw.substr(0, end), std::move(*value), raw});
  }
  return parameters;
}

std::optional<std::uint32_t> parse_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Checked<geo::Box> parse_box(std::string_view text) {
  constexpr std::string_view shape = "bbox is west,south,east,north in decimal degrees";
  std::array<double, 4> sides{};
  std::size_t count = 0;
  while (true) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (count == sides.size()) return refuse(Status::bad_request, std::string(shape));
    const auto side = degrees(text.substr(0, end), count % 2 == 0 ? 180 : 90);
    if (!side) return refuse(Status::bad_request, std::string(shape));
    sides[count++] = *side;
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  if (count != sides.size()) return refuse(Status::bad_request, std::string(shape));
  const auto [west, south, east, north] = sides;
  if (west > east || south > north) {
    return refuse(Status::bad_request, "bbox is west,south,east,north with west <= east and south <= north");
  }
  const auto latitude = [](double value) { return std::clamp(e7(value), -geo::max_latitude_e7, geo::max_latitude_e7); };
  return geo::Box{{latitude(south), e7(west)}, {latitude(north), e7(east)}};
}

}  // namespace contrechamp::server
