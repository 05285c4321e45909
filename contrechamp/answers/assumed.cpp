// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/assumed.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

using Cells = std::vector<std::string>;

std::string say(Phrase phrase, Lang lang) { return std::string(phrase.in(lang)); }

bool has(const Report& r, scene::Kind kind) { return r.kinds.contains(std::string(scene::name(kind))); }

std::string weighted(Metres metres, std::uint32_t weight, Lang lang) {
  return decimal(metres.count(), metres.count() < 100 ? 1 : 0, lang) + " m (" + number(weight) + " ‰)";
}

Cells lens_row(Phrase what, std::span<const optics::Lens> lenses, Lang lang) {
  Cells cells{say(what, lang)};
  for (const optics::Lens& lens : lenses) {
    cells.push_back(decimal(lens.focal_mm, 1, lang) + " mm " + number(lens.columns) + "×" + number(lens.rows) + " (" +
                    number(lens.weight) + " ‰)");
  }
  return cells;
}

Cells weighted_row(Phrase what, const std::array<Metres, 3>& metres, const std::array<std::uint32_t, 3>& weights, Lang lang) {
  Cells cells{say(what, lang)};
  for (std::size_t i = 0; i < metres.size(); ++i) cells.push_back(weighted(metres[i], weights[i], lang));
  return cells;
}

void add_cameras(Table& table, const Report& r, const optics::OpticsOptions& o, Lang lang) {
  table.row(lens_row({"fixed lenses", "optiques fixes"}, optics::fixed_lenses, lang));
  table.row(lens_row({"domes, panning", "dômes, orientables"}, optics::dome_lenses, lang));
  if (has(r, scene::Kind::thermal)) table.row(lens_row({"thermal", "thermiques"}, optics::thermal_lenses, lang));
  table.row(weighted_row({"heights not tagged", "hauteurs inconnues"}, o.heights, o.height_weights, lang));
  const auto degrees = [&](CentiDegrees a) { return "±" + decimal(a.count() / 100.0, 0, lang) + "°"; };
  table.row({say({"directions", "directions"}, lang), say({"degrees ", "degrés "}, lang) + degrees(o.numeric_spread),
             say({"compass ", "boussole "}, lang) + degrees(o.cardinal_spread), "0: " + degrees(o.zero_spread)});
  table.row({say({"faces, plates", "visages, plaques"}, lang), decimal(o.face_height.count(), 1, lang) + " m",
             decimal(o.plate_height.count(), 1, lang) + " m",
             say({"read to ", "lues à "}, lang) + distance(o.plate_range.count(), lang)});
}

void add_others(Table& table, const Report& r, const optics::OpticsOptions& o, Lang lang) {
  if (has(r, scene::Kind::speed_camera) || has(r, scene::Kind::red_light_camera)) {
    table.row({say({"speed", "vitesse"}, lang), decimal(o.speed_width.count() / 100.0, 0, lang) + "°",
               say({"to ", "à "}, lang) + distance(o.speed_range.count(), lang)});
  }
  if (has(r, scene::Kind::microphone))
    table.row(weighted_row({"speech is understood to", "parole comprise à"}, o.speech_ranges, o.range_weights, lang));
  if (has(r, scene::Kind::gunshot_detector))
    table.row(weighted_row({"shots are heard to", "tirs entendus à"}, o.shot_ranges, o.range_weights, lang));
  if (has(r, scene::Kind::microphone) || has(r, scene::Kind::gunshot_detector)) {
    table.row(
        {say({"behind walls", "derrière des murs"}, lang),
         decimal(100 * o.behind_walls, 0, lang) +
             say({" % of that: walls dampen, they do not end", " % de cela\u202F: les murs amortissent sans arrêter"}, lang)});
  }
  if (has(r, scene::Kind::guard))
    table.row(weighted_row({"guards see to", "gardes voient à"}, o.presence_ranges, o.range_weights, lang));
}

Cells buildings_row(const exposure::ExposureOptions& o, Lang lang) {
  const auto metres = [&](Metres m) { return decimal(m.count(), 1, lang) + " m"; };
  return {say({"buildings, no height", "bâtiments sans hauteur"}, lang), say({"tall: certain", "grands\u202F: certain"}, lang),
          metres(o.usual_building_height) + say({": likely", "\u202F: probable"}, lang),
          o.least_building_height.count() > 0 ? metres(o.least_building_height) + say({": possible", "\u202F: possible"}, lang)
                                              : say({"absent: possible", "absents\u202F: possible"}, lang)};
}

/// What this atlas was made with that is not the default.
std::string changed_options(const exposure::Options& options, Lang lang) {
  const std::string defaults = exposure::text_of(exposure::Options{}, exposure::Comments::without);
  const std::string chosen = exposure::text_of(options, exposure::Comments::without);
  const std::vector<std::string_view> standard = split(defaults, "\n");
  const std::vector<std::string_view> lines = split(chosen, "\n");
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] != standard[i]) out += "  " + say({"chosen: ", "choisi\u202F: "}, lang) + std::string(lines[i]) + "\n";
  }
  return out;
}

}  // namespace

std::string assumed_part(const Subject& s, const Report& r, Lang lang) {
  const optics::OpticsOptions& o = s.options.exposure.optics;
  Table table("l");
  if (!o.model.in_use()) {
    add_cameras(table, r, o, lang);
    add_others(table, r, o, lang);
    table.row(buildings_row(s.options.exposure, lang));
  }
  return say({"WHAT IS ASSUMED where tags are silent (contrechamp config show)",
              "CE QUI EST SUPPOSÉ faute de mention (contrechamp config show)"},
             lang) +
         "\n" + table.text() + changed_options(s.options, lang) + "\n" + limits(s.options, lang) + "\n";
}

}  // namespace contrechamp::answers
