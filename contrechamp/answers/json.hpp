// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace contrechamp::answers {

/// Writes JSON (RFC 8259) as it goes: commas and escapes are its business, the order of calls is the caller's.
/// Bytes that are no UTF-8 become U+FFFD, so that every output can be read.
class Json {
 public:
  Json& object();
  Json& array();
  Json& end();  ///< closes the innermost object or array
  Json& key(std::string_view name);
  Json& string(std::string_view text);
  Json& integer(std::int64_t value);
  Json& decimal(double value, int decimals);
  Json& boolean(bool value);
  Json& null();
  /// A string, or null if it is empty.
  Json& text_or_null(std::string_view text) { return text.empty() ? null() : string(text); }
  /// A line break before the next value: GeoJSON with one feature a line.
  Json& line();

  [[nodiscard]] std::string& out() { return out_; }
  /// The finished text with a line break at its end.
  [[nodiscard]] std::string finished() &&;

 private:
  void separate();
  std::string out_;
  std::string open_;   // closing brackets of what is open, innermost last
  bool first_ = true;  // nothing stands yet in the innermost
  bool after_key_ = false;
};

}  // namespace contrechamp::answers
