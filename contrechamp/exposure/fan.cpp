// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/exposure/fan.hpp>
#include <contrechamp/exposure/lanes.hpp>
#include <limits>

namespace contrechamp::exposure {
namespace {

using visibility::Interval;

/// Angles here only tell what need not be looked at. `rough_arctan` is off by less than 0.0007 turns (Rajan, Wang, Inkol and
/// Joyal, Efficient approximations for the arctangent function, IEEE Signal Processing Magazine 23, 2006); everything is widened
/// by `slack`.
constexpr double slack = 0.003;

double rough_arctan(double tangent) {  // 0 to 1, in turns
  return tangent * (0.125 + 0.0434493 * (1 - tangent));
}

/// Clockwise from north, 0 to 1.
double rough_turn(double east, double north) {
  const double x = std::fabs(east);
  const double y = std::fabs(north);
  if (x == 0 && y == 0) return 0;
  double turn = x < y ? rough_arctan(x / y) : 0.25 - rough_arctan(y / x);
  if (north < 0) turn = 0.5 - turn;
  return east < 0 ? 1 - turn : turn;
}

double wrapped(double turn) { return turn - std::floor(turn); }
/// The smaller way round, −0.5 to 0.5.
double difference(double from, double to) { return wrapped(to - from + 0.5) - 0.5; }

}  // namespace

void Fan::open(const std::vector<optics::Axis>& axes) {
  turned_.assign(1, 0);
  for (std::vector<double>* list : {&east_, &north_, &weight_}) list->clear();
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
      turned_.push_back(turned_.back() + difference(rough_turn(east_[k - 1], north_[k - 1]), here));
    }
  }
  if (axes.size() > 1) step_ = turned_.back() / static_cast<double>(axes.size() - 1);
  for (std::size_t k = 0; k < axes.size(); ++k) {
    even_ = even_ && std::fabs(turned_[k] - step_ * static_cast<double>(k)) < slack / 2;
  }
  even_ = even_ && (axes.size() == 1 || step_ > 0);
  // Loops go by four and may begin anywhere: room for those beyond the last.
  for (std::vector<double>* list : {&east_, &north_, &x_, &dx_, &y_, &dy_, &from_, &to_}) list->resize(axes.size() + 4);
}

double Fan::widest_tangent(const optics::Footing& f) {
  if (f.all_round || (!f.radial && !(f.near > 0))) return -1;
  // Convex about its axis: nothing lies further out than the near corners, or the direction of its sides.
  return f.radial ? f.tan_half * f.z_slope : f.tan_half * (f.z_slope + std::max(0.0, f.z_offset / f.near));
}

double Fan::reach_turns(const optics::Footing& f) {
  const double tangent = widest_tangent(f);
  return tangent < 0 ? 1 : rough_turn(tangent, 1) + slack;
}

bool Fan::may_agree(double reach) const {
  if (!even_) return true;
  // Over half a turn there are axes that point away from each other, but for a step.
  const double spread = std::min(step_ * static_cast<double>(size() - 1), 0.5 - step_);
  return 2 * reach + 2 * slack >= spread;
}

std::array<Fan::Range, 2> Fan::ranges(double reach) const {
  const double width = width_turns_ + 2 * (reach + slack);
  // Near half a turn the line passes by the eye, and which way round it goes is noise.
  if (!even_ || size() == 1 || width >= 1 || width_turns_ > 0.5 - slack) return {Range{0, size()}, Range{}};
  const double first = wrapped(from_turn_ - reach - slack - first_turn_);
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
using Axes4 = double __attribute__((vector_size(4 * sizeof(double)), aligned(8), may_alias));

struct Cut {
  Axes4 from, to;
  /// Keeps where c + m t >= 0: as half_plane in clip.cpp.
  void keep(Axes4 at0, Axes4 slope) {
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

struct AxisLists {
  const double* x;
  const double* dx;
  const double* y;
  const double* dy;
  double* from;
  double* to;
};

#define CONTRECHAMP_AXES(list, k) (*reinterpret_cast<const Axes4*>(&(list)[k]))

CONTRECHAMP_EVERY_ISA
void cover_axes(const optics::Footing& f, Interval part, std::size_t first, std::size_t last, const AxisLists& axes) {
  const bool sides = !f.all_round;
  const bool depths = !f.radial;
  const bool ends = depths && f.far < std::numeric_limits<double>::infinity();
  const double tan_half = f.tan_half, slope = f.z_slope, offset = f.z_offset, near = f.near, far = f.far;
  for (std::size_t k = first; k < last; k += 4) {
    const Axes4 x = CONTRECHAMP_AXES(axes.x, k), dx = CONTRECHAMP_AXES(axes.dx, k);
    const Axes4 y = CONTRECHAMP_AXES(axes.y, k), dy = CONTRECHAMP_AXES(axes.dy, k);
    Cut cut{Axes4{} + part.from, Axes4{} + part.to};
    if (sides) {
      const Axes4 edge = tan_half * (slope * x + offset), along = tan_half * slope * dx;
      cut.keep(edge - y, along - dy);
      cut.keep(edge + y, along + dy);
    }
    if (depths) cut.keep(x - near, dx);
    if (ends) cut.keep(far - x, -dx);
    *reinterpret_cast<Axes4*>(&axes.from[k]) = cut.from;
    *reinterpret_cast<Axes4*>(&axes.to[k]) = cut.to;
  }
}

CONTRECHAMP_EVERY_ISA
void face_axes(const Line& line, std::size_t count, const double* east, const double* north, double* x, double* dx, double* y,
               double* dy) {
  for (std::size_t k = 0; k < count; k += 4) {
    const Axes4 e = CONTRECHAMP_AXES(east, k), n = CONTRECHAMP_AXES(north, k);
    *reinterpret_cast<Axes4*>(&x[k]) = line.x * e + line.y * n;
    *reinterpret_cast<Axes4*>(&dx[k]) = line.dx * e + line.dy * n;
    *reinterpret_cast<Axes4*>(&y[k]) = line.y * e - line.x * n;
    *reinterpret_cast<Axes4*>(&dy[k]) = line.dy * e - line.dx * n;
  }
}

}  // namespace

void Fan::face(const Line& line, Interval part) {
  part_ = part;
  face_axes(line, size(), east_.data(), north_.data(), x_.data(), dx_.data(), y_.data(), dy_.data());
  const double a = rough_turn(line.x + line.dx * part.from, line.y + line.dy * part.from);
  const double b = rough_turn(line.x + line.dx * part.to, line.y + line.dy * part.to);
  const double across = difference(a, b);
  from_turn_ = across >= 0 ? a : b;
  width_turns_ = std::fabs(across);
}

void Fan::cover(const optics::Footing& footing, Range range) {
  cover_axes(footing, part_, range.first, range.last, {x_.data(), dx_.data(), y_.data(), dy_.data(), from_.data(), to_.data()});
}

}  // namespace contrechamp::exposure
