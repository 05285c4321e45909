// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/cartography/draw.hpp>

namespace contrechamp::cartography {
namespace {

/// A box as a ring, clockwise on the map.
tiles::Ring ring_of(geo::World min, geo::World max) { return {min, {max.x, min.y}, max, {min.x, max.y}}; }

Properties street_properties(const answers::Subject& s, const streets::Segment& segment, bool detailed) {
  const scene::Street& street = s.snapshot.streets[segment.street];
  Properties out{{"class", drawn_class(street.highway)}, {"surveyed", answers::is_surveyed(s, segment.cell)}};
  if (detailed && !street.street_name.empty()) out.push_back({"name", std::string_view(street.street_name)});
  for (const scene::Mode mode : scene::all_modes) {
    out.push_back({scene::name(mode), streets::left_out(segment, street, mode) == scene::LeftOut::none});
  }
  for (const auto& [key, holds] : {std::pair<std::string_view, bool>{"sidewalk", street.sidewalk},
                                   {"tunnel", street.deck.tunnel},
                                   {"passage", street.passage}}) {
    if (holds) out.push_back({key, true});
  }
  return out;
}

}  // namespace

void draw_ground(const Stock& stock, const Sheet& sheet) {
  const tiles::Window box = ground(stock.subject.atlas.bounds());
  if (!box.touches(tiles::window(sheet.id, 0))) return;
  const tiles::Ring ring = ring_of(box.min, box.max);
  sheet.area({&ring, 1}, {});
}

void draw_cover(const Shapes& areas, const Sheet& sheet) {
  for (const std::uint32_t i : areas.touching(sheet.window)) sheet.area(areas.chains(i), {});
}

void draw_buildings(const Stock& stock, const Sheet& sheet) {
  for (const std::uint32_t i : stock.blocks.touching(sheet.window)) {
    const scene::Building& building = stock.subject.snapshot.buildings[stock.blocks.source(i)];
    Properties properties;
    if (building.height) properties.push_back({"h", static_cast<std::int64_t>(building.height->count() + 0.5)});
    sheet.area(stock.blocks.chains(i), properties, stock.blocks.source(i));
  }
}

void draw_streets(const Stock& stock, const Sheet& sheet) {
  const answers::Subject& s = stock.subject;
  if (sheet.id.z < all_streets_from) {
    for (const std::uint32_t i : stock.majors.touching(sheet.window)) {
      const bool surveyed = answers::is_surveyed(s, s.network.segments[stock.majors.source(i)].cell);
      sheet.line(stock.majors.line(i), {{"class", std::string_view("major")}, {"surveyed", surveyed}});
    }
    return;
  }
  for (const std::uint32_t i : stock.segments.touching(sheet.window)) {
    const std::uint32_t index = stock.segments.source(i);
    sheet.line(stock.segments.line(i), street_properties(s, s.network.segments[index], sheet.id.z >= details_from), index);
  }
}

void draw_names(const Stock& stock, const Sheet& sheet) {
  for (const std::uint32_t i : stock.names.touching(sheet.window)) {
    const streets::Segment& first = stock.subject.network.segments[stock.names.source(i)];
    sheet.line(stock.names.line(i), {{"name", std::string_view(stock.subject.snapshot.streets[first.street].street_name)}});
  }
}

void draw_cells(const Stock& stock, const Sheet& sheet) {
  constexpr int shift = geo::world_bits - 14;
  for (const geo::Cell cell : stock.unmapped) {
    const geo::World min{std::int64_t{cell.x} << shift, std::int64_t{cell.y} << shift};
    const tiles::Ring ring = ring_of(min, {min.x + (1 << shift), min.y + (1 << shift)});
    if (tiles::bounding(ring).touches(sheet.window)) sheet.area({&ring, 1}, {});
  }
}

}  // namespace contrechamp::cartography
