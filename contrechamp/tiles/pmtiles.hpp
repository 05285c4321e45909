// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/geo/latlon.hpp>
#include <contrechamp/tiles/id.hpp>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// PMTiles, specification v3: all tiles of a pyramid in one file that a web host serves by byte ranges.
namespace contrechamp::tiles {

/// Place on the Hilbert curve through its zoom, counted from zoom 0 on. Valid ids with z <= 26.
[[nodiscard]] std::uint64_t hilbert_id(TileId id);

enum class Compression : std::uint8_t { none = 1, gzip = 2 };  // the specification's numbers

struct ArchiveOptions {
  Compression compression = Compression::none;            ///< of tiles, directories and metadata alike
  std::function<std::string(std::string_view)> compress;  ///< does it; not called for `none`
  geo::Box bounds;
  geo::LatLon centre;
  std::uint8_t centre_zoom = 0;
  std::string metadata;  ///< a JSON object; for vector tiles with "vector_layers"
};

/// Collects tiles in any order and writes an archive of vector tiles: clustered by Hilbert id, equal tiles stored once, runs of
/// them as one entry, leaf directories as soon as the root would pass 16 KiB. Holds all different tiles in memory. The same tiles
/// give the same bytes, in whatever order they came.
class Archive {
 public:
  using Sink = std::function<Result<void>(std::string_view)>;

  /// The bytes as they shall be stored: already compressed. Empty tiles are left out; a tile added again replaces itself.
  void add(TileId id, std::string tile);
  [[nodiscard]] std::size_t size() const { return contents_of_.size(); }  ///< tiles
  /// Hands the archive to the sink, piece by piece from its first byte to its last; ends with the sink's first error.
  [[nodiscard]] Result<void> write(const ArchiveOptions& options, const Sink& sink) const;

 private:
  std::map<std::uint64_t, std::uint32_t> contents_of_;            // Hilbert id: index in contents_
  std::vector<std::string> contents_;                             // each different
  std::unordered_multimap<std::uint64_t, std::uint32_t> places_;  // hash: index in contents_; never iterated
};

}  // namespace contrechamp::tiles
