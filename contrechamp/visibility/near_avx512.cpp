// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/visibility/face_bodies.hpp>
#if CONTRECHAMP_X86_BODIES
#include <array>
#include <contrechamp/visibility/avx512.hpp>
#include <contrechamp/visibility/near.hpp>

namespace contrechamp::visibility::avx512 {
namespace {
/// 16 faces; an end's coordinates stand in the two halves of a lane: x below, y above.
struct Sixteen {
  __m512i a, b;
};
CONTRECHAMP_AVX512_INLINE __m512i load16(const Offset* from) { return _mm512_loadu_si512(static_cast<const void*>(from)); }
CONTRECHAMP_AVX512_INLINE __m512i all(Offset p) {
  return _mm512_set1_epi32(
      static_cast<std::int32_t>((std::uint32_t{static_cast<std::uint16_t>(p.y)} << 16U) | static_cast<std::uint16_t>(p.x)));
}
CONTRECHAMP_AVX512_INLINE __mmask16 lanes16(std::size_t n) {
  return n >= 16 ? __mmask16{0xffff} : static_cast<__mmask16>((1U << n) - 1);
}
/// (y, -x), (-y, x): the product of p and the first is the cross product of p and what was turned.
CONTRECHAMP_AVX512_INLINE __m512i turned(__m512i v) {
  const __m512i swapped = _mm512_rol_epi32(v, 16);
  return _mm512_mask_sub_epi16(swapped, 0xaaaaaaaaU, _mm512_setzero_si512(), swapped);
}
CONTRECHAMP_AVX512_INLINE __m512i turned_back(__m512i v) {
  const __m512i swapped = _mm512_rol_epi32(v, 16);
  return _mm512_mask_sub_epi16(swapped, 0x55555555U, _mm512_setzero_si512(), swapped);
}
CONTRECHAMP_AVX512_INLINE __m512i product(__m512i p, __m512i q) { return _mm512_madd_epi16(p, q); }

/// Writes the lanes of the mask one after the other, and rubbish behind.
CONTRECHAMP_AVX512_INLINE void pack(Offset* to, __mmask16 in, __m512i v) {
  _mm512_storeu_si512(to, _mm512_maskz_compress_epi32(in, v));
}

CONTRECHAMP_AVX512_INLINE __m512i pairs(__m512i low, __m512i high) {
  return _mm512_mask_mov_epi16(low, 0xaaaaaaaaU, _mm512_slli_epi32(high, 16));
}
/// Heights beyond 16 bits are told like the highest that fit, which no look has; so is the base of what ends below the ground.
CONTRECHAMP_AVX512_INLINE __m512i limits(__m512i base, __m512i top) {
  const __m512i zero = _mm512_setzero_si512();
  const __m512i most = _mm512_set1_epi32(0xffff);
  const __m512i low = _mm512_min_epi32(_mm512_max_epi32(base, zero), most);
  const __m512i high = _mm512_min_epi32(_mm512_max_epi32(top, zero), most);
  const __mmask16 never = _mm512_cmplt_epi32_mask(top, zero);
  return pairs(_mm512_mask_mov_epi32(low, never, most), _mm512_sub_epi32(most, high));
}
CONTRECHAMP_AVX512_INLINE __m512i minus(__m512i v) { return _mm512_sub_epi32(_mm512_setzero_si512(), v); }

CONTRECHAMP_AVX512 bool list(Surroundings& to, std::size_t& size, const Faces& faces, Run run, const NearCell& cell) {
  const __m512i x = _mm512_set1_epi32(cell.middle.x);
  const __m512i y = _mm512_set1_epi32(cell.middle.y);
  const __m512i half = _mm512_set1_epi32(cell.half);
  const __m512i near = _mm512_set1_epi32(cell.half + to.reach_cm);
  const __m512i fits = _mm512_set1_epi32(most_near - cell.half);
  const bool limited = !faces.base.empty();
  for (std::uint32_t i = run.begin; i < run.end; i += 16) {
    const __m512i ax = _mm512_sub_epi32(_mm512_loadu_si512(&faces.ax[i]), x);
    const __m512i ay = _mm512_sub_epi32(_mm512_loadu_si512(&faces.ay[i]), y);
    const __m512i bx = _mm512_sub_epi32(_mm512_loadu_si512(&faces.bx[i]), x);
    const __m512i by = _mm512_sub_epi32(_mm512_loadu_si512(&faces.by[i]), y);
    const __m512i max_x = _mm512_max_epi32(ax, bx), min_x = _mm512_min_epi32(ax, bx);
    const __m512i max_y = _mm512_max_epi32(ay, by), min_y = _mm512_min_epi32(ay, by);
    const __m512i nearest = _mm512_max_epi32(min_x, min_y);  // beyond it on one side; the cell lies in [-half, half)
    const __m512i farthest = _mm512_min_epi32(max_x, max_y);
    __mmask16 in = _mm512_mask_cmple_epi32_mask(lanes16(run.end - i), nearest, near);
    in = _mm512_mask_cmpge_epi32_mask(in, farthest, minus(near));
    if (!cell.touched) {
      const __mmask16 touches = _mm512_mask_cmpge_epi32_mask(_mm512_cmplt_epi32_mask(nearest, half), farthest, minus(half));
      in = static_cast<__mmask16>(in & ~touches);
    }
    const __m512i extent = _mm512_max_epi32(_mm512_max_epi32(max_x, max_y), minus(_mm512_min_epi32(min_x, min_y)));
    if (_mm512_mask_cmpgt_epi32_mask(in, extent, fits) != 0) return false;
    const __m512i a = pairs(ax, ay);
    const __m512i b = pairs(bx, by);
    if (!cell.touched) {
      // What turns away from the middle may yet turn to a corner: that adds as much as the edge is long, times half a side.
      const __m512i along = _mm512_add_epi32(_mm512_sub_epi32(max_x, min_x), _mm512_sub_epi32(max_y, min_y));
      const __m512i turn = _mm512_add_epi32(product(a, turned(b)), _mm512_mullo_epi32(along, half));
      in = _mm512_mask_cmpgt_epi32_mask(in, turn, _mm512_setzero_si512());
    }
    pack(&to.a[size], in, a);
    pack(&to.b[size], in, b);
    if (limited) {
      const __m512i both = limits(_mm512_loadu_si512(&faces.base[i]), _mm512_loadu_si512(&faces.top[i]));
      _mm512_storeu_si512(&to.limits[size], _mm512_maskz_compress_epi32(in, both));
    }
    size += count(in);
  }
  return true;
}

CONTRECHAMP_AVX512_INLINE __m512i both_heights(std::int32_t height) {
  const auto h = static_cast<std::uint32_t>(height);
  return _mm512_set1_epi32(static_cast<std::int32_t>(((0xffffU - h) << 16U) | h));
}

CONTRECHAMP_AVX512 void keep(Near& near, const Surroundings& all_faces, Run run, const NearEye& eye) {
  near.reserve(run.end - run.begin);
  const __m512i middle = all(eye.from_middle);
  const __m512i reach = _mm512_set1_epi16(static_cast<std::int16_t>(eye.reach));
  const __m512i signs = _mm512_set1_epi16(INT16_MIN);
  const __m512i heights = both_heights(eye.height);
  const bool limited = !all_faces.limits.empty();
  Offset* to_a = near.a.data();
  Offset* to_b = near.b.data();
  std::size_t size = 0;
  for (std::uint32_t i = run.begin; i < run.end; i += 16) {
    const __m512i a = _mm512_sub_epi16(load16(&all_faces.a[i]), middle);
    const __m512i b = _mm512_sub_epi16(load16(&all_faces.b[i]), middle);
    // Beyond the square on one side: the larger of two distances.
    const __m512i nearest = _mm512_min_epi16(a, b);
    const __m512i farthest = _mm512_max_epi16(a, b);
    const __m512i outside = _mm512_max_epi16(nearest, _mm512_sub_epi16(_mm512_setzero_si512(), farthest));
    __mmask16 in = _mm512_mask_testn_epi32_mask(lanes16(run.end - i), _mm512_sub_epi16(reach, outside), signs);
    in = _mm512_mask_cmpgt_epi32_mask(in, product(a, turned(b)), _mm512_setzero_si512());
    if (limited) {
      const __m512i most = _mm512_max_epu16(_mm512_loadu_si512(&all_faces.limits[i]), heights);
      in = _mm512_mask_cmpeq_epi32_mask(in, most, heights);
    }
    pack(to_a + size, in, a);
    pack(to_b + size, in, b);
    size += count(in);
  }
  near.size = size;
}

/// A face that may hide others.
struct NearHider {
  __m512i a_turned, b_turned, own;
};
CONTRECHAMP_AVX512_INLINE NearHider hider(const Near& near, std::size_t face) {
  const __m512i b_turned = turned(all(near.b[face]));
  return {turned_back(all(near.a[face])), b_turned, product(all(near.a[face]), b_turned)};
}

/// Those wholly within the angle that the hider spans, and behind it, perhaps touching it.
CONTRECHAMP_AVX512_INLINE __mmask16 hidden(const Sixteen& f, const NearHider& h) {
  const __m512i after_a = product(f.a, h.a_turned);
  const __m512i before_a = product(f.a, h.b_turned);
  const __m512i after_b = product(f.b, h.a_turned);
  const __m512i before_b = product(f.b, h.b_turned);
  const __m512i side = _mm512_or_si512(_mm512_or_si512(after_a, before_a), _mm512_or_si512(after_b, before_b));
  const __m512i at_a = _mm512_sub_epi32(_mm512_add_epi32(after_a, before_a), h.own);
  const __m512i at_b = _mm512_sub_epi32(_mm512_add_epi32(after_b, before_b), h.own);
  // None of the six negative, and not both of the last two zero.
  const __mmask16 within =
      _mm512_testn_epi32_mask(_mm512_or_si512(side, _mm512_or_si512(at_a, at_b)), _mm512_set1_epi32(INT32_MIN));
  return _mm512_mask_test_epi32_mask(within, _mm512_or_si512(at_a, at_b), _mm512_or_si512(at_a, at_b));
}

/// The face that spans the widest angle; lists the broad ones.
CONTRECHAMP_AVX512_INLINE std::size_t widest(Near& near, std::size_t& listed) {
  const __m512 limit = _mm512_set1_ps(broad);
  __m512 least = _mm512_set1_ps(2);
  __m512i least_number = _mm512_setzero_si512();
  __m512i number = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  listed = 0;
  for (std::size_t i = 0; i < near.size; i += 16) {
    const Sixteen f{load16(&near.a[i]), load16(&near.b[i])};
    const __m512 both = _mm512_cvtepi32_ps(product(f.a, f.b));
    const __m512 lengths = _mm512_mul_ps(_mm512_cvtepi32_ps(product(f.a, f.a)), _mm512_cvtepi32_ps(product(f.b, f.b)));
    const __m512 narrowness = _mm512_div_ps(_mm512_mul_ps(both, _mm512_abs_ps(both)), lengths);
    const __mmask16 in = lanes16(near.size - i);
    const __mmask16 less = _mm512_mask_cmp_ps_mask(in, narrowness, least, _CMP_LT_OQ);
    least = _mm512_mask_mov_ps(least, less, narrowness);
    least_number = _mm512_mask_mov_epi32(least_number, less, number);
    const __mmask16 wide = _mm512_mask_cmp_ps_mask(in, narrowness, limit, _CMP_LT_OQ);
    _mm512_storeu_si512(&near.broad[listed], _mm512_maskz_compress_epi32(wide, number));
    listed += count(wide);
    number = _mm512_add_epi32(number, _mm512_set1_epi32(16));
  }
  const __mmask16 those = _mm512_cmp_ps_mask(least, _mm512_set1_ps(_mm512_reduce_min_ps(least)), _CMP_EQ_OQ);
  return static_cast<std::size_t>(_mm512_mask_reduce_min_epi32(those, least_number));
}

CONTRECHAMP_AVX512 void thin(Near& near) {
  std::size_t listed = 0;
  const std::size_t first = widest(near, listed);
  std::array<NearHider, most_hiders> hiders;
  hiders[0] = hider(near, first);
  std::size_t size_of_hiders = 1;
  for (std::size_t k = 0; k < listed && size_of_hiders < most_hiders; ++k) {
    hiders[size_of_hiders] = hider(near, near.broad[k]);
    size_of_hiders += static_cast<std::size_t>(near.broad[k] != first);
  }
  std::size_t size = 0;
  for (std::size_t i = 0; i < near.size; i += 16) {
    const Sixteen f{load16(&near.a[i]), load16(&near.b[i])};
    __mmask16 gone = 0;
    for (std::size_t k = 0; k < size_of_hiders; ++k) gone |= hidden(f, hiders[k]);
    const auto in = static_cast<__mmask16>(lanes16(near.size - i) & ~gone);
    pack(&near.a[size], in, f.a);
    pack(&near.b[size], in, f.b);
    size += count(in);
  }
  near.size = size;
}

CONTRECHAMP_AVX512_INLINE __m512i key(__m256i ends) {
  const __m256i x32 = _mm256_srai_epi32(_mm256_slli_epi32(ends, 16), 16);
  const __m256i y32 = _mm256_srai_epi32(ends, 16);
  const __m512d x = _mm512_cvtepi32_pd(x32);
  const __m512d y = _mm512_cvtepi32_pd(y32);
  const __m512d t = _mm512_div_pd(y, _mm512_add_pd(_mm512_abs_pd(x), _mm512_abs_pd(y)));
  const __m512i scaled = _mm512_cvtpd_epi64(_mm512_mul_pd(t, _mm512_set1_pd(static_cast<double>(key_quarter))));
  const __mmask8 left = _mm256_movepi32_mask(x32);
  const __mmask8 below = static_cast<__mmask8>(_mm256_movepi32_mask(y32) & ~left);
  const __m512i out = _mm512_mask_add_epi64(scaled, below, scaled, _mm512_set1_epi64(key_turn));
  return _mm512_mask_sub_epi64(out, left, _mm512_set1_epi64(2 * key_quarter), scaled);
}

/// The events of those whose begin is seen, in the order of the faces.
CONTRECHAMP_AVX512_INLINE void note_ends(Near& near, std::uint64_t* events) {
  __m512i number = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
  for (std::size_t i = 0; i < near.seen; i += 8) {
    const __m512i begin = key(load(&near.a[i]));
    const __m512i end = key(load(&near.b[i]));
    _mm512_storeu_si512(&near.end[i],
                        _mm512_mask_add_epi64(end, _mm512_cmple_epi64_mask(end, begin), end, _mm512_set1_epi64(key_turn)));
    _mm512_storeu_si512(events + i, _mm512_add_epi64(_mm512_slli_epi64(begin, event_shift), number));
    number = _mm512_add_epi64(number, _mm512_set1_epi64(8));
  }
}

CONTRECHAMP_AVX512 std::uint64_t spanning(const Near& near, Offset direction) {
  const __m512i u = all(direction);
  const __m512i before = turned(u);
  const __m512i after = turned_back(u);
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < near.size; i += 16) {
    const __m512i least = _mm512_min_epi32(product(load16(&near.a[i]), before), product(load16(&near.b[i]), after));
    const auto in = _mm512_mask_cmpgt_epi32_mask(lanes16(near.size - i), least, _mm512_setzero_si512());
    found |= std::uint64_t{in} << i;
  }
  return found;
}

CONTRECHAMP_AVX512 bool begins(Near& near, std::uint64_t* events) {
  const std::size_t n = near.size;
  alignas(64) std::array<std::int32_t, Near::most> a_turned, b_turned, own;
  for (std::size_t i = 0; i < n; i += 16) {
    const __m512i a = load16(&near.a[i]);
    const __m512i b = turned(load16(&near.b[i]));
    _mm512_store_si512(&a_turned[i], turned_back(a));
    _mm512_store_si512(&b_turned[i], b);
    _mm512_store_si512(&own[i], product(a, b));
  }
  std::array<Offset, Near::most + 16> other_a, other_b;
  std::size_t seen = 0;
  std::size_t others = 0;
  unsigned touching = 0;
  for (std::size_t i = 0; i < n; i += 16) {
    const __m512i a = load16(&near.a[i]);
    const __m512i b = load16(&near.b[i]);
    __mmask16 behind = 0;
    __mmask16 behind_or_on = 0;
    for (std::size_t j = 0; j < n; ++j) {
      const __m512i after = product(a, _mm512_set1_epi32(a_turned[j]));
      const __m512i before = product(a, _mm512_set1_epi32(b_turned[j]));
      const __mmask16 within = _mm512_cmpgt_epi32_mask(_mm512_min_epi32(after, before), _mm512_setzero_si512());
      const __m512i at = _mm512_add_epi32(after, before);
      behind |= _mm512_mask_cmpgt_epi32_mask(within, at, _mm512_set1_epi32(own[j]));
      behind_or_on |= _mm512_mask_cmpge_epi32_mask(within, at, _mm512_set1_epi32(own[j]));
    }
    const __mmask16 in = lanes16(n - i);
    touching |= static_cast<unsigned>(in & behind_or_on) & ~static_cast<unsigned>(behind);
    const auto is_seen = static_cast<__mmask16>(in & ~behind);
    const auto is_other = static_cast<__mmask16>(in & behind);
    pack(&other_a[others], is_other, a);
    pack(&other_b[others], is_other, b);
    pack(&near.a[seen], is_seen, a);
    pack(&near.b[seen], is_seen, b);
    seen += count(is_seen);
    others += count(is_other);
  }
  near.seen = seen;
  note_ends(near, events);
  sort_events(events, seen);
  for (std::size_t i = 0; i < others; i += 16) {
    _mm512_storeu_si512(&near.a[seen + i], load16(&other_a[i]));
    _mm512_storeu_si512(&near.b[seen + i], load16(&other_b[i]));
  }
  return touching == 0;
}

CONTRECHAMP_AVX512 bool hides(const Near& near, Offset a, Offset b) {
  const __m512i u = all(a);
  const __m512i v = all(b);
  for (std::size_t i = 0; i < near.size; i += 16) {
    const __m512i from = turned_back(load16(&near.a[i]));
    const __m512i to = turned(load16(&near.b[i]));
    const __m512i own = product(load16(&near.a[i]), to);
    if ((hidden({u, v}, {from, to, own}) & lanes16(near.size - i)) != 0) return true;
  }
  return false;
}

CONTRECHAMP_AVX512 int passed(const Surroundings& all_faces, Run run, const NearEye& eye, Offset witness, bool& on_edge) {
  const __m512i middle = all(eye.from_middle);
  const __m512i to = all(witness);
  const __m512i to_turned = turned_back(to);
  const __m512i zero = _mm512_setzero_si512();
  const __m512i heights = both_heights(eye.height);
  const bool limited = !all_faces.limits.empty();
  int depth = 0;
  for (std::uint32_t i = run.begin; i < run.end; i += 16) {
    const __m512i a = _mm512_sub_epi16(load16(&all_faces.a[i]), middle);
    const __m512i b = _mm512_sub_epi16(load16(&all_faces.b[i]), middle);
    __mmask16 in = lanes16(run.end - i);
    if (limited) {
      const __m512i most = _mm512_max_epu16(_mm512_loadu_si512(&all_faces.limits[i]), heights);
      in = _mm512_mask_cmpeq_epi32_mask(in, most, heights);
    }
    const __m512i turn = product(a, turned(b));
    const __m512i at_a = product(a, to_turned);
    const __m512i at_b = product(b, to_turned);
    const __mmask16 on = _mm512_mask_cmpeq_epi32_mask(in, turn, zero);
    if (_mm512_mask_cmple_epi32_mask(on, product(a, b), zero) != 0) on_edge = true;
    const __m512i beyond = _mm512_add_epi32(turn, _mm512_sub_epi32(at_a, at_b));
    const __mmask16 outside = _mm512_cmpgt_epi32_mask(turn, zero);
    const auto across = static_cast<unsigned>(_mm512_movepi32_mask(_mm512_xor_si512(at_a, at_b)));
    const unsigned through = across & static_cast<unsigned>(outside ^ _mm512_cmpgt_epi32_mask(beyond, zero)) & in;
    depth += 2 * std::popcount(through & outside) - std::popcount(through);
  }
  return depth;
}
}  // namespace

const NearLoops near_loops{list, passed, keep, thin, hides, begins, spanning};

}  // namespace contrechamp::visibility::avx512
#endif
