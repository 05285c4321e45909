// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/visibility/face_bodies.hpp>
#if CONTRECHAMP_X86_BODIES
#include <algorithm>
#include <contrechamp/visibility/avx512.hpp>

namespace contrechamp::visibility::avx512 {
namespace {
/// 16 faces, relative to the eye. Lanes beyond the run's end hold other faces,
/// or none, and are masked.
struct Sixteen {
  __m512i ax, ay, bx, by;
  __mmask16 in;  ///< in the run, and active at the height
};

struct Here {
  __m512i x, y, height;
};

CONTRECHAMP_AVX512 inline Here here(const Stand& stand) {
  return {_mm512_set1_epi32(stand.x), _mm512_set1_epi32(stand.y), _mm512_set1_epi32(stand.height)};
}

CONTRECHAMP_AVX512 inline Sixteen sixteen(const Faces& faces, bool limited, std::uint32_t i, std::uint32_t end, const Here& eye) {
  Sixteen f;
  f.ax = _mm512_sub_epi32(_mm512_loadu_si512(faces.ax.data() + i), eye.x);
  f.ay = _mm512_sub_epi32(_mm512_loadu_si512(faces.ay.data() + i), eye.y);
  f.bx = _mm512_sub_epi32(_mm512_loadu_si512(faces.bx.data() + i), eye.x);
  f.by = _mm512_sub_epi32(_mm512_loadu_si512(faces.by.data() + i), eye.y);
  f.in = end - i >= 16 ? __mmask16{0xffff} : static_cast<__mmask16>((1U << (end - i)) - 1);
  if (limited) {
    f.in = _mm512_mask_cmple_epi32_mask(f.in, _mm512_loadu_si512(faces.base.data() + i), eye.height);
    f.in = _mm512_mask_cmpge_epi32_mask(f.in, _mm512_loadu_si512(faces.top.data() + i), eye.height);
  }
  return f;
}

CONTRECHAMP_AVX512 inline __m512i cross(__m512i ax, __m512i ay, __m512i bx, __m512i by) {
  return _mm512_sub_epi32(_mm512_mullo_epi32(ax, by), _mm512_mullo_epi32(ay, bx));
}

/// Writes the lanes of the mask one after the other, and rubbish behind. Compressed in a register: compressing stores are slow on
/// some machines.
CONTRECHAMP_AVX512 inline void pack(std::int32_t* to, __mmask16 in, __m512i v) {
  _mm512_storeu_si512(to, _mm512_maskz_compress_epi32(in, v));
}

}  // namespace

/// Sums of three products stay below 2^31 where no coordinate reaches 2^14;
/// other faces are taken one by one.
CONTRECHAMP_AVX512 int passed(const Faces& faces, Run run, const Stand& stand, geo::Point witness, bool& on_edge) {
  const std::int64_t to_x = std::int64_t{witness.x} - stand.x;
  const std::int64_t to_y = std::int64_t{witness.y} - stand.y;
  if (std::max(std::abs(to_x), std::abs(to_y)) >= 1 << 14) return portable::passed(faces, run, stand, witness, on_edge);
  const Here eye = here(stand);
  const __m512i wx = _mm512_set1_epi32(static_cast<std::int32_t>(to_x));
  const __m512i wy = _mm512_set1_epi32(static_cast<std::int32_t>(to_y));
  const __m512i zero = _mm512_setzero_si512();
  const bool limited = !faces.base.empty();
  int depth = 0;
  for (std::uint32_t i = run.begin; i < run.end; i += 16) {
    const Sixteen f = sixteen(faces, limited, i, run.end, eye);
    const __m512i extent = _mm512_max_epi32(_mm512_max_epi32(_mm512_abs_epi32(f.ax), _mm512_abs_epi32(f.ay)),
                                            _mm512_max_epi32(_mm512_abs_epi32(f.bx), _mm512_abs_epi32(f.by)));
    const __mmask16 wide = _mm512_mask_cmpge_epi32_mask(f.in, extent, _mm512_set1_epi32(1 << 14));
    const auto in = static_cast<__mmask16>(f.in & ~wide);
    const __m512i turn = cross(f.ax, f.ay, f.bx, f.by);
    const __m512i at_a = cross(wx, wy, f.ax, f.ay);
    const __m512i at_b = cross(wx, wy, f.bx, f.by);
    const __m512i dot = _mm512_add_epi32(_mm512_mullo_epi32(f.ax, f.bx), _mm512_mullo_epi32(f.ay, f.by));
    const __m512i beyond = _mm512_add_epi32(turn, _mm512_sub_epi32(at_a, at_b));
    const __mmask16 on = _mm512_mask_cmpeq_epi32_mask(in, turn, zero);
    if (_mm512_mask_cmple_epi32_mask(on, dot, zero) != 0) on_edge = true;
    const __mmask16 outside = _mm512_cmpgt_epi32_mask(turn, zero);
    const auto across = static_cast<unsigned>(_mm512_cmplt_epi32_mask(at_a, zero) ^ _mm512_cmplt_epi32_mask(at_b, zero));
    const unsigned through = across & static_cast<unsigned>(outside ^ _mm512_cmpgt_epi32_mask(beyond, zero)) & in;
    depth += 2 * std::popcount(through & outside) - std::popcount(through);
    for (unsigned rest = wide; rest != 0; rest &= rest - 1) {
      depth += passed_one(faces, i + static_cast<std::uint32_t>(std::countr_zero(rest)), stand, witness, on_edge);
    }
  }
  return depth;
}

/// Coordinates below 2^15 are multiplied in 32 bits; the few faces that reach
/// further are taken one by one.
CONTRECHAMP_AVX512 void keep(Kept& kept, const Faces& faces, std::span<const Run> runs, const Stand& stand) {
  const Here eye = here(stand);
  const __m512i reach = _mm512_set1_epi32(stand.reach);
  const __m512i minus_reach = _mm512_set1_epi32(-stand.reach);
  const bool limited = !faces.base.empty();
  std::int32_t* to_ax = kept.ax.data();
  std::int32_t* to_ay = kept.ay.data();
  std::int32_t* to_bx = kept.bx.data();
  std::int32_t* to_by = kept.by.data();
  std::size_t size = kept.size;
  for (const Run run : runs) {
    for (std::uint32_t i = run.begin; i < run.end; i += 16) {
      const Sixteen f = sixteen(faces, limited, i, run.end, eye);
      const __m512i min_x = _mm512_min_epi32(f.ax, f.bx);
      const __m512i max_x = _mm512_max_epi32(f.ax, f.bx);
      const __m512i min_y = _mm512_min_epi32(f.ay, f.by);
      const __m512i max_y = _mm512_max_epi32(f.ay, f.by);
      // Beyond the square on one side: the larger of two distances.
      const __m512i nearest = _mm512_max_epi32(min_x, min_y);
      const __m512i farthest = _mm512_min_epi32(max_x, max_y);
      __mmask16 in = _mm512_mask_cmple_epi32_mask(f.in, nearest, reach);
      in = _mm512_mask_cmpge_epi32_mask(in, farthest, minus_reach);
      __mmask16 wide = 0;
      if (!stand.narrow) {
        const __m512i extent = _mm512_max_epi32(_mm512_max_epi32(max_x, max_y),
                                                _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_min_epi32(min_x, min_y)));
        wide = _mm512_mask_cmpgt_epi32_mask(in, extent, _mm512_set1_epi32(most_narrow));
      }
      const __m512i turn = cross(f.ax, f.ay, f.bx, f.by);
      in = _mm512_mask_cmpgt_epi32_mask(static_cast<__mmask16>(in & ~wide), turn, _mm512_setzero_si512());
      pack(to_ax + size, in, f.ax);
      pack(to_ay + size, in, f.ay);
      pack(to_bx + size, in, f.bx);
      pack(to_by + size, in, f.by);
      size += count(in);
      if (wide == 0) continue;
      kept.size = size;
      for (unsigned rest = wide; rest != 0; rest &= rest - 1) {
        keep_one(kept, faces, i + static_cast<std::uint32_t>(std::countr_zero(rest)), stand);
      }
      size = kept.size;
    }
  }
  kept.size = size;
}

namespace {
CONTRECHAMP_AVX512 inline __m512i key(__m256i x32, __m256i y32) {
  const __m512d x = _mm512_cvtepi32_pd(x32);
  const __m512d y = _mm512_cvtepi32_pd(y32);
  const __m512d t = _mm512_div_pd(y, _mm512_add_pd(_mm512_abs_pd(x), _mm512_abs_pd(y)));
  const __m512i scaled = _mm512_cvtpd_epi64(_mm512_mul_pd(t, _mm512_set1_pd(static_cast<double>(key_quarter))));
  const __mmask8 left = _mm256_cmplt_epi32_mask(x32, _mm256_setzero_si256());
  const __mmask8 below = _mm256_mask_cmplt_epi32_mask(static_cast<__mmask8>(~left), y32, _mm256_setzero_si256());
  const __m512i out = _mm512_mask_add_epi64(scaled, below, scaled, _mm512_set1_epi64(key_turn));
  return _mm512_mask_sub_epi64(out, left, _mm512_set1_epi64(2 * key_quarter), scaled);
}

}  // namespace

CONTRECHAMP_AVX512 void keys(Kept& kept) {
  const __m512i first_four = _mm512_set_epi32(27, 19, 11, 3, 26, 18, 10, 2, 25, 17, 9, 1, 24, 16, 8, 0);
  const __m512i last_four = _mm512_add_epi32(first_four, _mm512_set1_epi32(4));
  __m512i number = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  const std::size_t size = kept.size;
  std::size_t across = 0;
  for (std::size_t i = 0; i < size; i += 8) {
    const __m256i ax = load(&kept.ax[i]);
    const __m256i ay = load(&kept.ay[i]);
    const __m256i bx = load(&kept.bx[i]);
    const __m256i by = load(&kept.by[i]);
    const __m512i begin = key(ax, ay);
    __m512i end = key(bx, by);
    end = _mm512_mask_add_epi64(end, _mm512_cmple_epi64_mask(end, begin), end, _mm512_set1_epi64(key_turn));
    _mm512_storeu_si512(&kept.begin[i], begin);
    _mm512_storeu_si512(&kept.end[i], end);
    const __m512i a = _mm512_inserti64x4(_mm512_castsi256_si512(ax), ay, 1);
    const __m512i b = _mm512_inserti64x4(_mm512_castsi256_si512(bx), by, 1);
    _mm512_storeu_si512(&kept.by_face[i], _mm512_permutex2var_epi32(a, first_four, b));
    _mm512_storeu_si512(&kept.by_face[i + 4], _mm512_permutex2var_epi32(a, last_four, b));
    const __mmask8 beyond = _mm512_mask_cmpgt_epi64_mask(first_lanes(size - i), end, _mm512_set1_epi64(key_turn));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(&kept.across[across]),
                        _mm512_castsi512_si256(_mm512_maskz_compress_epi32(beyond, number)));
    across += count(beyond);
    number = _mm512_add_epi32(number, _mm512_set1_epi32(8));
  }
  kept.across_size = across;
}

namespace {
CONTRECHAMP_AVX512 inline __mmask16 lanes16(std::size_t n) {
  return n >= 16 ? __mmask16{0xffff} : static_cast<__mmask16>((1U << n) - 1);
}

CONTRECHAMP_AVX512 inline __m512 dot(__m512 ax, __m512 ay, __m512 bx, __m512 by) {
  return _mm512_add_ps(_mm512_mul_ps(ax, bx), _mm512_mul_ps(ay, by));
}
CONTRECHAMP_AVX512 inline __m512 cross(__m512 ax, __m512 ay, __m512 bx, __m512 by) {
  return _mm512_sub_ps(_mm512_mul_ps(ax, by), _mm512_mul_ps(ay, bx));
}

/// The first of the least.
struct Least {
  __m512 value;
  __m512i number;
  CONTRECHAMP_AVX512 void take(__mmask16 in, __m512 values, __m512i numbers) {
    const __mmask16 less = _mm512_mask_cmp_ps_mask(in, values, value, _CMP_LT_OQ);
    value = _mm512_mask_mov_ps(value, less, values);
    number = _mm512_mask_mov_epi32(number, less, numbers);
  }
  CONTRECHAMP_AVX512 std::size_t first(std::size_t none) const {
    const float least = _mm512_reduce_min_ps(value);
    if (least > 1) return none;
    const __mmask16 those = _mm512_cmp_ps_mask(value, _mm512_set1_ps(least), _CMP_EQ_OQ);
    return static_cast<std::size_t>(_mm512_mask_reduce_min_epi32(those, number));
  }
};
CONTRECHAMP_AVX512 inline Least nothing() { return {_mm512_set1_ps(2), _mm512_setzero_si512()}; }
CONTRECHAMP_AVX512 inline __m512i numbers16() { return _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0); }
}  // namespace

namespace {
CONTRECHAMP_AVX512 std::size_t widest(Kept& kept) {
  Least least = nothing();
  __m512i number = numbers16();
  __m512 extent = _mm512_setzero_ps();
  for (std::size_t i = 0; i < kept.size; i += 16) {
    const __m512 ax = _mm512_cvtepi32_ps(_mm512_loadu_si512(&kept.ax[i]));
    const __m512 ay = _mm512_cvtepi32_ps(_mm512_loadu_si512(&kept.ay[i]));
    const __m512 bx = _mm512_cvtepi32_ps(_mm512_loadu_si512(&kept.bx[i]));
    const __m512 by = _mm512_cvtepi32_ps(_mm512_loadu_si512(&kept.by[i]));
    const __m512 both = dot(ax, ay, bx, by);
    const __m512 lengths = _mm512_mul_ps(dot(ax, ay, ax, ay), dot(bx, by, bx, by));
    const __m512 narrowness = _mm512_div_ps(_mm512_mul_ps(both, _mm512_abs_ps(both)), lengths);
    _mm512_storeu_ps(&kept.narrowness[i], narrowness);
    const __mmask16 in = lanes16(kept.size - i);
    least.take(in, narrowness, number);
    number = _mm512_add_epi32(number, _mm512_set1_epi32(16));
    extent = _mm512_mask_max_ps(
        extent, in, extent,
        _mm512_max_ps(_mm512_max_ps(_mm512_abs_ps(ax), _mm512_abs_ps(ay)), _mm512_max_ps(_mm512_abs_ps(bx), _mm512_abs_ps(by))));
  }
  kept.extent = _mm512_reduce_max_ps(extent);
  return least.first(0);
}
}  // namespace

namespace {
/// 16 faces in binary32.
struct Floats {
  __m512 ax, ay, bx, by;
};
CONTRECHAMP_AVX512_INLINE Floats floats(const Kept& kept, std::size_t i) {
  return {_mm512_cvtepi32_ps(_mm512_loadu_si512(&kept.ax[i])), _mm512_cvtepi32_ps(_mm512_loadu_si512(&kept.ay[i])),
          _mm512_cvtepi32_ps(_mm512_loadu_si512(&kept.bx[i])), _mm512_cvtepi32_ps(_mm512_loadu_si512(&kept.by[i]))};
}

CONTRECHAMP_AVX512_INLINE __mmask16 hidden(const Floats& f, const Hider& hider) {
  const __m512 from_x = _mm512_set1_ps(hider.ax);
  const __m512 from_y = _mm512_set1_ps(hider.ay);
  const __m512 to_x = _mm512_set1_ps(hider.bx);
  const __m512 to_y = _mm512_set1_ps(hider.by);
  const __m512 after_a = cross(from_x, from_y, f.ax, f.ay);
  const __m512 before_a = cross(f.ax, f.ay, to_x, to_y);
  const __m512 after_b = cross(from_x, from_y, f.bx, f.by);
  const __m512 before_b = cross(f.bx, f.by, to_x, to_y);
  const __m512 least_side = _mm512_min_ps(_mm512_min_ps(after_a, before_a), _mm512_min_ps(after_b, before_b));
  const __m512 triangles = _mm512_min_ps(_mm512_add_ps(after_a, before_a), _mm512_add_ps(after_b, before_b));
  const __mmask16 within = _mm512_cmp_ps_mask(least_side, _mm512_set1_ps(hider.slack), _CMP_GE_OQ);
  return _mm512_mask_cmp_ps_mask(within, triangles, _mm512_set1_ps(hider.beyond), _CMP_GE_OQ);
}

/// Notes which faces the first hider leaves, and lists those that are broad, yet narrower than it.
CONTRECHAMP_AVX512 std::size_t leave(Kept& kept, const Hider& hider) {
  const __m512 limit = _mm512_set1_ps(broad);
  const __m512 own = _mm512_set1_ps(hider.narrowness);
  __m512i number = numbers16();
  std::size_t listed = 0;
  for (std::size_t i = 0; i < kept.size; i += 16) {
    const auto in = static_cast<__mmask16>(lanes16(kept.size - i) & ~hidden(floats(kept, i), hider));
    kept.left[i / 16] = in;
    const __m512 narrowness = _mm512_loadu_ps(&kept.narrowness[i]);
    const __mmask16 wide =
        _mm512_mask_cmp_ps_mask(_mm512_mask_cmp_ps_mask(in, narrowness, limit, _CMP_LT_OQ), narrowness, own, _CMP_GT_OQ);
    _mm512_storeu_si512(&kept.broad[listed], _mm512_maskz_compress_epi32(wide, number));
    listed += count(wide);
    number = _mm512_add_epi32(number, _mm512_set1_epi32(16));
  }
  return listed;
}
}  // namespace

CONTRECHAMP_AVX512 void thin(Kept& kept) {
  kept.hiders[0] = Hider(kept, widest(kept));
  const std::size_t hiders = std::min(leave(kept, kept.hiders[0]) + 1, most_hiders);
  for (std::size_t k = 1; k < hiders; ++k) kept.hiders[k] = Hider(kept, kept.broad[k - 1]);
  kept.hiders_size = hiders;
  const std::size_t n = kept.size;
  std::int32_t* const ax = kept.ax.data();
  std::int32_t* const ay = kept.ay.data();
  std::int32_t* const bx = kept.bx.data();
  std::int32_t* const by = kept.by.data();
  std::size_t size = 0;
  for (std::size_t i = 0; i < n; i += 16) {
    const Floats f = floats(kept, i);
    __mmask16 dropped = 0;
    for (std::size_t k = 1; k < hiders; ++k) dropped |= hidden(f, kept.hiders[k]);
    const auto in = static_cast<__mmask16>(kept.left[i / 16] & ~dropped);
    pack(ax + size, in, _mm512_loadu_si512(ax + i));
    pack(ay + size, in, _mm512_loadu_si512(ay + i));
    pack(bx + size, in, _mm512_loadu_si512(bx + i));
    pack(by + size, in, _mm512_loadu_si512(by + i));
    size += count(in);
  }
  kept.size = size;
}

}  // namespace contrechamp::visibility::avx512
#endif
