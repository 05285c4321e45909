// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes are key\0value\0key\0value…: the tags of one object, as a stranger may have written them.
#include <algorithm>
#include <contrechamp/osm/device_tags.hpp>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {
using namespace contrechamp;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

osm::Tags tags_of(std::string_view bytes) {
  osm::Tags tags;
  while (!bytes.empty()) {
    const auto key = bytes.substr(0, bytes.find('\0'));
    bytes.remove_prefix(std::min(bytes.size(), key.size() + 1));
    const auto value = bytes.substr(0, bytes.find('\0'));
    bytes.remove_prefix(std::min(bytes.size(), value.size() + 1));
    tags.emplace_back(key, value);
  }
  return tags;
}

void check_heads(const scene::Device& device) {
  require(!device.heads.empty() && device.heads.size() <= device.cameras, "1 <= heads <= cameras");
  for (const auto& head : device.heads) {
    const auto axis = head.axis.angle();
    require(axis >= CentiDegrees(0) && axis < full_turn, "axis in [0, 360)");
    const auto span = head.span.value_or(full_turn);
    require(span > CentiDegrees(0) && span <= full_turn, "span in (0, 360]");
    require(head.source != scene::AxisSource::none || !head.span, "no span without an axis");
  }
}

void check_values(const scene::Device& device) {
  const double height = device.height.value_or(Metres(3)).count();
  require(height >= 0.6 && height <= 200, "height in [0.6, 200]");
  const auto tilt = device.tilt.value_or(CentiDegrees(0));
  require(tilt >= CentiDegrees(0) && tilt <= CentiDegrees::degrees(90), "tilt in [0, 90]");
  const auto width = device.width.value_or(full_turn);
  require(width > CentiDegrees::degrees(90) && width <= full_turn, "width in (90, 360]");
  require(!device.decks.empty() && std::is_sorted(device.decks.begin(), device.decks.end()), "decks sorted, at least one");
  require(!device.private_person || device.operator_name.empty(), "no operator of a private person");
  require(std::is_sorted(device.tags.begin(), device.tags.end(), [](const auto& a, const auto& b) { return a.first < b.first; }),
          "tags sorted by key");
  for (const auto& [key, value] : device.tags) require(value.find("://") == std::string::npos, "no link stored");
  require(device.zone.find("://") == std::string::npos && device.check_date.size() <= 10, "no link in a field");
}

/// Each tag is kept, or counted by a remark that does not name it.
void check_nothing_lost(const osm::Tags& tags, const osm::ParsedDevice& parsed) {
  std::size_t refused = 0;
  for (const auto& remark : parsed.remarks) {
    require(!parsed.device->private_person || remark.value.empty(), "no value of a private person in a remark");
    if (remark.reason != scene::Reason::key_not_stored) continue;
    ++refused;
    require(remark.key.empty() && remark.value.empty(), "a tag that is not stored is not named");
  }
  require(parsed.device->tags.size() + refused == tags.size(), "a tag was lost");
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const osm::Tags tags = tags_of({reinterpret_cast<const char*>(data), size});
  (void)osm::maps_a_device(tags);
  const auto parsed = osm::device(tags, {OsmType::node, 1}, {601'699'123, 249'384'567}, 1, 0, 1'700'000'000);
  const auto rejections = std::count_if(parsed.remarks.begin(), parsed.remarks.end(), [](const scene::Remark& remark) {
    return scene::info(remark.reason).severity == scene::Severity::object_rejected;
  });
  require(rejections == (parsed.device ? 0 : 1), "a device, or one reason why not");
  for (const auto& remark : parsed.remarks) require(remark.value.find("://") == std::string::npos, "no link in a remark");
  if (!parsed.device) return 0;
  check_heads(*parsed.device);
  check_values(*parsed.device);
  check_nothing_lost(tags, parsed);
  return 0;
}
