// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/core/random.hpp>
#include <contrechamp/trips/share.hpp>
#include <cstdlib>

namespace contrechamp::trips {
namespace {

/// No metre northward is more (89.9 on the sphere of the frames): pairs that are too far apart are told without a frame.
constexpr std::int64_t e7_a_metre = 91;

/// Places on the streets of a mode, uniform by metre.
class Streets {
 public:
  Streets(const City& city, scene::Mode mode) {
    for (std::uint32_t i = 0; i < city.network.segments.size(); ++i) {
      const streets::Segment& segment = city.network.segments[i];
      const bool counted = left_out(segment, city.snapshot.streets[segment.street], mode) == scene::LeftOut::none;
      if (!counted || !std::binary_search(city.surveyed.begin(), city.surveyed.end(), segment.cell)) continue;
      if (segment.length_cm == 0) continue;
      segments_.push_back(i);
      total_ += segment.length_cm;
      until_.push_back(total_);
    }
  }
  [[nodiscard]] bool empty() const { return total_ == 0; }
  /// Without its position.
  [[nodiscard]] streets::Spot any(Random& random) const {
    const std::uint64_t at = random.below(total_);
    const auto i = static_cast<std::size_t>(std::upper_bound(until_.begin(), until_.end(), at) - until_.begin());
    const std::uint64_t before = i == 0 ? 0 : until_[i - 1];
    return {segments_[i], static_cast<std::uint32_t>(at - before), {}, 0};
  }

 private:
  std::vector<std::uint32_t> segments_;
  std::vector<std::uint64_t> until_;
  std::uint64_t total_ = 0;
};

/// Sets the positions of both.
bool far_apart(const City& city, Trip& trip, const TripDraw& draw) {
  const streets::Segment& a = city.network.segments[trip.from.segment];
  const streets::Segment& b = city.network.segments[trip.to.segment];
  const std::int64_t reach_m = std::int64_t{draw.most_m} + (a.length_cm + b.length_cm) / 100 + 1;
  const std::int64_t apart_e7 = std::abs(std::int64_t{a.points.front().lat_e7} - b.points.front().lat_e7);
  if (apart_e7 > reach_m * e7_a_metre) return false;
  trip.from.position = streets::place(a, city.frames, trip.from.cm);
  trip.to.position = streets::place(b, city.frames, trip.to.cm);
  const geo::LocalFrame frame = city.frames.at(trip.from.position);
  const geo::Vec way = frame.project(trip.to.position) - frame.project(trip.from.position);
  const auto x = static_cast<double>(way.x), y = static_cast<double>(way.y);
  const double cm = std::sqrt(x * x + y * y);
  return cm >= 100.0 * draw.least_m && cm <= 100.0 * draw.most_m;
}

/// Nodes behind the ends of a trip; all, or those that one gets to without being seen.
std::vector<routing::Node> nodes(const std::vector<LegEnd>& ends, bool unseen_only) {
  std::vector<routing::Node> nodes;
  for (const LegEnd& one : ends) {
    if (!unseen_only || one.end.exposure == 0) nodes.push_back(one.end.node);
  }
  return nodes;
}

}  // namespace

DrawnTrips drawn_trips(const City& city, const streets::Roads& roads, const TripDraw& draw) {
  DrawnTrips drawn;
  const Streets streets(city, roads.mode);
  if (streets.empty()) return drawn;
  RouteWish wish;
  wish.mode = roads.mode;
  const PartCosts costs(city, {}, wish);  // nobody sees anything: only who leads where is asked
  const RoadEnds ends(roads, city.network);
  const Components all(roads);
  Random random(draw.seed);
  for (std::uint64_t i = 0; i < draw.most_draws && drawn.trips.size() < draw.trips; ++i) {
    Trip trip;
    trip.from = streets.any(random);
    trip.to = streets.any(random);
    if (!far_apart(city, trip, draw)) continue;
    if (ends.direct(trip.from, trip.to) ||
        all.leads(nodes(ends.leaving(trip.from, costs), false), nodes(ends.arriving(trip.to, costs), false))) {
      drawn.trips.push_back(trip);
    } else {
      ++drawn.not_joined;
    }
  }
  return drawn;
}

SeenTrips seen_trips(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads,
                     const RouteWish& wish, const DrawnTrips& drawn) {
  const RouteWish hidden = unseen_wish(wish);
  const PartCosts costs(city, sightings, hidden);
  const RoadEnds ends(roads, city.network);
  const Components unseen(unseen_roads(roads, seen_arcs(roads, sightings, hidden)));
  ProofGraph graph(city, sightings, roads, hidden);
  SeenTrips seen{drawn.trips.size(), 0, 0, drawn.not_joined};
  for (const auto& [from, to] : drawn.trips) {
    const auto direct = ends.direct(from, to);
    if (direct && costs.cost(*direct).exposure == 0) continue;
    if (unseen.leads(nodes(ends.leaving(from, costs), true), nodes(ends.arriving(to, costs), true))) continue;
    ++seen.seen;
    graph.join(from, to);
    if (in_view_there(graph, Side::start).in_view || in_view_there(graph, Side::end).in_view) ++seen.end_in_view;
  }
  return seen;
}

Wilson wilson_95(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return {};
  constexpr double z = 1.959963984540054;  // of the normal distribution, 97.5 %
  const auto n = static_cast<double>(whole);
  const double p = static_cast<double>(part) / n;
  const double middle = p + z * z / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  return {p, std::max(0.0, (middle - half) / scale), std::min(1.0, (middle + half) / scale)};
}

}  // namespace contrechamp::trips
