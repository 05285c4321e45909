// SPDX-License-Identifier: AGPL-3.0-or-later
// Private to this module: the sweep of the fast kernel.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/visibility/faces.hpp>
#include <contrechamp/visibility/faults.hpp>
#include <contrechamp/visibility/viewshed.hpp>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

namespace contrechamp::visibility {

/// A face that is to come into view again when the front has ended.
struct Waiting {
  std::uint32_t face = 0;
  std::int64_t end = 0;
};

/// Directions in order, as numbers: where the sides of the square end, counter-clockwise from +x, and the full turn.
struct Turn {
  std::array<std::int64_t, 5> end{};
};
inline constexpr Turn key_sides{{key_quarter / 2, 3 * (key_quarter / 2), 5 * (key_quarter / 2), 7 * (key_quarter / 2), key_turn}};

/// A place at which a face begins or ends, relative to the eye: (x, y) / w, w > 0.
template <class Whole>
struct Spot {
  Whole x = 0;
  Whole y = 0;
  Whole w = 1;
};

/// Whole faces: they begin and end in the whole points of their lines.
struct WholeFaces {
  const Kept* kept = nullptr;
  using Whole = std::int64_t;
  static constexpr bool whole = true;
  [[nodiscard]] geo::Vec a(std::uint32_t i) const { return {kept->ax[i], kept->ay[i]}; }
  [[nodiscard]] geo::Vec b(std::uint32_t i) const { return {kept->bx[i], kept->by[i]}; }
  [[nodiscard]] Spot<Whole> begin(std::uint32_t i) const { return {kept->ax[i], kept->ay[i], 1}; }
  [[nodiscard]] Spot<Whole> end(std::uint32_t i) const { return {kept->bx[i], kept->by[i], 1}; }
};

/// Writes what ends on the side of the square, or may: wedges that look at one side each.
class Outside {
 public:
  Outside(geo::Point eye, std::int32_t reach, const Turn& turn, std::vector<Wedge>& wedges)
      : eye_(eye), reach_(reach), turn_(turn), wedges_(wedges) {}

  /// Nothing, or this front, from (from_x, from_y), direction `from`, to (x, y), direction `at`.
  [[gnu::noinline]] void proceed(std::int64_t from, double from_x, double from_y, std::int64_t at, double x, double y,
                                 const Edge* front) {
    while (turn_.end[side_] <= from) ++side_;
    from_x_ = from_x;
    from_y_ = from_y;
    for (; turn_.end[side_] < at; ++side_) {
      const geo::Point to = corner(side_);
      add(to.x, to.y, front);
    }
    add(x, y, front);
  }

 private:
  /// Where a side ends.
  [[nodiscard]] geo::Point corner(std::size_t side) const {
    static constexpr std::array<geo::Point, 4> signs{{{1, 1}, {-1, 1}, {-1, -1}, {1, -1}}};
    return {signs[side % 4].x * reach_, signs[side % 4].y * reach_};
  }
  [[nodiscard]] Edge side_of_square() const {
    const geo::Point a = corner(side_ + 3);
    const geo::Point b = corner(side_);
    return {{eye_.x + a.x, eye_.y + a.y}, {eye_.x + b.x, eye_.y + b.y}};
  }

  /// It ends on the front, on the square's side, or on both.
  void add(double x, double y, const Edge* front) {
    if (front == nullptr) return push(x, y, true, nullptr);
    const geo::Vec a = front->a - eye_;
    const geo::Vec b = front->b - eye_;
    const auto nx = static_cast<double>(b.y - a.y);
    const auto ny = static_cast<double>(a.x - b.x);
    const auto c = static_cast<double>(geo::cross(a, b));
    const std::size_t side = side_ % 4;  // +x, +y, -x, -y
    const auto inside = [&](double ux, double uy) {
      const double ahead = side % 2 == 0 ? ux : uy;
      return static_cast<double>(reach_) * (nx * ux + ny * uy) - (side < 2 ? ahead : -ahead) * c;
    };
    const double e0 = inside(from_x_, from_y_);
    const double e1 = inside(x, y);
    if (e0 <= 0 && e1 <= 0) return push(x, y, true, front);
    if (e0 >= 0 && e1 >= 0) return push(x, y, false, front);
    const double s = e0 / (e0 - e1);
    const double cut_x = (1 - s) * from_x_ + s * x;
    const double cut_y = (1 - s) * from_y_ + s * y;
    // A crossing that rounds to either end leaves no wedge there.
    const bool after = from_x_ * cut_y - from_y_ * cut_x > 0;
    const bool before = cut_x * y - cut_y * x > 0;
    if (after && before) push(cut_x, cut_y, e0 < 0, front);
    const bool only_before_it = after && !before;
    push(x, y, (only_before_it ? e0 : e1) < 0, front);
  }

  void push(double x, double y, bool open, const Edge* front) {
    const Edge end = open ? side_of_square() : *front;
    if (!wedges_.empty() && wedges_.back().open == open && wedges_.back().front == end) {
      wedges_.back().to_x = x;
      wedges_.back().to_y = y;
    } else {
      wedges_.push_back({from_x_, from_y_, x, y, end, open});
    }
    from_x_ = x;
    from_y_ = y;
  }

  geo::Point eye_;
  std::int32_t reach_;
  const Turn& turn_;
  std::vector<Wedge>& wedges_;
  std::size_t side_ = 0;
  double from_x_ = 0;
  double from_y_ = 0;
};

/// Turns once about the eye over faces that do not cross, from event to event, with one front and the few faces behind it that
/// outlast it. Faces are told apart by the side of the front's line on which they begin; those that meet there by the way they
/// head. A face that ends before the front that hides it is forgotten at once, so most are looked at once. Nothing is rounded but
/// where a front leaves the square.
template <class Faces>
class Sweep {
 public:
  using Whole = typename Faces::Whole;

  Sweep(const Faces& faces, geo::Point eye, std::int32_t reach, const Turn& turn, std::vector<Waiting>& waiting,
        std::vector<Wedge>& wedges)
      : faces_(faces),
        turn_(turn),
        waiting_(waiting),
        wedges_(wedges),
        outside_(eye, reach, turn, wedges),
        eye_(eye),
        reach_(reach) {}

  /// `events` ascending; `ends` by face; `waiting` holds the faces across +x, with their ends.
  void run(std::span<const std::uint64_t> events, const std::int64_t* ends) {
    from_x_ = reach_;
    from_y_ = 0;
    if (!waiting_.empty()) next_front({reach_, 0, 1}, 0);
    const std::int64_t whole_turn = turn_.end.back();
    std::size_t next = 0;
    while (true) {
      const std::int64_t begins = next < events.size() ? static_cast<std::int64_t>(events[next] >> event_shift) : whole_turn;
      const bool front_ends = front_end_ < begins;
      if (!front_ends && next == events.size()) break;
      const auto face = front_ends ? front_ : static_cast<std::uint32_t>(events[next] & (most_kept - 1));
      if (!front_ends) {
        ++next;
        if (front_end_ != begins && front_end_ != never && !comes_before_front(face, faces_.begin(face), ends[face])) {
          if (ends[face] > front_end_) waiting_.push_back({face, ends[face]});
          continue;
        }
      }
      const std::int64_t at = front_ends ? front_end_ : begins;
      const Spot<Whole> spot = front_end_ == at ? faces_.end(front_) : faces_.begin(face);
      proceed(at, spot);
      if (front_ends) {
        next_front(spot, at);
      } else {
        take(face, faces_.begin(face), at, ends[face]);
      }
    }
    if (from_ < whole_turn) proceed(whole_turn, reach_, 0);
  }

 private:
  static constexpr std::int64_t never = INT64_MAX;  // the end of no front

  /// A face begins before the front, at its end, or where there is none.
  [[gnu::always_inline]] void take(std::uint32_t face, const Spot<Whole>& spot, std::int64_t at, std::int64_t end) {
    if (front_end_ == at) {  // as a rule it is the next: what waits lies behind both
      bool nearest = true;
      for (const Waiting& w : waiting_) nearest = nearest && side(w.face, spot) > 0;
      if (!nearest) {
        waiting_.push_back({face, end});
        return next_front(spot, at);
      }
    } else if (front_end_ != never && front_end_ > end) {
      waiting_.push_back({front_, front_end_});
    }
    become_front(face, end);
  }

  [[gnu::always_inline]] bool comes_before_front(std::uint32_t face, const Spot<Whole>& spot, std::int64_t end) const {
    Whole nearer = side(front_, spot);
    if (nearer == 0) nearer = heads_nearer(face, front_);
    return nearer > 0 || (nearer == 0 && precedes({face, end}, {front_, front_end_}));
  }

  /// > 0 if the spot lies before the line of the face, 0 on it.
  [[nodiscard]] Whole side(std::uint32_t face, const Spot<Whole>& spot) const {
    const geo::Vec a = faces_.a(face);
    const geo::Vec along = along_of(face);
    return along.x * (spot.y - a.y * spot.w) - along.y * (spot.x - a.x * spot.w);
  }

  /// The nearest just beyond direction `at` of those that wait; those that have ended are forgotten.
  [[gnu::always_inline]] void next_front(const Spot<Whole>& spot, std::int64_t at) {
    std::size_t kept = 0;
    std::size_t best = 0;
    for (const Waiting& w : waiting_) {
      if (w.end <= at) continue;
      waiting_[kept] = w;
      if (kept > 0 && nearer(w, waiting_[best], spot)) best = kept;
      ++kept;
    }
    waiting_.resize(kept);
    if (kept == 0) {
      front_end_ = never;
      front_inside_ = false;
      return;
    }
    become_front(waiting_[best].face, waiting_[best].end);
    waiting_[best] = waiting_.back();
    waiting_.pop_back();
  }

  [[gnu::always_inline]] void become_front(std::uint32_t face, std::int64_t end) {
    front_ = face;
    front_end_ = end;
    const geo::Vec a = faces_.a(face);
    const geo::Vec b = faces_.b(face);
    front_edge_ = {absolute(a.x, a.y), absolute(b.x, b.y)};
    front_inside_ = std::max(std::max(std::abs(a.x), std::abs(a.y)), std::max(std::abs(b.x), std::abs(b.y))) <= reach_;
  }

  [[nodiscard]] geo::Vec along_of(std::uint32_t face) const {
    const geo::Vec a = faces_.a(face);
    const geo::Vec b = faces_.b(face);
    return {b.x - a.x, b.y - a.y};
  }

  /// Where two faces meet: > 0 if i is nearer beyond, 0 on one line.
  [[nodiscard]] std::int64_t heads_nearer(std::uint32_t i, std::uint32_t j) const {
    const std::int64_t turn = geo::cross(along_of(j), along_of(i));
    return fast_fault == FastFault::tie_flipped ? -turn : turn;
  }

  /// Along direction u a line with normal n and n·p == c lies at c / (n·u): products below 2^83, and 2^121 for cut faces.
  [[nodiscard, gnu::always_inline]] bool nearer(const Waiting& i, const Waiting& j, const Spot<Whole>& u) const {
    const geo::Vec ai = faces_.a(i.face);
    const geo::Vec bi = faces_.b(i.face);
    const geo::Vec aj = faces_.a(j.face);
    const geo::Vec bj = faces_.b(j.face);
    const Whole along_i = (bi.y - ai.y) * u.x - (bi.x - ai.x) * u.y;
    const Whole along_j = (bj.y - aj.y) * u.x - (bj.x - aj.x) * u.y;
    const __int128 value_i = static_cast<__int128>(along_i) * geo::cross(aj, bj);
    const __int128 value_j = static_cast<__int128>(along_j) * geo::cross(ai, bi);
    if (value_i != value_j) return value_i > value_j;
    if (const std::int64_t turn = heads_nearer(i.face, j.face); turn != 0) return turn > 0;
    return precedes(i, j);
  }

  /// Of faces on one line the one that lasts longest is the front; no input order shows.
  [[nodiscard]] bool precedes(const Waiting& i, const Waiting& j) const {
    return std::tuple(-i.end, faces_.a(i.face), faces_.b(i.face)) < std::tuple(-j.end, faces_.a(j.face), faces_.b(j.face));
  }

  [[gnu::always_inline]] void proceed(std::int64_t at, const Spot<Whole>& spot) {
    if (at == from_) return begin_nearer(spot);
    if constexpr (Faces::whole) {
      proceed(at, static_cast<double>(spot.x), static_cast<double>(spot.y));
    } else {
      const auto& u = faces_.direction(at);
      const auto w = static_cast<double>(u.w);
      proceed(at, static_cast<double>(u.x) / w, static_cast<double>(u.y) / w);
    }
  }

  /// Of faces that begin in one direction the nearest says how that is written: neither their order nor hidden ones show.
  void begin_nearer(const Spot<Whole>& spot) {
    if (!Faces::whole || from_ == 0) return;
    wedges_.back().to_x = from_x_ = static_cast<double>(spot.x);
    wedges_.back().to_y = from_y_ = static_cast<double>(spot.y);
  }

  /// The front, or the square, ends the view from where we are to here.
  [[gnu::always_inline]] void proceed(std::int64_t at, double x, double y) {
    if (front_inside_) {
      wedges_.push_back({from_x_, from_y_, x, y, front_edge_, false});
    } else {
      outside_.proceed(from_, from_x_, from_y_, at, x, y, front_end_ == never ? nullptr : &front_edge_);
    }
    from_ = at;
    from_x_ = x;
    from_y_ = y;
  }

  [[nodiscard]] geo::Point absolute(std::int64_t x, std::int64_t y) const {
    return {static_cast<std::int32_t>(eye_.x + x), static_cast<std::int32_t>(eye_.y + y)};
  }

  const Faces& faces_;
  const Turn& turn_;
  std::vector<Waiting>& waiting_;
  std::vector<Wedge>& wedges_;
  Outside outside_;
  geo::Point eye_;
  std::int32_t reach_;
  std::uint32_t front_ = 0;
  std::int64_t front_end_ = never;
  Edge front_edge_;
  std::int64_t from_ = 0;  // direction where the next wedge begins
  double from_x_ = 0;
  double from_y_ = 0;
  bool front_inside_ = false;
};

}  // namespace contrechamp::visibility
