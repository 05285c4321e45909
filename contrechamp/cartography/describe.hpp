// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/cartography/cartographer.hpp>
#include <contrechamp/cartography/rules.hpp>
#include <vector>

namespace contrechamp::cartography {

/// A layer of a set: a theme, and its ladder if it has one.
struct SetLayer {
  Theme theme = Theme::ground;
  std::optional<optics::Ladder> ladder = {};
  std::uint8_t from_zoom = 0;
  std::string name;  ///< "streets", "exposure"; where ladders stand together "exposure_image-2014"
};
/// From here on coverage is drawn, and exposure of single segments. An archive holds all ladders in one tile: one zoom later.
[[nodiscard]] constexpr std::uint8_t details_from_of(TileSet set) {
  return set == TileSet::all ? details_from + 1 : details_from;
}
/// In the order of drawing. `all` has the ladders in use: under a comparison model that one alone.
[[nodiscard]] std::vector<SetLayer> layers(TileSet set, const exposure::Options& options);

[[nodiscard]] std::string tilejson(const answers::Subject& subject, TileSet set, std::string_view tiles_url);
/// What an archive says of itself (PMTiles v3, "JSON Metadata"), with licence and date.
[[nodiscard]] std::string archive_metadata(const answers::Subject& subject, TileSet set, std::uint8_t min_zoom,
                                           std::uint8_t max_zoom_here);

}  // namespace contrechamp::cartography
