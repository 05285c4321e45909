// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/trips/fastest.hpp>

namespace contrechamp::trips {
namespace {

RouteWish wish_of(scene::Mode mode) {
  RouteWish wish;
  wish.mode = mode;
  return wish;
}

/// What each arc takes, as the search adds it up.
std::vector<routing::Cost> times(const City& city, const streets::Roads& roads, const PartCosts& costs) {
  std::vector<routing::Cost> all;
  all.reserve(roads.arcs.size());
  for (const streets::RoadArc& arc : roads.arcs) {
    const std::uint32_t length_cm = city.network.segments[arc.segment].length_cm;
    const RoutePart part = arc.backward != 0 ? RoutePart{arc.segment, length_cm, 0} : RoutePart{arc.segment, 0, length_cm};
    all.push_back(costs.cost(part).time);
  }
  return all;
}

std::vector<routing::End> ends_of(const std::vector<LegEnd>& all) {
  std::vector<routing::End> ends;
  for (const LegEnd& one : all) ends.push_back(one.end);
  return ends;
}

}  // namespace

Result<std::unique_ptr<Fastest>> Fastest::made(const City& city, const ModeRoads& mode) {
  const RouteWish wish = wish_of(mode.roads.mode);
  const PartCosts costs(city, {}, wish);
  const std::vector<routing::Cost> time = times(city, mode.roads, costs);
  const std::vector<routing::Cost> nothing_seen(time.size(), 0);
  auto profile = routing::Profile::customized(mode.index, mode.graph, time, nothing_seen, std::array{routing::only_time});
  if (!profile) return tl::unexpected(profile.error());
  return std::unique_ptr<Fastest>(new Fastest(city, mode, *std::move(profile)));
}

Fastest::Fastest(const City& city, const ModeRoads& mode, routing::Profile profile)
    : city_(city),
      mode_(mode),
      wish_(wish_of(mode.roads.mode)),
      costs_(city_, {}, wish_),
      ends_(mode.roads, city.network),
      snapper_(city.snapshot, city.network, city.frames, mode.roads.mode),
      profile_(std::move(profile)),
      query_(mode_.index, profile_) {}

streets::Spot Fastest::rather_on_main(geo::LatLon at, Metres within, const streets::Spot& nearest) {
  if (!parts_) parts_.emplace(mode_.roads);
  return snapper_.rather_on_main(at, within, *parts_, nearest);
}

std::optional<std::vector<RoutePart>> Fastest::way(const streets::Spot& from, const streets::Spot& to) {
  const std::vector<LegEnd> leaving = ends_.leaving(from, costs_);
  const std::vector<LegEnd> arriving = ends_.arriving(to, costs_);
  query_.run(ends_of(leaving), ends_of(arriving));
  const std::optional<RoutePart> direct = ends_.direct(from, to);
  std::vector<RoutePart> parts;
  routing::Path path;
  if (direct && costs_.cost(*direct).time <= query_.cost(0)) {
    parts.push_back(*direct);
  } else if (query_.path(0, path)) {
    parts.push_back(leaving[path.from].part);
    for (const routing::Arc arc : path.arcs) {
      const auto& [segment, backward] = mode_.roads.arcs[arc];
      const std::uint32_t length_cm = city_.network.segments[segment].length_cm;
      parts.push_back(backward != 0 ? RoutePart{segment, length_cm, 0} : RoutePart{segment, 0, length_cm});
    }
    parts.push_back(arriving[path.to].part);
  } else {
    return std::nullopt;
  }
  std::erase_if(parts, [](const RoutePart& part) { return part.from_cm == part.to_cm; });
  return parts;
}

}  // namespace contrechamp::trips
