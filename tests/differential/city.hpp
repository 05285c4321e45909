// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/placement/placement.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <contrechamp/visibility/viewshed.hpp>
#include <utility>
#include <vector>

namespace contrechamp::testing {

/// A real or synthetic city as the differential tests want it: plain edges, eyes and streets, all in one frame.
class City {
 public:
  /// Needs at least one device.
  explicit City(scene::Snapshot snapshot);

  /// Where outdoor devices hang, then street points, no two within 5 m, until there are `count`; none inside a footprint.
  [[nodiscard]] std::vector<geo::Point> eyes(std::size_t count) const;
  /// All that blocks within the square about the eye: footprints with passages carved out, and walls.
  [[nodiscard]] std::vector<visibility::Edge> edges_near(geo::Point eye, std::int32_t reach_cm) const;
  /// Straight pieces of streets whose box touches the square.
  [[nodiscard]] std::vector<std::pair<geo::Point, geo::Point>> streets_near(geo::Point eye, std::int32_t reach_cm) const;

 private:
  [[nodiscard]] bool free(geo::Point p) const;

  scene::Snapshot snapshot_;
  geo::LocalFrame frame_;
  placement::Ground ground_;
  std::vector<std::pair<geo::Point, geo::Point>> streets_;
  geo::GridIndex street_index_;
};

}  // namespace contrechamp::testing
