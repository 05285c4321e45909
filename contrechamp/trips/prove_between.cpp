// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/trips/prove_search.hpp>
#include <queue>

namespace contrechamp::trips {
namespace {

/// Of the search through all small sets; beyond it nothing is claimed.
constexpr std::size_t most_labels = 1'000'000;
/// Links looked at while devices to spare are dropped; beyond it some may stay.
constexpr std::size_t most_links_tried = 20'000'000;
constexpr std::uint32_t none = ~std::uint32_t{0};

using Devices = std::vector<std::uint32_t>;

Devices united(const Devices& a, std::span<const std::uint32_t> b) {
  Devices all;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  return all;
}

/// All links by the node that they leave, and who sees each: asked again and again here.
class Links {
 public:
  explicit Links(const ProofGraph& graph) : start_(graph.start()), end_(graph.end()), first_{0}, first_device_{0} {
    for (routing::Node node = 0; node < graph.nodes(); ++node) {
      for (const ProofLink& link : graph.links(node)) {
        const Devices devices = graph.devices(link);
        links_.push_back(link);
        from_.push_back(node);
        ms_.push_back(graph.milliseconds(link));
        devices_.insert(devices_.end(), devices.begin(), devices.end());
        first_device_.push_back(static_cast<std::uint32_t>(devices_.size()));
      }
      first_.push_back(static_cast<std::uint32_t>(links_.size()));
    }
  }
  [[nodiscard]] routing::Node start() const { return start_; }
  [[nodiscard]] routing::Node end() const { return end_; }
  [[nodiscard]] std::uint32_t nodes() const { return static_cast<std::uint32_t>(first_.size() - 1); }
  [[nodiscard]] std::uint32_t first(routing::Node node) const { return first_[node]; }
  [[nodiscard]] std::uint32_t last(routing::Node node) const { return first_[node + 1]; }
  [[nodiscard]] const ProofLink& operator[](std::uint32_t link) const { return links_[link]; }
  [[nodiscard]] routing::Node from(std::uint32_t link) const { return from_[link]; }
  [[nodiscard]] std::uint64_t milliseconds(std::uint32_t link) const { return ms_[link]; }
  /// Ascending.
  [[nodiscard]] std::span<const std::uint32_t> devices(std::uint32_t link) const {
    return std::span(devices_).subspan(first_device_[link], first_device_[link + 1] - first_device_[link]);
  }
  /// The numbers of the devices are below this.
  [[nodiscard]] std::size_t device_bound() const {
    return devices_.empty() ? 0 : std::size_t{*std::max_element(devices_.begin(), devices_.end())} + 1;
  }

 private:
  routing::Node start_;
  routing::Node end_;
  std::vector<std::uint32_t> first_;  ///< by node, one more
  std::vector<ProofLink> links_;
  std::vector<routing::Node> from_;
  std::vector<std::uint64_t> ms_;
  std::vector<std::uint32_t> first_device_;  ///< by link, one more
  Devices devices_;
};

using Way = std::vector<std::uint32_t>;  // links

Between told(const Links& links, const Way& way) {
  Between between;
  for (const std::uint32_t link : way) {
    between.way.push_back(links[link]);
    between.devices = united(between.devices, links.devices(link));
  }
  return between;
}

/// Ways that few devices see, of which no more is claimed.
class FewDevices {
 public:
  explicit FewDevices(const Links& links) : links_(links), met_(links.device_bound(), none), may_see_(links.device_bound(), 0) {}

  /// Greedy: goes on from where the fewest devices were met so far, then the least time passed; each device counts where it is
  /// first met. Every node keeps one way to it, so the end's need not be the best.
  [[nodiscard]] Way greedy() {
    return search([&](std::uint32_t link, routing::Node stamp) {
      constexpr std::uint64_t one_device = std::uint64_t{1} << 40U;  // more than all milliseconds
      const auto devices = links_.devices(link);
      const auto fresh = std::count_if(devices.begin(), devices.end(), [&](std::uint32_t d) { return met_[d] != stamp; });
      return std::optional(static_cast<std::uint64_t>(fresh) * one_device + links_.milliseconds(link));
    });
  }

  /// Drops every device that need not be among them: what is left is minimal by inclusion, unless that takes too many steps. One
  /// that is needed among more devices is needed among fewer, so each is tried once.
  [[nodiscard]] Way without_spare(Way way) {
    Devices devices = told(links_, way).devices;
    tried_ = 0;
    for (std::size_t i = 0; i < devices.size() && tried_ < most_links_tried;) {
      Devices fewer = devices;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      Way other = fastest_seen_by(fewer);
      if (other.empty()) {
        ++i;
        continue;
      }
      way = std::move(other);
      const Devices left = told(links_, way).devices;
      i = static_cast<std::size_t>(std::lower_bound(left.begin(), left.end(), devices[i]) - left.begin());
      devices = left;
    }
    return way;
  }

 private:
  /// The fastest way that no other devices see; none: empty.
  Way fastest_seen_by(const Devices& devices) {
    for (const std::uint32_t d : devices) may_see_[d] = 1;
    Way way = search([&](std::uint32_t link, routing::Node /*stamp*/) -> std::optional<std::uint64_t> {
      const auto seen_by = links_.devices(link);
      if (!std::all_of(seen_by.begin(), seen_by.end(), [&](std::uint32_t d) { return may_see_[d] != 0; })) return std::nullopt;
      return links_.milliseconds(link);
    });
    for (const std::uint32_t d : devices) may_see_[d] = 0;
    return way;
  }

  /// Dijkstra's algorithm; `cost(link, node)` may ask which devices were met on the way to the node that the link leaves:
  /// those whose `met_` is that node.
  template <class Cost>
  Way search(const Cost& cost) {
    using Entry = std::pair<std::uint64_t, std::uint32_t>;  // cost, link by which one came
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    std::fill(met_.begin(), met_.end(), none);
    by_.assign(links_.nodes(), none);
    std::vector<std::uint64_t> best(links_.nodes(), ProofTree::unreached);
    std::vector<char> settled(links_.nodes(), 0);
    const auto expand = [&](routing::Node node, std::uint64_t at) {
      settled[node] = 1;
      mark_met(node);
      for (std::uint32_t link = links_.first(node); link < links_.last(node); ++link) {
        ++tried_;
        const routing::Node to = links_[link].to;
        const auto more = settled[to] != 0 ? std::nullopt : cost(link, node);
        if (!more || at + *more >= best[to]) continue;
        best[to] = at + *more;
        by_[to] = link;
        open.emplace(best[to], link);
      }
    };
    expand(links_.start(), 0);
    while (!open.empty() && settled[links_.end()] == 0) {
      const auto [at, link] = open.top();
      open.pop();
      if (by_[links_[link].to] == link && settled[links_[link].to] == 0) expand(links_[link].to, at);
    }
    return settled[links_.end()] != 0 ? way_to(links_.end()) : Way{};
  }

  [[nodiscard]] Way way_to(routing::Node node) const {
    Way way;
    for (; node != links_.start(); node = links_.from(by_[node])) way.push_back(by_[node]);
    std::reverse(way.begin(), way.end());
    return way;
  }
  void mark_met(routing::Node node) {
    for (routing::Node at = node; at != links_.start(); at = links_.from(by_[at])) {
      for (const std::uint32_t device : links_.devices(by_[at])) met_[device] = node;
    }
  }

  const Links& links_;
  std::vector<routing::Node> met_;  ///< by device
  std::vector<char> may_see_;       ///< likewise
  std::vector<std::uint32_t> by_;   ///< by node: the link by which one came
  std::size_t tried_ = 0;
};

/// A node with devices that see some way to it, none of which is to spare there.
struct Label {
  routing::Node node = 0;
  std::uint32_t before = none;
  std::uint32_t by = none;
  Devices devices;
};

/// Every set of at most `most_devices_tried` devices that opens the way to a node, smallest sets first.
class Sets {
 public:
  explicit Sets(const Links& links) : links_(links), at_(links.nodes()) {}

  /// A smallest set, if one is that small.
  [[nodiscard]] std::optional<Between> found() {
    add({links_.start(), none, none, {}});
    for (std::size_t size = 0; size <= most_devices_tried; ++size) {
      for (std::size_t i = 0; i < of_size_[size].size() && !full(); ++i) {
        const std::uint32_t label = of_size_[size][i];
        if (labels_[label].node == links_.end()) return smallest(label);
        expand(label);
      }
    }
    return std::nullopt;
  }
  /// Some set may not have been tried.
  [[nodiscard]] bool full() const { return labels_.size() >= most_labels; }

 private:
  void expand(std::uint32_t label) {
    const Devices devices = labels_[label].devices;
    const routing::Node node = labels_[label].node;
    if (to_spare(node, devices, label)) return;
    for (std::uint32_t link = links_.first(node); link < links_.last(node); ++link) {
      Devices more = united(devices, links_.devices(link));
      if (more.size() <= most_devices_tried) add({links_[link].to, label, link, std::move(more)});
    }
  }

  void add(Label label) {
    if (full() || to_spare(label.node, label.devices, none)) return;
    const auto number = static_cast<std::uint32_t>(labels_.size());
    at_[label.node].push_back(number);
    of_size_[label.devices.size()].push_back(number);
    labels_.push_back(std::move(label));
  }

  /// Another label there does with some of these devices.
  [[nodiscard]] bool to_spare(routing::Node node, const Devices& devices, std::uint32_t itself) const {
    return std::any_of(at_[node].begin(), at_[node].end(), [&](std::uint32_t other) {
      const Devices& some = labels_[other].devices;
      return other != itself && std::includes(devices.begin(), devices.end(), some.begin(), some.end());
    });
  }

  [[nodiscard]] Between smallest(std::uint32_t label) const {
    Way way;
    for (; labels_[label].before != none; label = labels_[label].before) way.push_back(labels_[label].by);
    std::reverse(way.begin(), way.end());
    Between between = told(links_, way);
    between.smallest = true;
    return between;
  }

  const Links& links_;
  std::vector<Label> labels_;
  std::vector<std::vector<std::uint32_t>> at_;  ///< labels by node
  std::array<std::vector<std::uint32_t>, most_devices_tried + 1> of_size_;
};

}  // namespace

Between between(const ProofGraph& graph) {
  const Links links(graph);
  Sets sets(links);
  if (auto smallest = sets.found()) return *std::move(smallest);
  FewDevices few(links);
  Between found = told(links, few.without_spare(few.greedy()));
  found.smallest = !sets.full() && found.devices.size() == most_devices_tried + 1;
  return found;
}

}  // namespace contrechamp::trips
