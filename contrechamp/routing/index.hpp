// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/graph.hpp>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace contrechamp::routing {

/// The part of an index that is stored; the rest follows from it and the graph.
struct StoredIndex {
  std::vector<Node> order;              ///< order[rank]: the node that is contracted as number `rank`
  std::vector<std::uint32_t> first_up;  ///< by rank, one more than nodes
  std::vector<Node> up_head;            ///< ranks, ascending for each node, higher than its own
  bool operator==(const StoredIndex&) const = default;
};

/// A position of a node in the order. Inside an index, nodes are ranks.
using Rank = std::uint32_t;
/// One direction of an arc of the index: twice the arc's number, and one more if travelled down, from the higher to the lower.
using Place = std::uint32_t;
inline constexpr std::uint32_t nowhere = ~std::uint32_t{0};
[[nodiscard]] constexpr Place up(std::uint32_t arc) { return 2 * arc; }
[[nodiscard]] constexpr Place down(std::uint32_t arc) { return 2 * arc + 1; }

/// Ranks [begin, end): nodes with all their descendants in the elimination tree.
struct Family {
  Rank begin = 0;
  Rank end = 0;
};

/// Customizable contraction hierarchy of a graph (J. Dibbelt, B. Strasser, D. Wagner, Customizable Contraction Hierarchies, ACM
/// JEA 21, 2016): topology only, no cost. Immutable; may be shared by threads.
///
/// Contracting a node joins its higher neighbours pairwise, whether or not the graph does: an arc of the index lies between any
/// two nodes that a path over lower nodes joins. The lowest higher neighbour is the node's parent; all others are neighbours of
/// the parent too, and all are among its forefathers. So a cheapest path goes up and then down along arcs of the index, and
/// whoever searches meets forefathers only.
class Index {
 public:
  /// `order`: a permutation of the nodes, as nested dissection gives it (native/order.hpp). Errors: bad_argument (a damaged
  /// graph, no permutation), too_large (more arcs than places can number).
  [[nodiscard]] static Result<Index> build(const Graph& graph, std::span<const Node> order);
  /// As it was stored: everything is checked, for the bytes may be a stranger's. What passes is what `build` gives for that
  /// graph and order, arc by arc. Errors: bad_argument, what is wrong.
  [[nodiscard]] static Result<Index> open(const Graph& graph, StoredIndex stored);

  [[nodiscard]] const StoredIndex& stored() const { return arrays_->stored; }
  [[nodiscard]] std::uint32_t nodes() const { return static_cast<std::uint32_t>(arrays_->rank.size()); }
  /// Of the index, not of the graph.
  [[nodiscard]] std::uint32_t arcs() const { return static_cast<std::uint32_t>(arrays_->tail.size()); }
  [[nodiscard]] Rank rank(Node node) const { return arrays_->rank[node]; }
  /// In the elimination tree (a forest, if the graph falls apart); nowhere for a root.
  [[nodiscard]] Rank parent(Rank rank) const {
    const StoredIndex& s = arrays_->stored;
    return s.first_up[rank] < s.first_up[rank + 1] ? s.up_head[s.first_up[rank]] : nowhere;
  }
  /// Arcs from a node to higher ones are [first_up(rank), first_up(rank + 1)), ascending by their upper end.
  [[nodiscard]] std::uint32_t first_up(Rank rank) const { return arrays_->stored.first_up[rank]; }
  [[nodiscard]] Rank upper(std::uint32_t arc) const { return arrays_->stored.up_head[arc]; }
  [[nodiscard]] Rank lower(std::uint32_t arc) const { return arrays_->tail[arc]; }
  /// Arcs from lower nodes to this one, ascending by their lower end.
  [[nodiscard]] std::span<const std::uint32_t> down_arcs(Rank rank) const {
    return std::span(arrays_->down_arc)
        .subspan(arrays_->first_down[rank], arrays_->first_down[rank + 1] - arrays_->first_down[rank]);
  }
  /// The arc between two nodes, low < high; nowhere if there is none.
  [[nodiscard]] std::uint32_t arc_between(Rank low, Rank high) const;
  /// Where each arc of the graph lies; nowhere for loops.
  [[nodiscard]] std::span<const Place> places() const { return arrays_->place; }
  /// Arcs of the graph between a node and higher ones, but loops: by place, then ascending.
  [[nodiscard]] std::span<const Arc> originals_of(Rank rank) const {
    const auto& first = arrays_->first_original;
    return std::span(arrays_->original).subspan(first[rank], first[rank + 1] - first[rank]);
  }
  /// Arcs of the graph that lie at a place, ascending; parallel ones lie at the same.
  [[nodiscard]] std::span<const Arc> originals(Place place) const;
  /// Apart from each other: no arc joins two of them. Ascending; small enough to be shared out between threads, and together
  /// nearly all nodes, if the order is one of nested dissection.
  [[nodiscard]] std::span<const Family> families() const { return arrays_->families; }
  /// All arrays of the index together.
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Arrays {
    StoredIndex stored;
    std::vector<Rank> rank;                     ///< by node
    std::vector<Rank> tail;                     ///< by arc of the index: its lower end
    std::vector<std::uint32_t> first_down;      ///< by rank, one more than nodes
    std::vector<std::uint32_t> down_arc;        ///< arcs of the index
    std::vector<Place> place;                   ///< by arc of the graph
    std::vector<std::uint32_t> first_original;  ///< by rank, one more than nodes
    std::vector<Arc> original;                  ///< all but loops
    std::vector<Family> families;
  };
  explicit Index(std::shared_ptr<const Arrays> arrays) : arrays_(std::move(arrays)) {}
  std::shared_ptr<const Arrays> arrays_;
};

}  // namespace contrechamp::routing
