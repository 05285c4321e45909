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
// Compiled with its caller, and so for each instruction set.
#define CONTRECHAMP_WITH_CALLER __attribute__((always_inline)) inline

// A loop over all lanes. GCC would unroll it before it looks for vectors, and then find few.
#if defined(__GNUC__) && !defined(__clang__)
#define CONTRECHAMP_EACH_LANE(l) _Pragma("GCC unroll 1") for (std::size_t l = 0; l < most_lanes; ++l)
#else
#define CONTRECHAMP_EACH_LANE(l) for (std::size_t l = 0; l < most_lanes; ++l)
#endif

namespace contrechamp::exposure {

/// A weight for each band; lane 0 is the band that ends first. Weights are whole numbers, exact in binary64 too.
inline constexpr std::size_t most_lanes = 16;
template <class Weight>
struct alignas(64) LanesOf {
  std::array<Weight, most_lanes> of{};
};
using Lanes = LanesOf<double>;

/// 1 in the lanes from a number on, by that number.
template <class Weight>
[[nodiscard]] constexpr std::array<LanesOf<Weight>, most_lanes> lanes_from(std::size_t lanes) {
  std::array<LanesOf<Weight>, most_lanes> table{};
  for (std::size_t first = 0; first < lanes; ++first) {
    for (std::size_t l = first; l < lanes; ++l) table[first].of[l] = 1;
  }
  return table;
}

}  // namespace contrechamp::exposure
