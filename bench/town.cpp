// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <bench/extracts.hpp>
#include <bench/town.hpp>
#include <cmath>
#include <contrechamp/core/log.hpp>
#include <contrechamp/osm/reader.hpp>
#include <cstdio>
#include <tuple>

namespace contrechamp::bench {
namespace {
using geo::Point;
constexpr std::int32_t margin_cm = 30'000;
constexpr double stand_off_cm = 20;
/// Monaco at the date whose extract has the most buildings.
constexpr std::array<std::pair<const char*, const char*>, 3> measured_towns{
    {{"monaco-2025-02", "monaco"}, {"helsinki-centre-2019-04", "helsinki"}, {"munich-centre-2020-07", "munich"}}};

geo::Box bounds_of(const scene::Snapshot& snapshot) {
  geo::Box box;
  for (const scene::Building& building : snapshot.buildings) {
    for (const auto& ring : building.rings) {
      for (const geo::LatLon p : ring) box.add(p);
    }
  }
  return box;
}

visibility::Walls walls_of(const placement::Ground& ground) {
  std::vector<visibility::Solid> solids;
  for (const placement::Footprint& footprint : ground.footprints()) solids.push_back({footprint.rings});
  std::vector<visibility::Screen> screens;
  for (const auto& wall : ground.walls()) screens.push_back({wall.points});
  std::vector<visibility::Corridor> corridors;
  for (const auto& passage : ground.passages()) corridors.push_back({passage.points, passage.width_cm});
  return {solids, screens, corridors};
}

visibility::Edge lesser_first(visibility::Edge edge) { return edge.a < edge.b ? edge : visibility::Edge{edge.b, edge.a}; }

/// Edges that occur just twice, once in each sense, in buildings of one ring each, all counter-clockwise: the two lie on
/// either side. A building mapped twice shares no wall with itself.
std::vector<visibility::Edge> shared_by_two(const placement::Ground& ground) {
  std::vector<std::pair<visibility::Edge, bool>> all;  // and whether its lesser end comes first
  for (const placement::Footprint& footprint : ground.footprints()) {
    if (footprint.rings.size() != 1) continue;
    const geo::Ring& ring = footprint.rings[0];
    const bool turned = geo::twice_area(ring) < 0;
    for (std::size_t k = 0; k < ring.size(); ++k) {
      const visibility::Edge edge{ring[k], ring[(k + 1) % ring.size()]};
      all.emplace_back(lesser_first(edge), (edge.a < edge.b) != turned);
    }
  }
  std::sort(all.begin(), all.end());
  std::vector<visibility::Edge> shared;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    while (end < all.size() && all[end].first == all[i].first) ++end;
    if (end - i == 2 && all[i].second != all[i + 1].second) shared.push_back(all[i].first);
    i = end;
  }
  return shared;
}

/// Both ends stand on the boundary of one building: a way that is drawn along a façade.
bool along_facade(const placement::Ground& ground, Point a, Point b) {
  const auto near = ground.footprints_near(geo::bounding(std::array{a, b}));
  return std::any_of(near.begin(), near.end(), [&](std::uint32_t i) {
    const std::vector<geo::Ring>& rings = ground.footprints()[i].rings;
    return geo::where(rings, a) == geo::Where::boundary && geo::where(rings, b) == geo::Where::boundary;
  });
}

std::vector<StreetEdge> edges_of(const scene::Snapshot& snapshot, const streets::Network& network,
                                 const placement::Ground& ground) {
  std::vector<StreetEdge> edges;
  for (std::uint32_t i = 0; i < network.segments.size(); ++i) {
    const streets::Segment& segment = network.segments[i];
    if (snapshot.streets[segment.street].deck != scene::Deck{}) continue;
    const std::vector<Point> points = geo::projected(segment.points, ground.frame());
    double at = 0;
    for (std::size_t k = 0; k + 1 < points.size(); ++k) {
      const double length = std::sqrt(static_cast<double>(geo::squared(points[k + 1] - points[k])));
      if (!along_facade(ground, points[k], points[k + 1])) edges.push_back({points[k], points[k + 1], i, at, length});
      at += length;
    }
  }
  return edges;
}

/// The edges of all footprints, to draw one by its length.
class Facades {
 public:
  explicit Facades(const placement::Ground& ground) {
    for (const placement::Footprint& footprint : ground.footprints()) {
      for (const geo::Ring& ring : footprint.rings) {
        for (std::size_t k = 0; k < ring.size(); ++k) add({ring[k], ring[(k + 1) % ring.size()]});
      }
    }
  }
  /// 20 cm off a façade, on a side left to chance: half of the places lie in the building and are refused later.
  [[nodiscard]] Point draw(Random& random) const {
    const std::uint64_t at = random.below(ends_.back());
    const visibility::Edge& edge =
        edges_[static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), at) - ends_.begin())];
    const geo::Vec along = edge.b - edge.a;
    const double t = static_cast<double>(random.below(1 << 20)) / (1 << 20);
    const double out = (random.chance(500) ? stand_off_cm : -stand_off_cm) / std::sqrt(static_cast<double>(geo::squared(along)));
    const auto x = static_cast<double>(along.x);
    const auto y = static_cast<double>(along.y);
    return {static_cast<std::int32_t>(std::lround(edge.a.x + t * x - out * y)),
            static_cast<std::int32_t>(std::lround(edge.a.y + t * y + out * x))};
  }

 private:
  void add(const visibility::Edge& edge) {
    const auto length = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(geo::squared(edge.b - edge.a))));
    ends_.push_back((ends_.empty() ? 0 : ends_.back()) + length);
    edges_.push_back(edge);
  }
  std::vector<visibility::Edge> edges_;
  std::vector<std::uint64_t> ends_;  // running sum of lengths
};

std::int32_t square(std::int32_t v, std::int32_t side) { return (v - (v < 0 ? side - 1 : 0)) / side; }
}  // namespace

Town::Town(scene::Snapshot&& read, const geo::Box& bounds)
    : snapshot(std::move(read)),
      frame(geo::Frames(bounds).at(bounds.centre())),
      network(streets::network(snapshot, geo::Frames(bounds))),
      ground(snapshot, frame, geo::bounding(std::array{frame.project(bounds.min), frame.project(bounds.max)}), margin_cm),
      walls(walls_of(ground)),
      streets(edges_of(snapshot, network, ground)),
      shared_walls(shared_by_two(ground)) {}

std::vector<visibility::Edge> Town::without_shared_walls(std::vector<visibility::Edge> edges) const {
  std::erase_if(edges, [this](const visibility::Edge& edge) {
    return std::binary_search(shared_walls.begin(), shared_walls.end(), lesser_first(edge));
  });
  return edges;
}

bool Town::free(Point p) const {
  const auto near = ground.footprints_near(geo::around(p, 0));
  return std::none_of(near.begin(), near.end(),
                      [&](std::uint32_t i) { return geo::where(ground.footprints()[i].rings, p) != geo::Where::outside; });
}

std::unique_ptr<Town> town(const std::filesystem::path& extract) {
  LogSink silent;
  const std::array<std::filesystem::path, 1> files{extract};
  auto snapshot = osm::read(files, {}, silent);
  if (!snapshot) {
    std::fprintf(stderr, "%s\n", snapshot.error().sentence().c_str());
    return nullptr;
  }
  const geo::Box bounds = bounds_of(*snapshot);
  return std::make_unique<Town>(std::move(*snapshot), bounds);
}

std::filesystem::path extract(std::string_view name) {
  for (const std::filesystem::path& file : extracts()) {
    if (city(file) == name) return file;
  }
  std::fprintf(stderr, "bench: not measured: %s, whose extract is missing\n", std::string(name).c_str());
  return {};
}

void each_measured_town(const std::function<void(const std::string&, const Town&)>& visit) {
  for (const auto& [file, name] : measured_towns) {
    const std::filesystem::path found = extract(file);
    if (found.empty()) continue;
    if (const auto there = town(found)) visit(name, *there);
  }
}

std::vector<Eye> eyes(const Town& town, std::size_t count, std::uint64_t seed) {
  std::vector<Eye> out;
  for (std::uint32_t i = 0; i < town.snapshot.devices.size() && out.size() < count; ++i) {
    const scene::Device& device = town.snapshot.devices[i];
    if (device.indoor) continue;
    const placement::Placed placed = placement::placed(device, town.ground);
    if (placed.where != placement::Where::unplaced && town.free(placed.eye)) out.push_back({placed.eye, i});
  }
  const Facades facades(town.ground);
  Random random(seed);
  while (out.size() < count) {
    const Point p = facades.draw(random);
    if (town.free(p)) out.push_back({p});
  }
  sort_by_tile(out);
  return out;
}

void sort_by_tile(std::vector<Eye>& eyes) {
  constexpr std::int32_t tile_cm = 40'000;
  constexpr std::int32_t cell_cm = 5'000;
  const auto key = [](const Eye& eye) {
    return std::tuple(square(eye.at.y, tile_cm), square(eye.at.x, tile_cm), square(eye.at.y, cell_cm), square(eye.at.x, cell_cm),
                      eye.at);
  };
  std::sort(eyes.begin(), eyes.end(), [&](const Eye& p, const Eye& q) { return key(p) < key(q); });
}

}  // namespace contrechamp::bench
