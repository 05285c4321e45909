// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/filter.hpp>

namespace contrechamp::answers {
namespace {

bool among(const std::vector<std::string>& list, std::string_view value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

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
