// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/routing/certificate.hpp>
#include <string>

namespace contrechamp::routing {
namespace {

using Wide = std::uint64_t;

tl::unexpected<Error> refused(std::string why) { return fail(Errc::bad_argument, "certificate: " + std::move(why)); }

/// Everything that is judged, in one place.
class Judge {
 public:
  Judge(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure, std::span<const End> from,
        std::span<const End> to, std::span<const Point> front, const Certificate& certificate)
      : graph_(graph), time_(time), exposure_(exposure), from_(from), to_(to), front_(front), certificate_(certificate) {}

  [[nodiscard]] Result<void> verdict() {
    if (auto shape = check_shape(); !shape) return shape;
    if (auto points = check_points(); !points) return points;
    if (auto left = check_left(); !left) return left;
    return check_followed();
  }

 private:
  struct Pair {
    Wide time = 0;
    Wide exposure = 0;
  };

  [[nodiscard]] Result<void> check_shape() const {
    const Wide nodes = graph_.nodes();
    if (time_.size() != graph_.arcs() || exposure_.size() != graph_.arcs()) return refused("not one cost for each arc");
    if (certificate_.left.size() != certificate_.prices.size() * nodes) return refused("not one bound for each node and price");
    const auto inside = [&](Node node) { return node < nodes; };
    for (const auto ends : {from_, to_}) {
      for (const End& end : ends) {
        if (!inside(end.node)) return refused("an end is no node");
      }
    }
    for (const auto& followed : certificate_.followed) {
      if (!inside(followed.node)) return refused("something was followed at no node");
    }
    return {};
  }

  [[nodiscard]] Result<void> check_points() const {
    for (std::size_t i = 0; i < front_.size(); ++i) {
      const Path& path = front_[i].path;
      if (path.from >= from_.size() || path.to >= to_.size()) return refused("a point has no such beginning or end");
      Node at = from_[path.from].node;
      Pair sum{Wide{from_[path.from].time} + to_[path.to].time, Wide{from_[path.from].exposure} + to_[path.to].exposure};
      for (const Arc arc : path.arcs) {
        if (arc >= graph_.arcs() || graph_.first_out[at] > arc || arc >= graph_.first_out[at + 1])
          return refused("a point's path breaks");
        sum.time += time_[arc];
        sum.exposure += exposure_[arc];
        at = graph_.head[arc];
      }
      if (at != to_[path.to].node) return refused("a point's path ends elsewhere");
      if (sum.time != front_[i].time || sum.exposure != front_[i].exposure) return refused("a point is not what its path costs");
      if (i > 0 && (front_[i].time <= front_[i - 1].time || front_[i].exposure >= front_[i - 1].exposure))
        return refused("a point beats another, or they are not in order");
    }
    return {};
  }

  [[nodiscard]] static Wide priced(const Certificate::Price& price, Wide time, Wide exposure) {
    return price.time * time + price.exposure * exposure;  // below 2^65 / 2: parts have 32 bits, costs 31
  }

  [[nodiscard]] Result<void> check_left() const {
    for (std::size_t p = 0; p < certificate_.prices.size(); ++p) {
      const auto& price = certificate_.prices[p];
      if (price.time > 1U << 20U || price.exposure > 1U << 20U) return refused("a price is too high to be added up");
      const Wide* left = certificate_.left.data() + p * graph_.nodes();
      const auto most = [&](Wide step, Wide behind) { return behind == Certificate::never ? behind : step + behind; };
      for (Node v = 0; v < graph_.nodes(); ++v) {
        if (left[v] != Certificate::never && left[v] >> 60U != 0) return refused("a bound is too high to be added up");
        for (Arc arc = graph_.first_out[v]; arc < graph_.first_out[v + 1]; ++arc) {
          if (left[v] > most(priced(price, time_[arc], exposure_[arc]), left[graph_.head[arc]]))
            return refused("more is said to be left at a node than one of its arcs needs");
        }
      }
      for (const End& end : to_) {
        if (left[end.node] > priced(price, end.time, end.exposure)) return refused("more is said to be left than an end needs");
      }
    }
    return {};
  }

  /// At each node what was followed, quickest first, with the least exposure of all that are not slower.
  void sort_followed() {
    by_node_.assign(graph_.nodes(), {});
    for (const auto& followed : certificate_.followed) by_node_[followed.node].push_back({followed.time, followed.exposure});
    for (std::vector<Pair>& pairs : by_node_) {
      std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.time < b.time; });
      for (std::size_t i = 1; i < pairs.size(); ++i) pairs[i].exposure = std::min(pairs[i].exposure, pairs[i - 1].exposure);
    }
  }

  [[nodiscard]] Result<void> check_followed() {
    sort_followed();
    for (const End& end : from_) {
      if (!settled(end.node, {end.time, end.exposure})) return refused("a beginning was not followed");
    }
    for (const auto& [node, t, e] : certificate_.followed) {
      for (const End& end : to_) {
        if (end.node == node && !matched({Wide{t} + end.time, Wide{e} + end.exposure}))
          return refused("a path is missing in the front");
      }
      for (Arc arc = graph_.first_out[node]; arc < graph_.first_out[node + 1]; ++arc) {
        if (!settled(graph_.head[arc], {Wide{t} + time_[arc], Wide{e} + exposure_[arc]}))
          return refused("a way was not followed");
      }
    }
    return {};
  }

  [[nodiscard]] bool settled(Node node, const Pair& pair) const {
    const std::vector<Pair>& known = by_node_[node];
    const auto later = std::upper_bound(known.begin(), known.end(), pair.time, [](Wide t, const Pair& p) { return t < p.time; });
    if (later != known.begin() && (later - 1)->exposure <= pair.exposure) return true;
    if (pair.time >= unreachable || pair.exposure >= unreachable) return true;
    for (std::size_t gap = 0; gap <= front_.size(); ++gap) {
      if (!too_dear_for(gap, node, pair)) return false;
    }
    return true;
  }

  /// Everything in the gap before the point is at most as dear as its corner; the first gap and the last have one side only.
  [[nodiscard]] bool too_dear_for(std::size_t gap, Node node, const Pair& pair) const {
    const bool first = gap == 0, last = gap == front_.size();
    const Wide corner_time = last ? unreachable : front_[gap].time;
    const Wide corner_exposure = first ? unreachable : front_[gap - 1].exposure;
    if (corner_time == 0 || corner_exposure == 0) return true;  // nothing is below nothing
    for (std::size_t p = 0; p < certificate_.prices.size(); ++p) {
      const auto& price = certificate_.prices[p];
      const Wide left = certificate_.left[p * graph_.nodes() + node];
      if (left == Certificate::never) return true;
      if (priced(price, pair.time, pair.exposure) + left > priced(price, corner_time - 1, corner_exposure - 1)) return true;
    }
    return false;
  }

  [[nodiscard]] bool matched(const Pair& pair) const {
    if (pair.time >= unreachable || pair.exposure >= unreachable) return true;
    return std::any_of(front_.begin(), front_.end(),
                       [&](const Point& point) { return point.time <= pair.time && point.exposure <= pair.exposure; });
  }

  const Graph& graph_;
  std::span<const Cost> time_;
  std::span<const Cost> exposure_;
  std::span<const End> from_;
  std::span<const End> to_;
  std::span<const Point> front_;
  const Certificate& certificate_;
  std::vector<std::vector<Pair>> by_node_;
};

}  // namespace

Result<void> check_whole(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure,
                         std::span<const End> from, std::span<const End> to, std::span<const Point> front,
                         const Certificate& certificate) {
  if (auto sound = check_graph(graph); !sound) return sound;
  return Judge(graph, time, exposure, from, to, front, certificate).verdict();
}

}  // namespace contrechamp::routing
