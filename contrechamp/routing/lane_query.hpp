// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/lane_graph.hpp>

namespace contrechamp::routing {

/// Cheapest paths in one lane, many of them: what `Query` finds in that lane, cost by cost and arc by arc, several times as
/// quickly. Cheap to make, buffers are kept; one a thread. The graph must outlive it.
///
/// Forefathers of a node have different depths, so what is known of them is kept by depth: a few cache lines that all nodes on
/// the way up share, whatever the size of the graph.
class LaneQuery {
 public:
  explicit LaneQuery(const LaneGraph& graph) : graph_(&graph) {}
  /// As Query::run.
  void run(std::span<const End> from, std::span<const End> to);
  [[nodiscard]] Cost cost() const { return best_.cost; }
  /// As Query::path.
  [[nodiscard]] bool path(Path& path);

 private:
  using Way = LaneGraph::Way;
  /// What the cheapest way to a node costs, and below that the node before it on that way, its bits flipped: of two that cost the
  /// same the higher one is less. An end's own cost has none, and is less than any that has.
  using Label = std::int64_t;
  /// Where the cheapest path turns; of several such nodes the lowest.
  struct Turn {
    Cost cost = unreachable;
    Rank rank = nowhere;
  };
  struct Climb;
  /// A node that is an end, and its forefathers. The lower ones are its own, the others are also those of a line before it.
  struct Line {
    std::vector<Rank> nodes;                   // by depth
    std::array<std::vector<Label>, 2> labels;  // by way and depth, whole blocks
    std::uint32_t own = 0;                     // depth of the highest node of its own
    std::size_t before = 0;                    // the line that it joins there
  };
  void add_line(Node bottom);
  void place(std::span<const End> ends, Way way);
  void hand_over(const Line& line);
  [[nodiscard]] Line& line_of(Rank rank);
  [[nodiscard]] std::uint32_t descend(Way way, std::span<const End> ends);
  void cut_circles(Rank begin, std::vector<Arc>& arcs);

  const LaneGraph* graph_;
  std::vector<End> from_;
  std::vector<End> to_;
  std::vector<Line> lines_;
  std::size_t used_ = 0;  // so many of the lines
  Turn best_;
  std::vector<std::uint32_t> steps_;  // of the path
  std::vector<std::uint32_t> left_;
  std::vector<std::uint32_t> place_;  // by rank, once a path had free arcs: where it stands on the path, if it does
  std::vector<Rank> trail_;
};

}  // namespace contrechamp::routing
