// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <tests/differential/brute_force.hpp>
#include <tests/differential/gaze_checks.hpp>

namespace contrechamp::testing {
namespace {
using geo::Point;
using visibility::Edge;
using visibility::Gaze;
using visibility::Interval;
using visibility::Look;
using visibility::Solid;
using visibility::Viewshed;
using visibility::Walls;

constexpr double tolerance_cm = 1e-6;

Viewshed seen_by(const Walls& walls, const Look& look) { return Gaze(walls).look(look); }

/// A case of a law: what a new gaze over new walls sees.
struct Case {
  Place place;
  Look look;
  Streets streets;
  std::uint64_t luck = 0;  ///< what the law draws is drawn from here, so that it can be asked again of a smaller place

  [[nodiscard]] Viewshed seen() const { return seen_by(place.walls(), look); }
};

template <class Item>
void shuffle(Random& random, std::vector<Item>& items) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random.below(i)]);
}

bool is_round(const Case& c) { return goes_round(c.seen(), c.place.edges(c.look)); }

bool as_first_kernel(const Case& c) {
  const Walls walls = c.place.walls();
  return agree(seen_by(walls, c.look), viewshed(c.look.eye, walls.edges_for(c.look), c.look.reach_cm), c.streets, tolerance_cm);
}

bool as_brute_force(const Case& c) {
  const Viewshed seen = c.seen();
  const std::vector<Edge> edges = c.place.edges(c.look);
  return std::all_of(c.streets.begin(), c.streets.end(), [&](const auto& s) {
    const auto [a, b] = s;
    const auto known = visible_brute_force(c.look.eye, edges, c.look.reach_cm, a, b);
    return difference_cm(visible(seen, a, b), known, a, b) <= tolerance_cm;
  });
}

bool again(const Case& c) {
  Random random(c.luck);
  const Walls walls = c.place.walls();
  Gaze gaze(walls);
  for (int i = 0; i < 3; ++i) (void)gaze.look(random_look(random, c.place));
  return same(gaze.look(c.look), c.seen());
}

bool any_machine(const Case& c) {
  const Walls walls = c.place.walls();
  const Viewshed seen = seen_by(walls, c.look);
  const auto isas = visibility::available_isas();
  return std::all_of(isas.begin(), isas.end(), [&](visibility::Isa isa) { return same(seen, Gaze(walls, isa).look(c.look)); });
}

/// The same in another order.
bool same_in_order(const Case& c, Random& random) {
  Place place = c.place;
  Look look = c.look;
  std::vector<std::uint32_t> from(place.solids.size());
  for (std::uint32_t i = 0; i < from.size(); ++i) from[i] = i;
  shuffle(random, from);
  for (std::uint32_t i = 0; i < from.size(); ++i) {
    Solid& solid = place.solids[i] = c.place.solids[from[i]];
    if (from[i] == c.look.own) look.own = i;
    shuffle(random, solid.rings);
    for (auto& ring : solid.rings) {
      std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(random.below(ring.size())), ring.end());
      if (random.chance(500)) std::reverse(ring.begin(), ring.end());
    }
  }
  shuffle(random, place.screens);
  for (auto& screen : place.screens) {
    if (random.chance(500)) std::reverse(screen.points.begin(), screen.points.end());
  }
  shuffle(random, place.corridors);
  return same(c.seen(), seen_by(place.walls(), look));
}

bool any_order(const Case& c) {
  Random random(c.luck);
  for (int i = 0; i < 4; ++i) {
    if (!same_in_order(c, random)) return false;
  }
  return true;
}

bool never_adds(const Case& c) {
  Random random(c.luck);
  Place fewer = c.place;
  Look look = c.look;
  if (!fewer.solids.empty()) {  // taking the last one away leaves the other numbers
    if (look.own + 1 == fewer.solids.size()) look.own = visibility::no_solid;
    fewer.solids.pop_back();
  }
  if (!fewer.screens.empty())
    fewer.screens.erase(fewer.screens.begin() + static_cast<std::ptrdiff_t>(random.below(fewer.screens.size())));
  const Viewshed narrower = c.seen();
  const Viewshed wider = seen_by(fewer.walls(), look);
  if (area(narrower).count() > area(wider).count() * (1 + 1e-9)) return false;
  return std::all_of(c.streets.begin(), c.streets.end(), [&](const auto& s) {
    const auto narrow = visible(narrower, s.first, s.second);
    const auto wide = visible(wider, s.first, s.second);
    return std::all_of(narrow.begin(), narrow.end(), [&](Interval p) {
      return std::any_of(wide.begin(), wide.end(), [&](Interval q) { return q.from <= p.from + 1e-9 && p.to <= q.to + 1e-9; });
    });
  });
}

/// Not of passages: their corners are rounded in the frame of the scene.
bool moves_along(const Case& c) {
  if (!c.place.corridors.empty()) return true;
  Random random(c.luck);
  const std::uint64_t way = random.below(8);
  const auto dx = static_cast<std::int32_t>(random.between(-1'000'000, 1'000'000));
  const auto dy = static_cast<std::int32_t>(random.between(-1'000'000, 1'000'000));
  const auto move = [&](Point& p) {
    if ((way & 4U) != 0) p.x = -p.x;
    for (std::uint64_t turn = way & 3U; turn > 0; --turn) p = {-p.y, p.x};
    p = {p.x + dx, p.y + dy};
  };
  Case moved = c;
  move(moved.look.eye);
  for (Solid& solid : moved.place.solids) {
    for (auto& ring : solid.rings) std::for_each(ring.begin(), ring.end(), move);
  }
  for (auto& screen : moved.place.screens) std::for_each(screen.points.begin(), screen.points.end(), move);
  const Viewshed here = c.seen();
  const Viewshed there = moved.seen();
  if (std::fabs(area(here).count() - area(there).count()) > 1e-9 * (1 + area(here).count())) return false;
  return std::all_of(c.streets.begin(), c.streets.end(), [&](auto s) {
    const auto known = visible(here, s.first, s.second);
    move(s.first);
    move(s.second);
    return difference_cm(known, visible(there, s.first, s.second), s.first, s.second) <= tolerance_cm;
  });
}

bool sees(const Viewshed& seen, Point p) { return !visible(seen, p, p).empty(); }

bool sees_back(const Case& c) {
  Random random(c.luck);
  const Walls walls = c.place.walls();
  const Viewshed seen = seen_by(walls, c.look);
  for (int i = 0; i < 5; ++i) {
    Look other = c.look;
    other.eye = random_look(random, c.place).eye;
    const geo::Vec between = other.eye - c.look.eye;
    if (std::max(std::abs(between.x), std::abs(between.y)) > c.look.reach_cm) continue;
    if (sees(seen, other.eye) != sees(seen_by(walls, other), c.look.eye)) return false;
  }
  return true;
}

/// The place as it is for this look: what does not block is gone, the rest reaches from the ground to the sky.
bool by_height(const Case& c) {
  Case flat = c;
  flat.place.solids.clear();
  flat.place.screens.clear();
  for (std::uint32_t i = 0; i < c.place.solids.size(); ++i) {
    const Solid& solid = c.place.solids[i];
    const bool reaches = solid.base_cm <= c.look.height_cm && c.look.height_cm <= solid.top_cm;
    if (reaches || i == c.look.own) flat.place.solids.push_back({solid.rings});
  }
  for (const auto& screen : c.place.screens) {
    if (c.look.height_cm <= screen.top_cm) flat.place.screens.push_back({screen.points});
  }
  flat.look.own = visibility::no_solid;
  return agree(c.seen(), flat.seen(), c.streets, tolerance_cm);
}

bool own_reaches(const Case& c) {
  if (c.look.own == visibility::no_solid) return true;
  Case tall = c;
  tall.place.solids[c.look.own].base_cm = 0;
  tall.place.solids[c.look.own].top_cm = visibility::unlimited_cm;
  tall.look.own = visibility::no_solid;
  return agree(c.seen(), tall.seen(), c.streets, tolerance_cm);
}

struct Law {
  std::string_view name;
  bool (*holds)(const Case&);
  bool everywhere;  ///< also for eyes inside and on what blocks
};
constexpr std::array<Law, 11> laws{{
    {"structure", is_round, true},
    {"first kernel", as_first_kernel, true},
    {"brute force", as_brute_force, true},
    {"again", again, true},
    {"instructions", any_machine, true},
    {"order", any_order, true},
    {"adding", never_adds, true},
    {"motion", moves_along, true},
    {"reciprocity", sees_back, false},
    {"heights", by_height, true},
    {"own", own_reaches, true},
}};

Case random_case(Random& random, bool hostile) {
  Case c;
  c.place = random_place(random);
  c.look = hostile ? hostile_look(random, c.place) : random_look(random, c.place);
  c.streets = random_streets(random, c.place, c.look);
  c.luck = random.next();
  return c;
}

std::string smallest(const Law& law, const Case& c) {
  const auto fails = [&](const Place& place, const Look& look) { return !law.holds({place, look, c.streets, c.luck}); };
  const auto [place, look] = shrunk(c.place, c.look, fails);
  return described(place, look);
}
}  // namespace

Streets random_streets(Random& random, const Place& place, const Look& look) {
  const std::vector<Edge> edges = place.edges(look);
  Streets out;
  for (int i = 0; i < 12; ++i) {
    Point a = random_point(random, place);
    Point b = random_point(random, place);
    const Edge wall = edges.empty() ? Edge{a, b} : edges[random.below(edges.size())];
    if (i % 4 == 1) a = wall.a;
    if (i % 4 == 2) std::tie(a, b) = std::pair(wall.a, wall.b);
    if (i % 6 == 3) b = {2 * a.x - look.eye.x, 2 * a.y - look.eye.y};
    if (i % 6 == 5) b = {2 * look.eye.x - a.x, 2 * look.eye.y - a.y};
    if (i == 7) a = look.eye;
    if (a != b) out.emplace_back(a, b);
  }
  return out;
}

bool agree(const Viewshed& one, const Viewshed& other, const Streets& streets, double cm) {
  const double here = area(one).count();
  if (std::fabs(here - area(other).count()) > 1e-9 * (1 + here)) return false;
  return std::all_of(streets.begin(), streets.end(), [&](const auto& s) {
    const auto [a, b] = s;
    return difference_cm(visible(one, a, b), visible(other, a, b), a, b) <= cm;
  });
}

std::vector<Check> gaze_checks(std::uint64_t seed, int places) {
  std::vector<Check> checks;
  for (const Law& law : laws) checks.push_back({law.name, 0, 0, {}});
  Random random(seed);
  for (int number = 0; number < places; ++number) {
    const bool hostile = number % 4 == 3;
    const Case c = random_case(random, hostile);
    for (std::size_t i = 0; i < laws.size(); ++i) {
      if (hostile && !laws[i].everywhere) continue;
      ++checks[i].cases;
      if (laws[i].holds(c)) continue;
      if (checks[i].failures++ == 0) checks[i].first_failure = smallest(laws[i], c);
    }
  }
  return checks;
}

}  // namespace contrechamp::testing
