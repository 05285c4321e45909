// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/atlas/native/file.hpp>
#include <contrechamp/core/native/on_threads.hpp>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/importer/observe_all.hpp>
#include <contrechamp/importer/output.hpp>
#include <contrechamp/importer/routes.hpp>
#include <contrechamp/osm/reader.hpp>
#include <numeric>
#include <optional>
#include <utility>

namespace contrechamp::importer {
namespace {

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

void round_length(Metres& length) { length = Metres(std::floor(length.count() * 100 + 0.5) / 100.0); }
void round_length(std::optional<Metres>& length) {
  if (length) round_length(*length);
}

/// An atlas stores whole centimetres (6'7" becomes 2.01 m). What is computed must follow from what is stored: else `explain`, or
/// an update that compares with the stored scene, could differ from the build.
void round_lengths(scene::Snapshot& snapshot) {
  for (scene::Device& device : snapshot.devices) round_length(device.height);
  for (scene::Building& building : snapshot.buildings) {
    round_length(building.height);
    round_length(building.min_height);
  }
  for (scene::Wall& wall : snapshot.walls) round_length(wall.height);
  for (scene::Street& street : snapshot.streets) round_length(street.passage_width);
}

}  // namespace

Result<atlas::Contents> scene_of(std::span<const std::filesystem::path> inputs, const exposure::Options& options, LogSink& log,
                                 std::vector<StageCost>& costs) {
  atlas::Contents out;
  auto snapshot = timed("read", costs, log, [&] { return osm::read(inputs, options.read, log); });
  if (!snapshot) return tl::unexpected(snapshot.error());
  out.snapshot = std::move(*snapshot);
  round_lengths(out.snapshot);
  out.bounds = bounds_of(out.snapshot);
  out.surveyed = surveyed_cells(out.snapshot);
  out.config = exposure::text_of(options, exposure::Comments::without);
  out.program = "contrechamp " CONTRECHAMP_VERSION;
  out.network = timed("streets", costs, log, [&] { return streets::network(out.snapshot, geo::Frames(out.bounds)); });
  return out;
}

Result<atlas::Contents> contents(std::span<const std::filesystem::path> inputs, const exposure::Options& options,
                                 unsigned threads, LogSink& log, std::vector<StageCost>& costs) {
  auto out = scene_of(inputs, options, log, costs);
  if (!out) return out;
  std::vector<std::uint32_t> every(out->snapshot.devices.size());
  std::iota(every.begin(), every.end(), 0U);
  const geo::Frames frames(out->bounds);
  Observed observed = timed("observe", costs, log, [&] {
    return observe_all(every, out->snapshot, out->network, frames, options.exposure, threads, log);
  });
  out->placed = std::move(observed.placed);
  out->sightings = std::move(observed.sightings);
  out->coverages = std::move(observed.coverages);
  out->doubts = std::move(observed.doubts);
  if (auto done = add_routes(*out, log, costs, on_threads(threads)); !done) return tl::unexpected(done.error());
  return out;
}

Result<std::uint64_t> written(const atlas::Contents& contents, const std::filesystem::path& output, LogSink& log,
                              std::vector<StageCost>& costs) {
  return timed("write", costs, log, [&]() -> Result<std::uint64_t> {
    const auto bytes = atlas::encoded(contents);
    if (!bytes) return tl::unexpected(bytes.error());
    if (auto done = atlas::write_atomically(output, *bytes); !done) return tl::unexpected(done.error());
    return std::uint64_t{bytes->size()};
  });
}

Result<Built> build(std::span<const std::filesystem::path> inputs, const std::filesystem::path& output,
                    const exposure::Options& options, unsigned threads, LogSink& log) {
  if (auto usable = check_output(inputs, output); !usable) return tl::unexpected(usable.error());
  Built built;
  auto made = contents(inputs, options, threads, log, built.costs);
  if (!made) return tl::unexpected(made.error());
  built.contents = std::move(*made);
  const auto bytes = written(built.contents, output, log, built.costs);
  if (!bytes) return tl::unexpected(bytes.error());
  built.bytes = *bytes;
  return built;
}

}  // namespace contrechamp::importer
