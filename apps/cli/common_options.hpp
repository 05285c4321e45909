// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <apps/cli/commands.hpp>

/// Options that several commands have.
namespace contrechamp::cli {

inline constexpr OptionInfo atlas{"atlas",          "CITY.atlas", {"an atlas made by build", "un atlas fait par build"},
                                  &Settings::atlas, true,         true};
inline constexpr OptionInfo json{
    "--json",
    "",
    {"for programs: documented keys (docs/json.md)", "pour les programmes\u202F: clés documentées (docs/json.md)"},
    &Settings::json};
inline constexpr OptionInfo lang{
    "--lang",
    "en|fr",
    {"language of what people read (default: the system's)", "langue des textes (par défaut celle du système)"},
    &Settings::lang};
inline constexpr OptionInfo output{"-o,--output",
                                   "FILE",
                                   {"file to write; an existing one is replaced only by a whole one",
                                    "fichier à écrire\u202F; l’ancien n’est remplacé que par un fichier complet"},
                                   &Settings::output,
                                   true,
                                   true};
inline constexpr OptionInfo config{"--config",
                                   "FILE",
                                   {"choices that differ from the defaults (contrechamp config show)",
                                    "choix qui diffèrent de ceux par défaut (contrechamp config show)"},
                                   &Settings::config,
                                   false,
                                   true};
inline constexpr OptionInfo ladder{"--ladder",
                                   "NAME",
                                   {"image-2014 (default), image-2025, plate, sound, presence or speed",
                                    "image-2014 (par défaut), image-2025, plate, sound, presence ou speed"},
                                   &Settings::ladder};
inline constexpr OptionInfo band{
    "--band", "NAME", {"one band only, such as observe", "une seule bande, par exemple observe"}, &Settings::band};

inline constexpr OptionInfo threads{"--threads",
                                    "N",
                                    {"threads (default: all); the result is the same with any number",
                                     "fils d’exécution (par défaut tous)\u202F; le résultat n’en dépend pas"},
                                    &Settings::threads};

}  // namespace contrechamp::cli
