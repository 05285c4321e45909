// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string_view>

namespace contrechamp {

enum class Lang : std::uint8_t { en, fr };

/// What a person reads, in both languages side by side, so that neither can be missing.
struct Phrase {
  std::string_view en;
  std::string_view fr;
  [[nodiscard]] constexpr std::string_view in(Lang lang) const { return lang == Lang::fr ? fr : en; }
};

}  // namespace contrechamp
