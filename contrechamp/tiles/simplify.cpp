// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/tiles/geometry.hpp>
#include <algorithm>
#include <utility>

namespace contrechamp::tiles {
namespace {

using Wide = __int128;
using Size = unsigned __int128;  // of squares: defined, though meaningless, where points lie more than half a world apart

Size square(Wide v) { return static_cast<Size>(v) * static_cast<Size>(v); }
Size squared_length(World a, World b) { return square(b.x - a.x) + square(b.y - a.y); }

// Squared distance from a chord ab, times its squared length: a whole number, and comparable between the points of one chord.
class Chord {
 public:
  Chord(World a, World b) : a_(a), b_(b), squared_(std::max<Size>(squared_length(a, b), 1)) {}
  [[nodiscard]] Size distance(World p) const {
    const Wide dx = b_.x - a_.x, dy = b_.y - a_.y;
    const Wide along = dx * (p.x - a_.x) + dy * (p.y - a_.y);
    if (along <= 0) return squared_length(a_, p) * squared_;
    if (static_cast<Size>(along) >= squared_) return squared_length(b_, p) * squared_;
    return square(dx * (p.y - a_.y) - dy * (p.x - a_.x));
  }
  [[nodiscard]] Size limit(std::int64_t tolerance) const { return square(tolerance) * squared_; }

 private:
  World a_, b_;
  Size squared_;
};

// Marks what stays of points [from, to], both of which do. Of points equally far the smallest is taken, so that the direction
// does not matter.
void mark(std::span<const World> points, std::size_t from, std::size_t to, std::int64_t tolerance, std::vector<bool>& stays) {
  std::vector<std::pair<std::size_t, std::size_t>> open{{from, to}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    const Chord chord(points[first], points[last]);
    Size farthest = chord.limit(tolerance);
    std::size_t found = first;
    for (std::size_t i = first + 1; i < last; ++i) {
      const Size distance = chord.distance(points[i]);
      if (distance < farthest || (found == first && distance == farthest)) continue;
      if (distance == farthest && points[found] <= points[i]) continue;
      farthest = distance;
      found = i;
    }
    if (found == first) continue;
    stays[found] = true;
    open.emplace_back(first, found);
    open.emplace_back(found, last);
  }
}

std::vector<World> kept(std::span<const World> points, const std::vector<bool>& stays) {
  std::vector<World> out;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (stays[i]) out.push_back(points[i]);
  }
  return out;
}

}  // namespace

Line simplified_line(std::span<const World> line, std::int64_t tolerance) {
  if (line.size() < 3) return {line.begin(), line.end()};
  std::vector<bool> stays(line.size());
  stays.front() = stays.back() = true;
  mark(line, 0, line.size() - 1, tolerance, stays);
  return kept(line, stays);
}

Ring simplified_ring(std::span<const World> ring, std::int64_t tolerance) {
  if (ring.size() < 3) return {};
  // It is cut at two points that do not depend on where it begins: the smallest, and the one farthest from that.
  const auto smallest = std::min_element(ring.begin(), ring.end()) - ring.begin();
  Line round(ring.begin() + smallest, ring.end());
  round.insert(round.end(), ring.begin(), ring.begin() + smallest + 1);
  std::size_t opposite = 0;
  for (std::size_t i = 1; i + 1 < round.size(); ++i) {
    const Size here = squared_length(round[0], round[i]), best = squared_length(round[0], round[opposite]);
    if (here > best || (here == best && round[i] < round[opposite])) opposite = i;
  }
  if (opposite == 0) return {};
  std::vector<bool> stays(round.size());
  stays[0] = stays[opposite] = true;
  mark(round, 0, opposite, tolerance, stays);
  mark(round, opposite, round.size() - 1, tolerance, stays);
  Ring out = kept(round, stays);
  if (out.size() < 3) out.clear();
  return out;
}

}  // namespace contrechamp::tiles
