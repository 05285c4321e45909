// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <string>
#include <string_view>

namespace contrechamp::tiles {

/// A gzip member (RFC 1952) made by zlib, without date or system: the same bytes give the same bytes. Level 1 (fast) to 9
/// (small). Throws std::bad_alloc.
[[nodiscard]] std::string gzipped(std::string_view bytes, int level = 6);

}  // namespace contrechamp::tiles
