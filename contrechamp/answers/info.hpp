// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>

namespace contrechamp::answers {

/// What is in an atlas, where from and as of when; keys in docs/json.md.
[[nodiscard]] std::string info_json(const Subject& subject);
[[nodiscard]] std::string info_text(const Subject& subject, Lang lang);
/// Every remark, one a line: object, reason, key, value.
[[nodiscard]] std::string rejected_json(const Subject& subject);
[[nodiscard]] std::string rejected_text(const Subject& subject, Lang lang);

}  // namespace contrechamp::answers
