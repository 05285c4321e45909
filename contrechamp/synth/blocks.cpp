// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/synth/city.hpp>
#include <contrechamp/synth/words.hpp>

/// Which block becomes what.
namespace contrechamp::synth {
using geo::Ring;

namespace {
using Fill = void (*)(City&, const Lot&);
struct Use {
  Fill fill;
  std::uint32_t core;  ///< per mille of the blocks in the inner half of the town
  std::uint32_t rim;   ///< and in the outer half
};
constexpr std::array<Use, 8> uses{{
    {fill_perimeter, 740, 390},
    {fill_grand, 80, 30},
    {fill_park, 60, 60},
    {fill_slabs, 60, 100},
    {fill_houses, 0, 330},
    {fill_halls, 10, 80},
    {fill_walled, 20, 10},
    {fill_mall, 30, 0},
}};

Fill drawn_use(Random& random, bool core) {
  std::uint64_t dice = random.below(1000);
  for (const Use& use : uses) {
    const std::uint32_t share = core ? use.core : use.rim;
    if (dice < share) return use.fill;
    dice -= share;
  }
  return fill_perimeter;
}

constexpr std::int32_t first_row = -1000;
/// One block of each kind in every town, at places that even the smallest has, off river and avenue.
struct Fixed {
  std::int32_t di;  ///< columns from the middle block
  std::int32_t dj;  ///< rows from the middle block, or `first_row`
  Fill fill;
};
constexpr std::array<Fixed, 8> fixed_uses{{
    {0, 0, fill_square},
    {1, 0, fill_mall},
    {-1, 0, fill_grand},
    {1, first_row, fill_park},
    {-1, first_row, fill_houses},
    {-2, first_row, fill_halls},
    {0, first_row, fill_slabs},
    {1, 1, fill_walled},
}};

Fill use_of(City& city, std::uint32_t i, std::uint32_t j) {
  const auto c = static_cast<std::int32_t>(city.plan.centre());
  const std::int32_t di = static_cast<std::int32_t>(i) - c;
  const std::int32_t dj = static_cast<std::int32_t>(j) - c;
  for (const Fixed& fixed : fixed_uses) {
    if (fixed.di == di && (fixed.dj == first_row ? j == 0 : fixed.dj == dj)) return fixed.fill;
  }
  return drawn_use(city.draft.random, 4 * (di * di + dj * dj) < c * c * 2);
}

bool set_face(const City& city, Lot& lot) {
  std::vector<std::int32_t> depths;
  for (const std::size_t k : lot.roads) depths.push_back(std::max(info(city.plan.roads[k].road_class).half_width, 300));
  auto face = inset(lot.corners, depths);
  if (!face) return false;
  lot.face = std::move(*face);
  return true;
}

void fill_lot(City& city, Lot lot, Fill fill) {
  if (!set_face(city, lot)) return;
  // Seen from another corner the same use looks different.
  for (std::uint64_t turns = city.draft.random.below(lot.face.size()); turns > 0; --turns) {
    std::rotate(lot.face.begin(), lot.face.begin() + 1, lot.face.end());
    std::rotate(lot.corners.begin(), lot.corners.begin() + 1, lot.corners.end());
    std::rotate(lot.roads.begin(), lot.roads.begin() + 1, lot.roads.end());
  }
  // What is drawn on a quadrilateral does not suit a triangle.
  if (lot.face.size() == 3 && fill != fill_park && fill != fill_grand) fill = fill_perimeter;
  fill(city, lot);
}

/// A lane through the block, from about the middle of its first edge to the third's: two lots instead of one.
void split_block(City& city, Lot block) {
  constexpr std::array<RoadClass, 6> lanes{RoadClass::living_street, RoadClass::pedestrian, RoadClass::service,
                                           RoadClass::footway,       RoadClass::steps,      RoadClass::residential};
  Draft& draft = city.draft;
  Plan& plan = city.plan;
  if (draft.random.chance(500)) {
    std::rotate(block.corners.begin(), block.corners.begin() + 1, block.corners.end());
    std::rotate(block.roads.begin(), block.roads.begin() + 1, block.roads.end());
  }
  const double share = static_cast<double>(draft.random.between(380, 620)) / 1000;
  Road lane;
  lane.a = joint(draft, plan.roads[block.roads[0]], between(block.corners[0], block.corners[1], share));
  lane.b = joint(draft, plan.roads[block.roads[2]], between(block.corners[3], block.corners[2], share));
  lane.road_class = lanes[plan.roads.size() % lanes.size()];  // in turn, so that no class is missing
  lane.name = static_cast<std::uint32_t>(plan.names.size());
  plan.names.push_back(invented_name(draft.random, Naming::lane));
  const geo::Point low = lane.a.at;
  const geo::Point high = lane.b.at;
  const std::size_t index = plan.roads.size();
  plan.roads.push_back(std::move(lane));
  plan.lines.push_back({{index}});
  const auto& c = block.corners;
  const auto& r = block.roads;
  fill_lot(city, {{c[0], low, high, c[3]}, {r[0], index, r[2], r[3]}, {}}, fill_perimeter);
  fill_lot(city, {{low, c[1], c[2], high}, {r[0], r[1], r[2], index}, {}}, fill_perimeter);
}

void fill_block(City& city, std::uint32_t i, std::uint32_t j) {
  const Plan& plan = city.plan;
  const Ring c{plan.crossings[plan.crossing(i, j)].at, plan.crossings[plan.crossing(i + 1, j)].at,
               plan.crossings[plan.crossing(i + 1, j + 1)].at, plan.crossings[plan.crossing(i, j + 1)].at};
  const Lot block{c, {plan.along(i, j), plan.across(i + 1, j), plan.along(i, j + 1), plan.across(i, j)}, {}};
  const Fill fill = use_of(city, i, j);
  if (plan.on_avenue(i, j)) {
    const std::size_t avenue = plan.diagonal(j);
    fill_lot(city, {{c[0], c[1], c[2]}, {block.roads[0], block.roads[1], avenue}, {}}, fill);
    fill_lot(city, {{c[0], c[2], c[3]}, {avenue, block.roads[2], block.roads[3]}, {}}, fill_perimeter);
  } else if (fill == fill_perimeter && city.draft.random.chance(550)) {
    split_block(city, block);
  } else {
    fill_lot(city, block, fill);
  }
}
}  // namespace

void fill_blocks(City& city) {
  for (std::uint32_t j = 0; j < city.plan.n; ++j) {
    if (j == city.plan.river) continue;
    for (std::uint32_t i = 0; i < city.plan.n; ++i) fill_block(city, i, j);
  }
}

}  // namespace contrechamp::synth
