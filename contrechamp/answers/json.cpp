// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/json.hpp>
#include <contrechamp/core/text.hpp>
#include <utility>

namespace contrechamp::answers {
namespace {

/// Length of the well-formed UTF-8 sequence at `at` (Unicode 15, table 3-7), 0 if there is none.
std::size_t sequence(std::string_view s, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < s.size() ? static_cast<unsigned char>(s[at + i]) : 0U; };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool second = tail(1) && !(lead == 0xE0 && byte(1) < 0xA0) && !(lead == 0xED && byte(1) > 0x9F);
    return second && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool second = tail(1) && !(lead == 0xF0 && byte(1) < 0x90) && !(lead == 0xF4 && byte(1) > 0x8F);
    return second && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

void append_escaped(std::string& out, std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (code < 0x20 || code == 0x7F) {
      out += "\\u00";
      out += hex[code >> 4U];
      out += hex[code & 15U];
    } else if (const std::size_t n = sequence(text, i); n > 0) {
      out += text.substr(i, n);
      i += n;
      continue;
    } else {
      out += "\xEF\xBF\xBD";
    }
    ++i;
  }
}

}  // namespace

void Json::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) out_ += ',';
  first_ = false;
}

Json& Json::object() {
  separate();
  out_ += '{';
  open_ += '}';
  first_ = true;
  return *this;
}
Json& Json::array() {
  separate();
  out_ += '[';
  open_ += ']';
  first_ = true;
  return *this;
}
Json& Json::end() {
  out_ += open_.back();
  open_.pop_back();
  first_ = false;
  return *this;
}
Json& Json::key(std::string_view name) {
  string(name);
  out_ += ':';
  after_key_ = true;
  return *this;
}
Json& Json::string(std::string_view text) {
  separate();
  out_ += '"';
  append_escaped(out_, text);
  out_ += '"';
  return *this;
}
Json& Json::integer(std::int64_t value) {
  separate();
  append(out_, value);
  return *this;
}
Json& Json::decimal(double value, int decimals) {
  separate();
  append_fixed(out_, value, decimals);
  return *this;
}
Json& Json::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}
Json& Json::null() {
  separate();
  out_ += "null";
  return *this;
}
Json& Json::line() {
  if (!first_) {
    out_ += ",\n";
    first_ = true;
  } else {
    out_ += '\n';
  }
  return *this;
}
std::string Json::finished() && {
  while (!open_.empty()) end();
  out_ += '\n';
  return std::move(out_);
}

}  // namespace contrechamp::answers
