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

/// Directions in order: a turn from +x, and the half-axes and diagonals, which no wedge may cross.
struct Turn {
  std::array<std::int64_t, 9> octant{};  ///< the last is the full turn
};
inline constexpr Turn key_octants{{0, key_quarter / 2, key_quarter, 3 * (key_quarter / 2), 2 * key_quarter, 5 * (key_quarter / 2),
                                   3 * key_quarter, 7 * (key_quarter / 2), key_turn}};

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
      : faces_(faces), eye_(eye), reach_(reach), turn_(turn), waiting_(waiting), wedges_(wedges) {}

  /// `events` ascending; `ends` by face; `waiting` holds the faces across +x, with their ends.
  void run(std::span<const std::uint64_t> events, const std::int64_t* ends) {
    from_x_ = reach_;
    from_y_ = 0;
    if (!waiting_.empty()) next_front({reach_, 0, 1}, 0);
    for (const std::uint64_t event : events) {
      const auto face = static_cast<std::uint32_t>(event & (most_kept - 1));
      begin(face, static_cast<std::int64_t>(event >> event_shift), ends[face]);
    }
    const std::int64_t whole_turn = turn_.octant[8];
    while (front_ != none && front_end_ < whole_turn) end_front();
    proceed(whole_turn, reach_, 0);
  }

 private:
  static constexpr std::uint32_t none = 0xffffffffU;

  void begin(std::uint32_t face, std::int64_t at, std::int64_t end) {
    while (front_ != none && front_end_ < at) end_front();
    const auto spot = faces_.begin(face);
    if (front_ == none) {
      proceed(at, spot);
      become_front(face, end);
    } else if (front_end_ == at) {
      proceed(at, spot);
      front_ = none;
      if (waiting_.empty()) {
        become_front(face, end);
      } else {
        waiting_.push_back({face, end});
        next_front(spot, at);
      }
    } else {
      meet_front(face, spot, at, end);
    }
  }

  /// A face begins while the front goes on.
  void meet_front(std::uint32_t face, const Spot<Whole>& spot, std::int64_t at, std::int64_t end) {
    const geo::Vec a = faces_.a(front_);
    const geo::Vec along = along_of(front_);
    Whole nearer = along.x * (spot.y - a.y * spot.w) - along.y * (spot.x - a.x * spot.w);
    if (nearer == 0) nearer = heads_nearer(face, front_);
    if (nearer > 0 || (nearer == 0 && precedes({face, end}, {front_, front_end_}))) {
      proceed(at, spot);
      if (front_end_ > end) waiting_.push_back({front_, front_end_});
      become_front(face, end);
    } else if (end > front_end_) {
      waiting_.push_back({face, end});
    }
  }

  void end_front() {
    const auto spot = faces_.end(front_);
    const std::int64_t at = front_end_;
    proceed(at, spot);
    next_front(spot, at);
  }

  /// The nearest just beyond direction `at` of those that wait; those that have ended are forgotten.
  void next_front(const Spot<Whole>& spot, std::int64_t at) {
    std::size_t kept = 0;
    std::size_t best = 0;
    for (const Waiting& w : waiting_) {
      if (w.end <= at) continue;
      waiting_[kept] = w;
      if (kept > 0 && nearer(w, waiting_[best], spot)) best = kept;
      ++kept;
    }
    waiting_.resize(kept);
    front_ = none;
    if (kept == 0) return;
    become_front(waiting_[best].face, waiting_[best].end);
    waiting_[best] = waiting_.back();
    waiting_.pop_back();
  }

  void become_front(std::uint32_t face, std::int64_t end) {
    front_ = face;
    front_end_ = end;
    if constexpr (Faces::whole) {
      const geo::Vec a = faces_.a(face);
      const geo::Vec b = faces_.b(face);
      front_inside_ = std::max(std::max(std::abs(a.x), std::abs(a.y)), std::max(std::abs(b.x), std::abs(b.y))) <= reach_;
    }
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
  [[nodiscard]] bool nearer(const Waiting& i, const Waiting& j, const Spot<Whole>& u) const {
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

  void proceed(std::int64_t at, const Spot<Whole>& spot) {
    if (at == from_) return;
    if constexpr (Faces::whole) {
      proceed(at, static_cast<double>(spot.x), static_cast<double>(spot.y));
    } else {
      const auto& u = faces_.direction(at);
      const auto w = static_cast<double>(u.w);
      proceed(at, static_cast<double>(u.x) / w, static_cast<double>(u.y) / w);
    }
  }

  /// The front, or the square, ends the view from where we are to here.
  void proceed(std::int64_t at, double x, double y) {
    if (at == from_) return;
    for (; turn_.octant[octant_ + 1] < at; ++octant_) {
      const auto [corner_x, corner_y] = corner(octant_ + 1);
      add(corner_x, corner_y);
      from_x_ = corner_x;
      from_y_ = corner_y;
      fresh_ = true;
    }
    add(x, y);
    from_ = at;
    from_x_ = x;
    from_y_ = y;
    fresh_ = turn_.octant[octant_ + 1] == at;
    if (fresh_) ++octant_;
  }

  [[nodiscard]] std::pair<double, double> corner(std::size_t octant) const {
    static constexpr std::array<std::int8_t, 9> x{1, 1, 0, -1, -1, -1, 0, 1, 1};
    static constexpr std::array<std::int8_t, 9> y{0, 1, 1, 1, 0, -1, -1, -1, 0};
    return {static_cast<double>(x[octant]) * reach_, static_cast<double>(y[octant]) * reach_};
  }

  /// A wedge within one octant: it ends on the front, on the square's side, or on both.
  void add(double x, double y) {
    if (front_ == none) {
      push(x, y, true);
      return;
    }
    if (Faces::whole && front_inside_) {
      wedges_.push_back({from_x_, from_y_, x, y, edge_of_front(), false});
      return;
    }
    const geo::Vec a = faces_.a(front_);
    const geo::Vec b = faces_.b(front_);
    const auto nx = static_cast<double>(b.y - a.y);
    const auto ny = static_cast<double>(a.x - b.x);
    const auto c = static_cast<double>(geo::cross(a, b));
    const std::size_t side = (octant_ + 1) % 8 / 2;  // +x, +y, -x, -y
    const auto inside = [&](double ux, double uy) {
      const double ahead = side % 2 == 0 ? ux : uy;
      return static_cast<double>(reach_) * (nx * ux + ny * uy) - (side < 2 ? ahead : -ahead) * c;
    };
    const double e0 = inside(from_x_, from_y_);
    const double e1 = inside(x, y);
    if (e0 <= 0 && e1 <= 0) {
      push(x, y, true);
    } else if (e0 >= 0 && e1 >= 0) {
      push(x, y, false);
    } else {
      leave_square(x, y, e0, e1);
    }
  }

  void leave_square(double x, double y, double e0, double e1) {
    const double s = e0 / (e0 - e1);
    const double cut_x = (1 - s) * from_x_ + s * x;
    const double cut_y = (1 - s) * from_y_ + s * y;
    // A crossing that rounds to either side leaves no wedge there.
    const bool after = from_x_ * cut_y - from_y_ * cut_x > 0;
    const bool before = cut_x * y - cut_y * x > 0;
    if (after && before) {
      push(cut_x, cut_y, e0 < 0);
      from_x_ = cut_x;
      from_y_ = cut_y;
      fresh_ = false;
      push(x, y, e1 < 0);
    } else {
      push(x, y, after ? e0 < 0 : e1 < 0);
    }
  }

  void push(double x, double y, bool open) {
    const Edge front = open ? side_of_square() : edge_of_front();
    if (!fresh_ && !wedges_.empty() && wedges_.back().open == open && wedges_.back().front == front) {
      wedges_.back().to_x = x;
      wedges_.back().to_y = y;
      return;
    }
    wedges_.push_back({from_x_, from_y_, x, y, front, open});
    fresh_ = false;
  }

  [[nodiscard]] geo::Point absolute(std::int64_t x, std::int64_t y) const {
    return {static_cast<std::int32_t>(eye_.x + x), static_cast<std::int32_t>(eye_.y + y)};
  }
  [[nodiscard]] Edge edge_of_front() const {
    const geo::Vec a = faces_.a(front_);
    const geo::Vec b = faces_.b(front_);
    return {absolute(a.x, a.y), absolute(b.x, b.y)};
  }
  [[nodiscard]] Edge side_of_square() const {
    static constexpr std::array<std::array<std::int8_t, 4>, 4> sides{
        {{1, -1, 1, 1}, {1, 1, -1, 1}, {-1, 1, -1, -1}, {-1, -1, 1, -1}}};
    const auto& s = sides[(octant_ + 1) % 8 / 2];
    const std::int64_t r = reach_;
    return {absolute(s[0] * r, s[1] * r), absolute(s[2] * r, s[3] * r)};
  }

  const Faces& faces_;
  geo::Point eye_;
  std::int32_t reach_;
  const Turn& turn_;
  std::vector<Waiting>& waiting_;
  std::vector<Wedge>& wedges_;
  std::uint32_t front_ = none;
  std::int64_t front_end_ = 0;
  std::int64_t from_ = 0;  // direction where the next wedge begins
  double from_x_ = 0;
  double from_y_ = 0;
  std::size_t octant_ = 0;
  bool front_inside_ = false;
  bool fresh_ = true;  // the next wedge begins on a half-axis or diagonal
};

}  // namespace contrechamp::visibility
