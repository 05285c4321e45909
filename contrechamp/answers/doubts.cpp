// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/doubts.hpp>
#include <contrechamp/core/text.hpp>
#include <numeric>

namespace contrechamp::answers {
namespace {

using exposure::Doubt;
using exposure::Unknown;
using exposure::unknown_count;

constexpr std::array<Phrase, unknown_count> unknowns{{
    {"its direction", "sa direction"},
    {"its lens or range", "son optique ou sa portée"},
    {"its mounting height", "sa hauteur"},
    {"the heights of buildings near it", "la hauteur des bâtiments proches"},
}};

std::uint32_t settled(const Doubt& doubt, Unknown unknown) { return doubt.settled_cm[static_cast<std::size_t>(unknown)]; }
/// What a mapper who stands before the device can add.
std::uint32_t cost_of_tags(const Doubt& doubt) {
  return std::max(settled(doubt, Unknown::direction), settled(doubt, Unknown::height));
}
double metres(std::uint32_t cm) { return cm / 100.0; }
std::string said(std::uint32_t cm, Lang lang) { return distance(metres(cm), lang); }

/// The unknowns from what would settle most to what would settle least; what would settle nothing is left out.
std::vector<std::size_t> by_weight(const Doubt& doubt) {
  std::vector<std::size_t> order(unknown_count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t u) { return doubt.settled_cm[u] == 0; });
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return doubt.settled_cm[a] > doubt.settled_cm[b]; });
  return order;
}

void write_settled(Json& json, const Doubt& doubt) {
  json.key("certain_m").decimal(metres(doubt.certain_cm), 2).key("possible_m").decimal(metres(doubt.possible_cm), 2);
  json.key("settled_by_m").object();
  for (std::size_t u = 0; u < unknown_count; ++u) {
    json.key(exposure::name(static_cast<Unknown>(u))).decimal(metres(doubt.settled_cm[u]), 2);
  }
  json.end();
}

}  // namespace

std::vector<std::uint32_t> costliest(const Subject& s) {
  const auto doubts = s.atlas.doubts();
  std::vector<std::uint32_t> order(doubts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::erase_if(order, [&](std::uint32_t i) { return cost_of_tags(doubts[i]) == 0; });
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return cost_of_tags(doubts[a]) > cost_of_tags(doubts[b]); });
  order.resize(std::min(order.size(), most_costly_devices));
  return order;
}

void write_doubt(Json& json, const Doubt& doubt) {
  const std::vector<std::size_t> order = by_weight(doubt);
  json.key("doubt").object();
  write_settled(json, doubt);
  json.key("most").text_or_null(order.empty() ? std::string_view() : exposure::name(static_cast<Unknown>(order.front()))).end();
}

void write_costliest(Json& json, const Subject& s) {
  json.key("missing_tags_cost_most").array();
  for (const std::uint32_t i : costliest(s)) {
    json.line().object().key("device").string(osm_name(s.snapshot.devices[i].ref));
    write_settled(json, s.atlas.doubts()[i]);
    json.end();
  }
  json.end();
}

std::string doubt_part(const Doubt& doubt, Lang lang) {
  const auto say = [&](Phrase phrase) { return std::string(phrase.in(lang)); };
  std::string out = say({"WHAT LEAVES DOUBT", "CE QUI LAISSE UN DOUTE"}) + "\n  " + said(doubt.open_cm(), lang) +
                    say({" of street may or may not be in view", " de rue sont peut-être en vue"});
  const std::vector<std::size_t> order = by_weight(doubt);
  if (order.empty()) return out + ".\n\n";
  out += say({". On average this would settle:\n", ". En moyenne, savoir ceci trancherait\u202F:\n"});
  Table table;
  for (const std::size_t u : order) table.row({say(unknowns[u]), said(doubt.settled_cm[u], lang)});
  return out + table.text() + "\n";
}

std::string costliest_part(const Subject& s, Lang lang) {
  const std::vector<std::uint32_t> devices = costliest(s);
  if (devices.empty()) return {};
  const auto say = [&](Phrase phrase) { return std::string(phrase.in(lang)); };
  Table table;
  table.row({"", say({"in doubt", "en doute"}), say({"direction settles", "direction tranche"}),
             say({"height settles", "hauteur tranche"})});
  for (const std::uint32_t i : devices) {
    const Doubt& doubt = s.atlas.doubts()[i];
    table.row({osm_name(s.snapshot.devices[i].ref), said(doubt.open_cm(), lang), said(settled(doubt, Unknown::direction), lang),
               said(settled(doubt, Unknown::height), lang)});
  }
  return say({"WHOSE MISSING TAGS COST MOST, in metres of street that may or may not be in view",
              "OÙ LES ATTRIBUTS MANQUENT LE PLUS, en mètres de rue peut-être en vue"}) +
         "\n" + table.text() + "\n";
}

}  // namespace contrechamp::answers
