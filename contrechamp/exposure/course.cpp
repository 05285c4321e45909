// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/exposure/course.hpp>
#include <cmath>

namespace contrechamp::exposure {

using visibility::Interval;

Course::Course(const Stance& stance, const ExposureOptions& options)
    : stance_(stance), options_(options), lit_(stance.sights.size() + 1), within_ring_(options.sweep.size() - 1) {
  for (const optics::HeadScenarios& head : stance.scenarios.heads) {
    for (const optics::View& view : head.views) sees_through_walls_ = sees_through_walls_ || view.through_walls;
  }
  likely_.assign(lit_.size(), false);
  likely_[through_walls()] = true;
  for (const auto& of_row : stance.sight_of) {
    for (const World world : {World::tall, World::usual}) likely_[of_row[static_cast<std::size_t>(world)]] = true;
  }
}

bool Course::follow(const LocalSegment& segment) {
  edges_.clear();
  across_.clear();
  for (Stretches& list : lit_) list.clear();
  for (CmSpans& list : within_ring_) list.clear();
  for (std::size_t i = 0; i + 1 < segment.points.size(); ++i) {
    if (segment.points[i] == segment.points[i + 1]) continue;
    const Line line = line_from(stance_.placed.eye, segment.points[i], segment.points[i + 1]);
    const Interval reach = within(line, options_.optics.max_range.count());
    if (empty(reach)) continue;
    look_along(segment, i, line, reach);
    // Also of an edge of which nothing is seen: a centimetre at a joint is touched by the edge that is seen, and may lie on it.
    if (!near_lines(line)) append(across_, {place(segment.at_cm[i]).cm, place(segment.at_cm[i + 1]).cm});
    note_rings(line, segment.at_cm[i], segment.at_cm[i + 1]);
  }
  if (edges_.empty()) return false;
  for (Stretches& list : lit_) join(list);
  window_ = {static_cast<std::uint32_t>(edges_.front().possible.from),
             std::min(segment.length_cm, static_cast<std::uint32_t>(std::ceil(edges_.back().possible.to)))};
  lay_rings();
  return window_.from < window_.to;
}

CoursePart Course::widened(const CourseEdge& edge, Interval hull) {
  if (empty(hull)) return {};
  return {std::max(edge.at_cm, std::floor(edge.cm(hull.from))), std::min(edge.end_cm, std::ceil(edge.cm(hull.to)))};
}

void Course::look_along(const LocalSegment& segment, std::size_t i, const Line& line, Interval reach) {
  CourseEdge edge{line, segment.at_cm[i], segment.at_cm[i + 1], {}, {}};
  Interval possible = nothing;
  Interval likely = nothing;
  const auto grown = [](Interval hull, Interval part) {
    return empty(hull) ? part : Interval{std::min(hull.from, part.from), std::max(hull.to, part.to)};
  };
  const auto light = [&](std::size_t sight, Interval part) {
    if (!(part.from < part.to)) return;
    lit_[sight].push_back({edge.cm(part.from), edge.cm(part.to)});
    possible = grown(possible, part);
    if (likely_[sight]) likely = grown(likely, part);
  };
  for (std::size_t sight = 0; sight < stance_.sights.size(); ++sight) {
    for (const Interval& part : visibility::visible(stance_.sights[sight], segment.points[i], segment.points[i + 1])) {
      light(sight, overlap(part, reach));
    }
  }
  if (sees_through_walls_) light(through_walls(), reach);
  edge.likely = widened(edge, likely);
  edge.possible = widened(edge, possible);
  if (edge.possible.from < edge.possible.to) edges_.push_back(edge);
}

bool Course::near_lines(const Line& line) const {
  const auto& lines = stance_.scenarios.lines;
  return std::all_of(lines.begin(), lines.end(), [&](Bearing bearing) {
    const trig::SinCos s = trig::sin_cos(bearing.angle());
    const double along = line.dx * s.sin + line.dy * s.cos;
    return 4 * along * along >= line.dx * line.dx + line.dy * line.dy;  // |cos| >= 1/2
  });
}

void Course::note_rings(const Line& line, double at_cm, double end_cm) {
  for (std::size_t ring = 0; ring < within_ring_.size(); ++ring) {
    const Interval in = within(line, options_.sweep[ring].count());
    if (empty(in)) continue;
    const double length = end_cm - at_cm;
    append(within_ring_[ring], {place(at_cm + in.from * length).cm, place(at_cm + in.to * length).cm});
  }
}

void Course::lay_rings() {
  const auto last = static_cast<std::uint8_t>(within_ring_.size());
  rings_.assign(1, {window_.from, last});
  for (const CmSpans& list : within_ring_) {
    for (const CmSpan& span : list) {
      for (const std::uint32_t cm : {span.from, span.to}) {
        if (window_.from < cm && cm < window_.to) rings_.push_back({cm, last});
      }
    }
  }
  std::sort(rings_.begin(), rings_.end(), [](RingChange a, RingChange b) { return a.from_cm < b.from_cm; });
  for (std::uint8_t ring = last; ring-- > 0;) {
    for (const CmSpan& span : within_ring_[ring]) {
      for (RingChange& change : rings_) {
        if (span.from <= change.from_cm && change.from_cm < span.to) change.ring = ring;
      }
    }
  }
  const auto same = [](RingChange a, RingChange b) { return a.ring == b.ring; };
  // Of several at one place all carry the same ring.
  rings_.erase(std::unique(rings_.begin(), rings_.end(), same), rings_.end());
}

}  // namespace contrechamp::exposure
