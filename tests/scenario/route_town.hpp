// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/scene/ascii.hpp>
#include <contrechamp/trips/route.hpp>
#include <memory>
#include <string_view>
#include <vector>

namespace contrechamp::scenario {

/// A scene observed as the importer does, and ready to be travelled by one mode.
class RouteTown {
 public:
  explicit RouteTown(scene::Snapshot seen, scene::Mode mode = scene::Mode::foot);
  /// Observed by others: an atlas's contents.
  RouteTown(scene::Snapshot seen, streets::Network cut, std::vector<placement::Placed> placed,
            std::vector<exposure::Sighting> found, const geo::Frames& in, scene::Mode mode);
  RouteTown(const RouteTown&) = delete;
  RouteTown& operator=(const RouteTown&) = delete;

  [[nodiscard]] trips::City city() const { return {snapshot, network, placed, surveyed, frames, options}; }
  [[nodiscard]] trips::ModeRoads mode_roads() const { return {roads, graph, *index}; }
  /// A planner of its own: nothing is kept from one to the next.
  [[nodiscard]] Result<trips::Routes> plan(const trips::RouteWish& wish) const;

  scene::Snapshot snapshot;
  streets::Network network;
  std::vector<placement::Placed> placed;
  std::vector<geo::Cell> surveyed;
  geo::Frames frames;
  exposure::ExposureOptions options;
  std::vector<exposure::Sighting> sightings;
  streets::Roads roads;
  routing::Graph graph;
  std::unique_ptr<routing::Index> index;

 private:
  void make_ways(scene::Mode mode);
};

/// A town drawn in ASCII. Its places are stops.
struct DrawnTown {
  DrawnTown(const scene::DrawnScene& drawn, scene::Mode mode = scene::Mode::foot)
      : places(drawn.places), town(drawn.snapshot, mode) {}
  /// Stops by their letters.
  [[nodiscard]] trips::RouteWish wish(std::string_view stops) const;
  [[nodiscard]] Result<trips::Routes> plan(std::string_view stops) const { return town.plan(wish(stops)); }
  std::map<char, geo::LatLon> places;
  RouteTown town;
};

/// Only that sense of a street may be travelled, by all modes.
void make_one_way(scene::DrawnScene& scene, std::string_view chain, scene::Senses sense);

}  // namespace contrechamp::scenario
