// SPDX-License-Identifier: AGPL-3.0-or-later
// Scenes that can be checked by hand. The header's laws on random scenes: tests/differential/visibility_laws_test.cpp.
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/visibility/viewshed.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Point;
constexpr Point origin{0, 0};

std::vector<Edge> box(std::int32_t x0, std::int32_t y0, std::int32_t x1, std::int32_t y1) {
  return {{{x0, y0}, {x1, y0}}, {{x1, y0}, {x1, y1}}, {{x1, y1}, {x0, y1}}, {{x0, y1}, {x0, y0}}};
}
std::vector<Edge> operator+(std::vector<Edge> edges, const std::vector<Edge>& more) {
  edges.insert(edges.end(), more.begin(), more.end());
  return edges;
}
bool sees(const Viewshed& view, Point p) { return !visible(view, p, p).empty(); }

/// Each part as {from, to}, in thousandths of the segment.
std::vector<std::pair<double, double>> parts(const Viewshed& view, Point a, Point b) {
  std::vector<std::pair<double, double>> out;
  for (const Interval part : visible(view, a, b)) out.emplace_back(1000 * part.from, 1000 * part.to);
  return out;
}
using Parts = std::vector<std::pair<double, double>>;

/// What a wall hides of the line x = 5 m, from y = -10 m to 10 m, when seen from the origin.
Parts behind(const std::vector<Edge>& walls) { return parts(viewshed(origin, walls, 2000), {500, -1000}, {500, 1000}); }

TEST(Viewshed, of_an_empty_plane_is_the_square) {
  const Viewshed view = viewshed({700, -900}, {}, 1000);
  EXPECT_EQ(view.wedges.size(), 8U);
  EXPECT_TRUE(std::all_of(view.wedges.begin(), view.wedges.end(), [](const Wedge& w) { return w.open; }));
  EXPECT_EQ(area(view).count(), 400.0);
  EXPECT_EQ(parts(view, {-5000, -900}, {5000, -900}), (Parts{{470, 670}}));
  EXPECT_TRUE(viewshed(origin, {}, 0).wedges.empty());
}

TEST(Viewshed, a_wall_across_the_start_of_the_turn_hides_what_is_behind_it) {
  EXPECT_EQ(behind({{{100, -100}, {100, 100}}}), (Parts{{0, 250}, {750, 1000}}));
  EXPECT_EQ(behind({{{100, 100}, {100, -100}}}), (Parts{{0, 250}, {750, 1000}}));
}

TEST(Viewshed, walls_that_end_on_the_start_of_the_turn) {
  const Edge above{{100, 0}, {100, 100}};
  const Edge below{{100, 0}, {100, -100}};
  EXPECT_EQ(behind({above}), (Parts{{0, 500}, {750, 1000}}));
  EXPECT_EQ(behind({below}), (Parts{{0, 250}, {500, 1000}}));
  EXPECT_EQ(behind({above, below}), (Parts{{0, 250}, {750, 1000}}));
}

TEST(Viewshed, two_walls_that_share_a_corner_on_the_start_of_the_turn) {
  // Both above: the steeper one is nearer wherever both stand.
  const Edge near{{100, 0}, {50, 100}};
  const Edge far{{100, 0}, {300, 100}};
  const Viewshed view = viewshed(origin, std::vector{near, far}, 2000);
  EXPECT_FALSE(sees(view, {290, 90}));
  EXPECT_TRUE(sees(view, {100, 0}));
  EXPECT_EQ(area(view).count(), area(viewshed(origin, std::vector{near}, 2000)).count());
}

TEST(Viewshed, beside_a_corner_one_sees_three_quarters_round) {
  const Viewshed view = viewshed({-1, -1}, box(0, 0, 1000, 1000), 2000);
  EXPECT_TRUE(sees(view, {900, -1}));
  EXPECT_TRUE(sees(view, {-1, 900}));
  EXPECT_TRUE(sees(view, {0, 0}));
  EXPECT_FALSE(sees(view, {500, 500}));
  EXPECT_FALSE(sees(view, {1, 1}));
  EXPECT_FALSE(sees(view, {1100, 1100}));
}

TEST(Viewshed, overlapping_pieces_of_one_wall_are_one_wall) {
  const Viewshed whole = viewshed(origin, std::vector<Edge>{{{-300, 200}, {300, 200}}}, 2000);
  const Viewshed pieces =
      viewshed(origin, std::vector<Edge>{{{-300, 200}, {100, 200}}, {{-100, 200}, {300, 200}}, {{0, 200}, {50, 200}}}, 2000);
  EXPECT_NEAR(area(whole).count(), area(pieces).count(), 1e-9);
  EXPECT_EQ(parts(whole, {-2000, 400}, {2000, 400}), parts(pieces, {-2000, 400}, {2000, 400}));
  EXPECT_EQ(parts(pieces, {-2000, 400}, {2000, 400}), (Parts{{0, 350}, {650, 1000}}));
}

TEST(Viewshed, a_repeated_wall_changes_nothing) {
  const auto house = box(100, -50, 300, 70);
  const Viewshed once = viewshed(origin, house, 1000);
  const Viewshed twice = viewshed(origin, house + house, 1000);
  ASSERT_EQ(once.wedges.size(), twice.wedges.size());
  for (std::size_t i = 0; i < once.wedges.size(); ++i) EXPECT_EQ(once.wedges[i].front, twice.wedges[i].front);
}

TEST(Viewshed, crossing_walls_block_as_if_they_were_split_where_they_cross) {
  const std::vector<Edge> crossing{{{200, -100}, {400, 101}}, {{400, -100}, {200, 101}}};
  const Viewshed view = viewshed(origin, crossing, 1000);
  const auto fronts = std::count_if(view.wedges.begin(), view.wedges.end(), [](const Wedge& w) { return !w.open; });
  EXPECT_EQ(fronts, 3);  // one below +x; above it one to the crossing, half a centimetre up, and one beyond
  // In integers: the same with walls that cross in a whole point, split there.
  const Point middle{300, 0};
  const std::vector<Edge> whole{{{200, -100}, {400, 100}}, {{400, -100}, {200, 100}}};
  const std::vector<Edge> split{{{200, -100}, middle}, {middle, {400, 100}}, {{400, -100}, middle}, {middle, {200, 100}}};
  EXPECT_NEAR(area(viewshed(origin, whole, 1000)).count(), area(viewshed(origin, split, 1000)).count(), 1e-9);
}

TEST(Viewshed, from_a_courtyard_one_sees_the_courtyard) {
  const Viewshed view = viewshed({10, 20}, box(-1000, -1000, 1000, 1000) + box(-200, -300, 400, 500), 3000);
  EXPECT_DOUBLE_EQ(area(view).count(), 48.0);
  EXPECT_EQ(parts(view, {-2000, 0}, {2000, 0}), (Parts{{450, 600}}));
}

TEST(Viewshed, a_wall_seen_end_on_hides_nothing_and_a_house_does) {
  const Viewshed wall = viewshed(origin, std::vector<Edge>{{{100, 0}, {200, 0}}}, 1000);
  EXPECT_EQ(area(wall).count(), 400.0);
  // Grazing along a house's side is no hindrance, running into its side is.
  const Viewshed along = viewshed(origin, box(100, 0, 200, 100), 1000);
  EXPECT_EQ(parts(along, {0, 0}, {1000, 0}), (Parts{{0, 1000}}));
  const Viewshed into = viewshed(origin, box(100, -50, 200, 50), 1000);
  EXPECT_EQ(parts(into, {0, 0}, {1000, 0}), (Parts{{0, 100}}));
}

TEST(Viewshed, the_line_between_two_touching_houses_is_hidden) {
  const auto houses = box(0, 0, 200, 100) + box(0, 100, 200, 200);
  const Viewshed view = viewshed({-100, 100}, houses, 1000);
  EXPECT_EQ(parts(view, {-100, 100}, {300, 100}), (Parts{{0, 250}}));
  EXPECT_TRUE(visible(view, {0, 100}, {300, 100}).empty());
  EXPECT_TRUE(sees(view, {0, 100}));
  EXPECT_FALSE(sees(view, {1, 100}));
}

TEST(Viewshed, a_facade_is_in_view_and_the_back_of_the_house_is_not) {
  const Viewshed view = viewshed(origin, box(100, -100, 200, 100), 1000);
  EXPECT_EQ(parts(view, {100, -100}, {100, 100}), (Parts{{0, 1000}}));
  EXPECT_TRUE(visible(view, {200, -99}, {200, 99}).empty());
}

TEST(Viewshed, a_street_through_the_eye_and_one_straight_away_from_it) {
  const Viewshed view = viewshed(origin, std::vector<Edge>{{{300, -10}, {300, 10}}, {{-200, -300}, {-200, 300}}}, 1000);
  EXPECT_EQ(parts(view, {-500, 0}, {500, 0}), (Parts{{300, 800}}));
  EXPECT_EQ(parts(view, {0, 0}, {600, 0}), (Parts{{0, 500}}));
  EXPECT_EQ(parts(view, {600, 0}, {100, 0}), (Parts{{600, 1000}}));
  EXPECT_TRUE(visible(view, {400, 0}, {900, 0}).empty());
}

TEST(Viewshed, a_wall_of_many_kilometres_is_cut_not_overflowed) {
  const Viewshed view = viewshed(origin, std::vector<Edge>{{{100, -100}, {100, 1'000'000'000}}}, 1000);
  EXPECT_FALSE(sees(view, {200, 900}));
  EXPECT_FALSE(sees(view, {200, 100}));
  EXPECT_TRUE(sees(view, {200, -300}));
}

TEST(Viewshed, corners_lie_on_the_front) {
  const Viewshed view = viewshed({10, 10}, box(110, -90, 310, 110), 500);
  for (const Wedge& w : view.wedges) {
    if (w.open) continue;
    const auto [p, q] = corners(view, w);
    EXPECT_DOUBLE_EQ(p.first, 100.0);
    EXPECT_DOUBLE_EQ(q.first, 100.0);
    EXPECT_LT(p.second, q.second);
  }
}

}  // namespace
}  // namespace contrechamp::visibility
