// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes for the readers beside it, into the folder given: shapes.json (what is drawn, in degrees), {z}/{x}/{y}.pbf, the same
// tiles as shapes.pmtiles, and many.pmtiles, whose tiles say where they stand.
#include <contrechamp/core/random.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/tiles/mvt.hpp>
#include <contrechamp/tiles/native/gzip.hpp>
#include <contrechamp/tiles/pmtiles.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace {

using namespace contrechamp;
using namespace contrechamp::tiles;
namespace fs = std::filesystem;

constexpr geo::LatLon centre{601'699'000, 249'384'000};
constexpr std::array<std::uint8_t, 3> zooms{9, 13, 16};
constexpr std::uint64_t seed = 7;

struct Shape {
  std::string kind;  // "points", "lines" or "polygons": its layer
  std::vector<std::vector<geo::LatLon>> parts;
};

geo::LatLon around(double east, double north) {  // in 1e-3 degrees from the centre
  return {centre.lat_e7 + static_cast<std::int32_t>(north * 1e4), centre.lon_e7 + static_cast<std::int32_t>(east * 1e4)};
}

// A star about a place: by turns far and near, so that borders cut it often.
std::vector<geo::LatLon> star(double east, double north, double size) {
  constexpr std::array<std::array<double, 2>, 12> corners{
      {{1, 0}, {.3, .2}, {.7, .7}, {.1, .4}, {0, 1}, {-.2, .3}, {-.8, .6}, {-.4, 0}, {-.6, -.7}, {0, -.3}, {.5, -.9}, {.4, -.2}}};
  std::vector<geo::LatLon> out;
  for (const auto& c : corners) out.push_back(around(east + c[0] * size, north + c[1] * size / 2));
  return out;
}

std::vector<Shape> shapes() {
  Random random(seed);
  const auto anywhere = [&](int reach) {
    return static_cast<double>(random.between(-reach * std::int64_t{100}, reach * std::int64_t{100})) / 100;
  };
  std::vector<Shape> out;
  for (int i = 0; i < 200; ++i) out.push_back({"points", {{around(anywhere(60), anywhere(30))}}});
  for (int i = 0; i < 60; ++i) {
    std::vector<geo::LatLon> line;
    for (int k = 0; k < 2 + i % 7; ++k) line.push_back(around(anywhere(60), anywhere(30)));
    out.push_back({"lines", {line}});
  }
  for (int i = 0; i < 40; ++i) {
    const double east = anywhere(60), north = anywhere(30), size = 1 + i % 10;
    out.push_back({"polygons", {star(east, north, size)}});
    if (i % 2 == 0) out.back().parts.push_back(star(east, north, size / 8));  // a hole
  }
  return out;
}

std::string json_of(const std::vector<Shape>& all) {
  std::string out = "[";
  for (const Shape& shape : all) {
    out += (out.size() > 1 ? ",\n{\"kind\":\"" : "{\"kind\":\"") + shape.kind + "\",\"parts\":[";
    for (std::size_t i = 0; i < shape.parts.size(); ++i) {
      out += i > 0 ? ",[" : "[";
      for (const geo::LatLon p : shape.parts[i]) {
        out += out.back() == '[' ? "[" : ",[";
        geo::append_degrees(out, p.lon_e7);
        out += ',';
        geo::append_degrees(out, p.lat_e7);
        out += ']';
      }
      out += ']';
    }
    out += "]}";
  }
  return out + "]\n";
}

Line in_world(const std::vector<geo::LatLon>& part) {
  Line out;
  for (const geo::LatLon p : part) out.push_back(geo::world(p));
  return out;
}

std::string tile(const std::vector<Shape>& all, TileId id) {
  std::vector<Layer> layers;
  for (const char* name : {"polygons", "lines", "points"}) layers.emplace_back(name);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto n = static_cast<std::int64_t>(i);
    const std::string word = "Mannerheimintie " + number(n % 10) + " é";
    const std::vector<Property> properties = {
        {"n", n}, {"below", -n}, {"word", word}, {"half", static_cast<double>(n) / 2}, {"odd", i % 2 == 1}};
    std::vector<Ring> parts;
    for (const auto& part : all[i].parts) parts.push_back(in_world(part));
    if (all[i].kind == "points") {
      if (window(id, 0).holds(parts[0][0])) layers[2].add_point(tile_point(parts[0][0], id), properties, i);
    } else if (all[i].kind == "lines") {
      layers[1].add_lines(tile_lines(parts[0], id), properties, i);
    } else {
      for (const Polygon& polygon : polygons(parts)) layers[0].add_rings(tile_rings(polygon, id), properties, i);
    }
  }
  return encoded(layers);
}

void write(const fs::path& file, std::string_view bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw fs::filesystem_error("cannot write", file, std::make_error_code(std::errc::io_error));
}

void write_archive(const Archive& archive, const fs::path& file, Compression compression) {
  ArchiveOptions options;
  options.compression = compression;
  options.compress = [](std::string_view bytes) { return gzipped(bytes, 9); };
  options.bounds.add(around(-70, -35));
  options.bounds.add(around(70, 35));
  options.centre = centre;
  options.centre_zoom = 14;
  options.metadata = R"({"name":"shapes","vector_layers":[{"id":"points","fields":{"n":"Number"}}]})";
  std::string bytes;
  (void)archive.write(options, [&](std::string_view piece) -> Result<void> {
    bytes += piece;
    return {};
  });
  write(file, bytes);
}

// All tiles from zoom 0 to 9 but the south-east quarter; one in three says "same".
void write_many(const fs::path& file) {
  Archive archive;
  for (std::uint8_t z = 0; z <= 9; ++z) {
    for (std::uint32_t x = 0; x < 1U << z; ++x) {
      for (std::uint32_t y = 0; y < 1U << z; ++y) {
        if (2 * x >= 1U << z && 2 * y >= 1U << z) continue;
        archive.add({z, x, y}, x % 3 == 0
                                   ? "same"
                                   : number(std::int64_t{z}) + "/" + number(std::int64_t{x}) + "/" + number(std::int64_t{y}));
      }
    }
  }
  write_archive(archive, file, Compression::none);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) return 2;
  const fs::path folder = argv[1];
  fs::remove_all(folder);
  const std::vector<Shape> all = shapes();
  write(folder / "shapes.json", json_of(all));
  Archive archive;
  for (const std::uint8_t z : zooms) {
    const geo::World from = geo::world(around(-75, 40)), to = geo::world(around(75, -40));
    const int shift = geo::world_bits - z;
    for (auto x = static_cast<std::uint32_t>(from.x >> shift); x <= to.x >> shift; ++x) {
      for (auto y = static_cast<std::uint32_t>(from.y >> shift); y <= to.y >> shift; ++y) {
        const std::string bytes = tile(all, {z, x, y});
        if (bytes.empty()) continue;
        write(folder / number(std::int64_t{z}) / number(std::int64_t{x}) / (number(std::int64_t{y}) + ".pbf"), bytes);
        archive.add({z, x, y}, gzipped(bytes, 9));
      }
    }
  }
  write_archive(archive, folder / "shapes.pmtiles", Compression::gzip);
  write_many(folder / "many.pmtiles");
  std::printf("%zu tiles\n", archive.size());
} catch (const std::exception& e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}
