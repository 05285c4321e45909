// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/exposure/head_sweep.hpp>
#include <limits>

namespace contrechamp::exposure {

using visibility::Interval;

namespace {
Lanes summed(const std::array<double, most_lanes + 1>& steps) {
  Lanes lanes;
  double sum = 0;
  for (std::size_t l = 0; l < most_lanes; ++l) lanes.of[l] = sum += steps[l];
  return lanes;
}

/// Of the angle from the axis: nothing of a view lies further out.
double least_cosine(const optics::Footing& f) {
  if (f.radial) return 1;  // its bands end at a radius
  const double slope = Fan::widest_tangent(f);
  constexpr double rounding = 1e-9;
  return slope < 0 ? -1 : 1 / std::sqrt(1 + slope * slope) - rounding;
}
}  // namespace

HeadSweep::HeadSweep(const optics::HeadScenarios& head, std::vector<std::size_t> lanes, std::vector<std::size_t> groups,
                     std::vector<double> weights)
    : head_(head), lanes_(std::move(lanes)), fan_(head.axes) {
  for (std::size_t v = 0; v < head.views.size(); ++v) {
    if (!(weights[v] > 0)) continue;
    const optics::Footing& footing = head.views[v].footing;
    FanView made{&head.views[v], groups[v], weights[v], Fan::reach_turns(footing), least_cosine(footing), {}};
    made.end.of.fill(std::numeric_limits<double>::infinity());
    for (std::size_t l = 0; l < lanes_.size(); ++l) made.end.of[l] = head.views[v].edge[lanes_[l]];
    group_count_ = std::max(group_count_, groups[v] + 1);
    views_.push_back(made);
  }
  begun_.resize(group_count_);
  ended_.resize(group_count_);
  left_.resize(group_count_);
  possible_.resize(group_count_ * most_lanes);
}

bool HeadSweep::may_be_certain() const {
  return std::all_of(views_.begin(), views_.end(), [&](const FanView& view) {
    return view.view->share == optics::View::full_share && fan_.may_agree(view.reach_turns);
  });
}

void HeadSweep::face(const Line& line, Interval part) {
  part_ = part;
  fan_.face(line, part);
  const double x = line.x + line.dx * part.from, y = line.y + line.dy * part.from;
  const double dx = line.dx * (part.to - part.from), dy = line.dy * (part.to - part.from);
  const double t = std::clamp(-(x * dx + y * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  const auto distance = [&](double at) { return std::sqrt((x + at * dx) * (x + at * dx) + (y + at * dy) * (y + at * dy)); };
  nearest_m_ = distance(t);
  farthest_m_ = std::max(distance(0), distance(1));
}

/// Whether no band below that lane can begin or end on the part that is faced; a quick way to say no.
bool HeadSweep::misses(const FanView& view, std::size_t lanes) const {
  // A camera that looks almost straight down also sees behind itself: there what is farthest lies least far forward.
  const double least_forward = view.least_cosine * (view.least_cosine < 0 ? farthest_m_ : nearest_m_);
  return lanes == 0 || view.end.of[lanes - 1] <= least_forward || view.view->footing.near > farthest_m_ + 1e-6;
}

/// A band ends where the way forward reaches its end: all bands share the view's interval, cut at one side.
bool HeadSweep::slice(const FanView& view, std::size_t k, Slice& out) const {
  out.from = fan_.from(k);
  out.to = fan_.to(k);
  if (!(out.from < out.to)) return false;
  const std::size_t lanes = lanes_.size();
  out.x = fan_.forward(k);
  out.dx = fan_.forward_change(k);
  out.away = out.dx >= 0;
  const double nearest = out.x + out.dx * (out.away ? out.from : out.to);
  const double farthest = out.x + out.dx * (out.away ? out.to : out.from);
  const LaneRange ends = band_ends(view.end, nearest, farthest);
  out.some = std::min(ends.some, lanes);
  out.all = std::min(ends.all, lanes);
  while (out.some < out.all) {  // lanes of which rounding leaves nothing
    const double t = where(view, out.some, out);
    if (out.away ? t > out.from : t < out.to) break;
    ++out.some;
  }
  return out.some < lanes;
}

/// Where a band ends: as half_plane in clip.cpp.
double HeadSweep::where(const FanView& view, std::size_t lane, const Slice& slice) {
  const double at0 = view.end.of[lane] - slice.x;
  const double t = at0 / (at0 - (at0 - slice.dx));
  return std::min(std::max(t, slice.from), slice.to);
}

void HeadSweep::tell(const Course& course, Tally& tally) {
  left_at_cm_ = -1;
  for (const CourseEdge& edge : course.edges()) {
    if (edge.likely.from < edge.likely.to) tell_edge(edge, tally);
  }
  part_company(tally);
}

void HeadSweep::tell_edge(const CourseEdge& edge, Tally& tally) {
  face(edge.line, edge.fractions(edge.likely));
  for (Steps& steps : begun_) steps.fill(0);
  for (Steps& steps : ended_) steps.fill(0);
  for (const FanView& view : views_) {
    if (misses(view, lanes_.size())) continue;
    for (const Fan::Range& range : fan_.ranges(view.reach_turns)) {
      if (view.view->footing.radial) {
        for (std::size_t k = range.first; k < range.last; ++k) tell_radial(view, k, edge, tally);
      } else {
        fan_.cover(view.view->footing, range);
        for (std::size_t k = range.first; k < range.last; ++k) tell_forward(view, k, edge, tally);
      }
    }
  }
  meet(edge.likely.from, tally);
  for (std::size_t g = 0; g < group_count_; ++g) left_[g] = summed(ended_[g]);
  left_at_cm_ = edge.likely.to;
}

void HeadSweep::tell_forward(const FanView& view, std::size_t k, const CourseEdge& edge, Tally& tally) {
  Slice s;
  if (!slice(view, k, s)) return;
  const std::size_t lanes = lanes_.size();
  const double weight = view.weight * fan_.weight(k);
  if (s.away) {
    begin(view, weight, s.from, s.some, lanes, edge, tally);
    for (std::size_t l = s.some; l < s.all; ++l) end(view, weight, where(view, l, s), l, l + 1, edge, tally);
    if (s.all < lanes) end(view, weight, s.to, s.all, lanes, edge, tally);
  } else {
    if (s.all < lanes) begin(view, weight, s.from, s.all, lanes, edge, tally);
    for (std::size_t l = s.some; l < s.all; ++l) begin(view, weight, where(view, l, s), l, l + 1, edge, tally);
    end(view, weight, s.to, s.some, lanes, edge, tally);
  }
}

/// A band of a radial view ends at a radius: each is a chord of its own. Lanes that see the same at once: take(interval, first,
/// last).
template <class Take>
void HeadSweep::each_radial(const FanView& view, std::size_t k, const Line& line, const Take& take) const {
  for (const Interval& piece : covered(*view.view, head_.axes[k], line)) {
    const Interval whole = overlap(piece, part_);
    if (!(whole.from < whole.to)) continue;
    Interval last = nothing;
    std::size_t first = 0;
    for (std::size_t l = 0; l < lanes_.size(); ++l) {
      const Interval now = overlap(whole, within(line, view.end.of[l]));
      if (now.from == last.from && now.to == last.to) continue;
      if (last.from < last.to) take(last, first, l);
      last = now;
      first = l;
    }
    if (last.from < last.to) take(last, first, lanes_.size());
  }
}

void HeadSweep::tell_radial(const FanView& view, std::size_t k, const CourseEdge& edge, Tally& tally) {
  const double weight = view.weight * fan_.weight(k);
  each_radial(view, k, edge.line, [&](Interval seen, std::size_t first, std::size_t last) {
    begin(view, weight, seen.from, first, last, edge, tally);
    end(view, weight, seen.to, first, last, edge, tally);
  });
}

void HeadSweep::find_possible(const Course& course) {
  for (Stretches& list : possible_) list.clear();
  for (const CourseEdge& edge : course.edges()) {
    face(edge.line, edge.fractions(edge.possible));
    for (std::size_t g = 0; g < group_count_; ++g) reach_edge(edge, g);
  }
  for (Stretches& list : possible_) join(list);
}

/// The axis that points nearest to the part sees most of it, mostly all: a glance along it with each view leaves few bands open.
void HeadSweep::reach_edge(const CourseEdge& edge, std::size_t group) {
  reachable_.reset(part_, lanes_.size());
  const std::array<Fan::Range, 2> towards = fan_.ranges(0);
  const Fan::Range& ahead = towards[towards[1].first < towards[1].last ? 1 : 0];
  const std::size_t middle = std::min((ahead.first + ahead.last) / 2, fan_.size() - 1);
  for (const FanView& view : views_) {
    if (view.group != group || misses(view, reachable_.full_from())) continue;
    reach(view, {middle, middle + 1}, edge.line);
    reachable_.find_full();
  }
  for (const FanView& view : views_) {
    if (view.group != group) continue;
    for (const Fan::Range& range : fan_.ranges(view.reach_turns)) {
      if (!misses(view, reachable_.full_from())) reach(view, range, edge.line);
      reachable_.find_full();
    }
  }
  for (std::size_t l = 0; l < lanes_.size(); ++l) {
    reachable_.give(l, edge.at_cm, edge.end_cm - edge.at_cm, possible_[group * most_lanes + l]);
  }
}

void HeadSweep::reach(const FanView& view, Fan::Range range, const Line& line) {
  if (view.view->footing.radial) {
    for (std::size_t k = range.first; k < range.last; ++k) {
      each_radial(view, k, line, [&](Interval seen, std::size_t first, std::size_t last) { reachable_.add(seen, first, last); });
    }
    return;
  }
  fan_.cover(view.view->footing, range);
  for (std::size_t k = range.first; k < range.last; ++k) {
    Slice s;
    if (!slice(view, k, s)) continue;
    for (std::size_t l = s.some; l < std::min(s.all, reachable_.full_from()); ++l) {
      const double t = where(view, l, s);
      reachable_.add(s.away ? Interval{s.from, t} : Interval{t, s.to}, l, l + 1);
    }
    reachable_.add({s.from, s.to}, s.all, lanes_.size());
  }
}

void HeadSweep::begin(const FanView& view, double weight, double t, std::size_t first, std::size_t last, const CourseEdge& edge,
                      Tally& tally) {
  if (t <= part_.from) {
    begun_[view.group][first] += weight;
    begun_[view.group][last] -= weight;
  } else {
    tally.begin(place(edge.cm(t)), weight, view.group, first, last);
  }
}

void HeadSweep::end(const FanView& view, double weight, double t, std::size_t first, std::size_t last, const CourseEdge& edge,
                    Tally& tally) {
  if (t >= part_.to) {
    ended_[view.group][first] += weight;
    ended_[view.group][last] -= weight;
  } else {
    tally.end(place(edge.cm(t)), weight, view.group, first, last);
  }
}

/// The last edge ended where this one begins, or somewhere before.
void HeadSweep::meet(double at_cm, Tally& tally) {
  if (left_at_cm_ != at_cm) {
    part_company(tally);
    for (Lanes& lanes : left_) lanes = {};
  }
  for (std::size_t g = 0; g < group_count_; ++g) tally.joint(place(at_cm), g, left_[g], summed(begun_[g]));
}

void HeadSweep::part_company(Tally& tally) {
  if (left_at_cm_ < 0) return;
  for (std::size_t g = 0; g < group_count_; ++g) tally.joint(place(left_at_cm_), g, left_[g], {});
}

}  // namespace contrechamp::exposure
