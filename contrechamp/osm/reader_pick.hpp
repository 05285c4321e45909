// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/osm/reader_harvest.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>

/// From one libosmium object to the harvest: which are kept, and what of them. Private to the module.
namespace contrechamp::osm {

class Picker {
 public:
  Picker(Harvest& harvest, const scene::ReadOptions& options) : harvest_(harvest), options_(options) {}
  /// The objects that follow are of this input; `changes` if it is a change file.
  void start(std::size_t input, bool changes) {
    input_ = static_cast<std::uint32_t>(input);
    changes_ = changes;
  }
  void relation(const osmium::Relation& relation);
  void node(const osmium::Node& node);
  void way(const osmium::Way& way);

 private:
  TagView view(const osmium::TagList& tags);
  const Tags& copy(TagView tags);
  Stamp stamp(const osmium::OSMObject& object);
  bool is_device(OsmRef ref, TagView tags);  ///< then its tags are in copy_

  Harvest& harvest_;
  const scene::ReadOptions& options_;
  std::uint32_t input_ = 0;
  bool changes_ = false;
  std::vector<TagRef> view_;  // reused: most objects are looked at and left
  Tags copy_;
};

}  // namespace contrechamp::osm
