// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/visibility/cut_bodies.hpp>
#if CONTRECHAMP_X86_BODIES
#include <algorithm>
#include <array>
#include <contrechamp/visibility/avx512.hpp>

namespace contrechamp::visibility::avx512 {
namespace {
CONTRECHAMP_AVX512 inline void store(std::uint32_t* to, __m256i v) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), v); }
CONTRECHAMP_AVX512 inline void pack(std::uint32_t* to, __mmask8 mask, __m256i v) {
  store(to, _mm256_maskz_compress_epi32(mask, v));
}
CONTRECHAMP_AVX512 inline void pack(double* to, __mmask8 mask, __m512d v) {
  _mm512_storeu_pd(to, _mm512_maskz_compress_pd(mask, v));
}
CONTRECHAMP_AVX512 inline __m512d relative(const std::int32_t* from, std::int32_t eye) {
  return _mm512_cvtepi32_pd(_mm256_sub_epi32(load(from), _mm256_set1_epi32(eye)));
}

CONTRECHAMP_AVX512 inline __m512d key(__m512d x, __m512d y) {
  const __m512d zero = _mm512_setzero_pd();
  const __m512d t = _mm512_div_pd(y, _mm512_add_pd(_mm512_abs_pd(x), _mm512_abs_pd(y)));
  const __m512d right = _mm512_mask_add_pd(t, _mm512_cmp_pd_mask(y, zero, _CMP_LT_OQ), t, _mm512_set1_pd(4));
  return _mm512_mask_sub_pd(right, _mm512_cmp_pd_mask(x, zero, _CMP_LT_OQ), _mm512_set1_pd(2), t);
}

/// c - n·p for 8 lines, or for 8 fronts.
CONTRECHAMP_AVX512 inline __m512d before(__m512d nx, __m512d ny, __m512d c, __m512d x, __m512d y) {
  return _mm512_sub_pd(c, _mm512_add_pd(_mm512_mul_pd(nx, x), _mm512_mul_pd(ny, y)));
}
CONTRECHAMP_AVX512 inline __m512d cross(__m512d ux, __m512d uy, __m512d x, __m512d y) {
  return _mm512_sub_pd(_mm512_mul_pd(ux, y), _mm512_mul_pd(uy, x));
}

/// 8 lines relative to the eye, counter-clockwise, with the wedges about their ends.
struct Eight {
  __m512d ax, ay, bx, by;
  __mmask8 in, alone, turned;
  __m512i first, last;
};

CONTRECHAMP_AVX512 inline Eight eight(const WedgeColumns& wedges, geo::Point eye, const Lines& lines, std::size_t i) {
  Eight e;
  const __m512d ax = relative(&lines.ax[i], eye.x);
  const __m512d ay = relative(&lines.ay[i], eye.y);
  const __m512d bx = relative(&lines.bx[i], eye.x);
  const __m512d by = relative(&lines.by[i], eye.y);
  e.in = first_lanes(lines.size - i);
  const __m512d extent =
      _mm512_max_pd(_mm512_max_pd(_mm512_abs_pd(ax), _mm512_abs_pd(ay)), _mm512_max_pd(_mm512_abs_pd(bx), _mm512_abs_pd(by)));
  const __m512d turn = cross(ax, ay, bx, by);
  const __m512d squares = _mm512_add_pd(_mm512_add_pd(_mm512_mul_pd(ax, ax), _mm512_mul_pd(ay, ay)),
                                        _mm512_add_pd(_mm512_mul_pd(bx, bx), _mm512_mul_pd(by, by)));
  e.alone = _mm512_cmp_pd_mask(extent, _mm512_set1_pd(widest_line), _CMP_GE_OQ);
  e.alone |= _mm512_cmp_pd_mask(_mm512_abs_pd(turn), _mm512_mul_pd(_mm512_set1_pd(least_turn), squares), _CMP_LE_OQ);
  e.alone &= e.in;
  e.turned = _mm512_cmp_pd_mask(turn, _mm512_setzero_pd(), _CMP_LT_OQ);
  e.ax = _mm512_mask_mov_pd(ax, e.turned, bx);
  e.ay = _mm512_mask_mov_pd(ay, e.turned, by);
  e.bx = _mm512_mask_mov_pd(bx, e.turned, ax);
  e.by = _mm512_mask_mov_pd(by, e.turned, ay);
  const __m512d key_a = key(e.ax, e.ay);
  const __m512d key_b = key(e.bx, e.by);
  const __m512i one = _mm512_set1_epi64(1);
  e.first = _mm512_setzero_si512();  // the first wedge begins at key 0
  e.last = e.first;
  for (std::size_t w = 1; w < wedges.size; ++w) {
    const __m512d from = _mm512_set1_pd(wedges.key[w]);
    e.first = _mm512_mask_add_epi64(e.first, _mm512_cmp_pd_mask(key_a, from, _CMP_GE_OQ), e.first, one);
    e.last = _mm512_mask_add_epi64(e.last, _mm512_cmp_pd_mask(key_b, from, _CMP_GE_OQ), e.last, one);
  }
  e.last = _mm512_mask_add_epi64(e.last, _mm512_cmplt_epi64_mask(e.last, e.first), e.last,
                                 _mm512_set1_epi64(static_cast<long long>(wedges.size)));
  return e;
}

/// nx, ny and c of 8 wedges.
struct Fronts {
  __m512d nx, ny, c;
};
/// By 8 rows and a transposition: quicker than to gather.
CONTRECHAMP_AVX512 inline Fronts fronts(const WedgeColumns& wedges, __m512i wedge) {
  alignas(64) std::array<std::uint64_t, 8> at;
  _mm512_store_si512(at.data(), wedge);
  const auto rows = [&](std::size_t i) CONTRECHAMP_AVX512 {
    const __m512d low = _mm512_castpd256_pd512(_mm256_loadu_pd(&wedges.front[4 * at[i]]));
    return _mm512_insertf64x4(low, _mm256_loadu_pd(&wedges.front[4 * at[i + 4]]), 1);
  };
  const __m512d r0 = rows(0), r1 = rows(1), r2 = rows(2), r3 = rows(3);
  const __m512d even01 = _mm512_unpacklo_pd(r0, r1), even23 = _mm512_unpacklo_pd(r2, r3);
  const __m512i left = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
  const __m512i right = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
  return {_mm512_permutex2var_pd(even01, left, even23),
          _mm512_permutex2var_pd(_mm512_unpackhi_pd(r0, r1), left, _mm512_unpackhi_pd(r2, r3)),
          _mm512_permutex2var_pd(even01, right, even23)};
}

/// Lines before a front, and behind it, with both ends.
struct Sides {
  __mmask8 before, behind;
};
CONTRECHAMP_AVX512 inline Sides sides(const WedgeColumns& wedges, const Eight& e, __mmask8 of, __m512i wedge) {
  const auto [nx, ny, c] = fronts(wedges, wedge);
  const __m512d zero = _mm512_setzero_pd();
  const __mmask8 a = _mm512_mask_cmp_pd_mask(of, before(nx, ny, c, e.ax, e.ay), zero, _CMP_LT_OQ);
  const __mmask8 b = _mm512_mask_cmp_pd_mask(of, before(nx, ny, c, e.bx, e.by), zero, _CMP_LT_OQ);
  return {static_cast<__mmask8>(of & ~(a | b)), static_cast<__mmask8>(a & b)};
}

/// Lines in one wedge or two are mostly before all their fronts, so whole, or behind them; the others are left for a closer look.
CONTRECHAMP_AVX512 inline void sort_out(const WedgeColumns& wedges, const Eight& e, const Lines& lines, std::size_t i,
                                        TurnedLines& t, Cuts& found) {
  const auto sure = static_cast<__mmask8>(e.in & ~e.alone);
  const __m512i wedge_count = _mm512_add_epi64(_mm512_sub_epi64(e.last, e.first), _mm512_set1_epi64(1));
  const __mmask8 few = _mm512_mask_cmple_epi64_mask(sure, wedge_count, _mm512_set1_epi64(2));
  const Sides first = sides(wedges, e, few, e.first);
  const Sides last = sides(wedges, e, few, e.last);
  const auto whole = static_cast<__mmask8>(first.before & last.before);
  const auto rest = static_cast<__mmask8>(sure & ~whole & ~(first.behind & last.behind));
  pack(&found.id[found.size], whole, load(&lines.id[i]));
  store(&found.ordinal[found.size], _mm256_setzero_si256());
  _mm512_storeu_pd(&found.from[found.size], _mm512_setzero_pd());
  _mm512_storeu_pd(&found.to[found.size], _mm512_set1_pd(1));
  found.size += count(whole);
  _mm512_storeu_pd(&t.ax[i], e.ax);
  _mm512_storeu_pd(&t.ay[i], e.ay);
  _mm512_storeu_pd(&t.bx[i], e.bx);
  _mm512_storeu_pd(&t.by[i], e.by);
  store(&t.first[i], _mm512_cvtepi64_epi32(e.first));
  store(&t.count[i], _mm512_cvtepi64_epi32(wedge_count));
  store(&t.turned[i], _mm256_maskz_set1_epi32(e.turned, 1));
  const __m256i numbers = _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(i)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  pack(&t.closer[t.closer_size], rest, numbers);
  t.closer_size += count(rest);
}

/// A line as each of 8 lanes has it.
struct Line {
  __m512d ax, ay, bx, by;
};
CONTRECHAMP_AVX512 inline Line line(const TurnedLines& t, std::size_t i) {
  return {_mm512_set1_pd(t.ax[i]), _mm512_set1_pd(t.ay[i]), _mm512_set1_pd(t.bx[i]), _mm512_set1_pd(t.by[i])};
}

/// What is seen of a line in 8 wedges from w on.
struct EightParts {
  __m512d from, to, high;
  __mmask8 seen;
};
/// In the wedges `lanes`; the line reaches beyond those in `out`. `previous`: where it leaves the wedge before w, in the last
/// lane.
CONTRECHAMP_AVX512 inline EightParts parts_in(const WedgeColumns& wedges, const Line& l, std::size_t w, unsigned lanes,
                                              __mmask8 out, __m512d previous) {
  const __m512d zero = _mm512_setzero_pd(), one = _mm512_set1_pd(1);
  const __m512d ux = _mm512_loadu_pd(&wedges.x[w + 1]), uy = _mm512_loadu_pd(&wedges.y[w + 1]);
  const __m512d side_a = cross(ux, uy, l.ax, l.ay);
  const __m512d leaves = _mm512_div_pd(side_a, _mm512_sub_pd(side_a, cross(ux, uy, l.bx, l.by)));
  EightParts p;
  p.high = _mm512_mask_min_pd(one, out, _mm512_max_pd(leaves, zero), one);
  const __m512d low = _mm512_castsi512_pd(_mm512_alignr_epi64(_mm512_castpd_si512(p.high), _mm512_castpd_si512(previous), 7));
  const __m512d nx = _mm512_loadu_pd(&wedges.nx[w]), ny = _mm512_loadu_pd(&wedges.ny[w]), c = _mm512_loadu_pd(&wedges.c[w]);
  const __m512d at_a = before(nx, ny, c, l.ax, l.ay);
  const __m512d at_b = before(nx, ny, c, l.bx, l.by);
  const __m512d crossing = _mm512_div_pd(at_a, _mm512_sub_pd(at_a, at_b));
  const __mmask8 behind_a = _mm512_cmp_pd_mask(at_a, zero, _CMP_LT_OQ);
  const __mmask8 behind_b = _mm512_cmp_pd_mask(at_b, zero, _CMP_LT_OQ);
  p.from = _mm512_mask_max_pd(low, behind_a, crossing, low);
  p.to = _mm512_mask_min_pd(p.high, behind_b, crossing, p.high);
  const auto tried = static_cast<__mmask8>(lanes & ~(static_cast<unsigned>(behind_a) & behind_b));
  p.seen = _mm512_mask_cmp_pd_mask(tried, p.from, p.to, _CMP_LE_OQ);
  return p;
}

/// A line in any number of wedges.
CONTRECHAMP_AVX512 inline void cut_many(const WedgeColumns& wedges, const TurnedLines& t, std::size_t i, std::uint32_t id,
                                        Cuts& found) {
  found.reserve_more(t.count[i]);
  const Line l = line(t, i);
  const std::size_t begin = found.size;
  __m512d previous = _mm512_setzero_pd();
  for (std::size_t done = 0; done < t.count[i]; done += 8) {
    const std::size_t left = t.count[i] - done;
    const EightParts p = parts_in(wedges, l, t.first[i] + done, first_lanes(left), first_lanes(left - 1), previous);
    pack(&found.from[found.size], p.seen, p.from);
    pack(&found.to[found.size], p.seen, p.to);
    found.size += count(p.seen);
    previous = p.high;
  }
  finish_parts(id, t.turned[i] != 0, begin, found);
}

/// A line in up to 8 wedges, without a branch.
CONTRECHAMP_AVX512 inline void cut_eight(const WedgeColumns& wedges, const TurnedLines& t, std::size_t i, std::uint32_t id,
                                         Cuts& found) {
  const unsigned lanes = (1U << t.count[i]) - 1;
  const __m512d one = _mm512_set1_pd(1);
  const auto [from, to, high, seen] =
      parts_in(wedges, line(t, i), t.first[i], lanes, static_cast<__mmask8>(lanes >> 1), _mm512_setzero_pd());

  // Joined: a part begins where its predecessor ends before it, and so on.
  const unsigned n = (1U << count(seen)) - 1;
  const __m512d begins = _mm512_maskz_compress_pd(seen, from);
  const __m512d ends = _mm512_maskz_compress_pd(seen, to);
  const __m512d ended =
      _mm512_castsi512_pd(_mm512_alignr_epi64(_mm512_castpd_si512(ends), _mm512_castpd_si512(_mm512_set1_pd(-1)), 7));
  const __m512d joins = _mm512_add_pd(ended, _mm512_set1_pd(join_tolerance));
  const unsigned news = _mm512_mask_cmp_pd_mask(static_cast<__mmask8>(n), begins, joins, _CMP_GT_OQ);
  const unsigned lasts = ((news | (n + 1)) >> 1) & n;
  const __m512d part_from = _mm512_maskz_compress_pd(static_cast<__mmask8>(news), begins);
  const __m512d part_to = _mm512_maskz_compress_pd(static_cast<__mmask8>(lasts), ends);
  const __mmask8 parts = _mm512_mask_cmp_pd_mask(static_cast<__mmask8>((1U << count(news)) - 1),
                                                 _mm512_sub_pd(part_to, part_from), _mm512_set1_pd(join_tolerance), _CMP_GT_OQ);
  const auto turned = static_cast<__mmask8>(0U - t.turned[i]);
  pack(&found.from[found.size], parts, _mm512_mask_sub_pd(part_from, turned, one, part_to));
  pack(&found.to[found.size], parts, _mm512_mask_sub_pd(part_to, turned, one, part_from));
  const auto size = static_cast<std::uint32_t>(count(parts));
  const __m256i upward = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  const __m256i last = _mm256_set1_epi32(static_cast<int>(size) - 1);
  store(&found.ordinal[found.size], _mm256_mask_sub_epi32(upward, turned, last, upward));
  store(&found.id[found.size], _mm256_set1_epi32(static_cast<int>(id)));
  found.size += size;
}
}  // namespace

CONTRECHAMP_AVX512 void keep(Lines& near, const Lines& all, std::span<const Run> runs, geo::Point eye, std::int32_t reach_cm) {
  const __m512i eye_x = _mm512_set1_epi32(eye.x);
  const __m512i eye_y = _mm512_set1_epi32(eye.y);
  const __m512i reach = _mm512_set1_epi32(reach_cm);
  const __m512i minus_reach = _mm512_set1_epi32(-reach_cm);
  std::size_t size = near.size;
  for (const Run run : runs) {
    near.size = size;
    near.reserve_more(run.end - run.begin);
    for (std::uint32_t i = run.begin; i < run.end; i += 16) {
      const __m512i ax = _mm512_loadu_si512(&all.ax[i]), ay = _mm512_loadu_si512(&all.ay[i]);
      const __m512i bx = _mm512_loadu_si512(&all.bx[i]), by = _mm512_loadu_si512(&all.by[i]);
      const __m512i nearest =
          _mm512_max_epi32(_mm512_sub_epi32(_mm512_min_epi32(ax, bx), eye_x), _mm512_sub_epi32(_mm512_min_epi32(ay, by), eye_y));
      const __m512i farthest =
          _mm512_min_epi32(_mm512_sub_epi32(_mm512_max_epi32(ax, bx), eye_x), _mm512_sub_epi32(_mm512_max_epi32(ay, by), eye_y));
      __mmask16 in = run.end - i >= 16 ? __mmask16{0xffff} : static_cast<__mmask16>((1U << (run.end - i)) - 1);
      in = _mm512_mask_cmple_epi32_mask(in, nearest, reach);
      in = _mm512_mask_cmpge_epi32_mask(in, farthest, minus_reach);
      _mm512_storeu_si512(&near.ax[size], _mm512_maskz_compress_epi32(in, ax));
      _mm512_storeu_si512(&near.ay[size], _mm512_maskz_compress_epi32(in, ay));
      _mm512_storeu_si512(&near.bx[size], _mm512_maskz_compress_epi32(in, bx));
      _mm512_storeu_si512(&near.by[size], _mm512_maskz_compress_epi32(in, by));
      _mm512_storeu_si512(&near.id[size], _mm512_maskz_compress_epi32(in, _mm512_loadu_si512(&all.id[i])));
      size += count(in);
    }
  }
  near.size = size;
}

namespace {
/// 4 rows of 16 bytes each, `stride` bytes apart.
CONTRECHAMP_AVX512 inline __m512i four_rows(const void* from, std::size_t stride) {
  const auto row = [&](std::size_t i) CONTRECHAMP_AVX512 {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(static_cast<const char*>(from) + i * stride));
  };
  const __m256i low = _mm256_inserti128_si256(_mm256_castsi128_si256(row(0)), row(1), 1);
  const __m256i high = _mm256_inserti128_si256(_mm256_castsi128_si256(row(2)), row(3), 1);
  return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

CONTRECHAMP_AVX512 inline void store_fronts(double* to, __m512d nx, __m512d ny, __m512d c) {
  const __m512d zero = _mm512_setzero_pd();
  const __m512i low = _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11);
  const __m512i high = _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15);
  const auto two = [&](double* first, __m512d n, __m512d d) CONTRECHAMP_AVX512 {  // rows 0, 2 and 4, 6
    const __m512d here = _mm512_permutex2var_pd(n, low, d), there = _mm512_permutex2var_pd(n, high, d);
    _mm256_storeu_pd(first, _mm512_castpd512_pd256(here));
    _mm256_storeu_pd(first + 8, _mm512_extractf64x4_pd(here, 1));
    _mm256_storeu_pd(first + 16, _mm512_castpd512_pd256(there));
    _mm256_storeu_pd(first + 24, _mm512_extractf64x4_pd(there, 1));
  };
  two(to, _mm512_unpacklo_pd(nx, ny), _mm512_unpacklo_pd(c, zero));
  two(to + 4, _mm512_unpackhi_pd(nx, ny), _mm512_unpackhi_pd(c, zero));
}

static_assert(offsetof(Wedge, from_y) == offsetof(Wedge, from_x) + 8 && sizeof(Edge) == 16, "rows of 16 bytes");

/// 8 wedges, as columns from i on.
CONTRECHAMP_AVX512 inline void store_wedges(WedgeColumns& w, std::size_t i, const Wedge* rows, geo::Point eye) {
  const __m512i even = _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14), odd = _mm512_setr_epi64(1, 3, 5, 7, 9, 11, 13, 15);
  const __m512d from = _mm512_castsi512_pd(four_rows(&rows[0].from_x, sizeof(Wedge)));
  const __m512d more = _mm512_castsi512_pd(four_rows(&rows[4].from_x, sizeof(Wedge)));
  const __m512d x = _mm512_permutex2var_pd(from, even, more), y = _mm512_permutex2var_pd(from, odd, more);
  const __m512i corner = _mm512_broadcast_i64x2(_mm_setr_epi32(eye.x, eye.y, eye.x, eye.y));
  const __m512i front = _mm512_sub_epi32(four_rows(&rows[0].front, sizeof(Wedge)), corner);
  const __m512i fronts = _mm512_sub_epi32(four_rows(&rows[4].front, sizeof(Wedge)), corner);
  const __m512i xs_ys = _mm512_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
  const __m512i a = _mm512_permutex2var_epi32(front, xs_ys, fronts);
  const __m512i b = _mm512_permutex2var_epi32(front, _mm512_add_epi32(xs_ys, _mm512_set1_epi32(2)), fronts);
  const __m512d ax = _mm512_cvtepi32_pd(_mm512_castsi512_si256(a)), ay = _mm512_cvtepi32_pd(_mm512_extracti64x4_epi64(a, 1));
  const __m512d bx = _mm512_cvtepi32_pd(_mm512_castsi512_si256(b)), by = _mm512_cvtepi32_pd(_mm512_extracti64x4_epi64(b, 1));
  const __m512d nx = _mm512_sub_pd(by, ay), ny = _mm512_sub_pd(ax, bx), c = cross(ax, ay, bx, by);
  _mm512_storeu_pd(&w.key[i], key(x, y));
  _mm512_storeu_pd(&w.x[i], x);
  _mm512_storeu_pd(&w.y[i], y);
  _mm512_storeu_pd(&w.nx[i], nx);
  _mm512_storeu_pd(&w.ny[i], ny);
  _mm512_storeu_pd(&w.c[i], c);
  store_fronts(&w.front[4 * i], nx, ny, c);
}
}  // namespace

CONTRECHAMP_AVX512 void prepare(WedgeColumns& w, const Viewshed& seen) {
  const std::size_t n = w.size;
  std::array<Wedge, 8> last{};  // a whole vector's worth
  std::copy_n(seen.wedges.end() - static_cast<std::ptrdiff_t>(n % 8), n % 8, last.begin());
  for (std::size_t i = 0; i < n; i += 8) store_wedges(w, i, n - i >= 8 ? &seen.wedges[i] : last.data(), seen.eye);
  for (std::size_t i = 0; i < n; i += 8) {  // round once more
    for (auto* column : {&w.x, &w.y, &w.nx, &w.ny, &w.c}) {
      _mm512_storeu_pd(column->data() + n + i, _mm512_loadu_pd(column->data() + i));
    }
  }
  for (std::size_t i = 0; i < 4 * n; i += 8) _mm512_storeu_pd(&w.front[4 * n + i], _mm512_loadu_pd(&w.front[i]));
}

CONTRECHAMP_AVX512 void cut(const WedgeColumns& wedges, geo::Point eye, const Lines& lines, TurnedLines& t, Cuts& found,
                            std::vector<std::uint32_t>& alone) {
  for (std::size_t i = 0; i < lines.size; i += 8) {
    const Eight e = eight(wedges, eye, lines, i);
    sort_out(wedges, e, lines, i, t, found);
    for (unsigned rest = e.alone; rest != 0; rest &= rest - 1) {
      alone.push_back(static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(std::countr_zero(rest)));
    }
  }
  for (std::size_t k = 0; k < t.closer_size; ++k) {
    const std::size_t i = t.closer[k];
    if (t.count[i] > 8) {
      cut_many(wedges, t, i, lines.id[i], found);
    } else {
      found.reserve_more(8);
      cut_eight(wedges, t, i, lines.id[i], found);
    }
  }
}

/// Each with up to 32 others at once, which is mostly all.
CONTRECHAMP_AVX512 void rank(const Cuts& found, std::uint32_t* place) {
  const std::size_t n = found.size;
  std::copy_n(found.ordinal.begin(), n, place);
  const auto sixteen = [&](std::size_t j) CONTRECHAMP_AVX512 {  // none is before those that are missing
    const std::size_t left = n > j ? n - j : 0;
    const auto in = static_cast<__mmask16>(left >= 16 ? 0xffffU : (1U << left) - 1);
    return _mm512_mask_loadu_epi32(_mm512_set1_epi32(-1), in, found.id.data() + j);
  };
  for (std::size_t j = 0; j < n; j += 32) {
    const __m512i some = sixteen(j), more = sixteen(j + 16);
    for (std::size_t i = 0; i < n; ++i) {
      const __m512i id = _mm512_set1_epi32(static_cast<int>(found.id[i]));
      const unsigned before = static_cast<unsigned>(_mm512_cmplt_epu32_mask(more, id)) << 16 | _mm512_cmplt_epu32_mask(some, id);
      place[i] += static_cast<std::uint32_t>(count(before));
    }
  }
}

}  // namespace contrechamp::visibility::avx512
#endif
