// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/visibility/face_bodies.hpp>
#if CONTRECHAMP_X86_BODIES
#include <contrechamp/visibility/avx512.hpp>
#include <utility>

namespace contrechamp::visibility::avx512 {
namespace {
/// Puts the smaller of each pair of lanes first: one step of a sorting network
/// (K. E. Batcher, Sorting networks and their applications, 1968).
template <__mmask8 larger>
CONTRECHAMP_AVX512 inline __m512i step(__m512i v, __m512i partner) {
  return _mm512_mask_max_epu64(_mm512_min_epu64(v, partner), larger, v, partner);
}

/// Sorts lanes that rise and then fall.
CONTRECHAMP_AVX512 inline __m512i merged(__m512i v) {
  v = step<0xf0>(v, _mm512_shuffle_i64x2(v, v, 0x4e));
  v = step<0xcc>(v, _mm512_permutex_epi64(v, 0x4e));
  return step<0xaa>(v, _mm512_permutex_epi64(v, 0xb1));
}

CONTRECHAMP_AVX512 inline __m512i reversed(__m512i v) {
  return _mm512_permutexvar_epi64(_mm512_set_epi64(0, 1, 2, 3, 4, 5, 6, 7), v);
}

CONTRECHAMP_AVX512 inline __m512i sorted(__m512i v) {
  v = step<0xaa>(v, _mm512_permutex_epi64(v, 0xb1));
  v = step<0xcc>(v, _mm512_permutex_epi64(v, 0x1b));
  v = step<0xaa>(v, _mm512_permutex_epi64(v, 0xb1));
  v = step<0xf0>(v, reversed(v));
  v = step<0xcc>(v, _mm512_permutex_epi64(v, 0x4e));
  return step<0xaa>(v, _mm512_permutex_epi64(v, 0xb1));
}

CONTRECHAMP_AVX512 inline void order(__m512i& low, __m512i& high) {
  const __m512i smaller = _mm512_min_epu64(low, high);
  high = _mm512_max_epu64(low, high);
  low = smaller;
}

/// 8 n numbers in registers. Types that hold two of themselves instead of arrays: those end up in memory.
template <std::size_t n>
struct Vectors {
  Vectors<n / 2> low, high;
};
template <>
struct Vectors<1> {
  __m512i v;
};

CONTRECHAMP_AVX512_INLINE void order(Vectors<1>& low, Vectors<1>& high) { order(low.v, high.v); }
template <std::size_t n>
CONTRECHAMP_AVX512_INLINE void order(Vectors<n>& low, Vectors<n>& high) {
  order(low.low, high.low);
  order(low.high, high.high);
}
CONTRECHAMP_AVX512_INLINE void reverse(Vectors<1>& v) { v.v = reversed(v.v); }
template <std::size_t n>
CONTRECHAMP_AVX512_INLINE void reverse(Vectors<n>& v) {
  reverse(v.low);
  reverse(v.high);
  std::swap(v.low, v.high);
}
/// Sorts numbers that rise and then fall.
CONTRECHAMP_AVX512_INLINE void merge(Vectors<1>& v) { v.v = merged(v.v); }
template <std::size_t n>
CONTRECHAMP_AVX512_INLINE void merge(Vectors<n>& v) {
  order(v.low, v.high);
  merge(v.low);
  merge(v.high);
}
CONTRECHAMP_AVX512_INLINE void sort(Vectors<1>& v) { v.v = sorted(v.v); }
template <std::size_t n>
CONTRECHAMP_AVX512_INLINE void sort(Vectors<n>& v) {
  sort(v.low);
  sort(v.high);
  reverse(v.high);
  merge(v);
}

/// Sorted runs of `run` vectors become runs of twice as many.
CONTRECHAMP_AVX512 void merge_runs(std::uint64_t* events, std::size_t vectors, std::size_t run) {
  for (std::size_t start = 0; start < vectors; start += 2 * run) {
    const auto at = [events, start](std::size_t k) { return events + 8 * (start + k); };
    for (std::size_t k = 0; k < run; ++k) {  // the second run from its end: the
                                             // two together rise and then fall
      const std::size_t mirror = 2 * run - 1 - k;
      __m512i low = _mm512_loadu_si512(at(k));
      __m512i high = reversed(_mm512_loadu_si512(at(mirror)));
      order(low, high);
      _mm512_storeu_si512(at(k), low);
      _mm512_storeu_si512(at(mirror), reversed(high));
    }
    for (std::size_t gap = run / 2; gap > 0; gap /= 2) {
      for (std::size_t k = 0; k < 2 * run; ++k) {
        if ((k & gap) != 0) continue;
        __m512i low = _mm512_loadu_si512(at(k));
        __m512i high = _mm512_loadu_si512(at(k + gap));
        order(low, high);
        _mm512_storeu_si512(at(k), low);
        _mm512_storeu_si512(at(k + gap), high);
      }
    }
    for (std::size_t k = 0; k < 2 * run; ++k) _mm512_storeu_si512(at(k), merged(_mm512_loadu_si512(at(k))));
  }
}

/// From the i-th event on; beyond the last one numbers that are greater than any.
CONTRECHAMP_AVX512_INLINE void read(Vectors<1>& v, const std::uint64_t* events, std::size_t size, std::size_t i) {
  const __mmask8 in = i < size ? first_lanes(size - i) : __mmask8{0};
  v.v = _mm512_mask_loadu_epi64(_mm512_set1_epi64(-1), in, events + i);
}
template <std::size_t n>
CONTRECHAMP_AVX512_INLINE void read(Vectors<n>& v, const std::uint64_t* events, std::size_t size, std::size_t i) {
  read(v.low, events, size, i);
  read(v.high, events, size, i + 4 * n);
}
CONTRECHAMP_AVX512_INLINE void write(const Vectors<1>& v, std::uint64_t* events) { _mm512_storeu_si512(events, v.v); }
template <std::size_t n>
CONTRECHAMP_AVX512_INLINE void write(const Vectors<n>& v, std::uint64_t* events) {
  write(v.low, events);
  write(v.high, events + 4 * n);
}
/// 8 n events from the i-th on.
template <std::size_t n>
CONTRECHAMP_AVX512 void sort_some(std::uint64_t* events, std::size_t size, std::size_t i) {
  Vectors<n> v;
  read(v, events, size, i);
  sort(v);
  write(v, events + i);
}
}  // namespace

CONTRECHAMP_AVX512 void sort_events(std::uint64_t* events, std::size_t size) {
  if (size <= 8) return sort_some<1>(events, size, 0);
  if (size <= 16) return sort_some<2>(events, size, 0);
  if (size <= 32) return sort_some<4>(events, size, 0);
  const std::size_t all = std::bit_ceil(size);
  for (std::size_t i = 0; i < all; i += 64) sort_some<8>(events, size, i);
  for (std::size_t run = 8; 8 * run < all; run *= 2) merge_runs(events, all / 8, run);
}

CONTRECHAMP_AVX512 void sort(std::span<const std::int64_t> keys, std::uint64_t* events) {
  __m512i number = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
  for (std::size_t i = 0; i < keys.size(); i += 8) {
    const __mmask8 in = first_lanes(keys.size() - i);  // reads nothing beyond
    const __m512i key = _mm512_maskz_loadu_epi64(in, keys.data() + i);
    _mm512_storeu_si512(events + i, _mm512_add_epi64(_mm512_slli_epi64(key, event_shift), number));
    number = _mm512_add_epi64(number, _mm512_set1_epi64(8));
  }
  sort_events(events, keys.size());
}

}  // namespace contrechamp::visibility::avx512
#endif
