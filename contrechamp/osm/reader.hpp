// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/log.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <filesystem>
#include <span>

namespace contrechamp::osm {

/// Reads OpenStreetMap extracts (.osm.pbf; also .osm, .osm.gz, .osm.bz2: what a file is, its first bytes say) into one scene.
/// Change files (osmChange, named .osc, .osc.gz or .osc.bz2) beside them are applied.
/// The same object in several inputs: the highest version wins, then the newest edit, then a change over an extract and a
/// deletion over all; the order of inputs does not matter (they are taken by name).
/// Law: extracts with changes give the snapshot of the extract to which another program applied these changes, but for `inputs`.
/// Laws: surveillance_objects and device_objects have read == kept + Σ rejected; every list is sorted.
/// Errors, with the file's name: cannot_read, empty_file, not_osm, corrupt_osm (with the block and its byte in a PBF),
/// nothing_inside if no input holds a device, a building or a street, bad_argument if there are no inputs, or only changes.
/// Warns about ways whose nodes are all missing: a PBF cut exactly between two blocks is a valid shorter file, and that is the
/// only sign of it. Progress: stage "read", in bytes; every file is read twice.
[[nodiscard]] Result<scene::Snapshot> read(std::span<const std::filesystem::path> inputs, const scene::ReadOptions& options,
                                           LogSink& log);

/// The date of the data (MEASURES, "As of"), seconds since 1970: the oldest over the extracts of replication time, else newest
/// edit; 0 if one of them has neither. The newest change file's date, if that is later.
[[nodiscard]] std::int64_t as_of(std::span<const scene::Input> inputs);

}  // namespace contrechamp::osm
