// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/visibility/carve.hpp>
#include <set>
#include <tests/differential/city.hpp>

namespace contrechamp::testing {
namespace {
using geo::Point;
constexpr std::int32_t margin_cm = 30'000;

constexpr std::size_t few_devices = 20;

/// Where devices stand; where they are few, everything.
geo::Box box_of(const scene::Snapshot& snapshot) {
  geo::Box box;
  for (const scene::Device& device : snapshot.devices) box.add(device.position);
  if (snapshot.devices.size() >= few_devices) return box;
  for (const scene::Street& street : snapshot.streets) {
    for (const geo::LatLon p : street.points) box.add(p);
  }
  return box;
}

geo::Rect area_of(const geo::Box& box, const geo::LocalFrame& frame) {
  return geo::bounding(std::array{frame.project(box.min), frame.project(box.max)});
}

std::vector<std::pair<Point, Point>> pieces(const scene::Snapshot& snapshot, const geo::LocalFrame& frame) {
  std::vector<std::pair<Point, Point>> out;
  for (const scene::Street& street : snapshot.streets) {
    for (std::size_t i = 0; i + 1 < street.points.size(); ++i) {
      const Point a = frame.project(street.points[i]);
      const Point b = frame.project(street.points[i + 1]);
      if (a != b) out.emplace_back(a, b);
    }
  }
  return out;
}

std::vector<geo::Rect> boxes_of(const std::vector<std::pair<Point, Point>>& streets) {
  std::vector<geo::Rect> boxes;
  for (const auto& [a, b] : streets) boxes.push_back(geo::bounding(std::array{a, b}));
  return boxes;
}

std::int32_t cm(Metres length) { return static_cast<std::int32_t>(100 * length.count()); }
}  // namespace

City::City(scene::Snapshot snapshot)
    : snapshot_(std::move(snapshot)),
      frame_(box_of(snapshot_).centre()),
      ground_(snapshot_, frame_, area_of(box_of(snapshot_), frame_), margin_cm),
      streets_(pieces(snapshot_, frame_)),
      street_index_(boxes_of(streets_)) {}

bool City::free(Point p) const {
  const auto near = ground_.footprints_near(geo::around(p, 0));
  return std::none_of(near.begin(), near.end(),
                      [&](std::uint32_t i) { return geo::where(ground_.footprints()[i].rings, p) != geo::Where::outside; });
}

std::vector<Point> City::eyes(std::size_t count) const {
  std::vector<Point> out;
  for (const scene::Device& device : snapshot_.devices) {
    if (device.indoor) continue;
    const placement::Placed placed = placement::placed(device, ground_);
    if (placed.where != placement::Where::unplaced && free(placed.eye)) out.push_back(placed.eye);
  }
  std::set<std::pair<std::int32_t, std::int32_t>> taken;
  const geo::Rect area = area_of(box_of(snapshot_), frame_);
  for (std::size_t i = 0; i < streets_.size() && out.size() < count; ++i) {
    const Point p = streets_[i].first;
    if (!area.touches(geo::around(p, 0)) || !free(p)) continue;
    if (taken.emplace(p.x / 500, p.y / 500).second) out.push_back(p);
  }
  return out;
}

std::vector<visibility::Look> City::device_looks() const {
  std::vector<visibility::Look> out;
  for (const scene::Device& device : snapshot_.devices) {
    if (device.indoor) continue;
    const placement::Placed placed = placement::placed(device, ground_);
    if (placed.where == placement::Where::unplaced || !free(placed.eye)) continue;
    visibility::Look look{placed.eye};
    const auto& all = ground_.footprints();
    for (std::uint32_t i = 0; placed.facade && i < all.size(); ++i) {
      if (all[i].ref == *placed.facade) look.own = i;
    }
    out.push_back(look);
  }
  return out;
}

/// Before a drawn edge of a drawn building, on either side of it, if that place is free and within the area of the devices.
std::optional<visibility::Look> City::facade_look(Random& random) const {
  const std::size_t own = random.below(ground_.footprints().size());
  const auto& rings = ground_.footprints()[own].rings;
  const geo::Ring& ring = rings[random.below(rings.size())];
  const std::size_t k = random.below(ring.size());
  const geo::Vec along = ring[(k + 1) % ring.size()] - ring[k];
  const double length = std::sqrt(static_cast<double>(geo::squared(along)));
  const double t = static_cast<double>(random.between(0, 100)) / 100;
  const double out = random.chance(500) ? 20 / length : -20 / length;
  const Point eye{static_cast<std::int32_t>(ring[k].x + t * static_cast<double>(along.x) + out * static_cast<double>(along.y)),
                  static_cast<std::int32_t>(ring[k].y + t * static_cast<double>(along.y) - out * static_cast<double>(along.x))};
  if (!area_of(box_of(snapshot_), frame_).touches(geo::around(eye, 0)) || !free(eye)) return std::nullopt;
  return visibility::Look{eye, 0, 0, static_cast<std::uint32_t>(own)};
}

std::vector<visibility::Look> City::looks(Random& random, std::size_t count) const {
  std::vector<visibility::Look> out = device_looks();
  while (out.size() > count / 2) {
    std::swap(out[random.below(out.size())], out.back());
    out.pop_back();
  }
  for (std::size_t attempt = 0; !ground_.footprints().empty() && attempt < 100 * count && out.size() < count; ++attempt) {
    if (const auto look = facade_look(random)) out.push_back(*look);
  }
  if (ground_.footprints().empty()) {
    for (const Point eye : eyes(count)) out.push_back({eye});
  }
  constexpr std::array<std::int32_t, 6> heights{0, 0, 0, 300, 500, 800};
  for (auto& look : out) look.height_cm = heights[random.below(heights.size())];
  return out;
}

visibility::Solid City::solid(std::size_t footprint) const {
  const placement::Footprint& f = ground_.footprints()[footprint];
  return {f.rings, cm(Metres(f.min_height_m)), f.height ? cm(*f.height) : visibility::unlimited_cm};
}

visibility::Walls City::walls() const {
  std::vector<visibility::Solid> solids;
  for (std::size_t i = 0; i < ground_.footprints().size(); ++i) solids.push_back(solid(i));
  std::vector<visibility::Screen> screens;
  for (const auto& wall : ground_.walls()) screens.push_back({wall.points, cm(wall.height)});
  std::vector<visibility::Corridor> corridors;
  for (const auto& passage : ground_.passages()) corridors.push_back({passage.points, passage.width_cm});
  return {solids, screens, corridors};
}

std::vector<visibility::Edge> City::carved(std::size_t footprint) const {
  const placement::Footprint& f = ground_.footprints()[footprint];
  std::vector<visibility::Corridor> corridors;
  for (const std::uint32_t i : ground_.passages_near(f.box)) {
    corridors.push_back({ground_.passages()[i].points, ground_.passages()[i].width_cm});
  }
  return visibility::blocking_edges({&f.rings, 1}, corridors);
}

std::vector<visibility::Edge> City::edges_in(const geo::Rect& window, const visibility::Look* look) const {
  std::vector<visibility::Edge> edges;
  const auto blocks = [look](std::int32_t base_cm, std::int32_t top_cm) {
    return look == nullptr || (base_cm <= look->height_cm && look->height_cm <= top_cm);
  };
  for (const std::uint32_t i : ground_.footprints_near(window)) {
    const visibility::Solid s = solid(i);
    if (!blocks(s.base_cm, s.top_cm) && look->own != i) continue;
    const auto left = carved(i);
    edges.insert(edges.end(), left.begin(), left.end());
  }
  for (const std::uint32_t i : ground_.walls_near(window)) {
    const auto& wall = ground_.walls()[i];
    if (!blocks(0, cm(wall.height))) continue;
    for (std::size_t k = 0; k + 1 < wall.points.size(); ++k) edges.push_back({wall.points[k], wall.points[k + 1]});
  }
  return edges;
}

std::vector<visibility::Edge> City::edges_near(Point eye, std::int32_t reach_cm) const {
  return edges_in(geo::around(eye, reach_cm), nullptr);
}

std::vector<visibility::Edge> City::edges_near(const visibility::Look& look) const {
  return edges_in(geo::around(look.eye, look.reach_cm), &look);
}

std::vector<std::pair<Point, Point>> City::streets_near(Point eye, std::int32_t reach_cm) const {
  std::vector<std::pair<Point, Point>> out;
  for (const std::uint32_t i : street_index_.query(geo::around(eye, reach_cm))) out.push_back(streets_[i]);
  return out;
}

}  // namespace contrechamp::testing
