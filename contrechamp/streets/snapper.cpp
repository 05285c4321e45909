// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/streets/roads.hpp>
#include <limits>

namespace contrechamp::streets {
namespace {

constexpr std::int64_t half_turn_e7 = 1'800'000'000;

/// A segment's box in 1e-7 degrees. One that crosses ±180° has a box round the globe: found more often than needed, never missed.
geo::Rect box_of(const Segment& segment) {
  geo::Box box;
  for (const geo::LatLon p : segment.points) box.add(p);
  return {{box.min.lon_e7, box.min.lat_e7}, {box.max.lon_e7, box.max.lat_e7}};
}

/// Windows in 1e-7 degrees that hold all within a distance of a place; beyond ±180° it goes on at the other side. A quarter more
/// than the place's own parallel asks for: the frame that measures may lie up to 50 km nearer the pole.
std::vector<geo::Rect> windows(geo::LatLon at, double within_cm) {
  constexpr std::int32_t probe_e7 = 10'000;
  const std::int32_t inward = at.lon_e7 > 0 ? -probe_e7 : probe_e7;
  const double east_cm = std::abs(geo::LocalFrame(at).project({at.lat_e7, at.lon_e7 + inward}).x);
  const double north_cm = geo::LocalFrame({}).project({probe_e7, 0}).y;
  const auto e7 = [&](double cm) {
    return static_cast<std::int64_t>(std::min(std::ceil(1.25 * within_cm * probe_e7 / cm), double{half_turn_e7})) + 16;
  };
  const std::int64_t lat = std::min<std::int64_t>(e7(north_cm), geo::max_latitude_e7);
  const std::int64_t lon = e7(east_cm);
  std::vector<geo::Rect> all;
  for (const std::int64_t turn : {std::int64_t{0}, -2 * half_turn_e7, 2 * half_turn_e7}) {
    const std::int64_t west = std::max(at.lon_e7 - lon + turn, -half_turn_e7);
    const std::int64_t east = std::min(at.lon_e7 + lon + turn, half_turn_e7);
    if (west > east) continue;
    all.push_back({{static_cast<std::int32_t>(west), static_cast<std::int32_t>(at.lat_e7 - lat)},
                   {static_cast<std::int32_t>(east), static_cast<std::int32_t>(at.lat_e7 + lat)}});
  }
  return all;
}

/// Where the nearest of some segments comes nearest: the lower segment, then the lower position, if there are several.
struct Near {
  double squared_cm = std::numeric_limits<double>::infinity();
  std::uint32_t segment = 0;
  std::size_t edge = 0;   ///< from its point of this number on
  double along_edge = 0;  ///< in cm
  void look_at(std::uint32_t number, const Segment& candidate, const geo::LocalFrame& frame, geo::Point from) {
    geo::Point b = frame.project(candidate.points.front());
    for (std::size_t i = 0; i + 1 < candidate.points.size(); ++i) {
      const geo::Point a = b;
      b = frame.project(candidate.points[i + 1]);
      const geo::Nearest foot = geo::nearest_on_segment(a, b, from);
      if (!(foot.squared_distance < squared_cm)) continue;
      const double dx = foot.x - a.x;
      const double dy = foot.y - a.y;
      *this = {foot.squared_distance, number, i, std::sqrt(dx * dx + dy * dy)};
    }
  }
};

}  // namespace

Snapper::Snapper(const scene::Snapshot& snapshot, const Network& network, const geo::Frames& frames, scene::Mode mode)
    : network_(&network), frames_(frames) {
  std::vector<geo::Rect> boxes;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const Segment& segment = network.segments[s];
    if (!usable(segment, snapshot.streets[segment.street], mode)) continue;
    usable_.push_back(s);
    boxes.push_back(box_of(segment));
  }
  index_ = geo::GridIndex(boxes, 10'000);
}

std::optional<Spot> Snapper::nearest_near(geo::LatLon at, double within_cm, const Parts* parts) const {
  std::vector<std::uint32_t> candidates;
  for (const geo::Rect& window : windows(at, within_cm)) {
    for (const std::uint32_t i : index_.query(window)) candidates.push_back(usable_[i]);
  }
  std::sort(candidates.begin(), candidates.end());
  Near best;
  geo::LocalFrame frame = frames_.at(at);  // mostly that of all candidates
  std::uint32_t key = frames_.key(at);
  for (const std::uint32_t s : candidates) {
    if (parts != nullptr && !parts->on_main(s)) continue;
    const Segment& candidate = network_->segments[s];
    if (const std::uint32_t own = frames_.key(candidate.points.front()); own != key) {
      frame = frames_.at(candidate.points.front());
      key = own;
    }
    best.look_at(s, candidate, frame, frame.project(at));
  }
  if (!(best.squared_cm <= within_cm * within_cm)) return {};
  const Segment& segment = network_->segments[best.segment];
  const double along = positions(segment.points, frames_.at(segment.points.front()))[best.edge] + best.along_edge;
  const std::uint32_t cm = std::min(static_cast<std::uint32_t>(std::floor(along + 0.5)), segment.length_cm);
  return Spot{best.segment, cm, place(segment, frames_, cm), std::sqrt(best.squared_cm) / 100};
}

std::optional<Spot> Snapper::nearest(geo::LatLon at, Metres within, const Parts* parts) const {
  const double limit_cm = within.count() * 100;
  // Mostly a street is near: small windows first. What is found within one is nearer than all that lies outside it.
  for (double cm = 5000; cm < limit_cm && cm < 1e9; cm *= 2) {
    if (auto spot = nearest_near(at, cm, parts)) return spot;
  }
  if (!(limit_cm >= 0)) return {};
  return nearest_near(at, limit_cm, parts);
}

Spot Snapper::rather_on_main(geo::LatLon at, Metres within, const Parts& parts, const Spot& nearest) const {
  auto spot = nearest_on_main(at, within, parts);
  if (!spot || (spot->segment == nearest.segment && spot->cm == nearest.cm)) return nearest;
  spot->passed_over = true;
  return *spot;
}

}  // namespace contrechamp::streets
