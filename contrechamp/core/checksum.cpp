// SPDX-License-Identifier: AGPL-3.0-or-later
#include <xxhash.h>
#include <contrechamp/core/checksum.hpp>
#include <string_view>

namespace contrechamp {

std::uint64_t checksum(std::span<const std::byte> bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string hexadecimal(std::uint64_t checksum) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = text.size(); i-- > 0; checksum /= 16) text[i] = digits[checksum % 16];
  return text;
}

}  // namespace contrechamp
