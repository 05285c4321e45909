// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <tests/scenario/route_referee.hpp>

namespace contrechamp::scenario {

/// Expects of an answer all that can be said without the code that gave it: the front is the referee's, each route is a way that
/// the mode may travel from stop to stop, its sums are those of a walk of centimetres, the devices it meets are all that see it,
/// and measured again it is the same.
void expect_true(const RouteTown& town, const trips::RouteWish& wish, const trips::Routes& routes);

/// Plans, and expects the above.
[[nodiscard]] trips::Routes planned(const RouteTown& town, const trips::RouteWish& wish);

}  // namespace contrechamp::scenario
