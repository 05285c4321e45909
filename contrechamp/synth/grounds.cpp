// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/synth/city.hpp>
#include <contrechamp/synth/words.hpp>

/// Parks, the square, the mall, and what stands behind an old city wall.
namespace contrechamp::synth {
using geo::Point;
using geo::Ring;

namespace {
Ring box_within(const Ring& quad, double s0, double t0, double s1, double t1) {
  return {within(quad, s0, t0), within(quad, s1, t0), within(quad, s1, t1), within(quad, s0, t1)};
}

/// Eight corners instead of four: a pond, an apse.
Ring rounded_box(const Ring& quad, double s0, double t0, double s1, double t1) {
  const double s = (s1 - s0) / 4;
  const double t = (t1 - t0) / 4;
  return {within(quad, s0 + s, t0), within(quad, s1 - s, t0), within(quad, s1, t0 + t), within(quad, s1, t1 - t),
          within(quad, s1 - s, t1), within(quad, s0 + s, t1), within(quad, s0, t1 - t), within(quad, s0, t0 + t)};
}

Pin gate_to(City& city, const Lot& lot, std::size_t edge, double share) {
  const Point at = between(lot.face[edge], lot.face[(edge + 1) % lot.face.size()], share);
  return joint(city.draft, city.plan.roads[lot.roads[edge]], at);
}

void build_church(City& city, const Ring& ground) {
  Draft& draft = city.draft;
  const std::vector<Pin> nave = draft.pins(rounded_box(ground, 0.38, 0.4, 0.62, 0.75));
  build(city, nave, "building=church|height=18|amenity=place_of_worship", 8);
  draft.ring(draft.pins(box_within(ground, 0.44, 0.42, 0.5, 0.5)), "building:part=tower|height=46 m");
  draft.ring(draft.pins(box_within(ground, 0.42, 0.5, 0.58, 0.72)), "building:part=yes|building:levels=4|roof:levels=1");
}

/// A market hall along the square's first side, with an arcade under its front.
void build_arcade(City& city, const Lot& lot) {
  Draft& draft = city.draft;
  const Ring hall = box_within(lot.face, 0.15, 0.1, 0.85, 0.24);
  build(city, draft.pins(hall), "building=commercial|height=9,5|building:levels=2", 4);
  const Direction along = towards(hall[3], hall[2]);
  const Point first = moved(moved(hall[3], right_of(along), 180), along, -300);
  const Point last = moved(moved(hall[2], right_of(along), 180), along, 300);
  const Pin from = draft.node(first);
  const Pin to = draft.node(last);
  draft.way({from, draft.node(between(first, last, 0.5)), to}, "highway=footway|covered=arcade|surface=stone");
  draft.way({gate_to(city, lot, 3, 0.72), from}, "highway=footway");
  draft.way({to, gate_to(city, lot, 1, 0.28)}, "highway=footway|covered=yes|arcade=open");
}

/// Corridors on two storeys round the light well, and the way in.
void draw_corridors(City& city, const Lot& lot, const Ring& well) {
  Draft& draft = city.draft;
  const Ring walk = box_within(lot.face, 0.18, 0.22, 0.82, 0.78);
  const std::vector<Pin> ground = draft.pins(walk);
  const std::vector<Pin> upper = draft.pins(walk);
  draft.ring(ground, "highway=corridor|indoor=yes|level=0");
  draft.ring(upper, "highway=corridor|indoor=yes|level=1");
  draft.way({ground[0], draft.node(between(walk[0], well[0], 0.5)), upper[0]},
            "highway=steps|indoor=yes|level=0;1|conveying=yes");
  draft.at(ground[2].id).tags = tags_of("highway=elevator|level=-1;0;1");
  const Pin door = draft.node(between(walk[0], walk[1], 0.5));
  draft.way({gate_to(city, lot, 0, 0.5), door}, "highway=footway");
  draft.way({door, ground[0]}, "highway=corridor|indoor=yes|level=0");
  for (const double share : {0.2, 0.5, 0.8}) city.sites.rooms.push_back(between(walk[1], walk[2], share));
}
}  // namespace

void fill_park(City& city, const Lot& lot) {
  Draft& draft = city.draft;
  const Ring& face = lot.face;
  const std::vector<Pin> rim = draft.pins(face);
  draft.ring(rim, "leisure=park|name=" + invented_name(draft.random, Naming::house));
  const Pin heart = draft.node(within(face, 0.45, 0.5));
  for (std::size_t k = 0; k < face.size(); ++k) {
    const Pin bend = draft.node(between(heart.at, between(face[k], face[(k + 1) % face.size()], 0.62), 0.5));
    draft.way({gate_to(city, lot, k, 0.5), bend, heart},
              k == 1 ? "highway=path|bicycle=yes|surface=gravel" : "highway=footway|surface=fine_gravel");
  }
  if (face.size() == 4) {
    draft.ring(draft.pins(rounded_box(face, 0.58, 0.58, 0.85, 0.85)), "natural=water|water=pond");
    const Ring lawn = box_within(face, 0.08, 0.08, 0.3, 0.34);
    draft.ring(draft.pins(lawn), "barrier=hedge|area=yes");
    draft.way(draft.pins({within(face, 0.1, 0.9), within(face, 0.4, 0.92)}), "highway=steps|step_count=12|incline=up");
  }
  build_box(city, within(face, 0.4, 0.3), {1, 0}, 400, 350, "building=kiosk|height=3");
  for (const double s : {0.2, 0.35, 0.65, 0.8}) draft.node(within(face, s, 0.45), "natural=tree");
  city.sites.courts.push_back(moved(heart.at, {0, 1}, 200));
}

void fill_square(City& city, const Lot& lot) {
  Draft& draft = city.draft;
  std::vector<Pin> rim;
  for (std::size_t k = 0; k < lot.face.size(); ++k) {
    rim.push_back(draft.node(lot.face[k]));
    rim.push_back(draft.node(between(lot.face[k], lot.face[(k + 1) % lot.face.size()], 0.5)));
    draft.way({gate_to(city, lot, k, 0.5), rim.back()}, "highway=footway");
  }
  draft.ring(rim, "highway=pedestrian|area=yes|surface=sett|name=" + invented_name(draft.random, Naming::square));
  draft.node(within(lot.face, 0.3, 0.5), "amenity=fountain");
  build_church(city, lot.face);
  build_arcade(city, lot);
  for (const double s : {0.2, 0.8}) city.sites.courts.push_back(within(lot.face, s, 0.6));
}

void fill_mall(City& city, const Lot& lot) {
  Draft& draft = city.draft;
  const Ring well = box_within(lot.face, 0.35, 0.38, 0.65, 0.62);
  constexpr std::string_view tags = "building=retail|shop=mall|building:levels=3|height=16|name=Galerie du Vieux Pont";
  const std::vector<Pin> outer = draft.pins(lot.face);
  build_with_holes(city, outer, {draft.pins(well)}, tags);
  draw_corridors(city, lot, well);
  const Ring garage = box_within(lot.face, -0.03, 0.2, 0.7, 1.03);
  draft.ring(draft.pins(garage), "building=parking|location=underground|parking=underground|layer=-2|level=-2;-1");
  city.sites.courts.push_back(middle(well));
}

void fill_walled(City& city, const Lot& lot) {
  Draft& draft = city.draft;
  const Ring& face = lot.face;
  const Ring wall{between(face[0], face[1], 0.55), face[1], face[2], face[3], face[0], between(face[0], face[1], 0.45)};
  draft.way(draft.pins(wall), "barrier=city_wall|height=7|historic=citywalls");
  const Ring palace = box_within(face, 0.2, 0.35, 0.8, 0.85);
  std::vector<std::vector<Pin>> courts;
  for (const double s : {0.15, 0.6}) courts.push_back(draft.pins(box_within(palace, s, 0.25, s + 0.25, 0.75)));
  build_with_holes(city, draft.pins(palace), courts, "building=palace|height=14|historic=castle");
  draft.way(draft.pins({within(face, 0.08, 0.2), within(face, 0.42, 0.2)}), "barrier=wall|height=1.2");
  const Pin terrace = draft.node(within(face, 0.5, 0.2));
  draft.way({gate_to(city, lot, 0, 0.5), terrace}, "highway=pedestrian|surface=cobblestone");
  draft.way({terrace, draft.node(within(face, 0.5, 0.32))}, "highway=steps|step_count=9");
  city.sites.courts.push_back(within(face, 0.55, 0.22));
}

}  // namespace contrechamp::synth
