// SPDX-License-Identifier: AGPL-3.0-or-later
// Drawing tiles, by one thread, in a real city and in a made-up town of a million buildings; and drawing what devices cover.
#include <algorithm>
#include <bench/benches.hpp>
#include <bench/extracts.hpp>
#include <bench/measure.hpp>
#include <chrono>
#include <contrechamp/atlas/native/file.hpp>
#include <contrechamp/cartography/cartographer.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <contrechamp/geo/mercator.hpp>
#include <contrechamp/tiles/native/gzip.hpp>
#include <cstdio>
#include <sstream>

namespace contrechamp::bench {
namespace {
namespace fs = std::filesystem;
using cartography::Cartographer;
using cartography::TileSet;
constexpr std::uint8_t first_zoom = 12;  // below, a city is a handful of tiles
constexpr double largest_allowed = 500'000;
constexpr const char* million = "million_buildings";  // 192² blocks: 1,017,604 of them
constexpr const char* million_blocks = "192";

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// What drawing all tiles of a set took. Compression is outside the clock.
struct Drawn {
  double tiles = 0;  ///< that hold something
  double seconds = 0;
  double slowest_s = 0;
  double bytes = 0, largest = 0;  ///< before compression
  double packed = 0;
};

template <class Visit>
void each_tile(const geo::Box& box, const Visit& visit) {
  for (std::uint8_t zoom = first_zoom; zoom <= cartography::max_zoom; ++zoom) {
    const int shift = geo::world_bits - zoom;
    const geo::World north_west = geo::world({box.max.lat_e7, box.min.lon_e7});
    const geo::World south_east = geo::world({box.min.lat_e7, box.max.lon_e7});
    for (std::int64_t y = north_west.y >> shift; y <= south_east.y >> shift; ++y) {
      for (std::int64_t x = north_west.x >> shift; x <= south_east.x >> shift; ++x) {
        visit(tiles::TileId{zoom, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)});
      }
    }
  }
}

Drawn drawn(const Cartographer& cartographer, TileSet set, const geo::Box& box) {
  Drawn sum;
  each_tile(box, [&](tiles::TileId id) {
    const auto start = std::chrono::steady_clock::now();
    const std::string tile = cartographer.tile(set, id, {});
    const double took_s = seconds_since(start);
    sum.seconds += took_s;  // of empty ones too: whoever asks has to wait for those as well
    if (tile.empty()) return;
    ++sum.tiles;
    sum.slowest_s = std::max(sum.slowest_s, took_s);
    sum.bytes += static_cast<double>(tile.size());
    sum.largest = std::max(sum.largest, static_cast<double>(tile.size()));
    sum.packed += static_cast<double>(tiles::gzipped(tile).size());
  });
  return sum;
}

void add_set(Results& results, const std::string& set, const Drawn& sum, const std::string& place) {
  if (sum.tiles == 0) return;  // no plate reader in this city
  const std::string end = "_" + set + "_" + place;
  results.add({"tiles_per_second" + end, sum.tiles / sum.seconds, "1/s", Better::more});
  results.add({"tile_slowest" + end, sum.slowest_s * 1e3, "ms"});
  results.add({"tile_bytes_mean" + end, sum.bytes / sum.tiles, "B"});
  results.add({"tile_bytes_mean_gzip" + end, sum.packed / sum.tiles, "B"});
  results.add({"tile_bytes_largest" + end, sum.largest, "B"});
  if (sum.largest > largest_allowed) results.wrong(place + ": a tile of " + set + " has more than 500 kB");
}

/// Rows from the lines that `draw_tiles_once` printed.
void all_sets(Results& results, const fs::path& atlas, const std::string& place) {
  const Cost cost = run(this_program({"--tiles", atlas.string()}));
  if (!cost.succeeded) {
    results.wrong("cannot draw tiles of " + place);
    return;
  }
  std::istringstream lines(cost.out);
  std::string set;
  double stock_s = 0;
  lines >> set >> stock_s;
  results.add({"tiles_made_ready_seconds_" + place, stock_s, "s"});
  Drawn all;
  for (Drawn sum; lines >> set >> sum.tiles >> sum.seconds >> sum.slowest_s >> sum.bytes >> sum.largest >> sum.packed;) {
    add_set(results, set, sum, place);
    all = {all.tiles + sum.tiles, all.seconds + sum.seconds,          std::max(all.slowest_s, sum.slowest_s),
           all.bytes + sum.bytes, std::max(all.largest, sum.largest), all.packed + sum.packed};
  }
  add_set(results, "all_sets", all, place);
  results.add({"tiles_peak_memory_" + place, cost.peak_mb, "MB"});
}

void made_up_million(Results& results) {
  const TemporaryFolder folder;
  const std::string extract = (folder.path() / "town.osm.pbf").string();
  const std::string atlas = (folder.path() / "town.atlas").string();
  const Cost town =
      run({CONTRECHAMP_PROGRAM, "synth", "--seed", "1", "--blocks", million_blocks, "--devices", "1000", "-o", extract});
  const Cost built = town.succeeded ? run(this_program({"--build", extract, atlas, "2"})) : town;
  if (!built.succeeded) {
    results.wrong("cannot build a made-up town of a million buildings");
    return;
  }
  results.add({std::string("build_two_threads_") + million, built.wall_s, "s"});
  results.add({std::string("build_peak_memory_") + million, built.peak_mb, "MB"});
  all_sets(results, atlas, million);
}

void coverages_of_city(Results& results) {
  const Cost cost = run(this_program({"--coverages", map_atlas().string()}));
  if (!cost.succeeded) {
    results.wrong(std::string(map_city) + ": coverages drawn anew are not those of the atlas");
    return;
  }
  results.add({std::string("coverage_per_device_") + map_city, std::strtod(cost.out.c_str(), nullptr), "ms"});
}

/// An atlas opened for a child's work; says on stderr why not.
struct Opened {
  explicit Opened(const fs::path& path) : file(atlas::MappedFile::open(path)) {
    if (file) subject = answers::subject(file->bytes());
    if (!file || !subject) std::fprintf(stderr, "cannot open %s\n", path.c_str());
  }
  Result<atlas::MappedFile> file;
  Result<answers::Subject> subject = tl::unexpected(Error{});
};
}  // namespace

int draw_tiles_once(const fs::path& path) {
  const Opened opened(path);
  if (!opened.subject) return 1;
  const auto start = std::chrono::steady_clock::now();
  const Cartographer cartographer(*opened.subject);
  std::printf("stock %.6f\n", seconds_since(start));
  for (const TileSet set : {TileSet::map, TileSet::devices, TileSet::image_2014, TileSet::image_2025, TileSet::plate}) {
    const Drawn sum = drawn(cartographer, set, opened.subject->atlas.bounds());
    std::printf("%s %.0f %.6f %.6f %.0f %.0f %.0f\n", std::string(cartography::name(set)).c_str(), sum.tiles, sum.seconds,
                sum.slowest_s, sum.bytes, sum.largest, sum.packed);
  }
  return 0;
}

int draw_coverages_once(const fs::path& path) {
  const Opened opened(path);
  if (!opened.subject || opened.subject->snapshot.devices.empty()) return 1;
  const answers::Subject& city = *opened.subject;
  const exposure::ExposureOptions& options = city.options.exposure;
  const std::vector<scene::Device>& devices = city.snapshot.devices;
  const geo::LocalFrame frame = city.frames.at(devices.front().position);
  std::vector<geo::Point> places;
  for (const scene::Device& device : devices) places.push_back(frame.project(device.position));
  const auto margin_cm = static_cast<std::int32_t>(options.optics.max_range.count() * 100) + 5000;
  const exposure::Neighbourhood around(city.snapshot, city.network, frame, geo::bounding(places), margin_cm, options);
  double took_s = 0;
  std::vector<exposure::Coverage> all;
  for (std::uint32_t i = 0; i < devices.size(); ++i) {
    const exposure::Stance stance = exposure::stance(devices[i], around, options);
    const auto start = std::chrono::steady_clock::now();
    std::vector<exposure::Coverage> one = exposure::coverages(i, stance, frame, options);
    took_s += seconds_since(start);
    std::move(one.begin(), one.end(), std::back_inserter(all));
  }
  std::printf("%.6f\n", took_s * 1e3 / static_cast<double>(devices.size()));
  return all == city.coverages ? 0 : 1;
}

void bench_tiles(Results& results) {
  if (!map_atlas().empty()) {
    all_sets(results, map_atlas(), map_city);
    coverages_of_city(results);
  }
  made_up_million(results);
}

}  // namespace contrechamp::bench
