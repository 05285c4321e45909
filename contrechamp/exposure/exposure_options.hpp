// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/core/quantity.hpp>
#include <contrechamp/optics/scenarios.hpp>
#include <contrechamp/placement/placement.hpp>

namespace contrechamp::exposure {

/// What decides how far, how well and over which buildings a device is taken to see.
struct ExposureOptions {
  optics::OpticsOptions optics;
  placement::PlacementOptions placement;
  Metres usual_building_height{6};  ///< above its base, of a building whose height and levels are not tagged, for expected
  Metres least_building_height{0};  ///< of such a building, for possible; 0: it is absent. At most the usual one
  /// Radii at which `report` shows how much the choice of max_range matters; ascending, the last is max_range.
  std::array<Metres, 4> sweep{Metres(30), Metres(50), Metres(100), Metres(200)};
};

}  // namespace contrechamp::exposure
