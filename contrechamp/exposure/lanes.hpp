// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

// Compiled for several instruction sets, chosen at run time. Only loops over things that do not depend on each other may be:
// then each gives the same bytes.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define CONTRECHAMP_EVERY_ISA __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define CONTRECHAMP_EVERY_ISA
#endif
// Compiled with its caller, and so for each instruction set.
#define CONTRECHAMP_WITH_CALLER __attribute__((always_inline)) inline

// A short loop that is to leave no loop behind.
#if defined(__GNUC__) && !defined(__clang__)
#define CONTRECHAMP_UNROLLED _Pragma("GCC unroll 8")
#else
#define CONTRECHAMP_UNROLLED _Pragma("clang loop unroll(full)")
#endif

namespace contrechamp::exposure {

/// A weight for each band; lane 0 is the band that ends first. Weights are whole numbers, exact in binary64 too.
inline constexpr std::size_t most_lanes = 16;
template <class Weight>
struct alignas(64) LanesOf {
  std::array<Weight, most_lanes> of{};
};
using Lanes = LanesOf<double>;

}  // namespace contrechamp::exposure
