// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/exposure/lookout.hpp>

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

/// Gazes of places that are gone are forgotten in the end.
constexpr std::size_t most_eyes = 6;

}  // namespace

std::int32_t Lookout::height(std::size_t row) const { return centimetres(stance_.scenarios.heights[row]); }

void Lookout::look_from_all_heights() {
  const std::size_t rows = stance_.scenarios.heights.size();
  stance_.sight_of.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    for (const World world : all_worlds) of(row, world) = sight(row, world);
  }
}

void Lookout::look_without_walls() {
  stance_.sights.push_back({visibility::viewshed(stance_.placed.eye, {}, reach_cm_), {}});
  stance_.sight_of.assign(stance_.scenarios.heights.size(), {});
}

/// A sight that is there already, if it must be the same, or a new one.
std::uint8_t Lookout::sight(std::size_t row, World world) {
  if (tall_only_ && world != World::tall) return of(row, World::tall);
  if (world == World::usual && (!near_.unknown || height(row) <= usual_cm_)) return of(row, World::tall);
  if (world == World::low && !near_.unknown) return of(row, World::usual);
  for (std::size_t other = 0; other < row; ++other) {
    if (nothing_between(height(other), height(row), world)) return of(other, world);
  }
  look(row, world);
  return static_cast<std::uint8_t>(stance_.sights.size() - 1);
}

/// Every solid is a wall for both heights, and nothing is looked over.
bool Lookout::nothing_between(std::int32_t a, std::int32_t b, World world) const {
  return near_.highest_base <= std::min(a, b) && std::max(a, b) <= lowest_top(world);
}

/// Of all that stands near in a world.
std::int32_t Lookout::lowest_top(World world) const {
  if (world == World::usual && near_.unknown) return std::min(near_.lowest_top, usual_cm_);
  if (world == World::low && near_.unknown && least_cm_ > 0) return std::min(near_.lowest_top, least_cm_);
  return near_.lowest_top;
}

/// Every solid is a wall for both, or for neither.
bool Lookout::same_walls(const Looked& a, const Looked& b) const {
  const auto [low, high] = std::minmax(a.height_cm, b.height_cm);
  if (near_.highest_base > low || near_.may_top(low, high)) return false;
  if (!near_.unknown) return true;
  enum : std::uint8_t { stands, does_not, may };
  const auto unknown = [this](const Looked& look) {
    if (look.world == World::tall) return stands;
    if (look.world == World::low && least_cm_ == 0) return does_not;
    const std::int32_t top = look.world == World::usual ? usual_cm_ : least_cm_;  // above a base that is not higher than the eye
    if (look.height_cm <= top) return stands;
    return look.height_cm > near_.highest_base + top ? does_not : may;
  };
  return unknown(a) == unknown(b) && unknown(a) != may;
}

void Lookout::look(std::size_t row, World world) {
  const Surroundings& at = stance_.without_holders ? *stance_.without_holders : around_->surroundings(world);
  const visibility::Look look{stance_.placed.eye, reach_cm_, height(row), own_};
  visibility::Sight& made = new_sight();
  const Looked now{static_cast<std::uint8_t>(stance_.sights.size() - 1), look.height_cm, world};
  const auto same = std::find_if(looked_.begin(), looked_.end(), [&](const Looked& other) { return same_walls(now, other); });
  if (same != looked_.end()) {
    made.walls = stance_.sights[same->sight].walls;
  } else if (stance_.without_holders) {
    made.walls = visibility::Gaze(at.walls).look(look);
    looked_.push_back(now);
  } else {
    made.walls = gaze_at(at.walls).look(look);
    looked_.push_back(now);
  }
  made.shades.look_over(at.roofs, look, centimetres(stance_.scenarios.target_height));
}

visibility::Sight& Lookout::new_sight() {
  if (spare_.empty()) return stance_.sights.emplace_back();
  stance_.sights.push_back(std::move(spare_.back()));
  spare_.pop_back();
  return stance_.sights.back();
}

visibility::Gaze& Lookout::gaze_at(const visibility::Walls& walls) {
  const auto found = std::find_if(eyes_.begin(), eyes_.end(), [&](const Eye& eye) { return eye.walls == &walls; });
  if (found != eyes_.end()) return *found->gaze;
  if (eyes_.size() == most_eyes) eyes_.clear();
  eyes_.push_back({&walls, std::make_unique<visibility::Gaze>(walls)});
  return *eyes_.back().gaze;
}

const Stance& Lookout::stand(const scene::Device& device, const Neighbourhood& around, const ExposureOptions& options) {
  for (visibility::Sight& sight : stance_.sights) spare_.push_back(std::move(sight));
  stance_.sights.clear();
  stance_.sight_of.clear();
  stance_.without_holders.reset();
  looked_.clear();
  stance_.placed = placement::placed(device, around.ground(), options.placement);
  const bool model = options.optics.model.in_use();
  if (model && !options.optics.model.walls) stand_as_mapped(stance_.placed);
  stance_.scenarios = optics::scenarios(device, stance_.placed.normal, options.optics);
  if (stance_.scenarios.bands.empty()) return stance_;
  around_ = &around;
  usual_cm_ = centimetres(around.usual_building_height());
  least_cm_ = centimetres(around.least_building_height());
  reach_cm_ = centimetres(options.optics.max_range);
  tall_only_ = model;
  own_ = own_of(stance_.placed, around.ground());
  near_ = around.skyline().within(geo::around(stance_.placed.eye, reach_cm_));
  if (stance_.placed.where == placement::Where::unplaced) {
    // It is possible only, and so what it sees in the low world is all that counts.
    stance_.without_holders = std::make_shared<const Surroundings>(
        surroundings(around.ground(), not_holding(stance_.placed.eye, reach_cm_, around.ground()),
                     model ? World::tall : World::low, options, visibility::unlimited_cm));
    if (model) stance_.placed.where = placement::Where::as_mapped;  // it does not doubt places either
  }
  if (scene::below_ground(device)) {
    look_without_walls();
  } else {
    look_from_all_heights();
  }
  return stance_;
}

Stance stance(const scene::Device& device, const Neighbourhood& around, const ExposureOptions& options) {
  Lookout lookout;
  lookout.stand(device, around, options);
  return lookout.take();
}

}  // namespace contrechamp::exposure
