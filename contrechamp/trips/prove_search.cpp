// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/trips/prove_search.hpp>
#include <queue>
#include <tuple>

namespace contrechamp::trips {
namespace {

std::vector<ProofLink> links(const ProofGraph& graph, routing::Node node, Side side) {
  return side == Side::start ? graph.links(node) : graph.links_into(node);
}
routing::Node origin(const ProofGraph& graph, Side side) { return side == Side::start ? graph.start() : graph.end(); }
routing::Node goal(const ProofGraph& graph, Side side) { return side == Side::start ? graph.end() : graph.start(); }

std::uint32_t length_cm(const ProofLink& link) {
  return std::max(link.part.from_cm, link.part.to_cm) - std::min(link.part.from_cm, link.part.to_cm);
}

/// Towards higher positions, if one goes along a link in its direction of travel, or against it.
bool ascends(const ProofLink& link, Side side) { return link.backward != (side == Side::start); }

/// The links that lead away from the start, or to the end, each with its whole part.
std::vector<ProofLink> near_links(const ProofGraph& graph, Side side) {
  std::vector<ProofLink> near;
  for (const ProofLink& first : links(graph, origin(graph, side), side)) {
    if (first.to == goal(graph, side)) continue;
    if (length_cm(first) > 0) {
      near.push_back(first);
      continue;
    }
    for (const ProofLink& next : links(graph, first.to, side)) {
      const bool onward = next.to != graph.start() && next.to != graph.end();
      if (onward && length_cm(next) > 0) near.push_back(next);
    }
  }
  return near;
}

/// The first unseen centimetre from where one begins to go along a link; the side of it that one meets first.
std::optional<std::uint32_t> first_unseen(const ProofGraph& graph, const ProofLink& link, Side side) {
  const std::uint8_t heading = link.backward ? exposure::backward : exposure::forward;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (const exposure::Sighting& s : graph.sightings_of(link.part.segment)) {
    if ((s.headings & heading) != 0) seen.emplace_back(s.from_cm, s.to_cm);
  }
  std::sort(seen.begin(), seen.end());
  const auto [low, high] = std::minmax(link.part.from_cm, link.part.to_cm);
  if (ascends(link, side)) {
    std::uint32_t at = low;
    for (const auto& [from, to] : seen) {
      if (from <= at) at = std::max(at, to);
    }
    return at < high ? std::optional(at) : std::nullopt;
  }
  std::uint32_t at = high;
  std::sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  for (const auto& [from, to] : seen) {
    if (to >= at) at = std::min(at, from);
  }
  return at > low ? std::optional(at) : std::nullopt;
}

}  // namespace

std::vector<ProofLink> ProofTree::links_to(routing::Node node, routing::Node start) const {
  std::vector<ProofLink> all;
  for (; node != start; node = before[node]) all.push_back(by[node]);
  std::reverse(all.begin(), all.end());
  return all;
}

ProofTree cheapest(const ProofGraph& graph, Side side, const LinkCost& cost) {
  ProofTree tree;
  tree.cost.assign(graph.nodes(), ProofTree::unreached);
  tree.before.assign(graph.nodes(), 0);
  tree.by.resize(graph.nodes());
  using Entry = std::pair<std::uint64_t, routing::Node>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  tree.cost[origin(graph, side)] = 0;
  open.emplace(0, origin(graph, side));
  while (!open.empty()) {
    const auto [at, node] = open.top();
    open.pop();
    if (at != tree.cost[node]) continue;
    for (const ProofLink& link : links(graph, node, side)) {
      const auto more = cost(link);
      if (!more || at + *more >= tree.cost[link.to]) continue;
      tree.cost[link.to] = at + *more;
      tree.before[link.to] = node;
      tree.by[link.to] = link;
      open.emplace(at + *more, link.to);
    }
  }
  return tree;
}

InViewThere in_view_there(const ProofGraph& graph, Side side) {
  InViewThere there;
  const std::vector<ProofLink> near = near_links(graph, side);
  there.in_view = !near.empty();
  for (const ProofLink& link : near) {
    ProofLink centimetre = link;
    const bool up = link.part.from_cm < link.part.to_cm;
    if (side == Side::start) centimetre.part.to_cm = up ? link.part.from_cm + 1 : link.part.from_cm - 1;
    if (side == Side::end) centimetre.part.from_cm = up ? link.part.to_cm - 1 : link.part.to_cm + 1;
    const std::vector<std::uint32_t> devices = graph.devices(centimetre);
    if (devices.empty()) return {};
    there.devices.insert(there.devices.end(), devices.begin(), devices.end());
  }
  std::sort(there.devices.begin(), there.devices.end());
  there.devices.erase(std::unique(there.devices.begin(), there.devices.end()), there.devices.end());
  return there;
}

std::optional<ProofPlace> nearest_unseen(const ProofGraph& graph, Side side) {
  const ProofTree tree =
      cheapest(graph, side, [](const ProofLink& link) { return std::optional<std::uint64_t>(length_cm(link)); });
  using Candidate = std::tuple<std::uint64_t, std::uint32_t, std::uint32_t>;  // how far, segment, cm
  std::optional<Candidate> best;
  for (routing::Node node = 0; node < graph.nodes(); ++node) {
    if (!tree.reached(node)) continue;
    for (const ProofLink& link : links(graph, node, side)) {
      if (link.to == graph.start() || link.to == graph.end()) continue;
      const auto at = first_unseen(graph, link, side);
      if (!at) continue;
      const std::uint32_t begin = side == Side::start ? link.part.from_cm : link.part.to_cm;
      const Candidate here{tree.cost[node] + (std::max(begin, *at) - std::min(begin, *at)), link.part.segment, *at};
      if (!best || here < *best) best = here;
    }
  }
  if (!best) return std::nullopt;
  return ProofPlace{std::get<1>(*best), std::get<2>(*best)};
}

}  // namespace contrechamp::trips
