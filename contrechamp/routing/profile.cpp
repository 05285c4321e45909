// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/profile.hpp>
#include <bit>

namespace contrechamp::routing {
namespace {

/// All lower triangles of each node's upward arcs, nodes ascending: u over a lower node l to v, and back. When u's turn comes,
/// the arcs of l, which lie below, have their final costs.
template <std::size_t Width>
CONTRECHAMP_ROUTING_WITH_CALLER void relax_triangles(const Index& index, Cost* costs) {
  std::vector<std::uint32_t> arc_to(index.nodes());  // by upper end: the arc of u; of its own neighbours only
  const auto at = [costs](Place place) { return costs + std::size_t{place} * Width; };
  for (Rank u = 0; u < index.nodes(); ++u) {
    for (std::uint32_t arc = index.first_up(u); arc < index.first_up(u + 1); ++arc) arc_to[index.upper(arc)] = arc;
    for (const std::uint32_t low : index.down_arcs(u)) {
      const std::uint32_t end = index.first_up(index.lower(low) + 1);
      for (std::uint32_t side = low + 1; side < end; ++side) {  // upper ends ascend: those behind `low` lie above u
        const std::uint32_t arc = arc_to[index.upper(side)];
        relax<Width>(at(up(arc)), at(down(low)), at(up(side)));
        relax<Width>(at(down(arc)), at(down(side)), at(up(low)));
      }
    }
  }
}

CONTRECHAMP_ROUTING_EVERY_ISA void customize(const Index& index, std::size_t width, Cost* costs) {
  switch (width) {
    case 1: return relax_triangles<1>(index, costs);
    case 2: return relax_triangles<2>(index, costs);
    case 4: return relax_triangles<4>(index, costs);
    case 8: return relax_triangles<8>(index, costs);
    default: return relax_triangles<16>(index, costs);
  }
}

Result<void> check_mixes(std::span<const Mix> mixes) {
  if (mixes.empty() || mixes.size() > most_lanes) return fail(Errc::bad_argument, "routing: between 1 and 16 mixes");
  const auto whole = [](Mix mix) { return std::uint64_t{mix.time} + mix.exposure == 1U << mix_bits; };
  if (!std::all_of(mixes.begin(), mixes.end(), whole)) return fail(Errc::bad_argument, "routing: parts of a mix do not add up");
  return {};
}

}  // namespace

Result<Profile> Profile::customized(const Index& index, const Graph& graph, std::span<const Cost> time,
                                    std::span<const Cost> exposure, std::span<const Mix> mixes) {
  if (graph.nodes() != index.nodes() || graph.arcs() != index.places().size())
    return fail(Errc::bad_argument, "routing: the index is another graph's");
  for (const auto costs : {time, exposure}) {
    if (auto sound = check_costs(graph, costs); !sound) return tl::unexpected(sound.error());
  }
  if (auto sound = check_mixes(mixes); !sound) return tl::unexpected(sound.error());
  Profile profile;
  profile.mixes_.assign(mixes.begin(), mixes.end());
  profile.width_ = std::bit_ceil(mixes.size());
  profile.time_.assign(time.begin(), time.end());
  profile.exposure_.assign(exposure.begin(), exposure.end());
  profile.costs_.assign(std::size_t{2} * index.arcs() * profile.width_, unreachable);
  for (Arc arc = 0; arc < graph.arcs(); ++arc) {
    if (index.places()[arc] == nowhere) continue;
    Cost* costs = profile.costs_.data() + std::size_t{index.places()[arc]} * profile.width_;
    for (std::size_t lane = 0; lane < mixes.size(); ++lane) costs[lane] = std::min(costs[lane], profile.original(arc, lane));
  }
  customize(index, profile.width_, profile.costs_.data());
  return profile;
}

std::size_t Profile::bytes() const { return sizeof(Cost) * (time_.size() + exposure_.size() + costs_.size()); }

}  // namespace contrechamp::routing
