// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <apps/cli/common_options.hpp>
#include <array>

/// Options of route, prove and check-proof.
namespace contrechamp::cli {

/// Lists one after the other.
template <std::size_t... lengths>
consteval auto together(const std::array<OptionInfo, lengths>&... lists) {
  std::array<OptionInfo, (lengths + ...)> all{};
  auto next = all.begin();
  ((next = std::copy(lists.begin(), lists.end(), next)), ...);
  return all;
}

inline constexpr std::array what_is_wished{
    atlas,
    OptionInfo{
        "--from",
        "LAT,LON",
        {"where it begins: latitude first, then longitude, as map sites show them (48.8566,2.3522); also geo:48.8566,2.3522",
         "où il commence\u202F: la latitude d’abord, puis la longitude, comme les donnent les cartes en ligne "
         "(48.8566,2.3522)\u202F; "
         "aussi geo:48.8566,2.3522"},
        &Settings::start,
        true},
    OptionInfo{"--to", "LAT,LON", {"where it ends", "où il finit"}, &Settings::destination, true},
    OptionInfo{"--via",
               "LAT,LON",
               {"a place on the way; again for each further one", "un lieu de passage\u202F; à répéter pour chacun"},
               &Settings::via,
               false,
               false,
               true},
    OptionInfo{"--mode",
               "foot|bike|car",
               {"how one travels (default foot)", "comment on se déplace (foot par défaut)"},
               &Settings::mode},
    OptionInfo{"--family",
               "NAME",
               {"what in view means: image, plate, sound, presence or speed",
                "ce que veut dire en vue\u202F: image, plate, sound, presence ou speed"},
               &Settings::family},
    ladder,
    OptionInfo{"--band",
               "NAME",
               {"at least this band (default: the one that people are told first)",
                "au moins cette bande (par défaut celle qui est dite en premier)"},
               &Settings::band},
    OptionInfo{"--answer",
               "WORD",
               {"what to keep small: certain, expected or possible (default)",
                "ce qui doit rester petit\u202F: certain, expected (attendu) ou possible (par défaut)"},
               &Settings::answer},
    OptionInfo{"--measure",
               "metres|seconds",
               {"in view (default metres)", "en vue (metres, des mètres, par défaut)"},
               &Settings::measure},
    OptionInfo{
        "--most-minutes-more",
        "N",
        {"no route that takes so much longer than the fastest", "aucun trajet plus long que le plus rapide de plus de N minutes"},
        &Settings::most_minutes_more},
    OptionInfo{"--most-in-view",
               "N",
               {"no route with more metres (or seconds) in view", "aucun trajet avec plus de mètres (ou de secondes) en vue"},
               &Settings::most_in_view}};
/// Of whatever is asked about a trip.
inline constexpr std::array which_devices{
    OptionInfo{"--kind",
               "NAME",
               {"only devices of this kind count; again for each further one",
                "seuls comptent les dispositifs de cette sorte\u202F; à répéter pour chacune"},
               &Settings::kinds,
               false,
               false,
               true},
    OptionInfo{"--operator",
               "NAME",
               {"only this operator's devices count; again for each further one",
                "seuls comptent ceux de cet exploitant\u202F; à répéter pour chacun"},
               &Settings::operators,
               false,
               false,
               true},
    OptionInfo{"--device",
               "ID",
               {"only this device counts, such as n123; again for each further one",
                "seul compte ce dispositif, par exemple n123\u202F; à répéter pour chacun"},
               &Settings::devices_kept,
               false,
               false,
               true},
    OptionInfo{"--without-kind",
               "NAME",
               {"devices of this kind do not count", "les dispositifs de cette sorte ne comptent pas"},
               &Settings::without_kinds,
               false,
               false,
               true},
    OptionInfo{"--without-operator",
               "NAME",
               {"this operator's devices do not count", "ceux de cet exploitant ne comptent pas"},
               &Settings::without_operators,
               false,
               false,
               true},
    OptionInfo{"--without-device",
               "ID",
               {"this device does not count, such as n123", "ce dispositif ne compte pas, par exemple n123"},
               &Settings::without_devices,
               false,
               false,
               true}};
inline constexpr std::array how_it_is_told{
    OptionInfo{"--rather-seen",
               "",
               {"the other way round: as little as possible out of certain view",
                "à l’inverse\u202F: le moins possible hors de vue certaine"},
               &Settings::rather_seen},
    OptionInfo{"--front",
               "",
               {"also list every route that no other beats in both time and view",
                "donner aussi tous les trajets qu’aucun autre ne bat à la fois en durée et en vue"},
               &Settings::front},
    OptionInfo{"--certified",
               "",
               {"prove that no route is missing: with a certificate, which other code judges",
                "prouver qu’il ne manque aucun trajet\u202F: par un certificat, qu’un autre code juge"},
               &Settings::certified},
    OptionInfo{
        "--steps", "", {"also tell each route turn by turn", "dire aussi chaque trajet virage par virage"}, &Settings::steps},
    json,
    OptionInfo{"--gpx", "", {"one track a route, for navigators", "une trace par trajet, pour les navigateurs"}, &Settings::gpx},
    OptionInfo{"--geojson", "", {"one line a route, for maps", "une ligne par trajet, pour une carte"}, &Settings::geojson},
    lang};
inline constexpr auto route_options = together(what_is_wished, which_devices, how_it_is_told);
/// An option that route has, too.
consteval OptionInfo of_route(std::string_view names) {
  return *std::find_if(route_options.begin(), route_options.end(),
                       [&](const OptionInfo& option) { return option.names == names; });
}
inline constexpr auto prove_options = together(
    std::array{atlas, of_route("--from"), of_route("--to"), of_route("--mode"), of_route("--family"), ladder, of_route("--band")},
    which_devices,
    std::array{OptionInfo{"--json",
                          "",
                          {"the proof, for check-proof (docs/json.md)", "la preuve, pour check-proof (docs/json.md)"},
                          &Settings::json},
               lang});
inline constexpr std::array check_proof_options{
    atlas,
    OptionInfo{"proof",
               "PROOF.json",
               {"what prove --json wrote, or anybody", "ce qu’a écrit prove --json, ou n’importe qui"},
               &Settings::proof,
               true,
               true},
    lang};

}  // namespace contrechamp::cli
