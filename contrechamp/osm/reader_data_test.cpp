// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/osm/assemble_rings.hpp>
#include <contrechamp/osm/reader_testing.hpp>
#include <algorithm>
#include <iterator>
#include <map>
#include <osmium/area/assembler.hpp>
#include <osmium/area/multipolygon_manager.hpp>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/any_input.hpp>
#include <osmium/visitor.hpp>
#include <set>

namespace contrechamp::osm {
namespace {
using scene::Reason;
using scene::Tally;

// Counted with other tools (osmium-tool's OPL output and a script): `highways` and `buildings` are ways with these keys, `known`
// runs of at least two nodes that are in the extract, out of which streets are made. `multipolygons` are those of ours that
// closed.
struct Extract {
  const char* file;
  std::uint64_t surveillance;
  std::uint64_t highways;
  std::uint64_t known;
  std::uint64_t buildings;
  std::uint64_t multipolygons;
};
constexpr Extract extracts[] = {
    {"osm/andorra-2026-04.osm.pbf", 10, 8265, 8265, 7425, 38},
    {"osm/copenhagen.osm.pbf", 0, 5148, 5074, 8445, 281},
    {"osm/frankfurt-darmstadt-2024-03.osm.pbf", 134, 1367, 1367, 314, 5},
    {"osm/helsinki-centre-2019-04.osm.pbf", 397, 5810, 5706, 1368, 126},
    {"osm/liechtenstein-2021-10.osm.pbf", 0, 6984, 6984, 15809, 25},
    {"osm/monaco-2021-04.osm.pbf", 10, 2379, 2379, 1183, 24},
    {"osm/monaco-2025-02.osm.pbf", 16, 3937, 3945, 4576, 33},
    {"osm/monaco-2026-03.osm.pbf", 19, 3600, 3600, 1592, 31},
    {"osm/munich-centre-2020-07.osm.pbf", 209, 2959, 2959, 2372, 53},
    {"osm/porto-streets-2015-06.osm.pbf", 2, 51349, 51310, 11, 0},
    {"osm/zurich-station-2025.osm.pbf", 24, 1456, 1456, 309, 5},
};

class EveryExtract : public ::testing::TestWithParam<Extract> {};
INSTANTIATE_TEST_SUITE_P(Osm, EveryExtract, ::testing::ValuesIn(extracts), [](const auto& instance) {
  std::string name(instance.param.file);
  name = name.substr(4, name.find('.') - 4);
  std::ranges::replace(name, '-', '_');
  return name;
});

/// Ways of a file by key, counted by libosmium alone.
std::map<std::string, std::uint64_t> ways_by_key(const std::filesystem::path& file) {
  std::map<std::string, std::uint64_t> counts;
  osmium::io::Reader reader(file.string(), osmium::osm_entity_bits::way);
  while (const auto buffer = reader.read()) {
    for (const auto& way : buffer.select<osmium::Way>()) {
      for (const auto& tag : way.tags()) ++counts[tag.key()];
    }
  }
  return counts;
}

void expect_balanced(const Tally& tally, const char* what) { EXPECT_EQ(tally.read, tally.kept + rejected(tally)) << what; }

TEST_P(EveryExtract, HoldsWhatWasCounted) {
  const Extract& extract = GetParam();
  const auto file = testing::data(extract.file);
  if (!file) GTEST_SKIP();
  auto counts = ways_by_key(*file);
  EXPECT_EQ(counts["highway"], extract.highways);
  EXPECT_EQ(counts["building"], extract.buildings);
  const auto scene = scene_of({*file});
  EXPECT_EQ(scene.surveillance_objects.read, extract.surveillance);
  expect_balanced(scene.surveillance_objects, "surveillance objects");
  expect_balanced(scene.device_objects, "device objects");
  EXPECT_EQ(scene.device_objects.kept, scene.devices.size());
  EXPECT_EQ(scene.streets.size(), extract.known);
}

TEST_P(EveryExtract, RejectionsAreListed) {
  const auto file = testing::data(GetParam().file);
  if (!file) GTEST_SKIP();
  const auto scene = scene_of({*file});
  std::uint64_t listed = 0;
  for (const auto& remark : scene.remarks) {
    if (scene::info(remark.reason).severity == scene::Severity::object_rejected) ++listed;
  }
  EXPECT_EQ(listed, rejected(scene.device_objects));
}

TEST_P(EveryExtract, ListsAreSortedAndShapesWhole) {
  const auto file = testing::data(GetParam().file);
  if (!file) GTEST_SKIP();
  const auto scene = scene_of({*file});
  EXPECT_TRUE(std::ranges::is_sorted(scene.devices, {}, &scene::Device::ref));
  EXPECT_TRUE(std::ranges::is_sorted(scene.buildings, {}, &scene::Building::ref));
  EXPECT_TRUE(std::ranges::is_sorted(scene.streets, {}, &scene::Street::ref));
  EXPECT_TRUE(std::ranges::is_sorted(scene.walls, {}, &scene::Wall::ref));
  EXPECT_TRUE(std::ranges::is_sorted(scene.remarks, {}, [](const auto& r) { return std::tie(r.ref, r.reason, r.key); }));
  const auto twice = std::ranges::adjacent_find(scene.buildings, {}, &scene::Building::ref);
  EXPECT_TRUE(twice == scene.buildings.end());
  for (const auto& street : scene.streets) {
    ASSERT_GE(street.points.size(), 2U);
    ASSERT_EQ(street.points.size(), street.node_ids.size());
  }
  for (const auto& building : scene.buildings) {
    ASSERT_FALSE(building.rings.empty());
    for (const auto& ring : building.rings) ASSERT_GE(ring.size(), 3U);
  }
}

/// What even-odd filling depends on: the edges, undirected, those that occur twice gone.
class Edges {
 public:
  void add(geo::LatLon a, geo::LatLon b) {
    const auto edge = std::minmax(a, b);
    if (a != b && !edges_.erase(edge)) edges_.insert(edge);
  }
  bool operator==(const Edges&) const = default;

 private:
  std::set<std::pair<geo::LatLon, geo::LatLon>> edges_;
};
using Footprints = std::map<std::int64_t, Edges>;

/// The relations' footprints as libosmium's own assembler makes them, by relation id.
class OtherAssembler : public osmium::handler::Handler {
 public:
  void area(const osmium::Area& area) {
    if (area.from_way()) return;
    Edges& edges = footprints[area.orig_id()];
    for (const auto& outer : area.outer_rings()) {
      add(outer, edges);
      for (const auto& inner : area.inner_rings(outer)) add(inner, edges);
    }
  }
  Footprints footprints;

 private:
  static void add(const osmium::NodeRefList& ring, Edges& edges) {
    for (auto it = ring.begin(); std::next(it) != ring.end(); ++it) {
      edges.add({it->y(), it->x()}, {std::next(it)->y(), std::next(it)->x()});
    }
  }
};

Footprints other_footprints(const std::filesystem::path& file) {
  osmium::area::Assembler::config_type config;
  config.create_way_polygons = false;
  osmium::area::MultipolygonManager<osmium::area::Assembler> manager(config);
  const osmium::io::File input(file.string());
  osmium::relations::read_relations(input, manager);
  osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location> index;
  osmium::handler::NodeLocationsForWays<decltype(index)> locations(index);
  locations.ignore_errors();
  OtherAssembler other;
  osmium::io::Reader reader(input);
  osmium::apply(reader, locations, manager.handler([&](osmium::memory::Buffer&& buffer) { osmium::apply(buffer, other); }));
  return other.footprints;
}

/// How many of the list are relations; each must be the other's, edge for edge.
template <class List>
std::size_t compared_with(const Footprints& others, const List& list) {
  std::size_t compared = 0;
  for (const auto& item : list) {
    if (item.ref.type != OsmType::relation) continue;
    const auto other = others.find(item.ref.id);
    EXPECT_TRUE(other != others.end()) << osm_name(item.ref);
    if (other == others.end()) continue;
    Edges edges;
    for (const auto& ring : item.rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) edges.add(ring[i], ring[(i + 1) % ring.size()]);
    }
    EXPECT_TRUE(edges == other->second) << osm_name(item.ref);
    ++compared;
  }
  return compared;
}

// An oracle that shares no code with `joined`: every multipolygon of ours, edge for edge.
TEST_P(EveryExtract, MultipolygonsEqualThoseOfLibosmiumsAssembler) {
  const auto file = testing::data(GetParam().file);
  if (!file) GTEST_SKIP();
  const auto scene = scene_of({*file});
  const auto others = other_footprints(*file);
  EXPECT_EQ(compared_with(others, scene.buildings), GetParam().multipolygons);
  compared_with(others, scene.areas);
}

// As counted when the pictures of these cities were looked at; the relations are proved above.
TEST(RealFile, WaterAndGreen) {
  struct Ground {
    const char* file;
    std::size_t water;
    std::size_t green;
    std::uint64_t broken;
  };
  constexpr Ground grounds[] = {{"osm/helsinki-centre-2019-04.osm.pbf", 20, 309, 33},
                                {"osm/monaco-2026-03.osm.pbf", 27, 169, 0},
                                {"osm/copenhagen.osm.pbf", 104, 235, 63}};
  for (const Ground& ground : grounds) {
    const auto file = testing::data(ground.file);
    if (!file) GTEST_SKIP();
    const auto scene = scene_of({*file});
    const auto water = static_cast<std::size_t>(std::ranges::count(scene.areas, scene::Cover::water, &scene::Area::cover));
    EXPECT_EQ(water, ground.water) << ground.file;
    EXPECT_EQ(scene.areas.size() - water, ground.green) << ground.file;
    EXPECT_EQ(scene.broken_areas, ground.broken) << ground.file;
    EXPECT_TRUE(std::ranges::is_sorted(scene.areas, {}, [](const scene::Area& a) { return std::tie(a.ref, a.cover); }));
  }
}

bool is_water(const scene::Snapshot& scene, geo::LatLon p) {
  return std::ranges::any_of(scene.areas, [&](const auto& a) { return a.cover == scene::Cover::water && covers(a.rings, p); });
}

// Places that anyone can look up.
TEST(RealFile, TheSeaIsWhereItIs) {
  const auto monaco = testing::data("osm/monaco-2026-03.osm.pbf");
  const auto helsinki = testing::data("osm/helsinki-centre-2019-04.osm.pbf");
  if (!monaco || !helsinki) GTEST_SKIP();
  const auto south = scene_of({*monaco});
  EXPECT_TRUE(is_water(south, {437'350'000, 74'260'000})) << "Port Hercule";
  EXPECT_TRUE(is_water(south, {437'000'000, 74'500'000})) << "the open sea";
  EXPECT_FALSE(is_water(south, {437'311'000, 74'200'000})) << "the palace";
  EXPECT_FALSE(is_water(south, {437'392'000, 74'279'000})) << "the casino";
  const auto north = scene_of({*helsinki});
  EXPECT_TRUE(is_water(north, {601'650'000, 249'570'000})) << "the South Harbour";
  EXPECT_FALSE(is_water(north, {601'695'000, 249'525'000})) << "Senate Square";
}

TEST(RealFile, CutsAndFlipsAreFound) {
  const auto source = testing::data("osm/monaco-2021-04.osm.pbf");
  if (!source) GTEST_SKIP();
  std::ifstream in(*source, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const auto file = testing::scratch() / "monaco.osm.pbf";
  const auto code_of = [&](const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
    const auto result = read_files({file});
    return result ? Errc::count : result.error().code;
  };
  Random random(testing::seed());
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(code_of(whole.substr(0, 100 + random.below(whole.size() - 101))), Errc::corrupt_osm);
    std::string flipped = whole;
    const auto at = 300 + random.below(whole.size() - 300);  // behind the header, whose free fields nothing protects
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << random.below(8)));
    EXPECT_EQ(code_of(flipped), Errc::corrupt_osm) << "byte " << at;
  }
}

TEST(RealFile, SeveralInputsInAnyOrderGiveOneScene) {
  const auto old = testing::data("osm/monaco-2021-04.osm.pbf");
  const auto recent = testing::data("osm/monaco-2026-03.osm.pbf");
  if (!old || !recent) GTEST_SKIP();
  const auto a = scene_of({*old, *recent});
  const auto b = scene_of({*recent, *old});
  const auto alone = scene_of({*recent});
  EXPECT_EQ(a.devices.size(), b.devices.size());
  EXPECT_EQ(a.remarks.size(), b.remarks.size());
  EXPECT_EQ(a.streets.size(), b.streets.size());
  EXPECT_EQ(a.buildings.size(), b.buildings.size());
  EXPECT_GE(a.streets.size(), alone.streets.size());
  expect_balanced(a.surveillance_objects, "surveillance objects");
  for (std::size_t i = 0; i < std::min(a.streets.size(), b.streets.size()); ++i) {
    ASSERT_EQ(a.streets[i].ref, b.streets[i].ref);
    ASSERT_EQ(a.streets[i].points, b.streets[i].points);
  }
  for (const auto& device : alone.devices) {
    const auto found = std::ranges::find(a.devices, device.ref, &scene::Device::ref);
    ASSERT_TRUE(found != a.devices.end()) << osm_name(device.ref);
    EXPECT_EQ(found->version, device.version);
  }
}

}  // namespace
}  // namespace contrechamp::osm
