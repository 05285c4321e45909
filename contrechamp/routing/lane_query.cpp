// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/lane_query.hpp>

namespace contrechamp::routing {
namespace {

using Label = std::int64_t;
constexpr unsigned rank_bits = 31;

/// No node has this number.
constexpr Rank no_rank = (Rank{1} << rank_bits) - 1;
/// Two costs fit above the rank without a sign.
constexpr Label label(Cost cost, Rank before) { return Label{cost} << rank_bits | static_cast<Label>(~before & no_rank); }
constexpr Label own(Cost cost) { return label(std::min(cost, unreachable), no_rank); }
constexpr Label nothing = own(unreachable);
constexpr Cost cost_of(Label label) { return static_cast<Cost>(label >> rank_bits); }
constexpr Rank before(Label label) { return ~static_cast<Rank>(label) & no_rank; }

CONTRECHAMP_ROUTING_WITH_CALLER void improve(Label& known, Label label, Cost more) {
  const Label sum = label + (Label{more} << rank_bits);
  known = sum < known ? sum : known;
}

/// From a node with this cost to its forefathers.
CONTRECHAMP_ROUTING_WITH_CALLER void relax_steps(const LaneGraph& graph, Rank rank, LaneGraph::Way way, Cost cost,
                                                 Label* labels) {
  const Label sum = label(cost, rank);
  const auto blocks = graph.blocks(rank, way);
  if (blocks.first == blocks.last) {
    const auto [first, last] = graph.steps(rank, way);
    const LaneGraph::Step* const steps = graph.all_steps(way);
    CONTRECHAMP_ROUTING_UNROLLED for (std::uint32_t i = first; i < last; ++i) {
      improve(labels[steps[i].depth], sum, steps[i].cost);
    }
    return;
  }
  for (std::uint32_t i = blocks.first; i < blocks.last; ++i) {
    const Cost* __restrict const costs = graph.block_costs(way) + std::size_t{i} * LaneGraph::block;
    Label* __restrict const known = labels + graph.block_depths(way)[i];
    CONTRECHAMP_ROUTING_EACH_LANE(l, LaneGraph::block) improve(known[l], sum, costs[l]);
  }
}

}  // namespace

/// The way up of one line.
struct LaneQuery::Climb {
  const LaneGraph& graph;
  const Rank* nodes;  ///< by depth
  Label* from;        ///< likewise
  Label* to;
  std::uint32_t depth;  ///< one more than that of the lowest node
  std::uint32_t last;   ///< of the highest

  /// All that comes from below is in the labels.
  CONTRECHAMP_ROUTING_EVERY_ISA static void go(Climb climb, Turn& best) {
    auto& [graph, nodes, from, to, depth, last] = climb;
    while (depth-- > last) {
      const Rank rank = nodes[depth];
      const Cost there = cost_of(from[depth]);
      const Cost back = cost_of(to[depth]);
      if (there < unreachable && back < unreachable) {
        const Cost cost = plus(there, back);
        if (cost < best.cost || (cost == best.cost && rank < best.rank)) best = {cost, rank};
      }
      // A node that costs as much as the best may be on a cheapest path, if arcs are free.
      if (there < unreachable && there <= best.cost) relax_steps(graph, rank, LaneGraph::rising, there, from);
      if (back < unreachable && back <= best.cost) relax_steps(graph, rank, LaneGraph::falling, back, to);
    }
  }
};

void LaneQuery::add_line(Node bottom) {
  const Rank lowest = graph_->rank(bottom);
  std::uint32_t depth = graph_->depth(lowest);
  for (std::size_t i = 0; i < used_; ++i) {
    if (lines_[i].nodes.size() == depth + 1 && lines_[i].nodes.back() == lowest) return;
  }
  if (used_ == lines_.size()) lines_.emplace_back();
  Line& line = lines_[used_];
  line.nodes.resize(depth + 1);
  for (Rank rank = lowest; rank != nowhere;) {  // one node after the other, each would wait for the memory of the last
    const LaneGraph::Chain chain = graph_->chain(rank);
    while (rank <= chain.end) line.nodes[depth--] = rank++;
    rank = chain.parent;
  }
  const std::size_t whole = (line.nodes.size() + LaneGraph::block - 1) / LaneGraph::block * LaneGraph::block;
  for (auto& labels : line.labels) labels.assign(whole, nothing);
  line.own = 0;
  for (std::size_t i = 0; i < used_; ++i) {  // of those that share as much, the first: there the shared nodes are its own
    const auto& other = lines_[i].nodes;
    const std::size_t most = std::min(line.nodes.size(), other.size());
    const auto shared = std::partition_point(
        line.nodes.begin(), line.nodes.begin() + static_cast<std::ptrdiff_t>(most),
        [&](const Rank& rank) { return rank == other[static_cast<std::size_t>(&rank - line.nodes.data())]; });
    const auto own = static_cast<std::uint32_t>(shared - line.nodes.begin());
    if (own <= line.own) continue;
    line.own = own;
    line.before = i;
  }
  ++used_;
}

/// The line that a node is an own one of: the first that has it.
LaneQuery::Line& LaneQuery::line_of(Rank rank) {
  const std::uint32_t depth = graph_->depth(rank);
  return *std::find_if(lines_.begin(), lines_.end(),
                       [&](const Line& line) { return depth < line.nodes.size() && line.nodes[depth] == rank; });
}

void LaneQuery::place(std::span<const End> ends, Way way) {
  for (const End& end : ends) {
    const Rank rank = graph_->rank(end.node);
    Label& label = line_of(rank).labels[way][graph_->depth(rank)];
    label = std::min(label, own(mixed(graph_->mix(), end.time, end.exposure)));
  }
}

/// What is known of nodes that are not a line's own goes to the line before.
void LaneQuery::hand_over(const Line& line) {
  for (const auto way : {LaneGraph::rising, LaneGraph::falling}) {
    for (std::uint32_t depth = 0; depth < line.own; ++depth) {
      Label& before = lines_[line.before].labels[way][depth];
      before = std::min(before, line.labels[way][depth]);
    }
  }
}

void LaneQuery::run(std::span<const End> from, std::span<const End> to) {
  from_.assign(from.begin(), from.end());
  to_.assign(to.begin(), to.end());
  best_ = {};
  for (std::size_t i = 0; i < used_; ++i) lines_[i].nodes.clear();
  used_ = 0;
  for (const End& end : from) add_line(end.node);
  for (const End& end : to) add_line(end.node);
  place(from, LaneGraph::rising);
  place(to, LaneGraph::falling);
  for (std::size_t i = used_; i-- > 0;) {
    Line& line = lines_[i];
    const auto depths = static_cast<std::uint32_t>(line.nodes.size());
    auto& [there, back] = line.labels;
    Climb::go({*graph_, line.nodes.data(), there.data(), back.data(), depths, line.own}, best_);
    hand_over(line);
  }
}

/// From the node where the cheapest path turns, down to the end that it comes from: adds the steps on the way, returns the end.
std::uint32_t LaneQuery::descend(Way way, std::span<const End> ends) {
  Rank rank = best_.rank;
  Label label = line_of(rank).labels[way][graph_->depth(rank)];
  for (Rank low = before(label); low != no_rank; low = before(label)) {
    steps_.push_back(graph_->step_to(graph_->depth(rank), low, way));
    rank = low;
    label = line_of(rank).labels[way][graph_->depth(rank)];
  }
  const auto at = std::find_if(ends.begin(), ends.end(), [&](const End& end) {
    return graph_->rank(end.node) == rank && mixed(graph_->mix(), end.time, end.exposure) == cost_of(label);
  });
  return static_cast<std::uint32_t>(at - ends.begin());
}

/// As in Query.
void LaneQuery::cut_circles(Rank begin, std::vector<Arc>& arcs) {
  place_.resize(graph_->nodes());
  trail_.assign(1, begin);  // one more than kept arcs
  place_[begin] = 0;
  std::size_t kept = 0;
  for (const Arc arc : arcs) {
    const Rank head = graph_->head(arc);
    const std::uint32_t before = place_[head];
    if (before < trail_.size() && trail_[before] == head) {
      kept = before;
    } else {
      arcs[kept++] = arc;
      place_[head] = static_cast<std::uint32_t>(kept);
    }
    trail_.resize(kept);
    trail_.push_back(head);
  }
  arcs.resize(kept);
}

bool LaneQuery::path(Path& path) {
  path.from = path.to = 0;
  path.arcs.clear();
  if (best_.cost == unreachable) return false;
  steps_.clear();
  path.from = descend(LaneGraph::rising, from_);
  for (std::size_t i = steps_.size(); i-- > 0;) graph_->unpack(steps_[i], LaneGraph::rising, left_, path.arcs);
  steps_.clear();
  path.to = descend(LaneGraph::falling, to_);
  for (const std::uint32_t step : steps_) graph_->unpack(step, LaneGraph::falling, left_, path.arcs);
  const auto is_free = [&](Arc arc) { return graph_->is_free(arc); };
  if (std::any_of(path.arcs.begin(), path.arcs.end(), is_free)) cut_circles(graph_->rank(from_[path.from].node), path.arcs);
  return true;
}

}  // namespace contrechamp::routing
