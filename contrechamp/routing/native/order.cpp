// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/native/order.hpp>
#include <contrechamp/routing/native/dissection.hpp>
#include <algorithm>
#include <utility>

namespace contrechamp::routing {
namespace {

/// Nodes with so many neighbours at most are contracted before separators are looked for: that adds no more arcs than it takes
/// away.
constexpr std::size_t few = 3;

/// By node: its neighbours, ascending. Without direction, loops and parallel arcs.
using Neighbours = std::vector<std::vector<Node>>;

Neighbours neighbours_of(const Graph& graph) {
  Neighbours of(graph.nodes());
  for (Node node = 0; node < graph.nodes(); ++node) {
    for (Arc arc = graph.first_out[node]; arc < graph.first_out[node + 1]; ++arc) {
      if (graph.head[arc] == node) continue;
      of[node].push_back(graph.head[arc]);
      of[graph.head[arc]].push_back(node);
    }
  }
  for (auto& list : of) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return of;
}

/// Takes a node out and joins its neighbours pairwise.
void contract(Node node, Neighbours& of) {
  for (const Node one : of[node]) {
    auto& list = of[one];
    list.erase(std::lower_bound(list.begin(), list.end(), node));
    for (const Node other : of[node]) {
      const auto at = std::lower_bound(list.begin(), list.end(), other);
      if (other != one && (at == list.end() || *at != other)) list.insert(at, other);
    }
  }
}

/// Contracts dead ends, nodes along streets and plain junctions until none is left, in rounds: in one round no two neighbours, or
/// a street would become a tree as high as it is long. Returns them in order; `contracted` marks them.
std::vector<Node> contract_small(Neighbours& of, std::vector<bool>& contracted) {
  std::vector<Node> order;
  std::vector<Node> tried(of.size());
  for (Node node = 0; node < of.size(); ++node) tried[node] = node;
  std::vector<std::uint32_t> resting(of.size(), 0);  // by node: the last round in which a neighbour was contracted
  for (std::uint32_t round = 1; !tried.empty(); ++round) {
    std::vector<Node> next;
    for (const Node node : tried) {
      if (of[node].size() > few) continue;
      if (resting[node] == round) {
        next.push_back(node);
        continue;
      }
      contract(node, of);
      contracted[node] = true;
      order.push_back(node);
      for (const Node neighbour : of[node]) {
        resting[neighbour] = round;
        next.push_back(neighbour);
      }
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    std::erase_if(next, [&](Node node) { return contracted[node]; });
    tried = std::move(next);
  }
  return order;
}

/// Appends the order of what is left.
void order_core(const Neighbours& of, const std::vector<bool>& contracted, const Executor& executor, std::vector<Node>& order) {
  std::vector<Node> nodes;
  std::vector<std::uint32_t> number(of.size());
  for (Node node = 0; node < of.size(); ++node) {
    if (contracted[node]) continue;
    number[node] = static_cast<std::uint32_t>(nodes.size());
    nodes.push_back(node);
  }
  Links core;
  for (const Node node : nodes) {
    for (const Node other : of[node]) core.other.push_back(number[other]);
    core.first.push_back(static_cast<std::uint32_t>(core.other.size()));
  }
  for (const std::uint32_t place : dissected(core, executor)) order.push_back(nodes[place]);
}

constexpr Node no_parent = ~Node{0};

/// By rank: the lowest higher neighbour in the index. Of contracted nodes it stands in their lists, which are as they were then;
/// of the core it is found from its lower neighbours (J. Liu, A Compact Row Storage Scheme for Cholesky Factors Using Elimination
/// Trees, ACM TOMS 12, 1986).
std::vector<Node> parents(const Neighbours& of, const std::vector<bool>& contracted, const std::vector<Node>& order) {
  std::vector<Node> rank(order.size());
  for (Node r = 0; r < order.size(); ++r) rank[order[r]] = r;
  std::vector<Node> parent(order.size(), no_parent);
  std::vector<Node> forefather(order.size(), no_parent);  // of the core: the highest one that is known so far
  for (Node r = 0; r < order.size(); ++r) {
    for (const Node neighbour : of[order[r]]) {
      if (contracted[order[r]]) {
        parent[r] = std::min(parent[r], rank[neighbour]);
        continue;
      }
      for (Node low = rank[neighbour]; low < r;) {
        const Node next = std::exchange(forefather[low], r);
        if (next == no_parent) parent[low] = r;
        low = next;  // none and r itself are not below r
      }
    }
  }
  return parent;
}

/// The same index with other ranks: each node right behind all its descendants, so what is computed together lies together.
std::vector<Node> in_postorder(const std::vector<Node>& order, const std::vector<Node>& parent) {
  const auto nodes = static_cast<Node>(order.size());
  std::vector<Node> family(nodes, 1);  // the node and its descendants
  for (Node r = 0; r < nodes; ++r) {
    if (parent[r] != no_parent) family[parent[r]] += family[r];
  }
  std::vector<Node> sorted(nodes);
  std::vector<Node> room_end(nodes);  // by rank: where the last of its children's families that have no room yet ends
  Node roots_end = nodes;
  for (Node r = nodes; r-- > 0;) {
    Node& end = parent[r] == no_parent ? roots_end : room_end[parent[r]];
    sorted[end - 1] = order[r];
    room_end[r] = end - 1;
    end -= family[r];
  }
  return sorted;
}

}  // namespace

std::vector<Node> nested_dissection(const Graph& graph, const Executor& executor) {
  Neighbours of = neighbours_of(graph);
  std::vector<bool> contracted(graph.nodes());
  std::vector<Node> order = contract_small(of, contracted);
  order_core(of, contracted, executor, order);
  return in_postorder(order, parents(of, contracted, order));
}

}  // namespace contrechamp::routing
