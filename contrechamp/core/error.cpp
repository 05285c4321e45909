// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/error.hpp>

namespace contrechamp {
namespace {
// Exit codes: 2 the call is wrong, 3 the input is wrong, 4 the atlas is wrong, 5 the machine refuses, 6 a proof does not hold,
// 70 our fault.
constexpr std::array<ErrorInfo, static_cast<std::size_t>(Errc::count)> error_table{{
    {"bad_argument", 2, {"the command was called wrongly", "l’appel de la commande est incorrect"}},
    {"bad_config", 2, {"the configuration cannot be used", "la configuration est inutilisable"}},
    {"bad_coordinate", 3, {"a coordinate is out of range", "une coordonnée est hors limites"}},
    {"cannot_read", 5, {"cannot read", "lecture impossible"}},
    {"cannot_write", 5, {"cannot write", "écriture impossible"}},
    {"disk_full", 5, {"the disk is full", "le disque est plein"}},
    {"empty_file", 3, {"the file is empty", "le fichier est vide"}},
    {"not_osm", 3, {"not an OpenStreetMap file", "ce n’est pas un fichier OpenStreetMap"}},
    {"corrupt_osm", 3, {"the OpenStreetMap file is damaged or cut short", "le fichier OpenStreetMap est endommagé ou tronqué"}},
    {"nothing_inside", 3, {"the input holds nothing to build from", "l’entrée ne contient rien à construire"}},
    {"not_an_atlas", 4, {"not a Contrechamp atlas", "ce n’est pas un atlas de Contrechamp"}},
    {"atlas_version", 4, {"the atlas has another version", "l’atlas est d’une autre version"}},
    {"corrupt_atlas", 4, {"the atlas is damaged", "l’atlas est endommagé"}},
    {"no_such_device", 3, {"no such device in this atlas", "aucun dispositif de ce nom dans cet atlas"}},
    {"too_large", 3, {"larger than this format can hold", "plus grand que ce format ne peut contenir"}},
    {"bad_drawing", 3, {"the drawing cannot be read as a scene", "le dessin ne se lit pas comme une scène"}},
    {"internal", 70, {"a fault of this program", "une faute de ce programme"}},
    {"no_such_segment", 3, {"no such street segment in this atlas", "aucun tronçon de rue de ce numéro dans cet atlas"}},
    {"cannot_listen", 5, {"cannot listen", "écoute impossible"}},
    {"not_a_track", 3, {"not a file of tracks", "ce n’est pas un fichier de traces"}},
    {"corrupt_track", 3, {"the file of tracks is damaged or cut short", "le fichier de traces est endommagé ou tronqué"}},
    {"no_way", 3, {"no way", "aucun chemin"}},
    {"not_a_proof", 3, {"not a proof that can be read", "ce n’est pas une preuve lisible"}},
    {"bad_proof", 6, {"the proof does not hold", "la preuve n’est pas valable"}},
    {"no_street_near", 3, {"no street near", "aucune rue à proximité"}},
}};
}  // namespace

const ErrorInfo& info(Errc code) { return error_table[static_cast<std::size_t>(code)]; }

std::string Error::sentence(Lang lang) const {
  std::string text(info(code).sentence.in(lang));
  const std::string& more = detail_in(lang);
  if (!more.empty()) text += (lang == Lang::fr ? "\u202F: " : ": ") + more;
  return text;
}

tl::unexpected<Error> fail_within(std::string_view where, const Error& error, std::string_view where_fr) {
  const auto joined = [](std::string_view head, std::string_view colon, const std::string& detail) {
    return std::string(head) + (detail.empty() ? "" : std::string(colon) + detail);
  };
  std::string french;
  if (!where_fr.empty() || !error.detail_fr.empty())
    french = joined(where_fr.empty() ? where : where_fr, "\u202F: ", error.detail_in(Lang::fr));
  return fail(error.code, joined(where, ": ", error.detail), std::move(french));
}

}  // namespace contrechamp
