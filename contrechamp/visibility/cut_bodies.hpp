// SPDX-License-Identifier: AGPL-3.0-or-later
// Private to this module: the bodies of the cutter's tight loops.
#pragma once
#include <contrechamp/visibility/cutter.hpp>
#include <contrechamp/visibility/face_bodies.hpp>
#include <contrechamp/visibility/prepared.hpp>
#include <span>

namespace contrechamp::visibility {

/// The tight loops, one body an instruction set.
struct CutLoops {
  /// Adds to `near` the lines of these runs whose boxes touch the square.
  void (*keep)(Lines& near, const Lines& all, std::span<const Run> runs, geo::Point eye, std::int32_t reach_cm);
  /// Fills the columns, in which there is room. Fronts lie within widest_line of the eye, as both kernels make them.
  void (*prepare)(WedgeColumns& wedges, const Viewshed& seen);
  /// Appends to `found`, in any order, what is seen of the lines; to `alone` those that it leaves to visible(). There is room.
  void (*cut)(const WedgeColumns& wedges, geo::Point eye, const Lines& lines, TurnedLines& turned, Cuts& found,
              std::vector<std::uint32_t>& alone);
  /// place[i]: where part i stands once they are ascending by line.
  void (*rank)(const Cuts& found, std::uint32_t* place);
};
[[nodiscard]] const CutLoops& cut_loops(Isa isa);

/// A line is left to visible() if an end lies further off, on one axis, than all products are exact for ...
inline constexpr double widest_line = 1 << 22;
/// ... or if it runs so straight away from the eye that a direction's rounding would show in its fractions: the rounding is
/// below 2^-50, and this times (|a|² + |b|²) is the least turn.
inline constexpr double least_turn = 1.0 / (1 << 18);
/// Of a line's length: parts this near to each other are one, and a part this short is a mere touch. The fractions' rounding,
/// far below a centimetre.
inline constexpr double join_tolerance = 1e-12;

/// Directions in their order, counter-clockwise from +x: [0, 4), a quarter turn is 1. Rounded to 2^-51.
inline double direction_key(double x, double y) {
  const double t = y / ((x < 0 ? -x : x) + (y < 0 ? -y : y));
  if (x < 0) return 2 - t;
  return y < 0 ? t + 4 : t;
}

#define CONTRECHAMP_CUT_BODIES                                                                                \
  void keep(Lines& near, const Lines& all, std::span<const Run> runs, geo::Point eye, std::int32_t reach_cm); \
  void prepare(WedgeColumns& wedges, const Viewshed& seen);                                                   \
  void cut(const WedgeColumns& wedges, geo::Point eye, const Lines& lines, TurnedLines& turned, Cuts& found,  \
           std::vector<std::uint32_t>& alone);                                                                \
  void rank(const Cuts& found, std::uint32_t* place)

namespace portable {
CONTRECHAMP_CUT_BODIES;
}
#if CONTRECHAMP_X86_BODIES
namespace avx2 {
void cut(const WedgeColumns& wedges, geo::Point eye, const Lines& lines, TurnedLines& turned, Cuts& found,
         std::vector<std::uint32_t>& alone);
}
namespace avx512 {
CONTRECHAMP_CUT_BODIES;
}
#endif

/// The parts in view of one turned line, wedge by wedge: the plain form.
void cut_line(const WedgeColumns& wedges, const TurnedLines& turned, std::size_t i, std::uint32_t id, Cuts& found);

/// From `begin` on `found` has what is seen of a line in each wedge where anything is: joins what touches, drops mere touches,
/// turns back a line that was turned, and numbers the parts.
void finish_parts(std::uint32_t id, bool turned, std::size_t begin, Cuts& found);

}  // namespace contrechamp::visibility
