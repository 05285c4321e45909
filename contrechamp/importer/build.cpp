// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sys/resource.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <contrechamp/atlas/format.hpp>
#include <contrechamp/atlas/native/file.hpp>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/importer/observe_all.hpp>
#include <contrechamp/osm/reader.hpp>
#include <fstream>
#include <system_error>
#include <utility>

namespace contrechamp::importer {
namespace {
namespace fs = std::filesystem;

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

bool begins_as_an_atlas(const fs::path& file) {
  std::array<char, atlas::format::magic.size()> start{};
  std::ifstream in(file, std::ios::binary);
  return in.read(start.data(), start.size()) && start == atlas::format::magic;
}

/// What would be noticed only after minutes of work, or too late: a slip of the hand must not cost somebody's extract.
Result<void> check_output(std::span<const fs::path> inputs, const fs::path& output) {
  const auto refused = [&](const std::string& why) { return fail(Errc::cannot_write, output.string() + ": " + why); };
  std::error_code error;
  for (const fs::path& input : inputs) {
    if (fs::equivalent(input, output, error)) {
      return fail(Errc::bad_argument, "the output would replace an input: " + input.string());
    }
  }
  const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
  const fs::file_status parent = fs::status(folder, error);
  if (!fs::is_directory(parent)) return refused(error ? error.message() : "its folder is no folder");
  const fs::file_status former = fs::status(output, error);
  if (former.type() == fs::file_type::not_found) return {};
  if (fs::is_directory(former)) return refused("is a folder");
  if (!fs::is_regular_file(former)) return refused(error ? error.message() : "not a regular file");
  if (fs::file_size(output, error) > 0 && !begins_as_an_atlas(output)) return refused("exists and is no atlas");
  return {};
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
  out.coverages = std::move(observed.coverages);
  return out;
}

Result<Built> build(std::span<const std::filesystem::path> inputs, const std::filesystem::path& output,
                    const exposure::Options& options, unsigned threads, LogSink& log) {
  if (auto usable = check_output(inputs, output); !usable) return tl::unexpected(usable.error());
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
