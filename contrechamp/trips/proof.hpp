// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/ids.hpp>
#include <contrechamp/optics/kinds.hpp>
#include <contrechamp/scene/street.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a proof says, and nothing that finds or judges it: prove.hpp finds, check_proof.hpp judges, and they share this file
/// alone. In files: docs/json.md, "prove".
namespace contrechamp::trips {

/// "Unseen" is meant under *possible*: of a segment's stretch, travelled in one direction, no device that counts possibly sees
/// a centimetre at the band, by the sightings of the atlas.
enum class Claim : std::uint8_t {
  unseen_way,     ///< `way` joins start and end, obeys the map's rules for the mode, and is unseen
  no_unseen_way,  ///< every way from start to end is seen somewhere
  not_joined      ///< there is no way, seen or not
};

/// A segment in one direction of travel.
struct ProofStep {
  std::uint32_t segment = 0;
  bool backward = false;  ///< from the segment's last point to its first
  auto operator<=>(const ProofStep&) const = default;
};

/// A part of a segment as it is travelled; from > to: backward. A segment without length: from == to.
struct ProofPart {
  std::uint32_t segment = 0;
  std::uint32_t from_cm = 0;
  std::uint32_t to_cm = 0;
  bool operator==(const ProofPart&) const = default;
};

struct ProofPlace {
  std::uint32_t segment = 0;
  std::uint32_t cm = 0;  ///< from its first point
  bool operator==(const ProofPlace&) const = default;
};

/// A place is in view if there is a centimetre to travel next to it (away from it for a start, towards it for an end), and each
/// such is seen. `devices`: all that see one of these, ascending.
struct ProofInView {
  ProofPlace at;
  std::vector<OsmRef> devices;
  bool operator==(const ProofInView&) const = default;
};

/// Start or end. If what was asked for is in view, the claim is about another place, the nearest from which one can go on unseen
/// (for an end: at which one can arrive): the fewest centimetres to travel, seen or not; of equally near ones the lowest segment,
/// then the lowest centimetre. None: `at` is what was asked for.
struct ProofEnd {
  ProofPlace at;
  OsmRef way;  ///< the segment's
  std::optional<ProofInView> in_view;
  bool operator==(const ProofEnd&) const = default;
};

/// One sighting that makes a step seen.
struct ProofSeen {
  ProofStep step;
  OsmRef device;
  std::uint32_t from_cm = 0;  ///< as in the atlas, from the segment's first point
  std::uint32_t to_cm = 0;
  bool operator==(const ProofSeen&) const = default;
};

/// Devices without which there would be an unseen way: exactly those that see `way`.
struct ProofBetween {
  std::vector<OsmRef> devices;
  bool smallest = false;  ///< no fewer would do; else only found so
  std::vector<ProofPart> way;
  bool operator==(const ProofBetween&) const = default;
};
/// A smallest set is only claimed up to this size: whether all smaller ones fail can then be tried.
inline constexpr std::size_t most_devices_tried = 3;

/// Where one can get unseen: at a junction, having come by nothing that a turn restriction begins with (`nodes`); or at the end
/// of steps that may be the beginning of one: the last ones that one made, so many that no restriction is longer. Restrictions
/// tell how many of these matter.
struct ProofReached {
  std::vector<std::int64_t> nodes;            ///< OSM nodes, ascending
  std::vector<std::vector<ProofStep>> after;  ///< ascending
  bool operator==(const ProofReached&) const = default;
};

struct Proof {
  std::string attribution;  ///< three words that the atlas says too
  std::string licence;
  std::string as_of;        ///< empty: unknown
  std::uint64_t atlas = 0;  ///< the checksum in its header
  scene::Mode mode = scene::Mode::foot;
  optics::BandRef band;
  std::vector<OsmRef> left_out;  ///< devices that do not count, ascending
  ProofEnd from;
  ProofEnd to;
  Claim claim = Claim::no_unseen_way;
  std::vector<ProofPart> way;           ///< unseen_way only
  ProofReached reached;                 ///< else: has the start, is left by seen steps only, and has not the end
  std::vector<ProofSeen> leaving;       ///< no_unseen_way only: a sighting of each step that leaves it
  std::optional<ProofBetween> between;  ///< no_unseen_way only
  bool operator==(const Proof&) const = default;
};

}  // namespace contrechamp::trips
