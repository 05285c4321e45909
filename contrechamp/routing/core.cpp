// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/core.hpp>
#include <numeric>

namespace contrechamp::routing {

Core Core::plain(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure) {
  auto made = std::make_shared<Arrays>();
  made->left = graph.nodes();
  made->slot.resize(graph.nodes());
  std::iota(made->slot.begin(), made->slot.end(), 0U);
  made->node = made->slot;
  made->out.first = graph.first_out;
  made->out.arcs.reserve(graph.arcs());
  for (Arc arc = 0; arc < graph.arcs(); ++arc) {
    made->out.arcs.push_back({graph.head[arc], time[arc], exposure[arc], 1, arc});
  }
  made->in.first.assign(graph.nodes() + std::size_t{1}, 0);
  made->ways.arcs = graph.arcs();
  return Core(std::move(made));
}

std::size_t Core::bytes() const {
  const auto fans = [](const Fans& f) { return f.first.size() * sizeof f.first[0] + f.arcs.size() * sizeof(CoreArc); };
  return nodes() * (sizeof(Slot) + sizeof(Node)) + fans(arrays_->out) + fans(arrays_->in) +
         arrays_->ways.joins.size() * sizeof(Ways::Join);
}

void Core::Ways::unpack(std::vector<Way> left, std::vector<Arc>& to) const {
  while (!left.empty()) {
    const Way way = left.back();
    left.pop_back();
    if (way < arcs) {
      to.push_back(way);
      continue;
    }
    left.push_back(joins[way - arcs].second);
    left.push_back(joins[way - arcs].first);
  }
}

}  // namespace contrechamp::routing
