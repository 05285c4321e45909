// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/osm/tag_view.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <cstdint>
#include <span>
#include <string_view>

namespace contrechamp::osm {

/// One row of the table that decides which `highway` values a mode may use: its speed in km/h, 0 for "not this mode, unless
/// the mode's own access tag says so". A car's speed holds where `maxspeed` says nothing. Bikes and cars are slowed down by what
/// surface, smoothness and tracktype say of the ground (street_tags.cpp), walkers by stairs alone.
struct StreetClass {
  std::string_view highway;
  std::uint8_t foot_kmh;
  std::uint8_t bike_kmh;
  std::uint8_t car_kmh;
};
/// Every value on which somebody can travel. A value that stands neither here nor among the values of ways not built or
/// indoors (street_tags.cpp) is no way to travel on: LeftOut::not_a_street.
[[nodiscard]] std::span<const StreetClass> street_classes();

/// A way's attributes without its geometry, by MEASURES' rules; `highway` must be there. Access of a mode is its most specific
/// tag (access_tags.hpp). Rules are tried in the order not built, not a street, area, indoor, class,
/// access, separate sidewalk; the first that holds is the one that is reported.
[[nodiscard]] scene::Street street(TagView tags, const scene::ReadOptions& options);

}  // namespace contrechamp::osm
