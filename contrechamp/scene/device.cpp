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
    {"not_standing", object, {"tags say that it no longer stands", "ses attributs disent qu’il n’est plus là"}},
    {"unknown_type",
     object,
     {"surveillance:type or enforcement names no device that is known here",
      "surveillance:type ou enforcement ne nomme aucun dispositif connu ici"}},
    {"no_position", object, {"no coordinates in this extract", "pas de coordonnées dans cet extrait"}},
    {"bad_position",
     object,
     {"coordinates out of range (latitudes reach ±85°)", "coordonnées hors limites (les latitudes vont jusqu’à ±85°)"}},
    {"older_version",
     object,
     {"a newer version stands in another input", "une version plus récente figure dans une autre entrée"}},
    {"member_of_enforcement",
     object,
     {"enforcement relation whose device is counted by itself", "relation de contrôle dont le dispositif est déjà compté"}},
    {"direction_not_understood", value, {"direction not understood", "direction non comprise"}},
    {"direction_out_of_range", value, {"direction beyond ±720°", "direction au-delà de ±720°"}},
    {"direction_lane", value, {"direction names a lane, not an axis", "la direction nomme une voie, pas un axe"}},
    {"height_not_understood", value, {"height not understood", "hauteur non comprise"}},
    {"height_nonsense", value, {"height below 0.6 m or above 200 m", "hauteur sous 0,6 m ou au-dessus de 200 m"}},
    {"angle_not_understood", value, {"angle not understood", "angle non compris"}},
    {"level_not_understood", value, {"level not understood", "niveau non compris"}},
    {"count_not_understood", value, {"camera:count not understood", "camera:count non compris"}},
    {"camera_type_unknown", value, {"camera:type not known", "camera:type inconnu"}},
    {"mount_unknown", value, {"mount not known", "support inconnu"}},
    {"direction_negative", flag, {"negative direction, taken mod 360", "direction négative, prise modulo 360"}},
    {"direction_over_360", flag, {"direction over 360, taken mod 360", "direction au-dessus de 360, prise modulo 360"}},
    {"direction_zero",
     flag,
     {"direction 0 is often an editor's default: ±45°", "direction 0, souvent la valeur par défaut d’un éditeur\u202F: ±45°"}},
    {"direction_360_fixed", flag, {"360 on a fixed camera read as north", "360 sur une caméra fixe, lu comme le nord"}},
    {"direction_disagrees",
     flag,
     {"direction and camera:direction differ by more than 10°", "direction et camera:direction diffèrent de plus de 10°"}},
    {"sector_wide", flag, {"field of view of 180° or more on a fixed camera", "champ de 180° ou plus sur une caméra fixe"}},
    {"height_from_ele", flag, {"ele under 30 read as the mounting height", "ele sous 30, lu comme la hauteur de pose"}},
    {"angle_is_width", flag, {"camera:angle over 90 read as a width", "camera:angle au-dessus de 90, lu comme une largeur"}},
    {"key_not_stored", flag, {"tag outside the allow-list, not stored", "attribut hors de la liste permise, non conservé"}},
    {"surveillance_unknown",
     flag,
     {"surveillance value not known, taken to have a view", "valeur de surveillance inconnue, supposée avoir une vue"}},
    {"value_not_understood", value, {"value not understood", "valeur non comprise"}},
    {"relation_not_read",
     object,
     {"mapped as a relation, which is not read here", "cartographié comme relation, ce qui n’est pas lu ici"}},
    {"list_first_taken", flag, {"of a list the first known value counts", "d’une liste, la première valeur connue compte"}},
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
