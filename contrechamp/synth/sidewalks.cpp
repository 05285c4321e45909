// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/synth/plan.hpp>
#include <contrechamp/synth/plane.hpp>
#include <map>

namespace contrechamp::synth {
using geo::Point;

namespace {
constexpr double offset_cm = 700;  // from the centreline of a primary street
constexpr double inset_cm = 1400;  // from a junction to the zebra crossing

/// The sidewalks' corners at each junction, so that those that meet there share a node.
using Corners = std::map<std::int64_t, std::vector<Pin>>;

Pin corner(Draft& draft, Corners& corners, const Pin& junction, Point at) {
  std::vector<Pin>& known = corners[junction.id];
  for (const Pin& pin : known) {
    if (length_cm(pin.at, at) < 500) return pin;
  }
  known.push_back(draft.node(at));
  return known.back();
}

/// One end of a primary stretch: its junction, and the side streets to the left and right of the stretch.
struct End {
  Pin junction;
  std::array<std::size_t, 2> side_roads;  ///< left, right; `nowhere` beyond the edge of the town
};
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// From a sidewalk's end round the corner to the middle of the side street, where the next stretch's sidewalk comes too.
void join(Draft& draft, Plan& plan, Corners& corners, const Pin& from, const End& end, std::size_t side, Point at) {
  std::vector<Pin> chain{from, corner(draft, corners, end.junction, at)};
  const std::size_t road = end.side_roads[side];
  if (road != nowhere && plan.roads[road].road_class != RoadClass::none)
    chain.push_back(joint(draft, plan.roads[road], at, "highway=crossing"));
  draft.way(chain, "highway=footway|footway=crossing");
}

void draw_stretch(Draft& draft, Plan& plan, Corners& corners, std::size_t index, const std::array<End, 2>& ends) {
  const Direction along = towards(ends[0].junction.at, ends[1].junction.at);
  const double length = length_cm(ends[0].junction.at, ends[1].junction.at);
  if (length < 3 * inset_cm) return;
  std::array<std::array<Pin, 2>, 2> pins;  // [end][side]
  for (std::size_t side = 0; side < 2; ++side) {
    const Direction right = right_of(along);
    const double sign = side == 0 ? -1 : 1;
    const auto place = [&](double from_start) {
      return moved(moved(ends[0].junction.at, along, from_start), right, sign * offset_cm);
    };
    pins[0][side] = draft.node(place(inset_cm));
    pins[1][side] = draft.node(place(length - inset_cm));
    draft.way({pins[0][side], pins[1][side]}, "highway=footway|footway=sidewalk|surface=paving_stones");
    join(draft, plan, corners, pins[0][side], ends[0], side, place(offset_cm));
    join(draft, plan, corners, pins[1][side], ends[1], side, place(length - offset_cm));
  }
  for (const auto& [left, right] : pins) {
    const Pin zebra = joint(draft, plan.roads[index], between(left.at, right.at, 0.5), "highway=crossing|crossing=zebra");
    draft.way({left, zebra, right}, "highway=footway|footway=crossing");
  }
}

bool has_sidewalks(const Road& road) {
  return road.road_class == RoadClass::primary && road.extra.find("bridge") == std::string::npos;
}
}  // namespace

void draw_sidewalks(Draft& draft, Plan& plan) {
  Corners corners;
  const auto across = [&](std::uint32_t i, std::uint32_t j) { return j < plan.n ? plan.across(i, j) : nowhere; };
  const auto along = [&](std::uint32_t i, std::uint32_t j) { return i < plan.n ? plan.along(i, j) : nowhere; };
  const auto row_end = [&](std::uint32_t i, std::uint32_t j) {  // j - 1 below zero wraps round: beyond the edge as well
    return End{plan.crossings[plan.crossing(i, j)], {across(i, j), across(i, j - 1)}};
  };
  const auto column_end = [&](std::uint32_t i, std::uint32_t j) {
    return End{plan.crossings[plan.crossing(i, j)], {along(i - 1, j), along(i, j)}};
  };
  for (std::uint32_t k = 0; k <= plan.n; ++k) {
    for (std::uint32_t m = 0; m < plan.n; ++m) {
      if (has_sidewalks(plan.roads[plan.along(m, k)])) {
        draw_stretch(draft, plan, corners, plan.along(m, k), {row_end(m, k), row_end(m + 1, k)});
      }
      if (has_sidewalks(plan.roads[plan.across(k, m)])) {
        draw_stretch(draft, plan, corners, plan.across(k, m), {column_end(k, m), column_end(k, m + 1)});
      }
    }
  }
}

}  // namespace contrechamp::synth
