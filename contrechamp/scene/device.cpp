// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/scene/device.hpp>

namespace contrechamp::scene {
namespace {
template <class Enum>
constexpr auto size_of = static_cast<std::size_t>(Enum::count);

constexpr std::array<std::string_view, size_of<Kind>> kind_names{
    "camera",  "webcam",     "plate_reader",     "speed_camera", "section_control",
    "thermal", "microphone", "gunshot_detector", "guard",        "red_light_camera"};
constexpr std::array<bool, size_of<Kind>> kind_is_camera{true, true, true, true, true, true, false, false, false, true};
constexpr std::array<std::string_view, size_of<CameraType>> type_names{"unknown", "fixed", "dome", "panning", "all_round"};
constexpr std::array<std::string_view, size_of<Mount>> mount_names{
    "unknown", "wall", "ceiling", "pole", "street_lamp", "mast", "traffic_signals", "roof", "building", "doorbell", "other"};

constexpr auto object = Severity::object_rejected;
constexpr auto value = Severity::value_rejected;
constexpr auto flag = Severity::flagged;
constexpr std::array<ReasonInfo, size_of<Reason>> reason_table{{
    {"not_standing", object, "tags say that it no longer stands"},
    {"unknown_type", object, "surveillance:type names no device that is known here"},
    {"no_position", object, "no coordinates in this extract"},
    {"bad_position", object, "coordinates out of range"},
    {"older_version", object, "a newer version stands in another input"},
    {"member_of_enforcement", object, "enforcement relation whose device is counted by itself"},
    {"direction_not_understood", value, "direction not understood"},
    {"direction_out_of_range", value, "direction beyond ±720°"},
    {"direction_lane", value, "direction names a lane, not an axis"},
    {"height_not_understood", value, "height not understood"},
    {"height_nonsense", value, "height below 0.6 m or above 200 m"},
    {"angle_not_understood", value, "angle not understood"},
    {"level_not_understood", value, "level not understood"},
    {"count_not_understood", value, "camera:count not understood"},
    {"camera_type_unknown", value, "camera:type not known"},
    {"mount_unknown", value, "mount not known"},
    {"direction_negative", flag, "negative direction, taken mod 360"},
    {"direction_over_360", flag, "direction over 360, taken mod 360"},
    {"direction_zero", flag, "direction 0 is often an editor's default: ±45°"},
    {"direction_360_fixed", flag, "360 on a fixed camera read as north"},
    {"direction_disagrees", flag, "direction and camera:direction differ by more than 10°"},
    {"sector_wide", flag, "field of view of 180° or more on a fixed camera"},
    {"height_from_ele", flag, "ele under 30 read as the mounting height"},
    {"angle_is_width", flag, "camera:angle over 90 read as a width"},
    {"key_not_stored", flag, "tag outside the allow-list, not stored"},
    {"surveillance_unknown", flag, "surveillance value not known, taken to have a view"},
    {"value_not_understood", value, "value not understood"},
}};
}  // namespace

std::string_view name(Kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::string_view name(CameraType type) { return type_names[static_cast<std::size_t>(type)]; }
std::string_view name(Mount mount) { return mount_names[static_cast<std::size_t>(mount)]; }
bool is_camera(Kind kind) { return kind_is_camera[static_cast<std::size_t>(kind)]; }
bool below_ground(const Device& device) {
  return std::all_of(device.decks.begin(), device.decks.end(), [](const Deck& d) { return d.tunnel || d.storey_tenths < 0; });
}
const ReasonInfo& info(Reason reason) { return reason_table[static_cast<std::size_t>(reason)]; }

}  // namespace contrechamp::scene
