// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/pareto.hpp>
#include <cstddef>

namespace contrechamp::routing {

/// What makes two routes different enough for people to be shown both. In units of the costs.
struct ThinOptions {
  std::size_t most = 7;       ///< at least the two ends are shown
  Cost least_time = 600;      ///< a minute, in tenths of a second
  Cost least_exposure = 500;  ///< 50 m, in tenths of a metre; two routes differ by one of the two
  unsigned most_shared = 80;  ///< per cent of the shorter one's length that two may share, same arcs in the same direction
};
/// Numbers of the points to show, ascending: both ends of the front, then, as long as there is one, the point furthest in
/// normalised cost from those that are kept that differs enough from each; the first of several. Normalised: both costs as shares
/// of what the front spans, added. `front` as keep_front leaves it; `length` of each arc, in any unit.
[[nodiscard]] std::vector<std::size_t> thinned(std::span<const Point> front, std::span<const Cost> length,
                                               const ThinOptions& options);

}  // namespace contrechamp::routing
