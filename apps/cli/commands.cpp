// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/commands.hpp>
#include <array>

namespace contrechamp::cli {
namespace {

constexpr OptionInfo atlas{"atlas",          "CITY.atlas", {"an atlas made by build", "un atlas fait par build"},
                           &Settings::atlas, true,         true};
constexpr OptionInfo json{
    "--json",
    "",
    {"for programs: documented keys (docs/json.md)", "pour les programmes : clés documentées (docs/json.md)"},
    &Settings::json};
constexpr OptionInfo lang{
    "--lang",
    "en|fr",
    {"language of what people read (default: the system's)", "langue des textes (par défaut celle du système)"},
    &Settings::lang};
constexpr OptionInfo output{"-o,--output",
                            "FILE",
                            {"file to write; an existing one is replaced only by a whole one",
                             "fichier à écrire ; l’ancien n’est remplacé que par un fichier complet"},
                            &Settings::output,
                            true,
                            true};
constexpr OptionInfo config{"--config",
                            "FILE",
                            {"choices that differ from the defaults (contrechamp config show)",
                             "choix qui diffèrent de ceux par défaut (contrechamp config show)"},
                            &Settings::config,
                            false,
                            true};
constexpr OptionInfo ladder{"--ladder",
                            "NAME",
                            {"image-2014 (default), image-2025, plate, sound, presence or speed",
                             "image-2014 (par défaut), image-2025, plate, sound, presence ou speed"},
                            &Settings::ladder};
constexpr OptionInfo band{
    "--band", "NAME", {"one band only, such as observe", "une seule bande, par exemple observe"}, &Settings::band};

constexpr OptionInfo threads{"--threads",
                             "N",
                             {"threads (default: all); the result is the same with any number",
                              "fils d’exécution (par défaut tous) ; le résultat n’en dépend pas"},
                             &Settings::threads};

constexpr std::array build_options{OptionInfo{"inputs",
                                              "INPUT.osm.pbf",
                                              {"one or more OpenStreetMap extracts", "un ou plusieurs extraits OpenStreetMap"},
                                              &Settings::inputs,
                                              true,
                                              true},
                                   output, config, threads, lang};
constexpr std::array update_options{
    atlas,
    OptionInfo{"inputs",
               "CHANGES.osc.gz|NEW.osm.pbf",
               {"change files, or a newer extract", "fichiers de modifications, ou un extrait plus récent"},
               &Settings::inputs,
               true,
               true},
    OptionInfo{"--from",
               "OLD.osm.pbf",
               {"the extract that change files apply to (default: the one that the atlas names)",
                "l’extrait que modifient ces fichiers (par défaut celui que nomme l’atlas)"},
               &Settings::from,
               false,
               true},
    OptionInfo{"-o,--output",
               "FILE",
               {"atlas to write (default: in place of the old one)", "atlas à écrire (par défaut à la place de l’ancien)"},
               &Settings::output,
               false,
               true},
    OptionInfo{"--dry-run",
               "",
               {"say what would be computed anew, and write nothing", "dire ce qui serait recalculé, sans rien écrire"},
               &Settings::dry_run},
    json,
    threads,
    lang};
constexpr std::array synth_options{
    OptionInfo{"--seed", "N", {"another number, another town", "autre nombre, autre ville"}, &Settings::seed},
    OptionInfo{"--devices",
               "N",
               {"devices in the town (default 200)", "dispositifs dans la ville (200 par défaut)"},
               &Settings::devices},
    OptionInfo{"--blocks",
               "N",
               {"blocks per side, 150 m each (default 8)", "îlots par côté, de 150 m (8 par défaut)"},
               &Settings::blocks},
    output, lang};
constexpr std::array info_options{
    atlas, json,
    OptionInfo{"--rejected",
               "",
               {"list what was set aside or flagged, and why", "lister ce qui a été écarté ou signalé, et pourquoi"},
               &Settings::rejected},
    lang};
constexpr std::array report_options{atlas, json, lang};
constexpr std::array coverage_options{
    atlas,
    OptionInfo{"device", "ID", {"one device only, such as n123", "un seul dispositif, par exemple n123"}, &Settings::device},
    ladder,
    band,
    OptionInfo{"--answer",
               "WORD",
               {"certain, likely or possible (default)", "certain, likely (probable) ou possible (par défaut)"},
               &Settings::answer},
    json,
    lang};
constexpr std::array exposure_options{
    atlas,
    ladder,
    band,
    json,
    OptionInfo{"--csv", "", {"rows instead of GeoJSON", "lignes CSV au lieu de GeoJSON"}, &Settings::csv},
    lang};
constexpr std::array explain_options{
    atlas,
    OptionInfo{"device",
               "ID",
               {"OpenStreetMap id, such as n123 or w45", "identifiant OpenStreetMap, par exemple n123 ou w45"},
               &Settings::device,
               true},
    json, lang};
constexpr std::array trace_options{
    atlas,
    OptionInfo{"track",
               "FILE.gpx|FILE.geojson",
               {"a track, a route or several; it is read on this machine and sent nowhere",
                "une ou plusieurs traces ; lues sur cette machine, envoyées nulle part"},
               &Settings::track,
               true,
               true},
    OptionInfo{"--mode",
               "foot|bike|car",
               {"how it was travelled: decides what counts (default foot)",
                "comment on s’est déplacé : décide de ce qui compte (foot par défaut)"},
               &Settings::mode},
    OptionInfo{"--ladder",
               "NAME",
               {"one ladder only (default: those that count for the mode)",
                "une seule échelle (par défaut celles qui comptent pour ce mode)"},
               &Settings::ladder},
    band,
    json,
    OptionInfo{"--geojson",
               "",
               {"the stretches in view as lines, for maps", "les tronçons en vue, en lignes, pour une carte"},
               &Settings::geojson},
    lang};
constexpr std::array config_options{
    OptionInfo{"action",
               "show",
               {"show: print every choice with its unit and reason", "show : afficher chaque choix avec unité et raison"},
               &Settings::action,
               true},
    config, lang};

constexpr std::array tiles_options{
    atlas,
    output,
    OptionInfo{"--min-zoom", "N", {"first zoom (default 0)", "premier zoom (0 par défaut)"}, &Settings::min_zoom},
    OptionInfo{
        "--max-zoom", "N", {"last zoom, at most 16 (default)", "dernier zoom, 16 au plus (par défaut)"}, &Settings::max_zoom},
    threads,
    lang};

constexpr std::array serve_options{
    atlas,
    OptionInfo{
        "--port", "N", {"port (default 8080); 0: any free one", "port (8080 par défaut) ; 0 : un port libre"}, &Settings::port},
    OptionInfo{"--address",
               "ADDRESS",
               {"address to listen at (default 127.0.0.1: this machine only)",
                "adresse d’écoute (127.0.0.1 par défaut : cette machine seule)"},
               &Settings::address},
    OptionInfo{"--page",
               "FOLDER",
               {"folder of the page (default: the installed one)", "dossier de la page (par défaut celle installée)"},
               &Settings::page,
               false,
               true},
    OptionInfo{"--threads", "N", {"threads (default 2)", "fils d’exécution (2 par défaut)"}, &Settings::threads},
    lang};

constexpr std::array<CommandInfo, 12> table{{
    {"build",
     {"read OpenStreetMap extracts and make an atlas", "lire des extraits OpenStreetMap et en faire un atlas"},
     build_options,
     run_build},
    {"update",
     {"bring an atlas up to date: only what lies within range of a change is computed anew",
      "mettre un atlas à jour : seul ce qui est à portée d’un changement est recalculé"},
     update_options,
     run_update},
    {"info",
     {"what an atlas holds, as of when, and what was rejected", "ce que contient un atlas, de quand, et ce qui a été écarté"},
     info_options,
     run_info},
    {"report",
     {"the city in figures, each with its doubt", "la ville en chiffres, chacun avec son doute"},
     report_options,
     run_report},
    {"coverage",
     {"what each device sees, by band, as GeoJSON", "ce que voit chaque dispositif, par bande, en GeoJSON"},
     coverage_options,
     run_coverage},
    {"exposure",
     {"what is in view of each street, as GeoJSON or CSV", "ce qui est en vue de chaque rue, en GeoJSON ou CSV"},
     exposure_options,
     run_exposure},
    {"explain",
     {"one device: its tags, what was assumed, what it sees", "un dispositif : attributs, hypothèses, ce qu’il voit"},
     explain_options,
     run_explain},
    {"trace",
     {"where and when a track was in view, of what, and how surely; all on this machine",
      "où et quand une trace était en vue, de quoi, avec quelle certitude ; tout sur cette machine"},
     trace_options,
     run_trace},
    {"tiles", {"write the map as one PMTiles archive", "écrire la carte en une archive PMTiles"}, tiles_options, run_tiles},
    {"serve", {"show the map in a browser", "montrer la carte dans un navigateur"}, serve_options, run_serve},
    {"synth",
     {"write a small invented town as .osm.pbf", "écrire une petite ville inventée en .osm.pbf"},
     synth_options,
     run_synth},
    {"config", {"the choices behind every figure", "les choix derrière chaque chiffre"}, config_options, run_config},
}};

}  // namespace

std::span<const CommandInfo> commands() { return table; }

}  // namespace contrechamp::cli
