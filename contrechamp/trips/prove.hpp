// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/trips/proof.hpp>
#include <contrechamp/trips/route.hpp>
#include <span>

namespace contrechamp::trips {

/// Whether an unseen way exists from the wish's first stop to its last, with all that shows it. Of the wish, the mode, the band,
/// the devices that count, two stops and how far they may lie from a street are used. What the atlas says of itself is left
/// empty. `sightings` in the order of `before`; `roads` for the wish's mode. Errors: bad_argument (not two stops, another mode),
/// no_street_near (nothing usable near a stop).
[[nodiscard]] Result<Proof> prove(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads,
                                  const RouteWish& wish);

/// The same between two places that are on segments which the mode may use.
[[nodiscard]] Proof proved(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads,
                           const RouteWish& wish, streets::Spot from, streets::Spot to);

}  // namespace contrechamp::trips
