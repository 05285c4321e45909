// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace contrechamp::osm {

/// What a file is by its first bytes; its name is not asked.
enum class Format : std::uint8_t { pbf, xml, xml_gzip, xml_bzip2 };
[[nodiscard]] std::string_view libosmium_name(Format format);  ///< "pbf", "osm", "osm.gz", "osm.bz2"

/// Errors: cannot_read (missing, not a regular file, no permission), empty_file, not_osm; corrupt_osm if a PBF stops in its first
/// bytes.
[[nodiscard]] Result<Format> format_of(const std::filesystem::path& file);

/// One block of a PBF file: its length field, blob header and blob.
struct Frame {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

/// Walks a PBF's blocks without reading what is in them: the lengths must be within the format's limits (a blob header below
/// 64 KiB, a blob at most 32 MiB), the first block OSMHeader, and the last block must end where the file ends.
/// Errors: corrupt_osm with the block and its byte, cannot_read.
/// What it cannot see: a file cut exactly between two blocks is a shorter valid file. Source: OSM wiki, "PBF Format".
[[nodiscard]] Result<std::vector<Frame>> frames(const std::filesystem::path& file);

/// "block 12 at byte 345678"
[[nodiscard]] std::string place_of(std::size_t block, const Frame& frame);

}  // namespace contrechamp::osm
