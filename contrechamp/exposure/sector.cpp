// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/fan.hpp>
#include <contrechamp/exposure/sector.hpp>
#include <contrechamp/exposure/turns.hpp>

namespace contrechamp::exposure {

Sector::Sector(const optics::HeadScenarios& head) {
  double reach = 0;
  for (const optics::View& view : head.views) reach = std::max(reach, Fan::reach_turns(view.footing));
  if (2 * (reach + slack_turns) >= 1) return;
  double at = 0, least = 0, most = 0;  // turned from the first axis, without jumps
  for (std::size_t k = 1; k < head.axes.size(); ++k) {
    const optics::Axis &last = head.axes[k - 1], &axis = head.axes[k];
    at += turned(rough_turn(last.east, last.north), rough_turn(axis.east, axis.north));
    least = std::min(least, at);
    most = std::max(most, at);
  }
  const optics::Axis& first = head.axes.front();
  from_turn_ = rough_turn(first.east, first.north) + least - reach - slack_turns;
  width_turns_ = most - least + 2 * (reach + slack_turns);
}

bool Sector::misses(const Line& line, visibility::Interval part) const {
  if (width_turns_ >= 1) return false;
  const double a = rough_turn(line.x + line.dx * part.from, line.y + line.dy * part.from);
  const double b = rough_turn(line.x + line.dx * part.to, line.y + line.dy * part.to);
  const double across = turned(a, b);
  // Near half a turn the line passes by the eye, and which way round it goes is noise.
  if (std::fabs(across) > 0.5 - slack_turns) return false;
  const double begin = across >= 0 ? a : b;
  return wrapped(begin - from_turn_) > width_turns_ && wrapped(from_turn_ - begin) > std::fabs(across);
}

}  // namespace contrechamp::exposure
