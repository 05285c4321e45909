// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/access_tags.hpp>
#include <string>
#include <vector>

namespace contrechamp::osm {
namespace {
using scene::Mode;

// Access keys of each mode, most specific first; the first `own` of them are the mode's own.
struct ModeKeys {
  std::array<std::string_view, 4> keys;
  std::size_t own = 0;
};
constexpr std::array<ModeKeys, 3> mode_keys{
    {{{"foot", "access"}, 1}, {{"bicycle", "vehicle", "access"}, 1}, {{"motorcar", "motor_vehicle", "vehicle", "access"}, 2}}};
constexpr auto closed_values = std::to_array<std::string_view>({"private", "no"});
constexpr auto open_values = std::to_array<std::string_view>({"yes", "designated", "permissive", "official", "destination"});

// Whom a barrier stops that says nothing else (wiki.openstreetmap.org/wiki/Key:barrier). What opens for who may pass, as gates
// do, stops nobody; bikes are pushed past what leaves room for a person with one, but not lifted over it.
struct BarrierClass {
  std::string_view barrier;
  bool foot, bike, car;
};
constexpr auto barriers = std::to_array<BarrierClass>({
    {"bollard", false, false, true},
    {"block", false, false, true},
    {"jersey_barrier", false, false, true},
    {"planter", false, false, true},
    {"chain", false, false, true},
    {"rope", false, false, true},
    {"cycle_barrier", false, false, true},
    {"motorcycle_barrier", false, false, true},
    {"bus_trap", false, false, true},
    {"sump_buster", false, false, true},
    {"wicket_gate", false, false, true},
    {"log", false, true, true},
    {"debris", false, true, true},
    {"step", false, true, true},
    {"stile", false, true, true},
    {"horse_stile", false, true, true},
    {"kissing_gate", false, true, true},
    {"turnstile", false, true, true},
    {"full-height_turnstile", false, true, true},
    {"wall", true, true, true},
    {"city_wall", true, true, true},
    {"retaining_wall", true, true, true},
    {"fence", true, true, true},
    {"hedge", true, true, true},
    {"guard_rail", true, true, true},
    {"cable_barrier", true, true, true},
    {"ditch", true, true, true},
});

bool among(std::string_view value, std::span<const std::string_view> values) {
  return std::ranges::find(values, value) != values.end();
}

// "no;destination": trimmed, in lower case, without empty parts.
std::vector<std::string> parts_of(std::string_view value) {
  std::vector<std::string> parts;
  if (trimmed(value).empty()) return parts;
  for (const auto part : split(value, ";")) {
    if (!trimmed(part).empty()) parts.push_back(lower(trimmed(part)));
  }
  return parts;
}

bool stops(const BarrierClass& row, Mode mode) { return std::array{row.foot, row.bike, row.car}[static_cast<std::size_t>(mode)]; }

}  // namespace

Access access(TagView tags, Mode mode) {
  const ModeKeys& keys = mode_keys[static_cast<std::size_t>(mode)];
  for (std::size_t i = 0; i < keys.keys.size() && !keys.keys[i].empty(); ++i) {
    const auto parts = parts_of(tags.get(keys.keys[i]));
    if (parts.empty()) continue;
    Access rights{.tagged = true, .own = i < keys.own};
    rights.closed = std::ranges::all_of(parts, [](const auto& part) { return among(part, closed_values); });
    rights.granted = rights.own && std::ranges::any_of(parts, [](const auto& part) { return among(part, open_values); });
    rights.pushed = rights.own && !rights.granted && std::ranges::find(parts, "dismount") != parts.end();
    return rights;
  }
  return {};
}

std::uint8_t barred_modes(TagView tags) {
  const std::string_view value = tags.get("barrier");
  if (value.empty() || value == "no") return 0;
  const auto row = std::ranges::find(barriers, value, &BarrierClass::barrier);
  unsigned barred = 0;
  for (const Mode mode : scene::all_modes) {
    const Access rights = access(tags, mode);
    const bool locked = tags.is("locked", "yes") && !rights.own;
    const bool usual = row != barriers.end() && stops(*row, mode);
    if (rights.closed || locked || (!rights.tagged && usual)) barred |= 1U << static_cast<unsigned>(mode);
  }
  return static_cast<std::uint8_t>(barred);
}

}  // namespace contrechamp::osm
