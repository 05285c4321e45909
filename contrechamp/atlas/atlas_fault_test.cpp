// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/atlas/format.hpp>
#include <contrechamp/atlas/sample.hpp>
#include <contrechamp/atlas/sections.hpp>
#include <contrechamp/core/random.hpp>
#include <fuzz/atlas_visit.hpp>
#include <gtest/gtest.h>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <tests/support/testing.hpp>

namespace contrechamp::atlas {
namespace {
using format::Section;

std::vector<std::byte> good() {
  auto bytes = encoded(sample::contents());
  EXPECT_TRUE(bytes);
  return bytes ? *bytes : std::vector<std::byte>();
}

std::string refusal(std::span<const std::byte> bytes) {
  const auto atlas = Atlas::open(bytes);
  return atlas ? "accepted" : atlas.error().sentence();
}

std::size_t entry_at(Section section) { return sizeof(format::Header) + format::position(section) * sizeof(format::Entry); }
std::size_t offset_of(const std::vector<std::byte>& file, Section section) {
  return static_cast<std::size_t>(format::load<format::Entry>(file, entry_at(section)).offset);
}

/// The sample with one record of a section changed and the checksums made right again.
template <class R, class Change>
std::vector<std::byte> with(Section section, std::size_t record, Change change) {
  auto file = good();
  const std::size_t at = offset_of(file, section) + record * sizeof(R);
  auto value = format::load<R>(file, at);
  change(value);
  format::store(file, at, value);
  format::seal(file);
  return file;
}
template <class Change>
std::vector<std::byte> with_entry(Section section, Change change) {
  auto file = good();
  auto entry = format::load<format::Entry>(file, entry_at(section));
  change(entry);
  format::store(file, entry_at(section), entry);
  format::seal(file);
  return file;
}
template <class Change>
std::vector<std::byte> with_header(Change change) {
  auto file = good();
  auto header = format::load<format::Header>(file, 0);
  change(header);
  format::store(file, 0, header);
  format::seal(file);
  return file;
}

TEST(AtlasFault, every_flipped_bit_is_refused) {
  auto file = good();
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      file[at] ^= std::byte{1} << bit;
      ASSERT_FALSE(Atlas::open(file)) << "byte " << at << ", bit " << bit;
      file[at] ^= std::byte{1} << bit;
    }
  }
  EXPECT_TRUE(Atlas::open(file));
}

TEST(AtlasFault, every_truncation_is_refused) {
  const auto file = good();
  for (std::size_t length = 0; length < file.size(); ++length) {
    const std::vector<std::byte> cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
    ASSERT_FALSE(Atlas::open(cut)) << length;
    auto sealed = cut;
    format::seal(sealed);
    ASSERT_FALSE(Atlas::open(sealed)) << length << ", sealed";
  }
}

TEST(AtlasFault, what_is_wrong_is_said) {
  const auto file = good();
  EXPECT_EQ(refusal({}), "not a Contrechamp atlas");
  EXPECT_EQ(refusal(std::span(file).first(7)), "not a Contrechamp atlas");
  EXPECT_EQ(refusal(std::span(file).first(40)), "the atlas is damaged: header: cut short");
  EXPECT_EQ(refusal(std::span(file).first(200)),
            "the atlas is damaged: header: written as " + std::to_string(file.size()) + " bytes, found 200");
  EXPECT_EQ(refusal(with_header([](auto& h) { h.version = 2; })),
            "the atlas has another version: the file has version 2, this program reads version 1");
  auto longer = file;
  longer.push_back(std::byte{0});
  EXPECT_EQ(refusal(longer), "the atlas is damaged: header: written as " + std::to_string(file.size()) + " bytes, found " +
                                 std::to_string(longer.size()));
  auto flipped = file;
  flipped[offset_of(file, Section::decks)] ^= std::byte{1};
  EXPECT_EQ(refusal(flipped), "the atlas is damaged: section decks: checksum differs");
  std::vector<std::byte> shifted(file.size() + 1);
  std::copy(file.begin(), file.end(), shifted.begin() + 1);
  EXPECT_EQ(refusal(std::span(shifted).subspan(1)), "the command was called wrongly: an atlas must lie 8-byte aligned in memory");
}

TEST(AtlasFault, hostile_containers) {
  const std::string damaged = "the atlas is damaged: ";
  constexpr std::uint64_t huge = ~std::uint64_t{0};
  EXPECT_EQ(refusal(with_header([](auto& h) { h.section_count = 0xffffffffU; })), damaged + "section table: 4294967295 sections");
  EXPECT_EQ(refusal(with_header([](auto& h) { h.section_count = 30; })), damaged + "section table: 30 sections");
  EXPECT_EQ(refusal(with_header([](auto& h) { h.flags = 3; })), damaged + "header: unknown flags");
  EXPECT_EQ(refusal(with_header([](auto& h) { h.max_lat_e7 = 900'000'000; })), damaged + "header: bounds out of range");
  EXPECT_EQ(refusal(with_header([](auto& h) { h.flags = 0; })), damaged + "header: bounds out of range");
  EXPECT_EQ(refusal(with_entry(Section::decks, [](auto& e) { e.length = huge; })),
            damaged + "section decks: reaches beyond the end of the file");
  EXPECT_EQ(refusal(with_entry(Section::surveyed, [](auto& e) { e.length = huge - 3; })),
            damaged + "section surveyed: reaches beyond the end of the file");
  EXPECT_EQ(refusal(with_entry(Section::decks, [](auto& e) { e.offset = huge - 63; })),
            damaged + "section decks: in the wrong place");
  EXPECT_EQ(refusal(with_entry(Section::decks, [](auto& e) { e.offset += 8; })), damaged + "section decks: in the wrong place");
  EXPECT_EQ(refusal(with_entry(Section::heads, [](auto& e) { e.offset -= 64; })), damaged + "section heads: in the wrong place");
  EXPECT_EQ(refusal(with_entry(Section::decks, [](auto& e) { e.length -= 1; })),
            damaged + "section decks: not a whole number of records");
  EXPECT_EQ(refusal(with_entry(Section::decks, [](auto& e) { e.record_size = 0; })), damaged + "section decks: record size 0");
  EXPECT_EQ(refusal(with_entry(Section::decks, [](auto& e) { e.record_size = 8; })), damaged + "section decks: record size 8");
  EXPECT_EQ(refusal(with_entry(Section::decks, [](auto& e) { e.id = 9; })), damaged + "section heads: out of order");
  EXPECT_EQ(refusal(with_entry(Section::route_unbuilt, [](auto& e) { e.length -= 16; })),
            damaged + "end of file: bytes after the last section");
}

TEST(AtlasFault, hostile_records) {
  const std::string damaged = "the atlas is damaged: section ";
  using namespace format;
  EXPECT_EQ(refusal(with<DeviceRecord>(Section::devices, 1, [](auto& r) { r.kind = 10; })), damaged + "devices: record 1");
  EXPECT_EQ(refusal(with<DeviceRecord>(Section::devices, 1, [](auto& r) { r.flags = 32; })), damaged + "devices: record 1");
  EXPECT_EQ(refusal(with<DeviceRecord>(Section::devices, 1, [](auto& r) { r.height_cm = 1; })), damaged + "devices: record 1");
  EXPECT_EQ(refusal(with<DeviceRecord>(Section::devices, 0, [](auto& r) { r.lat_e7 = 850'000'001; })),
            damaged + "devices: record 0");
  EXPECT_EQ(refusal(with<DeviceRecord>(Section::devices, 0, [](auto& r) { r.zone.offset = 0xffffffffU; })),
            damaged + "devices: record 0");
  EXPECT_EQ(refusal(with<DeviceRecord>(Section::devices, 1, [](auto& r) { r.first_head = 0xffffffffU; })),
            damaged + "devices: record 0");
  EXPECT_EQ(refusal(with<DeviceRecord>(Section::devices, 1, [](auto& r) { r.first_tag = 2; })),
            "accepted");  // another owner, still sound
  EXPECT_EQ(refusal(with<RingRecord>(Section::rings, 0, [](auto& r) { r.first_point = 1; })), damaged + "rings: record 0");
  EXPECT_EQ(refusal(with<HeadRecord>(Section::heads, 1, [](auto& r) { r.axis = 36000; })), damaged + "heads: record 1");
  EXPECT_EQ(refusal(with<PointRecord>(Section::wall_points, 1, [](auto& r) { r.lon_e7 = -1'800'000'001; })),
            damaged + "wall_points: record 1");
  EXPECT_EQ(refusal(with<PointRecord>(Section::segment_points, 4, [](auto& r) { r.lon_e7 = 0; })),
            damaged + "segment_points: record 4");
  EXPECT_EQ(refusal(with<RemarkRecord>(Section::remarks, 0, [](auto& r) { r.reason = 255; })), damaged + "remarks: record 0");
  EXPECT_EQ(refusal(with<StreetRecord>(Section::streets, 1, [](auto& r) { r.use[2].left_out = 99; })),
            damaged + "streets: record 1");
  EXPECT_EQ(refusal(with<PlacedRecord>(Section::placed, 1, [](auto& r) { r.facade_id = 1; })), damaged + "placed: record 1");
  EXPECT_EQ(refusal(with<exposure::Sighting>(Section::sightings, 2, [](auto& r) { r.band = 6; })),
            damaged + "sightings: record 2");
  EXPECT_EQ(refusal(with<exposure::Sighting>(Section::sightings, 2, [](auto& r) { r.to_cm = r.from_cm; })),
            damaged + "sightings: record 2");
  EXPECT_EQ(refusal(with<exposure::Sighting>(Section::sightings, 0, [](auto& r) { r.answers = 1; })),
            damaged + "sightings: record 0");
}

TEST(AtlasFault, more_hostile_records) {
  const std::string damaged = "the atlas is damaged: section ";
  using namespace format;
  EXPECT_EQ(refusal(with<InputRecord>(Section::inputs, 1, [](auto& r) { r.file.length = 99; })), damaged + "inputs: record 1");
  EXPECT_EQ(refusal(with<DeviceRecord>(Section::devices, 1, [](auto& r) { r.first_deck = 3; })), damaged + "devices: record 1");
  EXPECT_EQ(refusal(with<DeviceRecord>(Section::devices, 0, [](auto& r) { r.first_tag = 1; })), damaged + "devices: record 0");
  EXPECT_EQ(refusal(with<TagRecord>(Section::tags, 2, [](auto& r) { r.key.offset = 4000; })), damaged + "tags: record 2");
  EXPECT_EQ(refusal(with<WallRecord>(Section::walls, 0, [](auto& r) { r.first_point = 1; })), damaged + "walls: record 0");
  EXPECT_EQ(refusal(with<StreetRecord>(Section::streets, 1, [](auto& r) { r.first_point = 5; })), damaged + "streets: record 1");
  EXPECT_EQ(refusal(with<DeckRecord>(Section::decks, 2, [](auto& r) { r.tunnel = 2; })), damaged + "decks: record 2");
  EXPECT_EQ(refusal(with<BuildingRecord>(Section::buildings, 1, [](auto& r) { r.ref_type = 3; })),
            damaged + "buildings: record 1");
  EXPECT_EQ(refusal(with<BuildingRecord>(Section::buildings, 1, [](auto& r) { r.first_ring = 0; })),
            damaged + "buildings: record 0");
  EXPECT_EQ(refusal(with<PointRecord>(Section::building_points, 9, [](auto& r) { r.lat_e7 = 0; })),
            damaged + "building_points: record 9");
  EXPECT_EQ(refusal(with<WallRecord>(Section::walls, 0, [](auto& r) { r.reserved[6] = 1; })), damaged + "walls: record 0");
  EXPECT_EQ(refusal(with<PointRecord>(Section::street_points, 0, [](auto& r) { r.lat_e7 = 0; })),
            damaged + "street_points: record 0");
  EXPECT_EQ(refusal(with<TurnRecord>(Section::turns, 1, [](auto& r) { r.first_via_way = 3; })), damaged + "turns: record 0");
  EXPECT_EQ(refusal(with<TurnRecord>(Section::turns, 1, [](auto& r) { r.kind.length = 4097; })), damaged + "turns: record 1");
  EXPECT_EQ(refusal(with<ControlRecord>(Section::controls, 1, [](auto& r) { r.first_way = 3; })), damaged + "controls: record 0");
  EXPECT_EQ(refusal(with<ControlRecord>(Section::controls, 1, [](auto& r) { r.reserved[0] = 1; })),
            damaged + "controls: record 1");
  EXPECT_EQ(refusal(with<SegmentRecord>(Section::segments, 1, [](auto& r) { r.first_point = 1; })),
            damaged + "segments: record 0");
  EXPECT_EQ(refusal(with<CellRecord>(Section::surveyed, 2, [](auto& r) { r.x = 16384; })), damaged + "surveyed: record 2");
}

// Programs that knew fewer sections wrote sound files: the user is told what to do, not that the file is damaged.
TEST(AtlasFault, an_older_programs_atlas_is_to_be_built_again) {
  for (std::uint32_t count = 31; count < format::section_table.size(); ++count) {
    EXPECT_EQ(refusal(with_header([&](auto& h) { h.section_count = count; })),
              "the atlas has another version: made by an older version of this program: build it again");
  }
}

TEST(AtlasFault, hostile_doubts) {
  const std::string damage = "the atlas is damaged: section doubts: record 0";
  EXPECT_EQ(refusal(with<exposure::Doubt>(Section::doubts, 0, [](auto& d) { d.certain_cm = 4'001; })), damage);
  EXPECT_EQ(refusal(with<exposure::Doubt>(Section::doubts, 0, [](auto& d) { d.settled_cm[3] = 3'901; })), damage);
}

TEST(AtlasFault, hostile_routes) {
  const std::string damaged = "the atlas is damaged: section ";
  using namespace format;
  const auto mode = [](std::size_t i, auto change) { return refusal(with<RouteModeRecord>(Section::route_modes, i, change)); };
  const auto node = [](std::size_t i, auto change) { return refusal(with<RouteNodeRecord>(Section::route_nodes, i, change)); };
  const auto arc = [](std::size_t i, auto change) { return refusal(with<RouteArcRecord>(Section::route_arcs, i, change)); };
  EXPECT_EQ(mode(0, [](auto& r) { r.flags = 2; }), damaged + "route_modes: record 0");
  EXPECT_EQ(mode(0, [](auto& r) { r.first_node = 1; }), damaged + "route_modes: record 0");
  EXPECT_EQ(mode(1, [](auto& r) { r.first_node = 6; }), damaged + "route_modes: record 0");
  EXPECT_EQ(mode(1, [](auto& r) { r.flags = 1; }), damaged + "route_modes: record 1") << "refused, with nodes";
  EXPECT_EQ(mode(0, [](auto& r) { r.junctions = 4; }), damaged + "route_modes: record 0");
  EXPECT_EQ(node(1, [](auto& r) { r.first_arc = 9; }), damaged + "route_nodes: record 0");
  EXPECT_EQ(node(2, [](auto& r) { r.first_up = 0; }), damaged + "route_nodes: record 1");
  EXPECT_EQ(node(3, [](auto& r) { r.ranked_node = 2; }), damaged + "route_nodes: record 3");
  EXPECT_EQ(arc(0, [](auto& r) { r.head = 3; }), damaged + "route_arcs: record 0");
  EXPECT_EQ(arc(0, [](auto& r) { r.head = 0; }), damaged + "route_arcs: record 0") << "not where the segment ends";
  EXPECT_EQ(arc(1, [](auto& r) { r.move = 2; }), damaged + "route_arcs: record 1") << "from the wrong end";
  EXPECT_EQ(arc(3, [](auto& r) { r.move = 4; }), damaged + "route_arcs: record 3") << "no such segment";
  EXPECT_EQ(refusal(with<StreetRecord>(Section::streets, 1, [](auto& r) { r.use[1].speed_kmh = 0; })),
            damaged + "route_arcs: record 3");
  EXPECT_EQ(refusal(with<std::int64_t>(Section::route_junctions, 4, [](auto& id) { id = 210; })),
            damaged + "route_arcs: record 3");
  const auto barrier = [](auto change) { return refusal(with<BarrierRecord>(Section::barriers, 1, change)); };
  EXPECT_EQ(barrier([](auto& r) { r.closed = 8; }), damaged + "barriers: record 1");
  EXPECT_EQ(barrier([](auto& r) { r.node = -5; }), damaged + "barriers: record 1") << "twice";
  const auto unbuilt = [](auto change) { return refusal(with<UnbuiltRecord>(Section::route_unbuilt, 1, change)); };
  EXPECT_EQ(unbuilt([](auto& r) { r.mode = 3; }), damaged + "route_unbuilt: record 1");
  EXPECT_EQ(unbuilt([](auto& r) { r.why = 2; }), damaged + "route_unbuilt: record 1");
  EXPECT_EQ(unbuilt([](auto& r) { r.why = 0; }), damaged + "route_unbuilt: record 1") << "twice";
}

// The index is checked where it is used: opening an atlas for something else need not pay for that.
TEST(AtlasFault, a_hostile_index_is_refused_by_its_accessor) {
  using namespace format;
  const auto said = [](const std::vector<std::byte>& file) {
    const auto atlas = Atlas::open(file);
    if (!atlas) return atlas.error().sentence();
    const auto roads = atlas->roads(scene::Mode::foot);
    return roads ? std::string("accepted") : roads.error().sentence();
  };
  EXPECT_EQ(said(good()), "accepted");
  const std::string damaged = "the atlas is damaged: section route_nodes: ";
  EXPECT_TRUE(said(with<RouteNodeRecord>(Section::route_nodes, 0, [](auto& r) { r.ranked_node = 2; })).starts_with(damaged));
  EXPECT_TRUE(said(with<std::uint32_t>(Section::route_ups, 0, [](auto& up) { up = 0; })).starts_with(damaged));
  EXPECT_TRUE(said(with<std::uint32_t>(Section::route_ups, 1, [](auto& up) { up = 0xffffffffU; })).starts_with(damaged));
}

TEST(AtlasFault, hostile_areas_and_coverages) {
  const std::string damaged = "the atlas is damaged: section ";
  using namespace format;
  EXPECT_EQ(refusal(with<AreaRecord>(Section::areas, 1, [](auto& r) { r.cover = 2; })), damaged + "areas: record 1");
  EXPECT_EQ(refusal(with<AreaRecord>(Section::areas, 0, [](auto& r) { r.ref_type = 3; })), damaged + "areas: record 0");
  EXPECT_EQ(refusal(with<AreaRecord>(Section::areas, 0, [](auto& r) { r.reserved[1] = 1; })), damaged + "areas: record 0");
  EXPECT_EQ(refusal(with<AreaRecord>(Section::areas, 1, [](auto& r) { r.first_ring = 4; })), damaged + "areas: record 0");
  EXPECT_EQ(refusal(with<RingRecord>(Section::area_rings, 1, [](auto& r) { r.first_point = 2; })),
            damaged + "area_rings: record 0");
  EXPECT_EQ(refusal(with<PointRecord>(Section::area_points, 3, [](auto& r) { r.lat_e7 = 850'000'001; })),
            damaged + "area_points: record 3");
  EXPECT_EQ(refusal(with<CoverageRecord>(Section::coverages, 3, [](auto& r) { r.ladder = 7; })), damaged + "coverages: record 3");
  EXPECT_EQ(refusal(with<CoverageRecord>(Section::coverages, 3, [](auto& r) { r.band = 1; })), damaged + "coverages: record 3");
  EXPECT_EQ(refusal(with<CoverageRecord>(Section::coverages, 3, [](auto& r) { r.drawn = 3; })), damaged + "coverages: record 3");
  EXPECT_EQ(refusal(with<CoverageRecord>(Section::coverages, 0, [](auto& r) { r.reserved = 1; })),
            damaged + "coverages: record 0");
  EXPECT_EQ(refusal(with<CoverageRecord>(Section::coverages, 1, [](auto& r) { r.drawn = 0; })), damaged + "coverages: record 1");
  EXPECT_EQ(refusal(with<CoverageRecord>(Section::coverages, 2, [](auto& r) { r.first_outline = 9; })),
            damaged + "coverages: record 1");
  EXPECT_EQ(refusal(with<OutlineRecord>(Section::coverage_outlines, 1, [](auto& r) { r.first_point = 2; })),
            damaged + "coverage_outlines: record 0");
  EXPECT_EQ(refusal(with<PointRecord>(Section::coverage_points, 0, [](auto& r) { r.lon_e7 = 1'800'000'001; })),
            damaged + "coverage_points: record 0");
}

// All but the first sections of an empty atlas have no bytes: without its counters it is a sound container.
TEST(AtlasFault, counters_must_be_there) {
  auto file = encoded(Contents{}).value_or(std::vector<std::byte>());
  const std::size_t start = offset_of(file, Section::counters);
  for (std::size_t i = format::position(Section::counters); i < format::section_table.size(); ++i) {
    const std::size_t at = sizeof(format::Header) + i * sizeof(format::Entry);
    auto entry = format::load<format::Entry>(file, at);
    entry.offset = start;
    entry.length = 0;
    format::store(std::span(file), at, entry);
  }
  auto header = format::load<format::Header>(file, 0);
  header.length = start;
  format::store(std::span(file), 0, header);
  file.resize(start);
  format::seal(file);
  EXPECT_EQ(refusal(file), "the atlas is damaged: section counters: record 0");
}

/// The sample with one more section at the end, of four bytes: a longer table, so all that follows moves by 64 bytes.
std::vector<std::byte> with_section(std::uint32_t id, std::uint32_t record_size) {
  const auto file = good();
  auto header = format::load<format::Header>(file, 0);
  const std::size_t table_end = sizeof(format::Header) + header.section_count * sizeof(format::Entry);
  const std::size_t old_start = (table_end + 63) / 64 * 64;
  const std::size_t new_start = (table_end + sizeof(format::Entry) + 63) / 64 * 64;
  const std::size_t place = (file.size() + new_start - old_start + 63) / 64 * 64;
  std::vector<std::byte> out(place + 4);
  std::copy(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(table_end), out.begin());
  std::copy(file.begin() + static_cast<std::ptrdiff_t>(old_start), file.end(),
            out.begin() + static_cast<std::ptrdiff_t>(new_start));
  for (std::size_t i = 0; i < header.section_count; ++i) {
    const std::size_t at = sizeof(format::Header) + i * sizeof(format::Entry);
    auto entry = format::load<format::Entry>(out, at);
    entry.offset += new_start - old_start;
    format::store(std::span(out), at, entry);
  }
  format::store(std::span(out), table_end, format::Entry{id, record_size, place, 4, 0});
  ++header.section_count;
  header.length = out.size();
  format::store(std::span(out), 0, header);
  format::seal(out);
  return out;
}

// A later program may add sections behind ours; this one reads past them.
TEST(AtlasFault, unknown_sections_are_passed_over) {
  const auto file = with_section(47, 2);
  const auto atlas = Atlas::open(file);
  ASSERT_TRUE(atlas) << atlas.error().sentence();
  EXPECT_EQ(visit(*atlas), 4U);
  EXPECT_EQ(atlas->snapshot().devices.size(), 2U);
  EXPECT_EQ(refusal(with_section(47, 3)), "the atlas is damaged: section 47: not a whole number of records");
  EXPECT_EQ(refusal(with_section(46, 1)), "the atlas is damaged: section route_unbuilt: out of order");
  auto flipped = file;
  flipped.back() ^= std::byte{1};
  EXPECT_EQ(refusal(flipped), "the atlas is damaged: section 47: checksum differs");
}

// The fuzzer starts from these. CONTRECHAMP_UPDATE_GOLDEN=1 writes them anew after a change of the format.
TEST(AtlasFault, fuzz_corpus_is_current) {
  Contents devices_only;
  devices_only.snapshot.devices = {sample::bare_device()};
  devices_only.placed.resize(1);
  devices_only.doubts.resize(1);
  devices_only.bounds = sample::contents().bounds;
  Contents streets_only;
  sample::add_streets(streets_only);
  streets_only.bounds = devices_only.bounds;
  const auto seed_of = [](const Contents& contents) { return encoded(contents).value_or(std::vector<std::byte>()); };
  const std::vector<std::pair<std::string, std::vector<std::byte>>> seeds{{"full", good()},
                                                                          {"empty", seed_of({})},
                                                                          {"devices", seed_of(devices_only)},
                                                                          {"streets", seed_of(streets_only)},
                                                                          {"unknown-section", with_section(47, 2)}};
  for (const auto& [name, bytes] : seeds) {
    const std::string path = "fuzz/corpus/atlas/" + name + ".atlas";
    ASSERT_TRUE(Atlas::open(bytes)) << name;
    EXPECT_LT(bytes.size(), 8192U) << name;
    const std::string expected(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (std::getenv("CONTRECHAMP_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << expected;
    std::ifstream in(path, std::ios::binary);
    const std::string stored((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_TRUE(stored == expected) << path;
  }
}

/// One to four places of the file get other bytes: extremes as often as noise.
void spoil(std::vector<std::byte>& file, Random& random) {
  constexpr std::array<std::uint32_t, 8> extremes{0, 1, 2, 0x7f, 0xff, 0x7fffffff, 0x80000000, 0xffffffff};
  for (std::uint64_t n = 1 + random.below(4); n > 0; --n) {
    const std::size_t at = random.below(file.size() - 4);
    if (random.chance(500)) {
      file[at] = static_cast<std::byte>(random.below(256));
    } else {
      format::store(std::span(file), at / 4 * 4, extremes[random.below(extremes.size())]);
    }
  }
}

// Law: whatever the bytes, open() refuses or every accessor works.
TEST(AtlasFault, spoiled_files_are_refused_or_sound) {
  const auto file = good();
  Random random(testing::seed());
  std::size_t accepted = 0;
  constexpr std::size_t tries = 20'000;
  for (std::size_t i = 0; i < tries; ++i) {
    auto spoiled = file;
    spoil(spoiled, random);
    format::seal(spoiled);
    const auto atlas = Atlas::open(spoiled);
    if (!atlas) continue;
    ++accepted;
    ASSERT_EQ(visit(*atlas), atlas->sightings().size());
  }
  EXPECT_GT(accepted, tries / 100);  // else the checksums were not repaired and nothing was tested
  EXPECT_LT(accepted, tries);
}

}  // namespace
}  // namespace contrechamp::atlas
