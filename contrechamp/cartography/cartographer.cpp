// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/cartography/cartographer.hpp>
#include <contrechamp/cartography/describe.hpp>
#include <contrechamp/cartography/draw.hpp>

namespace contrechamp::cartography {
namespace {

/// What a tile shows besides the city itself.
struct Shown {
  std::vector<std::uint8_t> device_counts;
  const trips::Islands* islands = nullptr;
};

void draw(const Stock& stock, const Sheet& sheet, const SetLayer& what, const Shown& shown) {
  switch (what.theme) {
    case Theme::ground: return draw_ground(stock, sheet);
    case Theme::water: return draw_cover(stock.water, sheet);
    case Theme::green: return draw_cover(stock.green, sheet);
    case Theme::buildings: return draw_buildings(stock, sheet);
    case Theme::streets: return draw_streets(stock, sheet);
    case Theme::names: return draw_names(stock, sheet);
    case Theme::cells: return draw_cells(stock, sheet);
    case Theme::coverage: return draw_coverage(stock, sheet, *what.ladder, shown.device_counts);
    case Theme::exposure: return draw_exposure(stock, sheet, *what.ladder, shown.device_counts);
    case Theme::islands:
      if (shown.islands != nullptr) draw_islands(stock, sheet, *shown.islands);
      return;
    case Theme::devices: return draw_devices(stock, sheet, shown.device_counts);
    default: return;
  }
}

}  // namespace

struct Cartographer::Impl {
  explicit Impl(const answers::Subject& subject) : stock(subject) {}
  Stock stock;
};

Cartographer::Cartographer(const answers::Subject& subject) : impl_(std::make_unique<Impl>(subject)) {}
Cartographer::Cartographer(Cartographer&&) noexcept = default;
Cartographer& Cartographer::operator=(Cartographer&&) noexcept = default;
Cartographer::~Cartographer() = default;

std::string Cartographer::tile(TileSet set, tiles::TileId id, const answers::DeviceFilter& filter,
                               const trips::Islands* found) const {
  const Shown shown{answers::device_counts(impl_->stock.subject, filter), found};
  std::vector<tiles::Layer> drawn;
  for (const SetLayer& what : layers(set, impl_->stock.subject.options)) {
    if (id.z < what.from_zoom) continue;
    drawn.emplace_back(what.name);
    const Sheet sheet{id, tiles::window(id), *rule(what.theme, id.z), id.z >= details_from_of(set), drawn.back()};
    draw(impl_->stock, sheet, what, shown);
  }
  return tiles::encoded(drawn);
}

std::string Cartographer::tilejson(TileSet set, std::string_view tiles_url) const {
  return cartography::tilejson(impl_->stock.subject, set, tiles_url);
}

}  // namespace contrechamp::cartography
