// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/synth/words.hpp>
#include <span>
#include <string_view>

namespace contrechamp::synth {
namespace {
using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 40> things{
    "des Tilleuls",       "du Vieux Pont",         "des Tanneurs",       "de la Fontaine Sèche",
    "des Trois Hérons",   "du Marché aux Pommes",  "de l'Écluse",        "des Cordiers",
    "du Puits Salé",      "de la Verrerie Haute",  "des Bateliers",      "du Cloître",
    "de l'Horloge Lente", "des Quatre Ormes",      "du Moulin Brûlé",    "de la Halle au Lin",
    "des Lanternes",      "du Colombier",          "des Sœurs Grises",   "de la Tour Penchée",
    "du Chemin Creux",    "des Peupliers",         "de l'Ancien Octroi", "des Faïenciers",
    "du Cadran",          "de la Grange aux Oies", "des Mariniers",      "du Grand Cerf",
    "des Noyers",         "de la Source",          "du Rempart",         "des Imprimeurs",
    "de l'Abreuvoir",     "du Carillon",           "des Glaneurs",       "de la Croix Verte",
    "du Four à Chaux",    "des Alouettes",         "de la Poterne",      "du Bac"};
constexpr std::array<std::string_view, 30> english{
    "Mill",   "Tanner",  "Heron",    "Saltwell", "Cobbler", "Linden",     "Old Ferry", "Lantern", "Orchard",  "Weaver",
    "Chapel", "Quarry",  "Sparrow",  "Candle",   "Thistle", "Bell Tower", "Granary",   "Willow",  "Ropewalk", "Northgate",
    "Fuller", "Juniper", "Dovecote", "Hazel",    "Cinder",  "Kiln",       "Meadow",    "Abbot",   "Ravens",   "Cooper"};

constexpr std::array<std::string_view, 3> avenues{"Avenue", "Boulevard", "Cours"};
constexpr std::array<std::string_view, 4> streets{"Rue", "Rue", "Rue", "Chemin"};
constexpr std::array<std::string_view, 4> lanes{"Passage", "Impasse", "Ruelle", "Allée"};
constexpr std::array<std::string_view, 1> quays{"Quai"};
constexpr std::array<std::string_view, 1> squares{"Place"};
constexpr std::array<std::string_view, 3> houses{"Hôtel", "Résidence", "Cour"};
constexpr std::array<std::string_view, 3> english_streets{"Street", "Road", "Row"};
constexpr std::array<std::string_view, 3> english_lanes{"Lane", "Alley", "Yard"};

struct Pattern {
  Words before;  // "Rue" des Tilleuls
  Words after;   // Mill "Lane"; empty: never in English
};
const std::array<Pattern, 6> patterns{{
    {avenues, {}},
    {streets, english_streets},
    {lanes, english_lanes},
    {quays, {}},
    {squares, {}},
    {houses, {}},
}};

std::string_view pick(Random& random, Words words) { return words[random.below(words.size())]; }
}  // namespace

std::string invented_name(Random& random, Naming naming) {
  const Pattern& pattern = patterns[static_cast<std::size_t>(naming)];
  if (!pattern.after.empty() && random.chance(300)) {
    const std::string_view word = pick(random, english);
    return std::string(word) + " " + std::string(pick(random, pattern.after));
  }
  const std::string_view word = pick(random, pattern.before);
  return std::string(word) + " " + std::string(pick(random, things));
}

}  // namespace contrechamp::synth
