// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/text.hpp>
#include <contrechamp/synth/city.hpp>

/// Open building: detached houses, slabs, halls.
namespace contrechamp::synth {
using geo::Point;
using geo::Ring;

namespace {
double cm(Random& random, std::int64_t from, std::int64_t to) { return static_cast<double>(random.between(from, to)); }

/// A plot along one edge: x along the street, y into the block.
struct Plot {
  Point origin;
  Direction u;
  [[nodiscard]] Point at(double x, double y) const { return moved(moved(origin, u, x), {-u.y, u.x}, y); }
};

void draw_driveway(City& city, std::size_t road, Point door) {
  const Pin start = joint(city.draft, city.plan.roads[road], door);
  city.draft.way({start, city.draft.node(door)}, "highway=service|service=driveway|access=private");
}

/// One house, or two that share a wall; a shed behind, a hedge beside.
void build_plot(City& city, const Plot& plot, double x, double wide, std::size_t road) {
  Draft& draft = city.draft;
  const double setback = cm(draft.random, 300, 600);
  const double house = cm(draft.random, 800, 1100);
  const double deep = cm(draft.random, 800, 1250);
  const double left = x + (wide - house) / 2;
  if (draft.random.chance(250)) {  // semi-detached: the wall between is common
    const double middle_wall = left + house / 2;
    const double right = left + house + 200;
    const double back = setback + deep;
    const std::vector<Pin> pins =
        draft.pins({plot.at(left - 200, setback), plot.at(middle_wall, setback), plot.at(right, setback), plot.at(right, back),
                    plot.at(middle_wall, back), plot.at(left - 200, back)});
    build(city, {pins[0], pins[1], pins[4], pins[5]}, house_tags(draft, House::detached), 1);
    build(city, {pins[1], pins[2], pins[3], pins[4]}, house_tags(draft, House::detached), 1);
  } else {
    build_box(city, plot.at(left, setback), plot.u, house, deep, house_tags(draft, House::detached));
  }
  if (draft.random.chance(400)) {
    const double shed = cm(draft.random, 150, 350);
    build_box(city, plot.at(left, setback + deep + 400), plot.u, shed, 240, house_tags(draft, House::shed));
  }
  if (draft.random.chance(350)) draft.way(draft.pins({plot.at(x, 60), plot.at(x, setback + deep + 600)}), "barrier=hedge");
  if (draft.random.chance(120))
    draft.way(draft.pins({plot.at(x + 100, 30), plot.at(x + wide - 400, 30)}), "barrier=wall|height=1.2");
  if (draft.random.chance(300)) draw_driveway(city, road, plot.at(left + house / 2, setback - 40));
}
}  // namespace

void fill_houses(City& city, const Lot& lot) {
  Draft& draft = city.draft;
  draft.ring(draft.pins(lot.face), "landuse=residential");
  for (std::size_t k = 0; k < lot.face.size(); ++k) {
    const std::size_t next = (k + 1) % lot.face.size();
    const double length = length_cm(lot.face[k], lot.face[next]);
    const Plot plot{lot.face[k], towards(lot.face[k], lot.face[next])};
    // The corner belongs to the edge that starts there; the other keeps clear of it.
    double x = 300;
    while (x + 1500 < length - 2400) {
      const double wide = cm(draft.random, 1500, 2300);
      build_plot(city, plot, x, wide, lot.roads[k]);
      x += wide;
    }
  }
}

void fill_slabs(City& city, const Lot& lot) {
  Draft& draft = city.draft;
  draft.ring(draft.pins(lot.face), "leisure=garden|access=private");
  const int count = static_cast<int>(draft.random.between(2, 4));
  for (int m = 0; m < count; ++m) {
    const double low = (m + 0.18) / count;
    const double high = low + 0.42 / count;
    const Ring outline{within(lot.face, 0.08, low), within(lot.face, 0.9, low), within(lot.face, 0.9, high),
                       within(lot.face, 0.08, high)};
    const std::vector<Pin> pins = draft.pins(outline);
    build(city, pins, house_tags(draft, House::slab), 4);
    if (draft.random.chance(400)) {  // a stair tower, mapped as a part
      const Ring part{within(outline, 0.4, 0.1), within(outline, 0.6, 0.1), within(outline, 0.6, 0.9), within(outline, 0.4, 0.9)};
      const std::vector<Pin> tower = draft.pins(part);
      draft.ring(tower, "building:part=yes|height=" + number(draft.random.between(28, 48)));
    }
    if (draft.random.chance(500)) {  // parking under the lawn between two slabs
      const double end = high + 0.3 / count;
      const Ring garage{within(lot.face, 0.15, high), within(lot.face, 0.7, high), within(lot.face, 0.7, end),
                        within(lot.face, 0.15, end)};
      draft.ring(draft.pins(garage), "building=garage|location=underground|layer=-1|building:levels:underground=2");
    }
  }
  const double gap = 0.78 / count;
  const Pin middle_pin = draft.node(within(lot.face, 0.5, gap));
  const Pin west = joint(draft, city.plan.roads[lot.roads[3]], within(lot.face, 0, gap));
  const Pin east = joint(draft, city.plan.roads[lot.roads[1]], within(lot.face, 1, gap));
  draft.way({west, middle_pin, east}, "highway=footway|surface=asphalt");
  city.sites.courts.push_back(moved(middle_pin.at, {0, 1}, 200));
}

void fill_halls(City& city, const Lot& lot) {
  Draft& draft = city.draft;
  const Ring& face = lot.face;
  draft.ring(draft.pins(face), "landuse=industrial");
  for (const double s : {0.1, 0.54}) {
    const Ring hall{within(face, s, 0.42), within(face, s + 0.36, 0.42), within(face, s + 0.36, 0.9), within(face, s, 0.9)};
    const std::vector<Pin> pins = draft.pins(hall);
    build(city, pins, house_tags(draft, House::hall), 4);
  }
  const Point roof = within(face, 0.3, 0.15);
  build_box(city, roof, towards(face[0], face[1]), 1800, 900, "building=roof|height=5|layer=1");
  draft.node(moved(roof, {0.6, 0.8}, 500), "amenity=fuel|operator=Petrolor");
  // A wall all round, open at the gate in the first edge.
  const auto line = inset(face, 80);
  if (line) {
    Ring wall{between((*line)[0], (*line)[1], 0.62)};
    wall.insert(wall.end(), line->begin() + 1, line->end());
    wall.push_back((*line)[0]);
    wall.push_back(between((*line)[0], (*line)[1], 0.5));
    draft.way(draft.pins(wall), "barrier=wall|height=3|material=concrete");
  }
  const Pin gate = draft.node(between(face[0], face[1], 0.56), "barrier=gate");
  const Pin start = joint(draft, city.plan.roads[lot.roads[0]], gate.at);
  const Pin yard = draft.node(within(face, 0.5, 0.35));
  draft.way({start, gate, yard, draft.node(within(face, 0.5, 0.95))}, "highway=service|access=private");
  city.sites.courts.push_back(moved(yard.at, {1, 0}, 300));
}

}  // namespace contrechamp::synth
