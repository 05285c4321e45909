// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/ids.hpp>
#include <contrechamp/geo/latlon.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace contrechamp::synth {

/// Fewer blocks leave no room for river, square and mall; more would leave the one flat frame that a town is drawn in.
inline constexpr std::uint32_t min_blocks_per_side = 4;
inline constexpr std::uint32_t max_blocks_per_side = 400;
/// Several times what OpenStreetMap has mapped in the whole world. A slip of the hand must not fill the memory: whoever takes the
/// number from a stranger refuses more.
inline constexpr std::uint32_t max_devices = 1'000'000;

struct TownOptions {
  std::uint64_t seed = 1;             ///< any number; another seed is another town
  std::uint32_t devices = 200;        ///< objects that map a device (see `town`)
  std::uint32_t blocks_per_side = 8;  ///< blocks of about 150 m: 8 are 1.2 km, which the demo builds in seconds
  /// The middle of the town: in the open Atlantic, at the latitude of Paris, so that nobody takes it for a real place.
  geo::LatLon centre{488'500'000, -250'000'000};
};

using Tags = std::vector<std::pair<std::string, std::string>>;

/// Who changed an object last is nobody; when is invented, and the same for the same seed.
struct Edit {
  std::uint32_t version = 1;
  std::uint32_t time = 0;  ///< seconds since 1970
};

struct Node {
  std::int64_t id = 0;
  geo::LatLon at;
  Edit edit;
  Tags tags;
};

struct Way {
  std::int64_t id = 0;
  Edit edit;
  std::vector<std::int64_t> nodes;  ///< ids; closed rings repeat the first
  Tags tags;
};

struct Member {
  OsmRef ref;
  std::string role;
};

struct Relation {
  std::int64_t id = 0;
  Edit edit;
  std::vector<Member> members;
  Tags tags;
};

/// A town as OpenStreetMap would hold it: each list ascending by id, no key twice on an object.
struct Town {
  std::vector<Node> nodes;
  std::vector<Way> ways;
  std::vector<Relation> relations;
  geo::Box bounds;         ///< of all nodes
  std::int64_t as_of = 0;  ///< seconds since 1970; a constant later than every edit, never the clock
};

/// The town of these options: the same on every machine (integers, `Random`, core/trig; no clock). blocks_per_side is clamped to
/// its bounds. Exactly `devices` objects map a device: nodes, one way, and two enforcement relations whose device is missing;
/// disused devices and devices of unknown type count among them, as they do for whoever reads the file.
/// Memory and time grow with the number of blocks.
[[nodiscard]] Town town(const TownOptions& options);

/// Writes an ordinary .osm.pbf, sorted by type and id; the same town gives the same bytes. Written beside `path` as
/// "<path>.part", synced, then renamed: on an error nothing is left and a former file stays. Errors: cannot_write, disk_full.
[[nodiscard]] Result<void> write_pbf(const Town& town, const std::filesystem::path& path);

}  // namespace contrechamp::synth
