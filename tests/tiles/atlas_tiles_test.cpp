// SPDX-License-Identifier: AGPL-3.0-or-later
// Every feature of an atlas is in the tiles of its zoom: all tiles are drawn, read back and compared with the atlas.
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <contrechamp/answers/families.hpp>
#include <contrechamp/atlas/native/file.hpp>
#include <contrechamp/cartography/describe.hpp>
#include <contrechamp/cartography/islands.hpp>
#include <contrechamp/cartography/native/archive.hpp>
#include <contrechamp/cartography/stock.hpp>
#include <contrechamp/core/random.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/synth/town.hpp>
#include <fstream>
#include <functional>
#include <memory>
#include <set>
#include <tests/support/testing.hpp>
#include <tests/tiles/atlas_reader.hpp>

namespace contrechamp::cartography {
namespace {

using tiles_test::Feature;
constexpr std::size_t largest_tile = 500'000;  // bytes, not compressed

struct City {
  std::vector<std::byte> bytes;
  std::unique_ptr<answers::Subject> subject;
  std::unique_ptr<Cartographer> cartographer;
};

City city(const std::filesystem::path& extract) {
  LogSink silent;
  std::vector<importer::StageCost> costs;
  City out;
  const auto contents = importer::contents(std::array{extract}, {}, 2, silent, costs);
  if (!contents) throw std::runtime_error(contents.error().sentence());
  out.bytes = *atlas::encoded(*contents);
  out.subject = std::make_unique<answers::Subject>(*answers::subject(out.bytes));
  out.cartographer = std::make_unique<Cartographer>(*out.subject);
  return out;
}

const City& town() {
  static const City made = [] {
    const auto file = testing::scratch() / "town.osm.pbf";
    EXPECT_TRUE(synth::write_pbf(synth::town({}), file).has_value());
    return city(file);
  }();
  return made;
}

using Visit = std::function<void(tiles::TileId, const Feature&)>;
using Layers = std::map<std::string, Visit>;

/// Reads every tile of a zoom that touches the data's box, and one around it: features by layer.
void each_feature(const City& c, TileSet set, std::uint8_t zoom, const Layers& layers, const answers::DeviceFilter& filter = {},
                  const trips::Islands* islands = nullptr) {
  const geo::Box box = c.subject->atlas.bounds();
  const int shift = geo::world_bits - zoom;
  const geo::World min = geo::world({box.max.lat_e7, box.min.lon_e7}), max = geo::world({box.min.lat_e7, box.max.lon_e7});
  for (std::int64_t y = (min.y >> shift) - 1; y <= (max.y >> shift) + 1; ++y) {
    for (std::int64_t x = (min.x >> shift) - 1; x <= (max.x >> shift) + 1; ++x) {
      const tiles::TileId id{zoom, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)};
      if (!tiles::valid(id) || x < 0 || y < 0) continue;
      const std::string tile = c.cartographer->tile(set, id, filter, islands);
      EXPECT_LE(tile.size(), largest_tile) << name(set) << " " << int{zoom} << "/" << x << "/" << y;
      const auto read = tiles_test::read_tile(tile);
      for (const auto& [layer, visit] : layers) {
        if (!read.contains(layer)) continue;
        for (const Feature& feature : read.find(layer)->second) visit(id, feature);
      }
    }
  }
}

void expect_every_device(const City& c) {
  std::vector<std::string> all;
  for (const scene::Device& d : c.subject->snapshot.devices) all.push_back(osm_name(d.ref));
  std::sort(all.begin(), all.end());
  for (std::uint8_t zoom = devices_from; zoom <= max_zoom; ++zoom) {
    std::vector<std::string> found;
    each_feature(c, TileSet::devices, zoom,
                 {{"devices", [&](tiles::TileId, const Feature& f) { found.push_back(f.text("id")); }}});
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, all) << "zoom " << int{zoom};
  }
  for (std::uint8_t zoom = 0; zoom < devices_from; ++zoom) {
    double sum = 0;
    each_feature(c, TileSet::devices, zoom, {{"devices", [&](tiles::TileId, const Feature& f) { sum += *f.number("count"); }}});
    EXPECT_EQ(sum, static_cast<double>(all.size())) << "zoom " << int{zoom};
  }
}

void expect_every_street_and_building(const City& c) {
  std::set<std::uint64_t> streets, buildings;
  for (std::uint32_t i = 0; i < c.subject->network.segments.size(); ++i) {
    if (counted(*c.subject, i) && c.subject->network.segments[i].length_cm > 0) streets.insert(i);
  }
  for (std::uint32_t i = 0; i < c.subject->snapshot.buildings.size(); ++i) {
    const scene::Building& b = c.subject->snapshot.buildings[i];
    if (!b.roof && !b.underground) buildings.insert(i);
  }
  for (std::uint8_t zoom = details_from; zoom <= max_zoom; ++zoom) {
    std::set<std::uint64_t> streets_found, buildings_found;
    each_feature(c, TileSet::map, zoom,
                 {{"streets", [&](tiles::TileId, const Feature& f) { streets_found.insert(f.id.value_or(1U << 31)); }},
                  {"buildings", [&](tiles::TileId, const Feature& f) { buildings_found.insert(f.id.value_or(1U << 31)); }}});
    EXPECT_EQ(streets_found, streets) << "zoom " << int{zoom};
    if (zoom < 15) continue;
    EXPECT_EQ(buildings_found, buildings) << "zoom " << int{zoom};
  }
}

/// Metres of a line within its tile without the buffer, measured on the ground.
double metres(const City& c, tiles::TileId id, const Feature& feature) {
  const auto position = [&](double x, double y) {
    const auto unit = static_cast<double>(tiles::tile_unit(id.z));
    return geo::position({static_cast<std::int64_t>((static_cast<double>(id.x) * 4096 + x) * unit),
                          static_cast<std::int64_t>((static_cast<double>(id.y) * 4096 + y) * unit)});
  };
  double sum = 0;
  for (const auto& part : feature.parts) {
    for (std::size_t i = 0; i + 1 < part.size(); ++i) {
      const auto [ax, ay] = part[i];
      const double dx = static_cast<double>(part[i + 1][0] - ax), dy = static_cast<double>(part[i + 1][1] - ay);
      double from = 0, to = 1;  // Liang and Barsky
      for (const auto& [d, a] : {std::pair{dx, static_cast<double>(ax)}, {dy, static_cast<double>(ay)}}) {
        const double low = d == 0 ? (a >= 0 && a < 4096 ? 0 : 2) : std::min((0 - a) / d, (4096 - a) / d);
        const double high = d == 0 ? 1 : std::max((0 - a) / d, (4096 - a) / d);
        from = std::max(from, low);
        to = std::min(to, high);
      }
      if (from >= to) continue;
      const geo::LatLon a = position(static_cast<double>(ax), static_cast<double>(ay));
      const geo::LatLon b = position(static_cast<double>(ax) + dx, static_cast<double>(ay) + dy);
      const geo::LocalFrame frame = c.subject->frames.at(a);
      sum += (to - from) * std::sqrt(static_cast<double>(geo::squared(frame.project(b) - frame.project(a)))) / 100;
    }
  }
  return sum;
}

struct Sums {
  std::array<double, 7> certain{}, expected{}, possible{};
};

Sums drawn_exposure(const City& c, TileSet set, std::uint8_t zoom, const answers::DeviceFilter& filter) {
  Sums sums;
  each_feature(c, set, zoom,
               {{"exposure",
                 [&](tiles::TileId id, const Feature& f) {
                   const double length = metres(c, id, f);
                   for (std::size_t b = 0; b < 7; ++b) {
                     if (f.number("c").value_or(-1) >= static_cast<double>(b)) sums.certain[b] += length;
                     if (f.number("x").value_or(-1) >= static_cast<double>(b)) sums.possible[b] += length;
                     sums.expected[b] += length * f.number("p" + std::to_string(b)).value_or(0) / 100;
                   }
                 }}},
               filter);
  return sums;
}

void expect_exposure(const City& c, const answers::DeviceFilter& filter) {
  const auto counts = answers::device_counts(*c.subject, filter);
  for (const optics::Ladder ladder : optics::all_ladders) {
    const TileSet set = *tile_set(optics::name(ladder));
    const Sums drawn = drawn_exposure(c, set, max_zoom, filter);
    for (std::uint8_t band = 0; band < optics::bands(ladder).size(); ++band) {
      exposure::InView sum;
      for (std::uint32_t i = 0; i < c.subject->network.segments.size(); ++i) {
        if (!counted(*c.subject, i)) continue;
        const auto seen = c.subject->atlas.sightings_of(SegmentIndex(i));
        sum += exposure::in_view(exposure::merged(seen, {.ladder = ladder, .band = band, .device_counts = counts}));
      }
      const auto near = [&](double drawn_m, double atlas_m, const char* answer) {
        EXPECT_NEAR(drawn_m, atlas_m, 0.01 * atlas_m + 0.5) << optics::name(ladder) << " band " << int{band} << " " << answer;
      };
      near(drawn.certain[band], static_cast<double>(sum.certain_cm) / 100, "certain");
      near(drawn.expected[band], static_cast<double>(sum.expected) / exposure::full_probability / 100, "expected");
      near(drawn.possible[band], static_cast<double>(sum.possible_cm) / 100, "possible");
    }
  }
}

/// A feature for each band and answer of each device, wherever there is one in the atlas.
void expect_every_coverage(const City& c) {
  using Key = std::tuple<std::string, int, int, int>;
  std::set<Key> all, found;
  for (const exposure::Coverage& v : c.subject->coverages)
    all.insert({osm_name(c.subject->snapshot.devices[v.device].ref), v.ladder, v.band, static_cast<int>(v.drawn)});
  for (const optics::Ladder ladder : optics::all_ladders) {
    const auto add = [&](tiles::TileId, const Feature& f) {
      found.insert({f.text("device"), static_cast<int>(ladder), static_cast<int>(*f.number("band")),
                    static_cast<int>(*f.number("answer"))});
    };
    each_feature(c, *tile_set(optics::name(ladder)), max_zoom, {{"coverage", add}});
  }
  EXPECT_FALSE(all.empty());
  EXPECT_EQ(found, all);
}

/// What of the surveyed streets nobody possibly sees stands in islands, and islands are as long as they say.
void expect_islands(const City& c, const IslandWish& wish) {
  const answers::Subject& s = *c.subject;
  const auto counts = answers::device_counts(s, wish.filter);
  std::uint64_t unseen_cm = 0;
  for (std::uint32_t i = 0; i < s.network.segments.size(); ++i) {
    const streets::Segment& segment = s.network.segments[i];
    const bool travelled = streets::usable(segment, s.snapshot.streets[segment.street], wish.mode);
    if (!travelled || !counted(s, i) || !answers::is_surveyed(s, segment.cell)) continue;
    const auto seen = exposure::merged(s.atlas.sightings_of(SegmentIndex(i)),
                                       {.ladder = wish.band.ladder, .band = wish.band.band, .device_counts = counts});
    unseen_cm += segment.length_cm - exposure::in_view(seen).possible_cm;
  }
  const trips::Islands found = islands(s, wish);
  std::map<double, double> drawn_m, said_m;
  const auto add = [&](tiles::TileId id, const Feature& f) {
    drawn_m[*f.number("island")] += metres(c, id, f);
    said_m[*f.number("island")] = *f.number("length_m");
  };
  each_feature(c, TileSet::islands, max_zoom, {{"islands", add}}, wish.filter, &found);
  if (answers::devices_with_view(s, counts)[static_cast<std::size_t>(wish.band.ladder)] == 0) {
    EXPECT_TRUE(drawn_m.empty()) << "where nobody is mapped nothing is said";
    return;
  }
  double sum_m = 0;
  for (const auto& [island, metres] : drawn_m) {
    if (said_m[island] > 200) {
      EXPECT_NEAR(metres, said_m[island], 0.05 * said_m[island]) << "island " << island;
    }
    sum_m += metres;
  }
  EXPECT_NEAR(sum_m, static_cast<double>(unseen_cm) / 100, 0.01 * static_cast<double>(unseen_cm) / 100 + 1);
  EXPECT_GT(drawn_m.size(), 0U);
  for (std::uint8_t zoom = 12; zoom < max_zoom; ++zoom)
    each_feature(c, TileSet::islands, zoom, {}, wish.filter, &found);  // none is too large
}

void expect_sound(const City& c) {
  expect_every_device(c);
  expect_every_street_and_building(c);
  expect_every_coverage(c);
  expect_exposure(c, {});
  expect_islands(c, {.band = optics::leading_band(c.subject->options.exposure.optics)});
  for (std::uint8_t zoom = 0; zoom <= max_zoom; ++zoom) each_feature(c, TileSet::all, zoom, {});  // none is too large
}

TEST(TilesOfTheTown, hold_every_feature_of_the_atlas) { expect_sound(town()); }

TEST(TilesOfTheTown, draw_islands_by_mode_band_and_filter) {
  using optics::Ladder;
  expect_islands(town(), {.mode = scene::Mode::bike, .band = {Ladder::image_2014, 0}});
  expect_islands(town(), {.mode = scene::Mode::car, .band = {Ladder::image_2025, 2}, .filter = {.operators = {""}}});
  expect_islands(town(), {.mode = scene::Mode::car, .band = {Ladder::plate, 0}});
  expect_islands(town(), {.band = {Ladder::image_2014, 2}, .filter = {.kinds = {"camera"}}});
  expect_islands(town(), {.band = {Ladder::image_2014, 2}, .filter = {.operators = {"Nobody at all"}}});
}

TEST(TilesOfTheTown, merge_exposure_anew_under_a_filter) {
  expect_exposure(town(), {.kinds = {"camera"}, .operators = {""}});
  std::size_t seen = 0;
  each_feature(town(), TileSet::devices, 14,
               {{"devices",
                 [&](tiles::TileId, const Feature& f) {
                   EXPECT_EQ(f.text("kind"), "plate_reader");
                   ++seen;
                 }}},
               {.kinds = {"plate_reader"}});
  EXPECT_GT(seen, 0u);
  const tiles::TileId middle = [&] {
    const geo::World at = geo::world(town().subject->atlas.bounds().centre());
    return tiles::TileId{14, static_cast<std::uint32_t>(at.x >> 18), static_cast<std::uint32_t>(at.y >> 18)};
  }();
  const answers::DeviceFilter nobody{.kinds = {"no such kind"}};
  EXPECT_EQ(town().cartographer->tile(TileSet::image_2014, middle, nobody), "");
  EXPECT_EQ(town().cartographer->tile(TileSet::devices, middle, nobody), "");
  EXPECT_EQ(town().cartographer->tile(TileSet::map, middle, nobody), town().cartographer->tile(TileSet::map, middle, {}));
}

TEST(StockOfTheTown, has_the_pieces_that_merging_gives_under_any_filter) {
  const answers::Subject& s = *town().subject;
  const Stock stock(s);
  Random random(testing::seed());
  std::size_t all = 0, none = 0, mixed = 0;
  for (int round = 0; round < 6; ++round) {
    std::vector<std::uint8_t> counts(round == 0 ? 0 : s.snapshot.devices.size());
    for (std::uint8_t& c : counts) c = random.below(2) == 0 ? 1 : 0;
    for (std::uint32_t shape = 0; shape < stock.segments.size(); ++shape) {
      const auto sightings = s.atlas.sightings_of(SegmentIndex(stock.segments.source(shape)));
      for (const optics::Ladder ladder : optics::all_ladders) {
        std::vector<Piece> room;
        const auto found = stock.pieces.of(shape, ladder, counts, room);
        const std::vector<Piece> expected = pieces(sightings, ladder, counts);
        ASSERT_TRUE(std::equal(found.begin(), found.end(), expected.begin(), expected.end())) << "shape " << shape;
        if (sightings.empty() || round == 0) continue;
        ++(!room.empty() ? mixed : found.empty() ? none : all);
      }
    }
  }
  EXPECT_GT(all, 0u);
  EXPECT_GT(none, 0u);
  EXPECT_GT(mixed, 0u);
}

TEST(StockOfTheTown, draws_coverage_as_from_all_of_its_points) {
  const Stock stock(*town().subject);
  for (std::uint32_t shape = 0; shape < stock.coverage.size(); ++shape) {
    std::vector<tiles::Ring> whole;
    std::int64_t largest = 0;
    for (const auto& outline : stock.subject.coverages[stock.coverage.source(shape)].outlines) {
      std::transform(outline.begin(), outline.end(), std::back_inserter(whole.emplace_back()), geo::world);
      largest = std::max(largest, std::abs(tiles::twice_area(whole.back())));
    }
    ASSERT_EQ(stock.coverage_areas[shape], largest);
    ASSERT_EQ(stock.coverage.line(shape), (tiles::Line{whole.front().front()}));
    for (std::uint8_t zoom = details_from; zoom <= max_zoom; ++zoom) {
      const std::int64_t tolerance = rule(Theme::coverage, zoom)->tolerance * tiles::tile_unit(zoom);
      const auto simplified = [&](const std::vector<tiles::Ring>& rings) {
        std::vector<tiles::Ring> out;
        for (const tiles::Ring& ring : rings) {
          if (auto simple = tiles::simplified_ring(ring, tolerance); !simple.empty()) out.push_back(std::move(simple));
        }
        return out;
      };
      ASSERT_EQ(simplified(stock.coverage.chains(shape)), simplified(whole)) << "shape " << shape << " zoom " << int{zoom};
    }
  }
}

TEST(TilesOfTheTown, are_empty_far_away) {
  for (const TileSet set : {TileSet::map, TileSet::devices, TileSet::all}) {
    EXPECT_EQ(town().cartographer->tile(set, {14, 1, 1}, {}), "");
  }
}

TEST(TilesOfATownWithoutDevices, say_that_every_cell_is_not_mapped) {
  const auto file = testing::scratch() / "unseen.osm.pbf";
  ASSERT_TRUE(synth::write_pbf(synth::town({.devices = 0}), file).has_value());
  const City unseen = city(file);
  std::set<geo::Cell> cells, found;
  for (std::uint32_t i = 0; i < unseen.subject->network.segments.size(); ++i) {
    if (counted(*unseen.subject, i)) cells.insert(unseen.subject->network.segments[i].cell);
  }
  ASSERT_FALSE(cells.empty());
  const auto whole = [&](tiles::TileId id, const Feature& f) {
    const auto& ring = f.parts[0];
    const auto has = [&](std::int64_t corner) {
      return std::find(ring.begin(), ring.end(), std::array{corner, corner}) != ring.end();
    };
    if (has(0) && has(4096)) found.insert({static_cast<std::uint16_t>(id.x), static_cast<std::uint16_t>(id.y)});
  };
  each_feature(unseen, TileSet::map, 14, {{"cells", whole}});
  EXPECT_EQ(found, cells);
  std::size_t surveyed = 0;
  each_feature(town(), TileSet::map, 14, {{"cells", [&](tiles::TileId, const Feature&) { ++surveyed; }}});
  EXPECT_EQ(surveyed, 0u);
}

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Archive, is_the_same_with_one_thread_and_three) {
  LogSink silent;
  const auto one = testing::scratch() / "one.pmtiles", three = testing::scratch() / "three.pmtiles";
  const auto archived = write_archive(*town().subject, one, {.threads = 1}, silent);
  ASSERT_TRUE(archived.has_value()) << archived.error().sentence();
  ASSERT_TRUE(write_archive(*town().subject, three, {.threads = 3}, silent).has_value());
  const std::string bytes = content(one);
  EXPECT_EQ(bytes.size(), archived->bytes);
  EXPECT_TRUE(bytes.starts_with("PMTiles\x03"));
  EXPECT_TRUE(bytes == content(three));
}

class TilesOfARealCity : public ::testing::TestWithParam<const char*> {};
TEST_P(TilesOfARealCity, hold_every_feature_of_the_atlas) {
  const auto file = testing::data(GetParam());
  if (!file) GTEST_SKIP();
  expect_sound(city(*file));
}
INSTANTIATE_TEST_SUITE_P(Cities, TilesOfARealCity,
                         ::testing::Values("osm/helsinki-centre-2019-04.osm.pbf", "osm/munich-centre-2020-07.osm.pbf",
                                           "osm/monaco-2026-03.osm.pbf"));

}  // namespace
}  // namespace contrechamp::cartography
