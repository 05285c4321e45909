// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/cartography/rules.hpp>

namespace contrechamp::cartography {
namespace {

// Eight units are a pixel where a tile is shown at 512 px. From zoom 15 on no building, from 14 on no segment, from 12 on no
// device is left out; the tests walk all tiles and count.
constexpr std::array table{
    Rule{Theme::ground, 0, 0, 0},  // the box of the data
    Rule{Theme::water, 0, 1024, 8},
    Rule{Theme::water, 12, 256, 4},
    Rule{Theme::water, 14, 64, 2},
    Rule{Theme::water, 16, 0, 0},  // 1024 square units: four pixels by four
    Rule{Theme::green, 8, 1024, 8},
    Rule{Theme::green, 12, 256, 4},
    Rule{Theme::green, 14, 64, 2},
    Rule{Theme::green, 16, 0, 0},  // as water
    Rule{Theme::buildings, 13, 256, 4},
    Rule{Theme::buildings, 14, 64, 2},
    Rule{Theme::buildings, 15, 0, 1},  // two pixels by two, then one by one, then all
    Rule{Theme::streets, 10, 0, 8},
    Rule{Theme::streets, 13, 0, 4},
    Rule{Theme::streets, 14, 0, 2},
    Rule{Theme::streets, 16, 0, 0},  // at first major ones only, joined
    Rule{Theme::names, 13, 256, 8},
    Rule{Theme::names, 15, 0, 4},  // no word fits on less than 32 pixels
    Rule{Theme::cells, 9, 0, 0},   // whole cells
    Rule{Theme::coverage, 14, 64, 4},
    Rule{Theme::coverage, 15, 16, 4},
    Rule{Theme::coverage, 16, 0, 3},  // drawings of half a degree
    Rule{Theme::exposure, 12, 1, 8},
    Rule{Theme::exposure, 13, 1, 4},
    Rule{Theme::exposure, 14, 1, 2},
    Rule{Theme::exposure, 15, 1, 1},  // a stretch below a unit would be drawn longer than it is
    Rule{Theme::islands, 12, 1, 8},
    Rule{Theme::islands, 13, 1, 4},
    Rule{Theme::islands, 14, 1, 2},
    Rule{Theme::islands, 15, 1, 1},  // as exposure
    Rule{Theme::devices, 0, 0, 0},   // groups, then all
};

using Field = std::pair<std::string_view, std::string_view>;
constexpr std::array<Field, 1> building_fields{{{"h", "Number"}}};
constexpr std::array<Field, 9> street_fields{{{"class", "String"},
                                              {"name", "String"},
                                              {"surveyed", "Boolean"},
                                              {"foot", "Boolean"},
                                              {"bike", "Boolean"},
                                              {"car", "Boolean"},
                                              {"sidewalk", "Boolean"},
                                              {"tunnel", "Boolean"},
                                              {"passage", "Boolean"}}};
constexpr std::array<Field, 1> name_fields{{{"name", "String"}}};
constexpr std::array<Field, 3> coverage_fields{{{"device", "String"}, {"band", "Number"}, {"answer", "Number"}}};
constexpr std::array<Field, 12> exposure_fields{{{"segment", "Number"},
                                                 {"name", "String"},
                                                 {"c", "Number"},
                                                 {"l", "Number"},
                                                 {"x", "Number"},
                                                 {"p0", "Number"},
                                                 {"p1", "Number"},
                                                 {"p2", "Number"},
                                                 {"p3", "Number"},
                                                 {"p4", "Number"},
                                                 {"p5", "Number"},
                                                 {"p6", "Number"}}};
constexpr std::array<Field, 2> island_fields{{{"island", "Number"}, {"length_m", "Number"}}};
constexpr std::array<Field, 12> device_fields{{{"id", "String"},
                                               {"kind", "String"},
                                               {"type", "String"},
                                               {"operator", "String"},
                                               {"manufacturer", "String"},
                                               {"zone", "String"},
                                               {"indoor", "Boolean"},
                                               {"source", "String"},
                                               {"axis", "Number"},
                                               {"span", "Number"},
                                               {"heads", "Number"},
                                               {"count", "Number"}}};
constexpr std::array<ThemeInfo, static_cast<std::size_t>(Theme::count)> infos{{
    {"ground", "The box of the data: beyond it nothing is known", {}},
    {"water", "Water, for the map only", {}},
    {"green", "Parks, woods and the like, for the map only", {}},
    {"buildings", "Footprints that hide what is behind them; h: height in m, if known", building_fields},
    {"streets", "Segments that some mode counts; the id is the segment's number. Below zoom 13 major ones only, joined by name",
     street_fields},
    {"names", "Streets of one name, joined end to end", name_fields},
    {"cells", "Cells with streets where no device is mapped in or next to them: not mapped, never 'not in view'", {}},
    {"coverage", "What a device covers at a band at least; answer: 0 certain, 1 likely, 2 possible; for drawing only",
     coverage_fields},
    {"exposure",
     "Stretches of segments on which the answers are the same; c, l, x: narrowest band that is certain, likely (p >= 1/2), "
     "possible; in the deeper zooms one feature a stretch, with p0…: mean probability by band in percent",
     exposure_fields},
    {"islands",
     "Surveyed streets on which no mapped device possibly sees who walks, at the leading band, in pieces between any two places "
     "of which "
     "one gets so, there and back: docs/concepts.md. One feature an island; 0 is the longest. All devices count, whatever the "
     "filter",
     island_fields},
    {"devices", "One point a device; below zoom 12 groups with a count", device_fields},
}};

}  // namespace

std::span<const Rule> rules() { return table; }

const Rule* rule(Theme theme, std::uint8_t zoom) {
  const Rule* found = nullptr;
  for (const Rule& row : table) {
    if (row.theme == theme && row.from_zoom <= zoom) found = &row;
  }
  return found;
}

const ThemeInfo& info(Theme theme) { return infos[static_cast<std::size_t>(theme)]; }

}  // namespace contrechamp::cartography
