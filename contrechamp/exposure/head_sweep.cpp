// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <contrechamp/exposure/head_sweep.hpp>
#include <functional>
#include <limits>

namespace contrechamp::exposure {

using visibility::Interval;

namespace {
/// Of the angle from the axis: nothing of a view lies further out.
double least_cosine(const optics::Footing& f) {
  if (f.radial) return 1;  // its bands end at a radius
  const double slope = Fan::widest_tangent(f);
  constexpr double rounding = 1e-9;
  return slope < 0 ? -1 : 1 / std::sqrt(1 + slope * slope) - rounding;
}
}  // namespace

void HeadSweep::prepare(const optics::HeadScenarios& head, std::span<const std::size_t> lanes,
                        std::span<const std::size_t> groups, std::span<const double> weights) {
  head_ = &head;
  lanes_ = lanes.size();
  fan_.open(head.axes);
  views_.clear();
  for (std::size_t v = 0; v < head.views.size(); ++v) {
    if (!(weights[v] > 0)) continue;
    const optics::Footing& footing = head.views[v].footing;
    FanView made{&head.views[v], groups[v], weights[v], Fan::reach_turns(footing), least_cosine(footing), {}};
    made.end.of.fill(std::numeric_limits<double>::infinity());
    for (std::size_t l = 0; l < lanes_; ++l) made.end.of[l] = head.views[v].edge[lanes[l]];
    made.within = views_.size();
    views_.push_back(made);
  }
  find_outer_views();
  possible_.resize(Tally::most_groups * most_lanes);
}

/// Rings about the eye: a lower camera mostly covers what a higher one with the same lens does.
void HeadSweep::find_outer_views() {
  if (fan_.size() > 1) return;
  const auto holds = [](const FanView& outer, const FanView& inner) {
    const optics::Footing &o = outer.view->footing, &i = inner.view->footing;
    return o.radial && i.radial && o.all_round && o.near <= i.near && o.far >= i.far &&
           std::equal(outer.end.of.begin(), outer.end.of.end(), inner.end.of.begin(), std::greater_equal<>());
  };
  for (std::size_t v = 0; v < views_.size(); ++v) {
    for (std::size_t other = 0; other < v && views_[v].within == v; ++other) {
      if (views_[other].within == other && holds(views_[other], views_[v])) views_[v].within = other;
    }
  }
}

/// One that is looked at in its place, as the same is lit for both.
bool HeadSweep::seen_by_another(const FanView& view, const Classes& reached) const {
  const FanView& outer = views_[view.within];
  return &outer != &view && reached.of[outer.group] == reached.of[view.group];
}

bool HeadSweep::may_be_certain() const {
  return std::all_of(views_.begin(), views_.end(), [&](const FanView& view) {
    return view.view->share == optics::View::full_share && fan_.may_agree(view.reach_turns);
  });
}

void HeadSweep::face(const Line& line, Interval part) {
  part_ = part;
  fan_.face(line, part);
  chords_ = Chords(line);
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

/// A band of a radial view ends at a radius: each is a chord of its own. Lanes that see the same at once: take(interval, first,
/// last).
template <class Take>
void HeadSweep::each_ring(const FanView& view, std::size_t k, const Line& line, const Take& take) const {
  constexpr double rounding = 1e-3;  // metres, and far more than that
  const std::size_t lanes = lanes_;
  const auto& end = view.end.of;
  std::size_t some = 0;
  while (some < lanes && end[some] < nearest_m_ - rounding) ++some;
  std::size_t all = some;
  while (all < lanes && end[all] <= farthest_m_ + rounding) ++all;
  for (const Interval& piece : covered(*view.view, head_->axes[k], line)) {
    const Interval whole = overlap(piece, part_);
    if (!(whole.from < whole.to)) continue;
    Interval last = nothing;
    std::size_t first = 0;
    const auto next = [&](Interval now, std::size_t l) {
      if (now.from == last.from && now.to == last.to) return;
      if (last.from < last.to) take(last, first, l);
      last = now;
      first = l;
    };
    for (std::size_t l = some; l < all; ++l) next(overlap(whole, within(chords_, end[l])), l);
    if (all < lanes) next(whole, all);
    if (last.from < last.to) take(last, first, lanes);
  }
}

void HeadSweep::look(const Course& course, const Classes& told, NarrowTally* tally, const Classes& reached) {
  for (std::size_t i = 0; i < reached.count; ++i) {
    steps_[i] = 1;
    possible_[i * most_lanes].clear();
  }
  left_at_cm_ = -1;
  told_count_ = told.count;
  for (const CourseEdge& edge : course.edges()) {
    const bool likely = tally != nullptr && edge.likely.from < edge.likely.to;
    const bool same = likely && edge.likely.from == edge.possible.from && edge.likely.to == edge.possible.to;
    if (likely) tell_edge(edge, told, *tally, same ? &reached : nullptr);
    if (!same) reach_edge(edge, reached);
  }
  if (tally != nullptr) part_company(*tally);
  for (std::size_t i = 0; i < reached.count; ++i) {
    for (std::uint32_t steps = steps_[i]; steps != 0; steps &= steps - 1) {
      join(possible_[i * most_lanes + static_cast<std::size_t>(std::countr_zero(steps))]);
    }
  }
}

/// And what can be reached of the edge, if `reached` is there.
void HeadSweep::tell_edge(const CourseEdge& edge, const Classes& told, NarrowTally& tally, const Classes* reached) {
  face(edge.line, edge.fractions(edge.likely));
  for (std::size_t i = 0; i < told.count; ++i) {
    begun_[i].fill(0);
    ended_[i].fill(0);
  }
  if (reached != nullptr) {
    for (std::size_t i = 0; i < reached->count; ++i) reachable_[i].reset(part_, lanes_);
  }
  for (const FanView& view : views_) {
    if (misses(view, lanes_)) continue;
    now_ = told.of[view.group];
    const bool dark = reached == nullptr || reached->of[view.group] == Classes::dark || seen_by_another(view, *reached);
    Reachable* const reachable = dark ? nullptr : &reachable_[reached->of[view.group]];
    for (const Fan::Range& range : fan_.ranges(view.reach_turns)) {
      if (range.first == range.last) continue;
      if (view.view->footing.radial) {
        for (std::size_t k = range.first; k < range.last; ++k) tell_radial(view, k, edge, tally, reachable);
        continue;
      }
      fan_.cover(view.view->footing, view.end, lanes_, range);
      if (fan_.least_some() == lanes_) continue;
      tell_forward(view, range, edge, tally);
      if (reachable != nullptr) reach_forward(range, *reachable);
    }
  }
  meet(edge.likely.from, tally);
  for (std::size_t i = 0; i < told.count; ++i) left_[i] = summed(ended_[i]);
  left_at_cm_ = edge.likely.to;
  if (reached != nullptr) give(edge, *reached);
}

void HeadSweep::tell_forward(const FanView& view, Fan::Range range, const CourseEdge& edge, NarrowTally& tally) {
  using Event = NarrowTally::Event;
  const auto lanes = static_cast<std::uint8_t>(lanes_);
  const auto group = static_cast<std::uint8_t>(now_);
  Event* next = tally.room((range.last - range.first) * (2 + fan_.most_all() - fan_.least_some()));
  const auto tell = [&](double t, std::int32_t change, std::size_t first, std::size_t last) {
    const Place at = tally.placed(edge.cm(t));
    *next++ = {at.cm, change, static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(last), group, at.side};
  };
  Steps& begun = begun_[now_];
  Steps& ended = ended_[now_];
  for (std::size_t k = range.first; k < range.last; ++k) {
    const std::size_t some = fan_.some(k);
    const std::size_t all = fan_.all(k);
    if (some == lanes) continue;
    const auto weight = static_cast<std::int32_t>(view.weight * fan_.weight(k));
    const bool away = fan_.away(k);
    const std::size_t first_begun = away ? some : all;
    const std::size_t first_ended = away ? all : some;
    if (fan_.from(k) <= part_.from) {
      begun[first_begun] += weight;  // beyond the last lane nobody looks
    } else if (first_begun < lanes_) {
      tell(fan_.from(k), weight, first_begun, lanes);
    }
    if (fan_.to(k) >= part_.to) {
      ended[first_ended] += weight;
    } else if (first_ended < lanes_) {
      tell(fan_.to(k), -weight, first_ended, lanes);
    }
    for (std::size_t l = some; l < all; ++l) tell(fan_.end(k, l), away ? -weight : weight, l, l + 1);
  }
  tally.told(next);
}

void HeadSweep::tell_radial(const FanView& view, std::size_t k, const CourseEdge& edge, NarrowTally& tally,
                            Reachable* reachable) {
  const auto weight = static_cast<std::int32_t>(view.weight * fan_.weight(k));
  each_ring(view, k, edge.line, [&](Interval seen, std::size_t first, std::size_t last) {
    begin(weight, seen.from, first, last, edge, tally);
    end(weight, seen.to, first, last, edge, tally);
    if (reachable != nullptr) reachable->add(seen, first, last);
  });
}

/// The axis that points nearest to the part sees most of it, mostly all: a glance along it with each view leaves few bands open.
void HeadSweep::reach_edge(const CourseEdge& edge, const Classes& reached) {
  face(edge.line, edge.fractions(edge.possible));
  for (std::size_t i = 0; i < reached.count; ++i) reachable_[i].reset(part_, lanes_);
  const std::array<Fan::Range, 2> towards = fan_.ranges(0);
  const Fan::Range& ahead = towards[towards[1].first < towards[1].last ? 1 : 0];
  const std::size_t middle = std::min((ahead.first + ahead.last) / 2, fan_.size() - 1);
  for (const bool glance : {true, false}) {
    if (glance && fan_.size() == 1) continue;
    for (const FanView& view : views_) {
      if (reached.of[view.group] == Classes::dark || seen_by_another(view, reached)) continue;
      Reachable& reachable = reachable_[reached.of[view.group]];
      if (misses(view, reachable.full_from())) continue;
      if (glance) {
        reach(view, {middle, middle + 1}, edge.line, reachable);
        continue;
      }
      for (const Fan::Range& range : fan_.ranges(view.reach_turns)) {
        if (range.first == range.last) continue;
        if (!misses(view, reachable.full_from())) reach(view, range, edge.line, reachable);
      }
    }
  }
  give(edge, reached);
}

void HeadSweep::reach(const FanView& view, Fan::Range range, const Line& line, Reachable& reachable) {
  if (!view.view->footing.radial) {
    fan_.cover(view.view->footing, view.end, lanes_, range);
    reach_forward(range, reachable);
    return;
  }
  for (std::size_t k = range.first; k < range.last; ++k) {
    each_ring(view, k, line, [&](Interval seen, std::size_t first, std::size_t last) { reachable.add(seen, first, last); });
  }
}

/// An axis with which all of the part is seen, if there is one, leaves few lanes open for the others.
void HeadSweep::reach_forward(Fan::Range range, Reachable& reachable) const {
  if (fan_.least_some() >= reachable.full_from()) return;
  if (fan_.whole_from() < lanes_) reachable.add_from(fan_.whole_from(), part_);
  const std::size_t low = fan_.least_some(), high = std::min(fan_.most_all() + 1, lanes_);
  std::uint32_t open = 0;  // lanes, a bit each; all are asked first, as what one lane holds the next ones hold too
  for (std::size_t l = low; l < high; ++l) open |= static_cast<std::uint32_t>(!reachable.holds(l, fan_.hull(l))) << l;
  for (; open != 0; open &= open - 1) {
    const auto l = static_cast<std::size_t>(std::countr_zero(open));
    const auto add = [&](Interval seen) { l < fan_.most_all() ? reachable.add_to(l, seen) : reachable.add_from(l, seen); };
    if (fan_.unbroken(l, range)) {
      add(fan_.hull(l));
      continue;
    }
    for (std::size_t k = range.first; k < range.last; ++k) {
      const Interval seen = fan_.seen(k, l);
      if (seen.from < seen.to) add(seen);
    }
  }
}

void HeadSweep::give(const CourseEdge& edge, const Classes& reached) {
  for (std::size_t i = 0; i < reached.count; ++i) {
    const std::span<Stretches> possible = std::span(possible_).subspan(i * most_lanes, most_lanes);
    for (std::uint32_t more = reachable_[i].steps() & ~steps_[i]; more != 0; more &= more - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(more));
      possible[lane] = possible[step_below(steps_[i], lane)];  // what it had in common with lower ones so far
      steps_[i] |= 1U << lane;
    }
    reachable_[i].give(edge.at_cm, edge.end_cm - edge.at_cm, steps_[i], possible);
  }
}

Lanes HeadSweep::summed(const Steps& steps) const {
  Lanes lanes;
  std::int32_t sum = 0;
  for (std::size_t l = 0; l < lanes_; ++l) lanes.of[l] = sum += steps[l];
  return lanes;
}

void HeadSweep::begin(std::int32_t weight, double t, std::size_t first, std::size_t last, const CourseEdge& edge,
                      NarrowTally& tally) {
  if (t <= part_.from) {
    begun_[now_][first] += weight;
    begun_[now_][last] -= weight;
  } else {
    tally.begin(tally.placed(edge.cm(t)), weight, now_, first, last);
  }
}

void HeadSweep::end(std::int32_t weight, double t, std::size_t first, std::size_t last, const CourseEdge& edge,
                    NarrowTally& tally) {
  if (t >= part_.to) {
    ended_[now_][first] += weight;
    ended_[now_][last] -= weight;
  } else {
    tally.end(tally.placed(edge.cm(t)), weight, now_, first, last);
  }
}

/// The last edge ended where this one begins, or somewhere before.
void HeadSweep::meet(double at_cm, NarrowTally& tally) {
  if (left_at_cm_ != at_cm) {
    part_company(tally);
    for (std::size_t i = 0; i < told_count_; ++i) left_[i] = {};
  }
  for (std::size_t i = 0; i < told_count_; ++i) tally.joint(place(at_cm), i, left_[i], summed(begun_[i]));
}

void HeadSweep::part_company(NarrowTally& tally) {
  if (left_at_cm_ < 0) return;
  for (std::size_t i = 0; i < told_count_; ++i) tally.joint(place(left_at_cm_), i, left_[i], {});
}

}  // namespace contrechamp::exposure
