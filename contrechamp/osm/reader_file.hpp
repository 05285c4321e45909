// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/log.hpp>
#include <contrechamp/osm/reader_harvest.hpp>
#include <filesystem>
#include <span>

namespace contrechamp::osm {

/// Reads every file twice: first its relations, which say what ways and nodes are needed beside those whose own tags matter,
/// then its nodes and ways. libosmium stays behind this door, and what it throws is caught there.
/// Errors: those of format_of and frames; corrupt_osm with the block that cannot be decoded; not_osm for files with several
/// versions of an object.
[[nodiscard]] Result<Harvest> harvest(std::span<const std::filesystem::path> inputs, const scene::ReadOptions& options,
                                      LogSink& log);

}  // namespace contrechamp::osm
