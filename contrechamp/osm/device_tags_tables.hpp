// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/scene/device.hpp>
#include <span>
#include <string_view>

/// What the values of surveillance tags mean. Values are compared in lower case; in a list ("wall/ceiling") the first that is
/// known counts, and others are flagged. A value that stands in no table is listed by `contrechamp info --rejected`.
namespace contrechamp::osm::tables {
using scene::CameraType;
using scene::Kind;
using scene::Mount;

template <class T>
struct Row {
  std::string_view value;
  T means;
};

/// Tags that make an object a device. "*" is any value but "no".
struct KeyValue {
  std::string_view key;
  std::string_view value;
};
inline constexpr std::array device_keys{
    KeyValue{"man_made", "surveillance"}, KeyValue{"surveillance:type", "*"}, KeyValue{"highway", "speed_camera"},
    KeyValue{"enforcement", "*"},         KeyValue{"contact:webcam", "*"},    KeyValue{"website:webcam", "*"},
};

/// Before a device key: it stood here and no longer does. Before other keys they say nothing about the device.
inline constexpr std::array<std::string_view, 8> gone_prefixes{
    "disused:", "removed:", "was:", "razed:", "demolished:", "abandoned:", "destroyed:", "dismantled:"};
inline constexpr std::array<std::string_view, 7> gone_keys{"disused",   "removed",   "razed",     "demolished",
                                                           "abandoned", "destroyed", "dismantled"};

/// surveillance:type. Where a list names a plate reader, it is one.
inline constexpr std::array sensors{
    Row<Kind>{"camera", Kind::camera},
    Row<Kind>{"cctv", Kind::camera},
    Row<Kind>{"doorbell", Kind::camera},
    Row<Kind>{"webcam", Kind::webcam},
    Row<Kind>{"alpr", Kind::plate_reader},
    Row<Kind>{"anpr", Kind::plate_reader},
    Row<Kind>{"lpr", Kind::plate_reader},
    Row<Kind>{"plate_reader", Kind::plate_reader},
    Row<Kind>{"license_plate_reader", Kind::plate_reader},
    Row<Kind>{"guard", Kind::guard},
    Row<Kind>{"gunshot_detector", Kind::gunshot_detector},
    Row<Kind>{"microphone", Kind::microphone},
    Row<Kind>{"audio", Kind::microphone},
    Row<Kind>{"thermal", Kind::thermal},
    Row<Kind>{"thermal_camera", Kind::thermal},
    Row<Kind>{"speed_camera", Kind::speed_camera},
    Row<Kind>{"red_light_camera", Kind::red_light_camera},
};

/// enforcement. A checkpoint is manned; what is not about speed or lights is a camera.
inline constexpr std::array enforcements{
    Row<Kind>{"average_speed", Kind::section_control},
    Row<Kind>{"traffic_signals", Kind::red_light_camera},
    Row<Kind>{"maxspeed", Kind::speed_camera},
    Row<Kind>{"mindistance", Kind::camera},
    Row<Kind>{"maxheight", Kind::camera},
    Row<Kind>{"maxweight", Kind::camera},
    Row<Kind>{"access", Kind::camera},
    Row<Kind>{"toll", Kind::camera},
    Row<Kind>{"check", Kind::guard},
};

/// Tags that tell what an object is whose surveillance:type says camera or is missing; the first that fits counts. `enforcement`
/// goes before them.
struct Refinement {
  KeyValue tag;
  Kind kind = Kind::camera;
};
inline constexpr std::array refinements{
    Refinement{{"highway", "speed_camera"}, Kind::speed_camera}, Refinement{{"contact:webcam", "*"}, Kind::webcam},
    Refinement{{"website:webcam", "*"}, Kind::webcam},           Refinement{{"surveillance", "webcam"}, Kind::webcam},
    Refinement{{"camera:type", "webcam"}, Kind::webcam},         Refinement{{"camera:type", "thermal"}, Kind::thermal},
};

/// camera:type. Those that name a kind (webcam, thermal) say nothing about how the camera points.
inline constexpr std::array camera_types{
    Row<CameraType>{"fixed", CameraType::fixed},       Row<CameraType>{"dome", CameraType::dome},
    Row<CameraType>{"panning", CameraType::panning},   Row<CameraType>{"360", CameraType::all_round},
    Row<CameraType>{"fisheye", CameraType::all_round}, Row<CameraType>{"panorama", CameraType::all_round},
    Row<CameraType>{"webcam", CameraType::unknown},    Row<CameraType>{"thermal", CameraType::unknown},
    Row<CameraType>{"doorbell", CameraType::fixed},
};

/// camera:mount, else support.
inline constexpr std::array mounts{
    Row<Mount>{"wall", Mount::wall},
    Row<Mount>{"ceiling", Mount::ceiling},
    Row<Mount>{"pole", Mount::pole},
    Row<Mount>{"post", Mount::pole},
    Row<Mount>{"utility_pole", Mount::pole},
    Row<Mount>{"street_lamp", Mount::street_lamp},
    Row<Mount>{"streetlight", Mount::street_lamp},
    Row<Mount>{"lighting_pole", Mount::street_lamp},
    Row<Mount>{"lamp_post", Mount::street_lamp},
    Row<Mount>{"mast", Mount::mast},
    Row<Mount>{"traffic_signals", Mount::traffic_signals},
    Row<Mount>{"traffic_light", Mount::traffic_signals},
    Row<Mount>{"roof", Mount::roof},
    Row<Mount>{"building", Mount::building},
    Row<Mount>{"doorbell", Mount::doorbell},
    Row<Mount>{"gantry", Mount::other},
    Row<Mount>{"fence", Mount::other},
    Row<Mount>{"tower", Mount::other},
    Row<Mount>{"bridge", Mount::other},
    Row<Mount>{"tree", Mount::other},
    Row<Mount>{"ground", Mount::other},
};
inline constexpr std::array<std::string_view, 2> mount_keys{"camera:mount", "support"};

/// surveillance: which values are known, and whether they mean indoors. A list is indoors if all of it is.
enum class View : bool { indoor, outdoor };
inline constexpr std::array views{
    Row<View>{"indoor", View::indoor},   Row<View>{"outdoor", View::outdoor}, Row<View>{"public", View::outdoor},
    Row<View>{"private", View::outdoor}, Row<View>{"privat", View::outdoor},  Row<View>{"traffic", View::outdoor},
    Row<View>{"webcam", View::outdoor},  Row<View>{"camera", View::outdoor},  Row<View>{"cctv", View::outdoor},
    Row<View>{"guard", View::outdoor},   Row<View>{"yes", View::outdoor},
};
/// Any of these is indoors, whatever `surveillance` says.
inline constexpr std::array indoor_tags{KeyValue{"indoor", "yes"}, KeyValue{"location", "indoor"},
                                        KeyValue{"location", "underground"}};

/// Where it stands: the values that are known. Others are remarked; of `tunnel` they still are one.
inline constexpr std::array<std::string_view, 7> indoor_values{"yes", "no", "room", "area", "corridor", "wall", "door"};
inline constexpr std::array<std::string_view, 11> location_values{
    "indoor", "outdoor", "underground", "overground", "overhead", "surface", "roof", "rooftop", "street", "bridge", "entrance"};
inline constexpr std::array<std::string_view, 7> tunnel_values{"yes",     "no",      "building_passage",   "passage",
                                                               "covered", "culvert", "avalanche_protector"};
inline constexpr std::array<std::string_view, 6> covered_values{"yes", "no", "arcade", "colonnade", "roof", "partial"};
struct KnownValues {
  std::string_view key;
  std::span<const std::string_view> values;
};
inline constexpr std::array place_values{KnownValues{"indoor", indoor_values}, KnownValues{"location", location_values},
                                         KnownValues{"tunnel", tunnel_values}, KnownValues{"covered", covered_values}};

/// A doorbell, wherever these say so: it is a private person's.
inline constexpr std::array<std::string_view, 4> doorbell_keys{"camera:mount", "support", "camera:type", "surveillance:type"};

/// A private person's device: by operator:type, or by what stands for the operator's name where operator:type is silent.
/// operator:type=private alone is a company.
inline constexpr std::array<std::string_view, 4> person_types{"private_person", "private person", "individual", "person"};
inline constexpr std::array<std::string_view, 15> person_operators{
    "private",        "privat",      "privé",      "privado", "privato",   "private person", "private_person", "privatperson",
    "privatpersonen", "particulier", "individual", "person",  "homeowner", "house owner",    "resident"};

/// The keys that an atlas keeps, sorted. No link, contact, note, description or picture is among them.
inline constexpr std::array<std::string_view, 48> stored_keys{
    "brand",
    "brand:wikidata",
    "camera:angle",
    "camera:count",
    "camera:direction",
    "camera:height",
    "camera:mount",
    "camera:type",
    "check_date",
    "covered",
    "direction",
    "ele",
    "end_date",
    "enforcement",
    "height",
    "highway",
    "indoor",
    "layer",
    "level",
    "location",
    "man_made",
    "manufacturer",
    "manufacturer:wikidata",
    "maxspeed",
    "model",
    "name",
    "operator",
    "operator:short",
    "operator:type",
    "operator:wikidata",
    "owner",
    "owner:wikidata",
    "ref",
    "revolving",
    "start_date",
    "support",
    "surveillance",
    "surveillance:brand",
    "surveillance:brand:wikidata",
    "surveillance:manufacturer",
    "surveillance:manufacturer:wikidata",
    "surveillance:operator",
    "surveillance:operator:wikidata",
    "surveillance:type",
    "surveillance:zone",
    "survey:date",
    "tunnel",
    "type",
};
/// Of these, what can name a private person: not kept for their devices.
inline constexpr std::array<std::string_view, 9> person_keys{
    "name",
    "operator",
    "operator:short",
    "operator:wikidata",
    "owner",
    "owner:wikidata",
    "ref",
    "surveillance:operator",
    "surveillance:operator:wikidata",
};

/// Where the maker stands, best first; a bare `brand` is a shop's own on an object that is also one of these.
inline constexpr std::array<std::string_view, 4> maker_keys{"manufacturer", "surveillance:manufacturer", "surveillance:brand",
                                                            "brand"};
inline constexpr std::array<std::string_view, 5> maker_hints{"operator", "surveillance:operator", "name", "model", "owner"};
inline constexpr std::array<std::string_view, 6> business_keys{"amenity", "building", "leisure", "office", "shop", "tourism"};

}  // namespace contrechamp::osm::tables
