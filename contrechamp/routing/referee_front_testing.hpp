// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <contrechamp/routing/pareto.hpp>
#include <cstdint>
#include <functional>
#include <queue>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

/// Referees of fronts: they share no code with the search, the index or the filters, only the arrays. For tests and benchmarks.
namespace contrechamp::routing::referee {

/// What a front is compared by: ascending time, strictly descending exposure.
using Costs = std::pair<std::uint64_t, std::uint64_t>;
using Front = std::vector<Costs>;

[[nodiscard]] inline Front costs_of(std::span<const Point> points) {
  Front costs;
  for (const Point& point : points) {
    costs.emplace_back(point.time, point.exposure);
  }
  return costs;
}

/// Bi-objective A* as in the paper of 2020, with a binary heap and exact bounds of two full backward Dijkstras a query.
class PlainBoa {
 public:
  PlainBoa(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure)
      : graph_(graph), time_(time), exposure_(exposure), first_in_(graph.nodes() + 1U), in_(graph.arcs()), tail_(graph.arcs()) {
    for (const Node head : graph.head) {
      ++first_in_[head + std::size_t{1}];
    }
    for (std::size_t v = 0; v < graph.nodes(); ++v) {
      first_in_[v + 1] += first_in_[v];
    }
    std::vector<std::uint32_t> next(first_in_.begin(), first_in_.end() - 1);
    for (Node v = 0; v < graph.nodes(); ++v) {
      for (Arc a = graph.first_out[v]; a < graph.first_out[v + 1U]; ++a) {
        tail_[a] = v;
        in_[next[graph.head[a]]++] = a;
      }
    }
  }

  [[nodiscard]] Front front(std::span<const End> from, std::span<const End> to) {
    const Node behind = graph_.nodes();  // where all ends lead to
    const std::vector<std::uint64_t> time_left = bounds(to, time_, &End::time);
    const std::vector<std::uint64_t> exposure_left = bounds(to, exposure_, &End::exposure);
    std::vector<std::uint64_t> least(behind + std::size_t{1}, never);
    std::priority_queue<Open, std::vector<Open>, std::greater<>> open;
    const auto push = [&](Node node, std::uint64_t t, std::uint64_t e) {
      if (time_left[node] != never && e < least[node] && e + exposure_left[node] < least[behind]) {
        open.emplace(t + time_left[node], e + exposure_left[node], t, e, node);
      }
    };
    for (const End& end : from) {
      push(end.node, end.time, end.exposure);
    }
    Front found;
    expansions_ = 0;
    while (!open.empty()) {
      const auto [bound_t, bound_e, t, e, node] = open.top();
      open.pop();
      if (e >= least[node] || bound_e >= least[behind]) continue;
      least[node] = e;
      if (node == behind) {
        found.emplace_back(t, e);
        continue;
      }
      ++expansions_;
      for (const End& end : to) {
        if (end.node == node) {
          push(behind, t + end.time, e + end.exposure);
        }
      }
      for (Arc a = graph_.first_out[node]; a < graph_.first_out[node + 1U]; ++a) {
        push(graph_.head[a], t + time_[a], e + exposure_[a]);
      }
    }
    return found;
  }
  [[nodiscard]] std::size_t expansions() const { return expansions_; }

 private:
  using Open = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t, std::uint64_t, Node>;
  static constexpr std::uint64_t never = ~std::uint64_t{0};

  [[nodiscard]] std::vector<std::uint64_t> bounds(std::span<const End> to, std::span<const Cost> costs, Cost End::*cost) const {
    std::vector<std::uint64_t> left(graph_.nodes() + std::size_t{1}, never);
    left[graph_.nodes()] = 0;
    std::priority_queue<std::pair<std::uint64_t, Node>, std::vector<std::pair<std::uint64_t, Node>>, std::greater<>> open;
    for (const End& end : to) {
      open.emplace(end.*cost, end.node);
    }
    while (!open.empty()) {
      const auto [sum, node] = open.top();
      open.pop();
      if (left[node] != never) continue;
      left[node] = sum;
      for (std::uint32_t i = first_in_[node]; i < first_in_[node + std::size_t{1}]; ++i) {
        if (left[tail_[in_[i]]] == never) {
          open.emplace(sum + costs[in_[i]], tail_[in_[i]]);
        }
      }
    }
    return left;
  }

  const Graph& graph_;
  std::span<const Cost> time_;
  std::span<const Cost> exposure_;
  std::vector<std::uint32_t> first_in_;
  std::vector<Arc> in_;
  std::vector<Node> tail_;
  std::size_t expansions_ = 0;
};

/// Every path that visits no node twice, each with its sums: for tiny graphs. A pair of the front whose path has fewest arcs has
/// such a path.
class Enumeration {
 public:
  Enumeration(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure)
      : graph_(graph), time_(time), exposure_(exposure) {}

  [[nodiscard]] std::vector<Point> paths(std::span<const End> from, std::span<const End> to) {
    found_.clear();
    to_ = to;
    for (std::uint32_t i = 0; i < from.size(); ++i) {
      std::vector<bool> on(graph_.nodes());
      Point point{from[i].time, from[i].exposure, {}};
      point.path.from = i;
      walk(from[i].node, point, on);
    }
    return found_;
  }

  /// What no other path beats, by comparing each with each; of equal pairs the first path as `comes_before` has it.
  [[nodiscard]] static std::vector<Point> front(const std::vector<Point>& all) {
    std::vector<Point> kept;
    for (const Point& a : all) {
      const bool beaten = std::any_of(all.begin(), all.end(), [&](const Point& b) { return beats(b, a); });
      if (!beaten) {
        kept.push_back(a);
      }
    }
    std::sort(kept.begin(), kept.end(), [](const Point& a, const Point& b) { return a.time < b.time; });
    return kept;
  }

 private:
  [[nodiscard]] static bool beats(const Point& b, const Point& a) {
    if (b.time == a.time && b.exposure == a.exposure) {
      const auto rank = [](const Point& p) { return std::tuple(p.path.arcs.size(), p.path.arcs, p.path.from, p.path.to); };
      return rank(b) < rank(a);
    }
    return b.time <= a.time && b.exposure <= a.exposure;
  }

  void walk(Node node, Point& point, std::vector<bool>& on) {
    on[node] = true;
    for (std::uint32_t i = 0; i < to_.size(); ++i) {
      if (to_[i].node == node) {
        found_.push_back(point);
        found_.back().time += to_[i].time;
        found_.back().exposure += to_[i].exposure;
        found_.back().path.to = i;
      }
    }
    for (Arc a = graph_.first_out[node]; a < graph_.first_out[node + 1U]; ++a) {
      if (!on[graph_.head[a]]) {
        Point next = point;
        next.time += time_[a];
        next.exposure += exposure_[a];
        next.path.arcs.push_back(a);
        walk(graph_.head[a], next, on);
      }
    }
    on[node] = false;
  }

  const Graph& graph_;
  std::span<const Cost> time_;
  std::span<const Cost> exposure_;
  std::span<const End> to_;
  std::vector<Point> found_;
};

}  // namespace contrechamp::routing::referee
