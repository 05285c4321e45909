// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/osm/tag_view.hpp>
#include <contrechamp/scene/area.hpp>
#include <optional>

namespace contrechamp::osm {

/// What the tags of a way or multipolygon say about the ground: water, green, or nothing that the map shows. Water wins over
/// green. Water that is not seen from above (tunnels, pipes, below ground), that is there only at times, and swimming pools are
/// left out; so are bays, which the coastline draws. Green is what a map of a city shows so: parks, grass, woods; no pitches,
/// fields or nature reserves. Source: wiki.openstreetmap.org/wiki/Map_features.
[[nodiscard]] std::optional<scene::Cover> cover_of(TagView tags);

/// natural=coastline: land to the left of the way, the sea to its right (wiki.openstreetmap.org/wiki/Tag:natural=coastline).
[[nodiscard]] bool is_coast(TagView tags);

}  // namespace contrechamp::osm
