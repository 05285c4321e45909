// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/exposure/lanes.hpp>

namespace contrechamp::exposure {
CONTRECHAMP_EVERY_ISA
LaneRange band_ends(const Lanes& ends, double nearest, double farthest) {
  QuadMask before{};
  QuadMask within{};
  for (std::size_t l = 0; l < most_lanes; l += lanes_in_quarter) {
    before -= CONTRECHAMP_CONST_QUAD(ends, l) <= nearest;
    within -= CONTRECHAMP_CONST_QUAD(ends, l) < farthest;
  }
  const auto sum = [](const QuadMask& m) { return static_cast<std::size_t>(m[0] + m[1] + m[2] + m[3]); };
  const std::size_t some = sum(before);
  const std::size_t all = sum(within);
  return {some, all < some ? some : all};
}

}  // namespace contrechamp::exposure
