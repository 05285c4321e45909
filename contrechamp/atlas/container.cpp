// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/atlas/sections.hpp>
#include <contrechamp/core/checksum.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::atlas::format {
namespace {

constexpr std::size_t header_checked = offsetof(Header, checksum);

std::string section_name(std::uint32_t id) {
  const bool known = id >= 1 && id <= section_table.size();
  return "section " + (known ? std::string(section_table[id - 1].name) : number(id));
}

tl::unexpected<Error> damaged(std::string_view place, std::string_view what) {
  return fail(Errc::corrupt_atlas, std::string(place) + ": " + std::string(what));
}

bool sound_bounds(const Header& h) {
  if ((h.flags & header_has_bounds) == 0) {
    return h.min_lat_e7 == 0 && h.min_lon_e7 == 0 && h.max_lat_e7 == 0 && h.max_lon_e7 == 0;
  }
  return geo::checked_e7(h.min_lat_e7, h.min_lon_e7).has_value() && geo::checked_e7(h.max_lat_e7, h.max_lon_e7).has_value() &&
         h.min_lat_e7 <= h.max_lat_e7 && h.min_lon_e7 <= h.max_lon_e7;
}

Result<Header> checked_header(std::span<const std::byte> file) {
  const bool ours = file.size() >= magic.size() && std::memcmp(file.data(), magic.data(), magic.size()) == 0;
  if (!ours) return fail(Errc::not_an_atlas);
  if (file.size() < sizeof(Header)) return damaged("header", "cut short");
  const auto header = load<Header>(file, 0);
  // Before the checksum: another version may have another header.
  if (header.version != version) {
    return fail(Errc::atlas_version,
                "the file has version " + number(header.version) + ", this program reads version " + number(version),
                "le fichier est de la version " + number(header.version) + ", ce programme lit la version " + number(version));
  }
  if (header.checksum != checksum(file.first(header_checked))) return damaged("header", "checksum differs");
  if (header.length != file.size()) {
    return damaged("header", "written as " + number(static_cast<std::int64_t>(header.length)) + " bytes, found " +
                                 number(static_cast<std::int64_t>(file.size())));
  }
  if (header.flags > header_has_bounds || header.reserved != 0) return damaged("header", "unknown flags");
  if (!sound_bounds(header)) return damaged("header", "bounds out of range");
  return header;
}

Result<std::span<const std::byte>> checked_table(std::span<const std::byte> file, const Header& header) {
  const std::size_t room = (file.size() - sizeof(Header)) / sizeof(Entry);
  if (header.section_count <= position(oldest_last_section) || header.section_count > room) {
    return damaged("section table", number(header.section_count) + " sections");
  }
  const auto table = file.subspan(sizeof(Header), header.section_count * sizeof(Entry));
  if (header.table_checksum != checksum(table)) return damaged("section table", "checksum differs");
  if (header.section_count < section_table.size()) {
    return fail(Errc::atlas_version, "made by an older version of this program: build it again",
                "fait par une version plus ancienne de ce programme\u202F: reconstruisez-le");
  }
  return table;
}

/// The i-th section, which must begin at the first aligned place after `end`; gives where it ends. Sections that this
/// version does not know come after those that it knows, and are checked like them.
Result<std::uint64_t> checked_section(std::span<const std::byte> file, const Entry& entry, std::size_t i,
                                      std::uint32_t previous_id, std::uint64_t end) {
  const std::string name = section_name(entry.id);
  if (entry.id <= previous_id || (i < section_table.size() && entry.id != i + 1)) return damaged(name, "out of order");
  if (entry.record_size == 0 || (i < section_table.size() && entry.record_size != section_table[i].record_size)) {
    return damaged(name, "record size " + number(entry.record_size));
  }
  const std::uint64_t start = (end + section_alignment - 1) / section_alignment * section_alignment;
  if (entry.offset != start) return damaged(name, "in the wrong place");
  if (start > file.size() || entry.length > file.size() - start) return damaged(name, "reaches beyond the end of the file");
  if (entry.length % entry.record_size != 0) return damaged(name, "not a whole number of records");
  const auto gap = file.subspan(static_cast<std::size_t>(end), static_cast<std::size_t>(start - end));
  if (std::any_of(gap.begin(), gap.end(), [](std::byte b) { return b != std::byte{0}; })) return damaged(name, "bytes before it");
  const auto section = file.subspan(static_cast<std::size_t>(start), static_cast<std::size_t>(entry.length));
  if (entry.checksum != checksum(section)) return damaged(name, "checksum differs");
  return start + entry.length;
}

}  // namespace

Result<void> check_container(std::span<const std::byte> file) {
  const auto header = checked_header(file);
  if (!header) return tl::unexpected(header.error());
  const auto table = checked_table(file, *header);
  if (!table) return tl::unexpected(table.error());
  std::uint64_t end = sizeof(Header) + table->size();
  std::uint32_t previous_id = 0;
  for (std::size_t i = 0; i < header->section_count; ++i) {
    const auto entry = load<Entry>(*table, i * sizeof(Entry));
    const auto next = checked_section(file, entry, i, previous_id, end);
    if (!next) return tl::unexpected(next.error());
    end = *next;
    previous_id = entry.id;
  }
  if (end != file.size()) return damaged("end of file", "bytes after the last section");
  return {};
}

void seal(std::span<std::byte> file) {
  if (file.size() < sizeof(Header)) return;
  auto header = load<Header>(file, 0);
  const std::size_t room = (file.size() - sizeof(Header)) / sizeof(Entry);
  const std::size_t count = std::min<std::size_t>(header.section_count, room);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = sizeof(Header) + i * sizeof(Entry);
    auto entry = load<Entry>(file, at);
    if (entry.offset > file.size() || entry.length > file.size() - entry.offset) continue;
    entry.checksum = checksum(file.subspan(static_cast<std::size_t>(entry.offset), static_cast<std::size_t>(entry.length)));
    store(file, at, entry);
  }
  header.table_checksum = checksum(file.subspan(sizeof(Header), count * sizeof(Entry)));
  store(file, 0, header);
  header.checksum = checksum(file.first(header_checked));
  store(file, 0, header);
}

}  // namespace contrechamp::atlas::format
