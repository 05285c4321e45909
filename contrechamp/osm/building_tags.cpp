// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/building_tags.hpp>

namespace contrechamp::osm {
namespace {
constexpr double metres_per_foot = 0.3048;  // international foot, 1959
constexpr double metres_per_inch = 0.0254;
constexpr double highest = 9999;

struct Unit {
  std::string_view text;
  double metres;
};
constexpr std::array<Unit, 10> units{{{"", 1},
                                      {"m", 1},
                                      {"metre", 1},
                                      {"metres", 1},
                                      {"meter", 1},
                                      {"meters", 1},
                                      {"cm", 0.01},
                                      {"ft", metres_per_foot},
                                      {"feet", metres_per_foot},
                                      {"'", metres_per_foot}}};

constexpr std::array<std::string_view, 3> roofs{"roof", "carport", "canopy"};
constexpr std::array<std::string_view, 3> walls{"wall", "city_wall", "retaining_wall"};
constexpr Metres city_wall_height{2};

bool digit(char c) { return c >= '0' && c <= '9'; }

// An unsigned decimal at the front of `text`, which is cut off; a comma is a decimal point as in most of Europe.
std::optional<double> take_decimal(std::string_view& text) {
  std::int64_t mantissa = 0;
  std::int64_t scale = 1;
  std::size_t i = 0;
  const auto take = [&](bool fraction) {
    const std::size_t start = i;
    for (; i < text.size() && digit(text[i]) && i - start < 9; ++i) {
      mantissa = mantissa * 10 + (text[i] - '0');
      if (fraction) scale *= 10;
    }
    return i > start;
  };
  if (!take(false)) return std::nullopt;
  if (i + 1 < text.size() && (text[i] == '.' || text[i] == ',') && digit(text[i + 1])) {
    ++i;
    take(true);
    while (i < text.size() && digit(text[i])) ++i;  // beyond nine decimals
  }
  text.remove_prefix(i);
  return static_cast<double>(mantissa) / static_cast<double>(scale);
}

std::optional<double> take_signed(std::string_view& text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto value = take_decimal(text);
  if (!value) return std::nullopt;
  return negative ? -*value : *value;
}

std::optional<double> feet_and_inches(double feet, std::string_view rest) {
  if (!rest.starts_with('\'')) return std::nullopt;
  rest.remove_prefix(1);
  const auto inches = take_decimal(rest);
  if (!inches || rest != "\"") return std::nullopt;
  return feet * metres_per_foot + *inches * metres_per_inch;
}

std::optional<Metres> levels_of(TagView tags, std::string_view key, const scene::ReadOptions& options) {
  const auto levels = parse_number(tags.get(key));
  if (!levels || *levels <= 0 || *levels > 300) return std::nullopt;
  return *levels * options.level_height;
}

bool below_ground(TagView tags) {
  if (tags.is("location", "underground")) return true;
  // A negative `layer` alone orders crossings and proves nothing; a building on negative levels only is below ground.
  const auto levels = parse_levels(tags.get("level"));
  return !levels.empty() && std::ranges::all_of(levels, [](std::int16_t level) { return level < 0; });
}
}  // namespace

std::optional<double> parse_number(std::string_view text) {
  text = trimmed(text);
  const auto value = take_signed(text);
  return text.empty() ? value : std::nullopt;
}

std::optional<Metres> parse_metres(std::string_view text) {
  text = trimmed(text);
  const auto value = take_decimal(text);
  if (!value) return std::nullopt;
  std::optional<double> metres = feet_and_inches(*value, text);
  const std::string unit = lower(trimmed(text));
  for (const Unit& known : units) {
    if (unit == known.text) metres = *value * known.metres;
  }
  if (!metres || *metres > highest) return std::nullopt;
  return Metres(*metres);
}

std::vector<std::int16_t> parse_levels(std::string_view text) {
  std::vector<std::int16_t> levels;
  const auto keep = [&](double level) { levels.push_back(static_cast<std::int16_t>(level * 10 + (level < 0 ? -0.5 : 0.5))); };
  const auto sane = [](const std::optional<double>& level) { return level && *level > -100 && *level < 1000; };
  for (std::string_view item : split(text, ";,")) {
    item = trimmed(item);
    const auto from = take_signed(item);
    if (!sane(from)) return {};
    keep(*from);
    if (item.empty()) continue;
    if (!item.starts_with('-')) return {};
    item.remove_prefix(1);
    const auto to = take_signed(item);
    if (!sane(to) || !item.empty()) return {};
    keep(*to);
  }
  return levels;
}

BuildingTags building_tags(TagView tags, const scene::ReadOptions& options) {
  BuildingTags result;
  if (tags.affirmed("building")) {
    result.role = BuildingRole::building;
  } else if (tags.affirmed("building:part")) {
    result.role = BuildingRole::part;
  } else {
    return result;
  }
  result.height = parse_metres(tags.get("height"));
  if (result.height && *result.height == Metres(0)) result.height.reset();  // a filler, not a measure
  if (!result.height) result.height = levels_of(tags, "building:levels", options);
  result.min_height =
      parse_metres(tags.get("min_height")).value_or(levels_of(tags, "building:min_level", options).value_or(Metres(0)));
  result.roof = std::ranges::find(roofs, tags.get("building")) != roofs.end();
  result.underground = below_ground(tags);
  return result;
}

WallTags wall_tags(TagView tags) {
  const std::string_view barrier = tags.get("barrier");
  if (barrier.empty() || std::ranges::find(walls, barrier) == walls.end()) return {};
  auto height = parse_metres(tags.get("height"));
  if (!height && barrier == "city_wall") height = city_wall_height;
  return {true, height};
}

}  // namespace contrechamp::osm
