// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/latlon.hpp>
#include <contrechamp/server/status.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace contrechamp::server {

/// Why a request gets no answer.
struct Refusal {
  Status status = Status::bad_request;
  std::string sentence;
};
template <class T>
using Checked = tl::expected<T, Refusal>;
[[nodiscard]] inline tl::unexpected<Refusal> refuse(Status status, std::string sentence) {
  return tl::unexpected<Refusal>({status, std::move(sentence)});
}

/// Path and query of a request target (RFC 9112, 3.2). The path is taken as it is written: none that this server has needs an
/// escape, so `%` in it finds nothing.
struct Target {
  std::string_view path;
  std::string_view query;
  std::string_view authority = {};  ///< of an absolute form ("http://host/path"); it replaces the Host field
};
[[nodiscard]] Checked<Target> parse_target(std::string_view target);

struct Parameter {
  std::string_view name;
  std::string value;     ///< decoded: %XX, and + for a blank
  std::string_view raw;  ///< "name=value" as it was written
};
[[nodiscard]] Checked<std::vector<Parameter>> parse_query(std::string_view query);

/// A whole number in decimal digits and nothing else.
[[nodiscard]] std::optional<std::uint32_t> parse_number(std::string_view text);

/// "west,south,east,north" in decimal degrees. Latitudes are cut to where maps reach (geo::max_latitude_e7).
[[nodiscard]] Checked<geo::Box> parse_box(std::string_view text);

}  // namespace contrechamp::server
