// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>

/// Whole numbers as protobuf and PMTiles write them.
namespace contrechamp::tiles {

/// LEB128: seven bits a byte, the low ones first.
inline void append_varint(std::string& out, std::uint64_t v) {
  for (; v >= 0x80; v >>= 7) out += static_cast<char>(v | 0x80);
  out += static_cast<char>(v);
}
/// Small numbers of either sign become small ones without: 0, -1, 1, -2 … 0, 1, 2, 3.
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t v) {
  return (static_cast<std::uint64_t>(v) << 1) ^ static_cast<std::uint64_t>(v >> 63);
}
/// The lowest `bytes` bytes, little-endian.
inline void append_fixed(std::string& out, std::uint64_t v, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(v >> (8 * i) & 0xff);
}

}  // namespace contrechamp::tiles
