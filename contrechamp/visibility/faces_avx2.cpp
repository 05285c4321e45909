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
  note_faces(kept);
}

namespace {
struct Eight {
  __m256 ax, ay, bx, by;
};
CONTRECHAMP_AVX2 inline __m256 floats(const std::int32_t* from) { return _mm256_cvtepi32_ps(load(from)); }
CONTRECHAMP_AVX2 inline Eight eight(const Kept& kept, std::size_t i) {
  return {floats(&kept.ax[i]), floats(&kept.ay[i]), floats(&kept.bx[i]), floats(&kept.by[i])};
}
CONTRECHAMP_AVX2 inline __m256 dot(__m256 ax, __m256 ay, __m256 bx, __m256 by) {
  return _mm256_add_ps(_mm256_mul_ps(ax, bx), _mm256_mul_ps(ay, by));
}
CONTRECHAMP_AVX2 inline __m256 cross(__m256 ax, __m256 ay, __m256 bx, __m256 by) {
  return _mm256_sub_ps(_mm256_mul_ps(ax, by), _mm256_mul_ps(ay, bx));
}
CONTRECHAMP_AVX2 inline __m256 size_of(__m256 v) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0F), v); }
CONTRECHAMP_AVX2 inline __m256i numbers() { return _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0); }
/// All ones in the lanes below n.
CONTRECHAMP_AVX2 inline __m256 below(std::size_t n) {
  return _mm256_castsi256_ps(_mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(std::min<std::size_t>(n, 8))), numbers()));
}
}  // namespace

namespace {
CONTRECHAMP_AVX2 std::size_t widest(Kept& kept) {
  __m256 extent = _mm256_setzero_ps();
  for (std::size_t i = 0; i < kept.size; i += 8) {
    const auto [ax, ay, bx, by] = eight(kept, i);
    const __m256 both = dot(ax, ay, bx, by);
    const __m256 lengths = _mm256_mul_ps(dot(ax, ay, ax, ay), dot(bx, by, bx, by));
    _mm256_storeu_ps(&kept.narrowness[i], _mm256_div_ps(_mm256_mul_ps(both, size_of(both)), lengths));
    const __m256 reach = _mm256_max_ps(_mm256_max_ps(size_of(ax), size_of(ay)), _mm256_max_ps(size_of(bx), size_of(by)));
    extent = _mm256_max_ps(extent, _mm256_and_ps(reach, below(kept.size - i)));
  }
  alignas(32) std::array<float, 8> lanes;
  _mm256_store_ps(lanes.data(), extent);
  kept.extent = *std::max_element(lanes.begin(), lanes.end());
  const auto first = kept.narrowness.begin();
  return static_cast<std::size_t>(std::min_element(first, first + static_cast<std::ptrdiff_t>(kept.size)) - first);
}

CONTRECHAMP_AVX2 std::size_t drop(Kept& kept, std::span<const Hider> hiders) {
  const std::size_t n = kept.size;
  std::size_t size = 0;
  const __m256 limit = _mm256_set1_ps(broad);
  const __m256 own = _mm256_set1_ps(hiders.front().narrowness);
  std::size_t listed = 0;
  for (std::size_t i = 0; i < n; i += 8) {
    const auto [ax, ay, bx, by] = eight(kept, i);
    __m256 hidden = _mm256_setzero_ps();
    for (const Hider& hider : hiders) {
      const __m256 from_x = _mm256_set1_ps(hider.ax), from_y = _mm256_set1_ps(hider.ay);
      const __m256 to_x = _mm256_set1_ps(hider.bx), to_y = _mm256_set1_ps(hider.by);
      const __m256 after_a = cross(from_x, from_y, ax, ay), before_a = cross(ax, ay, to_x, to_y);
      const __m256 after_b = cross(from_x, from_y, bx, by), before_b = cross(bx, by, to_x, to_y);
      const __m256 least_side = _mm256_min_ps(_mm256_min_ps(after_a, before_a), _mm256_min_ps(after_b, before_b));
      const __m256 triangles = _mm256_min_ps(_mm256_add_ps(after_a, before_a), _mm256_add_ps(after_b, before_b));
      hidden = _mm256_or_ps(hidden, _mm256_and_ps(_mm256_cmp_ps(least_side, _mm256_set1_ps(hider.slack), _CMP_GE_OQ),
                                                  _mm256_cmp_ps(triangles, _mm256_set1_ps(hider.beyond), _CMP_GE_OQ)));
    }
    const __m256 narrowness = _mm256_loadu_ps(&kept.narrowness[i]);
    const __m256 stay = _mm256_andnot_ps(hidden, below(n - i));
    const auto in = static_cast<unsigned>(_mm256_movemask_ps(stay));
    const __m256 wide = _mm256_and_ps(
        stay, _mm256_and_ps(_mm256_cmp_ps(narrowness, limit, _CMP_LT_OQ), _mm256_cmp_ps(narrowness, own, _CMP_GT_OQ)));
    const auto broad_lanes = static_cast<unsigned>(_mm256_movemask_ps(wide));
    for (auto* column : {&kept.ax, &kept.ay, &kept.bx, &kept.by}) pack(&(*column)[size], in, load(&(*column)[i]));
    _mm256_storeu_ps(&kept.narrowness[size], _mm256_permutevar8x32_ps(narrowness, load(compressions[in].data())));
    for (unsigned rest = broad_lanes; rest != 0; rest &= rest - 1) {
      const unsigned before = in & ((1U << std::countr_zero(rest)) - 1);
      kept.broad[listed++] = static_cast<std::uint32_t>(size) + static_cast<std::uint32_t>(std::popcount(before));
    }
    size += static_cast<std::size_t>(std::popcount(in));
  }
  kept.size = size;
  return listed;
}
}  // namespace

void thin(Kept& kept) { thin_by(kept, widest, drop); }

void sort(std::span<const std::int64_t> keys, std::uint64_t* events) { portable::sort(keys, events); }

}  // namespace contrechamp::visibility::avx2
#endif
