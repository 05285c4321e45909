// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/visibility/cut_bodies.hpp>
#include <numeric>

namespace contrechamp::visibility {
namespace {
constexpr std::size_t vector_room = 16;
constexpr std::size_t ranked = 512;  // beyond, comparing each with each costs more than sorting

template <class... Column>
void grow(std::size_t n, Column&... column) {
  (column.resize(std::max(column.size(), n)), ...);
}
}  // namespace

void Lines::reserve_more(std::size_t n) {
  if (ax.size() >= size + n + vector_room) return;
  grow(2 * (size + n + vector_room), ax, ay, bx, by, id);
}

void Lines::add(geo::Point a, geo::Point b, std::uint32_t number) {
  reserve_more(1);
  ax[size] = a.x;
  ay[size] = a.y;
  bx[size] = b.x;
  by[size] = b.y;
  id[size++] = number;
}

void Cuts::reserve_more(std::size_t n) {
  if (id.size() >= size + n + vector_room) return;
  grow(2 * (size + n + vector_room), id, ordinal, from, to);
}

const CutLoops& cut_loops(Isa isa) {
  static constexpr CutLoops plain{portable::keep, portable::prepare, portable::cut, portable::rank};
#if CONTRECHAMP_X86_BODIES
  static constexpr CutLoops half{portable::keep, portable::prepare, avx2::cut, portable::rank};
  static constexpr CutLoops wide{avx512::keep, avx512::prepare, avx512::cut, avx512::rank};
  if (isa == Isa::avx512) return wide;
  if (isa == Isa::avx2) return half;
#endif
  static_cast<void>(isa);
  return plain;
}

Cutter::Cutter(Isa isa) : loops_(cut_loops(isa)) {}

void Cutter::cut_alone(const Viewshed& seen, const Lines& lines, std::size_t i) {
  visible(seen, {lines.ax[i], lines.ay[i]}, {lines.bx[i], lines.by[i]}, parts_);
  found_.reserve_more(parts_.size());
  std::uint32_t ordinal = 0;
  for (const Interval part : parts_) {
    found_.id[found_.size] = lines.id[i];
    found_.ordinal[found_.size] = ordinal++;
    found_.from[found_.size] = part.from;
    found_.to[found_.size++] = part.to;
  }
}

void Cutter::put_in_order() {
  const std::size_t n = found_.size;
  ordered_.size = n;
  grow(n + vector_room, ordered_.id, ordered_.ordinal, ordered_.from, ordered_.to, place_);
  if (n <= ranked) {
    loops_.rank(found_, place_.data());
  } else {
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [this](std::uint32_t p, std::uint32_t q) {
      return std::pair(found_.id[p], found_.ordinal[p]) < std::pair(found_.id[q], found_.ordinal[q]);
    });
    for (std::uint32_t at = 0; at < n; ++at) place_[order[at]] = at;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t at = place_[i];
    ordered_.id[at] = found_.id[i];
    ordered_.ordinal[at] = found_.ordinal[i];
    ordered_.from[at] = found_.from[i];
    ordered_.to[at] = found_.to[i];
  }
}

const Cuts& Cutter::cut(const Viewshed& seen, const Lines& lines) {
  found_.size = 0;
  ordered_.size = 0;
  if (seen.wedges.empty() || lines.size == 0) return ordered_;
  WedgeColumns& w = wedges_;
  w.size = seen.wedges.size();
  grow(2 * w.size + vector_room, w.key, w.x, w.y, w.nx, w.ny, w.c);
  grow(4 * (2 * w.size + vector_room), w.front);
  loops_.prepare(w, seen);
  TurnedLines& t = turned_;
  grow(lines.size + vector_room, t.ax, t.ay, t.bx, t.by);
  grow(lines.size + vector_room, t.first, t.count, t.turned, t.closer);
  t.closer_size = 0;
  found_.reserve_more(lines.size);
  alone_.clear();
  loops_.cut(w, seen.eye, lines, t, found_, alone_);
  for (const std::uint32_t i : alone_) cut_alone(seen, lines, i);
  put_in_order();
  return ordered_;
}

}  // namespace contrechamp::visibility
