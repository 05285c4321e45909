// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/atlas/format.hpp>
#include <contrechamp/core/error.hpp>
#include <contrechamp/geo/latlon.hpp>
#include <cstring>
#include <utility>

namespace contrechamp::atlas::format {

/// A record out of bytes at any address; `at + sizeof(R)` must lie inside.
template <class R>
[[nodiscard]] R load(std::span<const std::byte> bytes, std::size_t at) {
  R record{};
  std::memcpy(&record, bytes.data() + at, sizeof(R));
  return record;
}
template <class R>
void store(std::span<std::byte> bytes, std::size_t at, const R& record) {
  std::memcpy(bytes.data() + at, &record, sizeof(R));
}

/// A file whose container was checked (`check_container`), as lists of records that point into it.
class Sections {
 public:
  explicit Sections(std::span<const std::byte> file) : file_(file) {}

  [[nodiscard]] std::span<const std::byte> bytes(Section section) const {
    const auto entry = load<Entry>(file_, sizeof(Header) + position(section) * sizeof(Entry));
    return file_.subspan(static_cast<std::size_t>(entry.offset), static_cast<std::size_t>(entry.length));
  }
  /// R is the section's record; record sizes were compared when the container was checked.
  template <class R>
  [[nodiscard]] std::span<const R> get(Section section) const {
    const auto raw = bytes(section);
    return {reinterpret_cast<const R*>(raw.data()), raw.size() / sizeof(R)};
  }
  [[nodiscard]] std::string_view characters(Section section) const {
    const auto raw = bytes(section);
    return {reinterpret_cast<const char*>(raw.data()), raw.size()};
  }
  [[nodiscard]] geo::Box bounds() const {
    const auto header = load<Header>(file_, 0);
    if ((header.flags & header_has_bounds) == 0) return {};
    return {{header.min_lat_e7, header.min_lon_e7}, {header.max_lat_e7, header.max_lon_e7}};
  }

 private:
  std::span<const std::byte> file_;
};

/// The parts of record i: [first, last) in a section of `total` records. `first` is the record's member that says where.
template <class R>
[[nodiscard]] std::pair<std::size_t, std::size_t> parts(std::span<const R> records, std::size_t i, std::uint32_t R::*first,
                                                        std::size_t total) {
  return {records[i].*first, i + 1 < records.size() ? records[i + 1].*first : total};
}

/// Magic, version, header, table, place and checksum of every section, zeros between them.
[[nodiscard]] Result<void> check_container(std::span<const std::byte> file);
/// Every record of a file whose container is sound.
[[nodiscard]] Result<void> check_records(const Sections& all);

}  // namespace contrechamp::atlas::format
