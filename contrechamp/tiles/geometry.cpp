// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/tiles/geometry.hpp>
#include <algorithm>
#include <cassert>

namespace contrechamp::tiles {
namespace {

using Wide = __int128;

enum class Where : std::uint8_t { outside, boundary, inside };

// Of a point in half units, so that midpoints are points too; even–odd, exact.
Where where(const Ring& ring, World twice) {
  bool inside = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const World& b = ring[i == 0 ? ring.size() - 1 : i - 1];
    const World& a = ring[i];
    const std::int64_t ax = 2 * a.x - twice.x, ay = 2 * a.y - twice.y, bx = 2 * b.x - twice.x, by = 2 * b.y - twice.y;
    const Wide cross = Wide{ax} * by - Wide{ay} * bx;
    if (cross == 0 && Wide{ax} * bx + Wide{ay} * by <= 0) return Where::boundary;
    if ((ay > 0) != (by > 0) && (cross > 0) == (by > 0)) inside = !inside;
  }
  return inside ? Where::inside : Where::outside;
}

// The first corner, else the first middle of an edge, that is not on the other's boundary decides. The same ring twice: within,
// since by the even–odd rule they are nothing.
bool within(const Ring& ring, const Ring& other) {
  for (const World p : ring) {
    if (const Where w = where(other, {2 * p.x, 2 * p.y}); w != Where::boundary) return w == Where::inside;
  }
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const World a = ring[i], b = ring[(i + 1) % ring.size()];
    if (const Where w = where(other, {a.x + b.x, a.y + b.y}); w != Where::boundary) return w == Where::inside;
  }
  return true;
}

struct Sized {
  const Ring* ring;
  std::int64_t area;
  Window box;
  std::size_t polygon = none;  // of an outer ring
  static constexpr std::size_t none = SIZE_MAX;
};

template <class Points>
void drop_repeats(Points& points) {
  points.erase(std::unique(points.begin(), points.end()), points.end());
}

std::int64_t magnitude(std::int64_t v) { return v < 0 ? -v : v; }

enum class Turn : std::uint8_t { outer, hole };

TileRing tile_ring(const Ring& ring, TileId id, std::int32_t buffer, Turn turn) {
  TileRing out;
  for (const World p : clipped_ring(ring, window(id, buffer))) out.push_back(tile_point(p, id));
  drop_repeats(out);
  while (out.size() > 1 && out.front() == out.back()) out.pop_back();
  std::int64_t area = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const TilePoint a = out[i], b = out[(i + 1) % out.size()];
    area += std::int64_t{a.x} * b.y - std::int64_t{b.x} * a.y;
  }
  if (area == 0) return {};
  if ((area > 0) != (turn == Turn::outer)) std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

Window bounding(std::span<const World> points) {
  Window box;
  for (const World p : points) {
    box.min = {std::min(box.min.x, p.x), std::min(box.min.y, p.y)};
    box.max = {std::max(box.max.x, p.x), std::max(box.max.y, p.y)};
  }
  return box;
}

Window window(TileId id, std::int32_t buffer) {
  assert(id.z <= deepest_zoom);
  const std::int64_t unit = tile_unit(id.z);
  const World corner{extent * unit * id.x, extent * unit * id.y};
  const std::int64_t around = unit * buffer;
  return {{corner.x - around, corner.y - around}, {corner.x + extent * unit + around, corner.y + extent * unit + around}};
}

std::int64_t twice_area(std::span<const World> ring) {
  // Modulo 2^64: what overflows on the way cancels, if the area itself fits.
  std::uint64_t sum = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    const World a{ring[i].x - ring[0].x, ring[i].y - ring[0].y}, b{ring[i + 1].x - ring[0].x, ring[i + 1].y - ring[0].y};
    sum += static_cast<std::uint64_t>(a.x) * static_cast<std::uint64_t>(b.y) -
           static_cast<std::uint64_t>(b.x) * static_cast<std::uint64_t>(a.y);
  }
  return static_cast<std::int64_t>(sum);
}

std::vector<Polygon> polygons(std::span<const Ring> rings) {
  std::vector<Sized> sorted;
  for (const Ring& ring : rings) {
    if (const std::int64_t area = magnitude(twice_area(ring)); area != 0) sorted.push_back({&ring, area, bounding(ring)});
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Sized& a, const Sized& b) { return a.area > b.area; });
  std::vector<Polygon> out;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    std::size_t depth = 0;
    std::size_t around = Sized::none;
    for (std::size_t j = 0; j < i; ++j) {
      if (!sorted[j].box.holds(sorted[i].box) || !within(*sorted[i].ring, *sorted[j].ring)) continue;
      ++depth;
      if (sorted[j].polygon != Sized::none) around = sorted[j].polygon;
    }
    if (depth % 2 == 1 && around != Sized::none) {
      out[around].holes.push_back(*sorted[i].ring);
    } else {
      sorted[i].polygon = out.size();
      out.push_back({*sorted[i].ring, {}});
    }
  }
  return out;
}

TilePoint tile_point(World p, TileId id) {
  const int shift = deepest_zoom - id.z;
  return {static_cast<std::int32_t>((p.x >> shift) - (std::int64_t{id.x} << extent_bits)),
          static_cast<std::int32_t>((p.y >> shift) - (std::int64_t{id.y} << extent_bits))};
}

std::vector<TileLine> tile_lines(std::span<const World> line, TileId id, std::int32_t buffer) {
  std::vector<TileLine> out;
  for (const Line& part : clipped_line(line, window(id, buffer))) {
    TileLine drawn;
    for (const World p : part) drawn.push_back(tile_point(p, id));
    drop_repeats(drawn);
    if (drawn.size() > 1) out.push_back(std::move(drawn));
  }
  return out;
}

std::vector<TileRing> tile_rings(const Polygon& polygon, TileId id, std::int32_t buffer) {
  std::vector<TileRing> out;
  TileRing outer = tile_ring(polygon.outer, id, buffer, Turn::outer);
  if (outer.empty()) return out;
  out.push_back(std::move(outer));
  for (const Ring& ring : polygon.holes) {
    if (TileRing hole = tile_ring(ring, id, buffer, Turn::hole); !hole.empty()) out.push_back(std::move(hole));
  }
  return out;
}

}  // namespace contrechamp::tiles
