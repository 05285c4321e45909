// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/streets/bans.hpp>
#include <contrechamp/trips/joined_stops.hpp>
#include <contrechamp/trips/prove.hpp>
#include <contrechamp/trips/prove_search.hpp>
#include <contrechamp/trips/route_ends.hpp>
#include <tuple>

namespace contrechamp::trips {
namespace {

/// So many last steps tell all that matters of how one came: a restriction has one more at most.
constexpr std::size_t most_steps_told = streets::most_via_segments + 1;

OsmRef ref_of(const City& city, std::uint32_t device) { return city.snapshot.devices[device].ref; }
std::vector<OsmRef> refs_of(const City& city, const std::vector<std::uint32_t>& devices) {
  std::vector<OsmRef> refs;
  for (const std::uint32_t device : devices) refs.push_back(ref_of(city, device));
  return refs;
}

ProofStep step_of(const ProofLink& link) { return {link.part.segment, link.backward}; }

ProofEnd end_at(const City& city, const streets::Spot& spot) {
  return {{spot.segment, spot.cm}, city.snapshot.streets[city.network.segments[spot.segment].street].ref, {}};
}

/// What one may claim about a spot that is in view: another place, and why.
ProofEnd moved(const ProofGraph& graph, streets::Spot& spot, Side side) {
  ProofEnd end = end_at(graph.city(), spot);
  const InViewThere there = in_view_there(graph, side);
  if (!there.in_view) return end;
  const ProofInView in_view{end.at, refs_of(graph.city(), there.devices)};
  if (const auto place = nearest_unseen(graph, side)) {
    spot = {place->segment, place->cm, {}, 0};
    end = end_at(graph.city(), spot);
  }
  end.in_view = in_view;
  return end;
}

/// All that a tree reaches, and the steps by which one comes to nodes that remember.
ProofReached reached_by(const ProofGraph& graph, const ProofTree& tree) {
  const streets::Roads& roads = graph.roads();
  ProofReached reached;
  for (routing::Node node = 0; node < roads.nodes(); ++node) {
    if (!tree.reached(node)) continue;
    if (node < roads.counts.junctions) {
      reached.nodes.push_back(roads.junction[node]);
      continue;
    }
    std::vector<ProofStep> came;
    for (routing::Node at = node; at != graph.start() && came.size() < most_steps_told; at = tree.before[at]) {
      const ProofLink& link = tree.by[at];
      if (!link.stands) came.push_back(step_of(link));
    }
    std::reverse(came.begin(), came.end());
    reached.after.push_back(std::move(came));
  }
  std::sort(reached.nodes.begin(), reached.nodes.end());
  std::sort(reached.after.begin(), reached.after.end());
  return reached;
}

std::vector<ProofSeen> leaving(const ProofGraph& graph, const ProofTree& unseen) {
  std::vector<ProofSeen> all;
  for (routing::Node node = 0; node < graph.nodes(); ++node) {
    if (!unseen.reached(node)) continue;
    for (const ProofLink& link : graph.links(node)) {
      if (unseen.reached(link.to)) continue;
      const exposure::Sighting* s = graph.first_seen(link);
      all.push_back({step_of(link), ref_of(graph.city(), s->device), s->from_cm, s->to_cm});
    }
  }
  const auto key = [](const ProofSeen& s) { return std::tie(s.step, s.device, s.from_cm, s.to_cm); };
  std::sort(all.begin(), all.end(), [&](const ProofSeen& a, const ProofSeen& b) { return key(a) < key(b); });
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void decide(const ProofGraph& graph, Proof& proof) {
  const ProofTree any = cheapest(graph, Side::start, [](const ProofLink&) { return std::optional<std::uint64_t>(0); });
  if (!any.reached(graph.end())) {
    proof.claim = Claim::not_joined;
    proof.reached = reached_by(graph, any);
    return;
  }
  const ProofTree unseen = cheapest(graph, Side::start, [&](const ProofLink& link) {
    return graph.seen(link) ? std::nullopt : std::optional(graph.milliseconds(link));
  });
  if (unseen.reached(graph.end())) {
    proof.claim = Claim::unseen_way;
    proof.way = parts_of(unseen.links_to(graph.end(), graph.start()));
    return;
  }
  proof.claim = Claim::no_unseen_way;
  proof.reached = reached_by(graph, unseen);
  proof.leaving = leaving(graph, unseen);
  const Between stand = between(graph);
  proof.between = ProofBetween{refs_of(graph.city(), stand.devices), stand.smallest, parts_of(stand.way)};
}

}  // namespace

Result<Proof> prove(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads,
                    const RouteWish& wish) {
  if (wish.stops.size() != 2)
    return fail(Errc::bad_argument, "a start and an end are needed, and no place between",
                "il faut un départ et une arrivée, sans lieu de passage");
  if (roads.mode != wish.mode) return fail(Errc::bad_argument, "roads of another mode");
  const streets::Snapper snapper(city.snapshot, city.network, city.frames, wish.mode);
  auto from = stop_near(wish.stops.front(), snapper, wish, {"start", "départ"});
  if (!from) return tl::unexpected(from.error());
  auto to = stop_near(wish.stops.back(), snapper, wish, {"end", "arrivée"});
  if (!to) return tl::unexpected(to.error());
  std::vector<streets::Spot> ends{*from, *to};
  std::optional<Proof> not_joined;  // where they were put first
  const auto join = [&](const std::vector<streets::Spot>& spots) -> std::optional<Proof> {
    Proof proof = proved(city, sightings, roads, wish, spots[0], spots[1]);
    if (proof.claim != Claim::not_joined) return proof;
    if (!not_joined) not_joined = std::move(proof);
    return std::nullopt;
  };
  const std::array places{StopPlace{wish.stops[0], wish.snap_within}, StopPlace{wish.stops[1], wish.snap_within}};
  auto proof = joined_somewhere(
      snapper, [&] { return streets::Parts(roads); }, places, ends, join);
  return proof ? *std::move(proof) : *std::move(not_joined);
}

Proof proved(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads, const RouteWish& wish,
             streets::Spot from, streets::Spot to) {
  Proof proof;
  proof.mode = wish.mode;
  proof.band = wish.band;
  for (std::uint32_t device = 0; device < wish.device_counts.size(); ++device) {
    if (wish.device_counts[device] == 0) proof.left_out.push_back(ref_of(city, device));
  }
  ProofGraph graph(city, sightings, roads, wish);
  graph.join(from, to);
  proof.from = moved(graph, from, Side::start);
  proof.to = moved(graph, to, Side::end);
  graph.join(from, to);
  decide(graph, proof);
  return proof;
}

}  // namespace contrechamp::trips
