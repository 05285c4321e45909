// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/native/dissection.hpp>
#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace contrechamp::routing {
namespace {

using Numbers = std::vector<std::uint32_t>;

/// A part with so many nodes is not parted further.
constexpr std::uint32_t small = 50;

/// Nodes that have not been ordered yet; none is a neighbour of another part's.
struct Part {
  Numbers nodes;            ///< of the whole, ascending
  Links links;              ///< between them, by their place in `nodes`
  std::uint32_t begin = 0;  ///< the first of their places in the order
};

/// `part` without those of no group. By node of `part`: its group. Groups follow each other in the order.
std::vector<Part> split(const Part& part, const Numbers& group, std::uint32_t groups) {
  std::vector<Part> parts(groups);
  Numbers place(part.nodes.size());
  for (std::uint32_t v = 0; v < part.nodes.size(); ++v) {
    if (group[v] >= groups) continue;
    Numbers& nodes = parts[group[v]].nodes;
    place[v] = static_cast<std::uint32_t>(nodes.size());
    nodes.push_back(part.nodes[v]);
  }
  std::uint32_t begin = part.begin;
  for (Part& one : parts) {
    one.begin = begin;
    begin += static_cast<std::uint32_t>(one.nodes.size());
  }
  for (std::uint32_t v = 0; v < part.nodes.size(); ++v) {
    if (group[v] >= groups) continue;
    Links& links = parts[group[v]].links;
    for (const std::uint32_t next : part.links.of(v)) {
      if (group[next] == group[v]) links.other.push_back(place[next]);
    }
    links.first.push_back(static_cast<std::uint32_t>(links.other.size()));
  }
  return parts;
}

/// By node: which of the pieces that hang together it belongs to; returns how many there are.
std::uint32_t pieces(const Links& links, Numbers& piece) {
  piece.assign(links.nodes(), nowhere_near);
  std::uint32_t count = 0;
  Numbers queue;
  for (std::uint32_t start = 0; start < links.nodes(); ++start) {
    if (piece[start] != nowhere_near) continue;
    piece[start] = count;
    queue.assign(1, start);
    for (std::size_t i = 0; i < queue.size(); ++i) {
      for (const std::uint32_t next : links.of(queue[i])) {
        if (std::exchange(piece[next], count) == nowhere_near) queue.push_back(next);
      }
    }
    ++count;
  }
  return count;
}

/// Always a node with the fewest neighbours, also among those that were ordered to come later; of several the first.
class FewestFirst {
 public:
  /// Neighbours inside of the part by their place in it, all others behind them.
  FewestFirst(const Links& whole, const Part& part) : nodes_(part.links.nodes()), left_(nodes_), neighbours_(nodes_) {
    std::iota(left_.begin(), left_.end(), 0U);
    for (std::uint32_t v = 0; v < nodes_; ++v) {
      for (const std::uint32_t next : whole.of(part.nodes[v])) {
        const auto at = std::ranges::lower_bound(part.nodes, next);
        const bool inside = at != part.nodes.end() && *at == next;
        neighbours_[v].push_back(inside ? static_cast<std::uint32_t>(at - part.nodes.begin()) : nodes_ + next);
      }
      std::ranges::sort(neighbours_[v]);
    }
  }

  std::uint32_t next() {
    const auto at = std::ranges::min_element(left_, {}, [&](std::uint32_t v) { return neighbours_[v].size(); });
    const std::uint32_t node = *at;
    left_.erase(at);
    for (const std::uint32_t one : neighbours_[node]) {
      if (one >= nodes_) break;
      joined_.clear();
      std::ranges::set_union(neighbours_[one], neighbours_[node], std::back_inserter(joined_));
      std::erase_if(joined_, [&](std::uint32_t v) { return v == node || v == one; });
      neighbours_[one].swap(joined_);
    }
    return node;
  }

 private:
  std::uint32_t nodes_;
  Numbers left_;
  std::vector<Numbers> neighbours_;  // ascending
  Numbers joined_;
};

/// Orders what is small or cannot be parted, or puts the nodes between at the end. Returns the parts that are left.
std::vector<Part> order_part(const Links& whole, const Part& part, Numbers& order) {
  Numbers group;
  if (const std::uint32_t count = pieces(part.links, group); count != 1) return split(part, group, count);
  auto* const places = order.data() + part.begin;
  if (part.links.nodes() <= small) {
    FewestFirst fewest(whole, part);
    for (std::uint32_t i = 0; i < part.links.nodes(); ++i) places[i] = part.nodes[fewest.next()];
    return {};
  }
  const std::vector<Side> sides = separated(part.links);
  if (sides.empty()) {
    std::ranges::copy(part.nodes, places);
    return {};
  }
  auto* end = places + part.links.nodes();
  for (std::uint32_t v = part.links.nodes(); v-- > 0;) {
    group[v] = static_cast<std::uint32_t>(sides[v]);
    if (sides[v] == Side::between) *--end = part.nodes[v];
  }
  return split(part, group, 2);
}

}  // namespace

std::vector<std::uint32_t> dissected(const Links& links, const Executor& executor) {
  Numbers order(links.nodes());
  std::vector<Part> parts(1);
  parts[0].nodes.resize(links.nodes());
  std::iota(parts[0].nodes.begin(), parts[0].nodes.end(), 0U);
  parts[0].links = links;
  while (!parts.empty()) {
    std::vector<std::vector<Part>> left(parts.size());
    executor(parts.size(), [&](std::size_t i) { left[i] = order_part(links, parts[i], order); });
    parts.clear();
    for (auto& some : left) std::ranges::move(some, std::back_inserter(parts));
  }
  return order;
}

}  // namespace contrechamp::routing
