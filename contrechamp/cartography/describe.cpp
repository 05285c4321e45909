// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/cartography/describe.hpp>

namespace contrechamp::cartography {
namespace {

using answers::Json;

constexpr std::array<std::string_view, static_cast<std::size_t>(TileSet::count)> set_names{
    {"map", "devices", "image-2014", "image-2025", "plate", "sound", "presence", "speed", "model", "islands", "all"}};
constexpr std::array map_themes{Theme::ground,  Theme::water, Theme::green, Theme::buildings,
                                Theme::streets, Theme::names, Theme::cells};
constexpr std::array ladder_themes{Theme::coverage, Theme::exposure};

std::uint8_t first_zoom(Theme theme) {
  const auto rows = rules();
  return std::find_if(rows.begin(), rows.end(), [&](const Rule& row) { return row.theme == theme; })->from_zoom;
}

SetLayer layer(Theme theme, const std::string& suffix = "") {
  return {.theme = theme, .from_zoom = first_zoom(theme), .name = std::string(info(theme).name) + suffix};
}

std::string described(const SetLayer& layer) {
  std::string out(info(layer.theme).description);
  if (layer.ladder) out += " (" + std::string(optics::name(*layer.ladder)) + ")";
  return out;
}

void write_layers(Json& json, const exposure::Options& options, TileSet set, std::uint8_t min_zoom, std::uint8_t last_zoom) {
  json.key("vector_layers").array();
  for (const SetLayer& layer : layers(set, options)) {
    const std::uint8_t from = std::max(min_zoom, layer.from_zoom);
    if (from > last_zoom) continue;
    json.object().key("id").string(layer.name).key("description").string(described(layer));
    json.key("minzoom").integer(from).key("maxzoom").integer(last_zoom).key("fields").object();
    for (const auto& [field, type] : info(layer.theme).fields) json.key(field).string(type);
    json.end().end();
  }
  json.end();
}

/// Keys that TileJSON and an archive share.
void write_about(Json& json, const answers::Subject& s, TileSet set) {
  std::string files;
  for (const scene::Input& input : s.snapshot.inputs) files += (files.empty() ? "" : ", ") + input.file;
  json.key("name").string(files + " · " + std::string(name(set)));
  json.key("description").string("What watches a city, from OpenStreetMap: counted devices, what they cover, how sure that is");
  json.key("program").string(s.atlas.program());
  answers::write_source(json, s);
  if (s.options.exposure.optics.model.in_use()) answers::write_comparison_model(json, s.options);
  json.key("licence_url").string(answers::licence_url);
}

}  // namespace

std::string_view name(TileSet set) { return set_names[static_cast<std::size_t>(set)]; }

std::optional<TileSet> tile_set(std::string_view name) {
  const auto found = std::find(set_names.begin(), set_names.end(), name);
  if (found == set_names.end()) return {};
  return static_cast<TileSet>(found - set_names.begin());
}

std::vector<SetLayer> layers(TileSet set, const exposure::Options& options) {
  const bool all = set == TileSet::all;
  std::vector<SetLayer> out;
  if (all || set == TileSet::map) {
    for (const Theme theme : map_themes) out.push_back(layer(theme));
  }
  const auto ladders = all ? answers::ladders_in_use(options) : std::span<const optics::Ladder>(optics::all_ladders);
  for (const optics::Ladder ladder : ladders) {
    if (!all && name(set) != optics::name(ladder)) continue;
    for (const Theme theme : ladder_themes) {
      const std::string suffix = all ? "_" + std::string(optics::name(ladder)) : "";
      out.push_back(layer(theme, suffix));
      out.back().ladder = ladder;
      if (theme == Theme::coverage) out.back().from_zoom = details_from_of(set);
    }
  }
  if (set == TileSet::islands) out.push_back(layer(Theme::islands));
  if (all || set == TileSet::devices) out.push_back(layer(Theme::devices));
  return out;
}

std::string tilejson(const answers::Subject& s, TileSet set, std::string_view tiles_url) {
  const geo::Box box = s.atlas.bounds();
  Json json;
  json.object().key("tilejson").string("3.0.0").key("tiles").array().string(tiles_url).end();
  write_about(json, s, set);
  json.key("scheme").string("xyz").key("minzoom").integer(0).key("maxzoom").integer(max_zoom);
  if (!box.empty()) {
    json.key("bounds").array();
    for (const geo::LatLon corner : {box.min, box.max}) json.decimal(corner.lon_e7 * 1e-7, 7).decimal(corner.lat_e7 * 1e-7, 7);
    json.end().key("center").array();
    json.decimal(box.centre().lon_e7 * 1e-7, 7).decimal(box.centre().lat_e7 * 1e-7, 7).integer(details_from).end();
  }
  write_layers(json, s.options, set, 0, max_zoom);
  return std::move(json).finished();
}

std::string archive_metadata(const answers::Subject& s, TileSet set, std::uint8_t min_zoom, std::uint8_t last_zoom) {
  Json json;
  json.object();
  write_about(json, s, set);
  json.key("type").string("overlay").key("version").string("1.0.0");
  write_layers(json, s.options, set, min_zoom, last_zoom);
  return std::move(json).finished();
}

}  // namespace contrechamp::cartography
