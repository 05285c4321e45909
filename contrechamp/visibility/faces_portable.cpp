// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <contrechamp/visibility/face_bodies.hpp>
#include <cstring>

namespace contrechamp::visibility {
using geo::Point;
using geo::Vec;

/// Ends of edges on the way count as left of it: as if the way were moved a
/// little.
int passed_one(const Edge& edge, Point eye, Point witness, bool& on_edge) {
  const Vec to = witness - eye;
  const Vec a = edge.a - eye;
  const Vec b = edge.b - eye;
  const std::int64_t turn = geo::cross(a, b);
  if (turn == 0 && geo::dot(a, b) <= 0) on_edge = true;
  const std::int64_t at_a = geo::cross(to, a);
  const std::int64_t at_b = geo::cross(to, b);
  if ((at_a < 0) == (at_b < 0)) return 0;
  const std::int64_t beyond = turn + at_a - at_b;  // which side of the edge the witness is on
  if ((turn > 0) == (beyond > 0)) return 0;
  return turn > 0 ? 1 : -1;  // an eye on the edge's left is outside the edge's solid
}

int passed_one(const Faces& faces, std::uint32_t i, const Stand& stand, Point witness, bool& on_edge) {
  if (!faces.base.empty() && (faces.base[i] > stand.height || faces.top[i] < stand.height)) return 0;
  const Edge edge{{faces.ax[i], faces.ay[i]}, {faces.bx[i], faces.by[i]}};
  return passed_one(edge, {stand.x, stand.y}, witness, on_edge);
}

void keep_one(Kept& kept, const Faces& faces, std::uint32_t i, const Stand& stand) {
  if (!faces.base.empty() && (faces.base[i] > stand.height || faces.top[i] < stand.height)) return;
  const std::int64_t ax = std::int64_t{faces.ax[i]} - stand.x;
  const std::int64_t ay = std::int64_t{faces.ay[i]} - stand.y;
  const std::int64_t bx = std::int64_t{faces.bx[i]} - stand.x;
  const std::int64_t by = std::int64_t{faces.by[i]} - stand.y;
  if (std::min(ax, bx) > stand.reach || std::max(ax, bx) < -stand.reach) return;
  if (std::min(ay, by) > stand.reach || std::max(ay, by) < -stand.reach) return;
  if (std::max({std::abs(ax), std::abs(ay), std::abs(bx), std::abs(by)}) > widest) {
    kept.too_wide = true;
    return;
  }
  if (ax * by - ay * bx <= 0) return;
  kept.ax[kept.size] = static_cast<std::int32_t>(ax);
  kept.ay[kept.size] = static_cast<std::int32_t>(ay);
  kept.bx[kept.size] = static_cast<std::int32_t>(bx);
  kept.by[kept.size] = static_cast<std::int32_t>(by);
  ++kept.size;
}

/// Products are below `most`; the sums that are compared have seen less than 2^4 roundings of 2^-24 of two of them.
Hider::Hider(const Kept& kept, std::size_t face)
    : ax(static_cast<float>(kept.ax[face])),
      ay(static_cast<float>(kept.ay[face])),
      bx(static_cast<float>(kept.bx[face])),
      by(static_cast<float>(kept.by[face])),
      narrowness(kept.narrowness[face]) {
  const float most = kept.extent * std::max({std::fabs(ax), std::fabs(ay), std::fabs(bx), std::fabs(by)});
  slack = most / (1 << 18);
  beyond = ax * by - ay * bx + slack;
}

void thin_by(Kept& kept, std::size_t (*find_widest)(Kept&), std::size_t (*drop)(Kept&, std::span<const Hider>)) {
  kept.hiders[0] = Hider(kept, find_widest(kept));
  kept.hiders_size = std::min(drop(kept, std::span(kept.hiders).first(1)) + 1, most_hiders);
  for (std::size_t k = 1; k < kept.hiders_size; ++k) kept.hiders[k] = Hider(kept, kept.broad[k - 1]);
  if (kept.hiders_size > 1) drop(kept, std::span(kept.hiders).subspan(1, kept.hiders_size - 1));
}

void note_faces(Kept& kept) {
  kept.across_size = 0;
  for (std::uint32_t i = 0; i < kept.size; ++i) {
    kept.by_face[i] = {kept.ax[i], kept.ay[i], kept.bx[i], kept.by[i]};
    kept.across[kept.across_size] = i;
    kept.across_size += static_cast<std::size_t>(kept.end[i] > key_turn);
  }
}

namespace {
/// Rounds to the nearest whole number, ties to even, for |v| < 2^51: adding
/// this number leaves no place for a fraction.
constexpr double rounder = 6755399441055744.0;  // 1.5 * 2^52
std::int64_t rounded(double v) { return std::bit_cast<std::int64_t>(v + rounder) - std::bit_cast<std::int64_t>(rounder); }

}  // namespace

std::int64_t key(std::int32_t x, std::int32_t y) {
  const auto dx = static_cast<double>(x);
  const auto dy = static_cast<double>(y);
  const std::int64_t t = rounded(dy / (std::fabs(dx) + std::fabs(dy)) * static_cast<double>(key_quarter));
  if (x < 0) return 2 * key_quarter - t;
  return y < 0 ? key_turn + t : t;
}

namespace portable {
int passed(const Faces& faces, Run run, const Stand& stand, Point witness, bool& on_edge) {
  int depth = 0;
  for (std::uint32_t i = run.begin; i < run.end; ++i) depth += passed_one(faces, i, stand, witness, on_edge);
  return depth;
}

namespace {
/// Four faces at once, in whatever vectors the machine has.
constexpr std::size_t lanes = 4;
using Floats = float __attribute__((vector_size(lanes * sizeof(float))));
using Ints = std::int32_t __attribute__((vector_size(lanes * sizeof(std::int32_t))));

template <class Vector, class Value>
Vector load(const Value* from) {
  Vector v;
  std::memcpy(&v, from, sizeof v);
  return v;
}
Floats floats(const std::int32_t* from) { return __builtin_convertvector(load<Ints>(from), Floats); }
template <class Vector>
Vector least(Vector a, Vector b) {
  return a < b ? a : b;
}
template <class Vector>
Vector most(Vector a, Vector b) {
  return a > b ? a : b;
}
bool any(Ints v) {
  std::array<std::uint64_t, 2> bits;
  std::memcpy(bits.data(), &v, sizeof bits);
  return (bits[0] | bits[1]) != 0;
}
Floats size_of(Floats v) { return v < 0 ? -v : v; }
Floats dot(Floats ax, Floats ay, Floats bx, Floats by) { return ax * bx + ay * by; }
Floats cross(Floats ax, Floats ay, Floats bx, Floats by) { return ax * by - ay * bx; }

struct Ends {
  Ints ax, ay, bx, by;
};

/// Of four faces about the eye: all ones for those to keep, and for those whose products need 64 bits.
struct Choice {
  Ints in, wide;
  Choice(const Ends& f, std::int32_t reach) {
    const Ints min_x = least(f.ax, f.bx), max_x = most(f.ax, f.bx), min_y = least(f.ay, f.by), max_y = most(f.ay, f.by);
    const Ints near = (least(max_x, max_y) >= -reach) & (most(min_x, min_y) <= reach);
    wide = near & (most(most(max_x, max_y), -least(min_x, min_y)) > 32767);
    in = near & ~wide;
    if (!any(in)) return;
    const Ints ax = f.ax & in, ay = f.ay & in, bx = f.bx & in, by = f.by & in;  // no product of others, which may not fit
    in &= ax * by - ay * bx > 0;
  }
};
}  // namespace

void keep(Kept& kept, const Faces& faces, std::span<const Run> runs, const Stand& stand) {
  const bool limited = !faces.base.empty();
  for (const Run run : runs) {
    for (std::uint32_t i = run.begin; i < run.end; i += lanes) {
      const Ends ends{load<Ints>(&faces.ax[i]) - stand.x, load<Ints>(&faces.ay[i]) - stand.y, load<Ints>(&faces.bx[i]) - stand.x,
                      load<Ints>(&faces.by[i]) - stand.y};
      Choice choice(ends, stand.reach);
      if (limited) {
        const Ints active = (load<Ints>(&faces.base[i]) <= stand.height) & (load<Ints>(&faces.top[i]) >= stand.height);
        choice.in &= active;
        choice.wide &= active;
      }
      if (!any(choice.in | choice.wide)) continue;
      for (std::uint32_t lane = 0; lane < lanes && i + lane < run.end; ++lane) {
        if (choice.wide[lane] != 0) keep_one(kept, faces, i + lane, stand);
        kept.ax[kept.size] = ends.ax[lane];
        kept.ay[kept.size] = ends.ay[lane];
        kept.bx[kept.size] = ends.bx[lane];
        kept.by[kept.size] = ends.by[lane];
        kept.size += static_cast<std::size_t>(choice.in[lane] != 0);
      }
    }
  }
}

void keys(Kept& kept) {
  for (std::size_t i = 0; i < kept.size; ++i) {
    kept.begin[i] = key(kept.ax[i], kept.ay[i]);
    const std::int64_t end = key(kept.bx[i], kept.by[i]);
    kept.end[i] = end > kept.begin[i] ? end : end + key_turn;
  }
  note_faces(kept);
}

namespace {
struct Four {
  Floats ax, ay, bx, by;
  Four(const Kept& kept, std::size_t i)
      : ax(floats(&kept.ax[i])), ay(floats(&kept.ay[i])), bx(floats(&kept.bx[i])), by(floats(&kept.by[i])) {}
  /// The cosines of the angles that they span, times their absolute values.
  [[nodiscard]] Floats narrowness() const {
    const Floats both = dot(ax, ay, bx, by);
    return both * size_of(both) / (dot(ax, ay, ax, ay) * dot(bx, by, bx, by));
  }
  /// All ones where the face lies wholly in the angle that the hider spans, and behind it.
  [[nodiscard]] Ints behind(const Hider& hider) const {
    const Floats none{};
    const Floats from_x = none + hider.ax, from_y = none + hider.ay, to_x = none + hider.bx, to_y = none + hider.by;
    const Floats after_a = cross(from_x, from_y, ax, ay), before_a = cross(ax, ay, to_x, to_y);
    const Floats after_b = cross(from_x, from_y, bx, by), before_b = cross(bx, by, to_x, to_y);
    const Floats least_side = least(least(after_a, before_a), least(after_b, before_b));
    return (least_side >= hider.slack) & (least(after_a + before_a, after_b + before_b) >= hider.beyond);
  }
};
}  // namespace

namespace {
std::size_t widest(Kept& kept) {
  Floats extent{};
  for (std::size_t i = 0; i < kept.size; i += lanes) {
    const Four faces(kept, i);
    const Floats narrowness = faces.narrowness();
    std::memcpy(&kept.narrowness[i], &narrowness, sizeof narrowness);
    const Floats reach = most(most(size_of(faces.ax), size_of(faces.ay)), most(size_of(faces.bx), size_of(faces.by)));
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      if (i + lane < kept.size) extent[lane] = std::max(extent[lane], reach[lane]);
    }
  }
  kept.extent = std::max({extent[0], extent[1], extent[2], extent[3]});
  const auto first = kept.narrowness.begin();
  return static_cast<std::size_t>(std::min_element(first, first + static_cast<std::ptrdiff_t>(kept.size)) - first);
}

std::size_t drop(Kept& kept, std::span<const Hider> hiders) {
  std::size_t size = 0;
  std::size_t listed = 0;
  for (std::size_t i = 0; i < kept.size; i += lanes) {
    const Four faces(kept, i);
    Ints hidden{};
    for (const Hider& hider : hiders) hidden |= faces.behind(hider);
    for (std::size_t lane = 0; lane < lanes && i + lane < kept.size;
         ++lane) {  // writes also what is dropped: that is overwritten
      const std::size_t from = i + lane;
      for (auto* column : {&kept.ax, &kept.ay, &kept.bx, &kept.by}) (*column)[size] = (*column)[from];
      const float narrowness = kept.narrowness[size] = kept.narrowness[from];
      const bool stays = hidden[lane] == 0;
      kept.broad[listed] = static_cast<std::uint32_t>(size);
      listed += static_cast<std::size_t>(stays && narrowness < broad && narrowness > hiders.front().narrowness);
      size += static_cast<std::size_t>(stays);
    }
  }
  kept.size = size;
  return listed;
}
}  // namespace

void thin(Kept& kept) { thin_by(kept, widest, drop); }

void sort(std::span<const std::int64_t> keys, std::uint64_t* events) {
  for (std::size_t i = 0; i < keys.size(); ++i) events[i] = (static_cast<std::uint64_t>(keys[i]) << event_shift) + i;
  std::sort(events, events + keys.size());
}
}  // namespace portable

}  // namespace contrechamp::visibility
