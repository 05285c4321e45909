// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/frame.hpp>
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <optional>
#include <span>
#include <vector>

namespace contrechamp::placement {

/// A building of the scene in a local frame: rings as geo::projected_ring makes them (vertices rounded to 1 cm, repeated
/// points and spikes dropped, rings of fewer than three points dropped). These rounded rings are the exact object that
/// everything after computes with.
struct Footprint {
  OsmRef ref;
  std::vector<geo::Ring> rings;
  geo::Rect box;
  double min_height_m = 0;
  std::optional<Metres> height;  ///< of its roof above the ground; none if nothing is tagged
};

/// A wider one (21 km) is a mapping error, and would leave the range in which the kernel is exact (2^22 cm about an eye).
inline constexpr std::int32_t widest_footprint_cm = 1 << 21;

/// The buildings that can hang or hide something (no roofs, nothing underground), walls, and passages on storey 0 of a scene
/// in one frame, found by place; each list sorted by ref. Immutable.
class Ground {
 public:
  /// Everything of the snapshot whose box lies within `margin_cm` of `area` (a box of the frame).
  Ground(const scene::Snapshot& snapshot, const geo::LocalFrame& frame, const geo::Rect& area, std::int32_t margin_cm);

  [[nodiscard]] const geo::LocalFrame& frame() const { return frame_; }
  [[nodiscard]] const std::vector<Footprint>& footprints() const { return footprints_; }
  /// Indices of footprints whose box touches the window, ascending.
  [[nodiscard]] std::vector<std::uint32_t> footprints_near(const geo::Rect& window) const { return index_.query(window); }

  /// Buildings that were not taken because they are wider than widest_footprint_cm.
  [[nodiscard]] const std::vector<OsmRef>& too_wide() const { return too_wide_; }

  struct Chain {
    OsmRef ref;
    std::vector<geo::Point> points;
    geo::Rect box;
    Metres height{0};
  };
  /// Free-standing walls: chains of no width.
  [[nodiscard]] const std::vector<Chain>& walls() const { return walls_; }
  [[nodiscard]] std::vector<std::uint32_t> walls_near(const geo::Rect& window) const { return wall_index_.query(window); }

  struct Passage {
    OsmRef ref;
    std::vector<geo::Point> points;
    std::int32_t width_cm = 0;
    geo::Rect box;  ///< of the corridor with its ends half a width beyond the mouths, not only of its centreline
  };
  [[nodiscard]] const std::vector<Passage>& passages() const { return passages_; }
  [[nodiscard]] std::vector<std::uint32_t> passages_near(const geo::Rect& window) const { return passage_index_.query(window); }

 private:
  geo::LocalFrame frame_;
  std::vector<Footprint> footprints_;
  std::vector<OsmRef> too_wide_;
  std::vector<Chain> walls_;
  std::vector<Passage> passages_;
  geo::GridIndex index_;
  geo::GridIndex wall_index_;
  geo::GridIndex passage_index_;
};

/// What is looked for beyond the range of an eye at the edge: buildings that it hangs on, and their neighbours.
inline constexpr std::int32_t margin_beyond_range_cm = 5000;
/// Where the eyes of these devices (indices into the snapshot, at least one) may be: at the devices, and anywhere about the
/// buildings that may hold one, for it may be moved to a façade. With max_range and margin_beyond_range_cm about it, all that
/// may matter to them is there.
[[nodiscard]] geo::Rect area_of_eyes(std::span<const std::uint32_t> devices, const scene::Snapshot& snapshot,
                                     const geo::LocalFrame& frame);

}  // namespace contrechamp::placement
