// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/quantity.hpp>
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/streets/network.hpp>
#include <optional>
#include <vector>

namespace contrechamp::streets {

/// A mode may travel it: open to it by its way's rule, and not in a building. A carriageway whose sidewalks are ways of their own
/// is in no walker's denominator, so that no street counts twice; but walkers cross it and may use it, so it is open here.
[[nodiscard]] bool usable(const Segment& segment, const scene::Street& street, scene::Mode mode);

/// A segment in one direction of travel.
struct RoadArc {
  std::uint32_t segment = 0;
  std::uint32_t backward = 0;  ///< 1: from the segment's last point to its first
  bool operator==(const RoadArc&) const = default;
};

/// What one mode may travel, as a directed graph. Arcs stand by the node they leave: of node v [first_out[v], first_out[v + 1]),
/// by segment, forward first. Nodes are first the junctions, by OSM node; then copies of junctions, for who comes by an arc that
/// a turn restriction names (bans.hpp). So an arc of the roads as mapped occurs once a copy of the node that it leaves; the first
/// of them leaves the junction itself, and its head is where a route arrives that begins on that segment. A route that ends on
/// the segment may come by any of them.
struct Roads {
  scene::Mode mode = scene::Mode::foot;
  std::vector<std::uint32_t> first_out{0};
  std::vector<std::uint32_t> head;
  std::vector<RoadArc> arcs;           ///< as many as heads
  std::vector<std::int64_t> junction;  ///< by node: the OSM node
  struct Counts {
    std::uint64_t junctions = 0;    ///< nodes before any was split
    std::uint64_t bans_kept = 0;    ///< turn restrictions that were built in
    std::uint64_t bans_idle = 0;    ///< that except this mode, or whose turn it cannot make anyway
    std::uint64_t bans_unread = 0;  ///< whose kind is not understood, or whose ways are not there or can be read in several ways
    std::uint64_t bans_too_long = 0;  ///< over more via segments than are expanded
    bool operator==(const Counts&) const = default;
  } counts;
  /// Relations of the restrictions that were not built in though they may hold here, by (relation, why).
  struct Unbuilt {
    std::int64_t relation = 0;
    enum class Why : std::uint8_t { unread, too_long } why = Why::unread;
    bool operator==(const Unbuilt&) const = default;
    auto operator<=>(const Unbuilt&) const = default;
  };
  std::vector<Unbuilt> unbuilt;
  [[nodiscard]] std::uint32_t nodes() const { return static_cast<std::uint32_t>(junction.size()); }
  bool operator==(const Roads&) const = default;
};
[[nodiscard]] Roads roads(const scene::Snapshot& snapshot, const Network& network, scene::Mode mode);

/// Time from a segment's first point to a place on it (or from its last point, backward): parts add up exactly.
[[nodiscard]] constexpr std::uint64_t travel_ms(std::uint32_t cm, std::uint8_t speed_kmh) {
  return std::uint64_t{cm} * 36 / speed_kmh;
}

/// Where a place on a segment is, in cm from its first point; beyond its end: its end.
[[nodiscard]] geo::LatLon place(const Segment& segment, const geo::Frames& frames, std::uint32_t cm);

/// A place on a segment.
struct Spot {
  std::uint32_t segment = 0;
  std::uint32_t cm = 0;  ///< from its first point
  geo::LatLon position;  ///< of that place
  double away_m = 0;     ///< from what was asked for
  /// A nearer street was passed over, for it is not joined to the others that were asked for (Parts).
  bool passed_over = false;
};

/// How the roads hang together. Their main part is more than half of all nodes, of which each can be reached from each; where the
/// roads are so torn that there is none, nothing is on it.
class Parts {
 public:
  explicit Parts(const Roads& roads);
  /// It lies between two nodes of the main part.
  [[nodiscard]] bool on_main(std::uint32_t segment) const { return segment < main_.size() && main_[segment] != 0; }

 private:
  std::vector<char> main_;  ///< by segment
};

/// Finds the nearest place that a mode may use. The network must outlive it.
class Snapper {
 public:
  Snapper(const scene::Snapshot& snapshot, const Network& network, const geo::Frames& frames, scene::Mode mode);
  /// None within that distance, measured in the segment's frame: nullopt. Ties: the lower segment, then the lower position.
  [[nodiscard]] std::optional<Spot> nearest(geo::LatLon at, Metres within) const { return nearest(at, within, nullptr); }
  /// The nearest on the main part of the roads.
  [[nodiscard]] std::optional<Spot> nearest_on_main(geo::LatLon at, Metres within, const Parts& parts) const {
    return nearest(at, within, &parts);
  }
  /// Where a stop is put whose nearest place is not joined to the others': on the main part, if that is near enough.
  [[nodiscard]] Spot rather_on_main(geo::LatLon at, Metres within, const Parts& parts, const Spot& nearest) const;

 private:
  /// `parts`: only what is on the main one.
  [[nodiscard]] std::optional<Spot> nearest(geo::LatLon at, Metres within, const Parts* parts) const;
  [[nodiscard]] std::optional<Spot> nearest_near(geo::LatLon at, double within_cm, const Parts* parts) const;

  const Network* network_;
  geo::Frames frames_;
  std::vector<std::uint32_t> usable_;  ///< segments
  geo::GridIndex index_;               ///< of their boxes, in 1e-7 degrees
};

}  // namespace contrechamp::streets
