// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/synth/city.hpp>
#include <contrechamp/synth/device_tables.hpp>

namespace contrechamp::synth {
using geo::Point;

namespace {
/// A place for a device: a new node, or one that the map has already.
struct Spot {
  Point at;
  std::int64_t node = 0;  ///< 0: none yet
  Direction out;          ///< away from the wall, or across the street
  Direction along;        ///< along the street
};

std::int32_t degrees(Direction d) { return trig::bearing(d.x, d.y).angle().count() / 100; }

Spot at_face(const Face& face, Point p) {
  const Direction along = towards(face.a.at, face.b.at);
  return {p, 0, right_of(along), along};
}

/// Devices are denser where a town is: of two candidates the one nearer to the middle.
template <class T, class Position>
const T& central(Random& random, const std::vector<T>& list, Position position) {
  const T& one = list[random.below(list.size())];
  const T& other = list[random.below(list.size())];
  return geo::squared(position(one) - Point{}) < geo::squared(position(other) - Point{}) ? one : other;
}
const Face& central(Random& random, const std::vector<Face>& faces) {
  return central(random, faces, [](const Face& face) { return face.b.at; });
}

class Placer {
 public:
  explicit Placer(City& city) : city_(city), random_(city.draft.random) {
    for (std::size_t k = 0; k < city.plan.roads.size(); ++k) {
      if (info(city.plan.roads[k].road_class).cars) car_roads_.push_back(k);
    }
  }

  Spot spot(Place place) {
    const Spot found = fresh(place);
    if (found.node == 0) last_ = found;
    return found;
  }

 private:
  Spot fresh(Place place) {
    const Sites& sites = city_.sites;
    switch (place) {
      case Place::facade: return off_wall(central(random_, sites.faces), 3, 45);
      case Place::inside: return off_wall(central(random_, sites.faces), -300, -60);
      case Place::corner: return off_corner(central(random_, sites.corners));
      case Place::vertex: return on_vertex(central(random_, sites.corners));
      case Place::edge: return on_edge(central(random_, sites.faces));
      case Place::passage: {
        const Face& way = central(random_, sites.passages);
        const Direction inwards = towards(way.a.at, way.b.at);
        return {between(way.a.at, way.b.at, share(150, 850)), 0, inwards, inwards};
      }
      case Place::court: return in_open(sites.courts);
      case Place::room: return in_open(sites.rooms);
      case Place::street_node: return on_street();
      case Place::same: return last_;
      default: return beside_road();
    }
  }

  double share(std::int64_t from, std::int64_t to) { return static_cast<double>(random_.between(from, to)) / 1000; }

  Spot off_wall(const Face& face, std::int64_t from_cm, std::int64_t to_cm) {
    Spot found = at_face(face, between(face.a.at, face.b.at, share(80, 920)));
    found.at = moved(found.at, found.out, static_cast<double>(random_.between(from_cm, to_cm)));
    return found;
  }
  static Spot off_corner(const Face& face) {
    const Spot found = at_face(face, face.b.at);
    const Direction diagonal{(found.out.x + found.along.x) * 0.7, (found.out.y + found.along.y) * 0.7};
    return {moved(face.b.at, diagonal, 20), 0, found.out, found.along};
  }
  Spot on_vertex(const Face& face) {
    Spot found = at_face(face, face.b.at);
    // A node that says something already keeps it; the device then lies exactly upon it.
    if (city_.draft.at(face.b.id).tags.empty()) found.node = face.b.id;
    return found;
  }
  Spot on_edge(const Face& face) {
    Spot found = at_face(face, between(face.a.at, face.b.at, share(200, 800)));
    auto& refs = city_.draft.town.ways[face.way].nodes;
    const auto after = std::adjacent_find(refs.begin(), refs.end(),
                                          [&](std::int64_t a, std::int64_t b) { return a == face.a.id && b == face.b.id; });
    if (after == refs.end()) return found;
    found.node = city_.draft.node(found.at).id;
    refs.insert(after + 1, found.node);
    return found;
  }
  Spot in_open(const std::vector<Point>& points) {
    const Point near = points[random_.below(points.size())];
    const Direction any =
        towards({}, {static_cast<std::int32_t>(random_.between(-99, 99)), static_cast<std::int32_t>(random_.between(-99, 100))});
    return {moved(near, any, static_cast<double>(random_.between(20, 350))), 0, any, right_of(any)};
  }
  const Road& road() { return city_.plan.roads[car_roads_[random_.below(car_roads_.size())]]; }
  Spot beside_road() {
    const Road& beside = road();
    const Direction along = towards(beside.a.at, beside.b.at);
    const double side = random_.chance(500) ? 1 : -1;
    const Direction out{side * right_of(along).x, side * right_of(along).y};
    const double off = info(beside.road_class).half_width - static_cast<double>(random_.between(120, 260));
    return {moved(between(beside.a.at, beside.b.at, share(120, 880)), out, off), 0, {-out.x, -out.y}, along};
  }
  Spot on_street() {
    const Road& on = road();
    const Direction along = towards(on.a.at, on.b.at);
    if (on.joints.empty()) return {on.a.at, 0, right_of(along), along};
    const Pin pin = on.joints[random_.below(on.joints.size())].pin;
    return {pin.at, city_.draft.at(pin.id).tags.empty() ? pin.id : 0, right_of(along), along};
  }

  City& city_;
  Random& random_;
  std::vector<std::size_t> car_roads_;
  Spot last_;
};

/// Braces replaced by this spot's bearings.
std::string filled_in(std::string_view tags, const Spot& spot, Random& random) {
  constexpr std::array<std::string_view, 16> winds{"N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
                                                   "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"};
  const auto turned = [](std::int32_t angle) { return number((angle % 360 + 360) % 360); };
  const auto out = degrees(spot.out) + static_cast<std::int32_t>(random.between(-40, 40));
  const auto wind = static_cast<std::size_t>((degrees(spot.out) * 2 + 22) / 45 % 16);
  const std::array<std::pair<std::string_view, std::string>, 6> words{{
      {"{out}", turned(out)},
      {"{out2}", turned(degrees(spot.along))},
      {"{back}", turned(out + 180)},
      {"{road}", turned(degrees(spot.along))},
      {"{fan}", turned(out - 22) + "-" + turned(out + 23)},
      {"{wind}", std::string(winds[wind])},
  }};
  std::string text(tags);
  for (const auto& [word, value] : words) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + value.size()))
      text.replace(at, word.size(), value);
  }
  return text;
}

/// A speed camera that is a node gets its relation, as the wiki asks; one without a device is only the relation.
void draw_enforcement(City& city, std::string_view tags, std::vector<Member> devices) {
  const Road& road = city.plan.roads[city.plan.along(1, 0)];
  devices.push_back({{OsmType::node, road.a.id}, "from"});
  devices.push_back({{OsmType::node, road.b.id}, "to"});
  city.draft.relation(std::move(devices), tags);
}

void draw_device(City& city, Placer& placer, Place place, std::string_view tags) {
  Draft& draft = city.draft;
  if (place == Place::relation) {
    // One names a device that is not in the file, the other none.
    const bool dangling = tags.find("deleted") != std::string_view::npos;
    draw_enforcement(city, tags,
                     dangling ? std::vector<Member>{{{OsmType::node, 299'999'999}, "device"}} : std::vector<Member>{});
    return;
  }
  const Spot spot = placer.spot(place);
  const std::string written = filled_in(tags, spot, draft.random);
  if (place == Place::outline) {
    const Point p = spot.at;
    draft.ring(draft.pins({p, {p.x + 120, p.y}, {p.x + 120, p.y + 90}, {p.x, p.y + 90}}), written);
    return;
  }
  const std::int64_t id = spot.node != 0 ? spot.node : draft.node(spot.at).id;
  draft.at(id).tags = tags_of(written);
  if (tags.find("average_speed") != std::string_view::npos) {
    draw_enforcement(city, "type=enforcement|enforcement=average_speed|maxspeed=50", {{{OsmType::node, id}, "device"}});
  } else if (tags.find("fixed_trap") != std::string_view::npos) {
    draw_enforcement(city, "type=enforcement|enforcement=maxspeed|maxspeed=50", {{{OsmType::node, id}, "device"}});
  }
}
}  // namespace

void place_devices(City& city, std::uint32_t count) {
  Placer placer(city);
  for (std::size_t k = 0; k < count; ++k) {
    if (k < oddities().size()) {
      draw_device(city, placer, oddities()[k].place, oddities()[k].tags);
    } else {
      const Place place = everyday_place(city.draft.random);
      draw_device(city, placer, place, everyday_tags(city.draft.random, place));
    }
  }
}

}  // namespace contrechamp::synth
