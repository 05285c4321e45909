// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/core/ids.hpp>
#include <contrechamp/core/quantity.hpp>
#include <contrechamp/geo/latlon.hpp>
#include <contrechamp/scene/device.hpp>
#include <string>
#include <vector>

namespace contrechamp::scene {

enum class Mode : std::uint8_t { foot, bike, car, count };
inline constexpr std::array<Mode, 3> all_modes{Mode::foot, Mode::bike, Mode::car};
[[nodiscard]] std::string_view name(Mode mode);  ///< "foot", "bike", "car"

/// Why a way is not in a mode's denominator. Stored: only append. `none` means that it counts.
enum class LeftOut : std::uint8_t {
  none,
  class_not_for_mode,  ///< motorway for walkers, steps for cars…
  access_private,      ///< access|foot|bicycle|vehicle|motor_vehicle = private|no and the like
  area,                ///< area=yes
  indoor,              ///< indoor ways, corridors, elevators, platforms, ways on indoor levels
  not_built,           ///< proposed, construction, razed, abandoned, disused
  separate_sidewalk,   ///< carriageway whose sidewalks are ways of their own (walkers)
  not_a_street,        ///< a highway value that is no way to travel on (rest areas, raceways…)
  inside_building,     ///< the way lies in buildings from end to end and is not a passage
  count
};
[[nodiscard]] std::string_view name(LeftOut rule);

/// Which senses of the way a mode may travel.
enum class Senses : std::uint8_t { none = 0, forward = 1, backward = 2, both = 3 };

struct ModeUse {
  LeftOut left_out = LeftOut::none;
  Senses senses = Senses::both;  ///< legal senses, when left_out is none or separate_sidewalk; else none
  std::uint8_t speed_kmh = 0;    ///< by the documented tables, for the same; else 0
};

enum class Surface : std::uint8_t { unknown, paved, cobbles, unpaved, count };
[[nodiscard]] std::string_view name(Surface surface);

/// One highway way as mapped. Kept even if no mode may use it, so that what each rule leaves out can be printed in metres.
struct Street {
  OsmRef ref;
  std::vector<std::int64_t> node_ids;  ///< as many as points
  std::vector<geo::LatLon> points;     ///< at least two
  std::string highway;                 ///< the class, as mapped
  std::string street_name;             ///< `name`, else `ref`; may be empty
  Deck deck;
  std::int8_t layer = 0;
  bool bridge = false;
  bool covered = false;     ///< tunnel=building_passage, covered=yes, arcade…
  bool passage = false;     ///< tunnel=building_passage: carved into buildings
  bool sidewalk = false;    ///< footway=sidewalk
  bool roundabout = false;  ///< junction=roundabout or circular
  Surface surface = Surface::unknown;
  Metres passage_width{0};       ///< `width`, else 4 m for vehicles and 3 m for others
  std::array<ModeUse, 3> use{};  ///< indexed by Mode
};

/// A node of a street that some modes do not get past: a bollard, a stile, a locked gate.
struct Barrier {
  std::int64_t node = 0;
  std::uint8_t closed = 0;  ///< bit m: to the Mode with number m. Not zero
  [[nodiscard]] bool closed_to(Mode mode) const { return (closed >> static_cast<unsigned>(mode) & 1U) != 0; }
  bool operator==(const Barrier&) const = default;
};

/// A turn ban or obligation, kept for routing as mapped.
struct TurnRestriction {
  std::int64_t relation = 0;
  std::string kind;  ///< "no_left_turn", "only_straight_on"…
  std::int64_t from_way = 0;
  std::int64_t to_way = 0;
  std::vector<std::int64_t> via_ways;  ///< empty when the via is a node
  std::int64_t via_node = 0;
  std::string except;  ///< modes it does not hold for, as mapped
};

}  // namespace contrechamp::scene
