// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/optics/scenario_parts.hpp>

namespace contrechamp::optics::parts {
namespace {

/// A piece of a ring: every band that the device has ends at the same radius.
View ring(double radius_m, double height_m, std::uint32_t weight, std::size_t band_count) {
  View view;
  view.footing.radial = true;
  view.height_m = height_m;
  view.weight = weight;
  view.width_deg = full_turn.count() / 100.0;
  for (std::size_t b = 0; b < band_count; ++b) view.edge[b] = radius_m;
  return view;
}

const std::array<Metres, 3>& ranges_of(scene::Kind kind, const OpticsOptions& o) {
  if (kind == scene::Kind::microphone) return o.speech_ranges;
  return kind == scene::Kind::gunshot_detector ? o.shot_ranges : o.presence_ranges;
}

Metres height_of(const scene::Device& d, const OpticsOptions& o) {
  return d.height.value_or(d.kind == scene::Kind::guard ? o.presence_eye : o.heights[1]);
}

}  // namespace

void append_rings(Scenarios& set, const scene::Device& device, const OpticsOptions& options) {
  const Metres height = height_of(device, options);
  const std::array<Metres, 3>& ranges = ranges_of(device.kind, options);
  std::vector<View> in_sight;
  std::vector<View> behind_walls;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const std::uint32_t weight = options.range_weights[i];
    in_sight.push_back(ring(ranges[i].count(), height.count(), weight, set.bands.size()));
    behind_walls.push_back(ring(ranges[i].count() * options.behind_walls, height.count(), weight, set.bands.size()));
    behind_walls.back().through_walls = true;
  }
  HeadPlan plan;
  plan.width = full_turn;
  plan.fisheye = true;
  append_sector(set, plan, in_sight, 0);
  if (sense_of(device.kind) == Sense::sound && options.behind_walls > 0) append_sector(set, plan, behind_walls, 0);
  set.heights = {height};
  set.axis = Reading::all_round_kind;
  set.lens = Reading::typical_ranges;
  set.height = device.height ? Reading::tagged : Reading::one_height;
  set.tilt = Reading::not_needed;
}

void append_model(Scenarios& set, const scene::Device& device, const OpticsOptions& options) {
  const ComparisonModel& model = options.model;
  const Metres height{0};  // at the foot of the walls, so that every building on the ground hides whole, as on a plan
  View view = ring(model.radius.count(), height.count(), 1000, set.bands.size());
  view.through_walls = !model.walls;
  for (const scene::Head& head : device.heads) {
    const bool disc =
        model.width >= full_turn || device.type == scene::CameraType::all_round || head.source == scene::AxisSource::none;
    HeadPlan plan;
    plan.centre = head.axis.angle();
    plan.width = disc ? full_turn : model.width;
    plan.fisheye = true;
    view.width_deg = plan.width->count() / 100.0;
    append_sector(set, plan, {view}, 0);
  }
  set.can_be_certain = true;
  set.target_height = height;
  set.heights = {height};
  set.axis = set.lens = Reading::comparison_model;
  set.height = set.tilt = Reading::not_needed;
}

}  // namespace contrechamp::optics::parts
