// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/atlas/sample.hpp>
#include <contrechamp/core/checksum.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <tuple>

namespace contrechamp::atlas {
namespace {

std::vector<std::byte> bytes_of(const Contents& contents) {
  auto bytes = encoded(contents);
  EXPECT_TRUE(bytes.has_value()) << bytes.error().sentence();
  return bytes ? *bytes : std::vector<std::byte>();
}

void expect_same(const scene::Device& a, const scene::Device& b) {
  EXPECT_EQ(a.ref, b.ref);
  EXPECT_EQ(a.version, b.version);
  EXPECT_EQ(a.last_edit, b.last_edit);
  EXPECT_EQ(a.position, b.position);
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.type, b.type);
  EXPECT_EQ(a.mount, b.mount);
  EXPECT_EQ(a.indoor, b.indoor);
  EXPECT_EQ(a.private_person, b.private_person);
  EXPECT_EQ(a.decks, b.decks);
  EXPECT_EQ(a.height, b.height);
  EXPECT_EQ(a.tilt, b.tilt);
  EXPECT_EQ(a.width, b.width);
  EXPECT_EQ(a.heads, b.heads);
  EXPECT_EQ(a.cameras, b.cameras);
  EXPECT_EQ(a.zone, b.zone);
  EXPECT_EQ(a.operator_name, b.operator_name);
  EXPECT_EQ(a.manufacturer, b.manufacturer);
  EXPECT_EQ(a.check_date, b.check_date);
  EXPECT_EQ(a.tags, b.tags);
}

void expect_same(const scene::Street& a, const scene::Street& b) {
  EXPECT_EQ(a.ref, b.ref);
  EXPECT_EQ(a.node_ids, b.node_ids);
  EXPECT_EQ(a.points, b.points);
  EXPECT_EQ(a.highway, b.highway);
  EXPECT_EQ(a.street_name, b.street_name);
  EXPECT_EQ(a.deck, b.deck);
  EXPECT_EQ(a.layer, b.layer);
  EXPECT_EQ(a.bridge, b.bridge);
  EXPECT_EQ(a.covered, b.covered);
  EXPECT_EQ(a.passage, b.passage);
  EXPECT_EQ(a.sidewalk, b.sidewalk);
  EXPECT_EQ(a.roundabout, b.roundabout);
  EXPECT_EQ(a.surface, b.surface);
  EXPECT_EQ(a.passage_width, b.passage_width);
  for (std::size_t mode = 0; mode < a.use.size(); ++mode) {
    EXPECT_EQ(a.use[mode].left_out, b.use[mode].left_out);
    EXPECT_EQ(a.use[mode].senses, b.use[mode].senses);
    EXPECT_EQ(a.use[mode].speed_kmh, b.use[mode].speed_kmh);
  }
}

void expect_same(const scene::Input& a, const scene::Input& b) {
  EXPECT_EQ(std::tie(a.file, a.generator, a.replication_time, a.newest_edit, a.nodes, a.ways, a.relations),
            std::tie(b.file, b.generator, b.replication_time, b.newest_edit, b.nodes, b.ways, b.relations));
}
void expect_same(const scene::Remark& a, const scene::Remark& b) {
  EXPECT_EQ(std::tie(a.ref, a.reason, a.key, a.value), std::tie(b.ref, b.reason, b.key, b.value));
}
void expect_same(const scene::Building& a, const scene::Building& b) {
  EXPECT_EQ(std::tie(a.ref, a.rings, a.height, a.min_height, a.roof, a.underground),
            std::tie(b.ref, b.rings, b.height, b.min_height, b.roof, b.underground));
}
void expect_same(const scene::Wall& a, const scene::Wall& b) {
  EXPECT_EQ(std::tie(a.ref, a.points, a.height), std::tie(b.ref, b.points, b.height));
}
void expect_same(const scene::TurnRestriction& a, const scene::TurnRestriction& b) {
  EXPECT_EQ(std::tie(a.relation, a.kind, a.from_way, a.to_way, a.via_ways, a.via_node, a.except),
            std::tie(b.relation, b.kind, b.from_way, b.to_way, b.via_ways, b.via_node, b.except));
}
void expect_same(const scene::SectionControl& a, const scene::SectionControl& b) {
  EXPECT_EQ(std::tie(a.device, a.relation, a.from_node, a.to_node, a.ways),
            std::tie(b.device, b.relation, b.from_node, b.to_node, b.ways));
}
void expect_same(const streets::Segment& a, const streets::Segment& b) {
  EXPECT_EQ(std::tie(a.street, a.first_node, a.last_node, a.points, a.length_cm, a.cell, a.inside_building),
            std::tie(b.street, b.first_node, b.last_node, b.points, b.length_cm, b.cell, b.inside_building));
}
void expect_same(const placement::Placed& a, const placement::Placed& b) {
  EXPECT_EQ(std::tie(a.where, a.mapped, a.eye, a.moved_cm, a.facade, a.normal),
            std::tie(b.where, b.mapped, b.eye, b.moved_cm, b.facade, b.normal));
}

void expect_same(const scene::Area& a, const scene::Area& b) {
  EXPECT_EQ(std::tie(a.ref, a.cover, a.rings), std::tie(b.ref, b.cover, b.rings));
}

template <class T>
void expect_same(const std::vector<T>& a, const std::vector<T>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    SCOPED_TRACE(i);
    expect_same(a[i], b[i]);
  }
}

TEST(Atlas, gives_back_what_was_put_in) {
  const Contents in = sample::contents();
  const auto bytes = bytes_of(in);
  const auto atlas = Atlas::open(bytes);
  ASSERT_TRUE(atlas) << atlas.error().sentence();
  const scene::Snapshot out = atlas->snapshot();
  expect_same(in.snapshot.inputs, out.inputs);
  expect_same(in.snapshot.devices, out.devices);
  expect_same(in.snapshot.remarks, out.remarks);
  expect_same(in.snapshot.buildings, out.buildings);
  expect_same(in.snapshot.walls, out.walls);
  expect_same(in.snapshot.streets, out.streets);
  expect_same(in.snapshot.turns, out.turns);
  EXPECT_EQ(in.snapshot.barriers, out.barriers);
  expect_same(in.snapshot.sections, out.sections);
  expect_same(in.snapshot.areas, out.areas);
  EXPECT_EQ(in.coverages, atlas->coverages());
  expect_same(in.network.segments, atlas->network().segments);
  expect_same(in.placed, atlas->placed());
  EXPECT_TRUE(std::ranges::equal(in.doubts, atlas->doubts()));
  EXPECT_EQ(out.surveillance_objects.read, 396U);
  EXPECT_EQ(out.surveillance_objects.kept, 390U);
  EXPECT_EQ(out.device_objects.read, 400U);
  EXPECT_EQ(out.device_objects.kept, 393U);
  EXPECT_EQ(out.surveillance_objects.rejected, in.snapshot.surveillance_objects.rejected);
  EXPECT_EQ(out.device_objects.rejected, in.snapshot.device_objects.rejected);
  EXPECT_EQ(out.broken_buildings, 4U);
  EXPECT_EQ(out.low_walls, 5U);
  EXPECT_EQ(out.clipped_ways, 6U);
  EXPECT_EQ(out.broken_areas, 7U);
  EXPECT_EQ(atlas->bounds().min, in.bounds.min);
  EXPECT_EQ(atlas->bounds().max, in.bounds.max);
  EXPECT_EQ(atlas->config(), in.config);
  EXPECT_EQ(atlas->program(), in.program);
  EXPECT_EQ(atlas->licence(), in.licence);
  EXPECT_EQ(atlas->surveyed(), in.surveyed);
  EXPECT_EQ(std::vector(atlas->sightings().begin(), atlas->sightings().end()), in.sightings);
}

TEST(Atlas, finds_the_sightings_of_a_segment) {
  const auto bytes = bytes_of(sample::contents());
  const auto atlas = Atlas::open(bytes);
  ASSERT_TRUE(atlas);
  EXPECT_EQ(atlas->sightings_of(SegmentIndex(0)).size(), 3U);
  ASSERT_EQ(atlas->sightings_of(SegmentIndex(1)).size(), 1U);
  EXPECT_EQ(atlas->sightings_of(SegmentIndex(1)).front().to_cm, 733U);
  EXPECT_TRUE(atlas->sightings_of(SegmentIndex(2)).empty());
  // Used as they lie: no copy was made.
  const auto* start = reinterpret_cast<const std::byte*>(atlas->sightings().data());
  EXPECT_TRUE(start > bytes.data() && start < bytes.data() + bytes.size());
}

TEST(Atlas, may_be_empty) {
  const auto bytes = bytes_of(Contents{});
  const auto atlas = Atlas::open(bytes);
  ASSERT_TRUE(atlas) << atlas.error().sentence();
  EXPECT_TRUE(atlas->bounds().empty());
  EXPECT_TRUE(atlas->snapshot().devices.empty());
  EXPECT_TRUE(atlas->snapshot().areas.empty());
  EXPECT_TRUE(atlas->coverages().empty());
  EXPECT_TRUE(atlas->sightings_of(SegmentIndex(0)).empty());
}

TEST(Atlas, same_contents_give_same_bytes) { EXPECT_EQ(bytes_of(sample::contents()), bytes_of(sample::contents())); }

TEST(Atlas, gives_back_the_roads_of_each_mode) {
  const Contents in = sample::contents();
  const auto bytes = bytes_of(in);
  const auto atlas = Atlas::open(bytes);
  ASSERT_TRUE(atlas);
  for (const scene::Mode mode : {scene::Mode::foot, scene::Mode::bike}) {
    const auto found = atlas->roads(mode);
    ASSERT_TRUE(found) << found.error().sentence();
    const Routes& expected = in.routes[static_cast<std::size_t>(mode)];
    EXPECT_EQ(found->roads, expected.roads);
    EXPECT_EQ(found->graph.first_out, expected.roads.first_out);
    EXPECT_EQ(found->graph.head, expected.roads.head);
    EXPECT_EQ(found->index.stored(), expected.index);
  }
  const auto car = atlas->roads(scene::Mode::car);
  ASSERT_FALSE(car);
  EXPECT_EQ(car.error().code, Errc::no_way);
  const auto sizes = atlas->route_sizes();
  ASSERT_EQ(sizes.size(), 3U);
  EXPECT_EQ(sizes[0].nodes, 3U);
  EXPECT_EQ(sizes[0].arcs, 3U);
  EXPECT_EQ(sizes[0].index_arcs, 2U);
  EXPECT_EQ(sizes[0].bytes, 48U + 3 * 20 + 3 * 8 + 2 * 4);
  EXPECT_TRUE(sizes[2].refused);
  EXPECT_EQ(sizes[2].counts.junctions, 9U);
  EXPECT_EQ(sizes[0].unbuilt, in.routes[0].roads.unbuilt);
  EXPECT_EQ(sizes[2].unbuilt, in.routes[2].roads.unbuilt) << "also of a mode that is refused";
}

TEST(Atlas, may_be_without_routes) {
  Contents c = sample::contents();
  c.routes.clear();
  const auto bytes = bytes_of(c);
  const auto atlas = Atlas::open(bytes);
  ASSERT_TRUE(atlas);
  EXPECT_TRUE(atlas->route_sizes().empty());
  const auto foot = atlas->roads(scene::Mode::foot);
  ASSERT_FALSE(foot);
  EXPECT_EQ(foot.error().code, Errc::no_way);
}

// If this fails, the format has changed: old atlases are no longer read. Raise format::version and write a new page.
TEST(Atlas, format_has_not_changed) {
  const auto bytes = bytes_of(sample::contents());
  EXPECT_EQ(bytes.size(), 5552U);
  EXPECT_EQ(checksum(bytes), 0xd7957774977ce65aU);
}

TEST(Atlas, a_text_is_stored_once) {
  Contents c = sample::contents();
  const std::size_t before = bytes_of(c).size();
  c.snapshot.devices[1].operator_name = c.snapshot.devices[0].operator_name;
  EXPECT_EQ(bytes_of(c).size(), before);
}

TEST(Atlas, lengths_are_rounded_to_centimetres) {
  Contents c = sample::contents();
  c.snapshot.devices[0].height = Metres(10.0 / 3);
  c.snapshot.walls[0].height = Metres(1e300);
  c.placed[0].moved_cm = 1.0 / 3;
  const auto bytes = bytes_of(c);
  const auto atlas = Atlas::open(bytes);
  ASSERT_TRUE(atlas);
  EXPECT_EQ(atlas->snapshot().devices[0].height, Metres(3.33));
  EXPECT_EQ(atlas->snapshot().walls[0].height, Metres(21474836.47));
  EXPECT_EQ(atlas->placed()[0].moved_cm, 0.33);
}

TEST(Atlas, refuses_a_text_that_is_too_long) {
  Contents c = sample::contents();
  c.snapshot.devices[0].zone.assign(4096, 'x');
  EXPECT_TRUE(encoded(c));
  c.snapshot.devices[0].zone += 'x';
  const auto bytes = encoded(c);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, Errc::too_large);
  EXPECT_EQ(bytes.error().detail, "a text of 4097 bytes");
}

// Contents that break a law of their own types are our fault, and never written.
TEST(Atlas, refuses_contents_that_no_reader_would_open) {
  const auto detail = [](auto spoil) {
    Contents c = sample::contents();
    spoil(c);
    const auto bytes = encoded(c);
    EXPECT_FALSE(bytes);
    return bytes ? std::string() : bytes.error().sentence();
  };
  const std::string fault = "a fault of this program: these contents: section ";
  EXPECT_EQ(detail([](Contents& c) { c.placed.pop_back(); }), fault + "placed: record 1");
  EXPECT_EQ(detail([](Contents& c) { c.doubts.pop_back(); }), fault + "doubts: record 1");
  EXPECT_EQ(detail([](Contents& c) { std::swap(c.sightings[0], c.sightings[1]); }), fault + "sightings: record 1");
  EXPECT_EQ(detail([](Contents& c) { c.sightings[2].device = 2; }), fault + "sightings: record 2");
  EXPECT_EQ(detail([](Contents& c) { c.sightings[3].to_cm = 734; }), fault + "sightings: record 3");
  EXPECT_EQ(detail([](Contents& c) { c.snapshot.devices[1].heads.clear(); }), fault + "devices: record 1");
  EXPECT_EQ(detail([](Contents& c) { c.snapshot.streets[1].node_ids.pop_back(); }), fault + "street_nodes: record 5");
  EXPECT_EQ(detail([](Contents& c) { c.network.segments[0].points.pop_back(); }), fault + "segments: record 0");
  EXPECT_EQ(detail([](Contents& c) { c.network.segments[1].street = 2; }), fault + "segments: record 1");
  EXPECT_EQ(detail([](Contents& c) { c.snapshot.devices[0].position = {0, 0}; }), fault + "devices: record 0");
  EXPECT_EQ(detail([](Contents& c) { c.surveyed[1] = c.surveyed[0]; }), fault + "surveyed: record 1");
  EXPECT_EQ(detail([](Contents& c) { std::swap(c.snapshot.areas[0], c.snapshot.areas[1]); }), fault + "areas: record 1");
  EXPECT_EQ(detail([](Contents& c) { c.snapshot.areas[1].rings[1].pop_back(); }), fault + "area_rings: record 2");
  EXPECT_EQ(detail([](Contents& c) { c.snapshot.areas[0].rings.clear(); }), fault + "areas: record 0");
  EXPECT_EQ(detail([](Contents& c) { c.coverages[1] = c.coverages[0]; }), fault + "coverages: record 1");
  EXPECT_EQ(detail([](Contents& c) { c.coverages[3].device = 2; }), fault + "coverages: record 3");
  EXPECT_EQ(detail([](Contents& c) { c.coverages[2].outlines.clear(); }), fault + "coverages: record 2");
  EXPECT_EQ(detail([](Contents& c) { c.coverages[1].outlines[1].pop_back(); }), fault + "coverage_outlines: record 2");
  EXPECT_EQ(detail([](Contents& c) { c.routes.pop_back(); }), fault + "route_modes: record 2");
  EXPECT_EQ(detail([](Contents& c) { c.routes[1].roads.arcs[0].segment = 0; }), fault + "route_arcs: record 3");
  EXPECT_EQ(detail([](Contents& c) { c.routes[0].index.order.pop_back(); }), "a fault of this program: these contents: routes");
}

}  // namespace
}  // namespace contrechamp::atlas
