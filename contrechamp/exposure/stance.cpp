// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/exposure/observe.hpp>
#include <optional>

namespace contrechamp::exposure {
namespace {

std::int32_t centimetres(Metres m) { return static_cast<std::int32_t>(std::floor(m.count() * 100 + 0.5)); }

/// The number of the footprint that a device hangs on.
std::uint32_t own_of(const placement::Placed& placed, const placement::Ground& ground) {
  if (!placed.facade) return visibility::no_solid;
  const auto& all = ground.footprints();
  const auto found = std::lower_bound(all.begin(), all.end(), *placed.facade,
                                      [](const placement::Footprint& f, OsmRef ref) { return f.ref < ref; });
  if (found == all.end() || found->ref != *placed.facade) return visibility::no_solid;
  return static_cast<std::uint32_t>(found - all.begin());
}

/// All footprints near an unplaced device but those that it lies in.
std::vector<std::uint32_t> not_holding(geo::Point eye, std::int32_t reach_cm, const placement::Ground& ground) {
  std::vector<std::uint32_t> found = ground.footprints_near(geo::around(eye, reach_cm));
  std::erase_if(found, [&](std::uint32_t i) { return geo::where(ground.footprints()[i].rings, eye) != geo::Where::outside; });
  return found;
}

/// Where nothing hides, there is no reason to move a device.
void stand_as_mapped(placement::Placed& placed) {
  const geo::Point mapped = placed.mapped;
  placed = {};
  placed.mapped = placed.eye = mapped;
}

/// Looks about one device.
class Lookout {
 public:
  Lookout(Stance& stance, const Neighbourhood& around, std::int32_t reach_cm, bool tall_only)
      : stance_(stance),
        around_(around),
        reach_cm_(reach_cm),
        tall_only_(tall_only),
        own_(own_of(stance.placed, around.ground())),
        near_(around.skyline().within(geo::around(stance.placed.eye, reach_cm))) {}

  void look_from_all_heights() {
    const std::vector<Metres>& heights = stance_.scenarios.heights;
    stance_.sight_of.resize(heights.size());
    for (std::size_t row = 0; row < heights.size(); ++row) {
      for (const World world : all_worlds) of(row, world) = sight(row, world);
    }
  }
  void look_without_walls() {
    stance_.sights.push_back({visibility::viewshed(stance_.placed.eye, {}, reach_cm_), {}});
    stance_.sight_of.assign(stance_.scenarios.heights.size(), {});
  }

 private:
  [[nodiscard]] std::uint8_t& of(std::size_t row, World world) { return stance_.sight_of[row][static_cast<std::size_t>(world)]; }
  [[nodiscard]] std::int32_t height(std::size_t row) const { return centimetres(stance_.scenarios.heights[row]); }

  /// A sight that is there already, if it must be the same, or a new one.
  std::uint8_t sight(std::size_t row, World world) {
    if (tall_only_ && world != World::tall) return of(row, World::tall);
    if (world == World::usual && (!near_.unknown || height(row) <= usual())) return of(row, World::tall);
    if (world == World::low && !near_.unknown) return of(row, World::usual);
    for (std::size_t other = 0; other < row; ++other) {
      if (nothing_between(height(other), height(row), world)) return of(other, world);
    }
    const visibility::Look look{stance_.placed.eye, reach_cm_, height(row), own_};
    stance_.sights.push_back(looked(look, world));
    return static_cast<std::uint8_t>(stance_.sights.size() - 1);
  }

  /// Every solid is a wall for both heights, and nothing is looked over.
  [[nodiscard]] bool nothing_between(std::int32_t a, std::int32_t b, World world) const {
    return near_.highest_base <= std::min(a, b) && std::max(a, b) <= lowest_top(world);
  }

  [[nodiscard]] visibility::Sight looked(const visibility::Look& look, World world) {
    const Surroundings& at = stance_.without_holders ? *stance_.without_holders : around_.surroundings(world);
    std::optional<visibility::Gaze>& gaze = gazes_[static_cast<std::size_t>(world)];
    if (!gaze) gaze.emplace(at.walls);
    return {gaze->look(look), visibility::Shades(at.roofs, look, centimetres(stance_.scenarios.target_height))};
  }

  /// Of all that stands near in a world.
  [[nodiscard]] std::int32_t lowest_top(World world) const {
    if (world == World::usual && near_.unknown) return std::min(near_.lowest_top, usual());
    if (world == World::low && near_.unknown && least() > 0) return std::min(near_.lowest_top, least());
    return near_.lowest_top;
  }

  [[nodiscard]] std::int32_t usual() const { return centimetres(around_.usual_building_height()); }
  [[nodiscard]] std::int32_t least() const { return centimetres(around_.least_building_height()); }

  Stance& stance_;
  const Neighbourhood& around_;
  std::int32_t reach_cm_;
  bool tall_only_;  ///< a comparison model does not doubt heights
  std::uint32_t own_;
  Heights near_;
  std::array<std::optional<visibility::Gaze>, all_worlds.size()> gazes_;  ///< their buffers serve all heights
};

}  // namespace

Stance stance(const scene::Device& device, const Neighbourhood& around, const ExposureOptions& options) {
  Stance result;
  result.placed = placement::placed(device, around.ground(), options.placement);
  const bool model = options.optics.model.in_use();
  if (model && !options.optics.model.walls) stand_as_mapped(result.placed);
  result.scenarios = optics::scenarios(device, result.placed.normal, options.optics);
  if (result.scenarios.bands.empty()) return result;
  const std::int32_t reach = centimetres(options.optics.max_range);
  if (result.placed.where == placement::Where::unplaced) {
    // It is possible only, and so what it sees in the low world is all that counts.
    result.without_holders = std::make_shared<const Surroundings>(
        surroundings(around.ground(), not_holding(result.placed.eye, reach, around.ground()), model ? World::tall : World::low,
                     options.usual_building_height, options.least_building_height));
    if (model) result.placed.where = placement::Where::as_mapped;  // it does not doubt places either
  }
  Lookout lookout(result, around, reach, model);
  if (scene::below_ground(device)) {
    lookout.look_without_walls();
  } else {
    lookout.look_from_all_heights();
  }
  return result;
}

}  // namespace contrechamp::exposure
