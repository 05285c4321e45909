// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/pareto.hpp>
#include <algorithm>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>

namespace contrechamp::routing {
namespace {

/// A sum of the k-way merge below: point `left` of what is joined so far, point `right` of the next leg.
struct Candidate {
  Cost time = 0;
  Cost exposure = 0;
  std::uint32_t left = 0;
  std::uint32_t right = 0;
};

/// A heap's order: the quickest, then the least seen, then the first of the last leg is on top.
bool later(const Candidate& a, const Candidate& b) {
  return std::tie(a.time, a.exposure, a.right) > std::tie(b.time, b.exposure, b.right);
}

/// Moves `candidate` on to the first point of `leg` whose sum sees less than `most`; false if there is none.
bool move_on(Candidate& candidate, const Joined& left, const std::vector<Point>& leg, Cost most) {
  const auto place = std::partition_point(leg.begin() + static_cast<std::ptrdiff_t>(candidate.right), leg.end(),
                                          [&](const Point& point) { return plus(left.exposure, point.exposure) >= most; });
  if (place == leg.end() || plus(left.time, place->time) == unreachable) return false;
  candidate = {plus(left.time, place->time), plus(left.exposure, place->exposure), candidate.left,
               static_cast<std::uint32_t>(place - leg.begin())};
  return true;
}

/// One more leg: for each point of `so_far` its sums with `leg` ascend in time, so they are merged by a heap.
std::vector<Joined> joined(const std::vector<Joined>& so_far, const std::vector<Point>& leg) {
  std::vector<Candidate> heap;
  for (std::uint32_t left = 0; left < so_far.size(); ++left) {
    Candidate candidate{.left = left};
    if (move_on(candidate, so_far[left], leg, unreachable)) {
      heap.push_back(candidate);
    }
  }
  std::make_heap(heap.begin(), heap.end(), later);
  std::vector<Joined> front;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), later);
    Candidate& next = heap.back();
    const Cost least = front.empty() ? unreachable : front.back().exposure;
    if (next.exposure < least) {
      front.push_back({next.time, next.exposure, so_far[next.left].legs});
      front.back().legs.push_back(next.right);
    }
    if (move_on(next, so_far[next.left], leg, front.back().exposure)) {
      std::push_heap(heap.begin(), heap.end(), later);
    } else {
      heap.pop_back();
    }
  }
  return front;
}

tl::unexpected<Error> no_path(std::size_t arc, const char* what) {
  return fail(Errc::bad_argument, "arc " + std::to_string(arc) + " of the path " + what);
}

}  // namespace

bool comes_before(const Path& a, const Path& b) {
  if (a.arcs.size() != b.arcs.size()) return a.arcs.size() < b.arcs.size();
  return std::tie(a.arcs, a.from, a.to) < std::tie(b.arcs, b.from, b.to);
}

void keep_front(std::vector<Point>& points) {
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
    const auto costs_a = std::tie(a.time, a.exposure);
    const auto costs_b = std::tie(b.time, b.exposure);
    return costs_a != costs_b ? costs_a < costs_b : comes_before(a.path, b.path);
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (kept == 0 || points[i].exposure < points[kept - 1].exposure) {
      std::swap(points[kept++], points[i]);
    }
  }
  points.resize(kept);
}

Result<Sums> sums_of(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure, std::span<const End> from,
                     std::span<const End> to, const Path& path) {
  if (time.size() != graph.arcs() || exposure.size() != graph.arcs() || path.from >= from.size() || path.to >= to.size())
    return fail(Errc::bad_argument, "a path with no such beginning, end or costs");
  const End& first = from[path.from];
  const End& last = to[path.to];
  Sums sums{std::uint64_t{first.time} + last.time, std::uint64_t{first.exposure} + last.exposure};
  Node node = first.node;
  for (std::size_t i = 0; i < path.arcs.size(); ++i) {
    const Arc arc = path.arcs[i];
    if (node >= graph.nodes() || arc < graph.first_out[node] || arc >= graph.first_out[node + 1])
      return no_path(i, "does not begin where the path has come");
    sums.time += time[arc];
    sums.exposure += exposure[arc];
    node = graph.head[arc];
  }
  if (node != last.node) return no_path(path.arcs.size(), "is missing: it ends elsewhere");
  return sums;
}

std::vector<Joined> pareto_sum(std::span<const std::vector<Point>> legs) {
  std::vector<Joined> front;
  if (!legs.empty()) {
    front.push_back({});
  }
  for (const std::vector<Point>& leg : legs) {
    front = joined(front, leg);
  }
  return front;
}

}  // namespace contrechamp::routing
