// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace contrechamp::visibility {

struct Prepared;
struct NearLoops;

/// From one point to another within 327 m, in cm. One instruction multiplies 16 pairs of them.
struct Offset {
  std::int16_t x = 0;
  std::int16_t y = 0;
};

/// No face near an eye reaches further from it in x or y: two products of coordinates, and the sum of two such, fit into 32 bits.
inline constexpr std::int32_t most_near = 23'170;

/// Of each cell the faces that an eye in it may see within `reach_cm`, in one piece: those that touch the cell widened by so much
/// and turn their front to one of its corners at least (if to none, then to none of its points); and all that touch the cell,
/// which tell whether the eye is inside a solid. Relative to the cell's middle. 8 bytes a face, 12 where heights differ, in five
/// or six lists.
struct Surroundings {
  struct Cell {
    std::uint32_t first = 0;        ///< of its faces; they end where the next cell's begin
    std::uint32_t first_other = 0;  ///< before it stand those that touch the cell itself
    bool too_wide = false;          ///< a face may reach further than most_near from an eye: nothing is listed
    bool cuts = false;              ///< edges that others cross are near: those are not listed
  };
  /// Active where base <= h and spare <= 65,535 - h.
  struct Limits {
    std::uint16_t base = 0;
    std::uint16_t spare = 0;
  };
  static constexpr std::int32_t most_height = 65'534;
  static constexpr std::int32_t most_reach_cm = 5'000;

  std::int32_t reach_cm = 0;   ///< 0: nothing is listed
  std::vector<Cell> cells;     ///< and the end
  std::vector<Offset> a, b;    ///< by face, and 16 more, so that whole vectors can be loaded
  std::vector<Limits> limits;  ///< by face; empty if all are active at every height
};

/// O(faces), for cities. Nothing is listed where cells are not of 50 m (far-flung walls) or lie beyond 10,000 km.
[[nodiscard]] Surroundings surroundings(const Prepared& walls, const NearLoops& loops);

}  // namespace contrechamp::visibility
