// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/answers/street_words.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/answers/turns.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/trips/leg_line.hpp>

namespace contrechamp::answers {
namespace {

using trips::Act;
using trips::Towards;

constexpr std::size_t directions = 9;
using ByTowards = std::array<Phrase, directions>;  ///< in the order of trips::Towards

constexpr ByTowards turn_words{{{"Go on", "Continuez"},
                                {"Turn back", "Faites demi-tour"},
                                {"Turn sharp right", "Tournez franchement à droite"},
                                {"Turn right", "Tournez à droite"},
                                {"Bear right", "Serrez à droite"},
                                {"Go straight on", "Continuez tout droit"},
                                {"Bear left", "Serrez à gauche"},
                                {"Turn left", "Tournez à gauche"},
                                {"Turn sharp left", "Tournez franchement à gauche"}}};
/// Where the street keeps its name.
constexpr ByTowards stay_words{{{"Stay", "Restez"},
                                {"Turn back", "Faites demi-tour"},
                                {"Turn sharp right to stay", "Tournez franchement à droite pour rester"},
                                {"Turn right to stay", "Tournez à droite pour rester"},
                                {"Bear right to stay", "Serrez à droite pour rester"},
                                {"Go straight on to stay", "Continuez tout droit pour rester"},
                                {"Bear left to stay", "Serrez à gauche pour rester"},
                                {"Turn left to stay", "Tournez à gauche pour rester"},
                                {"Turn sharp left to stay", "Tournez franchement à gauche pour rester"}}};
constexpr ByTowards end_words{{{"At the end of the street go on", "Au bout de la rue, continuez"},
                               {"At the end of the street turn back", "Au bout de la rue, faites demi-tour"},
                               {"At the end of the street turn sharp right", "Au bout de la rue, tournez franchement à droite"},
                               {"At the end of the street turn right", "Au bout de la rue, tournez à droite"},
                               {"At the end of the street bear right", "Au bout de la rue, serrez à droite"},
                               {"At the end of the street go straight on", "Au bout de la rue, continuez tout droit"},
                               {"At the end of the street bear left", "Au bout de la rue, serrez à gauche"},
                               {"At the end of the street turn left", "Au bout de la rue, tournez à gauche"},
                               {"At the end of the street turn sharp left", "Au bout de la rue, tournez franchement à gauche"}}};
constexpr std::array<Phrase, 8> winds{{{"north", "le nord"},
                                       {"north-east", "le nord-est"},
                                       {"east", "l’est"},
                                       {"south-east", "le sud-est"},
                                       {"south", "le sud"},
                                       {"south-west", "le sud-ouest"},
                                       {"west", "l’ouest"},
                                       {"north-west", "le nord-ouest"}}};

std::string say(Phrase phrase, Lang lang) { return std::string(phrase.in(lang)); }
std::string say(const ByTowards& words, Towards towards, Lang lang) {
  return say(words[static_cast<std::size_t>(towards)], lang);
}

/// "…: Rue de Rivoli": a name keeps no company of articles, which nobody could choose for it.
std::string with_name(std::string words, std::string_view street, Lang lang) {
  if (street.empty()) return words;
  return words.append(say({": ", "\u202F: "}, lang)).append(street);
}

bool is_right(Towards towards) { return towards == Towards::slight_right || towards == Towards::right; }

std::string arrival(Towards towards, Lang lang) {
  std::string words = say({"You are there", "Vous êtes arrivé"}, lang);
  if (towards == Towards::left) words += say({", on the left", ", à gauche"}, lang);
  if (towards == Towards::right) words += say({", on the right", ", à droite"}, lang);
  if (towards == Towards::straight) words += say({", straight ahead", ", droit devant"}, lang);
  return words;
}

constexpr std::array<Phrase, 10> ordinals{{{"the first exit", "la première sortie"},
                                           {"the second exit", "la deuxième sortie"},
                                           {"the third exit", "la troisième sortie"},
                                           {"the fourth exit", "la quatrième sortie"},
                                           {"the fifth exit", "la cinquième sortie"},
                                           {"the sixth exit", "la sixième sortie"},
                                           {"the seventh exit", "la septième sortie"},
                                           {"the eighth exit", "la huitième sortie"},
                                           {"the ninth exit", "la neuvième sortie"},
                                           {"the tenth exit", "la dixième sortie"}}};

std::string exit_words(std::uint32_t exit, Lang lang) {
  if (exit <= ordinals.size()) return say(ordinals[exit - 1], lang);
  return say({"exit ", "la sortie "}, lang) + number(static_cast<std::int64_t>(exit));
}

/// "… onto Rue de Rivoli".
std::string leading_to(std::string words, std::string_view street, Lang lang) {
  if (street.empty()) return words;
  return words.append(say({" onto ", " vers "}, lang)).append(street);
}

/// "At the roundabout Place d'Italie take the second exit onto Rue A".
std::string at_roundabout(const trips::Step& step, std::string_view street, std::string_view ring, Lang lang) {
  const std::string place = ring.empty() ? "" : " " + std::string(ring);
  if (step.exit == 0) return say({"Enter the roundabout", "Engagez-vous sur le rond-point"}, lang) + place;
  return leading_to(say({"At the roundabout", "Au rond-point"}, lang) + place + say({" take ", ", prenez "}, lang) +
                        exit_words(step.exit, lang),
                    street, lang);
}

constexpr std::array<std::string_view, 9> act_names{"depart",      "arrive", "turn",       "new name",       "continue",
                                                    "end of road", "fork",   "roundabout", "exit roundabout"};
constexpr std::array<std::string_view, directions> towards_names{
    "", "uturn", "sharp right", "right", "slight right", "straight", "slight left", "left", "sharp left"};

double metres(std::uint64_t cm) { return static_cast<double>(cm) / 100; }

}  // namespace

std::string heading_words(int degrees, Lang lang) {
  return say(winds[static_cast<std::size_t>((degrees * 10 + 225) / 450) % winds.size()], lang);
}

std::string instruction(const trips::Step& step, std::string_view street, std::string_view ring, Lang lang) {
  switch (step.act) {
    case Act::depart: return with_name(say({"Go ", "Partez vers "}, lang) + heading_words(step.after, lang), street, lang);
    case Act::arrive: return arrival(step.towards, lang);
    case Act::stay:
      if (step.towards == Towards::turn_back) return with_name(say(turn_words, step.towards, lang), street, lang);
      return say(stay_words, step.towards, lang) + say({" on ", " sur "}, lang) + std::string(street);
    case Act::end_of_road: return with_name(say(end_words, step.towards, lang), street, lang);
    case Act::fork:
      return with_name(is_right(step.towards) ? say({"At the fork keep right", "À la fourche, prenez à droite"}, lang)
                                              : say({"At the fork keep left", "À la fourche, prenez à gauche"}, lang),
                       street, lang);
    case Act::new_name:
      if (step.towards == Towards::straight) return with_name(say({"Go on", "Continuez"}, lang), street, lang);
      break;
    case Act::roundabout: return at_roundabout(step, street, ring, lang);
    case Act::exit_roundabout: return leading_to(say({"Leave the roundabout", "Quittez le rond-point"}, lang), street, lang);
    case Act::turn: break;
  }
  return with_name(say(turn_words, step.towards, lang), street, lang);
}

std::string instruction(const Subject& s, const trips::Step& step, Lang lang) {
  const std::vector<scene::Street>& streets = s.snapshot.streets;
  return instruction(step, street_words(streets[step.street], lang), step.ring ? streets[*step.ring].street_name : "", lang);
}

std::string_view act_name(const trips::Step& step) {
  if (step.act == Act::roundabout && step.ring) return "rotary";
  return act_names[static_cast<std::size_t>(step.act)];
}
std::string_view towards_name(Towards towards) { return towards_names[static_cast<std::size_t>(towards)]; }

void add_steps(const Subject& s, const trips::Junctions& junctions, Routed& routed) {
  const trips::City city = city_of(s);
  const trips::PartCosts costs(city, s.atlas.sightings(), routed.wish);
  routed.steps.clear();
  for (const trips::Route& route : routed.routes.routes) {
    std::vector<ToldStep>& told = routed.steps.emplace_back();
    const auto legs = trips::legs_of(city, route.parts, routed.routes.stops);
    for (std::size_t leg = 0; leg < legs.size(); ++leg) {
      for (trips::Step& step : trips::steps(city, junctions, legs[leg], routed.wish.stops[leg + 1])) {
        trips::Travelled sum;
        for (const trips::RoutePart& part : legs[leg].subspan(step.first_part, step.end_part - step.first_part)) {
          sum += costs.travelled(part);
        }
        told.push_back({leg, std::move(step), sum});
      }
    }
  }
}

std::string steps_text(const Subject& s, const Routed& routed, Lang lang) {
  std::string out;
  for (std::size_t i = 0; i < routed.steps.size(); ++i) {
    Table table("lr");
    for (const ToldStep& told : routed.steps[i]) {
      const bool there = told.step.act == Act::arrive;
      table.row({instruction(s, told.step, lang), there ? "" : distance(metres(told.sum.way.cm), lang)});
    }
    out += "\n" + say({"STEP BY STEP, route ", "PAS À PAS, trajet "}, lang) + number(static_cast<std::int64_t>(i + 1)) + "\n" +
           table.text();
  }
  return out;
}

void write_steps(Json& json, const Subject& s, std::span<const ToldStep> steps) {
  json.key("steps").array();
  for (const auto& [leg, step, sum] : steps) {
    const scene::Street& street = s.snapshot.streets[step.street];
    json.line().object().key("leg").integer(static_cast<std::int64_t>(leg));
    json.key("act").string(act_name(step)).key("towards").text_or_null(towards_name(step.towards)).key("exit");
    step.exit > 0 ? json.integer(step.exit) : json.null();
    json.key("at");
    write_position(json, step.at);
    json.key("way").string(osm_name(street.ref)).key("name").text_or_null(street.street_name);
    json.key("length_m").decimal(metres(sum.way.cm), 2).key("seconds").decimal(static_cast<double>(sum.way.ms) / 1000, 3);
    write_in_view(json, sum.seen.length);
    json.key("instruction").object().key("en").string(instruction(s, step, Lang::en));
    json.key("fr").string(instruction(s, step, Lang::fr)).end().end();
  }
  json.end();
}

}  // namespace contrechamp::answers
