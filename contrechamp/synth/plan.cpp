// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/synth/plan.hpp>
#include <contrechamp/synth/plane.hpp>
#include <contrechamp/synth/words.hpp>

namespace contrechamp::synth {
using geo::Point;

namespace {
constexpr std::array<RoadInfo, static_cast<std::size_t>(RoadClass::count)> roads_table{{
    {"", 0, false},
    {"highway=primary|lanes=4|maxspeed=50|lit=yes|surface=asphalt", 1150, true},
    {"highway=secondary|lanes=2|maxspeed=50|surface=asphalt", 950, true},
    {"highway=tertiary|maxspeed=50|surface=asphalt|sidewalk=both", 750, true},
    {"highway=unclassified|surface=asphalt", 650, true},
    {"highway=residential", 580, true},
    {"highway=living_street|maxspeed=20|surface=paving_stones", 450, true},
    {"highway=pedestrian|surface=sett", 420, false},
    {"highway=service|service=alley", 330, true},
    {"highway=footway|lit=yes", 220, false},
    {"highway=steps|step_count=24|surface=stone", 220, false},
}};

// What a stretch of an ordinary street carries beside its class; the empty ones make it common that it carries nothing.
constexpr std::array<std::string_view, 12> habits{"",
                                                  "",
                                                  "",
                                                  "",
                                                  "lit=yes",
                                                  "surface=asphalt|lit=yes",
                                                  "surface=cobblestone",
                                                  "surface=sett|maxspeed=30",
                                                  "maxspeed=30",
                                                  "zone:maxspeed=FR:30|maxspeed=30",
                                                  "cycleway=lane|surface=asphalt",
                                                  "sidewalk=both|lit=yes"};
constexpr std::array<RoadClass, 9> quiet_classes{RoadClass::residential,  RoadClass::residential,   RoadClass::residential,
                                                 RoadClass::residential,  RoadClass::residential,   RoadClass::tertiary,
                                                 RoadClass::unclassified, RoadClass::living_street, RoadClass::tertiary};

/// Positions of the lines of one axis, in cm, about zero; `narrow` is the row of the river (or none).
std::vector<std::int32_t> positions(Random& random, std::uint32_t n, std::uint32_t narrow) {
  std::vector<std::int32_t> at(n + 1, 0);
  for (std::uint32_t k = 0; k < n; ++k) {
    const auto step = static_cast<std::int32_t>(k == narrow ? random.between(7500, 9000) : random.between(12000, 18500));
    at[k + 1] = at[k] + step;
  }
  const std::int32_t half = at[n] / 2;
  for (std::int32_t& value : at) value -= half;
  return at;
}

/// A slow drift that keeps lines from being straight across the town.
std::vector<std::int32_t> drift(Random& random, std::uint32_t n) {
  std::vector<std::int32_t> values(n + 1, 0);
  for (std::uint32_t k = 1; k <= n; ++k) {
    values[k] = std::clamp(values[k - 1] + static_cast<std::int32_t>(random.between(-1500, 1500)), -4000, 4000);
  }
  return values;
}

struct Course {
  RoadClass road_class;
  std::string tags;
  std::uint32_t name;
};

/// What one line of the grid is from end to end.
Course course(Draft& draft, Plan& plan, std::uint32_t k, bool row) {
  const bool quay = row && (k == plan.river || k == plan.river + 1);
  const bool main = row ? k % 8 == (plan.centre() + 2) % 8 : k % 8 == 2;
  Course course{draft.one_of(quiet_classes), {}, static_cast<std::uint32_t>(plan.names.size())};
  if (k == 0 || k == plan.n || quay) course.road_class = row ? RoadClass::tertiary : RoadClass::unclassified;
  if (k % 4 == 2) course.road_class = RoadClass::secondary;
  if (main) course.road_class = RoadClass::primary;
  const bool small = course.road_class > RoadClass::secondary && !quay;
  if (small && draft.random.chance(350)) course.tags = draft.random.chance(900) ? "oneway=yes" : "oneway=-1";
  const Naming naming = quay ? Naming::quay : small ? Naming::street : Naming::avenue;
  plan.names.push_back(invented_name(draft.random, naming));
  return course;
}

void add_road(Draft& draft, Plan& plan, std::size_t index, std::size_t from, std::size_t to, const Course& course,
              std::string_view habit) {
  Road& road = plan.roads[index];
  road.a = plan.crossings[from];
  road.b = plan.crossings[to];
  road.road_class = course.road_class;
  road.name = course.name;
  road.bow = static_cast<std::int32_t>(draft.random.chance(500) ? draft.random.between(-160, 160) : 0);
  road.extra = course.tags;
  if (course.road_class > RoadClass::tertiary && !habit.empty()) road.extra += "|" + std::string(habit);
}

void draw_crossings(Draft& draft, Plan& plan) {
  const std::vector<std::int32_t> xs = positions(draft.random, plan.n, plan.n);
  const std::vector<std::int32_t> ys = positions(draft.random, plan.n, plan.river);
  const std::vector<std::int32_t> lean = drift(draft.random, plan.n);
  const std::vector<std::int32_t> rise = drift(draft.random, plan.n);
  for (std::uint32_t j = 0; j <= plan.n; ++j) {
    for (std::uint32_t i = 0; i <= plan.n; ++i) {
      const Point p{xs[i] + lean[j] + static_cast<std::int32_t>(draft.random.between(-700, 700)),
                    ys[j] + rise[i] + static_cast<std::int32_t>(draft.random.between(-700, 700))};
      plan.crossings.push_back(draft.node(p, draft.random.chance(120) ? "highway=traffic_signals" : ""));
    }
  }
}

/// Rows first, then columns; the river leaves bridges only.
void draw_grid(Draft& draft, Plan& plan) {
  for (std::uint32_t j = 0; j <= plan.n; ++j) {
    const Course here = course(draft, plan, j, true);
    std::string_view habit = draft.one_of(habits);
    for (std::uint32_t i = 0; i < plan.n; ++i) {
      if (draft.random.chance(150)) habit = draft.one_of(habits);
      add_road(draft, plan, plan.along(i, j), plan.crossing(i, j), plan.crossing(i + 1, j), here, habit);
    }
  }
  for (std::uint32_t i = 0; i <= plan.n; ++i) {
    const Course here = course(draft, plan, i, false);
    std::string_view habit = draft.one_of(habits);
    for (std::uint32_t j = 0; j < plan.n; ++j) {
      if (draft.random.chance(150)) habit = draft.one_of(habits);
      const bool water = j == plan.river;
      if (water && i % 2 != 0) continue;
      add_road(draft, plan, plan.across(i, j), plan.crossing(i, j), plan.crossing(i, j + 1), here, habit);
      Road& road = plan.roads[plan.across(i, j)];
      if (!water) continue;
      road.bow = 0;
      road.extra += "|bridge=yes|layer=1";
      if (i % 4 != 2) road.road_class = i % 8 == 4 ? RoadClass::footway : RoadClass::none;
    }
  }
}

void draw_avenue(Draft& draft, Plan& plan) {
  const Course here{RoadClass::secondary, "", static_cast<std::uint32_t>(plan.names.size())};
  plan.names.push_back(invented_name(draft.random, Naming::avenue));
  for (std::uint32_t j = plan.river + 1; j < plan.n; ++j) {
    const std::uint32_t i = j - plan.avenue;
    add_road(draft, plan, plan.diagonal(j), plan.crossing(i, j), plan.crossing(i + 1, j + 1), here, "");
  }
}

void vary_stretches(Draft& draft, Plan& plan) {
  const std::uint32_t c = plan.centre();
  // Round the square no car drives.
  for (const std::size_t k :
       {plan.along(c, c), plan.along(c, c + 1), plan.along(c - 1, c), plan.across(c, c), plan.across(c + 1, c)}) {
    plan.roads[k].road_class = RoadClass::pedestrian;
    plan.roads[k].extra = "lit=yes";
  }
  for (Road& road : plan.roads) {
    if (road.road_class != RoadClass::residential) continue;
    if (draft.random.chance(20)) road.extra = "highway=construction|construction=residential";
    if (draft.random.chance(30)) road.extra = "access=private";
    if (draft.random.chance(15)) road.extra = "motor_vehicle=destination|covered=no";
  }
  // One of each in every town, however small.
  plan.roads[plan.along(0, 0)].extra = "access=private";
  plan.roads[plan.along(plan.n - 1, 0)].extra = "highway=construction|construction=tertiary|opening_date=2027";
}

void collect_lines(Plan& plan) {
  for (std::uint32_t j = 0; j <= plan.n; ++j) {
    Line& line = plan.lines.emplace_back();
    for (std::uint32_t i = 0; i < plan.n; ++i) line.roads.push_back(plan.along(i, j));
  }
  for (std::uint32_t i = 0; i <= plan.n; ++i) {
    Line& line = plan.lines.emplace_back();
    for (std::uint32_t j = 0; j < plan.n; ++j) line.roads.push_back(plan.across(i, j));
  }
  Line& line = plan.lines.emplace_back();
  for (std::uint32_t j = plan.river + 1; j < plan.n; ++j) line.roads.push_back(plan.diagonal(j));
}
/// One crossing in sixteen, away from the edges and the river; the ways that meet there and at the next end there.
void choose_bans(Plan& plan) {
  for (std::uint32_t j = plan.river + 2; j < plan.n; ++j) {
    for (std::uint32_t i = 1; i < plan.n; ++i) {
      if ((i + 3 * j) % 16 != 5 && !(i == 1 && j + 1 == plan.n)) continue;
      plan.bans.push_back({i, j});
      for (const std::uint32_t row : {j, j + 1}) {
        plan.roads[plan.along(i, row)].starts_way = true;
        if (row < plan.n) plan.roads[plan.across(i, row)].starts_way = true;
      }
    }
  }
}
}  // namespace

const RoadInfo& info(RoadClass road_class) { return roads_table[static_cast<std::size_t>(road_class)]; }

Plan street_plan(Draft& draft, std::uint32_t blocks_per_side) {
  Plan plan;
  plan.n = std::clamp(blocks_per_side, min_blocks_per_side, max_blocks_per_side);
  plan.river = plan.n / 4;
  plan.roads.resize(std::size_t{2} * plan.n * (plan.n + 1) + (plan.n - plan.river - 1));
  draw_crossings(draft, plan);
  draw_grid(draft, plan);
  draw_avenue(draft, plan);
  vary_stretches(draft, plan);
  collect_lines(plan);
  choose_bans(plan);
  return plan;
}

}  // namespace contrechamp::synth
