// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <contrechamp/atlas/native/file.hpp>
#include <contrechamp/core/native/on_threads.hpp>
#include <contrechamp/importer/affected.hpp>
#include <contrechamp/importer/observe_all.hpp>
#include <contrechamp/importer/output.hpp>
#include <contrechamp/importer/routes.hpp>
#include <contrechamp/importer/update.hpp>
#include <numeric>
#include <optional>
#include <utility>

namespace contrechamp::importer {
namespace {
namespace fs = std::filesystem;
using Paths = std::vector<fs::path>;

/// What the atlas says, decoded once.
struct Former {
  explicit Former(const atlas::Atlas& atlas)
      : snapshot(atlas.snapshot()), network(atlas.network()), placed(atlas.placed()), frames(atlas.bounds()) {}
  scene::Snapshot snapshot;
  streets::Network network;
  std::vector<placement::Placed> placed;
  geo::Frames frames;
};

bool is_change(const fs::path& path) { return scene::is_change_file(path.filename().string()); }

/// The files that the atlas was made of, by their names.
Result<Paths> own_inputs(const fs::path& atlas, const scene::Snapshot& snapshot) {
  Paths found;
  for (const scene::Input& input : snapshot.inputs) {
    std::error_code ignored;
    const Paths places{atlas.parent_path() / input.file, fs::path(input.file)};
    const auto place = std::ranges::find_if(places, [&](const fs::path& p) { return fs::exists(p, ignored); });
    if (place == places.end()) {
      return fail(Errc::cannot_read, input.file +
                                         ": the changes apply to it, and it is neither beside the atlas nor in this "
                                         "folder; name it with --from");
    }
    found.push_back(*place);
  }
  return found;
}

/// What `build` would be given.
Result<Paths> sources(const UpdateRequest& request, const scene::Snapshot& snapshot) {
  const auto changes = static_cast<std::size_t>(std::ranges::count_if(request.inputs, is_change));
  if (changes == 0) {
    if (request.from.empty()) return request.inputs;
    return fail(Errc::bad_argument, "--from is for change files; an extract replaces all that the atlas was made of");
  }
  if (changes != request.inputs.size()) {
    return fail(Errc::bad_argument, "extracts and change files together; name the extracts with --from");
  }
  auto all = request.from.empty() ? own_inputs(request.atlas, snapshot) : Result<Paths>(request.from);
  if (all) all->insert(all->end(), request.inputs.begin(), request.inputs.end());
  return all;
}

Result<exposure::Options> choices(const atlas::Atlas& atlas, const fs::path& file) {
  auto options = exposure::options_from(atlas.config());
  if (options) return options;
  return fail(Errc::atlas_version,
              file.string() + ": its choices cannot be read: " + options.error().detail + "; build it again");
}

Everything why_everything(const atlas::Atlas& atlas, const Former& former, const atlas::Contents& now) {
  if (atlas.program() != now.program || atlas.config() != now.config) return Everything::program;
  const bool kept = std::ranges::all_of(now.snapshot.devices, [&](const scene::Device& d) {
    return former.frames.at(d.position).origin() == geo::Frames(now.bounds).at(d.position).origin();
  });
  return kept ? Everything::no : Everything::frame;
}

/// Takes over what the atlas knows of the devices that need not be observed.
class Keeper {
 public:
  Keeper(const Changes& changes, std::span<const std::uint32_t> observed, const Former& former)
      : changes_(changes), device_now_(former.snapshot.devices.size(), nothing) {
    for (std::uint32_t now = 0; now < changes.device_before.size(); ++now) {
      if (!std::ranges::binary_search(observed, now)) device_now_[changes.device_before[now]] = now;
    }
  }

  /// False if a sighting lies on a segment that its device cannot see as the scenes are: no atlas of ours says so.
  [[nodiscard]] bool keep(const atlas::Atlas& atlas, const Former& former, atlas::Contents& out) const {
    for (std::uint32_t before = 0; before < device_now_.size(); ++before) {
      if (device_now_[before] == nothing) continue;
      out.placed[device_now_[before]] = former.placed[before];
      out.doubts[device_now_[before]] = atlas.doubts()[before];
    }
    for (exposure::Sighting sighting : atlas.sightings()) {
      if (device_now_[sighting.device] == nothing) continue;
      sighting.device = device_now_[sighting.device];
      sighting.segment = changes_.segment_now[sighting.segment];
      if (sighting.segment == nothing) return false;
      out.sightings.push_back(sighting);
    }
    for (exposure::Coverage& coverage : atlas.coverages()) {
      if (device_now_[coverage.device] == nothing) continue;
      coverage.device = device_now_[coverage.device];
      out.coverages.push_back(std::move(coverage));
    }
    put_in_order(out.sightings);
    put_in_order(out.coverages);
    return true;
  }

 private:
  const Changes& changes_;
  std::vector<std::uint32_t> device_now_;  ///< by device before; `nothing` if it is gone or observed anew
};

/// The devices to observe, ascending.
std::vector<std::uint32_t> chosen(const Changes& changes, const Former& former, const atlas::Contents& now,
                                  const exposure::ExposureOptions& options, Everything everything) {
  std::vector<std::uint32_t> all(now.snapshot.devices.size());
  std::iota(all.begin(), all.end(), 0U);
  if (everything == Everything::program) return all;
  return affected(changes, {former.snapshot, former.frames, former.placed}, {now.snapshot, geo::Frames(now.bounds)}, options);
}

Result<void> observed_and_kept(const std::vector<std::uint32_t>& which, const Changes& changes, const atlas::Atlas& atlas,
                               const Former& former, const exposure::ExposureOptions& options, unsigned threads, LogSink& log,
                               atlas::Contents& out) {
  const geo::Frames frames(out.bounds);
  Observed found = observe_all(which, out.snapshot, out.network, frames, options, threads, log);
  out.placed = std::move(found.placed);
  out.sightings = std::move(found.sightings);
  out.coverages = std::move(found.coverages);
  out.doubts = std::move(found.doubts);
  if (Keeper(changes, which, former).keep(atlas, former, out)) return {};
  return fail(Errc::corrupt_atlas, "a sighting lies out of its device's range; build it again");
}

}  // namespace

Result<Updated> update(const UpdateRequest& request, unsigned threads, LogSink& log) {
  const auto start = std::chrono::steady_clock::now();
  const auto file = atlas::MappedFile::open(request.atlas);
  if (!file) return tl::unexpected(file.error());
  const auto atlas = atlas::Atlas::open(file->bytes());
  if (!atlas) return fail(atlas.error().code, request.atlas.string() + ": " + atlas.error().detail);
  const auto options = choices(*atlas, request.atlas);
  if (!options) return tl::unexpected(options.error());
  const Former former(*atlas);
  const auto inputs = sources(request, former.snapshot);
  if (!inputs) return tl::unexpected(inputs.error());
  const fs::path output = request.output.empty() ? request.atlas : request.output;
  if (auto usable = check_output(*inputs, output); !usable) return tl::unexpected(usable.error());

  Updated updated;
  std::vector<StageCost>& costs = updated.built.costs;
  auto made = scene_of(*inputs, *options, log, costs);
  if (!made) return tl::unexpected(made.error());
  atlas::Contents& contents = updated.built.contents = std::move(*made);
  updated.everything = why_everything(*atlas, former, contents);
  std::vector<std::uint32_t> which;
  const Changes differing = timed("compare", costs, log, [&] {
    Changes found = changes(former.snapshot, former.network, contents.snapshot, contents.network);
    which = chosen(found, former, contents, options->exposure, updated.everything);
    return found;
  });
  updated.counts = differing.counts;
  updated.observed = which.size();
  if (!request.dry_run) {
    const Result<void> done = timed("observe", costs, log, [&] {
      return observed_and_kept(which, differing, *atlas, former, options->exposure, threads, log, contents);
    });
    if (!done) return tl::unexpected(done.error());
    if (auto added = add_routes(contents, log, costs, on_threads(threads)); !added) return tl::unexpected(added.error());
    const auto bytes = written(contents, output, log, costs);
    if (!bytes) return tl::unexpected(bytes.error());
    updated.built.bytes = *bytes;
  }
  updated.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return updated;
}

}  // namespace contrechamp::importer
