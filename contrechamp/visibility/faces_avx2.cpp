// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/visibility/face_bodies.hpp>
#if CONTRECHAMP_X86_BODIES
#include <immintrin.h>
#include <algorithm>
#include <array>
#include <bit>

#define CONTRECHAMP_AVX2 __attribute__((target("avx2")))

namespace contrechamp::visibility::avx2 {
namespace {
/// By mask: which lanes to take, those of the mask first. AVX2 has no compress.
constexpr std::array<std::array<std::int32_t, 8>, 256> compressions = [] {
  std::array<std::array<std::int32_t, 8>, 256> lanes{};
  for (unsigned mask = 0; mask < 256; ++mask) {
    std::size_t n = 0;
    for (unsigned lane = 0; lane < 8; ++lane) {
      if ((mask >> lane & 1U) != 0) lanes[mask][n++] = static_cast<std::int32_t>(lane);
    }
  }
  return lanes;
}();

CONTRECHAMP_AVX2 inline __m256i load(const std::int32_t* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}
CONTRECHAMP_AVX2 inline void pack(std::int32_t* to, unsigned mask, __m256i v) {
  const __m256i lanes = load(compressions[mask].data());
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_permutevar8x32_epi32(v, lanes));
}
CONTRECHAMP_AVX2 inline unsigned mask_of(__m256i v) { return static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(v))); }
}  // namespace

int passed(const Faces& faces, Run run, const Stand& stand, geo::Point witness, bool& on_edge) {
  return portable::passed(faces, run, stand, witness, on_edge);
}

/// As with AVX-512, 8 faces at a time.
CONTRECHAMP_AVX2 void keep(Kept& kept, const Faces& faces, std::span<const Run> runs, const Stand& stand) {
  const __m256i eye_x = _mm256_set1_epi32(stand.x);
  const __m256i eye_y = _mm256_set1_epi32(stand.y);
  const __m256i height = _mm256_set1_epi32(stand.height);
  const __m256i reach = _mm256_set1_epi32(stand.reach);
  const __m256i minus_reach = _mm256_set1_epi32(-stand.reach);
  const __m256i narrow = _mm256_set1_epi32(32767);
  const __m256i zero = _mm256_setzero_si256();
  const bool limited = !faces.base.empty();
  for (const Run run : runs) {
    for (std::uint32_t i = run.begin; i < run.end; i += 8) {
      const __m256i ax = _mm256_sub_epi32(load(&faces.ax[i]), eye_x);
      const __m256i ay = _mm256_sub_epi32(load(&faces.ay[i]), eye_y);
      const __m256i bx = _mm256_sub_epi32(load(&faces.bx[i]), eye_x);
      const __m256i by = _mm256_sub_epi32(load(&faces.by[i]), eye_y);
      const __m256i min_x = _mm256_min_epi32(ax, bx);
      const __m256i max_x = _mm256_max_epi32(ax, bx);
      const __m256i min_y = _mm256_min_epi32(ay, by);
      const __m256i max_y = _mm256_max_epi32(ay, by);
      __m256i out = _mm256_or_si256(_mm256_cmpgt_epi32(_mm256_max_epi32(min_x, min_y), reach),
                                    _mm256_cmpgt_epi32(minus_reach, _mm256_min_epi32(max_x, max_y)));
      if (limited) {
        out = _mm256_or_si256(out, _mm256_cmpgt_epi32(load(&faces.base[i]), height));
        out = _mm256_or_si256(out, _mm256_cmpgt_epi32(height, load(&faces.top[i])));
      }
      const __m256i extent =
          _mm256_max_epi32(_mm256_max_epi32(max_x, max_y), _mm256_sub_epi32(zero, _mm256_min_epi32(min_x, min_y)));
      const __m256i turn = _mm256_sub_epi32(_mm256_mullo_epi32(ax, by), _mm256_mullo_epi32(ay, bx));
      const unsigned lanes = run.end - i >= 8 ? 0xffU : (1U << (run.end - i)) - 1;
      const unsigned near = lanes & ~mask_of(out);
      const unsigned wide = near & mask_of(_mm256_cmpgt_epi32(extent, narrow));
      const unsigned in = near & ~wide & mask_of(_mm256_cmpgt_epi32(turn, zero));
      pack(&kept.ax[kept.size], in, ax);
      pack(&kept.ay[kept.size], in, ay);
      pack(&kept.bx[kept.size], in, bx);
      pack(&kept.by[kept.size], in, by);
      kept.size += static_cast<std::size_t>(std::popcount(in));
      for (unsigned rest = wide; rest != 0; rest &= rest - 1) {
        keep_one(kept, faces, i + static_cast<std::uint32_t>(std::countr_zero(rest)), stand);
      }
    }
  }
}

namespace {
CONTRECHAMP_AVX2 inline __m256i key(const std::int32_t* xs, const std::int32_t* ys) {
  const __m256d x = _mm256_cvtepi32_pd(_mm_loadu_si128(reinterpret_cast<const __m128i*>(xs)));
  const __m256d y = _mm256_cvtepi32_pd(_mm_loadu_si128(reinterpret_cast<const __m128i*>(ys)));
  const __m256d sign = _mm256_set1_pd(-0.0);
  const __m256d rounder = _mm256_set1_pd(6755399441055744.0);  // 1.5 * 2^52: as in the portable body
  const __m256d t = _mm256_div_pd(y, _mm256_add_pd(_mm256_andnot_pd(sign, x), _mm256_andnot_pd(sign, y)));
  const __m256d scaled = _mm256_add_pd(_mm256_mul_pd(t, _mm256_set1_pd(static_cast<double>(key_quarter))), rounder);
  const __m256i whole = _mm256_sub_epi64(_mm256_castpd_si256(scaled), _mm256_castpd_si256(rounder));
  const __m256i left = _mm256_castpd_si256(_mm256_cmp_pd(x, _mm256_setzero_pd(), _CMP_LT_OQ));
  const __m256i below = _mm256_castpd_si256(_mm256_cmp_pd(y, _mm256_setzero_pd(), _CMP_LT_OQ));
  const __m256i right_key = _mm256_add_epi64(whole, _mm256_and_si256(below, _mm256_set1_epi64x(key_turn)));
  return _mm256_blendv_epi8(right_key, _mm256_sub_epi64(_mm256_set1_epi64x(2 * key_quarter), whole), left);
}
}  // namespace

CONTRECHAMP_AVX2 void keys(Kept& kept) {
  for (std::size_t i = 0; i < kept.size; i += 4) {
    const __m256i begin = key(&kept.ax[i], &kept.ay[i]);
    const __m256i end = key(&kept.bx[i], &kept.by[i]);
    const __m256i later = _mm256_cmpgt_epi64(end, begin);
    const __m256i after = _mm256_add_epi64(end, _mm256_andnot_si256(later, _mm256_set1_epi64x(key_turn)));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(&kept.begin[i]), begin);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(&kept.end[i]), after);
  }
}

std::size_t widest(Kept& kept) { return portable::widest(kept); }
void drop(Kept& kept, std::span<const Hider> hiders) { portable::drop(kept, hiders); }
void sort(const Kept& kept, std::uint64_t* events) { portable::sort(kept, events); }

}  // namespace contrechamp::visibility::avx2
#endif
