// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/synth/plan.hpp>
#include <contrechamp/synth/plane.hpp>

namespace contrechamp::synth {
using geo::Point;

namespace {
constexpr double reuse_cm = 200;  // a joint this near serves again

/// On the road's shallow arc: a parabola through both ends.
Point on_road(const Road& road, double share) {
  const Direction out = right_of(towards(road.a.at, road.b.at));
  return moved(between(road.a.at, road.b.at, share), out, 4 * road.bow * share * (1 - share));
}

void append_road(Draft& draft, Road& road, std::vector<Pin>& chain) {
  if (road.bow != 0) {
    for (const double share : {0.3, 0.7}) joint(draft, road, on_road(road, share));
  }
  std::sort(road.joints.begin(), road.joints.end(), [](const auto& x, const auto& y) { return x.share < y.share; });
  if (chain.empty()) chain.push_back(road.a);
  for (const Road::Joint& j : road.joints) chain.push_back(j.pin);
  chain.push_back(road.b);
}

std::string way_tags(const Plan& plan, const Road& road) {
  std::string tags(info(road.road_class).tags);
  tags += "|name=" + plan.names[road.name];
  if (road.road_class == RoadClass::primary)
    tags += road.extra.find("bridge") == std::string::npos ? "|sidewalk=separate" : "|sidewalk=both";
  if (!road.extra.empty()) tags += "|" + road.extra;
  return tags;
}

void draw_line(Draft& draft, Plan& plan, const Line& line) {
  std::vector<Pin> chain;
  std::vector<std::size_t> parts;
  const auto finish = [&] {
    if (!parts.empty()) {
      const std::size_t way = draft.way(chain, way_tags(plan, plan.roads[parts.front()]));
      for (const std::size_t k : parts) plan.roads[k].way = way;
    }
    chain.clear();
    parts.clear();
  };
  for (const std::size_t k : line.roads) {
    Road& road = plan.roads[k];
    if (road.road_class == RoadClass::none) {
      finish();
      continue;
    }
    if (!parts.empty()) {
      const Road& last = plan.roads[parts.back()];
      const bool alike = last.road_class == road.road_class && last.extra == road.extra;
      if (!alike || road.starts_way || draft.random.chance(200)) finish();
    }
    append_road(draft, road, chain);
    parts.push_back(k);
  }
  finish();
}
}  // namespace

Pin joint(Draft& draft, Road& road, Point near, std::string_view tags) {
  const double share = share_along(road.a.at, road.b.at, near);
  const Point at = on_road(road, share);
  if (length_cm(at, road.a.at) < reuse_cm) return road.a;
  if (length_cm(at, road.b.at) < reuse_cm) return road.b;
  for (const Road::Joint& old : road.joints) {
    if (length_cm(old.pin.at, at) < reuse_cm) return old.pin;
  }
  const Pin pin = draft.node(at, tags);
  road.joints.push_back({share, pin});
  return pin;
}

void draw_roads(Draft& draft, Plan& plan) {
  for (const Line& line : plan.lines) draw_line(draft, plan, line);
}

void draw_restrictions(Draft& draft, const Plan& plan) {
  std::size_t turn = 0;
  for (const Plan::Ban ban : plan.bans) {
    const OsmRef from = draft.way_ref(plan.roads[plan.along(ban.i - 1, ban.j)].way);
    const OsmRef up = draft.way_ref(plan.roads[plan.across(ban.i, ban.j)].way);
    const OsmRef back = draft.way_ref(plan.roads[plan.along(ban.i - 1, ban.j + 1)].way);
    const OsmRef node{OsmType::node, plan.crossings[plan.crossing(ban.i, ban.j)].id};
    switch (turn++ % 3) {
      case 0: draft.relation({{from, "from"}, {up, "via"}, {back, "to"}}, "type=restriction|restriction=no_u_turn"); break;
      case 1:
        draft.relation({{from, "from"}, {node, "via"}, {up, "to"}}, "type=restriction|restriction=no_left_turn|except=bicycle");
        break;
      default: draft.relation({{up, "from"}, {node, "via"}, {from, "to"}}, "type=restriction|restriction=only_right_turn"); break;
    }
  }
}

}  // namespace contrechamp::synth
