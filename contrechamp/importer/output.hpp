// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <filesystem>
#include <span>

namespace contrechamp::importer {

/// What would be noticed only after minutes of work, or too late: a slip of the hand must not cost somebody's extract.
/// Errors: bad_argument if the output is one of the inputs; cannot_write if it has no folder, or stands for something else than
/// an atlas or an empty file.
[[nodiscard]] Result<void> check_output(std::span<const std::filesystem::path> inputs, const std::filesystem::path& output);

}  // namespace contrechamp::importer
