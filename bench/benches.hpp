// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <bench/results.hpp>
#include <filesystem>

namespace contrechamp::bench {

/// One function a subject; main.cpp lists them.
void bench_build(Results& results);

/// What a child does for bench_build: reads one extract and prints how many nodes, ways and relations it held.
/// Returns the exit code.
[[nodiscard]] int read_once(const std::filesystem::path& file);
/// Builds an atlas of one extract and prints its stages: name, seconds, MB.
[[nodiscard]] int build_once(const std::filesystem::path& file, const std::filesystem::path& output, unsigned threads);

}  // namespace contrechamp::bench
