// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <contrechamp/visibility/face_bodies.hpp>

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

namespace {
/// The cosine of the angle that a face spans, times its absolute value.
float narrowness(float ax, float ay, float bx, float by) {
  const float dot = ax * bx + ay * by;
  return dot * std::fabs(dot) / ((ax * ax + ay * ay) * (bx * bx + by * by));
}
}  // namespace

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

bool Hider::hides(std::int32_t px, std::int32_t py, std::int32_t qx, std::int32_t qy) const {
  const auto behind = [this](std::int32_t ix, std::int32_t iy) {
    const auto x = static_cast<float>(ix);
    const auto y = static_cast<float>(iy);
    const float after = ax * y - ay * x;
    const float before = x * by - y * bx;
    return after >= slack && before >= slack && after + before >= beyond;
  };
  return behind(px, py) && behind(qx, qy);
}

namespace portable {
int passed(const Faces& faces, Run run, const Stand& stand, Point witness, bool& on_edge) {
  int depth = 0;
  for (std::uint32_t i = run.begin; i < run.end; ++i) depth += passed_one(faces, i, stand, witness, on_edge);
  return depth;
}

void keep(Kept& kept, const Faces& faces, std::span<const Run> runs, const Stand& stand) {
  for (const Run run : runs) {
    for (std::uint32_t i = run.begin; i < run.end; ++i) keep_one(kept, faces, i, stand);
  }
}

namespace {
/// Rounds to the nearest whole number, ties to even, for |v| < 2^51: adding
/// this number leaves no place for a fraction.
constexpr double rounder = 6755399441055744.0;  // 1.5 * 2^52
std::int64_t rounded(double v) { return std::bit_cast<std::int64_t>(v + rounder) - std::bit_cast<std::int64_t>(rounder); }

std::int64_t key(std::int32_t x, std::int32_t y) {
  const auto dx = static_cast<double>(x);
  const auto dy = static_cast<double>(y);
  const std::int64_t t = rounded(dy / (std::fabs(dx) + std::fabs(dy)) * static_cast<double>(key_quarter));
  if (x < 0) return 2 * key_quarter - t;
  return y < 0 ? key_turn + t : t;
}

}  // namespace

void keys(Kept& kept) {
  for (std::size_t i = 0; i < kept.size; ++i) {
    kept.begin[i] = key(kept.ax[i], kept.ay[i]);
    const std::int64_t end = key(kept.bx[i], kept.by[i]);
    kept.end[i] = end > kept.begin[i] ? end : end + key_turn;
  }
}

std::size_t widest(Kept& kept) {
  std::size_t best = 0;
  std::int32_t extent = 0;
  for (std::size_t i = 0; i < kept.size; ++i) {
    extent = std::max({extent, std::abs(kept.ax[i]), std::abs(kept.ay[i]), std::abs(kept.bx[i]), std::abs(kept.by[i])});
    kept.narrowness[i] = narrowness(static_cast<float>(kept.ax[i]), static_cast<float>(kept.ay[i]),
                                    static_cast<float>(kept.bx[i]), static_cast<float>(kept.by[i]));
    if (kept.narrowness[i] < kept.narrowness[best]) best = i;
  }
  kept.extent = static_cast<float>(extent);
  return best;
}

void drop(Kept& kept, std::span<const Hider> hiders) {
  std::size_t size = 0;
  kept.broad_size = 0;
  for (std::size_t i = 0; i < kept.size; ++i) {
    const auto hides = [&kept, i](const Hider& hider) { return hider.hides(kept.ax[i], kept.ay[i], kept.bx[i], kept.by[i]); };
    if (std::any_of(hiders.begin(), hiders.end(), hides)) continue;
    kept.ax[size] = kept.ax[i];
    kept.ay[size] = kept.ay[i];
    kept.bx[size] = kept.bx[i];
    kept.by[size] = kept.by[i];
    kept.narrowness[size] = kept.narrowness[i];
    if (kept.narrowness[i] < broad && kept.narrowness[i] > hiders.front().narrowness)
      kept.broad[kept.broad_size++] = static_cast<std::uint32_t>(size);
    ++size;
  }
  kept.size = size;
}

void sort(const Kept& kept, std::uint64_t* events) {
  for (std::size_t i = 0; i < kept.size; ++i) events[i] = (static_cast<std::uint64_t>(kept.begin[i]) << event_shift) + i;
  std::sort(events, events + kept.size);
}
}  // namespace portable

}  // namespace contrechamp::visibility
