// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <contrechamp/exposure/lookout.hpp>
#include <contrechamp/exposure/section.hpp>
#include <contrechamp/importer/observe_all.hpp>
#include <exception>
#include <iterator>
#include <map>
#include <thread>
#include <tuple>

namespace contrechamp::importer {
namespace {

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

void observe_one(const Task& task, std::uint32_t index, exposure::Lookout& lookout, exposure::Watcher& watcher) {
  const scene::Device& device = task.snapshot.devices[index];
  const exposure::Stance& stance = lookout.stand(device, task.around, task.options);
  task.placed[index] = stance.placed;
  const auto segments = exposure::segments_in_range(stance, device.decks, task.around, task.options);
  task.found[index] = watcher.sightings(index, stance, segments, task.options);
  task.doubts[index] = exposure::doubt(stance, segments, task.options);
  task.covered[index] = exposure::coverages(index, stance, task.frame, task.options);
}

/// Workers take the next device from a counter. What a worker throws (out of memory) is thrown again here.
void run(const Task& task, unsigned threads, std::atomic<std::size_t>& finished, std::size_t all, LogSink& log) {
  std::atomic<std::size_t> next{0};
  std::vector<std::exception_ptr> faults(threads);
  const auto work = [&](unsigned worker) {
    try {
      exposure::Lookout lookout;
      exposure::Watcher watcher;
      for (std::size_t i = next++; i < task.devices.size(); i = next++) {
        observe_one(task, task.devices[i], lookout, watcher);
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
  const auto margin = static_cast<std::int32_t>(options.optics.max_range.count() * 100) + placement::margin_beyond_range_cm;
  for (const auto& [key, devices] : by_frame) {
    const geo::LocalFrame frame = frames.at(snapshot.devices[devices.front()].position);
    const exposure::Neighbourhood around(snapshot, network, frame, placement::area_of_eyes(devices, snapshot, frame), margin,
                                         options);
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
