// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/neighbourhood.hpp>
#include <contrechamp/visibility/carve.hpp>

namespace contrechamp::exposure {
namespace {

geo::Rect widened(const geo::Rect& box, std::int32_t margin) {
  return {{box.min.x - margin, box.min.y - margin}, {box.max.x + margin, box.max.y + margin}};
}

/// By latitude alone, which is cheap and no meridian cuts: most of a city lies far away.
bool may_touch(const streets::Segment& segment, const geo::LocalFrame& frame, const geo::Rect& window) {
  const auto [south, north] = std::minmax_element(segment.points.begin(), segment.points.end());
  return frame.project(*south).y <= window.max.y && window.min.y <= frame.project(*north).y;
}

LocalSegment localised(std::uint32_t index, const streets::Segment& segment, const scene::Street& street,
                       const geo::LocalFrame& frame) {
  LocalSegment local;
  local.index = index;
  local.length_cm = segment.length_cm;
  local.deck = street.deck;
  for (const geo::LatLon p : segment.points) local.points.push_back(frame.project(p));
  local.at_cm = streets::positions(segment.points, frame);
  const double measured = local.at_cm.back();
  for (double& at : local.at_cm) at = measured > 0 ? at / measured * segment.length_cm : 0;
  return local;
}

}  // namespace

Neighbourhood::Neighbourhood(const scene::Snapshot& snapshot, const streets::Network& network, const geo::LocalFrame& frame,
                             const geo::Rect& area, std::int32_t margin_cm)
    : ground_(snapshot, frame, area, margin_cm) {
  const geo::Rect window = widened(area, margin_cm);
  std::vector<geo::Rect> boxes;
  for (std::uint32_t i = 0; i < network.segments.size(); ++i) {
    const streets::Segment& segment = network.segments[i];
    if (segment.length_cm == 0 || !may_touch(segment, frame, window)) continue;
    LocalSegment local = localised(i, segment, snapshot.streets[segment.street], frame);
    const geo::Rect box = geo::bounding(local.points);
    if (!box.touches(window)) continue;
    boxes.push_back(box);
    segments_.push_back(std::move(local));
  }
  segment_index_ = geo::GridIndex(boxes);
}

std::vector<const LocalSegment*> Neighbourhood::segments_near(const geo::Rect& window,
                                                              const std::vector<scene::Deck>& decks) const {
  std::vector<const LocalSegment*> found;
  for (const std::uint32_t i : segment_index_.query(window)) {
    if (std::find(decks.begin(), decks.end(), segments_[i].deck) != decks.end()) found.push_back(&segments_[i]);
  }
  return found;
}

std::vector<visibility::Edge> Neighbourhood::edges_near(const geo::Rect& window, double height_m,
                                                        const std::vector<std::uint32_t>& ignored) const {
  std::vector<visibility::Rings> rings;
  for (const std::uint32_t i : ground_.footprints_near(window)) {
    const placement::Footprint& footprint = ground_.footprints()[i];
    if (footprint.min_height_m > height_m || std::binary_search(ignored.begin(), ignored.end(), i)) continue;
    rings.push_back(footprint.rings);
  }
  std::vector<visibility::Corridor> corridors;
  for (const std::uint32_t i : ground_.passages_near(window)) {
    corridors.push_back({ground_.passages()[i].points, ground_.passages()[i].width_cm});
  }
  std::vector<visibility::Edge> edges = visibility::blocking_edges(rings, corridors);
  for (const std::uint32_t i : ground_.walls_near(window)) {
    const std::vector<geo::Point>& chain = ground_.walls()[i].points;
    for (std::size_t k = 0; k + 1 < chain.size(); ++k) edges.push_back({chain[k], chain[k + 1]});
  }
  return edges;
}

}  // namespace contrechamp::exposure
