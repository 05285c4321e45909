// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/placement/ground.hpp>
#include <optional>

namespace contrechamp::placement {

struct PlacementOptions {
  Metres facade_distance{0.5};  ///< a device this near to a footprint hangs on it, unless on a pole, lamp or mast
  Metres stand_off{0.2};        ///< how far out from the wall the eye is put
  Metres search{1.0};           ///< how far a free point is looked for when that place lies in another building
};

enum class Where : std::uint8_t {
  as_mapped,  ///< free-standing
  on_facade,  ///< moved to a façade
  shifted,    ///< the façade's place lay in or on a building: the nearest free point within `search`
  unplaced,   ///< no free point: possible only, seen as if the buildings it lies in were not there
  count
};
[[nodiscard]] std::string_view name(Where where);

/// Where a device really hangs.
struct Placed {
  Where where = Where::as_mapped;
  geo::Point mapped;              ///< as in the tag, in the frame
  geo::Point eye;                 ///< what it sees from; never inside or on a footprint unless unplaced or indoor
  double moved_cm = 0;            ///< distance from mapped to eye
  std::optional<OsmRef> facade;   ///< the building that it hangs on; set even if unplaced
  std::optional<Bearing> normal;  ///< outward from that façade; none if unplaced: nothing is known of its view
};

/// MEASURES and VISIBILITY, "Placement": only devices inside a footprint (or on its boundary), or within facade_distance of
/// one and not on a pole, lamp or mast, are moved: to the façade through which the first known axis leaves, else the
/// nearest (ties: lowest ref); then stand_off along the outward normal. Devices indoors or below ground
/// stay as mapped.
/// Choices: (1) of several footprints that hold the point, the one with the lowest ref is the building. (2) The axis is that of
/// the first head that has one. A device on the very wall leaves through it unless its axis points into the building.
/// (3) A device outside goes to the nearest façade, whatever its axis. (4) Holes are façades: courtyards. (5) Where two edges of
/// a building are equally near (its corners), the one that the device stands farther in front of, then one whose place is free.
/// (6) The free point is looked for about the façade's place, on a raster of 5 cm: nearest, then lowest (x, y).
[[nodiscard]] Placed placed(const scene::Device& device, const Ground& ground, const PlacementOptions& options = {});

}  // namespace contrechamp::placement
