// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/device_tags_values.hpp>
#include <contrechamp/osm/direction.hpp>
#include <optional>

namespace contrechamp::osm {
namespace {
using scene::AxisSource;
using scene::CameraType;
using scene::Head;
using scene::Kind;
using scene::Reason;

constexpr std::int32_t turn = 36000;     // hundredths of a degree
constexpr std::int32_t largest = 72000;  // |value| beyond it is no direction
constexpr std::int32_t half_turn = turn / 2;

struct Wind {
  std::string_view letters;
  std::string_view word;
};
/// Clockwise from north, 22.5° apart.
constexpr std::array<Wind, 16> winds{{
    {"n", "north"},
    {"nne", "northnortheast"},
    {"ne", "northeast"},
    {"ene", "eastnortheast"},
    {"e", "east"},
    {"ese", "eastsoutheast"},
    {"se", "southeast"},
    {"sse", "southsoutheast"},
    {"s", "south"},
    {"ssw", "southsouthwest"},
    {"sw", "southwest"},
    {"wsw", "westsouthwest"},
    {"w", "west"},
    {"wnw", "westnorthwest"},
    {"nw", "northwest"},
    {"nnw", "northnorthwest"},
}};

/// Headings of a lane or of the way, not axes of a camera.
constexpr std::array<std::string_view, 11> lanes{"nb",        "sb",        "eb",      "wb",       "northbound", "southbound",
                                                 "eastbound", "westbound", "forward", "backward", "both"};

/// One end of a range, or a lone value.
struct End {
  std::int32_t hundredths = 0;
  bool cardinal = false;
  bool negative = false;
};

std::optional<End> wind(std::string_view name) {
  for (std::size_t i = 0; i < winds.size(); ++i) {
    if (name == winds[i].letters || name == winds[i].word) return End{static_cast<std::int32_t>(i) * 2250, true, false};
  }
  return std::nullopt;
}

/// "north-east" and "north east" are one wind, not a range; "n-e" is a range.
std::optional<End> spelled_wind(std::string_view part) {
  std::string joined;
  for (const char c : part) {
    if (c != '-' && c != '_' && c != ' ') joined += c;
  }
  if (joined.size() <= 3 && joined != part) return std::nullopt;
  return wind(joined);
}

std::optional<End> take_end(std::string_view& text) {
  const std::size_t letters = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz");
  if (letters != 0 && !text.empty()) {
    const auto named = wind(text.substr(0, letters));
    text.remove_prefix(letters == std::string_view::npos ? text.size() : letters);
    return named;
  }
  const auto number = take_decimal(text, ".");
  // A long run of digits is understood as a number, to be refused as out of range; "0090" is not.
  if (!number || (number->digits > 3 && number->thousandths <= std::int64_t{10} * largest)) return std::nullopt;
  constexpr std::string_view degree = "°";
  if (text.starts_with(degree)) text.remove_prefix(degree.size());
  const std::int64_t hundredths = std::min<std::int64_t>(number->thousandths / 10, largest + 1);
  const auto value = static_cast<std::int32_t>(number->negative ? -hundredths : hundredths);
  return End{value, false, number->negative};
}

/// A part before the rules of the device: a lone value or a clockwise range.
struct Part {
  End from;
  std::optional<End> to;
};

std::optional<Part> parse_part(std::string_view part) {
  if (const auto named = spelled_wind(part)) return Part{*named, std::nullopt};
  const auto from = take_end(part);
  if (!from) return std::nullopt;
  part = trimmed(part);
  if (part.empty()) return Part{*from, std::nullopt};
  if (part.front() != '-' && part.front() != ':') return std::nullopt;
  part = trimmed(part.substr(1));
  const auto to = take_end(part);
  if (!to || !part.empty()) return std::nullopt;
  return Part{*from, to};
}

bool out_of_range(const End& end) { return end.hundredths > largest || end.hundredths < -largest; }

/// The rules that depend on the device, applied to the parts of one value in turn.
class Heads {
 public:
  Heads(CameraType type, Kind kind, bool lone)
      : views_(kind == Kind::plate_reader ||
               (type != CameraType::dome && type != CameraType::panning && type != CameraType::all_round)),
        turns_round_(kind != Kind::plate_reader && type != CameraType::fixed),
        lone_(lone) {}

  void add(std::string_view part) {
    const std::string known = lower(part);
    for (const auto lane : lanes) {
      if (known == lane) return add_lane(part);
    }
    const auto parsed = parse_part(known);
    if (!parsed) return note(Reason::direction_not_understood, part);
    if (out_of_range(parsed->from) || (parsed->to && out_of_range(*parsed->to)))
      return note(Reason::direction_out_of_range, part);
    if (parsed->to) return add_range(part, parsed->from, *parsed->to);
    flag_turns(part, parsed->from, parsed->from);
    add_single(part, parsed->from);
  }
  void note(Reason reason, std::string_view text) { out.remarks.emplace_back(reason, std::string(text)); }

  ParsedDirection out;

 private:
  void add_lane(std::string_view part) {
    if (!out.lane.empty()) out.lane += ';';
    out.lane += part;
    out.heads.push_back({});
    note(Reason::direction_lane, part);
  }
  void flag_turns(std::string_view part, const End& from, const End& to) {
    if (from.negative || to.negative) note(Reason::direction_negative, part);
    if (from.hundredths > turn || to.hundredths > turn) note(Reason::direction_over_360, part);
  }
  void add_single(std::string_view part, const End& end) {
    const bool zero = end.hundredths == 0 && !end.cardinal;
    if (end.hundredths == turn && turns_round_ && lone_) {
      out.all_round = true;
      out.heads.push_back({});
      return;
    }
    if (zero) note(Reason::direction_zero, part);
    if (end.hundredths == turn && !turns_round_) note(Reason::direction_360_fixed, part);
    const AxisSource source = end.cardinal ? AxisSource::cardinal : zero ? AxisSource::suspicious_zero : AxisSource::numeric;
    out.heads.push_back({source, Bearing(CentiDegrees(end.hundredths)), std::nullopt});
  }
  void add_range(std::string_view part, const End& from, const End& to) {
    const std::int32_t raw = to.hundredths - from.hundredths;
    if (raw == 0) return note(Reason::direction_not_understood, part);  // "20-20": no field has no width
    flag_turns(part, from, to);
    const std::int32_t rest = (raw % turn + turn) % turn;
    const std::int32_t width = rest == 0 ? turn : rest;
    if (width == turn && turns_round_) {
      out.all_round = true;
      out.heads.push_back({});
      return;
    }
    if (views_ && width >= half_turn) note(Reason::sector_wide, part);
    const AxisSource source = from.cardinal || to.cardinal ? AxisSource::cardinal : AxisSource::numeric;
    out.heads.push_back({source, Bearing(CentiDegrees(from.hundredths + width / 2)), CentiDegrees(width)});
  }

  bool views_;        // a range is a field of view, not a span to turn through
  bool turns_round_;  // 360 can mean all round
  bool lone_;
};
}  // namespace

ParsedDirection direction(std::string_view value, CameraType type, Kind kind) {
  const auto parts = split(value, ";,");
  Heads heads(type, kind, parts.size() == 1);
  for (const auto raw : parts) {
    const auto part = trimmed(raw);
    if (part.empty()) {
      heads.note(Reason::direction_not_understood, value);
    } else {
      heads.add(part);
    }
  }
  return std::move(heads.out);
}

}  // namespace contrechamp::osm
