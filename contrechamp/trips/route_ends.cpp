// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/scene/how.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/trips/route_ends.hpp>
#include <numeric>

namespace contrechamp::trips {
namespace {

std::size_t place(std::uint32_t segment, bool backward) { return 2 * std::size_t{segment} + (backward ? 1 : 0); }

void add(routing::Node node, const SearchCost& cost, const RoutePart& part, std::vector<LegEnd>& out) {
  const bool known = std::ranges::any_of(out, [&](const LegEnd& other) {
    return other.end.node == node && other.part.from_cm == part.from_cm && other.part.to_cm == part.to_cm;
  });
  if (!known) out.push_back({{node, cost.time, cost.exposure}, part});
}

}  // namespace

Result<streets::Spot> stop_near(geo::LatLon at, const streets::Snapper& snapper, const RouteWish& wish, Phrase which) {
  if (const auto spot = snapper.nearest(at, wish.snap_within)) return *spot;
  const Phrase how = scene::how(wish.mode);
  const std::string within = number(std::llround(wish.snap_within.count())) + " m)";
  return fail(Errc::no_street_near, std::string(which.en) + " (" + std::string(how.en) + ", within " + within,
              std::string(which.fr) + " (" + std::string(how.fr) + ", à moins de " + within);
}

RoutePart whole_part(const streets::RoadArc& arc, const streets::Network& network) {
  const std::uint32_t length_cm = network.segments[arc.segment].length_cm;
  return arc.backward != 0 ? RoutePart{arc.segment, length_cm, 0} : RoutePart{arc.segment, 0, length_cm};
}

std::vector<routing::End> ends_of(std::span<const LegEnd> all) {
  std::vector<routing::End> ends;
  for (const LegEnd& one : all) ends.push_back(one.end);
  return ends;
}

RoadEnds::RoadEnds(const streets::Roads& roads, const streets::Network& network)
    : roads_(roads), network_(network), first_arc_(2 * network.segments.size() + 1), arcs_(roads.arcs.size()) {
  for (const streets::RoadArc& arc : roads.arcs) ++first_arc_[place(arc.segment, arc.backward != 0) + 1];
  std::partial_sum(first_arc_.begin(), first_arc_.end(), first_arc_.begin());
  std::vector<std::uint32_t> next(first_arc_.begin(), first_arc_.end() - 1);
  tail_.reserve(roads.arcs.size());
  for (routing::Node node = 0; node + 1 < roads.first_out.size(); ++node) {
    nodes_.push_back({roads.junction[node], node});
    for (routing::Arc arc = roads.first_out[node]; arc < roads.first_out[node + 1]; ++arc) {
      tail_.push_back(node);
      arcs_[next[place(roads.arcs[arc].segment, roads.arcs[arc].backward != 0)]++] = arc;
    }
  }
  std::ranges::stable_sort(nodes_, {}, &NodeAt::junction);
}

std::span<const routing::Arc> RoadEnds::arcs_of(std::uint32_t segment, bool backward) const {
  const std::size_t i = place(segment, backward);
  return std::span(arcs_).subspan(first_arc_[i], first_arc_[i + 1] - first_arc_[i]);
}

void RoadEnds::add_junction(std::int64_t junction, const streets::Spot& stop, Copies copies, std::vector<LegEnd>& out) const {
  const auto range = std::ranges::equal_range(nodes_, junction, {}, &NodeAt::junction);
  for (const NodeAt& at : range) {
    add(at.node, {}, {stop.segment, stop.cm, stop.cm}, out);
    if (copies == Copies::first) return;
  }
}

std::vector<LegEnd> RoadEnds::at_junctions(const streets::Spot& stop, Copies copies) const {
  const streets::Segment& segment = network_.segments[stop.segment];
  std::vector<LegEnd> out;
  if (stop.cm == 0) add_junction(segment.first_node, stop, copies, out);
  if (stop.cm == segment.length_cm) add_junction(segment.last_node, stop, copies, out);
  return out;
}

std::vector<LegEnd> RoadEnds::leaving(const streets::Spot& stop, const PartCosts& costs) const {
  std::vector<LegEnd> out = at_junctions(stop, Copies::first);
  if (!out.empty()) return out;
  for (const bool backward : {false, true}) {
    const std::span<const routing::Arc> arcs = arcs_of(stop.segment, backward);
    const RoutePart part{stop.segment, stop.cm, backward ? 0 : network_.segments[stop.segment].length_cm};
    if (!arcs.empty()) add(roads_.head[arcs.front()], costs.cost(part), part, out);
  }
  return out;
}

std::vector<LegEnd> RoadEnds::arriving(const streets::Spot& stop, const PartCosts& costs) const {
  std::vector<LegEnd> out = at_junctions(stop, Copies::all);
  if (!out.empty()) return out;
  for (const bool backward : {false, true}) {
    const RoutePart part{stop.segment, backward ? network_.segments[stop.segment].length_cm : 0, stop.cm};
    for (const routing::Arc arc : arcs_of(stop.segment, backward)) add(tail_[arc], costs.cost(part), part, out);
  }
  return out;
}

std::optional<RoutePart> RoadEnds::direct(const streets::Spot& from, const streets::Spot& to) const {
  if (from.segment != to.segment) return std::nullopt;
  const bool backward = from.cm > to.cm;
  if (from.cm != to.cm && arcs_of(from.segment, backward).empty()) return std::nullopt;
  return RoutePart{from.segment, from.cm, to.cm};
}

}  // namespace contrechamp::trips
