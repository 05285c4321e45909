// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/exposure/doubt.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <contrechamp/exposure/sighting.hpp>
#include <contrechamp/placement/placement.hpp>
#include <contrechamp/routing/index.hpp>
#include <contrechamp/streets/network.hpp>
#include <contrechamp/streets/roads.hpp>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrechamp::atlas {

/// What an atlas holds for routes in one mode.
struct Routes {
  streets::Roads roads;
  routing::StoredIndex index;
  bool refused =
      false;  ///< a path could cost too much for the search (routing::check_costs): only roads.counts and unbuilt are kept
};

/// The same, ready for queries.
struct ModeRoads {
  streets::Roads roads;
  routing::Graph graph;  ///< nodes and arcs are those of `roads`
  routing::Index index;
};
[[nodiscard]] routing::Graph graph_of(const streets::Roads& roads);

/// How much one mode takes.
struct RouteSize {
  scene::Mode mode = scene::Mode::foot;
  bool refused = false;
  std::uint64_t nodes = 0;
  std::uint64_t arcs = 0;
  std::uint64_t index_arcs = 0;
  std::uint64_t bytes = 0;
  streets::Roads::Counts counts;
  std::vector<streets::Roads::Unbuilt> unbuilt;
};

/// What an atlas holds. Lists that belong together have the same length: placed[i] is where snapshot.devices[i] hangs.
struct Contents {
  scene::Snapshot snapshot;
  geo::Box bounds;  ///< of devices, buildings and streets: what `geo::Frames` is made from
  streets::Network network;
  std::vector<placement::Placed> placed;
  std::vector<exposure::Sighting> sightings;  ///< sorted by (segment, ladder, band, from, device, to)
  std::vector<exposure::Coverage> coverages;  ///< sorted by (device, ladder, band, drawn); for drawing only
  std::vector<exposure::Doubt> doubts;        ///< one a device
  std::vector<geo::Cell> surveyed;            ///< sorted, unique
  std::vector<Routes> routes;                 ///< by Mode; empty: made without
  std::string config;                         ///< effective configuration, as `exposure::text_of` writes it
  std::string program;                        ///< "contrechamp 0.1.0"
  std::string licence = "© OpenStreetMap contributors, Open Database License 1.0 (ODbL)";  ///< of the data, with attribution
};

/// The whole file as bytes (docs/spec/atlas-v1.md). The same contents give the same bytes. Lengths in metres are stored in whole
/// centimetres, `moved_cm` in 1/100 cm; all else comes back as it was.
/// Errors: too_large (a text over 4096 bytes, a list over 2^32); internal if the contents break a law of their own types
/// (nothing is returned that `Atlas::open` would refuse).
[[nodiscard]] Result<std::vector<std::byte>> encoded(const Contents& contents);

/// A file in memory, checked before anything is used: magic, version, lengths, alignment, checksums, and that every index and
/// enum value is in range. The view keeps pointing into `bytes`, which must outlive it (8-byte aligned).
/// Errors: not_an_atlas, atlas_version, corrupt_atlas (with the section's name); bad_argument if `bytes` is not aligned.
class Atlas {
 public:
  [[nodiscard]] static Result<Atlas> open(std::span<const std::byte> bytes);

  /// Of the header, and so of all: it names this atlas (no other is likely to have it; it protects from nobody).
  [[nodiscard]] std::uint64_t checksum() const;
  [[nodiscard]] geo::Box bounds() const;
  [[nodiscard]] std::string_view config() const;
  [[nodiscard]] std::string_view program() const;
  [[nodiscard]] std::string_view licence() const;
  /// Used as they lie in the file.
  [[nodiscard]] std::span<const exposure::Sighting> sightings() const;
  /// Sightings of one segment: a binary search.
  [[nodiscard]] std::span<const exposure::Sighting> sightings_of(SegmentIndex segment) const;
  [[nodiscard]] std::vector<geo::Cell> surveyed() const;
  [[nodiscard]] std::vector<placement::Placed> placed() const;
  /// What each device covers of the ground, for drawing only: sorted by (device, ladder, band, drawn), none with the same four.
  [[nodiscard]] std::vector<exposure::Coverage> coverages() const;
  /// How much is in doubt about each device, and what would settle it; as they lie in the file.
  [[nodiscard]] std::span<const exposure::Doubt> doubts() const;
  /// Copies out; for commands that need whole things. (street index, ref and strings resolved.)
  [[nodiscard]] scene::Snapshot snapshot() const;
  [[nodiscard]] streets::Network network() const;

  /// Copies out and checks the index. Errors: no_way if the atlas holds none for this mode, corrupt_atlas.
  [[nodiscard]] Result<ModeRoads> roads(scene::Mode mode) const;
  /// One a mode; empty if the atlas was made without routes.
  [[nodiscard]] std::vector<RouteSize> route_sizes() const;

 private:
  explicit Atlas(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::span<const std::byte> bytes_;
};

}  // namespace contrechamp::atlas
