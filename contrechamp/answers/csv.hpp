// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <string>
#include <string_view>

namespace contrechamp::answers {

/// One field of a CSV (RFC 4180), in quotes if it must be.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace contrechamp::answers
