// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/graph.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::routing {

/// A path and its two sums, ends included, exact in units of the search.
struct Point {
  Cost time = 0;
  Cost exposure = 0;
  Path path;
  bool operator==(const Point&) const = default;
};

/// The one order of paths that cost the same: fewer arcs, then arcs that come first (by number, from the first on), then the
/// beginning and the end that come first. Every front holds the first of each pair of costs.
[[nodiscard]] bool comes_before(const Path& a, const Path& b);

/// Keeps what nothing else beats: ascending time, strictly descending exposure; of equal pairs the path that comes before.
void keep_front(std::vector<Point>& points);

/// What a path costs, ends included. 64 bits: a stranger's path may be long.
struct Sums {
  std::uint64_t time = 0;
  std::uint64_t exposure = 0;
  bool operator==(const Sums&) const = default;
};

/// The sums of a path, arc by arc, from nothing but the graph and the costs: a certificate of each point of a front. Errors:
/// bad_argument, if it is no path from that beginning to that end (the detail says where it breaks).
[[nodiscard]] Result<Sums> sums_of(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure,
                                   std::span<const End> from, std::span<const End> to, const Path& path);

/// A point of a front over several legs: its sums, and which point of each leg's front it is made of.
struct Joined {
  Cost time = 0;
  Cost exposure = 0;
  std::vector<std::uint32_t> legs;  ///< legs[i]: a number in the front of leg i
};

/// The front of routes that run through all legs, one after the other: the sums of one point of each, without what others beat.
/// Ascending time. Of equal sums the one whose last leg is quickest, then the one before it, and so on. No legs, or a leg without
/// points: nothing. Sums that reach `unreachable` are left out.
/// (a + b never needs a dominated a or b, so legs may be joined one by one.)
[[nodiscard]] std::vector<Joined> pareto_sum(std::span<const std::vector<Point>> legs);

}  // namespace contrechamp::routing
