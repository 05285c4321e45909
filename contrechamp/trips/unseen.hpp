// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/prove_search.hpp>
#include <contrechamp/trips/weights.hpp>

/// What is meant by "unseen", for all who ask: no device that counts possibly sees a centimetre, in the direction of travel.
namespace contrechamp::trips {

/// The wish whose exposure is zero exactly where one is unseen: that of `wish`, under possible, in metres.
[[nodiscard]] RouteWish unseen_wish(const RouteWish& wish);

/// The roads without the arcs that are seen. Nodes stay; arcs keep their order. `exposure`: by arc, of an unseen wish.
[[nodiscard]] streets::Roads unseen_roads(const streets::Roads& roads, std::span<const routing::Cost> exposure);

/// As `nearest_unseen` (prove_search.hpp), but it looks no farther than it must.
[[nodiscard]] std::optional<ProofPlace> nearest_unseen_place(const ProofGraph& graph, Side side);

/// An end of a trip, and where the trip can be unseen from.
struct UnseenEnd {
  streets::Spot spot;    ///< where it was put, or if that is in view, the nearest place from which one can go on unseen
  bool in_view = false;  ///< the end itself is (proof.hpp); then `devices` see it
  bool moved = false;    ///< `spot` is that other place; in view and not moved: there is none
  std::vector<std::uint32_t> devices;  ///< ascending
};
/// `side`: a start, or an end. Puts the spot into the graph.
[[nodiscard]] UnseenEnd unseen_end(ProofGraph& graph, const streets::Spot& spot, Side side);

}  // namespace contrechamp::trips
