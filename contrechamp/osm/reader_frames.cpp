// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/reader_frames.hpp>
#include <fstream>
#include <optional>
#include <protozero/pbf_reader.hpp>

namespace contrechamp::osm {
namespace {
namespace fs = std::filesystem;
using namespace std::string_view_literals;

constexpr std::array<std::string_view, 4> libosmium_names{"pbf", "osm", "osm.gz", "osm.bz2"};
constexpr std::uint64_t max_header_bytes = std::uint64_t{64} * 1024;
constexpr std::uint64_t max_blob_bytes = std::uint64_t{32} * 1024 * 1024;

// A PBF starts with a length below 64 KiB and a blob header whose first field (tag 0x0a, 9 bytes) is "OSMHeader".
constexpr std::string_view pbf_type = "\x0a\x09OSMHeader"sv;

bool starts_like_pbf(std::string_view head) {
  if (!head.starts_with("\0\0"sv) || head.size() < 6) return false;
  const std::string_view type = head.substr(4, pbf_type.size());
  return pbf_type.starts_with(type);
}

Result<Format> by_first_bytes(const fs::path& file, std::string_view head) {
  if (head.starts_with("\x1f\x8b"sv)) return Format::xml_gzip;
  if (head.starts_with("BZh"sv)) return Format::xml_bzip2;
  if (starts_like_pbf(head)) {
    if (head.size() >= 4 + pbf_type.size()) return Format::pbf;
    return fail(Errc::corrupt_osm, file.string() + ": ends after " + number(static_cast<std::int64_t>(head.size())) + " bytes");
  }
  if (head.find("<osm"sv) != std::string_view::npos) return Format::xml;  // or <osmChange
  return fail(Errc::not_osm, file.string());
}

// The blob's length as the blob header says it (field 3), if header and type are in order.
std::optional<std::uint64_t> blob_bytes(const std::string& header, std::string_view type) {
  try {
    protozero::pbf_reader fields(header);
    std::optional<std::uint64_t> size;
    bool right_type = false;
    while (fields.next()) {
      if (fields.tag() == 1 && fields.wire_type() == protozero::pbf_wire_type::length_delimited) {
        const auto name = fields.get_view();
        right_type = std::string_view(name.data(), name.size()) == type;
      } else if (fields.tag() == 3 && fields.wire_type() == protozero::pbf_wire_type::varint) {
        size = fields.get_uint64();
      } else {
        fields.skip();
      }
    }
    if (!right_type || !size || *size == 0 || *size > max_blob_bytes) return std::nullopt;
    return size;
  } catch (const protozero::exception&) {
    return std::nullopt;
  }
}

// The length of the frame that starts at the stream's position, or nothing if it is not one.
std::optional<std::uint64_t> frame_bytes(std::istream& in, bool first) {
  std::array<char, 4> raw{};
  if (!in.read(raw.data(), raw.size())) return std::nullopt;
  std::uint64_t length = 0;
  for (const char c : raw) length = length * 256 + static_cast<unsigned char>(c);
  if (length == 0 || length > max_header_bytes) return std::nullopt;
  std::string header(length, '\0');
  if (!in.read(header.data(), static_cast<std::streamsize>(length))) return std::nullopt;
  const auto blob = blob_bytes(header, first ? "OSMHeader" : "OSMData");
  if (!blob) return std::nullopt;
  return raw.size() + length + *blob;
}
}  // namespace

std::string_view libosmium_name(Format format) { return libosmium_names[static_cast<std::size_t>(format)]; }

std::string place_of(std::size_t block, const Frame& frame) {
  return "block " + number(static_cast<std::int64_t>(block)) + " at byte " + number(static_cast<std::int64_t>(frame.offset));
}

Result<Format> format_of(const fs::path& file) {
  std::error_code error;
  const auto status = fs::status(file, error);
  if (!fs::exists(status))
    return fail(Errc::cannot_read, file.string() + ": no such file", file.string() + "\u202F: ce fichier n’existe pas");
  if (!fs::is_regular_file(status))
    return fail(Errc::cannot_read, file.string() + ": not a file",
                file.string() + "\u202F: pas un fichier");  // a pipe cannot be read twice
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(Errc::cannot_read, file.string() + ": cannot be opened");
  std::string head(4096, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  if (head.empty()) return fail(Errc::empty_file, file.string());
  return by_first_bytes(file, head);
}

Result<std::vector<Frame>> frames(const fs::path& file) {
  std::error_code error;
  const std::uint64_t size = fs::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  if (error || !in) return fail(Errc::cannot_read, file.string() + ": cannot be opened");
  std::vector<Frame> result;
  for (std::uint64_t offset = 0; offset < size;) {
    in.seekg(static_cast<std::streamoff>(offset));
    const auto bytes = frame_bytes(in, result.empty());
    const Frame frame{offset, bytes.value_or(0)};
    if (!bytes) return fail(Errc::corrupt_osm, file.string() + ": " + place_of(result.size(), frame) + " is not a block");
    if (*bytes > size - offset)
      return fail(Errc::corrupt_osm, file.string() + ": " + place_of(result.size(), frame) + " is cut short");
    result.push_back(frame);
    offset += *bytes;
  }
  return result;
}

}  // namespace contrechamp::osm
