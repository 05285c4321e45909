// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/lane_query.hpp>

namespace contrechamp::routing {
namespace {

using Label = std::uint64_t;
constexpr unsigned cost_bits = 32;

constexpr Label nothing = Label{unreachable} << cost_bits;
constexpr Cost cost_of(Label label) { return static_cast<Cost>(label >> cost_bits); }
constexpr std::uint32_t step_of(Label label) { return ~static_cast<std::uint32_t>(label); }
constexpr Label own(Cost cost) { return Label{std::min(cost, unreachable)} << cost_bits; }
/// No step has this number.
constexpr std::uint32_t no_step = step_of(own(0));

/// From a node with this cost to its forefathers.
inline void relax_steps(const LaneGraph& graph, Rank rank, LaneGraph::Way way, Cost cost, Label* labels) {
  const auto [first, last] = graph.steps(rank, way);
  const LaneGraph::Step* const steps = graph.all_steps(way);
  CONTRECHAMP_ROUTING_UNROLLED for (std::uint32_t i = first; i < last; ++i) {
    const Label label = Label{cost + steps[i].cost} << cost_bits | static_cast<std::uint32_t>(~i);
    Label& known = labels[steps[i].depth];
    known = label < known ? label : known;
  }
}

}  // namespace

void LaneQuery::add_line(Node bottom) {
  const Rank lowest = graph_->rank(bottom);
  std::uint32_t depth = graph_->depth(lowest);
  for (std::size_t i = 0; i < used_; ++i) {
    if (lines_[i].nodes.size() == depth + 1 && lines_[i].nodes.back() == lowest) return;
  }
  if (used_ == lines_.size()) lines_.emplace_back();
  Line& line = lines_[used_];
  line.nodes.resize(depth + 1);
  for (Rank rank = lowest; rank != nowhere; rank = graph_->parent(rank)) line.nodes[depth--] = rank;
  for (auto& labels : line.labels) labels.assign(line.nodes.size(), nothing);
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

/// All that comes from below is in its labels; hands what is known of nodes that are not its own over to the line before.
void LaneQuery::climb(Line& line) {
  auto& [from, to] = line.labels;
  for (auto depth = static_cast<std::uint32_t>(line.nodes.size()); depth-- > line.own;) {
    const Rank rank = line.nodes[depth];
    const Cost there = cost_of(from[depth]);
    const Cost back = cost_of(to[depth]);
    if (there < unreachable && back < unreachable) {
      const Cost cost = plus(there, back);
      if (cost < best_ || (cost == best_ && rank < turn_)) {
        best_ = cost;
        turn_ = rank;
      }
    }
    // A node that costs as much as the best may be on a cheapest path, if arcs are free.
    if (there < unreachable && there <= best_) relax_steps(*graph_, rank, LaneGraph::rising, there, from.data());
    if (back < unreachable && back <= best_) relax_steps(*graph_, rank, LaneGraph::falling, back, to.data());
  }
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
  best_ = unreachable;
  turn_ = nowhere;
  for (std::size_t i = 0; i < used_; ++i) lines_[i].nodes.clear();
  used_ = 0;
  for (const End& end : from) add_line(end.node);
  for (const End& end : to) add_line(end.node);
  place(from, LaneGraph::rising);
  place(to, LaneGraph::falling);
  for (std::size_t i = used_; i-- > 0;) climb(lines_[i]);
}

/// From the node where the cheapest path turns, down to the end that it comes from: adds the steps on the way, returns the end.
std::uint32_t LaneQuery::descend(Way way, std::span<const End> ends) {
  Rank rank = turn_;
  Label label = line_of(rank).labels[way][graph_->depth(rank)];
  while (step_of(label) != no_step) {
    steps_.push_back(step_of(label));
    rank = graph_->lower(step_of(label), way);
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
  if (best_ == unreachable) return false;
  steps_.clear();
  path.from = descend(LaneGraph::rising, from_);
  for (std::size_t i = steps_.size(); i-- > 0;) graph_->unpack(steps_[i], LaneGraph::rising, left_, path.arcs);
  steps_.clear();
  path.to = descend(LaneGraph::falling, to_);
  for (const std::uint32_t step : steps_) graph_->unpack(step, LaneGraph::falling, left_, path.arcs);
  if (graph_->has_free_arcs()) cut_circles(graph_->rank(from_[path.from].node), path.arcs);
  return true;
}

}  // namespace contrechamp::routing
