// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/access_tags.hpp>
#include <contrechamp/osm/building_tags.hpp>
#include <contrechamp/osm/street_tags.hpp>
#include <optional>

namespace contrechamp::osm {
namespace {
using scene::LeftOut;
using scene::Mode;
using scene::Senses;

// Speeds: walking 5 km/h, 3 on stairs; cycling 16 on streets, 12 where walkers share the way; cars by usual limits, lower on
// ramps and service ways. Cycleways are not for walkers unless `foot` says so, tracks not for cars unless `motor_vehicle` does.
constexpr auto classes = std::to_array<StreetClass>({
    {"motorway", 0, 0, 110},      {"motorway_link", 0, 0, 60},  {"trunk", 0, 0, 90},         {"trunk_link", 0, 0, 50},
    {"primary", 5, 16, 60},       {"primary_link", 5, 16, 40},  {"secondary", 5, 16, 50},    {"secondary_link", 5, 16, 40},
    {"tertiary", 5, 16, 40},      {"tertiary_link", 5, 16, 30}, {"unclassified", 5, 16, 40}, {"residential", 5, 16, 30},
    {"living_street", 5, 12, 10}, {"service", 5, 16, 15},       {"road", 5, 16, 30},         {"track", 5, 12, 0},
    {"pedestrian", 5, 0, 0},      {"footway", 5, 0, 0},         {"path", 5, 12, 0},          {"cycleway", 0, 16, 0},
    {"bridleway", 5, 0, 0},       {"steps", 3, 0, 0},           {"busway", 0, 0, 0},         {"bus_guideway", 0, 0, 0},
    {"escape", 0, 0, 0},
});

using Values = std::span<const std::string_view>;
constexpr auto not_built = std::to_array<std::string_view>(
    {"proposed", "planned", "construction", "razed", "abandoned", "disused", "demolished", "removed", "dismantled", "destroyed"});
constexpr auto indoor_classes = std::to_array<std::string_view>({"corridor", "elevator", "platform"});
constexpr auto forward_values = std::to_array<std::string_view>({"yes", "true", "1"});
constexpr auto backward_values = std::to_array<std::string_view>({"-1", "reverse"});
constexpr auto cycleway_keys = std::to_array<std::string_view>({"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"});

constexpr std::array<std::uint8_t, 3> granted_kmh{5, 10, 10};  // where only the mode's own tag opens the way
constexpr std::uint8_t push_kmh = 4;                           // bicycle=dismount, and on stairs
constexpr std::uint8_t walk_kmh = 7;                           // maxspeed=walk
constexpr int fastest_kmh = 130;

// How fast one gets on over a ground, in km/h: never faster than the class and the limit; 0 says nothing. Kinds of ground and
// what can travel them: wiki.openstreetmap.org/wiki/Key:surface, Key:smoothness, Key:tracktype; the figures are ours. Walkers are
// not slowed down.
struct SurfaceValue {
  std::string_view value;
  scene::Surface surface;
  std::uint8_t bike_kmh;
  std::uint8_t car_kmh;
};
constexpr auto surfaces = std::to_array<SurfaceValue>({
    {"paved", scene::Surface::paved, 0, 0},
    {"asphalt", scene::Surface::paved, 0, 0},
    {"concrete", scene::Surface::paved, 0, 0},
    {"concrete:plates", scene::Surface::paved, 0, 80},
    {"concrete:lanes", scene::Surface::paved, 14, 60},
    {"paving_stones", scene::Surface::paved, 0, 60},
    {"chipseal", scene::Surface::paved, 0, 0},
    {"metal", scene::Surface::paved, 12, 60},
    {"wood", scene::Surface::paved, 12, 40},
    {"bricks", scene::Surface::paved, 14, 60},
    {"sett", scene::Surface::cobbles, 12, 50},
    {"cobblestone", scene::Surface::cobbles, 10, 30},
    {"unhewn_cobblestone", scene::Surface::cobbles, 8, 20},
    {"cobblestone:flattened", scene::Surface::cobbles, 12, 50},
    {"unpaved", scene::Surface::unpaved, 12, 40},
    {"compacted", scene::Surface::unpaved, 14, 70},
    {"fine_gravel", scene::Surface::unpaved, 14, 60},
    {"gravel", scene::Surface::unpaved, 10, 40},
    {"pebblestone", scene::Surface::unpaved, 10, 40},
    {"dirt", scene::Surface::unpaved, 10, 30},
    {"earth", scene::Surface::unpaved, 10, 30},
    {"ground", scene::Surface::unpaved, 10, 30},
    {"grass", scene::Surface::unpaved, 8, 20},
    {"grass_paver", scene::Surface::unpaved, 10, 20},
    {"mud", scene::Surface::unpaved, 5, 10},
    {"sand", scene::Surface::unpaved, 5, 20},
    {"woodchips", scene::Surface::unpaved, 8, 20},
    {"rock", scene::Surface::unpaved, 6, 15},
});
struct GroundValue {
  std::string_view key;
  std::string_view value;
  std::uint8_t bike_kmh;
  std::uint8_t car_kmh;
};
constexpr auto grounds = std::to_array<GroundValue>({
    {"tracktype", "grade2", 14, 40},
    {"tracktype", "grade3", 12, 30},
    {"tracktype", "grade4", 10, 20},
    {"tracktype", "grade5", 8, 15},
    {"smoothness", "intermediate", 14, 80},
    {"smoothness", "bad", 12, 40},
    {"smoothness", "very_bad", 8, 20},
    {"smoothness", "horrible", 6, 10},
    {"smoothness", "very_horrible", 4, 5},
    {"smoothness", "impassable", 4, 5},
});

bool among(std::string_view value, Values values) { return std::ranges::find(values, value) != values.end(); }

const StreetClass* class_of(std::string_view highway) {
  const auto found = std::ranges::find(classes, highway, &StreetClass::highway);
  return found == classes.end() ? nullptr : &*found;
}

LeftOut for_every_mode(TagView tags, std::string_view highway) {
  if (among(highway, not_built)) return LeftOut::not_built;
  for (const std::string_view state : not_built) {
    if (tags.is(state, "yes")) return LeftOut::not_built;
  }
  const bool indoor_class = among(highway, indoor_classes);
  if (class_of(highway) == nullptr && !indoor_class) return LeftOut::not_a_street;
  if (tags.is("area", "yes")) return LeftOut::area;
  if (indoor_class || tags.affirmed("indoor")) return LeftOut::indoor;
  return LeftOut::none;
}

bool sidewalks_are_ways(TagView tags) {
  return tags.is("sidewalk", "separate") || tags.is("sidewalk:both", "separate") ||
         (tags.is("sidewalk:left", "separate") && tags.is("sidewalk:right", "separate"));
}

std::optional<Senses> senses_of(std::string_view oneway) {
  if (among(oneway, forward_values)) return Senses::forward;
  if (among(oneway, backward_values)) return Senses::backward;
  if (oneway.empty()) return std::nullopt;
  return Senses::both;  // no; reversible and alternating go both ways in turn
}

bool bikes_against(TagView tags) {
  return std::ranges::any_of(cycleway_keys, [&](std::string_view key) { return tags.get(key).starts_with("opposite"); });
}

/// A ring on which one gives way to nobody, or to those who come in: wiki.openstreetmap.org/wiki/Key:junction.
bool is_roundabout(TagView tags) { return tags.is("junction", "roundabout") || tags.is("junction", "circular"); }

Senses senses(TagView tags, Mode mode) {
  if (mode == Mode::foot) return senses_of(tags.get("oneway:foot")).value_or(Senses::both);
  if (mode == Mode::bike) {
    if (const auto own = senses_of(tags.get("oneway:bicycle"))) return *own;
    if (bikes_against(tags)) return Senses::both;
  }
  if (const auto tagged = senses_of(tags.get("oneway"))) return *tagged;
  const bool implied = is_roundabout(tags) || tags.is("highway", "motorway");
  return implied ? Senses::forward : Senses::both;
}

// "50", "30 mph", "walk". Signs by name ("DE:urban", "none") leave the class's speed.
std::optional<std::uint8_t> speed_limit(std::string_view text) {
  if (text == "walk") return walk_kmh;
  const bool miles = text.ends_with("mph");
  if (miles) text.remove_suffix(3);
  const auto value = parse_number(text);
  if (!value || *value < 1 || *value > 300) return std::nullopt;
  const int kmh = static_cast<int>(miles ? *value * 1.609344 + 0.5 : *value + 0.5);
  return static_cast<std::uint8_t>(std::min(kmh, fastest_kmh));
}

std::uint8_t class_speed(const StreetClass& row, Mode mode) {
  return std::array<std::uint8_t, 3>{row.foot_kmh, row.bike_kmh, row.car_kmh}[static_cast<std::size_t>(mode)];
}

const SurfaceValue* surface_of(TagView tags) {
  const auto found = std::ranges::find(surfaces, tags.get("surface"), &SurfaceValue::value);
  return found == surfaces.end() ? nullptr : &*found;
}

/// A speed, or what the ground leaves of it.
std::uint8_t slowed(TagView tags, Mode mode, std::uint8_t speed) {
  if (mode == Mode::foot) return speed;
  const auto limit = [&](std::uint8_t bike, std::uint8_t car) {
    const std::uint8_t most = mode == Mode::bike ? bike : car;
    if (most != 0) speed = std::min(speed, most);
  };
  if (const SurfaceValue* surface = surface_of(tags)) limit(surface->bike_kmh, surface->car_kmh);
  for (const GroundValue& ground : grounds) {
    if (tags.is(ground.key, ground.value)) limit(ground.bike_kmh, ground.car_kmh);
  }
  return speed;
}

scene::ModeUse use_of(TagView tags, const StreetClass& row, Mode mode) {
  const Access rights = access(tags, mode);
  const auto closed = [](LeftOut rule) { return scene::ModeUse{rule, Senses::none, 0}; };
  std::uint8_t speed = class_speed(row, mode);
  if (speed == 0 && !rights.granted && !rights.pushed) return closed(LeftOut::class_not_for_mode);
  if (rights.closed) return closed(LeftOut::access_private);
  if (speed == 0) speed = granted_kmh[static_cast<std::size_t>(mode)];
  const bool stairs = mode == Mode::bike && row.highway == "steps";  // with a ramp
  if (rights.pushed || stairs) speed = push_kmh;
  if (mode == Mode::car) speed = speed_limit(tags.get("maxspeed")).value_or(speed);
  speed = slowed(tags, mode, speed);
  // Left out of the denominator only: walkers still cross such a carriageway.
  const bool counted_beside = mode == Mode::foot && sidewalks_are_ways(tags);
  return {counted_beside ? LeftOut::separate_sidewalk : LeftOut::none, senses(tags, mode), speed};
}

scene::Deck deck_of(TagView tags, std::int8_t layer) {
  const std::string_view tunnel = tags.get("tunnel");
  scene::Deck deck;
  deck.tunnel = (!tunnel.empty() && tunnel != "no" && tunnel != "building_passage") || (tags.is("covered", "yes") && layer < 0);
  const auto levels = parse_levels(tags.get("level"));
  if (!levels.empty()) deck.storey_tenths = levels.front();
  return deck;
}

std::int8_t layer_of(TagView tags) {
  const auto layer = parse_number(tags.get("layer"));
  return layer && *layer >= -100 && *layer <= 100 ? static_cast<std::int8_t>(*layer) : std::int8_t{0};
}

// Vehicles are judged by class alone: a private drive through a house is as wide as a public one.
Metres passage_width(TagView tags, const StreetClass* row, const scene::ReadOptions& options) {
  const auto width = parse_metres(tags.get("width"));
  if (width && *width >= Metres(0.5) && *width <= Metres(50)) return *width;
  return row != nullptr && row->car_kmh > 0 ? options.vehicle_passage_width : options.foot_passage_width;
}
}  // namespace

std::span<const StreetClass> street_classes() { return classes; }

scene::Street street(TagView tags, const scene::ReadOptions& options) {
  scene::Street street;
  street.highway = tags.get("highway");
  street.street_name = tags.get("name");
  if (street.street_name.empty()) street.street_name = tags.get("ref");
  street.layer = layer_of(tags);
  street.deck = deck_of(tags, street.layer);
  street.bridge = tags.affirmed("bridge");
  street.passage = tags.is("tunnel", "building_passage");
  street.covered = street.passage || tags.affirmed("covered");
  street.sidewalk = tags.is("footway", "sidewalk");
  street.roundabout = is_roundabout(tags);
  if (const SurfaceValue* surface = surface_of(tags)) street.surface = surface->surface;
  const StreetClass* row = class_of(street.highway);
  if (street.passage) street.passage_width = passage_width(tags, row, options);
  const LeftOut rule = for_every_mode(tags, street.highway);
  for (const Mode mode : scene::all_modes) {
    auto& use = street.use[static_cast<std::size_t>(mode)];
    use = rule == LeftOut::none ? use_of(tags, *row, mode) : scene::ModeUse{rule, Senses::none, 0};
  }
  return street;
}

}  // namespace contrechamp::osm
