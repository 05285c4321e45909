// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/visibility/carve.hpp>
#include <contrechamp/visibility/prepared.hpp>
#include <contrechamp/visibility/viewshed.hpp>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace contrechamp::visibility {

inline constexpr std::int32_t unlimited_cm = std::numeric_limits<std::int32_t>::max();
inline constexpr std::uint32_t no_solid = 0xffffffffU;

/// A building as it stands: even–odd over its rings, from `base_cm` to `top_cm` above the ground.
struct Solid {
  Rings rings;
  std::int32_t base_cm = 0;
  std::int32_t top_cm = unlimited_cm;
};

/// A free-standing wall: a chain of no width.
struct Screen {
  std::vector<geo::Point> points;
  std::int32_t top_cm = unlimited_cm;
};

/// From where, how far and what stands in the way: a solid with base_cm <= height_cm <= top_cm blocks whole.
struct Look {
  geo::Point eye;
  std::int32_t reach_cm = 0;
  std::int32_t height_cm = 0;
  std::uint32_t own = no_solid;  ///< the solid that the eye hangs on: it reaches the eye, whatever its top and base
};

/// Everything of one place that blocks, prepared for many eyes: immutable, shared by threads.
class Walls {
 public:
  Walls() = default;
  /// `usual_reach_cm`: how far most looks will go. Where that is near and the machine has a use for them, lists are made for it.
  Walls(std::span<const Solid> solids, std::span<const Screen> screens, std::span<const Corridor> corridors,
        std::int32_t usual_reach_cm = Surroundings::most_reach_cm);

  /// The edges that block for this look, as the first kernel takes them: the raw object, for oracles and for rare places.
  [[nodiscard]] std::vector<Edge> edges_for(const Look& look) const;

  /// The edges of one solid, whatever blocks; none for no_solid.
  [[nodiscard]] std::span<const Piece> pieces_of(std::uint32_t solid) const;
  /// What the fast kernel reads.
  [[nodiscard]] const Prepared& prepared_walls() const { return prepared_; }

 private:
  std::vector<Piece> pieces_;                     // solids, then screens
  std::vector<std::uint32_t> first_of_solid_{0};  // by solid, and the end
  geo::GridIndex index_;                          // by piece
  Prepared prepared_;
};

}  // namespace contrechamp::visibility
