// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/placement/placement.hpp>

namespace contrechamp::placement {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Where::count)> where_names{"as_mapped", "on_facade", "shifted",
                                                                                           "unplaced"};

// Free-standing things: a device on one of these, outside every footprint, hangs on no wall.
constexpr std::array free_mounts{scene::Mount::pole, scene::Mount::street_lamp, scene::Mount::mast,
                                 scene::Mount::traffic_signals};

/// A direction or an offset in cm.
struct Offset {
  double x = 0;
  double y = 0;
};
double dot(Offset a, Offset b) { return a.x * b.x + a.y * b.y; }
double cross(Offset a, Offset b) { return a.x * b.y - a.y * b.x; }
Offset offset(geo::Vec v) { return {static_cast<double>(v.x), static_cast<double>(v.y)}; }

struct RingEdge {
  geo::Point a;
  geo::Point b;
  constexpr auto operator<=>(const RingEdge&) const = default;
};

/// A place on a footprint's edge where a device may hang, seen from the device.
struct Facade {
  const Footprint* building = nullptr;
  RingEdge edge;
  Offset foot;                  ///< from the mapped point
  Offset normal;                ///< outward, of length 1
  double in_front = 0;          ///< how far the device is from the edge's line
  double squared_distance = 0;  ///< to the foot, for comparing nearest façades
};

/// Edges from their lower to their higher point: no choice here depends on how a ring was drawn.
template <class Visit>
void each_edge(const Footprint& building, const Visit& visit) {
  for (const geo::Ring& ring : building.rings) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
      visit(RingEdge{std::min(ring[j], ring[i]), std::max(ring[j], ring[i])});
  }
}

/// Whether the interior lies on the left of the edge, by the even–odd rule; exact. A ray leaves the edge's middle (doubled, so
/// that it is whole) across the edge, and the other edges that it meets are counted.
bool interior_on_left(const Footprint& building, const RingEdge& edge) {
  const geo::Vec along = edge.b - edge.a;
  const bool upright = along.y != 0;  // the ray goes to +x, or to +y from a level edge
  const auto relative = [&](geo::Point p) {
    const geo::Vec to_a = p - edge.a;
    const geo::Vec v{2 * to_a.x - along.x, 2 * to_a.y - along.y};
    return upright ? v : geo::Vec{v.y, -v.x};  // a quarter turn clockwise takes +y to +x
  };
  bool odd = false;
  each_edge(building, [&](const RingEdge& other) {
    const geo::Vec p = relative(other.a);
    const geo::Vec q = relative(other.b);
    if ((p.y > 0) == (q.y > 0)) return;
    const int turn = geo::sign(geo::cross(p, q));  // 0 for the edge itself
    if (turn != 0 && (turn > 0) == (q.y > p.y)) odd = !odd;
  });
  // The ray's first stretch lies on the right of an edge that runs up, and on the left of one that runs to the east.
  const bool ray_on_left = upright ? along.y < 0 : along.x > 0;
  return odd == ray_on_left;
}

Offset outward_normal(const Footprint& building, const RingEdge& edge) {
  const Offset along = offset(edge.b - edge.a);
  const double k = (interior_on_left(building, edge) ? 1 : -1) / std::sqrt(dot(along, along));
  return {k * along.y, -k * along.x};
}

Facade facade(const Footprint& building, const RingEdge& edge, geo::Point p, Offset foot, double squared_distance = 0) {
  const Offset normal = outward_normal(building, edge);
  return {&building, edge, foot, normal, std::fabs(dot(normal, offset(p - edge.a))), squared_distance};
}

/// The nearest façades of one building: more than one if several edges are equally near. Best first.
std::vector<Facade> nearest_facades(const Footprint& building, geo::Point p) {
  std::vector<std::pair<double, RingEdge>> edges;
  each_edge(building, [&](const RingEdge& edge) {
    const double d = geo::nearest_on_segment(edge.a, edge.b, p).squared_distance;
    if (!edges.empty() && d > edges.front().first) return;
    if (!edges.empty() && d < edges.front().first) edges.clear();
    edges.emplace_back(d, edge);
  });
  std::vector<Facade> found;
  for (const auto& [d, edge] : edges) {
    const geo::Nearest nearest = geo::nearest_on_segment(edge.a, edge.b, p);
    found.push_back(facade(building, edge, p, {nearest.x - p.x, nearest.y - p.y}, d));
  }
  std::sort(found.begin(), found.end(), [](const Facade& a, const Facade& b) {
    return a.in_front != b.in_front ? a.in_front > b.in_front : a.edge < b.edge;
  });
  return found;
}

/// Where the axis leaves the building, for a device inside or on it. Ties go to the lowest edge.
std::optional<Facade> facade_along(const Footprint& building, geo::Point p, Offset axis) {
  std::optional<Facade> on_wall;
  std::optional<std::pair<double, RingEdge>> ahead;
  const auto better = [&](const Facade& a, const Facade& b) {
    const double out_a = dot(axis, a.normal);
    const double out_b = dot(axis, b.normal);
    return out_a != out_b ? out_a > out_b : a.edge < b.edge;
  };
  each_edge(building, [&](const RingEdge& edge) {
    if (geo::on_segment(edge.a, edge.b, p)) {
      const Facade here = facade(building, edge, p, {0, 0});
      if (dot(axis, here.normal) >= 0 && (!on_wall || better(here, *on_wall))) on_wall = here;
      return;
    }
    const Offset a = offset(edge.a - p);
    const Offset b = offset(edge.b - p);
    if ((cross(axis, a) > 0) == (cross(axis, b) > 0)) return;
    const Offset along{b.x - a.x, b.y - a.y};
    const double t = cross(a, along) / cross(axis, along);
    const std::pair crossing{t, edge};
    if (t > 0 && (!ahead || crossing < *ahead)) ahead = crossing;
  });
  if (on_wall) return on_wall;
  if (!ahead) return std::nullopt;
  return facade(building, ahead->second, p, {ahead->first * axis.x, ahead->first * axis.y});
}

bool is_free(const Ground& ground, geo::Point p) {
  return std::ranges::all_of(ground.footprints_near({p, p}),
                             [&](std::uint32_t i) { return geo::where(ground.footprints()[i].rings, p) == geo::Where::outside; });
}

geo::Point moved(geo::Point from, double x, double y) {
  return {from.x + static_cast<std::int32_t>(std::floor(x + 0.5)), from.y + static_cast<std::int32_t>(std::floor(y + 0.5))};
}

std::optional<geo::Point> nearest_free(const Ground& ground, geo::Point centre, Metres search) {
  constexpr std::int32_t step_cm = 5;
  const double reach = search.count() * 100;
  const auto steps = static_cast<std::int32_t>(reach / step_cm);
  std::vector<std::pair<std::int64_t, geo::Point>> candidates;
  for (std::int32_t x = -steps; x <= steps; ++x) {
    for (std::int32_t y = -steps; y <= steps; ++y) {
      const geo::Point p{centre.x + x * step_cm, centre.y + y * step_cm};
      const std::int64_t distance2 = geo::squared(p - centre);
      if (static_cast<double>(distance2) <= reach * reach) candidates.emplace_back(distance2, p);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  for (const auto& [distance2, p] : candidates) {
    if (is_free(ground, p)) return p;
  }
  return std::nullopt;
}

std::optional<Offset> first_known_axis(const scene::Device& device) {
  for (const scene::Head& head : device.heads) {
    if (head.source == scene::AxisSource::none) continue;
    const trig::SinCos s = trig::sin_cos(head.axis.angle());
    return Offset{s.sin, s.cos};
  }
  return std::nullopt;
}

/// The building that holds the point, inside or on its boundary: the one with the lowest ref.
const Footprint* holder(const Ground& ground, geo::Point p) {
  for (const std::uint32_t i : ground.footprints_near({p, p})) {  // ascending: sorted by ref
    const Footprint& building = ground.footprints()[i];
    if (geo::where(building.rings, p) != geo::Where::outside) return &building;
  }
  return nullptr;
}

/// The façades that a device outside every building may hang on, best first; empty if none is near enough.
std::vector<Facade> facades_beside(const Ground& ground, geo::Point p, Metres within) {
  const double reach = within.count() * 100;
  std::vector<Facade> best;
  for (const std::uint32_t i : ground.footprints_near(geo::around(p, static_cast<std::int32_t>(std::ceil(reach))))) {
    auto found = nearest_facades(ground.footprints()[i], p);
    if (found.front().squared_distance > reach * reach) continue;
    if (best.empty() || found.front().squared_distance < best.front().squared_distance) best = std::move(found);
  }
  return best;
}

std::vector<Facade> facades_of_device(const scene::Device& device, const Ground& ground, geo::Point p, Metres within) {
  if (const Footprint* building = holder(ground, p)) {
    if (const auto axis = first_known_axis(device)) {
      if (const auto leaves = facade_along(*building, p, *axis)) return {*leaves};
    }
    return nearest_facades(*building, p);
  }
  if (std::find(free_mounts.begin(), free_mounts.end(), device.mount) != free_mounts.end()) return {};
  return facades_beside(ground, p, within);
}

void hang(Placed& device, const Facade& facade, Where where, geo::Point eye) {
  device.where = where;
  device.eye = eye;
  device.facade = facade.building->ref;
  device.normal = trig::bearing(facade.normal.x, facade.normal.y);
}

}  // namespace

std::string_view name(Where where) { return where_names[static_cast<std::size_t>(where)]; }

Placed placed(const scene::Device& device, const Ground& ground, const PlacementOptions& options) {
  Placed result;
  result.mapped = result.eye = ground.frame().project(device.position);
  if (device.indoor || scene::below_ground(device)) return result;
  const auto facades = facades_of_device(device, ground, result.mapped, options.facade_distance);
  if (facades.empty()) return result;
  const double out = options.stand_off.count() * 100;
  const auto place = [&](const Facade& f) {
    return moved(result.mapped, f.foot.x + out * f.normal.x, f.foot.y + out * f.normal.y);
  };
  const auto chosen = std::find_if(facades.begin(), facades.end(), [&](const Facade& f) { return is_free(ground, place(f)); });
  if (chosen != facades.end()) {
    hang(result, *chosen, Where::on_facade, place(*chosen));
  } else if (const auto free = nearest_free(ground, place(facades.front()), options.search)) {
    hang(result, facades.front(), Where::shifted, *free);
  } else {
    result.where = Where::unplaced;
    result.facade = facades.front().building->ref;
  }
  result.moved_cm = std::sqrt(static_cast<double>(geo::squared(result.eye - result.mapped)));
  return result;
}

}  // namespace contrechamp::placement
