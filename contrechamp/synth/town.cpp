// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/synth/city.hpp>

namespace contrechamp::synth {

Town town(const TownOptions& options) {
  City city{Draft(options), {}, {}};
  city.plan = street_plan(city.draft, options.blocks_per_side);
  fill_blocks(city);
  draw_landmarks(city);
  draw_sidewalks(city.draft, city.plan);
  draw_roads(city.draft, city.plan);
  draw_restrictions(city.draft, city.plan);
  place_devices(city, options.devices);
  city.draft.town.as_of = 1'767'225'600;  // 2026-01-01T00:00:00Z
  return std::move(city.draft.town);
}

}  // namespace contrechamp::synth
