// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/checksum.hpp>
#include <xxhash.h>

namespace contrechamp {
std::uint64_t checksum(std::span<const std::byte> bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }
}  // namespace contrechamp
