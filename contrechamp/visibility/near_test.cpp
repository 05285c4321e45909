// SPDX-License-Identifier: AGPL-3.0-or-later
// Looks of 50 m at most, in short numbers where the machine has them, against all others; and what is hidden.
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/visibility/gaze_testing.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::visibility {
namespace {

/// Eyes in all cells of a town of 400 m, some of them on the line between two; what is too long for short numbers among it.
TEST(NearLook, looks_near_by_in_a_town_of_many_cells) {
  Town town(testing::seed());
  for (int round = 0; round < 300; ++round) {
    Scene s = scene(town, 40'000);
    for (int i = town.below(200); i > 0; --i) s.solids.push_back(town.block(40'000, 400));
    if (town.below(4) == 0) s.screens.push_back({{town.point(40'000), town.point(200'000)}});
    const Walls walls(s.solids, s.screens, s.corridors);
    for (int k = 0; k < 20; ++k) {
      const bool between = town.below(4) == 0;
      const Point eye = between ? walls.prepared_walls().origin : town.point(44'000);
      const Point on{eye.x + 5000 * town.below(8), eye.y + town.below(40'000)};
      const Look look{between ? on : eye, 1 + town.below(5'050), 50 * town.below(20), no_solid};
      SCOPED_TRACE(::testing::Message() << "round " << round << " eye " << look.eye.x << ' ' << look.eye.y << " reach "
                                        << look.reach_cm << " height " << look.height_cm);
      ASSERT_NO_FATAL_FAILURE(expect_agreement(walls, look));
    }
  }
}

TEST(NearLook, looks_near_by_at_heights_that_16_bits_do_not_tell) {
  const geo::Ring house{{1000, -100}, {1200, -100}, {1200, 100}, {1000, 100}};
  const geo::Ring behind{{2000, -500}, {2200, -500}, {2200, 500}, {2000, 500}};
  for (const std::int32_t top : {-2, 300, 65'533, 65'534, 65'535, 65'536, 70'000, unlimited_cm}) {
    for (const std::int32_t base : {-5, 0, 65'534, 65'536}) {
      const Walls walls(std::vector<Solid>{{{house}, base, top}, {{behind}, 0, 400}}, {}, {});
      for (const std::int32_t height : {0, 300, 65'533, 65'534, 65'535, 65'536, 70'001}) {
        ASSERT_NO_FATAL_FAILURE(expect_agreement(walls, {{0, 0}, 4000, height, no_solid})) << base << ' ' << top << ' ' << height;
      }
    }
  }
}

/// More faces than a near look sweeps at once, none of which hides another.
TEST(NearLook, a_look_near_by_at_hundreds_of_posts) {
  std::vector<Screen> posts;
  for (int i = 0; i < 300; ++i) posts.push_back({{{-3000 + 20 * i, 2000 + i}, {-3000 + 20 * i + 9, 2000 + i}}});
  const Walls walls({}, posts, {});
  ASSERT_NO_FATAL_FAILURE(expect_agreement(walls, {{0, 0}, 4000, 0, no_solid}));
}

/// The faces about the eye begin and end in the same directions, some right on others.
TEST(NearLook, looks_near_by_along_rows_of_posts_and_walls_that_touch) {
  Town town(testing::seed());
  for (int round = 0; round < 2000; ++round) {
    std::vector<Screen> walls;
    for (int i = 2 + town.below(12); i > 0; --i) {
      const Point a{town.below(9) - 4, town.below(9) - 4};
      const Point b{town.below(9) - 4, town.below(9) - 4};
      walls.push_back({{{100 * a.x, 100 * a.y}, {100 * b.x, 100 * b.y}}});
    }
    const Point eye{100 * (town.below(9) - 4) + town.below(2), 100 * (town.below(9) - 4) + town.below(2)};
    ASSERT_NO_FATAL_FAILURE(expect_agreement(Walls({}, walls, {}), {eye, 300 + town.below(300), 0, no_solid}))
        << "round " << round;
  }
}

bool surely_outside(const Walls& walls, const Scene& scene, Point eye) {
  for (std::uint32_t i = 0; i < scene.solids.size(); ++i) {
    const auto own = walls.pieces_of(i);
    const auto on = [eye](const Piece& piece) { return geo::on_segment(piece.edge.a, piece.edge.b, eye); };
    if (std::any_of(own.begin(), own.end(), on) || encloses(own, eye)) return false;
  }
  return true;
}

bool on_one_line(const Edge& e, const Edge& f) { return geo::side(e.a, e.b, f.a) == 0 && geo::side(e.a, e.b, f.b) == 0; }
/// Which of two edges on one line ends the view depends on where each is cut, out of view perhaps.
bool fronts_on_one_line(const Viewshed& seen) {
  for (std::size_t i = 0; i < seen.wedges.size(); ++i) {
    const Edge& now = seen.wedges[i].front;
    const Edge& next = seen.wedges[(i + 1) % seen.wedges.size()].front;
    if (now != next && on_one_line(now, next)) return true;
  }
  return false;
}
bool same_but_for_that(const Viewshed& seen, Viewshed other) {
  for (std::size_t i = 0; i < std::min(seen.wedges.size(), other.wedges.size()); ++i) {
    if (on_one_line(seen.wedges[i].front, other.wedges[i].front)) other.wedges[i].front = seen.wedges[i].front;
  }
  return same(seen, other);
}

/// Not even where hidden corners lie in the same directions, or where what is hidden is crossed.
TEST(NearLook, what_is_hidden_changes_no_byte) {
  Town town(testing::seed());
  int hidden = 0;
  for (int round = 0; round < 3000; ++round) {
    Scene s = scene(town, 4000);
    const Walls walls(s.solids, s.screens, s.corridors);
    const Look look{{100 * town.below(40) - 2000 + town.below(2), town.below(4000) - 2000}, 500 + town.below(2500), 0, no_solid};
    if (!surely_outside(walls, s, look.eye)) continue;
    const Viewshed seen = Gaze(walls).look(look);
    const Solid more = town.below(3) == 0 ? town.star(4000, 500) : town.block(4000, 100);
    const geo::Ring& ring = more.rings[0];
    bool shows = false;
    for (std::size_t i = 0; i < ring.size(); ++i) shows = shows || !visible(seen, ring[i], ring[(i + 1) % ring.size()]).empty();
    for (const Point corner : ring) shows = shows || !visible(seen, corner, corner).empty();
    s.solids.push_back(more);
    const Walls with(s.solids, s.screens, s.corridors);
    if (shows || !surely_outside(with, s, look.eye) || fronts_on_one_line(seen)) continue;
    ++hidden;
    for (const Isa isa : available_isas()) {
      ASSERT_TRUE(same_but_for_that(seen, Gaze(with, isa).look(look))) << "round " << round << ' ' << name(isa);
    }
  }
  EXPECT_GT(hidden, 200);
}

/// A hidden wall that others cross far away, beyond what crossings are told for: no machine may look otherwise for it.
TEST(NearLook, a_hidden_wall_that_another_one_crosses_far_away) {
  const std::vector<Screen> walls{{{{-500, 1000}, {700, 1000}}},
                                  {{{0, 4000}, {100, 7000}}},
                                  {{{-10'000, 6000}, {300'000, 6001}}},
                                  {{{-3000, -900}, {-2900, -3000}}}};
  ASSERT_NO_FATAL_FAILURE(expect_agreement(Walls({}, walls, {}), {{0, 0}, 4900, 0, no_solid}));
}

TEST(NearLook, a_wall_on_the_side_of_the_square_that_another_one_crosses_there) {
  for (const bool turned : {false, true}) {
    geo::Ring ring{{100, -420}, {200, 400}, {20, 200}, {100, 200}, {180, 0}, {0, 0}};
    if (turned) std::reverse(ring.begin(), ring.end());
    const Walls walls(std::vector<Solid>{{{ring}}}, {}, {});
    const Viewshed seen = Gaze(walls).look({{150, -10}, 10, 0, no_solid});
    EXPECT_TRUE(std::all_of(seen.wedges.begin(), seen.wedges.end(), [](const Wedge& wedge) { return wedge.open; }));
  }
}

/// Who says that looks will go far pays for no lists, and may still look near.
TEST(NearLook, walls_for_longer_looks_list_nothing_and_show_the_same) {
  Town town(testing::seed());
  for (int round = 0; round < 100; ++round) {
    const Scene s = scene(town, 10'000);
    const Walls listed(s.solids, s.screens, s.corridors);
    const Walls plain(s.solids, s.screens, s.corridors, Surroundings::most_reach_cm + 1);
    ASSERT_EQ(plain.prepared_walls().near.reach_cm, 0);
    const Look look{town.point(10'000), 1 + town.below(5'000), 50 * town.below(20), no_solid};
    ASSERT_TRUE(same(Gaze(listed).look(look), Gaze(plain).look(look))) << "round " << round;
  }
}

TEST(NearLook, more_faces_near_by_than_events_have_numbers_for) {
  std::vector<Screen> posts;
  for (std::int32_t x = -4500; x < 4500; x += 17) {
    for (std::int32_t y = -4500; y < 4500; y += 17) posts.push_back({{{x, y}, {x + 1, y + 1}}});
  }
  const Walls walls({}, posts, {});
  const Look look{{-4503, 3}, 5000, 0, no_solid};
  const Viewshed fast = Gaze(walls).look(look);
  for (const Isa isa : available_isas()) EXPECT_TRUE(same(fast, Gaze(walls, isa).look(look))) << name(isa);
}

}  // namespace
}  // namespace contrechamp::visibility
