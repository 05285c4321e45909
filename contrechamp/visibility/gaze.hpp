// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/walls.hpp>

namespace contrechamp::visibility {

/// Looks from one eye after the other over the same walls; one a thread, buffers are reused.
class Gaze {
 public:
  explicit Gaze(const Walls& walls) : walls_(walls) {}
  /// What the walls leave within the square of half-side reach_cm. Valid until the next look.
  const Viewshed& look(const Look& look);

 private:
  const Walls& walls_;
  Viewshed seen_;
};

}  // namespace contrechamp::visibility
