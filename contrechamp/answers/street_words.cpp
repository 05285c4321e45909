// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/answers/street_words.hpp>

namespace contrechamp::answers {
namespace {

struct ClassWords {
  std::string_view highway;
  Phrase words;
};
constexpr auto class_words = std::to_array<ClassWords>({
    {"motorway", {"a motorway", "une autoroute"}},
    {"motorway_link", {"a slip road", "une bretelle"}},
    {"trunk", {"a trunk road", "une voie rapide"}},
    {"trunk_link", {"a slip road", "une bretelle"}},
    {"primary", {"a main street", "une rue principale"}},
    {"primary_link", {"a slip road", "une bretelle"}},
    {"secondary", {"a main street", "une rue principale"}},
    {"secondary_link", {"a slip road", "une bretelle"}},
    {"tertiary", {"a street", "une rue"}},
    {"tertiary_link", {"a slip road", "une bretelle"}},
    {"unclassified", {"a street", "une rue"}},
    {"residential", {"a residential street", "une rue résidentielle"}},
    {"living_street", {"a living street", "une zone de rencontre"}},
    {"service", {"a service road", "une voie de service"}},
    {"track", {"a track", "un chemin agricole"}},
    {"pedestrian", {"a pedestrian street", "une voie piétonne"}},
    {"footway", {"a footway", "un chemin piéton"}},
    {"path", {"a path", "un sentier"}},
    {"cycleway", {"a cycleway", "une piste cyclable"}},
    {"bridleway", {"a bridleway", "une piste équestre"}},
    {"steps", {"steps", "un escalier"}},
    {"corridor", {"a corridor", "un couloir"}},
});
constexpr Phrase roundabout{"a roundabout", "un rond-point"};
constexpr Phrase passage{"a passage through a building", "un passage sous un bâtiment"};
constexpr Phrase sidewalk{"a sidewalk", "un trottoir"};
constexpr Phrase way{"a way without a name", "une voie sans nom"};

Phrase nameless(const scene::Street& street) {
  if (street.roundabout) return roundabout;
  if (street.passage) return passage;
  if (street.sidewalk) return sidewalk;
  const auto row = std::ranges::find(class_words, street.highway, &ClassWords::highway);
  return row == class_words.end() ? way : row->words;
}

}  // namespace

std::string street_words(const scene::Street& street, Lang lang) {
  return street.street_name.empty() ? std::string(nameless(street).in(lang)) : street.street_name;
}

}  // namespace contrechamp::answers
