// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes are a zoom, a tile and then points, 8 bytes each: a shape as a stranger's map may hold it, taken as a line and as a ring,
// simplified, cut and drawn.
#include <contrechamp/tiles/mvt.hpp>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {
using namespace contrechamp;
using namespace contrechamp::tiles;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

std::uint32_t number(std::span<const std::uint8_t>& in) {
  std::uint32_t v = 0;
  for (std::size_t i = 0; i < 4 && !in.empty(); ++i) {
    v = v << 8 | in[0];
    in = in.subspan(1);
  }
  return v;
}

bool in_buffer(std::span<const TilePoint> points) {
  return std::all_of(points.begin(), points.end(), [](TilePoint p) {
    return std::min(p.x, p.y) >= -default_buffer && std::max(p.x, p.y) <= extent + default_buffer;
  });
}

void check_line(const Line& line, TileId id, Layer& layer) {
  const Line simple = simplified_line(line, tile_unit(id.z));
  require(simple.size() <= line.size(), "simplifying adds nothing");
  if (!line.empty()) require(simple.front() == line.front() && simple.back() == line.back(), "the ends stay");
  const Window w = window(id);
  for (const Line& part : clipped_line(simple, w)) {
    require(part.size() > 1, "a part has two points");
    for (const World p : part) require(w.holds(p), "a part is inside");
    require(clipped_line(part, w) == std::vector<Line>{part}, "what is inside stays whole");
  }
  const std::vector<TileLine> drawn = tile_lines(simple, id);
  for (const TileLine& part : drawn) require(part.size() > 1 && in_buffer(part), "a drawn part is in the buffer");
  layer.add_lines(drawn, {});
}

void check_ring(const Ring& ring, TileId id, Layer& layer) {
  const Ring simple = simplified_ring(ring, tile_unit(id.z));
  const Window w = window(id);
  const Ring inside = clipped_ring(simple, w);
  for (const World p : inside) require(w.holds(p), "a ring is inside");
  require(inside.empty() || bounding(simple).touches(w), "nothing comes from nothing");
  require(inside.size() <= 2 * simple.size() + 4, "each border adds a point a crossing");
  for (const Polygon& polygon : polygons(std::vector<Ring>{simple, inside})) {
    const std::vector<TileRing> drawn = tile_rings(polygon, id);
    for (const TileRing& part : drawn) require(part.size() > 2 && in_buffer(part), "a drawn ring is in the buffer");
    layer.add_rings(drawn, {});
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::span<const std::uint8_t> in(data, size);
  if (size < 9 || size > 4096) return 0;
  const auto z = static_cast<std::uint8_t>(in[0] % (deepest_zoom + 1));
  in = in.subspan(1);
  const TileId id{z, number(in) >> (geo::world_bits - z - 1) >> 1, number(in) >> (geo::world_bits - z - 1) >> 1};
  Line points;
  while (!in.empty()) {
    const std::int64_t x = number(in);
    points.push_back({x, number(in)});
  }
  Layer layer("fuzz");
  check_line(points, id, layer);
  check_ring(points, id, layer);
  require(encoded({&layer, 1}).empty() == (layer.size() == 0), "a tile is empty if nothing is drawn");
  return 0;
}
