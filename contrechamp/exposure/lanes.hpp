// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

// Compiled for several instruction sets, chosen at run time. Only loops over things that do not depend on each other may be:
// then each gives the same bytes.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define CONTRECHAMP_EVERY_ISA __attribute__((target_clones("avx2", "default")))
#else
#define CONTRECHAMP_EVERY_ISA
#endif

namespace contrechamp::exposure {

/// A weight for each band; lane 0 is the band that ends first. Weights are whole numbers, exact in binary64.
inline constexpr std::size_t most_lanes = 16;
struct alignas(64) Lanes {
  std::array<double, most_lanes> of{};
};

/// The lanes that a loop works on: whole quarters of them, so that it can be vectorised.
struct Quarters {
  std::size_t first = 0;
  std::size_t last = most_lanes;
};
constexpr std::size_t lanes_in_quarter = 4;
[[nodiscard]] constexpr Quarters quarters(std::size_t first_lane, std::size_t last_lane) {
  return {first_lane / lanes_in_quarter * lanes_in_quarter,
          (last_lane + lanes_in_quarter - 1) / lanes_in_quarter * lanes_in_quarter};
}

/// A quarter of the lanes; GCC and Clang turn it into what the machine has.
using Quad = double __attribute__((vector_size(lanes_in_quarter * sizeof(double)), may_alias));
using QuadMask = std::int64_t __attribute__((vector_size(lanes_in_quarter * sizeof(double)), may_alias));
#define CONTRECHAMP_QUAD(lanes, l) (*reinterpret_cast<Quad*>(&(lanes).of[l]))
#define CONTRECHAMP_CONST_QUAD(lanes, l) (*reinterpret_cast<const Quad*>(&(lanes).of[l]))

/// Of bands that end in the order of lanes (unused lanes: never), with what is between `nearest` and `farthest`: from lane
/// `some` on something of it is within the band, from `all` on the whole of it.
struct LaneRange {
  std::size_t some = 0;
  std::size_t all = 0;
};
[[nodiscard]] LaneRange band_ends(const Lanes& ends, double nearest, double farthest);

/// Sums over a run and the bounds that its weight kept.
struct RunLanes {
  Lanes least, most, sum;
};

/// A lane goes on with weight `now` over some length: bounds and sum, into `next`. True if in some lane the bounds are further
/// apart than `step` allows, or the weight is 0 at one end of the run only; then such lanes' runs must end before.
inline bool go_on(Quarters lanes, const Lanes& now, double length, double step, const RunLanes& run, RunLanes& next) {
  QuadMask over{};
  for (std::size_t l = lanes.first; l < lanes.last; l += lanes_in_quarter) {
    const Quad weight = CONTRECHAMP_CONST_QUAD(now, l);
    const Quad old_least = CONTRECHAMP_CONST_QUAD(run.least, l);
    const Quad old_most = CONTRECHAMP_CONST_QUAD(run.most, l);
    const Quad least = weight < old_least ? weight : old_least;
    const Quad most = weight > old_most ? weight : old_most;
    CONTRECHAMP_QUAD(next.least, l) = least;
    CONTRECHAMP_QUAD(next.most, l) = most;
    CONTRECHAMP_QUAD(next.sum, l) = CONTRECHAMP_CONST_QUAD(run.sum, l) + weight * length;
    const Quad widest = least + step;
    over |= most > (least > 0 ? widest : Quad{});  // 0 at one end only is too far
  }
  return (over[0] | over[1] | over[2] | over[3]) != 0;
}

/// 1 in the lanes from a number on.
inline constexpr std::array<Lanes, most_lanes + 1> from_lane_on = [] {
  std::array<Lanes, most_lanes + 1> table{};
  for (std::size_t first = 0; first <= most_lanes; ++first) {
    for (std::size_t l = first; l < most_lanes; ++l) table[first].of[l] = 1;
  }
  return table;
}();

/// Adds a weight to the lanes from `first` on.
inline void add_from(std::size_t first, double weight, Lanes& to) {
  for (std::size_t l = first / lanes_in_quarter * lanes_in_quarter; l < most_lanes; l += lanes_in_quarter) {
    CONTRECHAMP_QUAD(to, l) += weight * CONTRECHAMP_CONST_QUAD(from_lane_on[first], l);
  }
}
inline void add(Quarters lanes, const Lanes& weight, Lanes& to) {
  for (std::size_t l = lanes.first; l < lanes.last; l += lanes_in_quarter) {
    CONTRECHAMP_QUAD(to, l) += CONTRECHAMP_CONST_QUAD(weight, l);
  }
}

}  // namespace contrechamp::exposure
