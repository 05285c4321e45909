// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Words of which questions to OSRM's API are made.
namespace contrechamp::answers::osrm {

/// Digits alone, not more than nine.
[[nodiscard]] std::optional<std::size_t> whole_number(std::string_view text);
/// Parts between separators, empty ones too: ";;" has three.
[[nodiscard]] std::vector<std::string_view> elements(std::string_view text, char separator);
/// %XX undone (RFC 3986, 2.1). Nothing if a % stands for nothing.
enum class Plus : std::uint8_t { stays, is_blank };
[[nodiscard]] std::optional<std::string> decoded(std::string_view text, Plus plus);
/// Degrees in 1e-7. Programs write what lies next to nothing as "5e-7".
[[nodiscard]] std::optional<std::int64_t> degrees_e7(std::string_view text);

}  // namespace contrechamp::answers::osrm
