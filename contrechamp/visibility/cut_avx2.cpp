// SPDX-License-Identifier: AGPL-3.0-or-later
// As with AVX-512, four lines at a time; those that need a closer look get the plain one.
#include <contrechamp/visibility/cut_bodies.hpp>
#if CONTRECHAMP_X86_BODIES
#include <immintrin.h>
#include <bit>

#define CONTRECHAMP_AVX2 __attribute__((target("avx2")))

namespace contrechamp::visibility::avx2 {
namespace {
CONTRECHAMP_AVX2 inline __m256d relative(const std::int32_t* from, std::int32_t eye) {
  return _mm256_cvtepi32_pd(_mm_sub_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)), _mm_set1_epi32(eye)));
}
CONTRECHAMP_AVX2 inline __m256d absolute(__m256d v) { return _mm256_andnot_pd(_mm256_set1_pd(-0.0), v); }
CONTRECHAMP_AVX2 inline __m256d cross(__m256d ux, __m256d uy, __m256d x, __m256d y) {
  return _mm256_sub_pd(_mm256_mul_pd(ux, y), _mm256_mul_pd(uy, x));
}
CONTRECHAMP_AVX2 inline __m256d key(__m256d x, __m256d y) {
  const __m256d zero = _mm256_setzero_pd();
  const __m256d t = _mm256_div_pd(y, _mm256_add_pd(absolute(x), absolute(y)));
  const __m256d right = _mm256_blendv_pd(t, _mm256_add_pd(t, _mm256_set1_pd(4)), _mm256_cmp_pd(y, zero, _CMP_LT_OQ));
  return _mm256_blendv_pd(right, _mm256_sub_pd(_mm256_set1_pd(2), t), _mm256_cmp_pd(x, zero, _CMP_LT_OQ));
}
CONTRECHAMP_AVX2 inline unsigned mask_of(__m256d v) { return static_cast<unsigned>(_mm256_movemask_pd(v)); }

/// Four lines relative to the eye, counter-clockwise, with the wedges about their ends.
struct Four {
  __m256d ax, ay, bx, by;
  __m256d turned;
  unsigned alone;
  __m256i first, last;
};

CONTRECHAMP_AVX2 inline void find_wedges(const WedgeColumns& wedges, Four& f) {
  const __m256d key_a = key(f.ax, f.ay);
  const __m256d key_b = key(f.bx, f.by);
  f.first = _mm256_setzero_si256();  // the first wedge begins at key 0
  f.last = f.first;
  for (std::size_t w = 1; w < wedges.size; ++w) {
    const __m256d from = _mm256_set1_pd(wedges.key[w]);
    f.first = _mm256_sub_epi64(f.first, _mm256_castpd_si256(_mm256_cmp_pd(key_a, from, _CMP_GE_OQ)));
    f.last = _mm256_sub_epi64(f.last, _mm256_castpd_si256(_mm256_cmp_pd(key_b, from, _CMP_GE_OQ)));
  }
  const __m256i round = _mm256_set1_epi64x(static_cast<long long>(wedges.size));
  f.last = _mm256_add_epi64(f.last, _mm256_and_si256(_mm256_cmpgt_epi64(f.first, f.last), round));
}

CONTRECHAMP_AVX2 inline Four four(const WedgeColumns& wedges, geo::Point eye, const Lines& lines, std::size_t i) {
  Four f;
  const __m256d ax = relative(&lines.ax[i], eye.x), ay = relative(&lines.ay[i], eye.y);
  const __m256d bx = relative(&lines.bx[i], eye.x), by = relative(&lines.by[i], eye.y);
  const __m256d extent = _mm256_max_pd(_mm256_max_pd(absolute(ax), absolute(ay)), _mm256_max_pd(absolute(bx), absolute(by)));
  const __m256d turn = cross(ax, ay, bx, by);
  const __m256d squares = _mm256_add_pd(_mm256_add_pd(_mm256_mul_pd(ax, ax), _mm256_mul_pd(ay, ay)),
                                        _mm256_add_pd(_mm256_mul_pd(bx, bx), _mm256_mul_pd(by, by)));
  const __m256d wide = _mm256_cmp_pd(extent, _mm256_set1_pd(widest_line), _CMP_GE_OQ);
  const __m256d least = _mm256_mul_pd(_mm256_set1_pd(least_turn), squares);
  f.alone = mask_of(_mm256_or_pd(wide, _mm256_cmp_pd(absolute(turn), least, _CMP_LE_OQ)));
  f.turned = _mm256_cmp_pd(turn, _mm256_setzero_pd(), _CMP_LT_OQ);
  f.ax = _mm256_blendv_pd(ax, bx, f.turned);
  f.ay = _mm256_blendv_pd(ay, by, f.turned);
  f.bx = _mm256_blendv_pd(bx, ax, f.turned);
  f.by = _mm256_blendv_pd(by, ay, f.turned);
  find_wedges(wedges, f);
  return f;
}

/// Lines before a front, and behind it, with both ends.
struct Sides {
  unsigned before, behind;
};
CONTRECHAMP_AVX2 inline Sides sides(const WedgeColumns& wedges, const Four& f, __m256i wedge) {
  const __m256d nx = _mm256_i64gather_pd(wedges.nx.data(), wedge, 8);
  const __m256d ny = _mm256_i64gather_pd(wedges.ny.data(), wedge, 8);
  const __m256d c = _mm256_i64gather_pd(wedges.c.data(), wedge, 8);
  const auto behind = [&](__m256d x, __m256d y) CONTRECHAMP_AVX2 {
    const __m256d before = _mm256_sub_pd(c, _mm256_add_pd(_mm256_mul_pd(nx, x), _mm256_mul_pd(ny, y)));
    return mask_of(_mm256_cmp_pd(before, _mm256_setzero_pd(), _CMP_LT_OQ));
  };
  const unsigned a = behind(f.ax, f.ay), b = behind(f.bx, f.by);
  return {~(a | b), a & b};
}

CONTRECHAMP_AVX2 inline void store(TurnedLines& t, std::size_t i, const Four& f, __m256i wedge_count) {
  _mm256_storeu_pd(&t.ax[i], f.ax);
  _mm256_storeu_pd(&t.ay[i], f.ay);
  _mm256_storeu_pd(&t.bx[i], f.bx);
  _mm256_storeu_pd(&t.by[i], f.by);
  const auto halves = [](std::uint32_t* to, __m256i v) CONTRECHAMP_AVX2 {
    const __m256i low = _mm256_permutevar8x32_epi32(v, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm256_castsi256_si128(low));
  };
  halves(&t.first[i], f.first);
  halves(&t.count[i], wedge_count);
  halves(&t.turned[i], _mm256_and_si256(_mm256_castpd_si256(f.turned), _mm256_set1_epi64x(1)));
}

void add_whole(Cuts& found, std::uint32_t id) {
  found.reserve_more(1);
  found.id[found.size] = id;
  found.ordinal[found.size] = 0;
  found.from[found.size] = 0;
  found.to[found.size++] = 1;
}
}  // namespace

CONTRECHAMP_AVX2 void cut(const WedgeColumns& wedges, geo::Point eye, const Lines& lines, TurnedLines& t, Cuts& found,
                          std::vector<std::uint32_t>& alone) {
  const auto each = [](unsigned mask, std::size_t i, const auto& visit) {
    for (; mask != 0; mask &= mask - 1) visit(i + static_cast<std::size_t>(std::countr_zero(mask)));
  };
  for (std::size_t i = 0; i < lines.size; i += 4) {
    const Four f = four(wedges, eye, lines, i);
    const __m256i wedge_count = _mm256_add_epi64(_mm256_sub_epi64(f.last, f.first), _mm256_set1_epi64x(1));
    store(t, i, f, wedge_count);
    const unsigned in = lines.size - i >= 4 ? 0xfU : (1U << (lines.size - i)) - 1;
    const unsigned sure = in & ~f.alone;
    const unsigned many = mask_of(_mm256_castsi256_pd(_mm256_cmpgt_epi64(wedge_count, _mm256_set1_epi64x(2))));
    const Sides first = sides(wedges, f, f.first);
    const Sides last = sides(wedges, f, f.last);
    const unsigned whole = sure & ~many & first.before & last.before;
    const unsigned hidden = sure & ~many & first.behind & last.behind;
    each(whole, i, [&](std::size_t k) { add_whole(found, lines.id[k]); });
    each(sure & ~whole & ~hidden, i, [&](std::size_t k) { cut_line(wedges, t, k, lines.id[k], found); });
    each(in & f.alone, i, [&](std::size_t k) { alone.push_back(static_cast<std::uint32_t>(k)); });
  }
}

}  // namespace contrechamp::visibility::avx2
#endif
