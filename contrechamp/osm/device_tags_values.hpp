// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/quantity.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The grammars of single tag values. All take trimmed text and give nothing when it is not understood.
namespace contrechamp::osm {

struct Decimal {
  bool negative = false;
  std::size_t digits = 0;        ///< before the point
  std::int64_t thousandths = 0;  ///< of |value|, cut after the third decimal; |value| saturates at 10^9
};
/// Takes -?d+(.d+)? from the front of `text`; `points` are the characters that may stand before decimals.
[[nodiscard]] std::optional<Decimal> take_decimal(std::string_view& text, std::string_view points);

/// A height in whole centimetres: "3", "3.0", "3,5", "4 m", "12'", "6'6\"", "10 ft"; metres unless a unit is given.
[[nodiscard]] std::optional<std::int64_t> height_cm(std::string_view text);
/// An angle of at most 720°: "15", "15°", "12.5".
[[nodiscard]] std::optional<CentiDegrees> angle(std::string_view text);
/// A whole number in [low, high].
[[nodiscard]] std::optional<std::int32_t> whole(std::string_view text, std::int32_t low, std::int32_t high);
/// The last day that a date allows, as "2020-12-31": of "2020", "2020-05" or "2020-05-17".
[[nodiscard]] std::optional<std::string> last_day(std::string_view text);

/// A link or a mail address: never kept, whatever its key.
[[nodiscard]] bool is_link(std::string_view text);

struct Levels {
  std::vector<std::int16_t> storey_tenths;  ///< sorted, each once
  std::vector<std::string> rejected;        ///< the parts that are no level
};
/// A list of levels: "-1", "0;1", "-2--1" (each storey from -2 to -1), "0.5". |level| <= 300.
[[nodiscard]] Levels levels(std::string_view text);

}  // namespace contrechamp::osm
