// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/synth/city.hpp>

/// What is not a block: the river, the motorway, the underpass, houses over a lane, and one broken outline.
namespace contrechamp::synth {
using geo::Point;

namespace {
constexpr std::int32_t bank = 1500;  // cm from the quay's centreline to the water

void draw_river(City& city) {
  Draft& draft = city.draft;
  const Plan& plan = city.plan;
  std::vector<Pin> south;
  std::vector<Pin> north;
  std::vector<Pin> middle_line;
  std::vector<Pin> path;
  for (std::uint32_t i = 0; i <= plan.n; ++i) {
    const Pin& low = plan.crossings[plan.crossing(i, plan.river)];
    const Pin& high = plan.crossings[plan.crossing(i, plan.river + 1)];
    south.push_back(draft.node({low.at.x, low.at.y + bank}));
    north.push_back(draft.node({high.at.x, high.at.y - bank}));
    middle_line.push_back(draft.node(between(low.at, high.at, 0.5)));
    path.push_back(draft.node({high.at.x + 300, high.at.y - 900}));
    if (i % 2 == 1) draft.way({path.back(), high}, "highway=cycleway|foot=yes");
  }
  // The water in pieces of eight blocks, which share their ends.
  for (std::size_t from = 0; from + 1 < south.size(); from += 8) {
    const std::size_t to = std::min(from + 8, south.size() - 1);
    std::vector<Pin> water(south.begin() + static_cast<std::ptrdiff_t>(from),
                           south.begin() + static_cast<std::ptrdiff_t>(to) + 1);
    for (std::size_t k = to + 1; k-- > from;) water.push_back(north[k]);
    draft.ring(water, "natural=water|water=river");
  }
  for (std::size_t from = 0; from + 1 < path.size(); from += 8) {
    const auto first = static_cast<std::ptrdiff_t>(from);
    const auto last = static_cast<std::ptrdiff_t>(std::min(from + 9, path.size()));
    draft.way({path.begin() + first, path.begin() + last}, "highway=cycleway|foot=designated|segregated=yes|surface=asphalt");
    draft.way({middle_line.begin() + first, middle_line.begin() + last}, "waterway=river|name=La Vaure");
  }
}

/// A motorway past the southern edge: two carriageways, a tunnel, slip roads, a noise wall, and the street that crosses it.
void draw_motorway(City& city) {
  Draft& draft = city.draft;
  const Plan& plan = city.plan;
  std::int32_t y = plan.crossings[0].at.y;
  for (std::uint32_t i = 0; i <= plan.n; ++i) y = std::min(y, plan.crossings[plan.crossing(i, 0)].at.y);
  y -= 16'000;
  const Pin start = plan.crossings[plan.crossing(plan.centre(), 0)];
  const std::int32_t x = start.at.x;
  const std::int32_t west = plan.crossings[0].at.x - 30'000;
  const std::int32_t east = plan.crossings[plan.n].at.x + 30'000;
  std::vector<std::vector<Pin>> lanes(2);
  for (const std::int32_t at : {west, x - 25'000, x + 25'000, x + 28'000, x + 42'000, std::max(east, x + 60'000)}) {
    lanes[0].push_back(draft.node({at, y - 900}));
    lanes[1].push_back(draft.node({at, y + 900}));
  }
  std::reverse(lanes[1].begin(), lanes[1].end());
  const std::string tags = "highway=motorway|ref=A 97|oneway=yes|lanes=2|maxspeed=110";
  for (const std::vector<Pin>& lane : lanes) {
    const bool eastwards = lane.front().at.x < lane.back().at.x;
    const std::size_t into = eastwards ? 3 : 1;
    const auto cut = lane.begin() + static_cast<std::ptrdiff_t>(into);
    draft.way({lane.begin(), cut + 1}, tags);
    draft.way({lane[into], lane[into + 1]}, tags + "|tunnel=yes|layer=-1");
    draft.way({cut + 1, lane.end()}, tags);
  }
  const Pin low = draft.node({x, y + 3000});
  const Pin far = draft.node({x, y - 3000});
  const Pin end = draft.node({x, y - 9000}, "highway=turning_circle");
  draft.way({start, low}, "highway=secondary|name=Route du Sud");
  draft.way({low, far}, "highway=secondary|name=Route du Sud|bridge=yes|layer=1");
  draft.way({far, end}, "highway=secondary|name=Route du Sud");
  draft.way({lanes[0][1], far}, "highway=motorway_link|oneway=yes");
  draft.way({far, lanes[0][2]}, "highway=motorway_link|oneway=yes");
  draft.way({lanes[1][3], low}, "highway=motorway_link|oneway=yes");
  draft.way({low, lanes[1][4]}, "highway=motorway_link|oneway=yes");
  draft.way(draft.pins({{x + 2500, y + 2600}, {x + 24'000, y + 2600}}), "barrier=wall|wall=noise_barrier|height=3.5");
}

/// A subway for walkers below a main street, with steps on both sides.
void draw_underpass(City& city) {
  Draft& draft = city.draft;
  Plan& plan = city.plan;
  const std::uint32_t row = std::min(plan.centre() + 2, plan.n);
  Road& road = plan.roads[plan.along(plan.centre(), row)];
  const Point middle_point = between(road.a.at, road.b.at, 0.4);
  const Direction along = towards(road.a.at, road.b.at);
  std::vector<Pin> below;
  for (const double side : {-1.0, 1.0}) {
    const Direction out{side * right_of(along).x, side * right_of(along).y};
    const Pin entrance =
        draft.node(moved(moved(middle_point, out, 850), along, side * 500), "entrance=yes|railway=subway_entrance");
    below.push_back(draft.node(moved(middle_point, out, 850)));
    draft.way({joint(draft, road, entrance.at), entrance}, "highway=footway");
    draft.way({entrance, below.back()}, "highway=steps|level=-1;0|step_count=22");
  }
  draft.way(below, "highway=footway|tunnel=yes|layer=-1|level=-1|lit=yes");
}

/// Houses that stand over a lane, from façade to façade.
void draw_houses_over_lanes(City& city) {
  Plan& plan = city.plan;
  const std::size_t first_lane = plan.diagonal(plan.n - 1) + 1;
  for (std::size_t k = first_lane; k < plan.roads.size(); k += 3) {
    const Road& lane = plan.roads[k];
    const Direction along = towards(lane.a.at, lane.b.at);
    const double half = info(lane.road_class).half_width;
    const Point corner = moved(between(lane.a.at, lane.b.at, 0.45), right_of(along), half);
    build_box(city, corner, along, 420, 2 * half, "building=bridge|min_height=4.5|height=11|layer=1");
  }
}

/// One outline that crosses itself, as mappers sometimes leave them.
void draw_bow_tie(City& city) {
  const Plan& plan = city.plan;
  const Point p =
      between(plan.crossings[plan.crossing(plan.centre() - 1, 0)].at, plan.crossings[plan.crossing(plan.centre(), 1)].at, 0.5);
  const std::vector<Pin> pins = city.draft.pins({p, {p.x + 800, p.y}, {p.x, p.y + 600}, {p.x + 800, p.y + 600}});
  city.draft.ring(pins, "building=yes|fixme=outline");
}
}  // namespace

void draw_landmarks(City& city) {
  draw_river(city);
  draw_motorway(city);
  draw_underpass(city);
  draw_houses_over_lanes(city);
  draw_bow_tie(city);
}

}  // namespace contrechamp::synth
