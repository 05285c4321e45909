// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/trips/unseen.hpp>
#include <functional>
#include <queue>
#include <tuple>
#include <unordered_map>

namespace contrechamp::trips {
namespace {

std::vector<ProofLink> links_of(const ProofGraph& graph, routing::Node node, Side side) {
  return side == Side::start ? graph.links(node) : graph.links_into(node);
}

bool leads_to_an_end(const ProofGraph& graph, const ProofLink& link) {
  return link.to == graph.start() || link.to == graph.end();
}

/// Where one who enters a link's stretch from the side of the search is first unseen, in cm from there.
std::optional<std::uint32_t> first_unseen_after(const ProofGraph& graph, const ProofLink& link, Side side) {
  const std::uint32_t length = std::max(link.part.from_cm, link.part.to_cm) - std::min(link.part.from_cm, link.part.to_cm);
  const std::uint32_t begin = side == Side::start ? link.part.from_cm : link.part.to_cm;
  const bool up = begin == std::min(link.part.from_cm, link.part.to_cm);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> seen;  // as they are met
  for (const exposure::Sighting& s : graph.sightings_of(link.part.segment)) {
    if ((s.headings & (link.backward ? exposure::backward : exposure::forward)) == 0) continue;
    const std::int64_t near = up ? std::int64_t{s.from_cm} - begin : std::int64_t{begin} - s.to_cm;
    const std::int64_t far = up ? std::int64_t{s.to_cm} - begin : std::int64_t{begin} - s.from_cm;
    if (far > 0) seen.emplace_back(static_cast<std::uint32_t>(std::max<std::int64_t>(near, 0)), static_cast<std::uint32_t>(far));
  }
  std::sort(seen.begin(), seen.end());
  std::uint32_t at = 0;
  for (const auto& [near, far] : seen) {
    if (near <= at) at = std::max(at, far);
  }
  return at < length ? std::optional(at) : std::nullopt;
}

}  // namespace

RouteWish unseen_wish(const RouteWish& wish) {
  RouteWish unseen = wish;
  unseen.avoid = Avoid::possible;
  unseen.unit = Unit::metres;
  unseen.seen_rather = false;
  return unseen;
}

streets::Roads unseen_roads(const streets::Roads& roads, std::span<const routing::Cost> exposure) {
  streets::Roads unseen = roads;
  unseen.first_out.assign(1, 0);
  unseen.head.clear();
  unseen.arcs.clear();
  for (routing::Node node = 0; node < roads.nodes(); ++node) {
    for (routing::Arc arc = roads.first_out[node]; arc < roads.first_out[node + 1]; ++arc) {
      if (exposure[arc] != 0) continue;
      unseen.head.push_back(roads.head[arc]);
      unseen.arcs.push_back(roads.arcs[arc]);
    }
    unseen.first_out.push_back(static_cast<std::uint32_t>(unseen.head.size()));
  }
  return unseen;
}

std::optional<ProofPlace> nearest_unseen_place(const ProofGraph& graph, Side side) {
  using Entry = std::pair<std::uint64_t, routing::Node>;
  using Candidate = std::tuple<std::uint64_t, std::uint32_t, std::uint32_t>;  // how far, segment, cm
  const routing::Node origin = side == Side::start ? graph.start() : graph.end();
  std::unordered_map<routing::Node, std::uint64_t> far{{origin, 0}};
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  open.emplace(0, origin);
  std::optional<Candidate> best;
  while (!open.empty()) {
    const auto [at, node] = open.top();
    open.pop();
    if (at != far[node]) continue;
    if (best && at > std::get<0>(*best)) break;
    for (const ProofLink& link : links_of(graph, node, side)) {
      if (leads_to_an_end(graph, link)) continue;
      if (const auto after = first_unseen_after(graph, link, side)) {
        const std::uint32_t begin = side == Side::start ? link.part.from_cm : link.part.to_cm;
        const bool up = begin == std::min(link.part.from_cm, link.part.to_cm);
        const Candidate here{at + *after, link.part.segment, up ? begin + *after : begin - *after};
        if (!best || here < *best) best = here;
      }
      const std::uint64_t next =
          at + (std::max(link.part.from_cm, link.part.to_cm) - std::min(link.part.from_cm, link.part.to_cm));
      const auto [known, is_new] = far.try_emplace(link.to, next);
      if (!is_new && known->second <= next) continue;
      known->second = next;
      open.emplace(next, link.to);
    }
  }
  if (!best) return std::nullopt;
  return ProofPlace{std::get<1>(*best), std::get<2>(*best)};
}

UnseenEnd unseen_end(ProofGraph& graph, const streets::Spot& spot, Side side) {
  graph.join(spot, spot);
  const InViewThere there = in_view_there(graph, side);
  UnseenEnd end{spot, there.in_view, false, there.devices};
  if (!there.in_view) return end;
  if (const auto place = nearest_unseen_place(graph, side)) {
    const City& city = graph.city();
    const geo::LatLon at = streets::place(city.network.segments[place->segment], city.frames, place->cm);
    end.spot = {place->segment, place->cm, at, spot.away_m};
    end.moved = true;
  }
  return end;
}

}  // namespace contrechamp::trips
