// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/cartography/cartographer.hpp>
#include <contrechamp/core/log.hpp>
#include <filesystem>

namespace contrechamp::cartography {

struct ArchiveWish {
  std::uint8_t min_zoom = 0;
  std::uint8_t max_zoom = cartography::max_zoom;  ///< at most cartography::max_zoom; not below min_zoom
  unsigned threads = 1;                           ///< the result is the same with any number
};

/// What was written, by zoom.
struct Archived {
  struct Zoom {
    std::uint64_t tiles = 0;
    std::uint64_t bytes = 0;    ///< before compression
    std::uint64_t largest = 0;  ///< of a tile, before compression
  };
  std::array<Zoom, max_zoom + 1> zooms;
  std::uint64_t bytes = 0;  ///< of the file
};

/// All layers of all sets in one PMTiles archive (specification v3), its tiles compressed by gzip: every tile of these zooms that
/// touches the box of the data and holds something. Written whole or not at all; the same atlas gives the same bytes.
/// Errors: those of atlas::write_atomically, nothing_inside if the atlas has no place.
[[nodiscard]] Result<Archived> write_archive(const answers::Subject& subject, const std::filesystem::path& output,
                                             const ArchiveWish& wish, LogSink& log);

}  // namespace contrechamp::cartography
