// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/report.hpp>

namespace contrechamp::answers {

/// The choices behind every figure, in one paragraph: of the kinds that are there; `config show` has all of them.
[[nodiscard]] std::string assumed_part(const Subject& subject, const Report& report, Lang lang);

}  // namespace contrechamp::answers
