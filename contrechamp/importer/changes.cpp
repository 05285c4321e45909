// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/importer/changes.hpp>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

namespace contrechamp::importer {
namespace {

// What counts of each sort of thing. Everything that observing may read must stand here: what is left out is named.

/// All but version, last edit and check date.
auto essence(const scene::Device& d) {
  return std::tie(d.position, d.kind, d.type, d.mount, d.indoor, d.private_person, d.decks, d.height, d.tilt, d.width, d.heads,
                  d.cameras, d.zone, d.operator_name, d.manufacturer, d.tags);
}
auto essence(const scene::Building& b) { return std::tie(b.rings, b.height, b.min_height, b.roof, b.underground); }
auto essence(const scene::Wall& w) { return std::tie(w.points, w.height); }
/// All but name, roundabout, nodes and points: those of a segment are compared with the segment.
auto attributes(const scene::Street& s) {
  const auto use = [&](std::size_t mode) { return std::tie(s.use[mode].left_out, s.use[mode].senses, s.use[mode].speed_kmh); };
  return std::tuple_cat(
      std::tie(s.highway, s.deck, s.layer, s.bridge, s.covered, s.passage, s.sidewalk, s.surface, s.passage_width), use(0),
      use(1), use(2));
}
/// Of a passage.
auto essence(const scene::Street& s) { return std::tie(s.points, s.deck, s.passage_width); }

Spot spot(const scene::Building& building) {
  Spot made{{}, Spot::Shape::area, true, 0};
  for (const scene::LatLonRing& ring : building.rings) made.points.insert(made.points.end(), ring.begin(), ring.end());
  return made;
}
Spot spot(const scene::Wall& wall) { return {wall.points, Spot::Shape::line, false, 0}; }
Spot spot(const scene::Street& passage) {
  return {passage.points, Spot::Shape::area, true, static_cast<std::int32_t>(std::ceil(passage.passage_width.count() * 100))};
}

/// The items of the list that stands for a ref: a way of which nodes are missing gives several.
template <class Item>
std::span<const Item> of_ref(std::span<const Item> list) {
  const auto end = std::ranges::find_if(list, [&](const Item& item) { return item.ref != list.front().ref; });
  return list.first(static_cast<std::size_t>(end - list.begin()));
}

/// Two lists sorted by ref, side by side.
template <class Item>
Count compare(std::string_view what, std::span<const Item> before, std::span<const Item> now, std::vector<Spot>& spots) {
  Count count{what};
  const auto note = [&](std::span<const Item> items) {
    for (const Item& item : items) spots.push_back(spot(item));
  };
  while (!before.empty() || !now.empty()) {
    const bool old_first = now.empty() || (!before.empty() && before.front().ref <= now.front().ref);
    const bool new_first = before.empty() || (!now.empty() && now.front().ref <= before.front().ref);
    const auto old_ones = old_first ? of_ref(before) : std::span<const Item>{};
    const auto new_ones = new_first ? of_ref(now) : std::span<const Item>{};
    before = before.subspan(old_ones.size());
    now = now.subspan(new_ones.size());
    if (std::ranges::equal(old_ones, new_ones, [](const Item& a, const Item& b) { return essence(a) == essence(b); })) continue;
    ++(old_ones.empty() ? count.added : new_ones.empty() ? count.removed : count.changed);
    note(old_ones);
    note(new_ones);
  }
  return count;
}

template <class Item>
Count compare(std::string_view what, const std::vector<Item>& before, const std::vector<Item>& now, std::vector<Spot>& spots) {
  return compare(what, std::span<const Item>(before), std::span<const Item>(now), spots);
}

std::vector<scene::Street> passages(const scene::Snapshot& snapshot) {
  std::vector<scene::Street> found;
  std::ranges::copy_if(snapshot.streets, std::back_inserter(found), &scene::Street::passage);
  return found;
}

/// No spots: a device hides nothing.
Count compare_devices(const scene::Snapshot& before, const scene::Snapshot& now, std::vector<std::uint32_t>& device_before) {
  Count count{"devices"};
  std::uint64_t known = 0;
  for (const scene::Device& device : now.devices) {
    const auto found = std::ranges::lower_bound(before.devices, device.ref, {}, &scene::Device::ref);
    const bool same_ref = found != before.devices.end() && found->ref == device.ref;
    const bool same = same_ref && essence(*found) == essence(device);
    known += same_ref ? 1 : 0;
    if (!same) ++(same_ref ? count.changed : count.added);
    device_before.push_back(same ? static_cast<std::uint32_t>(found - before.devices.begin()) : nothing);
  }
  count.removed = before.devices.size() - known;
  return count;
}

/// The segments of one scene in an order that does not depend on the rest of it.
class Segments {
 public:
  Segments(const scene::Snapshot& snapshot, const streets::Network& network)
      : snapshot_(snapshot), network_(network), order_(network.segments.size()) {
    std::iota(order_.begin(), order_.end(), 0U);
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  }
  [[nodiscard]] std::size_t size() const { return order_.size(); }
  [[nodiscard]] std::uint32_t index(std::size_t place) const { return order_[place]; }
  [[nodiscard]] const streets::Segment& segment(std::size_t place) const { return network_.segments[order_[place]]; }
  [[nodiscard]] const scene::Street& street(std::size_t place) const { return snapshot_.streets[segment(place).street]; }

  using Key = std::tuple<const OsmRef&, const std::int64_t&, const std::int64_t&, const std::uint32_t&, const bool&,
                         const std::vector<geo::LatLon>&>;
  [[nodiscard]] Key key_at(std::size_t place) const { return key(order_[place]); }

 private:
  [[nodiscard]] Key key(std::uint32_t i) const {
    const streets::Segment& s = network_.segments[i];
    return {snapshot_.streets[s.street].ref, s.first_node, s.last_node, s.length_cm, s.inside_building, s.points};
  }
  const scene::Snapshot& snapshot_;
  const streets::Network& network_;
  std::vector<std::uint32_t> order_;
};

Count compare_segments(const Segments& before, const Segments& now, Changes& out) {
  Count count{"segments"};
  out.segment_now.assign(before.size(), nothing);
  const auto note = [&](const streets::Segment& s) { out.spots.push_back({s.points, Spot::Shape::line, false, 0}); };
  std::size_t b = 0;
  std::size_t n = 0;
  while (b < before.size() || n < now.size()) {
    const bool old_first = n == now.size() || (b < before.size() && before.key_at(b) <= now.key_at(n));
    const bool new_first = b == before.size() || (n < now.size() && now.key_at(n) <= before.key_at(b));
    const bool same = old_first && new_first && attributes(before.street(b)) == attributes(now.street(n));
    if (same) {
      out.segment_now[before.index(b)] = now.index(n);
    } else {
      ++(old_first && new_first ? count.changed : old_first ? count.removed : count.added);
      note(old_first ? before.segment(b) : now.segment(n));
    }
    b += old_first ? 1 : 0;
    n += new_first ? 1 : 0;
  }
  return count;
}

}  // namespace

Changes changes(const scene::Snapshot& before, const streets::Network& network_before, const scene::Snapshot& now,
                const streets::Network& network_now) {
  Changes out;
  out.counts.push_back(compare_devices(before, now, out.device_before));
  out.counts.push_back(compare("buildings", before.buildings, now.buildings, out.spots));
  out.counts.push_back(compare("walls", before.walls, now.walls, out.spots));
  out.counts.push_back(compare("passages", passages(before), passages(now), out.spots));
  out.counts.push_back(compare_segments(Segments(before, network_before), Segments(now, network_now), out));
  return out;
}

}  // namespace contrechamp::importer
