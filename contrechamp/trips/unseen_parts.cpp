// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/trips/unseen_parts.hpp>
#include <numeric>
#include <unordered_set>

namespace contrechamp::trips {
namespace {

using exposure::Sighting;
using routing::Arc;
using routing::Node;

constexpr std::uint32_t none = ~std::uint32_t{0};

bool counts(const Sighting& s, const RouteWish& wish) {
  const bool of_band = s.ladder == static_cast<std::uint8_t>(wish.band.ladder) && s.band == wish.band.band;
  return of_band && (wish.device_counts.empty() || wish.device_counts[s.device] != 0);
}

/// Tarjan's search with a stack of its own: roads are deeper than a program's stack.
class Tarjan {
 public:
  explicit Tarjan(const streets::Roads& roads)
      : roads_(roads),
        next_arc_(roads.first_out.begin(), roads.first_out.end()),
        order_(roads.nodes(), none),
        low_(roads.nodes()) {}

  std::vector<std::uint32_t> components() {
    component_.assign(roads_.nodes(), none);
    for (Node node = 0; node < roads_.nodes(); ++node) {
      if (order_[node] == none) search(node);
    }
    return std::move(component_);
  }
  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  void enter(Node node) {
    order_[node] = low_[node] = entered_++;
    way_.push_back(node);
    open_.push_back(node);
  }
  void search(Node root) {
    enter(root);
    while (!way_.empty()) {
      const Node node = way_.back();
      if (next_arc_[node] == roads_.first_out[node + 1]) {
        leave(node);
        continue;
      }
      const Node to = roads_.head[next_arc_[node]++];
      if (order_[to] == none) {
        enter(to);
      } else if (component_[to] == none) {
        low_[node] = std::min(low_[node], order_[to]);
      }
    }
  }
  void leave(Node node) {
    way_.pop_back();
    if (!way_.empty()) low_[way_.back()] = std::min(low_[way_.back()], low_[node]);
    if (low_[node] != order_[node]) return;
    for (Node member = none; member != node;) {
      member = open_.back();
      open_.pop_back();
      component_[member] = count_;
    }
    ++count_;
  }

  const streets::Roads& roads_;
  std::vector<Arc> next_arc_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> low_;
  std::vector<std::uint32_t> component_;
  std::vector<Node> way_;   // from the root to where the search is
  std::vector<Node> open_;  // entered, without a component yet
  std::uint32_t entered_ = 0;
  std::uint32_t count_ = 0;
};

/// Which directions of each segment the mode may travel: bits as exposure::Heading.
std::vector<std::uint8_t> open_headings(const streets::Roads& roads, std::size_t segments) {
  std::vector<std::uint8_t> open(segments, 0);
  for (const streets::RoadArc& arc : roads.arcs) open[arc.segment] |= arc.backward != 0 ? exposure::backward : exposure::forward;
  return open;
}

/// What is left of a segment without the sightings that see an open direction.
std::vector<std::pair<std::uint32_t, std::uint32_t>> unseen_stretches(std::span<const Sighting> sightings, const RouteWish& wish,
                                                                      std::uint8_t open, std::uint32_t length_cm) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> seen, unseen;
  for (const Sighting& s : sightings) {
    if (counts(s, wish) && (s.headings & open) != 0) seen.emplace_back(s.from_cm, s.to_cm);
  }
  std::sort(seen.begin(), seen.end());
  std::uint32_t at = 0;
  for (const auto& [from, to] : seen) {
    if (from > at) unseen.emplace_back(at, from);
    at = std::max(at, to);
  }
  if (at < length_cm) unseen.emplace_back(at, length_cm);
  return unseen;
}

/// Finds the islands of one city.
class Finder {
 public:
  Finder(const City& city, std::span<const Sighting> sightings, const streets::Roads& roads, const RouteWish& wish)
      : city_(city), sightings_(sightings), wish_(wish), open_(open_headings(roads, city.network.segments.size())) {
    std::vector<routing::Cost> closed = seen_arcs(roads, sightings, wish);
    for (std::size_t arc = 0; arc < closed.size(); ++arc) {
      if (!surveyed(roads.arcs[arc].segment)) closed[arc] = 1;
    }
    const Components components(unseen_roads(roads, closed));
    islands_ = components.count();
    for (Node node = 0; node < roads.counts.junctions; ++node) junctions_.emplace_back(roads.junction[node], components.of(node));
    std::sort(junctions_.begin(), junctions_.end());
  }

  Islands found() {
    Islands all;
    auto next = sightings_.begin();
    for (std::uint32_t i = 0; i < city_.network.segments.size(); ++i) {
      const auto end = std::find_if(next, sightings_.end(), [&](const Sighting& s) { return s.segment != i; });
      const streets::Segment& segment = city_.network.segments[i];
      if (open_[i] != 0 && segment.length_cm > 0 && surveyed(i)) {
        for (const auto& [from, to] : unseen_stretches({next, end}, wish_, open_[i], segment.length_cm)) {
          all.pieces.push_back({i, from, to, island_of(segment, open_[i], from, to)});
        }
      }
      next = end;
    }
    number_by_length(all);
    return all;
  }

 private:
  [[nodiscard]] bool surveyed(std::uint32_t segment) const {
    return std::binary_search(city_.surveyed.begin(), city_.surveyed.end(), city_.network.segments[segment].cell);
  }
  [[nodiscard]] std::uint32_t at(std::int64_t junction) const {
    const auto found = std::ranges::lower_bound(junctions_, junction, {}, &std::pair<std::int64_t, std::uint32_t>::first);
    return found != junctions_.end() && found->first == junction ? found->second : none;
  }

  std::uint32_t island_of(const streets::Segment& segment, std::uint8_t open, std::uint32_t from, std::uint32_t to) {
    const std::uint32_t first = from == 0 ? at(segment.first_node) : none;
    const std::uint32_t last = to == segment.length_cm ? at(segment.last_node) : none;
    const bool whole = first != none && last != none;
    if (whole && first == last) return first;
    if (!whole && open == exposure::both_ways && first != none) return first;
    if (!whole && open == exposure::both_ways && last != none) return last;
    return islands_++;
  }

  static void number_by_length(Islands& all) {
    struct Known {
      std::uint64_t length_cm = 0;
      std::uint32_t first_piece = none;
      std::uint32_t number = 0;
    };
    std::uint32_t most = 0;
    for (const IslandPiece& piece : all.pieces) most = std::max(most, piece.island);
    std::vector<Known> known(all.pieces.empty() ? 0 : std::size_t{most} + 1);
    for (std::uint32_t i = 0; i < all.pieces.size(); ++i) {
      Known& island = known[all.pieces[i].island];
      island.length_cm += all.pieces[i].to_cm - all.pieces[i].from_cm;
      island.first_piece = std::min(island.first_piece, i);
    }
    std::vector<Known*> order;
    for (Known& island : known) {
      if (island.length_cm > 0) order.push_back(&island);
    }
    std::ranges::sort(order, [](const Known* a, const Known* b) {
      return a->length_cm != b->length_cm ? a->length_cm > b->length_cm : a->first_piece < b->first_piece;
    });
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      order[i]->number = i;
      all.length_cm.push_back(order[i]->length_cm);
    }
    for (IslandPiece& piece : all.pieces) piece.island = known[piece.island].number;
  }

  const City& city_;
  std::span<const Sighting> sightings_;
  const RouteWish& wish_;
  std::vector<std::uint8_t> open_;                                 // by segment
  std::vector<std::pair<std::int64_t, std::uint32_t>> junctions_;  // with their components, by OSM node
  std::uint32_t islands_ = 0;                                      // so many have a number
};

}  // namespace

std::vector<routing::Cost> seen_arcs(const streets::Roads& roads, std::span<const Sighting> sightings, const RouteWish& wish) {
  std::uint32_t segments = 0;
  for (const streets::RoadArc& arc : roads.arcs) segments = std::max(segments, arc.segment + 1);
  std::vector<std::uint8_t> seen(segments, 0);
  for (const Sighting& s : sightings) {
    if (s.segment < segments && counts(s, wish)) seen[s.segment] |= s.headings;
  }
  std::vector<routing::Cost> by_arc;
  by_arc.reserve(roads.arcs.size());
  for (const streets::RoadArc& arc : roads.arcs) {
    by_arc.push_back((seen[arc.segment] & (arc.backward != 0 ? exposure::backward : exposure::forward)) != 0 ? 1 : 0);
  }
  return by_arc;
}

Components::Components(const streets::Roads& roads) {
  Tarjan search(roads);
  of_ = search.components();
  std::vector<std::pair<std::uint32_t, std::uint32_t>> between;
  for (Node node = 0; node < roads.nodes(); ++node) {
    for (Arc arc = roads.first_out[node]; arc < roads.first_out[node + 1]; ++arc) {
      if (of_[node] != of_[roads.head[arc]]) between.emplace_back(of_[node], of_[roads.head[arc]]);
    }
  }
  std::sort(between.begin(), between.end());
  between.erase(std::unique(between.begin(), between.end()), between.end());
  first_.assign(search.count() + 1, 0);
  for (const auto& [from, to] : between) ++first_[from + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  for (const auto& [from, to] : between) next_.push_back(to);
}

bool Components::leads(std::span<const Node> from, std::span<const Node> to) const {
  if (from.empty() || to.empty()) return false;
  std::vector<std::uint32_t> goals, open;
  for (const Node node : to) goals.push_back(of_[node]);
  std::sort(goals.begin(), goals.end());
  for (const Node node : from) open.push_back(of_[node]);
  std::unordered_set<std::uint32_t> known;
  while (!open.empty()) {
    const std::uint32_t here = open.back();
    open.pop_back();
    if (here < goals.front()) continue;  // arcs lead to lower numbers
    if (std::binary_search(goals.begin(), goals.end(), here)) return true;
    if (!known.insert(here).second) continue;
    open.insert(open.end(), next_.data() + first_[here], next_.data() + first_[here + 1]);
  }
  return false;
}

Islands unseen_islands(const City& city, std::span<const Sighting> sightings, const streets::Roads& roads,
                       const RouteWish& wish) {
  return Finder(city, sightings, roads, wish).found();
}

}  // namespace contrechamp::trips
