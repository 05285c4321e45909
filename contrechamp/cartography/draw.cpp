// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/cartography/draw.hpp>

namespace contrechamp::cartography {
namespace {

std::int64_t largest_twice_area(std::span<const tiles::Ring> rings) {
  std::int64_t largest = 0;
  for (const tiles::Ring& ring : rings) largest = std::max(largest, std::abs(tiles::twice_area(ring)));
  return largest;
}

/// In world units.
double length(std::span<const geo::World> line) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const auto dx = static_cast<double>(line[i + 1].x - line[i].x);
    const auto dy = static_cast<double>(line[i + 1].y - line[i].y);
    sum += std::sqrt(dx * dx + dy * dy);
  }
  return sum;
}

bool stands_in(geo::World p, tiles::TileId id) {
  const tiles::Window bare = tiles::window(id, 0);
  return p.x >= bare.min.x && p.x < bare.max.x && p.y >= bare.min.y && p.y < bare.max.y;
}

}  // namespace

bool Sheet::too_small(std::int64_t twice_area) const {
  const std::int64_t unit = tiles::tile_unit(id.z);
  return twice_area < 2 * rule.least * unit * unit;
}

void Sheet::area(std::span<const tiles::Ring> rings, const Properties& properties, std::optional<std::uint64_t> feature) const {
  if (rule.least > 0 && too_small(largest_twice_area(rings))) return;
  any_area(rings, properties, feature);
}

void Sheet::any_area(std::span<const tiles::Ring> rings, const Properties& properties,
                     std::optional<std::uint64_t> feature) const {
  const std::int64_t unit = tiles::tile_unit(id.z);
  std::vector<tiles::Ring> kept;
  for (const tiles::Ring& ring : rings) {
    tiles::Ring simple = rule.tolerance > 0 ? tiles::simplified_ring(ring, rule.tolerance * unit) : ring;
    if (!simple.empty()) kept.push_back(std::move(simple));
  }
  std::vector<tiles::TileRing> drawn;
  for (const tiles::Polygon& polygon : tiles::polygons(kept)) {
    for (tiles::TileRing& ring : tiles::tile_rings(polygon, id)) drawn.push_back(std::move(ring));
  }
  if (drawn.empty() && rule.least == 0 && stands_in(rings.front().front(), id)) {
    const tiles::TilePoint p = tiles::tile_point(rings.front().front(), id);
    drawn.push_back({p, {p.x + 1, p.y}, {p.x + 1, p.y + 1}, {p.x, p.y + 1}});
  }
  layer.add_rings(drawn, properties, feature);
}

std::vector<tiles::TileLine> Sheet::drawn(std::span<const geo::World> line) const {
  const std::int64_t unit = tiles::tile_unit(id.z);
  if (rule.least > 0 && length(line) < static_cast<double>(rule.least * unit)) return {};
  if (rule.tolerance == 0) return tiles::tile_lines(line, id);
  return tiles::tile_lines(tiles::simplified_line(line, rule.tolerance * unit), id);
}

void Sheet::line(std::span<const geo::World> line, const Properties& properties, std::optional<std::uint64_t> feature) const {
  const std::vector<tiles::TileLine> parts = drawn(line);
  if (parts.empty() && rule.least == 0 && stands_in(line.front(), id)) {
    const tiles::TilePoint p = tiles::tile_point(line.front(), id);
    const tiles::TileLine dot{p, {p.x + 1, p.y}};
    layer.add_lines({&dot, 1}, properties, feature);
    return;
  }
  layer.add_lines(parts, properties, feature);
}

}  // namespace contrechamp::cartography
