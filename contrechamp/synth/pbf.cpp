// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <cerrno>
#include <contrechamp/core/text.hpp>
#include <contrechamp/synth/town.hpp>
#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>
#include <osmium/memory/buffer.hpp>
#include <system_error>

namespace contrechamp::synth {
namespace {
namespace fs = std::filesystem;
constexpr std::size_t buffer_bytes = 1U << 20U;

template <class Builder>
void set_common(Builder& builder, std::int64_t id, const Edit& edit) {
  builder.set_id(id);
  builder.set_version(edit.version);
  builder.set_timestamp(osmium::Timestamp{edit.time});
  builder.set_visible(true);
}

template <class Builder>
void set_tags(Builder& builder, const Tags& tags) {
  osmium::builder::TagListBuilder list{builder};
  for (const auto& [key, value] : tags) list.add_tag(key, value);
}

void add(osmium::memory::Buffer& buffer, const Node& node) {
  osmium::builder::NodeBuilder builder{buffer};
  set_common(builder, node.id, node.edit);
  builder.set_location(osmium::Location{node.at.lon_e7, node.at.lat_e7});
  set_tags(builder, node.tags);
}

void add(osmium::memory::Buffer& buffer, const Way& way) {
  osmium::builder::WayBuilder builder{buffer};
  set_common(builder, way.id, way.edit);
  set_tags(builder, way.tags);
  osmium::builder::WayNodeListBuilder list{builder};
  for (const std::int64_t ref : way.nodes) list.add_node_ref(ref);
}

void add(osmium::memory::Buffer& buffer, const Relation& relation) {
  constexpr std::array types{osmium::item_type::node, osmium::item_type::way, osmium::item_type::relation};
  osmium::builder::RelationBuilder builder{buffer};
  set_common(builder, relation.id, relation.edit);
  set_tags(builder, relation.tags);
  osmium::builder::RelationMemberListBuilder list{builder};
  for (const Member& m : relation.members) list.add_member(types[static_cast<std::size_t>(m.ref.type)], m.ref.id, m.role);
}

template <class List>
void write_all(osmium::io::Writer& writer, const List& list) {
  osmium::memory::Buffer buffer{buffer_bytes, osmium::memory::Buffer::auto_grow::yes};
  for (const auto& object : list) {
    add(buffer, object);
    buffer.commit();
    if (buffer.committed() < buffer_bytes * 9 / 10) continue;
    writer(std::move(buffer));
    buffer = osmium::memory::Buffer{buffer_bytes, osmium::memory::Buffer::auto_grow::yes};
  }
  if (buffer.committed() > 0) writer(std::move(buffer));
}

osmium::io::Header header_of(const Town& town) {
  osmium::io::Header header;
  header.set("generator", "contrechamp synth");
  header.set("sorting", "Type_then_ID");
  header.set("osmosis_replication_timestamp", iso_time(town.as_of));
  if (!town.bounds.empty()) {
    header.add_box({osmium::Location{town.bounds.min.lon_e7, town.bounds.min.lat_e7},
                    osmium::Location{town.bounds.max.lon_e7, town.bounds.max.lat_e7}});
  }
  return header;
}

Error error_of(const std::error_code& code, const fs::path& path) {
  const int number = code.value();
  // EFBIG: the quota of the file system or the shell is used up, which for a person is the same.
  const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  return {full ? Errc::disk_full : Errc::cannot_write, path.string() + ": " + code.message()};
}
}  // namespace

Result<void> write_pbf(const Town& town, const fs::path& path) {
  fs::path part = path;
  part += ".part";
  std::error_code ignored;
  try {
    const osmium::io::File file{part.string(), "pbf,add_metadata=version+timestamp"};
    // What an interrupted run left is removed, so that the new file is ours.
    fs::remove(part);
    osmium::io::Writer writer{file, header_of(town), osmium::io::overwrite::no, osmium::io::fsync::yes};
    write_all(writer, town.nodes);
    write_all(writer, town.ways);
    write_all(writer, town.relations);
    writer.close();
    fs::rename(part, path);
    return {};
  } catch (const std::system_error& e) {
    fs::remove(part, ignored);
    return tl::unexpected(error_of(e.code(), path));
  } catch (const std::exception& e) {
    fs::remove(part, ignored);
    return fail(Errc::cannot_write, path.string() + ": " + e.what());
  }
}

}  // namespace contrechamp::synth
