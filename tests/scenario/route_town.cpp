// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <contrechamp/importer/observe_all.hpp>
#include <contrechamp/routing/native/order.hpp>
#include <numeric>
#include <tests/scenario/route_town.hpp>
#include <tests/scenario/stage.hpp>

namespace contrechamp::scenario {
namespace {

geo::Frames frames_of(const scene::Snapshot& snapshot) {
  geo::Box box;
  for (const scene::Device& device : snapshot.devices) box.add(device.position);
  for (const scene::Street& street : snapshot.streets) {
    for (const geo::LatLon p : street.points) box.add(p);
  }
  return geo::Frames(box);
}

}  // namespace

RouteTown::RouteTown(scene::Snapshot seen, scene::Mode mode) : snapshot(std::move(seen)), frames(frames_of(snapshot)) {
  network = streets::network(snapshot, frames);
  std::vector<std::uint32_t> all(snapshot.devices.size());
  std::iota(all.begin(), all.end(), 0U);
  LogSink silent;
  importer::Observed observed = importer::observe_all(all, snapshot, network, frames, options, 1, silent);
  placed = std::move(observed.placed);
  sightings = std::move(observed.sightings);
  make_ways(mode);
}

RouteTown::RouteTown(scene::Snapshot seen, streets::Network cut, std::vector<placement::Placed> where,
                     std::vector<exposure::Sighting> found, const geo::Frames& in, scene::Mode mode)
    : snapshot(std::move(seen)), network(std::move(cut)), placed(std::move(where)), frames(in), sightings(std::move(found)) {
  make_ways(mode);
}

void RouteTown::make_ways(scene::Mode mode) {
  roads = streets::roads(snapshot, network, mode);
  graph = {roads.first_out, roads.head};
  auto built = routing::Index::build(graph, routing::nested_dissection(graph));
  ASSERT_TRUE(built.has_value()) << built.error().sentence();
  index = std::make_unique<routing::Index>(*std::move(built));
}

Result<trips::Routes> RouteTown::plan(const trips::RouteWish& wish) const {
  return trips::Planner(city(), sightings, mode_roads()).plan(wish);
}

trips::RouteWish DrawnTown::wish(std::string_view stops) const {
  trips::RouteWish made;
  made.mode = town.roads.mode;
  for (const char letter : stops) {
    const auto place = places.find(letter);
    EXPECT_NE(place, places.end()) << "no place " << letter;
    if (place != places.end()) made.stops.push_back(place->second);
  }
  return made;
}

void make_one_way(scene::DrawnScene& scene, std::string_view chain, scene::Senses sense) {
  for (scene::ModeUse& use : street(scene, chain).use) use.senses = sense;
}

}  // namespace contrechamp::scenario
