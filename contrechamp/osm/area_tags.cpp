// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/osm/area_tags.hpp>
#include <span>

namespace contrechamp::osm {
namespace {
using Values = std::span<const std::string_view>;
using scene::Cover;

constexpr std::array<std::string_view, 1> natural_water{"water"};
constexpr std::array<std::string_view, 9> water_water{"lake",  "pond", "river", "canal", "reservoir",
                                                      "basin", "moat", "oxbow", "lagoon"};
constexpr std::array<std::string_view, 2> waterway_water{"riverbank", "dock"};
constexpr std::array<std::string_view, 2> landuse_water{"reservoir", "basin"};
constexpr std::array<std::string_view, 5> natural_green{"wood", "scrub", "grassland", "heath", "wetland"};
constexpr std::array<std::string_view, 10> landuse_green{"grass",    "forest",  "meadow",   "recreation_ground", "village_green",
                                                         "cemetery", "orchard", "vineyard", "allotments",        "flowerbed"};
constexpr std::array<std::string_view, 5> leisure_green{"park", "garden", "common", "golf_course", "recreation_ground"};
constexpr std::array<std::string_view, 1> amenity_green{"grave_yard"};

struct Row {
  std::string_view key;
  Values water;
  Values green;
};
constexpr std::array<Row, 6> covers{{{"natural", natural_water, natural_green},
                                     {"landuse", landuse_water, landuse_green},
                                     {"leisure", {}, leisure_green},
                                     {"waterway", waterway_water, {}},
                                     {"water", water_water, {}},
                                     {"amenity", {}, amenity_green}}};

/// Not water that a map shows. An empty value stands for all but "no".
constexpr std::array<TagRef, 8> hidden{{{"tunnel", ""},
                                        {"covered", ""},
                                        {"intermittent", "yes"},
                                        {"location", "underground"},
                                        {"leisure", "swimming_pool"},
                                        {"water", "pool"},
                                        {"basin", "infiltration"},
                                        {"basin", "detention"}}};

/// Mud that the tide covers is no green.
constexpr std::array<std::string_view, 2> bare_wetland{"tidalflat", "mud"};

bool holds(Values values, std::string_view value) { return std::ranges::find(values, value) != values.end(); }

bool is_hidden(TagView tags) {
  return std::ranges::any_of(
      hidden, [&](const TagRef& row) { return row.value.empty() ? tags.affirmed(row.key) : tags.is(row.key, row.value); });
}
}  // namespace

std::optional<Cover> cover_of(TagView tags) {
  bool water = false;
  bool green = false;
  for (const TagRef& tag : tags.all()) {
    const auto row = std::ranges::find(covers, tag.key, &Row::key);
    if (row == covers.end()) continue;
    water = water || holds(row->water, tag.value);
    green = green || holds(row->green, tag.value);
  }
  if (water) return is_hidden(tags) ? std::nullopt : std::optional(Cover::water);
  if (green && !holds(bare_wetland, tags.get("wetland"))) return Cover::green;
  return std::nullopt;
}

bool is_coast(TagView tags) { return tags.is("natural", "coastline"); }

}  // namespace contrechamp::osm
