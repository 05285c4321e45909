// SPDX-License-Identifier: AGPL-3.0-or-later
// The fast kernel against the first one, and each of its instruction sets against the others, on random towns.
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <contrechamp/visibility/gaze_testing.hpp>
#include <cstring>
#include <tests/support/testing.hpp>
#include <utility>

namespace contrechamp::visibility {
namespace {

TEST(Gaze, agrees_with_the_first_kernel_and_with_itself) {
  Town town(testing::seed());
  for (int round = 0; round < 1000; ++round) {
    const std::int32_t size = std::array{40, 400, 4000, 40000}[static_cast<std::size_t>(town.below(4))];
    const Scene s = scene(town, size);
    const Walls walls(s.solids, s.screens, s.corridors);
    Gaze gaze(walls);
    for (int k = 0; k < 12; ++k) {
      Look look{town.point(size + size / 4), size / 8 + town.below(size), 100 * town.below(10), no_solid};
      if (k % 4 == 3 && !s.solids.empty()) {
        look.own = static_cast<std::uint32_t>(town.below(static_cast<std::int32_t>(s.solids.size())));
        const geo::Ring& ring = s.solids[look.own].rings[0];
        look.eye = {ring[0].x + town.below(5) - 2, ring[0].y + town.below(5) - 2};
      }
      SCOPED_TRACE(::testing::Message() << "round " << round << " look " << k << " eye " << look.eye.x << ' ' << look.eye.y
                                        << " reach " << look.reach_cm << " size " << size);
      const Viewshed first = viewshed(look.eye, walls.edges_for(look), look.reach_cm);
      const Viewshed fast = gaze.look(look);
      const double square = 4e-4 * look.reach_cm * look.reach_cm;
      ASSERT_NEAR(area(first).count(), area(fast).count(), 1e-9 * square);
      for (int piece = 0; piece < 4; ++piece) {
        const Point a = town.point(size);
        const Point b = town.point(size);
        const auto expected = visible(first, a, b);
        const auto got = visible(fast, a, b);
        ASSERT_EQ(expected.size(), got.size());
        for (std::size_t i = 0; i < got.size(); ++i) {
          ASSERT_NEAR(expected[i].from, got[i].from, 1e-9);
          ASSERT_NEAR(expected[i].to, got[i].to, 1e-9);
        }
      }
      for (const Isa isa : available_isas()) ASSERT_TRUE(same(fast, Gaze(walls, isa).look(look))) << name(isa);
    }
  }
}

std::vector<Solid> solids(std::vector<Rings> footprints) {
  std::vector<Solid> out;
  for (Rings& rings : footprints) out.push_back({std::move(rings)});
  return out;
}
double area_of(const std::vector<Solid>& town, Look look, std::vector<Screen> screens = {}) {
  const Walls walls(town, screens, {});
  const double fast = area(Gaze(walls).look(look)).count();
  EXPECT_NEAR(fast, area(viewshed(look.eye, walls.edges_for(look), look.reach_cm)).count(), 1e-9);
  return fast;
}

TEST(Gaze, faces_that_meet_on_the_start_of_the_turn) {
  // A corner on +x; a face that ends there; one that begins there; two that cross a little above and below.
  area_of(solids({{{{100, 0}, {200, 50}, {200, -50}}}}), {{0, 0}, 500, 0, no_solid});
  area_of(solids({{{{100, 0}, {200, 0}, {150, -90}}}, {{{100, 0}, {200, 0}, {150, 90}}}}), {{0, 0}, 500, 0, no_solid});
  for (const std::int32_t y : {-1, 0, 1}) {
    area_of({}, {{0, 0}, 500, 0, no_solid}, {{{{200, -100 + y}, {400, 101}}}, {{{400, -100}, {200, 101 + y}}}});
    area_of({}, {{0, 0}, 500, 0, no_solid}, {{{{100, y}, {100, 90}}}, {{{100, y}, {110, -90}}}, {{{100, y}, {300, 90}}}});
  }
}

/// n with cross(v, n) == 1, of the size of v, by Euclid's algorithm: no whole point lies closer to the line of v. {0, 0} if the
/// coordinates of v, both > 0, have a common divisor.
Point next_to(Point v) {
  std::int64_t x = 1, y = 0, next_x = 0, next_y = 1;
  std::int64_t m = v.x;
  for (std::int64_t n = v.y; n != 0;) {
    const std::int64_t times = m / n;
    m = std::exchange(n, m - times * n);
    x = std::exchange(next_x, x - times * next_x);
    y = std::exchange(next_y, y - times * next_y);
  }
  return m == 1 ? Point{static_cast<std::int32_t>(-y), static_cast<std::int32_t>(x)} : Point{};
}

/// Walls that all but point at the eye, cut next to one end: the two lie in directions that binary64 does not tell apart, and
/// often has the wrong way round. A part that seemed to end where it begins would go once round.
TEST(Gaze, a_wall_that_points_at_the_eye_is_cut_next_to_its_end) {
  Town town(testing::seed());
  int cut = 0;
  while (cut < 4000) {
    const Point a{60'000 + town.below(60'000), 60'000 + town.below(60'000)};
    const Point v{1 + town.below(1000), 1 + town.below(1000)};
    const Point along = next_to(a);
    const Point n = next_to(v);
    const Point b{a.x + along.x, a.y + along.y};
    const Point end = town.below(2) == 0 ? a : b;
    const Point from{end.x + v.x, end.y + v.y};
    const Point to{end.x + n.x - v.x, end.y + n.y - v.y};
    if (geo::side(a, b, from) * geo::side(a, b, to) >= 0 || geo::side(from, to, a) * geo::side(from, to, b) >= 0) continue;
    ++cut;
    const Walls walls({}, std::vector<Screen>{{{a, b}}, {{from, to}}}, {});
    const Look look{{0, 0}, 250'000, 0, no_solid};
    const double first = area(viewshed(look.eye, walls.edges_for(look), look.reach_cm)).count();
    // Where a ray meets such a wall is rounded: a few square centimetres.
    ASSERT_NEAR(first, area(Gaze(walls).look(look)).count(), 0.01)
        << a.x << ' ' << a.y << ", " << b.x << ' ' << b.y << "; " << from.x << ' ' << from.y << ", " << to.x << ' ' << to.y;
  }
}

TEST(Gaze, a_wall_shared_by_two_solids_blocks_at_the_heights_of_one) {
  const geo::Ring left{{0, 0}, {100, 0}, {100, 100}, {0, 100}};
  const geo::Ring right{{100, 0}, {200, 0}, {200, 100}, {100, 100}};
  const std::vector<Solid> town{{{left}, 0, 300}, {{right}, 0, 600}};
  EXPECT_LT(area_of(town, {{-50, 50}, 1000, 200, no_solid}), 400.0);
  // Over the lower one the shared wall is the higher one's front.
  const Walls walls(town, {}, {});
  Gaze gaze(walls);
  EXPECT_TRUE(visible(gaze.look({{-50, 50}, 1000, 400, no_solid}), {150, 50}, {150, 50}).empty());
  EXPECT_FALSE(visible(gaze.look({{-50, 50}, 1000, 400, no_solid}), {90, 50}, {90, 50}).empty());
  EXPECT_TRUE(visible(gaze.look({{-50, 50}, 1000, 400, 0}), {90, 50}, {90, 50}).empty());
}

TEST(Gaze, an_eye_inside_a_solid_or_on_it_sees_as_the_first_kernel_says) {
  const geo::Ring house{{0, 0}, {100, 0}, {100, 100}, {0, 100}};
  EXPECT_NEAR(area_of(solids({{house}}), {{50, 50}, 1000, 0, no_solid}), 1.0, 1e-12);
  area_of(solids({{house}, {house}}), {{0, 50}, 1000, 0, no_solid});
  area_of(solids({{house}, {house}}), {{0, 0}, 1000, 0, no_solid});
}

/// FNV-1a over what a look returns.
class Hash {
 public:
  template <class Value>
  void add(Value value) {
    unsigned char bytes[sizeof(Value)];
    std::memcpy(bytes, &value, sizeof(Value));
    for (const unsigned char byte : bytes) hash_ = (hash_ ^ byte) * 1099511628211ULL;
  }
  void add(const Viewshed& seen) {
    for (const Wedge& w : seen.wedges) {
      for (const double v : {w.from_x, w.from_y, w.to_x, w.to_y}) add(v);
      for (const std::int32_t v : {w.front.a.x, w.front.a.y, w.front.b.x, w.front.b.y}) add(v);
      add(w.open);
    }
  }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 14695981039346656037ULL;
};

TEST(Gaze, gives_the_same_bytes_on_every_compiler_and_in_any_order_of_the_input) {
  Hash hash;
  Hash shuffled;
  Town town(12345);
  for (int round = 0; round < 200; ++round) {
    const Scene s = scene(town, 4000);
    Scene t = s;
    std::reverse(t.solids.begin(), t.solids.end());
    std::reverse(t.screens.begin(), t.screens.end());
    const Walls walls(s.solids, s.screens, s.corridors);
    const Walls others(t.solids, t.screens, t.corridors);
    Gaze gaze(walls);
    Gaze other(others);
    for (int k = 0; k < 10; ++k) {
      const Look look{town.point(4000), 2000, 100 * town.below(10), no_solid};
      hash.add(gaze.look(look));
      shuffled.add(other.look(look));
    }
  }
  EXPECT_EQ(hash.value(), shuffled.value());
  EXPECT_EQ(hash.value(), 5681071480497589313ULL);
}

/// Every wedge by itself: what visible() must say though it looks at few.
TEST(Gaze, what_is_seen_of_a_street_is_the_sum_over_all_wedges) {
  Town town(testing::seed());
  for (int round = 0; round < 300; ++round) {
    const Scene s = scene(town, 4000);
    const Walls walls(s.solids, s.screens, s.corridors);
    Gaze gaze(walls);
    const Viewshed& seen = gaze.look({town.point(4000), 2000, 0, no_solid});
    for (int k = 0; k < 20; ++k) {
      const Point a = town.point(4000);
      const Point b = town.point(4000);
      double sum = 0;
      for (const Wedge& wedge : seen.wedges) {
        const Viewshed one{seen.eye, seen.reach_cm, {wedge}};
        for (const Interval part : visible(one, a, b)) sum += part.to - part.from;
      }
      double whole = 0;
      for (const Interval part : visible(seen, a, b)) whole += part.to - part.from;
      ASSERT_NEAR(whole, sum, 1e-10);
    }
  }
}

}  // namespace
}  // namespace contrechamp::visibility
