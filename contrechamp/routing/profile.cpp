// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/profile.hpp>
#include <array>
#include <bit>
#include <memory>

namespace contrechamp::routing {
namespace {

/// What is customized, and into what.
struct Job {
  const Index& index;
  std::span<const Cost> time;
  std::span<const Cost> exposure;
  std::array<Cost, most_lanes> parts_of_time{};  ///< by lane; lanes that only fill up have none
  std::array<Cost, most_lanes> parts_of_exposure{};
  const std::uint32_t* down_shift;  ///< by rank
  Cost* costs;
};

/// cost = min(cost, what an arc of the graph costs), in all lanes.
template <std::size_t Width>
CONTRECHAMP_ROUTING_WITH_CALLER void put(const Job& job, Arc arc, Cost* cost) {
  const std::uint64_t time = job.time[arc];
  const std::uint64_t exposure = job.exposure[arc];
  CONTRECHAMP_ROUTING_EACH_LANE(l, Width) {
    const auto mix = static_cast<Cost>((job.parts_of_time[l] * time + job.parts_of_exposure[l] * exposure) >> mix_bits);
    cost[l] = mix < cost[l] ? mix : cost[l];
  }
}

/// The arcs from u to higher nodes. First what the graph's own cost; then all lower triangles: u over a lower node to v, and
/// back. The arcs of the lower node have their final costs by then. `arc_to`: by rank, for this node only. OneWay: u's arcs cost
/// the same both ways, and so do those of all nodes below it.
template <std::size_t Width, bool OneWay>
CONTRECHAMP_ROUTING_WITH_CALLER void customize_node(const Job& job, Rank u, std::uint32_t* arc_to) {
  const Index& index = job.index;
  const auto at = [&](std::uint32_t arc) { return job.costs + std::size_t{arc} * Width; };
  const std::uint32_t begin = index.first_up(u);
  const std::uint32_t end = index.first_up(u + 1);
  const std::uint32_t down_shift = job.down_shift[u];
  for (std::uint32_t arc = begin; arc < end; ++arc) arc_to[index.upper(arc)] = arc;
  std::fill(at(begin), at(end), unreachable);
  if (!OneWay) std::fill(at(begin + down_shift), at(end + down_shift), unreachable);
  for (const Arc arc : index.originals_of(u)) {
    const Place place = index.places()[arc];
    const bool rises = place == up(place / 2);
    if (rises || !OneWay) put<Width>(job, arc, at(place / 2 + (rises ? 0 : down_shift)));
  }
  for (const std::uint32_t low : index.down_arcs(u)) {
    const Rank x = index.lower(low);
    const std::uint32_t sides = index.first_up(x + 1);
    const std::uint32_t x_shift = OneWay ? 0 : job.down_shift[x];
    for (std::uint32_t side = low + 1; side < sides; ++side) {  // upper ends ascend: those behind `low` lie above u
      const std::uint32_t arc = arc_to[index.upper(side)];
      relax<Width>(at(arc), at(low + x_shift), at(side));
      if (!OneWay) relax<Width>(at(arc + down_shift), at(side + x_shift), at(low));
    }
  }
}

/// By rank; all families of nodes, ascending.
template <std::size_t Width>
CONTRECHAMP_ROUTING_WITH_CALLER void customize_all(const Job& job, std::span<const Family> families, std::uint32_t* arc_to) {
  for (const Family& family : families) {
    for (Rank u = family.begin; u < family.end; ++u) {
      if (job.down_shift[u] == 0) {
        customize_node<Width, true>(job, u, arc_to);
      } else {
        customize_node<Width, false>(job, u, arc_to);
      }
    }
  }
}

CONTRECHAMP_ROUTING_EVERY_ISA void customize_families(const Job& job, std::size_t width, std::span<const Family> families,
                                                      std::uint32_t* arc_to) {
  switch (width) {
    case 1: return customize_all<1>(job, families, arc_to);
    case 2: return customize_all<2>(job, families, arc_to);
    case 4: return customize_all<4>(job, families, arc_to);
    case 8: return customize_all<8>(job, families, arc_to);
    default: return customize_all<16>(job, families, arc_to);
  }
}

void customize(const Job& job, std::size_t width, const Executor& executor) {
  const auto run = [&](std::span<const Family> families) {
    // By rank. Most of it is never touched, and what is not written is not read.
    const std::unique_ptr<std::uint32_t[]> arc_to(new std::uint32_t[job.index.nodes()]);
    customize_families(job, width, families, arc_to.get());
  };
  const std::span<const Family> apart = job.index.families();
  executor(apart.size(), [&](std::size_t i) { run(apart.subspan(i, 1)); });
  std::vector<Family> rest(1);
  for (const Family& family : apart) {
    rest.back().end = family.begin;
    rest.push_back({family.end, 0});
  }
  rest.back().end = job.index.nodes();
  run(rest);
}

/// Do the graph's arcs between a node and higher ones stand in pairs, there and back at the same costs?
bool same_both_ways(const Index& index, std::span<const Cost> time, std::span<const Cost> exposure, Rank rank) {
  const auto arcs = index.originals_of(rank);
  const auto place = [&](std::size_t i) { return index.places()[arcs[i]]; };
  for (std::size_t begin = 0; begin < arcs.size();) {
    const Place there = place(begin);
    std::size_t back = begin;
    while (back < arcs.size() && place(back) == there) ++back;
    const std::size_t count = back - begin;
    if (there % 2 != 0 || back + count > arcs.size() || (back + count < arcs.size() && place(back + count) == there + 1))
      return false;
    for (std::size_t i = begin; i < back; ++i) {
      const Arc one = arcs[i], other = arcs[i + count];
      if (place(i + count) != there + 1 || time[one] != time[other] || exposure[one] != exposure[other]) return false;
    }
    begin = back + count;
  }
  return true;
}

/// By rank: 0 if all arcs of the index to higher nodes cost the same both ways; else where those downwards lie, behind all
/// others. A node's arcs may differ if those of the graph do, or those of a node below it.
std::vector<std::uint32_t> down_shifts(const Index& index, std::span<const Cost> time, std::span<const Cost> exposure) {
  std::vector<std::uint32_t> shift(index.nodes(), 0);
  std::uint32_t next = index.arcs();
  for (Rank u = 0; u < index.nodes(); ++u) {
    if (shift[u] == 0 && same_both_ways(index, time, exposure, u)) continue;
    shift[u] = next - index.first_up(u);
    next += index.first_up(u + 1) - index.first_up(u);
    if (index.parent(u) != nowhere) shift[index.parent(u)] = 1;  // its turn comes
  }
  return shift;
}

Result<void> check_mixes(std::span<const Mix> mixes) {
  if (mixes.empty() || mixes.size() > most_lanes) return fail(Errc::bad_argument, "routing: between 1 and 16 mixes");
  const auto whole = [](Mix mix) { return std::uint64_t{mix.time} + mix.exposure == 1U << mix_bits; };
  if (!std::all_of(mixes.begin(), mixes.end(), whole)) return fail(Errc::bad_argument, "routing: parts of a mix do not add up");
  return {};
}

}  // namespace

Result<Profile> Profile::customized(const Index& index, const Graph& graph, std::span<const Cost> time,
                                    std::span<const Cost> exposure, std::span<const Mix> mixes, const Executor& executor,
                                    LaneVector memory) {
  if (graph.nodes() != index.nodes() || graph.arcs() != index.places().size())
    return fail(Errc::bad_argument, "routing: the index is another graph's");
  for (const auto costs : {time, exposure}) {
    if (auto sound = check_costs(graph, costs); !sound) return tl::unexpected(sound.error());
  }
  if (auto sound = check_mixes(mixes); !sound) return tl::unexpected(sound.error());
  Profile profile(index);
  profile.mixes_.assign(mixes.begin(), mixes.end());
  profile.width_ = std::bit_ceil(mixes.size());
  profile.time_.assign(time.begin(), time.end());
  profile.exposure_.assign(exposure.begin(), exposure.end());
  std::size_t places = index.arcs();
  profile.down_shift_ = down_shifts(index, time, exposure);
  for (Rank u = 0; u < index.nodes(); ++u) {
    if (profile.down_shift_[u] != 0) places += index.first_up(u + 1) - index.first_up(u);
  }
  profile.costs_ = std::move(memory);
  profile.costs_.clear();
  profile.costs_.resize(places * profile.width_);
  Job job{index, time, exposure, {}, {}, profile.down_shift_.data(), profile.costs_.data()};
  for (std::size_t lane = 0; lane < mixes.size(); ++lane) {
    job.parts_of_time[lane] = mixes[lane].time;
    job.parts_of_exposure[lane] = mixes[lane].exposure;
  }
  customize(job, profile.width_, executor);
  return profile;
}

std::size_t Profile::bytes() const {
  return sizeof(Cost) * (time_.size() + exposure_.size() + costs_.size() + down_shift_.size());
}

}  // namespace contrechamp::routing
