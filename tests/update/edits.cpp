// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <tests/update/edits.hpp>

namespace contrechamp::update_test {
namespace {

using synth::Node;
using synth::Tags;
using synth::Town;
using synth::Way;

using Tag = std::pair<const char*, const char*>;
constexpr std::array<Tag, 8> building_edits{{{"height", "3"},
                                             {"height", "12.345"},
                                             {"building:levels", "2"},
                                             {"min_height", "4"},
                                             {"building", "roof"},
                                             {"location", "underground"},
                                             {"building", "yes"},
                                             {"name", "Town Hall"}}};
constexpr std::array<Tag, 8> street_edits{{{"highway", "pedestrian"},
                                           {"tunnel", "yes"},
                                           {"tunnel", "building_passage"},
                                           {"level", "1"},
                                           {"bridge", "yes"},
                                           {"oneway", "yes"},
                                           {"junction", "roundabout"},
                                           {"name", "Rue Neuve"}}};
constexpr std::int64_t e7_a_metre = 90;  // of latitude; a little less of longitude in metres, which matters to nobody here

const std::string* value(const Tags& tags, std::string_view key) {
  const auto found = std::ranges::find(tags, key, &Tags::value_type::first);
  return found == tags.end() ? nullptr : &found->second;
}
void set(Tags& tags, std::string_view key, std::string_view text) {
  const auto found = std::ranges::find(tags, key, &Tags::value_type::first);
  if (found != tags.end()) {
    found->second = text;
  } else {
    tags.emplace_back(key, text);
  }
}

constexpr std::int64_t nearby_m = 60;

/// One mapper at work, mostly about one device: that is where an edit matters.
class Mapper {
 public:
  Mapper(Town& town, Random& random) : town_(town), random_(random) {
    const Node* about = device();
    if (about != nullptr && random.chance(850)) focus_ = about->at;
  }

  std::string add_device() {
    Node node{town_.nodes.back().id + 1, {}, {1, now()}, {}};
    node.at = somewhere();
    node.tags = {{"man_made", "surveillance"}, {"surveillance:type", pick({"camera", "ALPR"})}};
    retag_device(node.tags);
    town_.nodes.push_back(node);
    return "add device";
  }
  std::string move_device() {
    Node* node = device();
    if (node == nullptr) return "no device";
    node->at = moved(node->at, pick({1, 5, 60}));
    touch(node->edit);
    return "move device";
  }
  std::string tag_device() {
    Node* node = device();
    if (node == nullptr) return "no device";
    retag_device(node->tags);
    touch(node->edit);
    return "tag device";
  }
  std::string remove_device() {
    const Node* node = device();
    if (node == nullptr) return "no device";
    town_.nodes.erase(town_.nodes.begin() + (node - town_.nodes.data()));
    return "remove device";
  }
  /// Its name or its date, which change nothing.
  std::string survey_device() {
    Node* node = device();
    if (node == nullptr) return "no device";
    set(node->tags, "check_date", "2024-01-01");
    touch(node->edit);
    return "survey device";
  }

  std::string add_building() {
    const geo::LatLon corner = somewhere();
    const std::int64_t side = random_.between(4, 40) * e7_a_metre;
    std::vector<std::int64_t> ring;
    for (const auto& [x, y] : std::array<std::pair<int, int>, 4>{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}}) {
      ring.push_back(add_node({corner.lat_e7 + static_cast<std::int32_t>(y * side + random_.between(-30, 30)),
                               corner.lon_e7 + static_cast<std::int32_t>(x * side + random_.between(-30, 30))}));
    }
    ring.push_back(ring.front());
    add_way(ring, {{"building", "yes"}, {"height", number(random_.between(2, 20))}});
    return "add building";
  }
  std::string move_building() { return move_node_of("building", 8); }
  std::string tag_building() {
    Way* way = way_with("building");
    if (way == nullptr) return "no building";
    const auto& [key, text] = pick(building_edits);
    set(way->tags, key, text);
    touch(way->edit);
    return std::string("tag building ") + key;
  }
  std::string remove_building() { return remove_way("building"); }

  std::string add_wall() {
    const geo::LatLon from = somewhere();
    add_way({add_node(from), add_node(moved(from, 60))}, {{"barrier", "wall"}, {"height", pick({"1.5", "2.5", "6"})}});
    return "add wall";
  }
  /// On a node of a street: a new junction, and for some modes a dead end.
  std::string tag_barrier() {
    const Way* way = way_with("highway");
    if (way == nullptr) return "no street";
    Node* chosen = node(any(way->nodes));
    set(chosen->tags, "barrier", pick({"bollard", "gate", "stile", "wall", "no"}));
    if (random_.chance(200)) set(chosen->tags, "access", pick({"private", "yes"}));
    touch(chosen->edit);
    return "tag barrier";
  }
  std::string remove_wall() { return remove_way("barrier"); }
  std::string move_wall() { return move_node_of("barrier", 10); }

  /// Between nodes of other streets: new junctions cut them.
  std::string add_street() {
    const Way* from = way_with("highway");
    const Way* to = way_with("highway");
    if (from == nullptr) return "no street";
    const std::int64_t a = any(from->nodes);
    const std::int64_t b = any(to->nodes);
    if (a == b) return "no street";
    add_way({a, add_node(moved(node(a)->at, 30)), b}, {{"highway", pick({"footway", "residential", "service"})}});
    return "add street";
  }
  /// Through the middle of a building.
  std::string add_passage() {
    const Way* building = way_with("building");
    if (building == nullptr || building->nodes.size() < 4) return "no building";
    const geo::LatLon a = moved(node(building->nodes[0])->at, 5);
    const geo::LatLon b = moved(node(building->nodes[2])->at, 5);
    add_way({add_node(a), add_node(b)},
            {{"highway", "footway"}, {"tunnel", "building_passage"}, {"width", pick({"2", "3.5", "6"})}});
    return "add passage";
  }
  std::string move_street() { return move_node_of("highway", 12); }
  std::string remove_street() { return remove_way("highway"); }
  std::string tag_street() {
    Way* way = way_with("highway");
    if (way == nullptr) return "no street";
    const auto& [key, text] = pick(street_edits);
    set(way->tags, key, text);
    touch(way->edit);
    return std::string("tag street ") + key;
  }

 private:
  std::uint32_t now() { return static_cast<std::uint32_t>(town_.as_of - random_.between(1, 1000)); }
  void touch(synth::Edit& edit) { edit = {edit.version + 1, std::max(edit.time, now())}; }
  template <class List>
  auto any(List& list) -> decltype(list[0]) {
    return list[random_.below(list.size())];
  }
  template <class T>
  T pick(std::initializer_list<T> list) {
    return list.begin()[random_.below(list.size())];
  }
  template <class T, std::size_t n>
  const T& pick(const std::array<T, n>& list) {
    return list[random_.below(n)];
  }
  geo::LatLon somewhere() { return moved(focus_ ? *focus_ : any(town_.nodes).at, nearby_m); }
  [[nodiscard]] bool in_focus(geo::LatLon p) const {
    const std::int64_t near = nearby_m * e7_a_metre;
    return !focus_ || (std::abs(p.lat_e7 - focus_->lat_e7) < near && std::abs(p.lon_e7 - focus_->lon_e7) < near);
  }
  /// Never nearer to the bounds than 50 m, which would move the frame.
  geo::LatLon moved(geo::LatLon p, std::int64_t metres) {
    const auto part = [&](std::int32_t v, std::int32_t low, std::int32_t high) {
      const std::int64_t edge = 50 * e7_a_metre;
      return static_cast<std::int32_t>(
          std::clamp(v + random_.between(-metres * e7_a_metre, metres * e7_a_metre), low + edge, high - edge));
    };
    return {part(p.lat_e7, town_.bounds.min.lat_e7, town_.bounds.max.lat_e7),
            part(p.lon_e7, town_.bounds.min.lon_e7, town_.bounds.max.lon_e7)};
  }
  /// What stands at the edge of the town holds its bounds.
  [[nodiscard]] bool well_inside(geo::LatLon p) const {
    const std::int32_t edge = 30 * e7_a_metre;
    return p.lat_e7 > town_.bounds.min.lat_e7 + edge && p.lat_e7 < town_.bounds.max.lat_e7 - edge &&
           p.lon_e7 > town_.bounds.min.lon_e7 + edge && p.lon_e7 < town_.bounds.max.lon_e7 - edge;
  }
  Node* node(std::int64_t id) {
    const auto found = std::ranges::lower_bound(town_.nodes, id, {}, &Node::id);
    return found == town_.nodes.end() || found->id != id ? nullptr : &*found;
  }
  Node* device() {
    std::vector<Node*> all;
    for (Node& n : town_.nodes) {
      if (value(n.tags, "man_made") != nullptr && well_inside(n.at)) all.push_back(&n);
    }
    return all.empty() ? nullptr : any(all);
  }
  /// With all its nodes in the town, away from its edge.
  Way* way_with(std::string_view key) {
    std::vector<Way*> all;
    std::vector<Way*> near;
    for (Way& way : town_.ways) {
      const auto inside = [&](std::int64_t id) {
        const Node* n = node(id);
        return n != nullptr && well_inside(n->at);
      };
      if (value(way.tags, key) == nullptr || !std::ranges::all_of(way.nodes, inside)) continue;
      all.push_back(&way);
      if (std::ranges::any_of(way.nodes, [&](std::int64_t id) { return in_focus(node(id)->at); })) near.push_back(&way);
    }
    if (!near.empty()) return any(near);
    return all.empty() ? nullptr : any(all);
  }
  std::int64_t add_node(geo::LatLon at) {
    town_.nodes.push_back({town_.nodes.back().id + 1, at, {1, now()}, {}});
    return town_.nodes.back().id;
  }
  void add_way(std::vector<std::int64_t> nodes, Tags tags) {
    town_.ways.push_back({town_.ways.back().id + 1, {1, now()}, std::move(nodes), std::move(tags)});
  }
  std::string move_node_of(const std::string& key, std::int64_t metres) {
    const Way* way = way_with(key);
    if (way == nullptr) return "no " + key;
    Node* chosen = node(any(way->nodes));
    chosen->at = moved(chosen->at, metres);
    touch(chosen->edit);
    return "move " + key;
  }
  std::string remove_way(const std::string& key) {
    const Way* way = way_with(key);
    if (way == nullptr) return "no " + key;
    town_.ways.erase(town_.ways.begin() + (way - town_.ways.data()));
    return "remove " + key;
  }
  void retag_device(Tags& tags) {
    set(tags, "camera:direction", number(random_.between(0, 359)));
    set(tags, "camera:type", pick({"fixed", "dome", "panning"}));
    set(tags, "height", pick({"3", "4.5", "9", "6'7\""}));
    if (random_.chance(100)) set(tags, "surveillance", pick({"indoor", "outdoor", "public"}));
    if (random_.chance(300)) set(tags, "camera:mount", pick({"wall", "pole"}));
  }

  Town& town_;
  Random& random_;
  std::optional<geo::LatLon> focus_;
};

}  // namespace

std::string edit(Town& town, Random& random) {
  constexpr auto edits = std::to_array<std::string (Mapper::*)()>(
      {&Mapper::add_device, &Mapper::move_device, &Mapper::tag_device, &Mapper::remove_device, &Mapper::survey_device,
       &Mapper::tag_barrier, &Mapper::add_building, &Mapper::move_building, &Mapper::tag_building, &Mapper::remove_building,
       &Mapper::add_wall, &Mapper::remove_wall, &Mapper::move_wall, &Mapper::add_street, &Mapper::add_passage,
       &Mapper::move_street, &Mapper::remove_street, &Mapper::tag_street});
  Mapper mapper(town, random);
  return (mapper.*edits[random.below(edits.size())])();
}

}  // namespace contrechamp::update_test
