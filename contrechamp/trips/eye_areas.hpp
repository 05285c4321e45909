// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/placement/placement.hpp>
#include <span>
#include <vector>

namespace contrechamp::trips {

/// Where a device's eye may be, by the map and the rules of placement alone; no stored place is asked. A device hangs where it is
/// mapped, or, if it is in a building or on its façade, somewhere about that building, however large it is. One box a device
/// (indices into the snapshot), in cm in the frame. Only buildings that touch `near` are looked at: it must hold all places where
/// an eye would matter.
[[nodiscard]] std::vector<geo::Rect> eye_areas(std::span<const std::uint32_t> devices, const scene::Snapshot& snapshot,
                                               const geo::LocalFrame& frame, const placement::PlacementOptions& options,
                                               const geo::Rect& near);

}  // namespace contrechamp::trips
