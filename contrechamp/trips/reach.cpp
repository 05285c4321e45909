// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/trips/reach.hpp>
#include <contrechamp/trips/route_ends.hpp>
#include <functional>
#include <queue>
#include <tuple>

namespace contrechamp::trips {
namespace {

/// One way along a segment, measured from where travel in that direction begins: times of parts add up so.
struct Along {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint8_t speed_kmh = 1;

  [[nodiscard]] std::uint64_t ms_to(std::uint64_t cm) const {
    return cm * 36 / speed_kmh - std::uint64_t{begin} * 36 / speed_kmh;
  }
  /// The farthest place that is reached within so many milliseconds.
  [[nodiscard]] std::uint32_t farthest(std::uint64_t ms) const {
    const std::uint64_t whole = ms + std::uint64_t{begin} * 36 / speed_kmh;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(end, ((whole + 1) * speed_kmh - 1) / 36));
  }
};

class Spread {
 public:
  Spread(const ProofGraph& graph, const PartCosts& costs, std::uint64_t most_ms)
      : graph_(graph), costs_(costs), most_ms_(most_ms) {}

  /// From the start of the graph; `hidden`: only as far as nobody sees.
  std::vector<ReachStretch> run(bool hidden) {
    constexpr std::uint64_t unreached = ProofTree::unreached;
    reached_.clear();
    std::vector<std::uint64_t> cost(graph_.nodes(), unreached);
    using Entry = std::pair<std::uint64_t, routing::Node>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    cost[graph_.start()] = 0;
    open.emplace(0, graph_.start());
    while (!open.empty()) {
      const auto [at, node] = open.top();
      open.pop();
      if (at != cost[node]) continue;
      for (const ProofLink& link : graph_.links(node)) {
        if (link.to == graph_.end()) continue;
        const auto arrived = travel(link, at, hidden);
        if (!arrived || *arrived >= cost[link.to]) continue;
        cost[link.to] = *arrived;
        open.emplace(*arrived, link.to);
      }
    }
    return united();
  }

 private:
  /// Notes what is reached of a link; when one arrives at its end, if one does.
  std::optional<std::uint64_t> travel(const ProofLink& link, std::uint64_t at, bool hidden) {
    const std::uint32_t length = graph_.city().network.segments[link.part.segment].length_cm;
    const auto from_begin = [&](std::uint32_t cm) { return link.backward ? length - cm : cm; };
    const Along along{from_begin(link.part.from_cm), from_begin(link.part.to_cm), costs_.speed_kmh(link.part.segment)};
    std::uint32_t to = along.farthest(most_ms_ - at);
    if (hidden) to = std::min(to, first_seen(link, along, length));
    const std::uint32_t low = std::min(from_begin(along.begin), from_begin(to));
    const std::uint32_t high = std::max(from_begin(along.begin), from_begin(to));
    if (low < high) reached_.push_back({link.part.segment, low, high});
    if (to < along.end) return std::nullopt;
    return at + along.ms_to(to);
  }

  /// Where somebody first sees one who travels along.
  [[nodiscard]] std::uint32_t first_seen(const ProofLink& link, const Along& along, std::uint32_t length) const {
    std::uint32_t first = along.end;
    for (const exposure::Sighting& s : graph_.sightings_of(link.part.segment)) {
      if ((s.headings & (link.backward ? exposure::backward : exposure::forward)) == 0) continue;
      const std::uint32_t from = link.backward ? length - s.to_cm : s.from_cm;
      const std::uint32_t to = link.backward ? length - s.from_cm : s.to_cm;
      if (to > along.begin) first = std::min(first, std::max(from, along.begin));
    }
    return first;
  }

  [[nodiscard]] std::vector<ReachStretch> united() {
    std::sort(reached_.begin(), reached_.end(), [](const ReachStretch& a, const ReachStretch& b) {
      return std::tie(a.segment, a.from_cm, a.to_cm) < std::tie(b.segment, b.from_cm, b.to_cm);
    });
    std::vector<ReachStretch> all;
    for (const ReachStretch& s : reached_) {
      if (!all.empty() && all.back().segment == s.segment && s.from_cm <= all.back().to_cm) {
        all.back().to_cm = std::max(all.back().to_cm, s.to_cm);
      } else {
        all.push_back(s);
      }
    }
    return all;
  }

  const ProofGraph& graph_;
  const PartCosts& costs_;
  std::uint64_t most_ms_;
  std::vector<ReachStretch> reached_;
};

std::uint64_t sum_cm(const std::vector<ReachStretch>& stretches) {
  std::uint64_t sum = 0;
  for (const ReachStretch& s : stretches) sum += s.to_cm - s.from_cm;
  return sum;
}

}  // namespace

Result<Reach> reach(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads,
                    const RouteWish& wish, std::uint64_t milliseconds) {
  if (wish.stops.empty()) return fail(Errc::bad_argument, "a place to set out from is needed");
  if (roads.mode != wish.mode) return fail(Errc::bad_argument, "roads of another mode");
  const streets::Snapper snapper(city.snapshot, city.network, city.frames, wish.mode);
  const auto spot = stop_near(wish.stops.front(), snapper, wish, {"start", "départ"});
  if (!spot) return tl::unexpected(spot.error());
  return reach_from(city, sightings, roads, wish, *spot, milliseconds);
}

Reach reach_from(const City& city, std::span<const exposure::Sighting> sightings, const streets::Roads& roads,
                 const RouteWish& wish, const streets::Spot& from, std::uint64_t milliseconds) {
  ProofGraph graph(city, sightings, roads, wish);
  const PartCosts costs(city, sightings, wish);
  Reach reach;
  reach.asked = from;
  reach.from = unseen_end(graph, from, Side::start);
  graph.join(reach.from.spot, reach.from.spot);
  Spread spread(graph, costs, milliseconds);
  reach.any = spread.run(false);
  reach.unseen = spread.run(true);
  reach.any_cm = sum_cm(reach.any);
  reach.unseen_cm = sum_cm(reach.unseen);
  return reach;
}

}  // namespace contrechamp::trips
