// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/scene/device.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace contrechamp::osm {

/// An object's tags as mapped, in any order.
using Tags = std::vector<std::pair<std::string, std::string>>;

/// Whether a node or way with these tags is counted as a device (table `device_keys`): man_made=surveillance,
/// surveillance:type=*, highway=speed_camera, enforcement=*, contact:webcam=* or website:webcam=*. Of relations only
/// type=enforcement is asked, and that by the reader. Tags under disused:, removed:, was:… alone make no device.
[[nodiscard]] bool maps_a_device(const Tags& tags);

/// man_made=surveillance, alone or in a list of values.
[[nodiscard]] bool maps_surveillance(const Tags& tags);

/// What an `enforcement` value watches with: section_control, red_light_camera, speed_camera…; nothing if it is not known. For a
/// device whose enforcement relation says more than its own tags.
[[nodiscard]] std::optional<scene::Kind> enforcement_kind(std::string_view value);

/// A device, or nothing with exactly one remark of severity object_rejected that says why. Each tag is either
/// in `device->tags` or counted by a remark key_not_stored, which does not name it.
struct ParsedDevice {
  std::optional<scene::Device> device;
  std::vector<scene::Remark> remarks;
};

/// Reads the tags of an object that maps a device. `last_edit` and `as_of` are seconds since 1970, 0 if unknown; `as_of` is the
/// date of the data, against which `start_date` and `end_date` are held (unknown: they are not). Devices of private persons come
/// with their position rounded to a grid of about 10 m, without names, and their remarks without values.
[[nodiscard]] ParsedDevice device(const Tags& tags, OsmRef ref, geo::LatLon position, std::int32_t version,
                                  std::int64_t last_edit, std::int64_t as_of);

/// The nearest corner of a grid of 0.0001° in latitude and as many metres in longitude (11.1 m). Idempotent.
[[nodiscard]] geo::LatLon rounded_to_10_m(geo::LatLon position);

}  // namespace contrechamp::osm
