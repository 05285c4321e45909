// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <tests/differential/random_scene.hpp>

namespace contrechamp::testing {
namespace {
using geo::Point;
using geo::Ring;

Point point(std::int64_t x, std::int64_t y) { return {static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)}; }
/// Within `size` of (x, y) on both axes. One draw a statement: arguments are evaluated in any order.
Point near(Random& random, std::int64_t x, std::int64_t y, std::int64_t size) {
  const std::int64_t dx = random.between(-size, size);
  const std::int64_t dy = random.between(-size, size);
  return point(x + dx, y + dy);
}
Ring box(std::int64_t x, std::int64_t y, std::int64_t dx, std::int64_t dy) {
  return {point(x, y), point(x + dx, y), point(x + dx, y + dy), point(x, y + dy)};
}

RandomScene lattice(Random& random) {
  RandomScene scene;
  scene.half_side = 1500;
  for (std::int64_t n = random.between(5, 30); n > 0; --n) {
    const std::int64_t x = 100 * random.between(-15, 11);
    const std::int64_t y = 100 * random.between(-15, 11);
    const std::int64_t dx = 100 * random.between(1, 4);
    const std::int64_t dy = 100 * random.between(1, 4);
    scene.rings.push_back(box(x, y, dx, dy));
    if (dx > 200 && dy > 200 && random.chance(300)) {  // a courtyard, run the other way round
      Ring hole = box(x + 100, y + 100, dx - 200, dy - 200);
      std::reverse(hole.begin(), hole.end());
      scene.rings.push_back(hole);
    }
  }
  return scene;
}

RandomScene town(Random& random) {
  RandomScene scene;
  scene.half_side = 12000;
  for (std::int64_t n = random.between(10, 120); n > 0; --n) {
    const std::int64_t x = random.between(-9000, 9000);
    const std::int64_t y = random.between(-9000, 9000);
    const std::int64_t ux = random.between(-2000, 2000);
    const std::int64_t uy = random.between(50, 2000);
    const std::int64_t tenths = random.between(2, 12);
    const std::int64_t vx = -uy * tenths / 10;
    const std::int64_t vy = ux * tenths / 10;
    scene.rings.push_back(
        {point(x, y), point(x + ux, y + uy), point(x + ux + vx / 2, y + uy + vy / 2), point(x + vx / 2, y + vy / 2)});
    if (random.chance(100)) scene.rings.push_back(scene.rings.back());
    if (random.chance(200)) {  // a neighbour on the other side of the first wall
      scene.rings.push_back(
          {point(x, y), point(x + ux, y + uy), point(x + ux - vx / 3, y + uy - vy / 3), point(x - vx / 3, y - vy / 3)});
    }
  }
  return scene;
}

RandomScene polygons(Random& random) {
  RandomScene scene;
  scene.half_side = 5000;
  for (std::int64_t n = random.between(1, 12); n > 0; --n) {
    const std::int64_t x = random.between(-3500, 3500);
    const std::int64_t y = random.between(-3500, 3500);
    const std::int64_t size = random.between(100, 1500);
    Ring ring;
    for (std::int64_t corner = random.between(3, 9); corner > 0; --corner) {
      ring.push_back(near(random, x, y, size));
    }
    scene.rings.push_back(ring);
  }
  return scene;
}

RandomScene tiny(Random& random) {
  RandomScene scene;
  scene.half_side = 6;
  for (std::int64_t n = random.between(1, 25); n > 0; --n) {
    const Point a = near(random, 0, 0, 6);
    const Point b = near(random, 0, 0, 6);
    scene.walls.push_back({a, b});
    if (random.chance(100)) scene.walls.push_back({b, a});
  }
  return scene;
}
}  // namespace

std::vector<visibility::Edge> RandomScene::edges() const {
  std::vector<visibility::Edge> out = walls;
  for (const Ring& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) out.push_back({ring[i], ring[(i + 1) % ring.size()]});
  }
  return out;
}

bool RandomScene::free(Point p) const {
  return std::none_of(rings.begin(), rings.end(), [p](const Ring& ring) { return geo::where({ring}, p) != geo::Where::outside; });
}

RandomScene random_scene(Random& random, SceneKind kind) {
  constexpr std::array makers{lattice, town, polygons, tiny};
  return makers[static_cast<std::size_t>(kind)](random);
}

Point random_point(Random& random, const RandomScene& scene) { return near(random, 0, 0, scene.half_side); }

Point random_eye(Random& random, const RandomScene& scene) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    Point p = random_point(random, scene);
    if (!scene.rings.empty() && random.chance(500)) {
      const Ring& ring = scene.rings[random.below(scene.rings.size())];
      const Point corner = ring[random.below(ring.size())];
      p = near(random, corner.x, corner.y, 30);
    }
    if (scene.free(p)) return p;
  }
  return point(scene.half_side + 1, scene.half_side + 2);
}

}  // namespace contrechamp::testing
