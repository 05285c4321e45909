// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/visibility/crossings.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Vec;
using Wide = __int128;

RationalSpot at(Vec v) { return {v.x, v.y, 1}; }
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
bool before(const RationalSpot& u, const RationalSpot& v) {
  if (lower_half(u) != lower_half(v)) return lower_half(v);
  return turn(u, v) > 0;
}

/// As the keys of whole directions (faces.hpp), out of rounded numbers: off by less than 2.
std::int64_t about(const RationalSpot& u) {
  const auto x = static_cast<double>(u.x);
  const auto y = static_cast<double>(u.y);
  const double t = y / ((x < 0 ? -x : x) + (y < 0 ? -y : y)) * static_cast<double>(key_quarter);
  const auto scaled = static_cast<std::int64_t>(t);
  if (x < 0) return 2 * key_quarter - scaled;
  return y < 0 ? key_turn + scaled : scaled;
}
/// Of keys that differ by more the directions are in the same order.
constexpr std::int64_t surely_apart = 4;

constexpr std::array<Vec, 5> octants{{{1, 0}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}}};
constexpr std::array<std::int64_t, 5> octant_keys{0, key_sides.end[0], key_sides.end[1], key_sides.end[2], key_sides.end[3]};

std::uint32_t number(std::uint64_t event) { return static_cast<std::uint32_t>(event & (most_kept - 1)); }
std::int64_t key(std::uint64_t event) { return static_cast<std::int64_t>(event >> event_shift); }
}  // namespace

RationalSpot PartFaces::spot(std::uint32_t number) const {
  const auto faces = static_cast<std::uint32_t>(kept->size);
  if (number < faces) return begin(number);
  return number < 2 * faces ? end(number - faces) : at(octants[number - 2 * faces]);
}

bool PartFaces::is_whole(std::uint32_t number) const {
  const auto faces = static_cast<std::uint32_t>(kept->size);
  return number < wholes || (number >= faces && number < faces + wholes);
}

void CrossedSweep::add(Kept& kept, const CutFaces::Face& face, const RationalSpot& from, const RationalSpot& to) {
  const std::size_t i = kept.size++;
  kept.ax[i] = static_cast<std::int32_t>(face.a.x);
  kept.ay[i] = static_cast<std::int32_t>(face.a.y);
  kept.bx[i] = static_cast<std::int32_t>(face.b.x);
  kept.by[i] = static_cast<std::int32_t>(face.b.y);
  kept.begin[i] = about(from);
  kept.end[i] = about(to);
  faces_.from.push_back(from);
  faces_.to.push_back(to);
}

/// Adds to the kept faces what lies between the crossings of the cut ones.
void CrossedSweep::part(Kept& kept, const CutFaces& cut) {
  faces_.kept = &kept;
  faces_.wholes = static_cast<std::uint32_t>(kept.size);
  faces_.from.clear();
  faces_.to.clear();
  kept.reserve_more(cut.faces.size() + cut.lines.size());
  for (const CutFaces::Face& face : cut.faces) {
    // Seen from the eye the crossings stand in the order of their directions.
    between_.clear();
    for (std::size_t k = face.first; k < face.last; ++k) {
      between_.push_back(crossing(face.a, face.b, cut.lines[k].first, cut.lines[k].second));
    }
    // Where more than one line crosses it, the simplest way to write that comes first.
    std::sort(between_.begin(), between_.end(), [](const RationalSpot& u, const RationalSpot& v) {
      const Wide ahead = turn(u, v);
      return ahead != 0 ? ahead > 0 : u.w < v.w;
    });
    between_.push_back(at(face.b));
    RationalSpot from = at(face.a);
    for (const RationalSpot& to : between_) {
      if (turn(from, to) <= 0) continue;
      add(kept, face, from, to);
      from = to;
    }
  }
}

/// All spots by their keys; neighbours that only exact directions tell apart are then set right.
void CrossedSweep::sort(const FaceLoops& loops, const Kept& kept) {
  spots_ = 2 * kept.size + octants.size();
  keys_.resize(spots_);
  std::copy_n(kept.begin.begin(), kept.size, keys_.begin());
  for (std::size_t i = 0; i < kept.size; ++i) keys_[kept.size + i] = kept.end[i] - (kept.end[i] < key_turn ? 0 : key_turn);
  std::copy_n(octant_keys.begin(), octants.size(), keys_.data() + 2 * kept.size);
  if (order_.size() < 2 * spots_ + 16) order_.resize(4 * spots_ + 16);
  loops.sort(std::span(keys_).first(spots_), order_.data());
  const auto after = [this](std::uint64_t u, std::uint64_t v) {
    if (key(v) - key(u) > surely_apart || (faces_.is_whole(number(u)) && faces_.is_whole(number(v)))) return false;
    return before(faces_.spot(number(v)), faces_.spot(number(u)));
  };
  for (std::size_t k = 1; k < spots_; ++k) {
    const std::uint64_t event = order_[k];
    std::size_t to = k;
    for (; to > 0 && after(order_[to - 1], event); --to) order_[to] = order_[to - 1];
    order_[to] = event;
  }
}

/// Equal directions get one rank.
void CrossedSweep::rank(std::uint32_t faces) {
  const auto differ = [this](std::uint64_t u, std::uint64_t v) {  // of neighbours in order
    if (key(v) - key(u) > surely_apart) return true;
    if (faces_.is_whole(number(u)) && faces_.is_whole(number(v))) return key(u) != key(v);
    return before(faces_.spot(number(u)), faces_.spot(number(v)));
  };
  rank_.resize(spots_);
  events_.clear();
  std::int64_t last = -1;
  for (std::size_t k = 0; k < spots_; ++k) {
    const std::uint32_t i = number(order_[k]);
    if (k == 0 || differ(order_[k - 1], order_[k])) ++last;
    rank_[i] = last;
    if (i < faces) events_.push_back((static_cast<std::uint64_t>(last) << event_shift) + i);
  }
  directions_ = last + 1;
}

void CrossedSweep::run(const FaceLoops& loops, Kept& kept, const CutFaces& cut, geo::Point eye, std::int32_t reach,
                       std::vector<Waiting>& waiting, std::vector<Wedge>& wedges) {
  part(kept, cut);
  sort(loops, kept);
  const auto faces = static_cast<std::uint32_t>(kept.size);
  rank(faces);
  const std::int64_t turns = directions_;
  const std::int64_t* corner = rank_.data() + 2 * std::size_t{faces};
  const Turn turn{{corner[1], corner[2], corner[3], corner[4], turns}};
  ends_.clear();
  waiting.clear();
  for (std::uint32_t i = 0; i < faces; ++i) {
    const std::int64_t end = rank_[faces + i];
    ends_.push_back(end > rank_[i] ? end : end + turns);
    if (ends_.back() > turns && fast_fault != FastFault::straddler_forgotten) waiting.push_back({i, ends_.back() - turns});
  }
  Sweep<PartFaces, Waiters<PartFaces>>(faces_, {faces_, waiting}, eye, reach, turn, wedges).run(events_, ends_.data());
}

}  // namespace contrechamp::visibility
