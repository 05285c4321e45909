// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/csv.hpp>

namespace contrechamp::answers {

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace contrechamp::answers
