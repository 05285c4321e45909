// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/tiles/native/gzip.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>
#include <zlib.h>

namespace contrechamp::tiles {
namespace {

std::string unpacked(std::string bytes, std::size_t size) {
  std::string out(size + 1, '\0');
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Gzipped, is_read_back_whatever_it_was) {
  Random random(testing::seed());
  for (const std::size_t size : {0U, 1U, 100U, 300'000U}) {
    for (const int level : {1, 6, 9}) {
      std::string noise(size, '\0'), words;
      for (char& c : noise) c = static_cast<char>(random.next());
      while (words.size() < size) words += "street " + std::to_string(random.below(50));
      EXPECT_EQ(unpacked(gzipped(noise, level), noise.size()), noise);
      EXPECT_EQ(unpacked(gzipped(words, level), words.size()), words);
      EXPECT_LT(gzipped(words, level).size(), words.size() / 3 + 100);
    }
  }
}

TEST(Gzipped, names_neither_date_nor_system) {
  EXPECT_EQ(gzipped("tile").substr(0, 10), std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10));
  EXPECT_EQ(gzipped("tile", 9), gzipped("tile", 9));
}

}  // namespace
}  // namespace contrechamp::tiles
