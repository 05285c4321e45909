// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/importer/affected.hpp>
#include <map>

namespace contrechamp::importer {
namespace {

constexpr std::int32_t rounding_cm = 100;  // more than all roundings to 1 cm together

std::int32_t centimetres(Metres m) { return static_cast<std::int32_t>(std::ceil(m.count() * 100)); }

geo::Rect grown(const geo::Rect& box, std::int32_t by) {
  return {{box.min.x - by, box.min.y - by}, {box.max.x + by, box.max.y + by}};
}
void extend(geo::Rect& box, const geo::Rect& by) {
  box.min = {std::min(box.min.x, by.min.x), std::min(box.min.y, by.min.y)};
  box.max = {std::max(box.max.x, by.max.x), std::max(box.max.y, by.max.y)};
}

geo::Rect box_of(const Spot& spot, const geo::LocalFrame& frame) {
  return grown(geo::bounding(geo::projected(spot.points, frame)), spot.grown_cm);
}
geo::Rect box_of(const scene::Building& building, const geo::LocalFrame& frame) {
  std::vector<geo::Point> points;
  for (const scene::LatLonRing& ring : building.rings) {
    for (const geo::LatLon p : ring) points.push_back(frame.project(p));
  }
  return geo::bounding(points);
}
geo::Rect box_of(const scene::Street& passage, const geo::LocalFrame& frame) {
  return grown(geo::bounding(geo::projected(passage.points, frame)), centimetres(passage.passage_width));
}

/// What changed, as boxes of one frame.
class Field {
 public:
  Field(const Changes& changes, const scene::Snapshot& before, const scene::Snapshot& now, const geo::LocalFrame& frame,
        const geo::Rect& area, std::int32_t touch_cm)
      : frame_(frame), area_(area) {
    // What lies a footprint's width away may touch something that touches the area.
    const geo::Rect wide = grown(area, placement::widest_footprint_cm);
    std::vector<geo::Rect> solid;
    for (const Spot& spot : changes.spots) {
      const geo::Rect box = box_of(spot, frame);
      if (spot.solid && box.touches(wide)) solid.push_back(grown(box, touch_cm));
      if (spot.shape == Spot::Shape::area) {
        add(box);
      } else {
        add_edges(spot);
      }
    }
    const geo::GridIndex solids(solid);
    for (const scene::Snapshot* scene : {&before, &now}) add_neighbours(*scene, solids);
    index_ = geo::GridIndex(boxes_);
    boxes_.clear();
  }
  [[nodiscard]] bool touches(const geo::Rect& window) const { return !index_.query(window).empty(); }

 private:
  void add(const geo::Rect& box) {
    if (box.touches(area_)) boxes_.push_back(box);
  }
  void add_edges(const Spot& spot) {
    const std::vector<geo::Point> chain = geo::projected(spot.points, frame_);
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) add(geo::bounding(std::array{chain[i], chain[i + 1]}));
  }
  /// Buildings and passages that a changed one comes near are other than before, too: they are cut anew, so that a wall which
  /// runs up to it may be rounded otherwise; and a device in or on one of them, however far from there, may hang elsewhere.
  void add_neighbours(const scene::Snapshot& scene, const geo::GridIndex& solids) {
    const auto add_if_near = [&](const geo::Rect& box) {
      if (box.touches(area_) && !solids.query(box).empty()) add(box);
    };
    for (const scene::Building& building : scene.buildings) add_if_near(box_of(building, frame_));
    for (const scene::Street& street : scene.streets) {
      if (street.passage) add_if_near(box_of(street, frame_));
    }
  }

  const geo::LocalFrame& frame_;
  geo::Rect area_;
  std::vector<geo::Rect> boxes_;
  geo::GridIndex index_;
};

bool in_section_control(const scene::Snapshot& snapshot, OsmRef device) {
  return std::ranges::binary_search(snapshot.sections, device, {}, &scene::SectionControl::device);
}

}  // namespace

std::vector<std::uint32_t> affected(const Changes& changes, const Before& before, const Now& now,
                                    const exposure::ExposureOptions& options) {
  std::vector<std::uint32_t> found;
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_frame;
  for (std::uint32_t i = 0; i < now.snapshot.devices.size(); ++i) {
    const scene::Device& device = now.snapshot.devices[i];
    const bool same = changes.device_before[i] != nothing &&
                      now.frames.at(device.position).origin() == before.frames.at(device.position).origin() &&
                      !in_section_control(before.snapshot, device.ref) && !in_section_control(now.snapshot, device.ref);
    if (same) {
      by_frame[now.frames.key(device.position)].push_back(i);
    } else {
      found.push_back(i);
    }
  }
  if (changes.spots.empty()) return found;
  const placement::PlacementOptions& placing = options.placement;
  const std::int32_t hanging = centimetres(placing.facade_distance + placing.stand_off + 2 * placing.search) + rounding_cm;
  const std::int32_t reach = centimetres(options.optics.max_range) + hanging;
  for (const auto& [key, devices] : by_frame) {
    const geo::LocalFrame frame = now.frames.at(now.snapshot.devices[devices.front()].position);
    std::vector<geo::Rect> windows;
    for (const std::uint32_t i : devices) windows.push_back(geo::around(before.placed[changes.device_before[i]].eye, reach));
    geo::Rect area = windows.front();
    for (const geo::Rect& window : windows) extend(area, window);
    const Field field(changes, before.snapshot, now.snapshot, frame, area, hanging);
    for (std::size_t k = 0; k < devices.size(); ++k) {
      if (field.touches(windows[k])) found.push_back(devices[k]);
    }
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace contrechamp::importer
