// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sys/resource.h>
#include <algorithm>
#include <chrono>
#include <contrechamp/atlas/native/file.hpp>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/importer/observe_all.hpp>
#include <contrechamp/osm/reader.hpp>
#include <utility>

namespace contrechamp::importer {
namespace {

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Runs one stage and notes what it took.
template <class Work>
auto timed(std::string stage, std::vector<StageCost>& costs, LogSink& log, const Work& work) {
  log.progress(stage, 0, 0);
  const auto start = std::chrono::steady_clock::now();
  auto result = work();
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  costs.push_back({std::move(stage), spent.count(), peak_megabytes()});
  return result;
}

geo::Box bounds_of(const scene::Snapshot& snapshot) {
  geo::Box box;
  for (const scene::Device& d : snapshot.devices) box.add(d.position);
  for (const scene::Building& b : snapshot.buildings) {
    for (const scene::LatLonRing& ring : b.rings) {
      for (const geo::LatLon p : ring) box.add(p);
    }
  }
  for (const scene::Street& s : snapshot.streets) {
    for (const geo::LatLon p : s.points) box.add(p);
  }
  return box;
}

/// Cells with a device of any kind, and their eight neighbours.
std::vector<geo::Cell> surveyed_cells(const scene::Snapshot& snapshot) {
  constexpr int columns = 16384;
  std::vector<geo::Cell> cells;
  for (const scene::Device& d : snapshot.devices) {
    const geo::Cell middle = geo::cell(d.position);
    for (int dy = -1; dy <= 1; ++dy) {
      for (int dx = -1; dx <= 1; ++dx) {
        const int y = middle.y + dy;
        if (y < 0 || y >= columns) continue;
        cells.push_back({static_cast<std::uint16_t>((middle.x + dx + columns) % columns), static_cast<std::uint16_t>(y)});
      }
    }
  }
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  return cells;
}

}  // namespace

Result<atlas::Contents> contents(std::span<const std::filesystem::path> inputs, const exposure::Options& options,
                                 unsigned threads, LogSink& log, std::vector<StageCost>& costs) {
  atlas::Contents out;
  auto snapshot = timed("read", costs, log, [&] { return osm::read(inputs, options.read, log); });
  if (!snapshot) return tl::unexpected(snapshot.error());
  out.snapshot = std::move(*snapshot);
  out.bounds = bounds_of(out.snapshot);
  out.surveyed = surveyed_cells(out.snapshot);
  out.config = exposure::text_of(options, exposure::Comments::without);
  out.program = "contrechamp " CONTRECHAMP_VERSION;
  const geo::Frames frames(out.bounds);
  out.network = timed("streets", costs, log, [&] { return streets::network(out.snapshot, frames); });
  Observed observed = timed("observe", costs, log,
                            [&] { return observe_all(out.snapshot, out.network, frames, options.exposure, threads, log); });
  out.placed = std::move(observed.placed);
  out.sightings = std::move(observed.sightings);
  return out;
}

Result<Built> build(std::span<const std::filesystem::path> inputs, const std::filesystem::path& output,
                    const exposure::Options& options, unsigned threads, LogSink& log) {
  Built built;
  auto made = contents(inputs, options, threads, log, built.costs);
  if (!made) return tl::unexpected(made.error());
  built.contents = std::move(*made);
  const Result<void> written = timed("write", built.costs, log, [&]() -> Result<void> {
    const auto bytes = atlas::encoded(built.contents);
    if (!bytes) return tl::unexpected(bytes.error());
    built.bytes = bytes->size();
    return atlas::write_atomically(output, *bytes);
  });
  if (!written) return tl::unexpected(written.error());
  return built;
}

}  // namespace contrechamp::importer
