// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/trips/route_legs.hpp>

namespace contrechamp::trips {
namespace {

std::vector<routing::End> ends_of(const std::vector<LegEnd>& all) {
  std::vector<routing::End> ends;
  for (const LegEnd& one : all) ends.push_back(one.end);
  return ends;
}

}  // namespace

LegFinder::LegFinder(const ModeRoads& mode, const RoadEnds& ends, const PartCosts& costs, const Weighted& weighted)
    : mode_(mode),
      ends_(ends),
      costs_(costs),
      weighted_(weighted),
      network_(ends.network()),
      query_(mode.index, weighted.profile) {}

Leg LegFinder::supported(const streets::Spot& from, const streets::Spot& to) {
  Leg leg{ends_.leaving(from, costs_), ends_.arriving(to, costs_), ends_.direct(from, to), {}, false};
  const auto& [time, exposure] = weighted_.weights;
  leg.points =
      routing::supported_front(mode_.graph, time, exposure, weighted_.profile, query_, ends_of(leg.from), ends_of(leg.to));
  add_direct(leg);
  return leg;
}

void LegFinder::add_direct(Leg& leg) const {
  if (!leg.direct) return;
  const SearchCost cost = costs_.cost(*leg.direct);
  leg.points.push_back({cost.time, cost.exposure, {by_direct_way, 0, {}}});
  routing::keep_front(leg.points);
}

std::size_t LegFinder::complete(Leg& leg, const LegLimits& limits, std::size_t most_expansions) {
  const auto& [time, exposure] = weighted_.weights;
  routing::FrontSearch search(mode_.graph, time, exposure, mode_.index, weighted_.profile);
  std::vector<routing::Point> seed = leg.points;  // of the graph: the direct way is no path of it
  std::erase_if(seed, [](const routing::Point& p) { return p.path.from == by_direct_way; });
  routing::FrontSearch::Options options;
  options.most_time = limits.most_time;
  options.most_exposure = limits.most_exposure;
  search.begin(ends_of(leg.from), ends_of(leg.to), seed, options);
  (void)search.step(most_expansions);
  leg.whole = search.finished();
  if (leg.whole) leg.points.clear();
  for (routing::Point& point : search.points()) leg.points.push_back(std::move(point));
  routing::keep_front(leg.points);
  add_direct(leg);
  return search.expansions();
}

std::vector<RoutePart> LegFinder::parts(const Leg& leg, const routing::Point& point) const {
  if (point.path.from == by_direct_way) return {*leg.direct};
  std::vector<RoutePart> parts{leg.from[point.path.from].part};
  for (const routing::Arc arc : point.path.arcs) {
    const auto& [segment, backward] = mode_.roads.arcs[arc];
    const std::uint32_t length_cm = network_.segments[segment].length_cm;
    parts.push_back(backward != 0 ? RoutePart{segment, length_cm, 0} : RoutePart{segment, 0, length_cm});
  }
  parts.push_back(leg.to[point.path.to].part);
  return parts;
}

}  // namespace contrechamp::trips
