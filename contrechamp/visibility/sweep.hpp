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
#include <cstring>
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

/// Whole faces: they begin and end in the whole points of their lines. Face by face: what the sweep reads of one stands together.
struct WholeFaces {
  const Ends* kept = nullptr;
  using Whole = std::int64_t;
  static constexpr bool whole = true;
  [[nodiscard]] geo::Vec a(std::uint32_t i) const { return {kept[i].ax, kept[i].ay}; }
  [[nodiscard]] geo::Vec b(std::uint32_t i) const { return {kept[i].bx, kept[i].by}; }
  [[nodiscard]] Spot<Whole> begin(std::uint32_t i) const { return {kept[i].ax, kept[i].ay, 1}; }
  [[nodiscard]] Spot<Whole> end(std::uint32_t i) const { return {kept[i].bx, kept[i].by, 1}; }
  [[nodiscard]] Ends line(std::uint32_t i) const { return kept[i]; }
  /// In the second of them, where it is not only cut.
  [[nodiscard]] static constexpr bool ends(std::uint32_t /*i*/) { return true; }
};

/// Four coordinates at once, in whatever vectors the machine has.
using Coordinates = std::int32_t __attribute__((vector_size(16)));

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
    const std::int32_t ends_at = side < 2 ? reach_ : -reach_;
    // What stands on the side hides nothing of the square; rounded directions would say now this, now that.
    if (side % 2 == 0 ? a.x == ends_at && b.x == ends_at : a.y == ends_at && b.y == ends_at) return push(x, y, true, front);
    const auto inside = [&](double ux, double uy) {
      const double ahead = side % 2 == 0 ? ux : uy;
      return static_cast<double>(reach_) * (nx * ux + ny * uy) - (side < 2 ? ahead : -ahead) * c;
    };
    const double e0 = inside(from_x_, from_y_);
    const double e1 = inside(x, y);
    if (e0 <= 0 && e1 <= 0) return push(x, y, true, front);
    if (e0 >= 0 && e1 >= 0) return push(x, y, false, front);
    // Where the two lines meet, whatever the directions between which that is.
    const double limit = ends_at;
    const double cut_x = side % 2 == 0 ? limit : (c - ny * limit) / nx;
    const double cut_y = side % 2 == 0 ? (c - nx * limit) / ny : limit;
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

/// The edge ab wholly behind the face from–to, counter-clockwise about the eye: within its angle and beyond its line, perhaps
/// touching it. Exact.
[[nodiscard]] inline bool hides(geo::Vec from, geo::Vec to, geo::Vec a, geo::Vec b) {
  const std::int64_t own = geo::cross(from, to);
  const auto beyond = [&](geo::Vec p) {
    const std::int64_t after = geo::cross(from, p);
    const std::int64_t before = geo::cross(p, to);
    return after < 0 || before < 0 ? -1 : after + before - own;
  };
  const std::int64_t at_a = beyond(a);
  const std::int64_t at_b = beyond(b);
  return at_a >= 0 && at_b >= 0 && at_a + at_b > 0;
}

/// Which of two faces is nearer to the eye. Exact.
template <class Faces>
class Order {
 public:
  using Whole = typename Faces::Whole;
  explicit Order(const Faces& faces) : faces_(faces) {}

  /// > 0 if the spot lies before the line of the face, 0 on it.
  [[nodiscard, gnu::always_inline]] Whole side(std::uint32_t face, const Spot<Whole>& spot) const {
    const geo::Vec a = faces_.a(face);
    const geo::Vec along = along_of(face);
    return along.x * (spot.y - a.y * spot.w) - along.y * (spot.x - a.x * spot.w);
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

 private:
  [[nodiscard]] geo::Vec along_of(std::uint32_t face) const {
    const geo::Vec a = faces_.a(face);
    const geo::Vec b = faces_.b(face);
    return {b.x - a.x, b.y - a.y};
  }

  const Faces& faces_;
};

/// What lies behind the front: a list of the faces that outlast it.
template <class Faces>
class Waiters {
 public:
  using Whole = typename Faces::Whole;
  Waiters(const Faces& faces, std::vector<Waiting>& waiting) : order_(faces), waiting_(waiting) {}

  static constexpr bool seen_only = false;  ///< faces that begin hidden are events, too
  /// It begins behind a front that ends at front_end.
  [[gnu::always_inline]] void passed_over(const Waiting& w, std::int64_t front_end) {
    if (w.end > front_end) waiting_.push_back(w);
  }
  [[gnu::always_inline]] void wait(const Waiting& w) { waiting_.push_back(w); }
  [[nodiscard, gnu::always_inline]] bool all_beyond(const Spot<Whole>& spot, std::int64_t at) const {
    bool nearest = true;
    for (const Waiting& w : waiting_) nearest = nearest && (w.end <= at || order_.side(w.face, spot) > 0);
    return nearest;
  }
  /// The nearest just beyond direction `at` of those that wait, which waits no more; those that have ended are forgotten.
  [[nodiscard, gnu::always_inline]] bool next(const Spot<Whole>& spot, std::int64_t at, Waiting& nearest) {
    std::size_t kept = 0;
    std::size_t best = 0;
    for (const Waiting& w : waiting_) {
      if (w.end <= at) continue;
      waiting_[kept] = w;
      if (kept > 0 && order_.nearer(w, waiting_[best], spot)) best = kept;
      ++kept;
    }
    waiting_.resize(kept);
    if (kept == 0) return false;
    nearest = waiting_[best];
    waiting_[best] = waiting_.back();
    waiting_.pop_back();
    return true;
  }

 private:
  Order<Faces> order_;
  std::vector<Waiting>& waiting_;
};

/// Turns once about the eye over faces that do not cross, from event to event, with one front and the few faces behind it that
/// outlast it. Faces are told apart by the side of the front's line on which they begin; those that meet there by the way they
/// head. A face that ends before the front that hides it is forgotten at once, so most are looked at once. Nothing is rounded but
/// where a front leaves the square.
template <class Faces, class Behind>
class Sweep {
 public:
  using Whole = typename Faces::Whole;

  Sweep(const Faces& faces, const Behind& behind, geo::Point eye, std::int32_t reach, const Turn& turn,
        std::vector<Wedge>& wedges)
      : faces_(faces),
        order_(faces),
        behind_(behind),
        turn_(turn),
        wedges_(wedges),
        outside_(eye, reach, turn, wedges),
        eye_(eye),
        reach_(reach) {}

  /// `events` ascending; `ends` by face. Behind knows the faces across +x.
  void run(std::span<const std::uint64_t> events, const std::int64_t* ends) {
    from_x_ = reach_;
    from_y_ = 0;
    next_front({reach_, 0, 1}, 0);
    const std::int64_t whole_turn = turn_.end.back();
    std::size_t next = 0;
    while (true) {
      const std::int64_t begins = next < events.size() ? static_cast<std::int64_t>(events[next] >> event_shift) : whole_turn;
      const bool front_ends = front_end_ < begins;
      if (!front_ends && next == events.size()) break;
      const auto face = front_ends ? front_ : static_cast<std::uint32_t>(events[next] & (most_kept - 1));
      if (!front_ends) {
        ++next;
        const bool surely_before = Behind::seen_only && begins != from_;
        if (!surely_before && front_end_ != begins && front_end_ != never &&
            !comes_before_front(face, faces_.begin(face), ends[face])) {
          behind_.passed_over({face, ends[face]}, front_end_);
          continue;
        }
      }
      const std::int64_t at = front_ends ? front_end_ : begins;
      // Where a front ends and a face begins that is as a rule the next: what waits lies behind both.
      const bool hidden = front_end_ == at && (front_ends || !behind_.all_beyond(faces_.begin(face), at));
      const bool at_end = front_end_ == at && faces_.ends(front_);
      const Spot<Whole> spot = hidden || at_end ? faces_.end(front_) : faces_.begin(face);
      proceed(at, spot, at_end);
      if (hidden) {
        if (!front_ends) behind_.wait({face, ends[face]});
        next_front(spot, at);
      } else {
        take(face, at, ends[face]);
      }
    }
    if (from_ < whole_turn) proceed(whole_turn, reach_, 0);
  }

 private:
  static constexpr std::int64_t never = INT64_MAX;  // the end of no front

  /// A face begins before the front, at its end, or where there is none.
  [[gnu::always_inline]] void take(std::uint32_t face, std::int64_t at, std::int64_t end) {
    if (front_end_ != at && front_end_ != never && front_end_ > end) behind_.wait({front_, front_end_});
    become_front(face, end);
  }

  [[gnu::always_inline]] bool comes_before_front(std::uint32_t face, const Spot<Whole>& spot, std::int64_t end) const {
    Whole nearer = order_.side(front_, spot);
    if (nearer == 0) nearer = order_.heads_nearer(face, front_);
    return nearer > 0 || (nearer == 0 && order_.precedes({face, end}, {front_, front_end_}));
  }

  [[gnu::always_inline]] void next_front(const Spot<Whole>& spot, std::int64_t at) {
    Waiting next;
    if (behind_.next(spot, at, next)) {
      become_front(next.face, next.end);
    } else {
      front_end_ = never;
      front_inside_ = false;
    }
  }

  [[gnu::always_inline]] void become_front(std::uint32_t face, std::int64_t end) {
    front_ = face;
    front_end_ = end;
    const Ends line = faces_.line(face);
    Coordinates relative;
    std::memcpy(&relative, &line, sizeof relative);
    const Coordinates absolute = relative + Coordinates{eye_.x, eye_.y, eye_.x, eye_.y};
    std::memcpy(static_cast<void*>(&front_edge_), &absolute, sizeof absolute);
    const Coordinates limit = Coordinates{} + reach_;
    const Coordinates beyond = (relative > limit) | (relative < -limit);
    std::array<std::int64_t, 2> halves;
    std::memcpy(halves.data(), &beyond, sizeof beyond);
    front_inside_ = (halves[0] | halves[1]) == 0;
  }

  [[gnu::always_inline]] void proceed(std::int64_t at, const Spot<Whole>& spot, bool at_end) {
    if (at == from_) return begin_nearer(spot);
    proceed(at, number(spot.x, spot), number(spot.y, spot));
    from_end_ = at_end;
  }

  /// A direction is written by where the front ends in it, else by where the nearest face begins: neither the order of faces nor
  /// those that are hidden show.
  void begin_nearer(const Spot<Whole>& spot) {
    if (from_ == 0 || from_end_) return;
    wedges_.back().to_x = from_x_ = number(spot.x, spot);
    wedges_.back().to_y = from_y_ = number(spot.y, spot);
  }
  [[nodiscard]] static double number(Whole coordinate, const Spot<Whole>& of) {
    if constexpr (Faces::whole) return static_cast<double>(coordinate);
    return static_cast<double>(coordinate) / static_cast<double>(of.w);
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

  const Faces& faces_;
  Order<Faces> order_;
  Behind behind_;
  const Turn& turn_;
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
  bool from_end_ = false;  // a front ended there
  bool front_inside_ = false;
};

}  // namespace contrechamp::visibility
