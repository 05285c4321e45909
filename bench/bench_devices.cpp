// SPDX-License-Identifier: AGPL-3.0-or-later
// What a device costs that is complete with its doubt (three heights of buildings, all mounting heights, lenses and axes, all
// bands and both ladders) against the plain figure: the view and the street metres from the same eye. And against the same device
// in two dimensions: placed, looked from, cut and recorded by the same code, but with one disc, one band and nothing in doubt.
#include <algorithm>
#include <array>
#include <bench/benches.hpp>
#include <bench/clock.hpp>
#include <bench/extracts.hpp>
#include <bench/street_view.hpp>
#include <contrechamp/exposure/lookout.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <cstdio>
#include <numeric>

namespace contrechamp::bench {
namespace {
constexpr std::size_t device_count = 2'000;
constexpr int rounds = 5;
constexpr std::int32_t margin_cm = 30'000;
constexpr double us = 1e6;

exposure::ExposureOptions options_within(int metres) {
  exposure::ExposureOptions options;
  options.optics.max_range = Metres(metres);
  for (Metres& radius : options.sweep) radius = std::min(radius, Metres(metres));
  return options;
}

/// As published studies have it: each device sees a disc, and every wall ends the view.
exposure::ExposureOptions without_doubt(exposure::ExposureOptions options) {
  options.optics.model = {.radius = options.optics.max_range, .width = CentiDegrees::degrees(360), .walls = true};
  return options;
}

/// The mapped devices, then copies of ones drawn at random, hung at the made-up eyes: the mix of tags is the city's.
std::vector<scene::Device> devices_at(const Town& town, std::span<const Eye> eyes, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::uint32_t> mapped;
  for (const Eye& eye : eyes) {
    if (eye.device != Eye::made_up) mapped.push_back(eye.device);
  }
  std::vector<scene::Device> out;
  if (mapped.empty()) return out;
  for (const Eye& eye : eyes) {
    const bool real = eye.device != Eye::made_up;
    out.push_back(town.snapshot.devices[real ? eye.device : mapped[random.below(mapped.size())]]);
    if (!real) out.back().position = town.frame.unproject(eye.at.x, eye.at.y);
  }
  return out;
}

/// How much is in doubt of where a device's first lens points: that decides how many scenarios there are.
struct Doubted {
  const char* name;
  std::size_t most_axes;
};
constexpr std::array doubts{Doubted{"one_axis", 1}, Doubted{"tagged_direction", 36}, Doubted{"unknown_direction", 1'000}};

/// Devices of one kind of doubt.
struct Group {
  double seconds = 0;
  std::size_t count = 0;
};

/// Seconds for all devices, by part.
struct Parts {
  double stance = 0;     ///< placing, scenarios, and all looks
  double sightings = 0;  ///< finding the streets, and counting
  std::size_t found = 0;
  std::array<Group, doubts.size()> by_doubt;
  [[nodiscard]] double whole() const { return stance + sightings; }
};

std::size_t doubt_of(const exposure::Stance& stance) {
  if (stance.scenarios.heads.empty()) return 0;
  const std::size_t axes = stance.scenarios.heads.front().axes.size();
  std::size_t i = 0;
  while (doubts[i].most_axes < axes) ++i;
  return i;
}

template <class Clock>
Parts observe(std::span<const scene::Device> devices, const exposure::Neighbourhood& around,
              const exposure::ExposureOptions& options, const Clock& clock) {
  Parts parts;
  exposure::Lookout lookout;
  exposure::Watcher watcher;
  for (std::uint32_t i = 0; i < devices.size(); ++i) {
    const double start = clock();
    const exposure::Stance& stance = lookout.stand(devices[i], around, options);
    const double stood = clock();
    const auto segments = exposure::segments_in_range(stance, devices[i].decks, around, options);
    parts.found += watcher.sightings(i, stance, segments, options).size();
    const double end = clock();
    parts.stance += stood - start;
    parts.sightings += end - stood;
    Group& group = parts.by_doubt[doubt_of(stance)];
    group.seconds += end - start;
    ++group.count;
  }
  return parts;
}

/// The round with the median whole.
Parts median_observe(std::span<const scene::Device> devices, const exposure::Neighbourhood& around,
                     const exposure::ExposureOptions& options) {
  std::array<Parts, rounds> all;
  for (Parts& parts : all) parts = observe(devices, around, options, thread_seconds);
  std::nth_element(all.begin(), all.begin() + rounds / 2, all.end(),
                   [](const Parts& p, const Parts& q) { return p.whole() < q.whole(); });
  return all[rounds / 2];
}

/// In one go: a clock that is asked three times a device takes more than a microsecond of it.
double whole_seconds(std::span<const scene::Device> devices, const exposure::Neighbourhood& around,
                     const exposure::ExposureOptions& options) {
  const auto no_clock = [] { return 0.0; };
  return median_seconds(rounds, thread_seconds, [&] { observe(devices, around, options, no_clock); });
}

/// How many sights each device has: one for each mounting height and world in which something else is seen.
std::vector<std::size_t> sights_of(std::span<const scene::Device> devices, const exposure::Neighbourhood& around,
                                   const exposure::ExposureOptions& options) {
  std::vector<std::size_t> sights;
  exposure::Lookout lookout;
  for (const scene::Device& device : devices) sights.push_back(lookout.stand(device, around, options).sights.size());
  return sights;
}

/// Each eye looks as often as it is told.
double plain_seconds(const Town& town, std::span<const Eye> eyes, std::int32_t reach_cm, std::span<const std::size_t> times) {
  const StreetIndex streets(town.streets);
  StreetView view(town.walls, streets);
  return median_seconds(rounds, thread_seconds, [&] {
    for (std::size_t i = 0; i < eyes.size(); ++i) {
      for (std::size_t look = 0; look < times[i]; ++look) view.look(eyes[i].at, reach_cm);
    }
  });
}

void measure(Results& results, const std::string& name, const Town& town) {
  const std::vector<Eye> places = eyes(town, device_count, 1);
  const std::vector<scene::Device> devices = devices_at(town, places, 1);
  if (devices.empty()) return results.wrong(name + " has no device");
  std::vector<geo::Point> points;
  for (const Eye& eye : places) points.push_back(eye.at);
  for (const int radius : {50, 200}) {
    const exposure::ExposureOptions options = options_within(radius);
    const exposure::Neighbourhood around(town.snapshot, town.network, town.frame, geo::bounding(points), margin_cm, options);
    const double per_device = us / static_cast<double>(devices.size());
    const Parts parts = median_observe(devices, around, options);
    const double whole = whole_seconds(devices, around, options) * per_device;
    const std::vector<std::size_t> once(places.size(), 1), sights = sights_of(devices, around, options);
    const double plain = plain_seconds(town, places, 100 * radius, once) * per_device;
    const double plain_of_sights = plain_seconds(town, places, 100 * radius, sights) * per_device;
    const double flat = whole_seconds(devices, around, without_doubt(options)) * per_device;
    const auto all_sights = static_cast<double>(std::accumulate(sights.begin(), sights.end(), std::size_t{0}));
    const std::string place = std::to_string(radius) + "m_" + name;
    if (parts.found == 0) results.wrong("no device sees a street in " + name);
    results.add({"device_complete_vs_plain_" + place, whole, "us", Better::less, Peer{"plain, in two dimensions", plain}});
    results.add({"device_complete_vs_plain_of_its_sights_" + place, whole, "us", Better::less,
                 Peer{"plain, once for each of its sights", plain_of_sights}});
    results.add({"device_complete_vs_device_without_doubt_" + place, whole, "us", Better::less,
                 Peer{"the same device, a disc in two dimensions", flat}});
    results.add({"device_sights_" + place, all_sights / static_cast<double>(devices.size()), "sights"});
    results.add({"device_stance_" + place, parts.stance * per_device, "us"});
    results.add({"device_sightings_" + place, parts.sightings * per_device, "us"});
    for (std::size_t i = 0; i < doubts.size(); ++i) {
      const Group& group = parts.by_doubt[i];
      if (group.count == 0) continue;
      results.add(
          {"device_" + std::string(doubts[i].name) + "_" + place, group.seconds * us / static_cast<double>(group.count), "us"});
    }
    results.add({"device_records_" + place, static_cast<double>(parts.found) / static_cast<double>(devices.size()), "records"});
  }
}
}  // namespace

void bench_devices(Results& results) {
  each_measured_town([&](const std::string& name, const Town& town) { measure(results, name, town); });
}

}  // namespace contrechamp::bench
