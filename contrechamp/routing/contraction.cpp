// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/core.hpp>
#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>
#include <utility>

namespace contrechamp::routing {
namespace {

/// Ways out of a node that lead to the same head stand together: [begin, end) of its list.
struct Group {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
};

/// Calls use(group) for each head of a list, ascending.
template <class Use>
void each_group(const std::vector<CoreArc>& list, const Use& use) {
  for (std::size_t begin = 0, end = 0; begin < list.size(); begin = end) {
    while (end < list.size() && list[end].slot == list[begin].slot) ++end;
    use(Group{begin, end});
  }
}

constexpr std::size_t most_joins = std::size_t{1} << 30;  // with most_arcs, and those of one node more, they can be numbered

Group group_to(const std::vector<CoreArc>& list, Node head) {
  const auto below = [](const CoreArc& arc, Node node) { return arc.slot < node; };
  const auto begin = std::lower_bound(list.begin(), list.end(), head, below);
  const auto end = std::find_if(begin, list.end(), [&](const CoreArc& arc) { return arc.slot != head; });
  return {static_cast<std::size_t>(begin - list.begin()), static_cast<std::size_t>(end - list.begin())};
}

}  // namespace

/// Contracts nodes one by one; until it is done, `slot` of a way is a node. The order is a greedy one: first the node that adds
/// fewest ways (as in R. Geisberger et al., Contraction Hierarchies, WEA 2008, but for fronts instead of shortest ways).
class Contraction {
 public:
  Contraction(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure);
  void run(const Core::Limits& limits);
  /// Drops ways between nodes that are left which two others, one after the other, beat.
  void drop_beaten();
  [[nodiscard]] Core made();

 private:
  [[nodiscard]] bool comes_before(const CoreArc& a, const CoreArc& b) const;
  void keep_front(std::vector<CoreArc>& ways, std::size_t begin) const;
  [[nodiscard]] std::int64_t growth(Node node) const;
  void contract(Node node);
  void lead_past(Node node, Node tail, const Group& first);
  void join(Node tail, const Group& first, const std::vector<CoreArc>& out, const Group& second, const Group& known);
  void number_joins(std::size_t begin, Way first_new);
  void look_again();
  [[nodiscard]] std::vector<bool> beaten(const std::vector<CoreArc>& out) const;

  Core::Ways ways_;
  std::vector<std::vector<CoreArc>> out_;   // by node: ascending heads; of each group the front, ascending time
  std::vector<std::vector<Node>> in_;       // by node: tails, once each
  std::vector<std::vector<CoreArc>> down_;  // by contracted node: what led to it; `slot` is the tail
  std::vector<std::int64_t> level_;
  std::vector<Node> order_;
  std::vector<bool> gone_;
  std::vector<CoreArc> list_;                     // that is being made
  using Waiting = std::pair<std::int64_t, Node>;  // growth, and whose
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> queue_;
};

Contraction::Contraction(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure)
    : ways_{graph.arcs(), {}},
      out_(graph.nodes()),
      in_(graph.nodes()),
      down_(graph.nodes()),
      level_(graph.nodes(), 0),
      gone_(graph.nodes()) {
  for (Node tail = 0; tail < graph.nodes(); ++tail) {
    std::vector<CoreArc> all;
    for (Arc arc = graph.first_out[tail]; arc < graph.first_out[tail + 1]; ++arc) {
      // A loop leads nowhere: without it a path has fewer arcs, and costs no more.
      if (graph.head[arc] != tail) all.push_back({graph.head[arc], time[arc], exposure[arc], 1, arc});
    }
    std::sort(all.begin(), all.end(),
              [](const CoreArc& a, const CoreArc& b) { return std::tie(a.slot, a.way) < std::tie(b.slot, b.way); });
    each_group(all, [&](const Group& group) {
      const std::size_t begin = out_[tail].size();
      for (std::size_t i = group.begin; i < group.end; ++i) out_[tail].push_back(all[i]);
      keep_front(out_[tail], begin);
      in_[all[group.begin].slot].push_back(tail);
    });
  }
}

bool Contraction::comes_before(const CoreArc& a, const CoreArc& b) const {
  if (a.arcs != b.arcs || a.way == b.way) return a.arcs < b.arcs;
  std::vector<Arc> arcs_a, arcs_b;
  ways_.unpack({a.way}, arcs_a);
  ways_.unpack({b.way}, arcs_b);
  return arcs_a < arcs_b;
}

/// Of the ways from `begin` on, all between the same nodes: what none beats, of equal pairs of costs the first.
void Contraction::keep_front(std::vector<CoreArc>& ways, std::size_t begin) const {
  if (ways.size() - begin < 2) return;
  std::sort(ways.begin() + static_cast<std::ptrdiff_t>(begin), ways.end(), [&](const CoreArc& a, const CoreArc& b) {
    const auto costs_a = std::tie(a.time, a.exposure), costs_b = std::tie(b.time, b.exposure);
    return costs_a != costs_b ? costs_a < costs_b : comes_before(a, b);
  });
  std::size_t kept = begin;
  for (std::size_t i = begin; i < ways.size(); ++i) {
    if (kept == begin || ways[i].exposure < ways[kept - 1].exposure) ways[kept++] = ways[i];
  }
  ways.resize(kept);
}

std::int64_t Contraction::growth(Node node) const {
  const std::vector<CoreArc>& out = out_[node];
  std::size_t tried = 0;
  std::size_t removed = out.size();
  for (const Node tail : in_[node]) {
    const std::size_t first = group_to(out_[tail], node).size();
    tried += first * (out.size() - group_to(out, tail).size());
    removed += first;
  }
  return 2 * static_cast<std::int64_t>(tried) - static_cast<std::int64_t>(removed) + level_[node];
}

/// Adds to list_ the front of the ways that are known from the tail to a head and those over the node between.
void Contraction::join(Node tail, const Group& first, const std::vector<CoreArc>& out, const Group& second, const Group& known) {
  const std::vector<CoreArc>& from = out_[tail];
  const std::size_t begin = list_.size();
  const Way first_new = ways_.arcs + static_cast<Way>(ways_.joins.size());
  for (std::size_t i = known.begin; i < known.end; ++i) list_.push_back(from[i]);
  for (std::size_t a = first.begin; a < first.end; ++a) {
    for (std::size_t b = second.begin; b < second.end; ++b) {
      list_.push_back({out[b].slot, plus(from[a].time, out[b].time), plus(from[a].exposure, out[b].exposure),
                       from[a].arcs + out[b].arcs, ways_.arcs + static_cast<Way>(ways_.joins.size())});
      ways_.joins.push_back({from[a].way, out[b].way});
    }
  }
  keep_front(list_, begin);
  number_joins(begin, first_new);
}

/// Joins that were beaten at once are forgotten: the others, in list_ from `begin` on, get their numbers.
void Contraction::number_joins(std::size_t begin, Way first_new) {
  const auto kept = std::partition(list_.begin() + static_cast<std::ptrdiff_t>(begin), list_.end(),
                                   [&](const CoreArc& arc) { return arc.way < first_new; });
  std::sort(kept, list_.end(), [](const CoreArc& a, const CoreArc& b) { return a.way < b.way; });
  Way next = first_new;
  for (auto arc = kept; arc != list_.end(); ++arc, ++next) {
    ways_.joins[next - ways_.arcs] = ways_.joins[arc->way - ways_.arcs];
    arc->way = next;
  }
  ways_.joins.resize(next - ways_.arcs);
  std::sort(list_.begin() + static_cast<std::ptrdiff_t>(begin), list_.end(),
            [](const CoreArc& a, const CoreArc& b) { return a.time < b.time; });
}

/// The ways out of `tail` anew: without those to the node (its group `first`), with those over it.
void Contraction::lead_past(Node node, Node tail, const Group& first) {
  std::vector<CoreArc>& from = out_[tail];
  list_.clear();
  std::size_t at = 0;
  const auto copy_until = [&](std::size_t end) {
    for (; at < end; ++at) {
      if (from[at].slot != node) list_.push_back(from[at]);
    }
  };
  each_group(out_[node], [&](const Group& second) {
    const Node head = out_[node][second.begin].slot;
    if (head == tail) return;
    const Group known = group_to(from, head);
    copy_until(known.begin);
    join(tail, first, out_[node], second, known);
    at = known.end;
    if (known.size() == 0) in_[head].push_back(tail);
  });
  copy_until(from.size());
  from.assign(list_.begin(), list_.end());
}

void Contraction::contract(Node node) {
  each_group(out_[node], [&](const Group& group) {
    const Node head = out_[node][group.begin].slot;
    std::erase(in_[head], node);
    level_[head] = std::max(level_[head], level_[node] + 1);
  });
  for (const Node tail : in_[node]) {
    const Group first = group_to(out_[tail], node);
    for (std::size_t i = first.begin; i < first.end; ++i) {
      down_[node].push_back(out_[tail][i]);
      down_[node].back().slot = tail;
    }
    level_[tail] = std::max(level_[tail], level_[node] + 1);
    lead_past(node, tail, first);
  }
  gone_[node] = true;
  order_.push_back(node);
}

void Contraction::run(const Core::Limits& limits) {
  for (Node node = 0; node < out_.size(); ++node) queue_.emplace(growth(node), node);
  const std::size_t most = out_.size() - out_.size() * limits.left_of_1000 / 1000;
  std::size_t drop_at = out_.size() / 2;
  while (!queue_.empty() && order_.size() < most && ways_.joins.size() < most_joins) {
    const Node node = queue_.top().second;
    queue_.pop();
    // Neighbours that went have changed it, mostly for the worse: it is looked at again only when its turn comes.
    const std::int64_t growing = growth(node);
    if (!queue_.empty() && growing > queue_.top().first) {
      queue_.emplace(growing, node);
      continue;
    }
    if (growing > limits.most_growth) break;
    contract(node);
    if (out_.size() - order_.size() > drop_at) continue;
    drop_at /= 2;
    drop_beaten();
    look_again();
  }
}

/// At all nodes that are left.
void Contraction::look_again() {
  queue_ = {};
  for (Node node = 0; node < out_.size(); ++node) {
    if (!gone_[node]) queue_.emplace(growth(node), node);
  }
}

/// Both lists ascend by head, so they are walked side by side.
std::vector<bool> Contraction::beaten(const std::vector<CoreArc>& out) const {
  std::vector<bool> beaten(out.size());
  for (const CoreArc& first : out) {
    std::size_t group = 0;
    for (const CoreArc& second : out_[first.slot]) {
      while (group < out.size() && out[group].slot < second.slot) ++group;
      const Cost time = first.time + second.time, exposure = first.exposure + second.exposure;
      for (std::size_t i = group; i < out.size() && out[i].slot == second.slot; ++i) {
        const bool better = time < out[i].time || exposure < out[i].exposure;
        if (better && time <= out[i].time && exposure <= out[i].exposure) beaten[i] = true;
      }
    }
  }
  return beaten;
}

void Contraction::drop_beaten() {
  for (Node node = 0; node < out_.size(); ++node) {
    if (gone_[node]) continue;
    const std::vector<bool> drop = beaten(out_[node]);
    list_.clear();
    each_group(out_[node], [&](const Group& group) {
      const std::size_t before = list_.size();
      for (std::size_t i = group.begin; i < group.end; ++i) {
        if (!drop[i]) list_.push_back(out_[node][i]);
      }
      if (list_.size() == before) std::erase(in_[out_[node][group.begin].slot], node);
    });
    out_[node].assign(list_.begin(), list_.end());
  }
}

Core Contraction::made() {
  auto made = std::make_shared<Core::Arrays>();
  for (Node node = 0; node < out_.size(); ++node) {
    if (!gone_[node]) made->node.push_back(node);
  }
  made->left = static_cast<Slot>(made->node.size());
  made->node.insert(made->node.end(), order_.rbegin(), order_.rend());
  made->slot.resize(out_.size());
  for (Slot slot = 0; slot < made->node.size(); ++slot) made->slot[made->node[slot]] = slot;
  const auto add = [&](const std::vector<CoreArc>& list, Core::Fans& fans) {
    for (CoreArc arc : list) {
      arc.slot = made->slot[arc.slot];
      fans.arcs.push_back(arc);
    }
    fans.first.push_back(static_cast<std::uint32_t>(fans.arcs.size()));
  };
  for (const Node node : made->node) {
    add(out_[node], made->out);
    add(down_[node], made->in);
  }
  made->ways = std::move(ways_);
  return Core(std::move(made));
}

Core Core::contracted(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure, const Limits& limits) {
  Contraction contraction(graph, time, exposure);
  contraction.run(limits);
  contraction.drop_beaten();
  return contraction.made();
}

}  // namespace contrechamp::routing
