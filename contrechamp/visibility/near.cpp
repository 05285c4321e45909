// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <contrechamp/visibility/near.hpp>
#include <cstdlib>

namespace contrechamp::visibility {
namespace {
using geo::Vec;

/// Thinning costs less than sweeping what it removes, from so many faces on. Measured: bench/NOTES.md.
constexpr std::size_t few = 16;
constexpr std::size_t padding = 16;

Vec vec(Offset p) { return {p.x, p.y}; }
Offset offset(Vec p) { return {static_cast<std::int16_t>(p.x), static_cast<std::int16_t>(p.y)}; }

/// As WholeFaces.
struct NearFaces {
  const Offset* from = nullptr;
  const Offset* to = nullptr;
  using Whole = std::int64_t;
  static constexpr bool whole = true;
  [[nodiscard]] static constexpr bool ends(std::uint32_t /*i*/) { return true; }
  [[nodiscard]] Vec a(std::uint32_t i) const { return vec(from[i]); }
  [[nodiscard]] Vec b(std::uint32_t i) const { return vec(to[i]); }
  [[nodiscard]] Spot<Whole> begin(std::uint32_t i) const { return {from[i].x, from[i].y, 1}; }
  [[nodiscard]] Spot<Whole> end(std::uint32_t i) const { return {to[i].x, to[i].y, 1}; }
  [[nodiscard]] Ends line(std::uint32_t i) const { return {from[i].x, from[i].y, to[i].x, to[i].y}; }
};

/// What lies behind the front is looked for when the front has ended: one face as a rule, or none. What is hidden where it begins
/// is no event, and nothing begins right on another face.
class Searched {
 public:
  using Whole = std::int64_t;
  static constexpr bool seen_only = true;
  Searched(const Near& near, const NearFaces& faces, const NearLoops& loops) : near_(near), order_(faces), loops_(loops) {}

  void passed_over(const Waiting& /*w*/, std::int64_t /*front_end*/) const {}
  void wait(const Waiting& /*w*/) const {}
  [[nodiscard]] bool all_beyond(const Spot<Whole>& /*spot*/, std::int64_t /*at*/) const { return true; }
  [[nodiscard, gnu::always_inline]] bool next(const Spot<Whole>& spot, std::int64_t at, Waiting& nearest) const {
    std::uint64_t those = loops_.spanning(near_, offset({spot.x, spot.y}));
    if (those == 0 || (fast_fault == FastFault::straddler_forgotten && at == 0)) return false;
    nearest = first_of(those, at);
    for (those &= those - 1; those != 0; those &= those - 1) {
      if (const Waiting other = first_of(those, at); order_.nearer(other, nearest, spot)) nearest = other;
    }
    return true;
  }

 private:
  /// With the next direction after `at` in which it ends.
  [[nodiscard]] Waiting first_of(std::uint64_t those, std::int64_t at) const {
    const auto face = static_cast<std::uint32_t>(std::countr_zero(those));
    const std::int64_t end = key(near_.b[face].x, near_.b[face].y);
    return {face, end > at ? end : end + key_turn};
  }

  const Near& near_;
  Order<NearFaces> order_;
  const NearLoops& loops_;
};
}  // namespace

void Near::reserve(std::size_t faces) {
  const std::size_t room = faces + padding;
  if (a.size() >= room) return;
  for (auto* column : {&a, &b}) column->resize(room);
  broad.resize(room);
  end.resize(room + most);
}

bool NearLook::start(const Prepared& walls, const Look& look) {
  if (loops_ == nullptr || look.reach_cm <= 0 || look.reach_cm > walls.near.reach_cm || look.height_cm < 0 ||
      look.height_cm > Surroundings::most_height)
    return false;
  if (!walls.bounds().touches({look.eye, look.eye})) return false;
  const std::int32_t column = walls.column(look.eye.x);
  const std::int32_t row = walls.row(look.eye.y);
  cell_ = walls.cell(column, row);
  if (walls.near.cells[cell_].too_wide) return false;
  walls_ = &walls;
  at_ = look.eye;
  eye_ = {offset(look.eye - walls.middle(column, row)), look.reach_cm, look.height_cm};
  return true;
}

int NearLook::passed(bool& on_edge) const {
  const Surroundings::Cell& cell = walls_->near.cells[cell_];
  return loops_->passed(walls_->near, {cell.first, cell.first_other}, eye_, offset(walls_->witness[cell_] - at_), on_edge);
}

bool NearLook::keep() {
  const Run run{walls_->near.cells[cell_].first, walls_->near.cells[cell_ + 1].first};
  loops_->keep(near_, walls_->near, run, eye_);
  if (near_.size > most_kept) return false;
  if (fast_fault == FastFault::edge_dropped) near_.size -= near_.size / 8;
  if (near_.size > few) loops_->thin(near_);
  return true;
}

bool NearLook::hides(Vec a, Vec b) const {
  const bool fits = std::max({std::abs(a.x), std::abs(a.y), std::abs(b.x), std::abs(b.y)}) <= most_near;
  return fits && loops_->hides(near_, offset(a), offset(b));
}

bool NearLook::sweep(std::vector<Wedge>& wedges) {
  if (near_.size > Near::most) return false;
  if (events_.empty()) events_.resize(Near::most + padding);
  if (!loops_->begins(near_, events_.data())) return false;
  const NearFaces faces{near_.a.data(), near_.b.data()};
  Sweep<NearFaces, Searched>(faces, {near_, faces, *loops_}, at_, eye_.reach, key_sides, wedges)
      .run(std::span(events_).first(near_.seen), near_.end.data());
  return true;
}

void NearLook::copy(Kept& to) const {
  to.clear();
  to.reserve_more(near_.size);
  for (std::size_t i = 0; i < near_.size; ++i) {
    to.ax[i] = near_.a[i].x;
    to.ay[i] = near_.a[i].y;
    to.bx[i] = near_.b[i].x;
    to.by[i] = near_.b[i].y;
  }
  to.size = near_.size;
}

}  // namespace contrechamp::visibility
