// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/routing/certify.hpp>
#include <contrechamp/trips/route_legs.hpp>

namespace contrechamp::trips {

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

Leg LegFinder::supported(const streets::Spot& from, const streets::Spot& to, std::span<routing::LaneQuery> lanes) const {
  Leg leg{ends_.leaving(from, costs_), ends_.arriving(to, costs_), ends_.direct(from, to), {}, false};
  const std::vector<routing::End> leaving = ends_of(leg.from);
  const std::vector<routing::End> arriving = ends_of(leg.to);
  const auto& [time, exposure] = weighted_.weights;
  for (routing::LaneQuery& lane : lanes) {
    routing::Point point;
    lane.run(leaving, arriving);
    if (!lane.path(point.path)) continue;
    const auto sums = routing::sums_of(mode_.graph, time, exposure, leaving, arriving, point.path);
    if (!sums || sums->time >= routing::unreachable || sums->exposure >= routing::unreachable) continue;
    point.time = static_cast<routing::Cost>(sums->time);
    point.exposure = static_cast<routing::Cost>(sums->exposure);
    leg.points.push_back(std::move(point));
  }
  routing::keep_front(leg.points);
  add_direct(leg);
  return leg;
}

void LegFinder::add_direct(Leg& leg) const {
  if (!leg.direct) return;
  const SearchCost cost = costs_.cost(*leg.direct);
  leg.points.push_back({cost.time, cost.exposure, {by_direct_way, 0, {}}});
  routing::keep_front(leg.points);
}

std::size_t LegFinder::complete(Leg& leg, const LegLimits& limits, std::size_t most_expansions,
                                routing::FrontSearch& search) const {
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

Result<void> LegFinder::certify(Leg& leg) const {
  const auto& [time, exposure] = weighted_.weights;
  const std::vector<routing::End> from = ends_of(leg.from);
  const std::vector<routing::End> to = ends_of(leg.to);
  auto front =
      routing::certified_front(mode_.graph, time, exposure, mode_.index, weighted_.profile, from, to, most_certified_labels);
  if (!front) return tl::unexpected(front.error());
  const auto held = routing::check_whole(mode_.graph, time, exposure, from, to, front->points, front->certificate);
  if (!held) return held;
  leg.points = std::move(front->points);
  leg.whole = true;
  add_direct(leg);
  return {};
}

std::vector<RoutePart> LegFinder::parts(const Leg& leg, const routing::Point& point) const {
  if (point.path.from == by_direct_way) return {*leg.direct};
  std::vector<RoutePart> parts{leg.from[point.path.from].part};
  for (const routing::Arc arc : point.path.arcs) parts.push_back(whole_part(mode_.roads.arcs[arc], network_));
  parts.push_back(leg.to[point.path.to].part);
  return parts;
}

}  // namespace contrechamp::trips
