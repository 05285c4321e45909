// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/ids.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace contrechamp {

/// Numbers as text without locale, the same everywhere (std::to_chars).
void append(std::string& out, std::int64_t value);
/// `value` with exactly `decimals` digits after the point, correctly rounded; "null" if not finite; never "-0.0".
void append_fixed(std::string& out, double value, int decimals);
[[nodiscard]] std::string number(std::int64_t value);
[[nodiscard]] std::string fixed(double value, int decimals);
/// Whole numbers grouped by thousands with a narrow comma: 12,345.
[[nodiscard]] std::string grouped(std::int64_t value);

[[nodiscard]] std::string_view trimmed(std::string_view text);
/// ASCII letters only: tags' keys and known values are ASCII.
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, std::string_view separators);

/// Seconds since 1970 as "2025-02-07T01:02:45Z", or "2025-02-07".
[[nodiscard]] std::string iso_time(std::int64_t unix_seconds);
[[nodiscard]] std::string iso_date(std::int64_t unix_seconds);
/// "n123", "w45", "r6".
[[nodiscard]] std::string osm_name(OsmRef ref);

}  // namespace contrechamp
