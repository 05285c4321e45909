// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/route_ends.hpp>
#include <optional>
#include <span>
#include <vector>

/// Where a route turns, and how one would say so. No words here: answers/turns.hpp has them.
namespace contrechamp::trips {

/// What somebody does at one place of a way, as OSRM's API v1 names it (StepManeuver).
enum class Act : std::uint8_t { depart, arrive, turn, new_name, stay, end_of_road, fork, roundabout, exit_roundabout };
/// In which direction, by the angle between coming and going on (`towards`); `none` at a beginning.
enum class Towards : std::uint8_t { none, turn_back, sharp_right, right, slight_right, straight, slight_left, left, sharp_left };
/// Degrees to the right of straight on, from -180 to 180. To 20 straight, to 45 slight, to 120 a turn, to 160 sharp, else back.
[[nodiscard]] Towards towards(int degrees);

/// A junction that is passed, with all streets that the mode uses there. Bearings are whole degrees clockwise from north, of each
/// street as it leaves the junction, ascending.
struct Crossing {
  geo::LatLon at;
  std::vector<std::uint16_t> bearings;
  std::vector<bool> entry;         ///< whether who comes this way may go on there; false for the way back
  std::optional<std::size_t> in;   ///< which of them one comes by; nothing at the beginning
  std::optional<std::size_t> out;  ///< and leaves by; nothing at the end
};

/// An act, and what is travelled until the next one. The last step of a leg is its arrival, which travels nothing.
struct Step {
  Act act = Act::turn;
  Towards towards = Towards::none;
  std::uint16_t before = 0;  ///< bearing of travel, degrees; 0 at the beginning
  std::uint16_t after = 0;   ///< 0 at the end
  geo::LatLon at;
  std::uint32_t street = 0;                ///< that it goes on along, in the snapshot; at a roundabout that one leaves: behind it
  std::size_t first_part = 0;              ///< of the leg's parts
  std::size_t end_part = 0;                ///< one behind its last
  std::vector<Crossing> crossings = {};    ///< where it acts, then those that it passes
  std::uint32_t exit = 0;                  ///< of a roundabout that one leaves: which one is taken, from 1
  std::optional<std::uint32_t> ring = {};  ///< of a roundabout with a name of its own: a street that bears it
};

/// The streets of one mode by junction. What it is made from must outlive it.
class Junctions {
 public:
  Junctions(const streets::Roads& roads, const RoadEnds& ends);

  /// A street as one leaves a junction by it.
  struct Way {
    std::int64_t junction = 0;
    std::uint32_t segment = 0;
    bool backward = false;
    bool open = false;  ///< the mode may leave by it
    bool operator==(const Way&) const = default;
  };
  [[nodiscard]] std::span<const Way> ways_at(std::int64_t junction) const;
  [[nodiscard]] const streets::Roads& roads() const { return roads_; }
  [[nodiscard]] const RoadEnds& ends() const { return ends_; }

 private:
  const streets::Roads& roads_;
  const RoadEnds& ends_;
  std::vector<Way> ways_;  ///< by junction, segment, backward
};

/// The steps of one leg: at least a departure and an arrival. `parts`: in the order of travel, each with a length, as
/// trips::Fastest and trips::Planner give them. A turn is told where somebody could go wrong: where the name changes, where the
/// street ends, forks, or is left, not at each bend. Who rides or drives is told where to enter a roundabout and where to leave
/// it, and nothing between. Its exits are counted as they are passed: each way that leaves the ring and is open to the mode, none
/// at the junction where one enters. Who walks goes round it as along any street: either way, on its edge. `asked`: where the leg
/// was to end; the arrival says on which side that is, if it is 3 m away or more. Empty for no parts.
[[nodiscard]] std::vector<Step> steps(const City& city, const Junctions& junctions, std::span<const RoutePart> parts,
                                      geo::LatLon asked);

}  // namespace contrechamp::trips
