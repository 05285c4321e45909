// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/exposure/fan.hpp>
#include <contrechamp/exposure/lanes.hpp>
#include <contrechamp/exposure/turns.hpp>
#include <cstring>
#include <limits>

namespace contrechamp::exposure {

using visibility::Interval;

void Fan::open(const std::vector<optics::Axis>& axes) {
  turned_.assign(1, 0);
  for (std::vector<double>* list : {&east_, &north_}) list->clear();
  weight_.clear();
  step_ = 0;
  even_ = true;
  for (const optics::Axis& axis : axes) {
    east_.push_back(axis.east);
    north_.push_back(axis.north);
    weight_.push_back(axis.weight);
    const std::size_t k = east_.size() - 1;
    const double here = rough_turn(axis.east, axis.north);
    if (k == 0) {
      first_turn_ = here;
    } else {
      turned_.push_back(turned_.back() + turned(rough_turn(east_[k - 1], north_[k - 1]), here));
    }
  }
  if (axes.size() > 1) step_ = turned_.back() / static_cast<double>(axes.size() - 1);
  for (std::size_t k = 0; k < axes.size(); ++k) {
    even_ = even_ && std::fabs(turned_[k] - step_ * static_cast<double>(k)) < slack_turns / 2;
  }
  even_ = even_ && (axes.size() == 1 || step_ > 0);
  // Loops go by four, may begin anywhere and look at the next one: room for those beyond the last.
  const std::size_t room = axes.size() + 8;
  for (std::vector<double>* list : {&east_, &north_, &x_, &dx_, &y_, &dy_, &from_, &to_, &nearest_, &farthest_})
    list->resize(room);
  for (std::vector<std::int64_t>* list : {&some_, &all_}) list->resize(room);
  for (std::vector<double>* list : {&lane_from_, &lane_to_}) list->resize((most_lanes + 1) * room);
}

double Fan::widest_tangent(const optics::Footing& f) {
  if (f.all_round || (!f.radial && !(f.near > 0))) return -1;
  // Convex about its axis: nothing lies further out than the near corners, or the direction of its sides.
  return f.radial ? f.tan_half * f.z_slope : f.tan_half * (f.z_slope + std::max(0.0, f.z_offset / f.near));
}

double Fan::reach_turns(const optics::Footing& f) {
  const double tangent = widest_tangent(f);
  return tangent < 0 ? 1 : rough_turn(tangent, 1) + slack_turns;
}

bool Fan::may_agree(double reach) const {
  if (!even_) return true;
  // Over half a turn there are axes that point away from each other, but for a step.
  const double spread = std::min(step_ * static_cast<double>(size() - 1), 0.5 - step_);
  return 2 * reach + 2 * slack_turns >= spread;
}

std::array<Fan::Range, 2> Fan::ranges(double reach) const {
  const double width = width_turns_ + 2 * (reach + slack_turns);
  // Near half a turn the line passes by the eye, and which way round it goes is noise.
  if (!even_ || size() == 1 || width >= 1 || width_turns_ > 0.5 - slack_turns) return {Range{0, size()}, Range{}};
  const double first = wrapped(from_turn_ - reach - slack_turns - first_turn_);
  const auto index = [&](double turns) {
    const double k = turns / step_;
    return k <= 0 ? std::size_t{0} : std::min(size(), static_cast<std::size_t>(k));
  };
  const Range before{0, first + width < 1 ? 0 : std::min(size(), index(first + width - 1) + 2)};
  const std::size_t begin = std::max(index(first), before.last);
  return {before, Range{begin, std::max(begin, std::min(size(), index(first + width) + 2))}};
}

namespace {

/// Four axes at once; they do not depend on each other, so every instruction set gives the same bytes.
using Axes4 = double __attribute__((vector_size(4 * sizeof(double))));

/// Numbers for four axes, and the answer no (0) or yes (-1).
using Counts4 = std::int64_t __attribute__((vector_size(4 * sizeof(std::int64_t))));

/// From a column and to it, from any axis on: columns are aligned for one number only.
CONTRECHAMP_WITH_CALLER Axes4 load(const double* from) {
  Axes4 four;
  std::memcpy(&four, from, sizeof(four));
  return four;
}
CONTRECHAMP_WITH_CALLER void store(const Axes4& four, double* to) { std::memcpy(to, &four, sizeof(four)); }
CONTRECHAMP_WITH_CALLER void store(const Counts4& four, std::int64_t* to) { std::memcpy(to, &four, sizeof(four)); }

struct Cut {
  Axes4 from, to;
  /// Keeps where c + m t >= 0: as half_plane in clip.cpp.
  CONTRECHAMP_WITH_CALLER void keep(Axes4 at0, Axes4 slope) {
    const Axes4 at1 = at0 + slope;
    const Axes4 t = at0 / (at0 - at1);
    const Axes4 zero{};
    const Axes4 one = zero + 1;
    const Axes4 begin = at0 < zero ? t : zero;
    const Axes4 end = at1 < zero ? (at0 < zero ? zero - 1 : t) : one;
    from = from > begin ? from : begin;
    to = to < end ? to : end;
  }
};

/// Where a band ends: as half_plane in clip.cpp.
CONTRECHAMP_WITH_CALLER Axes4 end_of(double end, const Axes4& x, const Axes4& dx, const Axes4& from, const Axes4& to) {
  const Axes4 at0 = end - x;
  Axes4 t = at0 / (at0 - (at0 - dx));
  t = t > from ? t : from;
  return t < to ? t : to;
}

CONTRECHAMP_EVERY_ISA
void face_axes(const Line& line, std::size_t count, const double* east, const double* north, double* x, double* dx, double* y,
               double* dy) {
  for (std::size_t k = 0; k < count; k += 4) {
    const Axes4 e = load(&east[k]), n = load(&north[k]);
    store(line.x * e + line.y * n, &x[k]);
    store(line.dx * e + line.dy * n, &dx[k]);
    store(line.y * e - line.x * n, &y[k]);
    store(line.dy * e - line.dx * n, &dy[k]);
  }
}

}  // namespace

void Fan::face(const Line& line, Interval part) {
  part_ = part;
  face_axes(line, size(), east_.data(), north_.data(), x_.data(), dx_.data(), y_.data(), dy_.data());
  const double a = rough_turn(line.x + line.dx * part.from, line.y + line.dy * part.from);
  const double b = rough_turn(line.x + line.dx * part.to, line.y + line.dy * part.to);
  const double across = turned(a, b);
  from_turn_ = across >= 0 ? a : b;
  width_turns_ = std::fabs(across);
}

/// What the half-planes leave, and how far forward that begins and ends.
CONTRECHAMP_EVERY_ISA void Fan::cover_sides(const optics::Footing& f, Range range) {
  const Columns c = columns();
  const Interval part = part_;
  const bool ends = f.far < std::numeric_limits<double>::infinity();
  const double tan_half = f.tan_half, slope = f.z_slope, offset = f.z_offset, near = f.near, far = f.far;
  const Axes4 none = Axes4{} + std::numeric_limits<double>::infinity();
  const auto last = static_cast<std::int64_t>(range.last);
  Axes4 least = none, most = -none;
  for (std::size_t k = range.first; k < range.last; k += 4) {
    const Axes4 x = load(&c.x[k]), dx = load(&c.dx[k]);
    const Axes4 y = load(&c.y[k]), dy = load(&c.dy[k]);
    Cut cut{Axes4{} + part.from, Axes4{} + part.to};
    const Axes4 edge = tan_half * (slope * x + offset), along = tan_half * slope * dx;
    cut.keep(edge - y, along - dy);
    cut.keep(edge + y, along + dy);
    cut.keep(x - near, dx);
    if (ends) cut.keep(far - x, -dx);
    const Counts4 beside = Counts4{0, 1, 2, 3} + static_cast<std::int64_t>(k) >= last;
    cut.to = beside ? Axes4{} - 1 : cut.to;
    const Axes4 at_from = x + dx * cut.from, at_to = x + dx * cut.to;
    const Counts4 away = dx >= Axes4{}, seen = cut.from < cut.to;
    const Axes4 nearest = seen ? (away ? at_from : at_to) : none;
    const Axes4 farthest = seen ? (away ? at_to : at_from) : -none;
    least = nearest < least ? nearest : least;
    most = farthest > most ? farthest : most;
    store(cut.from, &c.from[k]);
    store(cut.to, &c.to[k]);
    store(nearest, &c.nearest[k]);
    store(farthest, &c.farthest[k]);
  }
  least_forward_ = std::min({least[0], least[1], least[2], least[3]});
  most_forward_ = std::max({most[0], most[1], most[2], most[3]});
}

namespace {
/// Between which places something of each lane is seen, by four axes.
struct Hulls {
  Axes4 least[most_lanes + 1], most[most_lanes + 1];
  static constexpr double infinity = std::numeric_limits<double>::infinity();
  CONTRECHAMP_WITH_CALLER void clear(std::size_t first, std::size_t last) {
    for (std::size_t l = first; l <= last; ++l) {
      least[l] = Axes4{} + infinity;
      most[l] = Axes4{} - infinity;
    }
  }
  /// Where the flag is not set, nothing is seen: from > to.
  CONTRECHAMP_WITH_CALLER void widen(std::size_t l, Counts4 in, Axes4& from, Axes4& to) {
    from = in ? from : Axes4{} + infinity;
    to = in ? to : Axes4{} - infinity;
    least[l] = from < least[l] ? from : least[l];
    most[l] = to > most[l] ? to : most[l];
  }
  [[nodiscard]] Interval of(std::size_t l) const {
    return {std::min({least[l][0], least[l][1], least[l][2], least[l][3]}),
            std::max({most[l][0], most[l][1], most[l][2], most[l][3]})};
  }
};
}  // namespace

/// A band ends where the way forward reaches its end: all bands share the view's interval, cut at one side.
CONTRECHAMP_EVERY_ISA void Fan::cover_bands(const Lanes& ends, std::size_t lanes, Range range) {
  const Columns c = columns();
  const Interval part = part_;
  const std::size_t beyond = most_all_;
  const auto low = static_cast<std::int64_t>(least_some_), high = static_cast<std::int64_t>(most_all_);
  const Counts4 all_lanes = Counts4{} + static_cast<std::int64_t>(lanes);
  Counts4 whole_from = all_lanes;
  Hulls hulls;  // of each lane whose band may end in the part, and of those beyond together
  hulls.clear(least_some_, most_all_);
  for (std::size_t k = range.first; k < range.last; k += 4) {
    const Axes4 x = load(&c.x[k]), dx = load(&c.dx[k]);
    const Axes4 from = load(&c.from[k]), to = load(&c.to[k]);
    const Axes4 nearest = load(&c.nearest[k]), farthest = load(&c.farthest[k]);
    const Counts4 away = dx >= Axes4{}, seen = from < to;
    Counts4 some = Counts4{} + low, all = Counts4{} + low;
    for (std::int64_t l = low; l < high; ++l) {
      const Axes4 end = Axes4{} + ends.of[static_cast<std::size_t>(l)];
      some -= end <= nearest;
      all -= end < farthest;
    }
    const Counts4 cut_to = all;
    const auto note = [&](std::size_t l, Counts4 in, Axes4 begin, Axes4 end) __attribute__((always_inline)) {
      hulls.widen(l, in, begin, end);
      store(begin, &c.lane_from[l * c.room + k]);
      store(end, &c.lane_to[l * c.room + k]);
    };
    for (std::int64_t l = low; l < high; ++l) {
      const Axes4 t = end_of(ends.of[static_cast<std::size_t>(l)], x, dx, from, to);
      const Counts4 cut = (some <= l) & (cut_to > l);
      note(static_cast<std::size_t>(l), seen & (some <= l), (cut & ~away) ? t : from, (cut & away) ? t : to);
      // Where rounding leaves nothing, or all up to the end of what is looked at.
      some -= cut & (some == l) & (away ? t <= from : t >= to);
      all += cut & (away ? t >= part.to : t <= part.from);
    }
    note(beyond, seen, from, to);
    all = all > some ? all : some;
    const Counts4 whole = (seen & (from <= part.from) & (to >= part.to)) ? all : all_lanes;
    whole_from = whole < whole_from ? whole : whole_from;
    store(seen ? some : all_lanes, &c.some[k]);
    store(seen ? all : all_lanes, &c.all[k]);
  }
  whole_from_ = static_cast<std::size_t>(std::min({whole_from[0], whole_from[1], whole_from[2], whole_from[3]}));
  for (std::size_t l = least_some_; l <= most_all_; ++l) hulls_[l] = hulls.of(l);
}

Fan::Columns Fan::columns() {
  return {x_.data(),        dx_.data(),        y_.data(),       dy_.data(),   from_.data(), to_.data(),  nearest_.data(),
          farthest_.data(), lane_from_.data(), lane_to_.data(), some_.data(), all_.data(),  from_.size()};
}

void Fan::cover(const optics::Footing& footing, const Lanes& ends, std::size_t lanes, Range range) {
  cover_sides(footing, range);
  least_some_ = most_all_ = 0;
  while (least_some_ < lanes && ends.of[least_some_] <= least_forward_) ++least_some_;
  most_all_ = least_some_;
  while (most_all_ < lanes && ends.of[most_all_] <= most_forward_) ++most_all_;
  if (least_some_ < lanes) cover_bands(ends, lanes, range);
}

/// No two neighbours of those that see the lane are apart, and those that do not see it lie at the ends of the range.
CONTRECHAMP_EVERY_ISA bool Fan::unbroken(std::size_t lane, Range range) const {
  const double* const from = &lane_from_[lane * from_.size()];
  const double* const to = &lane_to_[lane * from_.size()];
  Counts4 broken{}, starts{};
  for (std::size_t k = range.first; k < range.last; k += 4) {
    const Axes4 begin = load(&from[k]), end = load(&to[k]);
    const Axes4 next_begin = load(&from[k + 1]), next_end = load(&to[k + 1]);
    const Counts4 beside = Counts4{1, 2, 3, 4} + static_cast<std::int64_t>(k) >= static_cast<std::int64_t>(range.last);
    const Counts4 seen = begin < end, next_seen = (next_begin < next_end) & ~beside;
    broken |= seen & next_seen & ((next_begin > end) | (begin > next_end));
    starts -= next_seen & ~seen;
  }
  const bool first_seen = from[range.first] < to[range.first];
  return (broken[0] | broken[1] | broken[2] | broken[3]) == 0 &&
         starts[0] + starts[1] + starts[2] + starts[3] + (first_seen ? 1 : 0) <= 1;
}

}  // namespace contrechamp::exposure
