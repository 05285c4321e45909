// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/checksum.hpp>
#include <contrechamp/tiles/pmtiles.hpp>
#include <contrechamp/tiles/wire.hpp>
#include <algorithm>
#include <utility>

namespace contrechamp::tiles {
namespace {

constexpr std::size_t header_bytes = 127;
constexpr std::size_t root_limit = 16384 - header_bytes;  // a reader fetches the first 16 KiB at once
constexpr std::size_t first_leaf_size = 4096;             // entries

// §4: a run of tiles with the same bytes; in the root also a leaf directory, whose run is 0.
struct Entry {
  std::uint64_t id;
  std::uint64_t offset;
  std::uint32_t length;
  std::uint32_t run;
};

std::string packed(const ArchiveOptions& options, const std::string& bytes) {
  return options.compression == Compression::none ? bytes : options.compress(bytes);
}

// §4.2: column by column, ids as steps; an offset of 0 says "right behind the one before".
std::string directory(const ArchiveOptions& options, std::span<const Entry> entries) {
  std::string out;
  append_varint(out, entries.size());
  std::uint64_t last = 0;
  for (const Entry& e : entries) append_varint(out, e.id - std::exchange(last, e.id));
  for (const Entry& e : entries) append_varint(out, e.run);
  for (const Entry& e : entries) append_varint(out, e.length);
  std::uint64_t next = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    append_varint(out, i > 0 && entries[i].offset == next ? 0 : entries[i].offset + 1);
    next = entries[i].offset + entries[i].length;
  }
  return packed(options, out);
}

struct Directories {
  std::string root;
  std::string leaves;
};

Directories directories(const ArchiveOptions& options, std::span<const Entry> entries) {
  Directories out{directory(options, entries), {}};
  for (std::size_t size = first_leaf_size; out.root.size() > root_limit; size *= 2) {
    out.leaves.clear();
    std::vector<Entry> root;
    for (std::size_t i = 0; i < entries.size(); i += size) {
      const std::string leaf = directory(options, entries.subspan(i, std::min(size, entries.size() - i)));
      root.push_back({entries[i].id, out.leaves.size(), static_cast<std::uint32_t>(leaf.size()), 0});
      out.leaves += leaf;
    }
    out.root = directory(options, root);
  }
  return out;
}

struct Counts {
  std::uint64_t tiles, entries, contents, bytes;
};

std::uint8_t zoom_of(std::uint64_t id) {
  std::uint8_t z = 0;
  for (std::uint64_t tiles = 1; id >= tiles; tiles *= 4, ++z) id -= tiles;
  return z;
}

// §3, field by field.
std::string header(const ArchiveOptions& options, const Directories& d, std::size_t metadata_bytes, const Counts& counts,
                   std::uint8_t min_zoom, std::uint8_t max_zoom) {
  std::string out = "PMTiles";
  out += '\3';
  std::uint64_t offset = header_bytes;
  for (const std::uint64_t length :
       {std::uint64_t{d.root.size()}, std::uint64_t{metadata_bytes}, std::uint64_t{d.leaves.size()}, counts.bytes}) {
    append_fixed(out, offset, 8);
    append_fixed(out, length, 8);
    offset += length;
  }
  for (const std::uint64_t count : {counts.tiles, counts.entries, counts.contents}) append_fixed(out, count, 8);
  const auto compression = static_cast<char>(options.compression);
  constexpr char clustered = 1, vector_tiles = 1;
  out += {clustered, compression, compression, vector_tiles, static_cast<char>(min_zoom), static_cast<char>(max_zoom)};
  const auto place = [&](geo::LatLon p) {
    append_fixed(out, static_cast<std::uint32_t>(p.lon_e7), 4);
    append_fixed(out, static_cast<std::uint32_t>(p.lat_e7), 4);
  };
  place(options.bounds.min);
  place(options.bounds.max);
  out += static_cast<char>(options.centre_zoom);
  place(options.centre);
  return out;
}

}  // namespace

std::uint64_t hilbert_id(TileId id) {
  const std::uint64_t side = std::uint64_t{1} << id.z;
  std::uint64_t out = (side * side - 1) / 3;  // tiles of the zooms above
  std::uint64_t x = id.x, y = id.y;
  for (std::uint64_t s = side / 2; s > 0; s /= 2) {
    const bool east = (x & s) != 0, south = (y & s) != 0;
    out += s * s * ((east ? 3U : 0U) ^ (south ? 1U : 0U));
    if (south) continue;
    if (east) {
      x = side - 1 - x;
      y = side - 1 - y;
    }
    std::swap(x, y);
  }
  return out;
}

void Archive::add(TileId id, std::string tile) {
  if (tile.empty()) return;
  const std::uint64_t hash = checksum(std::as_bytes(std::span(tile)));
  const auto same = places_.equal_range(hash);
  const auto found = std::find_if(same.first, same.second, [&](const auto& place) { return contents_[place.second] == tile; });
  if (found != same.second) {
    contents_of_[hilbert_id(id)] = found->second;
    return;
  }
  const auto index = static_cast<std::uint32_t>(contents_.size());
  contents_.push_back(std::move(tile));
  places_.emplace(hash, index);
  contents_of_[hilbert_id(id)] = index;
}

Result<void> Archive::write(const ArchiveOptions& options, const Sink& sink) const {
  std::vector<Entry> entries;
  std::vector<std::uint32_t> order;  // contents as they are written: where they first occur
  std::vector<std::uint64_t> offsets(contents_.size(), UINT64_MAX);
  Counts counts{contents_of_.size(), 0, 0, 0};
  for (const auto& [id, content] : contents_of_) {
    const auto length = static_cast<std::uint32_t>(contents_[content].size());
    if (offsets[content] == UINT64_MAX) {
      offsets[content] = std::exchange(counts.bytes, counts.bytes + length);
      order.push_back(content);
    }
    if (!entries.empty() && entries.back().offset == offsets[content] && entries.back().id + entries.back().run == id) {
      ++entries.back().run;
    } else {
      entries.push_back({id, offsets[content], length, 1});
    }
  }
  counts.entries = entries.size();
  counts.contents = order.size();
  const Directories d = directories(options, entries);
  const std::string metadata = packed(options, options.metadata);
  const std::uint8_t min_zoom = contents_of_.empty() ? 0 : zoom_of(contents_of_.begin()->first);
  const std::uint8_t max_zoom = contents_of_.empty() ? 0 : zoom_of(contents_of_.rbegin()->first);
  for (const std::string& piece : {header(options, d, metadata.size(), counts, min_zoom, max_zoom), d.root, metadata, d.leaves}) {
    if (Result<void> done = sink(piece); !done) return done;
  }
  for (const std::uint32_t content : order) {
    if (Result<void> done = sink(contents_[content]); !done) return done;
  }
  return {};
}

}  // namespace contrechamp::tiles
