// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstdint>

// Faults planted on purpose, so that tests can show that their checks find them; none in any other build. A mutant is built from
// this module's sources with CONTRECHAMP_MUTATION=n; the file in which each takes effect is named: it is compiled once more.
#ifndef CONTRECHAMP_MUTATION
#define CONTRECHAMP_MUTATION 0
#endif

namespace contrechamp::visibility {

/// Of the first kernel: all in viewshed.cpp, but the last in visible.cpp.
enum class Fault : std::uint8_t { none, edge_dropped, tie_by_order, face_culled, straddler_forgotten, touch_hides };
inline constexpr Fault fault{CONTRECHAMP_MUTATION};

/// Of the fast kernel.
enum class FastFault : std::uint8_t {
  none,
  edge_dropped = 11,         ///< gaze.cpp, near.cpp: one kept edge in eight is lost
  tie_flipped = 12,          ///< sweep.hpp: of two edges from one point the farther one becomes the front
  straddler_forgotten = 13,  ///< gaze.cpp, near.cpp: edges across +x do not block before they begin again
  culled_wrongly = 14,       ///< gaze.cpp: an eye inside a solid is taken for one outside, so back faces are culled
  shared_kept_once = 15,     ///< contacts.cpp: of a wall shared by two solids of different height nothing is left
  crossing_missed = 16,      ///< contacts.cpp: edges that cross are swept as if they did not
  own_forgotten = 17,        ///< gaze.cpp: the own solid blocks only at its own heights
};
inline constexpr FastFault fast_fault{CONTRECHAMP_MUTATION};

}  // namespace contrechamp::visibility
