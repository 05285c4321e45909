// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <apps/cli/settings.hpp>

namespace contrechamp::cli {
/// Opens the atlas of the settings, asks the question in their language and prints the answer.
[[nodiscard]] Result<void> ask(const Settings& settings, observatory::Question question);
}  // namespace contrechamp::cli
