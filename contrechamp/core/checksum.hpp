// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace contrechamp {

/// XXH3, 64 bits (xxHash specification 0.2.0). It finds damage, not malice.
[[nodiscard]] std::uint64_t checksum(std::span<const std::byte> bytes);
/// A checksum as people read it: sixteen digits.
[[nodiscard]] std::string hexadecimal(std::uint64_t checksum);

}  // namespace contrechamp
