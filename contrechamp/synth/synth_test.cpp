// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <algorithm>
#include <contrechamp/geo/frame.hpp>
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/synth/device_tables.hpp>
#include <contrechamp/synth/draft.hpp>
#include <contrechamp/synth/plane.hpp>
#include <contrechamp/synth/town.hpp>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/osm/node.hpp>
#include <set>
#include <tests/support/testing.hpp>

namespace contrechamp::synth {
namespace {
namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
std::string written(const Town& made, const char* file) {
  const fs::path path = testing::scratch() / file;
  const auto done = write_pbf(made, path);
  EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().sentence());
  return bytes_of(path);
}

std::string value(const Tags& tags, std::string_view key) {
  const auto found = std::find_if(tags.begin(), tags.end(), [&](const auto& tag) { return tag.first == key; });
  return found == tags.end() ? std::string() : found->second;
}
bool has(const Tags& tags, std::string_view key, std::string_view wanted) { return value(tags, key) == wanted; }

/// An object that maps a device, standing or not.
bool is_device(const Tags& tags) {
  return has(tags, "man_made", "surveillance") || has(tags, "disused:man_made", "surveillance") ||
         has(tags, "removed:man_made", "surveillance") || has(tags, "highway", "speed_camera");
}

template <class List>
std::size_t count_if(const List& list, const std::function<bool(const Tags&)>& wanted) {
  return static_cast<std::size_t>(
      std::count_if(list.begin(), list.end(), [&](const auto& object) { return wanted(object.tags); }));
}

/// Footprints of a town in one flat frame.
struct Ground {
  std::vector<geo::Ring> outlines;  ///< building ways and members of building relations
  std::vector<std::vector<geo::Ring>> footprints;
  std::map<std::int64_t, geo::Point> at;
};

Ground ground_of(const Town& made, geo::LatLon centre) {
  Ground ground;
  const geo::LocalFrame frame(centre);
  for (const Node& node : made.nodes) ground.at[node.id] = frame.project(node.at);
  for (const Way& way : made.ways) {
    if (value(way.tags, "building").empty() || value(way.tags, "location") == "underground" ||
        value(way.tags, "building") == "roof")
      continue;
    geo::Ring ring;
    for (std::size_t k = 0; k + 1 < way.nodes.size(); ++k) ring.push_back(ground.at[way.nodes[k]]);
    ground.outlines.push_back(ring);
    ground.footprints.push_back({ring});
  }
  return ground;
}

bool cross_properly(geo::Point a, geo::Point b, geo::Point c, geo::Point d) {
  return geo::side(a, b, c) * geo::side(a, b, d) < 0 && geo::side(c, d, a) * geo::side(c, d, b) < 0;
}
bool outlines_cross(const geo::Ring& one, const geo::Ring& other) {
  for (std::size_t i = 0; i < one.size(); ++i) {
    for (std::size_t j = 0; j < other.size(); ++j) {
      if (cross_properly(one[i], one[(i + 1) % one.size()], other[j], other[(j + 1) % other.size()])) return true;
    }
  }
  return false;
}

TEST(Synth, SameSeedSameBytes) {
  const std::uint64_t seed = testing::seed();
  const std::string one = written(town({.seed = seed}), "one.osm.pbf");
  EXPECT_EQ(one, written(town({.seed = seed}), "two.osm.pbf"));
  EXPECT_NE(one, written(town({.seed = seed + 1}), "three.osm.pbf"));
  EXPECT_GT(one.size(), 50'000U);
}

TEST(Synth, ListsAreSortedAndWhole) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Town made = town({.seed = seed});
    const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
    const auto rising = [&](const auto& list) {
      return std::adjacent_find(list.begin(), list.end(), [&](const auto& a, const auto& b) { return !by_id(a, b); }) ==
             list.end();
    };
    EXPECT_TRUE(rising(made.nodes) && rising(made.ways) && rising(made.relations)) << seed;
    std::set<std::int64_t> nodes;
    std::set<std::int64_t> ways;
    for (const Node& node : made.nodes) nodes.insert(node.id);
    for (const Way& way : made.ways) {
      ways.insert(way.id);
      EXPECT_GE(way.nodes.size(), 2U) << way.id;
      for (const std::int64_t ref : way.nodes) ASSERT_TRUE(nodes.contains(ref)) << "way " << way.id;
      EXPECT_EQ(std::adjacent_find(way.nodes.begin(), way.nodes.end()), way.nodes.end())
          << "a node twice in a row in way " << way.id;
      const bool outline =
          !value(way.tags, "building").empty() || !value(way.tags, "natural").empty() || has(way.tags, "area", "yes");
      EXPECT_TRUE(!outline || way.nodes.front() == way.nodes.back()) << way.id;
    }
    std::size_t missing = 0;  // one deleted device, on purpose
    for (const Relation& relation : made.relations) {
      for (const Member& m : relation.members)
        missing += (m.ref.type == OsmType::way ? ways : nodes).contains(m.ref.id) ? 0U : 1U;
    }
    EXPECT_EQ(missing, 1U) << seed;
  }
}

TEST(Synth, NoKeyTwiceAndDatesBeforeTheFiles) {
  const Town made = town({});
  const auto check = [&](const auto& list) {
    for (const auto& object : list) {
      std::set<std::string> keys;
      for (const auto& [key, text] : object.tags) {
        EXPECT_TRUE(keys.insert(key).second) << object.id << " " << key;
        EXPECT_FALSE(key.empty() || text.empty()) << object.id;
        EXPECT_EQ(text.find('{'), std::string::npos) << object.id << " " << text;
      }
      EXPECT_LT(object.edit.time, made.as_of);
      EXPECT_GE(object.edit.version, 1U);
    }
  };
  check(made.nodes);
  check(made.ways);
  check(made.relations);
}

TEST(Synth, CountsItsDevices) {
  for (const std::uint32_t wanted : {0U, 1U, 60U, 200U, 1000U}) {
    const Town made = town({.seed = 4, .devices = wanted, .blocks_per_side = 4});
    const auto missing_device = [](const Relation& relation) {
      const auto is_there = [](const Member& m) { return m.role == "device" && m.ref.id >= 300'000'000; };
      return has(relation.tags, "type", "enforcement") &&
             std::none_of(relation.members.begin(), relation.members.end(), is_there);
    };
    const auto relations = std::count_if(made.relations.begin(), made.relations.end(), missing_device);
    EXPECT_EQ(count_if(made.nodes, is_device) + count_if(made.ways, is_device) + static_cast<std::size_t>(relations), wanted);
  }
}

TEST(Synth, HoldsWhatMakesATownHard) {
  struct Kind {
    const char* what;
    std::size_t least;
    std::function<bool(const Tags&)> wanted;
  };
  const auto tag = [](std::string key, std::string text) { return [=](const Tags& tags) { return has(tags, key, text); }; };
  const auto key = [](std::string k) { return [=](const Tags& tags) { return !value(tags, k).empty(); }; };
  const std::vector<Kind> kinds{{"buildings", 900, key("building")},
                                {"passages", 10, tag("tunnel", "building_passage")},
                                {"tunnels", 2, tag("tunnel", "yes")},
                                {"bridges", 4, tag("bridge", "yes")},
                                {"arcade", 1, tag("covered", "arcade")},
                                {"corridors", 3, tag("highway", "corridor")},
                                {"steps", 3, tag("highway", "steps")},
                                {"sidewalks", 10, tag("footway", "sidewalk")},
                                {"separate", 2, tag("sidewalk", "separate")},
                                {"squares", 1, tag("area", "yes")},
                                {"private", 1, tag("access", "private")},
                                {"motorway", 4, tag("highway", "motorway")},
                                {"construction", 1, tag("highway", "construction")},
                                {"oneway", 3, tag("oneway", "yes")},
                                {"cycleways", 2, tag("highway", "cycleway")},
                                {"roofs", 1, tag("building", "roof")},
                                {"over lanes", 1, key("min_height")},
                                {"parts", 2, key("building:part")},
                                {"underground", 1, tag("location", "underground")},
                                {"walls", 5, tag("barrier", "wall")},
                                {"city walls", 1, tag("barrier", "city_wall")},
                                {"hedges", 5, tag("barrier", "hedge")},
                                {"parks", 1, tag("leisure", "park")},
                                {"water", 1, tag("natural", "water")},
                                {"heights", 100, key("height")},
                                {"levels", 200, key("building:levels")},
                                {"living streets", 1, tag("highway", "living_street")},
                                {"primary", 3, tag("highway", "primary")},
                                {"service", 10, tag("highway", "service")},
                                {"pedestrian", 2, tag("highway", "pedestrian")}};
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Town made = town({.seed = seed});
    for (const Kind& kind : kinds) EXPECT_GE(count_if(made.ways, kind.wanted), kind.least) << kind.what << ", seed " << seed;
    EXPECT_LE(count_if(made.ways, key("building")), 2200U) << seed;
    EXPECT_GE(count_if(made.relations, tag("type", "multipolygon")), 3U) << seed;
    EXPECT_GE(count_if(made.relations, tag("type", "restriction")), 3U) << seed;
    EXPECT_EQ(count_if(made.relations, tag("type", "enforcement")), 4U) << seed;
  }
}

TEST(Synth, OutlinesShareCrossAndTouch) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const TownOptions options{.seed = seed};
    const Town made = town(options);
    const Ground ground = ground_of(made, options.centre);
    std::vector<geo::Rect> boxes;
    for (const geo::Ring& ring : ground.outlines) boxes.push_back(geo::bounding(ring));
    const geo::GridIndex index(boxes);
    std::size_t crossing = 0;
    std::size_t self_crossing = 0;
    for (std::size_t k = 0; k < boxes.size(); ++k) {
      self_crossing += outlines_cross(ground.outlines[k], ground.outlines[k]) ? 1U : 0U;
      for (const std::uint32_t other : index.query(boxes[k])) {
        if (other > k && outlines_cross(ground.outlines[k], ground.outlines[other])) ++crossing;
      }
    }
    EXPECT_EQ(self_crossing, 1U) << seed;
    EXPECT_GE(crossing, 5U) << seed;
    EXPECT_LE(crossing, 250U) << seed;
    std::map<std::int64_t, int> uses;
    for (const Way& way : made.ways) {
      if (value(way.tags, "building").empty()) continue;
      for (const std::int64_t ref : std::set<std::int64_t>(way.nodes.begin(), way.nodes.end())) ++uses[ref];
    }
    EXPECT_GE(std::count_if(uses.begin(), uses.end(), [](const auto& use) { return use.second > 1; }), 500) << seed;
  }
}

/// Of 660 real cameras 36 % lie inside a footprint and 33 % within half a metre of a wall.
TEST(Synth, DevicesHangWhereRealOnesDo) {
  std::size_t all = 0;
  std::size_t inside = 0;
  std::size_t at_wall = 0;
  std::size_t on_boundary = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const TownOptions options{.seed = seed};
    const Town made = town(options);
    const Ground ground = ground_of(made, options.centre);
    for (const Node& node : made.nodes) {
      if (!is_device(node.tags)) continue;
      ++all;
      const geo::Point p = ground.at.at(node.id);
      bool in = false;
      double nearest = 1e18;
      for (const auto& rings : ground.footprints) {
        in = in || geo::where(rings, p) == geo::Where::inside;
        for (std::size_t k = 0; k < rings[0].size(); ++k) {
          nearest =
              std::min(nearest, geo::nearest_on_segment(rings[0][k], rings[0][(k + 1) % rings[0].size()], p).squared_distance);
        }
      }
      inside += in && nearest > 2500 ? 1U : 0U;
      at_wall += !in && nearest <= 2500 ? 1U : 0U;
      on_boundary += nearest < 1 ? 1U : 0U;
    }
  }
  ASSERT_GE(all, 5U * 195);
  const double inside_share = static_cast<double>(inside) / static_cast<double>(all);
  const double wall_share = static_cast<double>(at_wall) / static_cast<double>(all);
  std::printf("devices: %.1f %% inside, %.1f %% at a wall\n", 100 * inside_share, 100 * wall_share);
  EXPECT_NEAR(inside_share, 0.36, 0.05);
  EXPECT_NEAR(wall_share, 0.33, 0.05);
  EXPECT_GE(on_boundary, 15U);
}

TEST(Synth, EveryOddityIsThere) {
  const Town made = town({});
  std::set<std::string> seen;
  for (const Node& node : made.nodes) {
    for (const auto& [key, text] : node.tags) seen.insert(key + "=" + text);
  }
  for (const Oddity& oddity : oddities()) {
    if (oddity.place == Place::relation || oddity.place == Place::outline) continue;
    for (const auto& [key, text] : tags_of(oddity.tags)) {
      if (text.find('{') != std::string::npos) continue;
      EXPECT_TRUE(seen.contains(key + "=" + text)) << key << "=" << text;
    }
  }
  EXPECT_LE(oddities().size(), TownOptions{}.devices);
}

TEST(Synth, GrowsWithItsBlocks) {
  const Town small = town({.blocks_per_side = 1});  // clamped to min_blocks_per_side
  const Town four = town({.blocks_per_side = min_blocks_per_side});
  const Town large = town({.blocks_per_side = 16});
  EXPECT_EQ(small.nodes.size(), four.nodes.size());
  EXPECT_GT(large.ways.size(), 10 * four.ways.size());
  EXPECT_LT(large.ways.size(), 30 * four.ways.size());
}

TEST(Synth, ReadsBackAsItWasMade) {
  const Town made = town({});
  const fs::path path = testing::scratch() / "back.osm.pbf";
  ASSERT_TRUE(write_pbf(made, path).has_value());
  osmium::io::Reader reader{path.string()};
  const osmium::io::Header header = reader.header();
  EXPECT_EQ(header.get("generator"), "contrechamp synth");
  EXPECT_EQ(header.get("osmosis_replication_timestamp"), "2026-01-01T00:00:00Z");
  EXPECT_EQ(header.box().bottom_left().y(), made.bounds.min.lat_e7);
  EXPECT_EQ(header.box().top_right().x(), made.bounds.max.lon_e7);
  std::size_t node = 0;
  std::size_t way = 0;
  std::size_t relation = 0;
  while (const osmium::memory::Buffer buffer = reader.read()) {
    for (const auto& item : buffer.select<osmium::OSMObject>()) {
      const auto same = [&](const auto& ours) {
        ASSERT_EQ(item.id(), ours.id);
        EXPECT_EQ(item.version(), ours.edit.version);
        EXPECT_EQ(item.timestamp().seconds_since_epoch(), ours.edit.time);
        EXPECT_EQ(item.tags().size(), ours.tags.size());
        for (const auto& [key, text] : ours.tags) EXPECT_EQ(text, item.tags().get_value_by_key(key.c_str(), "(none)"));
      };
      if (item.type() == osmium::item_type::node) {
        EXPECT_EQ(static_cast<const osmium::Node&>(item).location().x(), made.nodes[node].at.lon_e7);
        EXPECT_EQ(static_cast<const osmium::Node&>(item).location().y(), made.nodes[node].at.lat_e7);
        same(made.nodes[node++]);
      } else if (item.type() == osmium::item_type::way) {
        EXPECT_EQ(static_cast<const osmium::Way&>(item).nodes().size(), made.ways[way].nodes.size());
        same(made.ways[way++]);
      } else {
        EXPECT_EQ(static_cast<const osmium::Relation&>(item).members().size(), made.relations[relation].members.size());
        same(made.relations[relation++]);
      }
    }
  }
  EXPECT_EQ(node, made.nodes.size());
  EXPECT_EQ(way, made.ways.size());
  EXPECT_EQ(relation, made.relations.size());
}

TEST(Synth, AFailedWriteLeavesTheFormerFile) {
  const Town made = town({.blocks_per_side = 4});
  const fs::path path = testing::scratch() / "kept.osm.pbf";
  std::ofstream(path) << "former";
  // The smallest disk: a limit on the size of files.
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto former_handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tiny{4096, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tiny), 0);
  const auto done = write_pbf(made, path);
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, former_handler);
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().code, Errc::disk_full) << done.error().sentence();
  EXPECT_EQ(bytes_of(path), "former");
  EXPECT_FALSE(fs::exists(testing::scratch() / "kept.osm.pbf.part"));
}

TEST(Synth, AnUnwritableFolderIsAnError) {
  const auto done = write_pbf(town({.blocks_per_side = 4}), testing::scratch() / "nowhere" / "town.osm.pbf");
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().code, Errc::cannot_write);
  EXPECT_NE(done.error().detail.find("nowhere"), std::string::npos);
  // A folder stands where the file should go: the half-made file is removed again.
  const fs::path folder = testing::scratch() / "folder.osm.pbf";
  fs::create_directories(folder / "inside");
  EXPECT_FALSE(write_pbf(town({.blocks_per_side = 4}), folder).has_value());
  EXPECT_FALSE(fs::exists(testing::scratch() / "folder.osm.pbf.part"));
}

TEST(Plane, InsetMovesEveryEdge) {
  const geo::Ring square{{0, 0}, {1000, 0}, {1000, 800}, {0, 800}};
  EXPECT_EQ(inset(square, {100, 200, 50, 10}), (geo::Ring{{10, 100}, {800, 100}, {800, 750}, {10, 750}}));
  EXPECT_FALSE(inset(square, 400).has_value());
  EXPECT_EQ(within(square, 0.5, 0.25), (geo::Point{500, 200}));
  EXPECT_EQ(moved({0, 0}, right_of(towards({0, 0}, {10, 0})), 5), (geo::Point{0, -5}));
}

TEST(Draft, ALaterKeyReplaces) {
  const Tags tags = tags_of("highway=residential|name=a=b|highway=construction|nonsense|");
  EXPECT_EQ(tags, (Tags{{"highway", "construction"}, {"name", "a=b"}}));
}

}  // namespace
}  // namespace contrechamp::synth
