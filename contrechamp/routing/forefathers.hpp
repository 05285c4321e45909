// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/index.hpp>
#include <algorithm>
#include <functional>

namespace contrechamp::routing {

/// The nodes of some ends and all their forefathers in the elimination tree, once each, ascending.
inline void forefathers(const Index& index, std::span<const End> ends, std::vector<Rank>& ranks) {
  std::vector<Rank> next;  // of each line that has not yet met another; descending, so the last comes first
  for (const End& end : ends) next.push_back(index.rank(end.node));
  std::sort(next.begin(), next.end(), std::greater<>{});
  next.erase(std::unique(next.begin(), next.end()), next.end());
  ranks.clear();
  while (!next.empty()) {
    const Rank rank = next.back();
    next.pop_back();
    ranks.push_back(rank);
    const Rank parent = index.parent(rank);
    if (parent == nowhere) continue;
    const auto at = std::lower_bound(next.begin(), next.end(), parent, std::greater<>{});
    if (at == next.end() || *at != parent) next.insert(at, parent);
  }
}

}  // namespace contrechamp::routing
