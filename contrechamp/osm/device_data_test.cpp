// SPDX-License-Identifier: AGPL-3.0-or-later
#include <zlib.h>
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/device_tags.hpp>
#include <contrechamp/osm/direction.hpp>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::osm {
namespace {
using nlohmann::json;
using scene::AxisSource;
using scene::CameraType;
using scene::Kind;

/// A whole file, unpacked if it is gzipped.
std::string contents(const std::filesystem::path& path) {
  std::string out;
  const gzFile file = gzopen(path.c_str(), "rb");
  EXPECT_NE(file, nullptr) << path;
  if (file == nullptr) return out;
  std::array<char, 65536> buffer{};
  for (int n = 0; (n = gzread(file, buffer.data(), buffer.size())) > 0;) out.append(buffer.data(), static_cast<std::size_t>(n));
  EXPECT_EQ(gzclose(file), Z_OK) << path;
  return out;
}

/// Counts by name; one line each in a golden file.
class Tally {
 public:
  void operator()(const std::string& what, std::size_t n = 1) { counts_[what] += n; }
  [[nodiscard]] std::size_t of(const std::string& what) const {
    const auto found = counts_.find(what);
    return found == counts_.end() ? 0 : found->second;
  }
  [[nodiscard]] std::string text() const {
    std::string out;
    for (const auto& [what, n] : counts_) out += what + ": " + number(static_cast<std::int64_t>(n)) + "\n";
    return out;
  }

 private:
  std::map<std::string, std::size_t> counts_;
};

void count_heads(Tally& tally, const std::vector<scene::Head>& heads) {
  constexpr std::array<const char*, 4> sources{"none", "numeric", "cardinal", "suspicious zero"};
  for (const auto& head : heads) {
    tally("heads");
    tally(std::string("heads, axis ") + sources.at(static_cast<std::size_t>(head.source)));
    if (head.span) tally(head.span->count() == 4500 ? "heads with a range of 45°" : "heads with another range");
  }
  if (heads.size() > 1) tally("values with several heads");
}

Tally directions(const std::vector<std::string>& values) {
  Tally tally;
  for (const auto& value : values) {
    tally("values");
    const auto parsed = direction(value, CameraType::unknown, Kind::plate_reader);
    count_heads(tally, parsed.heads);
    for (const auto& [reason, part] : parsed.remarks) tally("remark " + std::string(scene::info(reason).name));
    if (parsed.heads.empty()) tally("values without any head");
  }
  return tally;
}

/// How a value is written, found without the parser: "d-d" for 338-23, "A" for NW, "d;d;d" for a list.
std::string shape(const std::string& value) {
  std::string out;
  for (const char c : value) {
    const char mark = c >= '0' && c <= '9' ? 'd' : c >= 'A' && c <= 'Z' ? 'A' : c >= 'a' && c <= 'z' ? 'a' : c;
    if ((mark == 'd' || mark == 'A' || mark == 'a') && !out.empty() && out.back() == mark) continue;
    out += mark;
  }
  return out;
}
/// A `unit`, or several parted by ';'.
bool repeats(std::string_view shape, std::string_view unit) {
  const auto parts = split(shape, ";");
  return std::all_of(parts.begin(), parts.end(), [&](auto part) { return part == unit; });
}
bool is_list(const std::string& shape) { return shape.find(';') != std::string::npos; }

/// The classes that TAGS counts in the American file.
std::string written_as(const std::string& value) {
  const std::string s = shape(value);
  const bool lane = value == "NB" || value == "SB" || value == "EB" || value == "WB";
  if (s == "d") {
    const long degrees = std::strtol(value.substr(0, 9).c_str(), nullptr, 10);
    return degrees <= 360 ? "integer" : degrees < 1000 ? "over 360" : "too long";
  }
  if (s == "d-d") return "range";
  if (s == "-d") return "negative";
  if (s == "d.d") return "decimals";
  if (s == "A") return lane ? "lane" : "cardinal";
  if (is_list(s) && repeats(s, "d")) return "list of numbers";
  if (is_list(s) && repeats(s, "d-d")) return "list of ranges";
  if (s.find(',') != std::string::npos) return "comma list";
  return "other";
}

std::optional<std::vector<std::string>> american_values() {
  const auto path = testing::data("devices/us-alpr-raw-directions.json.gz");
  if (!path) return std::nullopt;
  std::vector<std::string> values;
  for (const auto& reader : json::parse(contents(*path))) {
    if (reader.contains("directionCardinal")) values.push_back(reader["directionCardinal"]);
  }
  return values;
}

std::string per_class(const std::vector<std::string>& values) {
  std::map<std::string, std::vector<std::string>> classes;
  for (const auto& value : values) classes[written_as(value)].push_back(value);
  std::string out;
  for (const auto& [name, members] : classes) out += "== " + name + "\n" + directions(members).text();
  return out;
}

TEST(AmericanPlateReaders, EveryDirectionIsReadOrCounted) {
  const auto values = american_values();
  if (!values) GTEST_SKIP();
  testing::expect_golden("directions-us.txt", "== all\n" + directions(*values).text() + per_class(*values));
}

/// The counts of TAGS, "Direction", made here by the look of the strings: they hold the golden file to something that is not the
/// parser.
TEST(AmericanPlateReaders, AreWrittenAsThePageSays) {
  const auto values = american_values();
  if (!values) GTEST_SKIP();
  Tally written;
  for (const auto& value : *values) written(written_as(value));
  const std::map<std::string, std::size_t> page{
      {"integer", 54'136}, {"range", 3'141},       {"list of numbers", 1'931}, {"cardinal", 442}, {"negative", 144},
      {"lane", 116},       {"list of ranges", 85}, {"comma list", 11},         {"over 360", 10},  {"decimals", 7}};
  for (const auto& [name, n] : page) EXPECT_EQ(written.of(name), n) << name;
  EXPECT_EQ(values->size(), 60'101U);
}

TEST(AmericanPlateReaders, WhatLooksRightIsUnderstood) {
  const auto values = american_values();
  if (!values) GTEST_SKIP();
  std::size_t ranges = 0;
  std::size_t of_45 = 0;
  for (const auto& value : *values) {
    const std::string name = written_as(value);
    const auto parsed = direction(value, CameraType::unknown, Kind::plate_reader);
    const bool simple = name == "integer" || name == "cardinal" || name == "negative" || name == "decimals";
    if (simple || name == "list of ranges") {
      ASSERT_EQ(parsed.heads.size(), split(value, ";").size()) << value;
      ASSERT_NE(parsed.heads.front().source, AxisSource::none) << value;
    }
    if (name == "lane") {
      ASSERT_EQ(parsed.lane, value);
    }
    if (name != "range" || parsed.heads.empty()) continue;
    ++ranges;
    if (parsed.heads.front().span == CentiDegrees::degrees(45)) ++of_45;
  }
  EXPECT_EQ(ranges, 3'137U);  // four are "20-20" and the like
  EXPECT_EQ(of_45, 2'939U);   // 93 %
}

TEST(WorldPlateReaders, EveryDirectionIsReadOrCounted) {
  const auto path = testing::data("devices/world-alpr-2026-07.tsv.gz");
  if (!path) GTEST_SKIP();
  const std::string text = contents(*path);
  std::vector<std::string> values;
  std::size_t without = 0;
  for (const auto line : split(text, "\n")) {
    if (line.empty()) continue;
    const auto columns = split(line, "\t");
    ASSERT_EQ(columns.size(), 4U) << line;
    if (columns[3].empty()) {
      ++without;
    } else {
      values.emplace_back(columns[3]);
    }
  }
  EXPECT_EQ(without + values.size(), 128'773U);
  const Tally tally = directions(values);
  EXPECT_EQ(tally.of("heads"), values.size());
  testing::expect_golden("directions-world.txt", tally.text());
}

Tags tags_of(const json& object) {
  Tags tags;
  for (const auto& [key, value] : object["tags"].items()) tags.emplace_back(key, value);
  return tags;
}

/// Reads all objects as nodes and counts what became of them. Keys that are not stored differ in every file: one sum.
Tally devices(const json& objects) {
  Tally tally;
  for (const auto& object : objects) {
    const Tags tags = tags_of(object);
    EXPECT_TRUE(maps_a_device(tags));
    const auto parsed = device(tags, {OsmType::node, object["id"]}, {}, 1, 0, 0);
    tally("objects");
    for (const auto& remark : parsed.remarks) tally("remark " + std::string(scene::info(remark.reason).name));
    if (!parsed.device) continue;
    const auto& d = *parsed.device;
    count_heads(tally, d.heads);
    tally("kind " + std::string(scene::name(d.kind)));
    tally("type " + std::string(scene::name(d.type)));
    tally("mount " + std::string(scene::name(d.mount)));
    tally("cameras", d.cameras);
    tally(d.indoor ? "indoor" : "outdoor");
    const auto blind =
        std::all_of(d.heads.begin(), d.heads.end(), [](const auto& head) { return head.source == AxisSource::none; });
    if (blind) tally("without axis, type " + std::string(scene::name(d.type)));
    if (d.height) tally("with height");
    if (d.tilt) tally("with tilt");
    if (d.width) tally("with width");
    if (d.private_person) tally("of private persons");
    if (!d.operator_name.empty()) tally("with operator");
    if (!d.manufacturer.empty()) tally("manufacturer " + d.manufacturer);
  }
  return tally;
}

TEST(Switzerland, EveryTagIsReadOrCounted) {
  const auto path = testing::data("devices/switzerland-2023-overpass.json");
  if (!path) GTEST_SKIP();
  const Tally tally = devices(json::parse(contents(*path)));
  EXPECT_EQ(tally.of("objects"), 2'144U);
  EXPECT_EQ(tally.of("type all_round"), 53U);  // 47 by a direction of 360, 3 by an angle of 360, 3 by camera:type
  EXPECT_EQ(tally.of("without axis, type fixed"), 394U);
  EXPECT_EQ(tally.of("with tilt") + tally.of("remark angle_is_width"), 210U);
  testing::expect_golden("directions-switzerland.txt", tally.text());
}

TEST(BayArea, EveryTagIsReadOrCounted) {
  const auto path = testing::data("devices/bayarea-alpr-2026-06.json");
  if (!path) GTEST_SKIP();
  const Tally tally = devices(json::parse(contents(*path))["cameras"]);
  EXPECT_EQ(tally.of("objects"), 3'757U);
  EXPECT_EQ(tally.of("kind plate_reader"), 3'757U);
  testing::expect_golden("directions-bayarea.txt", tally.text());
}
}  // namespace
}  // namespace contrechamp::osm
