// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/answers/phrases.hpp>
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

const std::string& street_name(const Subject& s, std::uint32_t street) { return s.snapshot.streets[street].street_name; }

/// One line a step.
void add_steps(const Subject& s, std::span<const trips::RoutePart> parts, std::span<const trips::Step> steps, Lang lang,
               Table& table) {
  for (const trips::Step& step : steps) {
    std::uint64_t cm = 0;
    for (const trips::RoutePart& part : parts.subspan(step.first_part, step.end_part - step.first_part)) {
      cm += part.from_cm < part.to_cm ? part.to_cm - part.from_cm : part.from_cm - part.to_cm;
    }
    table.row({instruction(step, street_name(s, step.street), lang),
               step.act == Act::arrive ? "" : distance(static_cast<double>(cm) / 100, lang)});
  }
}

}  // namespace

std::string heading_words(int degrees, Lang lang) {
  return say(winds[static_cast<std::size_t>((degrees * 10 + 225) / 450) % winds.size()], lang);
}

std::string instruction(const trips::Step& step, std::string_view street, Lang lang) {
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
    case Act::turn: break;
  }
  return with_name(say(turn_words, step.towards, lang), street, lang);
}

std::string turns_text(const Subject& s, const streets::Roads& roads, const Routed& routed, Lang lang) {
  const trips::City city = city_of(s);
  const trips::RoadEnds ends(roads, s.network);
  const trips::Junctions junctions(roads, ends);
  std::string out;
  for (std::size_t i = 0; i < routed.routes.routes.size(); ++i) {
    const auto legs = trips::legs_of(city, routed.routes.routes[i].parts, routed.routes.stops);
    Table table("lr");
    for (std::size_t leg = 0; leg < legs.size(); ++leg) {
      add_steps(s, legs[leg], trips::steps(city, junctions, legs[leg], routed.wish.stops[leg + 1]), lang, table);
    }
    out += "\n" + say({"STEP BY STEP, route ", "PAS À PAS, trajet "}, lang) + number(static_cast<std::int64_t>(i + 1)) + "\n" +
           table.text();
  }
  return out;
}

}  // namespace contrechamp::answers
