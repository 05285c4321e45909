// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/geo/latlon.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Pairs of places as people keep them in tables. Exact: no floating point is used.
namespace contrechamp::answers {

/// A line of the table that asks something, or tries to.
struct CommutePair {
  std::uint64_t line = 0;  ///< from 1
  std::string id;          ///< as written; may be empty
  geo::LatLon from;
  geo::LatLon to;
  /// Why this line cannot be answered; names no coordinate. `from` and `to` mean nothing then.
  std::optional<Error> wrong = {};
};

/// A table of pairs: one a line; fields separated by commas (or semicolons, or tabs: what the first line has), perhaps in double
/// quotes (RFC 4180, but no field runs over lines). Columns from_lat, from_lon, to_lat, to_lon in degrees with a decimal point,
/// and perhaps id before them; or a first line that names these columns, in any order, among others. Empty lines ask nothing. A
/// line that cannot be read does not spoil the others.
/// Errors: empty_file (nothing is asked), bad_argument (a first line of names without one of the four; a first line that has
/// neither names nor four or five fields).
[[nodiscard]] Result<std::vector<CommutePair>> commute_pairs(std::string_view text);

}  // namespace contrechamp::answers
