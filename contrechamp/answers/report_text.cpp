// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/report.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::uint8_t last_ring = ring_count - 1;

std::string say(Phrase phrase, Lang lang) { return std::string(phrase.in(lang)); }

double metres(std::uint64_t cm) { return static_cast<double>(cm) / 100; }
double expected_metres(std::uint64_t e) { return static_cast<double>(e) / exposure::full_probability / 100; }

/// "1.2 · 5.3 · 23.1 %": certain, likely, possible.
std::string three_shares(const exposure::InView& seen, std::uint64_t of_cm, Lang lang) {
  if (of_cm == 0) return "–";
  const double whole = metres(of_cm);
  std::string out;
  for (const double part : {metres(seen.certain_cm), expected_metres(seen.expected)})
    out += decimal(100 * part / whole, 1, lang) + " · ";
  return out + percent(metres(seen.possible_cm), whole, lang);
}

std::string devices_part(const Report& r, Lang lang) {
  Table table;
  for (std::size_t k = 0; k < static_cast<std::size_t>(scene::Kind::count); ++k) {
    const auto kind = static_cast<scene::Kind>(k);
    const auto found = r.kinds.find(std::string(scene::name(kind)));
    if (found == r.kinds.end()) continue;
    const auto cameras = r.cameras.find(found->first);
    table.row({std::string(words(kind, lang)), count(found->second, lang),
               cameras == r.cameras.end() ? "" : count(cameras->second, lang) + say({" cameras", " caméras"}, lang)});
  }
  table.row({say({"indoor, in no figure below", "à l’intérieur, hors des chiffres"}, lang), count(r.indoor, lang)});
  table.row({say({"kinds without a computed view yet", "sortes sans vue calculée pour l’instant"}, lang),
             count(r.without_view_here, lang)});
  return say({"DEVICES", "DISPOSITIFS"}, lang) + "\n" + table.text() + "\n";
}

/// The most frequent words of a tally: "Presidentinlinna 10 · Eduskunta 9 · … · not tagged 310".
std::string top(const Tallied& words_counted, Lang lang) {
  std::vector<std::pair<std::string, std::uint64_t>> sorted;
  std::uint64_t silent = 0;
  for (const auto& [word, n] : words_counted) {
    if (word.empty())
      silent = n;
    else
      sorted.emplace_back(word, n);
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  std::string out;
  for (std::size_t i = 0; i < sorted.size() && i < 6; ++i) out += sorted[i].first + " " + count(sorted[i].second, lang) + " · ";
  if (sorted.size() > 6) out += "… · ";
  return out + say({"not tagged ", "sans mention "}, lang) + count(silent, lang);
}

std::string who_part(const Report& r, Lang lang) {
  std::string out;
  out += "  " + say({"zone          ", "zone          "}, lang) + top(r.zones, lang) + "\n";
  out += "  " + say({"operator      ", "exploitant    "}, lang) + top(r.operators, lang) + "\n";
  out += "  " + say({"manufacturer  ", "fabricant     "}, lang) + top(r.manufacturers, lang) + "\n\n";
  return out;
}

std::string missing_part(const Subject& s, const Report& r, Lang lang) {
  const auto of = [&](std::uint64_t n) {
    return count(n, lang) + say({" of ", " sur "}, lang) + count(s.snapshot.devices.size(), lang);
  };
  Table table;
  table.row({say({"fixed cameras without a direction", "caméras fixes sans direction"}, lang), of(r.fixed_without_direction)});
  table.row({say({"devices without a height", "dispositifs sans hauteur"}, lang), of(r.without_height)});
  table.row({say({"devices without an operator", "dispositifs sans exploitant"}, lang), of(r.without_operator)});
  table.row({say({"mapped over 5 m inside a building", "cartographiés à plus de 5 m dans un bâtiment"}, lang), of(r.moved_far)});
  return say({"WHAT IS MISSING", "CE QUI MANQUE"}, lang) + "\n" + table.text() + "\n";
}

using Pick = std::array<exposure::InView, mode_count> Share::*;

std::string shares_table(const Report& r, Pick pick, const std::array<std::uint64_t, mode_count>& whole, Lang lang) {
  Table table;
  table.row({say({"at least", "au moins"}, lang), "px/m", std::string(words(scene::Mode::foot, lang)),
             std::string(words(scene::Mode::bike, lang)), std::string(words(scene::Mode::car, lang))});
  for (const Share& share : r.shares) {
    if (share.ring != last_ring) continue;
    const optics::Band& band = optics::bands(share.ladder)[share.band];
    const bool image = optics::family(share.ladder) == "image";
    std::vector<std::string> cells{
        std::string(words(band.name, lang)) + (share.ladder == optics::Ladder::image_2025 ? " (2025)" : ""),
        image ? decimal(band.density.count(), band.density.count() < 100 ? 1 : 0, lang) : ""};
    for (std::size_t m = 0; m < mode_count; ++m) {
      const bool shown = image || scene::all_modes[m] == scene::Mode::car;  // plates matter to cars
      cells.push_back(shown ? three_shares((share.*pick)[m], whole[m], lang) : "");
    }
    table.row(std::move(cells));
  }
  return table.text();
}

/// What no share says by itself: who is left out, what is cut, and why certain is so small.
std::string beside_shares(const Subject& s, const Report& r, Lang lang) {
  const auto n = [&](std::uint64_t number_of) { return "  " + count(number_of, lang); };
  return n(r.indoor) +
         say({" devices indoors are in none of these shares\n", " dispositifs à l’intérieur ne sont dans aucune de ces parts\n"},
             lang) +
         n(r.without_view_here) +
         say({" of kinds whose view is not computed yet neither\n",
              " de sortes dont la vue n’est pas encore calculée non plus\n"},
             lang) +
         n(r.cut_by_max_range) + say({" have a view that is cut at ", " ont une vue coupée à "}, lang) +
         distance(s.options.exposure.optics.max_range.count(), lang) + "\n" + n(r.fixed_without_direction) +
         say({" fixed cameras without a direction are never certain: they may look elsewhere\n",
              " caméras fixes sans direction ne sont jamais certaines : elles peuvent regarder ailleurs\n"},
             lang);
}

std::string streets_part(const Subject& s, const Report& r, Lang lang) {
  std::string out = say({"STREETS IN VIEW: certain · likely · possible, share of street metres",
                         "RUES EN VUE : certain · probable · possible, part des mètres de rue"},
                        lang) +
                    "\n";
  Table lengths;
  for (std::size_t m = 0; m < mode_count; ++m) {
    lengths.row({std::string(words(scene::all_modes[m], lang)),
                 distance(metres(r.street_cm[m]), lang) + say({" of streets, ", " de rues, dont "}, lang) +
                     distance(metres(r.surveyed_cm[m]), lang) + say({" in surveyed cells", " en mailles relevées"}, lang)});
  }
  out += lengths.text() + shares_table(r, &Share::all, r.street_cm, lang);
  if (r.surveyed_cm != r.street_cm) {
    out += say({"  over the streets of the ", "  sur les rues des "}, lang) + count(s.surveyed.size(), lang) +
           say({" surveyed cells only (a device is known there or next to it):\n",
                " mailles relevées seulement (un dispositif y est connu, ou à côté) :\n"},
               lang) +
           shares_table(r, &Share::surveyed, r.surveyed_cm, lang);
  }
  return out + beside_shares(s, r, lang) + "\n";
}

std::string sweep_part(const Subject& s, const Report& r, Lang lang) {
  Table table;
  for (const Share& share : r.shares) {
    if (share.ladder != leading_ladder || share.band != leading_band) continue;
    table.row({distance(s.options.exposure.sweep[share.ring].count(), lang), three_shares(share.all[0], r.street_cm[0], lang)});
  }
  return say({"IF NOTHING WERE SEEN BEYOND (on foot, observe)", "SI RIEN N’ÉTAIT VU AU-DELÀ DE (à pied, observer)"}, lang) +
         "\n" + table.text() + "\n";
}

std::string streets_by_name(const Report& r, Lang lang) {
  if (r.most_watched.empty()) return {};
  Table table;
  for (const NamedStreet& street : r.most_watched) {
    table.row({street.name, distance(metres(street.seen.certain_cm), lang), distance(expected_metres(street.seen.expected), lang),
               distance(metres(street.seen.possible_cm), lang),
               say({"of ", "sur "}, lang) + distance(metres(street.length_cm), lang)});
  }
  return say({"MOST WATCHED (on foot, observe): certain, likely, possible",
              "LES PLUS VUES (à pied, observer) : certain, probable, possible"},
             lang) +
         "\n" + table.text() + "\n";
}

std::string left_out_part(const Report& r, Lang lang) {
  Table table;
  for (std::size_t rule = 1; rule < r.left_out_cm[0].size(); ++rule) {
    std::uint64_t any = 0;
    std::vector<std::string> cells{std::string(words(static_cast<scene::LeftOut>(rule), lang))};
    for (std::size_t m = 0; m < mode_count; ++m) {
      any += r.left_out_cm[m][rule];
      cells.push_back(distance(metres(r.left_out_cm[m][rule]), lang));
    }
    if (any > 0) table.row(std::move(cells));
  }
  return say({"LEFT OUT OF STREET METRES: on foot, by bike, by car", "HORS DES MÈTRES DE RUE : à pied, à vélo, en voiture"},
             lang) +
         "\n" + table.text() + "\n";
}

/// Without a device there is no share to give: not mapped is not the same as not in view.
std::string nobody_looked(const Subject& s, const Report& r, Lang lang) {
  return say({"No mapped device here, ", "Aucun dispositif cartographié ici, "}, lang) + words(as_of(s), lang) +
         say({". Nobody may have looked: the ", ". Personne n’a peut-être regardé : les "}, lang) +
         distance(metres(r.street_cm[0]), lang) +
         say({" of streets to walk on are not mapped for devices, which is not the same as not in view.\n\n",
              " de rues à pied ne sont pas relevés, ce qui n’est pas la même chose que non vus.\n\n"},
             lang);
}

/// The choices behind every figure, in one paragraph; `config show` has all of them.
std::string model_part(const Subject& s, Lang lang) {
  const optics::OpticsOptions& o = s.options.exposure.optics;
  Table table("l");
  const auto lenses = [&](Phrase what, std::span<const optics::Lens> rows) {
    std::vector<std::string> cells{say(what, lang)};
    for (const optics::Lens& lens : rows) {
      cells.push_back(decimal(lens.focal_mm, 1, lang) + " mm " + number(lens.columns) + "×" + number(lens.rows) + " (" +
                      number(lens.weight) + " ‰)");
    }
    table.row(std::move(cells));
  };
  lenses({"fixed lenses", "optiques fixes"}, optics::fixed_lenses);
  lenses({"domes, panning", "dômes, orientables"}, optics::dome_lenses);
  std::vector<std::string> heights{say({"heights not tagged", "hauteurs inconnues"}, lang)};
  for (std::size_t i = 0; i < o.heights.size(); ++i)
    heights.push_back(decimal(o.heights[i].count(), 1, lang) + " m (" + number(o.height_weights[i]) + " ‰)");
  table.row(std::move(heights));
  const auto degrees = [&](CentiDegrees a) { return "±" + decimal(a.count() / 100.0, 0, lang) + "°"; };
  table.row({say({"directions", "directions"}, lang), say({"degrees ", "degrés "}, lang) + degrees(o.numeric_spread),
             say({"compass ", "boussole "}, lang) + degrees(o.cardinal_spread), "0: " + degrees(o.zero_spread)});
  return say({"WHAT IS ASSUMED where tags are silent (contrechamp config show)",
              "CE QUI EST SUPPOSÉ faute de mention (contrechamp config show)"},
             lang) +
         "\n" + table.text() + "\n" + std::string(limits(lang)) + "\n";
}

}  // namespace

std::string report_text(const Subject& s, const Report& r, Lang lang) {
  std::string out = heading(s, lang) + "\n";
  if (!s.snapshot.devices.empty()) out += devices_part(r, lang) + who_part(r, lang);
  if (s.snapshot.devices.empty())
    return out + nobody_looked(s, r, lang) + left_out_part(r, lang) + std::string(limits(lang)) + "\n";
  return out + streets_part(s, r, lang) + sweep_part(s, r, lang) + streets_by_name(r, lang) + missing_part(s, r, lang) +
         left_out_part(r, lang) + model_part(s, lang);
}

}  // namespace contrechamp::answers
