// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <gtest/gtest.h>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/reader.hpp>
#include <fstream>
#include <initializer_list>
#include <string>
#include <tests/support/testing.hpp>
#include <utility>
#include <vector>

/// Small OSM files for tests, written as XML.
namespace contrechamp::osm {

using TagList = std::initializer_list<std::pair<const char*, const char*>>;

class Xml {
 public:
  /// Version and day of the month (January 2020) of the objects that follow.
  Xml& as(int version, int day) {
    meta_ = " version=\"" + number(version) + "\" timestamp=\"2020-01-" + (day < 10 ? "0" : "") + number(day) + "T00:00:00Z\"";
    return *this;
  }
  /// At `x`, `y` units of 0.0001° east and north of 48.85 N 2.35 E.
  Xml& node(std::int64_t id, int x, int y, TagList tags = {}) { return node_at(id, degrees(48.85, y), degrees(2.35, x), tags); }
  Xml& node_at(std::int64_t id, const std::string& lat, const std::string& lon, TagList tags = {}) {
    return open("node", id, lat.empty() ? "" : " lat=\"" + lat + "\" lon=\"" + lon + "\"").close("node", tags);
  }
  Xml& way(std::int64_t id, std::initializer_list<std::int64_t> nodes, TagList tags = {}) {
    open("way", id, "");
    for (const std::int64_t node : nodes) text_ += "<nd ref=\"" + number(node) + "\"/>";
    return close("way", tags);
  }
  /// Members as "w10 outer", "n3 via".
  Xml& relation(std::int64_t id, std::initializer_list<const char*> members, TagList tags) {
    open("relation", id, "");
    for (const std::string member : members) {
      const auto blank = member.find(' ');
      const char* type = member[0] == 'n' ? "node" : member[0] == 'w' ? "way" : "relation";
      text_ += std::string("<member type=\"") + type + "\" ref=\"" + member.substr(1, blank - 1) + "\" role=\"" +
               member.substr(blank + 1) + "\"/>";
    }
    return close("relation", tags);
  }
  /// The box that the file declares to be cut to; corners as for nodes.
  Xml& bounds(int x0, int y0, int x1, int y1) {
    bounds_ = "<bounds minlat=\"" + degrees(48.85, y0) + "\" minlon=\"" + degrees(2.35, x0) + "\" maxlat=\"" +
              degrees(48.85, y1) + "\" maxlon=\"" + degrees(2.35, x1) + "\"/>\n";
    return *this;
  }
  /// Four nodes id … id+3 around a square from (x, y), `side` units wide.
  Xml& square(std::int64_t id, int x, int y, int side) {
    return node(id, x, y).node(id + 1, x + side, y).node(id + 2, x + side, y + side).node(id + 3, x, y + side);
  }
  [[nodiscard]] std::string text() const {
    return "<?xml version='1.0'?>\n<osm version=\"0.6\" generator=\"test\">\n" + bounds_ + text_ + "</osm>\n";
  }

  [[nodiscard]] std::filesystem::path file(const std::string& name = "scene.osm") const {
    const auto path = testing::scratch() / name;
    std::ofstream(path, std::ios::binary) << text();
    return path;
  }

 private:
  static std::string degrees(double origin, int units) { return fixed(origin + units * 1e-4, 7); }
  Xml& open(const char* type, std::int64_t id, const std::string& more) {
    text_ += std::string("<") + type + " id=\"" + number(id) + "\"" + meta_ + more + ">";
    return *this;
  }
  Xml& close(const char* type, TagList tags) {
    for (const auto& [key, value] : tags) text_ += std::string("<tag k=\"") + key + "\" v=\"" + value + "\"/>";
    text_ += std::string("</") + type + ">\n";
    return *this;
  }
  std::string bounds_;
  std::string text_;
  std::string meta_ = " version=\"1\" timestamp=\"2020-01-01T00:00:00Z\"";
};

struct Listening : LogSink {
  void warn(std::string_view line) override { warnings.emplace_back(line); }
  void note(std::string_view line) override { notes.emplace_back(line); }
  void progress(std::string_view, std::uint64_t done, std::uint64_t total) override {
    EXPECT_LE(done, total);
    EXPECT_GE(done, furthest);
    furthest = done;
  }
  std::vector<std::string> warnings;
  std::vector<std::string> notes;
  std::uint64_t furthest = 0;
};

inline Result<scene::Snapshot> read_files(const std::vector<std::filesystem::path>& files, scene::ReadOptions options = {}) {
  LogSink silent;
  return read(files, options, silent);
}

/// The scene, which must be readable.
inline scene::Snapshot scene_of(const std::vector<std::filesystem::path>& files, scene::ReadOptions options = {}) {
  auto result = read_files(files, options);
  if (!result) {
    ADD_FAILURE() << result.error().sentence();
    return {};
  }
  return *result;
}
inline scene::Snapshot scene_of(const Xml& xml, scene::ReadOptions options = {}) { return scene_of({xml.file()}, options); }

inline std::uint64_t rejected(const scene::Tally& tally) {
  std::uint64_t sum = 0;
  for (const std::uint64_t n : tally.rejected) sum += n;
  return sum;
}
inline std::uint64_t rejected(const scene::Tally& tally, scene::Reason reason) {
  return tally.rejected[static_cast<std::size_t>(reason)];
}

}  // namespace contrechamp::osm
