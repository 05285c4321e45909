// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/check_ways.hpp>
#include <set>

/// Where one gets, and how far it is: for the checker of proofs alone.
namespace contrechamp::trips::check {

/// Which steps are taken.
enum class Steps : std::uint8_t { all, unseen };
/// Every state to which steps lead from the start.
[[nodiscard]] std::set<State> reachable(const Ways& ways, const Sight& sight, Steps steps);

/// The place to which a start that is in view moves: where one first comes to an unseen centimetre, the fewest centimetres from
/// the start by travelling. For an end: likewise against the traffic, from the end. Of equally near ones the lowest segment, then
/// the lowest centimetre. None: all that can be reached is in view.
[[nodiscard]] std::optional<ProofPlace> nearest_unseen_from_start(const Ways& ways, const Sight& sight);
/// `nodes`: all junctions.
[[nodiscard]] std::optional<ProofPlace> nearest_unseen_to_end(const Ways& ways, const Sight& sight,
                                                              const std::set<std::int64_t>& nodes);

}  // namespace contrechamp::trips::check
