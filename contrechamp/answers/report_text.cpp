// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/doubts.hpp>
#include <contrechamp/answers/assumed.hpp>
#include <contrechamp/answers/families.hpp>
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
  return share(metres(seen.certain_cm), whole, lang) + " · " + share(expected_metres(seen.expected), whole, lang) + " · " +
         share(metres(seen.possible_cm), whole, lang) + " %";
}

/// What was read, kept and rejected: a lost camera is never "no camera".
std::string accounted(const Subject& s, Lang lang) {
  const scene::Tally& tally = s.snapshot.device_objects;
  Table table("rl");
  for (std::size_t r = 0; r < tally.rejected.size(); ++r) {
    if (tally.rejected[r] > 0)
      table.row({count(tally.rejected[r], lang), std::string(scene::info(static_cast<scene::Reason>(r)).sentence.in(lang))});
  }
  return "  " + say({"objects that map a device: ", "objets qui décrivent un dispositif\u202F: "}, lang) +
         count(tally.read, lang) + say({" read, ", " lus, "}, lang) + count(tally.kept, lang) + say({" kept", " retenus"}, lang) +
         (tally.read > tally.kept ? say({"; rejected:", "\u202F; écartés\u202F:"}, lang) : "") + "\n" + table.text("    ");
}

std::string devices_part(const Subject& s, const Report& r, Lang lang) {
  Table table;
  for (std::size_t k = 0; k < static_cast<std::size_t>(scene::Kind::count); ++k) {
    const auto kind = static_cast<scene::Kind>(k);
    const auto found = r.kinds.find(std::string(scene::name(kind)));
    if (found == r.kinds.end()) continue;
    const auto cameras = r.cameras.find(found->first);
    table.row({std::string(found->second == 1 ? word(kind, lang) : words(kind, lang)), count(found->second, lang),
               cameras == r.cameras.end()
                   ? ""
                   : count(cameras->second, lang) +
                         (cameras->second == 1 ? say({" camera", " caméra"}, lang) : say({" cameras", " caméras"}, lang))});
  }
  table.row({say({"indoor, in no figure below", "à l’intérieur, hors des chiffres"}, lang), count(r.indoor, lang)});
  return say({"DEVICES", "DISPOSITIFS"}, lang) + "\n" + table.text() + accounted(s, lang) + "\n";
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
  out += "  " + say({"of the kind   ", "de la sorte   "}, lang) + top(r.operator_types, lang) + "\n";
  out += "  " + say({"manufacturer  ", "fabricant     "}, lang) + top(r.manufacturers, lang) + "\n\n";
  return out;
}

std::string missing_part(const Subject& s, const Report& r, Lang lang) {
  const std::uint64_t all = s.snapshot.devices.size();
  const auto of = [&](std::uint64_t n, std::uint64_t whole) {
    return count(n, lang) + say({" of ", " sur "}, lang) + count(whole, lang);
  };
  Table table;
  table.row({say({"fixed cameras without a direction", "caméras fixes sans direction"}, lang),
             of(r.fixed_without_direction, r.fixed_with_view)});
  table.row({say({"devices without a height", "dispositifs sans hauteur"}, lang), of(r.without_height, all)});
  table.row({say({"devices without an operator", "dispositifs sans exploitant"}, lang), of(r.without_operator, all)});
  table.row(
      {say({"mapped over 5 m inside a building", "cartographiés à plus de 5 m dans un bâtiment"}, lang), of(r.moved_far, all)});
  std::string out = say({"WHAT IS MISSING", "CE QUI MANQUE"}, lang) + "\n" + table.text();
  // A town has tens of buildings a kilometre of street; far fewer means that they were not mapped, and nothing hides.
  const std::uint64_t buildings = s.snapshot.buildings.size();
  if (buildings * 100'000 < r.street_cm[0]) {
    out += "  " + count(buildings, lang) + say({" buildings for ", " bâtiments pour "}, lang) +
           distance(metres(r.street_cm[0]), lang) +
           say({" of streets: walls are hardly mapped here, so views are too long\n",
                " de rues\u202F: les murs ne sont guère cartographiés, les vues sont donc trop longues\n"},
               lang);
  }
  return out + "\n";
}

using Pick = std::array<exposure::InView, mode_count> Share::*;

std::string shares_table(const Report& r, Pick pick, const std::array<std::uint64_t, mode_count>& whole, Lang lang) {
  if (std::all_of(r.with_view.begin(), r.with_view.end(), [](std::uint64_t n) { return n == 0; })) return {};
  Table table("llr");
  table.row({say({"family", "famille"}, lang), say({"at least", "au moins"}, lang), "px/m",
             std::string(words(scene::Mode::foot, lang)), std::string(words(scene::Mode::bike, lang)),
             std::string(words(scene::Mode::car, lang))});
  for (const Share& share : r.shares) {
    if (share.ring != last_ring || r.with_view[static_cast<std::size_t>(share.ladder)] == 0) continue;
    const optics::Band& band = optics::bands(share.ladder)[share.band];
    const double density = band.density.count();
    std::vector<std::string> cells{share.band == 0 ? std::string(words(share.ladder, lang)) : "",
                                   std::string(words(band.name, lang)),
                                   density > 0 ? decimal(density, density < 100 ? 1 : 0, lang) : ""};
    for (std::size_t m = 0; m < mode_count; ++m)
      cells.push_back(optics::counts_for(share.ladder, scene::all_modes[m]) ? three_shares((share.*pick)[m], whole[m], lang)
                                                                            : "");

    table.row(std::move(cells));
  }
  return table.text();
}

/// What no share says by itself: who is left out, what is cut, and why certain is so small.
std::string beside_shares(const Subject& s, const Report& r, Lang lang) {
  Table table("l");
  table.row({say({"indoors, in none of these shares", "à l’intérieur, dans aucune de ces parts"}, lang), count(r.indoor, lang)});
  if (r.without_stretch > 0) {
    table.row({say({"section controls of an unknown stretch, likewise", "radars tronçons au tronçon inconnu, de même"}, lang),
               count(r.without_stretch, lang)});
  }
  if (r.outside_model > 0) {
    table.row({say({"no cameras, outside the comparison model", "autres que caméras, hors du modèle de comparaison"}, lang),
               count(r.outside_model, lang)});
  }
  table.row(
      {say({"views that are cut at ", "vues coupées à "}, lang) + distance(s.options.exposure.optics.max_range.count(), lang),
       count(r.cut_by_max_range, lang)});
  if (s.options.exposure.optics.model.in_use()) return table.text();
  table.row({say({"fixed cameras without a direction, never certain", "caméras fixes sans direction, jamais certaines"}, lang),
             count(r.fixed_without_direction, lang)});
  std::string out = table.text();
  for (const optics::Ladder ladder : {optics::Ladder::image_2014, optics::Ladder::plate}) {
    if (r.with_view[static_cast<std::size_t>(ladder)] > 0) continue;
    out +=
        "  " +
        (ladder == optics::Ladder::plate ? say({"no mapped plate reader", "aucun lecteur de plaques cartographié"}, lang)
                                         : say({"no mapped camera outdoors", "aucune caméra extérieure cartographiée"}, lang)) +
        ", " + words(as_of(s), lang) + "\n";
  }
  return out;
}

std::string streets_part(const Subject& s, const Report& r, Lang lang) {
  std::string out = say({"STREETS IN VIEW: certain · likely · possible, share of street metres",
                         "RUES EN VUE\u202F: certain · probable · possible, part des mètres de rue"},
                        lang) +
                    "\n";
  Table lengths;
  for (std::size_t m = 0; m < mode_count; ++m) {
    lengths.row({std::string(words(scene::all_modes[m], lang)),
                 distance(metres(r.street_cm[m]), lang) + say({" of streets, ", " de rues, dont "}, lang) +
                     distance(metres(r.surveyed_cm[m]), lang) + say({" surveyed", " relevés"}, lang)});
  }
  out += lengths.text() + "  " +
         say({"surveyed by proxy: a device is known in the cell or next to it, in ",
              "relevé, par approximation\u202F: un dispositif est connu dans la maille ou à côté, dans "},
             lang) +
         count(s.surveyed.size(), lang) + say({" cells\n", " mailles\n"}, lang) + shares_table(r, &Share::all, r.street_cm, lang);
  if (r.surveyed_cm != r.street_cm) {
    out += say({"  over the surveyed streets only:\n", "  sur les seules rues relevées\u202F:\n"}, lang) +
           shares_table(r, &Share::surveyed, r.surveyed_cm, lang);
  }
  return out + beside_shares(s, r, lang) + "\n";
}

/// "on foot, observe": whose streets, and the band that is told first.
std::string led_by(const Subject& s, Lang lang) {
  const optics::BandRef lead = leading_of(s);
  return std::string(words(scene::Mode::foot, lang)) + ", " +
         std::string(words(optics::bands(lead.ladder)[lead.band].name, lang));
}

std::string sweep_part(const Subject& s, const Report& r, Lang lang) {
  const optics::BandRef lead = leading_of(s);
  if (r.with_view[static_cast<std::size_t>(lead.ladder)] == 0) return {};
  Table table;
  for (const Share& share : r.shares) {
    if (share.ladder != lead.ladder || share.band != lead.band) continue;
    const auto& sweep = s.options.exposure.sweep;  // a small max_range makes radii equal: the last says it all
    if (share.ring + 1U < sweep.size() && sweep[share.ring] == sweep[share.ring + 1U]) continue;
    table.row({distance(s.options.exposure.sweep[share.ring].count(), lang), three_shares(share.all[0], r.street_cm[0], lang)});
  }
  return say({"IF NOTHING WERE SEEN BEYOND (", "SI RIEN N’ÉTAIT VU AU-DELÀ DE ("}, lang) + led_by(s, lang) + ")\n" +
         table.text() + "\n";
}

std::string streets_by_name(const Subject& s, const Report& r, Lang lang) {
  if (r.most_watched.empty()) return {};
  Table table;
  for (const NamedStreet& street : r.most_watched) {
    table.row({street.name, distance(metres(street.seen.certain_cm), lang), distance(expected_metres(street.seen.expected), lang),
               distance(metres(street.seen.possible_cm), lang),
               say({"of ", "sur "}, lang) + distance(metres(street.length_cm), lang)});
  }
  return say({"MOST WATCHED (", "LES PLUS VUES ("}, lang) + led_by(s, lang) +
         say({"; all streets of a name together): certain, likely, possible",
              "\u202F; toutes les rues d’un nom ensemble)\u202F: certain, probable, possible"},
             lang) +
         "\n" + table.text() + "\n";
}

/// "above 10 % to 25 %" and how many streets that is, by answer.
std::string distribution_part(const Subject& s, const Report& r, Lang lang) {
  const Distribution& d = r.distribution;
  if (d.surveyed.streets == 0 || r.with_view[static_cast<std::size_t>(leading_of(s).ladder)] == 0) return {};
  Table table;
  for (std::size_t bin = 0; bin < bin_ends.size(); ++bin) {
    const std::string to = count(bin_ends[bin], lang) + " %";
    const std::string words = bin == 0   ? say({"nothing", "rien"}, lang)
                              : bin == 1 ? say({"up to ", "jusqu’à "}, lang) + to
                                         : count(bin_ends[bin - 1], lang) + say({" to ", " à "}, lang) + to;
    table.row(
        {words, count(d.certain[bin].streets, lang), count(d.expected[bin].streets, lang), count(d.possible[bin].streets, lang)});
  }
  return say({"STREETS BY SHARE IN VIEW (", "RUES SELON LA PART EN VUE ("}, lang) + led_by(s, lang) +
         say({"): how many, certain, likely, possible", ")\u202F: combien, certain, probable, possible"}, lang) + "\n" +
         table.text() + "  " + count(d.surveyed.streets, lang) + say({" streets surveyed, ", " rues relevées, "}, lang) +
         count(d.not_surveyed.streets, lang) + say({" not surveyed\n\n", " non relevées\n\n"}, lang);
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
  if (table.empty()) return {};
  return say({"LEFT OUT OF STREET METRES: on foot, by bike, by car", "HORS DES MÈTRES DE RUE\u202F: à pied, à vélo, en voiture"},
             lang) +
         "\n" + table.text() + "\n";
}

/// Without a device there is no share to give: not mapped is not the same as not in view.
std::string nobody_looked(const Subject& s, const Report& r, Lang lang) {
  if (s.snapshot.device_objects.read > 0) {
    return say({"Devices are mapped here, but none could be kept: what watches these streets is not known.\n\n",
                "Des dispositifs sont cartographiés ici, mais aucun n’a pu être retenu\u202F: on ne sait pas ce qui observe ces "
                "rues.\n\n"},
               lang);
  }
  return say({"No mapped device here, ", "Aucun dispositif cartographié ici, "}, lang) + words(as_of(s), lang) +
         say({". Nobody may have looked: the ", ". Personne n’a peut-être regardé\u202F: les "}, lang) +
         distance(metres(r.street_cm[0]), lang) +
         say({" of streets to walk on are not mapped for devices, which is not the same as not in view.\n\n",
              " de rues à pied ne sont pas relevés, ce qui n’est pas la même chose que non vus.\n\n"},
             lang);
}

}  // namespace

std::string report_text(const Subject& s, const Report& r, Lang lang) {
  std::string out = heading(s, lang) + model_notice(s.options, lang) + "\n";
  if (!s.snapshot.devices.empty()) out += devices_part(s, r, lang) + who_part(r, lang);
  if (s.snapshot.devices.empty())
    return out + accounted(s, lang) + "\n" + nobody_looked(s, r, lang) + left_out_part(r, lang) + limits(s.options, lang) + "\n";
  return out + streets_part(s, r, lang) + sweep_part(s, r, lang) + distribution_part(s, r, lang) +
         ground_part(r.ground, leading_of(s).ladder, lang) + trips_part(s, r.trips, lang) + streets_by_name(s, r, lang) +
         missing_part(s, r, lang) + costliest_part(s, lang) + left_out_part(r, lang) + assumed_part(s, r, lang);
}

}  // namespace contrechamp::answers
