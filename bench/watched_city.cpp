// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <bench/watched_city.hpp>
#include <contrechamp/core/random.hpp>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/importer/observe_all.hpp>
#include <numeric>

namespace contrechamp::bench {
namespace {

constexpr double metres_a_device = 250;
constexpr std::size_t most_devices = 4'000;

/// As many a street as its length gives.
void seed_devices(atlas::Contents& city) {
  double all_cm = 0;
  for (const streets::Segment& segment : city.network.segments) all_cm += segment.length_cm;
  const std::size_t count = std::min(most_devices, static_cast<std::size_t>(all_cm / 100 / metres_a_device));
  const double step_cm = all_cm / static_cast<double>(count);
  Random random(1);
  city.snapshot.devices.clear();
  double before_cm = 0;
  double next_cm = step_cm / 2;
  for (const streets::Segment& segment : city.network.segments) {
    for (; next_cm < before_cm + segment.length_cm; next_cm += step_cm) {
      scene::Device device;
      device.ref = {OsmType::node, static_cast<std::int64_t>(city.snapshot.devices.size()) + 1};
      device.decks = {city.snapshot.streets[segment.street].deck};
      if (city.snapshot.devices.size() % 3 == 0) device.type = scene::CameraType::dome;
      const geo::LatLon at = segment.points[random.below(segment.points.size())];
      device.position = {at.lat_e7 + static_cast<std::int32_t>(random.between(-400, 400)),
                         at.lon_e7 + static_cast<std::int32_t>(random.between(-400, 400))};
      city.snapshot.devices.push_back(device);
    }
    before_cm += segment.length_cm;
  }
}

}  // namespace

Result<atlas::Contents> watched_city(const std::filesystem::path& file) {
  LogSink log;
  std::vector<importer::StageCost> costs;
  const exposure::Options options;
  auto city = importer::scene_of(std::span(&file, 1), options, log, costs);
  if (!city) return city;
  seed_devices(*city);
  std::vector<std::uint32_t> every(city->snapshot.devices.size());
  std::iota(every.begin(), every.end(), 0U);
  const geo::Frames frames(city->bounds);
  auto observed = importer::observe_all(every, city->snapshot, city->network, frames, options.exposure, 2, log);
  city->placed = std::move(observed.placed);
  city->sightings = std::move(observed.sightings);
  for (const streets::Segment& segment : city->network.segments) city->surveyed.push_back(segment.cell);
  std::sort(city->surveyed.begin(), city->surveyed.end());
  city->surveyed.erase(std::unique(city->surveyed.begin(), city->surveyed.end()), city->surveyed.end());
  return city;
}

}  // namespace contrechamp::bench
