// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/graph.hpp>
#include <algorithm>
#include <cstddef>
#include <new>
#include <utility>
#include <vector>

// Compiled for several instruction sets, chosen at run time. Only whole numbers are computed here: each gives the same.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define CONTRECHAMP_ROUTING_EVERY_ISA __attribute__((target_clones("avx2", "default")))
#else
#define CONTRECHAMP_ROUTING_EVERY_ISA
#endif
// Compiled with its caller, and so for each instruction set.
#define CONTRECHAMP_ROUTING_WITH_CALLER __attribute__((always_inline)) inline

// A loop whose passes are short and may be any number.
#if defined(__GNUC__) && !defined(__clang__)
#define CONTRECHAMP_ROUTING_UNROLLED _Pragma("GCC unroll 4")
#else
#define CONTRECHAMP_ROUTING_UNROLLED _Pragma("clang loop unroll_count(4)")
#endif

// A loop over all lanes. GCC would unroll it before it looks for vectors, and then find few.
#if defined(__GNUC__) && !defined(__clang__)
#define CONTRECHAMP_ROUTING_EACH_LANE(l, width) _Pragma("GCC unroll 1") for (std::size_t l = 0; l < (width); ++l)
#else
#define CONTRECHAMP_ROUTING_EACH_LANE(l, width) for (std::size_t l = 0; l < (width); ++l)
#endif

namespace contrechamp::routing {

/// Costs of one thing in several weightings lie side by side, as many as the next power of two.
inline constexpr std::size_t most_lanes = 16;

/// Begins at a line of the cache, so that sixteen lanes fill one.
template <class T>
struct LineAllocator {
  using value_type = T;
  LineAllocator() = default;
  template <class U>
  LineAllocator(const LineAllocator<U>&) {}
  static constexpr std::align_val_t line{64};
  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), line)); }
  void deallocate(T* memory, std::size_t) { ::operator delete(memory, line); }
  /// A vector that grows does not write zeros first: whoever makes it writes everything.
  template <class U>
  void construct(U* place) {
    ::new (static_cast<void*>(place)) U;
  }
  template <class U, class... Args>
  void construct(U* place, Args&&... args) {
    ::new (static_cast<void*>(place)) U(std::forward<Args>(args)...);
  }
  bool operator==(const LineAllocator&) const = default;
};
using LaneVector = std::vector<Cost, LineAllocator<Cost>>;

/// For all lanes: cost = min(cost, a + b). None is more than unreachable, so no sum wraps, and the minimum saturates it.
template <std::size_t Width>
CONTRECHAMP_ROUTING_WITH_CALLER void relax(Cost* __restrict cost, const Cost* __restrict a, const Cost* __restrict b) {
  CONTRECHAMP_ROUTING_EACH_LANE(l, Width) {
    const Cost sum = a[l] + b[l];
    cost[l] = sum < cost[l] ? sum : cost[l];
  }
}

}  // namespace contrechamp::routing
