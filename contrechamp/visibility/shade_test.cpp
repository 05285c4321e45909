// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/core/random.hpp>
#include <contrechamp/visibility/sight.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Point;
using geo::Ring;

Ring box(std::int32_t x0, std::int32_t y0, std::int32_t x1, std::int32_t y1) { return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}; }

constexpr std::int32_t target = 160;

struct Place {
  std::vector<Solid> solids;
  std::vector<Screen> screens;
  std::vector<Corridor> corridors;

  [[nodiscard]] std::vector<Interval> seen(const Look& look, Point a, Point b, std::int32_t target_cm = target) const {
    const Walls walls(solids, screens, corridors);
    const Roofs roofs(solids, screens, corridors);
    Gaze gaze(walls);
    return visible(Sight{gaze.look(look), Shades(roofs, look, target_cm)}, a, b);
  }
};

Place shed(std::int32_t top) { return {{{{box(1000, -500, 1400, 500)}, 0, top}}, {}, {}}; }
Look from_height(std::int32_t height, Point eye = {0, 0}) { return {eye, 20000, height, no_solid}; }

void expect_parts(const std::vector<Interval>& parts, const std::vector<Interval>& expected) {
  ASSERT_EQ(parts.size(), expected.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_NEAR(parts[i].from, expected[i].from, 1e-12);
    EXPECT_NEAR(parts[i].to, expected[i].to, 1e-12);
  }
}

TEST(Shades, hide_a_stretch_behind_a_low_roof_and_no_more) {
  // k = (560 − 160) / (560 − 360) = 2: from the near side at 10 m to twice the far side at 14 m.
  expect_parts(shed(360).seen(from_height(560), {0, 0}, {10000, 0}), {{0, 0.10}, {0.28, 1}});
  expect_parts(shed(360).seen(from_height(560), {2000, -20000}, {2000, 20000}), {{0, 19000.0 / 40000}, {21000.0 / 40000, 1}});
  expect_parts(shed(360).seen(from_height(560), {2900, -2000}, {2900, 2000}), {{0, 1}});
}

TEST(Shades, of_a_roof_no_higher_than_the_target_are_its_own_ground) {
  expect_parts(shed(160).seen(from_height(560), {0, 0}, {10000, 0}), {{0, 0.10}, {0.14, 1}});
  expect_parts(shed(50).seen(from_height(560), {0, 0}, {10000, 0}), {{0, 0.10}, {0.14, 1}});
  expect_parts(shed(50).seen(from_height(560), {1000, -2000}, {1000, 2000}), {{0, 1}});  // along a side, either way
  expect_parts(shed(50).seen(from_height(560), {1000, 2000}, {1000, -2000}), {{0, 1}});
}

TEST(Shades, of_a_roof_as_high_as_the_eye_are_none_because_it_is_a_wall) {
  const Place place = shed(560);
  EXPECT_TRUE(Shades(Roofs(place.solids, {}, {}), from_height(560), target).empty());
  expect_parts(place.seen(from_height(560), {0, 0}, {10000, 0}), {{0, 0.10}});
  // One centimetre lower it hides 40 times its distance.
  expect_parts(shed(559).seen(from_height(560), {0, 0}, {20000, 0}), {{0, 0.05}});
}

TEST(Shades, none_of_the_building_that_the_eye_hangs_on) {
  Look look = from_height(560);
  look.own = 0;
  EXPECT_TRUE(Shades(Roofs(shed(360).solids, {}, {}), look, target).empty());
  expect_parts(shed(360).seen(look, {0, 0}, {10000, 0}), {{0, 0.10}});
}

TEST(Shades, none_where_the_sight_line_does_not_go_down) {
  const Look doorbell = from_height(120);
  EXPECT_TRUE(Shades(Roofs(shed(100).solids, {}, {}), doorbell, target).empty());
  expect_parts(shed(100).seen(doorbell, {0, 0}, {10000, 0}), {{0, 1}});
  expect_parts(shed(140).seen(doorbell, {0, 0}, {10000, 0}), {{0, 0.10}});  // stated: a wall, though a head would show over it
  expect_parts(shed(100).seen(from_height(160), {0, 0}, {10000, 0}), {{0, 1}});
}

TEST(Shades, of_a_wall_of_no_width_leave_its_own_ground) {
  const Place place{{}, {{{{1000, -500}, {1000, 500}}, 360}}, {}};
  expect_parts(place.seen(from_height(560), {0, 0}, {10000, 0}), {{0, 0.10}, {0.20, 1}});
  const Place low{{}, {{{{1000, -500}, {1000, 500}}, 100}}, {}};
  expect_parts(low.seen(from_height(560), {0, 0}, {10000, 0}), {{0, 1}});
}

TEST(Shades, of_a_courtyard_house_leave_the_courtyard_that_the_eye_looks_into) {
  // k = 1.25: the near wing from 10 m to 12 m hides to 15 m, the far wing from 20 m to 24 m hides to 30 m.
  const Place place{{{{box(1000, -1000, 2400, 1000), box(1200, -800, 2000, 800)}, 0, 240}}, {}, {}};
  expect_parts(place.seen(from_height(560), {0, 0}, {10000, 0}), {{0, 0.10}, {0.15, 0.20}, {0.30, 1}});
}

TEST(Shades, have_no_light_in_the_joint_of_two_houses) {
  const Place place{{{{box(1000, 0, 1400, 500)}, 0, 360}, {{box(1000, -500, 1400, 0)}, 0, 360}}, {}, {}};
  expect_parts(place.seen(from_height(560), {0, 0}, {10000, 0}), {{0, 0.10}, {0.28, 1}});
  // Lower on one side: as far as the lower one hides.
  const Place step{{{{box(1000, 0, 1400, 500)}, 0, 360}, {{box(1000, -500, 1400, 0)}, 0, 240}}, {}, {}};
  expect_parts(step.seen(from_height(560), {0, 0}, {10000, 0}), {{0, 0.10}, {0.175, 1}});
}

TEST(Shades, are_not_cast_by_what_is_only_grazed) {
  const Place place = shed(360);
  expect_parts(place.seen(from_height(560), {0, -500}, {10000, -500}), {{0, 0.10}, {0.28, 1}});       // beside the near corner
  expect_parts(place.seen(from_height(560, {0, -500}), {0, -500}, {10000, -500}), {{0, 1}});          // along a side
  expect_parts(place.seen(from_height(560, {500, 0}), {500, 0}, {2500, -2000}), {{0, 1}});            // past a corner
  expect_parts(place.seen(from_height(560), {1000, -2000}, {1000, 2000}), {{0, 1}});                  // along the near façade
  expect_parts(place.seen(from_height(560), {1400, -2000}, {1400, 2000}), {{0, 0.325}, {0.675, 1}});  // behind the far one
}

TEST(Shades, let_points_stay_or_go) {
  const Place place = shed(360);
  const auto stays = [&](Point p) { return place.seen(from_height(560), p, p).size() == 1; };
  EXPECT_TRUE(stays({999, 0}));
  EXPECT_TRUE(stays({1000, 0}));
  EXPECT_FALSE(stays({1001, 0}));
  EXPECT_FALSE(stays({1400, 0}));
  EXPECT_FALSE(stays({2799, 0}));
  EXPECT_TRUE(stays({2800, 0}));
  EXPECT_TRUE(stays({0, 0}));
  EXPECT_FALSE(place.seen(from_height(560, {1200, 0}), {1200, 0}, {1200, 0}).size() == 1);  // below an eye on the roof
}

TEST(Shades, begin_at_an_eye_on_the_roof) {
  // The far edge at 2 m hides to 4 m.
  expect_parts(shed(360).seen(from_height(560, {1200, 0}), {1200, 0}, {11200, 0}), {{0.04, 1}});
}

TEST(Shades, leave_a_passage_open) {
  Place place = shed(360);
  place.corridors = {{{{1000, 0}, {1400, 0}}, 300}};
  expect_parts(place.seen(from_height(560), {0, 0}, {10000, 0}), {{0, 1}});
  expect_parts(place.seen(from_height(560), {0, 0}, {10000, 2000}), {{0, 0.10}, {0.28, 1}});
}

// ---- The definition, point by point, in whole numbers only ----

using Wide = __int128;
struct Fraction {
  Wide over;
  Wide under;  // > 0
  bool operator<(const Fraction& other) const { return over * other.under < other.over * under; }
  [[nodiscard]] double value() const { return static_cast<double>(over) / static_cast<double>(under); }
};
struct Spot {
  Wide x;
  Wide y;
};

/// Strictly inside, by even and odd over all rings; the spot is divided by `under`, coordinates are not.
bool inside(const Rings& rings, Spot s, Wide under) {
  bool within = false;
  for (const Ring& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Spot a{ring[i].x * under - s.x, ring[i].y * under - s.y};
      const Point next = ring[(i + 1) % ring.size()];
      const Spot b{next.x * under - s.x, next.y * under - s.y};
      const Wide turn = a.x * b.y - a.y * b.x;
      if (turn == 0 && a.x * b.x + a.y * b.y <= 0) return false;
      if ((a.y > 0) != (b.y > 0) && (turn > 0) == (b.y > a.y)) within = !within;
    }
  }
  return within;
}

/// The eye is at 0. Some of the way to q beyond the fraction 1/k runs inside the rings: its pieces between crossings are asked
/// near their middles, at multiples of 2^-30: shorter ones are not asked.
bool hides(const Solid& solid, std::int32_t eye_height, std::int32_t target_height, Spot q, Wide under) {
  if (solid.top_cm >= eye_height) return false;
  std::vector<Fraction> cuts{{1, 1},
                             {std::min(eye_height - solid.top_cm, eye_height - target_height), eye_height - target_height}};
  for (const Ring& ring : solid.rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point a = ring[i];
      const Point b = ring[(i + 1) % ring.size()];
      const Wide ex = b.x - a.x;
      const Wide ey = b.y - a.y;
      Fraction f{(a.x * ey - a.y * ex) * under, q.x * ey - q.y * ex};
      if (f.under < 0) f = {-f.over, -f.under};
      if (f.under != 0 && cuts[1] < f && f < cuts[0]) cuts.push_back(f);
    }
  }
  std::sort(cuts.begin(), cuts.end());
  if (inside(solid.rings, q, under)) return true;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    constexpr int whole = 1 << 30;
    const Wide over = static_cast<int>((cuts[i].value() + cuts[i + 1].value()) / 2 * whole);
    const Fraction middle{over, whole};
    if (cuts[i] < middle && middle < cuts[i + 1] && inside(solid.rings, {q.x * over, q.y * over}, under * whole)) return true;
  }
  return false;
}

struct Town {
  std::vector<Solid> solids;
  std::int32_t half_side = 0;
};

/// Rings of any shape: they touch, cross themselves and each other, and may hold the eye at (0, 0). What lies twice on one line
/// in one solid is no border by even and odd and yet stands: a spike hides as a wall does.
Town random_town(Random& random) {
  Town town;
  town.half_side = random.chance(500) ? 6 : 60;
  const auto coordinate = [&] { return static_cast<std::int32_t>(random.between(-town.half_side, town.half_side)); };
  town.solids.resize(1 + random.below(4));
  for (Solid& solid : town.solids) {
    solid.top_cm = static_cast<std::int32_t>(random.between(0, 9));
    solid.rings.resize(1 + random.below(2));
    for (Ring& ring : solid.rings) {
      if (random.chance(500)) {
        ring = box(coordinate(), coordinate(), coordinate(), coordinate());
      } else {
        ring.resize(3 + random.below(4));
        for (Point& p : ring) p = {coordinate(), coordinate()};
      }
    }
  }
  return town;
}

/// Two edges of one solid run along each other, or one has no length.
bool has_spikes(const Solid& solid) {
  std::vector<Edge> edges;
  for (const Ring& ring : solid.rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) edges.push_back({ring[i], ring[(i + 1) % ring.size()]});
  }
  const auto strictly_on = [](const Edge& e, Point p) { return geo::on_segment(e.a, e.b, p) && p != e.a && p != e.b; };
  for (const Edge& e : edges) {
    for (const Edge& f : edges) {
      if (e.a == e.b || (&e != &f && geo::side(e.a, e.b, f.a) == 0 && geo::side(e.a, e.b, f.b) == 0 &&
                         (strictly_on(e, f.a) || strictly_on(e, f.b) || strictly_on(f, e.a) ||
                          std::minmax(e.a, e.b) == std::minmax(f.a, f.b)))) {
        return true;
      }
    }
  }
  return false;
}

struct Agreement {
  std::uint64_t asked = 0;
  std::uint64_t hidden = 0;
  std::uint64_t differ = 0;
};

/// Asks at many fractions of ab a little to its left and right; what is hidden on both sides is hidden.
void compare(Agreement& total, const Town& town, const Look& look, std::int32_t target_cm, Point a, Point b) {
  std::vector<Interval> parts{{0, 1}};
  Shades(Roofs(town.solids, {}, {}), look, target_cm).hide(a, b, parts);
  constexpr Wide prime = 293;  // no simple fractions, where joints of shadows would be met
  constexpr Wide aside = 10'000;
  for (Wide i = 1; i < prime; i += 3) {
    const double at = static_cast<double>(i) / static_cast<double>(prime);
    const auto beside_an_end = [at](Interval p) { return std::fabs(p.from - at) < 1e-4 || std::fabs(p.to - at) < 1e-4; };
    if (std::any_of(parts.begin(), parts.end(), beside_an_end)) continue;
    const auto hidden_beside = [&](int side) {
      const Wide under = prime * aside;
      const Spot q{aside * (a.x * (prime - i) + b.x * i) - side * (b.y - a.y),
                   aside * (a.y * (prime - i) + b.y * i) + side * (b.x - a.x)};
      return std::any_of(town.solids.begin(), town.solids.end(),
                         [&](const Solid& s) { return hides(s, look.height_cm, target_cm, q, under); });
    };
    const bool hidden = hidden_beside(-1) && hidden_beside(+1);
    const bool seen = std::any_of(parts.begin(), parts.end(), [at](Interval p) { return p.from <= at && at <= p.to; });
    ++total.asked;
    total.hidden += hidden ? 1 : 0;
    total.differ += hidden == seen ? 1 : 0;
  }
}

TEST(Shades, are_what_the_definition_says_at_every_point) {
  Random random(testing::seed());
  Agreement total;
  for (int trial = 0; trial < 1500; ++trial) {
    const Town town = random_town(random);
    if (std::any_of(town.solids.begin(), town.solids.end(), has_spikes)) continue;
    const Look look{{0, 0}, 1000, static_cast<std::int32_t>(random.between(4, 10)), no_solid};
    const auto target_cm = static_cast<std::int32_t>(random.between(0, 3));
    const auto any = [&] { return static_cast<std::int32_t>(random.between(-2 * town.half_side, 2 * town.half_side)); };
    const Point a{any(), any()};
    const Point b = random.chance(100) ? Point{0, 0} : random.chance(100) ? Point{-a.x, -a.y} : Point{any(), any()};
    if (a != b) compare(total, town, look, target_cm, a, b);
  }
  // A little to the side may be beyond a corner all the same, or cut off a piece too short to be asked: 2 in 20 million did.
  EXPECT_LE(total.differ, 3U) << "of " << total.asked;
  EXPECT_GT(total.asked, 100'000U);
  EXPECT_GT(total.hidden, 30'000U);
  EXPECT_LT(total.hidden, 100'000U);
}

// ---- Laws ----

double length(const std::vector<Interval>& parts) {
  double sum = 0;
  for (const Interval p : parts) sum += p.to - p.from;
  return sum;
}

/// All of `inner` lies in `outer`.
bool within(const std::vector<Interval>& inner, const std::vector<Interval>& outer) {
  return std::all_of(inner.begin(), inner.end(), [&](Interval p) {
    return std::any_of(outer.begin(), outer.end(), [p](Interval q) { return q.from <= p.from + 1e-9 && p.to <= q.to + 1e-9; });
  });
}

bool runs_along_an_edge(const Town& town, Point a, Point b) {
  for (const Solid& solid : town.solids) {
    for (const Ring& ring : solid.rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        if (geo::side(a, b, ring[i]) == 0 && geo::side(a, b, ring[(i + 1) % ring.size()]) == 0) return true;
      }
    }
  }
  return false;
}

TEST(Shades, grow_with_the_top_and_shrink_with_the_eye) {
  Random random(testing::seed());
  double sum = 0;
  for (int trial = 0; trial < 400; ++trial) {
    Town town = random_town(random);
    // Whoever stands in a house sees it from within when it becomes a wall.
    std::erase_if(town.solids, [](const Solid& s) { return geo::where(s.rings, {0, 0}) != geo::Where::outside; });
    const auto any = [&] { return static_cast<std::int32_t>(random.between(-2 * town.half_side, 2 * town.half_side)); };
    const Point a{any(), any()};
    const Point b{any(), any()};
    if (a == b || town.solids.empty()) continue;
    const auto parts = [&](std::int32_t height) {
      return Place{town.solids, {}, {}}.seen({{0, 0}, 1000, height, no_solid}, a, b, 2);
    };
    const auto before = parts(12);
    const auto from_above = parts(20);
    const auto from_the_sky = parts(2'000'000'000);
    Solid& raised = town.solids[random.below(town.solids.size())];
    raised.top_cm += static_cast<std::int32_t>(random.between(1, 6));  // up to a wall
    const auto after = parts(12);
    EXPECT_TRUE(within(after, before)) << "trial " << trial;
    EXPECT_TRUE(within(before, from_above) && within(from_above, from_the_sky)) << "trial " << trial;
    sum += length(before) - length(after);
    // From the sky: everything but the footprints.
    for (Solid& solid : town.solids) solid.top_cm = 0;
    const auto flat = Place{town.solids, {}, {}}.seen({{0, 0}, 1000, 12, no_solid}, a, b, 2);
    // Along a far façade even the narrowest strip behind it hides.
    if (!runs_along_an_edge(town, a, b)) {
      EXPECT_NEAR(length(from_the_sky), length(flat), 1e-6);
    }
  }
  EXPECT_GT(sum, 10);
}

/// Turns by a quarter `turns` times, or mirrors if negative, and shifts.
Point moved(Point p, int turns, Point shift) {
  if (turns < 0) return {p.x + shift.x, -p.y + shift.y};
  for (int i = 0; i < turns; ++i) p = {-p.y, p.x};
  return {p.x + shift.x, p.y + shift.y};
}

TEST(Shades, move_with_the_scene_and_know_no_order) {
  Random random(testing::seed());
  for (int trial = 0; trial < 300; ++trial) {
    Town town = random_town(random);
    const auto any = [&] { return static_cast<std::int32_t>(random.between(-2 * town.half_side, 2 * town.half_side)); };
    const Point a{any(), any()};
    const Point b{any(), any()};
    if (a == b) continue;
    std::vector<Interval> before{{0, 1}};
    Shades(Roofs(town.solids, {}, {}), {{0, 0}, 1000, 12, no_solid}, 2).hide(a, b, before);

    const int turns = static_cast<int>(random.between(-1, 3));
    const Point shift{static_cast<std::int32_t>(random.between(-1'000'000, 1'000'000)), 77'777};
    for (Solid& solid : town.solids) {
      for (Ring& ring : solid.rings) {
        for (Point& p : ring) p = moved(p, turns, shift);
        std::rotate(ring.begin(), ring.begin() + 1, ring.end());
        if (random.chance(500)) std::reverse(ring.begin(), ring.end());
      }
    }
    std::reverse(town.solids.begin(), town.solids.end());
    std::vector<Interval> after{{0, 1}};
    Shades(Roofs(town.solids, {}, {}), {moved({0, 0}, turns, shift), 1000, 12, no_solid}, 2)
        .hide(moved(a, turns, shift), moved(b, turns, shift), after);
    ASSERT_EQ(before.size(), after.size()) << "trial " << trial;
    for (std::size_t i = 0; i < before.size(); ++i) {
      EXPECT_EQ(before[i].from, after[i].from);  // every bit
      EXPECT_EQ(before[i].to, after[i].to);
    }
  }
}

TEST(Shades, are_not_mutual) {
  // The camera at 5.6 m does not see the face behind the shed; at the face's place and height 5.6 m is seen over the shed only
  // where the way down is above it.
  const Place place = shed(360);
  EXPECT_TRUE(place.seen(from_height(560), {2000, 0}, {2000, 0}).empty());
  EXPECT_FALSE(place.seen(from_height(560, {2000, 0}), {0, 0}, {0, 0}).empty());
}

}  // namespace
}  // namespace contrechamp::visibility
