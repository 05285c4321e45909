// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/visibility/gaze.hpp>

namespace contrechamp::visibility {

const Viewshed& Gaze::look(const Look& look) {
  seen_ = viewshed(look.eye, walls_.edges_for(look), look.reach_cm);
  return seen_;
}

}  // namespace contrechamp::visibility
