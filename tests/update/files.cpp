// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/text.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <tests/update/files.hpp>

namespace contrechamp::update_test {
namespace {

using synth::Member;
using synth::Node;
using synth::Relation;
using synth::Tags;
using synth::Town;
using synth::Way;

Tags tags_of(const osmium::OSMObject& object) {
  Tags tags;
  for (const auto& tag : object.tags()) tags.emplace_back(tag.key(), tag.value());
  return tags;
}
synth::Edit edit_of(const osmium::OSMObject& object) {
  return {object.version(), static_cast<std::uint32_t>(object.timestamp().seconds_since_epoch())};
}
OsmType type_of(osmium::item_type type) {
  if (type == osmium::item_type::node) return OsmType::node;
  return type == osmium::item_type::way ? OsmType::way : OsmType::relation;
}

void add(const osmium::OSMEntity& item, Town& town) {
  if (item.type() == osmium::item_type::node) {
    const auto& node = static_cast<const osmium::Node&>(item);
    town.nodes.push_back({node.id(), {node.location().y(), node.location().x()}, edit_of(node), tags_of(node)});
  } else if (item.type() == osmium::item_type::way) {
    const auto& way = static_cast<const osmium::Way&>(item);
    Way made{way.id(), edit_of(way), {}, tags_of(way)};
    for (const auto& node : way.nodes()) made.nodes.push_back(node.ref());
    town.ways.push_back(std::move(made));
  } else if (item.type() == osmium::item_type::relation) {
    const auto& relation = static_cast<const osmium::Relation&>(item);
    Relation made{relation.id(), edit_of(relation), {}, tags_of(relation)};
    for (const auto& member : relation.members()) made.members.push_back({{type_of(member.type()), member.ref()}, member.role()});
    town.relations.push_back(std::move(made));
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&' || c == '<' || c == '"' || c == '\n') {
      out += "&#" + number(c) + ";";
    } else {
      out += c;
    }
  }
  return out;
}

std::string head(const char* type, std::int64_t id, const synth::Edit& edit) {
  return std::string("<") + type + " id=\"" + number(id) + "\" version=\"" + number(edit.version) + "\" timestamp=\"" +
         iso_time(edit.time) + "\"";
}
std::string inside(const Tags& tags) {
  std::string out;
  for (const auto& [key, value] : tags) out += "<tag k=\"" + escaped(key) + "\" v=\"" + escaped(value) + "\"/>";
  return out;
}

std::string xml(const Node& node) {
  std::string at = " lat=\"";
  geo::append_degrees(at, node.at.lat_e7);
  at += "\" lon=\"";
  geo::append_degrees(at, node.at.lon_e7);
  return head("node", node.id, node.edit) + at + "\">" + inside(node.tags) + "</node>";
}
std::string xml(const Way& way) {
  std::string refs;
  for (const std::int64_t node : way.nodes) refs += "<nd ref=\"" + number(node) + "\"/>";
  return head("way", way.id, way.edit) + ">" + refs + inside(way.tags) + "</way>";
}
std::string xml(const Relation& relation) {
  constexpr std::array types{"node", "way", "relation"};
  std::string members;
  for (const Member& m : relation.members) {
    members += std::string("<member type=\"") + types[static_cast<std::size_t>(m.ref.type)] + "\" ref=\"" + number(m.ref.id) +
               "\" role=\"" + escaped(m.role) + "\"/>";
  }
  return head("relation", relation.id, relation.edit) + ">" + members + inside(relation.tags) + "</relation>";
}

template <class Object>
std::string differing(const std::vector<Object>& from, const std::vector<Object>& to, Deletion deletion) {
  std::string out;
  const auto write = [&](const char* what, const Object& object) {
    out += std::string("<") + what + ">" + xml(object) + "</" + what + ">\n";
  };
  auto a = from.begin();
  auto b = to.begin();
  while (a != from.end() || b != to.end()) {
    if (b == to.end() || (a != from.end() && a->id < b->id)) {
      Object gone = *a++;
      if (deletion == Deletion::counts_on) ++gone.edit.version;
      write("delete", gone);
    } else if (a == from.end() || b->id < a->id) {
      write("create", *b++);
    } else {
      if (a->edit.version != b->edit.version) write("modify", *b);
      ++a;
      ++b;
    }
  }
  return out;
}

}  // namespace

Town loaded(const std::filesystem::path& extract) {
  Town town;
  osmium::io::Reader reader(osmium::io::File(extract.string(), "pbf"));
  while (const osmium::memory::Buffer buffer = reader.read()) {
    for (const auto& item : buffer) add(static_cast<const osmium::OSMEntity&>(item), town);
  }
  reader.close();
  for (const Node& node : town.nodes) {
    town.bounds.add(node.at);
    town.as_of = std::max(town.as_of, std::int64_t{node.edit.time});
  }
  return town;
}

std::string changes(const Town& from, const Town& to, Deletion deletion) {
  return "<?xml version='1.0'?>\n<osmChange version=\"0.6\" generator=\"contrechamp synth\">\n" +
         differing(from.nodes, to.nodes, deletion) + differing(from.ways, to.ways, deletion) +
         differing(from.relations, to.relations, deletion) + "</osmChange>\n";
}

}  // namespace contrechamp::update_test
