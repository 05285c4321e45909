// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/trips/prove_search.hpp>

namespace contrechamp::trips {
namespace {

/// Of the search through all small sets; beyond it nothing is claimed.
constexpr std::size_t most_labels = 1'000'000;
constexpr std::uint32_t no_label = ~std::uint32_t{0};

using Devices = std::vector<std::uint32_t>;

Devices united(const Devices& a, const Devices& b) {
  Devices all;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  return all;
}

/// Fewest devices, each counted once for every link that it sees: a shortest path, so the set may be larger than it must be.
Between as_found(const ProofGraph& graph) {
  constexpr std::uint64_t one_device = std::uint64_t{1} << 40U;  // more than all milliseconds; these break ties
  const ProofTree tree = cheapest(graph, Side::start, [&](const ProofLink& link) {
    return std::optional(graph.devices(link).size() * one_device + graph.milliseconds(link));
  });
  Between found;
  found.way = tree.links_to(graph.end(), graph.start());
  for (const ProofLink& link : found.way) found.devices = united(found.devices, graph.devices(link));
  return found;
}

/// A node with devices that see some way to it, none of which is to spare there.
struct Label {
  routing::Node node = 0;
  std::uint32_t before = no_label;
  ProofLink by;
  Devices devices;
};

/// Every set of at most `most_devices_tried` devices that opens the way to a node, smallest sets first.
class Sets {
 public:
  explicit Sets(const ProofGraph& graph) : graph_(graph), at_(graph.nodes()) {}

  /// A smallest set, if one is that small.
  [[nodiscard]] std::optional<Between> found() {
    add({graph_.start(), no_label, {}, {}});
    for (std::size_t size = 0; size <= most_devices_tried; ++size) {
      for (std::size_t i = 0; i < of_size_[size].size() && !full(); ++i) {
        const std::uint32_t label = of_size_[size][i];
        if (labels_[label].node == graph_.end()) return told(label);
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
    for (const ProofLink& link : graph_.links(node)) {
      Devices more = united(devices, graph_.devices(link));
      if (more.size() <= most_devices_tried) add({link.to, label, link, std::move(more)});
    }
  }

  void add(Label label) {
    if (full() || to_spare(label.node, label.devices, no_label)) return;
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

  [[nodiscard]] Between told(std::uint32_t label) const {
    Between between;
    between.devices = labels_[label].devices;
    between.smallest = true;
    for (; labels_[label].before != no_label; label = labels_[label].before) between.way.push_back(labels_[label].by);
    std::reverse(between.way.begin(), between.way.end());
    return between;
  }

  const ProofGraph& graph_;
  std::vector<Label> labels_;
  std::vector<std::vector<std::uint32_t>> at_;  ///< labels by node
  std::array<std::vector<std::uint32_t>, most_devices_tried + 1> of_size_;
};

}  // namespace

Between between(const ProofGraph& graph) {
  Sets sets(graph);
  if (auto smallest = sets.found()) return *std::move(smallest);
  Between found = as_found(graph);
  found.smallest = !sets.full() && found.devices.size() == most_devices_tried + 1;
  return found;
}

}  // namespace contrechamp::trips
