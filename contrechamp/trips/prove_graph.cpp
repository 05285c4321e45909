// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/trips/prove_graph.hpp>
#include <numeric>

namespace contrechamp::trips {
namespace {

ProofLink link_of(routing::Node to, const RoutePart& part) {
  return {to, {part.segment, part.from_cm, part.to_cm}, part.from_cm > part.to_cm, part.from_cm == part.to_cm};
}

ProofLink whole(routing::Node to, const streets::RoadArc& arc, std::uint32_t length_cm) {
  const bool backward = arc.backward != 0;
  return {to, {arc.segment, backward ? length_cm : 0, backward ? 0 : length_cm}, backward, false};
}

}  // namespace

ProofGraph::ProofGraph(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads,
                       const RouteWish& wish)
    : city_(city), roads_(roads), ends_(roads, city.network), costs_(city, sightings, wish) {
  const auto segments = static_cast<std::uint32_t>(city.network.segments.size());
  for (const exposure::Sighting& s : sightings) {
    const bool of_band = s.ladder == static_cast<std::uint8_t>(wish.band.ladder) && s.band == wish.band.band;
    if (of_band && (wish.device_counts.empty() || wish.device_counts[s.device] != 0)) counted_.push_back(s);
  }
  first_counted_.assign(segments + 1, 0);
  for (const exposure::Sighting& s : counted_) ++first_counted_[s.segment + 1];
  std::partial_sum(first_counted_.begin(), first_counted_.end(), first_counted_.begin());
  for (routing::Node node = 0; node < roads.nodes(); ++node) {
    for (routing::Arc arc = roads.first_out[node]; arc < roads.first_out[node + 1]; ++arc) in_.emplace_back(node, arc);
  }
  std::stable_sort(in_.begin(), in_.end(),
                   [&](const auto& a, const auto& b) { return roads.head[a.second] < roads.head[b.second]; });
  first_in_.assign(roads.nodes() + 1, 0);
  for (const routing::Node head : roads.head) ++first_in_[head + 1];
  std::partial_sum(first_in_.begin(), first_in_.end(), first_in_.begin());
}

void ProofGraph::join(const streets::Spot& from, const streets::Spot& to) {
  from_start_.clear();
  to_end_.clear();
  for (const LegEnd& leg : ends_.leaving(from, costs_)) from_start_.push_back(link_of(leg.end.node, leg.part));
  if (const auto direct = ends_.direct(from, to)) from_start_.push_back(link_of(end(), *direct));
  for (const LegEnd& leg : ends_.arriving(to, costs_)) to_end_.emplace_back(leg.end.node, link_of(end(), leg.part));
  std::stable_sort(to_end_.begin(), to_end_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

std::vector<ProofLink> ProofGraph::links(routing::Node node) const {
  if (node == end()) return {};
  if (node == start()) return from_start_;
  std::vector<ProofLink> out;
  for (routing::Arc arc = roads_.first_out[node]; arc < roads_.first_out[node + 1]; ++arc) {
    out.push_back(whole(roads_.head[arc], roads_.arcs[arc], city_.network.segments[roads_.arcs[arc].segment].length_cm));
  }
  const auto before = [](const auto& entry, routing::Node n) { return entry.first < n; };
  for (auto at = std::lower_bound(to_end_.begin(), to_end_.end(), node, before); at != to_end_.end() && at->first == node; ++at) {
    out.push_back(at->second);
  }
  return out;
}

std::vector<ProofLink> ProofGraph::links_into(routing::Node node) const {
  std::vector<ProofLink> in;
  for (const ProofLink& link : from_start_) {
    if (link.to == node) in.push_back({start(), link.part, link.backward, link.stands});
  }
  if (node == end()) {
    for (const auto& [from, link] : to_end_) in.push_back({from, link.part, link.backward, link.stands});
  }
  if (node >= roads_.nodes()) return in;
  for (std::uint32_t i = first_in_[node]; i < first_in_[node + 1]; ++i) {
    const auto& [tail, arc] = in_[i];
    in.push_back(whole(tail, roads_.arcs[arc], city_.network.segments[roads_.arcs[arc].segment].length_cm));
  }
  return in;
}

std::span<const exposure::Sighting> ProofGraph::sightings_of(std::uint32_t segment) const {
  return std::span(counted_).subspan(first_counted_[segment], first_counted_[segment + 1] - first_counted_[segment]);
}

bool ProofGraph::sees(const exposure::Sighting& s, const ProofLink& link) const {
  const auto [low, high] = std::minmax(link.part.from_cm, link.part.to_cm);
  return (s.headings & (link.backward ? exposure::backward : exposure::forward)) != 0 &&
         std::max(s.from_cm, low) < std::min(s.to_cm, high);
}

std::vector<std::uint32_t> ProofGraph::devices(const ProofLink& link) const {
  std::vector<std::uint32_t> found;
  for (const exposure::Sighting& s : sightings_of(link.part.segment)) {
    if (sees(s, link)) found.push_back(s.device);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

const exposure::Sighting* ProofGraph::first_seen(const ProofLink& link) const {
  for (const exposure::Sighting& s : sightings_of(link.part.segment)) {
    if (sees(s, link)) return &s;
  }
  return nullptr;
}

std::uint64_t ProofGraph::milliseconds(const ProofLink& link) const {
  const auto [low, high] = std::minmax(link.part.from_cm, link.part.to_cm);
  return streets::travel_ms(high - low, costs_.speed_kmh(link.part.segment));
}

std::vector<ProofPart> parts_of(const std::vector<ProofLink>& links) {
  std::vector<ProofPart> parts;
  for (const ProofLink& link : links) {
    if (!link.stands) parts.push_back(link.part);
  }
  return parts;
}

}  // namespace contrechamp::trips
