// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/core/error.hpp>
#include <filesystem>

namespace contrechamp::bench {

/// The streets and buildings of an extract, watched by made-up devices in place of the mapped ones: no tags, every third a dome,
/// one in 250 m of street and at most 4,000, a few metres beside it; observed as always, on two threads. Every cell counts as
/// surveyed. Without roads. Errors: whatever reading gives.
[[nodiscard]] Result<atlas::Contents> watched_city(const std::filesystem::path& file);

}  // namespace contrechamp::bench
