// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/assemble.hpp>
#include <contrechamp/osm/reader.hpp>
#include <contrechamp/osm/reader_file.hpp>
#include <optional>

namespace contrechamp::osm {
namespace {
std::string names(std::span<const std::filesystem::path> inputs) {
  std::string text;
  for (const auto& path : inputs) text += (text.empty() ? "" : ", ") + path.string();
  return text;
}

void tell(const scene::Snapshot& snapshot, const Unused& unused, std::uint64_t beyond, LogSink& log) {
  const auto count = [](std::uint64_t n) { return grouped(static_cast<std::int64_t>(n)); };
  if (beyond > 0) log.warn(count(beyond) + " nodes left out: coordinates out of range (latitudes reach ±85°)");
  if (unused.nowhere > 0 && beyond == 0)
    log.warn(count(unused.nowhere) + " streets have no node in the input: was a file cut short?");
  for (const scene::Input& input : snapshot.inputs) {
    if (input.nodes > 0 && input.ways == 0 && !scene::is_change_file(input.file))
      log.warn(input.file + ": nodes and no ways: was the file cut short?");
  }
  if (unused.single_node > 0) log.note(count(unused.single_node) + " streets of fewer than two nodes left out");
  if (unused.restrictions > 0) log.note(count(unused.restrictions) + " turn restrictions without kind, from, via or to left out");
}
}  // namespace

std::int64_t as_of(std::span<const scene::Input> inputs) {
  std::optional<std::int64_t> oldest;
  std::int64_t changed = 0;
  for (const scene::Input& input : inputs) {
    const std::int64_t own = input.replication_time != 0 ? input.replication_time : input.newest_edit;
    if (scene::is_change_file(input.file)) {
      changed = std::max(changed, own);
    } else {
      oldest = std::min(oldest.value_or(own), own);  // 0, unknown, is the oldest of all
    }
  }
  return std::max(oldest.value_or(0), changed);
}

Result<scene::Snapshot> read(std::span<const std::filesystem::path> inputs, const scene::ReadOptions& options, LogSink& log) {
  if (inputs.empty()) return fail(Errc::bad_argument, "no input file");
  std::vector<std::filesystem::path> sorted(inputs.begin(), inputs.end());
  std::ranges::sort(sorted, {}, [](const auto& path) { return std::pair(path.filename(), path); });
  auto raw = harvest(sorted, options, log);
  if (!raw) return tl::unexpected(raw.error());
  scene::Snapshot snapshot;
  snapshot.inputs = raw->inputs;
  const Ways ways(*raw);
  assemble_buildings(*raw, ways, options, snapshot);
  assemble_devices(*raw, as_of(snapshot.inputs), snapshot);
  const Unused unused = assemble_streets(*raw, ways, options, snapshot);
  assemble_areas(*raw, ways, snapshot);
  if (snapshot.device_objects.read == 0 && snapshot.buildings.empty() && snapshot.streets.empty()) {
    return fail(Errc::nothing_inside, names(inputs) + ": no device, building or street");
  }
  tell(snapshot, unused, raw->beyond, log);
  return snapshot;
}

}  // namespace contrechamp::osm
