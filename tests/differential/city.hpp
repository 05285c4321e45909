// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/placement/placement.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <contrechamp/core/random.hpp>
#include <contrechamp/visibility/walls.hpp>
#include <optional>
#include <utility>
#include <vector>

namespace contrechamp::testing {

/// A real or synthetic city as the differential tests want it: plain edges, eyes and streets, all in one frame.
class City {
 public:
  /// Needs at least one device or street.
  explicit City(scene::Snapshot snapshot);

  [[nodiscard]] const placement::Ground& ground() const { return ground_; }
  /// Outside of every footprint.
  [[nodiscard]] bool free(geo::Point p) const;
  /// Where outdoor devices hang, then street points, no two within 5 m, until there are `count`; none inside a footprint.
  [[nodiscard]] std::vector<geo::Point> eyes(std::size_t count) const;
  /// All that blocks within the square about the eye: footprints with passages carved out, and walls. With a height: only what
  /// reaches it, and the look's own solid.
  [[nodiscard]] std::vector<visibility::Edge> edges_near(geo::Point eye, std::int32_t reach_cm) const;
  [[nodiscard]] std::vector<visibility::Edge> edges_near(const visibility::Look& look) const;
  /// Half of them where outdoor devices hang, if there are so many, the rest 20 cm before façades drawn at random, at various
  /// heights; street points where there are no buildings. Their own solid is set. All are free; the reach is left at 0.
  [[nodiscard]] std::vector<visibility::Look> looks(Random& random, std::size_t count) const;
  /// Everything that blocks, the solids numbered as in `looks`.
  [[nodiscard]] visibility::Walls walls() const;
  /// Straight pieces of streets whose box touches the square.
  [[nodiscard]] std::vector<std::pair<geo::Point, geo::Point>> streets_near(geo::Point eye, std::int32_t reach_cm) const;

 private:
  [[nodiscard]] std::vector<visibility::Look> device_looks() const;
  [[nodiscard]] std::optional<visibility::Look> facade_look(Random& random) const;
  [[nodiscard]] visibility::Solid solid(std::size_t footprint) const;
  [[nodiscard]] std::vector<visibility::Edge> carved(std::size_t footprint) const;
  /// What touches the window; with a look only what blocks at its height.
  [[nodiscard]] std::vector<visibility::Edge> edges_in(const geo::Rect& window, const visibility::Look* look) const;

  scene::Snapshot snapshot_;
  geo::LocalFrame frame_;
  placement::Ground ground_;
  std::vector<std::pair<geo::Point, geo::Point>> streets_;
  geo::GridIndex street_index_;
};

}  // namespace contrechamp::testing
