// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/doubts.hpp>
#include <contrechamp/answers/explain.hpp>
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/answers/street_words.hpp>
#include <contrechamp/core/text.hpp>
#include <functional>

namespace contrechamp::answers {
namespace {

using placement::Where;

std::string say(Phrase phrase, Lang lang) { return std::string(phrase.in(lang)); }
double expected_metres(std::uint64_t e) { return static_cast<double>(e) / exposure::full_probability / 100; }

constexpr std::array<Phrase, static_cast<std::size_t>(Where::count)> places{{
    {"stands as mapped", "posé comme cartographié"},
    {"hangs on a façade", "accroché à une façade"},
    {"moved to the nearest free place by its façade", "déplacé à l’endroit libre le plus proche de sa façade"},
    {"no free place found: possible views only", "aucun endroit libre\u202F: vues possibles seulement"},
}};
constexpr std::array<Phrase, 4> limits_reached{
    {{"pixels", "pixels"}, {"tilt", "inclinaison"}, {"largest range", "portée maximale"}, {"blind spot", "angle mort"}}};

constexpr std::array<Phrase, static_cast<std::size_t>(optics::Reading::count)> readings{{
    {"no direction: any, all round", "sans direction\u202F: toutes, tout autour"},
    {"direction in degrees", "direction en degrés"},
    {"direction by the compass", "direction à la boussole"},
    {"direction 0, often an editor's default", "direction 0, souvent la valeur par défaut d’un éditeur"},
    {"sees all round", "voit tout autour"},
    {"turns through the tagged range", "tourne dans le secteur indiqué"},
    {"turns all round", "tourne tout autour"},
    {"no direction: any on the outer side of its façade", "sans direction\u202F: toutes du côté extérieur de sa façade"},
    {"tagged field of view", "champ indiqué"},
    {"field of view of the configuration", "champ de la configuration"},
    {"tagged field of view; pixels of three typical cameras", "champ indiqué\u202F; pixels de trois caméras courantes"},
    {"three typical lenses", "trois optiques courantes"},
    {"tagged", "indiquée"},
    {"not tagged: three typical heights", "non indiquée\u202F: trois hauteurs courantes"},
    {"not tagged: the top of the frame on the horizon", "non indiquée\u202F: haut de l’image à l’horizon"},
    {"works all round, whatever is tagged", "agit tout autour, quoi qu’il soit indiqué"},
    {"three ranges of the configuration", "trois portées de la configuration"},
    {"not tagged: one height of the configuration", "non indiquée\u202F: une hauteur de la configuration"},
    {"plays no part", "ne joue pas"},
    {"comparison model", "modèle de comparaison"},
}};
std::string reading(optics::Reading read, Lang lang) { return std::string(readings[static_cast<std::size_t>(read)].in(lang)); }

void write_reach(Json& json, std::string_view key, const optics::Reach& reach) {
  json.key(key).object().key("near_m").decimal(reach.near.count(), 2).key("far_m").decimal(reach.far.count(), 2);
  json.key("ended_by").string(optics::name(reach.limit)).end();
}

void write_device(Json& json, const scene::Device& d) {
  json.key("device")
      .string(osm_name(d.ref))
      .key("kind")
      .string(scene::name(d.kind))
      .key("camera_type")
      .string(scene::name(d.type));
  json.key("mount").string(scene::name(d.mount)).key("cameras").integer(d.cameras).key("indoor").boolean(d.indoor);
  json.key("private_person")
      .boolean(d.private_person)
      .key("operator")
      .text_or_null(d.operator_name)
      .key("manufacturer")
      .text_or_null(d.manufacturer);
  json.key("last_edit");
  d.last_edit > 0 ? json.string(iso_time(d.last_edit)) : json.null();
  json.key("check_date").text_or_null(d.check_date);
  json.key("tags").object();
  for (const auto& [key, value] : d.tags) json.key(key).string(value);
  json.end().key("heads").array();
  for (const scene::Head& head : d.heads) {
    json.object().key("source").string(name(head.source)).key("axis_deg");
    head.source == scene::AxisSource::none ? json.null() : json.decimal(head.axis.angle().count() / 100.0, 2);
    json.key("span_deg");
    head.span ? json.decimal(head.span->count() / 100.0, 2) : json.null();
    json.end();
  }
  json.end();
}

void write_placement(Json& json, const placement::Placed& placed) {
  json.key("placement")
      .object()
      .key("where")
      .string(placement::name(placed.where))
      .key("moved_m")
      .decimal(placed.moved_cm / 100, 2);
  json.key("facade");
  placed.facade ? json.string(osm_name(*placed.facade)) : json.null();
  json.key("facade_normal_deg");
  placed.normal ? json.decimal(placed.normal->angle().count() / 100.0, 2) : json.null();
  json.end();
}

/// Tags that are only counted, and older copies of the object, say nothing about the device that is shown.
bool not_about_it(scene::Reason reason) {
  return reason == scene::Reason::key_not_stored || reason == scene::Reason::older_version;
}

std::string tags_part(const Explanation& e, const scene::Device& d, Lang lang) {
  std::string out = say({"TAGS", "ATTRIBUTS"}, lang) + "\n";
  for (const auto& [key, value] : d.tags) out += "  " + key + " = " + value + "\n";
  for (const scene::Remark& r : e.remarks) {
    if (not_about_it(r.reason)) continue;
    out += " \u202F! " + std::string(scene::info(r.reason).sentence.in(lang)) + (r.value.empty() ? "" : ": " + r.value) + "\n";
  }
  if (d.private_person) {
    out += say({"  A private person's device: no operator is kept, the place is rounded to 10 m, and it is never certain.\n",
                "  Dispositif d’une personne privée\u202F: exploitant non conservé, lieu arrondi à 10 m, jamais certain.\n"},
               lang);
  }
  if (d.last_edit > 0) out += say({"  last edited ", "  dernière modification le "}, lang) + iso_date(d.last_edit) + "\n";
  if (!d.check_date.empty()) out += say({"  checked ", "  vérifié le "}, lang) + d.check_date + "\n";
  return out + "\n";
}

std::string reading_part(const Explanation& e, const scene::Device& d, Lang lang) {
  const optics::Scenarios& set = e.stance.scenarios;
  Table table("l");
  table.row({say({"direction", "direction"}, lang), reading(set.axis, lang)});
  table.row({say({"lens", "optique"}, lang), reading(set.lens, lang)});
  table.row(
      {say({"height", "hauteur"}, lang), d.height ? decimal(d.height->count(), 1, lang) + " m" : reading(set.height, lang)});
  table.row(
      {say({"tilt", "inclinaison"}, lang), d.tilt ? decimal(d.tilt->count() / 100.0, 0, lang) + "°" : reading(set.tilt, lang)});
  table.row({say({"scenarios", "scénarios"}, lang), count(set.heads.front().views.size() * set.heads.front().axes.size(), lang)});
  return say({"HOW IT WAS READ", "COMMENT ILS ONT ÉTÉ LUS"}, lang) + "\n" + table.text() + "\n";
}

std::string place_part(const Explanation& e, Lang lang) {
  const placement::Placed& p = e.stance.placed;
  std::string out =
      say({"WHERE IT HANGS", "OÙ IL EST"}, lang) + "\n  " + std::string(places[static_cast<std::size_t>(p.where)].in(lang));
  if (p.facade) out += " (" + osm_name(*p.facade) + ")";
  if (p.moved_cm > 0) out += say({", moved by ", ", déplacé de "}, lang) + decimal(p.moved_cm / 100, 2, lang) + " m";
  if (e.stance.scenarios.bands.empty()) return out + "\n\n";
  out += "\n  " + say({"walls leave ", "les murs laissent "}, lang) + share(e.walls_leave, 1, lang) + " %" +
         say({" of the square around it in view\n\n", " du carré qui l’entoure en vue\n\n"}, lang);
  return out;
}

std::string reach_part(const Explanation& e, Lang lang) {
  Table table;
  table.row({say({"at least", "au moins"}, lang), say({"from", "de"}, lang), say({"least", "au moins"}, lang),
             say({"typical", "typique"}, lang), say({"most", "au plus"}, lang),
             say({"typically ended by", "fin typique"}, lang)});
  for (const BandReach& r : e.reaches) {
    const auto far = [&](const optics::Reach& reach) {
      return reach.limit == optics::Limit::blind_spot ? std::string("–") : distance(reach.far.count(), lang);
    };
    const std::string_view band = optics::bands(r.band.ladder)[r.band.band].name;
    const bool pixels = optics::family(r.band.ladder) == "image";
    table.row({std::string(words(band, lang)) + (r.band.ladder == optics::Ladder::image_2025 ? " (2025)" : ""),
               distance(r.typical.near.count(), lang), far(r.least), far(r.typical), far(r.most),
               r.typical.limit == optics::Limit::band && !pixels
                   ? say({"range of its kind", "portée de sa sorte"}, lang)
                   : std::string(limits_reached[static_cast<std::size_t>(r.typical.limit)].in(lang))});
  }
  return say({"HOW FAR ALONG ITS AXIS, before walls", "JUSQU’OÙ LE LONG DE SON AXE, avant les murs"}, lang) + "\n" +
         table.text() + "\n";
}

/// The stretch of a section control, or why none is known.
std::string section_part(const Explanation& e, Lang lang) {
  constexpr std::array<Phrase, static_cast<std::size_t>(exposure::SectionFound::count)> found{{
      {"certain, along the ways that the relation lists: ", "certain, le long des voies que la relation nomme\u202F: "},
      {"possible, the shortest way between its two nodes: ", "possible, le plus court chemin entre ses deux nœuds\u202F: "},
      {"no view: its two nodes are not known here", "pas de vue\u202F: ses deux nœuds ne sont pas connus ici"},
      {"no view: no way for cars within 30 km joins its two nodes",
       "pas de vue\u202F: aucun chemin de moins de 30 km pour les voitures ne joint ses deux nœuds"},
      {"indoors", "à l’intérieur"},
  }};
  std::string out =
      say({"THE STRETCH IT WATCHES, of cars from end to end", "LE TRONÇON QU’IL SURVEILLE, des voitures de bout en bout"}, lang) +
      "\n";
  if (e.sections.empty())
    out += say({"  no view: no relation says which\n", "  pas de vue\u202F: aucune relation ne le dit\n"}, lang);
  for (const exposure::WatchedSection& section : e.sections) {
    out += "  r" + number(section.relation) + say({": ", "\u202F: "}, lang) +
           std::string(found[static_cast<std::size_t>(section.found)].in(lang)) +
           (section.length_cm > 0 ? distance(static_cast<double>(section.length_cm) / 100, lang) : "") + "\n";
  }
  return out + "\n";
}

std::string street_part(const Subject& s, const Explanation& e, Lang lang) {
  const std::string_view band = optics::bands(e.leading.ladder)[e.leading.band].name;
  std::string out = say({"STREETS IT SEES at least to ", "RUES QU’IL VOIT au moins pour "}, lang) +
                    std::string(words(band, lang)) +
                    say({": certain, likely, possible", "\u202F: certain, probable, possible"}, lang) + "\n";
  if (e.streets.empty()) return out + say({"  none\n", "  aucune\n"}, lang);
  // Ways without a name are told by what they are, all of one kind at once.
  std::vector<std::pair<std::string, exposure::InView>> rows;
  for (const SeenStreet& street : e.streets) {
    const std::string words = street_words(s.snapshot.streets[street.street], lang);
    auto row = std::ranges::find(rows, words, [](const auto& known) { return known.first; });
    if (row == rows.end()) row = rows.insert(row, {words, {}});
    row->second += street.seen;
  }
  std::ranges::stable_sort(rows, std::greater(), [](const auto& row) { return row.second.expected; });
  Table table;
  for (const auto& [words, seen] : rows) {
    table.row({words, distance(static_cast<double>(seen.certain_cm) / 100, lang), distance(expected_metres(seen.expected), lang),
               distance(static_cast<double>(seen.possible_cm) / 100, lang)});
  }
  return out + table.text();
}

}  // namespace

std::string explain_json(const Subject& s, const Explanation& e) {
  const optics::Scenarios& set = e.stance.scenarios;
  Json json;
  json.object();
  write_source(json, s);
  const scene::Device& device = s.snapshot.devices[e.device];
  write_device(json, device);
  const placement::Placed& placed = e.stance.placed;
  json.key("position");
  write_position(json, device.position);
  json.key("eye");
  write_position(json, s.frames.at(device.position).unproject(placed.eye.x, placed.eye.y));
  json.key("remarks").array();
  for (const scene::Remark& r : e.remarks) {
    json.object()
        .key("reason")
        .string(scene::info(r.reason).name)
        .key("key")
        .text_or_null(r.key)
        .key("value")
        .text_or_null(r.value)
        .end();
  }
  json.end();
  write_placement(json, placed);
  json.key("has_view").boolean(has_view(device, s.options));
  const auto word = [&](optics::Reading read) { return set.bands.empty() ? std::string_view() : optics::name(read); };
  json.key("assumed").object().key("axis").text_or_null(word(set.axis)).key("lens").text_or_null(word(set.lens));
  json.key("height").text_or_null(word(set.height)).key("tilt").text_or_null(word(set.tilt)).end();
  json.key("sections").array();
  for (const exposure::WatchedSection& section : e.sections) {
    json.line()
        .object()
        .key("relation")
        .string("r" + number(section.relation))
        .key("found")
        .string(exposure::name(section.found));
    json.key("length_m").decimal(static_cast<double>(section.length_cm) / 100, 2).end();
  }
  json.end();
  json.key("walls_leave").decimal(e.walls_leave, 4).key("bands").array();
  for (const BandReach& r : e.reaches) {
    json.line()
        .object()
        .key("ladder")
        .string(optics::name(r.band.ladder))
        .key("band")
        .string(optics::bands(r.band.ladder)[r.band.band].name);
    write_reach(json, "least", r.least);
    write_reach(json, "typical", r.typical);
    write_reach(json, "most", r.most);
    json.end();
  }
  json.end();
  write_doubt(json, s.atlas.doubts()[e.device]);
  json.key("streets").array();
  for (const SeenStreet& street : e.streets) {
    json.line().object().key("name").string(street.name);
    write_in_view(json, street.seen);
    json.end();
  }
  return std::move(json).finished();
}

std::string explain_text(const Subject& s, const Explanation& e, Lang lang) {
  const scene::Device& d = s.snapshot.devices[e.device];
  std::string out = heading(s, lang) + model_notice(s.options, lang) + "\n" + osm_name(d.ref) + "  " +
                    std::string(word(d.kind, lang)) + "\n\n" + tags_part(e, d, lang) + place_part(e, lang);
  if (d.indoor)
    return out + say({"Indoors: counted, in no figure of exposure.\n",
                      "À l’intérieur\u202F: compté, dans aucun chiffre d’exposition.\n"},
                     lang);
  if (!has_view(d, s.options)) {
    return out + say({"The comparison model knows cameras only: counted.\n",
                      "Le modèle de comparaison ne connaît que des caméras\u202F: compté.\n"},
                     lang);
  }
  if (e.stance.scenarios.bands.empty()) return out + section_part(e, lang) + street_part(s, e, lang);
  return out + reading_part(e, d, lang) + reach_part(e, lang) + doubt_part(s.atlas.doubts()[e.device], lang) +
         street_part(s, e, lang);
}

}  // namespace contrechamp::answers
