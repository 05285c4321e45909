// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/index.hpp>
#include <algorithm>
#include <numeric>
#include <string>

namespace contrechamp::routing {
namespace {

using Numbers = std::vector<std::uint32_t>;

/// By node. Errors: bad_argument.
Result<Numbers> ranks_of(std::span<const Node> order, std::uint32_t nodes) {
  if (order.size() != nodes) return fail(Errc::bad_argument, "index: not as many nodes as the graph has");
  Numbers rank(nodes, nowhere);
  for (Rank r = 0; r < nodes; ++r) {
    if (order[r] >= nodes || rank[order[r]] != nowhere)
      return fail(Errc::bad_argument, "index: the order names no node, or one twice, at " + std::to_string(r));
    rank[order[r]] = r;
  }
  return rank;
}

/// Sorts numbers by a key below `keys`, stably: first[k] is where those of key k begin.
template <class KeyOf>
void sort_by_key(std::size_t items, std::size_t keys, KeyOf key_of, Numbers& first, Numbers& sorted) {
  first.assign(keys + 1, 0);
  std::size_t kept = 0;
  for (std::uint32_t i = 0; i < items; ++i) {
    if (key_of(i) == nowhere) continue;
    ++first[key_of(i) + 1];
    ++kept;
  }
  std::partial_sum(first.begin(), first.end(), first.begin());
  Numbers next(first.begin(), first.end() - 1);
  sorted.resize(kept);
  for (std::uint32_t i = 0; i < items; ++i) {
    if (key_of(i) != nowhere) sorted[next[key_of(i)]++] = i;
  }
}

/// The arcs of a graph without direction: their higher ends, by their lower ones. Loops are left out, parallel arcs are not.
struct Neighbours {
  Neighbours(const Graph& graph, const Numbers& rank) {
    Numbers low(graph.arcs());
    Numbers high(graph.arcs());
    for (Node node = 0; node < graph.nodes(); ++node) {
      for (Arc arc = graph.first_out[node]; arc < graph.first_out[node + 1]; ++arc) {
        const auto [least, most] = std::minmax(rank[node], rank[graph.head[arc]]);
        low[arc] = least == most ? nowhere : least;
        high[arc] = most;
      }
    }
    sort_by_key(
        graph.arcs(), graph.nodes(), [&](Arc arc) { return low[arc]; }, first, upper);
    for (std::uint32_t& of_arc : upper) of_arc = high[of_arc];
  }
  Numbers first;
  Numbers upper;
};

/// The elimination game: a node's higher neighbours are its own and those of its children, once each.
Result<void> eliminate(const Graph& graph, const Numbers& rank, StoredIndex& index) {
  const Neighbours own(graph, rank);
  Numbers child(graph.nodes(), nowhere);    // one of a node's children, the others are its siblings
  Numbers sibling(graph.nodes(), nowhere);  // by child
  Numbers met_by(graph.nodes(), nowhere);   // the last node that took this one as its neighbour
  index.first_up.assign(1, 0);
  for (Rank r = 0; r < graph.nodes(); ++r) {
    const auto begin = static_cast<std::ptrdiff_t>(index.up_head.size());
    met_by[r] = r;
    const auto meet = [&](Rank upper) {
      if (met_by[upper] == r) return;
      met_by[upper] = r;
      index.up_head.push_back(upper);
    };
    for (std::uint32_t i = own.first[r]; i < own.first[r + 1]; ++i) meet(own.upper[i]);
    for (Rank c = child[r]; c != nowhere; c = sibling[c]) {
      for (std::uint32_t i = index.first_up[c]; i < index.first_up[c + 1]; ++i) meet(index.up_head[i]);
    }
    if (index.up_head.size() > most_arcs) return fail(Errc::too_large, "index: too many arcs");
    std::sort(index.up_head.begin() + begin, index.up_head.end());
    index.first_up.push_back(static_cast<std::uint32_t>(index.up_head.size()));
    if (index.first_up[r] == index.first_up[r + 1]) continue;
    const Rank parent = index.up_head[index.first_up[r]];
    sibling[r] = child[parent];
    child[parent] = r;
  }
  return {};
}

/// Each list ascending, above its own node and below `nodes`.
Result<void> check_lists(const StoredIndex& index, std::uint32_t nodes) {
  const auto& first = index.first_up;
  if (index.up_head.size() > most_arcs) return fail(Errc::bad_argument, "index: too many arcs");
  if (first.size() != std::size_t{nodes} + 1 || first.front() != 0 || first.back() != index.up_head.size() ||
      !std::is_sorted(first.begin(), first.end()))
    return fail(Errc::bad_argument, "index: lists of neighbours do not tile their array");
  for (Rank r = 0; r < nodes; ++r) {
    Rank below = r;
    for (std::uint32_t arc = first[r]; arc < first[r + 1]; ++arc) {
      const Rank upper = index.up_head[arc];
      if (upper <= below || upper >= nodes) return fail(Errc::bad_argument, "index: neighbours of " + std::to_string(r));
      below = upper;
    }
  }
  return {};
}

/// Every neighbour of a node but its parent is a neighbour of the parent. Marks those of the parent that are so accounted for.
Result<void> check_parents(const StoredIndex& index, std::vector<bool>& accounted) {
  const auto& first = index.first_up;
  for (Rank r = 0; r + 1 < first.size(); ++r) {
    if (first[r] == first[r + 1]) continue;
    const Rank parent = index.up_head[first[r]];
    std::uint32_t at = first[parent];
    for (std::uint32_t arc = first[r] + 1; arc < first[r + 1]; ++arc, ++at) {
      while (at < first[parent + 1] && index.up_head[at] < index.up_head[arc]) ++at;
      if (at == first[parent + 1] || index.up_head[at] != index.up_head[arc])
        return fail(Errc::bad_argument, "index: a neighbour of " + std::to_string(r) + " is not its parent's");
      accounted[at] = true;
    }
  }
  return {};
}

/// By arc of the index: the node in whose list it stands.
Numbers lower_ends(const StoredIndex& index) {
  Numbers tail(index.up_head.size());
  for (Rank r = 0; r + 1 < index.first_up.size(); ++r) {
    for (std::uint32_t arc = index.first_up[r]; arc < index.first_up[r + 1]; ++arc) tail[arc] = r;
  }
  return tail;
}

/// Where each arc of the graph lies. Marks the arcs of the index that are so accounted for.
Result<Numbers> places_of(const Graph& graph, const Index& index, std::vector<bool>& accounted) {
  Numbers place(graph.arcs(), nowhere);
  for (Node node = 0; node < graph.nodes(); ++node) {
    for (Arc arc = graph.first_out[node]; arc < graph.first_out[node + 1]; ++arc) {
      if (graph.head[arc] == node) continue;
      const Rank from = index.rank(node);
      const Rank to = index.rank(graph.head[arc]);
      const std::uint32_t between = index.arc_between(std::min(from, to), std::max(from, to));
      if (between == nowhere) return fail(Errc::bad_argument, "index: arc " + std::to_string(arc) + " of the graph has no place");
      place[arc] = from < to ? up(between) : down(between);
      accounted[between] = true;
    }
  }
  if (std::find(accounted.begin(), accounted.end(), false) != accounted.end())
    return fail(Errc::bad_argument, "index: an arc that nothing asks for");
  return place;
}

/// Those with at most an eighth of the triangles.
std::vector<Family> families_of(const Index& index) {
  constexpr std::uint64_t parts = 8;
  std::vector<std::uint64_t> work(index.nodes());  // of the node and its descendants, as these two
  Numbers size(index.nodes());
  Numbers least(index.nodes(), nowhere);
  std::uint64_t all = 0;
  for (Rank u = 0; u < index.nodes(); ++u) {
    const std::uint64_t arcs = index.first_up(u + 1) - index.first_up(u);
    work[u] += arcs * (arcs + 1);
    size[u] += 1;
    least[u] = std::min(least[u], u);
    const Rank parent = index.parent(u);
    if (parent == nowhere) {
      all += work[u];
      continue;
    }
    work[parent] += work[u];
    size[parent] += size[u];
    least[parent] = std::min(least[parent], least[u]);
  }
  const auto small = [&](Rank u) { return work[u] <= all / parts; };
  std::vector<Family> families;
  std::uint64_t last = 0;  // work of the last of them
  for (Rank u = 0; u < index.nodes(); ++u) {
    const bool largest = index.parent(u) == nowhere || !small(index.parent(u));
    if (!small(u) || !largest || least[u] + size[u] != u + 1) continue;
    if (!families.empty() && families.back().end == least[u] && last + work[u] <= all / parts) {
      families.back().end = u + 1;  // small ones that follow each other count as one
      last += work[u];
    } else {
      families.push_back({least[u], u + 1});
      last = work[u];
    }
  }
  return families;
}

}  // namespace

std::uint32_t Index::arc_between(Rank low, Rank high) const {
  const Rank* const heads = arrays_->stored.up_head.data();
  const Rank* const end = heads + first_up(low + 1);
  const Rank* const at = std::lower_bound(heads + first_up(low), end, high);
  return at != end && *at == high ? static_cast<std::uint32_t>(at - heads) : nowhere;
}

std::span<const Arc> Index::originals(Place place) const {
  const std::span<const Arc> all = originals_of(lower(place / 2));
  std::size_t begin = 0;  // a node has few
  while (begin < all.size() && arrays_->place[all[begin]] < place) ++begin;
  std::size_t end = begin;
  while (end < all.size() && arrays_->place[all[end]] == place) ++end;
  return all.subspan(begin, end - begin);
}

Result<Index> Index::build(const Graph& graph, std::span<const Node> order) {
  if (auto sound = check_graph(graph); !sound) return tl::unexpected(sound.error());
  const auto rank = ranks_of(order, graph.nodes());
  if (!rank) return tl::unexpected(rank.error());
  StoredIndex stored;
  stored.order.assign(order.begin(), order.end());
  if (auto done = eliminate(graph, *rank, stored); !done) return tl::unexpected(done.error());
  return open(graph, std::move(stored));
}

Result<Index> Index::open(const Graph& graph, StoredIndex stored) {
  if (auto sound = check_graph(graph); !sound) return tl::unexpected(sound.error());
  auto rank = ranks_of(stored.order, graph.nodes());
  if (!rank) return tl::unexpected(rank.error());
  if (auto sound = check_lists(stored, graph.nodes()); !sound) return tl::unexpected(sound.error());
  std::vector<bool> accounted(stored.up_head.size());
  if (auto sound = check_parents(stored, accounted); !sound) return tl::unexpected(sound.error());

  const auto arrays = std::make_shared<Arrays>();
  arrays->stored = std::move(stored);
  arrays->rank = std::move(*rank);
  const Index index(arrays);
  auto place = places_of(graph, index, accounted);
  if (!place) return tl::unexpected(place.error());
  arrays->place = std::move(*place);
  arrays->tail = lower_ends(arrays->stored);
  const auto upper = [&](std::uint32_t arc) { return arrays->stored.up_head[arc]; };
  sort_by_key(index.arcs(), index.nodes(), upper, arrays->first_down, arrays->down_arc);
  const auto lower = [&](Arc arc) { return arrays->place[arc] == nowhere ? nowhere : arrays->tail[arrays->place[arc] / 2]; };
  sort_by_key(graph.arcs(), index.nodes(), lower, arrays->first_original, arrays->original);
  for (Rank r = 0; r < index.nodes(); ++r) {
    auto* const begin = arrays->original.data();
    std::sort(begin + arrays->first_original[r], begin + arrays->first_original[r + 1],
              [&](Arc a, Arc b) { return arrays->place[a] != arrays->place[b] ? arrays->place[a] < arrays->place[b] : a < b; });
  }
  arrays->families = families_of(index);
  return index;
}

std::size_t Index::bytes() const {
  const Arrays& a = *arrays_;
  return sizeof(std::uint32_t) *
         (a.stored.order.size() + a.stored.first_up.size() + a.stored.up_head.size() + a.rank.size() + a.tail.size() +
          a.first_down.size() + a.down_arc.size() + a.place.size() + a.first_original.size() + a.original.size());
}

}  // namespace contrechamp::routing
