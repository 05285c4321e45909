// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/synth/city.hpp>
#include <contrechamp/synth/words.hpp>

/// Blocks built up along their rim, house by house with common walls, round courts.
namespace contrechamp::synth {
using geo::Point;
using geo::Ring;

namespace {
constexpr std::int32_t small_court = 800;  // cm: a shorter court edge is not worth a court

/// A wall between two neighbours, from the street to the court.
struct PartyWall {
  Pin outer;
  Pin inner;
  std::size_t edge;
};

struct Rim {
  Ring face;
  Ring court;
  std::vector<PartyWall> walls;  ///< in order round the block
};

std::vector<double> cuts(Random& random, double length_cm) {
  const auto first = static_cast<double>(random.between(1000, 1600));
  const auto last = length_cm - static_cast<double>(random.between(1000, 1600));
  if (last - first < 900) return {length_cm / 2};
  const auto wide = static_cast<double>(random.between(1200, 2100));
  const auto count = std::max(1, static_cast<int>((last - first) / wide));
  std::vector<double> at{first};
  for (int k = 1; k < count; ++k) {
    const double jitter = static_cast<double>(random.between(-250, 250)) / 1000;
    at.push_back(first + (last - first) * (k + jitter) / count);
  }
  at.push_back(last);
  return at;
}

std::vector<PartyWall> party_walls(Draft& draft, const Ring& face, const Ring& court) {
  std::vector<PartyWall> walls;
  for (std::size_t k = 0; k < face.size(); ++k) {
    const std::size_t next = (k + 1) % face.size();
    const double length = length_cm(face[k], face[next]);
    for (const double cut : cuts(draft.random, length)) {
      const double share = cut / length;
      walls.push_back({draft.node(between(face[k], face[next], share)), draft.node(between(court[k], court[next], share)), k});
    }
  }
  return walls;
}

/// The inner side of a house, from b's wall to a's, with a wing into the court or without.
void add_back(Draft& draft, const PartyWall& a, const PartyWall& b, bool may_have_wing, std::vector<Pin>& outline) {
  outline.push_back(b.inner);
  if (may_have_wing && draft.random.chance(350)) {
    const Direction into_court = right_of(towards(b.inner.at, a.inner.at));
    const auto deep = static_cast<double>(draft.random.between(250, 750));
    const Point step = between(b.inner.at, a.inner.at, 0.45);
    outline.push_back(draft.node(step));
    outline.push_back(draft.node(moved(step, into_court, deep)));
    outline.push_back(draft.node(moved(a.inner.at, into_court, deep)));
  }
  outline.push_back(a.inner);
}

/// A house that was traced on its own: its walls touch its neighbours' without a common node, or cross them.
void build_alone(City& city, const PartyWall& a, const PartyWall& b, bool sloppy) {
  Ring outline{a.outer.at, b.outer.at, b.inner.at, a.inner.at};
  if (sloppy) {
    const Direction along = towards(outline[0], outline[1]);
    outline[1] = moved(outline[1], along, static_cast<double>(city.draft.random.between(30, 140)));
    outline[2] = moved(outline[2], right_of(along), static_cast<double>(city.draft.random.between(10, 60)));
    outline[3] = moved(outline[3], along, -static_cast<double>(city.draft.random.between(5, 70)));
  }
  const std::vector<Pin> pins = city.draft.pins(outline);
  build(city, pins, house_tags(city.draft, House::town_house), 1);
}

void build_corner(City& city, const Rim& rim, const PartyWall& a, const PartyWall& b) {
  const std::size_t k = b.edge;
  const Pin outer = city.draft.node(rim.face[k]);
  const Pin inner = city.draft.node(rim.court[k]);
  build(city, {a.outer, outer, b.outer, b.inner, inner, a.inner}, house_tags(city.draft, House::town_house), 2);
}

void build_house(City& city, const PartyWall& a, const PartyWall& b) {
  constexpr std::array<std::string_view, 5> fences{"barrier=wall|height=3", "barrier=wall|height=1.2", "barrier=wall",
                                                   "barrier=hedge", "barrier=wall|height=2.2 m"};
  Draft& draft = city.draft;
  const std::uint64_t dice = draft.random.below(1000);
  if (dice < 45) {  // a gap, closed towards the street
    draft.way({a.outer, b.outer}, draft.one_of(fences));
  } else if (dice < 100) {
    build_alone(city, a, b, dice < 60);
  } else {
    std::vector<Pin> outline{a.outer, b.outer};
    add_back(draft, a, b, true, outline);
    const std::size_t way = build(city, outline, house_tags(draft, House::town_house), 1);
    if (draft.random.chance(250)) city.sites.faces.push_back({outline[outline.size() - 2], outline.back(), way});
  }
}

void build_with_passage(City& city, const Lot& lot, const PartyWall& a, const PartyWall& b, Pin goal) {
  Draft& draft = city.draft;
  const Pin mouth = draft.node(between(a.outer.at, b.outer.at, 0.5));
  const Pin back = draft.node(between(b.inner.at, a.inner.at, 0.5));
  build(city, {a.outer, mouth, b.outer, b.inner, back, a.inner}, house_tags(draft, House::town_house), 1);
  draw_passage(city, lot.roads[a.edge], mouth, back, goal);
}

void furnish_court(City& city, const Ring& court) {
  Draft& draft = city.draft;
  for (const double corner : {0.2, 0.8}) {
    if (draft.random.chance(450)) {  // a tiny shed
      const auto wide = static_cast<double>(draft.random.between(140, 320));
      build_box(city, within(court, corner, 0.2), towards(court[0], court[1]), wide, 250, house_tags(draft, House::shed));
    }
    if (draft.random.chance(300)) {  // a workshop in the yard
      const auto wide = static_cast<double>(draft.random.between(700, 1100));
      build_box(city, within(court, corner - 0.05, 0.7), towards(court[0], court[1]), wide, 600,
                house_tags(draft, House::detached));
    }
  }
  if (draft.random.chance(400))
    draft.way(draft.pins({within(court, 0.36, 0.06), within(court, 0.36, 0.4)}), "barrier=wall|height=1.2");
  if (draft.random.chance(400)) draft.way(draft.pins({within(court, 0.62, 0.94), within(court, 0.62, 0.6)}), "barrier=hedge");
  if (draft.random.chance(500)) draft.node(within(court, 0.4, 0.55), "natural=tree");
}

/// The house nearest to the middle of the edge, which is no corner house.
std::size_t middle_house(const Rim& rim, std::size_t edge) {
  std::size_t first = 0;
  while (first < rim.walls.size() && rim.walls[first].edge != edge) ++first;
  std::size_t last = first;
  while (last + 1 < rim.walls.size() && rim.walls[last + 1].edge == edge) ++last;
  return last == first ? rim.walls.size() : (first + last) / 2;
}

bool roomy(const Ring& ring) {
  for (std::size_t k = 0; k < ring.size(); ++k) {
    if (length_cm(ring[k], ring[(k + 1) % ring.size()]) < small_court) return false;
  }
  return true;
}
}  // namespace

void fill_perimeter(City& city, const Lot& lot) {
  Draft& draft = city.draft;
  const auto court = inset(lot.face, static_cast<std::int32_t>(draft.random.between(950, 1300)));
  if (!court || !roomy(*court)) {
    const std::vector<Pin> pins = draft.pins(lot.face);
    build(city, pins, house_tags(draft, House::grand), lot.face.size());
    return;
  }
  const Rim rim{lot.face, *court, party_walls(draft, lot.face, *court)};
  const bool open = draft.random.chance(650);
  const std::size_t entered = open ? middle_house(rim, draft.random.below(lot.face.size())) : rim.walls.size();
  const Pin goal = entered < rim.walls.size() ? draft.node(middle(rim.court)) : Pin{};
  for (std::size_t w = 0; w < rim.walls.size(); ++w) {
    const PartyWall& a = rim.walls[w];
    const PartyWall& b = rim.walls[(w + 1) % rim.walls.size()];
    if (a.edge != b.edge) {
      build_corner(city, rim, a, b);
    } else if (w == entered) {
      build_with_passage(city, lot, a, b, goal);
    } else {
      build_house(city, a, b);
    }
  }
  city.sites.courts.push_back(moved(middle(rim.court), {0.6, 0.8}, 300));
  furnish_court(city, rim.court);
}

void fill_grand(City& city, const Lot& lot) {
  Draft& draft = city.draft;
  const auto court = inset(lot.face, static_cast<std::int32_t>(draft.random.between(1200, 1600)));
  if (!court || !roomy(*court)) return fill_perimeter(city, lot);
  std::vector<Pin> outer = draft.pins(lot.face);
  std::vector<Pin> hole = draft.pins(*court);
  // A gateway through the first edge: its two ends are nodes of the outlines.
  const Pin mouth = draft.node(between(lot.face[0], lot.face[1], 0.5));
  const Pin back = draft.node(between((*court)[0], (*court)[1], 0.5));
  outer.insert(outer.begin() + 1, mouth);
  hole.insert(hole.begin() + 1, back);
  std::vector<std::vector<Pin>> holes{hole};
  if (lot.face.size() == 4 && draft.random.chance(400)) {  // two courts, the second in the far half
    const Ring far{within(*court, 0, 0.55), within(*court, 1, 0.55), (*court)[2], (*court)[3]};
    holes = {{hole[0], back, hole[2], draft.node(within(*court, 1, 0.45)), draft.node(within(*court, 0, 0.45))}, draft.pins(far)};
    city.sites.courts.push_back(middle(far));
  }
  std::string tags = house_tags(draft, House::grand);
  tags += "|name=" + invented_name(draft.random, Naming::house);
  build_with_holes(city, outer, holes, tags);
  const Pin goal = draft.node(within(*court, 0.5, 0.25));
  draw_passage(city, lot.roads[0], mouth, back, goal);
  city.sites.courts.push_back(moved(goal.at, {1, 0}, 250));
}

}  // namespace contrechamp::synth
