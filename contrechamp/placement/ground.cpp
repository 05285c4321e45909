// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/placement/ground.hpp>
#include <span>

namespace contrechamp::placement {
namespace {

std::int32_t clamped(std::int64_t v) {
  constexpr std::int64_t limit = std::int64_t{1} << 30;
  return static_cast<std::int32_t>(std::clamp(v, -limit, limit));
}

geo::Rect grown(const geo::Rect& box, std::int64_t by) {
  return {{clamped(box.min.x - by), clamped(box.min.y - by)}, {clamped(box.max.x + by), clamped(box.max.y + by)}};
}

/// The box of a chain of positions, not empty: cheap, no point but two is projected, unless the chain crosses ±180°.
geo::Rect box_of(std::span<const geo::LatLon> points, const geo::LocalFrame& frame) {
  constexpr std::int64_t half_turn_e7 = 1'800'000'000;
  geo::Box box;
  for (const geo::LatLon p : points) box.add(p);
  if (std::int64_t{box.max.lon_e7} - box.min.lon_e7 > half_turn_e7) return geo::bounding(geo::projected(points, frame));
  return geo::bounding(std::array{frame.project(box.min), frame.project(box.max)});
}

/// Whether anything of a chain of positions may lie in the window.
bool may_touch(std::span<const geo::LatLon> points, const geo::LocalFrame& frame, const geo::Rect& window) {
  return !points.empty() && box_of(points, frame).touches(window);
}

Footprint footprint(const scene::Building& building, const geo::LocalFrame& frame) {
  Footprint made{building.ref, {}, {}, building.min_height.count(), building.height};
  std::vector<geo::Point> corners;
  for (const auto& ring : building.rings) {
    geo::Ring rounded = geo::projected_ring(ring, frame);
    if (rounded.empty()) continue;
    corners.insert(corners.end(), rounded.begin(), rounded.end());
    made.rings.push_back(std::move(rounded));
  }
  made.box = geo::bounding(corners);
  return made;
}

bool is_wide(const geo::Rect& box) {
  const geo::Vec size = box.max - box.min;
  return std::max(size.x, size.y) > widest_footprint_cm;
}

bool is_passage(const scene::Street& street) { return street.passage && street.deck == scene::Deck{}; }

template <class Item>
geo::GridIndex indexed(std::vector<Item>& items) {
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.ref < b.ref; });
  std::vector<geo::Rect> boxes;
  boxes.reserve(items.size());
  for (const Item& item : items) boxes.push_back(item.box);
  return geo::GridIndex(boxes);
}

}  // namespace

Ground::Ground(const scene::Snapshot& snapshot, const geo::LocalFrame& frame, const geo::Rect& area, std::int32_t margin_cm)
    : frame_(frame) {
  const geo::Rect window = grown(area, margin_cm);
  for (const auto& building : snapshot.buildings) {
    if (building.roof || building.underground) continue;
    const auto near = [&](const scene::LatLonRing& ring) { return may_touch(ring, frame_, window); };
    if (std::none_of(building.rings.begin(), building.rings.end(), near)) continue;
    Footprint made = footprint(building, frame_);
    if (made.rings.empty() || !made.box.touches(window)) continue;
    if (is_wide(made.box)) {
      too_wide_.push_back(made.ref);
    } else {
      footprints_.push_back(std::move(made));
    }
  }
  for (const auto& wall : snapshot.walls) {
    if (!may_touch(wall.points, frame_, window)) continue;
    Chain chain{wall.ref, geo::projected(wall.points, frame_), {}, wall.height};
    chain.box = geo::bounding(chain.points);
    if (chain.points.size() >= 2) walls_.push_back(std::move(chain));
  }
  for (const auto& street : snapshot.streets) {
    if (!is_passage(street)) continue;
    Passage passage{street.ref, geo::projected(street.points, frame_), 0, {}};
    passage.width_cm = static_cast<std::int32_t>(std::floor(street.passage_width.count() * 100 + 0.5));
    // A corner of an end's square lies 0.71 widths from the centreline.
    passage.box = grown(geo::bounding(passage.points), passage.width_cm);
    // All that may be carved into a building that is here, or its walls would be rounded otherwise in another window.
    if (passage.points.size() >= 2 && passage.width_cm > 0 && passage.box.touches(grown(window, widest_footprint_cm)))
      passages_.push_back(std::move(passage));
  }
  index_ = indexed(footprints_);
  wall_index_ = indexed(walls_);
  passage_index_ = indexed(passages_);
}

geo::Rect area_of_eyes(std::span<const std::uint32_t> devices, const scene::Snapshot& snapshot, const geo::LocalFrame& frame) {
  std::vector<geo::Point> points;
  std::vector<geo::Rect> boxes;
  for (const std::uint32_t i : devices) {
    points.push_back(frame.project(snapshot.devices[i].position));
    boxes.push_back(geo::around(points.back(), margin_beyond_range_cm));
  }
  const geo::GridIndex about(boxes);
  for (const scene::Building& building : snapshot.buildings) {
    for (const scene::LatLonRing& ring : building.rings) {
      if (ring.empty()) continue;
      const geo::Rect box = box_of(ring, frame);
      if (!is_wide(box) && !about.query(box).empty()) points.insert(points.end(), {box.min, box.max});
    }
  }
  return geo::bounding(points);
}

}  // namespace contrechamp::placement
