// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/streets/network.hpp>

namespace contrechamp::streets {
namespace {

/// A way without the nodes that it repeats at once: such a repetition is no loop.
struct Line {
  std::vector<std::int64_t> nodes;
  std::vector<geo::LatLon> points;
};

Line line(const scene::Street& street) {
  Line kept;
  const std::size_t size = std::min(street.node_ids.size(), street.points.size());
  for (std::size_t i = 0; i < size; ++i) {
    if (!kept.nodes.empty() && kept.nodes.back() == street.node_ids[i]) continue;
    kept.nodes.push_back(street.node_ids[i]);
    kept.points.push_back(street.points[i]);
  }
  return kept;
}

/// Nodes that ways pass more than once, sorted. Ends of ways are cut anyway.
std::vector<std::int64_t> shared_nodes(const std::vector<scene::Street>& streets) {
  std::vector<std::int64_t> passes;
  for (const auto& street : streets) {
    const Line way = line(street);
    passes.insert(passes.end(), way.nodes.begin(), way.nodes.end());
  }
  std::sort(passes.begin(), passes.end());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < passes.size();) {
    const std::size_t from = i;
    const std::int64_t node = passes[from];
    while (i < passes.size() && passes[i] == node) ++i;
    if (i - from > 1) passes[kept++] = node;
  }
  passes.resize(kept);
  return passes;
}

/// It closes the way to a mode to which it is open.
bool closes(const scene::Barrier& barrier, const scene::Street& street) {
  return std::ranges::any_of(scene::all_modes,
                             [&](scene::Mode mode) { return barrier.closed_to(mode) && open_to(street, mode); });
}
bool barred(const std::vector<scene::Barrier>& barriers, std::int64_t node, const scene::Street& street) {
  const auto found = std::ranges::lower_bound(barriers, node, {}, &scene::Barrier::node);
  return found != barriers.end() && found->node == node && closes(*found, street);
}

/// Footprints by place, over all frames: the index works in 1e-7 degrees, exact tests in the frame of who asks.
class Footprints {
 public:
  explicit Footprints(const std::vector<scene::Building>& buildings) {
    std::vector<geo::Rect> boxes;
    for (const auto& building : buildings) {
      if (building.roof || building.underground || building.min_height > Metres(0)) continue;
      geo::Box box;
      for (const auto& ring : building.rings) std::for_each(ring.begin(), ring.end(), [&](geo::LatLon p) { box.add(p); });
      if (box.empty()) continue;
      standing_.push_back(&building);
      boxes.push_back({degrees(box.min), degrees(box.max)});
    }
    index_ = geo::GridIndex(boxes, 10'000);
  }

  /// Candidates for points between these corners: `slack` covers the rounding to 1 cm (1e-7° is 1.1 cm, at 85° N 0.1 cm).
  [[nodiscard]] std::vector<const scene::Building*> near(const geo::Box& box) const {
    constexpr std::int32_t slack = 16;
    const geo::Rect window{{box.min.lon_e7 - slack, box.min.lat_e7 - slack}, {box.max.lon_e7 + slack, box.max.lat_e7 + slack}};
    std::vector<const scene::Building*> found;
    for (const std::uint32_t i : index_.query(window)) found.push_back(standing_[i]);
    return found;
  }

 private:
  [[nodiscard]] static geo::Point degrees(geo::LatLon p) { return {p.lon_e7, p.lat_e7}; }
  std::vector<const scene::Building*> standing_;
  geo::GridIndex index_;
};

std::vector<std::vector<geo::Ring>> projected(const std::vector<const scene::Building*>& buildings,
                                              const geo::LocalFrame& frame) {
  std::vector<std::vector<geo::Ring>> all;
  for (const auto* building : buildings) {
    auto& rings = all.emplace_back();
    for (const auto& ring : building->rings) {
      geo::Ring rounded = geo::projected_ring(ring, frame);
      if (!rounded.empty()) rings.push_back(std::move(rounded));
    }
  }
  return all;
}

geo::Where where_among(const std::vector<std::vector<geo::Ring>>& footprints, geo::Point p) {
  geo::Where best = geo::Where::outside;
  for (const auto& rings : footprints) best = std::max(best, geo::where(rings, p));
  return best;
}

/// Points of a chain at its vertices and at most 2.5 m apart between them.
std::vector<geo::Point> samples(std::span<const geo::Point> chain) {
  constexpr double apart_cm = 250;
  std::vector<geo::Point> points(chain.begin(), chain.begin() + 1);
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const geo::Vec along = chain[i] - chain[i - 1];
    // At least two pieces, so that the middle of a short edge is looked at too.
    const double pieces = std::max(2.0, std::ceil(std::sqrt(static_cast<double>(geo::squared(along))) / apart_cm));
    for (double k = 1; k < pieces; ++k) {
      const auto part = [&](std::int64_t d) {
        return static_cast<std::int32_t>(std::floor(static_cast<double>(d) * k / pieces + 0.5));
      };
      points.push_back({chain[i - 1].x + part(along.x), chain[i - 1].y + part(along.y)});
    }
    points.push_back(chain[i]);
  }
  return points;
}

bool inside_building(const Segment& segment, const geo::LocalFrame& frame, const Footprints& footprints) {
  // Most segments begin in the open: one look at the first point decides them.
  geo::Box box;
  box.add(segment.points.front());
  const auto first = projected(footprints.near(box), frame);
  if (where_among(first, frame.project(segment.points.front())) == geo::Where::outside) return false;
  for (const geo::LatLon p : segment.points) box.add(p);
  const auto all = projected(footprints.near(box), frame);
  bool strictly = false;
  for (const geo::Point p : samples(geo::projected(segment.points, frame))) {
    const geo::Where place = where_among(all, p);
    if (place == geo::Where::outside) return false;
    strictly = strictly || place == geo::Where::inside;
  }
  return strictly;
}

bool on_open_ground(const scene::Street& street) {
  return street.deck == scene::Deck{} && !street.passage && !street.covered && !street.bridge;
}

geo::LatLon middle(std::span<const geo::LatLon> points, std::span<const double> at, const geo::LocalFrame& frame) {
  const double half = at.back() / 2;
  std::size_t i = 1;
  while (i + 1 < at.size() && at[i] < half) ++i;
  const geo::Point a = frame.project(points[i - 1]);
  const geo::Point b = frame.project(points[i]);
  const double span = at[i] - at[i - 1];
  const double t = span > 0 ? (half - at[i - 1]) / span : 0;
  const geo::Vec along = b - a;
  return frame.unproject(a.x + t * static_cast<double>(along.x), a.y + t * static_cast<double>(along.y));
}

/// The stretch of a way from one junction to the next, measured; nothing if it only joins a node to itself.
class Cutter {
 public:
  Cutter(const geo::Frames& frames, const Footprints& footprints) : frames_(frames), footprints_(footprints) {}

  void cut(const Line& way, std::size_t from, std::size_t to, Segment segment, const scene::Street& street,
           std::vector<Segment>& out) const {
    segment.first_node = way.nodes[from];
    segment.last_node = way.nodes[to];
    segment.points.assign(way.points.begin() + static_cast<std::ptrdiff_t>(from),
                          way.points.begin() + static_cast<std::ptrdiff_t>(to) + 1);
    const geo::LocalFrame frame = frames_.at(segment.points.front());
    const std::vector<double> at = positions(segment.points, frame);
    segment.length_cm = static_cast<std::uint32_t>(std::floor(at.back() + 0.5));
    if (segment.length_cm == 0 && segment.first_node == segment.last_node) return;
    segment.cell = geo::cell(middle(segment.points, at, frame));
    segment.inside_building = on_open_ground(street) && inside_building(segment, frame, footprints_);
    out.push_back(std::move(segment));
  }

 private:
  const geo::Frames& frames_;
  const Footprints& footprints_;
};

}  // namespace

Network network(const scene::Snapshot& snapshot, const geo::Frames& frames) {
  const std::vector<std::int64_t> shared = shared_nodes(snapshot.streets);
  const Footprints footprints(snapshot.buildings);
  const Cutter cutter(frames, footprints);
  Network result;
  for (std::size_t s = 0; s < snapshot.streets.size(); ++s) {
    const Line way = line(snapshot.streets[s]);
    Segment blank;
    blank.street = static_cast<std::uint32_t>(s);
    std::size_t from = 0;
    for (std::size_t i = 1; i < way.nodes.size(); ++i) {
      const bool end = i + 1 == way.nodes.size();
      const bool cut = end || std::binary_search(shared.begin(), shared.end(), way.nodes[i]) ||
                       barred(snapshot.barriers, way.nodes[i], snapshot.streets[s]);
      if (!cut) continue;
      cutter.cut(way, from, i, blank, snapshot.streets[s], result.segments);
      from = i;
    }
  }
  return result;
}

bool open_to(const scene::Street& street, scene::Mode mode) {
  const scene::ModeUse& use = street.use[static_cast<std::size_t>(mode)];
  const bool open = use.left_out == scene::LeftOut::none || use.left_out == scene::LeftOut::separate_sidewalk;
  return open && use.senses != scene::Senses::none && use.speed_kmh > 0;
}

scene::LeftOut left_out(const Segment& segment, const scene::Street& street, scene::Mode mode) {
  const scene::LeftOut rule = street.use[static_cast<std::size_t>(mode)].left_out;
  if (rule != scene::LeftOut::none) return rule;
  return segment.inside_building ? scene::LeftOut::inside_building : scene::LeftOut::none;
}

std::vector<double> positions(std::span<const geo::LatLon> points, const geo::LocalFrame& frame) {
  std::vector<double> at;
  at.reserve(points.size());
  geo::Point before{};
  for (const geo::LatLon position : points) {
    const geo::Point p = frame.project(position);
    at.push_back(at.empty() ? 0 : at.back() + std::sqrt(static_cast<double>(geo::squared(p - before))));
    before = p;
  }
  return at;
}

}  // namespace contrechamp::streets
