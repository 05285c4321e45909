// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes are a small graph and an index of it, as a stranger's atlas may hold them: it is refused, or answers like Dijkstra.
#include <contrechamp/routing/query.hpp>
#include <contrechamp/routing/referee_testing.hpp>
#include <cstdio>
#include <cstdlib>

namespace {
using namespace contrechamp;
using namespace contrechamp::routing;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

/// Arrays from bytes: a length, then as many numbers of a byte each, where 255 stands for one that is huge.
class Bytes {
 public:
  explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  std::uint32_t number() {
    if (bytes_.empty()) return 0;
    const std::uint8_t byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte == 255 ? ~std::uint32_t{0} : byte;
  }
  std::vector<std::uint32_t> array() {
    std::vector<std::uint32_t> numbers(std::min<std::size_t>(number(), bytes_.size()));
    for (std::uint32_t& n : numbers) n = number();
    return numbers;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

/// Every pair of nodes, in two lanes.
void compare(const Graph& graph, const Index& index, const std::vector<Cost>& time, const std::vector<Cost>& exposure) {
  const std::vector<Mix> mixes{only_time, only_exposure};
  const auto profile = Profile::customized(index, graph, time, exposure, mixes);
  require(profile.has_value(), "small costs are taken");
  Query query(index, *profile);
  Path path;
  for (std::size_t lane = 0; lane < mixes.size(); ++lane) {
    const auto costs = referee::weighed(mixes[lane].time, mixes[lane].exposure, time, exposure);
    for (Node from = 0; from < graph.nodes(); ++from) {
      const auto settled = referee::distances(graph, costs, std::vector<referee::Start>{{from, 0}});
      for (Node to = 0; to < graph.nodes(); ++to) {
        query.run(std::vector<End>{{from, 0, 0}}, std::vector<End>{{to, 0, 0}});
        const bool found = query.path(lane, path);
        require(found == (settled[to] != referee::no_path), "there is a path where Dijkstra finds one");
        if (found) require(query.cost(lane) == settled[to], "it costs as much");
        if (found) require(referee::walked(graph, costs, path.arcs, from, to) == settled[to], "and it can be walked");
      }
    }
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes({data, size});
  Graph graph;
  graph.first_out = bytes.array();
  graph.head = bytes.array();
  StoredIndex stored;
  stored.order = bytes.array();
  stored.first_up = bytes.array();
  stored.up_head = bytes.array();
  const auto opened = Index::open(graph, stored);
  if (!opened) {
    require(opened.error().code == Errc::bad_argument && !opened.error().detail.empty(), "what is wrong is said");
    return 0;
  }
  const auto built = Index::build(graph, stored.order);
  require(built.has_value() && built->stored() == stored, "what is opened is what would have been built");
  std::vector<Cost> time;
  std::vector<Cost> exposure;
  for (Arc arc = 0; arc < graph.arcs(); ++arc) {
    time.push_back(bytes.number() % 256);
    exposure.push_back(bytes.number() % 256);
  }
  if (graph.nodes() <= 40) compare(graph, *opened, time, exposure);
  return 0;
}
