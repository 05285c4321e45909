// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/viewshed.hpp>
#include <vector>

namespace contrechamp::exposure {

/// Positions along a segment in cm, before they are rounded.
using Stretches = std::vector<visibility::Interval>;

/// Sorted and joined where they touch (within 1e-6 cm: a joint of two edges is no gap).
void join(Stretches& stretches);
/// Adds to disjoint, ascending stretches.
void unite(Stretches& list, visibility::Interval more);
/// What is left of `from` without `without`; both joined.
[[nodiscard]] Stretches minus(const Stretches& from, const Stretches& without);

}  // namespace contrechamp::exposure
