// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/synth/city.hpp>

namespace contrechamp::synth {
using geo::Point;

namespace {
struct HouseInfo {
  std::array<std::string_view, 4> tags;
  std::int32_t min_levels = 0;
  std::int32_t max_levels = 0;
  std::uint32_t untagged = 0;  ///< per mille without any height
};
constexpr std::array<HouseInfo, 6> houses{{
    {{"building=yes", "building=apartments", "building=residential", "building=commercial"}, 3, 6, 400},
    {{"building=house", "building=detached", "building=yes", "building=semidetached_house"}, 1, 2, 600},
    {{"building=shed", "building=garage", "building=hut", "building=yes"}, 1, 1, 950},
    {{"building=apartments", "building=apartments", "building=residential", "building=dormitory"}, 7, 15, 150},
    {{"building=industrial", "building=warehouse", "building=retail", "building=yes"}, 2, 4, 500},
    {{"building=public", "building=hotel", "building=university", "building=office"}, 4, 7, 300},
}};

struct PassageInfo {
  std::string_view approach;
  std::string_view passage;
};
constexpr std::array<PassageInfo, 5> passages{{
    {"highway=service|service=driveway", "tunnel=building_passage|width=3.5|maxheight=3.2"},
    {"highway=footway", "tunnel=building_passage|width=2"},
    {"highway=footway|surface=paving_stones", "tunnel=building_passage"},
    {"highway=service|access=private", "tunnel=building_passage|width=3 m|layer=-1"},
    {"highway=service", "tunnel=building_passage|covered=yes"},
}};

std::string height_tags(Draft& draft, const HouseInfo& house) {
  if (draft.random.chance(house.untagged)) return {};
  const std::int64_t levels = draft.random.between(house.min_levels, house.max_levels);
  std::string storeys = "|building:levels=" + number(levels);
  const std::int64_t decimetres = 30 * levels + draft.random.between(0, 25);
  const std::string metres = fixed(static_cast<double>(decimetres) / 10, 1);
  switch (draft.random.below(10)) {
    case 0: return "|height=" + number(decimetres / 10);
    case 1: return "|height=" + number(decimetres / 10) + " m";
    case 2: return "|height=" + metres + storeys;
    case 3: return "|height=" + metres + "|roof:shape=gabled|roof:height=3";
    default: return storeys;
  }
}
}  // namespace

std::string house_tags(Draft& draft, House house) {
  const HouseInfo& about = houses[static_cast<std::size_t>(house)];
  std::string tags(draft.one_of(about.tags));
  tags += height_tags(draft, about);
  if (house != House::shed && draft.random.chance(450)) tags += "|addr:housenumber=" + number(draft.random.between(1, 180));
  return tags;
}

std::size_t build(City& city, const std::vector<Pin>& outline, std::string_view tags, std::size_t fronts) {
  const std::size_t way = city.draft.ring(outline, tags);
  for (std::size_t k = 0; k < fronts && k < outline.size(); ++k) {
    const Pin next = outline[(k + 1) % outline.size()];
    city.sites.faces.push_back({outline[k], next, way});
    if (k + 1 < fronts) city.sites.corners.push_back({outline[k], next, way});
  }
  return way;
}

std::vector<Pin> build_box(City& city, Point from, Direction u, double wide, double deep, std::string_view tags) {
  const Direction left{-u.y, u.x};
  const Point far = moved(from, u, wide);
  std::vector<Pin> outline = city.draft.pins({from, far, moved(far, left, deep), moved(from, left, deep)});
  build(city, outline, tags, 4);
  return outline;
}

std::size_t build_with_holes(City& city, const std::vector<Pin>& outer, const std::vector<std::vector<Pin>>& holes,
                             std::string_view tags) {
  std::vector<Member> members;
  const std::size_t half = outer.size() / 2;
  const bool halved = outer.size() >= 4 && city.draft.random.chance(500);
  std::vector<Pin> first = outer;
  if (halved) {
    first.resize(half + 1);
  } else {
    first.push_back(outer.front());
  }
  const std::size_t way = city.draft.way(first, "source=cadastre");
  members.push_back({city.draft.way_ref(way), "outer"});
  if (halved) {
    std::vector<Pin> second(outer.begin() + static_cast<std::ptrdiff_t>(half), outer.end());
    second.push_back(outer.front());
    members.push_back({city.draft.way_ref(city.draft.way(second, "")), "outer"});
  }
  for (const std::vector<Pin>& hole : holes) {
    members.push_back({city.draft.way_ref(city.draft.ring(hole, "")), "inner"});
  }
  for (std::size_t k = 0; k + 1 < first.size(); ++k) {
    city.sites.faces.push_back({first[k], first[k + 1], way});
    if (k + 2 < first.size()) city.sites.corners.push_back({first[k], first[k + 1], way});
  }
  city.draft.relation(std::move(members), "type=multipolygon|" + std::string(tags));
  return way;
}

void draw_passage(City& city, std::size_t road, Pin mouth, Pin back, Pin goal) {
  const PassageInfo& about = city.draft.one_of(passages);
  const Pin start = joint(city.draft, city.plan.roads[road], mouth.at);
  city.draft.way({start, mouth}, about.approach);
  const std::size_t way = city.draft.way({mouth, back}, std::string(about.approach) + "|" + std::string(about.passage));
  city.draft.way({back, goal}, about.approach);
  city.sites.passages.push_back({mouth, back, way});
}

}  // namespace contrechamp::synth
