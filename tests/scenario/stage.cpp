// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/core/text.hpp>
#include <contrechamp/geo/frame.hpp>
#include <tests/scenario/stage.hpp>

namespace contrechamp::scenario {
namespace {

constexpr std::int64_t first_probe = 1'000'000;
constexpr std::int32_t margin_cm = 25'000;

geo::LatLon at_metres(Metre2 p) { return geo::LocalFrame(scene::drawn_origin).unproject(100 * p.east, 100 * p.north); }

/// A way of one metre through every letter, on deck 0, so that any place can be asked for.
void lay_probes(DrawnScene& scene) {
  const geo::LocalFrame frame(scene::drawn_origin);
  for (const auto& [letter, place] : scene.places) {
    const geo::Point middle = frame.project(place);
    scene::Street way;
    way.ref = {OsmType::way, first_probe + letter};
    way.node_ids = {first_probe + 2 * letter, first_probe + 2 * letter + 1};
    way.points = {frame.unproject(middle.x - 30, middle.y - 40), frame.unproject(middle.x + 30, middle.y + 40)};
    way.highway = "footway";
    scene.snapshot.streets.push_back(std::move(way));
  }
}

geo::Box bounds_of(const DrawnScene& scene) {
  geo::Box box;
  for (const auto& [letter, place] : scene.places) box.add(place);
  for (const scene::Device& d : scene.snapshot.devices) box.add(d.position);
  return box;
}

std::vector<std::size_t> segments_of(const Seen& seen, std::size_t street_index) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < seen.network.segments.size(); ++i) {
    if (seen.network.segments[i].street == street_index) found.push_back(i);
  }
  return found;
}

std::size_t street_named(const DrawnScene& scene, std::string_view chain) {
  const auto& streets = scene.snapshot.streets;
  const auto found = std::find_if(streets.begin(), streets.end(), [&](const scene::Street& s) { return s.street_name == chain; });
  EXPECT_NE(found, streets.end()) << "no street " << chain;
  return static_cast<std::size_t>(found - streets.begin());
}

}  // namespace

DrawnScene stage(const Drawing& drawing) {
  auto scene = scene::drawn(drawing);
  EXPECT_TRUE(scene) << scene.error().sentence();
  if (!scene) return {};
  for (scene::Building& building : scene->snapshot.buildings) building.height = house_height;
  return std::move(*scene);
}

scene::Device& device(DrawnScene& scene, char letter) { return scene.snapshot.devices[scene.device_of.find(letter)->second]; }

scene::Street& street(DrawnScene& scene, std::string_view chain) { return scene.snapshot.streets[street_named(scene, chain)]; }

void put(DrawnScene& scene, char letter, Metre2 place) { device(scene, letter).position = at_metres(place); }

scene::Building& house(DrawnScene& scene, std::vector<Metre2> corners) {
  scene::Building& building = scene.snapshot.buildings.emplace_back();
  building.ref = {OsmType::way, 500 + static_cast<std::int64_t>(scene.snapshot.buildings.size())};
  building.height = house_height;
  building.rings.emplace_back();
  for (const Metre2 corner : corners) building.rings.back().push_back(at_metres(corner));
  return building;
}

void make_all_round(scene::Device& device) {
  device.type = scene::CameraType::all_round;
  device.height = Metres(3);
}

void make_aimed(scene::Device& device, int axis_degrees, int width_degrees) {
  device.type = scene::CameraType::fixed;
  device.height = Metres(3);
  device.heads = {
      {scene::AxisSource::numeric, Bearing(CentiDegrees::degrees(axis_degrees)), CentiDegrees::degrees(width_degrees)}};
}

Seen look(DrawnScene scene, const Look& how, const exposure::ExposureOptions& options) {
  Seen seen;
  lay_probes(scene);
  seen.scene = std::move(scene);
  const scene::Snapshot& snapshot = seen.scene.snapshot;
  const geo::Frames frames(bounds_of(seen.scene));
  seen.frame = frames.at(scene::drawn_origin);
  seen.network = streets::network(snapshot, frames);
  std::vector<geo::Point> eyes;
  for (const scene::Device& d : snapshot.devices) eyes.push_back(seen.frame.project(d.position));
  const exposure::Neighbourhood around(snapshot, seen.network, seen.frame, geo::bounding(eyes), margin_cm, options);

  std::vector<std::vector<exposure::Sighting>> found(seen.network.segments.size());
  std::vector<std::uint8_t> counts(snapshot.devices.size(), how.devices.empty() ? 1 : 0);
  for (const char letter : how.devices) counts[seen.scene.device_of.find(letter)->second] = 1;
  for (std::uint32_t i = 0; i < snapshot.devices.size(); ++i) {
    const exposure::Stance stance = exposure::stance(snapshot.devices[i], around, options);
    seen.places.push_back(stance.placed);
    const auto near = exposure::segments_in_range(stance, snapshot.devices[i].decks, around, options);
    for (const exposure::Sighting& s : exposure::sightings(i, stance, near, options)) found[s.segment].push_back(s);
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    exposure::Filter filter;
    filter.ladder = how.band.ladder;
    filter.band = how.band.band;
    filter.device_counts = counts;
    seen.merged.push_back(exposure::merged(found[i], filter));
    const exposure::InView sum = exposure::in_view(seen.merged.back());
    EXPECT_LE(sum.certain_cm * exposure::full_probability, sum.expected);
    EXPECT_LE(sum.expected, sum.possible_cm * exposure::full_probability);
    EXPECT_LE(sum.possible_cm, seen.network.segments[i].length_cm);
  }
  return seen;
}

Answer Seen::at(char letter) const {
  const auto& streets = scene.snapshot.streets;
  const auto probe =
      std::find_if(streets.begin(), streets.end(), [&](const scene::Street& s) { return s.ref.id == first_probe + letter; });
  EXPECT_NE(probe, streets.end()) << "no place " << letter;
  for (const std::size_t i : segments_of(*this, static_cast<std::size_t>(probe - streets.begin()))) {
    const std::uint32_t middle = network.segments[i].length_cm / 2;
    for (const exposure::Stretch& s : merged[i]) {
      if (s.from_cm <= middle && middle < s.to_cm)
        return {s.certain, true, static_cast<double>(s.p) / exposure::full_probability};
    }
  }
  return {};
}

Metres3 Seen::on(std::string_view chain) const {
  Metres3 sum;
  for (const std::size_t i : segments_of(*this, street_named(scene, chain))) {
    const exposure::InView part = exposure::in_view(merged[i]);
    sum.certain += static_cast<double>(part.certain_cm) / 100;
    sum.expected += static_cast<double>(part.expected) / exposure::full_probability / 100;
    sum.possible += static_cast<double>(part.possible_cm) / 100;
    sum.length += network.segments[i].length_cm / 100.0;
  }
  return sum;
}

std::vector<Part> Seen::possible(std::string_view chain) const {
  std::vector<Part> parts;
  const auto segments = segments_of(*this, street_named(scene, chain));
  EXPECT_EQ(segments.size(), 1U) << chain << " is not one segment";
  if (segments.empty()) return parts;
  for (const exposure::Stretch& s : merged[segments.front()]) {
    const Part part{s.from_cm / 100.0, s.to_cm / 100.0};
    if (!parts.empty() && parts.back().to == part.from) {
      parts.back().to = part.to;
    } else {
      parts.push_back(part);
    }
  }
  return parts;
}

std::size_t Seen::segments(std::string_view chain) const { return segments_of(*this, street_named(scene, chain)).size(); }

const placement::Placed& Seen::placed(char letter) const { return places[scene.device_of.find(letter)->second]; }

Metre2 Seen::eye(char letter) const {
  const geo::Point p = placed(letter).eye;
  const geo::Point in_picture = geo::LocalFrame(scene::drawn_origin).project(frame.unproject(p.x, p.y));
  return {in_picture.x / 100.0, in_picture.y / 100.0};
}

}  // namespace contrechamp::scenario
