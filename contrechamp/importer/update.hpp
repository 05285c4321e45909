// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/importer/build.hpp>
#include <contrechamp/importer/changes.hpp>
#include <cstdint>

namespace contrechamp::importer {

struct UpdateRequest {
  std::filesystem::path atlas;
  std::vector<std::filesystem::path> inputs;  ///< a newer extract or several; or change files alone
  /// What change files apply to. Empty: the inputs that the atlas names, looked for beside it and in the current folder.
  std::vector<std::filesystem::path> from;
  std::filesystem::path output;  ///< empty: the atlas itself
  bool dry_run = false;          ///< compares and writes nothing
};

/// Why all devices were observed anew, although most of them had not changed.
enum class Everything : std::uint8_t {
  no,       ///< they were not
  program,  ///< another version of the program made the atlas, or one with other choices to make
  frame,    ///< the extract's bounds moved its frame: every coordinate is rounded anew
  count
};

struct Updated {
  Built built;                 ///< without placed, sightings, coverages, doubts and bytes after a dry run
  std::vector<Count> counts;   ///< by sort of thing
  std::uint64_t observed = 0;  ///< devices that were observed anew; after a dry run, would be
  Everything everything = Everything::no;
  double seconds = 0;  ///< wall time of all
};

/// Brings an atlas up to date: reads the new scene whole, compares it with the atlas's own, observes only the devices that
/// something within their range has changed for, and keeps what the atlas knows of the others. The choices are the atlas's.
/// Law: the file is byte for byte the one that `build` makes of the same inputs (`from`, then the changes) with the atlas's
/// choices, with any number of threads.
/// Errors: those of MappedFile, Atlas::open and `build`; atlas_version if its choices cannot be read; bad_argument if `inputs`
/// mix extracts and changes, or `from` is given without changes; cannot_read if an input that the atlas names is not there.
[[nodiscard]] Result<Updated> update(const UpdateRequest& request, unsigned threads, LogSink& log);

}  // namespace contrechamp::importer
