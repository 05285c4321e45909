// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/tiles/pmtiles.hpp>
#include <algorithm>
#include <gtest/gtest.h>
#include <optional>
#include <set>
#include <tests/support/testing.hpp>

namespace contrechamp::tiles {
namespace {

TEST(HilbertId, examples_of_the_specification) {
  EXPECT_EQ(hilbert_id({0, 0, 0}), 0U);
  EXPECT_EQ(hilbert_id({1, 0, 0}), 1U);
  EXPECT_EQ(hilbert_id({1, 0, 1}), 2U);
  EXPECT_EQ(hilbert_id({1, 1, 1}), 3U);
  EXPECT_EQ(hilbert_id({1, 1, 0}), 4U);
  EXPECT_EQ(hilbert_id({2, 0, 0}), 5U);
  EXPECT_EQ(hilbert_id({12, 3423, 1763}), 19'078'479U);
}

TEST(HilbertId, goes_through_every_tile_of_a_zoom_from_neighbour_to_neighbour) {
  std::uint64_t first = 0;
  for (std::uint8_t z = 0; z <= 8; ++z) {
    const std::uint32_t side = 1U << z;
    std::vector<std::optional<TileId>> order(std::size_t{side} * side);
    for (std::uint32_t x = 0; x < side; ++x) {
      for (std::uint32_t y = 0; y < side; ++y) {
        const std::uint64_t place = hilbert_id({z, x, y}) - first;
        ASSERT_LT(place, order.size());
        EXPECT_FALSE(order[place]);
        order[place] = TileId{z, x, y};
      }
    }
    for (std::size_t i = 1; i < order.size(); ++i) {
      const auto steps = [](std::uint32_t a, std::uint32_t b) { return a > b ? a - b : b - a; };
      EXPECT_EQ(steps(order[i]->x, order[i - 1]->x) + steps(order[i]->y, order[i - 1]->y), 1U);
    }
    first += order.size();
  }
}

// A reader that shares nothing with the writer.
class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {}
  [[nodiscard]] std::uint64_t number(std::size_t at, std::size_t bytes) const {
    std::uint64_t v = 0;
    for (std::size_t i = bytes; i-- > 0;) v = v << 8 | static_cast<unsigned char>(file_[at + i]);
    return v;
  }
  [[nodiscard]] std::string_view part(std::size_t at) const { return file_.substr(number(at, 8), number(at + 8, 8)); }
  [[nodiscard]] std::optional<std::string_view> tile(std::uint64_t id) const { return tile_in(part(8), id); }
  /// Visits all ids, in order, with where their bytes stand.
  template <class Visit>
  void each(Visit visit) const {
    each_in(part(8), visit);
  }

 private:
  struct Entry {
    std::uint64_t id = 0, run = 0, length = 0, offset = 0;
  };
  static std::vector<Entry> entries(std::string_view in) {
    const auto next = [&] {
      std::uint64_t v = 0;
      for (int shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(in[0]);
        in.remove_prefix(1);
        v |= std::uint64_t{byte & 0x7fU} << shift;
        if (byte < 0x80) return v;
      }
    };
    std::vector<Entry> out(next());
    std::uint64_t id = 0;
    for (Entry& e : out) e.id = id += next();
    for (Entry& e : out) e.run = next();
    for (Entry& e : out) e.length = next();
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::uint64_t v = next();
      out[i].offset = v == 0 ? out[i - 1].offset + out[i - 1].length : v - 1;
    }
    EXPECT_TRUE(in.empty());
    return out;
  }
  [[nodiscard]] std::optional<std::string_view> tile_in(std::string_view directory, std::uint64_t id) const {
    const std::vector<Entry> all = entries(directory);
    auto after = std::upper_bound(all.begin(), all.end(), id, [](std::uint64_t v, const Entry& e) { return v < e.id; });
    if (after == all.begin()) return {};
    const Entry& e = *--after;
    if (e.run == 0) return tile_in(part(40).substr(e.offset, e.length), id);
    if (id >= e.id + e.run) return {};
    return part(56).substr(e.offset, e.length);
  }
  template <class Visit>
  void each_in(std::string_view directory, Visit& visit) const {
    for (const Entry& e : entries(directory)) {
      if (e.run == 0) each_in(part(40).substr(e.offset, e.length), visit);
      for (std::uint64_t k = 0; k < e.run; ++k) visit(e.id + k, e.offset, part(56).substr(e.offset, e.length));
    }
  }
  std::string_view file_;
};

std::string written(const Archive& archive, const ArchiveOptions& options) {
  std::string out;
  const Result<void> done = archive.write(options, [&](std::string_view piece) -> Result<void> {
    out += piece;
    return {};
  });
  EXPECT_TRUE(done);
  return out;
}

ArchiveOptions some_options() {
  ArchiveOptions options;
  options.bounds = {{601'000'000, 249'000'000}, {602'000'000, -1'250'000'000}};
  options.centre = {-5, 1'799'999'999};
  options.centre_zoom = 13;
  options.metadata = R"({"vector_layers":[]})";
  return options;
}

struct Tile {
  TileId id;
  std::string bytes;
};
// All tiles of some zooms, many of them equal, in random order.
std::vector<Tile> random_tiles(Random& random, std::uint8_t deepest) {
  std::vector<Tile> out;
  for (std::uint8_t z = 0; z <= deepest; ++z) {
    for (std::uint32_t x = 0; x < 1U << z; ++x) {
      for (std::uint32_t y = 0; y < 1U << z; ++y) {
        if (random.chance(100)) continue;
        const bool water = random.chance(300);
        out.push_back(
            {{z, x, y},
             water ? std::string("water") : std::string(1 + random.below(30), 'x') + std::to_string(random.below(5000))});
      }
    }
  }
  for (std::size_t i = out.size(); i > 1; --i) std::swap(out[i - 1], out[random.below(i)]);
  return out;
}

TEST(Archive, every_tile_is_found_and_no_other) {
  Random random(testing::seed());
  for (const std::uint8_t deepest : {std::uint8_t{3}, std::uint8_t{9}}) {  // the root alone; with leaf directories
    const std::vector<Tile> tiles = random_tiles(random, deepest);
    Archive archive;
    for (const Tile& t : tiles) archive.add(t.id, t.bytes);
    EXPECT_EQ(archive.size(), tiles.size());
    const std::string file = written(archive, some_options());
    const Reader reader(file);
    EXPECT_EQ(reader.number(48, 8) > 0, deepest == 9);
    EXPECT_LE(127 + reader.part(8).size(), 16384U);
    std::size_t seen = 0;
    std::uint64_t highest = 0, last = 0;
    std::set<std::uint64_t> places;
    reader.each([&](std::uint64_t id, std::uint64_t offset, std::string_view bytes) {
      EXPECT_TRUE(seen == 0 || id > last);
      EXPECT_TRUE(offset == highest || places.contains(offset));  // clustered: a new one stands behind all before it
      places.insert(offset);
      highest = std::max(highest, offset + bytes.size());
      last = id;
      ++seen;
    });
    EXPECT_EQ(seen, tiles.size());
    EXPECT_EQ(highest, reader.number(64, 8));
    for (std::size_t i = 0; i < tiles.size(); i += deepest == 9 ? 331 : 1)
      EXPECT_EQ(reader.tile(hilbert_id(tiles[i].id)), tiles[i].bytes);
    EXPECT_EQ(reader.number(72, 8), tiles.size());
    EXPECT_EQ(reader.number(88, 8), places.size());
    EXPECT_EQ(reader.number(101, 1), deepest);
  }
}

TEST(Archive, the_same_tiles_give_the_same_bytes_in_any_order) {
  Random random(testing::seed());
  std::vector<Tile> tiles = random_tiles(random, 6);
  Archive there, back;
  for (const Tile& t : tiles) there.add(t.id, t.bytes);
  std::reverse(tiles.begin(), tiles.end());
  back.add(tiles[7].id, "of an earlier attempt");  // replaced below, and in no byte of the file
  for (const Tile& t : tiles) back.add(t.id, t.bytes);
  EXPECT_EQ(written(there, some_options()), written(back, some_options()));
}

TEST(Archive, runs_of_equal_tiles_are_one_entry_and_one_content) {
  Archive archive;
  for (std::uint32_t x = 0; x < 2; ++x) {
    for (std::uint32_t y = 0; y < 2; ++y) archive.add({1, x, y}, "same");
  }
  archive.add({0, 0, 0}, "other");
  archive.add({5, 9, 9}, "same");
  archive.add({5, 9, 8}, "");
  const std::string file = written(archive, some_options());
  const Reader reader(file);
  EXPECT_EQ(reader.number(72, 8), 6U);  // addressed
  EXPECT_EQ(reader.number(80, 8), 3U);  // entries
  EXPECT_EQ(reader.number(88, 8), 2U);  // contents
  EXPECT_EQ(reader.part(56), "othersame");
  EXPECT_FALSE(reader.tile(hilbert_id({5, 9, 8})));
}

TEST(Archive, header_and_metadata_stand_where_the_specification_puts_them) {
  Archive archive;
  archive.add({4, 9, 4}, "bytes");
  const std::string file = written(archive, some_options());
  const Reader reader(file);
  EXPECT_EQ(file.substr(0, 8), std::string("PMTiles\3"));
  EXPECT_EQ(reader.number(8, 8), 127U);
  EXPECT_EQ(reader.part(24), R"({"vector_layers":[]})");
  EXPECT_EQ(reader.number(96, 1), 1U);  // clustered
  EXPECT_EQ(reader.number(97, 1), 1U);  // no compression inside
  EXPECT_EQ(reader.number(98, 1), 1U);  // nor of tiles
  EXPECT_EQ(reader.number(99, 1), 1U);  // vector tiles
  EXPECT_EQ(reader.number(100, 1), 4U);
  EXPECT_EQ(reader.number(101, 1), 4U);
  const auto degrees = [&](std::size_t at) {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(reader.number(at, 4)));
  };
  EXPECT_EQ(degrees(102), 249'000'000);
  EXPECT_EQ(degrees(106), 601'000'000);
  EXPECT_EQ(degrees(110), -1'250'000'000);
  EXPECT_EQ(degrees(114), 602'000'000);
  EXPECT_EQ(reader.number(118, 1), 13U);
  EXPECT_EQ(degrees(119), 1'799'999'999);
  EXPECT_EQ(degrees(123), -5);
  EXPECT_EQ(file.size(), reader.number(56, 8) + reader.number(64, 8));
}

TEST(Archive, compresses_directories_and_metadata_but_not_tiles_again) {
  Archive archive;
  archive.add({4, 9, 4}, "bytes");
  ArchiveOptions options = some_options();
  options.compression = Compression::gzip;
  options.compress = [](std::string_view s) { return "<" + std::string(s) + ">"; };
  const std::string file = written(archive, options);
  const Reader reader(file);
  EXPECT_EQ(reader.part(24), R"(<{"vector_layers":[]}>)");
  EXPECT_EQ(reader.part(8).front(), '<');
  EXPECT_EQ(reader.part(56), "bytes");
  EXPECT_EQ(reader.number(97, 1), 2U);
  EXPECT_EQ(reader.number(98, 1), 2U);
}

TEST(Archive, ends_with_the_first_error_of_its_sink) {
  Archive archive;
  archive.add({0, 0, 0}, "bytes");
  int pieces = 0;
  const Result<void> done = archive.write(some_options(), [&](std::string_view) -> Result<void> {
    if (++pieces == 2) return fail(Errc::disk_full, "here");
    return {};
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::disk_full);
  EXPECT_EQ(pieces, 2);
}

TEST(Archive, without_tiles_is_still_an_archive) {
  const std::string file = written(Archive(), some_options());
  EXPECT_EQ(Reader(file).number(72, 8), 0U);
  EXPECT_FALSE(Reader(file).tile(0));
}

}  // namespace
}  // namespace contrechamp::tiles
