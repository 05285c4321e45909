// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/profile.hpp>
#include <array>

namespace contrechamp::routing {

/// What one lane of a profile needs for its cheapest paths, laid out for `LaneQuery`. Of the index's arcs only those are kept, in
/// each direction, that are a cheapest way between their ends (perfect customization: J. Dibbelt, B. Strasser, D. Wagner,
/// Customizable Contraction Hierarchies, ACM JEA 21, 2016); each says what is behind it. Made for many routes: it takes longer
/// than to customize the lane. Immutable, keeps its own copies, may be shared by threads.
class LaneGraph {
 public:
  LaneGraph(const Index& index, const Profile& profile, std::size_t lane);

  /// Both directions of the kept arcs are numbered, each by itself, ascending with their lower ends.
  enum Way : std::uint8_t { rising, falling };
  /// A kept arc, without its lower end. The depth of a root of the elimination tree is 0.
  struct Step {
    Cost cost = 0;
    std::uint32_t depth = 0;  ///< of the upper end, which is one of the lower end's forefathers
  };
  /// So many costs lie side by side: to forefathers whose depths follow each other.
  static constexpr std::uint32_t block = 8;
  /// Of a node: numbers [first, last) of the kept arcs to higher nodes.
  struct Range {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };
  [[nodiscard]] Range steps(Rank rank, Way way) const { return {sides_[way].first[rank], sides_[way].first[rank + 1]}; }
  [[nodiscard]] const Step* all_steps(Way way) const { return sides_[way].step.data(); }
  /// A node with many kept arcs has their costs once more, in blocks that are numbered likewise: to each forefather from a depth
  /// on, which is a multiple of `block`; unreachable where no arc is kept.
  [[nodiscard]] Range blocks(Rank rank, Way way) const {
    return {sides_[way].first_block[rank], sides_[way].first_block[rank + 1]};
  }
  [[nodiscard]] const std::uint32_t* block_depths(Way way) const { return sides_[way].block_depth.data(); }
  [[nodiscard]] const Cost* block_costs(Way way) const { return sides_[way].block_costs.data(); }
  /// The kept arc from a node to the forefather of a depth; there is one.
  [[nodiscard]] std::uint32_t step_to(std::uint32_t depth, Rank rank, Way way) const;
  [[nodiscard]] Rank rank(Node node) const { return rank_[node]; }
  /// From a node to `end` each is the parent of the one before and its rank the next, as all of a separator; then comes `parent`.
  struct Chain {
    Rank end = 0;
    Rank parent = nowhere;
  };
  [[nodiscard]] Chain chain(Rank rank) const { return chain_[rank]; }
  [[nodiscard]] std::uint32_t depth(Rank rank) const { return depth_[rank]; }
  [[nodiscard]] Mix mix() const { return mix_; }
  [[nodiscard]] std::uint32_t nodes() const { return static_cast<std::uint32_t>(rank_.size()); }
  /// Where an arc of the graph leads; nowhere for loops.
  [[nodiscard]] Rank head(Arc arc) const { return head_[arc]; }
  /// Does an arc of the graph cost nothing? Over such arcs a cheapest path may be found that comes by a node twice.
  [[nodiscard]] bool is_free(Arc arc) const { return is_free_[arc]; }
  /// Adds the graph's arcs behind a kept one, in the order of travel. `left`: room to work in.
  void unpack(std::uint32_t step, Way way, std::vector<std::uint32_t>& left, std::vector<Arc>& arcs) const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  friend class LaneGraphMaker;
  /// `count` arcs of the graph from `first` on in arcs_; or, if that is 0, two kept arcs over a lower node: `first` between that
  /// and this arc's lower end, `second` between that and its upper one. One is travelled down, then the other up.
  struct Behind {
    std::uint32_t first = nowhere;
    std::uint32_t second = nowhere;
    std::uint32_t count = 0;
  };
  struct Side {
    std::vector<std::uint32_t> first;  // by rank, one more than nodes
    std::vector<Step> step;
    std::vector<Behind> behind;              // by step
    std::vector<std::uint32_t> first_block;  // by rank, one more than nodes
    std::vector<std::uint32_t> block_depth;  // by block
    LaneVector block_costs;                  // `block` of each
  };

  Mix mix_;
  std::vector<Rank> rank_;            // by node
  std::vector<Chain> chain_;          // by rank
  std::vector<std::uint32_t> depth_;  // by rank
  std::vector<Rank> head_;            // by arc of the graph
  std::vector<bool> is_free_;         // by arc of the graph
  std::array<Side, 2> sides_;         // by Way
  std::vector<Arc> arcs_;
};

}  // namespace contrechamp::routing
