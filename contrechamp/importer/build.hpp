// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/core/log.hpp>
#include <contrechamp/exposure/options.hpp>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace contrechamp::importer {

/// What a stage of the build took. Memory is the process's peak so far: it never falls.
struct StageCost {
  std::string stage;
  double seconds = 0;
  double peak_mb = 0;
};

/// From files to what an atlas holds: read, cut into segments, place and observe. The result does not depend on `threads`.
/// Errors: those of osm::read.
[[nodiscard]] Result<atlas::Contents> contents(std::span<const std::filesystem::path> inputs, const exposure::Options& options,
                                               unsigned threads, LogSink& log, std::vector<StageCost>& costs);

struct Built {
  atlas::Contents contents;
  std::vector<StageCost> costs;
  std::uint64_t bytes = 0;  ///< of the atlas
};

/// `contents`, written to `output` whole or not at all. Refused before anything is read: an output that is one of the inputs
/// (bad_argument), that has no folder, or that stands for something else than an atlas or an empty file (cannot_write).
[[nodiscard]] Result<Built> build(std::span<const std::filesystem::path> inputs, const std::filesystem::path& output,
                                  const exposure::Options& options, unsigned threads, LogSink& log);

}  // namespace contrechamp::importer
