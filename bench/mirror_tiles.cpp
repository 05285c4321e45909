// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <bench/mirror_tiles.hpp>
#include <numeric>

namespace contrechamp::bench {
namespace {
using routing::Arc;
using routing::Node;

constexpr routing::Cost seam_time = 50;  // of a short street
constexpr routing::Cost seam_exposure = 10;

/// The nodes that lie furthest out along an axis: least (0) or most (1).
std::vector<Node> outermost(const std::vector<std::array<double, 2>>& at, std::size_t axis, bool most, std::size_t count) {
  std::vector<Node> nodes(at.size());
  std::iota(nodes.begin(), nodes.end(), 0U);
  count = std::min(count, nodes.size());
  std::partial_sort(nodes.begin(), nodes.begin() + static_cast<std::ptrdiff_t>(count), nodes.end(),
                    [&](Node a, Node b) { return most ? at[a][axis] > at[b][axis] : at[a][axis] < at[b][axis]; });
  nodes.resize(count);
  return nodes;
}

}  // namespace

Tiled mirror_tiled(const Tiled& one, const std::vector<std::array<double, 2>>& at, std::uint32_t side, std::size_t seams) {
  const std::uint32_t nodes = one.graph.nodes();
  std::vector<std::vector<Node>> joined(std::size_t{nodes} * side * side);  // by node: its image beside it
  for (std::uint32_t tile = 0; tile < side * side; ++tile) {
    for (const std::size_t axis : {0U, 1U}) {
      const std::uint32_t place = axis == 0 ? tile % side : tile / side;
      if (place + 1 == side) continue;
      const std::uint32_t next = tile + (axis == 0 ? 1 : side);
      for (const Node node : outermost(at, axis, place % 2 == 0, seams)) {  // every second copy is turned around
        joined[std::size_t{tile} * nodes + node].push_back(next * nodes + node);
        joined[std::size_t{next} * nodes + node].push_back(tile * nodes + node);
      }
    }
  }
  Tiled all;
  for (Node node = 0; node < joined.size(); ++node) {
    const Node of = node % nodes;
    for (Arc arc = one.graph.first_out[of]; arc < one.graph.first_out[of + 1]; ++arc) {
      all.graph.head.push_back(node - of + one.graph.head[arc]);
      all.time.push_back(one.time[arc]);
      all.exposure.push_back(one.exposure[arc]);
    }
    for (const Node image : joined[node]) {
      all.graph.head.push_back(image);
      all.time.push_back(seam_time);
      all.exposure.push_back(seam_exposure);
    }
    all.graph.first_out.push_back(static_cast<Arc>(all.graph.head.size()));
  }
  return all;
}

}  // namespace contrechamp::bench
