// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cmath>
#include <limits>
#include <contrechamp/visibility/shade.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Point;
using geo::Vec;
using Wide = __int128;

constexpr double join_tolerance = 1e-12;  // of a segment's length, as in the kernel of walls

/// The segment relative to the eye, and on which side of it we look: +1 left, -1 right. The sides differ only where the segment
/// runs along a border; then a point is hidden where it is from both.
struct Segment {
  Vec p;
  Vec q;
  int side = +1;
  Vec along{q.x - p.x, q.y - p.y};
};

/// The intervals of a segment that shadows cover on one side of it.
class Covered {
 public:
  /// What matters of the segment lies within.
  Covered(const Segment& segment, Interval within, std::vector<Interval>& covered, std::vector<double>& crossings)
      : s_(segment), within_(within), covered_(covered), crossings_(crossings) {
    covered_.clear();
  }

  /// The quads a, b, k·b, k·a of all edges, k = over / under.
  void drop(Point eye, std::span<const Edge> edges, std::int64_t over, std::int64_t under) {
    Beside end;  // mostly the next edge begins where this one ends
    for (const Edge& e : edges) {
      const Vec a = e.a - eye;
      const Beside begin = a == end.point ? end : beside(a);
      end = beside(e.b - eye);
      // Most edges lie to one side of all ways to the segment.
      if (begin.of_p > 0 && begin.of_q > 0 && end.of_p > 0 && end.of_q > 0) continue;
      if (begin.of_p < 0 && begin.of_q < 0 && end.of_p < 0 && end.of_q < 0) continue;
      const std::int64_t turn = geo::cross(a, end.point);
      if (turn > 0) drop(begin, end, turn, over, under);
      if (turn < 0) drop(end, begin, -turn, over, under);  // 0: seen end-on, its neighbours hide
    }
  }

  /// The ground that closed edges enclose, by even and odd.
  void stand(Point eye, std::span<const Edge> edges) {
    crossings_.clear();
    for (const Edge& e : edges) cross(e.a - eye, e.b - eye);
    std::sort(crossings_.begin(), crossings_.end());
    for (std::size_t i = 0; i + 1 < crossings_.size(); i += 2) {
      const Interval inside{std::max(0.0, crossings_[i]), std::min(1.0, crossings_[i + 1])};
      if (inside.from < inside.to) covered_.push_back(inside);
    }
  }

  [[nodiscard]] bool runs_along_a_border() const { return along_a_border_; }
  /// What was found becomes ascending and joined.
  void join() {
    if (covered_.size() < 2) return;
    std::sort(covered_.begin(), covered_.end(), [](Interval a, Interval b) { return a.from < b.from; });
    std::size_t count = 0;
    for (const Interval& part : covered_) {
      if (count > 0 && part.from <= covered_[count - 1].to + join_tolerance) {
        covered_[count - 1].to = std::max(covered_[count - 1].to, part.to);
      } else {
        covered_[count++] = part;
      }
    }
    covered_.resize(count);
  }

 private:
  /// A point, and on which sides of the ways to p and q it lies: left is positive.
  struct Beside {
    Vec point;
    std::int64_t of_p = 0;
    std::int64_t of_q = 0;
  };
  [[nodiscard]] Beside beside(Vec v) const { return {v, geo::cross(s_.p, v), geo::cross(s_.q, v)}; }

  /// The quad of an edge that turns to the left about the eye.
  void drop(const Beside& a, const Beside& b, std::int64_t turn, std::int64_t over, std::int64_t under) {
    const Vec edge{b.point.x - a.point.x, b.point.y - a.point.y};
    Interval part = within_;
    if (!clip(part, -a.of_p, -a.of_q, geo::dot(a.point, s_.along))) return;
    if (!clip(part, b.of_p, b.of_q, -geo::dot(b.point, s_.along))) return;
    const std::int64_t at_p = geo::cross(s_.p, edge);  // turn on the edge's line, turn × k on the far side
    const std::int64_t at_q = geo::cross(s_.q, edge);
    const std::int64_t slant = geo::dot(edge, s_.along);
    if (!clip(part, at_p - turn, at_q - turn, -slant)) return;
    const Wide far = Wide{turn} * over;
    if (clip(part, far - Wide{at_p} * under, far - Wide{at_q} * under, slant)) covered_.push_back(part);
  }

  /// Keeps of `part` where a function with these values at p and q is positive; `leftwards` is the sign of its growth to the left
  /// of the segment, asked where it is 0 all along.
  template <class Whole>
  bool clip(Interval& part, Whole at_p, Whole at_q, std::int64_t leftwards) {
    if (at_p <= 0 && at_q <= 0) {
      if (at_p != 0 || at_q != 0) return false;
      along_a_border_ = true;
      return leftwards * s_.side > 0;
    }
    if (at_p >= 0 && at_q >= 0) return true;
    const auto value = static_cast<double>(at_p);
    const double t = value / (value - static_cast<double>(at_q));
    (at_p < 0 ? part.from : part.to) = at_p < 0 ? std::max(part.from, t) : std::min(part.to, t);
    return part.from < part.to;
  }

  /// Where the segment's line, moved a little to our side, crosses an edge.
  void cross(Vec a, Vec b) {
    const std::int64_t at_a = s_.side * geo::cross(s_.along, {a.x - s_.p.x, a.y - s_.p.y});
    const std::int64_t at_b = s_.side * geo::cross(s_.along, {b.x - s_.p.x, b.y - s_.p.y});
    along_a_border_ = along_a_border_ || (at_a == 0 && at_b == 0);
    if ((at_a > 0) == (at_b > 0)) return;
    const Vec edge{b.x - a.x, b.y - a.y};
    crossings_.push_back(static_cast<double>(geo::cross({a.x - s_.p.x, a.y - s_.p.y}, edge)) /
                         static_cast<double>(geo::cross(s_.along, edge)));
  }

  Segment s_;
  Interval within_;
  std::vector<Interval>& covered_;
  std::vector<double>& crossings_;
  bool along_a_border_ = false;
};

void common(const std::vector<Interval>& one, const std::vector<Interval>& other, std::vector<Interval>& both) {
  both.clear();
  for (std::size_t i = 0, k = 0; i < one.size() && k < other.size();) {
    const Interval part{std::max(one[i].from, other[k].from), std::min(one[i].to, other[k].to)};
    if (part.from < part.to) both.push_back(part);
    one[i].to < other[k].to ? ++i : ++k;
  }
}

void take_away(std::vector<Interval>& parts, const std::vector<Interval>& hidden, std::vector<Interval>& left) {
  left.clear();
  for (Interval rest : parts) {
    for (const Interval& hole : hidden) {
      if (hole.to <= rest.from || hole.from >= rest.to) continue;
      if (hole.from - rest.from > join_tolerance) left.push_back({rest.from, hole.from});
      rest.from = hole.to;
    }
    if (rest.to - rest.from > join_tolerance) left.push_back(rest);
  }
  parts.swap(left);
}

}  // namespace

void Shades::look_over(const Roofs& roofs, const Look& look, std::int32_t target_cm) {
  eye_ = look.eye;
  shades_.clear();
  boxes_.clear();
  if (look.height_cm <= target_cm || look.reach_cm <= 0) return;
  roofs.each_below(look.height_cm, geo::around(look.eye, look.reach_cm), [&](std::uint32_t i) {
    const Roof& roof = roofs.roof(i);
    const bool flat = roof.top_cm <= target_cm;
    if ((roof.solid != no_solid && roof.solid == look.own) || (flat && !roof.encloses)) return;
    Shade shade{roofs.edges(roof), 1, 1, roof.encloses, roof.box.min - look.eye, roof.box.max - look.eye};
    if (!flat) {
      shade.over = std::int64_t{look.height_cm} - target_cm;
      shade.under = std::int64_t{look.height_cm} - roof.top_cm;
    }
    add(shade);
  });
}

void Shades::add(const Shade& shade) {
  const std::size_t lane = shades_.size() % at_once;
  if (lane == 0) {
    constexpr std::int32_t nowhere = std::numeric_limits<std::int32_t>::max();
    boxes_.push_back({Four{} + nowhere, Four{} + nowhere, Four{} - nowhere, Four{} - nowhere});
  }
  shades_.push_back(shade);
  // The shadow's box is the footprint's k times as far off; k = 1 adds nothing.
  const auto beyond = [&shade](std::int64_t x) { return x * shade.over / shade.under + (x < 0 ? -1 : 1); };
  const bool casts = shade.over != shade.under;
  const auto least = [&](std::int64_t x) { return clamped(casts ? std::min(x, beyond(x)) : x); };
  const auto most = [&](std::int64_t x) { return clamped(casts ? std::max(x, beyond(x)) : x); };
  Boxes& boxes = boxes_.back();
  boxes.min_x[lane] = least(shade.min.x);
  boxes.min_y[lane] = least(shade.min.y);
  boxes.max_x[lane] = most(shade.max.x);
  boxes.max_y[lane] = most(shade.max.y);
}

/// What the shades hide of the segment, looked for only where `within` says that it matters.
class Shades::Shadow {
 public:
  Shadow(const Shades& shades, Vec p, Vec q, Interval within) : shades_(shades), p_(p), q_(q), within_(within) {
    const Vec along{q.x - p.x, q.y - p.y};
    const auto box = [within](std::int64_t from, std::int64_t step, std::int64_t& least, std::int64_t& most) {
      const double one = static_cast<double>(from) + within.from * static_cast<double>(step);
      const double other = static_cast<double>(from) + within.to * static_cast<double>(step);
      least = static_cast<std::int64_t>(std::floor(std::min(one, other))) - 1;
      most = static_cast<std::int64_t>(std::ceil(std::max(one, other))) + 1;
    };
    box(p.x, along.x, min_.x, max_.x);
    box(p.y, along.y, min_.y, max_.y);
  }

  /// Ascending, joined; in scratch.hidden.
  void find(Scratch& scratch) const {
    if (!on_side(+1, scratch.hidden, scratch.crossings)) return;
    on_side(-1, scratch.on_the_right, scratch.crossings);
    common(scratch.hidden, scratch.on_the_right, scratch.left);
    scratch.hidden.swap(scratch.left);
  }

 private:
  /// All of the roof lies on one side of all ways to what matters of the segment.
  [[nodiscard]] bool passes(const Shades::Shade& s) const {
    bool on_the_left = true;
    bool on_the_right = true;
    constexpr double margin = 1;  // cm², far more than rounding
    for (const Vec corner : {s.min, s.max, Vec{s.min.x, s.max.y}, Vec{s.max.x, s.min.y}}) {
      const auto of_p = static_cast<double>(geo::cross(p_, corner));
      const auto change = static_cast<double>(geo::cross(q_, corner)) - of_p;
      const double first = of_p + within_.from * change, last = of_p + within_.to * change;
      on_the_left = on_the_left && first > margin && last > margin;
      on_the_right = on_the_right && first < -margin && last < -margin;
    }
    return on_the_left || on_the_right;
  }

  /// Whether the segment runs along a border, so that its sides may differ.
  bool on_side(int side, std::vector<Interval>& hidden, std::vector<double>& crossings) const {
    Covered covered({p_, q_, side}, within_, hidden, crossings);
    const auto min_x = clamped(min_.x), min_y = clamped(min_.y), max_x = clamped(max_.x), max_y = clamped(max_.y);
    for (std::size_t block = 0; block < shades_.boxes_.size(); ++block) {
      const Boxes& boxes = shades_.boxes_[block];
      const Four touched = (boxes.max_x >= min_x) & (boxes.min_x <= max_x) & (boxes.max_y >= min_y) & (boxes.min_y <= max_y);
      const auto pairs = reinterpret_cast<std::int64_t __attribute__((vector_size(4 * at_once)))>(touched);
      if ((pairs[0] | pairs[1]) == 0) continue;
      for (std::size_t i = 0; i < at_once; ++i) {
        if (touched[i] != 0) add(shades_.shades_[block * at_once + i], covered);
      }
    }
    covered.join();
    return covered.runs_along_a_border();
  }

  void add(const Shades::Shade& shade, Covered& covered) const {
    if (passes(shade)) return;
    const bool beneath = min_.x <= shade.max.x && shade.min.x <= max_.x && min_.y <= shade.max.y && shade.min.y <= max_.y;
    if (shade.encloses && beneath) covered.stand(shades_.eye_, shade.edges);
    if (shade.over != shade.under) covered.drop(shades_.eye_, shade.edges, shade.over, shade.under);
  }

  const Shades& shades_;
  Vec p_;
  Vec q_;
  Interval within_;
  Vec min_;  ///< the box of the parts that matter
  Vec max_;
};

void Shades::hide(Point a, Point b, std::vector<Interval>& parts, Scratch& scratch) const {
  if (shades_.empty() || parts.empty()) return;
  const Vec p = a - eye_;
  const Vec q = b - eye_;
  if (p != q) {
    Shadow(*this, p, q, {parts.front().from, parts.back().to}).find(scratch);
    if (!scratch.hidden.empty()) take_away(parts, scratch.hidden, scratch.left);
    return;
  }
  // A point: the middle of a segment that runs away from the eye through it.
  const bool at_eye = p == Vec{};
  const Vec before = at_eye ? Vec{-1, 0} : Vec{};
  const Vec after = at_eye ? Vec{1, 0} : Vec{2 * p.x, 2 * p.y};
  Shadow(*this, before, after, {0, 1}).find(scratch);
  for (const Interval hidden : scratch.hidden) {
    if (hidden.from < 0.5 && 0.5 < hidden.to) parts.clear();
  }
}

}  // namespace contrechamp::visibility
