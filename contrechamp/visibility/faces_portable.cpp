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

std::size_t keys(Kept& kept) {
  std::int64_t best = 0;
  for (std::size_t i = 0; i < kept.size; ++i) {
    const std::int64_t begin = key(kept.ax[i], kept.ay[i]);
    const std::int64_t end = key(kept.bx[i], kept.by[i]);
    kept.begin[i] = begin;
    kept.end[i] = end > begin ? end : end + key_turn;
    best = std::max(best, width_and_number(kept.end[i] - begin, i));
  }
  return number_of(best);
}

std::size_t thin(Kept& kept, std::size_t face) {
  const std::int64_t begin = kept.begin[face];
  const std::int64_t width = kept.end[face] - begin;
  const std::int64_t nx = std::int64_t{kept.by[face]} - kept.ay[face];
  const std::int64_t ny = std::int64_t{kept.ax[face]} - kept.bx[face];
  const std::int64_t c = nx * kept.ax[face] + ny * kept.ay[face];
  std::size_t size = 0;
  std::int64_t best = -1;
  for (std::size_t i = 0; i < kept.size; ++i) {
    const std::int64_t own_width = kept.end[i] - kept.begin[i];
    if (((kept.begin[i] - begin) & (key_turn - 1)) + own_width <= width) {
      const std::int64_t a = nx * kept.ax[i] + ny * kept.ay[i] - c;
      const std::int64_t b = nx * kept.bx[i] + ny * kept.by[i] - c;
      if (a >= 0 && b >= 0 && (a > 0 || b > 0)) continue;
    }
    kept.ax[size] = kept.ax[i];
    kept.ay[size] = kept.ay[i];
    kept.bx[size] = kept.bx[i];
    kept.by[size] = kept.by[i];
    kept.begin[size] = kept.begin[i];
    kept.end[size] = kept.end[i];
    if (own_width < width) best = std::max(best, width_and_number(own_width, size));
    ++size;
  }
  kept.size = size;
  return best < 0 ? size : number_of(best);
}

void sort(const Kept& kept, std::uint64_t* events) {
  for (std::size_t i = 0; i < kept.size; ++i) events[i] = (static_cast<std::uint64_t>(kept.begin[i]) << event_shift) + i;
  std::sort(events, events + kept.size);
}
}  // namespace portable

}  // namespace contrechamp::visibility
