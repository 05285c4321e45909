// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/ids.hpp>
#include <contrechamp/core/phrase.hpp>
#include <contrechamp/core/quantity.hpp>
#include <contrechamp/geo/latlon.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace contrechamp::scene {

/// What a device senses with. The order is stored in atlases: only append.
enum class Kind : std::uint8_t {
  camera,
  webcam,
  plate_reader,
  speed_camera,
  section_control,
  thermal,
  microphone,
  gunshot_detector,
  guard,
  red_light_camera,
  count
};
/// How a camera points. `unknown` is a fixed camera of unknown direction (MEASURES: no type).
enum class CameraType : std::uint8_t { unknown, fixed, dome, panning, all_round, count };
enum class Mount : std::uint8_t {
  unknown,
  wall,
  ceiling,
  pole,
  street_lamp,
  mast,
  traffic_signals,
  roof,
  building,
  doorbell,
  other,
  count
};

[[nodiscard]] std::string_view name(Kind kind);
[[nodiscard]] std::string_view name(CameraType type);
[[nodiscard]] std::string_view name(Mount mount);
/// Cameras in the sense of "cameras by kind": what takes pictures of people or vehicles.
[[nodiscard]] bool is_camera(Kind kind);

/// How well a head's axis is known.
enum class AxisSource : std::uint8_t {
  none,             ///< no usable direction: all round, or half a turn on a façade
  numeric,          ///< ± 5°
  cardinal,         ///< ± 15°
  suspicious_zero,  ///< a bare 0, an editor's default: ± 45°
  count
};

/// One lens of a device. A range in the tag is a field of view on fixed cameras and plate readers, and the span that can be
/// turned through on domes and panning cameras.
struct Head {
  AxisSource source = AxisSource::none;
  Bearing axis;                      ///< middle of the range, if there is one
  std::optional<CentiDegrees> span;  ///< width of the tagged range, (0°, 360°]
  constexpr bool operator==(const Head&) const = default;
};

/// Storeys and tunnels: a device sees the streets of its own decks only (MEASURES, "Decks").
struct Deck {
  bool tunnel = false;
  std::int16_t storey_tenths = 0;  ///< numeric `level` times ten (0.5 is a mezzanine)
  constexpr auto operator<=>(const Deck&) const = default;
};

/// One OSM object that watches, after its tags were read. Strings are as mapped, trimmed.
struct Device {
  OsmRef ref;
  std::int32_t version = 0;
  std::int64_t last_edit = 0;  ///< seconds since 1970; 0 unknown
  geo::LatLon position;
  Kind kind = Kind::camera;
  CameraType type = CameraType::unknown;
  Mount mount = Mount::unknown;
  bool indoor = false;                                    ///< counted and listed, in no exposure figure
  bool private_person = false;                            ///< doorbell or a private person's: no operator, 10 m, never certain
  std::vector<Deck> decks = {{}};                         ///< at least one, sorted
  std::optional<Metres> height;                           ///< mounting height above ground
  std::optional<CentiDegrees> tilt;                       ///< below the horizon, [0°, 90°]
  std::optional<CentiDegrees> width;                      ///< horizontal angle of view from camera:angle over 90 (a width)
  std::vector<Head> heads = {{}};                         ///< at least one
  std::uint32_t cameras = 1;                              ///< max(heads, camera:count)
  std::string zone;                                       ///< surveillance:zone as mapped
  std::string operator_name;                              ///< normalised; empty if unknown or private
  std::string manufacturer;                               ///< normalised; empty if unknown
  std::string check_date;                                 ///< as mapped
  std::vector<std::pair<std::string, std::string>> tags;  ///< allowed keys only, sorted by key
};

/// In a tunnel or below the ground on every deck it belongs to: what stands on the ground neither holds nor hides it.
[[nodiscard]] bool below_ground(const Device& device);

/// Why a value or an object was set aside. The order is stored in atlases: only append. `reason_table` (device.cpp) says for
/// each whether the object was rejected, the value was rejected, or the value was used but flagged.
enum class Reason : std::uint8_t {
  not_standing,              ///< object: disused, removed, was, end_date in the past, start_date in the future
  unknown_type,              ///< object: surveillance:type, or enforcement alone, names no device we know (and is not empty)
  no_position,               ///< object: no node of it has coordinates
  bad_position,              ///< object: coordinates out of range
  older_version,             ///< object: the same object stands in another input in a newer version
  member_of_enforcement,     ///< object: an enforcement relation whose device is counted by itself
  direction_not_understood,  ///< value
  direction_out_of_range,    ///< value: |value| > 720
  direction_lane,            ///< value kept as text: a lane's heading, not an axis
  height_not_understood,     ///< value
  height_nonsense,           ///< value: below 0.6 m or above 200 m
  angle_not_understood,      ///< value
  level_not_understood,      ///< value
  count_not_understood,      ///< value
  camera_type_unknown,       ///< value
  mount_unknown,             ///< value
  direction_negative,        ///< flag: taken mod 360
  direction_over_360,        ///< flag: taken mod 360
  direction_zero,            ///< flag: ± 45°
  direction_360_fixed,       ///< flag: 360 on a fixed camera is north
  direction_disagrees,       ///< flag: the two direction keys differ by more than 10°
  sector_wide,               ///< flag: a fixed camera with a field of view of 180° or more
  height_from_ele,           ///< flag: `ele` under 30 taken as the mounting height
  angle_is_width,            ///< flag: camera:angle over 90 read as a width
  key_not_stored,            ///< flag: a tag outside the allow-list (counted, never stored)
  surveillance_unknown,      ///< flag: `surveillance` value not known: has a view
  value_not_understood,      ///< value: of another key that is read (end_date, layer, enforcement…) or one part of its list
  relation_not_read,         ///< object: man_made=surveillance on a relation that is no enforcement
  list_first_taken,          ///< flag: a list has several known values that differ; once per key
  count
};
enum class Severity : std::uint8_t { object_rejected, value_rejected, flagged };

struct ReasonInfo {
  std::string_view name;
  Severity severity;
  Phrase sentence;
};
[[nodiscard]] const ReasonInfo& info(Reason reason);

/// One listable remark: what was not understood, or used with a doubt.
struct Remark {
  OsmRef ref;
  Reason reason = Reason::not_standing;
  std::string key;    ///< empty when the reason concerns the whole object, and for key_not_stored
  std::string value;  ///< as mapped; empty for links, key_not_stored and devices of private persons
};

}  // namespace contrechamp::scene
