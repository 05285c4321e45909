// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <contrechamp/atlas/native/file.hpp>
#include <contrechamp/cartography/describe.hpp>
#include <contrechamp/cartography/native/archive.hpp>
#include <contrechamp/tiles/native/gzip.hpp>
#include <contrechamp/tiles/pmtiles.hpp>
#include <exception>
#include <mutex>
#include <thread>

namespace contrechamp::cartography {
namespace {

/// Every tile of a zoom that touches the box, row by row.
void append_tiles(std::vector<tiles::TileId>& out, const geo::Box& box, std::uint8_t zoom) {
  const int shift = geo::world_bits - zoom;
  const geo::World north_west = geo::world({box.max.lat_e7, box.min.lon_e7});
  const geo::World south_east = geo::world({box.min.lat_e7, box.max.lon_e7});
  const std::int64_t last = (std::int64_t{1} << zoom) - 1;  // 180° E belongs to the last tile
  for (std::int64_t y = north_west.y >> shift; y <= std::min(south_east.y >> shift, last); ++y) {
    for (std::int64_t x = north_west.x >> shift; x <= std::min(south_east.x >> shift, last); ++x) {
      out.push_back({zoom, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)});
    }
  }
}

/// Draws the tiles with some threads, which take the next one from a counter. The archive sorts by itself, and sums do not
/// depend on their order. What a worker throws (out of memory) is thrown again here.
class Press {
 public:
  Press(const Cartographer& cartographer, const std::vector<tiles::TileId>& ids, LogSink& log)
      : cartographer_(cartographer), ids_(ids), log_(log) {}

  void run(unsigned threads) {
    std::vector<std::exception_ptr> faults(threads);
    const auto guarded = [&](unsigned worker) {
      try {
        work(worker);
      } catch (...) {
        faults[worker] = std::current_exception();
      }
    };
    std::vector<std::thread> others;
    for (unsigned worker = 1; worker < threads; ++worker) others.emplace_back(guarded, worker);
    guarded(0);
    for (std::thread& other : others) other.join();
    for (const std::exception_ptr& fault : faults) {
      if (fault) std::rethrow_exception(fault);
    }
  }

  tiles::Archive archive;
  Archived sums;

 private:
  void work(unsigned worker) {
    for (std::size_t i = next_++; i < ids_.size(); i = next_++) {
      const std::string tile = cartographer_.tile(TileSet::all, ids_[i], {});
      if (worker == 0) log_.progress("tiles", i + 1, ids_.size());  // one voice only: sinks need no lock
      if (tile.empty()) continue;
      std::string packed = tiles::gzipped(tile);
      const std::lock_guard lock(mutex_);
      Archived::Zoom& zoom = sums.zooms[ids_[i].z];
      ++zoom.tiles;
      zoom.bytes += tile.size();
      zoom.largest = std::max<std::uint64_t>(zoom.largest, tile.size());
      archive.add(ids_[i], std::move(packed));
    }
  }

  const Cartographer& cartographer_;
  const std::vector<tiles::TileId>& ids_;
  LogSink& log_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
};

}  // namespace

Result<Archived> write_archive(const answers::Subject& subject, const std::filesystem::path& output, const ArchiveWish& wish,
                               LogSink& log) {
  const geo::Box box = subject.atlas.bounds();
  if (box.empty()) return fail(Errc::nothing_inside);
  std::vector<tiles::TileId> ids;
  for (std::uint8_t zoom = wish.min_zoom; zoom <= wish.max_zoom; ++zoom) append_tiles(ids, box, zoom);
  const Cartographer cartographer(subject);
  Press press(cartographer, ids, log);
  press.run(std::max(1U, wish.threads));

  const tiles::ArchiveOptions options{.compression = tiles::Compression::gzip,
                                      .compress = [](std::string_view bytes) { return tiles::gzipped(bytes); },
                                      .bounds = box,
                                      .centre = box.centre(),
                                      .centre_zoom = std::clamp(details_from, wish.min_zoom, wish.max_zoom),
                                      .metadata = archive_metadata(subject, TileSet::all, wish.min_zoom, wish.max_zoom)};
  std::string file;
  const auto packed = press.archive.write(options, [&](std::string_view bytes) -> Result<void> {
    file += bytes;
    return {};
  });
  if (!packed) return tl::unexpected(packed.error());
  log.progress("write", 0, 0);
  if (auto written = atlas::write_atomically(output, std::as_bytes(std::span(file))); !written) {
    return tl::unexpected(written.error());
  }
  press.sums.bytes = file.size();
  return press.sums;
}

}  // namespace contrechamp::cartography
