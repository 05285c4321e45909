// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/exposure/neighbourhood.hpp>
#include <contrechamp/exposure/sighting.hpp>
#include <contrechamp/optics/scenarios.hpp>
#include <span>

namespace contrechamp::exposure {

struct ExposureOptions {
  optics::OpticsOptions optics;
  placement::PlacementOptions placement;
  /// Radii at which `report` shows how much the choice of max_range matters; ascending, the last is max_range.
  std::array<Metres, 4> sweep{Metres(30), Metres(50), Metres(100), Metres(200)};
};

/// A device put in its place, with what it may be and what walls leave it. Everything that `explain` and `coverage` show.
struct Stance {
  placement::Placed placed;
  optics::Scenarios scenarios;
  visibility::Viewshed seen;  ///< within the square of half-side max_range; no wedges if the device has no view
};
[[nodiscard]] Stance stance(const scene::Device& device, const Neighbourhood& around, const ExposureOptions& options);

/// What the device sees of the given segments: certain, possible and expected from the same scenarios, per centimetre.
/// Where each scenario's stretch is rounded inward to whole centimetres in all scenarios: certain; outward in any: possible;
/// rounded to nearest and weighted: p. So certain <= expected <= possible by construction. In the order of `before`.
[[nodiscard]] std::vector<Sighting> sightings(std::uint32_t device_index, const Stance& stance,
                                              std::span<const LocalSegment* const> segments, const ExposureOptions& options);

/// The segments that a device at `stance` may see: on its decks, within max_range.
[[nodiscard]] std::vector<const LocalSegment*> segments_in_range(const Stance& stance, const std::vector<scene::Deck>& decks,
                                                                 const Neighbourhood& around, const ExposureOptions& options);

}  // namespace contrechamp::exposure
