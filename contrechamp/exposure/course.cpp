// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/exposure/course.hpp>
#include <cmath>

namespace contrechamp::exposure {

using visibility::Interval;

namespace {
bool same_walls(const visibility::Viewshed& a, const visibility::Viewshed& b) {
  return std::equal(a.wedges.begin(), a.wedges.end(), b.wedges.begin(), b.wedges.end(),
                    [](const visibility::Wedge& v, const visibility::Wedge& w) {
                      return v.front == w.front && v.from_x == w.from_x && v.from_y == w.from_y && v.to_x == w.to_x &&
                             v.to_y == w.to_y;
                    });
}

template <class Lists>
void clear_first(Lists& lists, std::size_t count) {
  if (lists.size() < count) lists.resize(count);
  for (std::size_t i = 0; i < count; ++i) lists[i].clear();
}
}  // namespace

void Course::prepare(const Stance& stance, const ExposureOptions& options) {
  stance_ = &stance;
  options_ = &options;
  sees_through_walls_ = false;
  for (const optics::HeadScenarios& head : stance.scenarios.heads) {
    for (const optics::View& view : head.views) sees_through_walls_ = sees_through_walls_ || view.through_walls;
  }
  likely_.assign(through_walls() + 1, false);
  likely_[through_walls()] = true;
  for (const auto& of_row : stance.sight_of) {
    for (const World world : {World::tall, World::usual}) likely_[of_row[static_cast<std::size_t>(world)]] = true;
  }
  keep_walls_apart();
}

/// Mounting heights often differ in shades only.
void Course::keep_walls_apart() {
  const auto& sights = stance_->sights;
  walls_of_.resize(sights.size());
  for (std::size_t i = 0; i < sights.size(); ++i) {
    std::size_t like = 0;
    while (like < i && (walls_of_[like] != like || !same_walls(sights[like].walls, sights[i].walls))) ++like;
    walls_of_[i] = like;
  }
  clear_first(by_walls_, sights.size());
}

bool Course::follow(const LocalSegment& segment) {
  edges_.clear();
  near_.clear();
  clear_first(lit_, through_walls() + 1);
  for (std::size_t i = 0; i + 1 < segment.points.size(); ++i) {
    if (segment.points[i] == segment.points[i + 1] || beyond_range(segment.points[i], segment.points[i + 1])) continue;
    const Line line = line_from(stance_->placed.eye, segment.points[i], segment.points[i + 1]);
    const Interval reach = within(line, options_->optics.max_range.count());
    if (empty(reach)) continue;
    near_.push_back({i, line});
    look_along(segment, i, line, reach);
  }
  if (edges_.empty()) return false;
  for (std::size_t i = 0; i <= through_walls(); ++i) join(lit_[i]);
  window_ = {static_cast<std::uint32_t>(edges_.front().possible.from),
             std::min(segment.length_cm, static_cast<std::uint32_t>(std::ceil(edges_.back().possible.to)))};
  across_.clear();
  clear_first(within_ring_, options_->sweep.size() - 1);
  for (const auto& [i, line] : near_) {
    // Also of an edge of which nothing is seen: a centimetre at a joint is touched by the edge that is seen, and may lie on it.
    if (!near_lines(line)) append(across_, {place(segment.at_cm[i]).cm, place(segment.at_cm[i + 1]).cm});
    note_rings(line, segment.at_cm[i], segment.at_cm[i + 1]);
  }
  lay_rings();
  return window_.from < window_.to;
}

/// By the edge's box; a quick way to say so.
bool Course::beyond_range(geo::Point a, geo::Point b) const {
  const geo::Point eye = stance_->placed.eye;
  const auto gap = [](std::int32_t at, std::int32_t p, std::int32_t q) {
    return static_cast<double>(std::max({0, std::min(p, q) - at, at - std::max(p, q)}));
  };
  const double dx = gap(eye.x, a.x, b.x);
  const double dy = gap(eye.y, a.y, b.y);
  constexpr double rounding_cm = 1;
  const double range_cm = options_->optics.max_range.count() * 100 + rounding_cm;
  return dx * dx + dy * dy > range_cm * range_cm;
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
  for (std::size_t sight = 0; sight < through_walls(); ++sight) {
    const visibility::Sight& seen = stance_->sights[sight];
    const std::size_t walls = walls_of_[sight];
    if (walls == sight) visibility::visible(seen.walls, segment.points[i], segment.points[i + 1], by_walls_[walls]);
    const auto* parts = &by_walls_[walls];
    if (!parts->empty() && !seen.shades.empty()) {
      parts_ = *parts;
      seen.shades.hide(segment.points[i], segment.points[i + 1], parts_);
      parts = &parts_;
    }
    for (const Interval& part : *parts) light(sight, overlap(part, reach));
  }
  if (sees_through_walls_) light(through_walls(), reach);
  edge.likely = widened(edge, likely);
  edge.possible = widened(edge, possible);
  if (edge.possible.from < edge.possible.to) edges_.push_back(edge);
}

bool Course::near_lines(const Line& line) const {
  const auto& lines = stance_->scenarios.lines;
  return std::all_of(lines.begin(), lines.end(), [&](Bearing bearing) {
    const trig::SinCos s = trig::sin_cos(bearing.angle());
    const double along = line.dx * s.sin + line.dy * s.cos;
    return 4 * along * along >= line.dx * line.dx + line.dy * line.dy;  // |cos| >= 1/2
  });
}

void Course::note_rings(const Line& line, double at_cm, double end_cm) {
  for (std::size_t ring = 0; ring < within_ring_.size(); ++ring) {
    const Interval in = within(line, options_->sweep[ring].count());
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
