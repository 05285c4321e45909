// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/osm/reader_file.hpp>
#include <contrechamp/osm/reader_frames.hpp>
#include <contrechamp/osm/reader_pick.hpp>
#include <fstream>
#include <osmium/io/any_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>

namespace contrechamp::osm {
namespace {
namespace fs = std::filesystem;
using Entities = osmium::osm_entity_bits::type;
constexpr auto relations_only = osmium::osm_entity_bits::relation;
constexpr auto nodes_and_ways = osmium::osm_entity_bits::node | osmium::osm_entity_bits::way;

/// Progress over all inputs, each of which is read twice.
struct Progress {
  LogSink& log;
  std::uint64_t total = 0;
  std::uint64_t before = 0;
  void at(std::uint64_t offset) const { log.progress("read", std::min(before + offset, total), total); }
};

struct Source {
  fs::path path;
  Format format = Format::pbf;
  std::uint64_t bytes = 0;
  bool changes = false;  ///< a change file (osmChange): its objects correct those of the extracts
};

osmium::io::File libosmium_file(const Source& source) {
  return osmium::io::File(source.path.string(), std::string(libosmium_name(source.format)));
}

// Decodes a PBF's blocks one by one, each behind the header block, to say which of them is damaged. Only after a failure.
std::string place_of_damage(const fs::path& path) {
  const auto blocks = frames(path);
  if (!blocks) return blocks.error().detail;
  std::ifstream in(path, std::ios::binary);
  std::string header;
  for (std::size_t i = 0; i < blocks->size(); ++i) {
    const Frame& frame = (*blocks)[i];
    std::string bytes(frame.bytes, '\0');
    in.seekg(static_cast<std::streamoff>(frame.offset));
    if (!in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) break;
    if (i == 0) header = bytes;
    const std::string pair = i == 0 ? header : header + bytes;
    try {
      osmium::io::Reader reader(osmium::io::File(pair.data(), pair.size(), "pbf"));
      while (reader.read()) {
      }
      reader.close();
    } catch (const std::exception& fault) {
      return path.string() + ": " + place_of(i, frame) + ": " + fault.what();
    }
  }
  return path.string();
}

tl::unexpected<Error> damage(const Source& source, const char* what, bool header_read) {
  if (source.format == Format::pbf) return fail(Errc::corrupt_osm, place_of_damage(source.path));
  const bool stranger = !header_read && source.format != Format::xml;
  return fail(stranger ? Errc::not_osm : Errc::corrupt_osm, source.path.string() + ": " + what);
}

std::int64_t replication_time(const osmium::io::Header& header) {
  const std::string text = header.get("osmosis_replication_timestamp");
  return text.empty() ? 0 : std::int64_t{osmium::Timestamp(text).seconds_since_epoch()};
}

void pick(const osmium::memory::Buffer& buffer, Picker& picker) {
  for (const auto& item : buffer) {
    switch (item.type()) {
      case osmium::item_type::node: picker.node(static_cast<const osmium::Node&>(item)); break;
      case osmium::item_type::way: picker.way(static_cast<const osmium::Way&>(item)); break;
      case osmium::item_type::relation: picker.relation(static_cast<const osmium::Relation&>(item)); break;
      default: break;
    }
  }
}

// The one place where what libosmium throws is caught.
void add_boxes(const osmium::io::Header& header, std::vector<geo::Box>& out) {
  for (const osmium::Box& declared : header.boxes()) {
    const auto min = geo::checked_e7(declared.bottom_left().y(), declared.bottom_left().x());
    const auto max = geo::checked_e7(declared.top_right().y(), declared.top_right().x());
    if (min && max && min->lat_e7 < max->lat_e7 && min->lon_e7 < max->lon_e7) out.push_back({*min, *max});
  }
}

// The header must be that of an extract, or of changes if the file is named so: an atlas keeps names only.
Result<void> check_kind(const Source& source, const osmium::io::Header& header) {
  const bool several_versions = header.has_multiple_object_versions();
  if (several_versions && source.format == Format::pbf) {
    return fail(Errc::not_osm, source.path.string() + ": a history file; an extract of one date is needed");
  }
  if (several_versions == source.changes) return {};
  return fail(Errc::not_osm,
              source.path.string() + (several_versions ? ": a change file; name it .osc, .osc.gz or .osc.bz2"
                                                       : ": named as a change file, but its first element is not osmChange"));
}

Result<void> pass(const Source& source, Entities entities, Picker& picker, Harvest& harvest, std::size_t index,
                  Progress& progress) {
  scene::Input& input = harvest.inputs[index];
  bool header_read = false;
  try {
    osmium::io::Reader reader(libosmium_file(source), entities);
    const osmium::io::Header header = reader.header();
    header_read = true;
    if (auto right = check_kind(source, header); !right) return right;
    input.generator = header.get("generator");
    input.replication_time = replication_time(header);
    if (entities == relations_only) add_boxes(header, harvest.boxes);
    while (const osmium::memory::Buffer buffer = reader.read()) {
      pick(buffer, picker);
      progress.at(reader.offset());
    }
    reader.close();
  } catch (const std::system_error& fault) {
    return fail(Errc::cannot_read, source.path.string() + ": " + fault.what());
  } catch (const std::exception& fault) {
    return damage(source, fault.what(), header_read);
  }
  progress.before += source.bytes;
  return {};
}

Result<Source> opened(const fs::path& path) {
  Source source{path, Format::pbf, 0, scene::is_change_file(path.filename().string())};
  const auto format = format_of(path);
  if (!format) return tl::unexpected(format.error());
  source.format = *format;
  if (source.format == Format::pbf) {
    if (const auto blocks = frames(path); !blocks) return tl::unexpected(blocks.error());
  }
  std::error_code error;
  source.bytes = fs::file_size(path, error);
  if (error) return fail(Errc::cannot_read, path.string() + ": " + error.message());
  return source;
}

template <class T>
void sort_unique(std::vector<T>& list) {
  std::ranges::sort(list);
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

void settle(Harvest& harvest) {
  harvest.places.settle();
  std::sort(harvest.way_stamps.begin(), harvest.way_stamps.end());
  std::sort(harvest.relation_stamps.begin(), harvest.relation_stamps.end());
}
}  // namespace

Result<Harvest> harvest(std::span<const fs::path> inputs, const scene::ReadOptions& options, LogSink& log) {
  Harvest harvest;
  harvest.several = inputs.size() > 1;
  harvest.inputs.resize(inputs.size());
  std::vector<Source> sources;
  Progress progress{log};
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto source = opened(inputs[i]);
    if (!source) return tl::unexpected(source.error());
    sources.push_back(*source);
    harvest.inputs[i].file = inputs[i].filename().string();
    progress.total += 2 * source->bytes;
  }
  if (std::ranges::all_of(sources, &Source::changes)) {
    return fail(Errc::bad_argument, inputs.front().string() + ": changes alone; the extract that they change is missing");
  }
  Picker picker(harvest, options);
  const auto every = [&](Entities entities) -> Result<void> {
    for (std::size_t i = 0; i < sources.size(); ++i) {
      picker.start(i, sources[i].changes);
      if (auto done = pass(sources[i], entities, picker, harvest, i, progress); !done) return done;
    }
    return {};
  };
  if (const auto done = every(relations_only); !done) return tl::unexpected(done.error());
  sort_unique(harvest.wanted_ways);
  sort_unique(harvest.enforcing);
  if (const auto done = every(nodes_and_ways); !done) return tl::unexpected(done.error());
  settle(harvest);
  return harvest;
}

}  // namespace contrechamp::osm
