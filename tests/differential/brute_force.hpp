// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/viewshed.hpp>
#include <span>
#include <vector>

namespace contrechamp::testing {

/// What `visibility::visible` answers, found without directions, order or sweep: from the part of ab within the square of
/// half-side `reach_cm` about the eye, the shadow of every edge is taken away by itself. A shadow is open: what stands on an
/// edge, or on the rim of its shadow, is in view. A segment that runs straight towards or away from the eye is seen as far as
/// it is from at least one of its two sides. A mere touch is no part. Fractions of ab, long double inside.
[[nodiscard]] std::vector<visibility::Interval> visible_brute_force(geo::Point eye, std::span<const visibility::Edge> edges,
                                                                    std::int32_t reach_cm, geo::Point a, geo::Point b);

/// Length, in cm, of what is in one list and not in the other, for a segment from a to b.
[[nodiscard]] double difference_cm(std::span<const visibility::Interval> one, std::span<const visibility::Interval> other,
                                   geo::Point a, geo::Point b);

}  // namespace contrechamp::testing
