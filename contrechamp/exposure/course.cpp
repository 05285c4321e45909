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

void Course::prepare(const Stance& stance, std::span<const LocalSegment* const> segments, const ExposureOptions& options) {
  stance_ = &stance;
  options_ = &options;
  sees_through_walls_ = false;
  sectors_.clear();
  for (const optics::HeadScenarios& head : stance.scenarios.heads) {
    for (const optics::View& view : head.views) sees_through_walls_ = sees_through_walls_ || view.through_walls;
    sectors_.emplace_back(head);
  }
  compare_sights();
  likely_.assign(through_walls() + 1, false);
  likely_[through_walls()] = true;
  for (const auto& of_row : stance.sight_of) {
    for (const World world : {World::tall, World::usual}) likely_[like_[of_row[static_cast<std::size_t>(world)]]] = true;
  }
  find_near(segments);
  cut_near();
}

/// Mounting heights often differ in shades only, or not at all.
void Course::compare_sights() {
  const auto& sights = stance_->sights;
  walls_of_.resize(sights.size());
  like_.resize(sights.size() + 1);
  like_[sights.size()] = sights.size();
  for (std::size_t i = 0; i < sights.size(); ++i) {
    std::size_t same = 0;
    while (same < i && (walls_of_[same] != same || !same_walls(sights[same].walls, sights[i].walls))) ++same;
    walls_of_[i] = same;
    std::size_t like = same;
    while (like < i && !(walls_of_[like] == same && sights[like].shades.empty() && sights[i].shades.empty())) ++like;
    like_[i] = like;
  }
}

void Course::find_near(std::span<const LocalSegment* const> segments) {
  near_.clear();
  first_near_.clear();
  lines_.size = 0;
  for (const LocalSegment* segment : segments) {
    first_near_.push_back(static_cast<std::uint32_t>(near_.size()));
    for (std::size_t i = 0; i + 1 < segment->points.size(); ++i) {
      const geo::Point a = segment->points[i];
      const geo::Point b = segment->points[i + 1];
      if (a == b || beyond_range(a, b)) continue;
      const Line line = line_from(stance_->placed.eye, a, b);
      const Interval reach = within(line, options_->optics.max_range.count());
      if (empty(reach)) continue;
      const bool in_view = !std::all_of(sectors_.begin(), sectors_.end(), [&](const Sector& s) { return s.misses(line, reach); });
      if (in_view) lines_.add(a, b, static_cast<std::uint32_t>(near_.size()));
      near_.push_back({segment, i, line, reach, in_view});
    }
  }
  first_near_.push_back(static_cast<std::uint32_t>(near_.size()));
}

void Course::cut_near() {
  const auto& sights = stance_->sights;
  cuts_.resize(sights.size());
  if (cutters_.size() < sights.size()) cutters_.resize(sights.size());
  for (std::size_t i = 0; i < sights.size(); ++i) {
    cuts_[i] = {walls_of_[i] == i ? &cutters_[i].cut(sights[i].walls, lines_) : cuts_[walls_of_[i]].parts, 0};
  }
}

bool Course::follow(std::size_t segment) {
  edges_.clear();
  clear_first(lit_, through_walls() + 1);
  const std::uint32_t first = first_near_[segment], last = first_near_[segment + 1];
  for (std::uint32_t near = first; near < last; ++near) look_along(near);
  if (edges_.empty()) return false;
  for (std::size_t i = 0; i <= through_walls(); ++i) join(lit_[i]);
  const LocalSegment& followed = *near_[first].segment;
  window_ = {static_cast<std::uint32_t>(edges_.front().possible.from),
             std::min(followed.length_cm, static_cast<std::uint32_t>(std::ceil(edges_.back().possible.to)))};
  across_.clear();
  clear_first(within_ring_, options_->sweep.size() - 1);
  for (std::uint32_t near = first; near < last; ++near) {
    const NearEdge& edge = near_[near];
    // Also of an edge of which nothing is seen: a centimetre at a joint is touched by the edge that is seen, and may lie on it.
    if (!near_lines(edge.line)) {
      append(across_, {place(followed.at_cm[edge.number]).cm, place(followed.at_cm[edge.number + 1]).cm});
    }
    note_rings(edge);
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

/// What the walls and shades of a sight leave of a near edge within max_range.
void Course::take_parts(std::size_t sight, std::uint32_t near) {
  const NearEdge& edge = near_[near];
  parts_.clear();
  Cut& cut = cuts_[sight];
  const visibility::Cuts& all = *cut.parts;
  while (cut.next < all.size && all.id[cut.next] < near) ++cut.next;
  for (; cut.next < all.size && all.id[cut.next] == near; ++cut.next) {
    const Interval part = overlap({all.from[cut.next], all.to[cut.next]}, edge.reach);
    if (part.from < part.to) parts_.push_back(part);
  }
  const visibility::Shades& shades = stance_->sights[sight].shades;
  const auto& points = edge.segment->points;
  if (!parts_.empty() && !shades.empty()) shades.hide(points[edge.number], points[edge.number + 1], parts_, shade_scratch_);
}

void Course::look_along(std::uint32_t near) {
  const NearEdge& at = near_[near];
  if (!at.in_view) return;
  CourseEdge edge{at.line, at.segment->at_cm[at.number], at.segment->at_cm[at.number + 1], {}, {}};
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
    if (like_[sight] != sight) continue;
    take_parts(sight, near);
    for (const Interval& part : parts_) light(sight, part);
  }
  if (sees_through_walls_) light(through_walls(), at.reach);
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

void Course::note_rings(const NearEdge& edge) {
  const Chords chords(edge.line);
  const double at_cm = edge.segment->at_cm[edge.number];
  const double length = edge.segment->at_cm[edge.number + 1] - at_cm;
  for (std::size_t ring = 0; ring < within_ring_.size(); ++ring) {
    const double radius = options_->sweep[ring].count();
    const Interval in = radius == options_->optics.max_range.count() ? edge.reach : within(chords, radius);
    if (empty(in)) continue;
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
