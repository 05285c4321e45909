// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <bench/rival_routino.hpp>
#include <cmath>
#include <cstdio>
#include <sstream>

namespace contrechamp::bench {
namespace {
namespace fs = std::filesystem;

constexpr const char* shared = "/usr/share/routino/";

std::string degrees(const char* option, std::int32_t e7) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%s=%.7f", option, e7 * 1e-7);
  return text.data();
}
}  // namespace

std::string Routino::missing() {
  return first_line_of("command -v planetsplitter && command -v routino-router").empty() ? "routino" : "";
}

Routino::Routino(const fs::path& extract)
    : preparation_(run_apart({"planetsplitter", "--dir=" + folder_.path().string(), "--prefix=bench", "--loggable",
                              std::string("--tagging=") + shared + "tagging-walk.xml", extract.string()})) {}

double Routino::database_mb() const {
  double bytes = 0;
  for (const auto& file : fs::directory_iterator(folder_.path())) {
    if (file.is_regular_file()) bytes += static_cast<double>(file.file_size());
  }
  return bytes / 1e6;
}

std::vector<std::string> Routino::command(geo::LatLon from, geo::LatLon to) const {
  std::vector<std::string> words{"routino-router",
                                 "--dir=" + folder_.path().string(),
                                 "--prefix=bench",
                                 std::string("--profiles=") + shared + "profiles.xml",
                                 std::string("--translations=") + shared + "translations.xml",
                                 "--language=en",
                                 "--transport=foot",
                                 "--shortest",
                                 degrees("--lat1", from.lat_e7),
                                 degrees("--lon1", from.lon_e7),
                                 degrees("--lat2", to.lat_e7),
                                 degrees("--lon2", to.lon_e7)};
  for (const char* way : {"trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "service", "track",
                          "cycleway", "path", "steps"})
    words.push_back(std::string("--highway-") + way + "=100");
  for (const char* kind : {"paved", "multilane", "bridge", "tunnel", "footroute", "bicycleroute"})
    words.push_back(std::string("--property-") + kind + "=50");
  return words;
}

Cost Routino::route(geo::LatLon from, geo::LatLon to) const {
  std::vector<std::string> words = command(from, to);
  for (const char* more : {"--output-none", "--quiet"}) words.emplace_back(more);
  return run_apart(words);
}

std::vector<geo::LatLon> Routino::line(geo::LatLon from, geo::LatLon to) const {
  std::vector<std::string> words = command(from, to);
  for (const char* more : {"--output-text-all", "--output-stdout"}) words.emplace_back(more);
  std::istringstream rows(run(words).out);
  std::vector<geo::LatLon> points;
  for (std::string row; std::getline(rows, row);) {  // latitude, longitude and more; those that begin with '#' are for people
    double lat = 0, lon = 0;
    if (std::sscanf(row.c_str(), "%lf %lf", &lat, &lon) == 2)
      points.push_back({static_cast<std::int32_t>(std::lround(lat * 1e7)), static_cast<std::int32_t>(std::lround(lon * 1e7))});
  }
  return points;
}

}  // namespace contrechamp::bench
