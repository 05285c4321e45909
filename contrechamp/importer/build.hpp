// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/core/log.hpp>
#include <contrechamp/exposure/options.hpp>
#include <contrechamp/importer/stages.hpp>
#include <filesystem>
#include <span>
#include <vector>

namespace contrechamp::importer {

/// From files to what an atlas holds before any device is looked at: read, lengths rounded to the centimetres that an atlas
/// stores, cut into segments. Errors: those of osm::read.
[[nodiscard]] Result<atlas::Contents> scene_of(std::span<const std::filesystem::path> inputs, const exposure::Options& options,
                                               LogSink& log, std::vector<StageCost>& costs);

/// `scene_of`, with every device placed and observed, and with routes. The result does not depend on `threads`.
[[nodiscard]] Result<atlas::Contents> contents(std::span<const std::filesystem::path> inputs, const exposure::Options& options,
                                               unsigned threads, LogSink& log, std::vector<StageCost>& costs);

struct Built {
  atlas::Contents contents;
  std::vector<StageCost> costs;
  std::uint64_t bytes = 0;  ///< of the atlas
};

/// `contents`, written to `output` whole or not at all. Refused before anything is read: an output that `check_output` refuses.
[[nodiscard]] Result<Built> build(std::span<const std::filesystem::path> inputs, const std::filesystem::path& output,
                                  const exposure::Options& options, unsigned threads, LogSink& log);

/// The last stage: encoded and put in place. Returns the number of bytes.
[[nodiscard]] Result<std::uint64_t> written(const atlas::Contents& contents, const std::filesystem::path& output, LogSink& log,
                                            std::vector<StageCost>& costs);

}  // namespace contrechamp::importer
