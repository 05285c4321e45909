// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/visibility/carve.hpp>
#include <set>
#include <tests/differential/city.hpp>

namespace contrechamp::testing {
namespace {
using geo::Point;
constexpr std::int32_t margin_cm = 30'000;

geo::Box box_of_devices(const scene::Snapshot& snapshot) {
  geo::Box box;
  for (const scene::Device& device : snapshot.devices) box.add(device.position);
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
}  // namespace

City::City(scene::Snapshot snapshot)
    : snapshot_(std::move(snapshot)),
      frame_(box_of_devices(snapshot_).centre()),
      ground_(snapshot_, frame_, area_of(box_of_devices(snapshot_), frame_), margin_cm),
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
  const geo::Rect area = area_of(box_of_devices(snapshot_), frame_);
  for (std::size_t i = 0; i < streets_.size() && out.size() < count; ++i) {
    const Point p = streets_[i].first;
    if (!area.touches(geo::around(p, 0)) || !free(p)) continue;
    if (taken.emplace(p.x / 500, p.y / 500).second) out.push_back(p);
  }
  return out;
}

std::vector<visibility::Edge> City::edges_near(Point eye, std::int32_t reach_cm) const {
  const geo::Rect window = geo::around(eye, reach_cm);
  std::vector<visibility::Rings> buildings;
  for (const std::uint32_t i : ground_.footprints_near(window)) buildings.push_back(ground_.footprints()[i].rings);
  std::vector<visibility::Corridor> corridors;
  for (const std::uint32_t i : ground_.passages_near(window)) {
    corridors.push_back({ground_.passages()[i].points, ground_.passages()[i].width_cm});
  }
  std::vector<visibility::Edge> edges = visibility::blocking_edges(buildings, corridors);
  for (const std::uint32_t i : ground_.walls_near(window)) {
    const auto& chain = ground_.walls()[i].points;
    for (std::size_t k = 0; k + 1 < chain.size(); ++k) edges.push_back({chain[k], chain[k + 1]});
  }
  return edges;
}

std::vector<std::pair<Point, Point>> City::streets_near(Point eye, std::int32_t reach_cm) const {
  std::vector<std::pair<Point, Point>> out;
  for (const std::uint32_t i : street_index_.query(geo::around(eye, reach_cm))) out.push_back(streets_[i]);
  return out;
}

}  // namespace contrechamp::testing
