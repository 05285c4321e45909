// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/lane_graph.hpp>
#include <algorithm>

namespace contrechamp::routing {
namespace {

/// So many arcs of the graph at most are written out behind one that is kept: most paths are then copied in few pieces.
constexpr std::uint32_t most_written_out = 16;

/// A node with fewer kept arcs has no blocks: to go through them one by one is as quick.
constexpr std::uint32_t many = 10;

using Costs = std::vector<Cost>;

}  // namespace

/// Fills a lane's graph, step by step.
class LaneGraphMaker {
 public:
  LaneGraphMaker(const Index& index, const Profile& profile, std::size_t lane, LaneGraph& out)
      : index_(index), profile_(profile), lane_(lane), out_(out), arc_to_(index.nodes()) {}

  void make() {
    copy_tree();
    copy_costs();
    make_perfect();
    keep();
    for (LaneGraph::Side& side : out_.sides_) make_blocks(side);
    find_behind();
    for (Rank u = 0; u < index_.nodes(); ++u) {
      for (const auto way : {LaneGraph::rising, LaneGraph::falling}) write_out(u, way);
    }
  }

 private:
  void copy_tree() {
    const std::uint32_t nodes = index_.nodes();
    out_.mix_ = profile_.mix(lane_);
    out_.rank_.resize(nodes);
    for (Node node = 0; node < nodes; ++node) out_.rank_[node] = index_.rank(node);
    out_.chain_.resize(nodes);
    out_.depth_.resize(nodes);
    for (Rank u = nodes; u-- > 0;) {
      const Rank parent = index_.parent(u);
      out_.chain_[u] = parent == u + 1 ? out_.chain_[parent] : LaneGraph::Chain{u, parent};
      out_.depth_[u] = parent == nowhere ? 0 : out_.depth_[parent] + 1;
    }
    const auto places = index_.places();
    out_.head_.assign(places.size(), nowhere);
    out_.is_free_.assign(places.size(), false);
    for (Arc arc = 0; arc < places.size(); ++arc) {
      if (places[arc] == nowhere) continue;
      const std::uint32_t between = places[arc] / 2;
      out_.head_[arc] = places[arc] == up(between) ? index_.upper(between) : index_.lower(between);
      out_.is_free_[arc] = profile_.original(arc, lane_) == 0;
    }
  }

  void copy_costs() {
    for (auto& costs : given_) costs.resize(index_.arcs());
    for (Rank u = 0; u < index_.nodes(); ++u) {
      for (std::uint32_t arc = index_.first_up(u); arc < index_.first_up(u + 1); ++arc) {
        given_[LaneGraph::rising][arc] = profile_.costs_up(arc)[lane_];
        given_[LaneGraph::falling][arc] = profile_.costs_down(arc, u)[lane_];
      }
    }
  }

  /// Calls with each lower triangle of u: the arcs from the lower node to u and to v, and that from u to v. Lower nodes ascend.
  template <class Work>
  void each_triangle(Rank u, const Work& work) {
    for (std::uint32_t arc = index_.first_up(u); arc < index_.first_up(u + 1); ++arc) arc_to_[index_.upper(arc)] = arc;
    for (const std::uint32_t low : index_.down_arcs(u)) {
      const std::uint32_t end = index_.first_up(index_.lower(low) + 1);
      for (std::uint32_t side = low + 1; side < end; ++side) work(low, side, arc_to_[index_.upper(side)]);
    }
  }

  /// The cheapest way between the ends of each arc, over whatever nodes: it begins with an arc from the lower end, u or v, and
  /// goes on between nodes above, of which this is known already.
  void make_perfect() {
    perfect_ = given_;
    const auto& [given_up, given_down] = given_;
    auto& [up, down] = perfect_;
    for (Rank u = index_.nodes(); u-- > 0;) {
      each_triangle(u, [&](std::uint32_t low, std::uint32_t side, std::uint32_t across) {
        up[side] = std::min(up[side], given_up[low] + up[across]);
        down[side] = std::min(down[side], down[across] + given_down[low]);
        up[low] = std::min(up[low], given_up[side] + down[across]);
        down[low] = std::min(down[low], up[across] + given_down[side]);
      });
    }
  }

  void keep() {
    for (const auto way : {LaneGraph::rising, LaneGraph::falling}) {
      LaneGraph::Side& side = out_.sides_[way];
      number_[way].assign(index_.arcs(), nowhere);
      for (Rank u = 0; u < index_.nodes(); ++u) {
        side.first.push_back(static_cast<std::uint32_t>(side.step.size()));
        for (std::uint32_t arc = index_.first_up(u); arc < index_.first_up(u + 1); ++arc) {
          const Cost cost = given_[way][arc];
          if (cost == unreachable || perfect_[way][arc] < cost) continue;
          number_[way][arc] = static_cast<std::uint32_t>(side.step.size());
          side.step.push_back({cost, out_.depth_[index_.upper(arc)]});
        }
      }
      side.first.push_back(static_cast<std::uint32_t>(side.step.size()));
      side.behind.resize(side.step.size());
    }
  }

  /// Depths of a node's steps descend.
  void make_blocks(LaneGraph::Side& side) {
    side.first_block.assign(1, 0);
    for (Rank u = 0; u < index_.nodes(); ++u) {
      const std::uint32_t first = side.first[u], last = side.first[u + 1];
      const std::size_t none = side.block_depth.size();
      for (std::uint32_t step = first; step < last && last - first >= many; ++step) {
        const auto& [cost, depth] = side.step[step];
        const std::uint32_t begin = depth - depth % LaneGraph::block;
        if (side.block_depth.size() == none || side.block_depth.back() != begin) {
          side.block_depth.push_back(begin);
          side.block_costs.insert(side.block_costs.end(), LaneGraph::block, unreachable);
        }
        side.block_costs[side.block_costs.size() - LaneGraph::block + depth % LaneGraph::block] = cost;
      }
      side.first_block.push_back(static_cast<std::uint32_t>(side.block_depth.size()));
    }
  }

  /// The first arc of the graph that fits, or else the lowest node.
  void find_behind() {
    for (Rank u = 0; u < index_.nodes(); ++u) {
      for (const Arc arc : index_.originals_of(u)) {
        const Place place = index_.places()[arc];
        const auto way = place == up(place / 2) ? LaneGraph::rising : LaneGraph::falling;
        const std::uint32_t number = number_[way][place / 2];
        if (number == nowhere || out_.sides_[way].behind[number].count != 0) continue;
        if (profile_.original(arc, lane_) != given_[way][place / 2]) continue;
        out_.sides_[way].behind[number] = {static_cast<std::uint32_t>(out_.arcs_.size()), 0, 1};
        out_.arcs_.push_back(arc);
      }
      each_triangle(u, [&](std::uint32_t low, std::uint32_t side, std::uint32_t across) {
        fit(low, side, across, LaneGraph::rising);
        fit(low, side, across, LaneGraph::falling);
      });
    }
  }

  /// From u down by `low` and up by `side` to v, or back.
  void fit(std::uint32_t low, std::uint32_t side, std::uint32_t across, LaneGraph::Way way) {
    const std::uint32_t number = number_[way][across];
    if (number == nowhere) return;
    LaneGraph::Behind& behind = out_.sides_[way].behind[number];
    const auto other = way == LaneGraph::rising ? LaneGraph::falling : LaneGraph::rising;
    if (behind.first != nowhere || given_[other][low] + given_[way][side] != given_[way][across]) return;
    behind.first = number_[other][low];  // kept: a part of a cheapest way is a cheapest way
    behind.second = number_[way][side];
  }

  /// What both halves stand for, one behind the other, if that is not long.
  void write_out(Rank u, LaneGraph::Way way) {
    const auto other = way == LaneGraph::rising ? LaneGraph::falling : LaneGraph::rising;
    const auto [first, last] = out_.steps(u, way);
    for (std::uint32_t step = first; step < last; ++step) {
      LaneGraph::Behind& behind = out_.sides_[way].behind[step];
      if (behind.count != 0) continue;
      const LaneGraph::Behind& low = out_.sides_[other].behind[behind.first];
      const LaneGraph::Behind& side = out_.sides_[way].behind[behind.second];
      if (low.count == 0 || side.count == 0 || low.count + side.count > most_written_out) continue;
      const auto begin = static_cast<std::uint32_t>(out_.arcs_.size());
      for (const auto& half : way == LaneGraph::rising ? std::array{low, side} : std::array{side, low}) {
        for (std::uint32_t i = 0; i < half.count; ++i) out_.arcs_.push_back(Arc{out_.arcs_[half.first + i]});
      }
      behind = {begin, 0, static_cast<std::uint32_t>(out_.arcs_.size()) - begin};
    }
  }

  const Index& index_;
  const Profile& profile_;
  std::size_t lane_;
  LaneGraph& out_;
  std::vector<std::uint32_t> arc_to_;                 // by rank; of one node at a time
  std::array<Costs, 2> given_;                        // by way and arc of the index
  std::array<Costs, 2> perfect_;                      // the same
  std::array<std::vector<std::uint32_t>, 2> number_;  // by way and arc of the index; nowhere: not kept
};

LaneGraph::LaneGraph(const Index& index, const Profile& profile, std::size_t lane) {
  LaneGraphMaker(index, profile, lane, *this).make();
}

std::uint32_t LaneGraph::step_to(std::uint32_t depth, Rank rank, Way way) const {
  const auto [first, last] = steps(rank, way);
  const Step* const all = all_steps(way);
  const auto above = [](const Step& step, std::uint32_t than) { return step.depth > than; };  // depths descend
  return static_cast<std::uint32_t>(std::lower_bound(all + first, all + last, depth, above) - all);
}

void LaneGraph::unpack(std::uint32_t step, Way way, std::vector<std::uint32_t>& left, std::vector<Arc>& arcs) const {
  left.assign(1, 2 * step + way);
  while (!left.empty()) {
    const auto next = static_cast<Way>(left.back() % 2);
    const Behind& behind = sides_[next].behind[left.back() / 2];
    left.pop_back();
    if (behind.count != 0) {
      const auto begin = arcs_.begin() + static_cast<std::ptrdiff_t>(behind.first);
      arcs.insert(arcs.end(), begin, begin + static_cast<std::ptrdiff_t>(behind.count));
      continue;
    }
    const std::uint32_t half = 2 * behind.first + (next == rising ? falling : rising);
    const std::uint32_t other = 2 * behind.second + next;
    left.push_back(next == rising ? other : half);
    left.push_back(next == rising ? half : other);
  }
}

std::size_t LaneGraph::bytes() const {
  std::size_t words = rank_.size() + 2 * chain_.size() + depth_.size() + head_.size() + is_free_.size() / 32 + arcs_.size();
  for (const Side& side : sides_) {
    words += side.first.size() + (2 + 3) * side.step.size();
    words += side.first_block.size() + (1 + block) * side.block_depth.size();
  }
  return sizeof(std::uint32_t) * words;
}

}  // namespace contrechamp::routing
