// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <contrechamp/visibility/roofs.hpp>

namespace contrechamp::visibility {

/// What the low roofs about an eye hide of the points at one height above the ground, ht. With the eye at hc > ht, the sight
/// line to q is at height hc − f (hc − ht) at fraction f of its way. A roof with ht < top < hc is above it from f = 1/k on,
/// k = (hc − ht) / (hc − top): q is hidden where the way from fraction 1/k to 1 meets the inside of the footprint S. So S hides
/// itself and the part of its shadow that every boundary edge ab drops on the ground: the points between a, b, k·b and k·a.
/// A roof with top <= ht hides its own ground only, and top >= hc is a wall, as is `own` (Walls).
/// If the eye is not above the target (ht >= hc, a doorbell) nothing is looked over: what Walls takes for a wall hides all behind
/// it, also where top < ht lets a head show over it; buildings and mapped walls are 2 m and more.
/// Exact: k is a ratio of whole centimetres, sides are told by integers; only places along a segment are rounded (binary64).
/// The inside is open: a point is seen where it is from one side at least, so what touches or grazes hides nothing, and no
/// light falls through the joint between two solids that touch. Laws:
///  (1) a higher top hides at least as much, a higher eye at most as much; at top = hc all behind is hidden, as by a wall
///  (2) the order of the roofs and the orientation of their rings change no byte
///  (3) quarter turns, mirrors and shifts by whole centimetres of the scene do the same to what is hidden
/// It holds pointers into `roofs`, which must outlive it.
class Shades {
 public:
  Shades() = default;
  Shades(const Roofs& roofs, const Look& look, std::int32_t target_cm) { look_over(roofs, look, target_cm); }
  /// Begins anew and keeps its buffers.
  void look_over(const Roofs& roofs, const Look& look, std::int32_t target_cm);

  [[nodiscard]] bool empty() const { return shades_.empty(); }
  [[nodiscard]] std::size_t size() const { return shades_.size(); }
  /// Buffers for who asks often.
  struct Scratch {
    std::vector<Interval> hidden, on_the_right, left;
    std::vector<double> crossings;
  };
  /// Takes what they hide from `parts` of the segment ab (ascending, disjoint fractions); a point (a == b) stays or goes whole.
  void hide(geo::Point a, geo::Point b, std::vector<Interval>& parts, Scratch& scratch) const;
  void hide(geo::Point a, geo::Point b, std::vector<Interval>& parts) const {
    Scratch scratch;
    hide(a, b, parts, scratch);
  }

 private:
  class Shadow;
  /// One roof near the eye; k = over / under, 1 if it hides its own ground only.
  struct Shade {
    std::span<const Edge> edges;
    std::int64_t over = 1;
    std::int64_t under = 1;
    bool encloses = false;
    geo::Vec min, max;  ///< the box of the footprint, in cm relative to the eye
  };
  /// Of four shades: the boxes of footprint and shadow, in cm relative to the eye, none further than far_cm; inverted if there is
  /// none. Every machine has vectors of 16 bytes.
  static constexpr std::size_t at_once = 4;
  static constexpr std::int64_t far_cm = std::int64_t{1} << 30;
  using Four = std::int32_t __attribute__((vector_size(4 * at_once)));
  struct Boxes {
    Four min_x, min_y, max_x, max_y;
  };
  [[nodiscard]] static std::int32_t clamped(std::int64_t cm) {
    return static_cast<std::int32_t>(std::clamp(cm, -far_cm, far_cm));
  }
  void add(const Shade& shade);

  geo::Point eye_;
  std::vector<Shade> shades_;
  std::vector<Boxes> boxes_;  // of shades, four by four
};

}  // namespace contrechamp::visibility
