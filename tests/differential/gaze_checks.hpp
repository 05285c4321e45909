// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/gaze.hpp>
#include <tests/differential/random_place.hpp>
#include <tests/differential/visibility_checks.hpp>

namespace contrechamp::testing {

using Streets = std::vector<std::pair<geo::Point, geo::Point>>;

/// Segments anywhere, along walls, from their corners, straight away from the eye, through it and beyond the square.
[[nodiscard]] Streets random_streets(Random& random, const Place& place, const visibility::Look& look);

/// Whether both see the same areas (1e-9 of them) and the same of each street, to this many cm.
[[nodiscard]] bool agree(const visibility::Viewshed& one, const visibility::Viewshed& other, const Streets& streets, double cm);

/// Laws of Walls and Gaze, and comparisons with what shares no code with them, over random places:
/// "structure": `goes_round`.
/// "first kernel": the same area and the same streets as `viewshed` of all edges, also from inside buildings and on walls.
/// "brute force": streets as `visible_brute_force` sees them, from the same eyes.
/// "again": a gaze that has looked elsewhere sees the same bytes as a new one.
/// "instructions": every instruction set of this machine gives the same bytes.
/// "order": order of solids, rings and screens, start and orientation of rings and chains change no byte.
/// "adding": a solid or screen more never adds view.
/// "motion": quarter turns, mirrors and shifts do the same to the result.
/// "reciprocity": whoever is seen sees back, at equal heights, from outside of all solids.
/// "heights": only what reaches the height blocks: as if nothing else stood there.
/// "own": the solid that the eye hangs on blocks as if it reached to the sky.
[[nodiscard]] std::vector<Check> gaze_checks(std::uint64_t seed, int places);

}  // namespace contrechamp::testing
