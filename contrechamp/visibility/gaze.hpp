// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/crossings.hpp>
#include <contrechamp/visibility/faces.hpp>
#include <contrechamp/visibility/near.hpp>
#include <contrechamp/visibility/walls.hpp>
#include <vector>

namespace contrechamp::visibility {

/// The fast kernel: looks from one eye after the other over the same walls; one
/// a thread, buffers are reused. Laws: as the first kernel's (viewshed.hpp),
/// whose view of walls.edges_for(look) is the same but for the rounding of
/// places: area and visible() agree to 1e-9. And: every instruction set gives
/// the same bytes.
class Gaze {
 public:
  explicit Gaze(const Walls& walls) : Gaze(walls, available_isas().back()) {}
  Gaze(const Walls& walls, Isa isa) : walls_(walls), loops_(face_loops(isa)), near_(loops_.near) {}
  /// What the walls leave within the square of half-side reach_cm. Valid until
  /// the next look.
  const Viewshed& look(const Look& look);

 private:
  [[nodiscard]] bool inside_a_solid(const Look& look, bool near) const;
  void keep_faces(const Look& look);
  [[nodiscard]] bool keep_and_thin(const Look& look);
  [[nodiscard]] bool own_by_name(const Look& look) const;
  [[nodiscard]] bool keep_own(const Look& look);
  [[nodiscard]] bool gather_cuts(const Look& look, bool near);
  [[nodiscard]] bool look_fast(const Look& look);
  void sweep(const Look& look);

  const Walls& walls_;
  const FaceLoops& loops_;
  Viewshed seen_;
  Kept kept_;
  NearLook near_;
  CutFaces cuts_;
  CrossedSweep crossed_sweep_;
  std::vector<std::uint32_t> cuts_about_;
  std::vector<std::uint64_t> events_;
  std::vector<Run> runs_;
  std::vector<Waiting> waiting_;
};

}  // namespace contrechamp::visibility
