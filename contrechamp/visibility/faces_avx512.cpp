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

/// Writes the `n` lanes of the mask one after the other, and rubbish behind. Compressed in a register: compressing stores are
/// slow on some machines; and few lanes are the rule, for which half a vector is stored in half the time.
CONTRECHAMP_AVX512 inline void pack(std::int32_t* to, __mmask16 in, std::size_t n, __m512i v) {
  const __m512i packed = _mm512_maskz_compress_epi32(in, v);
  if (n <= 8) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm512_castsi512_si256(packed));
  } else {
    _mm512_storeu_si512(to, packed);
  }
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
  const __m512i narrow = _mm512_set1_epi32(32767);
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
      const __m512i extent = _mm512_max_epi32(_mm512_max_epi32(max_x, max_y),
                                              _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_min_epi32(min_x, min_y)));
      const __mmask16 wide = _mm512_mask_cmpgt_epi32_mask(in, extent, narrow);
      const __m512i turn = cross(f.ax, f.ay, f.bx, f.by);
      in = _mm512_mask_cmpgt_epi32_mask(static_cast<__mmask16>(in & ~wide), turn, _mm512_setzero_si512());
      const auto kept_here = count(in);
      pack(to_ax + size, in, kept_here, f.ax);
      pack(to_ay + size, in, kept_here, f.ay);
      pack(to_bx + size, in, kept_here, f.bx);
      pack(to_by + size, in, kept_here, f.by);
      size += kept_here;
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

CONTRECHAMP_AVX512 inline __m512i numbers() { return _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0); }

}  // namespace

CONTRECHAMP_AVX512 void keys(Kept& kept) {
  for (std::size_t i = 0; i < kept.size; i += 8) {
    const __m512i begin = key(load(&kept.ax[i]), load(&kept.ay[i]));
    __m512i end = key(load(&kept.bx[i]), load(&kept.by[i]));
    end = _mm512_mask_add_epi64(end, _mm512_cmple_epi64_mask(end, begin), end, _mm512_set1_epi64(key_turn));
    _mm512_storeu_si512(&kept.begin[i], begin);
    _mm512_storeu_si512(&kept.end[i], end);
  }
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

CONTRECHAMP_AVX512 void drop(Kept& kept, std::span<const Hider> hiders) {
  const std::size_t n = kept.size;
  std::size_t size = 0;
  const __m512 limit = _mm512_set1_ps(broad);
  const __m512 own = _mm512_set1_ps(hiders.front().narrowness);
  kept.broad_size = 0;
  for (std::size_t i = 0; i < n; i += 16) {
    const __m512i ax = _mm512_loadu_si512(&kept.ax[i]);
    const __m512i ay = _mm512_loadu_si512(&kept.ay[i]);
    const __m512i bx = _mm512_loadu_si512(&kept.bx[i]);
    const __m512i by = _mm512_loadu_si512(&kept.by[i]);
    const __m512 narrowness = _mm512_loadu_ps(&kept.narrowness[i]);
    const __m512 x = _mm512_cvtepi32_ps(ax);
    const __m512 y = _mm512_cvtepi32_ps(ay);
    const __m512 u = _mm512_cvtepi32_ps(bx);
    const __m512 v = _mm512_cvtepi32_ps(by);
    __mmask16 hidden = 0;
    for (const Hider& hider : hiders) {
      const __m512 from_x = _mm512_set1_ps(hider.ax);
      const __m512 from_y = _mm512_set1_ps(hider.ay);
      const __m512 to_x = _mm512_set1_ps(hider.bx);
      const __m512 to_y = _mm512_set1_ps(hider.by);
      const __m512 after_a = cross(from_x, from_y, x, y);
      const __m512 before_a = cross(x, y, to_x, to_y);
      const __m512 after_b = cross(from_x, from_y, u, v);
      const __m512 before_b = cross(u, v, to_x, to_y);
      const __m512 least_side = _mm512_min_ps(_mm512_min_ps(after_a, before_a), _mm512_min_ps(after_b, before_b));
      const __m512 triangles = _mm512_min_ps(_mm512_add_ps(after_a, before_a), _mm512_add_ps(after_b, before_b));
      const __mmask16 within = _mm512_cmp_ps_mask(least_side, _mm512_set1_ps(hider.slack), _CMP_GE_OQ);
      hidden |= _mm512_mask_cmp_ps_mask(within, triangles, _mm512_set1_ps(hider.beyond), _CMP_GE_OQ);
    }
    const auto in = static_cast<__mmask16>(lanes16(n - i) & ~hidden);
    const auto kept_here = count(in);
    pack(&kept.ax[size], in, kept_here, ax);
    pack(&kept.ay[size], in, kept_here, ay);
    pack(&kept.bx[size], in, kept_here, bx);
    pack(&kept.by[size], in, kept_here, by);
    const __m512 packed = _mm512_maskz_compress_ps(in, narrowness);
    _mm512_storeu_ps(&kept.narrowness[size], packed);
    __mmask16 wide = _mm512_mask_cmp_ps_mask(lanes16(kept_here), packed, limit, _CMP_LT_OQ);
    wide = _mm512_mask_cmp_ps_mask(wide, packed, own, _CMP_GT_OQ);
    _mm512_storeu_si512(
        &kept.broad[kept.broad_size],
        _mm512_maskz_compress_epi32(wide, _mm512_add_epi32(numbers16(), _mm512_set1_epi32(static_cast<int>(size)))));
    kept.broad_size += count(wide);
    size += kept_here;
  }
  kept.size = size;
}

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

CONTRECHAMP_AVX512 inline __m512i events_at(const Kept& kept, std::size_t i) {
  const __m512i event = _mm512_add_epi64(_mm512_slli_epi64(_mm512_loadu_si512(&kept.begin[i]), event_shift),
                                         _mm512_add_epi64(numbers(), _mm512_set1_epi64(static_cast<std::int64_t>(i))));
  return _mm512_mask_mov_epi64(_mm512_set1_epi64(-1), i < kept.size ? first_lanes(kept.size - i) : __mmask8{0}, event);
}

}  // namespace

CONTRECHAMP_AVX512 void sort(const Kept& kept, std::uint64_t* events) {
  const __m512i first = sorted(events_at(kept, 0));
  if (kept.size <= 8) {
    _mm512_storeu_si512(events, first);
    return;
  }
  __m512i low = first;
  __m512i high = reversed(sorted(events_at(kept, 8)));
  order(low, high);
  _mm512_storeu_si512(events, merged(low));
  _mm512_storeu_si512(events + 8, merged(high));
  if (kept.size <= 16) return;
  const std::size_t vectors = std::bit_ceil((kept.size + 7) / 8);
  for (std::size_t k = 2; k < vectors; ++k) {
    // Vectors beyond the last face are all ones; `begin` may not reach so far.
    const bool empty = 8 * k >= kept.size;
    _mm512_storeu_si512(events + 8 * k, empty ? _mm512_set1_epi64(-1) : sorted(events_at(kept, 8 * k)));
  }
  for (std::size_t run = 1; run < vectors; run *= 2) merge_runs(events + (run == 1 ? 16 : 0), vectors - (run == 1 ? 2 : 0), run);
}

}  // namespace contrechamp::visibility::avx512
#endif
