// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/quantity.hpp>
#include <contrechamp/osm/tag_view.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace contrechamp::osm {

/// A length as mappers write it: "12", "12.5 m", "3,5", "40'", "6'6\"", "40 ft", "250 cm". Nothing if it is not understood,
/// negative, or above 9,999 m. Source of the grammar: wiki.openstreetmap.org/wiki/Map_features/Units.
[[nodiscard]] std::optional<Metres> parse_metres(std::string_view text);

/// A decimal number and nothing else: "-1", "0.5", "+3". Up to nine digits before the point.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// `level` in tenths: "0" {0}, "-1;0.5" {-10, 5}, "-2--1" {-20, -10}. Empty if any part of it is not understood.
[[nodiscard]] std::vector<std::int16_t> parse_levels(std::string_view text);

enum class BuildingRole : std::uint8_t { none, building, part };

/// What an object's tags say about a building, before it has a shape.
struct BuildingTags {
  BuildingRole role = BuildingRole::none;
  std::optional<Metres> height;
  Metres min_height{0};
  bool roof = false;
  bool underground = false;
};

/// `building` present and not "no" is a building, whatever its value (also ruins and construction: walls stand there);
/// else `building:part` present and not "no" is a part. Heights: `height`, else `building:levels` × level_height.
[[nodiscard]] BuildingTags building_tags(TagView tags, const scene::ReadOptions& options);

/// barrier=wall, city_wall or retaining_wall; the height is unknown if it is not tagged, except that a city wall without a
/// height counts as 2 m: nobody looks over one.
struct WallTags {
  bool wall = false;
  std::optional<Metres> height;
};
[[nodiscard]] WallTags wall_tags(TagView tags);

}  // namespace contrechamp::osm
