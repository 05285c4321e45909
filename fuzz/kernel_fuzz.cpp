// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes are a look and then what stands there: a byte says what it is, two bytes a point, on a lattice so coarse that ends,
// corners and lines meet all the time. The kernel is held against the first one, against brute force without a sweep, and against
// itself with everything turned round.
#include <contrechamp/visibility/gaze.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <tests/differential/brute_force.hpp>
#include <tests/differential/gaze_checks.hpp>

namespace {
using namespace contrechamp;
using geo::Point;
using testing::Place;
using visibility::Edge;
using visibility::Look;
using visibility::Viewshed;

constexpr double tolerance_cm = 0.01;
constexpr std::size_t most_points = 64;

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : rest_(data, size) {}
  [[nodiscard]] bool empty() const { return rest_.empty(); }
  std::uint32_t next() {
    if (rest_.empty()) return 0;
    const std::uint8_t byte = rest_[0];
    rest_ = rest_.subspan(1);
    return byte;
  }
  std::int32_t signed_next() { return static_cast<std::int8_t>(next()); }

 private:
  std::span<const std::uint8_t> rest_;
};

/// The last one reaches beyond where the kernel is exact: there only sanitizers and the shape of the answer judge.
constexpr std::array<std::int32_t, 8> units{1, 1, 3, 10, 100, 1'000, 10'000, 8'000'000};
constexpr std::array<std::int32_t, 4> offsets{0, 0, 500'000'000, -500'000'000};
constexpr std::array<std::int32_t, 4> tops{visibility::unlimited_cm, 300, 400, 500};
constexpr std::array<std::int32_t, 4> bases{0, 0, 300, 350};
constexpr std::array<std::int32_t, 4> heights{0, 300, 350, 450};

/// Reads a place and a look, keeping every point for being used again.
class Reader {
 public:
  Reader(const std::uint8_t* data, std::size_t size) : bytes_(data, size) {
    const std::uint32_t frame = bytes_.next();
    unit_ = units[frame % 8];
    if (exact()) place_.centre = {offsets[frame / 8 % 4], offsets[frame / 32 % 4]};
    place_.half_side = 128 * unit_;
  }
  [[nodiscard]] bool exact() const { return unit_ != units.back(); }

  std::pair<Place, Look> read() {
    Look look;
    const std::uint32_t where = bytes_.next();
    const Point free = point();
    look.reach_cm = static_cast<std::int32_t>(1 + bytes_.next()) * std::min(unit_, 10'000);
    const std::uint32_t hangs = bytes_.next();
    look.height_cm = heights[hangs % 4];
    look.own = hangs / 4 % 2 == 0 ? visibility::no_solid : hangs / 8;
    while (!bytes_.empty() && points_.size() < most_points) thing();
    look.eye = free;
    if (!points_.empty() && where % 4 == 1) look.eye = points_[where / 4 % points_.size()];
    if (!points_.empty() && where % 4 == 2) {
      const Point a = points_[where / 4 % points_.size()];
      const Point b = points_[(where / 4 + 1) % points_.size()];
      look.eye = {static_cast<std::int32_t>((std::int64_t{a.x} + b.x) / 2),
                  static_cast<std::int32_t>((std::int64_t{a.y} + b.y) / 2)};
    }
    return {place_, look};
  }

 private:
  Point point() {
    const std::int32_t x = bytes_.signed_next() * unit_;
    return {place_.centre.x + x, place_.centre.y + bytes_.signed_next() * unit_};
  }
  std::vector<Point> chain(std::uint32_t length) {
    std::vector<Point> out;
    for (; length > 0; --length) {
      out.push_back(point());
      points_.push_back(out.back());
    }
    return out;
  }
  geo::Ring box() {
    const auto ends = chain(2);
    return {ends[0], {ends[1].x, ends[0].y}, ends[1], {ends[0].x, ends[1].y}};
  }
  void thing() {
    const std::uint32_t what = bytes_.next();
    const std::int32_t top = tops[what / 8 % 4];
    const std::int32_t base = bases[what / 32 % 4];
    auto& solids = place_.solids;
    switch (what % 8) {
      case 0: solids.push_back({{box()}, base, top}); break;
      case 1: solids.push_back({{chain(3)}, base, top}); break;
      case 2: solids.push_back({{chain(1 + bytes_.next() % 8)}, base, top}); break;
      case 3: place_.screens.push_back({chain(2 + bytes_.next() % 3), top}); break;
      case 4:  // a courtyard, or whatever an even–odd ring makes of it
        if (!solids.empty()) solids.back().rings.push_back(box());
        break;
      case 5:  // once more, with another top
        if (!solids.empty()) solids.push_back({solids.back().rings, base, top});
        break;
      case 6:  // its mirror image at its first corner: they share that corner, and walls if it is a box
        if (!solids.empty() && exact()) mirror(base, top);
        break;
      default:
        if (place_.corridors.size() < 3)
          place_.corridors.push_back({chain(2 + bytes_.next() % 2), static_cast<std::int32_t>(bytes_.next()) * 4});
    }
  }
  void mirror(std::int32_t base, std::int32_t top) {
    auto rings = place_.solids.back().rings;
    const std::int32_t x = rings[0][0].x;
    for (auto& ring : rings) {
      for (Point& p : ring) p.x = static_cast<std::int32_t>(2 * std::int64_t{x} - p.x);
    }
    place_.solids.push_back({std::move(rings), base, top});
  }

  Bytes bytes_;
  std::int32_t unit_ = 1;
  Place place_;
  std::vector<Point> points_;
};

void require(bool holds, const char* what, const Place& place, const Look& look) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n%s\n", what, testing::described(place, look).c_str());
  std::abort();
}

/// Each wall, and from the eye through each of its ends.
testing::Streets streets(const std::vector<Edge>& edges, Point eye) {
  testing::Streets out;
  for (std::size_t i = 0; i < edges.size() && i < 24; ++i) {
    const Edge& e = edges[i];
    const Edge& other = edges[(i * 7 + 3) % edges.size()];
    if (e.a != e.b) out.emplace_back(e.a, e.b);
    if (e.a != other.b) out.emplace_back(e.a, other.b);
    const geo::Vec away = e.a - eye;
    const Point beyond{static_cast<std::int32_t>(eye.x + 2 * away.x), static_cast<std::int32_t>(eye.y + 2 * away.y)};
    if (beyond != eye) out.emplace_back(eye, beyond);
  }
  return out;
}

/// The last solid first, every ring the other way round.
std::pair<Place, Look> turned_round(Place place, Look look) {
  std::reverse(place.solids.begin(), place.solids.end());
  std::reverse(place.screens.begin(), place.screens.end());
  for (auto& solid : place.solids) {
    for (auto& ring : solid.rings) std::reverse(ring.begin(), ring.end());
  }
  if (look.own < place.solids.size()) look.own = static_cast<std::uint32_t>(place.solids.size()) - 1 - look.own;
  return {place, look};
}

void check(const Place& place, const Look& look) {
  const visibility::Walls walls = place.walls();
  visibility::Gaze gaze(walls);
  const std::vector<Edge> edges = place.edges(look);
  const testing::Streets along = streets(edges, look.eye);
  const Viewshed seen = gaze.look(look);
  require(testing::goes_round(seen, edges), "the wedges go round", place, look);
  const auto [other, other_look] = turned_round(place, look);
  const visibility::Walls other_walls = other.walls();
  require(testing::same(seen, visibility::Gaze(other_walls).look(other_look)), "order changes no byte", place, look);
  const Viewshed first = visibility::viewshed(look.eye, edges, look.reach_cm);
  require(testing::agree(seen, first, along, tolerance_cm), "as the first kernel", place, look);
  for (const auto& [a, b] : along) {
    const auto known = testing::visible_brute_force(look.eye, edges, look.reach_cm, a, b);
    require(testing::difference_cm(visible(seen, a, b), known, a, b) <= tolerance_cm, "as brute force", place, look);
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 8 || size > 256) return 0;
  Reader reader(data, size);
  const auto [place, look] = reader.read();
  if (reader.exact()) {
    check(place, look);
    return 0;
  }
  const visibility::Walls walls = place.walls();
  const double area = visibility::area(visibility::Gaze(walls).look(look)).count();
  const double side = 2.0 * look.reach_cm / 100;
  require(area >= 0 && area <= side * side * (1 + 1e-9), "an area within the square", place, look);
  return 0;
}
