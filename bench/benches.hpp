// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <bench/results.hpp>
#include <cstdint>
#include <filesystem>

namespace contrechamp::bench {

/// One function a subject; main.cpp lists them.
void bench_build(Results& results);
void bench_tiles(Results& results);
void bench_server(Results& results);
void bench_page(Results& results);
void bench_kernel(Results& results);
void bench_devices(Results& results);
void bench_millions(Results& results);
void bench_routing(Results& results);
void bench_new_york(Results& results);
void bench_http_route(Results& results);
void bench_commute(Results& results);
void bench_peers(Results& results);

// What a child does for them, so that it is measured like any other program. Each returns the exit code.

/// Reads one extract and prints how many nodes, ways and relations it held.
[[nodiscard]] int read_once(const std::filesystem::path& file);
/// Builds an atlas of one extract and prints its stages: name, seconds, MB.
[[nodiscard]] int build_once(const std::filesystem::path& file, const std::filesystem::path& output, unsigned threads);
/// Draws all tiles of zooms 12 to 16. Prints the seconds until the first could be drawn, then by set: tiles, seconds, seconds of
/// the slowest, bytes, bytes of the largest, bytes after gzip.
[[nodiscard]] int draw_tiles_once(const std::filesystem::path& atlas);
/// Draws what each device of a city of one frame covers and prints milliseconds per device. 1 if the atlas holds something else.
[[nodiscard]] int draw_coverages_once(const std::filesystem::path& atlas);
/// Looks once from each of the kernel's eyes in a city, with or without street metres. Prints how many, and edges a window. The
/// looking alone is the function look_from_all, for profiles.
[[nodiscard]] int look_once(const std::filesystem::path& file, std::int32_t reach_cm, bool streets_too);
/// Streams made-up devices along the streets of a city; prints devices, wall seconds, processor seconds for drawing and for
/// looking, bytes of records, MB before and at the peak, and a hash of the records that no number of threads changes.
[[nodiscard]] int stream_once(const std::filesystem::path& file, std::uint64_t devices, unsigned threads);

}  // namespace contrechamp::bench
