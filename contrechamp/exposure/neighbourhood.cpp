// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/neighbourhood.hpp>
#include <cmath>
#include <numeric>

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

std::int32_t centimetres(Metres m) { return static_cast<std::int32_t>(std::floor(m.count() * 100 + 0.5)); }

constexpr std::int32_t absent_cm = -1;  ///< below every eye: only the building that a device hangs on is seen to be there

visibility::Solid solid(const placement::Footprint& footprint, World world, const ExposureOptions& options) {
  visibility::Solid made{footprint.rings, centimetres(Metres(footprint.min_height_m)), visibility::unlimited_cm};
  if (footprint.height) {
    made.top_cm = centimetres(*footprint.height);
  } else if (world == World::usual) {
    made.top_cm = made.base_cm + centimetres(options.usual_building_height);
  } else if (world == World::low) {
    made.top_cm =
        options.least_building_height.count() > 0 ? made.base_cm + centimetres(options.least_building_height) : absent_cm;
  }
  return made;
}

}  // namespace

Surroundings surroundings(const placement::Ground& ground, const std::vector<std::uint32_t>& footprints, World world,
                          const ExposureOptions& options, std::int32_t usual_reach_cm) {
  std::vector<visibility::Solid> solids(ground.footprints().size());
  for (const std::uint32_t i : footprints) solids[i] = solid(ground.footprints()[i], world, options);
  std::vector<visibility::Screen> screens;
  for (const auto& wall : ground.walls()) screens.push_back({wall.points, centimetres(wall.height)});
  std::vector<visibility::Corridor> corridors;
  for (const auto& passage : ground.passages()) corridors.push_back({passage.points, passage.width_cm});
  Surroundings made;
  made.walls = visibility::Walls(solids, screens, corridors, usual_reach_cm);
  for (visibility::Solid& s : solids) {
    if (s.top_cm == absent_cm) s.rings.clear();  // what is not there hides not even its own ground
  }
  made.roofs = visibility::Roofs(solids, screens, corridors);
  return made;
}

Neighbourhood::Neighbourhood(const scene::Snapshot& snapshot, const streets::Network& network, const geo::LocalFrame& frame,
                             const geo::Rect& area, std::int32_t margin_cm, const ExposureOptions& options)
    : ground_(snapshot, frame, area, margin_cm),
      skyline_(ground_),
      usual_(options.usual_building_height),
      least_(options.least_building_height) {
  stand_up(options);
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

void Neighbourhood::stand_up(const ExposureOptions& options) {
  const auto& all = ground_.footprints();
  one_world_ = std::all_of(all.begin(), all.end(), [](const placement::Footprint& f) { return f.height.has_value(); });
  std::vector<std::uint32_t> footprints(all.size());
  std::iota(footprints.begin(), footprints.end(), 0U);
  for (const World world : all_worlds) {
    if (world == World::tall || !one_world_) {
      worlds_[static_cast<std::size_t>(world)] =
          exposure::surroundings(ground_, footprints, world, options, centimetres(options.optics.max_range));
    }
  }
}

std::vector<const LocalSegment*> Neighbourhood::segments_near(const geo::Rect& window,
                                                              const std::vector<scene::Deck>& decks) const {
  std::vector<const LocalSegment*> found;
  for (const std::uint32_t i : segment_index_.query(window)) {
    if (std::find(decks.begin(), decks.end(), segments_[i].deck) != decks.end()) found.push_back(&segments_[i]);
  }
  return found;
}

}  // namespace contrechamp::exposure
