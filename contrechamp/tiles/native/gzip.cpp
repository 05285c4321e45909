// SPDX-License-Identifier: AGPL-3.0-or-later
// zlib then promises not to write to its input.
#define ZLIB_CONST
#include <contrechamp/tiles/native/gzip.hpp>
#include <new>
#include <zlib.h>

namespace contrechamp::tiles {

std::string gzipped(std::string_view bytes, int level) {
  constexpr int gzip_window = 15 + 16;  // zlib: 16 more asks for gzip's frame
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 9, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  gz_header header{};
  header.os = 255;  // unknown, whatever machine this is
  deflateSetHeader(&stream, &header);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<const Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::bad_alloc();
  return out;
}

}  // namespace contrechamp::tiles
