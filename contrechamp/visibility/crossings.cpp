// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/visibility/crossings.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Vec;
using Wide = __int128;

/// Faces that begin and end in rational points. Coordinates below 2^18: w below 2^40, x and y below 2^60.
struct PartFaces {
  using Whole = Wide;
  static constexpr bool whole = false;
  struct Part {
    Vec a;
    Vec b;
    Spot<Wide> begin;
    Spot<Wide> end;
  };
  std::vector<Part> parts;
  std::vector<Spot<Wide>> directions;  ///< by rank
  [[nodiscard]] const Spot<Wide>& direction(std::int64_t rank) const { return directions[static_cast<std::size_t>(rank)]; }
  [[nodiscard]] Vec a(std::uint32_t i) const { return parts[i].a; }
  [[nodiscard]] Vec b(std::uint32_t i) const { return parts[i].b; }
  [[nodiscard]] const Spot<Wide>& begin(std::uint32_t i) const { return parts[i].begin; }
  [[nodiscard]] const Spot<Wide>& end(std::uint32_t i) const { return parts[i].end; }
};

Spot<Wide> spot(Vec v) { return {v.x, v.y, 1}; }

/// Where the line ab meets the line cd.
Spot<Wide> crossing(Vec a, Vec b, Vec c, Vec d) {
  const Vec along{b.x - a.x, b.y - a.y};
  const Vec across{d.x - c.x, d.y - c.y};
  Wide w = geo::cross(along, across);
  Wide t = geo::cross(Vec{c.x - a.x, c.y - a.y}, across);
  if (w < 0) {
    w = -w;
    t = -t;
  }
  return {a.x * w + along.x * t, a.y * w + along.y * t, w};
}

bool lower_half(const Spot<Wide>& u) { return u.y < 0 || (u.y == 0 && u.x < 0); }
/// Of points in one direction the one that is written most simply comes first: whole ones before crossings, then the nearest.
/// So a side of a wedge is exact where it can be, and the order of the input does not show.
bool simpler(const Spot<Wide>& u, const Spot<Wide>& v) {
  const auto extent = [](const Spot<Wide>& s) { return (s.x < 0 ? -s.x : s.x) + (s.y < 0 ? -s.y : s.y); };
  return u.w != v.w ? u.w < v.w : extent(u) < extent(v);
}
bool before(const Spot<Wide>& u, const Spot<Wide>& v) {
  if (lower_half(u) != lower_half(v)) return lower_half(v);
  return u.x * v.y - u.y * v.x > 0;
}

PartFaces parts_of(const Kept& kept, std::span<const CutFace> cut) {
  PartFaces faces;
  for (std::uint32_t i = 0; i < kept.size; ++i) {
    const Vec a{kept.ax[i], kept.ay[i]};
    const Vec b{kept.bx[i], kept.by[i]};
    faces.parts.push_back({a, b, spot(a), spot(b)});
  }
  for (const CutFace& face : cut) {
    // Seen from the eye the crossings stand in the order of their directions.
    std::vector<Spot<Wide>> spots;
    for (const auto& [c, d] : face.crossing) spots.push_back(crossing(face.a, face.b, c, d));
    std::sort(spots.begin(), spots.end(), [](const Spot<Wide>& u, const Spot<Wide>& v) { return u.x * v.y - u.y * v.x > 0; });
    Spot<Wide> from = spot(face.a);
    spots.push_back(spot(face.b));
    for (const Spot<Wide>& to : spots) {
      if (from.x * to.y - from.y * to.x > 0) faces.parts.push_back({face.a, face.b, from, to});
      from = to;
    }
  }
  return faces;
}

/// Directions by rank: equal when and only when the directions are.
class Ranks {
 public:
  std::uint32_t add(const Spot<Wide>& u) {
    spots_.push_back(u);
    return static_cast<std::uint32_t>(spots_.size() - 1);
  }
  void sort() {
    std::vector<std::uint32_t> order(spots_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [this](std::uint32_t i, std::uint32_t j) { return before(spots_[i], spots_[j]); });
    rank_.resize(order.size());
    for (std::size_t k = 0; k < order.size(); ++k) {
      if (k > 0 && before(spots_[order[k - 1]], spots_[order[k]])) ++last_;
      rank_[order[k]] = last_;
      if (k == 0 || last_ == static_cast<std::int64_t>(directions_.size())) {
        directions_.push_back(spots_[order[k]]);
      } else if (simpler(spots_[order[k]], directions_.back())) {
        directions_.back() = spots_[order[k]];
      }
    }
  }
  [[nodiscard]] std::int64_t operator[](std::uint32_t i) const { return rank_[i]; }
  [[nodiscard]] std::int64_t turn() const { return last_ + 1; }
  [[nodiscard]] const std::vector<Spot<Wide>>& directions() const { return directions_; }

 private:
  std::vector<Spot<Wide>> spots_;
  std::vector<std::int64_t> rank_;
  std::vector<Spot<Wide>> directions_;  // by rank
  std::int64_t last_ = 0;
};
}  // namespace

void sweep_with_crossings(const Kept& kept, std::span<const CutFace> cut, geo::Point eye, std::int32_t reach,
                          std::vector<Waiting>& waiting, std::vector<Wedge>& wedges) {
  PartFaces faces = parts_of(kept, cut);
  Ranks ranks;
  for (const Vec corner : {Vec{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}) ranks.add(spot(corner));
  for (const PartFaces::Part& part : faces.parts) {
    ranks.add(part.begin);
    ranks.add(part.end);
  }
  ranks.sort();
  faces.directions = ranks.directions();
  Turn turn;
  for (std::uint32_t o = 0; o < 8; ++o) turn.octant[o] = ranks[o];
  turn.octant[8] = ranks.turn();
  std::vector<std::uint64_t> events;
  std::vector<std::int64_t> ends;
  waiting.clear();
  for (std::uint32_t i = 0; i < faces.parts.size(); ++i) {
    const std::int64_t begin = ranks[8 + 2 * i];
    const std::int64_t end = ranks[9 + 2 * i];
    events.push_back((static_cast<std::uint64_t>(begin) << event_shift) + i);
    ends.push_back(end > begin ? end : end + ranks.turn());
    if (ends.back() > ranks.turn() && fast_fault != FastFault::straddler_forgotten)
      waiting.push_back({i, ends.back() - ranks.turn()});
  }
  std::sort(events.begin(), events.end());
  Sweep<PartFaces>(faces, eye, reach, turn, waiting, wedges).run(events, ends.data());
}

}  // namespace contrechamp::visibility
