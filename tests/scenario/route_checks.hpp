// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <tests/scenario/route_referee.hpp>
#include <tests/scenario/stage.hpp>

namespace contrechamp::scenario {

/// All cameras see all round, whatever the drawing's default.
[[nodiscard]] DrawnScene with_cameras(const Drawing& drawing);

/// The camera stands in a yard that opens on the short way from a to b only; the long way round the block is out of its sight.
inline const Drawing two_ways{.picture = R"(
      a . . . . . . . b
      . . # # C # # . .
      . . # # # # # . .
      . . # # # # # . .
      c . . . . . . . d)",
                              .cell = Metres(10),
                              .streets = {"ab", "ac", "cd", "db"}};

/// Expects of an answer all that can be said without the code that gave it: the front is the referee's, each route is a way that
/// the mode may travel from stop to stop, its sums are those of a walk of centimetres, the devices it meets are all that see it,
/// and measured again it is the same.
void expect_true(const RouteTown& town, const trips::RouteWish& wish, const trips::Routes& routes);

/// Plans, and expects the above.
[[nodiscard]] trips::Routes planned(const RouteTown& town, const trips::RouteWish& wish);

}  // namespace contrechamp::scenario
