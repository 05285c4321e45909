// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

/// Small scenes in metres, written as OSM XML anywhere on the globe.
namespace contrechamp::cli_test {

/// A point of the scene in metres east and north of its middle.
struct Metres2 {
  double east = 0;
  double north = 0;
};

/// Where the scene's middle lies, in degrees.
struct Spot {
  double lat = 0;
  double lon = 0;

  [[nodiscard]] std::string at(Metres2 p) const {
    constexpr double degree_m = 6371008.8 * M_PI / 180;
    double there = lon + p.east / (degree_m * std::cos(lat * M_PI / 180));
    if (there > 180) there -= 360;
    if (there < -180) there += 360;
    char text[64];
    std::snprintf(text, sizeof text, "lat=\"%.7f\" lon=\"%.7f\"", lat + p.north / degree_m, there);
    return text;
  }
};

/// OSM XML, written piece by piece.
class Extract {
 public:
  explicit Extract(Spot spot) : spot_(spot) {}

  int node(Metres2 p, const std::string& tags = "") {
    nodes_ += "<node id=\"" + std::to_string(++last_) + "\" version=\"1\" timestamp=\"2024-05-01T00:00:00Z\" " + spot_.at(p) +
              ">" + tags + "</node>\n";
    return last_;
  }
  /// Returns the node's name.
  std::string camera(Metres2 p, const std::string& more) {
    return "n" +
           std::to_string(node(p, "<tag k=\"man_made\" v=\"surveillance\"/><tag k=\"surveillance:type\" v=\"camera\"/>" + more));
  }
  void way(const std::vector<Metres2>& points, bool closed, const std::string& tags) {
    std::string refs;
    const int first = last_ + 1;
    for (const Metres2 p : points) refs += "<nd ref=\"" + std::to_string(node(p)) + "\"/>";
    if (closed) refs += "<nd ref=\"" + std::to_string(first) + "\"/>";
    ways_ += "<way id=\"" + std::to_string(++last_) + "\" version=\"1\" timestamp=\"2024-05-01T00:00:00Z\">" + refs + tags +
             "</way>\n";
  }
  void street(const std::vector<Metres2>& points) { way(points, false, "<tag k=\"highway\" v=\"residential\"/>"); }
  void house(Metres2 low, Metres2 high, const std::string& more = "<tag k=\"height\" v=\"12\"/>") {
    way({low, {high.east, low.north}, high, {low.east, high.north}}, true, "<tag k=\"building\" v=\"yes\"/>" + more);
  }
  [[nodiscard]] std::string text() const {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\">\n" + nodes_ + ways_ + "</osm>\n";
  }

 private:
  Spot spot_;
  std::string nodes_;
  std::string ways_;
  int last_ = 0;
};

inline constexpr const char* eastward = "<tag k=\"camera:direction\" v=\"90\"/>";
inline constexpr const char* westward = "<tag k=\"camera:direction\" v=\"270\"/>";
inline constexpr const char* dome = "<tag k=\"camera:type\" v=\"dome\"/>";

}  // namespace contrechamp::cli_test
