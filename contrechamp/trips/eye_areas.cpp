// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/trips/eye_areas.hpp>

namespace contrechamp::trips {
namespace {

constexpr std::int32_t rounding_cm = 2;  // of places to whole centimetres

std::int32_t whole_cm(Metres m) { return static_cast<std::int32_t>(m.count() * 100) + rounding_cm; }

geo::Rect widened(const geo::Rect& box, std::int32_t by) {
  return {{box.min.x - by, box.min.y - by}, {box.max.x + by, box.max.y + by}};
}

geo::Rect joined(const geo::Rect& a, const geo::Rect& b) {
  return {{std::min(a.min.x, b.min.x), std::min(a.min.y, b.min.y)}, {std::max(a.max.x, b.max.x), std::max(a.max.y, b.max.y)}};
}

geo::Rect box_of(const scene::Building& building, const geo::LocalFrame& frame) {
  std::vector<geo::Point> points;
  for (const scene::LatLonRing& ring : building.rings) {
    for (const geo::LatLon p : ring) points.push_back(frame.project(p));
  }
  return geo::bounding(points);
}

/// A cheap look before anything is projected.
bool may_touch(const scene::Building& building, const geo::Box& box) {
  geo::Box own;
  for (const scene::LatLonRing& ring : building.rings) {
    for (const geo::LatLon p : ring) own.add(p);
  }
  return !own.empty() && own.min.lat_e7 <= box.max.lat_e7 && box.min.lat_e7 <= own.max.lat_e7 &&
         own.min.lon_e7 <= box.max.lon_e7 && box.min.lon_e7 <= own.max.lon_e7;
}

}  // namespace

std::vector<geo::Rect> eye_areas(std::span<const std::uint32_t> devices, const scene::Snapshot& snapshot,
                                 const geo::LocalFrame& frame, const placement::PlacementOptions& options,
                                 const geo::Rect& near) {
  std::vector<geo::Rect> mapped;
  for (const std::uint32_t i : devices) {
    mapped.push_back(geo::around(frame.project(snapshot.devices[i].position), whole_cm(options.facade_distance)));
  }
  const geo::GridIndex index(mapped);
  std::vector<geo::Rect> areas = mapped;
  geo::Box box;
  for (const double x : {near.min.x - 100.0, near.max.x + 100.0}) {  // a metre, as frames bend latitudes
    for (const double y : {near.min.y - 100.0, near.max.y + 100.0}) box.add(frame.unproject(x, y));
  }
  const std::int32_t beside = whole_cm(options.stand_off) + whole_cm(options.search);
  for (const scene::Building& building : snapshot.buildings) {
    if (!may_touch(building, box)) continue;
    const geo::Rect holds = box_of(building, frame);
    for (const std::uint32_t i : index.query(holds)) areas[i] = joined(areas[i], widened(holds, beside));
  }
  return areas;
}

}  // namespace contrechamp::trips
