// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/native/separator.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace contrechamp::routing {
namespace {

using Numbers = std::vector<std::uint32_t>;
constexpr std::uint32_t none = ~std::uint32_t{0};
/// Before the first node of a way, and behind its last.
constexpr std::uint32_t outside = none - 1;

/// Ways from the beginning to the end of which no two share a node, as many as there are: as many as nodes between (K. Menger,
/// 1927), found by L. Ford's and D. Fulkerson's augmenting ways (1956). Each node is two states: its door in, 2v, from which only
/// one way may pass to its door out, 2v + 1.
class DisjointWays {
 public:
  DisjointWays(const Links& links, std::span<const Zone> zones, std::span<const std::int32_t> along)
      : links_(links),
        zones_(zones),
        ahead_(links),
        before_(links.nodes(), none),
        behind_(links.nodes(), none),
        met_(2 * std::size_t{links.nodes()}),
        next_(2 * std::size_t{links.nodes()}) {
    for (std::uint32_t v = 0; v < links.nodes(); ++v) {
      auto* const begin = ahead_.other.data();
      std::sort(begin + links.first[v], begin + links.first[v + 1],
                [&](std::uint32_t a, std::uint32_t b) { return along[a] != along[b] ? along[a] > along[b] : a < b; });
      const auto leaves = [&](std::uint32_t w) { return zones[w] != Zone::begin; };
      if (zones[v] == Zone::begin && std::ranges::any_of(links.of(v), leaves)) starts_.push_back(v);
    }
  }

  /// How many, but not many more than `most`: each round looks for ways from all starts, and comes by each state once.
  std::uint32_t find(std::uint32_t most) {
    std::uint32_t ways = 0;
    for (bool more = true; more;) {
      more = false;
      std::fill(met_.begin(), met_.end(), std::uint8_t{0});
      for (const std::uint32_t v : starts_) {
        if (before_[v] != none || !augment(v)) continue;
        more = true;
        if (++ways > most) return ways;
      }
    }
    return ways;
  }

  /// What the last round of `find` met lies on the one side.
  [[nodiscard]] std::vector<Side> near_beginning() const {
    std::vector<Side> sides(links_.nodes(), Side::other);
    for (std::uint32_t v = 0; v < links_.nodes(); ++v) {
      if (met_[2 * v + 1] != 0 || (zones_[v] == Zone::begin && before_[v] == none)) {
        sides[v] = Side::one;
      } else if (met_[2 * v] != 0 || zones_[v] == Zone::begin) {
        sides[v] = Side::between;
      }
    }
    return sides;
  }

  /// What could still come to the end lies on the other side.
  [[nodiscard]] std::vector<Side> near_end() const {
    std::vector<std::uint8_t> can(met_.size());
    Numbers queue;
    const auto add = [&](std::uint32_t state) {
      if (std::exchange(can[state], std::uint8_t{1}) == 0) queue.push_back(state);
    };
    for (std::uint32_t v = 0; v < links_.nodes(); ++v) {
      if (zones_[v] == Zone::end) add(2 * v + 1);
    }
    for (std::size_t i = 0; i < queue.size(); ++i) {
      const std::uint32_t v = queue[i] / 2;
      if (queue[i] % 2 != 0) {
        if (before_[v] == none) {
          add(2 * v);
        } else if (behind_[v] != outside) {
          add(2 * behind_[v]);
        }
        continue;
      }
      if (before_[v] != none) add(2 * v + 1);
      for (const std::uint32_t u : links_.of(v)) {
        if (behind_[u] != v) add(2 * u + 1);
      }
    }
    std::vector<Side> sides(links_.nodes(), Side::one);
    for (std::uint32_t v = 0; v < links_.nodes(); ++v) {
      if (can[2 * v + 1] != 0) sides[v] = can[2 * v] != 0 ? Side::other : Side::between;
    }
    return sides;
  }

 private:
  /// The next state to try from this one that has not been met; none: it leads nowhere.
  std::uint32_t step(std::uint32_t state) {
    const std::uint32_t v = state / 2;
    if (state % 2 == 0) {  // through a free node; a way that comes here may be taken back instead
      if (before_[v] == outside) return none;
      const std::uint32_t to = before_[v] == none ? 2 * v + 1 : 2 * before_[v] + 1;
      return met_[to] == 0 ? to : none;
    }
    const auto ahead = ahead_.of(v);
    for (std::uint32_t& i = next_[state]; i < ahead.size();) {
      const std::uint32_t w = ahead[i++];
      if (zones_[w] != Zone::begin && w != behind_[v] && met_[2 * w] == 0) return 2 * w;
    }
    return before_[v] != none && met_[2 * v] == 0 ? 2 * v : none;
  }

  bool augment(std::uint32_t start) {
    trail_.clear();
    const auto meet = [&](std::uint32_t state) {
      met_[state] = 1;
      next_[state] = 0;
      trail_.push_back(state);
    };
    meet(2 * start);
    while (!trail_.empty()) {
      const std::uint32_t state = trail_.back();
      if (state % 2 != 0 && zones_[state / 2] == Zone::end) {
        take();
        return true;
      }
      const std::uint32_t to = step(state);
      if (to == none) {
        trail_.pop_back();
      } else {
        meet(to);
      }
    }
    return false;
  }

  /// First what is taken back, then what is new: a node may lose one way and get another.
  void take() {
    for (std::size_t i = 0; i + 1 < trail_.size(); ++i) {
      const std::uint32_t from = trail_[i] / 2, to = trail_[i + 1] / 2;
      if (from == to || trail_[i] % 2 != 0) continue;
      behind_[to] = none;
      before_[from] = none;
    }
    for (std::size_t i = 0; i + 1 < trail_.size(); ++i) {
      const std::uint32_t from = trail_[i] / 2, to = trail_[i + 1] / 2;
      if (from == to || trail_[i] % 2 == 0) continue;
      behind_[from] = to;
      before_[to] = from;
    }
    before_[trail_.front() / 2] = outside;
    behind_[trail_.back() / 2] = outside;
  }

  const Links& links_;
  std::span<const Zone> zones_;
  Links ahead_;     // the same graph, neighbours in the order in which they are tried
  Numbers starts_;  // of the beginning, those with neighbours that are not
  Numbers before_;  // by node: the one before it on its way; none: on no way
  Numbers behind_;
  std::vector<std::uint8_t> met_;  // by state
  Numbers next_;                   // by state: which neighbour is tried next
  Numbers trail_;                  // states
};

/// The best that was found so far.
struct Best {
  std::vector<Side> sides;
  std::uint64_t between = 1;  ///< nodes
  std::uint64_t smaller = 0;  ///< of the two sides, nodes

  void offer(std::vector<Side>&& found) {
    std::array<std::uint64_t, 3> count{};
    for (const Side side : found) ++count[static_cast<std::size_t>(side)];
    const std::uint64_t least = std::min(count[0], count[1]);
    if (count[2] * smaller >= between * least) return;
    sides = std::move(found);
    between = count[2];
    smaller = least;
  }
  /// So many nodes between at most can still be better.
  [[nodiscard]] std::uint32_t most(std::uint32_t nodes) const {
    if (smaller == 0) return nodes;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(nodes, between * (nodes / 2) / smaller));
  }
};

/// The fifths that lie first and last; of nodes that lie as far along the one with the lower number comes first.
std::vector<Zone> zones_along(std::span<const std::int32_t> along) {
  const auto nodes = static_cast<std::uint32_t>(along.size());
  const auto fifth = static_cast<std::ptrdiff_t>(std::max(nodes / 5, 1U));
  Numbers order(nodes);
  std::iota(order.begin(), order.end(), 0U);
  const auto less = [&](std::uint32_t a, std::uint32_t b) { return along[a] != along[b] ? along[a] < along[b] : a < b; };
  std::nth_element(order.begin(), order.begin() + fifth, order.end(), less);
  std::nth_element(order.begin() + fifth, order.end() - fifth, order.end(), less);
  std::vector<Zone> zones(nodes, Zone::middle);
  std::for_each(order.begin(), order.begin() + fifth, [&](std::uint32_t v) { zones[v] = Zone::begin; });
  std::for_each(order.end() - fifth, order.end(), [&](std::uint32_t v) { zones[v] = Zone::end; });
  return zones;
}

/// How much further it is from one node than from another.
std::vector<std::int32_t> direction(const Numbers& from_one, const Numbers& from_other) {
  std::vector<std::int32_t> along(from_one.size());
  for (std::size_t v = 0; v < along.size(); ++v)
    along[v] = static_cast<std::int32_t>(from_one[v]) - static_cast<std::int32_t>(from_other[v]);
  return along;
}

/// The first node of the greatest value.
template <class Value>
std::uint32_t greatest(std::uint32_t nodes, const Value& value) {
  std::uint32_t best = 0;
  for (std::uint32_t v = 1; v < nodes; ++v) {
    if (value(v) > value(best)) best = v;
  }
  return best;
}

/// Lengthwise, across, and between the two.
std::vector<std::vector<std::int32_t>> directions(const Links& links) {
  constexpr std::uint32_t worth_four = 500;  // in a smaller graph the last two hardly find better ones
  const std::uint32_t nodes = links.nodes();
  const auto farthest = [&](const Numbers& from) { return greatest(nodes, [&](std::uint32_t v) { return from[v]; }); };
  const Numbers from_a = hops(links, farthest(hops(links, 0)));
  const Numbers from_b = hops(links, farthest(from_a));
  std::vector<std::vector<std::int32_t>> all{direction(from_a, from_b)};
  const Numbers from_c = hops(links, greatest(nodes, [&](std::uint32_t v) { return std::min(from_a[v], from_b[v]); }));
  const auto opposite = [&](std::uint32_t v) { return 2 * static_cast<std::int32_t>(from_c[v]) - std::abs(all[0][v]); };
  all.push_back(direction(from_c, hops(links, greatest(nodes, opposite))));
  if (nodes < worth_four) return all;
  std::vector<std::int32_t> sum(nodes), difference(nodes);
  for (std::uint32_t v = 0; v < nodes; ++v) {
    sum[v] = all[0][v] + all[1][v];
    difference[v] = all[0][v] - all[1][v];
  }
  all.push_back(std::move(sum));
  all.push_back(std::move(difference));
  return all;
}

}  // namespace

std::vector<std::uint32_t> hops(const Links& links, std::uint32_t from) {
  Numbers far(links.nodes(), nowhere_near);
  Numbers queue{from};
  far[from] = 0;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (const std::uint32_t next : links.of(queue[i])) {
      if (far[next] != nowhere_near) continue;
      far[next] = far[queue[i]] + 1;
      queue.push_back(next);
    }
  }
  return far;
}

std::vector<std::vector<Side>> least_between(const Links& links, std::span<const Zone> zones, std::span<const std::int32_t> along,
                                             std::uint32_t most) {
  DisjointWays ways(links, zones, along);
  if (ways.find(most) > most) return {};
  return {ways.near_beginning(), ways.near_end()};
}

std::vector<Side> separated(const Links& links) {
  Best best;
  for (const auto& along : directions(links)) {
    for (auto& sides : least_between(links, zones_along(along), along, best.most(links.nodes()))) best.offer(std::move(sides));
  }
  return std::move(best.sides);
}

}  // namespace contrechamp::routing
