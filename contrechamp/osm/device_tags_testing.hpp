// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/osm/device_tags.hpp>

/// Devices from tags, for tests.
namespace contrechamp::osm {

inline constexpr geo::LatLon here{601'699'123, 249'384'567};
inline constexpr std::int64_t as_of = 1'700'000'000;  // 2023-11-14

inline const std::pair<std::string, std::string> surveillance{"man_made", "surveillance"};

inline ParsedDevice read(Tags tags) { return device(tags, {OsmType::node, 7}, here, 3, 1'600'000'000, as_of); }
/// The tags of a camera.
inline ParsedDevice camera(Tags tags) {
  tags.push_back(surveillance);
  return read(std::move(tags));
}
/// "reason key=value" of all remarks, in their order.
inline std::string remarks(const ParsedDevice& parsed) {
  std::string out;
  for (const auto& remark : parsed.remarks) {
    if (!out.empty()) out += "; ";
    out += std::string(scene::info(remark.reason).name) + " " + remark.key + "=" + remark.value;
  }
  return out;
}
inline std::string kind(Tags tags) {
  const auto parsed = read(std::move(tags));
  return parsed.device ? std::string(scene::name(parsed.device->kind)) : remarks(parsed);
}

}  // namespace contrechamp::osm
