// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/pareto.hpp>

namespace contrechamp::routing {

/// Why a front is whole, so that whoever doubts it needs no search: what is left at least from every node, for several prices of
/// exposure; and at each node what pairs of costs were followed. Written by `certified_front` (certify.hpp), judged by
/// `check_whole`.
struct Certificate {
  static constexpr std::uint64_t never = ~std::uint64_t{0};
  /// So many parts of time and so many of exposure.
  struct Price {
    std::uint32_t time = 0;
    std::uint32_t exposure = 0;
    bool operator==(const Price&) const = default;
  };
  struct Followed {
    Node node = 0;
    Cost time = 0;
    Cost exposure = 0;
    bool operator==(const Followed&) const = default;
  };
  std::vector<Price> prices;
  /// left[p * nodes + v]: from v to the ends, at least, in the parts of price p; never: no end is reached.
  std::vector<std::uint64_t> left;
  std::vector<Followed> followed;
  bool operator==(const Certificate&) const = default;
};

/// Is the front whole? Shares no code with the search, and believes nothing of the certificate: it walks each point's path, holds
/// `left` against every arc, and sees that whatever was followed, led over any arc, is either no better than something followed
/// at the arc's head, or comes to nothing: for each gap between two neighbours of the front, one price says that all of it is
/// dearer than the gap's corner. From that follows, arc by arc, that each path is beaten or matched by a point.
/// It does not judge which of equal paths a point has. Sums of `unreachable` and more count as no path.
/// Errors: bad_argument, what does not hold.
[[nodiscard]] Result<void> check_whole(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure,
                                       std::span<const End> from, std::span<const End> to, std::span<const Point> front,
                                       const Certificate& certificate);

}  // namespace contrechamp::routing
