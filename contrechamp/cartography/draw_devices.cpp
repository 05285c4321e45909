// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/cartography/draw.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::cartography {
namespace {

constexpr int group_bits = 4;  // groups stand in a grid of 16 by 16 a tile

/// Devices that count and stand in the tile itself, ascending: each is in exactly one tile of a zoom.
std::vector<std::uint32_t> devices_in(const Stock& stock, tiles::TileId id, std::span<const std::uint8_t> device_counts) {
  const int shift = geo::world_bits - id.z;
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < stock.devices.size(); ++i) {
    if (!counts(device_counts, i)) continue;
    if (stock.devices[i].x >> shift == id.x && stock.devices[i].y >> shift == id.y) found.push_back(i);
  }
  return found;
}

double degrees(CentiDegrees angle) { return static_cast<double>(angle.count()) / 100; }

void draw_device(const Stock& stock, const Sheet& sheet, std::uint32_t index) {
  const scene::Device& device = stock.subject.snapshot.devices[index];
  const scene::Head& head = device.heads.front();
  const std::string id = osm_name(device.ref);
  Properties properties{{"id", std::string_view(id)}, {"kind", scene::name(device.kind)}, {"type", scene::name(device.type)}};
  for (const auto& [key, text] : {std::pair<std::string_view, std::string_view>{"operator", device.operator_name},
                                  {"manufacturer", device.manufacturer},
                                  {"zone", device.zone}}) {
    if (!text.empty()) properties.push_back({key, text});
  }
  properties.push_back({"indoor", device.indoor});
  properties.push_back({"source", answers::name(head.source)});
  if (head.source != scene::AxisSource::none) properties.push_back({"axis", degrees(head.axis.angle())});
  if (head.span) properties.push_back({"span", degrees(*head.span)});
  properties.push_back({"heads", static_cast<std::int64_t>(device.heads.size())});
  sheet.layer.add_point(tiles::tile_point(stock.devices[index], sheet.id), properties);
}

void draw_groups(const Stock& stock, const Sheet& sheet, std::span<const std::uint32_t> devices) {
  const int shift = geo::world_bits - sheet.id.z - group_bits;
  using Place = std::pair<std::int64_t, std::int64_t>;
  std::vector<std::pair<Place, std::uint32_t>> places;
  for (const std::uint32_t i : devices) places.push_back({{stock.devices[i].y >> shift, stock.devices[i].x >> shift}, i});
  std::sort(places.begin(), places.end());
  for (std::size_t from = 0, to = 0; from < places.size(); from = to) {
    geo::World sum;
    for (; to < places.size() && places[to].first == places[from].first; ++to) {
      sum = {sum.x + stock.devices[places[to].second].x, sum.y + stock.devices[places[to].second].y};
    }
    const auto count = static_cast<std::int64_t>(to - from);
    sheet.layer.add_point(tiles::tile_point({sum.x / count, sum.y / count}, sheet.id), Properties{{"count", count}});
  }
}

}  // namespace

void draw_devices(const Stock& stock, const Sheet& sheet, std::span<const std::uint8_t> device_counts) {
  const std::vector<std::uint32_t> devices = devices_in(stock, sheet.id, device_counts);
  if (sheet.id.z < devices_from) return draw_groups(stock, sheet, devices);
  for (const std::uint32_t i : devices) draw_device(stock, sheet, i);
}

}  // namespace contrechamp::cartography
