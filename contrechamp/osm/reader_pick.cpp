// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/osm/access_tags.hpp>
#include <contrechamp/osm/device_tags_tables.hpp>
#include <contrechamp/osm/reader_pick.hpp>
#include <contrechamp/osm/street_tags.hpp>

namespace contrechamp::osm {
namespace {
// OpenStreetMap began on this day; older timestamps come from tools without one (MEASURES, "As of").
constexpr std::int64_t osm_began = 1'092'009'600;  // 2004-08-09T00:00:00Z

// Tags that say nothing about what a relation is: an old-style multipolygon has no others, and its outer ways carry the meaning.
constexpr std::array<std::string_view, 6> meaningless{"type", "source", "created_by", "note", "attribution", "fixme"};

OsmType type_of(osmium::item_type type) {
  if (type == osmium::item_type::node) return OsmType::node;
  return type == osmium::item_type::way ? OsmType::way : OsmType::relation;
}

// A cheap sieve before maps_a_device, which copies: lets through every object that has one of the device keys with a value that
// is long enough.
bool may_map_a_device(TagView tags) {
  return std::ranges::any_of(tags.all(), [](const TagRef& tag) {
    return std::ranges::any_of(tables::device_keys,
                               [&](const auto& row) { return tag.key == row.key && tag.value.size() >= row.value.size(); });
  });
}

bool bare(TagView tags) {
  return std::ranges::all_of(tags.all(),
                             [](const TagRef& tag) { return std::ranges::find(meaningless, tag.key) != meaningless.end(); });
}

RawRelation raw(const osmium::Relation& relation, TagView tags) {
  RawRelation result;
  for (const TagRef& tag : tags.all()) result.tags.emplace_back(tag.key, tag.value);
  for (const auto& member : relation.members()) {
    result.members.push_back({{type_of(member.type()), member.ref()}, member.role()});
  }
  return result;
}
}  // namespace

TagView Picker::view(const osmium::TagList& tags) {
  view_.clear();
  for (const auto& tag : tags) view_.push_back({tag.key(), tag.value()});
  return TagView(view_);
}

// Overwrites the strings of the last call: no allocation for the short tags of most objects.
const Tags& Picker::copy(TagView tags) {
  copy_.resize(tags.all().size());
  for (std::size_t i = 0; i < copy_.size(); ++i) {
    copy_[i].first.assign(tags.all()[i].key);
    copy_[i].second.assign(tags.all()[i].value);
  }
  return copy_;
}

Stamp Picker::stamp(const osmium::OSMObject& object) {
  const Word word = !object.visible() ? Word::deletion : changes_ ? Word::change : Word::extract;
  const auto edited = static_cast<std::uint32_t>(object.timestamp().seconds_since_epoch());
  const Stamp stamp{object.id(), std::min(object.version(), max_version), edited, input_, word};
  auto& newest = harvest_.inputs[input_].newest_edit;
  if (stamp.edited > osm_began) newest = std::max(newest, std::int64_t{stamp.edited});
  return stamp;
}

bool Picker::is_device(OsmRef ref, TagView tags) {
  const bool named = std::ranges::binary_search(harvest_.enforcing, ref);
  if (!named && !may_map_a_device(tags)) return false;
  return maps_a_device(copy(tags)) || named;
}

void Picker::relation(const osmium::Relation& relation) {
  ++harvest_.inputs[input_].relations;
  const Stamp copy_stamp = stamp(relation);
  if (harvest_.several) harvest_.relation_stamps.push_back(copy_stamp);
  if (!relation.visible()) return;  // deleted: it may only outdate other copies
  const TagView tags = view(relation.tags());
  const auto keep = [&](std::vector<RawRelation>& list) -> const RawRelation& {
    list.push_back(raw(relation, tags));
    list.back().stamp = copy_stamp;
    return list.back();
  };
  const auto keep_with_ways = [&](std::vector<RawRelation>& list) {
    for (const auto& member : keep(list).members) {
      if (member.ref.type == OsmType::way) harvest_.wanted_ways.push_back(member.ref.id);
    }
  };
  if (tags.is("type", "multipolygon")) {
    const bool untagged = bare(tags);
    if (untagged || building_tags(tags, options_).role != BuildingRole::none) keep_with_ways(harvest_.areas);
    if (untagged || cover_of(tags)) keep_with_ways(harvest_.grounds);
  }
  if (tags.is("type", "restriction")) keep(harvest_.restrictions);
  if (tags.is("type", "enforcement")) {
    for (const auto& member : keep(harvest_.enforcements).members) {
      if (member.role == "device") harvest_.enforcing.push_back(member.ref);
    }
  } else if (may_map_a_device(tags) && maps_surveillance(copy(tags))) {
    harvest_.unread.push_back({copy_stamp, {}, {}});
  }
}

void Picker::node(const osmium::Node& node) {
  ++harvest_.inputs[input_].nodes;
  const Stamp copy_stamp = stamp(node);
  const osmium::Location location = node.location();
  Position position = Position::missing;
  geo::LatLon at;
  if (location.is_defined() && node.visible()) {
    const auto checked = geo::checked_e7(location.y(), location.x());
    position = checked ? Position::known : Position::out_of_range;
    if (checked) at = *checked;
    if (!checked) ++harvest_.beyond;
  }
  harvest_.places.add(copy_stamp.id, copy_stamp.version, copy_stamp.edited, position, at, copy_stamp.word);
  if (!node.visible() || (node.tags().empty() && harvest_.enforcing.empty())) return;
  const TagView tags = view(node.tags());
  if (is_device({OsmType::node, copy_stamp.id}, tags)) {
    harvest_.devices.push_back({OsmType::node, copy_stamp, copy_, {}});
  }
  if (const std::uint8_t closed = barred_modes(tags); closed != 0) harvest_.barriers.push_back({copy_stamp, closed});
}

void Picker::way(const osmium::Way& way) {
  ++harvest_.inputs[input_].ways;
  const Stamp copy_stamp = stamp(way);
  if (harvest_.several) harvest_.way_stamps.push_back(copy_stamp);
  if (!way.visible()) return;
  const TagView tags = view(way.tags());
  const std::size_t index = harvest_.ways.size();
  bool kept = std::ranges::binary_search(harvest_.wanted_ways, copy_stamp.id);
  if (!tags.get("highway").empty()) {
    harvest_.streets.push_back({index, street(tags, options_)});
    kept = true;
  }
  if (const BuildingTags building = building_tags(tags, options_); building.role != BuildingRole::none) {
    harvest_.buildings.push_back({index, building});
    kept = true;
  }
  if (const WallTags wall = wall_tags(tags); wall.wall) {
    harvest_.walls.push_back({index, wall});
    kept = true;
  }
  if (const auto cover = cover_of(tags)) {
    harvest_.covers.push_back({index, *cover});
    kept = true;
  }
  if (is_coast(tags)) {
    harvest_.coasts.push_back({index, {}});
    kept = true;
  }
  if (is_device({OsmType::way, copy_stamp.id}, tags)) {
    RawDevice device{OsmType::way, copy_stamp, copy_, {}};
    for (const auto& node : way.nodes()) device.nodes.push_back(node.ref());
    harvest_.devices.push_back(std::move(device));
  }
  if (!kept) return;
  harvest_.ways.push_back({copy_stamp, harvest_.refs.size(), way.nodes().size()});
  for (const auto& node : way.nodes()) harvest_.refs.push_back(node.ref());
}

}  // namespace contrechamp::osm
