// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <atomic>
#include <contrechamp/exposure/section.hpp>
#include <contrechamp/importer/observe_all.hpp>
#include <exception>
#include <iterator>
#include <map>
#include <thread>
#include <tuple>

namespace contrechamp::importer {
namespace {

constexpr std::int32_t margin_beyond_range_cm = 5000;  // buildings that a device near the edge hangs on, and their neighbours

struct Task {
  const std::vector<std::uint32_t>& devices;  ///< of one frame
  const scene::Snapshot& snapshot;
  const exposure::Neighbourhood& around;
  const geo::LocalFrame& frame;
  const exposure::ExposureOptions& options;
  std::vector<placement::Placed>& placed;
  std::vector<exposure::Doubt>& doubts;
  std::vector<std::vector<exposure::Sighting>>& found;
  std::vector<std::vector<exposure::Coverage>>& covered;
};

void observe_one(const Task& task, std::uint32_t index) {
  const scene::Device& device = task.snapshot.devices[index];
  const exposure::Stance stance = exposure::stance(device, task.around, task.options);
  task.placed[index] = stance.placed;
  const auto segments = exposure::segments_in_range(stance, device.decks, task.around, task.options);
  task.found[index] = exposure::sightings(index, stance, segments, task.options);
  task.doubts[index] = exposure::doubt(stance, segments, task.options);
  task.covered[index] = exposure::coverages(index, stance, task.frame, task.options);
}

/// Workers take the next device from a counter. What a worker throws (out of memory) is thrown again here.
void run(const Task& task, unsigned threads, std::atomic<std::size_t>& finished, std::size_t all, LogSink& log) {
  std::atomic<std::size_t> next{0};
  std::vector<std::exception_ptr> faults(threads);
  const auto work = [&](unsigned worker) {
    try {
      for (std::size_t i = next++; i < task.devices.size(); i = next++) {
        observe_one(task, task.devices[i]);
        const std::size_t done = ++finished;
        if (worker == 0) log.progress("observe", done, all);  // one voice only: sinks need no lock
      }
    } catch (...) {
      faults[worker] = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  for (unsigned worker = 1; worker < threads; ++worker) others.emplace_back(work, worker);
  work(0);
  for (std::thread& other : others) other.join();
  for (const std::exception_ptr& fault : faults) {
    if (fault) std::rethrow_exception(fault);
  }
}

/// Where eyes may be: at the devices, and anywhere about the buildings that hold one, for it may be moved to a façade.
geo::Rect area_of(const std::vector<std::uint32_t>& devices, const scene::Snapshot& snapshot, const geo::LocalFrame& frame) {
  std::vector<geo::Point> points;
  std::vector<geo::Rect> boxes;
  for (const std::uint32_t i : devices) {
    points.push_back(frame.project(snapshot.devices[i].position));
    boxes.push_back(geo::around(points.back(), margin_beyond_range_cm));
  }
  const geo::GridIndex about(boxes);
  for (const scene::Building& building : snapshot.buildings) {
    geo::Box corners;
    for (const scene::LatLonRing& ring : building.rings) {
      for (const geo::LatLon p : ring) corners.add(p);
    }
    if (corners.empty()) continue;
    const geo::Rect box = geo::bounding(std::array{frame.project(corners.min), frame.project(corners.max)});
    const geo::Vec size = box.max - box.min;
    if (std::max(size.x, size.y) > placement::widest_footprint_cm || about.query(box).empty()) continue;
    points.insert(points.end(), {box.min, box.max});
  }
  return geo::bounding(points);
}

}  // namespace

void put_in_order(std::vector<exposure::Sighting>& sightings) { std::sort(sightings.begin(), sightings.end(), exposure::before); }

void put_in_order(std::vector<exposure::Coverage>& coverages) {
  std::ranges::sort(coverages, {}, [](const exposure::Coverage& c) { return std::tuple(c.device, c.ladder, c.band, c.drawn); });
}

Observed observe_all(std::span<const std::uint32_t> which, const scene::Snapshot& snapshot, const streets::Network& network,
                     const geo::Frames& frames, const exposure::ExposureOptions& options, unsigned threads, LogSink& log) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_frame;
  for (const std::uint32_t i : which) by_frame[frames.key(snapshot.devices[i].position)].push_back(i);

  Observed out;
  out.placed.resize(snapshot.devices.size());
  out.doubts.resize(snapshot.devices.size());
  std::vector<std::vector<exposure::Sighting>> found(snapshot.devices.size());
  std::vector<std::vector<exposure::Coverage>> covered(snapshot.devices.size());
  std::atomic<std::size_t> finished{0};
  const auto margin = static_cast<std::int32_t>(options.optics.max_range.count() * 100) + margin_beyond_range_cm;
  for (const auto& [key, devices] : by_frame) {
    const geo::LocalFrame frame = frames.at(snapshot.devices[devices.front()].position);
    const exposure::Neighbourhood around(snapshot, network, frame, area_of(devices, snapshot, frame), margin,
                                         options.usual_building_height);
    const Task task{devices, snapshot, around, frame, options, out.placed, out.doubts, found, covered};
    run(task, std::max(1U, threads), finished, which.size(), log);
  }
  for (std::vector<exposure::Sighting>& part : found) {
    out.sightings.insert(out.sightings.end(), part.begin(), part.end());
    part = {};
  }
  if (!options.optics.model.in_use()) {  // a comparison model's cameras all see what is around them
    for (const exposure::Sighting& s : exposure::section_sightings(exposure::watched_sections(snapshot, network, frames))) {
      if (std::ranges::find(which, s.device) != which.end()) out.sightings.push_back(s);
    }
  }
  for (std::vector<exposure::Coverage>& part : covered) std::move(part.begin(), part.end(), std::back_inserter(out.coverages));
  put_in_order(out.sightings);
  put_in_order(out.coverages);
  return out;
}

}  // namespace contrechamp::importer
