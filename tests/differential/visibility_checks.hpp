// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/viewshed.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrechamp::testing {

/// One law of the visibility kernel, or its comparison with brute force, over many random scenes.
struct Check {
  std::string_view name;
  std::uint64_t cases = 0;
  std::uint64_t failures = 0;
  std::string first_failure;  ///< which scene, eye and segment; empty when there is none
};

/// The same wedges, each number to its last bit.
[[nodiscard]] bool same(const visibility::Viewshed& v, const visibility::Viewshed& w);
/// The wedges go once round, each of positive angle, each front one of the walls or a side of the square; the eye sees itself.
[[nodiscard]] bool goes_round(const visibility::Viewshed& seen, std::span<const visibility::Edge> edges);

/// "structure": `goes_round`.
/// "order": order and orientation of the edges change no byte.
/// "adding": an edge more never adds view, neither area nor street.
/// "motion": quarter turns, mirrors and shifts do the same to the result (to 1e-9).
/// "reciprocity": whoever is seen sees back.
/// "brute force": streets as `visible_brute_force` sees them, to 1e-6 cm.
[[nodiscard]] std::vector<Check> kernel_checks(std::uint64_t seed, int scenes);

}  // namespace contrechamp::testing
