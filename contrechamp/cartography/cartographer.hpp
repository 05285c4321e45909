// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/filter.hpp>
#include <contrechamp/tiles/id.hpp>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace contrechamp::trips {
struct Islands;
}

namespace contrechamp::cartography {

/// What is asked for together: one URL, one style source. `all` holds every layer but
/// the islands, and is what an archive is made of.
enum class TileSet : std::uint8_t {
  map,
  devices,
  image_2014,
  image_2025,
  plate,
  sound,
  presence,
  speed,
  model,
  islands,
  all,
  count
};
inline constexpr std::uint8_t max_zoom = 16;
[[nodiscard]] std::string_view name(TileSet set);  ///< "map", "devices", "image-2014"…
[[nodiscard]] std::optional<TileSet> tile_set(std::string_view name);

/// Draws tiles of an atlas. The subject must outlive it. Making one sorts everything into grids once; after that `tile` only
/// reads, so several threads may ask at the same time.
class Cartographer {
 public:
  explicit Cartographer(const answers::Subject& subject);
  /// One vector tile (Mapbox Vector Tile 2.1), not compressed; empty if nothing is in it. `id` valid, z <= max_zoom. The same
  /// atlas gives the same bytes. The filter changes devices, coverage and exposure; the map itself does not depend on it.
  /// `found`: what the set `islands` shows (islands.hpp); nothing without.
  [[nodiscard]] std::string tile(TileSet set, tiles::TileId id, const answers::DeviceFilter& filter,
                                 const trips::Islands* found = nullptr) const;
  /// TileJSON 3.0 of a set; `tiles_url` as a client shall ask, with {z}, {x} and {y}.
  [[nodiscard]] std::string tilejson(TileSet set, std::string_view tiles_url) const;

  Cartographer(Cartographer&&) noexcept;
  Cartographer& operator=(Cartographer&&) noexcept;
  Cartographer(const Cartographer&) = delete;
  Cartographer& operator=(const Cartographer&) = delete;
  ~Cartographer();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace contrechamp::cartography
