// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/text.hpp>
#include <contrechamp/synth/draft.hpp>

namespace contrechamp::synth {
namespace {
// Ids start high and leave gaps, as in an extract of the real map.
constexpr std::int64_t first_node = 300'000'000;
constexpr std::int64_t first_way = 40'000'000;
constexpr std::int64_t first_relation = 1'000'000;

template <class List>
std::int64_t next_id(const List& list, std::int64_t first, Random& random) {
  return list.empty() ? first : list.back().id + random.between(1, 9);
}
}  // namespace

Tags tags_of(std::string_view text) {
  Tags tags;
  for (const std::string_view part : split(text, "|")) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = part.substr(0, equals);
    const std::string_view value = part.substr(equals + 1);
    const auto same = std::find_if(tags.begin(), tags.end(), [&](const auto& tag) { return tag.first == key; });
    if (same != tags.end()) {
      same->second = value;
    } else {
      tags.emplace_back(key, value);
    }
  }
  return tags;
}

Edit Draft::edit() {
  const auto version = static_cast<std::uint32_t>(random.chance(600) ? 1 : random.between(2, 14));
  // 2008-01-01 to 2025-12-30.
  return {version, static_cast<std::uint32_t>(random.between(1'199'145'600, 1'767'052'800))};
}

Pin Draft::node(geo::Point at, std::string_view tags) {
  const geo::LatLon place = frame_.unproject(at.x, at.y);
  const std::int64_t id = next_id(town.nodes, first_node, random);
  town.nodes.push_back({id, place, edit(), tags_of(tags)});
  town.bounds.add(place);
  return {id, at};
}

std::size_t Draft::way(const std::vector<Pin>& pins, std::string_view tags) {
  std::vector<std::int64_t> refs;
  refs.reserve(pins.size());
  for (const Pin& pin : pins) refs.push_back(pin.id);
  town.ways.push_back({next_id(town.ways, first_way, random), edit(), std::move(refs), tags_of(tags)});
  return town.ways.size() - 1;
}

std::size_t Draft::ring(std::vector<Pin> pins, std::string_view tags) {
  pins.push_back(pins.front());
  return way(pins, tags);
}

void Draft::relation(std::vector<Member> members, std::string_view tags) {
  town.relations.push_back({next_id(town.relations, first_relation, random), edit(), std::move(members), tags_of(tags)});
}

std::vector<Pin> Draft::pins(const geo::Ring& points) {
  std::vector<Pin> list;
  list.reserve(points.size() + 1);
  for (const geo::Point p : points) list.push_back(node(p));
  return list;
}

Node& Draft::at(std::int64_t node_id) {
  return *std::lower_bound(town.nodes.begin(), town.nodes.end(), node_id,
                           [](const Node& n, std::int64_t id) { return n.id < id; });
}

}  // namespace contrechamp::synth
