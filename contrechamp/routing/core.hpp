// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/graph.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace contrechamp::routing {

/// A node of a core: those that are left come first, then the contracted ones, from the last to the first.
using Slot = std::uint32_t;
/// A path between two nodes: an arc of the graph by its number, or (numbered behind those) two ways one after the other.
using Way = std::uint32_t;

/// A way to another node, or from it, and what it costs.
struct CoreArc {
  Slot slot = 0;
  Cost time = 0;
  Cost exposure = 0;
  std::uint32_t arcs = 1;  ///< of the graph
  Way way = 0;
};

/// A graph and its weights, most of whose nodes may be contracted: whatever led over such a node is replaced by ways between its
/// neighbours, for each pair the front of what they cost. A search of whole fronts meets few nodes in it. It is made for one
/// weighting, so it pays when many fronts are asked for with that. Immutable; copies share their memory, also between threads.
///
/// What is guaranteed: for each pair of costs that a path has and none beats, the first of its paths (`comes_before`) goes up
/// over contracted nodes, on over nodes that are left, and down over contracted nodes. (Each part of such a path is the first of
/// its own pair of costs, which is on the front between the part's ends: else a better part would give a better path. So it is
/// enough to keep these, and a way may be dropped only for one that beats it.)
class Core {
 public:
  struct Limits {
    std::uint32_t left_of_1000 = 20;  ///< contraction ends when so many of a thousand nodes are left,
    /// or when any further node gives too many ways: twice those that would be tried, without those that go, and the node's
    /// level (one more than that of contracted neighbours).
    std::int64_t most_growth = 1'000;
  };
  /// Nothing contracted. One cost of each kind an arc; costs as check_costs wants them, here and below.
  [[nodiscard]] static Core plain(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure);
  [[nodiscard]] static Core contracted(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure,
                                       const Limits& limits);
  [[nodiscard]] static Core contracted(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure) {
    return contracted(graph, time, exposure, Limits{});
  }

  [[nodiscard]] std::uint32_t nodes() const { return static_cast<std::uint32_t>(arrays_->node.size()); }
  /// Slots below this one are left, the others contracted.
  [[nodiscard]] Slot left() const { return arrays_->left; }
  [[nodiscard]] Slot slot(Node node) const { return arrays_->slot[node]; }
  [[nodiscard]] Node node(Slot slot) const { return arrays_->node[slot]; }
  /// From a node that is left: to others that are left. From a contracted one: to those contracted later, or left.
  [[nodiscard]] std::span<const CoreArc> out(Slot slot) const { return arrays_->out.of(slot); }
  /// To a contracted node: from those contracted later, or left.
  [[nodiscard]] std::span<const CoreArc> in(Slot slot) const { return arrays_->in.of(slot); }
  /// Adds the graph's arcs of some ways, in the order of travel; the first way stands last.
  void unpack(std::vector<Way> ways, std::vector<Arc>& arcs) const { arrays_->ways.unpack(std::move(ways), arcs); }
  /// All arrays together.
  [[nodiscard]] std::size_t bytes() const;

  /// Ways by number.
  struct Ways {
    struct Join {
      Way first;
      Way second;
    };
    std::uint32_t arcs = 0;  ///< of the graph
    std::vector<Join> joins;
    void unpack(std::vector<Way> left, std::vector<Arc>& to) const;
  };

 private:
  friend class Contraction;
  /// Ways by slot.
  struct Fans {
    std::vector<std::uint32_t> first{0};
    std::vector<CoreArc> arcs;
    [[nodiscard]] std::span<const CoreArc> of(Slot slot) const {
      return std::span(arcs).subspan(first[slot], first[slot + 1] - first[slot]);
    }
  };
  struct Arrays {
    Slot left = 0;
    std::vector<Slot> slot;  ///< by node
    std::vector<Node> node;  ///< by slot
    Fans out;
    Fans in;
    Ways ways;
  };
  explicit Core(std::shared_ptr<const Arrays> arrays) : arrays_(std::move(arrays)) {}
  std::shared_ptr<const Arrays> arrays_;
};

}  // namespace contrechamp::routing
