// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <apps/cli/route_options.hpp>

/// Options of commute and reach.
namespace contrechamp::cli {

inline constexpr auto commute_options = together(
    std::array{atlas,
               OptionInfo{"pairs",
                          "PAIRS.csv",
                          {"pairs of places: from_lat, from_lon, to_lat, to_lon in degrees, perhaps an id before them; read on "
                           "this machine and sent nowhere",
                           "paires de lieux\u202F: from_lat, from_lon, to_lat, to_lon en degrés, peut-être précédés d’un "
                           "id\u202F; lues sur cette machine, envoyées nulle part"},
                          &Settings::pairs,
                          true,
                          true},
               OptionInfo{"-o,--output",
                          "FILE",
                          {"file of rows, one a pair; a run that was stopped goes on where it ended",
                           "fichier de résultats, une ligne par paire\u202F; un calcul interrompu y reprend où il s’est arrêté"},
                          &Settings::output,
                          true,
                          true},
               of_route("--mode"), of_route("--family"), ladder, of_route("--band"), of_route("--answer"), of_route("--measure")},
    which_devices,
    std::array{OptionInfo{"--verified",
                          "",
                          {"measure each route again from devices and walls, and say whether it agrees: slower",
                           "mesurer chaque trajet à nouveau d’après dispositifs et murs, et dire s’il concorde\u202F: plus lent"},
                          &Settings::verified},
               OptionInfo{"--json",
                          "",
                          {"JSON lines instead of CSV, with the devices' ids (docs/json.md)",
                           "lignes JSON au lieu de CSV, avec les identifiants des dispositifs (docs/json.md)"},
                          &Settings::json},
               threads, lang});

inline constexpr auto reach_options =
    together(std::array{atlas, of_route("--from"),
                        OptionInfo{"--minutes",
                                   "N",
                                   {"how long one travels, such as 15", "durée du déplacement, par exemple 15"},
                                   &Settings::minutes,
                                   true},
                        of_route("--mode"), of_route("--family"), ladder, of_route("--band")},
             which_devices,
             std::array{json,
                        OptionInfo{"--geojson",
                                   "",
                                   {"the streets reached as lines, for maps", "les rues atteintes, en lignes, pour une carte"},
                                   &Settings::geojson},
                        lang});

}  // namespace contrechamp::cli
