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
  for (const streets::RoadArc& arc : roads.arcs) all.push_back(costs.cost(whole_part(arc, city.network)).time);
  return all;
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
      first_(std::make_unique<First>(mode_.index, std::move(profile))) {}

/// What the cheapest path costs; it is in path_.
routing::Cost Fastest::found(std::span<const routing::End> from, std::span<const routing::End> to) {
  if (!ready_ && asked_++ == first_ways) {
    ready_ = std::make_unique<Ready>(mode_.index, first_->profile);
    first_.reset();
  }
  const auto by = [&](auto& query, const auto&... lane) {
    query.run(from, to);
    return query.path(lane..., path_) ? query.cost(lane...) : routing::unreachable;
  };
  constexpr std::size_t lane = 0;
  return ready_ ? by(ready_->query) : by(first_->query, lane);
}

std::optional<std::vector<RoutePart>> Fastest::way(const streets::Spot& from, const streets::Spot& to) {
  const std::vector<LegEnd> leaving = ends_.leaving(from, costs_);
  const std::vector<LegEnd> arriving = ends_.arriving(to, costs_);
  const routing::Cost by_roads = found(ends_of(leaving), ends_of(arriving));
  const std::optional<RoutePart> direct = ends_.direct(from, to);
  std::vector<RoutePart> parts;
  if (direct && costs_.cost(*direct).time <= by_roads) {
    parts.push_back(*direct);
  } else if (by_roads < routing::unreachable) {
    parts.reserve(path_.arcs.size() + 2);
    parts.push_back(leaving[path_.from].part);
    for (const routing::Arc arc : path_.arcs) parts.push_back(whole_part(mode_.roads.arcs[arc], city_.network));
    parts.push_back(arriving[path_.to].part);
  } else {
    return std::nullopt;
  }
  std::erase_if(parts, [](const RoutePart& part) { return part.from_cm == part.to_cm; });
  return parts;
}

std::optional<std::vector<RoutePart>> Fastest::through(std::span<const StopPlace> places, std::vector<streets::Spot>& spots) {
  const auto join = [&](std::span<const streets::Spot> stops) -> std::optional<std::vector<RoutePart>> {
    std::vector<RoutePart> parts;
    for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
      const auto more = way(stops[i], stops[i + 1]);
      if (!more) return std::nullopt;
      parts.insert(parts.end(), more->begin(), more->end());
    }
    return parts;
  };
  const auto parts_of = [&]() -> const streets::Parts& { return parts_ ? *parts_ : parts_.emplace(mode_.roads); };
  return joined_somewhere(snapper_, parts_of, places, spots, join);
}

}  // namespace contrechamp::trips
