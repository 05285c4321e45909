// SPDX-License-Identifier: AGPL-3.0-or-later
// Many lines at once against visible(), one by one; each instruction set against the others; the grid against all lines.
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/visibility/cutter.hpp>
#include <contrechamp/visibility/gaze.hpp>
#include <contrechamp/visibility/line_grid.hpp>
#include <cstring>
#include <random>
#include <tests/support/testing.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Point;

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}
  std::int32_t below(std::int32_t n) { return static_cast<std::int32_t>(random_() % static_cast<std::uint64_t>(n)); }
  Point point(std::int32_t size) { return {below(size) - size / 2, below(size) - size / 2}; }

 private:
  std::mt19937_64 random_;
};

/// Edges anywhere, which may cross; many on a coarse lattice, so that directions and lines coincide.
std::vector<Edge> walls(Draw& draw, std::int32_t size) {
  std::vector<Edge> edges;
  const std::int32_t grain = draw.below(2) == 0 ? 1 : std::max(1, size / 20);
  for (int i = draw.below(60); i > 0; --i) {
    const Point a = draw.point(size / grain);
    const Point b = draw.below(2) == 0 ? draw.point(size / grain) : Point{a.x + draw.below(5) - 2, a.y + draw.below(5) - 2};
    edges.push_back({{grain * a.x, grain * a.y}, {grain * b.x, grain * b.y}});
  }
  return edges;
}

/// Each has its own wedges: the first kernel's are narrower.
Viewshed either_kernel(bool fast, const std::vector<Edge>& edges, const Look& look) {
  if (!fast) return viewshed(look.eye, edges, look.reach_cm);
  std::vector<Screen> screens;
  for (const Edge& edge : edges) screens.push_back({{edge.a, edge.b}});
  const Walls walls({}, screens, {});
  return Gaze(walls).look(look);
}

/// Anywhere, beyond the square, on fronts, from corner to corner, straight away from the eye and nearly so, from it, through it,
/// without length, and from beyond the exact range.
Edge line(Draw& draw, const Viewshed& seen, std::int32_t size, int kind) {
  const Point a = draw.point(2 * size);
  const Point b = draw.point(2 * size);
  const Point e = seen.eye;
  const auto wedges = static_cast<std::int32_t>(seen.wedges.size());
  const auto front = [&] { return seen.wedges[static_cast<std::size_t>(draw.below(wedges))].front; };
  switch (kind) {
    case 0: return front();
    case 1: {
      const Edge on = front();
      return {on.b, on.a};
    }
    case 2: return {e, a};
    case 3: return {a, {2 * a.x - e.x, 2 * a.y - e.y}};
    case 4: return {a, {2 * e.x - a.x, 2 * e.y - a.y}};
    case 5: return {a, {2 * a.x - e.x + draw.below(3) - 1, 2 * a.y - e.y + draw.below(3) - 1}};
    case 6: return {a, a};
    case 7: return {a, {1'000 * b.x, 1'000'000 + b.y}};
    case 8: return {front().a, a};
    default: return {a, {(a.x + b.x) / 2, (a.y + b.y) / 2}};
  }
}

bool same(const Cuts& p, const Cuts& q) {
  if (p.size != q.size) return false;
  const auto bytes = [&](const auto& column, const auto& other) {
    return p.size == 0 || std::memcmp(column.data(), other.data(), p.size * sizeof(column[0])) == 0;
  };
  return bytes(p.id, q.id) && bytes(p.ordinal, q.ordinal) && bytes(p.from, q.from) && bytes(p.to, q.to);
}

/// Every part of every line, in order.
void expect_as_visible(const Viewshed& seen, const Lines& lines, const Cuts& cuts) {
  std::vector<std::size_t> order(lines.size);
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t k) { return lines.id[i] < lines.id[k]; });
  std::size_t next = 0;
  for (const std::size_t i : order) {
    const Point a{lines.ax[i], lines.ay[i]}, b{lines.bx[i], lines.by[i]};
    SCOPED_TRACE(::testing::Message() << "from " << a.x << ' ' << a.y << " to " << b.x << ' ' << b.y << " eye " << seen.eye.x
                                      << ' ' << seen.eye.y);
    std::uint32_t ordinal = 0;
    for (const Interval part : visible(seen, a, b)) {
      ASSERT_LT(next, cuts.size);
      ASSERT_EQ(cuts.id[next], lines.id[i]);
      ASSERT_EQ(cuts.ordinal[next], ordinal++);
      ASSERT_NEAR(cuts.from[next], part.from, 1e-9);
      ASSERT_NEAR(cuts.to[next], part.to, 1e-9);
      ++next;
    }
  }
  ASSERT_EQ(next, cuts.size);
}

TEST(Cutter, sees_of_lines_what_visible_sees_with_every_instruction_set) {
  Draw draw(testing::seed());
  std::vector<Cutter> cutters;
  for (const Isa isa : available_isas()) cutters.emplace_back(isa);
  for (int round = 0; round < 1500; ++round) {
    const std::int32_t size = std::array{40, 400, 4'000, 40'000, 2'000'000}[static_cast<std::size_t>(draw.below(5))];
    const Look look{draw.point(size), size / 8 + draw.below(size)};
    const Viewshed seen = either_kernel(draw.below(2) == 0, walls(draw, size), look);
    Lines lines;
    const int count = draw.below(70);
    for (int i = 0; i < count; ++i) {
      const Edge drawn = line(draw, seen, size, draw.below(16));
      lines.add(drawn.a, drawn.b, static_cast<std::uint32_t>(1'000 + (i % 2 == 0 ? i : -i)));
    }
    SCOPED_TRACE(::testing::Message() << "round " << round << " size " << size);
    const Cuts first = cutters.front().cut(seen, lines);
    expect_as_visible(seen, lines, first);
    for (Cutter& other : cutters) ASSERT_TRUE(same(first, other.cut(seen, lines)));
    if (HasFatalFailure()) return;
  }
}

TEST(Cutter, gives_the_same_bytes_on_every_compiler) {
  Draw draw(12345);
  Cutter cutter;
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  const auto add = [&](const auto& column, std::size_t size) {
    std::vector<unsigned char> bytes(size * sizeof(column[0]));
    if (!bytes.empty()) std::memcpy(bytes.data(), column.data(), bytes.size());
    for (const unsigned char byte : bytes) hash = (hash ^ byte) * 1099511628211ULL;
  };
  for (int round = 0; round < 300; ++round) {
    const Point eye = draw.point(4'000);  // compilers draw arguments in different orders
    const Viewshed seen = viewshed(eye, walls(draw, 4'000), 2'000);
    Lines lines;
    for (std::uint32_t i = 0; i < 40; ++i) {
      const Edge drawn = line(draw, seen, 4'000, draw.below(16));
      lines.add(drawn.a, drawn.b, i);
    }
    const Cuts& cuts = cutter.cut(seen, lines);
    add(cuts.id, cuts.size);
    add(cuts.from, cuts.size);
    add(cuts.to, cuts.size);
  }
  EXPECT_EQ(hash, 1521011941965047504ULL);
}

TEST(Cutter, takes_many_lines_none_and_a_view_of_nothing) {
  Draw draw(testing::seed());
  const Viewshed seen = viewshed({0, 0}, walls(draw, 4'000), 2'000);
  Lines lines;
  for (const Isa isa : available_isas()) EXPECT_EQ(Cutter(isa).cut(seen, lines).size, 0U);
  for (std::uint32_t i = 0; i < 3'000; ++i) lines.add(draw.point(4'000), draw.point(4'000), 3'000 - i);
  for (const Isa isa : available_isas()) {
    Cutter cutter(isa);
    expect_as_visible(seen, lines, cutter.cut(seen, lines));
    EXPECT_EQ(cutter.cut(viewshed({0, 0}, {}, 0), lines).size, 0U);
  }
}

TEST(Cutter, takes_walls_and_lines_that_reach_beyond_the_exact_range) {
  const std::vector<Edge> wall{{{-1'000, 1'000}, {1'000'000'000, 4'000'000}}};
  const Viewshed seen = viewshed({0, 0}, wall, most_reach_cm);
  Lines lines;
  lines.add({0, 0}, {100, 1'900}, 7);
  lines.add({-2'500, 500}, {4'000'000, 30'000}, 8);
  lines.add({-5'000'000, 500}, {5'000'000, 600}, 9);
  for (const Isa isa : available_isas()) expect_as_visible(seen, lines, Cutter(isa).cut(seen, lines));
}

TEST(LineGrid, gives_each_line_that_touches_the_square_once) {
  Draw draw(testing::seed());
  for (int round = 0; round < 200; ++round) {
    std::vector<Edge> all(static_cast<std::size_t>(draw.below(400)));
    for (Edge& edge : all) {
      const Point a = draw.point(60'000);
      const std::int32_t length = draw.below(4) == 0 ? 60'000 : 3'000;
      edge = {a, {a.x + draw.below(length) - length / 2, a.y + draw.below(length) - length / 2}};
    }
    const LineGrid grid(all);
    for (int k = 0; k < 20; ++k) {
      const Point eye = draw.point(90'000);
      const std::int32_t reach = draw.below(20'000);
      std::vector<std::uint32_t> expected;
      for (std::uint32_t i = 0; i < all.size(); ++i) {
        const geo::Rect box = geo::bounding(std::array{all[i].a, all[i].b});
        if (box.touches(geo::around(eye, reach))) expected.push_back(i);
      }
      for (const Isa isa : available_isas()) {
        Lines near;
        grid.near(eye, reach, near, isa);
        for (std::size_t i = 0; i < near.size; ++i) {
          EXPECT_EQ(all[near.id[i]], (Edge{{near.ax[i], near.ay[i]}, {near.bx[i], near.by[i]}}));
        }
        std::vector<std::uint32_t> got(near.id.begin(), near.id.begin() + static_cast<std::ptrdiff_t>(near.size));
        std::sort(got.begin(), got.end());
        ASSERT_EQ(got, expected) << name(isa);
      }
    }
  }
}

}  // namespace
}  // namespace contrechamp::visibility
