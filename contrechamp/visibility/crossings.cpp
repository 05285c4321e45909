// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/visibility/crossings.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Vec;
using Wide = __int128;

RationalSpot spot(Vec v) { return {v.x, v.y, 1}; }
Wide turn(const RationalSpot& u, const RationalSpot& v) { return u.x * v.y - u.y * v.x; }

/// Where the line ab meets the line cd.
RationalSpot crossing(Vec a, Vec b, Vec c, Vec d) {
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

bool lower_half(const RationalSpot& u) { return u.y < 0 || (u.y == 0 && u.x < 0); }
/// Of points in one direction the one that is written most simply comes first: whole ones before crossings, then the nearest.
/// So a side of a wedge is exact where it can be, and the order of the input does not show.
bool simpler(const RationalSpot& u, const RationalSpot& v) {
  const auto extent = [](const RationalSpot& s) { return (s.x < 0 ? -s.x : s.x) + (s.y < 0 ? -s.y : s.y); };
  return u.w != v.w ? u.w < v.w : extent(u) < extent(v);
}
bool before(const RationalSpot& u, const RationalSpot& v) {
  if (lower_half(u) != lower_half(v)) return lower_half(v);
  return turn(u, v) > 0;
}

/// y / (|x| + |y|) per half, counter-clockwise from +x in [0, 4): five roundings of at most 2^-53 each.
double about(const RationalSpot& u) {
  const auto x = static_cast<double>(u.x);
  const auto y = static_cast<double>(u.y);
  const double t = y / ((x < 0 ? -x : x) + (y < 0 ? -y : y));
  if (x < 0) return 2 - t;
  return y < 0 ? 4 + t : t;
}
constexpr double surely_apart = 1e-14;
}  // namespace

/// The kept faces, and what lies between the crossings of the cut ones.
void CrossedSweep::part(const Kept& kept, const CutFaces& cut) {
  faces_.parts.clear();
  for (std::uint32_t i = 0; i < kept.size; ++i) {
    const Vec a{kept.ax[i], kept.ay[i]};
    const Vec b{kept.bx[i], kept.by[i]};
    faces_.parts.push_back({a, b, spot(a), spot(b)});
  }
  for (const CutFaces::Face& face : cut.faces) {
    // Seen from the eye the crossings stand in the order of their directions.
    spots_.clear();
    for (std::size_t k = face.first; k < face.last; ++k) {
      spots_.push_back(crossing(face.a, face.b, cut.lines[k].first, cut.lines[k].second));
    }
    std::sort(spots_.begin(), spots_.end(), [](const RationalSpot& u, const RationalSpot& v) { return turn(u, v) > 0; });
    spots_.push_back(spot(face.b));
    RationalSpot from = spot(face.a);
    for (const RationalSpot& to : spots_) {
      if (turn(from, to) > 0) faces_.parts.push_back({face.a, face.b, from, to});
      from = to;
    }
  }
}

void CrossedSweep::note(const RationalSpot& u) {
  order_.push_back({about(u), static_cast<std::uint32_t>(spots_.size())});
  spots_.push_back(u);
}

void CrossedSweep::rank() {
  std::sort(order_.begin(), order_.end(), [this](const Ranked& u, const Ranked& v) {
    const double apart = v.about - u.about;
    return apart > surely_apart || (apart > -surely_apart && before(spots_[u.spot], spots_[v.spot]));
  });
  rank_.resize(order_.size());
  faces_.directions.clear();
  std::int64_t last = -1;
  for (std::size_t k = 0; k < order_.size(); ++k) {
    const RationalSpot& u = spots_[order_[k].spot];
    if (k == 0 || order_[k].about - order_[k - 1].about > surely_apart || before(spots_[order_[k - 1].spot], u)) {
      ++last;
      faces_.directions.push_back(u);
    } else if (simpler(u, faces_.directions.back())) {
      faces_.directions.back() = u;
    }
    rank_[order_[k].spot] = last;
  }
}

void CrossedSweep::run(const Kept& kept, const CutFaces& cut, geo::Point eye, std::int32_t reach, std::vector<Waiting>& waiting,
                       std::vector<Wedge>& wedges) {
  part(kept, cut);
  spots_.clear();
  order_.clear();
  for (const Vec corner : {Vec{1, 0}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}}) note(spot(corner));
  for (const PartFaces::Part& part : faces_.parts) {
    note(part.begin);
    note(part.end);
  }
  rank();
  const auto turns = static_cast<std::int64_t>(faces_.directions.size());
  const Turn turn{{rank_[1], rank_[2], rank_[3], rank_[4], turns}};
  events_.clear();
  ends_.clear();
  waiting.clear();
  for (std::uint32_t i = 0; i < faces_.parts.size(); ++i) {
    const std::int64_t begin = rank_[5 + 2 * i];
    const std::int64_t end = rank_[6 + 2 * i];
    events_.push_back((static_cast<std::uint64_t>(begin) << event_shift) + i);
    ends_.push_back(end > begin ? end : end + turns);
    if (ends_.back() > turns && fast_fault != FastFault::straddler_forgotten) waiting.push_back({i, ends_.back() - turns});
  }
  std::sort(events_.begin(), events_.end());
  Sweep<PartFaces>(faces_, eye, reach, turn, waiting, wedges).run(events_, ends_.data());
}

}  // namespace contrechamp::visibility
