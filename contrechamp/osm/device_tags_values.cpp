// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/device_tags_values.hpp>

namespace contrechamp::osm {
namespace {
bool digit(char c) { return c >= '0' && c <= '9'; }

/// Lengths of a unit in tenths of a millimetre.
struct Unit {
  std::string_view text;
  std::int64_t tenths_mm;
};
constexpr std::int64_t metre = 10'000;
constexpr std::int64_t foot = 3'048;
constexpr std::int64_t inch = 254;
constexpr std::array<Unit, 18> units{{
    {"", metre},
    {"m", metre},
    {"metre", metre},
    {"metres", metre},
    {"meter", metre},
    {"meters", metre},
    {"'", foot},
    {"’", foot},
    {"′", foot},
    {"ft", foot},
    {"foot", foot},
    {"feet", foot},
    {"\"", inch},
    {"''", inch},
    {"”", inch},
    {"″", inch},
    {"in", inch},
    {"inches", inch},
}};

/// Takes a number and its unit; the unit ends where the next number begins.
std::optional<Unit> take_unit(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("0123456789-"), text.size());
  const std::string named = lower(trimmed(text.substr(0, end)));
  text.remove_prefix(end);
  for (const Unit& unit : units) {
    if (named == unit.text) return unit;
  }
  return std::nullopt;
}

/// Thousandths of a level to tenths, to the nearest.
std::optional<std::int32_t> level_tenths(std::string_view& text) {
  const auto number = take_decimal(text, ".");
  if (!number || number->thousandths > 300'000) return std::nullopt;
  const auto tenths = static_cast<std::int32_t>((number->thousandths + 50) / 100);
  return number->negative ? -tenths : tenths;
}

bool add_levels(std::string_view part, std::vector<std::int16_t>& out) {
  const auto from = level_tenths(part);
  if (!from) return false;
  std::int32_t low = *from;
  std::int32_t high = *from;
  if (!part.empty()) {
    if (part.front() != '-') return false;
    part.remove_prefix(1);
    const auto to = level_tenths(part);
    if (!to || !part.empty()) return false;
    low = std::min(*from, *to);
    high = std::max(*from, *to);
  }
  for (std::int32_t storey = low; storey <= high; storey += 10) out.push_back(static_cast<std::int16_t>(storey));
  return true;
}
}  // namespace

std::optional<Decimal> take_decimal(std::string_view& text, std::string_view points) {
  constexpr std::int64_t most = 1'000'000'000;
  Decimal out;
  std::size_t at = 0;
  if (text.starts_with('-')) {
    out.negative = true;
    at = 1;
  }
  for (; at < text.size() && digit(text[at]); ++at, ++out.digits) {
    out.thousandths = std::min(most, out.thousandths * 10 + (text[at] - '0'));
  }
  if (out.digits == 0) return std::nullopt;
  out.thousandths *= 1000;
  if (at + 1 < text.size() && points.find(text[at]) != std::string_view::npos && digit(text[at + 1])) {
    ++at;
    for (std::int64_t weight = 100; at < text.size() && digit(text[at]); ++at, weight /= 10) {
      out.thousandths += weight * (text[at] - '0');
    }
  }
  text.remove_prefix(at);
  return out;
}

std::optional<std::int64_t> height_cm(std::string_view text) {
  const auto number = take_decimal(text, ".,");
  if (!number) return std::nullopt;
  const auto unit = take_unit(text);
  if (!unit) return std::nullopt;
  std::int64_t tenths_mm = number->thousandths * unit->tenths_mm / 1000;
  if (!text.empty()) {  // feet and inches
    const auto inches = take_decimal(text, ".,");
    const auto second = take_unit(text);
    if (!inches || inches->negative || !second || !text.empty()) return std::nullopt;
    if (unit->tenths_mm != foot || (second->tenths_mm != inch && !second->text.empty())) return std::nullopt;
    tenths_mm += inches->thousandths * inch / 1000;
  }
  const std::int64_t cm = (tenths_mm + 50) / 100;
  return number->negative ? -cm : cm;
}

std::optional<CentiDegrees> angle(std::string_view text) {
  const auto number = take_decimal(text, ".,");
  if (!number || number->thousandths > 720'000) return std::nullopt;
  text = trimmed(text);
  if (!text.empty() && text != "°") return std::nullopt;
  const auto hundredths = static_cast<std::int32_t>((number->thousandths + 5) / 10);
  return CentiDegrees(number->negative ? -hundredths : hundredths);
}

std::optional<std::int32_t> whole(std::string_view text, std::int32_t low, std::int32_t high) {
  const auto number = take_decimal(text, "");
  if (!number || !text.empty() || number->thousandths > 1'000'000'000) return std::nullopt;
  const auto magnitude = static_cast<std::int32_t>(number->thousandths / 1000);
  const std::int32_t value = number->negative ? -magnitude : magnitude;
  if (value < low || value > high) return std::nullopt;
  return value;
}

std::optional<std::string> last_day(std::string_view text) {
  constexpr std::string_view pattern = "dddd-dd-dd";
  constexpr std::string_view latest = "0000-12-31";  // text order is date order, so a 31st of any month ends it
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (pattern[i] == 'd' ? !digit(text[i]) : text[i] != pattern[i]) return std::nullopt;
  }
  if (text.size() >= 7 && (text.substr(5, 2) < "01" || text.substr(5, 2) > "12")) return std::nullopt;
  if (text.size() == 10 && (text.substr(8, 2) < "01" || text.substr(8, 2) > "31")) return std::nullopt;
  return std::string(text).append(latest.substr(text.size()));
}

bool is_link(std::string_view text) {
  const auto word_is_link = [](std::string_view word) {
    const auto dot = word.rfind('.');
    const bool mail = dot != std::string_view::npos && word.find('@') < dot;
    return mail || lower(word).starts_with("www.");
  };
  const auto words = split(text, " \t\n");
  if (text.find("://") != std::string_view::npos || std::any_of(words.begin(), words.end(), word_is_link)) return true;
  const auto parts = split(text, " \t\n;,()<>");  // "town;www.example.org"
  return std::any_of(parts.begin(), parts.end(), word_is_link);
}

Levels levels(std::string_view text) {
  Levels out;
  for (const auto raw : split(text, ";,")) {
    const auto part = trimmed(raw);
    if (!add_levels(part, out.storey_tenths)) out.rejected.emplace_back(part);
  }
  std::sort(out.storey_tenths.begin(), out.storey_tenths.end());
  out.storey_tenths.erase(std::unique(out.storey_tenths.begin(), out.storey_tenths.end()), out.storey_tenths.end());
  return out;
}

}  // namespace contrechamp::osm
