// SPDX-License-Identifier: AGPL-3.0-or-later
// Private to this module, for its AVX-512 bodies. x86-64 only.
#pragma once
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"  // g++ 12, in its own header (GCC bug 105593)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <bit>
#include <cstddef>
#include <cstdint>
#include <immintrin.h>

#define CONTRECHAMP_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#define CONTRECHAMP_AVX512_INLINE CONTRECHAMP_AVX512 __attribute__((always_inline)) inline

namespace contrechamp::visibility::avx512 {

inline std::size_t count(unsigned mask) { return static_cast<std::size_t>(std::popcount(mask)); }
CONTRECHAMP_AVX512 inline __mmask8 first_lanes(std::size_t n) { return static_cast<__mmask8>(n >= 8 ? 0xffU : (1U << n) - 1); }
template <class Number>  // of 32 bits
CONTRECHAMP_AVX512 inline __m256i load(const Number* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

}  // namespace contrechamp::visibility::avx512
