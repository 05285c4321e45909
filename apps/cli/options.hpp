// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <apps/cli/settings.hpp>
#include <contrechamp/exposure/options.hpp>

namespace contrechamp::cli {
/// The defaults, or those of the file that --config names. Errors: cannot_read, bad_config, both with the file's name.
[[nodiscard]] Result<exposure::Options> options(const Settings& settings);
}  // namespace contrechamp::cli
