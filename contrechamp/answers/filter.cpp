// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/filter.hpp>
#include <contrechamp/answers/phrases.hpp>

namespace contrechamp::answers {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}
bool among(const std::vector<std::string>& list, std::string_view value) { return list.empty() || holds(list, value); }

}  // namespace

Result<void> check(const DeviceFilter& filter) {
  for (const std::string& kind : filter.kinds) {
    std::string known;
    bool found = false;
    for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(scene::Kind::count); ++i) {
      const std::string_view name = scene::name(static_cast<scene::Kind>(i));
      found = found || name == kind;
      known += (known.empty() ? "" : ", ") + std::string(name);
    }
    if (!found) return unknown_word({"kind", "sorte"}, kind, known);
  }
  return {};
}

bool matches_any(const scene::Device& d, const DeviceFilter& filter) {
  return holds(filter.kinds, scene::name(d.kind)) || holds(filter.operators, d.operator_name) ||
         holds(filter.manufacturers, d.manufacturer) || holds(filter.zones, d.zone);
}

std::vector<std::uint8_t> device_counts(const Subject& s, const DeviceFilter& filter) {
  std::vector<std::uint8_t> counts;
  if (filter.empty()) return counts;
  counts.reserve(s.snapshot.devices.size());
  for (const scene::Device& d : s.snapshot.devices) {
    counts.push_back(among(filter.kinds, scene::name(d.kind)) && among(filter.operators, d.operator_name) &&
                     among(filter.manufacturers, d.manufacturer) && among(filter.zones, d.zone));
  }
  return counts;
}

}  // namespace contrechamp::answers
