// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/osm/reader_frames.hpp>
#include <contrechamp/osm/reader_testing.hpp>
#include <iterator>
#include <osmium/io/any_compression.hpp>
#include <osmium/io/any_input.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>
#include <osmium/io/xml_output.hpp>

namespace contrechamp::osm {
namespace {
namespace fs = std::filesystem;
using namespace std::string_literals;

const TagList camera = {{"man_made", "surveillance"}};

fs::path written(const std::string& name, const std::string& bytes) {
  const fs::path path = testing::scratch() / name;
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}
std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Xml town() {
  auto xml = Xml().square(1, 0, 0, 10).square(11, 20, 0, 10);
  for (std::int64_t id = 100; id < 110; ++id) xml.node(id, static_cast<int>(id), 3, camera);
  xml.way(200, {1, 2, 11, 12}, {{"highway", "residential"}, {"name", "Long Street"}});
  xml.way(201, {1, 2, 3, 4, 1}, {{"building", "yes"}, {"height", "12"}}).way(202, {11, 12, 13, 14, 11});
  xml.relation(300, {"w202 outer"}, {{"type", "multipolygon"}, {"building", "yes"}});
  return xml;
}

/// The town as libosmium writes it. Format "pbf", "pbf,pbf_compression=none", "osm.gz"….
std::string town_as(const std::string& format) {
  const fs::path source = town().file("town.osm");
  const fs::path target = testing::scratch() / "town.out";
  osmium::io::Reader reader(source.string());
  osmium::io::Writer writer(osmium::io::File(target.string(), format), osmium::io::overwrite::allow);
  while (auto buffer = reader.read()) writer(std::move(buffer));
  writer.close();
  return bytes_of(target);
}

Errc error_of(const fs::path& file) {
  const auto result = read_files({file});
  if (result) {
    ADD_FAILURE() << file << " was read";
    return Errc::count;
  }
  EXPECT_NE(result.error().detail.find(file.filename().string()), std::string::npos) << result.error().sentence();
  EXPECT_EQ(result.error().sentence().find('\n'), std::string::npos);
  return result.error().code;
}

TEST(ReaderFaults, FilesThatAreNotThere) {
  EXPECT_EQ(error_of(testing::scratch() / "missing.osm.pbf"), Errc::cannot_read);
  EXPECT_EQ(error_of(testing::scratch()), Errc::cannot_read);
  EXPECT_EQ(error_of(written("empty.osm.pbf", "")), Errc::empty_file);
  EXPECT_EQ(read_files({}).error().code, Errc::bad_argument);
}

TEST(ReaderFaults, FilesThatAreNotOsm) {
  Random random(testing::seed());
  for (int i = 0; i < 20; ++i) {
    std::string noise(1 + random.below(5000), '\0');
    for (char& c : noise) c = static_cast<char>(random.below(256));
    noise[0] = static_cast<char>(noise[0] | 4);  // no PBF starts with a length this large
    EXPECT_EQ(error_of(written("noise.osm.pbf", noise)), Errc::not_osm);
  }
  EXPECT_EQ(error_of(written("text.osm.pbf", "Dear all, find attached the map.\n")), Errc::not_osm);
  EXPECT_EQ(error_of(written("image.osm.pbf", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s)), Errc::not_osm);
  EXPECT_EQ(error_of(written("page.osm", "<!DOCTYPE html><html><body>429 Too Many Requests</body></html>")), Errc::not_osm);
  EXPECT_EQ(error_of(written("change.osm", "<?xml version='1.0'?><osmChange version='0.6'></osmChange>")), Errc::not_osm);
  EXPECT_EQ(error_of(written("extract.osc", "<?xml version='1.0'?><osm version='0.6'></osm>")), Errc::bad_argument)
      << "changes alone";
  EXPECT_EQ(error_of(written("zeros.osm.pbf", std::string(1000, '\0'))), Errc::not_osm);
}

TEST(ReaderFaults, HistoryFilesAreNotExtracts) {
  auto bytes = town_as("osh.pbf");
  EXPECT_EQ(error_of(written("history.osm.pbf", bytes)), Errc::not_osm);
}

TEST(ReaderFaults, NothingInside) {
  EXPECT_EQ(error_of(Xml().file("nothing.osm")), Errc::nothing_inside);
  EXPECT_EQ(error_of(Xml().node(1, 0, 0, {{"amenity", "bench"}}).file("bench.osm")), Errc::nothing_inside);
}

TEST(ReaderFaults, TheFormatIsInTheBytesNotInTheName) {
  for (const char* format : {"pbf", "pbf,pbf_compression=none", "pbf,pbf_dense_nodes=false", "osm", "osm.gz", "osm.bz2"}) {
    const auto scene = scene_of({written("named.anyhow", town_as(format))});
    EXPECT_EQ(scene.devices.size(), 10U) << format;
    EXPECT_EQ(scene.streets.size(), 1U) << format;
    EXPECT_EQ(scene.buildings.size(), 2U) << format;
  }
}

TEST(ReaderFaults, CutAnywhere) {
  const std::string whole = town_as("pbf");
  const auto blocks = frames(written("whole.osm.pbf", whole));
  ASSERT_TRUE(blocks);
  ASSERT_GE(blocks->size(), 4U) << "header, nodes, ways, relations";
  std::vector<std::uint64_t> seams;
  for (const Frame& frame : *blocks) seams.push_back(frame.offset);
  for (std::size_t length = 1; length < whole.size(); ++length) {
    const auto file = written("cut.osm.pbf", whole.substr(0, length));
    if (std::ranges::find(seams, length) != seams.end()) continue;
    ASSERT_EQ(error_of(file), length < 6 ? Errc::not_osm : Errc::corrupt_osm) << "cut after " << length << " bytes";
  }
}

// What a cut between two blocks leaves is a whole, shorter file: it can only be suspected.
TEST(ReaderFaults, CutBetweenBlocksIsWarnedOf) {
  const std::string whole = town_as("pbf");
  const auto blocks = frames(written("whole.osm.pbf", whole));
  ASSERT_TRUE(blocks);
  EXPECT_EQ(error_of(written("cut.osm.pbf", whole.substr(0, (*blocks)[1].offset))), Errc::nothing_inside);
  Listening log;
  const auto nodes_only = read(std::vector{written("cut.osm.pbf", whole.substr(0, (*blocks)[2].offset))}, {}, log);
  ASSERT_TRUE(nodes_only);
  ASSERT_EQ(log.warnings.size(), 1U);
  EXPECT_EQ(log.warnings[0], "cut.osm.pbf: nodes and no ways: was the file cut short?");
}

TEST(ReaderFaults, CorruptBlocksAreNamed) {
  std::string bytes = town_as("pbf");
  const auto blocks = frames(written("whole.osm.pbf", bytes));
  ASSERT_TRUE(blocks);
  const Frame& second = (*blocks)[2];
  bytes[second.offset + second.bytes - 3] = static_cast<char>(bytes[second.offset + second.bytes - 3] ^ 0x10);
  const auto result = read_files({written("flipped.osm.pbf", bytes)});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::corrupt_osm);
  EXPECT_NE(result.error().detail.find(place_of(2, second)), std::string::npos) << result.error().detail;
}

/// Flips one bit in every byte; returns how many files were read all the same.
int survivors(const std::string& whole, std::size_t step, std::uint64_t seed, const scene::Snapshot* expected) {
  Random random(seed);
  int count = 0;
  for (std::size_t at = 0; at < whole.size(); at += step) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
    const auto result = read_files({written("flipped.osm.pbf", bytes)});
    if (!result) continue;
    ++count;
    if (expected == nullptr) continue;
    EXPECT_EQ(result->devices.size(), expected->devices.size()) << "byte " << at;
    EXPECT_EQ(result->streets.size(), expected->streets.size()) << "byte " << at;
    EXPECT_EQ(result->buildings.size(), expected->buildings.size()) << "byte " << at;
  }
  return count;
}

TEST(ReaderFaults, FlippedBitsOfACompressedFileChangeNothingInSilence) {
  const std::string whole = town_as("pbf");
  const auto expected = scene_of({written("whole.osm.pbf", whole)});
  const int read = survivors(whole, 1, testing::seed(), &expected);
  EXPECT_LT(read, static_cast<int>(whole.size()) / 10) << "the checksums of zlib find nearly all";
}

// Nothing in the format protects an uncompressed block: values may change, but nothing may crash or hang.
TEST(ReaderFaults, FlippedBitsOfAnUncompressedFileDoNoHarm) {
  const std::string whole = town_as("pbf,pbf_compression=none");
  const int read = survivors(whole, 1, testing::seed(), nullptr);
  EXPECT_LT(read, static_cast<int>(whole.size())) << "some flips must break the structure";
}

TEST(ReaderFaults, ManyBytesOfNoise) {
  Random random(testing::seed());
  const std::string whole = town_as("pbf,pbf_compression=none");
  int refused = 0;
  for (int round = 0; round < 300; ++round) {
    std::string bytes = whole;
    for (int i = 0; i < 20; ++i) bytes[20 + random.below(bytes.size() - 20)] = static_cast<char>(random.below(256));
    refused += read_files({written("noisy.osm.pbf", bytes)}) ? 0 : 1;
  }
  EXPECT_GT(refused, 200);
}

std::string block(const std::string& type, const std::string& blob, std::uint64_t declared) {
  std::string header = "\x0a"s + static_cast<char>(type.size()) + type + "\x18";
  for (; declared >= 128; declared >>= 7U) header += static_cast<char>(declared | 128U);
  header += static_cast<char>(declared);
  return "\0\0\0"s + static_cast<char>(header.size()) + header + blob;
}

TEST(ReaderFaults, HugeDeclaredSizesAreNotBelieved) {
  const std::string header = block("OSMHeader", "\x0a\0"s, 2);
  for (const std::uint64_t size :
       {std::uint64_t{0}, std::uint64_t{1} << 25U, (std::uint64_t{1} << 25U) + 1, std::uint64_t{1} << 40U, ~std::uint64_t{0}}) {
    EXPECT_EQ(error_of(written("huge.osm.pbf", header + block("OSMData", "xx", size))), Errc::corrupt_osm) << size;
    EXPECT_EQ(error_of(written("huge.osm.pbf", block("OSMHeader", "xx", size))), Errc::corrupt_osm) << size;
  }
  EXPECT_EQ(error_of(written("huge.osm.pbf", header + "\x7f\xff\xff\xff tail")), Errc::corrupt_osm);
  // A blob of three bytes that says it unpacks to 2 GB: field 2 (raw_size), then field 3 (zlib data).
  const std::string bomb = "\x10\xff\xff\xff\xff\x07\x1a\x03xyz";
  EXPECT_EQ(error_of(written("bomb.osm.pbf", header + block("OSMData", bomb, bomb.size()))), Errc::corrupt_osm);
}

TEST(ReaderFaults, DamagedXml) {
  const std::string xml = town().text();
  EXPECT_EQ(error_of(written("cut.osm", xml.substr(0, xml.size() / 2))), Errc::corrupt_osm);
  EXPECT_EQ(error_of(written("bad.osm", "<osm version='0.6'><node id='x' lat='1' lon='2'/></osm>")), Errc::corrupt_osm);
  EXPECT_EQ(error_of(written("bomb.osm", "<!DOCTYPE osm [<!ENTITY a 'aaaa'>]><osm version='0.6'>&a;</osm>")), Errc::corrupt_osm);
  const std::string packed = town_as("osm.gz");
  EXPECT_EQ(error_of(written("cut.osm.gz", packed.substr(0, packed.size() / 2))), Errc::corrupt_osm);
}

TEST(ReaderFaults, OneBadInputOfSeveralFailsAll) {
  const auto good = town().file("good.osm");
  const auto bad = written("bad.osm.pbf", "");
  EXPECT_EQ(read_files({good, bad}).error().code, Errc::empty_file);
}

TEST(ReaderFaults, TheHeadersDateIsRead) {
  const auto file = testing::scratch() / "dated.osm.pbf";
  osmium::io::Reader reader(town().file("town.osm").string());
  osmium::io::Header header;
  header.set("osmosis_replication_timestamp", "2025-02-07T01:02:45Z");
  osmium::io::Writer writer(osmium::io::File(file.string(), "pbf"), header, osmium::io::overwrite::allow);
  while (auto buffer = reader.read()) writer(std::move(buffer));
  writer.close();
  EXPECT_EQ(iso_time(scene_of({file}).inputs[0].replication_time), "2025-02-07T01:02:45Z");
}

}  // namespace
}  // namespace contrechamp::osm
